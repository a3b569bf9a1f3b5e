//! What lies in `content/` and what of it goes out: copies and strays never do, a picture beside its record does, and a name
//! has one form.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs;

use gongkai::files::Reader;
use gongkai::load::{ParseCache, load};
use support::Portal;

const NOTICE: &str = "kind: notice\ntitle: 石桥村停水公告\nplain: 停水两小时\n";

/// Names of the files of the site that hold `word`, without the data of a record that has its page.
fn of_site(portal: &Portal, word: &str) -> Vec<String> {
    let names: Vec<String> = portal.tree("public").into_iter().map(|(name, _)| name).collect();
    let is_twin = |name: &str| name.strip_suffix(".json").is_some_and(|stem| names.contains(&format!("{stem}.html")));
    names.iter().filter(|name| name.contains(word) && !is_twin(name)).cloned().collect()
}

#[test]
fn a_copy_is_never_published_and_its_original_is() {
    let portal = Portal::new().file("content/2025/2025-07-10-a.yaml", NOTICE);
    for mark in [" (2)", "（2）", " - 副本", " 副本", " - Copy", "_conflict-20250701", "-DESKTOP-ABC123", "~", ".bak"]
    {
        portal.write(&format!("content/2025/2025-07-10-a{mark}.yaml"), format!("{NOTICE}attachments: [表.csv]\n"));
        portal.write(&format!("content/2025/2025-07-10-a{mark}/表.csv"), "甲\n");
    }
    for name in ["2025-07-10-a.yaml.bak", "2025-07-10-a.yaml (2)", "2025-07-10-a.yaml.orig"] {
        portal.write(&format!("content/2025/{name}"), NOTICE);
    }
    portal.write("content/2025/2025-07-10-a (2).md", format!("---\n{NOTICE}---\n正文\n"));
    portal.write("content/2025 - 副本/2025-07-11-b.yaml", NOTICE);
    portal.write("content/org (2).yaml", "name: 别县\nlevel: county\n");
    let run = portal.run(&["build", "--keep-going"]);
    assert_eq!((run.code, run.text().matches("[file/copy]").count()), (1, 14), "{}", run.text());
    assert!(!run.text().contains("[file/orphan]") && !run.text().contains("[file/unused]"), "{}", run.text());
    assert_eq!(of_site(&portal, "2025-07-1"), ["2025/2025-07-10-a.html"]);
    assert!(!portal.read("public/index.html").contains("别县"));
}

#[test]
fn a_copy_of_a_copy_is_a_copy() {
    let portal = Portal::new().file("content/2025/2025-07-10-a.yaml", NOTICE);
    let marks = [
        " - 副本 - 副本",
        " (1) (1)",
        "(1)(1)",
        " - Copy - Copy",
        " copy copy",
        " - 副本 (2) - 副本",
        "（副本）（2）",
        " - 复制",
        "-冲突-张三",
        "-张三的MacBook Pro",
        "_旧",
    ];
    for mark in marks {
        portal.write(&format!("content/2025/2025-07-10-a{mark}.yaml"), format!("{NOTICE}plain: 停水三小时\n"));
        portal.write(&format!("content/2025{mark}/2025-07-11-b.yaml"), NOTICE);
    }
    portal.write("content/2025/2025-07-10-a_1.yaml", NOTICE);
    portal.write("content/2025/2025-07-10-a_2.yaml", NOTICE.replace("停水", "停电"));
    let run = portal.run(&["build", "--keep-going"]);
    let copies = run.text().matches("[file/copy]").count();
    assert_eq!((run.code, copies), (1, 2 * marks.len() + 1), "{}", run.text());
    assert_eq!(of_site(&portal, "2025-07-1"), ["2025/2025-07-10-a.html", "2025/2025-07-10-a_2.html"]);
}

#[test]
fn a_copy_without_its_original_is_a_record() {
    let portal = Portal::new().file("content/2025/2025-07-10-第2次 (2).yaml", NOTICE);
    let portal = portal.file("content/2025/第2次/x.csv", "甲\n");
    assert_eq!(portal.run(&["build", "--keep-going"]).text().matches("[file/copy]").count(), 0);
    assert_eq!(of_site(&portal, "第2次"), ["2025/2025-07-10-第2次 (2).html"]);
}

