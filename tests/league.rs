//! League tables: only where a method is published, only units, only one form and period, ties and changes as they are.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use gongkai::base::date::Date;
use gongkai::files::Reader;
use gongkai::league::{LeagueTable, Placing};
use gongkai::load::{ParseCache, load};
use gongkai::site::Site;

use support::Portal;

/// A form that ranks; what makes its method public is left to the caller.
fn form(method: &str) -> String {
    format!(
        "name: race\nkind: appraisal\nslots:\n  scores:\n    rank: true\n    components: [{{name: 项目}}]\n{method}"
    )
}

/// A race of four villages.
fn race(head: &str, marks: [u32; 4]) -> String {
    let villages = ["jia", "yi", "bing", "ding"].iter().zip(marks);
    let scores = villages.map(|(village, mark)| format!("  - {{who: /{village}, 项目: {mark}}}\n"));
    format!("kind: appraisal\nform: race\n{head}scores:\n{}", scores.collect::<String>())
}

const METHOD: &str = "    method: 三项相加\n";

fn portal(form_text: &str) -> Portal {
    let portal = Portal::new().file("content/forms/race.yaml", form_text);
    ["jia", "yi", "bing", "ding"].iter().fold(portal, |portal, village| {
        portal.file(&format!("content/{village}/org.yaml"), format!("name: {village}村\nlevel: village\n"))
    })
}

fn site(portal: &Portal) -> Site {
    let (loaded, diags) = load(&Reader::at(portal.root()), &mut ParseCache::default()).unwrap();
    assert!(!diags.has_errors(), "{diags:?}");
    Site::new(&loaded, Date::parse("2026-11-23").unwrap().0, [])
}

fn pages(site: &Site) -> Vec<String> {
    let pages = site.plan.files().map(|(path, _)| path.to_string());
    pages.filter(|path| path.starts_with("league/") || path.starts_with("data/league/")).collect()
}

/// Path, rank and total of each unit.
fn lines(site: &Site, table: &LeagueTable) -> Vec<String> {
    let line = |org, result: &Placing| {
        let rank = result.rank.map_or("-".to_owned(), |rank| rank.to_string());
        format!("{} {rank} {}", site.portal().orgs.get(org).path, result.total.unwrap())
    };
    table.lines.iter().map(|one| line(one.org, &one.result)).collect()
}

#[test]
fn ties_share_a_rank_and_the_next_is_skipped() {
    let portal = portal(&form(METHOD))
        .file("content/2026/2026-07-09-race.yaml", race("title: 赛马\nperiod: 2026Q2\n", [80, 90, 85, 85]));
    let site = site(&portal);
    assert_eq!(lines(&site, &site.leagues[0].tables[0]), ["yi 1 90", "bing 2 85", "ding 2 85", "jia 4 80"]);
    assert_eq!(
        pages(&site),
        ["data/league/race.csv", "league/index.html", "league/race/2026Q2.html", "league/race/index.html"]
    );
    assert_eq!(portal.run(&["build", "--today", "2026-11-23"]).code, 0);
    let rows = portal.read("public/data/league/race.csv");
    assert!(
        rows.contains("2026Q2,2,bing,bing村,85,0,,0,,,,,https://gongkai.example.org/2026/2026-07-09-race.html,85,\r\n"),
        "{rows}"
    );
    let page = portal.read("public/league/race/2026Q2.html");
    assert_eq!(page.matches("并列").count(), 2, "{page}");
    for linked in ["public/index.html", "public/jia/index.html", "public/2026/2026-07-09-race.html"] {
        assert!(portal.read(linked).contains("league/"), "{linked}");
    }
}

#[test]
fn a_restricted_a_withdrawn_and_a_future_appraisal_give_no_league() {
    for head in [
        "audience: restricted\n",
        "audience: unit\ndisclose: counts\n",
        "status: withdrawn\nreason: 计分有误\n",
        "published: 2027-01-05\n",
        "status: draft\n",
    ] {
        let head = format!("title: 赛马\nperiod: 2026Q2\n{head}");
        let portal = portal(&form(METHOD)).file("content/2026/2026-07-09-race.yaml", race(&head, [80, 90, 85, 85]));
        let site = site(&portal);
        assert!(site.leagues.is_empty() && pages(&site).is_empty(), "{head}");
    }
}

