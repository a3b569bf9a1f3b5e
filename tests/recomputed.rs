//! Every figure that the sample county prints is worked out again from what it publishes: from its CSV and JSON files and a
//! calendar typed in here from the official notices. Nothing of the program's own arithmetic is used; all is in integers.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;
use support::told::{Row, Told};
use tempfile::TempDir;

/// The site as it is served.
struct Served {
    folder: TempDir,
    /// Every page outside of the elder tree, by address.
    pages: BTreeMap<String, Told>,
}

static SITE: LazyLock<Served> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    let done = command.args(["build", "--today", "2026-11-23", "--out"]).arg(folder.path()).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let html = files(folder.path(), "html").into_iter().filter(|(path, _)| !path.starts_with("elder/"));
    let pages = html.map(|(path, file)| (path, Told::of(&fs::read_to_string(file).unwrap()))).collect();
    Served { folder, pages }
});

/// The files below `folder` that end so, by their address.
fn files(folder: &Path, ending: &str) -> BTreeMap<String, PathBuf> {
    let (mut found, mut open) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|own| own == ending) {
                let address = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                found.insert(address, path);
            }
        }
    }
    found
}

/// What columns of data files are called.
const NAMED: [(&str, &str); 13] = [
    ("record_id", "记录"),
    ("in", "收入"),
    ("out", "支出"),
    ("balance", "结余"),
    ("category", "类别"),
    ("who", "对象"),
    ("component", "评分项"),
    ("criterion", "指标"),
    ("full", "满分"),
    ("weight", "权重"),
    ("score", "得分"),
    ("deducted", "扣分"),
    ("total", "总分"),
];

/// A CSV file: its heads and, by head, the cells of each row.
struct Sheet {
    rows: Vec<BTreeMap<String, String>>,
}

impl Sheet {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let heads = reader.headers().unwrap().clone();
        // Data files name columns by what stays; sums by what they are called, with a unit behind it.
        let head = |name: &str| {
            let known = NAMED.iter().find(|(own, _)| *own == name).map(|(_, called)| *called);
            known.unwrap_or_else(|| name.split('（').next().unwrap()).to_owned()
        };
        let row = |row: csv::StringRecord| heads.iter().map(head).zip(row.iter().map(str::to_owned)).collect();
        Self { rows: reader.records().map(|record| row(record.unwrap())).collect() }
    }

    /// Its rows by the record that they are of.
    fn by_record(&self) -> BTreeMap<&str, Vec<&BTreeMap<String, String>>> {
        let mut records: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        self.rows.iter().for_each(|row| records.entry(&*row["记录"]).or_default().push(row));
        records
    }
}

/// A number without its separators, in units of ten to the power of minus `places`; `None` if it is none or too fine.
fn scaled(text: &str, places: usize) -> Option<i128> {
    let text = text.replace(',', "");
    let (sign, text) = text.strip_prefix(['-', '−']).map_or((1, &*text), |rest| (-1, rest));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction = fraction.trim_end_matches('0');
    if whole.is_empty()
        || fraction.len() > places
        || !(whole.to_owned() + fraction).bytes().all(|sign| sign.is_ascii_digit())
    {
        return None;
    }
    Some(sign * format!("{whole}{fraction:0<places$}").parse::<i128>().ok()?)
}

/// A share as a page prints it: to a tenth of a percent, halves up, once; what is not nothing is never nothing, what is not
/// all is never all.
fn percent(is: i128, of: i128) -> String {
    let tenths = (2000 * is.abs() + of) / (2 * of);
    let sign = if is < 0 && tenths > 0 { "-" } else { "" };
    match tenths {
        0 if is > 0 => "不足0.1%".to_owned(),
        1000 if is < of => "逾99.9%".to_owned(),
        _ => format!("{sign}{}.{}%", tenths / 10, tenths % 10),
    }
}

/// The number at the end of a text, or at its beginning.
fn at_end(text: &str) -> &str {
    let start = text
        .rfind(|sign: char| !(sign.is_ascii_digit() || matches!(sign, ',' | '.')))
        .map_or(0, |at| at + text[at..].chars().next().unwrap().len_utf8());
    &text[start..]
}

