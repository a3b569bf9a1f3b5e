//! How one finds one's way: links to rows that hold, headings and jumps in long tables and lists, a map of the site.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use gongkai::Portal;
use gongkai::base::date::Date;
use gongkai::files::Memory;
use gongkai::portal::Edition;

const PORTAL: &str = "title: 丰鸣县公开\nlevels: [county, township, village]\nlanguages: [zh-Hans, en]\nelder-tree: true\n\
    sections: [village]\ncomplaints: {name: 公开办, phone: \"0000-0000001\"}\n";

const PAGE: &str = "zhen/cun/2026/2026-05-10-matters.html";

fn portal(rows: &str) -> Memory {
    let ledger = format!("kind: ledger\nform: matter-ledger\ntitle: 石桥村问题台账\ncases:\n{rows}");
    Memory::of([
        ("content/portal.yaml", PORTAL),
        ("content/org.yaml", "name: 丰鸣县\nlevel: county\n"),
        ("content/zhen/org.yaml", "name: 凤鸣镇\nlevel: township\n"),
        ("content/zhen/cun/org.yaml", "name: 石桥村\nlevel: village\n"),
        ("content/pages/guide.md", "---\ntitle: 公开指南\n---\n\n说明。\n"),
        ("content/zhen/cun/2026/2026-05-10-matters.yaml", &*ledger),
    ])
}

fn edition(files: Memory) -> Edition {
    Portal::open(files).unwrap().site(Date::new(2026, 6, 30).unwrap())
}

fn read(edition: &Edition, path: &str) -> String {
    String::from_utf8(edition.render(path).unwrap()).unwrap()
}

fn row(matter: &str, place: &str, status: &str) -> String {
    format!("  - {{reported: 2026-04-02, matter: {matter}, place: {place}, due: 2026-05-09, status: {status}}}\n")
}

/// What follows `mark` up to a quotation mark or the end of the tag, each time.
fn after(html: &str, mark: &str) -> Vec<String> {
    let value = |rest: &str| rest.trim_start_matches('"').split(['"', ' ', '>']).next().unwrap_or_default().to_owned();
    html.split(mark).skip(1).map(value).collect()
}

/// The ids of the rows of tables, without those of headings.
fn rows(html: &str) -> Vec<String> {
    let tags = html.split("<tr ").skip(1).filter_map(|rest| rest.split('>').next());
    tags.filter(|tag| !tag.contains("grp")).flat_map(|tag| after(&format!(" {tag}"), " id=")).collect()
}

#[test]
fn a_link_to_a_row_holds_when_rows_come_before_it_and_its_matter_ends() {
    let first =
        row("路灯不亮", "一组", "办理中") + &row("水管破裂", "二组", "办理中") + &row("水管破裂", "三组", "办理中");
    let before = edition(portal(&first));
    let ids = rows(&read(&before, PAGE));
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 3, "{ids:?}");
    for tree in ["elder/", "en/", "elder/en/"] {
        assert_eq!(rows(&read(&before, &format!("{tree}{PAGE}"))), ids, "{tree}");
    }
    let more = row("桥栏松动", "四组", "办理中")
        + &row("路灯不亮", "一组", "已办结").replace("status", "closed: 2026-05-01, status")
        + &row("水管破裂", "二组", "办理中")
        + &row("水管破裂", "三组", "办理中");
    let later = rows(&read(&edition(portal(&more)), PAGE));
    assert_eq!(later[1..], ids);
}

