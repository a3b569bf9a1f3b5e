//! The slots of a record, each with its block and what that was before.

use std::sync::Arc;

use serde::Serialize;

use crate::blocks::Block;
use crate::blocks::scope::Scope;
use crate::model::record::ROWS;
use crate::publish::index::Seen;
use crate::view::Context;
use crate::view::block::{self, BlockView, Spot};
use crate::view::series::{BeforeView, ChangeView, Compared, PeriodView, compared};
use crate::view::trend::TrendView;

/// A block in its place.
#[derive(Clone, Debug, Serialize)]
pub struct SlotView {
    /// Name, unique on the page: the id of its section.
    pub name: Arc<str>,
    /// The heading above the block.
    pub label: String,
    /// Name of the block, which chooses the partial.
    pub block: &'static str,
    /// Of what it is, if it does not say so itself: `own`, `all`, `elsewhere`.
    pub scope: &'static str,
    /// What the partial sees.
    pub value: BlockView,
    /// An account's opening against the closing before it.
    pub before: Option<BeforeView>,
    /// Statements of account of the last periods with this one, oldest first; empty if it is the first.
    pub series: Vec<PeriodView>,
    /// Figures against those of the period before; empty if there is none.
    pub changes: Vec<ChangeView>,
    /// Rates over three periods or more, the last of which is that of the record.
    pub trends: Vec<TrendView>,
    /// Number of the first row, from 1, on a page that goes on.
    pub first_row: usize,
}

pub(super) fn slots(context: &Context<'_>, record: &Seen, part: usize) -> Vec<SlotView> {
    let first_row = (part - 1) * ROWS;
    let shown = record.slots.iter().filter(|(_, block)| part == 1 || block.row_count() > first_row);
    let views = shown.map(|(name, block)| {
        let spot = Spot { context, record, slot: name, rows: first_row..first_row + ROWS };
        slot(&spot, block)
    });
    views.collect()
}

fn slot(spot: &Spot<'_>, block: &Block) -> SlotView {
    let Spot { context, record, slot: name, .. } = *spot;
    let label = context.label(&context.site.portal().heading(&record.shape(), name));
    let Compared { before, series, changes, trends } = compared(spot, block);
    SlotView {
        name: name.into(),
        label,
        block: block.name().as_str(),
        scope: Scope::ALL.text(if block.name().tells_scope() { Scope::Own } else { record.scope(name) }).en,
        value: block::view(spot, block),
        before,
        series,
        changes,
        trends,
        first_row: spot.rows.start + 1,
    }
}
