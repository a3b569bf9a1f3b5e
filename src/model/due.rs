//! When an item of the catalogue is owed: a closed set of deadline rules, each of which gives days and nothing else.
//!
//! What a rule cannot say cannot be computed, so there is no free text here; the days themselves come from
//! [`crate::coverage`], which knows the records, the lives of the units and the calendar.

mod read;

use std::sync::Arc;

use crate::base::date::{Date, to_half_width};
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{FromNode, Spanned};
use crate::base::length::Length;
use crate::base::period::YearStart;
use crate::base::yaml::Node;
use crate::model::change::Change;

rules! {
    /// A deadline rule that cannot be read.
    DUE: Error "catalogue/unknown-due" {
        zh: "看不懂公开时限 `{value}`" => "写成 `{every: quarter, by-day: 20}`、`{after: 事件, within: 20 working days}`、`{before: formed, at-least: 3 days}`、`{dates: [07-01]}`、`{once-per: term}`、`{max-age: 1 year}` 或 `on-demand`",
        en: "the deadline `{value}` cannot be read" => "write `{every: quarter, by-day: 20}`, `{after: EVENT, within: 20 working days}`, `{before: formed, at-least: 3 days}`, `{dates: [07-01]}`, `{once-per: term}`, `{max-age: 1 year}` or `on-demand`",
        wrong: "due: 经常", right: "due: {every: quarter, by-day: 20}",
    }
    /// A rhythm that is none.
    EVERY: Error "catalogue/unknown-rhythm" {
        zh: "`{value}` 不是能算的周期" => "写 `month`（月）、`quarter`（季）、`half`（半年）、`year`（年）、`financial-year`（会计年度），或能整除一年的月数，如 `2 months`",
        en: "`{value}` is no rhythm that can be computed" => "write `month`, `quarter`, `half`, `year`, `financial-year`, or a number of months that divides a year, like `2 months`",
        wrong: "due: {every: fortnight, by-day: 5}", right: "due: {every: month, by-day: 15}",
    }
    /// A day of the year that cannot be read.
    DAY: Error "catalogue/unknown-day" {
        zh: "`{value}` 不是一年里的一天" => "写月和日，如 `07-01`；农历的节日写名字：`春节`、`端午`、`中秋`、`重阳`；别的节日每年是哪天，由 calendar.yaml 的 `festivals` 给出",
        en: "`{value}` is not a day of the year" => "write month and day, like `07-01`; name a day that moves: `春节`, `端午`, `中秋`, `重阳`, or one for which `festivals` in calendar.yaml says when it is",
        wrong: "due: {dates: [13-01]}", right: "due: {dates: [01-13]}",
    }
    /// A financial year that begins in the middle of a month: day and month may be the wrong way round.
    YEAR_START: Error "portal/financial-year" {
        zh: "会计年度从某个月的 1 日开始，`{value}` 不是" => "先写月、再写日：从 4 月 1 日开始的写 `04-01`",
        en: "financial years begin on the first of a month, and `{value}` is none" => "write the month first: `04-01` for 1 April",
        wrong: "financial-year: 01-04", right: "financial-year: 04-01",
    }
    /// A day of the month that no month has.
    BY_DAY: Error "catalogue/day-out-of-range" {
        zh: "`by-day`（日前）是 `{value}`，一个月只有 1 到 31 日" => "写 1 到 31；要再晚的，改用 `within: 45 days`",
        en: "`by-day` is `{value}`, but a month has the days 1 to 31" => "write 1 to 31; for a later day use `within: 45 days` instead",
        wrong: "due: {every: quarter, by-day: 45}", right: "due: {every: quarter, within: 45 days}",
    }
    /// An event that is none.
    EVENT: Error "catalogue/unknown-event" {
        zh: "`{value}` 不是能起算的事件" => "可以写：{known}",
        en: "`{value}` is not an event from which time can run" => "write one of: {known}",
        wrong: "due: {after: 开会, within: 5 days}", right: "due: {after: formed, within: 5 days}",
    }
}

