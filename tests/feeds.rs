//! Feeds and calendars: every public record is an entry of its unit and of those above it, under a name that stays; what
//! was corrected or withdrawn says so; what is not public is in none of them; calendars end where their days do.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::{BTreeMap, BTreeSet};

use atom_syndication::Feed;
use gongkai::Portal;
use gongkai::base::date::Date;
use gongkai::files::Memory;
use gongkai::portal::Edition;

const UNITS: [(&str, &str); 3] = [
    ("content/org.yaml", "name: 云岭县\nlevel: county\n"),
    ("content/shiqiao/org.yaml", "name: 石桥村\nlevel: village\n"),
    ("content/liuwan/org.yaml", "name: 柳湾村\nlevel: village\n"),
];
const ADDRESS: &str = "address: https://gongkai.example.org/\n";

/// The site on a day of a portal of a county and two villages, with these settings and files.
fn edition(settings: &str, files: &[(String, String)], today: &str) -> Edition {
    let settings = format!("title: 阳光公开\n{settings}");
    let units = UNITS.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    let all: Vec<(String, String)> =
        units.chain([("content/portal.yaml".to_owned(), settings)]).chain(files.iter().cloned()).collect();
    let files = Memory::of(all.iter().map(|(name, text)| (&**name, &**text)).collect::<Vec<_>>());
    let edition = Portal::open(files).unwrap().site(Date::parse(today).unwrap().0);
    assert!(!edition.check().has_errors(), "{:?}", edition.check());
    edition
}

fn file(name: &str, text: &str) -> (String, String) {
    (format!("content/{name}"), text.to_owned())
}

fn text(edition: &Edition, path: &str) -> String {
    String::from_utf8(edition.render(path).unwrap()).unwrap()
}

fn feed(edition: &Edition, path: &str) -> Feed {
    text(edition, path).parse().unwrap()
}

fn link<'a>(feed: &'a Feed, rel: &str) -> Option<&'a str> {
    feed.links.iter().find(|link| link.rel == rel).map(|link| &*link.href)
}

/// All documents of a feed, the newest first, as a reader finds them.
fn documents(edition: &Edition, path: &str) -> Vec<Feed> {
    let mut documents = vec![feed(edition, path)];
    while let Some(older) = documents.last().and_then(|last| link(last, "prev-archive")) {
        let path = older.strip_prefix("https://gongkai.example.org/").unwrap().to_owned();
        documents.push(feed(edition, &path));
    }
    documents
}

/// Notices of two villages, of three years.
fn many() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for (year, count) in [(2023, 130), (2024, 230), (2025, 260)] {
        for number in 0..count {
            let village = if number % 3 == 0 { "liuwan" } else { "shiqiao" };
            let (month, day) = (1 + number / 28 % 12, 1 + number % 28);
            let name = format!("{village}/{year}/{year}-{month:02}-{day:02}-n{number}.yaml");
            files.push(file(&name, &format!("kind: notice\ntitle: 第{number}号\nplain: {year}年的\n")));
        }
    }
    files
}

