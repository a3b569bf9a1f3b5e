//! What `new` writes is read back without an error, in both languages, for every kind and form.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use gongkai::base::date::Date;
use gongkai::base::diag::{Diagnostics, Severity};
use gongkai::base::lang::Lang;
use gongkai::coverage::State;
use gongkai::create::{self, NewItems, NewOrg, NewPortal, NewRecord, Template, Unit};
use gongkai::files::Reader;
use gongkai::load::{ParseCache, load};
use gongkai::model::Content;
use gongkai::model::pack::Pack;
use gongkai::site::Site;

fn read(root: &Path) -> (Content, Diagnostics) {
    load(&Reader::at(root), &mut ParseCache::default()).unwrap()
}

fn today() -> Date {
    Date::new(2026, 11, 23).unwrap()
}

fn items<'a>(pack: &'a Pack, sets: &'a [&'a str], lang: Lang) -> NewItems<'a> {
    NewItems { pack, sets, since: today(), lang }
}

fn bare(title: &str) -> NewPortal<'_> {
    NewPortal { template: Template::Bare(None), title: Some(title), unit: Unit::default(), today: today() }
}

fn check(lang: Lang) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    create::portal(root, bare("云溪县阳光公开"), lang).unwrap();
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
    create::portal(folder.path(), bare("甲"), Lang::Zh).unwrap();
    assert!(matches!(create::portal(folder.path(), bare("乙"), Lang::Zh), Err(create::Error::Exists(_))));
    let pack = Pack::usual();
    let village = NewPortal { template: Template::Start(&pack, "village"), ..bare("乙村") };
    assert!(matches!(create::portal(folder.path(), village, Lang::Zh), Err(create::Error::Exists(_))));
    assert_eq!(fs::read_dir(folder.path().join("content")).unwrap().count(), 3);
}

#[test]
fn a_start_catalogue_is_owed_from_its_day_on_and_grows() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    create::portal(root, bare("云溪县阳光公开"), Lang::Zh).unwrap();
    create::org(root, NewOrg { path: "a", name: "石桥村", level: "village" }, Lang::Zh).unwrap();
    create::org(root, NewOrg { path: "b", name: "云溪镇", level: "township" }, Lang::Zh).unwrap();
    let terms = "title: 云溪县\nterms: [{from: 2026-10-01, until: 2031-09-30}]\n";
    fs::write(root.join("content/portal.yaml"), terms).unwrap();
    let (portal, diags) = read(root);
    assert!(diags.iter().all(|one| one.severity == Severity::Note), "{diags:?}");
    assert!(portal.catalogue.len() > 45 && portal.catalogue.iter().all(|item| item.is_local && !item.basis.is_empty()));
    let missing = |today| {
        let site = Site::new(&portal, today, []);
        let said = gongkai::check::check(&site);
        assert!(said.iter().all(|one| one.severity == Severity::Note), "{said:?}");
        site.coverage.duties().iter().filter(|duty| duty.state == State::Missing).count()
    };
    assert_eq!(missing(today()), 0, "nothing is late on the first day");
    assert!(missing(Date::new(2027, 3, 1).unwrap()) > 20, "but later it is");
    let again = create::catalogue(root, items(&Pack::usual(), &["village"], Lang::Zh), &portal.catalogue).unwrap();
    assert_eq!(read(root).0.catalogue.len(), portal.catalogue.len(), "what it has is not written twice");
    fs::write(&again, "items:\n- {id: own, name: 自定, owed-by: {levels: [village]}, due: on-demand}\n").unwrap();
    let own = read(root).0.catalogue.clone();
    create::catalogue(root, items(&Pack::usual(), &["party"], Lang::En), &own).unwrap();
    let (portal, diags) = read(root);
    assert!(!diags.has_errors() && portal.catalogue.len() == 17, "{diags:?}");
    fs::write(&again, "items: [{id: own, name: 自定}]\n").unwrap();
    let refused = create::catalogue(root, items(&Pack::usual(), &["party"], Lang::Zh), &read(root).0.catalogue);
    assert!(matches!(refused, Err(create::Error::Exists(_))));
    let unknown = create::catalogue(root, items(&Pack::usual(), &["hamlet"], Lang::Zh), &[]);
    assert!(unknown.is_err());
}

