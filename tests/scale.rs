//! A county of more than 350 units: no page is heavier than a weak line and an old telephone can take, and no board has
//! more stops of the tab key than somebody walks.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use gongkai::Portal;
use gongkai::base::date::Date;
use gongkai::base::diag::Severity;
use gongkai::base::lang::Lang;
use gongkai::files::Memory;
use gongkai::plan::Page;
use gongkai::portal::Edition;
use rayon::prelude::*;

const TOWNSHIPS: usize = 17;
const VILLAGES: usize = 20;

/// Bytes of a page as it stands, and as it is sent: with style and script it stays under 30 KiB.
const PLAIN: usize = 200_000;
const SENT: usize = 16 * 1024;

/// Links that the tab key stops at on a board before anything is opened.
const STOPS: usize = 200;

const PORTAL: &str = "title: 星川县公开\naddress: https://example.org/\nlevels: [county, township, village]\n\
    profile: village-cn\nsections: [village, party, finance, service]\ncomplaints: {name: 星川县公开办, phone: \"0000-0000001\"}\n";

/// What every village owes: more than it publishes.
const ITEMS: [(&str, &str, &str, &str); 8] = [
    ("finance", "财务收支", "kind: finance\n    form: quarterly-account", "{every: quarter, by-day: 20}"),
    ("matters", "问题办理", "kind: ledger\n    form: matter-ledger", "{every: half, by-day: 20}"),
    ("lists", "救助名单", "kind: notice\n    form: name-list", "{every: year, by-day: 30}"),
    ("assets", "集体资产", "kind: asset\n    form: assets", "{every: year, by-day: 30}"),
    ("promises", "公开承诺", "kind: pledge\n    form: promises", "{every: year, by-day: 30}"),
    ("works", "工程建设", "kind: project\n    form: works", "{every: month, by-day: 10}"),
    ("posts", "岗位", "kind: directory\n    form: posts", "{every: half, by-day: 20}"),
    ("rules", "村规民约", "kind: rule", "{every: year, by-day: 30}"),
];

fn catalogue() -> String {
    let mut text = "items:\n".to_owned();
    for (id, name, kind, due) in ITEMS {
        let _ = writeln!(
            text,
            "  - id: {id}\n    name: {name}\n    section: village\n    owed-by: {{levels: [village]}}\n    {kind}\n    due: {due}\n    basis: 村务公开目录"
        );
    }
    text
}

type Content = Vec<(String, String)>;

fn village(files: &mut Content, folder: &str, number: usize) {
    let mut write = |name: &str, text: String| files.push((format!("content/{folder}/{name}"), text));
    write("org.yaml", format!("name: {folder}村\nlevel: village\ntype: rural\nsort: {number}\n"));
    for (quarter, month) in [("2025Q4", "2026-01"), ("2026Q1", "2026-04")] {
        // Some are late, some do not report.
        if number.is_multiple_of(4) {
            continue;
        }
        let day = if number.is_multiple_of(3) { 28 } else { 12 };
        let account = "account:\n  opening: 1000\n  entries:\n    - {date: 2026-01-03, item: 门面租金, category: 发包租赁, in: 800}\n";
        write(
            &format!("2026/{month}-{day}-finance.yaml"),
            format!("kind: finance\ntitle: {folder}村{quarter}财务收支\nperiod: {quarter}\n{account}"),
        );
    }
    let cases = "cases:\n  - {reported: 2026-05-02, matter: 村口路灯不亮, due: 2026-05-09, status: 办理中}\n";
    write(
        "2026/2026-06-02-matters.yaml",
        format!("kind: ledger\nform: matter-ledger\ntitle: {folder}村问题台账\n{cases}"),
    );
    let window = "window: {days: 7, channels: [web, board], objections: {name: 公开办, phone: \"0000-0000002\"}}";
    write(
        "2026/2026-06-27-works.md",
        format!(
            "---\nkind: notice\ntitle: {folder}村机耕路修补公示\nplain: 修补机耕路\n{window}\n---\n\n修补机耕路。\n"
        ),
    );
}

