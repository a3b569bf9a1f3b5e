//! The figures that rise through the tree, computed anew from the CSV downloads alone: text in, whole numbers out.
//! Totals, rates from both of their sides, medians from the days of every single row. What only counts, or is too small
//! to be told, stands in no download and is left out here.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../examples/corpus/generate/mod.rs"]
mod generate;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use csv::StringRecord;
use gongkai::base::date::Date;
use gongkai::blocks::column_type::ColumnType;
use gongkai::blocks::outcome::{Outcome, RateOf};
use gongkai::blocks::{BlockOptions, BlockSummary};
use gongkai::files::Reader;
use gongkai::load::{ParseCache, load};
use gongkai::output::{self, Source};
use gongkai::plan::Page;
use gongkai::publish::index::SlotKey;
use gongkai::render::Theme;
use gongkai::rollup::RollupKey;
use gongkai::site::Site;

/// Hundredths of a number with at most two decimals.
fn hundredths(text: &str) -> i64 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let sign = if whole.starts_with('-') { -1 } else { 1 };
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().unwrap() };
    whole * 100 + sign * format!("{fraction:0<2}").parse::<i64>().unwrap_or(0)
}

/// Days since a day long ago, by the civil calendar; not the program's own reckoning.
fn days(date: &str) -> i64 {
    let parts: Vec<i64> = date.split('-').map(|part| part.parse().unwrap()).collect();
    let (year, month) = if parts[1] > 2 { (parts[0], parts[1] - 3) } else { (parts[0] - 1, parts[1] + 9) };
    year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + parts[2]
}

/// What the rows of one unit with all below it add up to.
#[derive(Default)]
struct Total {
    rows: u64,
    income: i64,
    spending: i64,
    achieved: i64,
    base: i64,
    /// Days from where the form counts to the closing date, of every row that has both.
    days: Vec<i64>,
    /// Both sides of every rate by its name and unit.
    rates: BTreeMap<String, (i64, i64)>,
}

/// By path of the unit, kind, form, slot and year.
type Totals = BTreeMap<(String, RollupKey), Total>;

/// Names of the columns and values by which a register says how far its rows are, from its form.
struct Ledger {
    date: Option<String>,
    closed_on: Option<String>,
    due: Option<String>,
    status: Option<Status>,
}

/// What the values of the status say.
struct Status {
    label: String,
    achieved: BTreeSet<String>,
    open: BTreeSet<String>,
    /// Ended without being achieved.
    off: BTreeSet<String>,
    rate: RateOf,
    has_median: bool,
}

fn ledger(site: &Site, key: &SlotKey) -> Option<Ledger> {
    let form = site.portal().form(&key.shape)?;
    let Some(BlockOptions::Register(options)) = form.slots.get(&key.slot) else { return None };
    let first = |wanted| options.columns.iter().find(|column| column.column_type == wanted);
    let label = |wanted| first(wanted).map(|column| column.label.get("zh-Hans").to_owned());
    let status = first(ColumnType::Status).map(|column| {
        let texts = |outcome| column.outcomes.of(outcome).map(ToString::to_string);
        Status {
            label: column.label.get("zh-Hans").to_owned(),
            achieved: texts(Outcome::Achieved).collect(),
            open: texts(Outcome::Open).collect(),
            off: texts(Outcome::Unmet).chain(texts(Outcome::Dropped)).collect(),
            rate: column.outcomes.rate,
            has_median: column.outcomes.has_median,
        }
    });
    let named = first(ColumnType::Status).and_then(|column| column.outcomes.days_from.clone());
    let named = named.and_then(|name| options.columns.iter().find(|column| column.name == name.value));
    let date = named.map(|column| column.label.get("zh-Hans").to_owned()).or_else(|| label(ColumnType::Date));
    Some(Ledger { date, closed_on: label(ColumnType::Closed), due: label(ColumnType::Due), status })
}

impl Total {
    fn add(&mut self, cell: &dyn Fn(&str) -> String, ledger: Option<&Ledger>, today: &str) {
        let amount = |name| Some(cell(name)).filter(|text| !text.is_empty()).map_or(0, |text| hundredths(&text));
        self.rows += 1;
        self.income += amount("收入（");
        self.spending += amount("支出（");
        if let (Ok(is), Ok(of)) = (cell("分子").parse::<i64>(), cell("分母").parse::<i64>()) {
            let own = self.rates.entry(format!("{}|{}", cell("名称"), cell("单位"))).or_default();
            *own = (own.0 + is, own.1 + of);
        }
        let Some(ledger) = ledger else { return };
        let Some(status) = &ledger.status else { return };
        let text = cell(&status.label);
        let due = ledger.due.as_ref().map(|due| cell(due)).filter(|due| !due.is_empty());
        let is_open = match status.rate {
            RateOf::All => status.open.contains(&text),
            RateOf::Due => status.open.contains(&text) && due.is_some_and(|due| days(&due) <= days(today)),
            RateOf::None => return self.add_days(cell, (ledger, status)),
        };
        self.achieved += i64::from(status.achieved.contains(&text));
        self.base += i64::from(status.achieved.contains(&text) || status.off.contains(&text) || is_open);
        self.add_days(cell, (ledger, status));
    }

