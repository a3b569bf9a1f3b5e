//! What was public and is not any more leaves no copy in the site, and the build says which addresses caches and search
//! engines still hold.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use support::{Portal, Run};

const LIST: &str = "content/shiqiao/2025/2025-07-01-list";
const GONE: &str = "site.gone.txt";

/// A portal of two trees and two languages with a list that has an attachment and rows.
fn portal() -> Portal {
    let portal = Portal::new()
        .file("content/shiqiao/org.yaml", "name: 石桥村\nlevel: village\n")
        .file("content/shiqiao/2025/2025-07-05-other.yaml", "kind: notice\ntitle: 停水公告\nplain: 正文\n")
        .file(&format!("{LIST}.md"), list(""))
        .file(&format!("{LIST}/机密附件.txt"), "机密内容\n");
    let settings = portal.read("content/portal.yaml");
    portal.write("content/portal.yaml", format!("{settings}languages: [zh-Hans, en]\nelder-tree: true\n"));
    portal
}

fn list(head: &str) -> String {
    let rows = "list:\n  - {number: 1, name: 李大年, group: 二组, people: 2}\n  - {number: 2, name: 王秀英, group: 五组, people: 1}\n  - {number: 3, name: 赵有田, group: 七组, people: 2}\n";
    format!(
        "---\nkind: notice\ntitle: 机密名单\nattachments: [{{file: 机密附件.txt, title: 机密表}}]\n{head}{rows}---\n机密正文\n"
    )
}

fn build(portal: &Portal, more: &[&str]) -> Run {
    let run = portal.run(&[&["build", "--out", "site"], more].concat());
    assert_eq!(run.code, 0, "{}", run.text());
    run
}

/// The addresses that the list names.
fn listed(portal: &Portal) -> Vec<String> {
    let lines = portal.read(GONE).lines().map(str::to_owned).collect::<Vec<_>>();
    lines.into_iter().filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

#[test]
fn a_withdrawn_record_leaves_no_copy_and_its_addresses_are_told() {
    let portal = portal();
    let run = build(&portal, &[]);
    assert!(!portal.path(GONE).exists() && !run.text().contains("gone.txt"), "{}", run.text());
    portal.write(&format!("{LIST}.md"), list("status: withdrawn\nreason: 名单有误\nleaked: true\n"));
    let run = build(&portal, &[]);
    assert!(run.text().contains("以前公开过") && run.text().contains(GONE), "{}", run.text());
    for (name, bytes) in portal.tree("site") {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!name.contains("机密") && !text.contains("机密") && !text.contains("李大年"), "{name}");
        // The manifest may be read by everybody, so it does not tell what was taken down.
        assert!(!text.contains("%E6%9C%BA%E5%AF%86") && !text.contains("gone.txt"), "{name}");
    }
    let listed = listed(&portal);
    for tree in ["", "elder/", "en/", "elder/en/"] {
        let address = format!("https://gongkai.example.org/{tree}shiqiao/2025/2025-07-01-list.html");
        assert!(listed.contains(&address), "{address}\n{listed:#?}");
    }
    let data = "https://gongkai.example.org/data/shiqiao/data.json".to_owned();
    assert!(listed.contains(&data) && listed.iter().any(|one| one.ends_with(".txt")), "{listed:#?}");
    assert!(portal.read(GONE).contains("# 2025-08-01"), "{}", portal.read(GONE));
    // The next build has nothing to add, and takes nothing away.
    let before = portal.read(GONE);
    let run = build(&portal, &["--force"]);
    assert!(!run.text().contains(GONE), "{}", run.text());
    assert_eq!(portal.read(GONE), before);
}

#[test]
fn what_is_public_again_leaves_the_list() {
    let portal = portal();
    build(&portal, &[]);
    let file = format!("{LIST}.md");
    portal.write(&file, list("status: draft\n"));
    build(&portal, &[]);
    let page = "https://gongkai.example.org/shiqiao/2025/2025-07-01-list.html".to_owned();
    assert!(listed(&portal).contains(&page), "{:#?}", listed(&portal));
    portal.write(&file, list(""));
    build(&portal, &[]);
    assert!(!listed(&portal).contains(&page), "{:#?}", listed(&portal));
}

#[test]
fn names_that_went_are_told_on_their_day() {
    let portal = portal();
    build(&portal, &["--today", "2025-10-01"]);
    let run = build(&portal, &["--today", "2025-10-02", "--format", "json"]);
    let line = run.text().lines().find(|line| line.contains("\"gone\"")).map(str::to_owned).unwrap();
    let told: serde_json::Value = serde_json::from_str(&line).unwrap();
    let gone: Vec<&str> = told["gone"].as_array().unwrap().iter().filter_map(serde_json::Value::as_str).collect();
    for path in ["shiqiao/2025/2025-07-01-list.html", "data/shiqiao/notice-name-list.csv", "data/shiqiao/data.json"] {
        assert!(gone.contains(&path), "{path}\n{gone:#?}");
    }
    assert!(gone.iter().any(|path| path.ends_with("机密附件.txt")), "{gone:#?}");
    assert!(!gone.contains(&"shiqiao/2025/2025-07-05-other.html"), "{gone:#?}");
}

#[test]
fn the_list_stands_where_it_is_asked_for_but_not_in_the_site() {
    let portal = portal();
    build(&portal, &[]);
    portal.write(&format!("{LIST}.md"), list("status: withdrawn\nreason: 名单有误\n"));
    let run = portal.run(&["build", "--out", "site", "--removed", "site/gone.txt"]);
    assert_eq!(run.code, 2, "{}", run.text());
    build(&portal, &["--removed", "撤下.txt"]);
    assert!(portal.path("撤下.txt").exists() && !portal.path(GONE).exists());
}
