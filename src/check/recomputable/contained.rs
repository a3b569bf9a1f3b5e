//! Short lists that a longer one contains: the list of a month in that of its quarter, the list of a village in that of the
//! whole township. What the longer list has beside the others that it contains is the short one.

use std::collections::BTreeMap;

use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::lang::Text;
use crate::base::period::Period;
use crate::base::smallest::Smallest;
use crate::blocks::Block;
use crate::blocks::register::Register;
use crate::blocks::scope::Scope;
use crate::check::recomputable::RECOMPUTABLE;
use crate::model::id::SlotName;
use crate::model::org::{OrgId, OrgTree};
use crate::model::record::Shape;
use crate::publish::Hidden;
use crate::publish::index::Seen;
use crate::site::Site;

/// A sensitive list with what everybody knows of it.
#[derive(Clone, Copy, Debug)]
struct List<'a> {
    /// Its record, if that is public.
    record: Option<&'a Seen>,
    org: OrgId,
    scope: Scope,
    period: Period,
    rows: u64,
    reader: Reader,
    is_stock: bool,
}

/// What a reader knows of the number of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reader {
    /// It, as the rows are listed, or as it need not be hidden.
    Knows,
    /// That there are few.
    KnowsFew,
    /// That there are any.
    KnowsAny,
}

/// The lists of one shape and slot by unit.
type Lists<'a> = BTreeMap<OrgId, Vec<List<'a>>>;

/// Checks every list that contains others of which one is not told.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let (orgs, smallest) = (&site.portal().orgs, site.portal().config.smallest);
    for lists in lists(site).values() {
        let mut secrets = lists.values().flatten().filter(|list| list.reader != Reader::Knows);
        if secrets.next().is_none() {
            continue;
        }
        for whole in lists.values().flatten().filter(|list| list.reader == Reader::Knows) {
            let parts = parts(orgs, lists, whole);
            if let (Some(part), Some(record)) = (betrayed(whole, &parts, smallest), whole.record) {
                diags.push(told(part.record, record, smallest));
            }
        }
    }
}

fn told(part: Option<&Seen>, whole: &Seen, smallest: Smallest) -> Diagnostic {
    const PART: Text = Text {
        zh: "这份名单不足 {smallest} 行，不公开行数；用包含它的那一份减去其余各份，却算得出来",
        en: "this list has fewer than {smallest} rows, and how many is not told; yet the list that contains it, less the others in that, gives it away",
    };
    const WHOLE: Text = Text {
        zh: "这份名单减去它包含的其余各份，算得出一份不公开的、不足 {smallest} 行的名单有几行",
        en: "this list, less the others that it contains, gives away how many rows one has that is not public and has fewer than {smallest}",
    };
    const HELP: Text = Text {
        zh: "不足 {smallest} 行的这一份不单独公开：给它写 `audience: unit`，由包含它的那一份公开；或并进相邻一期，合成一份名单",
        en: "do not publish the list of fewer than {smallest} by itself: write `audience: unit` in it and leave it to the list that contains it, or make one list of it and that of the next period",
    };
    const THERE: Text = Text { zh: "包含它的这一份", en: "the list that contains it" };
    let at = part.unwrap_or(whole).span.clone();
    let told = Diagnostic::new(&RECOMPUTABLE, at).with_own("smallest", smallest).help_instead(HELP);
    match part {
        Some(_) => told.message_instead(PART).label(whole.span.clone(), THERE),
        None => told.message_instead(WHOLE),
    }
}

/// Every sensitive list that has a period.
fn lists(site: &Site) -> BTreeMap<(Shape, &SlotName), Lists<'_>> {
    let shown = site.public.records.current().flat_map(|record| {
        record.slots.iter().filter_map(|(slot, block)| Some(((record.shape(), slot), shown(record, (slot, block))?)))
    });
    let hidden = site.public.hidden.iter().flat_map(|one| {
        one.slots.iter().filter_map(|(slot, block)| Some(((one.shape.clone(), slot), hidden(one, (slot, block))?)))
    });
    let mut lists: BTreeMap<(Shape, &SlotName), Lists<'_>> = BTreeMap::new();
    for (key, list) in shown.chain(hidden) {
        lists.entry(key).or_default().entry(list.org).or_default().push(list);
    }
    lists
}

fn sensitive(block: &Block) -> Option<&Register> {
    block.as_register().filter(|list| list.options().is_sensitive && list.rows() > 0)
}

