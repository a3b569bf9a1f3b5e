//! What is public and would change or go without a word is told before it happens: by `check` and by `build`, against the
//! site that lies in the output folder. What the program does by itself is never told.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[cfg(feature = "serve")]
#[path = "support/preview.rs"]
mod preview;
mod support;

use std::process::Command;

use support::Portal;

const ACCOUNT: &str = "content/shiqiao/2025/2025-07-10-finance-q2";
const NOTICE: &str = "content/shiqiao/2025/2025-07-01-list.yaml";

const FINANCE: &str = "kind: finance\ntitle: 石桥村2025年第二季度财务收支\nperiod: 2025Q2\naccount: {opening: 100, closing: 780, handler: 李明, auditor: 王芳, approver: 赵强}\n";
const ROWS: &str =
    "日期,凭证,事项,类别,收入,支出\n2025-04-03,记-1,机动地租金,发包租赁,800,\n2025-05-06,记-2,清淤,公共服务,,120\n";
const LIST: &str = "kind: notice\nform: name-list\ntitle: 石桥村补助名单公示\nwindow:\n  days: 15\n  outcome: 没有异议\n  objections: {name: 村务监督委员会, phone: 0872-0000001}\nlist:\n  - {number: 1, name: 李大年, group: 二组, people: 2}\n  - {number: 2, name: 王秀英, group: 五组, people: 1}\n  - {number: 3, name: 赵有田, group: 七组, people: 2}\n  - {number: 4, name: 周大年, group: 一组, people: 1}\n";

/// A portal that has been built.
fn portal() -> Portal {
    let portal = Portal::new()
        .file("content/shiqiao/org.yaml", "name: 石桥村\nlevel: village\n")
        .file(&format!("{ACCOUNT}.yaml"), FINANCE)
        .file(&format!("{ACCOUNT}.csv"), ROWS)
        .file(NOTICE, LIST);
    build(&portal);
    assert_eq!(told(&portal), [""; 0], "nothing has changed");
    portal
}

fn build(portal: &Portal) {
    let run = portal.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.text());
}

/// The rules about what is public that `check` tells, each with its message.
fn told(portal: &Portal) -> Vec<String> {
    told_on(portal, support::TODAY)
}

fn told_on(portal: &Portal, day: &str) -> Vec<String> {
    let run = portal.run(&["check", "--format", "json", "--today", day]);
    let problems = run.out.lines().filter(|line| line.starts_with('{'));
    let problems = problems.map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let own =
        problems.filter(|one| one["rule"].as_str().unwrap().starts_with("published/") && one["accepted"].is_null());
    own.map(|one| format!("{}: {}", one["rule"].as_str().unwrap(), one["message"].as_str().unwrap())).collect()
}

#[track_caller]
fn assert_told(portal: &Portal, parts: &[&str]) {
    let told = told(portal);
    assert!(told.len() == 1 && parts.iter().all(|part| told[0].contains(part)), "{told:#?}");
}

#[test]
fn an_amount_a_row_and_a_day_are_told_with_both_values_and_only_until_they_are_public() {
    let portal = portal();
    portal.write(&format!("{ACCOUNT}.csv"), ROWS.replace(",,120", ",,20"));
    portal.write(&format!("{ACCOUNT}.yaml"), FINANCE.replace("780", "880"));
    assert_told(&portal, &["published/changed", "1 处", "支出 120.00 → 20.00", "清淤"]);
    let run = portal.run(&["build"]);
    assert!(run.code == 0 && run.text().contains("published/changed"), "{}", run.text());
    assert_eq!(told(&portal), [""; 0]);
    portal.write(NOTICE, LIST.replace("days: 15", "days: 20"));
    assert_told(&portal, &["公示截止 2025-07-16 → 2025-07-21"]);
    portal.write(NOTICE, LIST.replace("  - {number: 2, name: 王秀英, group: 五组, people: 1}\n", ""));
    assert_told(&portal, &["王*英"]);
    portal.write(NOTICE, LIST.replace("王秀英", "王秀兰"));
    assert_told(&portal, &["王*英 → 王*兰"]);
}

#[test]
fn a_correction_by_another_record_is_no_change() {
    let portal = portal();
    let corrected =
        format!("{FINANCE}supersedes: 2025-07-10-finance-q2\nchanges: 支出由 120 元改为 20 元\nreason: 抄错\n");
    portal.write("content/shiqiao/2025/2025-07-20-finance-q2.yaml", corrected.replace("780", "880"));
    portal.write("content/shiqiao/2025/2025-07-20-finance-q2.csv", ROWS.replace(",,120", ",,20"));
    assert_eq!(told(&portal), [""; 0]);
}

#[test]
fn what_goes_without_being_withdrawn_is_told_with_its_cause() {
    let portal = portal();
    portal.write(NOTICE, format!("{LIST}status: withdrawn\nreason: 名单有误\n"));
    assert_eq!(told(&portal), [""; 0]);
    for (line, why) in [
        ("status: draft\n", "改成了草稿"),
        ("audience: restricted\n", "改成了不公开"),
        ("published: 2025-09-01\n", "公开日期改到了以后"),
    ] {
        portal.write(NOTICE, format!("{LIST}{line}"));
        assert_told(&portal, &["published/vanished", "石桥村补助名单公示", why]);
    }
    portal.remove(NOTICE);
    assert_told(&portal, &["published/vanished", "shiqiao/2025/2025-07-01-list", "文件不在了"]);
    let settings = portal.read("content/portal.yaml");
    let accept = |reason: &str| format!("{settings}accept: [{{rule: published/vanished, reason: {reason}}}]\n");
    portal.write("content/portal.yaml", accept("另有原因"));
    assert_eq!(told(&portal).len(), 1, "whose reason names no record accepts none");
    portal.write("content/portal.yaml", accept("shiqiao/2025/2025-07-01-list：按上级要求撤下"));
    assert_eq!(told(&portal), [""; 0]);
}

