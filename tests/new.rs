//! What `new` writes is read back without an error, in both languages, for every kind and form.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;

use gongkai::base::date::Date;
use gongkai::base::diag::{Diagnostics, Severity};
use gongkai::base::lang::Lang;
use gongkai::coverage::State;
use gongkai::create::{self, NewOrg, NewRecord};
use gongkai::load::{ParseCache, load};
use gongkai::model::Portal;
use gongkai::site::Site;

fn read(root: &Path) -> (Portal, Diagnostics) {
    load(root, &mut ParseCache::default()).unwrap()
}

fn today() -> Date {
    Date::new(2026, 11, 23).unwrap()
}

fn check(lang: Lang) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    create::portal(root, "云溪县阳光公开", (today(), lang)).unwrap();
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
    create::portal(folder.path(), "甲", (today(), Lang::Zh)).unwrap();
    assert!(matches!(create::portal(folder.path(), "乙", (today(), Lang::Zh)), Err(create::Error::Exists(_))));
}

#[test]
fn a_start_catalogue_is_owed_from_its_day_on_and_grows() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    create::portal(root, "云溪县阳光公开", (today(), Lang::Zh)).unwrap();
    create::org(root, NewOrg { path: "a", name: "石桥村", level: "village" }, Lang::Zh).unwrap();
    create::org(root, NewOrg { path: "b", name: "云溪镇", level: "township" }, Lang::Zh).unwrap();
    let terms = "title: 云溪县\nterms: [{from: 2026-10-01, until: 2031-09-30}]\n";
    fs::write(root.join("content/portal.yaml"), terms).unwrap();
    let (portal, diags) = read(root);
    assert!(diags.iter().all(|one| one.severity == Severity::Note), "{diags:?}");
    assert!(portal.catalogue.len() > 45 && portal.catalogue.iter().all(|item| item.is_local && !item.basis.is_empty()));
    let missing = |today| {
        let site = Site::new(&portal, today);
        let said = gongkai::check::check(&site);
        assert!(said.iter().all(|one| one.severity == Severity::Note), "{said:?}");
        site.coverage.duties().iter().filter(|duty| duty.state == State::Missing).count()
    };
    assert_eq!(missing(today()), 0, "nothing is late on the first day");
    assert!(missing(Date::new(2027, 3, 1).unwrap()) > 20, "but later it is");
    let again = create::catalogue(root, &["village"], &portal.catalogue, (today(), Lang::Zh)).unwrap();
    assert_eq!(read(root).0.catalogue.len(), portal.catalogue.len(), "what it has is not written twice");
    fs::write(&again, "items:\n- {id: own, name: 自定, owed-by: {levels: [village]}, due: on-demand}\n").unwrap();
    let own = read(root).0.catalogue;
    create::catalogue(root, &["party"], &own, (today(), Lang::En)).unwrap();
    let (portal, diags) = read(root);
    assert!(!diags.has_errors() && portal.catalogue.len() == 16, "{diags:?}");
    fs::write(&again, "items: [{id: own, name: 自定}]\n").unwrap();
    let refused = create::catalogue(root, &["party"], &read(root).0.catalogue, (today(), Lang::Zh));
    assert!(matches!(refused, Err(create::Error::Exists(_))));
    let unknown = create::catalogue(root, &["hamlet"], &[], (today(), Lang::Zh));
    assert!(unknown.is_err());
}
