//! Blocks: the typed values that a record is made of.
//!
//! A block is a type with the trait [`BlockType`], which states the contract and is never used as `dyn`; storage is the
//! enum [`Block`]. A new block is a file here, one line in the list below, and a view above. Blocks do not know records,
//! kinds or organisations; which slots exist and what their options are is data of the layer above. Nor do they know
//! pages: what one shows of a block is made in `view::block`.

/// Hands the list of all blocks, each with its module, to the macro `make`, behind what else it is given.
macro_rules! with_blocks {
    ($make:ident $($given:tt)*) => {
        $make! {
            ($($given)*)
            account::Account,
            register::Register,
            scorecard::Scorecard,
            tally::Tally,
            procedure::Procedure,
            measures::Measures,
            facts::Facts
        }
    };
}

pub mod account;
pub mod answer;
mod asked;
pub mod cell;
pub mod column;
pub mod column_type;
pub mod columns;
mod contract;
mod dispatch;
pub mod facts;
pub mod flag;
pub mod guide;
pub mod heads;
pub mod inputs;
pub mod mask;
pub mod measures;
pub mod nested;
pub mod norm;
pub mod only;
pub mod outcome;
pub mod pick;
pub mod procedure;
pub mod register;
pub mod rhythm;
pub mod rows_of;
pub mod rule;
pub mod scope;
pub mod scorecard;
pub mod share;
pub mod table;
pub mod tally;
pub mod totals;
pub mod usual;

pub use contract::{BlockType, Summary};
pub use dispatch::{Block, BlockName, BlockOptions, BlockSummary};
pub use table::RowsAt;
