//! The dealings of a unit, month by month, from the tables under `data/accounts/`.
//!
//! A row of a table says in which months an item falls due: `1 4 7 10` always, `?6-9` at most once a year in one of
//! these months. Its amount is `600`, `420..960` (any), `420..960/10` (in steps of 10) or `4..12*320` (so many at 320
//! each); its text may hold `{n}` (how many), `{g}` (a group), `{q}` (the quarter), `{last}` (the one before) and `{p}`
//! (the months since it was paid last). `years` bounds it: `2024`, `2025..`, `2024-10..2025-09`.

use std::collections::BTreeMap;

use gongkai::base::date::Date;
use serde::Deserialize;

use super::random::Random;
use super::time::{Month, Span, chinese};

/// A row of a table.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Row {
    when: String,
    day: Option<i64>,
    side: String,
    category: String,
    item: String,
    amount: String,
    to: String,
    years: String,
}

/// One dealing.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) date: Date,
    pub(super) item: String,
    pub(super) category: String,
    /// In fen, always positive.
    pub(super) amount: i64,
    pub(super) is_income: bool,
    pub(super) voucher: String,
    pub(super) counterparty: String,
}

/// Who keeps the book.
pub(super) struct Book<'a> {
    /// Path of the unit and name of the book: what the random numbers hang on.
    pub(super) name: String,
    /// Path of the unit.
    pub(super) path: &'a str,
    /// Name of the unit in a time.
    pub(super) unit: Box<dyn Fn(Span) -> String + 'a>,
    pub(super) voucher: &'a str,
    pub(super) groups: i64,
    pub(super) rows: Vec<Row>,
    /// Numbers that other books give, by name, or by name and year: `=laozhai`, `=july*300`.
    pub(super) given: BTreeMap<String, i64>,
}

/// Reads a table.
pub(super) fn rows(table: &str) -> Vec<Row> {
    csv::Reader::from_reader(table.as_bytes()).deserialize().map(|row| row.expect("a table of dealings")).collect()
}

impl Book<'_> {
    /// The dealings of a month or quarter, by date.
    pub(super) fn entries(&self, span: Span) -> Vec<Entry> {
        span.each().flat_map(|month| self.month(month)).collect()
    }

    fn month(&self, month: Month) -> Vec<Entry> {
        let due = self.rows.iter().enumerate().filter(|(at, row)| self.is_due(*at, row, month));
        let mut entries: Vec<Entry> = due.map(|(at, row)| self.entry(at, row, month)).collect();
        entries.sort_by_key(|entry| entry.date);
        for (entry, number) in entries.iter_mut().zip(1..) {
            let prefix = self.voucher.replace("{y}", &month.year().to_string());
            entry.voucher = format!("{prefix}{:02}{number:02}", month.number());
        }
        entries
    }

    fn is_due(&self, at: usize, row: &Row, month: Month) -> bool {
        if !is_within(&row.years, month) {
            return false;
        }
        let Some(months) = row.when.strip_prefix('?') else { return months(&row.when).contains(&month.number()) };
        let mut random = Random::of(&format!("{}/{at}/{}", self.name, month.year()));
        let is_rare = !row.years.is_empty() || !random.once_in(2);
        is_rare && *random.pick(&self::months(months)) == month.number()
    }

    fn entry(&self, at: usize, row: &Row, month: Month) -> Entry {
        let mut random = Random::of(&format!("{}/{at}/{}", self.name, month.name()));
        let (count, amount) = self.amount(&row.amount, month, &mut random);
        let group = format!("{}组", chinese(random.between(1, self.groups.max(1))));
        let quarter = Span { first: Month(month.0 - (month.number() - 1) % 3), months: 3 };
        let item = row
            .item
            .replace("{n}", &count.to_string())
            .replace("{g}", &group)
            .replace("{q}", &quarter.quarter())
            .replace("{last}", &quarter.before().quarter())
            .replace("{p}", &since_last(&row.when, month));
        Entry {
            date: month.working_day(row.day.unwrap_or_else(|| random.between(4, 27))),
            item,
            category: row.category.clone(),
            amount,
            is_income: row.side == "in",
            voucher: String::new(),
            counterparty: counterparty(&row.to, self.path).to_owned(),
        }
    }

    /// How many and how much.
    fn amount(&self, text: &str, month: Month, random: &mut Random) -> (i64, i64) {
        let number = |text: &str| self.number(text, month);
        let range = |text: &str| {
            text.split_once("..")
                .map_or_else(|| (number(text), number(text)), |(low, high)| (number(low), number(high)))
        };
        if let Some((counts, each)) = text.split_once('*') {
            let (low, high) = range(counts);
            let count = random.between(low, high);
            return (count, count * number(each) * 100);
        }
        if text.starts_with('=') {
            return (1, number(text));
        }
        let (bounds, step) =
            text.split_once('/').map_or((text, None), |(bounds, step)| (bounds, Some(number(step) * 100)));
        let (low, high) = range(bounds);
        if low == high {
            return (1, low * 100);
        }
        let step = step.unwrap_or(if high < 400 { 1 } else { 5 });
        (1, random.between(low * 100 / step, high * 100 / step) * step)
    }

    /// A number as written, or as another book gives it.
    fn number(&self, text: &str, month: Month) -> i64 {
        let Some(name) = text.strip_prefix('=') else {
            return text.parse().unwrap_or_else(|_| panic!("{text} is no amount"));
        };
        let of_year = format!("{name}-{}", month.year());
        let found = self.given.get(name).or_else(|| self.given.get(&of_year));
        *found.unwrap_or_else(|| panic!("no book gives {name}"))
    }
}

