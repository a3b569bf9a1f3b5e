//! Small counts of sensitive registers, merged upward: told at the lowest level at which nobody can work them out.
//!
//! A count of 1 or 2 in a sensitive register (under the smallest that the portal tells, which is three unless it says
//! otherwise, as below) may point at a person, so it is not told where it arises: the level above
//! tells it in its sum. That alone hides little, for whoever knows the sum and all but one of its parts knows that part.
//! So this is what holds for every figure that is told:
//!
//! * The numbers that a unit's total consists of are either **known** (rows that a public record lists, totals that are
//!   told at a unit below) or **parts**: what records of which only counts are public add, and lists of fewer than
//!   three rows, which no page or file shows. What remains of a total without what is known is the sum of its parts.
//! * If a part is small, a total is told only if the sum of the parts in it is at least three, comes from at least two
//!   parts, and could be divided among them in more than one way. (Two lists of "one or two rows" that sum up to four
//!   can only be two and two.)
//! * If it is not, the least total below that has parts in it is hidden too, though it may be large, and its parts join
//!   these. Where none is left, the total itself is hidden and its parts go to the level above, at last to nobody.
//!
//! What public lists say besides is taken into account: a list of a longer time that holds a part counts its rows already,
//! so the part stands in no total (`sources::leave_out_listed`). Where a unit states the whole of itself and all below it in
//! a public list, a reader may know the sum of the parts there, so they hide no others: what is told must be safe with
//! them and without.
//!
//! Each part stands in one sum, that of the lowest total told above it, so no two totals taken together say more. Rows,
//! states, values of a column and sums of a column are told or hidden each by their own counts, and never where the
//! rows are hidden. Sums by group and the time of steps are told only of what public records list, and how far the rows
//! of a value are is never told. Where all rows of a total are those of one unit, it tells the same at every level:
//! there the small values of a column are told together instead of being hidden. What is hidden leaves the summary, so
//! that no later phase can show it.
//!
//! The other blocks of the same records follow in [`siblings`].

pub(super) mod siblings;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::number::Decimal;
use crate::base::smallest::Smallest;
use crate::blocks::register::RegisterSummary;
use crate::model::org::{OrgId, OrgTree};

/// What the records of one unit put into a total.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    /// Rows that public records list.
    pub(super) known: RegisterSummary,
    /// What is only told in sums.
    pub(super) parts: Vec<Part>,
    /// Whether a public list states the unit and all below it, so that a reader may know what the parts there are together.
    pub(super) is_stated: bool,
}

/// What is only told in sums.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// What it adds.
    pub(super) summary: RegisterSummary,
    /// Whether everybody knows that it has few rows.
    pub(super) is_short: bool,
}

/// Cells of one kind, form, slot and year.
pub(super) type Cells = BTreeMap<OrgId, Cell>;

/// The units, and which counts of their lists are small.
#[derive(Clone, Copy)]
pub(super) struct Tree<'a> {
    pub(super) orgs: &'a OrgTree,
    pub(super) smallest: Smallest,
}

/// The numbers of a summary that are told or hidden together.
type Numbers<'a> = &'a dyn Fn(&RegisterSummary) -> Vec<u64>;

/// Finds the units whose figure cannot be told.
struct Search<'a> {
    orgs: &'a OrgTree,
    cells: &'a Cells,
    numbers: Numbers<'a>,
    /// Units with nothing in them are not walked.
    inside: &'a BTreeSet<OrgId>,
    /// Units that are hidden whatever is found.
    forced: &'a BTreeSet<OrgId>,
    smallest: Smallest,
}

/// Numbers that a reader cannot know, with whether their rows are known to be few.
#[derive(Clone, Debug)]
struct Unknown {
    numbers: Vec<u64>,
    rows: u64,
    is_short: bool,
    /// Whether a public list states the whole of it and of others, so that it hides nothing but these.
    is_stated: bool,
}

/// A unit with those below that have something to tell.
struct Branch {
    org: OrgId,
    rows: u64,
    is_told: bool,
    is_stated: bool,
    /// What its own equation leaves open, or would if it were told.
    unknown: Vec<Unknown>,
    below: Vec<Branch>,
}

