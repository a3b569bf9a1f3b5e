//! Search finds what stands on the pages, exactly, and nothing else; its files are read as the browser reads them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use gongkai::Portal;
use gongkai::base::date::Date;
use gongkai::files::{Disk, Memory};
use gongkai::plan::{Output, Page};
use gongkai::portal::Edition;
use gongkai::search::fold::folded;
use gongkai::search::gram::is_word;
use gongkai::search::{Document, Files, IN_BLOCK, Index, call, value};
use serde_json::json;
use support::lookup::Lookup;

/// A record as results show it: title, address, text.
struct Shown {
    title: String,
    address: String,
    text: String,
}

fn sample() -> Edition {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    Portal::open(Disk::at(root)).unwrap().site(Date::new(2026, 11, 29).unwrap())
}

fn portal(files: &[(&str, &str)]) -> Edition {
    let own = [
        ("content/portal.yaml", "title: 云岭县阳光公开\nlevels: [county]\n"),
        ("content/org.yaml", "name: 云岭县\nlevel: county\n"),
    ];
    let all: Vec<(&str, &str)> = own.iter().chain(files).copied().collect();
    Portal::open(Memory::of(all)).unwrap().site(Date::new(2025, 8, 1).unwrap())
}

fn lookup(edition: &Edition) -> Lookup<'_> {
    Lookup::new(|name| edition.render(&format!("search/{name}.js")).unwrap())
}

fn shown(lookup: &Lookup<'_>) -> Vec<Shown> {
    let count = lookup.value("core")["count"].as_u64().unwrap() as usize;
    let in_text = lookup.value("core")["inTexts"].as_u64().unwrap() as usize;
    let files = (0..count.div_ceil(in_text)).map(|number| lookup.value(&format!("texts-{number}")));
    let records = files.flat_map(|file| file.as_array().unwrap()[1..].to_vec());
    let signs = |text: &serde_json::Value| folded(text.as_str().unwrap()).into_iter().collect::<String>();
    records
        .map(|one| Shown { title: signs(&one[0]), address: one[1].as_str().unwrap().to_owned(), text: signs(&one[3]) })
        .collect()
}

/// Whether a word stands in a text, by the meaning that search gives it.
fn stands(text: &str, word: &str) -> bool {
    let is_run = word.starts_with(is_word);
    text.match_indices(word).any(|(at, _)| !is_run || !text[..at].ends_with(is_word))
        || (is_run && overlapping(text, word))
}

/// The same where one begins within another, which only runs of one sign do.
fn overlapping(text: &str, word: &str) -> bool {
    let starts = text.char_indices().filter(|(at, _)| text[*at..].starts_with(word));
    starts.into_iter().any(|(at, _)| !text[..at].ends_with(is_word))
}

/// The texts that hold a word, by looking at all of them.
fn brute(all: &[Shown], word: &str) -> BTreeSet<u32> {
    let word: String = folded(word).into_iter().collect();
    let both = all.iter().zip(0..).flat_map(|(one, at)| [(&one.title, at * 2), (&one.text, at * 2 + 1)]);
    both.filter(|(text, _)| text.contains(&word) && stands(text, &word)).map(|(_, number)| number).collect()
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }
}

#[test]
fn random_parts_of_the_sample_are_found_exactly_where_they_stand() {
    let edition = sample();
    let lookup = lookup(&edition);
    let all = shown(&lookup);
    let (mut dice, mut words) = (Dice(7), BTreeSet::new());
    while words.len() < 300 {
        let one = &all[dice.below(all.len())];
        let text = if dice.below(4) == 0 { &one.title } else { &one.text };
        let (from, length) = (dice.below(text.chars().count()), 2 + dice.below(11));
        let word: String = text.chars().skip(from).take(length).take_while(|sign| *sign != ' ').collect();
        if word.chars().count() > 1 {
            words.insert(word);
        }
    }
    let wrong: Vec<&String> = words.iter().filter(|word| lookup.find(word) != brute(&all, word)).collect();
    assert_eq!(wrong, Vec::<&String>::new());
    let found = words.iter().filter(|word| !lookup.find(word).is_empty()).count();
    assert!(found > 200, "{found} of {} begin where a run does", words.len());
}