fn shown<'a>(record: &'a Seen, (slot, block): (&SlotName, &Block)) -> Option<List<'a>> {
    let list = sensitive(block)?;
    let (period, scope) = (record.period?, record.scope(slot));
    let reader = if block.is_small() { Reader::KnowsFew } else { Reader::Knows };
    let (rows, is_stock) = (list.rows(), list.is_stock());
    Some(List { record: Some(record), org: record.org, scope, period, rows, reader, is_stock })
}

fn hidden<'a>(one: &Hidden, (slot, block): (&SlotName, &Block)) -> Option<List<'a>> {
    let list = sensitive(block)?;
    let (period, scope) = (one.period?, one.scopes.of(slot));
    // A large one may be told by the totals.
    let is_small = list.options().smallest.is_small(list.rows());
    let reader = if is_small { Reader::KnowsAny } else { Reader::Knows };
    Some(List { record: None, org: one.org, scope, period, rows: list.rows(), reader, is_stock: list.is_stock() })
}

impl List<'_> {
    /// Whether everything that `other` lists must stand in this one too. What a stock holds at the end of one time says
    /// nothing of another.
    fn contains(&self, other: &Self, orgs: &OrgTree) -> bool {
        let is_in_time = if self.is_stock {
            self.period.end == other.period.end
        } else {
            self.period.start <= other.period.start && other.period.end <= self.period.end
        };
        let is_below = || self.scope == Scope::All && orgs.line(other.org).contains(&self.org);
        let is_own = self.org == other.org && (self.scope == other.scope || self.scope == Scope::All);
        is_in_time && (is_own || is_below()) && other.scope != Scope::Elsewhere && !self.is_of_the_same(other)
    }

    fn is_of_the_same(&self, other: &Self) -> bool {
        let days = |list: &Self| (list.period.start, list.period.end);
        (self.org, self.scope, days(self)) == (other.org, other.scope, days(other))
    }
}

/// The largest lists that `whole` contains and that do not contain each other.
fn parts<'a>(orgs: &OrgTree, lists: &Lists<'a>, whole: &List<'a>) -> Vec<List<'a>> {
    let units = if whole.scope == Scope::All { orgs.below(whole.org) } else { Vec::new() };
    let units = std::iter::once(whole.org).chain(units);
    let own = units.filter_map(|org| lists.get(&org)).flatten().filter(|list| whole.contains(list, orgs));
    let above = |list: &List<'a>| orgs.line(list.org).into_iter().filter_map(|org| lists.get(&org)).flatten();
    let is_largest =
        |list: &&List<'a>| !above(list).any(|other| whole.contains(other, orgs) && other.contains(list, orgs));
    own.filter(is_largest).copied().collect()
}

/// The part of few rows of which the numbers of the others leave one possible number, if there is one. A reader takes it
/// that a month or a village without a list has none, as long as the numbers allow that.
fn betrayed<'a>(whole: &List<'a>, parts: &[List<'a>], smallest: Smallest) -> Option<List<'a>> {
    let known: u64 = parts.iter().filter(|part| part.reader == Reader::Knows).map(|part| part.rows).sum();
    let rest = whole.rows.checked_sub(known)?;
    let unknown: Vec<&List<'_>> = parts.iter().filter(|part| part.reader != Reader::Knows).collect();
    let most = |part: &List<'_>| if part.reader == Reader::KnowsFew { smallest.get() - 1 } else { rest };
    // All of them together are one small number.
    let is_sum_small = smallest.is_small(rest) && unknown.len() > 1;
    let found = unknown.iter().enumerate().find(|(at, part)| {
        let others = || unknown.iter().enumerate().filter(|(other, _)| other != at).map(|(_, other)| other);
        let (others_least, others_most) = (others().count(), others().map(|other| most(other)).sum::<u64>());
        let least = rest.saturating_sub(others_most).max(1);
        let left = u64::try_from(others_least).ok().and_then(|others| rest.checked_sub(others));
        // What is known to be one by its name is no secret to lose.
        let is_told = part.reader == Reader::KnowsFew && smallest.get() == 2;
        let is_one = || left.is_some_and(|left| left.min(most(part)) == least);
        smallest.is_small(part.rows) && !is_told && (is_sum_small || is_one())
    });
    found.map(|(_, part)| **part)
}

#[cfg(test)]
mod tests;
