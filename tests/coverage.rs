//! What is owed, met, late and missing on the day before, of and after each kind of deadline.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::Arc;

use gongkai::Portal;
use gongkai::base::date::Date;
use gongkai::coverage::{Duty, State, cover_until};
use gongkai::files::{Memory, Reader};
use gongkai::load::ParseCache;
use gongkai::site::Site;

const ACCOUNT: &str =
    "kind: finance\ntitle: 收支\naccount: {opening: 0, closing: 0, handler: 甲, approver: 乙, entries: []}\n";

/// The site of a county with one village and these files.
fn site(files: &[(&str, String)], today: &str) -> Site {
    let county = Memory::of([
        ("content/portal.yaml", "title: 云岭县阳光公开\n"),
        ("content/org.yaml", "name: 云岭县\nlevel: county\n"),
        ("content/a/org.yaml", "name: 石桥村\nlevel: village\nfounded: 2023-01-01\n"),
    ]);
    let files = files.iter().fold(county, |files, (path, text)| files.with(format!("content/{path}"), text));
    let portal = Portal::read(&Reader::of(Arc::new(files)), &mut ParseCache::default()).unwrap();
    assert!(!portal.problems.has_errors(), "{:?}", portal.problems);
    portal.site(Date::parse(today).unwrap().0).into_site()
}

/// One line a duty: period, deadline, state; of more than one record also how many there are.
fn duties(files: &[(&str, String)], today: &str) -> Vec<String> {
    let line = |duty: &Duty| {
        let many = if duty.least > 1 { format!(" {}/{}", duty.found, duty.least) } else { String::new() };
        let lacking = duty.lacking.iter().map(|name| format!(" -{name}")).collect::<String>();
        format!("{} {} {:?}{many}{lacking}", duty.period, duty.deadline, duty.state)
    };
    site(files, today).coverage.duties().iter().map(line).collect()
}

/// The one item of the catalogue, owed by villages.
fn item(more: &str) -> (&'static str, String) {
    let item = "items:\n  - {id: x, name: 收支, owed-by: {levels: [village]}, kind: finance, since: 2025-01-01, ";
    ("catalogue.yaml", format!("{item}{more}}}\n"))
}

/// Duties of the village for one item with this deadline, and records of its own.
fn check(due: &str, records: &[(&str, &str)], today: &str, expected: &[&str]) {
    let mut files = vec![item(&format!("due: {due}"))];
    let paths: Vec<String> = records.iter().map(|(name, _)| format!("a/2025/{name}.yaml")).collect();
    files.extend(paths.iter().zip(records).map(|(path, (_, more))| (&**path, format!("{ACCOUNT}{more}\n"))));
    assert_eq!(duties(&files, today), expected, "{due} on {today}");
}

#[test]
fn a_quarter_is_owed_when_it_has_ended_and_missing_after_its_day() {
    let due = "{every: quarter, by-day: 20}";
    check(due, &[], "2025-03-31", &[]);
    check(due, &[], "2025-04-01", &["2025Q1 2025-04-20 Due"]);
    check(due, &[], "2025-04-20", &["2025Q1 2025-04-20 Due"]);
    check(due, &[], "2025-04-21", &["2025Q1 2025-04-20 Missing"]);
}

#[test]
fn the_day_of_publication_decides_between_met_and_late() {
    let due = "{every: quarter, by-day: 20}";
    let record = |name| [(name, "period: 2025Q1")];
    check(due, &record("2025-04-20-q1"), "2025-05-01", &["2025Q1 2025-04-20 Met"]);
    check(due, &record("2025-04-21-q1"), "2025-05-01", &["2025Q1 2025-04-20 Late"]);
    check(due, &record("2025-05-02-q1"), "2025-05-01", &["2025Q1 2025-04-20 Missing"]);
}

#[test]
fn a_correction_makes_nothing_late() {
    let due = "{every: quarter, by-day: 20}";
    let records = [
        ("2025-04-10-q1", "period: 2025Q1"),
        ("2025-06-01-q1", "period: 2025Q1\nsupersedes: 2025-04-10-q1\nchanges: 一处\nreason: 笔误"),
    ];
    check(due, &records, "2025-06-10", &["2025Q1 2025-04-20 Met"]);
}

