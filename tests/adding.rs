//! What may be added: a whole stands for its parts, another place's figures are never added, a balance joins those of the
//! same day, and each plan of a unit counts.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use gongkai::base::date::Date;
use gongkai::blocks::BlockSummary;
use gongkai::files::Reader;
use gongkai::load::{ParseCache, load};
use gongkai::rollup::{Rollup, Slot};
use gongkai::site::Site;

use support::Portal;

/// A county with a township `x` and two villages.
fn county() -> Portal {
    let mut portal = Portal::new().file("content/x/org.yaml", "name: 南屏镇\nlevel: township\n").file(
        "content/portal.yaml",
        "title: 云岭县阳光公开\naddress: https://gongkai.example.org/\nlevels: [county, township, village]\n",
    );
    for (village, name) in [("a", "石桥村"), ("b", "柳湾村")] {
        portal = portal.file(&format!("content/x/{village}/org.yaml"), format!("name: {name}\nlevel: village\n"));
    }
    portal
}

fn site(portal: &Portal, today: &str) -> Site {
    let (content, _) = load(&Reader::at(portal.root()), &mut ParseCache::default()).unwrap();
    Site::new(&content, Date::parse(today).unwrap().0, [])
}

/// The totals of the unit at `path`.
fn totals<'a>(site: &'a Site, path: &str) -> &'a Rollup {
    &site.rollups[&site.portal().orgs.find(path).unwrap()]
}

fn slot<'a>(site: &'a Site, path: &str, name: &str) -> &'a Slot {
    totals(site, path).slots.iter().find(|(key, _)| &*key.slot == name).unwrap().1
}

fn figure(summary: &BlockSummary, name: &str) -> String {
    let BlockSummary::Measures(figures) = summary else { panic!("no figures") };
    figures.items[name].figure.value.to_string()
}

fn figures(head: &str, list: &str) -> String {
    format!("kind: report\nform: statistics\ntitle: 统计\nperiod: 2024\npublished: 2025-01-10\n{head}figures:\n{list}")
}

#[test]
fn a_whole_stands_for_its_parts_from_its_unit_upward() {
    let units =
        |value: u32, scope: &str| format!("  - {{label: 村和社区, value: {value}, unit: 个, stock: true{scope}}}\n");
    let firms = |value: u32| format!("  - {{label: 企业, value: {value}, unit: 家}}\n");
    let portal = county()
        .file("content/2025/a.yaml", figures("", &(units(367, ", scope: all") + &firms(1))))
        .file("content/x/2025/a.yaml", figures("", &(units(3, "") + &firms(20))))
        .file("content/x/a/2025/a.yaml", figures("", &(units(1, "") + &firms(300))));
    let site = site(&portal, "2025-08-01");
    let (root, town) = (slot(&site, "", "figures"), slot(&site, "x", "figures"));
    assert_eq!((figure(&root.summary, "村和社区|个"), figure(&root.summary, "企业|家")), ("367".into(), "321".into()));
    let replaced = root.replaced.as_ref().unwrap();
    assert_eq!(figure(replaced, "村和社区|个"), "4", "what the parts give is kept beside it");
    assert!(!format!("{replaced:?}").contains("企业"), "and of nothing else");
    assert_eq!(figure(&town.summary, "村和社区|个"), "4");
    assert_eq!(portal.run(&["build"]).code, 0);
    let page = portal.read("public/sums/report-statistics.html");
    for text in ["云岭县报的全辖数", "本级和下级分别报的相加"] {
        assert!(page.contains(text), "{text}");
    }
    let rows = portal.read("public/data/report-statistics.csv");
    assert!(rows.contains(",全部,2024,2024-12-31\r\n") && rows.contains(",本级,2024,\r\n"), "{rows}");
}

