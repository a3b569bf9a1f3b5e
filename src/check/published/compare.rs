//! What a record says otherwise than its file of the last site: days, numbers, rows, files. Each difference is one text
//! with both values, in the language of the portal, as the words around them are.

use crate::base::date::{Date, to_half_width};
use crate::base::lang::Text;
use crate::blocks::Block;
use crate::blocks::table::Table;
use crate::check::published::rows::{Change, How, Tables, is_masked};
use crate::check::published::twin::{Item, Twin, Window};
use crate::data::words::Wording;
use crate::model::id::SlotName;
use crate::model::record::Goes;
use crate::model::window;
use crate::plan::Page;
use crate::publish::index::Seen;
use crate::site::Site;

const PUBLISHED: Text = Text { zh: "公开日期", en: "published" };
const PERIOD: Text = Text { zh: "期间", en: "period" };
const TITLE: Text = Text { zh: "标题", en: "title" };
const PLAIN: Text = Text { zh: "白话说明", en: "plain" };
const BODY: Text = Text { zh: "正文", en: "text" };
const POSTED: Text = Text { zh: "公示起始", en: "posted" };
const LAST: Text = Text { zh: "公示截止", en: "last day of the window" };
const FILE: Text = Text { zh: "附件", en: "attachment" };
const NEW: Text = Text { zh: "新的一行", en: "a new row" };
const GONE: Text = Text { zh: "没有了", en: "gone" };
const OTHER: Text = Text { zh: "换了", en: "another file" };

/// A record now.
struct Now<'a> {
    site: &'a Site,
    record: &'a Seen,
    words: Wording<'a>,
    /// Whether something was taken out of it that must not be public.
    is_reduced: bool,
    found: Vec<String>,
}

/// Every difference, each with both values.
pub(super) fn differences(site: &Site, record: &Seen, last: &Twin) -> Vec<String> {
    let is_linked = site.public.linked.iter().any(|one| one.span.file.starts_with(&*stem(record)));
    let is_reduced = is_linked || record.names.is_some_and(|names| names.is_over);
    let mut now = Now { site, record, words: Wording::of(site), is_reduced, found: Vec::new() };
    let item = &last.record;
    now.dates(item);
    now.numbers(TITLE, (&item.title, &record.title));
    for (slot, block) in record.slots.iter().filter(|(_, block)| is_comparable(record, block)) {
        now.rows(last, (slot, block));
    }
    now.numbers(PLAIN, (&item.plain, record.plain.as_deref().unwrap_or_default()));
    now.numbers(BODY, (&item.text, &record.body.plain));
    now.files(item);
    now.found
}

/// The path of a record's file up to its ending.
fn stem(record: &Seen) -> String {
    let file = &record.span.file;
    file.rsplit_once('.').map_or_else(|| file.to_string(), |(stem, _)| format!("{stem}."))
}

/// Whether what a block says stands in the record's file.
fn is_comparable(record: &Seen, block: &Block) -> bool {
    record.is_told_elsewhere(block) && !block.is_small()
}

