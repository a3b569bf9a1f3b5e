//! Small counts of sensitive registers stand in no file of the site but in the total of a level above; the rows of a
//! short list stand on its page while the public may object, and nowhere else.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use support::Portal;

/// Three villages: a short list, a long one, and a short one that is on public view until 6 August 2025.
fn portal() -> Portal {
    let list = |rows: &[&str]| {
        let row = |at: usize, note: &&str| {
            format!("  - {{number: {at}, name: 张三, people: 1, amount: 500, note: {note}}}\n")
        };
        rows.iter().enumerate().map(|(at, note)| row(at + 1, note)).collect::<String>()
    };
    let head = "kind: notice\nform: name-list\ntitle: 名单\n";
    let window = "window: {from: 2025-07-30, days: 7, channels: [web, board], objections: {name: 村监委会, phone: \"0872-0000201\"}}\n";
    let mut portal = Portal::new();
    for name in ["a", "b", "c"] {
        portal = portal.file(&format!("content/{name}/org.yaml"), format!("name: {name}村\nlevel: village\n"));
    }
    portal
        .file("content/a/2025-07-01-list.yaml", format!("{head}list:\n{}", list(&["甲一", "甲二"])))
        .file("content/b/2025-07-01-list.yaml", format!("{head}list:\n{}", list(&["乙一", "乙二", "乙三", "乙四"])))
        .file("content/c/2025-07-30-list.yaml", format!("{head}{window}list:\n{}", list(&["丙一"])))
}

/// Files of the site that hold `text`, elder pages left out.
fn holding(portal: &Portal, text: &str) -> Vec<String> {
    let files = portal.tree("public").into_iter();
    let found = files.filter(|(_, bytes)| bytes.windows(text.len()).any(|part| part == text.as_bytes()));
    found.map(|(name, _)| name).collect()
}

/// The first figure behind the heading of totals on a page.
fn rows(portal: &Portal, page: &str) -> String {
    let page = portal.read(&format!("public/{page}"));
    let sums = page.split("id=\"sums\"").nth(1).or_else(|| page.split("id=sums").nth(1)).unwrap();
    let cells = ["class=m>", "class=\"m\">", "class=\"m n\">", "class=\"m told\">"];
    let cell =
        cells.iter().filter_map(|cell| sums.split_once(cell)).map(|(_, behind)| behind).max_by_key(|cell| cell.len());
    cell.unwrap().split('<').next().unwrap().to_owned()
}

#[test]
fn a_short_list_is_in_no_file_but_in_the_total_above() {
    let portal = portal();
    assert_eq!(portal.run(&["build"]).code, 0);
    for note in ["甲一", "甲二"] {
        assert_eq!(holding(&portal, note), Vec::<String>::new(), "{note}");
    }
    let told = [
        "b/2025-07-01-list.html",
        "b/2025-07-01-list.json",
        "data/b/data.json",
        "data/b/notice-name-list.csv",
        "data/b/notice-name-list.xlsx",
        "data/notice-name-list.csv",
        "search/grams-0.js",
        "search/texts-0.js",
    ];
    assert_eq!(holding(&portal, "乙四"), told);
    assert_eq!(holding(&portal, "丙一"), ["c/2025-07-30-list.html"], "on public view");
    assert_eq!(rows(&portal, "index.html"), "7", "the county counts them all");
    assert_eq!(rows(&portal, "b/index.html"), "4");
    for village in ["a", "c"] {
        let told = rows(&portal, &format!("{village}/index.html"));
        assert!(told.contains("并入上级"), "{told}");
    }
}

#[test]
fn a_short_list_leaves_its_page_when_nobody_may_object_any_more() {
    let portal = portal();
    let out = portal.run(&["build"]).text();
    assert!(out.contains("2025-08-07"), "the day is announced: {out}");
    assert_eq!(holding(&portal, "丙一").len(), 1);
    assert_eq!(portal.run(&["build", "--today", "2025-08-07"]).code, 0);
    assert_eq!(holding(&portal, "丙一"), Vec::<String>::new());
}