#[test]
fn phrases_and_days_are_found_exactly_where_they_stand() {
    let parts = [
        "村务监督委员会",
        "村民委员会",
        "监督",
        "委员会",
        "2026-07-10",
        "2026年7月1日",
        "26-07",
        "-07-1",
        "12-07-10",
        "7月",
        " ",
        "，",
    ];
    let mut dice = Dice(11);
    let text = |dice: &mut Dice, most: usize| {
        (0..1 + dice.below(most)).map(|_| parts[dice.below(parts.len())]).collect::<String>()
    };
    let documents: Vec<Document> =
        (0..1_400).map(|_| Document { title: text(&mut dice, 3), text: text(&mut dice, 8) }).collect();
    let files = Files::of(documents.len());
    let index = Index::of(documents.len(), &|at| documents[at].clone());
    assert!(index.phrases().iter().any(|phrase| phrase == "村务监督委员会"), "{:?}", index.phrases());
    let core =
        json!({"grams": files.grams, "inBlock": IN_BLOCK, "inPlaces": index.in_file(), "phrases": index.phrases()});
    let number = |name: &str| name.rsplit('-').next().unwrap().parse().unwrap();
    let lookup = Lookup::new(|name| {
        let value = match name.split('-').next().unwrap() {
            "core" => value(&core),
            "grams" => index.grams(number(name)),
            _ => index.places(number(name)),
        };
        call(name, &value.unwrap())
    });
    let signs = |text: &str| folded(text).into_iter().collect::<String>();
    let of = |one: &Document| Shown { title: signs(&one.title), address: String::new(), text: signs(&one.text) };
    let all: Vec<Shown> = documents.iter().map(of).collect();
    for _ in 0..600 {
        let whole = text(&mut dice, 3);
        let (from, length) = (dice.below(whole.chars().count()), 2 + dice.below(12));
        let word: String = whole.chars().skip(from).take(length).take_while(|sign| *sign != ' ').collect();
        if word.chars().count() > 1 {
            assert_eq!(lookup.find(&word), brute(&all, &word), "{word}");
        }
    }
}