#[test]
fn what_is_of_another_place_is_neither_added_nor_compared() {
    let firms = |value: u32| format!("  - {{label: 企业, value: {value}, unit: 家, stock: true}}\n");
    let own = figures("", &firms(64)).replace("2024\n", "2025H1\n");
    let portal = county()
        .file("content/x/2025/2025-01-10-study.yaml", figures("scope: elsewhere\n", &firms(20_000)))
        .file("content/x/2025/2025-07-10-own.yaml", own.replace("2025-01-10", "2025-07-10"));
    let site = site(&portal, "2025-08-01");
    assert_eq!(figure(&slot(&site, "", "figures").summary, "企业|家"), "64");
    assert!(totals(&site, "").slots.keys().all(|key| key.year == 2025), "nothing of the other place rises");
    assert_eq!(portal.run(&["build"]).code, 0);
    let page = portal.read("public/x/2025/2025-07-10-own.html");
    assert!(!page.contains("2025-01-10-study.html\">统计</a></p>"), "no comparison");
    assert!(portal.read("public/x/2025/2025-01-10-study.html").contains("他处的数"));
}

fn account(period: &str, day: &str, amounts: (u32, u32, u32)) -> String {
    let (opening, income, closing) = amounts;
    let start = match period {
        "2025Q1" => "2025-02-03",
        _ => "2025-05-06",
    };
    format!(
        "kind: finance\ntitle: {period}收支\nperiod: {period}\npublished: {day}\naccount:\n  opening: {opening}\n  closing: {closing}\n  handler: 甲\n  auditor: 乙\n  approver: 丙\n  entries:\n    - {{date: {start}, item: 租金, category: 发包租赁, in: {income}, voucher: 记1}}\n"
    )
}

#[test]
fn a_balance_joins_those_of_the_same_day_and_each_period_says_who_reported() {
    let owed = "items:\n  - id: accounts\n    name: 财务收支\n    owed-by: {levels: [village]}\n    kind: finance\n    due: {every: quarter, within: 15 days}\n    since: 2025-01-01\n";
    let portal = county()
        .file("content/catalogue.yaml", owed)
        .file("content/x/a/2025/a.yaml", account("2025Q1", "2025-04-08", (100, 10, 110)))
        .file("content/x/a/2025/b.yaml", account("2025Q2", "2025-07-08", (110, 20, 130)))
        .file("content/x/b/2025/a.yaml", account("2025Q1", "2025-04-08", (1000, 300, 1300)));
    let site = site(&portal, "2025-08-01");
    let total = slot(&site, "", "account");
    let BlockSummary::Account(sum) = &total.summary else { panic!("no account") };
    assert_eq!((sum.opening.to_string(), sum.income.to_string()), ("1100.00".into(), "330.00".into()));
    assert_eq!(sum.closing.to_string(), "130.00", "what stood in March is not added to what stands in June");
    let behind = &total.stands["closing"].behind;
    assert_eq!(behind.keys().copied().collect::<Vec<_>>(), [site.portal().orgs.find("x/b").unwrap()]);
    let BlockSummary::Account(own) = &slot(&site, "x/b", "account").summary else { panic!("no account") };
    assert_eq!(own.closing.to_string(), "1300.00", "a unit tells its own latest");
    assert_eq!(portal.run(&["build"]).code, 0);
    let page = portal.read("public/sums/finance-quarterly-account.html");
    for text in ["应报 2 个单位，已报 1 个", "应报 2 个单位，已报 2 个", "日期不同，没有加进来"]
    {
        assert!(page.contains(text), "{text}");
    }
}

fn plan(series: &str, targets: &[&str]) -> String {
    let row = |(at, target): (usize, &&str)| {
        format!("  - {{number: {}, target: {target}, due: 2025-12-31, status: 进行中}}\n", at + 1)
    };
    let rows: String = targets.iter().enumerate().map(row).collect();
    format!(
        "kind: pledge\nform: plan-targets\ntitle: 规划\nperiod: 2025\npublished: 2025-07-01\n{series}promises:\n{rows}"
    )
}

#[test]
fn plans_of_several_series_all_count_and_of_one_the_latest() {
    let with = |first: &str, second: &str| {
        let portal = county()
            .file("content/2025/a.yaml", plan(first, &["甲", "乙", "丙"]))
            .file("content/2025/b.yaml", plan(second, &["丁", "戊"]));
        let site = site(&portal, "2025-08-01");
        let rows = match &slot(&site, "", "promises").summary {
            BlockSummary::Register(list) => list.rows,
            _ => 0,
        };
        (rows, portal.run(&["check"]).text())
    };
    let (rows, said) = with("series: 党员教育规划\n", "series: 书记培训规划\n");
    assert!(rows == 5 && !said.contains("series/unnamed"), "{rows} {said}");
    let (rows, said) = with("", "");
    assert!(rows == 2 && said.contains("series/unnamed"), "{rows} {said}");
}