/// Which figures of a total are hidden at which units.
#[derive(Clone, Debug, Default)]
pub(super) struct Hidden {
    rows: BTreeSet<OrgId>,
    states: BTreeSet<OrgId>,
    sums: BTreeMap<Arc<str>, BTreeSet<OrgId>>,
    values: BTreeMap<Arc<str>, BTreeSet<OrgId>>,
    /// Whether anything in the total is not listed by public records.
    has_parts: bool,
}

impl Hidden {
    /// Finds what must be hidden of a total made of `cells`, and everything at the units of `forced`.
    pub(super) fn find(tree: Tree<'_>, cells: &Cells, forced: &BTreeSet<OrgId>) -> Self {
        let Tree { orgs, smallest } = tree;
        let inside: BTreeSet<OrgId> = cells.keys().flat_map(|org| orgs.line(*org)).collect();
        let search = |numbers: Numbers<'_>, forced: &BTreeSet<OrgId>| {
            Search { orgs, cells, numbers, inside: &inside, forced, smallest }.run()
        };
        let all = || cells.values().flat_map(|cell| cell.parts.iter().map(|part| &part.summary).chain([&cell.known]));
        let rows = Self::rows(tree, cells, forced);
        let states = search(&states, &rows);
        let columns: BTreeSet<_> = all().flat_map(|one| one.totals.keys().cloned()).collect();
        let sums = columns.into_iter().map(|name| {
            let hidden = search(&|one| one.totals.get(&name).map_or_else(|| vec![0, 0], |total| total.counts()), &rows);
            (name, hidden)
        });
        let is_lone = cells.len() == 1 && cells.values().all(|cell| cell.known.rows == 0);
        let splits: BTreeSet<_> = all().flat_map(|one| one.values.keys().cloned()).collect();
        let values = splits.into_iter().map(|name| {
            let known: BTreeSet<_> = all().filter_map(|one| one.values.get(&name)).flat_map(BTreeMap::keys).collect();
            let count = |one: &RegisterSummary, value| {
                one.values.get(&name).and_then(|counts| counts.get(value)).copied().unwrap_or(0)
            };
            let numbers = |one: &RegisterSummary| known.iter().map(|value| count(one, *value)).collect();
            (name.clone(), if is_lone { rows.clone() } else { search(&numbers, &rows) })
        });
        let has_parts = cells.values().any(|cell| !cell.parts.is_empty());
        Self { sums: sums.collect(), values: values.collect(), states, rows, has_parts }
    }

    /// The units that tell nothing, not even rows, with those of `forced`.
    pub(super) fn rows(tree: Tree<'_>, cells: &Cells, forced: &BTreeSet<OrgId>) -> BTreeSet<OrgId> {
        let Tree { orgs, smallest } = tree;
        let inside: BTreeSet<OrgId> = cells.keys().flat_map(|org| orgs.line(*org)).collect();
        Search { orgs, cells, numbers: &|one| vec![one.rows], inside: &inside, forced, smallest }.run()
    }

    /// Takes out of the summary of `org` what must not be told there.
    pub(super) fn take_out(&self, org: OrgId, summary: &mut RegisterSummary) {
        summary.states.clear();
        summary.norms.clear();
        for total in summary.totals.values_mut() {
            (total.ends, total.base, total.weighted) = (None, Decimal::default(), 0);
        }
        if self.rows.contains(&org) {
            *summary = RegisterSummary { is_sensitive: true, is_merged: true, ..RegisterSummary::default() };
            return;
        }
        if self.has_parts {
            summary.by.clear();
            summary.stages.clear();
        }
        if self.states.contains(&org) {
            (summary.open, summary.overdue, summary.due_today) = (0, 0, 0);
            (summary.closed, summary.closed_late) = (0, 0);
            (summary.unmet, summary.dropped, summary.not_applicable) = (0, 0, 0);
            summary.days.clear();
        }
        summary.totals.retain(|name, _| !self.sums.get(name).is_some_and(|hidden| hidden.contains(&org)));
        summary.values.retain(|name, _| !self.values.get(name).is_some_and(|hidden| hidden.contains(&org)));
    }
}

/// How many rows have each outcome.
fn states(one: &RegisterSummary) -> Vec<u64> {
    vec![one.open + one.overdue, one.overdue, one.due_today, one.closed, one.unmet, one.dropped, one.not_applicable]
}

