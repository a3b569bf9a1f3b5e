//! Blocks on a page: what the partial `block/NAME.html` sees of each. A view is made once, with the day, the words and the
//! links of the page at hand; what a block is and computes it says itself ([`crate::blocks`]).

pub mod account;
pub mod facts;
pub mod measures;
pub mod procedure;
pub mod register;
pub mod scorecard;
pub mod tally;

use std::ops::Range;

use serde::Serialize;

use crate::blocks::Block;
use crate::model::id::SlotName;
use crate::publish::index::Seen;
use crate::view::Context;
use crate::view::block::account::AccountView;
use crate::view::block::facts::FactView;
use crate::view::block::measures::MeasureView;
use crate::view::block::procedure::ProcedureView;
use crate::view::block::register::RegisterView;
use crate::view::block::scorecard::ScorecardView;
use crate::view::block::tally::TallyView;

/// What a partial sees.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum BlockView {
    /// `block/account.html`.
    Account(AccountView),
    /// `block/register.html`.
    Register(RegisterView),
    /// `block/scorecard.html`.
    Scorecard(ScorecardView),
    /// `block/tally.html`.
    Tally(TallyView),
    /// `block/procedure.html`.
    Procedure(ProcedureView),
    /// `block/measures.html`.
    Measures(Vec<MeasureView>),
    /// `block/facts.html`.
    Facts(Vec<FactView>),
}

/// Where on which page a block stands.
#[derive(Clone)]
pub(crate) struct Spot<'a> {
    /// The page.
    pub(crate) context: &'a Context<'a>,
    /// The record that has the block.
    pub(crate) record: &'a Seen,
    /// Its slot.
    pub(crate) slot: &'a SlotName,
    /// The rows that a register shows on this part of the page; may end behind the last one.
    pub(crate) rows: Range<usize>,
}

/// What the partial of `block` sees.
pub(crate) fn view(spot: &Spot<'_>, block: &Block) -> BlockView {
    let tongue = spot.context.tongue;
    match block {
        Block::Account(block) => BlockView::Account(account::view(block, tongue)),
        Block::Register(block) => BlockView::Register(register::view(spot, block)),
        Block::Scorecard(block) => BlockView::Scorecard(scorecard::view(spot, block)),
        Block::Tally(block) => BlockView::Tally(tally::view(block, tongue)),
        Block::Procedure(block) => BlockView::Procedure(procedure::view(spot, block)),
        Block::Measures(block) => BlockView::Measures(measures::view(block, tongue)),
        Block::Facts(block) => BlockView::Facts(facts::view(block, tongue)),
    }
}