    fn add_days(&mut self, cell: &dyn Fn(&str) -> String, (ledger, status): (&Ledger, &Status)) {
        let is_timed = status.has_median && status.achieved.contains(&cell(&status.label));
        if let (Some(date), Some(closed_on), true) = (&ledger.date, &ledger.closed_on, is_timed) {
            let (from, to) = (cell(date), cell(closed_on));
            if !from.is_empty() && !to.is_empty() && days(&to) >= days(&from) {
                self.days.push(days(&to) - days(&from));
            }
        }
    }

    /// The lower of the two in the middle.
    fn median(&self) -> Option<i64> {
        let mut days = self.days.clone();
        days.sort_unstable();
        days.get(days.len().checked_sub(1)? / 2).copied()
    }
}

/// The rows of one CSV file, with the unit and the key that they are of.
struct File<'a> {
    key: &'a SlotKey,
    ledger: Option<Ledger>,
    head: StringRecord,
    rows: Vec<StringRecord>,
}

impl<'a> File<'a> {
    fn read(site: &Site, key: &'a SlotKey, bytes: &[u8]) -> Self {
        let text = std::str::from_utf8(bytes).unwrap().trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let head = reader.headers().unwrap().clone();
        Self { key, ledger: ledger(site, key), rows: reader.records().map(Result::unwrap).collect(), head }
    }

    fn cell(&self, row: &StringRecord, name: &str) -> String {
        value(&self.head, row, name)
    }

    /// Under which key a row is summed up.
    fn rollup(&self, row: &StringRecord) -> RollupKey {
        let year = if row[2].is_empty() { &row[3] } else { row[2].rsplit("..").next().unwrap() };
        RollupKey { shape: self.key.shape.clone(), slot: self.key.slot.clone(), year: year[..4].parse().unwrap() }
    }

    /// What a row tells of: a figure by name, or a part of its list or account.
    fn name(&self, row: &StringRecord) -> String {
        let is_figure = self.head.iter().any(|name| name == "分子");
        if is_figure { format!("{}|{}", self.cell(row, "名称"), self.cell(row, "单位")) } else { String::new() }
    }
}

