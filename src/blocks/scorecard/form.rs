//! What a form sets for a scorecard: components with full marks, weights, criteria and ballots; deductions, gates, bands.

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::fields::{Fields, FromNode, Spanned, entries};
use crate::base::lang::{Label, Text};
use crate::base::number::{Decimal, Rate};
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::blocks::scorecard::{BANDS, FULL, LIMIT, Mark, UNREADABLE, WEIGHTS, unknown_name};

pub(super) const COMPONENT: Text = Text { zh: "评分项", en: "component" };
pub(super) const OPTION: Text = Text { zh: "票项", en: "option of the ballot" };
pub(super) const BAND: Text = Text { zh: "等次", en: "band" };
const SHARE: Text = Text { zh: "百分比，如 `85%`", en: "a percentage such as `85%`" };
const WORTH: Text = Text {
    zh: "写 0 到 {most} 之间的数；票项的分值不能超过这一项的满分",
    en: "write a number from 0 to {most}; an option of a ballot is worth the full mark at most",
};
const SPAN: Text =
    Text { zh: "时长，如 `2 years`、`18 months`、`2年`", en: "a time such as `2 years` or `18 months`" };

/// What a form sets for a scorecard.
#[derive(Clone, Debug)]
pub struct ScorecardOptions {
    /// How it is assessed, in words; shown before any result.
    pub method: Option<Arc<str>>,
    /// What is assessed, in order.
    pub components: Vec<Component>,
    /// What is taken off the total.
    pub deductions: Vec<Deduction>,
    /// Conditions without which a band is out of reach.
    pub gates: Vec<Gate>,
    /// Bands, the best first.
    pub bands: Vec<Band>,
    /// How long a result holds.
    pub valid_for: Option<ValidFor>,
    /// Whether ranks are computed and shown.
    pub is_ranked: bool,
    /// Whether the highest total is the best.
    pub is_higher_better: bool,
    /// Decimals of scores and totals.
    pub decimals: u32,
}

impl Default for ScorecardOptions {
    fn default() -> Self {
        Self {
            method: None,
            components: Vec::new(),
            deductions: Vec::new(),
            gates: Vec::new(),
            bands: Vec::new(),
            valid_for: None,
            is_ranked: false,
            is_higher_better: true,
            decimals: 2,
        }
    }
}

/// A part of the assessment with a score of its own.
#[derive(Clone, Debug)]
pub struct Component {
    /// Stable name, the key in a record.
    pub name: Arc<str>,
    /// What it is called.
    pub label: Label,
    /// Who gives the score.
    pub raters: Option<Arc<str>>,
    /// Full mark.
    pub full: Decimal,
    /// Per cent of the total; the full mark where the form has no weights.
    pub weight: Decimal,
    /// Criteria whose marks add up to the score.
    pub criteria: Vec<Criterion>,
    /// Options of a ballot with the score that each is worth.
    pub votes: Vec<(Arc<str>, Decimal)>,
}

/// A criterion: its mark, or items whose marks add up to it.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// Name, the key in a record.
    pub name: Arc<str>,
    /// Full mark.
    pub full: Decimal,
    /// What it consists of.
    pub items: Vec<Criterion>,
}

/// Something that costs marks each time it happened.
#[derive(Clone, Debug)]
pub struct Deduction {
    /// Name, the key in a record.
    pub name: Arc<str>,
    /// Marks for one time.
    pub each: Decimal,
    /// Most that is taken off.
    pub max: Option<Decimal>,
}

/// A condition without which a band is out of reach.
#[derive(Clone, Debug)]
pub struct Gate {
    /// Place of its component.
    pub component: usize,
    /// Options that count towards it; none means the share of the full mark.
    pub options: Vec<Arc<str>>,
    /// The share that is needed, in ten-thousandths.
    pub at_least: i64,
    /// What it means not to pass, in words.
    pub otherwise: Option<Arc<str>>,
    /// Place of the band that is out of reach, with all above it.
    pub caps: usize,
}

/// A band of totals.
#[derive(Clone, Debug)]
pub struct Band {
    /// Name.
    pub name: Arc<str>,
    /// The total from which it is reached.
    pub from: Option<Decimal>,
    /// Number of stars, 0 for none.
    pub stars: u32,
}