impl Now<'_> {
    fn differs(&mut self, name: Text, before: &str, now: &str) {
        self.found.push(format!("{} {before} → {now}", self.words.say(&name)));
    }

    fn dates(&mut self, last: &Item) {
        let published = self.record.published.to_string();
        if last.published != published {
            self.differs(PUBLISHED, &last.published, &published);
        }
        let period = self.record.period.map(|period| period.to_string());
        if let Some(before) = last.period.as_deref().filter(|before| Some(*before) != period.as_deref()) {
            self.differs(PERIOD, before, period.as_deref().unwrap_or(self.words.say(&GONE)));
        }
        if let Some(before) = &last.window {
            self.window(before);
        }
    }

    /// The first days of a window are settled; what extends it or begins it anew is told as such.
    fn window(&mut self, before: &Window) {
        let Some(now) = &self.record.window else {
            let days = format!("{}–{}", before.posted, before.last);
            return self.differs(LAST, &days, self.words.say(&GONE));
        };
        let (posted, planned) = (now.posted.to_string(), now.planned.to_string());
        let turns: Vec<(String, String)> = now.turns.iter().map(of_turn).collect();
        let is_restarted = before.changes.iter().any(|turn| turn.change == "restarted");
        if before.posted != posted && !is_restarted {
            self.differs(POSTED, &before.posted, &posted);
        }
        let first = before.changes.first().map_or(&before.last, |turn| &turn.end_before);
        if *first != planned {
            return self.differs(LAST, first, &planned);
        }
        let is_kept = |turn: &(String, String)| turns.contains(turn);
        let had = before.changes.iter().map(|turn| (turn.end_before.clone(), turn.end_after.clone()));
        if let Some((_, after)) = had.into_iter().find(|turn| !is_kept(turn)) {
            self.differs(LAST, &after, &turns.last().map_or(planned, |(_, last)| last.clone()));
        }
    }

    /// Numbers of a text that are not in it any more, with those that came.
    fn numbers(&mut self, name: Text, (before, now): (&str, &str)) {
        if is_masked(now) || self.is_reduced {
            return;
        }
        let (mut before, mut now) = (numbers(before), numbers(now));
        before.retain(|number| match now.iter().position(|other| other == number) {
            Some(at) => {
                now.remove(at);
                false
            }
            None => true,
        });
        if !before.is_empty() {
            let came = if now.is_empty() { self.words.say(&GONE).to_owned() } else { now.join(" ") };
            self.differs(name, &before.join(" "), &came);
        }
    }

    fn rows(&mut self, last: &Twin, (slot, block): (&SlotName, &Block)) {
        let Some(before) = last.record.tables.get(&**slot) else { return };
        let is_ledger = block.as_register().is_some_and(|list| list.is_ledger());
        // What is taken from another record changes with that one, which tells of it.
        if block.as_scorecard().is_some() && last.record.scores_from != self.sources() {
            return;
        }
        let is_living = block.is_open(self.site.today) || block.is_course() || is_ledger;
        let mut table = block.table();
        self.words.translate(&mut table);
        let tables = Tables { columns: last.columns(slot), before, now: &table };
        for change in tables.changes(How { is_living, is_reduced: self.is_reduced }) {
            let told = match change {
                Change::Cell { column, before, row } => {
                    let now = row.get(column).map_or("", String::as_str);
                    let now = if now.is_empty() { self.words.say(&GONE) } else { now };
                    let label = self.words.label(&table.columns[column]);
                    format!("“{}” {label} {before} → {now}", name_of(&table, row, before))
                }
                Change::Gone(row) => format!("“{}” → {}", joined(row), self.words.say(&GONE)),
                Change::New(row) => format!("{} “{}”", self.words.say(&NEW), joined(row)),
            };
            self.found.push(told);
        }
    }

    /// Addresses of the records that scores come from.
    fn sources(&self) -> Vec<String> {
        let sources = self.site.public.records.sources(self.record);
        sources.map(|record| self.site.plan.at(&Page::record(record.place)).to_string()).collect()
    }

    fn files(&mut self, last: &Item) {
        if self.is_reduced {
            return;
        }
        for before in &last.attachments {
            let own = |path: &str| *path == before.address;
            let now = self.record.attachments.iter().find(|now| own(now.path.as_str()));
            let change = match now {
                Some(now) if now.goes == Goes::Nowhere || *now.sha256 == *before.sha256 => continue,
                Some(_) => OTHER,
                None => GONE,
            };
            self.differs(FILE, &format!("“{}”", before.title), self.words.say(&change));
        }
    }
}

fn of_turn(turn: &window::Turn) -> (String, String) {
    let text = |day: Date| day.to_string();
    (text(turn.before), text(turn.last))
}

/// What a row is about: the cell of a column that names things, else its first words, as far as these are not what changed.
fn name_of(table: &Table, row: &[String], before: &str) -> String {
    const NAMING: [&str; 5] = ["item", "name", "matter", "title", "project"];
    let is_word = |cell: &&String| cell.chars().any(char::is_alphabetic) && **cell != before;
    let named = NAMING.iter().find_map(|name| table.columns.iter().position(|column| column.name == *name));
    let named = named.and_then(|at| row.get(at)).filter(is_word);
    named.or_else(|| row.iter().find(is_word)).or_else(|| row.first()).cloned().unwrap_or_default()
}

/// The cells of a row, as far as they fit into a line.
fn joined(row: &[String]) -> String {
    const CELLS: usize = 5;
    let cells: Vec<&str> = row.iter().map(String::as_str).filter(|cell| !cell.is_empty()).take(CELLS).collect();
    cells.join(" ")
}

/// The numbers of a text in their order, without the signs that group their digits.
fn numbers(text: &str) -> Vec<String> {
    let text = to_half_width(text);
    let runs = text.split(|sign: char| !(sign.is_ascii_digit() || matches!(sign, '.' | ',')));
    let runs = runs.map(|run| run.trim_matches(['.', ',']).replace(',', "")).filter(|run| !run.is_empty());
    runs.collect()
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn numbers_are_read_without_their_grouping() {
        assert_eq!(numbers("共 1,200.50 元，７户。3月2日"), ["1200.50", "7", "3", "2"]);
        assert_eq!(numbers("没有数"), Vec::<String>::new());
    }
}
