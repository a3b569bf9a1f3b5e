//! One person under two masks in two lists of a unit.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::diag::Diagnostic;
use crate::base::lang::Text;
use crate::publish::linkage::trace::Trace;
use crate::publish::linkage::{Found, LIMIT, LINKAGE, List};

const MESSAGE: Text = Text {
    zh: "这一行和另一份名单里同名的一行，各露出身份证号、年龄的一部分，合起来最少只剩 {count} 种可能（不足 {limit} 种），这样的有 {rows} 对",
    en: "this row and the one of the same name in another list each show a part of an identity number or an age; together they leave as few as {count} {count|number|numbers} (under {limit}); {rows} {rows|pair is|pairs are} like that",
};
const HELP: Text = Text {
    zh: "各份名单里的证件号都整栏不公开（删去这一栏，或在格式里写 `type: id-number`，不写 `mask: shown`）；改好之前，这些行的证件号、出生日期都不公开",
    en: "publish nothing of the number in any list: drop the column, or give it `type: id-number` without `mask: shown` in the form; until then numbers and days of birth in these rows are not shown",
};
const THERE: Text = Text { zh: "另一份里的这一行", en: "the row in the other list" };

/// Two rows of one person, with how many numbers both leave.
struct Pair<'a> {
    count: u64,
    rows: [&'a Trace<'a>; 2],
}

/// Lays each two lists over each other. Names that a list has twice tell nobody apart.
pub(super) fn find(lists: &[List<'_>], found: &mut Found) {
    let mut reported: BTreeSet<(&str, &str)> = BTreeSet::new();
    let named: Vec<BTreeMap<&str, &Trace<'_>>> = lists.iter().map(|list| single(&list.traces)).collect();
    for (at, (list, own)) in lists.iter().zip(&named).enumerate() {
        for (other, others) in lists.iter().zip(&named).skip(at + 1) {
            let pairs = pairs(own, others);
            let Some(least) = pairs.iter().min_by_key(|pair| pair.count) else { continue };
            let [one, two] = least.rows;
            let told = Diagnostic::new(&LINKAGE, one.row.span.clone()).message_instead(MESSAGE).help_instead(HELP);
            let told = told.with_own("count", least.count).with_own("limit", LIMIT);
            let told = told.with_own("rows", pairs.len());
            let told = told.label(two.row.span.clone(), THERE);
            let cells = |side: usize| pairs.iter().flat_map(move |pair| pair.rows[side].cells.iter().copied());
            if !list.listed.accepts(&LINKAGE) {
                found.hide(list.listed, cells(0));
                found.hide(other.listed, cells(1));
            }
            let is_shown = list.listed.record.is_current() && other.listed.record.is_current();
            if is_shown && reported.insert((&list.listed.record.id, &other.listed.record.id)) {
                found.told.push(told);
            }
        }
    }
}

/// The rows by names that no other has.
fn single<'a>(traces: &'a [Trace<'a>]) -> BTreeMap<&'a str, &'a Trace<'a>> {
    let mut single: BTreeMap<&str, Vec<&Trace<'_>>> = BTreeMap::new();
    for trace in traces {
        single.entry(&trace.name).or_default().push(trace);
    }
    let one = |(name, rows): (&'a str, Vec<&'a Trace<'a>>)| match rows.as_slice() {
        [row] => Some((name, *row)),
        _ => None,
    };
    single.into_iter().filter_map(one).collect()
}

/// Rows of one name that leave few numbers together, and neither by itself.
fn pairs<'a>(own: &BTreeMap<&str, &'a Trace<'a>>, others: &BTreeMap<&str, &'a Trace<'a>>) -> Vec<Pair<'a>> {
    let joined = own.iter().filter_map(|(name, one)| {
        let two = others.get(name)?;
        let is_partly = one.known.is_partly_shown() || two.known.is_partly_shown();
        let both = one.known.joined(&two.known).filter(|_| is_partly)?;
        let is_new = one.known.count() >= LIMIT && two.known.count() >= LIMIT && both.count() < LIMIT;
        is_new.then(|| Pair { count: both.count(), rows: [*one, *two] })
    });
    joined.collect()
}