#[test]
fn what_programs_leave_never_goes_out() {
    let portal = Portal::new()
        .file("content/2025/2025-07-10-a.md", format!("---\n{NOTICE}---\n[x](2025-07-10-a/desktop.ini)\n"));
    for name in ["desktop.ini", "Thumbs.db", ".DS_Store", "~$表.xlsx", ".~lock.表.xlsx#", "表.tmp", "__MACOSX/表.csv"]
    {
        portal.write(&format!("content/2025/2025-07-10-a/{name}"), "甲\n");
    }
    let run = portal.run(&["build", "--keep-going"]);
    assert_eq!(run.text().matches("警告[").count(), 0, "{}", run.text());
    assert!(of_site(&portal, "2025-07-10-a/").is_empty());
    portal.write("content/2025/2025-07-10-a.md", format!("---\n{NOTICE}---\n正文\n"));
    assert_eq!(portal.run(&["build"]).code, 0);
    assert_eq!(of_site(&portal, "2025-07-10-a"), ["2025/2025-07-10-a.html"]);
}

#[test]
fn a_picture_beside_its_record_goes_out_while_the_record_names_it() {
    let text = |body: &str| format!("---\n{NOTICE}---\n{body}\n");
    let portal = Portal::new().file("content/2025/2025-07-10-a.md", text("![停水的范围](停水.png)"));
    let portal = portal.file("content/2025/停水.png", "x").file("content/2025/停电.png", "x");
    let run = portal.run(&["build"]);
    assert_eq!((run.code, run.text().matches("[file/unused]").count()), (0, 1), "{}", run.text());
    assert_eq!(of_site(&portal, "电.png").len() + of_site(&portal, "水.png").len(), 1);
    assert_eq!(of_site(&portal, "水.png"), ["2025/停水.png"]);
    assert!(portal.read("public/2025/2025-07-10-a.html").contains("src=\"停水.png\""));
    portal.write("content/2025/2025-07-10-a.md", text("正文"));
    portal.run(&["build"]);
    assert!(of_site(&portal, "水.png").is_empty());
}

#[test]
fn a_name_has_one_form_on_the_site() {
    let (composed, apart) = ("caf\u{e9}", "cafe\u{301}");
    let record = format!("{NOTICE}attachments: [{composed}.csv]\n");
    let portal = Portal::new().file(&format!("content/{apart}/2025-07-10-{apart}.yaml"), record);
    let portal = portal.file(&format!("content/{apart}/2025-07-10-{apart}/{apart}.csv"), "甲\n");
    let run = portal.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.text());
    assert_eq!(
        of_site(&portal, "2025-07-10"),
        [format!("{composed}/2025-07-10-{composed}/{composed}.csv"), format!("{composed}/2025-07-10-{composed}.html")]
    );
    assert!(portal.run(&["build"]).text().contains("不用重新生成"), "nothing has changed");
    fs::write(portal.path(&format!("content/{apart}/2025-07-10-{apart}/{apart}.csv")), "乙\n").unwrap();
    assert_eq!(portal.run(&["build"]).code, 0);
    assert_eq!(portal.read(&format!("public/{composed}/2025-07-10-{composed}/{composed}.csv")), "乙\n");
}

#[test]
fn two_names_that_differ_in_form_only_are_an_error() {
    let portal =
        Portal::new().file("content/2025/2025-07-10-a.yaml", format!("{NOTICE}attachments: [caf\u{e9}.csv]\n"));
    for name in ["caf\u{e9}.csv", "cafe\u{301}.csv"] {
        portal.write(&format!("content/2025/2025-07-10-a/{name}"), "甲\n");
    }
    let run = portal.run(&["check"]);
    assert_eq!((run.code, run.text().matches("[name/collision]").count()), (1, 1), "{}", run.text());
}

#[test]
fn a_name_too_long_for_its_second_page_is_found_by_check() {
    let name = format!("2025-07-10-{}ab", "村".repeat(79));
    let row = "2025-07-01,路灯不亮,村委会,2025-12-31,办理中\n";
    let rows = |count: usize| format!("登记日期,问题,责任岗位,办结期限,状态\n{}", row.repeat(count));
    let portal = Portal::new().file(&format!("content/{name}.yaml"), "kind: ledger\ntitle: 石桥村事项台账\n");
    let portal = portal.file(&format!("content/{name}.csv"), rows(200));
    assert_eq!(portal.run(&["build"]).code, 0);
    portal.write(&format!("content/{name}.csv"), rows(201));
    let run = portal.run(&["check"]);
    assert!(run.code == 1 && run.text().contains("[name/too-long]"), "{}", run.text());
    let run = portal.run(&["build", "--keep-going"]);
    assert!(run.code == 1 && !run.text().contains("File name too long"), "{}", run.text());
}

