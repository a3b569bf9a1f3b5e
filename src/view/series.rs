//! A block against those before it: of the same unit, kind, form, series and slot, over periods and across years.

use std::sync::Arc;

use serde::Serialize;

use crate::base::glossary::Tongue;
use crate::base::money::Money;
use crate::base::number::{Decimal, Rate, Share};
use crate::base::period::Period;
use crate::blocks::Block;
use crate::blocks::answer::{Balance, Quantity};
use crate::blocks::scope::Scope;
use crate::model::id::SlotName;
use crate::model::record::Record;
use crate::plan::Page;
use crate::publish::index::Seen;
use crate::view::Context;
use crate::view::block::{self, Spot};
use crate::view::link::Href;
use crate::view::parts::Link;
use crate::view::trend::{TrendPoint, TrendView};

/// Periods that a series shows: two years of quarters.
const PERIODS: usize = 8;

/// An opening balance against the closing balance before it.
#[derive(Clone, Debug, Serialize)]
pub struct BeforeView {
    /// The statement before.
    pub link: Link,
    /// Its closing balance.
    pub closing: String,
    /// Opening minus that, where they differ.
    pub difference: Option<String>,
}

/// The account of one period.
#[derive(Clone, Debug, Serialize)]
pub struct PeriodView {
    /// The period, in standard form.
    pub period: String,
    /// Its page; this one's is empty.
    pub href: Option<Href>,
    /// All income.
    pub income: Money,
    /// All spending.
    pub spending: Money,
    /// The balance at its end.
    pub closing: Money,
    /// The balance in ten-thousandths of the largest one.
    pub share: i64,
}

/// A figure against that of the period before.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeView {
    /// What the figure is called.
    pub label: Arc<str>,
    /// Its unit, empty for none.
    pub unit: Arc<str>,
    /// `number`, or `rate`: a part and its whole, `29/31`.
    pub shape: &'static str,
    /// What it was.
    pub before: String,
    /// What it is.
    pub now: String,
    /// The difference, with its sign.
    pub gap: String,
    /// Whether it rose, fell or stayed: `more`, `less`, `same`.
    pub direction: &'static str,
    /// The record that it is compared with.
    pub link: Link,
}

/// A block against those before it; empty where there is none, or where blocks of its sort are not compared here.
#[derive(Default)]
pub(crate) struct Compared {
    /// An account's opening against the closing before it.
    pub(crate) before: Option<BeforeView>,
    /// Statements of the last periods with this one, oldest first.
    pub(crate) series: Vec<PeriodView>,
    /// Figures against those of the period before.
    pub(crate) changes: Vec<ChangeView>,
    /// Rates over the last periods and this one.
    pub(crate) trends: Vec<TrendView>,
}

/// The block of `spot` against those before it. What changed in a scorecard stands at each of its subjects.
pub(crate) fn compared(spot: &Spot<'_>, block: &Block) -> Compared {
    let (balance, quantities) = (block.balance(), block.quantities());
    let rates = rates(spot.context, block);
    if balance.is_none() && quantities.is_empty() && rates.is_empty() {
        return Compared::default();
    }
    let history = History::of(spot.context, spot.record, spot.slot);
    Compared {
        before: balance.and_then(|own| history.before(&own)),
        series: balance.map_or(Vec::new(), |own| history.balances(own)),
        changes: history.changes(&quantities),
        trends: history.trends(rates),
    }
}

/// The records before one, of the same unit, kind and form.
struct History<'a> {
    context: &'a Context<'a>,
    record: &'a Seen,
    slot: &'a str,
    /// Oldest first; only those whose period ends before that of the record begins.
    earlier: Vec<&'a Seen>,
}

impl<'a> History<'a> {
    /// The records before `record` that have the slot.
    fn of(context: &'a Context<'a>, record: &'a Seen, slot: &'a SlotName) -> Self {
        let records = &context.site.public.records;
        let is_earlier = |other: &&Seen| match (other.period, record.period) {
            (Some(other), Some(own)) => other.end < own.start,
            _ => false,
        };
        let mut earlier: Vec<&Seen> = records.like(record, slot).filter(is_earlier).collect();
        earlier.sort_by_key(|other| other.day());
        Self { context, record, slot, earlier }
    }