/// How long a result holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValidFor {
    /// Calendar months.
    pub months: u32,
    /// Days besides.
    pub days: u32,
}

impl ValidFor {
    /// The last day of a result of `date`.
    pub fn last_day(self, date: Date) -> Date {
        let months = i64::from(date.year()) * 12 + i64::from(date.month()) - 1 + i64::from(self.months);
        let (year, month) =
            (i16::try_from(months / 12).unwrap_or(i16::MAX), i8::try_from(months % 12 + 1).unwrap_or(1));
        let same_day = Date::new(year, month, date.day());
        let moved = same_day.or_else(|| Date::new(year, month, 1).map(|first| first.month_end().plus(1)));
        moved.unwrap_or(date).plus(i64::from(self.days) - 1)
    }

    fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().trim_end_matches(|c: char| !c.is_ascii_digit());
        let number: u32 = digits.parse().ok().filter(|number| (1..=1_200).contains(number))?;
        match text.trim()[digits.len()..].trim() {
            "year" | "years" | "年" => Some(Self { months: number * 12, days: 0 }),
            "month" | "months" | "个月" | "月" => Some(Self { months: number, days: 0 }),
            "day" | "days" | "天" | "日" => Some(Self { months: 0, days: number }),
            _ => None,
        }
    }
}

impl FromNode for ValidFor {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let text = String::from_node(node, diags)?;
        let read = Self::parse(&text);
        if read.is_none() {
            diags.push(Diagnostic::new(&UNREADABLE, node.span.clone()).with("value", text).with_word("expected", SPAN));
        }
        read
    }
}

impl FromNode for ScorecardOptions {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let default = Self::default();
        let place = fields.node("components", diags);
        let components: Vec<Read> = place.and_then(|node| Vec::from_node(node, diags)).unwrap_or_default();
        let components = weigh(components, place.map_or(fields.span(), |node| &node.span), diags);
        let bands: Vec<Spanned<Band>> = fields.get("bands", diags).unwrap_or_default();
        let is_higher_better = fields.get("higher-is-better", diags).unwrap_or(true);
        check_bands(&bands, is_higher_better, diags);
        let mut options = Self {
            method: fields.get("method", diags),
            components,
            deductions: fields.get("deductions", diags).unwrap_or_default(),
            gates: Vec::new(),
            bands: bands.into_iter().map(|band| band.value).collect(),
            valid_for: fields.get("valid-for", diags),
            is_ranked: fields.get("rank", diags).unwrap_or(false),
            is_higher_better,
            decimals: fields.get("decimals", diags).unwrap_or(default.decimals).min(4),
        };
        if let Some(gates) = fields.node("gates", diags) {
            let nodes = crate::base::fields::items(gates, diags);
            options.gates = nodes.iter().filter_map(|node| read_gate(node, &options, diags)).collect();
        }
        fields.finish(diags);
        Some(options)
    }
}

/// A component whose weight may not be written.
struct Read {
    component: Component,
    has_weight: bool,
}

impl FromNode for Read {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let name: Option<Arc<str>> = fields.need("name", diags);
        let label = fields.get("label", diags);
        let raters = fields.get("raters", diags);
        let stated: Option<Spanned<Marks>> = fields.get("full", diags);
        let weight = fields.get("weight", diags).map(|Marks(weight)| weight);
        let criteria: Vec<Criterion> = fields.get("criteria", diags).unwrap_or_default();
        let votes = fields.node("votes", diags);
        fields.finish(diags);
        let name = name?;
        let full = whole(&name, stated, &criteria, diags).unwrap_or(Decimal::whole(100));
        let votes = votes.map(|node| read_votes(node, full, diags)).unwrap_or_default();
        let label = label.unwrap_or_else(|| Label::plain(&name));
        let component = Component { name, label, raters, full, weight: weight.unwrap_or(full), criteria, votes };
        Some(Self { component, has_weight: weight.is_some() })
    }
}

impl FromNode for Criterion {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let name: Option<Arc<str>> = fields.need("name", diags);
        let stated: Option<Spanned<Marks>> = fields.get("full", diags);
        let items: Vec<Self> = fields.get("items", diags).unwrap_or_default();
        let span = fields.span().clone();
        fields.finish(diags);
        let name = name?;
        let full = whole(&name, stated, &items, diags);
        if full.is_none() {
            diags.push(crate::base::fields::missing("full", span));
        }
        Some(Self { full: full?, name, items })
    }
}