fn at_start(text: &str) -> &str {
    let end = text.find(|sign: char| !(sign.is_ascii_digit() || matches!(sign, ',' | '.'))).unwrap_or(text.len());
    text[..end].trim_end_matches(['.', ','])
}

#[test]
fn every_printed_rate_is_its_part_of_its_base_rounded_once() {
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for (path, told) in &SITE.pages {
        for (at, _) in told.text.match_indices('/') {
            let (is, behind) = (at_end(&told.text[..at]), &told.text[at + 1..]);
            let of = at_start(behind);
            let Some(printed) = behind[of.len()..].trim_start().strip_prefix("= ") else { continue };
            let printed = printed.split('%').next().unwrap().to_owned() + "%";
            let (Some(is), Some(of)) = (scaled(is, 4), scaled(of, 4).filter(|of| *of > 0)) else { continue };
            if printed.len() > "不足100.0%".len() {
                continue;
            }
            seen += 1;
            if percent(is, of) != printed {
                wrong.push(format!("{path}: {is}/{of} = {printed}, recomputed {}", percent(is, of)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 2000, "{seen}");
}

#[test]
fn accounts_add_up_and_their_shares_are_those_of_the_entries() {
    let (mut wrong, mut accounts, mut shares) = (Vec::new(), 0, 0);
    for (_, file) in files(SITE.folder.path(), "csv") {
        let sheet = Sheet::read(&file);
        if sheet
            .rows
            .first()
            .is_none_or(|row| !["收入", "支出", "结余", "类别"].iter().all(|head| row.contains_key(*head)))
        {
            continue;
        }
        for (record, rows) in sheet.by_record() {
            let told = &SITE.pages[&format!("{record}.html")];
            let amount = |row: &BTreeMap<String, String>, head: &str| scaled(&row[head], 2).unwrap_or(0);
            let mut balance = amount(rows[0], "结余") - amount(rows[0], "收入") + amount(rows[0], "支出");
            let opening = balance;
            let mut sides: [BTreeMap<&str, i128>; 2] = Default::default();
            for row in &rows {
                balance += amount(row, "收入") - amount(row, "支出");
                if balance != amount(row, "结余") {
                    wrong.push(format!("{record}: the balance after {row:?} should be {balance}"));
                }
                for (side, head) in sides.iter_mut().zip(["收入", "支出"]) {
                    *side.entry(&row["类别"]).or_default() += amount(row, head);
                }
            }
            accounts += 1;
            let printed = told.text.replace(',', "");
            for sum in [opening, sides[0].values().sum(), sides[1].values().sum(), balance] {
                let whole = format!("{}{}.{:02}", if sum < 0 { "-" } else { "" }, sum.abs() / 100, sum.abs() % 100);
                if !printed.contains(&whole) && !printed.contains(whole.trim_end_matches(".00")) {
                    wrong.push(format!("{record}: the page does not say {whole}"));
                }
            }
            for row in &told.rows {
                let [name, _, printed, share] = &row.cells[..] else { continue };
                let Some(share) = Some(&*share.text).filter(|share| share.ends_with('%')) else { continue };
                for side in &sides {
                    let Some(sum) = side.get(&*name.text).filter(|sum| scaled(&printed.text, 2) == Some(**sum)) else {
                        continue;
                    };
                    shares += 1;
                    let whole = side.values().sum::<i128>();
                    if *sum != 0 && percent(*sum, whole) != share {
                        wrong.push(format!("{record}: {} is {share}, recomputed {}", name.text, percent(*sum, whole)));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(accounts > 80 && shares > 300, "{accounts} {shares}");
}

/// Days since a day long ago, by the civil calendar.
fn days(date: &str) -> i64 {
    let parts: Vec<i64> = date.split('-').map(|part| part.parse().unwrap()).collect();
    let (year, month) = if parts[1] > 2 { (parts[0], parts[1] - 3) } else { (parts[0] - 1, parts[1] + 9) };
    year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + parts[2]
}

/// Rest days of the years of the sample, by the notices of the State Council, from and to; and the days worked instead.
const REST: [(&str, &str); 19] = [
    ("2024-01-01", "2024-01-01"),
    ("2024-02-10", "2024-02-17"),
    ("2024-04-04", "2024-04-06"),
    ("2024-05-01", "2024-05-05"),
    ("2024-06-10", "2024-06-10"),
    ("2024-09-15", "2024-09-17"),
    ("2024-10-01", "2024-10-07"),
    ("2025-01-01", "2025-01-01"),
    ("2025-01-28", "2025-02-04"),
    ("2025-04-04", "2025-04-06"),
    ("2025-05-01", "2025-05-05"),
    ("2025-05-31", "2025-06-02"),
    ("2025-10-01", "2025-10-08"),
    ("2026-01-01", "2026-01-03"),
    ("2026-02-15", "2026-02-23"),
    ("2026-04-04", "2026-04-06"),
    ("2026-05-01", "2026-05-05"),
    ("2026-06-19", "2026-06-21"),
    ("2026-09-25", "2026-10-07"),
];
const WORKED: [&str; 19] = [
    "2024-02-04",
    "2024-02-18",
    "2024-04-07",
    "2024-04-28",
    "2024-05-11",
    "2024-09-14",
    "2024-09-29",
    "2024-10-12",
    "2025-01-26",
    "2025-02-08",
    "2025-04-27",
    "2025-09-28",
    "2025-10-11",
    "2026-01-04",
    "2026-02-14",
    "2026-02-28",
    "2026-05-09",
    "2026-09-20",
    "2026-10-10",
];

/// Whether a day, as [`days`] counts, is worked. Of the range around October 2026 the days between both holidays are.
fn is_worked(day: i64) -> bool {
    let is = |date: &str| days(date) == day;
    let between = ["2026-09-28", "2026-09-29", "2026-09-30"];
    let is_rest =
        REST.iter().any(|(from, to)| days(from) <= day && day <= days(to)) && !between.iter().any(|date| is(date));
    // 2024-01-01 was a Monday.
    let weekday = (day - days("2024-01-01")).rem_euclid(7);
    WORKED.iter().any(|date| is(date)) || weekday < 5 && !is_rest
}

/// The last day of a length from the day after `from`, moved on from a rest day.
fn last_day(from: i64, count: i64, is_working: bool) -> i64 {
    let mut day = from;
    if is_working {
        for _ in 0..count {
            day = (day + 1..).find(|day| is_worked(*day)).unwrap();
        }
        return day;
    }
    (from + count..).find(|day| is_worked(*day)).unwrap()
}

#[test]
fn every_window_ends_and_every_answer_is_due_as_the_calendar_says() {
    let (mut wrong, mut windows, mut answers) = (Vec::new(), 0, 0);
    for (_, file) in files(SITE.folder.path(), "json") {
        let data: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        for record in data["records"].as_array().into_iter().flatten().filter(|record| !record["window"].is_null()) {
            let (window, address) = (&record["window"], record["address"].as_str().unwrap());
            let day = |value: &Value| value.as_str().map(days);
            let is_extended = window["changes"].as_array().unwrap().iter().any(|change| change["change"] == "extended");
            let is_ahead = window["act"] == "选民名单";
            let posted = day(&window["posted"]).unwrap();
            let end = last_day(posted, window["days"].as_i64().unwrap(), window["working_days"].as_bool().unwrap());
            let printed = day(&window["last"]).unwrap();
            windows += 1;
            if (is_extended || is_ahead) && printed < end || !(is_extended || is_ahead) && printed != end {
                wrong.push(format!("{address}: {window} ends {} days off", printed - end));
            }
            let objections = &window["objections"];
            for one in objections["received"].as_array().into_iter().flatten() {
                let count = objections["reply_days"].as_i64().unwrap();
                let due = last_day(day(&one["date"]).unwrap(), count, objections["working_days"].as_bool().unwrap());
                answers += 1;
                if Some(due) != day(&one["deadline"]) {
                    wrong.push(format!("{address}: {one} is due {} days off", day(&one["deadline"]).unwrap() - due));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(windows > 40 && answers > 4, "{windows} {answers}");
}

#[test]
fn every_score_is_its_components_by_their_weights() {
    let (mut wrong, mut subjects) = (Vec::new(), 0);
    for (_, file) in files(SITE.folder.path(), "csv") {
        let sheet = Sheet::read(&file);
        if sheet
            .rows
            .first()
            .is_none_or(|row| !["评分项", "权重", "得分", "总分"].iter().all(|head| row.contains_key(*head)))
        {
            continue;
        }
        let mut cards: BTreeMap<(&str, &str), Vec<&BTreeMap<String, String>>> = BTreeMap::new();
        sheet.rows.iter().for_each(|row| cards.entry((&row["记录"], &row["对象"])).or_default().push(row));
        for ((record, subject), rows) in cards {
            let Some(total) = scaled(&rows[0]["总分"], 6) else { continue };
            let cell = |row: &BTreeMap<String, String>, head: &str| scaled(&row[head], 6).unwrap_or(0);
            // A component has a row of its own, or one for each of its criteria, which add up.
            let mut parts: BTreeMap<&str, (i128, i128, i128)> = BTreeMap::new();
            let has_own = |name: &str| rows.iter().any(|row| row["评分项"] == name && row["指标"].is_empty());
            for row in rows.iter().filter(|row| row["指标"].is_empty() || !has_own(&row["评分项"])) {
                let part = parts.entry(&row["评分项"]).or_default();
                *part = (part.0 + cell(row, "得分"), part.1 + cell(row, "满分"), cell(row, "权重"));
            }
            let weights: i128 = parts.values().map(|part| part.2).sum();
            let deducted = cell(rows[0], "扣分");
            let sum = if weights > 0 {
                // In millionths of a hundredth: score by full mark by weight, over all weights.
                parts.values().map(|(is, of, weight)| is * 100 * weight * 10_000 / (of * weights)).sum::<i128>() * 100
            } else {
                parts.values().map(|part| part.0).sum()
            };
            subjects += 1;
            if (sum - deducted - total).abs() > 5_000 {
                wrong.push(format!("{record} {subject}: total {total}, recomputed {} {parts:?}", sum - deducted));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(subjects > 60, "{subjects}");
}

#[test]
fn ranks_follow_the_totals() {
    let (mut wrong, mut tables) = (Vec::new(), 0);
    for (path, file) in files(&SITE.folder.path().join("data/league"), "csv") {
        let sheet = Sheet::read(&file);
        let mut periods: BTreeMap<&str, Vec<&BTreeMap<String, String>>> = BTreeMap::new();
        sheet
            .rows
            .iter()
            .filter(|row| !row["rank"].is_empty())
            .for_each(|row| periods.entry(&row["period"]).or_default().push(row));
        for (period, rows) in periods {
            tables += 1;
            for row in &rows {
                let own = scaled(&row["总分"], 4).unwrap();
                let rank = 1 + rows.iter().filter(|other| scaled(&other["总分"], 4).unwrap() > own).count();
                if row["rank"] != rank.to_string() {
                    wrong.push(format!(
                        "{path} {period}: {} has rank {}, recomputed {rank}",
                        row["unit_name"], row["rank"]
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tables > 5, "{tables}");
}

#[test]
fn what_is_late_is_what_was_published_after_its_day() {
    let sheet = Sheet::read(&SITE.folder.path().join("data/coverage.csv"));
    let today = days("2026-11-23");
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for row in &sheet.rows {
        let deadline = days(&row["due"]);
        let state = match &*row["published"] {
            // Of what is published to members only no day is told.
            "" if matches!(&*row["state"], "按时" | "迟公开") => continue,
            "" if deadline >= today => "未到期",
            "" => "未公开",
            published if days(published) <= deadline => "按时",
            _ => "迟公开",
        };
        *counts.entry(&row["state"]).or_default() += 1;
        if !row["state"].starts_with(state) {
            wrong.push(format!("{row:?} should be {state}"));
        }
    }
    assert!(wrong.is_empty(), "{}\n{counts:?}", wrong[..wrong.len().min(20)].join("\n"));
    assert!(sheet.rows.len() > 500, "{counts:?}");
}

/// The sum of both sides of the rates in cells, or of the numbers in them; `None` if one says neither.
fn added(cells: &[&str]) -> Option<(i128, Option<i128>)> {
    let mut sum = (0, None);
    for cell in cells {
        match cell.split(" = ").next().unwrap().split_once('/') {
            Some((is, of)) => {
                sum.0 += scaled(is, 4)?;
                sum.1 = Some(sum.1.unwrap_or(0) + scaled(of, 4)?);
            }
            None => sum.0 += scaled(cell, 4)?,
        }
    }
    Some(sum)
}

/// Columns that are no sums: middles, means, ends.
fn is_sum(head: &str) -> bool {
    !["中位数", "平均", "每条", "最低", "每人", "比上"].iter().any(|word| head.contains(word))
}

#[test]
fn totals_of_a_year_are_the_sums_of_their_units() {
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for (path, told) in SITE.pages.iter().filter(|(path, _)| path.starts_with("sums/")) {
        // Behind a row of totals another table begins.
        let mut units: Vec<&Row> = Vec::new();
        for row in &told.rows {
            let first = row.cells.first().map_or("", |cell| &*cell.text);
            if first == "单位" {
                units.clear();
            } else if first != "合计" {
                units.push(row);
            } else {
                let rows = std::mem::take(&mut units);
                compared += compare((path, told), row, &rows, &mut wrong);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 300, "{compared}");
}

/// What the cells below a total add up to: those of a unit that reports for all below it stand for the others.
fn compare((path, told): (&str, &Told), total: &Row, rows: &[&Row], wrong: &mut Vec<String>) -> usize {
    let mut compared = 0;
    for cell in total.cells.iter().filter(|cell| !cell.head.is_empty() && is_sum(&cell.head)) {
        let own = |row: &Row| row.cells.iter().find(|own| own.head == cell.head).map(|own| own.plain.clone());
        let is_whole = |row: &Row| row.cells[0].text.contains("报的全辖数");
        let cells: Vec<(bool, String)> = rows.iter().filter_map(|row| Some((is_whole(row), own(row)?))).collect();
        let cells: Vec<(bool, String)> = cells.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        let has_whole = cells.iter().any(|(is_whole, _)| *is_whole);
        let cells: Vec<&str> = cells.iter().filter(|one| one.0 || !has_whole).map(|one| &*one.1).collect();
        let (Some(sum), Some(printed)) = (added(&cells), added(&[&cell.plain])) else { continue };
        compared += 1;
        // What is of another day is not added, and the page says so.
        let is_by_day = || told.text.contains("日期不同，没有加进来") && some_add_up(&cells, &printed);
        if sum != printed && !cells.is_empty() && !is_by_day() {
            wrong.push(format!("{path} {:?} {}: {} of {cells:?}", total.sections, cell.head, cell.plain));
        }
    }
    compared
}

/// Whether some of the cells, but not all, add up to what is printed.
fn some_add_up(cells: &[&str], printed: &(i128, Option<i128>)) -> bool {
    (1..1_usize << cells.len()).any(|chosen| {
        let chosen = cells.iter().enumerate().filter(|(at, _)| chosen >> at & 1 == 1);
        added(&chosen.map(|(_, cell)| *cell).collect::<Vec<_>>()).as_ref() == Some(printed)
    })
}

#[test]
fn the_calendar_here_has_the_years_of_the_sample() {
    let years: BTreeSet<&str> = REST.iter().map(|(from, _)| &from[..4]).collect();
    assert_eq!(years.into_iter().collect::<Vec<_>>(), ["2024", "2025", "2026"]);
    assert!(is_worked(days("2026-09-30")) && !is_worked(days("2026-10-01")) && is_worked(days("2026-10-10")));
}