    fn block(&self, record: &'a Record) -> Option<&'a Block> {
        record.slots.iter().find(|(name, _)| &**name == self.slot).map(|(_, block)| block)
    }

    fn link(&self, record: &Seen) -> Link {
        Link { title: record.title.to_string(), href: self.context.to(&Page::record(record.place)) }
    }

    /// The opening balance against the closing balance of the statement before.
    fn before(&self, own: &Balance<'_>) -> Option<BeforeView> {
        let last = *self.earlier.last()?;
        let closing = self.block(last)?.balance()?.told_closing();
        let gap = own.opening.map(|opening| opening.value - closing).filter(|gap| *gap != Money::ZERO);
        Some(BeforeView {
            link: self.link(last),
            closing: closing.to_string(),
            difference: gap.map(|gap| gap.to_string()),
        })
    }

    /// The statements of the last periods and this one.
    fn balances(&self, own: Balance<'a>) -> Vec<PeriodView> {
        let skipped = (self.earlier.len() + 1).saturating_sub(PERIODS);
        let earlier = self.earlier.iter().skip(skipped);
        let earlier = earlier.filter_map(|record| Some((*record, self.block(record)?.balance()?)));
        let all: Vec<_> = earlier.chain([(self.record, own)]).collect();
        if all.len() < 2 {
            return Vec::new();
        }
        let most = all.iter().map(|(_, own)| own.closing).max().unwrap_or_default();
        let views = all.into_iter().map(|(record, own)| PeriodView {
            period: record.period.map_or_else(|| record.published.to_string(), |period| period.to_string()),
            href: (record.place != self.record.place).then(|| self.context.to(&Page::record(record.place))),
            income: own.income,
            spending: own.spending,
            closing: own.closing,
            share: own.closing.share_of(most).max(0),
        });
        views.collect()
    }

    /// The figures against those of the same name and unit in the record before.
    fn changes(&self, own: &[Quantity<'_>]) -> Vec<ChangeView> {
        let Some(last) = self.earlier.last().copied() else { return Vec::new() };
        let before = self.block(last).map_or(Vec::new(), Block::quantities);
        let name = |one: &Quantity<'_>| (one.label.clone(), one.unit.clone(), one.scope);
        let find = |one: &Quantity<'_>| before.iter().find(|other| name(other) == name(one));
        let own = own.iter().filter(|one| one.scope != Scope::Elsewhere);
        own.filter_map(|one| change(one, find(one)?, self.link(last), self.context.tongue)).collect()
    }

    /// Rates over the last periods and that of the record.
    fn trends(&self, own: Vec<Told>) -> Vec<TrendView> {
        if own.is_empty() {
            return Vec::new();
        }
        let Some(period) = self.record.period else { return Vec::new() };
        let alike = self.earlier.iter().filter(|record| record.period.is_some_and(|other| is_alike(&other, &period)));
        let alike: Vec<&&Seen> = alike.collect();
        let latest = alike.iter().skip((alike.len() + 1).saturating_sub(PERIODS));
        let told = |record: &Seen| Some((record.period?, rates(self.context, self.block(record)?)));
        let earlier: Vec<(Period, Vec<Told>)> = latest.filter_map(|record| told(record)).collect();
        let point = |period: Period, rate: Rate| TrendPoint {
            period: period.to_string(),
            rate: format!("{}/{}", rate.is, rate.of),
        };
        let trend = |own: Told| {
            let is_same = |one: &&Told| (&one.label, &one.unit, one.scope) == (&own.label, &own.unit, own.scope);
            let before =
                earlier.iter().filter_map(|(period, told)| Some(point(*period, told.iter().find(is_same)?.rate)));
            let points = before.chain([point(period, own.rate)]);
            let trend = TrendView::of(own.label.clone(), points)?;
            Some(TrendView { unit: own.unit.clone(), scope: own.scope, ..trend })
        };
        own.into_iter().filter_map(trend).collect()
    }
}

/// Whether two periods are about as long, so that their rates can stand in one line.
fn is_alike(one: &Period, other: &Period) -> bool {
    let days = |period: &Period| period.start.days_until(period.end);
    one.grain == other.grain && days(one).abs_diff(days(other)) <= 31
}

/// A rate that a page tells: of what, and part and whole.
struct Told {
    label: Arc<str>,
    unit: Arc<str>,
    scope: &'static str,
    rate: Rate,
}

/// The rates of a block: those that it states, and that of a ledger, as its page tells them.
fn rates(context: &Context<'_>, block: &Block) -> Vec<Told> {
    let tongue = context.tongue;
    let stated = block.quantities().into_iter().filter(|one| one.scope != Scope::Elsewhere).filter_map(|one| {
        let (label, unit) = (tongue.word(one.label), tongue.word(one.unit));
        Some(Told { label, unit, scope: Scope::ALL.text(one.scope).en, rate: one.rate? })
    });
    let counted = block::counts(block, context.site.today, tongue);
    let counted = counted.map(|own| Told { label: own.verb.into(), unit: Arc::default(), scope: "", rate: own.rate });
    stated.chain(counted).filter(|one| one.rate.of > 0).collect()
}

/// What changed from one figure to the next; nothing where one of them is missing.
fn change(now: &Quantity<'_>, before: &Quantity<'_>, link: Link, tongue: Tongue<'_>) -> Option<ChangeView> {
    let (old, new) = match (now.value, before.value, now.rate, before.rate) {
        (Some(new), Some(old), ..) => (old.value.0, new.value.0),
        (_, _, Some(new), Some(old)) => return rate_change(now, Rates { old, new }, link, tongue),
        _ => return None,
    };
    let gap = new - old;
    let text = |number: i64| Decimal(number).to_string();
    let (shape, direction) = ("number", direction(gap.into()));
    let (before, now_text) = (text(old), text(new));
    let (label, unit) = (tongue.word(now.label), tongue.word(now.unit));
    Some(ChangeView { label, unit, shape, before, now: now_text, gap: text(gap.abs()), direction, link })
}

/// A rate before and now.
#[derive(Clone, Copy)]
struct Rates {
    old: Rate,
    new: Rate,
}

/// The same of two rates: their difference is in percentage points, and exact until it is printed.
fn rate_change(now: &Quantity<'_>, rates: Rates, link: Link, tongue: Tongue<'_>) -> Option<ChangeView> {
    let Rates { old, new } = rates;
    let gap = Share::from(new).minus(old.into()).filter(|gap| gap.has_whole())?;
    let text = |rate: Rate| format!("{}/{}", rate.is, rate.of);
    Some(ChangeView {
        label: tongue.word(now.label),
        unit: tongue.word(now.unit),
        shape: "rate",
        before: text(old),
        now: text(new),
        gap: gap.abs().to_string(),
        direction: direction(gap.sign()),
        link,
    })
}

fn direction(gap: i128) -> &'static str {
    match gap {
        0 => "same",
        1.. => "more",
        _ => "less",
    }
}