/// A record of aid with so many households, each with its amount in yuan.
fn aid(head: &str, amounts: &[u32]) -> String {
    let row = |(at, yuan): (usize, &u32)| format!("  - {{number: {}, name: 张小三, amount: {yuan}}}\n", at + 1);
    let rows: String = amounts.iter().enumerate().map(row).collect();
    let sum: u32 = amounts.iter().sum();
    let case = "course: {申请受理: 2025-06-02}\nfacts: {救助标准: 按七千三百九十一元发}\n";
    let entry =
        |side, category| format!("    - {{date: 2025-06-20, item: 救助, category: {category}, {side}: {sum}}}\n");
    let entries = entry("in", "财政资金") + &entry("out", "救助金");
    let money = format!("money:\n  opening: 0\n  closing: 0\n  entries:\n{entries}");
    format!("kind: aid\ntitle: 临时救助\nperiod: 2025-06\npublished: 2025-07-02\n{head}{case}cases:\n{rows}{money}")
}

const COUNTED: &str = "audience: restricted\ndisclose: counts\n";

/// A township `x` with the villages of which records are given.
fn township(records: &[(&str, String)]) -> Portal {
    let mut portal = Portal::new().file("content/x/org.yaml", "name: 清溪镇\nlevel: township\n").file(
        "content/portal.yaml",
        "title: 云岭县阳光公开\naddress: https://gongkai.example.org/\nlevels: [county, township, village]\n",
    );
    for (village, record) in records {
        let (org, file) = (format!("content/x/{village}/org.yaml"), format!("content/x/{village}/2025-07-02-aid.yaml"));
        portal = portal.file(&org, format!("name: {village}村\nlevel: village\n")).file(&file, record);
    }
    portal
}

/// Files that hold an amount, as pages and as data files write it.
fn telling(portal: &Portal, yuan: &str) -> Vec<String> {
    let mut files = holding(portal, &format!("{yuan}.00"));
    files.extend(holding(portal, &format!("{}.00", yuan.replace(',', ""))));
    files.sort();
    files.dedup();
    files
}

#[test]
fn nothing_beside_a_short_list_rises_to_where_the_list_is_not_told() {
    let portal = township(&[("a", aid(COUNTED, &[7391]))]);
    let run = portal.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.text());
    assert_eq!(telling(&portal, "7,391"), Vec::<String>::new());
    for page in
        ["index.html", "x/index.html", "x/a/index.html", "sums/aid-temporary-aid.html", "sums/x/aid-temporary-aid.html"]
    {
        let text = portal.read(&format!("public/{page}"));
        assert!(text.contains("资金") && !text.contains("申请</th>"), "{page} says that there is something, not what");
    }
}

#[test]
fn beside_other_villages_it_stands_in_no_figure_from_which_it_could_be_worked_out() {
    let portal =
        township(&[("a", aid(COUNTED, &[7391])), ("b", aid(COUNTED, &[1000; 5])), ("c", aid(COUNTED, &[1000; 9]))]);
    assert_eq!(portal.run(&["build"]).code, 0);
    assert_eq!(telling(&portal, "7,391"), Vec::<String>::new());
    assert_eq!(telling(&portal, "5,000"), Vec::<String>::new(), "b is told with a, or a could be worked out");
    assert_eq!(
        telling(&portal, "9,000").len(),
        2,
        "c on its page and on that of sums: {:?}",
        telling(&portal, "9,000")
    );
    assert!(telling(&portal, "21,391").contains(&"x/index.html".to_owned()), "the township tells the sum");
}

#[test]
fn an_account_that_only_some_have_is_not_told_above_them() {
    let without = aid(COUNTED, &[1000; 5]).split("money:").next().unwrap().to_owned();
    let portal = township(&[("a", aid(COUNTED, &[7391])), ("b", without)]);
    assert_eq!(portal.run(&["build"]).code, 0);
    assert_eq!(telling(&portal, "7,391"), Vec::<String>::new());
    assert_eq!(rows(&portal, "x/index.html"), "2", "the course of both is told, and the rows");
}

#[test]
fn a_record_that_only_counts_and_lists_nobody_yet_tells_nothing() {
    let early = aid(COUNTED, &[]).replace("cases:\n", "").replace(": 0}\n", ": 7391}\n");
    let portal = township(&[("a", early)]);
    assert_eq!(portal.run(&["build"]).code, 0);
    assert_eq!(telling(&portal, "7,391"), Vec::<String>::new());
    assert!(!portal.read("public/x/a/index.html").contains("id=sums"));
}

