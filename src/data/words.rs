//! What the program itself writes into files: heads of columns, and words in their cells, in the first language of the
//! portal as far as the program speaks it.

use crate::base::glossary::Tongue;
use crate::base::lang::{Lang, Text, is_han};
use crate::blocks::table::{Table, TableColumn};
use crate::site::Site;

/// In what a file is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wording<'a> {
    tag: &'a str,
    lang: Lang,
}

impl<'a> Wording<'a> {
    /// That of the files of a site.
    pub(crate) fn of(site: &'a Site) -> Self {
        let tag = site.portal().config.languages.first().map_or(Lang::En.tag(), |tag| tag);
        Self { tag, lang: if is_han(tag) { Lang::Zh } else { Lang::En } }
    }

    /// How closed words are called in it.
    pub(crate) fn tongue(self, site: &'a Site) -> Tongue<'a> {
        site.portal().glossary.tongue(self.tag)
    }

    /// A word of the program.
    pub(crate) fn say(self, text: &Text) -> &'static str {
        text.get(self.lang)
    }

    /// What a column is called: in the language of the file, or in the one of the two that the program speaks.
    pub(crate) fn label(self, column: &TableColumn) -> &str {
        let tag = if column.label.speaks(self.tag) { self.tag } else { self.lang.tag() };
        column.label.get(tag)
    }

    /// The head of a column, with its unit.
    #[cfg_attr(not(feature = "workbooks"), allow(dead_code, reason = "workbooks have heads in words"))]
    pub(crate) fn head(self, column: &TableColumn) -> String {
        match (column.unit.as_str(), self.lang) {
            ("", _) => self.label(column).to_owned(),
            (unit, Lang::Zh) => format!("{}（{unit}）", self.label(column)),
            (unit, Lang::En) => format!("{} ({unit})", self.label(column)),
        }
    }

    /// What the cells of a column are.
    #[cfg_attr(not(feature = "workbooks"), allow(dead_code, reason = "workbooks explain their columns"))]
    pub(crate) fn format(self, column: &TableColumn) -> &'static str {
        self.say(format_word(column.format))
    }

    /// Puts the words of the language into the cells of a table.
    pub(crate) fn translate(self, table: &mut Table) {
        if self.lang == Lang::Zh {
            return;
        }
        let columns = table.columns.iter().enumerate().filter(|(_, column)| !column.words.is_empty());
        for (at, column) in columns {
            for cell in table.rows.iter_mut().filter_map(|row| row.get_mut(at)) {
                if let Some(word) = column.words.iter().find(|word| word.zh == *cell) {
                    word.en.clone_into(cell);
                }
            }
        }
    }
}

/// A text on one line, without the signs that neither XML nor a calendar may hold.
pub(crate) fn one_line(text: &str) -> String {
    let may_stand = |sign: &char| !sign.is_control() && !matches!(sign, '\u{fffe}' | '\u{ffff}');
    let words: Vec<String> = text.split_whitespace().map(|word| word.chars().filter(may_stand).collect()).collect();
    words.join(" ")
}

/// What a type of cells is called to people.
pub(crate) fn format_word(format: &str) -> &'static Text {
    const WORDS: [(&str, Text); 3] = [
        ("date", Text { zh: "日期", en: "date" }),
        ("integer", Text { zh: "整数", en: "whole number" }),
        ("number", Text { zh: "数", en: "number" }),
    ];
    const TEXT: Text = Text { zh: "文字", en: "text" };
    WORDS.iter().find(|(name, _)| *name == format).map_or(&TEXT, |(_, word)| word)
}