fn content() -> Memory {
    let mut files = vec![
        ("content/portal.yaml".to_owned(), PORTAL.to_owned()),
        ("content/org.yaml".to_owned(), "name: 星川县\nlevel: county\n".to_owned()),
        ("content/catalogue.yaml".to_owned(), catalogue()),
    ];
    let mut results = String::new();
    let mut posts = String::new();
    for town in 1..=TOWNSHIPS {
        files.push((format!("content/zhen{town}/org.yaml"), format!("name: {town}号镇\nlevel: township\n")));
        for number in 1..=VILLAGES {
            let folder = format!("zhen{town}/cun{number}");
            village(&mut files, &folder, town * VILLAGES + number);
            let _ = writeln!(results, "  - {{who: /{folder}, 项目: {}, 民生: 26, 治理: 25}}", 10 + number);
            let _ = writeln!(
                posts,
                "  - {{reported: 2026-05-{:02}, matter: {folder} 水管破裂, place: {town}号镇, owner: 水务站, due: 2026-06-09, status: 已办结, closed: 2026-06-0{}}}",
                number,
                number % 9 + 1
            );
        }
    }
    for (quarter, day) in [("2025Q4", "2026-01-12"), ("2026Q1", "2026-04-12")] {
        let race = format!(
            "kind: appraisal\nform: season-race\ntitle: 星川县{quarter}赛马结果\nperiod: {quarter}\nscores:\n{results}"
        );
        files.push((format!("content/2026/{day}-race.yaml"), race));
    }
    let ledger = format!("kind: ledger\nform: matter-ledger\ntitle: 星川县问题台账\ncases:\n{posts}");
    files.push(("content/2026/2026-06-10-matters.yaml".to_owned(), ledger));
    Memory::of(files)
}

fn edition() -> Edition {
    let edition = Portal::open(content()).unwrap().site(Date::new(2026, 6, 30).unwrap());
    let problems = edition.check();
    let errors = problems.iter().filter(|one| one.severity == Severity::Error);
    let errors: Vec<String> = errors.map(|one| one.message(Lang::En)).take(5).collect();
    assert_eq!(errors, Vec::<String>::new());
    edition
}

fn sent(page: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(page).unwrap();
    encoder.finish().unwrap().len()
}

/// Links, buttons and folds outside of closed folds.
fn stops(html: &str) -> usize {
    let mut stops = 0;
    let mut closed = 0_usize;
    for tag in html.split('<').skip(1) {
        let is = |name: &str| tag.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '>']));
        if is("details") && !tag.split('>').next().is_some_and(|head| head.contains(" open")) {
            closed += 1;
        } else if tag.starts_with("/details") {
            closed = closed.saturating_sub(1);
        } else if is("summary") || closed == 0 && (is("a") || is("button")) {
            stops += 1;
        }
    }
    stops
}

#[test]
fn no_page_of_a_county_of_350_units_is_too_heavy() {
    let edition = edition();
    let site = edition.site();
    assert!(site.portal().orgs.len() > 350);
    let pages: Vec<_> = site.plan.files().filter(|(_, file)| file.page.is_html()).collect();
    let heavy = |(path, file): &(&_, &gongkai::plan::Planned)| {
        let bytes = edition.render(&format!("{path}")).unwrap();
        let is_board = !matches!(file.page, Page::Record { .. } | Page::Listing(..) | Page::League { .. });
        let (sent, stops) = (sent(&bytes), if is_board { stops(std::str::from_utf8(&bytes).unwrap()) } else { 0 });
        let is_heavy = bytes.len() > PLAIN || sent > SENT || stops > STOPS;
        is_heavy.then(|| format!("{path}: {} bytes, {sent} sent, {stops} stops", bytes.len()))
    };
    let found: Vec<String> = pages.par_iter().filter_map(heavy).collect();
    assert_eq!(found, Vec::<String>::new(), "of {} pages", pages.len());
}