#[test]
fn every_record_stands_in_the_newest_document_or_in_one_archive() {
    let edition = edition(ADDRESS, &many(), "2025-12-30");
    for (path, count) in [("feed.xml", 620), ("kinds/notice/feed.xml", 620), ("sections/village/feed.xml", 620)] {
        let documents = documents(&edition, path);
        let ids = |feed: &Feed| feed.entries.iter().map(|entry| entry.id.clone()).collect::<Vec<_>>();
        let archived: Vec<String> = documents[1..].iter().flat_map(ids).collect();
        let all: BTreeSet<String> = documents.iter().flat_map(ids).collect();
        assert_eq!(all.len(), count, "{path}");
        assert_eq!(archived.iter().collect::<BTreeSet<_>>().len(), archived.len(), "one archive at most: {path}");
        let newest = documents[0].entries.len();
        assert!((50..=200).contains(&newest), "{newest}");
        for (at, document) in documents.iter().enumerate() {
            let days: Vec<_> = document.entries.iter().map(|entry| entry.updated).collect();
            assert!(days.is_sorted_by(|a, b| a >= b) && document.updated == days[0], "{path}");
            assert_eq!(document.id, documents[0].id);
            assert_eq!(document.extensions.contains_key("fh"), at > 0, "archives say that they are");
            assert_eq!(link(document, "current"), (at > 0).then(|| link(&documents[0], "self").unwrap()));
            let newer = (at > 1).then(|| link(&documents[at - 1], "self").unwrap());
            assert_eq!(link(document, "next-archive"), newer);
        }
    }
    // What one document holds is not divided, and a village has its own records alone.
    let village = documents(&edition, "liuwan/feed.xml");
    assert!(village.iter().flat_map(|feed| &feed.entries).all(|entry| entry.id.contains(":/liuwan/")));
    let paths: Vec<String> = edition.site().plan.files().map(|(path, _)| path.to_string()).collect();
    assert!(paths.iter().all(|path| !path.starts_with("shiqiao/notice/feed")), "lists of one unit have none");
}

#[test]
fn a_full_archive_stays_as_it_is() {
    let (mut files, later) = (many(), "shiqiao/2025/2025-12-29-later.yaml");
    let archives = |edition: &Edition| {
        let names = edition.site().plan.files().map(|(path, _)| path.to_string());
        let names: Vec<String> = names.filter(|path| path.starts_with("feed-")).collect();
        names.into_iter().map(|name| (text(edition, &name), name)).map(|(text, name)| (name, text)).collect()
    };
    let before: BTreeMap<String, String> = archives(&edition(ADDRESS, &files, "2025-12-30"));
    files.push(file(later, "kind: notice\ntitle: 后来的\nplain: 后来的\n"));
    let after: BTreeMap<String, String> = archives(&edition(ADDRESS, &files, "2025-12-30"));
    assert!(before.len() > 2 && before == after);
}

const NOTICE: &str = "shiqiao/2025/2025-07-10-water.yaml";

fn notice(title: &str, more: &str) -> String {
    format!("kind: notice\ntitle: {title}\nplain: 7月12日停水\n{more}")
}

#[test]
fn a_record_keeps_its_name() {
    let entry = |settings: &str, files: &[(String, String)]| {
        let mut feed = feed(&edition(settings, files, "2025-08-01"), "shiqiao/feed.xml");
        assert_eq!(feed.entries.len(), 1, "one record is one entry");
        feed.entries.remove(0)
    };
    let first = entry(ADDRESS, &[file(NOTICE, &notice("停水公告", ""))]);
    assert_eq!(first.id, "tag:gongkai.example.org,2026:/shiqiao/2025/2025-07-10-water");
    assert_eq!(first.updated.to_rfc3339(), "2025-07-10T00:00:00+08:00");
    assert_eq!(first.summary.as_ref().unwrap().value, "7月12日停水");

    let renamed = entry(ADDRESS, &[file(NOTICE, &notice("停水通知", ""))]);
    assert_eq!((&*renamed.title.value, &renamed.id), ("停水通知", &first.id));

    let moved =
        file("shiqiao/2025/2025-07-10-pipes.yaml", &notice("停水公告", "aliases: [/shiqiao/2025/2025-07-10-water]\n"));
    assert_eq!(entry(ADDRESS, &[moved]).id, first.id);

    let elsewhere = "address: https://new.example.org/a/\nfirst-address: https://gongkai.example.org/\n";
    assert_eq!(entry(elsewhere, &[file(NOTICE, &notice("停水公告", ""))]).id, first.id);

    // A correction of the same day is later all the same.
    for (day, at) in [("12", "2025-07-12T00:00:00+08:00"), ("10", "2025-07-10T00:00:01+08:00")] {
        let second = format!("shiqiao/2025/2025-07-{day}-water-2.yaml");
        let correction = notice("停水公告（更正）", "supersedes: 2025-07-10-water\nchanges: 时间改为 7月13日。\n");
        let entry = entry(ADDRESS, &[file(NOTICE, &notice("停水公告", "")), file(&second, &correction)]);
        assert_eq!((&entry.id, entry.updated.to_rfc3339()), (&first.id, at.to_owned()));
        assert_eq!(entry.published, first.published);
        assert_eq!(entry.title.value, "更正：停水公告（更正）");
        let day = day.trim_start_matches('0');
        let said = format!("最后更新 2025年7月{day}日：更正：时间改为 7月13日。7月12日停水");
        assert_eq!(entry.summary.unwrap().value, said);
    }
}

