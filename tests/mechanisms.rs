//! The page of mechanisms: one row each, numbered without gaps, and every row leads to pages of the site. What page and
//! roll-up of each must show stands in `mechanisms.md` beside this file and is looked for there.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use gongkai::base::date::Date;
use gongkai::files::Reader;
use gongkai::load::{ParseCache, load};
use gongkai::output::{self, Source};
use gongkai::render::Theme;
use gongkai::site::Site;

use support::told::Told;

/// How many mechanisms each of the five sections has.
const COUNTS: [usize; 5] = [24, 25, 34, 38, 17];

/// A row of the page.
struct Row {
    section: usize,
    number: usize,
    name: String,
    about: String,
    links: Vec<String>,
}

/// The rows, and the section in which each stands.
fn rows() -> Vec<(usize, Row)> {
    let read = |name| fs::read_to_string(format!("content/pages/{name}.md")).unwrap();
    let text = ["mechanisms", "mechanisms-more"].map(read).concat();
    let mut section = 0;
    let mut rows = Vec::new();
    for line in text.lines() {
        section += usize::from(line.starts_with("## "));
        rows.extend(row(line).map(|row| (section, row)));
    }
    assert_eq!(section, COUNTS.len(), "the pages have five sections");
    rows
}

fn row(line: &str) -> Option<Row> {
    let cells: Vec<&str> = line.strip_prefix('|')?.trim_end().strip_suffix('|')?.split('|').map(str::trim).collect();
    let (section, number) = cells[0].split_once('.')?;
    let (section, number) = (section.parse().ok()?, number.parse().ok()?);
    let [_, name, about, links] = cells[..] else { panic!("{line} has not four cells") };
    let links = links.split("](").skip(1).map(|rest| rest.split(')').next().unwrap_or_default().to_owned());
    Some(Row { section, number, name: name.to_owned(), about: about.to_owned(), links: links.collect() })
}

/// The paths of all public pages.
fn pages() -> BTreeSet<String> {
    let (portal, _) = load(&Reader::at("."), &mut ParseCache::default()).unwrap();
    let site = Site::new(&portal, Date::parse("2026-11-23").unwrap().0, []);
    site.plan.files().map(|(path, _)| path.to_string()).collect()
}

/// The page that a link from `/` names: of an organisation, a record or a board.
fn is_page(link: &str, pages: &BTreeSet<String>) -> bool {
    let Some(path) = link.split('#').next().and_then(|path| path.strip_prefix('/')) else { return false };
    let path = path.trim_end_matches('/');
    let stem = [".md", ".yaml", ".html"].iter().find_map(|end| path.strip_suffix(end)).unwrap_or(path);
    let index = if stem.is_empty() { "index.html".to_owned() } else { format!("{stem}/index.html") };
    pages.contains(&format!("{stem}.html")) || pages.contains(&index)
}

#[test]
fn rows_are_numbered_without_gaps() {
    let rows = rows();
    for (section, count) in (1..).zip(COUNTS) {
        let own = rows.iter().filter(|(_, row)| row.section == section);
        let numbers: Vec<usize> = own.map(|(_, row)| row.number).collect();
        let wanted: Vec<usize> = (1..=count).collect();
        assert_eq!(numbers, wanted, "section {section}");
    }
    let astray = rows.iter().filter(|(section, row)| *section != row.section);
    let astray: Vec<_> = astray.map(|(section, row)| format!("{}.{} in {section}", row.section, row.number)).collect();
    assert_eq!(astray, Vec::<String>::new());
}

#[test]
fn every_row_leads_to_public_pages() {
    let pages = pages();
    let mut wrong = Vec::new();
    for (_, row) in rows() {
        let id = format!("{}.{} {}", row.section, row.number, row.name);
        if row.name.is_empty() || row.about.is_empty() || row.links.is_empty() {
            wrong.push(format!("{id}: no name, sentence or link"));
        }
        wrong.extend(row.links.iter().filter(|link| !is_page(link, &pages)).map(|link| format!("{id}: {link}")));
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// What is looked for: whether on a page or in a roll-up, where, and what.
struct Wanted<'t> {
    is_page: bool,
    path: &'t str,
    section: &'t str,
    what: &'t str,
    text: &'t str,
}

/// The mechanisms of `mechanisms.md` with what is looked for.
fn wanted(text: &str) -> BTreeMap<&str, Vec<Wanted<'_>>> {
    let mut wanted: BTreeMap<&str, Vec<Wanted<'_>>> = BTreeMap::new();
    let mut row = "";
    for line in text.lines() {
        if let Some(number) = line.strip_prefix("## ") {
            row = number.trim();
            wanted.entry(row).or_default();
        } else if let Some((of, rest)) = line.strip_prefix("- ").and_then(|line| line.split_once(' ')) {
            assert!(matches!(of, "page" | "sums"), "{line}");
            let (address, rest) = rest.split_once(" :: ").unwrap();
            let (path, section) = address.split_once('#').unwrap_or((address, ""));
            let (what, text) = rest.split_once(": ").unwrap();
            let is_page = of == "page";
            wanted.get_mut(row).unwrap().push(Wanted { is_page, path, section, what, text: text.trim() });
        }
    }
    wanted
}

/// Whether the page says it: a text, the cells of one row, or what stands where a row and a column meet.
fn says(told: &Told, wanted: &Wanted<'_>) -> bool {
    match wanted.what {
        "text" => told.text.contains(wanted.text),
        "row" => told.has_row(&wanted.text.split(" ; ").map(str::trim).collect::<Vec<_>>()),
        "col" => {
            let (first, rest) = wanted.text.split_once(" ; ").unwrap();
            let (head, value) = rest.split_once(" = ").unwrap();
            // Categories stand in rows of their own, with the units beside each other.
            told.column(wanted.section, first, head).contains(&value)
                || told.column(wanted.section, head, first).contains(&value)
        }
        other => panic!("{other}"),
    }
}

#[test]
fn every_row_shows_its_figures_on_page_and_roll_up() {
    let reader = Reader::at(".");
    let (portal, _) = load(&reader, &mut ParseCache::default()).unwrap();
    let theme = Theme::load(&reader, &portal.config.theme, &portal.config.languages).unwrap().0.unwrap();
    let site = Site::new(&portal, Date::parse("2026-11-23").unwrap().0, theme.assets());
    let source = Source { reader: &reader, site: &site, theme: &theme };
    let files: BTreeMap<String, _> = site.plan.files().map(|(path, file)| (path.to_string(), file)).collect();
    let text = fs::read_to_string("tests/mechanisms.md").unwrap();
    let wanted = wanted(&text);
    let numbers: BTreeSet<String> = rows().iter().map(|(_, row)| format!("{}.{}", row.section, row.number)).collect();
    assert_eq!(wanted.keys().map(ToString::to_string).collect::<BTreeSet<_>>(), numbers);
    let mut pages: BTreeMap<&str, Told> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (number, lines) in &wanted {
        if lines.iter().all(|line| line.is_page) || lines.iter().all(|line| !line.is_page) {
            wrong.push(format!("{number}: page or roll-up is not looked at"));
        }
        for line in lines {
            let Some(file) = files.get(line.path) else {
                wrong.push(format!("{number}: there is no {}", line.path));
                continue;
            };
            let read = || Told::of(&String::from_utf8(output::bytes(source, file).unwrap()).unwrap());
            if !says(pages.entry(line.path).or_insert_with(read), line) {
                wrong.push(format!("{number}: {}#{} lacks {}: {}", line.path, line.section, line.what, line.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