#[test]
fn a_long_table_stands_under_headings_that_a_list_leads_to() {
    let mut text = String::new();
    for at in 0..240 {
        let _ = write!(text, "{}", row(&format!("第{at}件"), ["一组", "二组", "三组"][at % 3], "办理中"));
    }
    let edition = edition(portal(&text));
    let first = read(&edition, PAGE);
    let second = read(&edition, &PAGE.replace(".html", "-2.html"));
    assert_eq!(first.matches("rowgroup").count() + second.matches("rowgroup").count(), 4);
    let targets = |html: &str| -> BTreeSet<String> { after(html, " id=").into_iter().collect() };
    for (page, other) in [(&first, &second), (&second, &first)] {
        let jump = page.split("class=jump").nth(1).unwrap().split("</nav>").next().unwrap();
        let links = after(jump, "href=");
        assert_eq!(links.len(), 3, "{jump}");
        for link in links {
            let (path, id) = link.split_once('#').unwrap();
            assert!(targets(if path.is_empty() { page } else { other }).contains(id), "{link}");
        }
    }
    for html in [&first, &second] {
        let links: Vec<String> =
            html.split("class=pin><a ").skip(1).flat_map(|rest| after(rest, "href=").into_iter().take(1)).collect();
        assert_eq!(links, rows(html).iter().map(|id| format!("#{id}")).collect::<Vec<_>>());
    }
    assert_eq!(rows(&first).len() + rows(&second).len(), 240);
}

#[test]
fn a_year_with_many_records_is_divided_by_months() {
    let mut files = portal(&row("路灯不亮", "一组", "办理中"));
    for at in 0..130 {
        let (month, day) = (at % 6 + 1, at / 6 + 1);
        files = files.with(
            format!("content/zhen/cun/2026/2026-0{month}-{day:02}-n{at}.yaml"),
            format!("kind: notice\ntitle: 第{at}号公告\n"),
        );
    }
    for at in 0..3 {
        files = files.with(
            format!("content/zhen/cun/2025/2025-0{}-01-n{at}.yaml", at + 1),
            format!("kind: notice\ntitle: 旧第{at}号公告\n"),
        );
    }
    let edition = edition(files);
    let list = read(&edition, "zhen/cun/notice/index.html");
    assert!(list.contains("2026年6月") && list.contains("id=\"m2026-06\""), "{list}");
    let jump = list.split("class=jump").nth(1).unwrap().split("</nav>").next().unwrap();
    let links = after(jump, "href=");
    assert_eq!(links.len(), 6);
    for link in links {
        let (path, id) = link.split_once('#').unwrap();
        let page = if path.is_empty() { list.clone() } else { read(&edition, &format!("zhen/cun/notice/{path}")) };
        assert!(page.contains(&format!("id=\"{id}\"")), "{link}");
    }
    let old = read(&edition, "zhen/cun/notice/2025.html");
    assert!(old.contains("id=\"y2025\"") && !old.contains("class=jump"), "{old}");
    let unit = read(&edition, "zhen/cun/index.html");
    assert!(
        unit.contains("2026年 130 件") && unit.contains("2025年 3 件") && unit.matches("号公告</a>").count() == 1,
        "{unit}"
    );
}

#[test]
fn the_map_leads_to_every_unit_and_every_address_above_others_has_a_page() {
    let edition = edition(portal(&row("路灯不亮", "一组", "办理中")));
    let map = read(&edition, "map/index.html");
    for path in [
        "../index.html",
        "../zhen/index.html",
        "../zhen/cun/index.html",
        "../about/guide.html",
        "../kinds/ledger/index.html",
    ] {
        assert!(after(&map, "href=").iter().any(|href| href == path), "{path}: {map}");
    }
    assert!(after(&read(&edition, "zhen/cun/index.html"), "href=").iter().any(|href| href == "../../map/index.html"));
    let folders: BTreeSet<String> = edition
        .site()
        .plan
        .files()
        .filter(|(_, file)| file.page.is_html())
        .flat_map(|(path, _)| {
            let path = path.to_string();
            let folders: Vec<String> = path.match_indices('/').map(|(at, _)| path[..at].to_owned()).collect();
            folders
        })
        .collect();
    let lacks: Vec<&String> =
        folders.iter().filter(|folder| edition.site().plan.get(&format!("{folder}/index.html")).is_none()).collect();
    assert_eq!(lacks, Vec::<&String>::new());
}