#[test]
fn a_later_end_is_news_and_its_page_says_so() {
    let window =
        "window:\n  from: 2025-07-10\n  days: 7\n  extended: {date: 2025-07-16, until: 2025-07-25, reason: 多留几天}\n";
    let files = [file(NOTICE, &notice("停水公示", window))];
    let edition = edition(ADDRESS, &files, "2025-07-20");
    let entry = feed(&edition, "feed.xml").entries.remove(0);
    assert_eq!(entry.title.value, "公示延到 7月25日：停水公示");
    assert_eq!(entry.updated.to_rfc3339(), "2025-07-16T00:00:00+08:00");
    let page = text(&edition, "shiqiao/2025/2025-07-10-water.html");
    assert!(page.contains("最后更新") && page.contains("公示延到 7月25日"), "{page}");
    // Before it was decided, nobody knows.
    let before = self::edition(ADDRESS, &files, "2025-07-15");
    assert_eq!(feed(&before, "feed.xml").entries[0].title.value, "停水公示");
    assert!(!text(&before, "shiqiao/2025/2025-07-10-water.html").contains("最后更新"));
}

#[test]
fn what_was_withdrawn_leaves_a_tombstone() {
    let withdrawn = "status: withdrawn\nuntil: 2025-07-20\nreason: 时间有误\n";
    for (more, title, why) in [("", "撤回：停水公告", "时间有误"), ("leaked: true\n", "撤回：内容已删除", "时间有误")]
    {
        let files = [file(NOTICE, &notice("停水公告", &format!("{withdrawn}{more}")))];
        let edition = edition(ADDRESS, &files, "2025-08-01");
        let text = text(&edition, "feed.xml");
        let feed: Feed = text.parse().unwrap();
        assert_eq!((feed.entries.len(), &*feed.entries[0].title.value), (1, title));
        let tombstone = &feed.extensions["at"]["deleted-entry"][0];
        assert_eq!(tombstone.attrs["ref"], feed.entries[0].id);
        assert_eq!(tombstone.attrs["when"], "2025-07-20T00:00:00+08:00");
        assert!(text.contains(why) && !text.contains("7月12日停水"), "{text}");
        assert_eq!(text.contains("停水公告"), more.is_empty(), "{text}");
    }
}

