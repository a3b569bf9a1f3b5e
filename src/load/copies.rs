//! Copies that a computer, a browser or a synchronised folder makes beside a file: `公示 (2).yaml`, `公示 - 副本.yaml`.
//!
//! A copy of a record would be published and counted twice, one of a definition would replace it. So a name that is
//! another one beside it and a mark of copies behind it is an error, and nothing of the copy is read. Where nothing stands
//! beside it, the name is as good as any. Attachments may be copies.

mod mark;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::path::{last, stem, strip_ending};
use crate::base::source::Span;
use crate::load::copies::mark::{cuts, is_number, without_front};
use crate::load::sort::{TABLES, in_attachments, is_under, owners, record_stem};
use crate::load::tree::Tree;

rules! {
    /// A copy of a file or folder beside it.
    COPY: Error "file/copy" {
        zh: "`{name}` 像是 `{original}` 的副本：电脑、网盘或浏览器复制时加了“{mark}”；副本不读，也不公开" => "比较两份，要留的写进 `{original}`，再删去 `{name}`；确实是另一份，就换一个文件名，不留“{mark}”",
        en: "`{name}` looks like a copy of `{original}`: computers, browsers and synchronised folders add “{mark}”; a copy is not read and not published" => "compare both, keep what is right in `{original}` and delete `{name}`; if it is something else, give it a name without “{mark}”",
    }
}

/// Reports copies and forgets them, with the rows and attachments that go with them.
pub(super) fn refuse(tree: &mut Tree, diags: &mut Diagnostics) {
    let found = find(tree);
    let all: BTreeSet<Arc<str>> = found.keys().cloned().collect();
    // What lies in a copied folder goes with it.
    let is_told = |path: &str| path.rsplit_once('/').is_some_and(|(folder, _)| is_under(&all, folder));
    for (path, copy) in found.iter().filter(|(path, _)| !is_told(path)) {
        let name = |path: &str| last(path).to_owned();
        let slash = if tree.folders.contains(path) { "/" } else { "" };
        let one = Diagnostic::new(&COPY, Span::whole(&Tree::name(path))).with("mark", copy.mark.trim());
        let one = one.with("name", name(path) + slash).with("original", name(&copy.original) + slash);
        diags.push(one);
    }
    if found.is_empty() {
        return;
    }
    let stems: BTreeSet<&str> = found.keys().filter(|path| is_source(path)).map(|path| stem(path)).collect();
    let goes_with = |path: &str| {
        if record_stem(path).is_some_and(|stem| stems.contains(stem)) {
            return true;
        }
        let rows = rows_stem(path).unwrap_or_default();
        stems.contains(rows) || rows.rsplit_once('.').is_some_and(|(id, _)| stems.contains(id))
    };
    let is_inside = |path: &str| path.match_indices('/').any(|(at, _)| stems.contains(&path[..at]));
    let is_gone = |path: &str| is_under(&all, path) || is_inside(path);
    tree.files.retain(|path| !is_gone(path) && !goes_with(path));
    tree.folders.retain(|path| !is_gone(path) && !stems.contains(&**path));
}

/// Of what something is a copy.
struct Copy {
    original: Arc<str>,
    mark: String,
}

/// Every copy by its path.
fn find(tree: &Tree) -> BTreeMap<Arc<str>, Copy> {
    let owners = owners(&tree.files);
    let own: Vec<&Arc<str>> = tree.files.iter().filter(|path| !in_attachments(path, &owners)).collect();
    let sources: Vec<&Arc<str>> = own.iter().copied().filter(|path| is_source(path)).collect();
    let records: BTreeMap<&str, &Arc<str>> = sources.iter().map(|path| (stem(path), *path)).collect();
    let tables = own.iter().filter_map(|path| Some((rows_stem(path)?, *path)));
    // Rows of a copied record go with it.
    let tables: BTreeMap<&str, &Arc<str>> = tables.filter(|(stem, _)| !records.contains_key(*stem)).collect();
    let all_tables: BTreeMap<&str, &Arc<str>> = own.iter().filter_map(|path| Some((rows_stem(path)?, *path))).collect();
    // A folder counts if there is anything in it that would be read.
    let above = sources.iter().flat_map(|path| path.match_indices('/').map(|(at, _)| &path[..at]));
    let folders: BTreeMap<&str, &Arc<str>> =
        above.collect::<BTreeSet<_>>().into_iter().filter_map(|path| Some((path, tree.folders.get(path)?))).collect();
    let mut found = BTreeMap::new();
    // `公示.yaml.bak`: the mark stands behind the ending.
    let (whole, other): (Vec<_>, Vec<_>) =
        own.iter().copied().partition(|path| is_source(path) || rows_stem(path).is_some());
    let whole: BTreeMap<&str, &Arc<str>> = whole.into_iter().map(|path: &Arc<str>| (&**path, path)).collect();
    let other: BTreeMap<&str, &Arc<str>> = other.into_iter().map(|path: &Arc<str>| (&**path, path)).collect();
    for (names, all) in [(&records, &records), (&tables, &all_tables), (&folders, &folders), (&other, &whole)] {
        for (name, path) in names {
            found.extend(of(name, all).map(|copy| ((*path).clone(), copy)));
        }
    }
    for path in sources {
        found.extend(of_number(tree, path, &records).map(|copy| (path.clone(), copy)));
    }
    found
}

/// Of which among `all` the one called `path` is a copy. A copy of a copy has several marks.
fn of(path: &str, all: &BTreeMap<&str, &Arc<str>>) -> Option<Copy> {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (&path[..=folder.len()], name));
    let find = |own: &str| (!own.is_empty() && own != name).then(|| all.get(&*format!("{folder}{own}"))).flatten();
    let behind = |name: &'_ str| cuts(name).into_iter().rev().find_map(|at| Some(((*find(&name[..at])?).clone(), at)));
    let (original, mark) = behind(name).map(|(original, at)| (original, &name[at..])).or_else(|| {
        let own = without_front(name)?;
        let mark = name.strip_suffix(own)?;
        let original = find(own).map(|path| (*path).clone());
        Some((original.or_else(|| behind(own).map(|(original, _)| original))?, mark))
    })?;
    Some(Copy { original, mark: mark.to_owned() })
}

/// A record beside another one with a number behind its name: a copy if there is the same in both, else a name.
fn of_number(tree: &Tree, path: &str, records: &BTreeMap<&str, &Arc<str>>) -> Option<Copy> {
    let name = stem(path);
    let own = name.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let plain = own.strip_suffix(['_', '-'])?;
    let is_date = own.ends_with('-') && plain.ends_with(|sign: char| sign.is_ascii_digit());
    if is_date || !is_number(&name[own.len()..], 1) {
        return None;
    }
    let original = records.get(plain)?;
    let mut quiet = Diagnostics::new();
    let mut bytes = |path: &str| tree.read(path, &mut quiet).ok().flatten();
    let is_same = bytes(path)? == bytes(original)?;
    is_same.then(|| Copy { original: (*original).clone(), mark: name[plain.len()..].to_owned() })
}

/// Whether the file is written as a record, a definition or a page is.
fn is_source(path: &str) -> bool {
    record_stem(path).is_some()
}

/// The path of rows without its ending.
fn rows_stem(path: &str) -> Option<&str> {
    TABLES.iter().find_map(|end| strip_ending(path, end))
}
