//! What `new` writes is read back without an error, in both languages, for every kind and form.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;

use gongkai::base::date::Date;
use gongkai::base::diag::{Diagnostics, Severity};
use gongkai::base::lang::Lang;
use gongkai::create::{self, NewOrg, NewRecord};
use gongkai::load::{ParseCache, load};
use gongkai::model::Portal;

fn read(root: &Path) -> (Portal, Diagnostics) {
    load(root, &mut ParseCache::default()).unwrap()
}

fn check(lang: Lang) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    create::portal(root, "云溪县阳光公开", lang).unwrap();
    create::org(root, NewOrg { path: "/yunxi/", name: "云溪镇: 东", level: "township" }, lang).unwrap();
    let (portal, _) = read(root);
    let mut created = 0;
    for form in portal.forms.values() {
        for is_markdown in [false, true] {
            let kind = &portal.kinds[&form.kind];
            let date = Date::new(2026, 11, 23).unwrap();
            let (title, org) = ("公示 #2批：\"甲\"", "yunxi");
            create::record(root, NewRecord { kind, form: Some(form), title, org, date, is_markdown }, lang).unwrap();
            created += 1;
        }
    }
    let (portal, diags) = read(root);
    let wrong: Vec<_> = diags.iter().filter(|one| one.severity != Severity::Note).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!(portal.records.len(), created);
    assert_eq!(&*portal.records[0].title, "公示 #2批：\"甲\"");
    assert_eq!(&*portal.orgs.get(portal.orgs.find("yunxi").unwrap()).name, "云溪镇: 东");
}

#[test]
fn new_files_are_sound_in_chinese() {
    check(Lang::Zh);
}

#[test]
fn new_files_are_sound_in_english() {
    check(Lang::En);
}

#[test]
fn nothing_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    create::portal(folder.path(), "甲", Lang::Zh).unwrap();
    assert!(matches!(create::portal(folder.path(), "乙", Lang::Zh), Err(create::Error::Exists(_))));
}
