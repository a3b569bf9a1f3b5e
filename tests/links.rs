//! Every page of the sample portal has one address in each of its trees; every link of it leads to a file of the site, and every fragment to an id on it.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, LazyLock};

use gongkai::base::date::Date;
use gongkai::base::name::Name;
use gongkai::base::path::resolve;
use gongkai::files::Reader;
use gongkai::load::{ParseCache, load};
use gongkai::model::config::Config;
use gongkai::output::{self, Source};
use gongkai::plan::Tree;
use gongkai::render::Theme;
use gongkai::site::Site;

/// The sample portal in two languages and with twins.
fn sample() -> (Site, Theme) {
    let root = Path::new(".");
    let (mut portal, _) = load(&Reader::at(root), &mut ParseCache::default()).unwrap();
    let mut config = Config::clone(&portal.config);
    config.languages = ["zh-Hans", "en"].map(Name::own).into();
    config.has_elder_tree = true;
    portal.portal.config = Arc::new(config);
    let theme = Theme::load(&Reader::at(root), &portal.config.theme, &portal.config.languages).unwrap().0.unwrap();
    let site = Site::new(&portal, Date::parse("2026-11-23").unwrap().0, theme.assets());
    (site, theme)
}

/// Every page of it as text; and the paths of all files.
static PAGES: LazyLock<(BTreeMap<String, String>, BTreeSet<String>)> = LazyLock::new(|| {
    let (site, theme) = sample();
    let source = Source { reader: &Reader::at("."), site: &site, theme: &theme };
    let html = site.plan.files().filter(|(_, file)| file.page.is_html());
    let text = |file| String::from_utf8(output::bytes(source, file).unwrap()).unwrap();
    let pages = html.map(|(path, file)| (path.to_string(), text(file))).collect();
    (pages, site.plan.files().map(|(path, _)| path.to_string()).collect())
});

#[test]
fn a_page_has_one_address_in_each_tree_and_an_address_one_page() {
    let (site, _) = sample();
    let (plan, config) = (&site.plan, &site.portal().config);
    assert!(plan.collisions.is_empty(), "{:?}", plan.collisions);
    let mut counts: BTreeMap<&_, usize> = BTreeMap::new();
    for (path, file) in plan.files() {
        let first = plan.address(&file.page).unwrap();
        assert_eq!(*path, file.tree.folder(config).join(first), "{file:?}");
        assert!(file.page.is_in_every_tree() || file.tree == Tree::default(), "{file:?}");
        *counts.entry(&file.page).or_default() += 1;
    }
    for (page, count) in &counts {
        let trees = if page.is_in_every_tree() { Tree::all(config).count() } else { 1 };
        assert_eq!(*count, trees, "{page:?}");
    }
    let addresses: BTreeSet<_> = counts.keys().map(|page| plan.at(page)).collect();
    assert_eq!(addresses.len(), counts.len());
}

/// The values of an attribute, quoted or not.
fn values(html: &str, name: &str) -> Vec<String> {
    let start = format!(" {name}=");
    let found = html.split(&start).skip(1).map(|rest| match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest[1..].split(quote).next().unwrap_or_default().to_owned(),
        _ => rest.split([' ', '>', '\n']).next().unwrap_or_default().to_owned(),
    });
    found.map(|value| value.replace("&amp;", "&").replace("&#39;", "'")).collect()
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned()
}

#[test]
fn every_link_leads_somewhere() {
    let (pages, files) = &*PAGES;
    let mut broken = Vec::new();
    let mut count = 0;
    for (path, html) in pages {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for link in values(html, "href").into_iter().chain(values(html, "src")) {
            if ["http:", "https:", "tel:", "mailto:"].iter().any(|scheme| link.starts_with(scheme)) {
                continue;
            }
            count += 1;
            let (target, fragment) = link.split_once('#').map_or((&*link, None), |(path, id)| (path, Some(id)));
            let target = if target.is_empty() { Some(path.clone()) } else { resolve(folder, &decoded(target)) };
            let is_there = target.as_ref().is_some_and(|target| files.contains(target));
            let ids = || target.as_ref().and_then(|target| pages.get(target)).map(|html| values(html, "id"));
            let has_id = fragment.is_none_or(|id| ids().is_some_and(|ids| ids.contains(&decoded(id))));
            if !is_there || !has_id {
                broken.push(format!("{path}: {link}"));
            }
        }
    }
    assert!(count > 3000, "{count}");
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn ids_are_unique_on_each_page() {
    for (path, html) in &PAGES.0 {
        let ids = values(html, "id");
        let unique: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{path}: {ids:?}");
    }
}

#[test]
fn the_same_page_in_another_language_is_of_the_same_kind_of_tree() {
    let (pages, _) = &*PAGES;
    let english = |path: &str| {
        let html = &pages[path];
        let link = html.split("<a href=\"").find(|rest| rest.contains("hreflang=\"en\"")).unwrap();
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        resolve(folder, &decoded(link.split('"').next().unwrap())).unwrap()
    };
    assert_eq!(english("about/guide.html"), "en/about/guide.html");
    assert_eq!(english("elder/about/guide.html"), "elder/en/about/guide.html");
}

/// What a page says, whatever its links: the values of its links and what makes it a twin are left out.
fn said(html: &str) -> String {
    let parts = html.split_inclusive(" href=").flat_map(|part| part.split_inclusive(" src="));
    let mut parts = parts.flat_map(|part| part.split_inclusive(" data-core="));
    let mut said = parts.next().unwrap().to_owned();
    for part in parts {
        let link = match part.chars().next() {
            Some(quote @ ('"' | '\'')) => part[1..].find(quote).map_or(part.len(), |end| end + 2),
            _ => part.find([' ', '>']).unwrap_or(part.len()),
        };
        said.push_str(&part[link..]);
    }
    said.replacen("<html class=elder ", "<html ", 1).replacen("<input checked ", "<input ", 1)
}

#[test]
fn a_twin_says_what_its_page_says() {
    let (pages, _) = &*PAGES;
    let mut count = 0;
    for (path, twin) in pages.iter().filter_map(|(path, html)| Some((path.strip_prefix("elder/")?, html))) {
        assert_ne!(twin, &pages[path], "{path}");
        assert!(said(twin) == said(&pages[path]), "{path}");
        assert!(twin.contains("<html class=elder ") && twin.contains("<input checked "), "{path}");
        count += 1;
    }
    assert!(count > 1000, "{count}");
}