/// Marks, full marks and weights, none so large that a sum could overflow.
struct Marks(Decimal);

const MOST: Decimal = Decimal(100_000_000_000);

impl FromNode for Marks {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        within(node, MOST, None, diags).map(Self)
    }
}

/// A number from 0 to `most`.
fn within(node: &Node, most: Decimal, help: Option<Text>, diags: &mut Diagnostics) -> Option<Decimal> {
    let number = Decimal::from_node(node, diags)?;
    if number.0 < 0 || number > most {
        let limit = Diagnostic::new(&LIMIT, node.span.clone()).with("value", number).with("most", most);
        diags.push(match help {
            Some(help) => limit.help_instead(help),
            None => limit,
        });
        return None;
    }
    Some(number)
}

fn read_votes(node: &Node, full: Decimal, diags: &mut Diagnostics) -> Vec<(Arc<str>, Decimal)> {
    let read = entries(node, diags).iter();
    read.filter_map(|(key, value)| Some((key.text.as_str().into(), within(value, full, Some(WORTH), diags)?))).collect()
}

impl FromNode for Deduction {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let (name, each) = (fields.need("name", diags), fields.need("each", diags));
        let max = fields.get("max", diags).map(|Marks(max)| max);
        fields.finish(diags);
        let Marks(each) = each?;
        Some(Self { name: name?, each, max })
    }
}

impl FromNode for Band {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let name = fields.need("name", diags);
        let (from, stars) = (fields.get("from", diags), fields.get("stars", diags));
        fields.finish(diags);
        Some(Self { name: name?, from: from.map(|Marks(from)| from), stars: stars.unwrap_or(0) })
    }
}

/// The full mark: that of the parts, which a stated one must equal.
fn whole(name: &str, stated: Option<Spanned<Marks>>, parts: &[Criterion], diags: &mut Diagnostics) -> Option<Decimal> {
    let sum = Decimal(parts.iter().map(|part| part.full.0).sum());
    match stated {
        Some(Spanned { value: Marks(full), span }) => {
            if !parts.is_empty() && full != sum {
                let differs = Diagnostic::new(&FULL, span).with("name", name);
                diags.push(differs.with("full", full).with("sum", sum));
            }
            Some(full)
        }
        None => Some(sum).filter(|_| !parts.is_empty()),
    }
}

/// Weights, once there are any, are those of all components and make 100.
fn weigh(read: Vec<Read>, span: &Span, diags: &mut Diagnostics) -> Vec<Component> {
    if read.iter().any(|one| one.has_weight) {
        let sum = Decimal(read.iter().filter(|one| one.has_weight).map(|one| one.component.weight.0).sum());
        let lacking: Vec<&str> = read.iter().filter(|one| !one.has_weight).map(|one| &*one.component.name).collect();
        if sum != Decimal::whole(100) || !lacking.is_empty() {
            let weights = read.iter().map(|one| {
                let weight = if one.has_weight { one.component.weight.to_string() } else { "?".to_owned() };
                format!("{} {weight}", one.component.name)
            });
            let list = weights.collect::<Vec<_>>().join("、");
            diags.push(Diagnostic::new(&WEIGHTS, span.clone()).with("sum", sum).with("list", list));
        }
    }
    read.into_iter().map(|one| one.component).collect()
}

fn check_bands(bands: &[Spanned<Band>], is_higher_better: bool, diags: &mut Diagnostics) {
    for pair in bands.windows(2) {
        let (Some(above), Some(below)) = (pair[0].value.from, pair[1].value.from) else { continue };
        if (above > below) != is_higher_better || above == below {
            let unordered = Diagnostic::new(&BANDS, pair[1].span.clone()).with("above", &pair[0].value.name);
            let unordered = unordered.with("below", &pair[1].value.name);
            diags.push(unordered.with("high", above).with("low", below));
        }
    }
}