/// Adds the rows of all files to their units and every one above them, as far as none of these states the whole.
fn add_up(site: &Site, files: &[File<'_>]) -> Totals {
    let today = site.today.to_string();
    let rows = || files.iter().flat_map(|file| file.rows.iter().map(move |row| (file, row)));
    let scope = |file: &File<'_>, row: &StringRecord| file.cell(row, "口径");
    let wholes: BTreeSet<_> = rows()
        .filter(|(file, row)| scope(file, row) == "全部")
        .map(|(file, row)| (file.key.org, file.rollup(row), file.name(row)))
        .collect();
    let mut totals = Totals::new();
    for (file, row) in rows().filter(|(file, row)| scope(file, row) != "他处") {
        let (key, name, is_whole) = (file.rollup(row), file.name(row), scope(file, row) == "全部");
        for org in site.portal().orgs.line(file.key.org).into_iter().rev() {
            let is_stated = wholes.contains(&(org, key.clone(), name.clone()));
            if is_stated && !(is_whole && org == file.key.org) {
                break;
            }
            let path = site.portal().orgs.get(org).path.to_string();
            let total = totals.entry((path, key.clone())).or_default();
            total.add(&|name| file.cell(row, name), file.ledger.as_ref(), &today);
        }
    }
    totals
}

/// The cell under the heading `name`, with or without a unit behind it, beyond the columns that every file has.
fn value(head: &StringRecord, row: &StringRecord, name: &str) -> String {
    let is_name = |own: &str| {
        own == name || own.strip_prefix(name).is_some_and(|rest| rest.starts_with('（') || name.ends_with('（'))
    };
    let at = head.iter().enumerate().skip(4).find(|(_, own)| is_name(own)).map(|(at, _)| at);
    at.and_then(|at| row.get(at)).unwrap_or_default().to_owned()
}

/// How many figures of each sort were compared.
#[derive(Default)]
struct Compared {
    accounts: usize,
    registers: usize,
    closing_rates: usize,
    medians: usize,
    rates: usize,
}

/// Compares every total of the pages with that of the downloads.
fn compare(root: &Path, today: &str) -> Compared {
    let (portal, _) = load(&Reader::at(root), &mut ParseCache::default()).unwrap();
    let theme = Theme::load(&Reader::at(root), &portal.config.theme, &portal.config.languages).unwrap().0.unwrap();
    let site = Site::new(&portal, Date::parse(today).unwrap().0, []);
    let source = Source { reader: &Reader::at(root), site: &site, theme: &theme };
    let files = site.plan.files().filter_map(|(_, file)| match &file.page {
        Page::Rows(key) => Some(File::read(&site, key, &output::bytes(source, file).unwrap())),
        _ => None,
    });
    let totals = add_up(&site, &files.collect::<Vec<_>>());
    let none = Total::default();
    let mut compared = Compared::default();
    for (org, rollup) in &site.rollups {
        let path = site.portal().orgs.get(*org).path.to_string();
        for (key, slot) in rollup.slots.iter().filter(|(key, _)| is_downloaded(&site, key)) {
            let total = totals.get(&(path.clone(), key.clone())).unwrap_or(&none);
            let of = rate_of(&site, key);
            compare_one((&slot.summary, of), total, &mut compared, &format!("{path} {key:?}"));
        }
    }
    compared
}

/// Whether all that went into these totals stands in the downloads, and each year has the sum of its records.
fn is_downloaded(site: &Site, key: &RollupKey) -> bool {
    let is_counted_only = site.public.hidden.iter().any(|one| one.shape.form == key.shape.form);
    let form = site.portal().form(&key.shape);
    let is_summed = match form.and_then(|form| form.slots.get(&key.slot)) {
        Some(BlockOptions::Register(options)) => !options.is_stock && !options.is_sensitive,
        _ => true,
    };
    is_summed && !is_counted_only
}

/// What the rate of a register is told of.
fn rate_of(site: &Site, key: &RollupKey) -> RateOf {
    let options = site.portal().form(&key.shape).and_then(|form| form.slots.get(&key.slot));
    let Some(BlockOptions::Register(options)) = options else { return RateOf::None };
    options.outcomes().map_or(RateOf::None, |outcomes| outcomes.rate)
}

fn compare_one((summary, of): (&BlockSummary, RateOf), total: &Total, compared: &mut Compared, place: &str) {
    match summary {
        BlockSummary::Account(account) => {
            compared.accounts += 1;
            assert_eq!((account.income.0, account.spending.0), (total.income, total.spending), "{place}");
            assert_eq!(account.entries, total.rows, "{place}");
        }
        BlockSummary::Register(register) => {
            compared.registers += 1;
            assert_eq!(register.rows, total.rows, "{place}");
            let rate = register.rate(of);
            assert_eq!((rate.is, rate.of), (total.achieved, total.base), "{place}");
            assert_eq!(register.median_days(), total.median(), "{place}");
            compared.closing_rates += usize::from(rate.of > 0);
            compared.medians += usize::from(total.days.len() > 1);
        }
        BlockSummary::Measures(measures) => {
            // A rate as of a day is taken from the latest record, which a download does not say; its sum is no less.
            for (name, sum) in measures.items.iter().filter(|(_, sum)| sum.rate.of > 0) {
                let (is, of) = total.rates.get(&**name).copied().unwrap_or_default();
                if (sum.rate.is, sum.rate.of) == (is, of) {
                    compared.rates += 1;
                } else {
                    assert!(sum.rate.is <= is && sum.rate.of <= of, "{place} {name}: {:?} of {is}/{of}", sum.rate);
                    assert!(sum.rate.of < of, "{place} {name}: {:?} of {is}/{of}", sum.rate);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn totals_rates_and_medians_of_the_pages_are_those_of_the_downloads() {
    let found = compare(Path::new("."), "2026-11-23");
    assert!(found.accounts > 20 && found.registers > 20, "{} {}", found.accounts, found.registers);
    let shares = (found.closing_rates, found.medians, found.rates);
    assert!(shares.0 > 10 && shares.1 > 5 && shares.2 > 5, "{shares:?}");
}

#[test]
fn those_of_a_made_up_portal_are_too() {
    let folder = tempfile::tempdir().unwrap();
    let made = generate::generate(folder.path(), 200, 7).unwrap();
    assert!(made.units > 1 && made.files > 200);
    let (year, month, day) = generate::LAST;
    let found = compare(folder.path(), &format!("{year}-{month:02}-{day:02}"));
    assert!(found.accounts > 5 && found.registers > 5, "{} {}", found.accounts, found.registers);
    assert!(found.closing_rates > 3 && found.medians > 3, "{} {}", found.closing_rates, found.medians);
}
