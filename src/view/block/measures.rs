//! What a page shows of figures: names, units and qualifiers in the words of the page.

mod lines;

use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::glossary::Tongue;
use crate::base::number::{Decimal, Figure, Qualifier, Rate, is_rounded};
use crate::blocks::measures::{Measure, Measures, MeasuresOptions, MeasuresSummary, Part};
use crate::blocks::scope::Scope;
use crate::view::block::scorecard::aligned::{aligned, most_decimals};
use crate::view::block::{OnPage, Spot};
use crate::view::parts::SummaryLine;

/// One figure.
#[derive(Clone, Debug, Serialize)]
pub struct MeasureView {
    /// What it is called in the language of the page.
    pub label: Arc<str>,
    /// The number; a rate alone has none.
    pub value: Option<Number>,
    /// The word of its qualifier, empty if exact.
    pub qualifier: &'static str,
    /// Its unit, empty for none.
    pub unit: Arc<str>,
    /// Day of which it is.
    pub as_of: Option<Date>,
    /// Day since which it is counted.
    pub since: Option<Date>,
    /// What it should be.
    pub target: Option<Figure>,
    /// Value minus target.
    pub target_gap: Option<GapView>,
    /// What it consists of.
    pub parts: Vec<MeasurePart>,
    /// Value minus parts, where it is not zero.
    pub parts_gap: Option<GapView>,
    /// Name of what the parts leave out.
    pub rest: Option<Arc<str>>,
    /// Figure it is compared with.
    pub compare: Option<Arc<str>>,
    /// Value minus that figure, where they differ.
    pub compare_gap: Option<GapView>,
    /// Its two sides, if it is a rate.
    pub rate: Option<Rate>,
    /// The rate in ten-thousandths: for pictures; `rate` is what is printed.
    pub share: Option<i64>,
    /// Whether the parts are all of it, and their printed shares do not add up to 100 %.
    pub is_rounded: bool,
    /// The percentage that the record states, where it cannot be the rate.
    pub stated: Option<Arc<str>>,
    /// Whether a year has the latest instead of the sum.
    pub is_stock: bool,
    /// Of what it is: `own`, `all`, `elsewhere`.
    pub scope: &'static str,
    /// Whether it is an amount for one, like a monthly allowance: units are compared, never added.
    pub is_standard: bool,
    /// A word of explanation.
    pub note: Option<Arc<str>>,
    /// Whether it was counted from the rows beside it, or from the units of the portal.
    pub is_counted: bool,
    /// Where rows hold others, the tier that was counted, in the words of the page.
    pub tier: Vec<Arc<str>>,
    /// What the record states where counting gives something else.
    pub claimed: Option<Arc<str>>,
    /// The figure that it exceeds and cannot.
    pub above: Option<Arc<str>>,
    /// What each of its parts should at least be.
    pub each_least: Option<Decimal>,
}

/// A number as it is printed, but for its grouping.
#[derive(Clone, Debug, Serialize)]
pub struct Number {
    /// Its digits: amounts of one table all have decimals, or none has.
    pub value: String,
}

/// How far two figures are apart.
#[derive(Clone, Debug, Serialize)]
pub struct GapView {
    /// The word of its qualifier, empty if exact.
    pub qualifier: &'static str,
    /// The difference, with its sign.
    pub value: String,
    /// The difference without its sign, with the word that it then has.
    pub size: String,
    /// Whether the first one is surely or probably the lower.
    pub is_below: bool,
}

/// A part of a figure.
#[derive(Clone, Debug, Serialize)]
pub struct MeasurePart {
    /// What it is called in the language of the page.
    pub label: Arc<str>,
    /// Its number.
    pub value: Number,
    /// The word of its qualifier, empty if exact.
    pub qualifier: &'static str,
    /// Its share of the whole, in ten-thousandths: for pictures.
    pub share: i64,
    /// By how much it is under what each part should at least be.
    pub lacks: Option<Decimal>,
    /// The part and the whole, `822/20000`: what is printed as its share.
    pub rate: String,
    /// The word in front of its share, empty if both are exact.
    pub share_word: &'static str,
}

impl OnPage for Measures {
    type View = Vec<MeasureView>;