/// Months by number: `1 4 7 10`, `6-9`.
pub(super) fn months(text: &str) -> Vec<i64> {
    let number = |text: &str| text.parse::<i64>().expect("a number of a month");
    let part =
        |part: &str| part.split_once('-').map_or_else(|| number(part)..=number(part), |(a, b)| number(a)..=number(b));
    text.split_whitespace().flat_map(part).collect()
}

/// Whether `month` lies in `2024`, `2025..`, `2024-10..2025-09`, or there are no bounds.
fn is_within(years: &str, month: Month) -> bool {
    let (first, last) = years.split_once("..").unwrap_or((years, years));
    let name = month.name();
    let cut = |bound: &str| name[..bound.len()].to_owned();
    (first.is_empty() || *first <= *cut(first)) && (last.is_empty() || *cut(last) <= *last)
}

/// `2至4月`, `11月至次年1月`: the months from the last time on which the item was due to the one before this.
fn since_last(when: &str, month: Month) -> String {
    let due = months(when.trim_start_matches('?'));
    let before = (1..=12).map(|back| Month(month.0 - back)).find(|one| due.contains(&one.number())).unwrap_or(month);
    let last = Month(month.0 - 1);
    if before.year() == last.year() {
        format!("{}至{}月", before.number(), last.number())
    } else {
        format!("{}月至次年{}月", before.number(), last.number())
    }
}

/// Firms and stations of the three townships, by what they are for.
const PARTNERS: [(&str, [&str; 3]); 11] = [
    ("@finance", ["凤鸣镇财政所", "清溪乡财政所", "南屏镇财政所"]),
    ("@machine", ["顺达农机合作社", "清溪农机服务队", "南屏工程服务部"]),
    ("@water", ["水务站维修队", "清溪水务站", "南屏自来水公司"]),
    ("@lamp", ["凤鸣电器维修部", "清溪电工班", "南屏机电维修部"]),
    ("@shop", ["凤鸣农资店", "清溪供销店", "南屏五金百货"]),
    ("@office", ["凤鸣文具店", "清溪图文店", "南屏文印中心"]),
    ("@meal", ["凤鸣小食馆", "清溪农家饭馆", "南屏食堂"]),
    ("@build", ["宏基建筑队", "清溪建筑队", "南屏城建公司"]),
    ("@drain", ["凤鸣疏通队", "清溪疏通队", "南屏管道疏通部"]),
    ("@waste", ["绿源保洁服务部", "清溪环卫站", "南屏环卫公司"]),
    ("@fire", ["凤鸣消防器材店", "清溪供销店", "南屏消防器材店"]),
];

fn counterparty<'a>(to: &'a str, path: &str) -> &'a str {
    let township = ["fengming", "qingxi", "nanping"].iter().position(|name| path.starts_with(name)).unwrap_or(0);
    PARTNERS.iter().find(|(key, _)| *key == to).map_or(to, |(_, names)| names[township])
}