#[test]
fn what_stands_beside_a_short_list_that_is_public_leaves_its_page_with_the_rows() {
    let window = "window: {from: 2025-07-30, days: 7, channels: [web, board], objections: {name: 村监委会, phone: \"0872-0000201\"}}\n";
    let portal = township(&[("a", aid(window, &[7391]))]);
    assert_eq!(portal.run(&["build"]).code, 0);
    let page = "x/a/2025-07-02-aid.html".to_owned();
    assert_eq!(telling(&portal, "7,391"), std::slice::from_ref(&page), "people may object to it");
    assert_eq!(holding(&portal, "七千三百九十一"), std::slice::from_ref(&page));
    assert_eq!(portal.run(&["build", "--today", "2025-08-20"]).code, 0);
    assert_eq!(telling(&portal, "7,391"), Vec::<String>::new());
    assert_eq!(holding(&portal, "七千三百九十一"), Vec::<String>::new());
    assert!(portal.read(&format!("public/{page}")).contains("申请受理"), "the course stays");
}

#[test]
fn a_record_that_only_counts_and_has_a_course_but_no_list_is_a_case() {
    let form =
        "name: steps\nkind: process\nslots:\n  course:\n    stages:\n      - {name: 申请, steps: [{name: 申请受理}]}\n";
    let record = "kind: process\nform: steps\ntitle: 一件\nperiod: 2025-06\npublished: 2025-07-02\ncourse: {申请受理: 2025-06-02}\n";
    let figures = |villages: &[(&str, usize)]| {
        let portal = villages.iter().fold(township(&[]), |portal, (village, count)| {
            (0..*count).fold(portal, |portal, at| {
                portal
                    .file(&format!("content/x/{village}/org.yaml"), format!("name: {village}村\nlevel: village\n"))
                    .file(&format!("content/x/{village}/2025-07-02-case-{at}.yaml"), format!("{record}{COUNTED}"))
            })
        });
        let portal = portal.file("content/forms/steps.yaml", form);
        let run = portal.run(&["build"]);
        assert_eq!(run.code, 0, "{}", run.text());
        let villages = villages.iter().map(|(village, _)| format!("x/{village}/index.html"));
        let pages = ["index.html".to_owned(), "x/index.html".to_owned()].into_iter().chain(villages);
        pages.map(|page| rows(&portal, &page).chars().take(4).collect::<String>()).collect::<Vec<_>>()
    };
    assert_eq!(figures(&[("a", 1)]), ["不足 3", "不足 3", "不足 3"]);
    assert_eq!(figures(&[("a", 1), ("b", 4)]), ["5", "5", "不足 3", "不足 3"]);
    assert_eq!(figures(&[("a", 3)]), ["3", "3", "3"]);
}

#[test]
fn a_portal_may_be_stricter() {
    let settings = "title: 云岭县阳光公开\naddress: https://gongkai.example.org/\nlevels: [county, village]\n";
    let portal = portal().file("content/portal.yaml", format!("{settings}smallest-count: 5\n"));
    let run = portal.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.text());
    for note in ["甲一", "乙四"] {
        assert_eq!(holding(&portal, note), Vec::<String>::new(), "{note}");
    }
    assert!(rows(&portal, "b/index.html").starts_with("不足 5"));
    assert!(portal.read("public/b/2025-07-01-list.html").contains("名单不足 5 行"));
    assert_eq!(rows(&portal, "index.html"), "7", "three lists, four rows at most, each");
}

#[test]
fn a_record_that_only_counts_and_was_corrected_counts_once() {
    let list = |head: &str, rows: usize| {
        let row = |at: usize| format!("  - {{number: {at}, name: 张小三, people: 1, amount: 500}}\n");
        let rows: String = (1..=rows).map(row).collect();
        format!("kind: notice\nform: name-list\ntitle: 名单\n{COUNTED}{head}list:\n{rows}")
    };
    let corrected = list("supersedes: 2025-07-01-list\nchanges: 减一户\nreason: 重复\n", 4);
    let portal = Portal::new()
        .file("content/a/org.yaml", "name: a村\nlevel: village\n")
        .file("content/a/2025-07-01-list.yaml", list("", 5))
        .file("content/a/2025-07-02-list.yaml", corrected);
    let run = portal.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.text());
    assert_eq!(rows(&portal, "a/index.html"), "4");
    let portal = portal.file("content/a/2025-07-01-list.yaml", list("", 5).replace(COUNTED, ""));
    assert_eq!(portal.run(&["build"]).code, 0);
    assert_eq!(rows(&portal, "a/index.html"), "4", "and so does a public one");
}