#[test]
fn an_empty_record_meets_nothing_that_is_owed() {
    let portal = Portal::new()
        .file("content/shiqiao/org.yaml", "name: 石桥村\nlevel: village\n")
        .file(
            "content/catalogue.yaml",
            "items:\n  - {id: money, name: 村级财务收支, owed-by: {levels: [village]}, kind: finance, due: {every: quarter, by-day: 20}, since: 2025-04-01}\n",
        )
        .file("content/shiqiao/2025-07-10-finance.yaml", "kind: finance\ntitle: 二季度收支\nperiod: 2025Q2\n");
    let due = |portal: &Portal| portal.run(&["check"]).text().contains("[catalogue/overdue]");
    portal.write(
        "content/shiqiao/2025-07-10-finance.yaml",
        "kind: finance\ntitle: 二季度收支\nperiod: 2025Q2\naccount: {entries: []}\n",
    );
    assert!(due(&portal), "{}", portal.run(&["check"]).text());
    portal.write(
        "content/shiqiao/2025-07-10-finance.yaml",
        "kind: finance\ntitle: 二季度收支\nperiod: 2025Q2\nplain: 本季度没有收支\naccount: {entries: []}\n",
    );
    assert!(!due(&portal), "{}", portal.run(&["check"]).text());
}

#[test]
fn the_preview_knows_a_picture_that_comes_and_goes() {
    let portal = Portal::new()
        .file("content/2025/2025-07-10-a.md", format!("---\n{NOTICE}---\n![停水的范围](停水.png)\n"))
        .file("content/2025/2025-07-11-b.yaml", NOTICE);
    let mut cache = ParseCache::default();
    let mut attached = |change: &dyn Fn(), path: &str| {
        change();
        cache.forget(path);
        let (content, _) = load(&Reader::at(portal.root()), &mut cache).unwrap();
        content.records.iter().map(|record| record.attachments.len()).collect::<Vec<_>>()
    };
    let picture = "content/2025/停水.png";
    assert_eq!(attached(&|| {}, "content/2025"), [0, 0]);
    assert_eq!(attached(&|| portal.write(picture, "x"), picture), [1, 0]);
    assert_eq!(attached(&|| portal.remove(picture), picture), [0, 0]);
    // A record whose original goes is a record, and goes again when that comes back.
    let copy = "content/2025/2025-07-11-b (2).yaml";
    assert_eq!(attached(&|| portal.write(copy, NOTICE), copy).len(), 2);
    let original = "content/2025/2025-07-11-b.yaml";
    assert_eq!(attached(&|| portal.remove(original), original), [0, 0]);
    assert_eq!(attached(&|| portal.write(original, NOTICE), original).len(), 2);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_is_never_read_and_all_others_come() {
    use std::os::unix::fs::symlink;

    let portal =
        Portal::new().file("content/2025/2025-07-10-a.yaml", NOTICE).file("out/2025-07-11-secret.yaml", NOTICE);
    symlink(portal.path("out"), portal.path("content/2025/ext")).unwrap();
    symlink(portal.path("out/2025-07-11-secret.yaml"), portal.path("content/2025/2025-07-11-b.yaml")).unwrap();
    symlink("none.yaml", portal.path("content/2025/2025-07-12-c.yaml")).unwrap();
    let run = portal.run(&["build", "--keep-going"]);
    for rule in ["file/linked-folder", "file/outside", "file/dangling-link"] {
        assert_eq!((run.code, run.text().matches(&format!("[{rule}]")).count()), (1, 1), "{}", run.text());
    }
    assert_eq!(of_site(&portal, "2025-07-"), ["2025/2025-07-10-a.html"]);
    // In the place of a folder that was published it takes nothing away.
    fs::rename(portal.path("content/2025"), portal.path("moved")).unwrap();
    symlink(portal.path("moved"), portal.path("content/2025")).unwrap();
    assert_eq!(portal.run(&["build", "--keep-going"]).code, 1);
    assert_eq!(of_site(&portal, "2025-07-"), ["2025/2025-07-10-a.html"]);
}