#[test]
fn of_a_sensitive_list_the_parts_count_as_long_as_there_are_any() {
    let list = |head: &str, rows: usize| {
        let row = |at| format!("  - {{number: {at}, name: 张小三, people: 1, amount: 500}}\n");
        let rows: String = (1..=rows).map(row).collect();
        format!("kind: notice\nform: name-list\ntitle: 名单\npublished: 2025-07-01\n{head}list:\n{rows}")
    };
    let rows = |portal: &Portal| match &slot(&site(portal, "2025-08-01"), "", "list").summary {
        BlockSummary::Register(list) => list.rows,
        _ => 0,
    };
    let portal = county().file("content/2025/a.yaml", list("scope: all\n", 9));
    assert_eq!(rows(&portal), 9, "nobody below has one");
    let portal = portal.file("content/x/a/2025/a.yaml", list("", 4)).file("content/x/b/2025/a.yaml", list("", 3));
    assert_eq!(rows(&portal), 7, "the whole would tell what a part hides");
}

#[test]
fn what_nobody_must_report_is_not_missing() {
    let form = "name: visits\nkind: report\nlabel: 接待\nslots: {figures: {items: [{label: 批次, unit: 批}]}}\n";
    let catalogue = |due: &str| {
        format!(
            "items:\n  - {{id: visits, name: 接待, owed-by: {{levels: [village]}}, kind: report, form: visits, due: {due}}}\n"
        )
    };
    let own = |period: &str, day: &str| {
        format!(
            "kind: report\nform: visits\ntitle: 接待\n{period}published: {day}\nfigures: [{{label: 批次, value: 2, unit: 批}}]\n"
        )
    };
    let portal = || {
        county()
            .file("content/forms/visits.yaml", form)
            .file("content/x/a/2024/2024-05-06-a.yaml", own("", "2024-05-06"))
            .file("content/x/b/2025/2025-05-06-b.yaml", own("", "2025-05-06"))
    };
    let page = |portal: &Portal| {
        assert_eq!(portal.run(&["build", "--today", "2025-08-01"]).code, 0);
        portal.read("public/sums/report-visits.html")
    };
    assert!(!page(&portal()).contains("还没报"), "what comes without a period comes by itself");
    assert!(!page(&portal().file("content/catalogue.yaml", catalogue("on-demand"))).contains("还没报"));
    assert!(page(&portal().file("content/catalogue.yaml", catalogue("{max-age: 1 year}"))).contains("还没报"));
}

#[test]
fn rows_of_a_list_above_are_told_at_the_units_that_they_name_and_added_at_none_of_them() {
    let list = |units: &[&str]| {
        let row = |unit: &&str| format!("  - {{post: 工作队员, unit: {unit}}}\n");
        let rows: String = units.iter().map(row).collect();
        format!("kind: directory\nform: seconded\ntitle: 名单\npublished: 2025-07-01\nentries:\n{rows}")
    };
    let portal = county()
        .file("content/2025/a.yaml", list(&["/x/a", "/x/a", "/x/b", "/x", "别处"]))
        .file("content/x/2025/a.yaml", list(&["/x/a", "/x"]))
        .file("content/x/b/2025/a.yaml", list(&["/x/b"]));
    let site = site(&portal, "2025-08-01");
    let named = |path: &str| {
        let all = totals(&site, path).named.values();
        all.map(|named| (named.rows, named.records.len())).collect::<Vec<_>>()
    };
    assert_eq!(named("x/a"), [(3, 2)], "two rows of the county and one of the township");
    assert_eq!(named("x/b"), [(1, 1)], "what its own list says is not named by others");
    assert_eq!(named("x"), [(4, 1)], "each row of the county once, none of its own list or of those below");
    assert!(named("").is_empty(), "nothing stands above the county");
    assert!(totals(&site, "x/a").slots.is_empty(), "they are no figures of the village");
}