/// Runs the command in `folder`.
fn gongkai(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.current_dir(folder).args(arguments).args(["--lang", "en"]).output().unwrap()
}

/// Creates a portal from a template, then checks and builds it: no error, and nothing to warn of but what a bare portal
/// leaves to fill in.
fn grow(template: &str, title: &[&str], today: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let created =
        gongkai(folder.path(), &[&["new", "portal", ".", "--template", template, "--today", today], title].concat());
    assert!(created.status.success(), "{created:?}");
    let check = if template == "bare" { &["check"][..] } else { &["check", "--deny", "warnings"] };
    for command in [check, &["build"]] {
        let run = gongkai(folder.path(), &[command, &["--today", today]].concat());
        assert!(
            run.status.success(),
            "{}{}",
            String::from_utf8_lossy(&run.stdout),
            String::from_utf8_lossy(&run.stderr)
        );
    }
    folder
}

fn page(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join("public").join(path)).unwrap()
}

#[test]
fn a_new_village_is_a_site_at_once_on_any_day() {
    for (today, period) in
        [("2026-11-23", "2026年第三季度"), ("2027-01-01", "2026年第四季度"), ("2028-02-29", "2027年第四季度")]
    {
        let folder = grow("village", &["--title", "柳溪村阳光公开"], today);
        let home = page(folder.path(), "index.html");
        assert!(home.contains("柳溪村阳光公开") && home.contains("示例：一组抽水泵房维修公示"), "{today}");
        let account = page(folder.path(), &format!("{}/{today}-finance.html", &today[..4]));
        assert!(account.contains(period) && account.contains("34,719.50"), "{today}");
    }
}

#[test]
fn a_new_county_is_the_sample() {
    let folder = grow("county", &["--title", "青川县公开网"], "2026-11-23");
    for entry in
        walkdir::WalkDir::new("content").into_iter().map(Result::unwrap).filter(|one| one.file_type().is_file())
    {
        let copy = fs::read(folder.path().join(entry.path())).unwrap();
        assert!(entry.path().ends_with("portal.yaml") || copy == fs::read(entry.path()).unwrap(), "{:?}", entry.path());
    }
    assert!(page(folder.path(), "index.html").contains("青川县公开网"));
    // The sample stands still on one day, what somebody begins with it does not.
    let settings = |path: &std::path::Path| fs::read_to_string(path.join("content/portal.yaml")).unwrap();
    assert!(settings(std::path::Path::new(".")).contains("as-of"));
    assert!(!settings(folder.path()).contains("as-of") && !page(folder.path(), "index.html").contains("演示网站"));
}

#[test]
fn a_bare_portal_is_a_site_too() {
    let folder = grow("bare", &["--title", "云溪县阳光公开"], "2026-11-23");
    assert!(page(folder.path(), "index.html").contains("云溪县"));
}

#[test]
fn where_nobody_can_answer_a_portal_has_a_usual_title_and_the_guide_for_clerks() {
    let folder = tempfile::tempdir().unwrap();
    let run = gongkai(folder.path(), &["new", "portal", "--template", "village"]);
    assert_eq!(run.status.code(), Some(0), "{run:?}");
    let guide = fs::read_to_string(folder.path().join("content/pages/clerk.md")).unwrap();
    assert!(guide.contains("gongkai new record --kind notice") && !guide.contains("fengming"), "{guide}");
}

/// Everything below a folder, by path.
fn listing(folder: &Path) -> Vec<String> {
    let paths = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    paths.map(|entry| entry.path().display().to_string()).collect()
}

