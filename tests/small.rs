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
    let cell = sums.split("class=m>").nth(1).or_else(|| sums.split("class=\"m\">").nth(1)).unwrap();
    cell.split('<').next().unwrap().to_owned()
}

#[test]
fn a_short_list_is_in_no_file_but_in_the_total_above() {
    let portal = portal();
    assert_eq!(portal.run(&["build"]).code, 0);
    for note in ["甲一", "甲二"] {
        assert_eq!(holding(&portal, note), Vec::<String>::new(), "{note}");
    }
    assert_eq!(holding(&portal, "乙四"), ["b/2025-07-01-list.html", "data/b/data.json", "data/b/notice-name-list.csv"]);
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