    fn view(&self, spot: &Spot<'_>) -> Vec<MeasureView> {
        let money = spot.context.site.portal().config.currency.unit.home();
        let is_money = |one: &&Measure| *one.unit == *money;
        let gap = |one: &Measure| one.parts_gap.map(|gap| gap.value);
        let amounts = self.iter().filter(is_money).flat_map(|one| {
            let parts = one.parts.iter().map(|part| part.value.value);
            one.value.map(|value| value.value).into_iter().chain(parts).chain(gap(one))
        });
        let places = if most_decimals(amounts) > 0 { 2 } else { 0 };
        let view = |one| measure_view(one, spot.context.tongue, if is_money(&one) { places } else { 0 });
        self.iter().map(view).collect()
    }

    fn lines(summary: &MeasuresSummary, _options: Option<&MeasuresOptions>, tongue: Tongue<'_>) -> Vec<SummaryLine> {
        lines::lines(summary, tongue)
    }
}

/// What is shown of a figure, with as many `places` behind the point at least.
fn measure_view(measure: &Measure, tongue: Tongue<'_>, places: usize) -> MeasureView {
    let sum = measure.parts.iter().fold(Figure::default(), |sum, part| sum.plus(part.value));
    let whole = measure.value.unwrap_or(sum);
    MeasureView {
        is_rounded: whole.is_exact() && is_rounded(measure.parts.iter().map(|part| part.value.value.0), whole.value.0),
        label: tongue.word(&measure.label),
        value: measure.value.map(|figure| number(figure, places)),
        qualifier: measure.value.map_or("", |value| value.qualifier.spoken(tongue.lang())),
        unit: tongue.word(&measure.unit),
        as_of: measure.as_of,
        since: measure.since,
        target: measure.target,
        target_gap: gap(measure.target_gap, tongue),
        parts: measure
            .parts
            .iter()
            .map(|part| MeasurePart {
                value: number(part.value, places),
                ..part_view(part, whole, measure.each_least, tongue)
            })
            .collect(),
        parts_gap: gap(measure.parts_gap, tongue)
            .zip(measure.parts_gap)
            .map(|(view, gap)| GapView { value: aligned(gap.value, places), ..view }),
        rest: measure.rest.as_ref().map(|rest| tongue.word(rest)),
        compare: measure.compare.as_ref().map(|compare| tongue.word(compare)),
        compare_gap: gap(measure.compare_gap, tongue),
        rate: measure.rate,
        share: measure.share,
        stated: measure.stated.clone(),
        is_stock: measure.is_stock,
        scope: Scope::ALL.text(measure.scope.unwrap_or_default()).en,
        is_standard: measure.is_standard,
        note: measure.note.clone(),
        is_counted: measure.is_counted,
        tier: measure.tier.iter().map(|value| tongue.word(value)).collect(),
        claimed: measure.claimed.clone(),
        above: measure.above.as_ref().map(|above| tongue.word(above)),
        each_least: measure.each_least,
    }
}

fn number(figure: Figure, places: usize) -> Number {
    Number { value: aligned(figure.value, places) }
}

fn part_view(part: &Part, whole: Figure, least: Option<Decimal>, tongue: Tongue<'_>) -> MeasurePart {
    let lacks = least.map(|least| least.minus(part.value.value));
    let is_exact = part.value.is_exact() && whole.is_exact();
    MeasurePart {
        label: tongue.word(&part.label),
        value: number(part.value, 0),
        qualifier: part.value.qualifier.spoken(tongue.lang()),
        share: part.share,
        lacks: lacks.filter(|lacks| lacks.0 > 0),
        rate: format!("{}/{}", part.value.value, whole.value),
        share_word: if is_exact { "" } else { Qualifier::About.spoken(tongue.lang()) },
    }
}

fn gap(gap: Option<Figure>, tongue: Tongue<'_>) -> Option<GapView> {
    let Figure { value, qualifier } = gap?;
    let is_less = value.0 < 0;
    let size = if is_less { qualifier.turned() } else { qualifier };
    let number = tongue.written().numbers().number(&Decimal(value.0.saturating_abs()).to_string(), 0);
    Some(GapView {
        qualifier: qualifier.spoken(tongue.lang()),
        value: value.to_string(),
        size: format!("{}{number}", size.spoken(tongue.lang())),
        is_below: is_less || value.0 == 0 && qualifier.is_below(),
    })
}
