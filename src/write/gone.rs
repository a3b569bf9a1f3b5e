//! Addresses that were public and are not any more, or whose personal data went: what caches and search engines still hold.
//!
//! They are written down outside of the site, for whoever has them removed there: a list inside would lead everybody to
//! what was taken down. It holds addresses and days, no titles, the newest day last, and no more than [`MOST`].

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use super::disk::Disk;
use super::manifest::{Entry, Manifest};
use super::{Error, at};
use crate::base::path::{SitePath, fold};
use crate::model::org::OrgId;
use crate::model::record::Status;
use crate::plan::{Output, Page, Planned};
use crate::publish::index::Seen;
use crate::site::Site;

/// How many addresses the list holds; the oldest give way.
const MOST: usize = 10_000;

/// What stands above the list.
const HEAD: &str = "# 以前公开过、现在已经没有或者撤下了个人信息的网址：请从缓存和搜索引擎里清掉，清完可以删去这个文件。\n# Addresses that were public and are gone, or whose personal data went: remove them from caches and search engines, then delete this file.\n";

/// Paths that the last site had and this one has not, and those whose personal data this one does not show any more.
pub(super) fn gone(site: &Site, last: &Manifest, files: &BTreeMap<String, Entry>) -> BTreeSet<String> {
    let is_gone = |path: &&String| !files.contains_key(*path) && !is_asset(path) && !is_of_search(path);
    let mut gone: BTreeSet<String> = last.files.keys().filter(is_gone).cloned().collect();
    if !gone.is_empty() {
        // A page that was renamed in case only has not gone for who asks for it.
        let names: BTreeSet<String> = files.keys().map(|path| fold(path)).collect();
        gone.retain(|path| !names.contains(&fold(path)));
    }
    let is_changed = |path: &str| match (last.files.get(path), files.get(path)) {
        (Some(last), Some(now)) => !last.digest.is_empty() && last != now,
        _ => false,
    };
    let changed: Vec<(&str, &Planned)> =
        site.plan.files().map(|(path, file)| (path.as_str(), file)).filter(|(path, _)| is_changed(path)).collect();
    let emptied = changed.iter().filter_map(|(_, file)| record(site, &file.page)).filter(|one| is_emptied(one));
    let (mut units, mut is_leaked): (BTreeSet<OrgId>, bool) = (BTreeSet::new(), false);
    for record in emptied {
        units.extend(site.portal().orgs.line(record.org));
        is_leaked |= record.is_leaked;
    }
    if !units.is_empty() {
        gone.extend(last.files.keys().filter(|path| is_of_search(path) && !files.contains_key(*path)).cloned());
    }
    // What leaked may have been told by any page that names it; else the page itself, the data of its unit and search held it.
    let held = |file: &Planned| {
        let unit = if let Page::Output(Output::Records(org)) = &file.page { Some(*org) } else { None };
        let unit =
            if let Page::Output(Output::Rows(key) | Output::Workbook(key)) = &file.page { Some(key.org) } else { unit };
        let is_searched = matches!(file.page, Page::Output(Output::SearchShard(_))) && !units.is_empty();
        is_searched
            || unit.is_some_and(|unit| units.contains(&unit))
            || record(site, &file.page).is_some_and(is_emptied)
    };
    gone.extend(changed.iter().filter(|(_, file)| is_leaked || held(file)).map(|(path, _)| (*path).to_owned()));
    gone
}

/// The record that a page shows.
fn record<'s>(site: &'s Site, page: &Page) -> Option<&'s Seen> {
    if let Page::Record { place, .. } | Page::Output(Output::RecordData(place)) = page {
        Some(site.record(*place))
    } else {
        None
    }
}

/// Whether something of the record that was public is not any more.
fn is_emptied(record: &Seen) -> bool {
    record.status == Status::Withdrawn || record.is_leaked || record.names.is_some_and(|names| names.is_over)
}

/// Files of the theme hold nothing of anybody.
fn is_asset(path: &str) -> bool {
    path.starts_with("assets/")
}

/// What search loads holds texts of many records, which change places whenever one comes or goes: it matters only where
/// something was taken out of one.
fn is_of_search(path: &str) -> bool {
    path.strip_prefix("search/").is_some_and(|name| name.ends_with(".js"))
}

/// Paths that come and go.
#[derive(Clone, Copy)]
pub(super) struct Moves<'a> {
    /// Those that are gone.
    pub(super) gone: &'a BTreeSet<String>,
    /// Those that are there and were not.
    pub(super) back: &'a BTreeSet<String>,
}

/// Adds the addresses that are gone to the list in `file`, under the day of the site. What is public again leaves it.
///
/// # Errors
/// The disk refuses.
pub(super) fn tell(disk: &dyn Disk, file: &Path, site: &Site, moves: Moves<'_>) -> Result<(), Error> {
    let Moves { gone, back } = moves;
    let known = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(at(file)(error)),
    };
    let mut days = read(&known);
    let addresses =
        |paths: &BTreeSet<String>| -> BTreeSet<String> { paths.iter().map(|path| address(site, path)).collect() };
    let (now, back) = (addresses(gone), addresses(back));
    days.values_mut().for_each(|list| list.retain(|one| !now.contains(one) && !back.contains(one)));
    days.entry(site.today.to_string()).or_default().extend(now);
    let text = written(&days);
    if text == known || (known.is_empty() && gone.is_empty()) {
        return Ok(());
    }
    let part = file.with_extension("part");
    disk.write(&part, text.as_bytes()).map_err(at(&part))?;
    disk.rename(&part, file).map_err(at(file))
}

fn address(site: &Site, path: &str) -> String {
    SitePath::parse(path).ok().and_then(|path| site.whole_address(&path)).unwrap_or_else(|| format!("/{path}"))
}

/// Addresses by day, as the list has them.
fn read(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let (mut days, mut day): (BTreeMap<String, BTreeSet<String>>, String) = (BTreeMap::new(), String::new());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line.strip_prefix('#').map(str::trim) {
            Some(said) if said.len() == 10 && said.starts_with(|sign: char| sign.is_ascii_digit()) => {
                said.clone_into(&mut day)
            }
            Some(_) => {}
            None => {
                days.entry(day.clone()).or_default().insert(line.to_owned());
            }
        }
    }
    days
}

fn written(days: &BTreeMap<String, BTreeSet<String>>) -> String {
    let mut left = days.values().map(BTreeSet::len).sum::<usize>();
    let mut text = HEAD.to_owned();
    for (day, list) in days {
        let skipped = left.saturating_sub(MOST).min(list.len());
        left -= list.len();
        if list.len() > skipped {
            text += &format!("\n# {day}\n");
            list.iter().skip(skipped).for_each(|one| text += &format!("{one}\n"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{MOST, read, written};

    #[test]
    fn the_list_is_read_as_it_was_written_and_has_an_end() {
        let list = |of: usize, to: usize| (of..to).map(|at| format!("/{at:06}.html")).collect();
        let mut days = [("2026-07-01".to_owned(), list(0, 3)), ("2026-07-02".to_owned(), list(3, 4))].into();
        assert_eq!(read(&written(&days)), days);
        days.insert("2026-07-03".to_owned(), list(4, MOST + 2));
        let kept = read(&written(&days));
        assert_eq!(kept.values().map(|list| list.len()).sum::<usize>(), MOST);
        assert!(kept["2026-07-01"].contains("/000002.html") && !kept["2026-07-01"].contains("/000001.html"));
    }
}
