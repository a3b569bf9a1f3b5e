//! Where a window stands on the day before, of and after each kind of limit: over month ends, leap days, the turn of the
//! year and rest days that were swapped into working days.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::Arc;

use gongkai::base::date::Date;
use gongkai::files::{Memory, Reader};
use gongkai::load::{ParseCache, load};
use gongkai::model::Content;
use gongkai::model::window::{Answer, Window};
use gongkai::site::Site;

/// A portal with one notice and `settings` under `windows:`.
fn portal(settings: &str, window: &str) -> Content {
    let notice = format!("kind: notice\nform: announcement\ntitle: 公示\npublished: 2024-01-01\nwindow: {window}\n");
    let files = Memory::of([
        ("content/portal.yaml", &*format!("title: 云岭县阳光公开\nwindows: {{{settings}}}\n")),
        ("content/org.yaml", "name: 云岭县\nlevel: county\n"),
        ("content/2025/a.yaml", &*notice),
    ]);
    let (portal, diags) = load(&Reader::of(Arc::new(files)), &mut ParseCache::default()).unwrap();
    assert!(!diags.has_errors(), "{window}: {diags:?}");
    portal
}

fn own(content: &Content) -> &Window {
    content.records[0].window.as_ref().unwrap()
}

/// `days` holds lines of a day and where the window stands on it.
fn check_with(settings: &str, window: &str, days: &[(&str, &str)]) {
    let portal = portal(settings, window);
    for (today, expected) in days {
        let today = Date::parse(today).unwrap().0;
        let own = own(&portal);
        let term = own.term(today);
        let found = format!("{:?} {}..{}", own.state(today), term.first(), term.last);
        assert_eq!(found, *expected, "{window} on {today}");
    }
}

fn check(window: &str, days: &[(&str, &str)]) {
    check_with("", window, days);
}

#[test]
fn the_day_of_posting_does_not_count_and_the_last_day_is_full() {
    let days = "2025-07-17..2025-07-23";
    check(
        "{from: 2025-07-16, days: 7}",
        &[
            ("2025-07-15", &format!("Coming {days}")),
            ("2025-07-16", &format!("Running {days}")),
            ("2025-07-17", &format!("Running {days}")),
            ("2025-07-22", &format!("Running {days}")),
            ("2025-07-23", &format!("Running {days}")),
            ("2025-07-24", &format!("Ended {days}")),
        ],
    );
}

#[test]
fn an_end_on_a_rest_day_moves_on_unless_the_portal_keeps_it() {
    let window = "{from: 2025-07-18, days: 8}";
    check(window, &[("2025-07-28", "Running 2025-07-19..2025-07-28"), ("2025-07-29", "Ended 2025-07-19..2025-07-28")]);
    let kept = "2025-07-19..2025-07-26";
    let days = [("2025-07-26", &*format!("Running {kept}")), ("2025-07-27", &*format!("Ended {kept}"))];
    check_with("rest-day: keep", window, &days);
    check_with("rest-day: 顺延", window, &[("2025-07-27", "Running 2025-07-19..2025-07-28")]);
}

#[test]
fn a_sunday_that_is_worked_ends_a_window_and_counts_as_a_working_day() {
    check("{from: 2025-09-21, days: 7}", &[("2025-09-28", "Running 2025-09-22..2025-09-28")]);
    check("{from: 2025-09-21, days: 7}", &[("2025-09-29", "Ended 2025-09-22..2025-09-28")]);
    let working = "{from: 2025-09-25, working-days: 5}";
    check(working, &[("2025-10-09", "Running 2025-09-26..2025-10-09"), ("2025-10-10", "Ended 2025-09-26..2025-10-09")]);
    check("{from: 2025-09-24, days: 10}", &[("2025-10-09", "Running 2025-09-25..2025-10-09")]);
}