/// When an item is owed.
#[derive(Clone, Debug)]
pub enum Due {
    /// Each period of a rhythm.
    Every {
        /// How long the periods are.
        rhythm: Rhythm,
        /// Until when.
        by: By,
        /// Whether the time runs from the beginning of the period instead of its end: plans, budgets.
        is_ahead: bool,
    },
    /// Within a time after an event.
    After {
        /// The event.
        event: Event,
        /// Item whose records bring the event about; the item's own if none.
        item: Option<Spanned<Arc<str>>>,
        /// How long.
        within: Length,
    },
    /// So long before an event at the latest.
    Before {
        /// The event.
        event: Event,
        /// Item whose records bring the event about, such as the notice of an assembly; the item's own if none.
        item: Option<Spanned<Arc<str>>>,
        /// How long.
        at_least: Length,
    },
    /// On days of each year.
    Dates {
        /// The days, in the order of the catalogue.
        days: Vec<YearDay>,
        /// How long after each; on the day itself if not given.
        within: Option<Length>,
    },
    /// Once in each term of office: within a time after it begins, or before it ends.
    OncePerTerm {
        /// How long after the term began.
        within: Option<Length>,
    },
    /// Always, and never older than this.
    MaxAge(Length),
    /// When someone asks.
    OnDemand,
    /// Something was written that has been reported.
    Unreadable,
}

impl Due {
    /// How many times a year it falls due at most, if records do not bring it about.
    pub fn most_in_a_year(&self) -> u64 {
        match self {
            Self::Every { rhythm: Rhythm::Months(months), .. } => {
                12 / u64::try_from(*months).unwrap_or(12).clamp(1, 12)
            }
            Self::Every { rhythm: Rhythm::FinancialYear, .. } => 1,
            Self::Dates { days, .. } => days.len() as u64,
            _ => 0,
        }
    }
}

/// How long the periods are for each of which something is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// 1, 2, 3, 4, 6 or 12 months, counted from January.
    Months(i8),
    /// A year that begins when the portal's financial years do.
    FinancialYear,
}

/// Until when something of a period is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// This day of the month in which the time begins to run; its last day in a shorter month.
    Day(u32),
    /// So long.
    Within(Length),
}

/// What time runs from.
#[derive(Clone, Debug)]
pub enum Event {
    /// The day on which the matter of a record was formed.
    Formed,
    /// The day from which it is in force.
    Effective,
    /// The end of its window.
    Window,
    /// The day of the act for which its window waits: an assembly, polling.
    Act,
    /// A step of its procedure: a decision, an approval.
    Step(Spanned<Arc<str>>),
    /// What happened to the unit.
    Org(Change),
}

/// A day of each year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum YearDay {
    /// Month and day.
    Fixed(i8, i8),
    /// A day that the calendar gives for each year.
    Festival(Arc<str>),
}

impl FromNode for YearDay {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let text = String::from_node(node, diags)?;
        let parts = to_half_width(text.trim());
        if !parts.starts_with(|sign: char| sign.is_ascii_digit()) {
            return Some(Self::Festival(text.trim().into()));
        }
        let parts = parts.trim_end_matches(['日', '号']);
        let pair = parts.split_once(['-', '月', '.', '/']);
        let day = pair.and_then(|(month, day)| Some((month.trim().parse().ok()?, day.trim().parse().ok()?)));
        // A leap year, so that the last of February may be named; other years end it a day earlier.
        let day = day.filter(|(month, day)| Date::new(2024, *month, *day).is_some());
        if day.is_none() {
            diags.push(Diagnostic::new(&DAY, node.span.clone()).with("value", text));
        }
        day.map(|(month, day)| Self::Fixed(month, day))
    }
}

/// The day on which financial years begin: the first of a month.
#[derive(Clone, Copy, Debug)]
pub(super) struct YearStarts(pub(super) YearStart);

impl FromNode for YearStarts {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        match YearDay::from_node(node, diags)? {
            YearDay::Fixed(month, 1) => Some(Self((month, 1))),
            YearDay::Fixed(..) | YearDay::Festival(_) => {
                let value = node.text().unwrap_or_default();
                diags.push(Diagnostic::new(&YEAR_START, node.span.clone()).with("value", value));
                None
            }
        }
    }
}
