//! Old addresses: pages that lead from them to the new ones, where nothing else stands.

use std::collections::BTreeMap;

use crate::base::path::{SitePath, fold};
use crate::plan::output::{Output, Server};
use crate::plan::page::{Page, Tree};
use crate::plan::{Plan, address};
use crate::publish::Public;

/// Adds a page at every old address that is free, and notes those that are not. Of two that want one, the first of the
/// records has it.
pub(super) fn add(plan: &mut Plan, public: &Public) {
    let wanted = wanted(public);
    if wanted.is_empty() {
        return;
    }
    // Some file systems take names for one that differ in case only.
    let mut taken: BTreeMap<String, SitePath> = plan.files().map(|(path, _)| (fold(path), path.clone())).collect();
    let trees: Vec<SitePath> =
        Tree::all(&public.portal().config).map(|tree| tree.folder(&public.portal().config)).collect();
    for (old, page) in wanted {
        if plan.moved(&old) == Some(&page) {
            continue;
        }
        match trees.iter().find_map(|tree| in_the_way(&taken, &tree.join(&old))) {
            Some(other) => {
                plan.refused.insert((old, page), other);
            }
            None => {
                for (tree, folder) in Tree::all(&public.portal().config).zip(&trees) {
                    let path = folder.join(&old);
                    taken.insert(fold(&path), path.clone());
                    plan.add(path, tree, Page::Moved(old.clone()));
                }
                plan.moved.insert(old, page);
            }
        }
    }
    let servers: &[Server] = if plan.moved.is_empty() { &[] } else { &Server::ALL };
    for server in servers.iter().copied() {
        let page = Page::Output(Output::Redirects(server));
        plan.add(address::address(public, &page), Tree::default(), page);
    }
}

/// Every old address with what has moved away from it.
fn wanted(public: &Public) -> Vec<(SitePath, Page)> {
    let units = public.portal().orgs.iter();
    let of_units = units.flat_map(|(id, org)| org.aliases.iter().map(move |old| (old.of_unit(), Page::Org(id))));
    let records = public.records.all().iter();
    let of_records = records.flat_map(|one| one.aliases.iter().map(|old| (old.of_record(), Page::record(one.place))));
    of_units.chain(of_records).collect()
}

/// The file that stands at `path`, or where one of its folders would have to be, or the first one inside of it.
fn in_the_way(taken: &BTreeMap<String, SitePath>, path: &SitePath) -> Option<SitePath> {
    let folded = fold(path);
    let above = folded.match_indices('/').filter_map(|(at, _)| taken.get(folded.get(..at)?));
    let inside = format!("{folded}/");
    let inside = taken.range(inside.clone()..).next().filter(|(other, _)| other.starts_with(&inside));
    taken.get(&folded).or_else(|| above.into_iter().next()).or(inside.map(|(_, other)| other)).cloned()
}
