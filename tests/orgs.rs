//! Organisations that change and are tied to others: what happened and what ties them stands at both sides.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use gongkai::base::date::Date;
use gongkai::files::Reader;
use gongkai::load::{ParseCache, load};
use gongkai::render::Theme;
use gongkai::site::Site;
use gongkai::view::{View, view};
use serde_json::Value;
use support::Portal;

/// The view of a page on a day.
fn page(portal: &Portal, path: &str, today: &str) -> Value {
    let (loaded, diags) = load(&Reader::at(portal.root()), &mut ParseCache::default()).unwrap();
    assert!(!diags.has_errors(), "{diags:?}");
    let site = Site::new(&loaded, Date::parse(today).unwrap().0, []);
    let (theme, _) = Theme::load(&Reader::at(portal.root()), &loaded.config.theme, &[]).unwrap();
    let view: View = view(&site, site.plan.get(path).unwrap(), theme.unwrap().texts("zh-Hans")).unwrap();
    serde_json::to_value(view).unwrap()
}

/// The events of a page as `DATE NAME SUBJECT…`.
fn events(view: &Value) -> Vec<String> {
    let titles = |event: &Value| {
        let titles = event["subjects"].as_array().unwrap().iter();
        titles
            .map(|one| format!("{}{}", one["title"].as_str().unwrap(), if one["href"].is_null() { "" } else { "→" }))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let line = |event: &Value| {
        format!("{} {} {}", event["date"].as_str().unwrap(), event["name"].as_str().unwrap(), titles(event))
    };
    view["events"].as_array().unwrap().iter().map(line).collect()
}

/// The relations of a page as `NAME SUBJECT… (over)`.
fn relations(view: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for group in view["relations"].as_array().unwrap() {
        for one in group["relations"].as_array().unwrap() {
            let titles: Vec<_> =
                one["subjects"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect();
            let over = if one["is_ended"].as_bool().unwrap() { " (over)" } else { "" };
            lines.push(format!("{} {}{over}", group["name"].as_str().unwrap(), titles.join(" ")));
        }
    }
    lines
}

#[test]
fn all_seven_events_are_told_at_both_sides() {
    let portal = Portal::new()
        .file("content/a/org.yaml", "name: 甲村\nlevel: village\nevents:\n  - {date: 2001-01-01, founded: [/b]}\n  - {date: 2002-01-01, renamed: 甲寨改甲村}\n  - {date: 2003-01-01, upgraded: 行政村}\n  - {date: 2004-01-01, merged: [/c, 旧村]}\n  - {date: 2005-01-01, split: [/d]}\n  - {date: 2006-01-01, converted: [/e]}\n")
        .file("content/b/org.yaml", "name: 乙村\nlevel: village\n")
        .file("content/c/org.yaml", "name: 丙村\nlevel: village\nfounded: 1990-01-01\n")
        .file("content/d/org.yaml", "name: 丁村\nlevel: village\nevents: [{date: 2020-01-01, dissolved: [/b]}]\n")
        .file("content/e/org.yaml", "name: 戊村\nlevel: village\n");
    let at = |path: &str| page(&portal, path, "2025-08-01");
    assert_eq!(
        events(&at("a/index.html")),
        [
            "2001-01-01 founded 乙村→",
            "2002-01-01 renamed 甲寨改甲村",
            "2003-01-01 upgraded 行政村",
            "2004-01-01 merged 丙村→ 旧村",
            "2005-01-01 split 丁村→",
            "2006-01-01 converted 戊村→",
        ]
    );
    assert_eq!(events(&at("b/index.html")), ["2001-01-01 founded_from 甲村→", "2020-01-01 succeeds 丁村→"]);
    assert_eq!(events(&at("c/index.html")), ["2004-01-01 merged_into 甲村→"]);
    assert_eq!(events(&at("d/index.html")), ["2005-01-01 split_from 甲村→", "2020-01-01 dissolved 乙村→"]);
    assert_eq!(events(&at("e/index.html")), ["2006-01-01 converted_to 甲村→"]);
    let gone = at("c/index.html");
    assert_eq!((gone["ended"].as_str(), gone["successor"]["title"].as_str()), (Some("2003-12-31"), Some("甲村")));
    assert_eq!(at("b/index.html")["predecessors"][0]["title"], "丁村");
}

#[test]
fn relations_stand_at_both_sides_and_end() {
    let portal = Portal::new()
        .file("content/chain/org.yaml", "name: 产业链党委\nlevel: county\nfounded: 2024-03-15\nrelations:\n  - {jointly-formed-by: [/a, 县供销社], since: 2024-03-15}\n  - {supervised-by: [/], since: 2024-03-15}\n")
        .file("content/a/org.yaml", "name: 甲村\nlevel: village\nrelations:\n  - {paired-with: [/b], since: 2024-01-01, until: 2024-12-31}\n  - {paired-with: [/b], since: 2025-01-01}\n  - {paired-with: [/c], since: 2020-01-01}\nbodies: {集体: {org: /chain, since: 2024-03-15}}\n")
        .file("content/b/org.yaml", "name: 乙村\nlevel: village\nrelations: [{paired-with: [/a], since: 2025-01-01}]\n")
        .file("content/c/org.yaml", "name: 丙村\nlevel: village\nevents: [{date: 2021-07-01, dissolved: 撤销}]\n")
        .file("content/portal.yaml", "title: 网\nlevels: [county, village]\nbody-sets: [{name: 套, bodies: [集体], owed-by: {levels: [village]}}]\n");
    let at = |path: &str| relations(&page(&portal, path, "2025-08-01"));
    assert_eq!(
        at("a/index.html"),
        ["paired_with 乙村", "paired_with 丙村 (over)", "paired_with 乙村 (over)", "takes_part_in 产业链党委"]
    );
    assert_eq!(at("b/index.html"), ["paired_with 甲村", "paired_with 甲村 (over)"], "stated twice, shown once");
    assert_eq!(at("c/index.html"), ["paired_with 甲村 (over)"]);
    assert_eq!(at("chain/index.html"), ["formed_by 甲村 县供销社", "supervised_by 云岭县", "body_of 甲村"]);
}

#[test]
fn bodies_are_counted_upward() {
    let village = |name: &str, bodies: &str| format!("name: {name}\nlevel: village\ntype: rural\nbodies: {bodies}\n");
    let portal = Portal::new()
        .file("content/portal.yaml", "title: 网\nlevels: [county, village]\nbody-sets:\n  - {name: 四位一体, bodies: [党组织, 村委会], owed-by: {levels: [village], types: [rural]}}\n  - {name: 社区, bodies: [居委会], owed-by: {types: [community]}}\n  - {name: 县, bodies: [县委], owed-by: {levels: [county]}}\n")
        .file("content/a/org.yaml", village("甲村", "{党组织: 2021-03-10, 村委会: 2021-04-12}"))
        .file("content/b/org.yaml", village("乙村", "{党组织: 2021-03-10, 村委会: {since: 2021-04-12, until: 2024-12-31}}"))
        .file("content/c/org.yaml", village("丙村", "{党组织: 2021-03-10, 村委会: 2026-01-01}"))
        .file("content/d/org.yaml", village("丁村", "{村委会: }") + "events: [{date: 2025-01-01, dissolved: 撤销}]\n")
        .file("content/e/org.yaml", "name: 戊社区\nlevel: village\ntype: community\n");
    let home = page(&portal, "index.html", "2025-08-01");
    let sets = home["bodies_below"].as_array().unwrap();
    let told: Vec<String> = sets
        .iter()
        .map(|set| {
            let lacking = set["lacking"].as_array().unwrap().iter();
            let lacking: Vec<_> =
                lacking.map(|one| format!("{}缺{}", one["unit"]["title"], one["bodies"][0])).collect();
            format!("{} {}/{} {}", set["name"], set["complete"], set["units"], lacking.join(" ")).replace('"', "")
        })
        .collect();
    assert_eq!(told, ["四位一体 1/3 乙村缺村委会 丙村缺村委会", "社区 0/1 戊社区缺居委会"]);
    let state = |path: &str, day: &str| {
        let bodies = page(&portal, path, day)["body_sets"][0]["bodies"].clone();
        bodies.as_array().unwrap().iter().map(|body| body["state"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(state("b/index.html", "2025-08-01"), ["there", "ended"]);
    assert_eq!(state("c/index.html", "2025-08-01"), ["there", "coming"]);
    assert_eq!(state("c/index.html", "2026-01-01"), ["there", "there"]);
    assert_eq!(state("e/index.html", "2025-08-01"), ["missing"]);
}

#[test]
fn a_total_leads_to_what_it_is_made_of() {
    let account = |income: &str| {
        format!(
            "kind: finance\ntitle: 账\nperiod: 2025Q1\naccount:\n  opening: 0\n  handler: 甲\n  approver: 乙\n  entries: [{{date: 2025-01-03, item: 租金, category: 发包租赁, in: {income}, voucher: 1}}]\n  closing: {income}\n"
        )
    };
    let village = |name: &str| format!("name: {name}\nlevel: village\n");
    let portal = Portal::new()
        .file("content/portal.yaml", "title: 网\nlevels: [county, township, village]\n")
        .file("content/catalogue.yaml", "items:\n  - {id: finance, name: 财务, owed-by: {levels: [village]}, kind: finance, form: quarterly-account, due: {every: quarter, by-day: 20}}\n")
        .file("content/t/org.yaml", "name: 镇\nlevel: township\n")
        .file("content/t/a/org.yaml", village("甲村"))
        .file("content/t/b/org.yaml", village("乙村"))
        .file("content/t/c/org.yaml", village("丙村") + "events: [{date: 2025-03-01, dissolved: 撤销}]\n")
        .file("content/t/d/org.yaml", village("丁村") + "founded: 2025-04-01\n")
        .file("content/t/a/2025-04-10-q1.yaml", account("100"))
        .file("content/t/c/2025-02-10-q1.yaml", account("30"))
        .file("content/t/2025-04-10-q1.yaml", account("5"));
    let county = page(&portal, "sums/finance-quarterly-account.html", "2025-08-01");
    let year = &county["years"][0];
    assert_eq!((year["reported"].as_u64(), year["of"].as_u64()), (Some(3), Some(5)), "the dissolved one reported");
    let missing: Vec<_> =
        year["missing"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect();
    assert_eq!(missing, ["乙村", "丁村"]);
    assert_eq!(year["slots"][0]["rows"][0]["sums"], "t/finance-quarterly-account.html#y2025");
    let town = page(&portal, "sums/t/finance-quarterly-account.html", "2025-08-01");
    let slot = &town["years"][0]["slots"][0];
    let income = slot["total"].as_array().unwrap().iter().position(|line| line["label"] == "income").unwrap();
    let rows: Vec<_> = slot["rows"].as_array().unwrap().iter().collect();
    let cell = |row: &Value| row["cells"][income]["value"].as_str().unwrap().to_owned();
    let told: Vec<_> =
        rows.iter().map(|row| format!("{} {}", row["unit"]["title"].as_str().unwrap(), cell(row))).collect();
    assert_eq!(told, ["甲村 100.00", "丙村 30.00", "镇 5.00"], "the township's own account stands last");
    assert_eq!(slot["total"][income]["value"], "135.00");
    assert_eq!(rows[0]["records"][0]["href"], "../../t/a/2025-04-10-q1.html");
    let home = page(&portal, "t/index.html", "2025-08-01");
    assert_eq!(home["rollups"][0]["forms"][0]["href"], "../sums/t/finance-quarterly-account.html#y2025");
}
