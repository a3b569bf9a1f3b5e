//! `measures`: figures with qualifier, parts, rest, base and target. Rates keep their two sides.

mod checks;
pub mod count;
pub mod ground;
mod guide;
mod options;
mod read;
mod rows;
mod sides;
pub mod source;
mod summary;
mod what;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::{Diagnostics, Rule};
use crate::base::fields::{Spanned, items};
use crate::base::lang::Lang;
use crate::base::number::{Decimal, Figure, Qualifier, Rate};
use crate::base::period::Period;
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::blocks::answer::Quantity;
use crate::blocks::guide::NewSlot;
use crate::blocks::inputs::Inputs;
use crate::blocks::scope::Scope;
use crate::blocks::share::Day;
use crate::blocks::table::{Table, TableColumn};
use crate::blocks::{BlockType, RowsAt};

pub use options::{Expected, MeasuresOptions};
pub use source::Source;
pub use summary::{MeasuresSummary, Sum};

/// Figures in the order of the file.
#[derive(Clone, Debug)]
pub struct Measures(Vec<Measure>);

/// One figure, with what was computed from it and what it is compared with.
#[derive(Clone, Debug)]
pub struct Measure {
    /// What it is called; with the unit it tells figures apart.
    pub label: Arc<str>,
    /// The number; a rate alone has none.
    pub value: Option<Figure>,
    /// Its unit, empty for none.
    pub unit: Arc<str>,
    /// Day of which it is.
    pub as_of: Option<Date>,
    /// Day since which it is counted.
    pub since: Option<Date>,
    /// What it should be.
    pub target: Option<Figure>,
    /// Value minus target.
    pub target_gap: Option<Figure>,
    /// What it consists of.
    pub parts: Vec<Part>,
    /// Value minus parts, where it is not zero.
    pub parts_gap: Option<Figure>,
    /// Name of what the parts leave out.
    pub rest: Option<Arc<str>>,
    /// Figure it is compared with.
    pub compare: Option<Arc<str>>,
    /// Value minus that figure, where they differ.
    pub compare_gap: Option<Figure>,
    /// Its two sides, if it is a rate.
    pub rate: Option<Rate>,
    /// The rate in ten-thousandths.
    pub share: Option<i64>,
    /// The percentage that the record states.
    pub percent: Option<Spanned<Arc<str>>>,
    /// The same, where it cannot be the rate.
    pub stated: Option<Arc<str>>,
    /// Whether a year has the latest instead of the sum.
    pub is_stock: bool,
    /// Whether it is an amount for one, like a monthly allowance: units are compared, never added.
    pub is_standard: bool,
    /// Of what it is; set for good when its record is read.
    pub scope: Option<Scope>,
    /// A word of explanation.
    pub note: Option<Arc<str>>,
    /// What the record says it is counted from; where it says nothing, the form may.
    pub from: Option<Source>,
    /// What each of its parts should at least be.
    pub each_least: Option<Decimal>,
    /// The figure that it exceeds and cannot.
    pub above: Option<Arc<str>>,
    /// Whether it was counted from rows or units.
    pub is_counted: bool,
    /// Where rows hold others, the values of the tier that was counted.
    pub tier: Vec<Arc<str>>,
    /// What the record states where counting gives something else.
    pub claimed: Option<Arc<str>>,
    /// Where it was written; that of the rows, where only they give it.
    pub span: Span,
}

/// A part of a figure.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it is called; with the unit it tells figures apart.
    pub label: Arc<str>,
    /// Its number.
    pub value: Figure,
    /// Its share of the whole, in ten-thousandths.
    pub share: i64,
}

impl Measures {
    /// The figures, in the order of the form, then of the file.
    pub fn iter(&self) -> std::slice::Iter<'_, Measure> {
        self.0.iter()
    }
}

impl Measures {
    /// Whether any of them, or of those that the form expects, is counted from rows or units.
    pub fn are_counted(&self, options: &MeasuresOptions) -> bool {
        options.items.iter().any(|item| item.from.is_some()) || self.0.iter().any(|one| one.from.is_some())
    }
}

