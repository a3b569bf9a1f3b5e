//! What of a record is searched: what its page and the data file of its unit show, and nothing else.

use crate::base::grouped::grouped;
use crate::base::words::Words;
use crate::blocks::Block;
use crate::blocks::table::{Table, TableColumn};
use crate::data::words::Wording;
use crate::model::record::Status;
use crate::model::window::Window;
use crate::publish::index::Seen;
use crate::site::Site;

/// The unit of accounts that are not in money.
const POINTS: &str = "分";

/// The text of a record but for its title; what stands apart on the page stands on lines of its own.
pub(super) fn searched((site, written): (&Site, &Words), record: &Seen) -> String {
    let mut text = String::new();
    let mut add = |line: &str| {
        if !line.is_empty() {
            text.push_str(line);
            text.push('\n');
        }
    };
    let own = |text: &Option<std::sync::Arc<str>>| text.as_deref().unwrap_or_default().to_owned();
    if record.status == Status::Withdrawn {
        return own(&record.reason);
    }
    add(&own(&record.plain));
    let period = record.period.map_or(String::new(), |period| written.period(&period.to_string()));
    add(&period);
    let signed = &record.sign_off;
    [&signed.source, &signed.author, &signed.reviewer, &signed.approver].into_iter().for_each(|who| add(&own(who)));
    add(&own(&record.changes));
    if record.supersedes.is_some() {
        add(&own(&record.reason));
    }
    let told = record.slots.iter().filter(|(_, block)| record.is_told_elsewhere(block));
    told.for_each(|(_, block)| rows((site, written), (record, block)).iter().for_each(|row| add(row)));
    add(&record.body.plain);
    if let Some(window) = &record.window {
        on_view(window, site).iter().for_each(|line| add(line));
    }
    for file in record.attachments.iter().filter(|file| file.is_listed) {
        add(&file.title);
        add(&own(&file.text));
    }
    if let Some(contact) = &record.contact {
        add(&contact.name);
        add(&contact.phone);
    }
    text
}

/// The same in one line, as a result shows a part of it.
pub(super) fn lines(text: String) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Who takes objections, what came in with its answer, and what came of it.
fn on_view(window: &Window, site: &Site) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    if let Some(objections) = &window.objections {
        lines.extend([objections.contact.name.to_string(), objections.contact.phone.to_string()]);
    }
    for one in window.received(site.today) {
        lines.push(one.matter.to_string());
        lines.extend(one.reply.as_ref().filter(|_| one.is_answered(site.today)).map(ToString::to_string));
    }
    lines.extend(window.outcome.as_ref().map(ToString::to_string));
    lines
}

/// The rows of a block; a cell that says the same as the one above it is left out.
fn rows((site, written): (&Site, &Words), (record, block): (&Seen, &Block)) -> Vec<String> {
    let words = Wording::of(site);
    let mut table = block.table();
    words.translate(&mut table);
    let Table { columns, rows } = table;
    let shown = Cells { site, record, block: block.name().as_str(), words, written };
    let mut above: &[String] = &[];
    let mut lines = Vec::new();
    for row in &rows {
        let cells = columns.iter().zip(row).enumerate();
        let new = cells.filter(|(at, (_, cell))| !cell.is_empty() && above.get(*at) != Some(*cell));
        let told: Vec<String> = new.filter_map(|(_, (column, cell))| shown.told(column, cell)).collect();
        lines.push(told.join(" "));
        above = row;
    }
    lines
}

/// Cells as the page shows them, which is not in standard forms.
struct Cells<'a> {
    site: &'a Site,
    record: &'a Seen,
    block: &'static str,
    words: Wording<'a>,
    written: &'a Words,
}

impl Cells<'_> {
    /// A cell in words; `None` for what a page does not show as text: what a link leads to, of what a figure is, how the
    /// parts of a method are called, what a state counts as, and days that one page writes out and another does not.
    fn told(&self, column: &TableColumn, cell: &str) -> Option<String> {
        match (self.block, &*column.name) {
            ("procedure", "record")
            | ("measures", "scope")
            | ("scorecard", "component" | "assessed")
            | ("register", "counts-as")
            | ("tally", "valid" | "passed") => None,
            ("measures" | "tally", _) if column.format == "date" => Some(self.written.date(cell)),
            ("scorecard", "criterion" | "votes") => Some(cell.replace(['/', '=', ';'], " ")),
            ("account", "date") => Some(self.written.day(cell)),
            ("account", _) if column.format == "number" && column.unit == POINTS => {
                Some(number(cell.trim_end_matches(".00")))
            }
            _ if cell.starts_with('/') => self.named(cell),
            _ if cell.ends_with(".yaml") || cell.ends_with(".md") => {
                let record = self.site.refer(self.record, cell);
                Some(record.map_or_else(|| cell.to_owned(), |record| record.title.to_string()))
            }
            _ => Some(match column.format {
                "date" => self.written.short_date(cell),
                "number" | "integer" => number(cell),
                _ => cell.to_owned(),
            }),
        }
    }

    /// The name of a unit or the title of a record that a cell leads to.
    fn named(&self, cell: &str) -> Option<String> {
        let (path, portal) = (cell.trim_start_matches('/'), self.site.portal());
        let unit = portal.orgs.find(path).map(|org| self.words.tongue(self.site).text(&portal.orgs.get(org).name));
        let record = || self.site.public.records.find(path).map(|record| &*record.title);
        unit.or_else(record).map(str::to_owned)
    }
}

/// A figure with its digits in groups.
fn number(cell: &str) -> String {
    match cell.split_once('.') {
        Some((whole, fraction)) => format!("{}.{fraction}", grouped(whole)),
        None => grouped(cell),
    }
}
