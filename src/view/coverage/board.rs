//! Items × units: each unit with what it owed last, and of units that have others below them the numbers of all together.
//! A board leads down by one level at a time, so it stays short however many units a portal has.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::number::Rate;
use crate::coverage::{Counts, Duty, State};
use crate::model::org::OrgId;
use crate::plan::Page;
use crate::view::Context;
use crate::view::coverage::duty::{board_link, item_link};
use crate::view::coverage::{BoardCell, BoardColumn, BoardRow, UnitCounts, duty_view};
use crate::view::parts::Link;

/// What stands in the column of one unit.
struct Column<'a> {
    head: BoardColumn,
    newest: BTreeMap<usize, &'a Duty>,
    shares: BTreeMap<usize, Rate>,
}

/// A row for each of `items`, a column for the unit itself, if it owes anything, and for each of those right below it.
pub(super) fn board(context: &Context<'_>, org: OrgId, items: &BTreeSet<usize>) -> (Vec<BoardColumn>, Vec<BoardRow>) {
    let coverage = &context.site.coverage;
    let orgs = &context.site.portal().orgs;
    let below = orgs.get(org).children.iter().filter(|child| coverage.counts(**child) != Counts::default());
    let below = below.map(|child| match orgs.get(*child).children.is_empty() {
        true => single(context, *child),
        false => together(context, *child),
    });
    let itself = (!coverage.of(org).is_empty()).then(|| single(context, org));
    let columns: Vec<Column<'_>> = itself.into_iter().chain(below).collect();
    let cell = |column: &Column<'_>, item: &usize| BoardCell {
        duty: column.newest.get(item).map(|duty| duty_view(context, duty)),
        share: column.shares.get(item).copied(),
    };
    let row = |item: &usize| BoardRow {
        item: item_link(context, *item),
        cells: columns.iter().map(|column| cell(column, item)).collect(),
    };
    let rows = items.iter().map(row).collect();
    (columns.into_iter().map(|column| column.head).collect(), rows)
}

fn head(context: &Context<'_>, org: OrgId, counts: Counts) -> BoardColumn {
    let href = context.to(&Page::Coverage(org));
    let unit = Link { title: context.org_name(org).to_owned(), href };
    BoardColumn { unit, is_whole: false, counts: counts.into() }
}

/// A unit with its newest duty of each item.
fn single<'a>(context: &Context<'a>, org: OrgId) -> Column<'a> {
    let mut counts = Counts::default();
    context.site.coverage.of(org).iter().for_each(|duty| counts.add(duty.state));
    Column { head: head(context, org, counts), newest: newest(context, org), shares: BTreeMap::new() }
}

/// A unit with all below it: of each item how many published what they owed last.
fn together<'a>(context: &Context<'a>, org: OrgId) -> Column<'a> {
    let mut shares: BTreeMap<usize, Rate> = BTreeMap::new();
    for unit in std::iter::once(org).chain(context.site.portal().orgs.below(org)) {
        for (item, duty) in newest(context, unit).into_iter().filter(|(_, duty)| duty.state != State::Due) {
            let share = shares.entry(item).or_insert(Rate { is: 0, of: 0 });
            share.is += i64::from(duty.state != State::Missing);
            share.of += 1;
        }
    }
    let head = BoardColumn { is_whole: true, ..head(context, org, context.site.coverage.counts(org)) };
    Column { head, newest: BTreeMap::new(), shares }
}

/// The newest duty of each item of a unit.
pub(super) fn newest<'a>(context: &Context<'a>, org: OrgId) -> BTreeMap<usize, &'a Duty> {
    context.site.coverage.of(org).iter().map(|duty| (duty.item, duty)).collect()
}

/// The numbers of one item, of the root itself and of the units right below it with all below them.
pub(super) fn of_item(context: &Context<'_>, all: &[&Duty]) -> Vec<UnitCounts> {
    let orgs = &context.site.portal().orgs;
    let mut counts: BTreeMap<OrgId, Counts> = BTreeMap::new();
    for duty in all {
        let top = orgs.line(duty.org).get(1).copied().unwrap_or(OrgId::ROOT);
        counts.entry(top).or_default().add(duty.state);
    }
    let order = [OrgId::ROOT].into_iter().chain(orgs.root().children.iter().copied());
    let rows = order.filter_map(|org| {
        let counts = counts.get(&org)?;
        Some(UnitCounts { unit: board_link(context, org), counts: (*counts).into() })
    });
    rows.collect()
}
