//! Files and answers for programs, whole: what is owed as CSV, JSON and calendar, and the site map.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeSet;

use support::{Portal, assert_text};

/// One duty of each state on the day of the tests: met, late, missing and due.
fn portal() -> Portal {
    let record = |period: &str| {
        format!(
            "kind: finance\ntitle: 收支\nperiod: {period}\naccount: {{opening: 0, closing: 0, handler: 甲, approver: 乙, entries: []}}\n"
        )
    };
    Portal::new()
        .file(
            "content/catalogue.yaml",
            "items:\n  - {id: accounts, name: 村级收支, section: finance, owed-by: {levels: [village]}, kind: finance, due: {every: quarter, by-day: 20}, since: 2024-07-01}\n  - {id: plan, name: 年度计划, section: village, owed-by: {levels: [county]}, kind: notice, due: {every: month, by-day: 10}, since: 2025-07-01}\n",
        )
        .file("content/a/org.yaml", "name: 石桥村\nlevel: village\n")
        .file("content/a/2024/2024-10-18-q3.yaml", record("2024Q3"))
        .file("content/a/2025/2025-01-23-q4.yaml", record("2024Q4"))
        .file("content/a/2025/2025-07-14-q2.yaml", record("2025Q2"))
}

#[test]
fn every_duty_is_in_the_download() {
    let portal = portal();
    let run = portal.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.text());
    let text = portal.read("public/data/coverage.csv");
    assert_text(
        &text.trim_start_matches('\u{feff}').replace("\r\n", "\n"),
        "
        unit_path,unit_name,item,item_name,period,due,state,published,record_address
        ,云岭县,plan,年度计划,2025-07,2025-08-10,未到期,,
        a,石桥村,accounts,村级收支,2024Q3,2024-10-20,按时,2024-10-18,https://gongkai.example.org/a/2024/2024-10-18-q3.html
        a,石桥村,accounts,村级收支,2024Q4,2025-01-20,迟公开,2025-01-23,https://gongkai.example.org/a/2025/2025-01-23-q4.html
        a,石桥村,accounts,村级收支,2025Q1,2025-04-20,未公开,,
        a,石桥村,accounts,村级收支,2025Q2,2025-07-20,按时,2025-07-14,https://gongkai.example.org/a/2025/2025-07-14-q2.html
        ",
    );
}

#[test]
fn due_names_what_is_missing_and_what_is_next() {
    let portal = portal();
    let due = |arguments: &[&str]| portal.run(&[&["due"], arguments].concat()).text();
    assert_text(
        &due(&["--within", "30d"]),
        "
        2025-04-20  石桥村  村级收支  2025Q1  逾期 103 天
        2025-08-10  云岭县  年度计划  2025-07  还有 9 天
        ",
    );
    assert_text(
        &due(&["--within", "30d", "--lang", "en"]),
        "
        2025-04-20  石桥村  村级收支  2025Q1  103 days overdue
        2025-08-10  云岭县  年度计划  2025-07  9 days left
        ",
    );
    assert_text(
        &due(&["--within", "0d"]),
        "
        2025-04-20  石桥村  村级收支  2025Q1  逾期 103 天
        ",
    );
    assert_text(
        &due(&["--org", "a"]),
        "
        2025-04-20  石桥村  村级收支  2025Q1  逾期 103 天
        ",
    );
}

#[test]
fn due_answers_programs() {
    let portal = portal();
    let due = |arguments: &[&str]| portal.run(&[&["due"], arguments].concat()).text();
    assert_text(
        &due(&["--format", "csv"]),
        "
        deadline,org,name,item,title,period,state
        2025-04-20,a,石桥村,accounts,村级收支,2025Q1,missing
        2025-08-10,,云岭县,plan,年度计划,2025-07,due
        ",
    );
    assert_text(&due(&["--format", "json"]), "
        {\"days\":-103,\"deadline\":\"2025-04-20\",\"item\":\"accounts\",\"name\":\"石桥村\",\"org\":\"a\",\"period\":\"2025Q1\",\"state\":\"missing\",\"title\":\"村级收支\"}
        {\"days\":9,\"deadline\":\"2025-08-10\",\"item\":\"plan\",\"name\":\"云岭县\",\"org\":\"\",\"period\":\"2025-07\",\"state\":\"due\",\"title\":\"年度计划\"}
        ");
    assert_text(
        &due(&["--format", "ics"]),
        "
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//gongkai//due//ZH
        BEGIN:VEVENT
        DTEND;VALUE=DATE:20250421
        DTSTAMP:20250801T000000Z
        DTSTART;VALUE=DATE:20250420
        SUMMARY:石桥村 村级收支 2025Q1
        UID:accounts-2025Q1-a@gongkai
        END:VEVENT
        BEGIN:VEVENT
        DTEND;VALUE=DATE:20250811
        DTSTAMP:20250801T000000Z
        DTSTART;VALUE=DATE:20250810
        SUMMARY:云岭县 年度计划 2025-07
        UID:plan-2025-07-@gongkai
        END:VEVENT
        END:VCALENDAR
        ",
    );
}

#[test]
fn every_line_of_a_calendar_is_folded() {
    let long = "青龙山水库移民安置点和白岩河两岸集中居住区";
    let portal = portal().file(
        &format!("content/{long}/org.yaml"),
        "name: 青龙山水库移民安置点，和白岩河两岸; 集中居住区村民委员会\nlevel: village\n",
    );
    let text = portal.run(&["due", "--format", "ics", "--org", long]).out;
    assert!(text.ends_with("\r\n") && text.split_terminator("\r\n").all(|line| line.len() <= 75), "{text}");
    let unfolded = text.replace("\r\n ", "");
    assert!(unfolded.contains(&format!("UID:accounts-2025Q1-{long}@gongkai\r\n")), "{unfolded}");
    assert!(
        unfolded.contains("SUMMARY:青龙山水库移民安置点，和白岩河两岸\\; 集中居住区村民委员会 村级收支 2025Q1\r\n"),
        "{unfolded}"
    );
}

/// Pages are in it and other files are not; a reader who follows it finds every page that the site links.
#[test]
fn the_site_map_lists_every_page() {
    let portal = portal();
    assert_eq!(portal.run(&["build"]).code, 0);
    let map = portal.read("public/sitemap.xml");
    let listed: BTreeSet<String> = map
        .split("<loc>")
        .skip(1)
        .map(|rest| {
            let path = rest.split("</loc>").next().unwrap().strip_prefix("https://gongkai.example.org/").unwrap();
            if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
        })
        .collect();
    let pages = portal.tree("public").into_iter().map(|(name, _)| name);
    let pages = pages.filter(|name| name.ends_with(".html") && name != "404.html" && !name.starts_with("elder/"));
    assert_eq!(listed, pages.collect::<BTreeSet<_>>());
    assert!(listed.len() > 10, "{map}");
    assert!(map.contains("<lastmod>2025-07-14</lastmod>"), "{map}");
}
