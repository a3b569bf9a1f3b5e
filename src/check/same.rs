//! A unit reports a period once: two records that count for the same would be added up twice.
//!
//! Only records with figures are looked at, since only these are added up; cases and meetings are many in their nature. One
//! is meant of accounts and of what the catalogue asks once a period. Of other lists and figures there may be several
//! matters in a period, told apart by their titles; and where the catalogue asks several records of a period, or one of each
//! of several, there may be as many. Records of different series, or of which one tells the whole and one a part, do not
//! repeat each other.

use std::collections::BTreeMap;

use crate::base::date::{Date, to_half_width};
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::base::period::Period;
use crate::blocks::Block;
use crate::blocks::scope::Scope;
use crate::model::catalogue::Obligation;
use crate::model::due::Due;
use crate::model::id::{FormName, KindName, SeriesName};
use crate::model::org::OrgId;
use crate::model::record::Record;
use crate::publish::index::Seen;
use crate::site::Site;

rules! {
    /// Two records of one period.
    SAME: Warning "record/same-period" {
        zh: "这个单位 {period} 的这一种记录已有“{other}”（`{file}`），两条都算数，汇总时会加两遍" => "重复的，删去一条；这一条是更正，就加一行 `supersedes: {link}`；是两份不同的表或计划，给各自加一行 `series: 名称`；确是两件事，就用 `accept` 写明分别是什么",
        en: "the unit already has “{other}” (`{file}`) of this kind for {period}; both count and are added up" => "if one repeats the other, delete it; if this one corrects it, add a line `supersedes: {link}`; if they are two different lists or plans, give each a line `series: NAME`; if they are two matters, say which in `accept`",
        wrong: "title: 2026年第二季度收支（新）\nperiod: 2026Q2", right: "title: 2026年第二季度收支（新）\nperiod: 2026Q2\nsupersedes: 2026-07-10-finance-q2",
    }
}

/// What only one record may be of.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key<'a> {
    org: OrgId,
    kind: &'a KindName,
    form: Option<&'a FormName>,
    time: Time,
    series: Option<&'a SeriesName>,
    /// Of what its slots are: the unit's own part and the whole do not repeat each other.
    scopes: Vec<Scope>,
    items: Vec<&'a str>,
    /// Where a period may have records of several matters, what they are called.
    title: Option<String>,
}

/// For when a record is.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Time {
    Period(Period),
    Day(Date),
}

/// Checks every record that counts.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let mut first: BTreeMap<Key<'_>, &Seen> = BTreeMap::new();
    for record in site.public.records.current().filter(|record| adds_up(record)) {
        let Some(key) = key(site, record) else { continue };
        match first.get(&key) {
            Some(other) => diags.push(same((record, other))),
            None => _ = first.insert(key, record),
        }
    }
}

fn same((record, other): (&Record, &Record)) -> Diagnostic {
    const THERE: Text = Text { zh: "已有的这一条", en: "the one that is there" };
    let name = other.id.name();
    let link = if other.id.folder() == record.id.folder() { name.to_owned() } else { format!("/{}", other.id) };
    let same = Diagnostic::new(&SAME, record.span.clone()).with("other", &other.title).with("link", link);
    let same = match record.period {
        Some(period) => same.with("period", period),
        None => same.with("period", record.published),
    };
    same.with("file", &other.span.file).label(other.span.clone(), THERE)
}

/// What no other record may be of; none where there may be many.
fn key<'a>(site: &Site, record: &'a Seen) -> Option<Key<'a>> {
    let has_account = record.slots.iter().any(|(_, block)| block.balance().is_some());
    let one = match owed(site, record) {
        Some(Owed::Many) => return None,
        Some(Owed::One) if record.slots.iter().any(|(_, block)| block.is_state()) => record.period,
        Some(Owed::One) => None,
        None => record.period.filter(|_| has_account),
    };
    let mut items: Vec<&str> = record.catalogue.iter().map(|item| &*item.value).collect();
    items.sort_unstable();
    Some(Key {
        org: record.org,
        kind: &record.kind,
        form: record.form.as_ref(),
        time: record.period.map_or(Time::Day(record.published), Time::Period),
        series: record.series.as_ref(),
        scopes: record.slots.iter().map(|(slot, block)| block.scope(record.scope(slot))).collect(),
        items,
        title: one.is_none().then(|| plain(&record.title)),
    })
}

/// The signs of a title that tell it from another.
fn plain(title: &str) -> String {
    to_half_width(title).chars().filter(|sign| sign.is_alphanumeric()).collect()
}

/// Whether the record has figures that are added up.
fn adds_up(record: &Record) -> bool {
    let is_added = |slot: &str, block: &Block| block.scope(record.scope(slot)) != Scope::Elsewhere;
    record.slots.iter().any(|(slot, block)| block.name().rises() && block.tells_case() && is_added(slot, block))
}

/// How many records the catalogue asks of a period.
enum Owed {
    One,
    Many,
}

/// What the catalogue asks of records like this one, which it names by kind and form; none where it asks nothing for a
/// period.
fn owed(site: &Site, record: &Record) -> Option<Owed> {
    let own = |item: &&Obligation| {
        let is_cited = record.catalogue.iter().any(|own| own.value == item.id);
        let is_kind = item.kind.as_ref().is_some_and(|kind| kind.value == record.kind);
        let is_form = item.form.as_ref().is_some_and(|form| Some(&*form.value) == record.form.as_deref());
        is_cited || is_kind && is_form
    };
    let items: Vec<&Obligation> = site.portal().catalogue.iter().filter(own).collect();
    if items.iter().any(|item| item.least > 1 || item.each_of.is_some()) {
        return Some(Owed::Many);
    }
    items.iter().any(|item| matches!(item.due, Some(Due::Every { .. }))).then_some(Owed::One)
}