impl Search<'_> {
    fn run(&self) -> BTreeSet<OrgId> {
        let mut hidden = BTreeSet::new();
        if !self.inside.is_empty() {
            note(&self.visit(OrgId::ROOT), &mut hidden);
        }
        hidden
    }

    fn visit(&self, org: OrgId) -> Branch {
        let children = self.orgs.get(org).children.iter().filter(|child| self.inside.contains(child));
        let mut below: Vec<Branch> = children.map(|child| self.visit(*child)).collect();
        let own = self.cells.get(&org);
        let parts = own.map_or(&[][..], |cell| &cell.parts);
        let mut unknown: Vec<Unknown> = parts.iter().map(|part| self.unknown(part)).collect();
        unknown.extend(below.iter().filter(|branch| !branch.is_told).flat_map(|branch| branch.unknown.iter().cloned()));
        while !is_safe(&unknown, self.smallest) {
            let told = below.iter_mut().filter(|branch| branch.can_hide());
            let Some(least) = told.min_by_key(|branch| branch.rows) else { break };
            unknown.extend(least.hide());
        }
        let rows = own.map_or(0, |cell| cell.known.rows + cell.parts.iter().map(|part| part.summary.rows).sum::<u64>());
        let rows = rows + below.iter().map(|branch| branch.rows).sum::<u64>();
        let is_told = is_safe(&unknown, self.smallest) && !self.forced.contains(&org);
        let is_stated = own.is_some_and(|cell| cell.is_stated);
        unknown.iter_mut().for_each(|one| one.is_stated |= is_stated);
        Branch { org, rows, is_told, is_stated, unknown, below }
    }

    fn unknown(&self, part: &Part) -> Unknown {
        Unknown {
            numbers: (self.numbers)(&part.summary),
            rows: part.summary.rows,
            is_short: part.is_short,
            is_stated: false,
        }
    }
}

impl Branch {
    /// Whether its total is told and hiding it hides anything from who knows the public lists.
    fn can_hide(&self) -> bool {
        self.is_told && !self.is_stated && self.has_unknown()
    }

    fn has_unknown(&self) -> bool {
        !self.unknown.is_empty() || self.below.iter().any(Self::can_hide)
    }

    /// Hides its total, and as much below as it takes for that to hide something.
    fn hide(&mut self) -> Vec<Unknown> {
        self.is_told = false;
        if self.unknown.is_empty() {
            let below = self.below.iter_mut().filter(|branch| branch.can_hide());
            if let Some(least) = below.min_by_key(|branch| branch.rows) {
                self.unknown = least.hide();
            }
        }
        self.unknown.clone()
    }
}

fn note(branch: &Branch, hidden: &mut BTreeSet<OrgId>) {
    if !branch.is_told {
        hidden.insert(branch.org);
    }
    branch.below.iter().for_each(|branch| note(branch, hidden));
}

/// Whether nobody who knows the sum of these numbers can work out a small one among them, be it with what public lists state.
fn is_safe(unknown: &[Unknown], smallest: Smallest) -> bool {
    let is_stated = |one: &&Unknown| one.is_stated;
    let others: Vec<Unknown> = unknown.iter().filter(|one| !is_stated(one)).cloned().collect();
    is_hidden(unknown, smallest) && (others.len() == unknown.len() || is_hidden(&others, smallest))
}

fn is_hidden(unknown: &[Unknown], smallest: Smallest) -> bool {
    let places = unknown.first().map_or(0, |one| one.numbers.len());
    (0..places).all(|place| {
        let is_small = |one: &Unknown| smallest.is_small(one.numbers[place]);
        let sum: u64 = unknown.iter().map(|one| one.numbers[place]).sum();
        !unknown.iter().any(is_small) || (unknown.len() > 1 && sum >= smallest.get() && is_open(unknown, smallest))
    })
}

/// Whether the rows could be divided otherwise: not each one, and not each as many as a short list has at most.
fn is_open(unknown: &[Unknown], smallest: Smallest) -> bool {
    let rows: u64 = unknown.iter().map(|one| one.rows).sum();
    let count = u64::try_from(unknown.len()).unwrap_or(u64::MAX);
    let at_most =
        if unknown.iter().all(|one| one.is_short) { count.saturating_mul(smallest.get() - 1) } else { u64::MAX };
    count < rows && rows < at_most
}

#[cfg(test)]
mod tests;