#[test]
fn without_a_published_method_nothing_is_ranked() {
    let text = |head: &str| race(&format!("title: 赛马\nperiod: 2026Q2\n{head}"), [80, 90, 85, 85]);
    let record = "content/jia/2026/2026-07-09-race.yaml";
    let portal = portal(&form("")).file(record, text("basis: 县委文件\n"));
    assert!(pages(&site(&portal)).is_empty());
    assert_eq!(portal.run(&["build", "--today", "2026-11-23"]).code, 0);
    for page in ["public/jia/2026/2026-07-09-race.html", "public/jia/index.html"] {
        assert!(portal.read(page).contains("没有公布评分办法"), "{page}");
    }
    portal.write("content/jia/2026/2026-01-05-rule.md", "---\nkind: rule\ntitle: 赛马办法\n---\n按总分排名。\n");
    portal.write(record, text("basis: 2026-01-05-rule.md\n"));
    let site = site(&portal);
    assert_eq!(
        site.public.records.at_all(&site.leagues[0].tables[0].rules).map(|rule| &*rule.id).collect::<Vec<_>>(),
        ["jia/2026/2026-01-05-rule"]
    );
}

#[test]
fn the_change_goes_over_a_new_year_and_to_the_newest_version() {
    let portal = portal(&form(METHOD))
        .file("content/2026/2026-01-09-race.yaml", race("title: 赛马\nperiod: 2025Q4\n", [80, 90, 85, 70]))
        .file(
            "content/2026/2026-01-20-race.yaml",
            race(
                "title: 赛马（更正）\nperiod: 2025Q4\nsupersedes: 2026-01-09-race.yaml\nchanges: 甲村 95 分\n",
                [95, 90, 85, 70],
            ),
        )
        .file("content/2026/2026-04-09-race.yaml", race("title: 赛马\nperiod: 2026Q1\n", [92, 93, 85, 70]));
    let site = site(&portal);
    let tables = &site.leagues[0].tables;
    assert_eq!(lines(&site, &tables[0]), ["jia 1 95", "yi 2 90", "bing 3 85", "ding 4 70"]);
    let first = &tables[1].lines[0];
    let (period, before) = first.before.as_ref().unwrap();
    assert_eq!(
        (period.to_string(), before.rank, before.total.unwrap().to_string()),
        ("2025Q4".to_owned(), Some(2), "90".to_owned())
    );
    assert_eq!(portal.run(&["build", "--today", "2026-11-23"]).code, 0);
    for page in ["public/league/race/2026Q1.html", "public/2026/2026-04-09-race.html"] {
        let page = portal.read(page);
        assert!(page.contains("升 1 位") && page.contains("+3") && page.contains("比2025年第四季度"), "{page}");
    }
}

#[test]
fn persons_and_other_periods_are_never_compared() {
    let portal = portal(&form(METHOD))
        .file("content/2026/2026-07-09-race.yaml", "kind: appraisal\nform: race\ntitle: 甲\nperiod: 2026Q2\nscores: [{who: 王建国, 项目: 80}, {who: 李桂芳, 项目: 90}, {who: /jia, 项目: 70}]\n")
        .file("content/2026/2026-10-09-race.yaml", "kind: appraisal\nform: race\ntitle: 乙\nperiod: 2026Q3\nscores: [{who: /yi, 项目: 80}]\n")
        .file("content/2026/2026-10-10-race.yaml", "kind: appraisal\nform: race\ntitle: 丙\nscores: [{who: /yi, 项目: 80}, {who: /jia, 项目: 80}]\n");
    assert!(pages(&site(&portal)).is_empty());
}

#[test]
fn the_sample_races_run_over_a_new_year() {
    let (portal, _) = load(&Reader::at("."), &mut ParseCache::default()).unwrap();
    let site = Site::new(&portal, Date::parse("2026-11-23").unwrap().0, []);
    let race = site.leagues.iter().find(|league| league.key.shape.form.as_deref() == Some("season-race")).unwrap();
    let periods: Vec<String> = race.tables.iter().map(|table| table.period.to_string()).collect();
    assert_eq!(periods, ["2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3"]);
    assert_eq!(race.tables[0].unrated.len(), 1);
    assert!(race.tables.iter().all(|table| table.is_ranked && table.rules.len() == 1));
}
