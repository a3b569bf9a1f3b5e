//! The enums over all blocks, and the dispatch between them.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::diag::{Diagnostics, Rule};
use crate::base::fields::FromNode;
use crate::base::lang::Lang;
use crate::base::period::Period;
use crate::base::yaml::Node;
use crate::blocks::contract::{BlockType, Summary};
use crate::blocks::guide::NewSlot;
use crate::blocks::heads::{Head, Seen};
use crate::blocks::inputs::Inputs;
use crate::blocks::register::RegisterSummary;
use crate::blocks::scope::Scope;
use crate::blocks::share::{Day, Share};
use crate::blocks::table::RowsAt;
use crate::blocks::usual::Usual;

/// Defines the enums, and what needs to know the type behind a variant.
macro_rules! enums {
    (() $($module:ident::$block:ident),*) => {
        $(use crate::blocks::$module;)*

        /// Name of a block.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum BlockName {
            $(#[doc = concat!("[`", stringify!($block), "`](", stringify!($module), "::", stringify!($block), ").")] $block),*
        }

        /// A block of any type.
        #[derive(Clone, Debug)]
        pub enum Block {
            $(#[doc = concat!("[`", stringify!($block), "`](", stringify!($module), "::", stringify!($block), ").")] $block($module::$block)),*
        }

        /// What a form sets for one slot.
        #[derive(Clone, Debug)]
        pub enum BlockOptions {
            $(#[doc = concat!("For [`", stringify!($block), "`](", stringify!($module), "::", stringify!($block), ").")] $block(Arc<<$module::$block as BlockType>::Options>)),*
        }

        /// The summary of any block.
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[serde(untagged)]
        pub enum BlockSummary {
            $(#[doc = concat!("Of [`", stringify!($block), "`](", stringify!($module), "::", stringify!($block), ").")] $block(<$module::$block as BlockType>::Summary)),*
        }

        impl BlockName {
            /// All blocks, by name.
            pub const ALL: &[(&str, Self)] = &[$((<$module::$block as BlockType>::NAME, Self::$block)),*];

            /// The rules of all blocks.
            pub(crate) const RULES: &[&[&[&Rule]]] = &[$(<$module::$block as BlockType>::RULES),*];

            /// The rules of all blocks that compare what one says as a whole.
            pub(crate) const OF_THE_WHOLE: &[&[&Rule]] = &[$(<$module::$block as BlockType>::OF_THE_WHOLE),*];

            /// Where rows from a file beside the record go.
            pub fn rows(self) -> RowsAt {
                match self { $(Self::$block => <$module::$block as BlockType>::ROWS),* }
            }

            /// Whether anything of it adds up over units and can be compared over time.
            pub fn rises(self) -> bool {
                match self { $(Self::$block => <$module::$block as BlockType>::RISES),* }
            }

            /// Whether each of its rows tells of what it is.
            pub fn tells_scope(self) -> bool {
                match self { $(Self::$block => <$module::$block as BlockType>::TELLS_SCOPE),* }
            }

            /// Whether its keys are words of the record, of which none can decide what the public sees.
            pub fn has_own_keys(self) -> bool {
                match self { $(Self::$block => <$module::$block as BlockType>::HAS_OWN_KEYS),* }
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
            /// The lines of a new record for such a slot; rows to copy stand in comments.
            pub fn skeleton(&self, slot: &NewSlot<'_>) -> Vec<String> {
                match self { $(Self::$block(options) => <$module::$block as BlockType>::skeleton(options, slot)),* }
            }

            /// What may be filled in of such a slot, in the language of who does.
            pub fn inputs(&self, lang: Lang) -> Inputs {
                match self { $(Self::$block(options) => <$module::$block as BlockType>::inputs(options, lang)),* }
            }

            /// What the options say, line by line in the language of the reader.
            pub fn describe(&self, lang: Lang) -> Vec<String> {
                match self { $(Self::$block(options) => <$module::$block as BlockType>::describe(options, lang)),* }
            }

            /// Tells what holds where the form says nothing.
            pub fn settle(&mut self, usual: &Usual) {
                match self {
                    $(Self::$block(options) => <$module::$block as BlockType>::settle(Arc::make_mut(options), usual)),*
                }
            }

            /// The columns of the rows of such a block; none if any name will do.
            pub fn heads(&self) -> Vec<Head> {
                match self { $(Self::$block(options) => <$module::$block as BlockType>::heads(options)),* }
            }

            /// Whether cells of such a block are masked in public.
            pub fn has_masks(&self) -> bool {
                match self { $(Self::$block(options) => <$module::$block as BlockType>::masks(options)),* }
            }

            /// What the public sees of the cells under a key of its rows.
            pub fn seen(&self, key: &str) -> Seen {
                match self { $(Self::$block(options) => <$module::$block as BlockType>::seen(options, key)),* }
            }

            /// Whether such a block is a list of which small counts may point at a person.
            pub fn is_sensitive(&self) -> bool {
                match self { $(Self::$block(options) => <$module::$block as BlockType>::is_sensitive(options)),* }
            }

            /// What the milestones of such a block are called.
            pub fn milestone_names(&self) -> Vec<&str> {
                match self { $(Self::$block(options) => <$module::$block as BlockType>::milestone_names(options)),* }
            }

            /// Reads a slot by these options.
            pub fn parse(&self, node: &Node, diags: &mut Diagnostics) -> Option<Block> {
                match self { $(Self::$block(options) => BlockType::parse(node, options, diags).map(Block::$block)),* }
            }
        }

        impl Block {
            /// Which block it is.
            pub fn name(&self) -> BlockName {
                match self { $(Self::$block(_) => BlockName::$block),* }
            }

            /// Whether it tells the case itself, and not only its course or how it was decided.
            pub fn tells_case(&self) -> bool {
                match self { $(Self::$block(_) => <$module::$block as BlockType>::TELLS_CASE),* }
            }

            /// Of what its figures are, where its record says this of the slot.
            pub fn scopes(&self, slot: Scope) -> BTreeSet<Scope> {
                match self { $(Self::$block(block) => BlockType::scopes(block, slot)),* }
            }

            /// Of what it is as a whole, where its record says this of the slot.
            pub fn scope(&self, slot: Scope) -> Scope {
                match self { $(Self::$block(block) => BlockType::scope(block, slot)),* }
            }

            /// Whether it is the course of a case.
            pub fn is_course(&self) -> bool {
                match self { $(Self::$block(_) => <$module::$block as BlockType>::IS_COURSE),* }
            }

            /// The same as part of a record that says of what the figures of its slot are.
            #[must_use]
            pub fn within(self, slot: Scope) -> Self {
                match self { $(Self::$block(block) => Self::$block(BlockType::within(block, slot))),* }
            }

            /// The same with rows that stand on the page alone, and in no data file.
            #[must_use]
            pub fn page_only(self) -> Self {
                match self { $(Self::$block(block) => Self::$block(BlockType::page_only(block))),* }
            }

            /// The same without rows, which from now on only rise.
            #[must_use]
            pub fn without_rows(self) -> Self {
                match self { $(Self::$block(block) => Self::$block(BlockType::without_rows(block))),* }
            }

            /// The same without what tells of which person a row is.
            #[must_use]
            pub fn without_names(self) -> Self {
                match self { $(Self::$block(block) => Self::$block(BlockType::without_names(block))),* }
            }

            /// The same without some cells of its rows, each by the places of its row and column.
            #[must_use]
            pub fn without_cells(self, cells: &BTreeSet<(usize, usize)>) -> Self {
                match self { $(Self::$block(block) => Self::$block(BlockType::without_cells(block, cells))),* }
            }

            /// The same without what may not be published.
            #[must_use]
            pub fn masked(self) -> Self {
                match self { $(Self::$block(block) => Self::$block(BlockType::masked(block))),* }
            }

            /// For each row of its table, whether the sum of its year contains it and to what of other units it may be
            /// added; `later` ones of its unit and series follow in that year.
            pub fn in_sum(&self, period: Option<Period>, later: &[&Self]) -> Vec<Option<Day>> {
                match self {
                    $(Self::$block(own) => {
                        let later = later.iter().filter_map(|block| match block {
                            Self::$block(block) => Some(block),
                            _ => None,
                        });
                        BlockType::in_sum(own, period, &later.collect::<Vec<_>>())
                    })*
                }
            }

            /// The summary of blocks of one slot, oldest first. Blocks of another type than the first are left out,
            /// as a slot never has any.
            pub fn summarize(history: &[(Option<Period>, &Self)], today: Date) -> Option<BlockSummary> {
                match history.first()?.1 {
                    $(Self::$block(_) => {
                        let own: Vec<_> = history.iter().filter_map(|(period, block)| match block {
                            Self::$block(block) => Some((*period, block)),
                            _ => None,
                        }).collect();
                        Some(BlockSummary::$block(BlockType::summarize(&own, today)))
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

            /// Its parts, each with what it may be added to.
            pub fn shares(self) -> Vec<Share<Self>> {
                match self {
                    $(Self::$block(own) => own.shares().into_iter().map(|share| share.map(Self::$block)).collect()),*
                }
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

with_blocks!(enums);

impl Default for BlockOptions {
    /// Those of facts, which say nothing.
    fn default() -> Self {
        BlockName::Facts.default_options()
    }
}

impl BlockName {
    /// The name as a kind writes it.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, block)| *block == self).map_or("", |(name, _)| name)
    }
}

impl BlockSummary {
    /// What rises from a list, of which small counts are merged upward.
    pub fn as_register(&self) -> Option<&RegisterSummary> {
        if let Self::Register(summary) = self { Some(summary) } else { None }
    }

    /// The same to be changed.
    pub fn as_register_mut(&mut self) -> Option<&mut RegisterSummary> {
        if let Self::Register(summary) = self { Some(summary) } else { None }
    }
}