#[test]
fn month_ends_leap_days_and_the_turn_of_the_year() {
    check("{from: 2024-02-22, days: 7}", &[("2024-02-29", "Running 2024-02-23..2024-02-29")]);
    check("{from: 2024-02-22, days: 7}", &[("2024-03-01", "Ended 2024-02-23..2024-02-29")]);
    check("{from: 2025-02-21, days: 7}", &[("2025-02-28", "Running 2025-02-22..2025-02-28")]);
    check("{from: 2025-02-22, days: 7}", &[("2025-03-02", "Running 2025-02-23..2025-03-03")]);
    let turn = "{from: 2025-12-28, days: 7}";
    check(turn, &[("2025-12-31", "Running 2025-12-29..2026-01-04"), ("2026-01-04", "Running 2025-12-29..2026-01-04")]);
    check(turn, &[("2026-01-05", "Ended 2025-12-29..2026-01-04")]);
    check("{from: 2025-12-29, working-days: 5}", &[("2026-01-06", "Running 2025-12-30..2026-01-06")]);
}

#[test]
fn a_year_without_a_table_has_the_holidays_of_every_year() {
    let law = portal("", "{days: 7}").calendar.clone();
    let rest = |year: i16| {
        let days = (0..366).map(|at| Date::new(year, 1, 1).unwrap().plus(at)).filter(|day| day.year() == year);
        let days = days.filter(|day| day.weekday() <= 5 && !law.is_working_day(*day));
        days.map(|day| day.to_string()[5..].to_owned()).collect::<Vec<_>>()
    };
    // 2027: 清明 is a Monday, 1 and 2 May a weekend, 2 and 3 October too, 5 to 8 February a Friday to a Monday.
    assert_eq!(
        rest(2027),
        ["01-01", "02-05", "02-08", "04-05", "06-09", "09-15", "10-01"],
        "weekdays of the thirteen days"
    );
    let reached = |from: &str, count| {
        let reached = law.working_days_after(Date::parse(from).unwrap().0, count);
        (reached.day.to_string(), reached.untabled)
    };
    assert_eq!(reached("2026-12-30", 1), ("2026-12-31".to_owned(), None));
    assert_eq!(reached("2026-12-30", 2), ("2027-01-04".to_owned(), Some(2027)));
    let moved = law.next_working_day(Date::new(2027, 1, 1).unwrap());
    assert_eq!((moved.day.to_string().as_str(), moved.untabled), ("2027-01-04", Some(2027)));
}

#[test]
fn an_end_in_a_year_without_a_table_moves_on_and_says_so() {
    for (window, last) in [
        // New Year's Day 2027 is a Friday.
        ("{from: 2026-12-25, days: 7}", "2027-01-04"),
        ("{from: 2026-12-25, working-days: 6}", "2027-01-05"),
        ("{from: 2026-12-01, days: 7, restarted: {date: 2026-12-05, reason: 改名单}}", "2026-12-14"),
    ] {
        let portal = portal("", window);
        let own = own(&portal);
        assert_eq!(own.term(Date::parse("2027-01-31").unwrap().0).last.to_string(), last, "{window}");
        assert_eq!(own.untabled, last.starts_with("2027").then_some(2027), "{window}");
    }
}

#[test]
fn an_act_gives_the_days_that_the_record_does_not() {
    let ends = |window: &str, last: &str| assert_eq!(own(&portal("", window)).planned.to_string(), last, "{window}");
    ends("{from: 2025-07-01, act: tender}", "2025-07-04");
    ends("{from: 2025-07-01, act: aid-review}", "2025-07-08");
    ends("{from: 2025-07-01, act: appointment}", "2025-07-08");
    ends("{from: 2025-07-01, act: party-admission}", "2025-07-08");
    ends("{from: 2025-07-01, act: voter-list}", "2025-07-21");
    ends("{from: 2025-07-01, act: land-notice}", "2025-07-15");
    ends("{from: 2025-07-01, act: land-compensation}", "2025-07-31");
    ends("{from: 2025-07-01}", "2025-07-08");
    let own_rule = portal("acts: {tender: 5 days}", "{from: 2025-07-01, act: tender}");
    assert_eq!(own(&own_rule).planned.to_string(), "2025-07-07");
}

#[test]
fn an_extension_holds_from_its_day_and_keeps_the_first_end() {
    let window = "{from: 2025-07-16, days: 7, extended: {date: 2025-07-20, until: 2025-07-30, reason: 汛期}}";
    check(
        window,
        &[
            ("2025-07-19", "Running 2025-07-17..2025-07-23"),
            ("2025-07-20", "Running 2025-07-17..2025-07-30"),
            ("2025-07-24", "Running 2025-07-17..2025-07-30"),
            ("2025-07-30", "Running 2025-07-17..2025-07-30"),
            ("2025-07-31", "Ended 2025-07-17..2025-07-30"),
        ],
    );
    let portal = portal("", window);
    assert_eq!(own(&portal).turns[0].before.to_string(), "2025-07-23");
}

