//! Reads what a form sets for a scorecard.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, Spanned, entries};
use crate::base::lang::{Label, Text};
use crate::base::length::{CalendarTime, Length};
use crate::base::number::Decimal;
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::blocks::scorecard::form::{
    BAND, Band, COMPONENT, Component, Criterion, Deduction, Gate, OPTION, ScorecardOptions,
};
use crate::blocks::scorecard::unknown::unknown_name;

rules! {
    /// Weights do not make 100.
    WEIGHTS: Error "scorecard/weights-differ" {
        zh: "各评分项都要有权重，合计 100；现在写的合计 {sum}：{list}" => "查对 `weight:`，每一项都要写；不设权重时全部删去，总分就是各项得分相加",
        en: "every component needs a weight, 100 in all; those written make {sum}: {list}" => "look up `weight:` and write one for every component; without any, the total is the sum of the scores",
        wrong: "components:\n  - {name: 现场, weight: 40}\n  - {name: 核查, weight: 40}", right: "components:\n  - {name: 现场, weight: 40}\n  - {name: 核查, weight: 60}",
    }
    /// Parts of a criterion do not give its full mark.
    FULL: Error "scorecard/full-differs" {
        zh: "“{name}”满分写的是 {full}，下面各条满分合计 {sum}" => "改 `full:`，或改下面各条的满分；不写 `full:` 时按合计",
        en: "“{name}” has a full mark of {full}, its parts give {sum}" => "mend `full:` or the parts; without `full:` it is their sum",
        wrong: "{name: 公开, full: 20, items: [{name: 按时, full: 10}, {name: 答复, full: 5}]}", right: "{name: 公开, full: 15, items: [{name: 按时, full: 10}, {name: 答复, full: 5}]}",
    }
    /// Bands are not in order.
    BANDS: Error "scorecard/bands-unordered" {
        zh: "等次“{below}”（`from: {low}`）排在“{above}”（`from: {high}`）之后，分数线却没有排在后面" => "从最好的等次写起，依次往下；两个等次的 `from` 不能相同",
        en: "the band “{below}” (`from: {low}`) stands below “{above}” (`from: {high}`), but its `from` does not" => "begin with the best band; no two bands have the same `from`",
        wrong: "bands: [{name: 较好, from: 80}, {name: 好, from: 90}]", right: "bands: [{name: 好, from: 90}, {name: 较好, from: 80}]",
    }
    /// A percentage or a time that is none.
    UNREADABLE: Error "scorecard/unreadable" {
        zh: "`{value}` 读不懂，这里要写{expected}" => "写成{expected}",
        en: "`{value}` cannot be read: {expected} is expected" => "write {expected}",
        wrong: "at-least: 八成五", right: "at-least: 85%",
    }
    /// Marks of a form outside what is possible.
    LIMIT: Error "scorecard/marks-limit" {
        zh: "分值 {value} 不在 0 到 {most} 之间" => "写 0 到 {most} 之间的数",
        en: "{value} is not from 0 to {most}" => "write a number from 0 to {most}",
        wrong: "{name: 民意, full: 100, votes: {好: 120, 差: 0}}", right: "{name: 民意, full: 100, votes: {好: 100, 差: 0}}",
    }
}

const SHARE: Text = Text { zh: "百分比，如 `85%`", en: "a percentage such as `85%`" };

const WORTH: Text = Text {
    zh: "写 0 到 {most} 之间的数；票项的分值不能超过这一项的满分",
    en: "write a number from 0 to {most}; an option of a ballot is worth the full mark at most",
};

const VALIDITY: Text =
    Text { zh: "时长，如 `2 years`、`18 months`、`2年`", en: "a time such as `2 years` or `18 months`" };

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
            valid_for: read_valid_for(&mut fields, diags),
            is_ranked: fields.get("rank", diags).unwrap_or(false),
            is_higher_better,
            decimals: fields.get("decimals", diags).unwrap_or(default.decimals).min(4),
            fails_twice: fields.get("fails-twice", diags),
        };
        if let Some(gates) = fields.node("gates", diags) {
            let nodes = crate::base::fields::items(gates, diags);
            options.gates = nodes.iter().filter_map(|node| read_gate(node, &options, diags)).collect();
        }
        fields.finish(diags);
        Some(options)
    }
}

/// How long a result holds: some time.
fn read_valid_for(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Option<Length> {
    let written: Spanned<CalendarTime> = fields.get("valid-for", diags)?;
    let length = written.value.0;
    if length.count == 0 {
        let none = Diagnostic::new(&UNREADABLE, written.span).with("value", length.count);
        diags.push(none.with_word("expected", VALIDITY));
        return None;
    }
    Some(length)
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
        let from = fields.get("from", diags).unwrap_or_default();
        fields.finish(diags);
        let name = name?;
        let full = whole(&name, stated, &criteria, diags).unwrap_or(Decimal::whole(100));
        let votes = votes.map(|node| read_votes(node, full, diags)).unwrap_or_default();
        let label = label.unwrap_or_else(|| Label::plain(&name));
        let component = Component { name, label, raters, full, weight: weight.unwrap_or(full), criteria, votes, from };
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
        let fails = fields.get("fails", diags).unwrap_or(false);
        fields.finish(diags);
        Some(Self { name: name?, from: from.map(|Marks(from)| from), stars: stars.unwrap_or(0), fails })
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
            diags.push(Diagnostic::new(&WEIGHTS, span.clone()).with("sum", sum).with_items("list", weights));
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
