//! What a record rests on: its page names the article that held on its day.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use support::Portal;

const TODAY: &str = "2026-11-23";

/// A village and a community with the same accounts of two years.
fn portal() -> Portal {
    let account = |year: i32| {
        format!(
            "kind: finance\nform: quarterly-account\ntitle: {year}年第四季度收支\nperiod: {year}Q4\npublished: {}-01-10\n\
             account: {{opening: 0, closing: 0, handler: 李桂芳, auditor: 何秀英, approver: 周正平, entries: []}}\n",
            year + 1
        )
    };
    let notice = |day: &str, rest: &str| {
        format!("kind: notice\nform: announcement\ntitle: 路灯公告\npublished: {day}\nplain: 路灯修好了。\n{rest}")
    };
    let reference = "basis: 村民委员会组织法/村务公开\n";
    let portal = Portal::bare()
        .file("content/portal.yaml", "title: 云岭县阳光公开\nlevels: [county, village]\nlanguages: [zh-Hans, en]\n")
        .file("content/org.yaml", "name: 云岭县\nlevel: county\n")
        .file("content/shiqiao/org.yaml", "name: 石桥村\nlevel: village\ntype: rural\n")
        .file("content/dongjie/org.yaml", "name: 东街社区\nlevel: village\ntype: community\n")
        .file("content/shiqiao/2025/lamp.yaml", notice("2025-12-31", reference))
        .file("content/shiqiao/2026/lamp.yaml", notice("2026-01-01", reference))
        .file("content/shiqiao/2026/late.yaml", notice("2026-01-05", &format!("formed: 2025-12-30\n{reference}")))
        .file("content/shiqiao/2026/words.yaml", notice("2026-01-06", "basis: 县里的办法第三条\n"))
        .file(
            "content/shiqiao/2026/gone.yaml",
            notice("2026-01-07", &format!("{reference}status: withdrawn\nreason: 重复\n")),
        );
    for unit in ["shiqiao", "dongjie"] {
        portal.write(&format!("content/{unit}/2026/account-2025.yaml"), account(2025));
        portal.write(
            &format!("content/{unit}/2026/account-2026.yaml"),
            account(2026).replace("2027-01-10", "2026-11-20"),
        );
    }
    portal
}

/// The part of a page that says on what it rests.
fn basis(portal: &Portal, page: &str) -> String {
    let html = portal.read(&format!("public/{page}.html"));
    html.split_once("id=basis").map_or(String::new(), |(_, rest)| rest.split("</section>").next().unwrap().to_owned())
}

#[test]
fn a_page_prints_the_number_that_held_on_the_day_of_its_record() {
    let portal = portal();
    assert_eq!(portal.run(&["build", "--today", TODAY]).code, 0);
    let village = "《中华人民共和国村民委员会组织法》";
    assert!(basis(&portal, "shiqiao/2025/lamp").contains(&format!("{village}第三十条")));
    assert!(basis(&portal, "shiqiao/2026/lamp").contains(&format!("{village}第三十五条")));
    assert!(basis(&portal, "shiqiao/2026/late").contains(&format!("{village}第三十条")));
    assert!(basis(&portal, "shiqiao/2026/words").contains("县里的办法第三条"));
    assert_eq!(basis(&portal, "shiqiao/2026/gone"), "");
    assert!(basis(&portal, "en/shiqiao/2026/lamp").contains(", article 35"));
    let data = portal.read("public/data/shiqiao/data.json");
    assert!(data.contains(&format!("{village}第三十条")) && data.contains(&format!("{village}第三十五条")));
}

#[test]
fn a_record_without_a_basis_shows_that_of_its_form_as_far_as_it_binds_the_unit_and_held() {
    let portal = portal();
    assert_eq!(portal.run(&["build", "--today", TODAY]).code, 0);
    let rule = "《农村集体经济组织财务公开规定》";
    for page in ["shiqiao/2026/account-2025", "dongjie/2026/account-2026"] {
        let basis = basis(&portal, page);
        assert!(
            basis.contains(rule) && basis.contains("《中华人民共和国农村集体经济组织法》第四十五条"),
            "{page}: {basis}"
        );
        assert!(!basis.contains("村民委员会"), "{page}: {basis}");
    }
}
