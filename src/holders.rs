//! Who holds a post that one alone may hold, over all records: two at one time are told.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::source::Span;
use crate::blocks::cell::Cell;
use crate::blocks::register::{Holders as Columns, Register, Row};
use crate::model::id::SlotName;
use crate::publish::Public;
use crate::publish::index::{Place, Seen};

/// Somebody in a post.
#[derive(Clone, Debug)]
pub struct Holder {
    /// The name.
    pub name: Arc<str>,
    /// First day.
    pub since: Date,
    /// Last day, if one is set.
    pub until: Option<Date>,
    /// The record that says so.
    pub record: Place,
    /// Its slot.
    pub slot: SlotName,
    /// Its row there.
    pub row: usize,
    /// Where that stands.
    pub span: Span,
}

/// Two in one post at one time.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The post.
    pub post: Arc<str>,
    /// Name of the unit.
    pub unit: Arc<str>,
    /// Who was there first.
    pub first: Holder,
    /// Who came while the first was still there.
    pub second: Holder,
}

/// All posts that two hold at one time.
#[derive(Clone, Debug, Default)]
pub struct Holders(Vec<Pair>);

impl Holders {
    /// Every pair.
    pub fn pairs(&self) -> &[Pair] {
        &self.0
    }

    /// Who holds the post of a row beside the one whom it names.
    pub fn beside<'a>(&'a self, record: Place, slot: &'a SlotName, row: usize) -> impl Iterator<Item = &'a Holder> {
        let is = move |one: &Holder| one.row == row && one.record == record && one.slot == *slot;
        self.0.iter().filter_map(move |pair| match pair {
            Pair { first, second, .. } if is(first) => Some(second),
            Pair { first, second, .. } if is(second) => Some(first),
            _ => None,
        })
    }
}

/// Looks at the newest lists of every unit.
pub fn holders(public: &Public) -> Holders {
    let mut posts: BTreeMap<(String, String), Vec<Holder>> = BTreeMap::new();
    for (key, places) in public.records.series() {
        let newest = public.records.at_all(places).max_by_key(|record| (record.day(), record.published));
        let Some(record) = newest else { continue };
        let block = record.slots.iter().find(|(slot, _)| *slot == key.slot);
        let Some((slot, register)) = block.and_then(|(slot, block)| Some((slot, block.as_register()?))) else {
            continue;
        };
        let Some(columns) = &register.options().holders else { continue };
        let list = List { public, record, slot, register, columns };
        for (at, row) in register.rows_in(0..register.len()).iter().enumerate() {
            if let Some((post, unit, holder)) = list.holder(at, row) {
                posts.entry((post, unit)).or_default().push(holder);
            }
        }
    }
    Holders(posts.into_iter().flat_map(|((post, unit), holders)| pairs(&post, &unit, holders)).collect())
}

/// A list of who holds which post.
struct List<'a> {
    public: &'a Public,
    record: &'a Seen,
    slot: &'a SlotName,
    register: &'a Register,
    columns: &'a Columns,
}

impl List<'_> {
    /// A row as somebody in a post that one alone may hold, with post and unit.
    fn holder(&self, at: usize, row: &Row) -> Option<(String, String, Holder)> {
        let Self { public, record, slot, register, columns } = *self;
        let text = |name: &str| match register.cell(row, name) {
            Some(Cell::Text(text)) => Some(text.to_string()),
            _ => None,
        };
        let day = |name: &str| match register.cell(row, name) {
            Some(Cell::Date(day)) => Some(*day),
            _ => None,
        };
        let post = text(&columns.post.value).filter(|post| columns.single.iter().any(|one| **one == **post))?;
        let orgs = &public.portal().orgs;
        let written = text(&columns.unit.value).unwrap_or_else(|| format!("/{}", record.record.org));
        let unit = orgs.subject(&written).map_or(written, |id| orgs.get(id).name.to_string());
        let holder = Holder {
            name: text(&columns.name.value)?.into(),
            since: day(&columns.since.value)?,
            until: day(&columns.until.value),
            record: record.place,
            slot: slot.clone(),
            row: at,
            span: row.span.clone(),
        };
        Some((post, unit, holder))
    }
}

/// Each two of different names whose days overlap.
fn pairs(post: &str, unit: &str, mut holders: Vec<Holder>) -> Vec<Pair> {
    holders.sort_by_key(|one| one.since);
    let mut found = Vec::new();
    for (at, first) in holders.iter().enumerate() {
        let meets =
            |second: &&Holder| second.name != first.name && first.until.is_none_or(|until| second.since <= until);
        found.extend(holders[at + 1..].iter().filter(meets).map(|second| Pair {
            post: post.into(),
            unit: unit.into(),
            first: first.clone(),
            second: second.clone(),
        }));
    }
    found
}