#[test]
fn a_file_with_another_name_leads_to_the_line_that_keeps_the_old_address() {
    let portal = portal();
    portal.remove(NOTICE);
    let new = "content/shiqiao/2025/2025-07-01-names.yaml";
    portal.write(new, LIST);
    assert_told(&portal, &["像是改了文件名"]);
    portal.write(new, format!("{LIST}aliases: [/shiqiao/2025/2025-07-01-list.html]\n"));
    assert_eq!(told(&portal), [""; 0]);
    portal.write(new, format!("{LIST}aliases: [/shiqiao/2025/2025-07-01-list.html]\n").replace("王秀英", "王秀兰"));
    assert_told(&portal, &["王*英 → 王*兰"]);
}

#[test]
fn a_reason_answers_one_change_and_stays_on_the_page() {
    let portal = portal();
    let text = LIST.replace("王秀英", "王秀兰");
    let accept = |text: &str, reason: &str| format!("{text}accept: [{{rule: published/changed, reason: {reason}}}]\n");
    portal.write(NOTICE, accept(&text, "姓名错字"));
    assert_eq!(told(&portal), [""; 0]);
    build(&portal);
    assert!(portal.read("public/shiqiao/2025/2025-07-01-list.html").contains("姓名错字"));
    let said = portal.run(&["check"]).text();
    assert!(!said.contains("idle-accept"), "{said}");
    let text = text.replace("赵有田", "赵有地");
    portal.write(NOTICE, accept(&text, "姓名错字"));
    assert_told(&portal, &["赵*田 → 赵*地"]);
    portal.write(NOTICE, accept(&text, "又一处错字"));
    assert_eq!(told(&portal), [""; 0]);
}

#[test]
fn what_is_filled_in_later_and_what_the_calendar_does_is_no_change() {
    let portal = portal();
    assert_eq!(told_on(&portal, "2026-08-01"), [""; 0], "windows end");
    assert_eq!(told_on(&portal, "2025-07-05"), [""; 0], "an earlier day has less");
    let removed = "removed: 2025-07-20\n  outcome: 没有异议";
    portal.write(NOTICE, LIST.replace("outcome: 没有异议", removed));
    assert_eq!(told(&portal), [""; 0]);
    portal.write(NOTICE, format!("{LIST}names-until: 2025-07-25\n"));
    assert_eq!(told(&portal), [""; 0], "names go by themselves");
}

#[test]
fn what_must_not_be_public_goes_without_a_remark() {
    let portal = Portal::new()
        .file("content/2025/2025-07-10-a.md", "---\nkind: notice\ntitle: 停水公告\n---\n电话 0872-1234567\n");
    build(&portal);
    let twin = portal.read("public/2025/2025-07-10-a.json");
    portal.write("public/2025/2025-07-10-a.json", twin.replace("0872-1234567", "13912345678"));
    portal.write("content/2025/2025-07-10-a.md", "---\nkind: notice\ntitle: 停水公告\n---\n电话 13912345678\n");
    assert_eq!(told(&portal), [""; 0]);
}

#[test]
fn a_record_with_an_error_and_a_folder_without_a_site_tell_nothing() {
    let portal = portal();
    portal.write(NOTICE, LIST.replace("kind: notice", "kind: notic"));
    assert_eq!(told(&portal), [""; 0]);
    portal.write(NOTICE, LIST.replace("王秀英", "王秀兰"));
    std::fs::rename(portal.path("public"), portal.path("elsewhere")).unwrap();
    assert_eq!(told(&portal), [""; 0]);
    let run = portal.run(&["check", "--out", "elsewhere"]);
    assert!(run.text().contains("王*英 → 王*兰"), "{}", run.text());
}

#[test]
fn a_site_that_cannot_be_read_is_said_to_be_so() {
    let portal = portal();
    portal.write("public/gongkai-manifest.json", "{");
    assert_told(&portal, &["published/not-compared", "2 条"]);
}

/// The sample is one county over three years: on any later day nothing of it changes by a hand.
#[test]
fn days_that_go_by_change_nothing_of_the_sample() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str], day: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
        command.args(arguments).args(["--lang", "zh", "--today", day, "--out"]).arg(folder.path().join("site"));
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    run(&["build"], "2026-06-30");
    for day in ["2026-07-01", "2026-11-23", "2027-12-31"] {
        let said = run(&["check", "--all"], day);
        assert!(!said.contains("[published/"), "{day}\n{said}");
    }
}

#[cfg(feature = "serve")]
#[test]
fn the_preview_tells_it_too() {
    let portal = portal();
    let preview = preview::Preview::with(|options| options.root = portal.root().to_owned());
    let problems = "/__gongkai/problems?inside";
    assert!(!preview.get(problems).text().contains("published/changed"));
    portal.write(&format!("{ACCOUNT}.csv"), ROWS.replace(",,120", ",,20"));
    let told = preview.wait_for(problems, "published/changed").text();
    assert!(told.contains("120") && told.contains("supersedes: 2025-07-10-finance-q2"), "{told}");
}
