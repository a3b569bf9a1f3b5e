//! Several lists of one unit, form and year that are not one list: of lists that each record holds whole, totals take the
//! latest, so those of another plan or another matter would be lost.
//!
//! Two lists are taken for versions of one if at least one row is called the same in both. Only lists are looked at whose
//! form says which column heads a row; the program knows no other name of one.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::blocks::register::Register;
use crate::blocks::scope::Scope;
use crate::publish::index::Seen;
use crate::site::Site;

rules! {
    /// Lists that are not versions of one list stand in one series.
    UNNAMED: Warning "series/unnamed" {
        zh: "这份“{title}”和较近的“{latest}”是同一单位、同一格式、同一年的全表，却没有一行同名：汇总只取较近的一份，这一份不计" => "是两份不同的规划、名单，给各自加一行 `series: 名称`，汇总就各取最近一份；后一份换了前一份，就在后一份写 `supersedes: {link}`",
        en: "this list “{title}” and the later “{latest}” are whole lists of one unit, form and year and have no row of one name in common: totals take the later one, and this is not in them" => "if they are two plans or lists, give each a line `series: NAME`, and totals take the latest of each; if the later one replaces this, write `supersedes: {link}` in it",
        wrong: "title: 云岭县书记培训规划2025年对照\nperiod: 2025", right: "title: 云岭县书记培训规划2025年对照\nperiod: 2025\nseries: 书记培训规划",
    }
}

/// A list with the record that it stands in.
type List<'a> = (&'a Seen, &'a Register);

/// Checks the lists of every unit that are in no series.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let records = &site.public.records;
    for (key, places) in records.series().filter(|(key, _)| key.series.is_none()) {
        let mut lists: BTreeMap<(i16, Scope), Vec<List<'_>>> = BTreeMap::new();
        for record in records.at_all(places).filter(|record| record.is_current()) {
            let block = record.slots.iter().find(|(slot, _)| *slot == key.slot).map(|(_, block)| block);
            let list = block.and_then(|block| block.as_register()).filter(|list| is_whole(list));
            let scope = record.scope(&key.slot);
            if let Some(list) = list.filter(|_| scope != Scope::Elsewhere) {
                lists.entry((record.year(), scope)).or_default().push((record, list));
            }
        }
        for mut lists in lists.into_values() {
            lists.sort_by_key(|(record, _)| (record.day(), record.place));
            check_lists(&lists, diags);
        }
    }
}

/// Whether each record holds the list whole, and the form says what its rows are called.
fn is_whole(list: &Register) -> bool {
    list.is_stock() && list.options().title.is_some() && !list.is_empty()
}

/// Compares the lists of a year, oldest first, with the latest.
fn check_lists(lists: &[List<'_>], diags: &mut Diagnostics) {
    const LATEST: Text = Text { zh: "较近的一份", en: "the later one" };
    let Some(((latest, newest), earlier)) = lists.split_last() else { return };
    let known = names(newest);
    for (record, list) in earlier.iter().filter(|(_, list)| names(list).is_disjoint(&known)) {
        debug_assert!(!list.is_empty(), "empty lists were left out");
        let unnamed = Diagnostic::new(&UNNAMED, record.span.clone()).with("title", &record.title);
        let unnamed = unnamed.with("latest", &latest.title).with("link", format!("/{}", record.id));
        diags.push(unnamed.label(latest.span.clone(), LATEST));
    }
}

/// What the rows are called.
fn names(list: &Register) -> BTreeSet<String> {
    let at = list.options().title();
    list.rows_in(0..list.len()).iter().filter_map(|row| row.cells.get(at)).map(|cell| cell.text()).collect()
}