#[test]
fn what_is_searched_stands_on_the_page() {
    let edition = sample();
    let lookup = lookup(&edition);
    let mut wrong = Vec::new();
    for one in shown(&lookup) {
        let parts = (1..).map_while(|part| {
            let path =
                if part == 1 { one.address.clone() } else { one.address.replace(".html", &format!("-{part}.html")) };
            let file = edition.site().plan.get(&path).filter(|file| matches!(file.page, Page::Record { .. }))?;
            assert!(part == 1 || matches!(file.page, Page::Record { part: own, .. } if own == part));
            Some(visible(&String::from_utf8(edition.render(&path).unwrap()).unwrap()))
        });
        let page: String = parts.collect();
        for piece in one.text.split(' ').chain([&*one.title]) {
            let piece = piece.replace(' ', "");
            if !page.contains(&piece) {
                wrong.push(format!("{}: {piece}", one.address));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_word_is_found_on_the_page_of_a_long_record_that_holds_it() {
    let case = |at: usize| format!("- {{finding: 事{at}项, due: 2025-09-{:02}, status: 整改中}}\n", 1 + at * 7 % 30);
    let entry =
        |at: usize| format!("  - {{date: 2025-01-{:02}, item: 笔{at}止, category: 其他收入, in: 1}}\n", 1 + at % 28);
    let ledger = format!(
        "kind: ledger\nform: appraisal-followup\ntitle: 台账\ncases:\n{}",
        (0..450).map(case).collect::<String>()
    );
    let account = (0..450).map(entry).collect::<String>();
    let account =
        format!("kind: finance\ntitle: 收支\nperiod: 2025Q1\naccount:\n  opening: 100\n  entries:\n{account}");
    let edition =
        portal(&[("content/2025/2025-07-01-ledger.yaml", &ledger), ("content/2025/2025-07-02-account.yaml", &account)]);
    let lookup = lookup(&edition);
    let texts = lookup.value("texts-0");
    for (record, words) in texts.as_array().unwrap()[1..].iter().zip([("事", "项"), ("笔", "止")]) {
        let text: Vec<u16> = record[3].as_str().unwrap().encode_utf16().collect();
        let pages: Vec<usize> =
            record[4].as_array().unwrap().iter().map(|one| one.as_u64().unwrap() as usize).collect();
        let address = record[1].as_str().unwrap();
        let mut seen = BTreeSet::new();
        for at in 0..450 {
            let word: Vec<u16> = format!("{}{at}{}", words.0, words.1).encode_utf16().collect();
            let place = text.windows(word.len()).position(|own| own == word).unwrap();
            let page = pages.chunks(2).take_while(|own| own[0] <= place).last().map_or(1, |own| own[1]);
            let end = if page == 1 { ".html".to_owned() } else { format!("-{page}.html") };
            if seen.insert((page, at % 10)) {
                let html = String::from_utf8(edition.render(&address.replace(".html", &end)).unwrap()).unwrap();
                assert!(html.contains(&String::from_utf16(&word).unwrap()), "{at} on {page}");
            }
        }
        assert!(seen.len() >= 30, "{seen:?}");
    }
}

/// The text of a page without blanks, folded.
fn visible(html: &str) -> String {
    let (mut text, mut is_tag) = (String::new(), false);
    for sign in html.chars() {
        match sign {
            '<' => is_tag = true,
            '>' => is_tag = false,
            _ if !is_tag => text.push(sign),
            _ => {}
        }
        // Cells that stand side by side are no one number.
        if sign == '>' {
            text.push(' ');
        }
    }
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&amp;", "&")];
    let text = plain.iter().fold(text, |text, (from, to)| text.replace(from, to));
    folded(&text).into_iter().filter(|sign| *sign != ' ').collect()
}

#[test]
fn equal_input_gives_equal_files() {
    let (one, other) = (sample(), sample());
    let shards = one.site().plan.files().filter(|(_, file)| matches!(file.page, Page::Output(Output::SearchShard(_))));
    for (path, _) in shards {
        assert!(one.render(path).unwrap() == other.render(path).unwrap(), "{path}");
    }
}

#[test]
fn both_scripts_width_case_and_grouping_are_one() {
    let edition = portal(&[
        ("content/2025/2025-07-10-a.yaml", "kind: notice\ntitle: 臺灣街財務公開\nplain: 共120,345.60元，见 Notice A\n"),
        ("content/2025/2025-07-11-b.yaml", "kind: notice\ntitle: 停水公告\nplain: 财务公开 第2025123456号\n"),
    ]);
    let lookup = lookup(&edition);
    for (word, found) in [
        ("财务公开", &[0, 3][..]),
        ("財務公開", &[0, 3]),
        ("台湾", &[0]),
        ("ＮＯＴＩＣＥ", &[1]),
        ("120345.6", &[1]),
        ("120,345", &[1]),
        ("20,345", &[]),
        ("345.60", &[]),
        ("2025123456号", &[3]),
        ("202512345号", &[]),
        ("25123456号", &[]),
        ("停", &[2]),
        ("第", &[]),
        ("务", &[0]),
    ] {
        assert_eq!(lookup.find(word), found.iter().copied().collect::<BTreeSet<u32>>(), "{word}");
    }
}

#[test]
fn only_what_is_public_and_newest_is_found() {
    let edition = portal(&[
        ("content/2025/2025-07-10-a.yaml", "kind: notice\ntitle: 停水公告甲\nplain: 旧的说法\n"),
        (
            "content/2025/2025-07-11-b.yaml",
            "kind: notice\ntitle: 停水公告乙\nplain: 新的说法\nsupersedes: 2025-07-10-a\nreason: 写错\n",
        ),
        ("content/2025/2025-07-12-c.yaml", "kind: notice\ntitle: 草稿一件\nstatus: draft\nplain: 不公开的话\n"),
        ("content/2025/2025-09-12-d.yaml", "kind: notice\ntitle: 以后的事\nplain: 还没到\n"),
    ]);
    let lookup = lookup(&edition);
    assert_eq!(lookup.value("core")["count"], 1);
    let none: BTreeSet<u32> = BTreeSet::new();
    for word in ["旧的", "草稿", "不公开", "以后", "没到"] {
        assert_eq!(lookup.find(word), none, "{word}");
    }
    assert_eq!(lookup.find("停水公告"), BTreeSet::from([0]));
    assert_eq!(lookup.value("core")["corrected"], "#");
}

#[test]
fn a_portal_without_records_has_no_search() {
    let edition = portal(&[]);
    assert!(edition.site().plan.files().all(|(path, _)| !path.starts_with("search/")));
    assert!(!String::from_utf8(edition.render("index.html").unwrap()).unwrap().contains("role=search"));
}
