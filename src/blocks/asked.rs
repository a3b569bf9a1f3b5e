//! What a block of any type is asked.

use crate::base::calendar::Calendar;
use crate::base::date::Date;
use crate::base::diag::Diagnostics;
use crate::base::period::Period;
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::blocks::account::Account;
use crate::blocks::answer::{Balance, Breach, Decision, Milestone, Quantity, Standing};
use crate::blocks::contract::BlockType;
use crate::blocks::dispatch::Block;
use crate::blocks::register::Register;
use crate::blocks::scorecard::Scorecard;
use crate::blocks::table::Table;
use crate::blocks::tally::Tally;

/// What `then` makes of the block behind `one`.
macro_rules! arms {
    (($on:ident, $one:ident => $then:expr) $($module:ident::$block:ident),*) => {
        match $on { $(Block::$block($one) => $then),* }
    };
}

/// Asks the block behind a variant.
macro_rules! ask {
    ($($given:tt)*) => { with_blocks!(arms $($given)*) };
}

impl Block {
    /// Rows for data files.
    pub fn table(&self) -> Table {
        ask!(self, block => block.table())
    }

    /// Reports what lies outside of the period that its record covers; `node` is what it was read from.
    pub fn check_period(&self, node: &Node, period: Period, diags: &mut Diagnostics) {
        ask!(self, block => BlockType::check_period(block, node, period, diags));
    }

    /// Days on which it changes by itself.
    pub fn changes(&self, calendar: &Calendar) -> Vec<Date> {
        ask!(self, block => block.changes(calendar))
    }

    /// The years without a table of rest days through which its times were counted, each with the place of a step.
    pub fn untabled<'a>(&'a self, calendar: &'a Calendar) -> Vec<(i16, &'a Span)> {
        ask!(self, block => block.untabled(calendar))
    }

    /// Whether what a page shows of it still changes with the day.
    pub fn is_open(&self, today: Date) -> bool {
        ask!(self, block => block.is_open(today))
    }

    /// Whether it says how things stand, and not what happened.
    pub fn is_state(&self) -> bool {
        ask!(self, block => block.is_state())
    }

    /// Whether it is a sensitive list with so few rows that they are not told apart.
    pub fn is_small(&self) -> bool {
        ask!(self, block => BlockType::is_small(block))
    }

    /// How many rows it has that a long page spreads over several parts.
    pub fn row_count(&self) -> usize {
        ask!(self, block => block.row_count())
    }

    /// Whether any of its rows names a person.
    pub fn has_names(&self) -> bool {
        ask!(self, block => block.has_names())
    }

    /// The organisations that it names, as written, each with its place where it is known.
    pub fn units(&self) -> Vec<(&str, Option<&Span>)> {
        ask!(self, block => block.units())
    }

    /// What it says under a label.
    pub fn text(&self, label: &str) -> Option<&str> {
        ask!(self, block => BlockType::text(block, label))
    }

    /// The steps of the matter, in order.
    pub fn milestones(&self) -> Vec<Milestone<'_>> {
        ask!(self, block => block.milestones())
    }

    /// What was decided, in the order of the file.
    pub fn decisions(&self) -> Vec<Decision<'_>> {
        ask!(self, block => block.decisions())
    }

    /// What was done, or is still to be done, after its last day.
    pub fn late<'a>(&'a self, today: Date, calendar: &'a Calendar) -> Vec<Breach<'a>> {
        ask!(self, block => BlockType::late(block, today, calendar))
    }

    /// What was done before the time that must lie in between was over.
    pub fn too_soon<'a>(&'a self, calendar: &'a Calendar) -> Vec<Breach<'a>> {
        ask!(self, block => BlockType::too_soon(block, calendar))
    }

    /// Where its matters stand that are past their due day.
    pub fn overdue(&self, today: Date) -> Vec<&Span> {
        ask!(self, block => block.overdue(today))
    }

    /// Its questions without an answer: when each came in, and where it stands.
    pub fn unanswered(&self, today: Date) -> Vec<(Date, &Span)> {
        ask!(self, block => BlockType::unanswered(block, today))
    }

    /// What was there at the beginning and the end, if it keeps an account.
    pub fn balance(&self) -> Option<Balance<'_>> {
        ask!(self, block => block.balance())
    }

    /// Single figures that can be compared with those of the period before.
    pub fn quantities(&self) -> Vec<Quantity<'_>> {
        ask!(self, block => block.quantities())
    }

    /// Results of those who are assessed, in the order of the file.
    pub fn standings(&self) -> Vec<Standing<'_>> {
        ask!(self, block => BlockType::standings(block))
    }

    /// Whether `masked` changes anything.
    pub fn has_masks(&self) -> bool {
        ask!(self, block => block.has_masks())
    }

    /// The list, whose small counts the roll-up merges upward: no other block has any.
    pub fn as_register(&self) -> Option<&Register> {
        if let Self::Register(register) = self { Some(register) } else { None }
    }

    /// The ballots, with which a list of who was elected is compared: no other block has any.
    pub fn as_tally(&self) -> Option<&Tally> {
        if let Self::Tally(tally) = self { Some(tally) } else { None }
    }

    /// The account, whose entries are compared with a table beside it: no other block has any.
    pub fn as_account(&self) -> Option<&Account> {
        if let Self::Account(account) = self { Some(account) } else { None }
    }

    /// The assessment, by whose rules a league is ranked: no other block has any.
    pub fn as_scorecard(&self) -> Option<&Scorecard> {
        if let Self::Scorecard(card) = self { Some(card) } else { None }
    }
}
