//! The gate: what must not be public is found where content is read, before anything else sees it.
//!
//! It stands in front of the blocks, so nothing that it withholds reaches a page, a data file, a message or the preview:
//! the text itself is replaced before it is read. What is found in a text that cannot be replaced, such as the name of a
//! file, or is graver than that, is an error, and of a record with such an error nothing is published or kept.

mod attachment;
mod judge;
mod keys;
mod prose;
mod walk;

use std::borrow::Cow;

use crate::base::diag::{Diagnostic, Diagnostics, Rule, Severity, rules};
use crate::base::fields::Fields;
use crate::base::source::{Span, Veil};
use crate::base::yaml::Node;
use crate::load::gate::judge::Judge;
use crate::load::source::Source;
use crate::load::tree::Tree;
use crate::model::config::Config;
use crate::model::id::RecordId;
use crate::model::privacy::{Allow, Of};
use crate::model::record::Attachment;
use crate::privacy::{self, Sort};

rules! {
    /// A datum is allowed that is not there.
    IDLE: Warning "privacy/idle-allow" {
        zh: "`allow` 里的 `{value}` 没有对应的内容：可能已经删去，也可能改过" => "删去这一项；内容改过的，照 `gongkai check` 新的提示改写摘要",
        en: "`{value}` under `allow` answers nothing: what it let out is gone or was changed" => "delete the entry; if it was changed, take the digest that `gongkai check` now tells",
        wrong: "title: 停水公告\nallow: [{value: 0123456789ab, ground: official}]", right: "title: 停水公告",
    }
}

pub(super) use attachment::RULES as ATTACHMENT_RULES;
pub(super) use walk::{InSlot, SlotOf};

/// The gate for one file with what goes with it.
pub(super) struct Gate<'g> {
    judge: Judge<'g>,
    sees: Sees,
}

/// What of a file the public will see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sees {
    /// All of it.
    All,
    /// That it was withdrawn, and what stays of it: title, reason, who approved.
    Tombstone,
    /// What its figures and rows are called, which rises with its counts.
    Counts,
    /// Nothing yet: it is a draft, of which nothing is withheld, but its writer is told.
    Draft,
    /// Nothing.
    Nothing,
}

/// Keys of the envelope of which nothing stays to be seen when a record is withdrawn.
const GONE: [&str; 10] =
    ["author", "reviewer", "source", "contact", "basis", "follows", "changes", "attachments", "window", "plain"];

impl<'g> Gate<'g> {
    /// That of a record of which the public will see so much.
    pub(super) fn of_record(config: &'g Config, of: Of<'g>, node: &Node, sees: Sees) -> Self {
        let mut judge = Judge::new(config, of, allowed(node));
        judge.is_draft = sees == Sees::Draft;
        Self { judge, sees }
    }

    /// That of another file, which says of what unit it is if it does.
    pub(super) fn of_file(config: &'g Config, node: &Node) -> Self {
        Self { judge: Judge::new(config, Of::default(), allowed(node)), sees: Sees::All }
    }

    /// Looks at all that a record says under its keys and in its rows, and at the names of its files.
    pub(super) fn record(&mut self, id: &RecordId, slots: &SlotOf<'_>, node: &mut Node) {
        match self.sees {
            Sees::All | Sees::Draft => walk::record(&mut self.judge, slots, node),
            Sees::Tombstone => walk::tombstone(&mut self.judge, slots, &GONE, node),
            Sees::Counts => return walk::counted(&mut self.judge, slots, node),
            Sees::Nothing => return,
        }
        let file = Span::whole(&node.span.file);
        self.judge.name(id, &file);
    }

    /// Looks at all that another file says.
    pub(super) fn file(&mut self, node: &mut Node) {
        walk::file(&mut self.judge, node);
    }

    /// Looks at a path that becomes an address.
    pub(super) fn path(&mut self, path: &str, at: &Span) {
        self.judge.name(path, at);
    }

    /// The text below the keys, with marks for what is withheld.
    pub(super) fn prose<'t>(&mut self, source: &'t Source, title: &str) -> Cow<'t, str> {
        if self.looks() { prose::gated(&mut self.judge, source, title) } else { Cow::Borrowed(&source.text) }
    }

    /// Reports what of a text that has been rendered the look at its source did not find; it cannot be taken out.
    pub(super) fn rendered(&mut self, source: &Source, plain: &str) {
        if self.looks() {
            prose::rendered(&mut self.judge, source, plain);
        }
    }

    /// Looks into the files of a record; those of which anything is withheld are taken from `attachments`.
    pub(super) fn attachments(&mut self, tree: &Tree, attachments: &mut [Attachment]) {
        if self.looks() {
            attachment::look(&mut self.judge, tree, attachments);
        }
        // Nobody else looks into them.
        attachments.iter().for_each(|one| _ = tree.reader.take_held(&Tree::name(&one.path)));
    }

    /// Whether something was found that cannot be taken out.
    pub(super) fn stops(&self) -> bool {
        self.judge.diags.has_errors()
    }

    /// Whether the public will see its text, now or once it is published.
    fn looks(&self) -> bool {
        matches!(self.sees, Sees::All | Sees::Draft)
    }

    /// What was found.
    pub(super) fn finish(self, diags: &mut Diagnostics) {
        let Judge { allow, used, diags: found, .. } = self.judge;
        if self.sees != Sees::All {
            return diags.append(found);
        }
        diags.append(found);
        for (one, _) in allow.iter().zip(used).filter(|(_, used)| !used) {
            // Somebody may have written the datum itself.
            let value = privacy::starred(&one.value).into_owned();
            diags.push(Diagnostic::new(&IDLE, one.span.clone().veiled(Veil::Closed)).with_own("value", value));
        }
    }
}

/// Takes out of a file that pages show what must not be public.
pub(super) fn file(config: &Config, node: &mut Node, diags: &mut Diagnostics) {
    let mut gate = Gate::of_file(config, node);
    gate.file(node);
    gate.finish(diags);
}

/// Looks at the path of a unit, whose own file says what may be public.
pub(super) fn path(config: &Config, path: &str, node: &Node, diags: &mut Diagnostics) {
    let mut gate = Gate::of_file(config, node);
    gate.judge.name(path, &Span::whole(&node.span.file));
    diags.append(gate.judge.diags);
}

/// What a file says may be public. What is wrong in it is told where the file is read.
fn allowed(node: &Node) -> Vec<Allow> {
    let mut quiet = Diagnostics::new();
    Fields::of(node, &mut quiet).get("allow", &mut quiet).unwrap_or_default()
}

/// Whether it is an error about what must not be public: nothing of its record is published, and nothing kept.
pub(super) fn closes(problem: &Diagnostic) -> bool {
    let own = |rule: &Rule| std::ptr::eq(rule, problem.rule);
    let is_own = Sort::ALL.iter().any(|sort| own(sort.rule())) || ATTACHMENT_RULES.iter().any(|rule| own(rule));
    is_own && problem.severity == Severity::Error
}