#[test]
fn short_months_and_the_turn_of_the_year() {
    let due = "{every: month, by-day: 31}";
    check(due, &[], "2025-03-01", &["2025-01 2025-02-28 Missing", "2025-02 2025-03-31 Due"]);
    let due = "{every: year, by-day: 10}";
    check(due, &[("2026-01-10-year", "period: 2025")], "2026-01-10", &["2025 2026-01-10 Met"]);
}

#[test]
fn working_days_follow_the_swapped_ones() {
    let due = "{after: formed, within: 2 working days}";
    let record = |name| [(name, "formed: 2025-09-26")];
    check(due, &record("2025-09-29-a"), "2025-11-01", &["2025-09-26 2025-09-29 Met"]);
    check(due, &record("2025-09-30-a"), "2025-11-01", &["2025-09-26 2025-09-29 Late"]);
}

#[test]
fn nothing_may_be_older_than_its_age() {
    let due = "{max-age: 30 days}";
    let record = [("2025-03-01-a", "")];
    check(due, &record, "2025-03-31", &["2025-03-01..2025-03-31 2025-03-31 Met"]);
    check(due, &record, "2025-04-01", &["2025-03-01..2025-03-31 2025-03-31 Missing"]);
    check(due, &[], "2025-01-31", &["2025-01-01..2025-01-31 2025-01-31 Due"]);
}

#[test]
fn fixed_days_of_the_year() {
    let due = "{dates: [07-01, 10-01]}";
    let record = [("2025-07-01-a", "")];
    check(
        due,
        &record,
        "2025-10-02",
        &["2024-10-02..2025-07-01 2025-07-01 Met", "2025-07-02..2025-10-01 2025-10-01 Missing"],
    );
}

#[test]
fn a_record_that_is_not_public_meets_its_item_and_shows_nothing() {
    let due = "{every: quarter, by-day: 20}";
    let record = [("2025-04-10-q1", "period: 2025Q1\naudience: unit\ndisclose: existence\ncatalogue: x")];
    check(due, &record, "2025-05-01", &["2025Q1 2025-04-20 Met"]);
}

#[test]
fn lateness_ends_on_the_day_of_publication_and_is_not_told_in_days_where_only_the_existence_is_told() {
    let late = |more: &str, today: &str| {
        let record = format!("{ACCOUNT}period: 2025Q1\ncatalogue: x\n{more}\n");
        let files = [item("due: {every: quarter, by-day: 20}"), ("a/2025/2025-04-23-q1.yaml", record)];
        site(&files, today).coverage.duties()[0].days_late
    };
    assert_eq!(late("", "2025-06-01"), Some(3));
    assert_eq!(late("audience: unit\ndisclose: existence", "2025-06-01"), None);
    assert_eq!(late("audience: unit", "2025-06-01"), Some(42), "what is not told is missing until today");
}

#[test]
fn plans_are_owed_when_their_time_begins() {
    let due = "{every: year, by-day: 31, ahead: true}";
    check(due, &[], "2025-01-31", &["2025 2025-01-31 Due"]);
    check(due, &[], "2025-02-01", &["2025 2025-01-31 Missing"]);
    check(due, &[("2025-01-31-plan", "period: 2025")], "2025-02-01", &["2025 2025-01-31 Met"]);
    check(due, &[("2025-02-01-plan", "")], "2025-02-01", &["2025 2025-01-31 Late"]);
}

#[test]
fn any_number_of_months_that_divides_a_year() {
    let due = "{every: 2个月, by-day: 10}";
    let expected = ["2025-01-01..2025-02-28 2025-03-10 Missing", "2025-03-01..2025-04-30 2025-05-10 Due"];
    check(due, &[], "2025-05-10", &expected);
}

#[test]
fn a_leap_day_ends_its_month() {
    let due = "{every: month, by-day: 30}";
    let since = item(&format!("due: {due}")).1.replace("2025-01-01", "2024-01-01");
    let found = duties(&[("catalogue.yaml", since)], "2024-03-01");
    assert_eq!(found, ["2024-01 2024-02-29 Missing", "2024-02 2024-03-30 Due"]);
    check("{dates: [02-29]}", &[], "2025-02-28", &["2024-03-01..2025-02-28 2025-02-28 Due"]);
    check("{max-age: 12 months}", &[("2024-02-29-a", "")], "2025-02-28", &["2024-02-29..2025-02-28 2025-02-28 Met"]);
    check(
        "{max-age: 12 months}",
        &[("2024-02-29-a", "")],
        "2025-03-01",
        &["2024-02-29..2025-02-28 2025-02-28 Missing"],
    );
}

