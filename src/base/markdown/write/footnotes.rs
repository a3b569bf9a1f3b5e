//! Footnotes: a number where they are referred to, a list at the end of the body.

use super::super::{ProblemKind, notes};
use super::Writer;

impl Writer<'_> {
    pub(super) fn reference(&mut self, name: &str) {
        let Some(note) = self.notes.find(name) else {
            return;
        };
        self.referred[note] += 1;
        let (prefix, number) = (self.options.prefix, note + 1);
        let id = id_of_reference(number, self.referred[note]);
        self.out.anchors.push(format!("{prefix}{id}"));
        self.out.html.push_str(&format!(
            "<sup><a href=\"#{prefix}fn-{number}\" id=\"{prefix}{id}\" role=\"doc-noteref\">{number}</a></sup>"
        ));
    }

    pub(super) fn footnotes(&mut self) {
        let notes = self.notes.list().to_vec();
        if notes.is_empty() {
            return;
        }
        for at in self.notes.unused().to_vec() {
            let name = notes::name(self.events, at).unwrap_or_default().to_owned();
            self.report(ProblemKind::UnusedNote { name }, at);
        }
        self.break_html();
        self.out.html.push_str("<section class=\"footnotes\">\n<ol>\n");
        self.depth = 3;
        for (note, number) in notes.into_iter().zip(1..) {
            let prefix = self.options.prefix;
            self.out.anchors.push(format!("{prefix}fn-{number}"));
            self.out.html.push_str(&format!("<li id=\"{prefix}fn-{number}\">\n"));
            self.body(note.body);
            self.back_links(number, note.references);
            self.out.html.push_str("</li>\n");
        }
        self.out.html.push_str("</ol>\n</section>\n");
    }

    /// They go into the last paragraph of the note, if it ends with one.
    fn back_links(&mut self, number: usize, references: usize) {
        const PARAGRAPH_END: &str = "</p>\n";
        let in_paragraph = self.out.html.ends_with(PARAGRAPH_END);
        if in_paragraph {
            self.out.html.truncate(self.out.html.len() - PARAGRAPH_END.len());
        }
        let prefix = self.options.prefix;
        for nth in 1..=references {
            let id = id_of_reference(number, nth);
            self.out.html.push_str(&format!(" <a href=\"#{prefix}{id}\" role=\"doc-backlink\">↩</a>"));
        }
        self.out.html.push_str(if in_paragraph { PARAGRAPH_END } else { "\n" });
    }
}

fn id_of_reference(number: usize, nth: usize) -> String {
    match nth {
        1 => format!("fnref-{number}"),
        _ => format!("fnref-{number}-{nth}"),
    }
}
