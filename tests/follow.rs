//! What follows up what: an appraisal, the ledger of its findings and the notice that a post ended lead to each other,
//! and the file of the unit for programs holds windows and objections.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use support::Portal;

const REVIEW_2024: &str = "kind: appraisal
form: committee-review
title: 2024年民主评议
period: 2024
scores:
  - {who: 治保委员, 评议: {present: 27, 优秀: 2, 称职: 4, 基本称职: 6, 不称职: 15}}
";
const REVIEW_2025: &str = "kind: appraisal
form: committee-review
title: 2025年民主评议
period: 2025
scores:
  - {who: 治保委员, 评议: {present: 28, 优秀: 1, 称职: 3, 基本称职: 7, 不称职: 17}}
";
const LEDGER: &str = "kind: ledger
form: appraisal-followup
title: 评议整改台账
follows: 2026-01-26-review
cases:
  - {finding: 值班缺岗, due: 2026-03-31, status: 已整改, closed: 2026-03-01}
  - {finding: 调解没有回话, due: 2026-06-30, status: 整改中}
";
const NOTICE: &str = "kind: notice
form: announcement
title: 职务终止公示
follows: /2026/2026-01-26-review
window:
  from: 2026-03-02
  days: 7
  extended: {date: 2026-03-06, until: 2026-03-13, reason: 多给几天看}
  objections:
    name: 村务监督委员会
    phone: \"0872-0000602\"
    received:
      - {date: 2026-03-05, matter: 票数怎么算的, replied: 2026-03-06, reply: 当场唱票, upheld: false}
      - {date: 2026-03-11, matter: 谁来代管}
";

fn portal() -> Portal {
    Portal::new()
        .file("content/2025/2025-01-24-review.yaml", REVIEW_2024)
        .file("content/2026/2026-01-26-review.yaml", REVIEW_2025)
        .file("content/2026/2026-02-27-ledger.yaml", LEDGER)
        .file("content/2026/2026-03-02-notice.yaml", NOTICE)
}

#[test]
fn both_sides_lead_to_each_other_with_how_far_the_matters_are() {
    let portal = portal();
    assert_eq!(portal.run(&["build", "--today", "2026-11-23"]).code, 0);
    let review = portal.read("public/2026/2026-01-26-review.html");
    for told in [
        "2026-02-27-ledger.html",
        "问题 2 个：已整改 1，整改中 1，逾期未整改 1 个",
        "2026-03-02-notice.html",
        "治保委员：2024年和本期连续两次评为“不称职”。",
        "连续两次被评议不称职的，其职务终止",
    ] {
        assert!(review.contains(told), "{told}: {review}");
    }
    for follower in ["public/2026/2026-02-27-ledger.html", "public/2026/2026-03-02-notice.html"] {
        assert!(portal.read(follower).contains("2026-01-26-review.html\">2025年民主评议</a>"), "{follower}");
    }
    let beside =
        |page: &str| portal.read(page).split_once("id=beside>").map(|(_, rest)| rest.to_owned()).unwrap_or_default();
    let ledger = beside("public/2026/2026-02-27-ledger.html");
    assert!(
        ledger.starts_with("同一件事的其他公开") && ledger.contains("2026-03-02-notice.html\">职务终止公示"),
        "{ledger}"
    );
    assert!(beside("public/2026/2026-03-02-notice.html").contains("2026-02-27-ledger.html\">评议整改台账"));
    let before = portal.read("public/2025/2025-01-24-review.html");
    assert!(!before.contains("连续两次评为") && !before.contains("ledger.html"), "{before}");
}

#[test]
fn a_follower_leads_to_the_newest_version_and_what_is_not_public_to_nothing() {
    let portal = portal()
        .file(
            "content/2026/2026-02-02-review.yaml",
            format!("{REVIEW_2025}supersedes: 2026-01-26-review\nchanges: 票数改正\nreason: 抄错\n"),
        )
        .file("content/2026/2026-02-28-draft.yaml", LEDGER.replace("title: 评", "status: draft\ntitle: 内部评"));
    assert_eq!(portal.run(&["build", "--today", "2026-11-23"]).code, 0);
    for version in ["public/2026/2026-01-26-review.html", "public/2026/2026-02-02-review.html"] {
        let page = portal.read(version);
        assert!(page.contains("2026-02-27-ledger.html") && !page.contains("内部评议"), "{version}: {page}");
    }
}

#[test]
fn the_file_of_the_unit_holds_windows_and_objections_as_they_are_known_on_the_day() {
    let portal = portal();
    assert_eq!(portal.run(&["build", "--today", "2026-11-23"]).code, 0);
    let unit: serde_json::Value = serde_json::from_str(&portal.read("public/data/data.json")).unwrap();
    let records = unit["records"].as_array().unwrap();
    let notice = records.iter().find(|one| one["address"] == "2026/2026-03-02-notice.html").unwrap();
    let window = &notice["window"];
    assert_eq!([&window["posted"], &window["last"]], ["2026-03-02", "2026-03-13"]);
    assert_eq!(window["changes"][0]["end_before"], "2026-03-09");
    let received = window["objections"]["received"].as_array().unwrap();
    assert_eq!([&received[0]["matter"], &received[0]["reply"]], ["票数怎么算的", "当场唱票"]);
    assert_eq!([&received[1]["replied"], &received[1]["deadline"]], [&serde_json::Value::Null, &"2026-03-23".into()]);
    assert_eq!(notice["follows"][0], "2026/2026-01-26-review.html");
}