#[test]
fn working_days_run_over_holidays_and_swapped_days() {
    // 1 to 8 October 2025 are holidays; Saturday the 11th is worked.
    let due = "{every: quarter, within: 3 working days}";
    let states = |name, today| {
        let files = [item(&format!("due: {due}")), (name, format!("{ACCOUNT}period: 2025Q3\n"))];
        duties(&files, today).pop().unwrap()
    };
    assert_eq!(states("a/2025/2025-10-11-a.yaml", "2025-10-11"), "2025Q3 2025-10-11 Met");
    assert_eq!(states("a/2025/2025-10-12-a.yaml", "2025-10-12"), "2025Q3 2025-10-11 Late");
    assert_eq!(states("a/2025/2025-10-12-a.yaml", "2025-10-11"), "2025Q3 2025-10-11 Due");
}

#[test]
fn festivals_of_the_lunar_calendar() {
    let due = "{dates: [春节, 10-01], within: 10 days}";
    let visit = |name, period| [(name, period)];
    let year = "2024-10-02..2025-01-29 2025-02-08";
    check(due, &[], "2025-02-08", &[&format!("{year} Due")]);
    check(due, &[], "2025-02-09", &[&format!("{year} Missing")]);
    check(due, &visit("2025-02-08-a", ""), "2025-02-09", &[&format!("{year} Met")]);
    check(due, &visit("2025-02-20-a", "period: 2025-01-20..2025-02-05"), "2025-02-20", &[&format!("{year} Late")]);
    // From the portal's own calendar, and over the turn of the year.
    let own =
        ("calendar.yaml", "2025: {festivals: {村庆: 2025-12-31}}\n2026: {festivals: {村庆: 2026-12-31}}\n".into());
    let found = duties(&[item("due: {dates: [村庆]}"), own], "2026-01-01");
    assert_eq!(found, ["2025-01-01..2025-12-31 2025-12-31 Missing"]);
}

#[test]
fn an_agenda_is_owed_before_its_meeting() {
    // Thursday 10 April 2025; 4 to 6 April are rest days, Saturday and Sunday among them.
    let agenda = |day: &str| {
        let path: &'static str =
            if day == "2025-04-03" { "a/2025/2025-04-03-a.yaml" } else { "a/2025/2025-04-07-a.yaml" };
        (path, format!("{ACCOUNT}formed: 2025-04-10\n"))
    };
    for (due, published, expected) in [
        ("{before: formed, at-least: 7 days}", "2025-04-03", "2025-04-10 2025-04-03 Met"),
        ("{before: formed, at-least: 7 days}", "2025-04-07", "2025-04-10 2025-04-03 Late"),
        ("{before: formed, at-least: 3 clear days}", "2025-04-03", "2025-04-10 2025-04-06 Met"),
        ("{before: formed, at-least: 3 clear days}", "2025-04-07", "2025-04-10 2025-04-06 Late"),
        ("{before: formed, at-least: 3 working days}", "2025-04-07", "2025-04-10 2025-04-07 Met"),
    ] {
        let found = duties(&[item(&format!("due: {due}")), agenda(published)], "2025-04-07");
        assert_eq!(found, [expected], "{due} {published}");
    }
}

