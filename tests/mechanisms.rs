//! The page of mechanisms: one row each, numbered without gaps, and every row leads to pages of the site.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::fs;

use gongkai::base::date::Date;
use gongkai::files::Reader;
use gongkai::load::{ParseCache, load};
use gongkai::site::Site;

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
    let text = fs::read_to_string("content/pages/mechanisms.md").unwrap();
    let mut section = 0;
    let mut rows = Vec::new();
    for line in text.lines() {
        section += usize::from(line.starts_with("## "));
        rows.extend(row(line).map(|row| (section, row)));
    }
    assert_eq!(section, COUNTS.len(), "the page has five sections");
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
