//! Every link of every page of the sample portal, in each of its trees, leads to a file of the site, and every fragment to an id on it.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use gongkai::base::date::Date;
use gongkai::base::name::Name;
use gongkai::base::path::resolve;
use gongkai::files::Reader;
use gongkai::load::{ParseCache, load};
use gongkai::model::config::Config;
use gongkai::output::{self, Source};
use gongkai::render::Theme;
use gongkai::site::Site;

/// Every page of the sample portal, in two languages and with twins, as text; and the paths of all files.
fn sample() -> (BTreeMap<String, String>, BTreeSet<String>) {
    let root = Path::new(".");
    let (mut portal, _) = load(&Reader::at(root), &mut ParseCache::default()).unwrap();
    let mut config = Config::clone(&portal.config);
    config.languages = ["zh-Hans", "en"].map(Name::own).into();
    config.has_elder_tree = true;
    portal.portal.config = Arc::new(config);
    let theme = Theme::load(&Reader::at(root), &portal.config.theme, &portal.config.languages).unwrap().0.unwrap();
    let mut site = Site::new(&portal, Date::parse("2026-11-23").unwrap().0);
    site.plan.add_assets(theme.assets());
    let source = Source { reader: &Reader::at(root), site: &site, theme: &theme };
    let (mut pages, mut files) = (BTreeMap::new(), BTreeSet::new());
    for (path, page) in site.plan.pages() {
        if path.as_str().ends_with(".html") {
            let bytes = output::bytes(source, path, page).unwrap();
            pages.insert(path.to_string(), String::from_utf8(bytes).unwrap());
        }
        files.insert(path.to_string());
    }
    (pages, files)
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
    let (pages, files) = sample();
    let mut broken = Vec::new();
    let mut count = 0;
    for (path, html) in &pages {
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
    for (path, html) in sample().0 {
        let ids = values(&html, "id");
        let unique: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{path}: {ids:?}");
    }
}
