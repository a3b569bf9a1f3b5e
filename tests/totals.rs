//! The figures that rise through the tree, computed anew from the CSV download of each unit alone: text in, whole numbers out.
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
use gongkai::blocks::outcome::RateOf;
use gongkai::blocks::{BlockOptions, BlockSummary};
use gongkai::files::Reader;
use gongkai::load::{ParseCache, load};
use gongkai::output::{self, Source};
use gongkai::plan::{Output, Page};
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

/// What the form says of the rate; what each state counts as stands in the download.
struct Status {
    rate: RateOf,
    has_median: bool,
}

fn ledger(site: &Site, key: &SlotKey) -> Option<Ledger> {
    let form = site.portal().form(&key.shape)?;
    let Some(BlockOptions::Register(options)) = form.slots.get(&key.slot) else { return None };
    let first = |wanted| options.columns.iter().find(|column| column.column_type == wanted);
    let name = |wanted| first(wanted).map(|column| column.name.to_string());
    let status = first(ColumnType::Status)
        .map(|column| Status { rate: column.outcomes.rate, has_median: column.outcomes.has_median });
    let named = first(ColumnType::Status).and_then(|column| column.outcomes.days_from.clone());
    let named = named.and_then(|name| options.columns.iter().find(|column| column.name == name.value));
    let date = named.map(|column| column.name.to_string()).or_else(|| name(ColumnType::Date));
    Some(Ledger { date, closed_on: name(ColumnType::Closed), due: name(ColumnType::Due), status })
}

impl Total {
    fn add(&mut self, cell: &dyn Fn(&str) -> String, ledger: Option<&Ledger>, today: &str) {
        let amount = |name| Some(cell(name)).filter(|text| !text.is_empty()).map_or(0, |text| hundredths(&text));
        self.rows += 1;
        self.income += amount("in");
        self.spending += amount("out");
        if let (Ok(is), Ok(of)) = (cell("is").parse::<i64>(), cell("of").parse::<i64>()) {
            let own = self.rates.entry(format!("{}|{}", cell("label"), cell("unit"))).or_default();
            *own = (own.0 + is, own.1 + of);
        }
        let Some(ledger) = ledger else { return };
        let Some(status) = &ledger.status else { return };
        let text = cell("counts-as");
        let due = ledger.due.as_ref().map(|due| cell(due)).filter(|due| !due.is_empty());
        let is_open = match status.rate {
            RateOf::All => text == "没有结束",
            RateOf::Due => text == "没有结束" && due.is_some_and(|due| days(&due) <= days(today)),
            RateOf::None => return self.add_days(cell, (ledger, status)),
        };
        self.achieved += i64::from(text == "达到");
        self.base += i64::from(matches!(&*text, "达到" | "没有达到" | "取消") || is_open);
        self.add_days(cell, (ledger, status));
    }

    fn add_days(&mut self, cell: &dyn Fn(&str) -> String, (ledger, status): (&Ledger, &Status)) {
        let is_timed = status.has_median && cell("counts-as") == "达到";
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
        let at = self.head.iter().position(|own| own == name);
        at.and_then(|at| row.get(at)).unwrap_or_default().to_owned()
    }

    /// Under which key a row is summed up.
    fn rollup(&self, row: &StringRecord) -> RollupKey {
        let period = self.cell(row, "record_period");
        let year = if period.is_empty() {
            self.cell(row, "record_published")
        } else {
            period.rsplit("..").next().unwrap().into()
        };
        RollupKey { shape: self.key.shape.clone(), slot: self.key.slot.clone(), year: year[..4].parse().unwrap() }
    }

    fn is_of_figures(&self) -> bool {
        self.head.iter().any(|name| name == "is")
    }

    /// What a row tells of: a figure by name, or a part of its list or account.
    fn name(&self, row: &StringRecord) -> String {
        if self.is_of_figures() {
            format!("{}|{}", self.cell(row, "label"), self.cell(row, "unit"))
        } else {
            String::new()
        }
    }

    fn scope(&self, row: &StringRecord) -> String {
        self.cell(row, if self.is_of_figures() { "scope" } else { "record_scope" })
    }
}

