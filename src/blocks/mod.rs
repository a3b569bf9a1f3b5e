//! Blocks: the typed values that a record is made of.
//!
//! A block is a type with the trait [`BlockType`], which states the contract and is never used as `dyn`; storage is the
//! enum [`Block`]. A new block is a file here, one line in the list at the end of this one, and a view above. Blocks do
//! not know records, kinds or organisations; which slots exist and what their options are is data of the layer above. Nor
//! do they know pages: what one shows of a block is made in `view::block`.

pub mod account;
pub mod cell;
pub mod column;
pub mod column_type;
pub mod columns;
pub mod facts;
pub mod heads;
pub mod mask;
pub mod measures;
pub mod norm;
pub mod procedure;
pub mod register;
pub mod rule;
pub mod scorecard;
pub mod table;
pub mod tally;
pub mod totals;
pub mod usual;

use std::sync::Arc;

use serde::Serialize;

use crate::base::calendar::Calendar;
use crate::base::date::Date;
use crate::base::diag::Diagnostics;
use crate::base::fields::FromNode;
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::blocks::account::Account;
use crate::blocks::facts::Facts;
use crate::blocks::heads::Head;
use crate::blocks::measures::Measures;
use crate::blocks::procedure::Procedure;
use crate::blocks::register::Register;
use crate::blocks::scorecard::Scorecard;
use crate::blocks::table::Table;
use crate::blocks::tally::Tally;
use crate::blocks::usual::Usual;

pub use table::RowsAt;

/// What every block can do.
pub trait BlockType: Sized {
    /// `block:` in a kind; also the name of the partials `block/NAME.html` and `summary/NAME.html`.
    const NAME: &'static str;
    /// Where rows from a file beside the record go.
    const ROWS: RowsAt;
    /// Whether it tells the case itself. What tells no more than its course or how it was decided stays to be seen where a
    /// list is too short to be told.
    const TELLS_CASE: bool = true;
    /// What a form may set for one slot.
    type Options: FromNode + Clone + Default;
    /// What rises through the tree.
    type Summary: Summary;

    /// Reads the slot. Arithmetic that does not add up is reported and kept beside the stated figure.
    fn parse(node: &Node, options: &Arc<Self::Options>, diags: &mut Diagnostics) -> Option<Self>;

    /// The summary of one organisation, slot and year; `history` is ordered, oldest first.
    fn summarize(history: &[(Date, &Self)], today: Date) -> Self::Summary;

    /// Rows for data files.
    fn table(&self) -> Table;

    /// Tells the options of a slot what holds where the form says nothing.
    fn settle(_options: &mut Self::Options, _usual: &Usual) {}

    /// Days on which it changes by itself: something becomes late, or a result ends.
    fn changes(&self, _calendar: &Calendar) -> Vec<Date> {
        Vec::new()
    }

    /// Whether what a page shows of it still changes with the day.
    fn is_open(&self, _today: Date) -> bool {
        false
    }

    /// Whether it says how things stand, and not what happened: of lists of events there may be several.
    fn is_state(&self) -> bool {
        false
    }

    /// Whether it is a sensitive list with so few rows that they are not told apart.
    fn is_small(&self) -> bool {
        false
    }

    /// How many rows it has that a long page spreads over several parts.
    fn row_count(&self) -> usize {
        0
    }

    /// The organisations that it names, as written, each with its place where it is known.
    fn units(&self) -> Vec<(&str, Option<&Span>)> {
        Vec::new()
    }

    /// The columns of its rows by these options; none if any name will do.
    fn heads(_options: &Self::Options) -> Vec<Head> {
        Vec::new()
    }

    /// Whether cells of blocks with these options are masked in public.
    fn masks(_options: &Self::Options) -> bool {
        false
    }

    /// Whether `masked` changes anything.
    fn has_masks(&self) -> bool {
        false
    }

    /// The same without what may not be published.
    #[must_use]
    fn masked(self) -> Self {
        self
    }
}

/// What merges over space. `merge` is associative and commutative, and the default value changes nothing.
pub trait Summary: Clone + Default + Serialize {
    /// Adds the summary of another unit.
    fn merge(&mut self, other: &Self);
}

