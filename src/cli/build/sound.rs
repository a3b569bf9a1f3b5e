//! What can be published although there are errors: `--keep-going`.

use std::collections::BTreeSet;
use std::path::Path;

use crate::base::diag::{Diagnostics, Severity};
use crate::base::source::FileName;
use crate::load::{self, CONTENT};
use crate::model::id::RecordId;
use crate::model::{Broken, Content, Keeps};
use crate::publish::names;

/// Files and folders with errors beside which nothing can be published: a broken catalogue would hide what is missing, a
/// broken form what is masked. The site of before is in `last`.
pub(super) fn wrong_settings(diags: &Diagnostics, last: &Path) -> BTreeSet<FileName> {
    // Warnings that were raised to errors say nothing of whether the file can be read.
    let wrong = diags.iter().filter(|one| one.rule.severity == Severity::Error && one.severity == Severity::Error);
    wrong
        .filter(|one| load::stops_all(one, &|path| last.join(path).exists()))
        .map(|one| one.span.file.clone())
        .collect()
}

/// The content without records and fixed pages that have errors, which are named as broken.
pub(super) fn without_broken(content: &Content, diags: &Diagnostics) -> Content {
    let wrong: BTreeSet<&str> =
        diags.iter().filter(|one| one.severity == Severity::Error).map(|one| &*one.span.file).collect();
    // `a.2.yaml` is another record than `a`; `a.list.csv` are rows of `a`.
    let is_source = |rest: &str| ["yaml", "yml", "md"].iter().any(|end| rest.eq_ignore_ascii_case(end));
    let is_own = |rest: &str| is_source(rest) || load::may_be_rows("", &format!(".{rest}"));
    let is_wrong = |id: &str| {
        let stem = format!("{CONTENT}/{id}.");
        let inside = format!("{CONTENT}/{id}/");
        wrong.range(&*stem..).map_while(|file| file.strip_prefix(&*stem)).any(is_own)
            || wrong.range(&*inside..).next().is_some_and(|file| file.starts_with(&inside))
    };
    let mut reduced = content.clone();
    let left_out = reduced.records.extract_if(.., |record| is_wrong(&record.id));
    let left_out = left_out.map(|record| {
        let names_last = names::last_named(&content.portal, &record);
        Broken { names_last, ..Broken::from(&*record) }
    });
    let mut broken: Vec<Broken> = left_out.collect();
    let pages = wrong.iter().filter_map(|file| {
        let page = file.strip_prefix(CONTENT)?.strip_prefix("/pages/").filter(|page| page.contains('.'))?;
        let id = RecordId::of_source(&format!("about/{page}")).ok()?;
        Some(Broken::unread(id, None, Keeps::Page))
    });
    broken.extend(pages);
    reduced.portal.pages.retain(|page| !wrong.contains(&*page.span.file));
    reduced.broken.append(&mut broken);
    reduced.broken.sort_by(|a, b| a.id.cmp(&b.id));
    reduced
}