#[test]
fn an_extension_never_shortens() {
    let window = "{from: 2025-07-16, days: 14, extended: {date: 2025-07-20, until: 2025-07-25, reason: 汛期}}";
    check(window, &[("2025-07-30", "Running 2025-07-17..2025-07-30")]);
}

#[test]
fn a_restart_counts_the_days_again() {
    let window = "{from: 2025-07-10, days: 7, restarted: {date: 2025-07-17, reason: 第 3 户人数有误}}";
    check(
        window,
        &[
            ("2025-07-16", "Running 2025-07-11..2025-07-17"),
            ("2025-07-17", "Running 2025-07-18..2025-07-24"),
            ("2025-07-24", "Running 2025-07-18..2025-07-24"),
            ("2025-07-25", "Ended 2025-07-18..2025-07-24"),
        ],
    );
}

#[test]
fn a_restart_after_an_extension_counts_from_its_own_day() {
    let window = "{from: 2025-07-01, days: 7, extended: {date: 2025-07-04, until: 2025-07-14, reason: 停电}, \
                  restarted: {date: 2025-07-10, reason: 金额有误}}";
    check(
        window,
        &[("2025-07-09", "Running 2025-07-02..2025-07-14"), ("2025-07-10", "Running 2025-07-11..2025-07-17")],
    );
}

#[test]
fn taken_down_on_the_last_day_is_too_early_and_one_day_later_is_not() {
    let days = "2025-07-17..2025-07-23";
    let window = "{from: 2025-07-16, days: 7, removed: 2025-07-23}";
    check(window, &[("2025-07-22", &format!("Running {days}")), ("2025-07-23", &format!("CutShort {days}"))]);
    check("{from: 2025-07-16, days: 7, removed: 2025-07-24}", &[("2025-07-24", &format!("Ended {days}"))]);
}

#[test]
fn it_is_cut_short_when_no_place_has_it_any_more() {
    let days = "2025-07-17..2025-07-23";
    let one = "{from: 2025-07-16, days: 7, channels: [web, {name: board, removed: 2025-07-20}]}";
    check(one, &[("2025-07-21", &format!("Running {days}"))]);
    let all =
        "{from: 2025-07-16, days: 7, channels: [{name: web, removed: 2025-07-21}, {name: board, removed: 2025-07-20}]}";
    check(all, &[("2025-07-20", &format!("Running {days}")), ("2025-07-21", &format!("CutShort {days}"))]);
}

#[test]
fn a_notice_posted_again_after_it_was_taken_down_runs() {
    let window = "{from: 2025-07-16, days: 7, removed: 2025-07-18, restarted: {date: 2025-07-21, reason: 被雨淋坏}}";
    check(
        window,
        &[("2025-07-18", "CutShort 2025-07-17..2025-07-23"), ("2025-07-21", "Running 2025-07-22..2025-07-28")],
    );
}

#[test]
fn an_answer_is_in_time_on_its_last_day_and_late_the_day_after() {
    let window = |more: &str| {
        let received = format!("received: {{date: 2025-07-17, matter: 面积, {more}}}");
        format!("{{from: 2025-07-16, days: 7, objections: {{name: 监委会, {received}}}}}")
    };
    let answer = |window: &str, today: &str| {
        let portal = portal("", window);
        let today = Date::parse(today).unwrap().0;
        own(&portal).received(today).map(|one| one.answer(today)).collect::<Vec<_>>()
    };
    let open = window("");
    assert_eq!(answer(&open, "2025-07-16"), []);
    assert_eq!(answer(&open, "2025-07-17"), [Answer::Open(11)]);
    assert_eq!(answer(&open, "2025-07-28"), [Answer::Open(0)]);
    assert_eq!(answer(&open, "2025-07-29"), [Answer::Overdue(1)]);
    let last = window("replied: 2025-07-28, reply: 无误");
    assert_eq!(answer(&last, "2025-07-27"), [Answer::Open(1)]);
    assert_eq!(answer(&last, "2025-07-28"), [Answer::InTime]);
    let late = window("replied: 2025-07-29, reply: 无误");
    assert_eq!(answer(&late, "2025-07-29"), [Answer::Late(1)]);
}