/// Defines the enums over all blocks and the dispatch between them.
macro_rules! blocks {
    ($($block:ident),*) => {
        /// Name of a block.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum BlockName {
            $(#[doc = concat!("[`", stringify!($block), "`].")] $block),*
        }

        /// A block of any type.
        #[derive(Clone, Debug)]
        pub enum Block {
            $(#[doc = concat!("[`", stringify!($block), "`].")] $block($block)),*
        }

        /// What a form sets for one slot.
        #[derive(Clone, Debug)]
        pub enum BlockOptions {
            $(#[doc = concat!("For [`", stringify!($block), "`].")] $block(Arc<<$block as BlockType>::Options>)),*
        }

        /// The summary of any block.
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[serde(untagged)]
        pub enum BlockSummary {
            $(#[doc = concat!("Of [`", stringify!($block), "`].")] $block(<$block as BlockType>::Summary)),*
        }

        impl BlockName {
            /// All blocks, by name.
            pub const ALL: &[(&str, Self)] = &[$((<$block as BlockType>::NAME, Self::$block)),*];

            /// Where rows from a file beside the record go.
            pub fn rows(self) -> RowsAt {
                match self { $(Self::$block => <$block as BlockType>::ROWS),* }
            }

            /// Options of a slot that no form sets.
            pub fn default_options(self) -> BlockOptions {
                match self { $(Self::$block => BlockOptions::$block(Arc::default())),* }
            }

            /// Reads what a form sets for a slot.
            pub fn options(self, node: &Node, diags: &mut Diagnostics) -> Option<BlockOptions> {
                match self { $(Self::$block => FromNode::from_node(node, diags).map(|o| BlockOptions::$block(Arc::new(o)))),* }
            }
        }

        impl BlockOptions {
            /// The columns of the rows of such a block; none if any name will do.
            pub fn heads(&self) -> Vec<Head> {
                match self { $(Self::$block(options) => $block::heads(options)),* }
            }

            /// Tells what holds where the form says nothing.
            pub fn settle(&mut self, usual: &Usual) {
                match self { $(Self::$block(options) => $block::settle(Arc::make_mut(options), usual)),* }
            }

            /// Whether cells of such a block are masked in public.
            pub fn has_masks(&self) -> bool {
                match self { $(Self::$block(options) => $block::masks(options)),* }
            }

            /// Reads a slot by these options.
            pub fn parse(&self, node: &Node, diags: &mut Diagnostics) -> Option<Block> {
                match self { $(Self::$block(options) => $block::parse(node, options, diags).map(Block::$block)),* }
            }
        }

        impl Block {
            /// Which block it is.
            pub fn name(&self) -> BlockName {
                match self { $(Self::$block(_) => BlockName::$block),* }
            }

            /// Rows for data files.
            pub fn table(&self) -> Table {
                match self { $(Self::$block(block) => block.table()),* }
            }

            /// Days on which it changes by itself.
            pub fn changes(&self, calendar: &Calendar) -> Vec<Date> {
                match self { $(Self::$block(block) => block.changes(calendar)),* }
            }

            /// Whether what a page shows of it still changes with the day.
            pub fn is_open(&self, today: Date) -> bool {
                match self { $(Self::$block(block) => block.is_open(today)),* }
            }

            /// Whether it says how things stand, and not what happened.
            pub fn is_state(&self) -> bool {
                match self { $(Self::$block(block) => block.is_state()),* }
            }

            /// Whether it is a sensitive list with so few rows that they are not told apart.
            pub fn is_small(&self) -> bool {
                match self { $(Self::$block(block) => BlockType::is_small(block)),* }
            }

            /// Whether it tells the case itself, and not only its course or how it was decided.
            pub fn tells_case(&self) -> bool {
                match self { $(Self::$block(_) => <$block as BlockType>::TELLS_CASE),* }
            }

            /// How many rows it has that a long page spreads over several parts.
            pub fn row_count(&self) -> usize {
                match self { $(Self::$block(block) => block.row_count()),* }
            }

            /// The organisations that it names, as written, each with its place where it is known.
            pub fn units(&self) -> Vec<(&str, Option<&Span>)> {
                match self { $(Self::$block(block) => block.units()),* }
            }

            /// Whether `masked` changes anything.
            pub fn has_masks(&self) -> bool {
                match self { $(Self::$block(block) => block.has_masks()),* }
            }

            /// The same without what may not be published.
            #[must_use]
            pub fn masked(self) -> Self {
                match self { $(Self::$block(block) => Self::$block(block.masked())),* }
            }

            /// The summary of blocks of one slot, oldest first. Blocks of another type than the first are left out,
            /// as a slot never has any.
            pub fn summarize(history: &[(Date, &Self)], today: Date) -> Option<BlockSummary> {
                match history.first()?.1 {
                    $(Self::$block(_) => {
                        let own: Vec<_> = history.iter().filter_map(|(date, block)| match block {
                            Self::$block(block) => Some((*date, block)),
                            _ => None,
                        }).collect();
                        Some(BlockSummary::$block($block::summarize(&own, today)))
                    })*
                }
            }
        }

        impl BlockSummary {
            /// Which block it sums up.
            pub fn name(&self) -> BlockName {
                match self { $(Self::$block(_) => BlockName::$block),* }
            }

            /// A summary of the same block that says nothing.
            #[must_use]
            pub fn cleared(&self) -> Self {
                match self { $(Self::$block(_) => Self::$block(Default::default())),* }
            }

            /// Adds the summary of another unit, which is of the same block: both have one key.
            pub fn merge(&mut self, other: &Self) {
                match (self, other) {
                    $((Self::$block(own), Self::$block(other)) => own.merge(other),)*
                    _ => debug_assert!(false, "summaries under one key are of one block"),
                }
            }
        }
    };
}

blocks!(Account, Register, Scorecard, Tally, Procedure, Measures, Facts);

impl BlockName {
    /// The name as a kind writes it.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, block)| *block == self).map_or("", |(name, _)| name)
    }
}
