//! Blocks on a page: what the partials `block/NAME.html` and `summary/NAME.html` see of each. A view is made once, with
//! the day, the words and the links of the page at hand; what a block is and computes it says itself ([`crate::blocks`]).

pub mod account;
pub mod facts;
pub mod measures;
pub mod procedure;
pub mod register;
pub mod scorecard;
pub mod tally;

use std::ops::Range;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::glossary::Tongue;
use crate::blocks::{Block, BlockOptions, BlockSummary, BlockType};
use crate::model::id::SlotName;
use crate::publish::index::Seen;
use crate::view::Context;
use crate::view::block::account::SpentView;
use crate::view::block::register::CountsView;
use crate::view::parts::SummaryLine;

/// What pages show of a block.
pub(crate) trait OnPage: BlockType {
    /// What the partial `block/NAME.html` sees.
    type View;

    /// What that is at `spot`.
    fn view(&self, spot: &Spot<'_>) -> Self::View;

    /// How far its matters are, if it is a ledger that may be told away from its page.
    fn counts(&self, _today: Date, _tongue: Tongue<'_>) -> Option<CountsView> {
        None
    }

    /// The lines of a total, in the order of the form where there is one.
    fn lines(_summary: &Self::Summary, _options: Option<&Self::Options>, _tongue: Tongue<'_>) -> Vec<SummaryLine> {
        Vec::new()
    }

    /// Where the money of a total went, if it is of money.
    fn spent(_summary: &Self::Summary, _options: Option<&Self::Options>, _tongue: Tongue<'_>) -> Option<SpentView> {
        None
    }

    /// The one line of a total that is told at a level above only; `label` is that of the slot.
    fn merged(label: &str) -> SummaryLine {
        SummaryLine::named(label, String::new(), "merged")
    }
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

/// Defines the views of all blocks and the dispatch between them.
macro_rules! views {
    ($($module:ident::$block:ident => $view:ty),* $(,)?) => {
        use crate::blocks::{$($module::$block),*};

        /// What a partial sees.
        #[derive(Clone, Debug, Serialize)]
        #[serde(untagged)]
        #[allow(clippy::large_enum_variant, reason = "a page has a few of them, each made once and moved once")]
        pub enum BlockView {
            $(#[doc = concat!("`block/", stringify!($module), ".html`.")] $block($view)),*
        }

        /// What the partial of `block` sees.
        pub(crate) fn view(spot: &Spot<'_>, block: &Block) -> BlockView {
            match block { $(Block::$block(block) => BlockView::$block(OnPage::view(block, spot))),* }
        }

        /// How far the matters of a ledger are, if `block` is one.
        pub(crate) fn counts(block: &Block, today: Date, tongue: Tongue<'_>) -> Option<CountsView> {
            match block { $(Block::$block(block) => OnPage::counts(block, today, tongue)),* }
        }

        /// The lines of a total; `options` are those of its slot.
        pub(crate) fn lines(
            summary: &BlockSummary,
            options: Option<&BlockOptions>,
            tongue: Tongue<'_>,
        ) -> Vec<SummaryLine> {
            match summary {
                $(BlockSummary::$block(summary) => {
                    let own = match options {
                        Some(BlockOptions::$block(own)) => Some(&**own),
                        _ => None,
                    };
                    <$block as OnPage>::lines(summary, own, tongue)
                })*
            }
        }

        /// Where the money of a total went, if it is of money; `options` are those of its slot.
        pub(crate) fn spent(
            summary: &BlockSummary,
            options: Option<&BlockOptions>,
            tongue: Tongue<'_>,
        ) -> Option<SpentView> {
            match summary {
                $(BlockSummary::$block(summary) => {
                    let own = match options {
                        Some(BlockOptions::$block(own)) => Some(&**own),
                        _ => None,
                    };
                    <$block as OnPage>::spent(summary, own, tongue)
                })*
            }
        }

        /// The one line of a total that is told at a level above only; `label` is that of its slot.
        pub(crate) fn merged(summary: &BlockSummary, label: &str) -> SummaryLine {
            match summary { $(BlockSummary::$block(_) => <$block as OnPage>::merged(label)),* }
        }
    };
}

views! {
    account::Account => account::AccountView,
    register::Register => register::RegisterView,
    scorecard::Scorecard => scorecard::ScorecardView,
    tally::Tally => tally::TallyView,
    procedure::Procedure => procedure::ProcedureView,
    measures::Measures => Vec<measures::MeasureView>,
    facts::Facts => Vec<facts::FactView>,
}