#[test]
fn the_limit_of_an_answer_is_that_of_the_record_the_act_or_the_portal() {
    let deadline = |settings: &str, more: &str, reply: &str| {
        let objections = format!("objections: {{name: 监委会{reply}, received: {{date: 2025-07-01, matter: 面积}}}}");
        let portal = portal(settings, &format!("{{from: 2025-06-30, {more}{objections}}}"));
        own(&portal).objections.as_ref().unwrap().received[0].deadline.to_string()
    };
    assert_eq!(deadline("", "", ""), "2025-07-11");
    assert_eq!(deadline("", "act: voter-list, ", ""), "2025-07-04");
    assert_eq!(deadline("", "act: voter-list, ", ", reply-within: 2 days"), "2025-07-03");
    assert_eq!(deadline("reply-within: 15 days", "", ""), "2025-07-16");
    assert_eq!(deadline("reply-within: 15 working days", "", ""), "2025-07-22");
}

#[test]
fn the_next_change_is_named_on_each_day() {
    let window = "{from: 2025-07-16, days: 7, extended: {date: 2025-07-20, until: 2025-07-30, reason: 汛期}, \
                  objections: {name: 监委会, received: {date: 2025-07-18, matter: 面积}}}";
    let portal = portal("", window);
    let next = |today: &str| {
        let site = Site::new(&portal, Date::parse(today).unwrap().0, []);
        site.public.next_change.map_or(String::new(), |day| day.to_string())
    };
    let turns = ["2025-07-16", "2025-07-17", "2025-07-18", "2025-07-20", "2025-07-21", "2025-07-24", "2025-07-29"];
    let mut today = "2025-07-15".to_owned();
    for turn in turns {
        today = next(&today);
        assert_eq!(today, turn);
    }
    assert_eq!(next("2025-07-29"), "2025-07-31");
}

#[test]
fn counts_rise_to_the_units_above() {
    let head = "kind: notice\nform: announcement\ntitle: 公示\nwindow: ";
    let received = "received: [{date: 2025-07-02, matter: 一, replied: 2025-07-03, reply: 好, upheld: true}, \
                    {date: 2025-07-02, matter: 二, replied: 2025-07-20, reply: 好}, {date: 2025-07-03, matter: 三}]";
    let files = Memory::of([
        ("content/portal.yaml", "title: 云岭县阳光公开\n"),
        ("content/org.yaml", "name: 云岭县\nlevel: county\n"),
        ("content/a/org.yaml", "name: 石桥村\nlevel: village\n"),
        ("content/b/org.yaml", "name: 柳湾村\nlevel: village\n"),
    ]);
    let objections = format!("{head}{{days: 7, objections: {{name: 监委会, {received}}}}}\n");
    let files = files
        .with("content/a/2025-07-01-a.yaml", objections)
        .with("content/a/2025-07-28-b.yaml", format!("{head}{{days: 7}}\n"))
        .with("content/b/2025-07-01-c.yaml", format!("{head}{{days: 7, removed: 2025-07-03}}\n"))
        .with("content/b/2024-07-01-d.yaml", format!("{head}{{days: 7}}\n"));
    let (portal, _) = load(&Reader::of(Arc::new(files)), &mut ParseCache::default()).unwrap();
    let site = Site::new(&portal, Date::parse("2025-08-01").unwrap().0, []);
    let root = &site.rollups[&gongkai::model::org::OrgId::ROOT].windows;
    assert_eq!(root.keys().copied().collect::<Vec<_>>(), [2024, 2025]);
    let year = &root[&2025];
    assert_eq!((year.windows(), year.running, year.ended, year.cut_short), (3, 1, 1, 1));
    assert_eq!((year.received, year.in_time, year.late, year.overdue, year.upheld), (3, 1, 1, 1, 1));
    assert!(site.plan.get("windows/index.html").is_some() && site.plan.get("b/windows.html").is_some());
}
