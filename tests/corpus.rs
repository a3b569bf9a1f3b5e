//! Made-up portals have no errors and become sites.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../examples/corpus/generate/mod.rs"]
mod generate;

use std::path::Path;

use gongkai::base::date::Date;
use gongkai::base::diag::{Diagnostics, Severity};
use gongkai::base::lang::Lang;
use gongkai::check::check;
use gongkai::files::Reader;
use gongkai::load::{ParseCache, load};
use gongkai::output::Source;
use gongkai::render::Theme;
use gongkai::site::Site;
use gongkai::write::{Folder, Target, Written, write};

/// Loads, checks and builds the portal at `root`.
fn build(root: &Path) -> (Diagnostics, Written) {
    let (year, month, day) = generate::LAST;
    let (portal, mut diags) = load(&Reader::at(root), &mut ParseCache::default()).unwrap();
    let (theme, problems) = Theme::load(&Reader::at(root), &portal.config.theme, &portal.config.languages).unwrap();
    diags.append(problems);
    let theme = theme.unwrap();
    let site = Site::new(&portal, Date::new(year, month, day).unwrap(), theme.assets());
    diags.append(check(&site));
    let folder = Folder::open(root, &root.join("public")).unwrap();
    let target = Target { folder: &folder, stamp: "", is_forced: false, progress: &|| {} };
    let written = write(target, Source { reader: &Reader::at(root), site: &site, theme: &theme }).unwrap();
    (diags, written)
}

#[test]
fn a_made_up_portal_has_no_errors_and_becomes_a_site() {
    for seed in [1, 2] {
        let folder = tempfile::tempdir().unwrap();
        let made = generate::generate(folder.path(), 60, seed).unwrap();
        assert_eq!(made.units, 4);
        assert!(made.files > 60 + made.units);
        let (diags, written) = build(folder.path());
        let errors: Vec<_> = diags.iter().filter(|one| one.severity == Severity::Error).collect();
        let texts: Vec<_> = errors.iter().map(|one| format!("{}: {}", one.span.file, one.message(Lang::En))).collect();
        assert_eq!(texts, Vec::<String>::new(), "seed {seed}");
        assert!(diags.iter().count() <= 6, "seed {seed}: {} warnings", diags.iter().count());
        assert!(written.files > 60 + made.units, "seed {seed}: {} files", written.files);
    }
}