#[test]
fn a_path_that_leads_out_of_the_portal_creates_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("a/b");
    create::portal(&root, bare("云溪县阳光公开"), Lang::Zh).unwrap();
    let before = listing(folder.path());
    for path in
        ["../x", "../../../x", "a/../../x", "..", ".", "a//b", "a\\b", "公\u{202e}示", ".git/hooks", "a\0", "con"]
    {
        let org = create::org(&root, NewOrg { path, name: "甲", level: "village" }, Lang::Zh);
        assert!(matches!(org, Err(create::Error::Path(_))), "{path:?}: {org:?}");
        let run = if path.contains('\0') {
            continue;
        } else {
            gongkai(&root, &["new", "org", path, "--name", "甲", "--level", "county"])
        };
        let said = String::from_utf8(run.stderr).unwrap();
        assert!(run.status.code() == Some(2) && said.contains("is no path inside content/"), "{path:?}: {said}");
        let (portal, _) = read(&root);
        let (kind, title, date) = (&portal.kinds["notice"], "公告", today());
        let new = NewRecord { kind, form: None, title, org: path, date, is_markdown: false };
        assert!(create::record(&root, new, Lang::Zh).is_err(), "{path:?}");
        let record = ["new", "record", "--kind", "notice", "--title", "公告", "--org", path];
        assert!(path == "." || !gongkai(&root, &record).status.success(), "{path:?}");
    }
    assert_eq!(listing(folder.path()), before);
    let alone = gongkai(&root, &["new", "org", "/tmp/x", "--name", "甲", "--level", "county"]);
    let said = String::from_utf8(alone.stderr).unwrap();
    assert!(said.contains("there is no unit `tmp`") && !root.join("content/tmp").exists(), "{said}");
    assert!(gongkai(&root, &["new", "org", "tmp", "--name", "乙", "--level", "county"]).status.success());
    let whole = gongkai(&root, &["new", "org", "/tmp/x", "--name", "甲", "--level", "county"]);
    assert!(
        whole.status.success() && root.join("content/tmp/x/org.yaml").exists(),
        "a path begins at content/: {whole:?}"
    );
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_portal_creates_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("portal");
    let other = folder.path().join("other");
    fs::create_dir(&other).unwrap();
    create::portal(&root, bare("云溪县阳光公开"), Lang::Zh).unwrap();
    for (link, target) in [("away", "../../other"), ("gone", "../../nothing")] {
        std::os::unix::fs::symlink(target, root.join("content").join(link)).unwrap();
        let org = create::org(&root, NewOrg { path: &format!("{link}/b"), name: "甲", level: "village" }, Lang::Zh);
        assert!(matches!(org, Err(create::Error::Outside(_))), "{org:?}");
    }
    fs::remove_file(root.join("content/catalogue.yaml")).unwrap();
    std::os::unix::fs::symlink("../../new.yaml", root.join("content/catalogue.yaml")).unwrap();
    assert!(create::catalogue(&root, items(&Pack::usual(), &["village"], Lang::Zh), &[]).is_err());
    let village = folder.path().join("village");
    fs::create_dir_all(village.join("content")).unwrap();
    std::os::unix::fs::symlink("../../other", village.join("content/pages")).unwrap();
    let pack = Pack::usual();
    let new = NewPortal { template: Template::Start(&pack, "village"), ..bare("乙村") };
    assert!(matches!(create::portal(&village, new, Lang::Zh), Err(create::Error::Outside(_))));
    assert_eq!(listing(&other).len() + listing(&village.join("content")).len(), 3, "nothing was written");
    assert!(!folder.path().join("new.yaml").exists() && !folder.path().join("nothing").exists());
}

#[test]
fn names_that_the_site_keeps_are_no_organisations() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    create::portal(root, bare("云溪县阳光公开"), Lang::Zh).unwrap();
    let before = listing(root);
    for path in ["kinds", "forms/x", "pages", "elder", "yunxi/Data"] {
        let org = create::org(root, NewOrg { path, name: "甲", level: "village" }, Lang::Zh);
        assert!(matches!(org, Err(create::Error::Kept(_))), "{path}: {org:?}");
    }
    assert_eq!(listing(root), before);
}
