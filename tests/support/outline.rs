//! The main part of a page as text that can be read and compared: headings, paragraphs, lists, tables, where links go.
//!
//! What only decorates (`aria-hidden`, pictures beside their table) is left out; what only a screen reader says stays.

use std::collections::BTreeMap;

use super::tokens::{Token, tokens};

/// The `<main>` element, a block a line.
pub(crate) fn outline(html: &str) -> String {
    let start = html.find("<main").unwrap();
    let end = html.find("</main>").unwrap();
    let mut outline = Outline::default();
    for token in tokens(&html[start..end]) {
        outline.take(token);
    }
    outline.flush();
    outline.lines.join("\n") + "\n"
}

#[derive(Default)]
struct Outline<'a> {
    lines: Vec<String>,
    line: String,
    links: Vec<String>,
    row: Option<Vec<String>>,
    in_head: bool,
    /// Element that is left out, and how many of its name are open.
    hidden: Option<(&'a str, usize)>,
}

impl<'a> Outline<'a> {
    fn take(&mut self, token: Token<'a>) {
        if let Some((name, depth)) = self.hidden {
            let depth = match token {
                Token::Open(own, _) if own == name => depth + 1,
                Token::Close(own) if own == name => depth - 1,
                _ => depth,
            };
            self.hidden = (depth > 0).then_some((name, depth));
            return;
        }
        match token {
            Token::Open(name, attributes) => self.open(name, &attributes),
            Token::Close(name) => self.close(name),
            Token::Text(text) => self.text(&text),
        }
    }

    fn open(&mut self, name: &'a str, attributes: &BTreeMap<&str, String>) {
        if attributes.get("aria-hidden").is_some_and(|value| value == "true") || matches!(name, "svg" | "script") {
            self.hidden = Some((name, 1));
            return;
        }
        let mark = match name {
            "h1" => "# ",
            "h2" => "## ",
            "h3" => "### ",
            "h4" | "h5" | "h6" => "#### ",
            "li" => "- ",
            "summary" => "+ ",
            "blockquote" => "> ",
            "caption" => "表：",
            _ => "",
        };
        match name {
            "tr" => self.row = Some(Vec::new()),
            "th" | "td" => self.line.clear(),
            "thead" => self.in_head = true,
            "a" => {
                self.line.push('[');
                self.links.push(attributes.get("href").cloned().unwrap_or_default());
            }
            "img" => self.text(&format!("![{}]", attributes.get("alt").map_or("", |alt| alt))),
            "br" => self.text(" / "),
            "dd" if self.line.ends_with('：') => {}
            "span" | "small" | "time" | "b" => self.text(" "),
            _ if is_inline(name) => {}
            _ => self.flush(),
        }
        self.line.push_str(mark);
    }

    fn close(&mut self, name: &str) {
        match name {
            "a" => {
                let href = self.links.pop().unwrap_or_default();
                self.line.push_str(&format!("]({href})"));
            }
            "th" | "td" => {
                let cell = std::mem::take(&mut self.line);
                self.row.get_or_insert_default().push(cell.trim().to_owned());
            }
            "tr" => {
                let cells = self.row.take().unwrap_or_default();
                self.lines.push(format!("| {} |", cells.join(" | ")));
                if self.in_head {
                    self.lines.push("|---".repeat(cells.len()) + "|");
                }
            }
            "thead" => self.in_head = false,
            "dt" => self.line.push('：'),
            _ if is_inline(name) => {}
            _ => self.flush(),
        }
    }

    fn text(&mut self, text: &str) {
        for part in text.split_inclusive(char::is_whitespace) {
            let word = part.trim_end();
            self.line.push_str(word);
            if word.len() < part.len() && !self.line.is_empty() && !self.line.ends_with([' ', '[', '：']) {
                self.line.push(' ');
            }
        }
    }

    fn flush(&mut self) {
        if self.row.is_some() {
            return self.text(" ");
        }
        let line = std::mem::take(&mut self.line);
        if line.starts_with('#') && !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        if !matches!(line.trim(), "" | "-") {
            self.lines.push(line.trim().to_owned());
        }
    }
}

fn is_inline(name: &str) -> bool {
    const INLINE: [&str; 16] = [
        "b", "strong", "em", "i", "small", "span", "time", "code", "label", "sup", "sub", "abbr", "tbody", "tfoot",
        "table", "wbr",
    ];
    INLINE.contains(&name)
}