#[test]
fn what_is_not_public_is_in_no_feed_and_no_calendar() {
    let secret = |more: &str| notice("机密公告", more);
    let files = [
        file(NOTICE, &notice("停水公告", "")),
        file("shiqiao/2025/2025-07-11-draft.yaml", &secret("status: draft\n")),
        file("shiqiao/2025/2025-09-11-later.yaml", &secret("")),
        file("shiqiao/2025/2025-07-12-members.yaml", &secret("audience: members\ndisclose: existence\n")),
        file("shiqiao/2025/2025-07-13-counts.yaml", &secret("audience: restricted\ndisclose: counts\n")),
        file("shiqiao/2025/2025-07-14-leak.yaml", &secret("")),
        file(
            "shiqiao/2025/2025-07-15-mended.yaml",
            &notice("已更正", "supersedes: 2025-07-14-leak\nleaked: true\nchanges: 删去号码\n"),
        ),
    ];
    let edition = edition(&format!("{ADDRESS}elder-tree: true\n"), &files, "2025-08-01");
    let all = edition.site().plan.files().map(|(path, _)| path.to_string());
    let all: Vec<String> = all.filter(|path| path.ends_with(".ics") || path.contains("feed")).collect();
    assert_eq!(all.iter().filter(|path| path.starts_with("elder/")).count(), 0, "one for all trees");
    for path in &all {
        let text = text(&edition, path);
        assert!(!text.contains("机密"), "{path}: {text}");
    }
    assert_eq!(feed(&edition, "shiqiao/feed.xml").entries.len(), 2);
    for page in ["shiqiao/index.html", "elder/shiqiao/index.html", "shiqiao/2025/2025-07-10-water.html"] {
        let page = text(&edition, page);
        assert!(page.contains("application/atom+xml") && page.contains("feed.xml"), "{page}");
    }
}

#[test]
fn a_portal_without_an_address_has_none() {
    let edition = edition("", &[file(NOTICE, &notice("停水公告", ""))], "2025-08-01");
    let paths: Vec<String> = edition.site().plan.files().map(|(path, _)| path.to_string()).collect();
    assert!(paths.iter().all(|path| !path.ends_with(".ics") && !path.contains("feed")), "{paths:?}");
    assert!(!text(&edition, "shiqiao/index.html").contains("application/atom+xml"));
}

/// The lines of a calendar, those that were folded in one.
fn lines(calendar: &str) -> Vec<String> {
    calendar.replace("\r\n ", "").lines().map(str::to_owned).collect()
}

#[test]
fn a_calendar_tells_windows_and_what_falls_due() {
    let catalogue = "- {id: accounts, name: 财务公开, owed-by: {levels: [village]}, kind: finance, due: {every: quarter, by-day: 20}}\n";
    let window =
        "window:\n  from: 2025-07-10\n  days: 7\n  objections: {name: 村务监督委员会, phone: \"0872-0000602\"}\n";
    let files =
        [file("catalogue.yaml", &format!("items:\n{catalogue}")), file(NOTICE, &notice("低保名单, 第二批", window))];
    let edition = |today: &str| edition(ADDRESS, &files, today);
    let on = edition("2025-07-12");
    let calendar = text(&on, "calendar.ics");
    let all = lines(&calendar);
    let has = |line: &str| assert!(all.iter().any(|own| own == line), "{line}\n{calendar}");
    has("DTSTART;VALUE=DATE:20250711");
    has("DTEND;VALUE=DATE:20250718");
    has("SUMMARY:公示：石桥村 低保名单\\, 第二批");
    has("LAST-MODIFIED:20250709T160000Z");
    has("SUMMARY:公开期限：财务公开 2025年第二季度，2 个单位");
    has("DTSTART;VALUE=DATE:20250720");
    has("DTEND;VALUE=DATE:20250721");
    assert!(calendar.replace("\r\n ", "").contains("村务监督委员会 0872-0000602"));
    let ids: Vec<&String> = all.iter().filter(|line| line.starts_with("UID:")).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    assert!(text(&on, "liuwan/calendar.ics").contains("柳湾村 财务公开"));
    assert!(!text(&on, "liuwan/calendar.ics").contains("低保名单"));
    // Nothing in it moves with the day.
    let event = |calendar: &str| calendar.split("END:VEVENT").next().map(str::to_owned);
    assert_eq!(event(&calendar), event(&text(&edition("2025-07-13"), "calendar.ics")));
    // A calendar without a day is one all the same, so that nobody loses it.
    let empty = text(&self::edition(ADDRESS, &[], "2025-07-12"), "liuwan/calendar.ics");
    assert!(empty.contains("BEGIN:VTIMEZONE") && !empty.contains("BEGIN:VEVENT"), "{empty}");
}