impl BlockType for Measures {
    const NAME: &'static str = "measures";
    const ROWS: RowsAt = RowsAt::Nowhere;
    const RULES: &'static [&'static [&'static Rule]] =
        &[checks::RULES, count::RULES, source::RULES, what::RULES, sides::RULES];
    const TELLS_SCOPE: bool = true;
    type Options = MeasuresOptions;
    type Summary = MeasuresSummary;

    fn parse(node: &Node, options: &Arc<MeasuresOptions>, diags: &mut Diagnostics) -> Option<Self> {
        let nodes = items(node, diags);
        let mut measures: Vec<(Measure, &Node)> =
            nodes.iter().filter_map(|node| Some((read::measure(node, options, diags)?, node))).collect();
        // What has neither value nor rate nor parts could not be read, and is there all the same.
        let is_read = |one: &Measure| {
            options.source(one).is_some() || one.value.is_some() || one.rate.is_some() || !one.parts.is_empty()
        };
        let unread: BTreeSet<_> =
            measures.iter().filter(|(one, _)| !is_read(one)).map(|(one, _)| one.label.clone()).collect();
        let values: Vec<_> = measures.iter().map(|(one, _)| (one.label.clone(), one.value)).collect();
        for (measure, node) in &mut measures {
            checks::check_brand(measure, node, diags);
            if measure.compare.as_ref().is_none_or(|other| !unread.contains(other)) {
                checks::compare(measure, checks::Others { values: &values, options }, node, diags);
            }
        }
        let measures: Vec<_> = measures.into_iter().map(|(measure, _)| measure).collect();
        let mut own = Self(measures);
        own.settle(options, diags);
        if !own.are_counted(options) {
            own.compare_sides(options, diags);
        }
        Some(own)
    }

    fn summarize(history: &[(Option<Period>, &Self)], _today: Date) -> MeasuresSummary {
        let mut summary = MeasuresSummary::default();
        let all = history.iter().flat_map(|(period, measures)| measures.0.iter().map(|one| (*period, one)));
        for (period, measure) in all {
            let items = match measure.scope.unwrap_or_default() {
                Scope::Own => &mut summary.items,
                Scope::All => &mut summary.wholes,
                Scope::Elsewhere => continue,
            };
            let key = format!("{}|{}", measure.name_in_sums(), measure.unit).into();
            let own: &mut Sum = items.entry(key).or_default();
            if measure.is_stock || measure.is_standard || measure.since.is_some() {
                *own = Sum::default();
            }
            own.add(&Sum::of(measure, period));
            own.reported = 1;
        }
        summary
    }

    fn within(mut self, slot: Scope) -> Self {
        self.0.iter_mut().for_each(|one| one.scope = one.scope.or(Some(slot)));
        self
    }

    fn scopes(&self, slot: Scope) -> BTreeSet<Scope> {
        self.0.iter().map(|one| one.scope.unwrap_or(slot)).collect()
    }

    fn scope(&self, slot: Scope) -> Scope {
        if self.scopes(slot).into_iter().eq([Scope::Elsewhere]) { Scope::Elsewhere } else { Scope::Own }
    }

    fn is_state(&self) -> bool {
        self.0.iter().any(|one| one.is_stock)
    }

    fn table(&self) -> Table {
        let text = |name: &str, label: &str| TableColumn::new(name, label, "string");
        let number = |name: &str, label: &str| TableColumn::new(name, label, "number");
        let columns = vec![
            text("label", "名称"),
            text("part", "分项"),
            text("qualifier", "限定").in_words(Qualifier::WORDS.words()),
            number("value", "数值"),
            text("unit", "单位"),
            number("is", "分子"),
            number("of", "分母"),
            TableColumn::new("as-of", "截至", "date"),
            text("scope", "口径").in_words(Scope::ALL.words()),
        ];
        Table { columns, rows: self.0.iter().flat_map(rows::rows).collect() }
    }

    fn in_sum(&self, period: Option<Period>, later: &[&Self]) -> Vec<Option<Day>> {
        let later: Vec<&Measure> = later.iter().flat_map(|other| &other.0).collect();
        let rows = self.0.iter().enumerate().flat_map(|(at, own)| {
            let behind = self.0[at + 1..].iter().chain(later.iter().copied());
            // Parts stand in no sum.
            std::iter::once(summary::day(own, period, behind)).chain(own.parts.iter().map(|_| None))
        });
        rows.collect()
    }

    fn skeleton(options: &MeasuresOptions, slot: &NewSlot<'_>) -> Vec<String> {
        guide::skeleton(options, slot)
    }

    fn inputs(options: &MeasuresOptions, lang: Lang) -> Inputs {
        guide::inputs(options, lang)
    }

    fn describe(options: &MeasuresOptions, lang: Lang) -> Vec<String> {
        guide::describe(options, lang)
    }

    fn quantities(&self) -> Vec<Quantity<'_>> {
        let own = self.0.iter().map(|Measure { label, unit, value, rate, scope, .. }| {
            let scope = scope.unwrap_or_default();
            Quantity { label, unit, value: *value, rate: *rate, scope }
        });
        own.collect()
    }
}
