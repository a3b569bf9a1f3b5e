//! What a block answers when it is asked for something that several may know of: steps, decisions, balances, figures,
//! results. Whoever asks need not know which block it is.

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::fields::Spanned;
use crate::base::money::Money;
use crate::base::number::{Decimal, Figure, Rate};
use crate::base::source::Span;
use crate::blocks::scope::Scope;

/// A step in the course of a matter, with what is known of it.
#[derive(Clone, Copy, Debug)]
pub struct Milestone<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Day on which it was done.
    pub done: Option<Date>,
    /// Day for which it is planned, as long as it is still to come.
    pub planned: Option<Date>,
    /// Whether it ended in a refusal.
    pub is_refused: bool,
    /// Name of the ballot behind it.
    pub vote: Option<&'a Spanned<Arc<str>>>,
    /// The record that proves it.
    pub record: Option<&'a Spanned<Arc<str>>>,
    /// Whether that record must be a notice.
    pub is_publication: bool,
    /// Where it was written, else where the block was.
    pub span: &'a Span,
}

/// Something that was put to the vote.
#[derive(Clone, Copy, Debug)]
pub struct Decision<'a> {
    /// Under which name others refer to it.
    pub name: &'a str,
    /// Whether it is passed by its rule.
    pub is_passed: bool,
}

/// A step that missed its time.
#[derive(Clone, Copy, Debug)]
pub struct Breach<'a> {
    /// The step.
    pub step: &'a str,
    /// The step that its time counts from.
    pub after: &'a str,
    /// Day on which that one was done.
    pub from: Date,
    /// Last lawful day, or for one done too soon the first.
    pub day: Date,
    /// Day on which it was done; absent if it is not.
    pub done: Option<Date>,
    /// Where it was written.
    pub span: &'a Span,
}

/// An account of one period.
#[derive(Clone, Copy, Debug)]
pub struct Balance<'a> {
    /// Balance at the beginning, if stated.
    pub opening: Option<&'a Spanned<Money>>,
    /// All income.
    pub income: Money,
    /// All spending.
    pub spending: Money,
    /// Balance at the end, as computed.
    pub closing: Money,
    /// Balance at the end, if stated.
    pub stated_closing: Option<&'a Spanned<Money>>,
}

impl Balance<'_> {
    /// Balance at the end as its reader knows it: the stated one, else the computed one.
    pub fn told_closing(&self) -> Money {
        self.stated_closing.map_or(self.closing, |stated| stated.value)
    }
}

/// A figure by name.
#[derive(Clone, Copy, Debug)]
pub struct Quantity<'a> {
    /// What the figure is called.
    pub label: &'a Arc<str>,
    /// Its unit, empty for none.
    pub unit: &'a Arc<str>,
    /// The number; a rate alone has none.
    pub value: Option<Figure>,
    /// Its two sides, if it is a rate.
    pub rate: Option<Rate>,
    /// Of what it is.
    pub scope: Scope,
}

/// The result of one who is assessed, to compare over periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing<'a> {
    /// Path of an organisation, or a name.
    pub who: &'a str,
    /// Where that is written.
    pub span: &'a Span,
    /// The total.
    pub total: Option<Decimal>,
    /// The band.
    pub band: Option<&'a Arc<str>>,
    /// Place of the band, 0 for the best.
    pub place: Option<usize>,
    /// Whether the band is one that fails.
    pub has_failed: bool,
    /// The rank, where the form ranks.
    pub rank: Option<usize>,
}

impl Standing<'_> {
    /// Whether there is anything to compare.
    pub fn is_result(&self) -> bool {
        self.total.is_some() || self.band.is_some()
    }
}