fn read_gate(node: &Node, options: &ScorecardOptions, diags: &mut Diagnostics) -> Option<Gate> {
    let mut fields = Fields::of(node, diags);
    let component: Option<Spanned<Arc<str>>> = fields.need("component", diags);
    let counted: Vec<Spanned<Arc<str>>> = fields.get("option", diags).unwrap_or_default();
    let at_least: Option<Spanned<Arc<str>>> = fields.need("at-least", diags);
    let otherwise = fields.get("else", diags);
    let caps: Option<Spanned<Arc<str>>> = fields.need("caps", diags);
    fields.finish(diags);
    let at_least = at_least.and_then(|text| read_share(&text, diags));
    let caps = caps.and_then(|band| {
        let place = options.bands.iter().position(|own| own.name == band.value);
        if place.is_none() {
            let known = options.bands.iter().map(|own| &*own.name);
            diags.push(unknown_name(BAND, &band.value, band.span, known));
        }
        place
    });
    let component = component.and_then(|name| {
        let place = options.components.iter().position(|own| own.is(&name.value));
        if place.is_none() {
            let known = options.components.iter().map(|own| &*own.name);
            diags.push(unknown_name(COMPONENT, &name.value, name.span, known));
        }
        place
    })?;
    let votes = &options.components[component].votes;
    for option in &counted {
        if !votes.iter().any(|(own, _)| *own == option.value) {
            let known = votes.iter().map(|(own, _)| &**own);
            diags.push(unknown_name(OPTION, &option.value, option.span.clone(), known));
        }
    }
    let options = counted.into_iter().map(|option| option.value).collect();
    Some(Gate { component, options, at_least: at_least?, otherwise, caps: caps? })
}

/// `85%` in ten-thousandths.
fn read_share(text: &Spanned<Arc<str>>, diags: &mut Diagnostics) -> Option<i64> {
    let plain = crate::base::date::to_half_width(text.value.trim());
    let number = plain.strip_suffix('%').and_then(|number| Decimal::parse(number).ok());
    let share = number.map(|number| number.0 / 100).filter(|share| (0..=10_000).contains(share));
    if share.is_none() {
        let unreadable = Diagnostic::new(&UNREADABLE, text.span.clone()).with("value", &text.value);
        diags.push(unreadable.with_word("expected", SHARE));
    }
    share
}

impl Component {
    /// Whether `key` names it.
    pub fn is(&self, key: &str) -> bool {
        *self.name == *key || self.label.is(key)
    }
}

impl Component {
    /// Its part of the total, in hundred-millionths.
    pub(super) fn weighted(&self, score: Decimal) -> i128 {
        let full = i128::from(self.full.0).max(1);
        i128::from(score.0) * i128::from(self.weight.0) * 10_000 / full
    }
}

impl Deduction {
    /// What so many times cost.
    pub(super) fn points(&self, times: u32) -> Decimal {
        let points = Decimal(self.each.0.saturating_mul(i64::from(times)));
        self.max.map_or(points, |max| points.min(max))
    }
}

impl Gate {
    /// Both sides of the share that decides; none where nothing was given.
    pub(super) fn rate(&self, component: &Component, mark: &Mark, score: Option<Decimal>) -> Option<Rate> {
        if self.options.is_empty() {
            return score.map(|score| Rate { is: score.0, of: component.full.0 });
        }
        let Mark::Ballot(counts) = mark else { return None };
        let of = counts.iter().map(|count| i64::from(*count)).sum();
        let counted = component.votes.iter().zip(counts).filter(|((name, _), _)| self.options.contains(name));
        Some(Rate { is: counted.map(|(_, count)| i64::from(*count)).sum(), of }).filter(|_| of > 0)
    }

    /// Whether the share is reached; none where it is unknown.
    pub(super) fn passed(&self, rate: Option<Rate>) -> Option<bool> {
        rate.map(|rate| i128::from(rate.is) * 10_000 >= i128::from(self.at_least) * i128::from(rate.of))
    }
}

impl ScorecardOptions {
    /// The best band that `total` reaches.
    pub(super) fn band(&self, total: Decimal) -> Option<usize> {
        self.bands.iter().position(|band| match band.from {
            Some(from) if self.is_higher_better => total >= from,
            Some(from) => total <= from,
            None => true,
        })
    }

    /// Whether components have weights, and are not simply added.
    pub(super) fn is_weighted(&self) -> bool {
        self.components.iter().any(|one| one.weight != one.full)
    }
}