/// Adds the rows of each file to a total of its unit, as far as no unit between states the whole.
fn add_up(site: &Site, files: &[File<'_>]) -> Totals {
    let (orgs, today) = (&site.portal().orgs, site.today.to_string());
    let mut totals = Totals::new();
    for file in files {
        let whole = file.rows.iter().filter(|row| file.scope(row) == "全部");
        let wholes: BTreeSet<_> =
            whole.map(|row| (file.cell(row, "unit_path"), file.rollup(row), file.name(row))).collect();
        // What stands on a day is added to what stands on the same one: the latest of a sum counts.
        let (mut latest, mut put) = (BTreeMap::<_, String>::new(), Vec::new());
        for row in file.rows.iter().filter(|row| !file.cell(row, "sum_year").is_empty()) {
            let (own, key, is_whole) = (file.cell(row, "unit_path"), file.rollup(row), file.scope(row) == "全部");
            assert_eq!(file.cell(row, "sum_year"), key.year.to_string());
            let line = orgs.line(orgs.find(&own).unwrap());
            let mut between = line.into_iter().skip_while(|org| *org != file.key.org).map(|org| &orgs.get(org).path);
            let is_stated = between.any(|unit| {
                let is_itself = is_whole && **unit == *own;
                !is_itself && wholes.contains(&(unit.to_string(), key.clone(), file.name(row)))
            });
            if !is_stated {
                let place = (key, file.name(row));
                let day = latest.entry(place.clone()).or_default();
                *day = std::mem::take(day).max(file.cell(row, "sum_day"));
                put.push((row, place));
            }
        }
        let path = orgs.get(file.key.org).path.to_string();
        for (row, place) in put {
            let day = file.cell(row, "sum_day");
            if day.is_empty() || day == latest[&place] {
                let total = totals.entry((path.clone(), place.0)).or_default();
                total.add(&|name| file.cell(row, name), file.ledger.as_ref(), &today);
            }
        }
    }
    totals
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
        Page::Output(Output::Rows(key)) => Some(File::read(&site, key, &output::bytes(source, file).unwrap())),
        _ => None,
    });
    let files: Vec<File<'_>> = files.collect();
    every_record_once(&site, &files);
    let totals = add_up(&site, &files);
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

/// The file of a unit holds the rows of every record at or below it, each once, and no others.
fn every_record_once(site: &Site, files: &[File<'_>]) {
    let counted = |file: &File<'_>| {
        let mut rows: BTreeMap<String, usize> = BTreeMap::new();
        file.rows.iter().for_each(|row| *rows.entry(file.cell(row, "record_id")).or_default() += 1);
        rows
    };
    for file in files {
        let mut expected = BTreeMap::new();
        for record in site.public.records.current() {
            let is_inside = site.portal().orgs.line(record.org).contains(&file.key.org);
            let block = record.slots.iter().find(|(slot, _)| *slot == file.key.slot).map(|(_, block)| block);
            let block = block.filter(|block| is_inside && record.is_told_elsewhere(block));
            if let Some(block) = block.filter(|_| record.shape() == file.key.shape) {
                expected.insert(record.id.to_string(), block.table().rows.len());
            }
        }
        expected.retain(|_, rows| *rows > 0);
        assert_eq!(counted(file), expected, "{:?}", file.key);
    }
}

/// Whether all that went into these totals stands in the downloads, and each year has the sum of its records.
fn is_downloaded(site: &Site, key: &RollupKey) -> bool {
    let is_counted_only = site.public.hidden.iter().any(|one| one.shape.form == key.shape.form);
    let form = site.portal().form(&key.shape);
    let is_summed = match form.and_then(|form| form.slots.get(&key.slot)) {
        Some(BlockOptions::Register(options)) => !options.is_sensitive,
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
            for (name, sum) in measures.items.iter().filter(|(_, sum)| sum.rate.of > 0) {
                let own = total.rates.get(&**name).copied().unwrap_or_default();
                assert_eq!((sum.rate.is, sum.rate.of), own, "{place} {name}");
                compared.rates += 1;
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