#[test]
fn what_is_announced_is_reported_on_before_it() {
    let catalogue = "items:
  - {id: notice, name: 大会通知, owed-by: {levels: [village]}, kind: notice, due: {before: effective, at-least: 10 days}}
  - {id: x, name: 财务报告, owed-by: {levels: [village]}, kind: finance, due: {before: effective, item: notice, at-least: 10 days}}
";
    let catalogue = ("catalogue.yaml", catalogue.to_owned());
    let notice =
        |name: &'static str, day: &str| (name, format!("kind: notice\ntitle: 通知\neffective: {day}\nplain: 开会\n"));
    let (spring, autumn) =
        (notice("a/2025/2025-03-01-b.yaml", "2025-03-20"), notice("a/2025/2025-09-01-b.yaml", "2025-09-20"));
    let report = ("a/2025/2025-09-12-a.yaml", ACCOUNT.to_owned());
    let found = |files: &[(&'static str, String)], today: &str| {
        let all = [catalogue.clone(), spring.clone(), autumn.clone()].into_iter().chain(files.iter().cloned());
        let all: Vec<_> = all.collect();
        let reports = duties(&all, today).into_iter().filter(|line| !line.ends_with("Met"));
        reports.collect::<Vec<_>>()
    };
    assert_eq!(found(&[], "2025-03-10"), ["2025-03-20 2025-03-10 Due"]);
    assert_eq!(found(&[], "2025-03-11"), ["2025-03-20 2025-03-10 Missing"]);
    // A report before the second meeting is not the late one of the first, another behind it is.
    let lines = ["2025-03-20 2025-03-10 Missing", "2025-09-20 2025-09-10 Late"];
    assert_eq!(found(std::slice::from_ref(&report), "2025-09-25"), lines);
    let other = ("a/2025/2025-09-24-a.yaml", ACCOUNT.to_owned());
    assert_eq!(found(&[report, other], "2025-09-25")[0], "2025-03-20 2025-03-10 Late");
}

#[test]
fn periods_that_run_are_told_ahead() {
    let ahead = |due: &str, records: &[(&'static str, String)], horizon: &str| {
        let files: Vec<_> = [item(&format!("due: {due}"))].into_iter().chain(records.iter().cloned()).collect();
        let site = site(&files, "2025-06-10");
        let found = cover_until(&site.public, site.today, Date::parse(horizon).unwrap().0);
        let open = found.duties().iter().filter(|duty| duty.state == State::Due);
        open.map(|duty| format!("{} {}", duty.period, duty.deadline)).collect::<Vec<_>>()
    };
    let quarter = "{every: quarter, by-day: 20}";
    assert_eq!(ahead(quarter, &[], "2025-06-10"), [""; 0]);
    assert_eq!(ahead(quarter, &[], "2025-07-20"), ["2025Q2 2025-07-20"]);
    let done = ("a/2025/2025-06-09-a.yaml", format!("{ACCOUNT}period: 2025Q2\n"));
    assert_eq!(ahead(quarter, &[done], "2025-07-20"), [""; 0]);
    assert_eq!(ahead("{dates: [10-01]}", &[], "2025-10-01"), ["2024-10-02..2025-10-01 2025-10-01"]);
    // What is fresh today and too old by then.
    let record = ("a/2025/2025-03-15-a.yaml", ACCOUNT.to_owned());
    assert_eq!(ahead("{max-age: 3 months}", std::slice::from_ref(&record), "2025-06-14"), [""; 0]);
    assert_eq!(ahead("{max-age: 3 months}", &[record], "2025-06-16"), ["2025-03-15..2025-06-15 2025-06-15"]);
}

#[test]
fn a_financial_year_is_owed_when_it_is_over() {
    let portal = ("portal.yaml", "title: 公开\nfinancial-year: 04-01\n".to_owned());
    let item = "items: [{id: x, name: 收支, owed-by: {levels: [village]}, kind: finance, since: 2024-04-01, due: {every: financial-year, within: 3 months}}]\n";
    let due = ("catalogue.yaml", item.to_owned());
    let found = |files: &[(&'static str, String)], day: &str| {
        let all: Vec<_> = [due.clone(), portal.clone()].into_iter().chain(files.iter().cloned()).collect();
        duties(&all, day)
    };
    assert_eq!(found(&[], "2025-03-31"), [""; 0]);
    assert_eq!(found(&[], "2025-06-30"), ["2024/25 2025-06-30 Due"]);
    assert_eq!(found(&[], "2025-07-01"), ["2024/25 2025-06-30 Missing"]);
    let record = ("a/2025/2025-05-02-a.yaml", format!("{ACCOUNT}period: 2024/25\n"));
    assert_eq!(found(&[record], "2025-07-01"), ["2024/25 2025-06-30 Met"]);
}

#[test]
fn once_in_a_term_of_office() {
    let portal = ("portal.yaml", "title: 公开\nterms: [{from: 2021-03-01, until: 2026-02-28}]\n".to_owned());
    let plan = |more: &str| item(&format!("due: {{once-per: term{more}}}"));
    let expected = |state| [format!("2021-03-01..2026-02-28 2026-02-28 {state}")];
    assert_eq!(duties(&[plan(""), portal.clone()], "2026-02-28"), expected("Due"));
    assert_eq!(duties(&[plan(""), portal.clone()], "2026-03-01"), expected("Missing"));
    let record = ("a/2025/2025-05-01-a.yaml", ACCOUNT.to_owned());
    assert_eq!(duties(&[plan(""), portal.clone(), record.clone()], "2026-03-01"), expected("Met"));
    let org = "name: 石桥村\nlevel: village\nterms:\n  - {from: 2025-03-31, until: 2030-03-30}\n".to_owned();
    let found = duties(&[plan(", within: 30 days"), portal, ("a/org.yaml", org), record], "2025-06-01");
    assert_eq!(found, ["2025-03-31..2030-03-30 2025-04-30 Late"], "a unit's own terms count");
}

#[test]
fn what_happens_to_a_unit_is_owed_after_it() {
    let org = "name: 石桥村\nlevel: village\nevents: [{date: 2025-07-01, merged: 老寨村}, {date: 2025-08-01, renamed: 旧名}]\n";
    let org = ("a/org.yaml", org.to_owned());
    let due = item("due: {after: merged, within: 10 days}");
    assert_eq!(duties(&[due.clone(), org.clone()], "2025-06-30"), [""; 0]);
    assert_eq!(duties(&[due.clone(), org.clone()], "2025-07-11"), ["2025-07-01 2025-07-11 Due"]);
    assert_eq!(duties(&[due.clone(), org.clone()], "2025-07-12"), ["2025-07-01 2025-07-11 Missing"]);
    let before = ("a/2025/2025-06-30-a.yaml", ACCOUNT.to_owned());
    let after = ("a/2025/2025-07-12-a.yaml", ACCOUNT.to_owned());
    assert_eq!(duties(&[due, org, before, after], "2025-08-01"), ["2025-07-01 2025-07-11 Late"]);
}

#[test]
fn an_event_of_one_item_is_answered_by_another() {
    let catalogue = "items:
  - {id: review, name: 评议公示, owed-by: {levels: [village]}, kind: notice, due: on-demand}
  - {id: outcome, name: 公示结果, owed-by: {levels: [village]}, kind: rule, due: {after: window, item: review, within: 5 days}}
";
    let notice =
        |day: &str| format!("kind: notice\ntitle: 公示\ncatalogue: review\nwindow: {{from: {day}, days: 7}}\n");
    let files = [
        ("catalogue.yaml", catalogue.to_owned()),
        ("a/2025/2025-03-03-a.yaml", notice("2025-03-03")),
        ("a/2025/2025-05-12-b.yaml", notice("2025-05-12")),
        ("a/2025/2025-03-15-a.yaml", "kind: rule\ntitle: 结果\nplain: 没有异议\ncatalogue: outcome\n".to_owned()),
    ];
    assert_eq!(duties(&files, "2025-03-10"), [""; 0], "the last day is full");
    assert_eq!(duties(&files, "2025-03-11"), ["2025-03-10 2025-03-15 Due"]);
    assert_eq!(duties(&files, "2025-05-24"), ["2025-03-10 2025-03-15 Met", "2025-05-19 2025-05-24 Due"]);
    assert_eq!(duties(&files, "2025-05-25"), ["2025-03-10 2025-03-15 Met", "2025-05-19 2025-05-24 Missing"]);
}

#[test]
fn time_runs_from_a_decision() {
    let catalogue = "items:
  - {id: d, name: 决策, owed-by: {levels: [village]}, kind: decision, form: four-deliberations,
     due: {after: step, step: 村民代表会议决议, within: 3 working days}}
";
    let record = "kind: decision\ntitle: 修路\ncourse: {村民代表会议决议: 2025-09-26}\n".to_owned();
    let on = |path| duties(&[("catalogue.yaml", catalogue.to_owned()), (path, record.clone())], "2025-10-20");
    // Sunday the 28th is worked.
    assert_eq!(on("a/2025/2025-09-30-a.yaml"), ["2025-09-26 2025-09-30 Met"]);
    assert_eq!(on("a/2025/2025-10-01-a.yaml"), ["2025-09-26 2025-09-30 Late"]);
}

#[test]
fn a_period_may_need_several_records() {
    let due = item("due: {every: quarter, by-day: 20}, least: 2");
    let one = ("a/2025/2025-04-10-a.yaml", format!("{ACCOUNT}period: 2025-01\n"));
    let two = ("a/2025/2025-04-21-b.yaml", format!("{ACCOUNT}period: 2025-02\n"));
    assert_eq!(duties(&[due.clone(), one.clone()], "2025-04-20"), ["2025Q1 2025-04-20 Due 1/2"]);
    assert_eq!(duties(&[due.clone(), one.clone()], "2025-04-21"), ["2025Q1 2025-04-20 Missing 1/2"]);
    assert_eq!(duties(&[due, one, two], "2025-04-21"), ["2025Q1 2025-04-20 Late 2/2"]);
}

#[test]
fn each_of_several_must_have_one() {
    let catalogue = "items:
  - {id: l, name: 领导讲课, owed-by: {levels: [village]}, kind: meeting, form: party-lecture, since: 2025-01-01,
     due: {every: year, by-day: 31}, each-of: {fact: 主讲, names: [支书, 主任]}}
";
    let lecture =
        |who: &str| format!("kind: meeting\nform: party-lecture\ntitle: 党课\nperiod: 2025\nfacts: {{主讲: {who}}}\n");
    let catalogue = ("catalogue.yaml", catalogue.to_owned());
    let one = ("a/2025/2025-06-01-a.yaml", lecture("支书周正平"));
    let same = ("a/2025/2025-09-01-b.yaml", lecture("支书"));
    let other = ("a/2025/2025-12-01-c.yaml", lecture("主任"));
    let found = duties(&[catalogue.clone(), one.clone(), same.clone()], "2026-02-01");
    assert_eq!(found, ["2025 2026-01-31 Missing 1/2 -主任"]);
    assert_eq!(duties(&[catalogue, one, same, other], "2026-02-01"), ["2025 2026-01-31 Met 2/2"]);
}

#[test]
fn nothing_is_owed_outside_the_life_of_a_unit_or_of_an_item() {
    let org = "name: 石桥村\nlevel: village\nfounded: 2025-05-10\nevents: [{date: 2025-08-20, dissolved: 石桥村}]\n";
    let org = ("a/org.yaml", org.to_owned());
    let due = item("due: {every: quarter, by-day: 20}");
    // What would fall due when the unit is gone is owed by nobody.
    assert_eq!(duties(&[due.clone(), org.clone()], "2026-05-01"), ["2025Q2 2025-07-20 Missing"]);
    let late = ("a/2025/2025-10-21-a.yaml", format!("{ACCOUNT}period: 2025Q3\n"));
    let expected = ["2025Q2 2025-07-20 Missing", "2025Q3 2025-10-20 Late"];
    assert_eq!(duties(&[due, org.clone(), late], "2026-05-01"), expected);
    let age = item("due: {max-age: 100 days}");
    let record = ("a/2025/2025-06-01-a.yaml", ACCOUNT.to_owned());
    assert_eq!(duties(&[age, org, record], "2026-05-01"), ["2025-06-01..2025-09-09 2025-09-09 Met"]);
    let ended = item("until: 2025-06-30, due: {every: quarter, by-day: 20}");
    assert_eq!(duties(&[ended], "2026-05-01"), ["2025Q1 2025-04-20 Missing", "2025Q2 2025-07-20 Missing"]);
}

#[test]
fn what_cannot_be_computed_leaves_the_rest() {
    let catalogue = "items:
  - {id: a, name: 泼水节走访, owed-by: {levels: [village]}, due: {dates: [泼水节, 07-01]}, since: 2025-01-01}
  - {id: b, name: 任期目标, owed-by: {levels: [village]}, due: {once-per: term}}
  - {id: c, name: 没有时限, owed-by: {levels: [village]}}
  - {id: d, name: 早年补贴, owed-by: {levels: [village]}, kind: finance, due: {after: formed, within: 5 working days}, since: 2001-01-01}
  - {id: e, name: 小村道路, owed-by: {levels: [hamlet]}, due: {every: year, by-day: 1}}
  - {id: f, name: 计划, owed-by: {levels: [village]}, kind: rule, since: 2025-01-01, due: {every: year, by-day: 1, ahead: true}}
";
    let record = ("a/2025/2025-02-01-a.yaml", format!("{ACCOUNT}formed: 2001-03-01\n"));
    let found = duties(&[("catalogue.yaml", catalogue.to_owned()), record], "2025-07-02");
    assert_eq!(found, ["2024-07-02..2025-07-01 2025-07-01 Missing", "2025 2025-01-01 Missing"]);
}
