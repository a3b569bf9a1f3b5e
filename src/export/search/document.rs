//! What of a record is searched: what its page and the data file of its unit show, and nothing else.

use std::sync::Arc;

use crate::base::grouped::grouped;
use crate::base::money::Money;
use crate::base::words::Words;
use crate::blocks::Block;
use crate::blocks::account::Account;
use crate::blocks::register::Register;
use crate::blocks::table::{Table, TableColumn};
use crate::data::words::Wording;
use crate::model::record::{ROWS, Status};
use crate::model::window::Window;
use crate::publish::index::Seen;
use crate::site::Site;

/// The unit of accounts that are not in money.
const POINTS: &str = "分";

/// What of a record is searched but for its title: lines, each with the number of the page of the record on which it stands.
#[derive(Default)]
pub(super) struct Searched(Vec<(usize, String)>);

/// A text in one line, and where in it, counted in the units of a script, another page of the record begins: places and
/// numbers of pages by turns.
pub(super) type InOneLine = (String, Vec<usize>);

impl Searched {
    fn add(&mut self, line: &str) {
        self.add_on(1, line);
    }

    fn add_on(&mut self, page: usize, line: &str) {
        if !line.is_empty() {
            self.0.push((page, line.to_owned()));
        }
    }

    /// All of it; what stands apart on the page stands on lines of its own.
    pub(super) fn text(&self) -> String {
        self.0.iter().flat_map(|(_, line)| [line, "\n"]).collect()
    }

    /// The same in one line, as a result shows a part of it.
    pub(super) fn in_one_line(&self) -> InOneLine {
        let (mut text, mut length, mut on, mut pages) = (String::new(), 0, 1, Vec::new());
        for (page, line) in &self.0 {
            for word in line.split_whitespace() {
                if !text.is_empty() {
                    text.push(' ');
                    length += 1;
                }
                if *page != on {
                    pages.extend([length, *page]);
                    on = *page;
                }
                text.push_str(word);
                length += word.encode_utf16().count();
            }
        }
        (text, pages)
    }
}

/// What of a record is searched.
pub(super) fn searched((site, written): (&Site, &Words), record: &Seen) -> Searched {
    let mut found = Searched::default();
    let own = |text: &Option<Arc<str>>| text.as_deref().unwrap_or_default().to_owned();
    if record.status == Status::Withdrawn {
        found.add(&own(&record.reason));
        return found;
    }
    found.add(&own(&record.plain));
    let period = record.period.map_or(String::new(), |period| written.period(&period.to_string()));
    found.add(&period);
    let signed = &record.sign_off;
    for who in [&signed.source, &signed.author, &signed.reviewer, &signed.approver] {
        found.add(&own(who));
    }
    found.add(&own(&record.changes));
    if record.supersedes.is_some() {
        found.add(&own(&record.reason));
    }
    for (_, block) in record.slots.iter().filter(|(_, block)| record.is_told_elsewhere(block)) {
        for (at, row) in rows((site, written), (record, block)).iter().enumerate() {
            found.add_on(at / ROWS + 1, row);
        }
        if let Some(account) = block.as_account() {
            worked_out(account, &mut found);
        }
    }
    found.add(&record.body.plain);
    if let Some(window) = &record.window {
        on_view(window, site).iter().for_each(|line| found.add(line));
    }
    for file in record.attachments.iter().filter(|file| file.is_listed) {
        found.add(&file.title);
        found.add(&own(&file.text));
    }
    if let Some(contact) = &record.contact {
        found.add(&contact.name);
        found.add(&contact.phone);
    }
    found
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

/// The rows of a block in the order of its pages; a cell that says the same as the one above it is left out.
fn rows((site, written): (&Site, &Words), (record, block): (&Seen, &Block)) -> Vec<String> {
    let words = Wording::of(site);
    let mut table = block.table();
    words.translate(&mut table);
    let Table { columns, rows } = table;
    let shown = Cells { site, record, block: block.name().as_str(), words, written };
    let mut above: &[String] = &[];
    let mut lines = Vec::new();
    for row in in_order(block, &rows) {
        let cells = columns.iter().zip(row).enumerate();
        let new = cells.filter(|(at, (_, cell))| !cell.is_empty() && above.get(*at) != Some(*cell));
        let told: Vec<String> = new.filter_map(|(_, (column, cell))| shown.told(column, cell)).collect();
        lines.push(told.join(" "));
        above = row;
    }
    lines
}

/// Rows of a file in the order of the pages, where these have another one.
fn in_order<'r>(block: &Block, rows: &'r [Vec<String>]) -> Vec<&'r Vec<String>> {
    let layout = block.as_register().map(Register::layout);
    let order: Vec<usize> = layout.iter().flat_map(|layout| &layout.runs).flat_map(|run| &run.rows).copied().collect();
    if order.len() != rows.len() {
        return rows.iter().collect();
    }
    order.iter().filter_map(|at| rows.get(*at)).collect()
}

/// What the pages of an account work out of its rows: sums, those of categories, and the balance behind each row.
fn worked_out(account: &Account, found: &mut Searched) {
    let shown = |amount: Money| {
        let text = amount.to_string();
        number(if account.options().is_money() { &text } else { text.trim_end_matches(".00") })
    };
    let opening = account.opening.as_ref().map(|opening| opening.value);
    let ends = opening.into_iter().chain([account.income(), account.spending(), account.closing()]);
    found.add(&ends.map(shown).collect::<Vec<_>>().join(" "));
    let of_side = |is_income| account.by_category(is_income).into_iter();
    let categories = of_side(true).chain(of_side(false)).filter(|(_, amount)| *amount != Money::ZERO);
    let categories: Vec<String> = categories.map(|(name, amount)| format!("{name} {}", shown(amount))).collect();
    found.add(&categories.join(" "));
    let balances: Vec<String> = account.lines().map(|line| shown(line.balance)).collect();
    for (own, page) in balances.chunks(ROWS).zip(1..) {
        found.add_on(page, &own.join(" "));
    }
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
