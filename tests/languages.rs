//! Portals in several languages: each tree names things in its own language, and marks what it shows in another one.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::collections::BTreeSet;

use gongkai::base::date::Date;
use gongkai::files::Reader;
use gongkai::load::{ParseCache, load};
use gongkai::output::{self, Source};
use gongkai::plan::{Page, Planned, Tree};
use gongkai::render::Theme;
use gongkai::site::Site;
use support::Portal;

/// Whether a sign is a Han character.
fn is_han(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{9fff}')
}

/// Text in Han characters that stands where another language is spoken. Pictures have tables that say the same, and a
/// title can hold no element.
fn strays(html: &str) -> Vec<String> {
    const VOID: [&str; 7] = ["meta", "link", "input", "br", "img", "hr", "wbr"];
    let mut open: Vec<(&str, bool)> = Vec::new();
    let mut found = Vec::new();
    for part in html.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap_or_default();
        if tag.starts_with('/') {
            while open.pop().is_some_and(|(own, _)| own != name) {}
        } else if !tag.starts_with('!') && !VOID.contains(&name) {
            let lang = tag.split_once(" lang=").map(|(_, value)| value.trim_start_matches('"').starts_with("zh"));
            open.push((name, lang.unwrap_or_else(|| open.last().is_some_and(|(_, is_zh)| *is_zh))));
        }
        let is_picture = open.iter().any(|(name, _)| matches!(*name, "svg" | "script" | "style" | "title"));
        if text.contains(is_han) && !is_picture && !open.last().is_some_and(|(_, is_zh)| *is_zh) {
            found.push(text.trim().to_owned());
        }
    }
    found
}

/// The sample portal with an English tree: one page of each sort and one record of each form, by path.
fn sample() -> Vec<(String, String)> {
    let mut copy = Portal::bare();
    for entry in walkdir::WalkDir::new("content").into_iter().map(Result::unwrap) {
        if entry.file_type().is_file() {
            copy = copy.file(entry.path().to_str().unwrap(), std::fs::read(entry.path()).unwrap());
        }
    }
    let settings = copy.read("content/portal.yaml").replace("languages: [zh-Hans]", "languages: [zh-Hans, en]");
    pages(&copy.file("content/portal.yaml", settings))
}

/// English pages of a portal: one of each sort and one record of each form, by path.
fn pages(files: &Portal) -> Vec<(String, String)> {
    let root = files.root();
    let (portal, _) = load(&Reader::at(root), &mut ParseCache::default()).unwrap();
    let theme = Theme::load(&Reader::at(root), &portal.config.theme, &portal.config.languages).unwrap().0.unwrap();
    let site = Site::new(&portal, Date::parse("2026-11-23").unwrap().0, []);
    let mut sorts = BTreeSet::new();
    let sort = |page: &Page| match page {
        Page::Record { place, .. } => {
            let record = site.record(*place);
            format!("{} {:?}", record.kind, record.form)
        }
        other => format!("{other:?}").split([' ', '(']).next().unwrap().to_owned(),
    };
    let first = site.plan.files().filter(|(_, file)| file.tree == Tree::default() && file.page.is_in_every_tree());
    let chosen = first.filter(|(_, file)| sorts.insert(sort(&file.page)));
    let tree = Tree { language: 1, is_elder: false };
    let english = chosen.map(|(path, file)| (format!("en/{path}"), Planned { tree, page: file.page.clone() }));
    let source = Source { reader: &Reader::at(root), site: &site, theme: &theme };
    let text = |page| String::from_utf8(page).unwrap();
    english.map(|(path, file)| (path, text(output::bytes(source, &file).unwrap()))).collect()
}

#[test]
fn what_an_english_page_shows_in_chinese_says_so() {
    let pages = sample();
    assert!(pages.len() > 100, "{} pages", pages.len());
    for (path, html) in &pages {
        assert!(html.contains("<html lang=\"en\"") || html.contains("<html lang=en"), "{path}");
        assert_eq!(strays(html), [""; 0], "{path}");
    }
}

#[test]
fn headings_of_english_pages_are_english_but_for_names() {
    for (path, html) in &sample() {
        for heading in html.split("<h2").skip(1).map(|rest| rest.split("</h2>").next().unwrap()) {
            let seal =
                heading.split_once("<span class=\"zi").map_or("", |(_, seal)| seal.split("</span>").next().unwrap());
            let text = heading.split_once('>').unwrap().1.replace(seal, "");
            assert!(text.contains("<a ") || !text.contains(is_han), "{path}: {text}");
        }
    }
}

const LEDGER: &str = "\
kind: ledger
title: 石桥村群众反映问题
published: 2026-11-02
cases:
  - {登记日期: 2026-10-12, 问题: 路灯不亮, 责任岗位: 村委会副主任, 状态: 已办结, 办结日期: 2026-10-20}
figures:
  - {label: 走访, value: 逾20, unit: 户}
";

fn ledger(languages: &str) -> Portal {
    let settings = format!("{}languages: {languages}\n", support::PORTAL);
    let glossary = "en:\n  石桥村: Shiqiao Village\n  走访: Visited\n";
    Portal::new()
        .file("content/portal.yaml", settings)
        .file("content/glossary.yaml", glossary)
        .file("content/shiqiao/org.yaml", "name: 石桥村\nlevel: village\n")
        .file("content/shiqiao/lamps.yaml", LEDGER)
}

fn built(portal: &Portal) -> Vec<(String, Vec<u8>)> {
    let run = portal.run(&["build", "--today", "2026-11-23"]);
    assert_eq!(run.code, 0, "{}", run.text());
    portal.tree("public")
}

#[test]
fn labels_states_units_and_names_are_those_of_the_language() {
    let portal = ledger("[zh-Hans, en]");
    built(&portal);
    let page = portal.read("public/en/shiqiao/lamps.html");
    for expected in
        ["Matter ledger", ">Cases<", ">Matter<", ">Closed<", "Shiqiao Village", "Visited", "over 20", "households"]
    {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    for kept in ["路灯不亮", "村委会副主任", "石桥村群众反映问题"] {
        assert!(page.contains(kept), "{kept}");
    }
    let chinese = portal.read("public/shiqiao/lamps.html");
    assert!(chinese.contains("已办结") && chinese.contains("石桥村") && !chinese.contains("<bdi"), "{chinese}");
}

#[test]
fn traditional_pages_fall_back_to_simplified_labels() {
    let portal = ledger("[zh-Hans, zh-Hant]");
    built(&portal);
    let page = portal.read("public/zh-Hant/shiqiao/lamps.html");
    assert!(page.contains("事項台賬") && page.contains("村務公開") && page.contains("已辦結"), "{page}");
    assert!(page.contains("责任岗位"), "{page}");
}

#[test]
fn data_files_are_the_same_in_every_portal() {
    let data = |languages| {
        let files = built(&ledger(languages)).into_iter();
        // Their descriptions and the pages about them speak every language of the portal.
        let is_data = |path: &str| path.starts_with("data/") && (path.ends_with(".csv") || path.ends_with("data.json"));
        files.filter(|(path, _)| is_data(path)).collect::<Vec<_>>()
    };
    let alone = data("[zh-Hans]");
    assert!(alone.len() > 2);
    assert_eq!(alone, data("[zh-Hans, en]"));
}
