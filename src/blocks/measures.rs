//! `measures`: figures with qualifier, parts, rest, base and target. Rates keep their two sides.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, Rule, rules};
use crate::base::fields::{Fields, FromNode, Spanned, entries, items};
use crate::base::lang::Lang;
use crate::base::number::{Decimal, Figure, Qualifier, RATE, Rate};
use crate::base::yaml::Node;
use crate::blocks::answer::Quantity;
use crate::blocks::guide::NewSlot;
use crate::blocks::table::{Table, TableColumn};
use crate::blocks::{BlockType, RowsAt};

mod guide;
mod summary;

pub use summary::{MeasuresSummary, Sum};

rules! {
    /// Parts do not give the whole.
    PARTS: Warning "figure/parts-differ" {
        zh: "“{label}”写的是 {value}，分项相加得 {sum}，相差 {difference}" => "查对分项；分项没有列全时，加一行 `rest: 其余的名称`，页面会把差额写成这一项",
        en: "“{label}” is {value}, its parts give {sum}: a difference of {difference}" => "look up the parts; if they are not all of it, add `rest: NAME`, and the page shows what is left under it",
        wrong: "{label: 调解, value: 180, parts: {口头: 20, 书面: 157}}", right: "{label: 调解, value: 180, parts: {口头: 23, 书面: 157}}",
        source: "180 = 23 + 157；3,108 = 2,707 + 401", "180 = 23 + 157; 3,108 = 2,707 + 401",
    }
    /// A figure that should equal another one does not.
    COMPARE: Warning "figure/compare-differs" {
        zh: "“{label}”是 {value}，与它对照的“{other}”是 {other_value}，相差 {difference}" => "能说明原因时，用 `note:` 写明；页面会列出差额",
        en: "“{label}” is {value}, “{other}” that it is compared with is {other_value}: a difference of {difference}" => "say why in `note:` if you can; the page shows the difference",
        source: "367 个村和社区对 358 个党组织，相差 9", "367 villages and communities against 358 party bodies, 9 apart",
    }
    /// The number in a name was typed as a count.
    BRAND: Warning "figure/brand-number" {
        zh: "“{label}”的数值 {value} 就是名称里的数字，像是把名号当成了数目" => "查对实际有多少；没有数的，这一项不要写",
        en: "the value {value} of “{label}” is the number in its own name, which looks like a brand taken for a count" => "look up how many there are; without a count, leave the figure out",
        wrong: "- {label: 7171服务网点, value: 7171, unit: 个}", right: "- {label: 7171服务网点, value: 24, unit: 个}",
        source: "“7171”是服务网点的名号，不是个数", "“7171” is the brand of the service points, not their number",
    }
    /// The figure to compare with is not there.
    COMPARE_MISSING: Error "figure/compare-missing" {
        zh: "没有名为 `{other}` 的数字可以对照" => "`compare:` 写同一记录里另一项的 `label`",
        en: "there is no figure `{other}` to compare with" => "`compare:` takes the `label` of another figure of this record",
    }
    /// A stated percentage is not that of its two sides.
    RATE_DIFFERS: Warning "figure/rate-differs" {
        zh: "“{label}”写的是 {stated}，{is} ÷ {of} 四舍五入应是 {computed}" => "查对分子、分母和百分比；页面以算出的为准，并列出写的数",
        en: "“{label}” is stated as {stated}, {is} of {of} gives {computed}" => "look up both sides and the percentage; the page shows the computed one and the stated one",
        wrong: "{label: 办结率, rate: {of: 102, is: 98}, stated: 98%}", right: "{label: 办结率, rate: {of: 102, is: 98}, stated: 96.1%}",
        source: "98/102 = 96.1%；按区间核对，不要求精确相等", "98/102 = 96.1 %; checked by interval, not by equality",
    }
    /// A stated percentage that is none.
    PERCENT: Error "figure/not-percent" {
        zh: "`{stated}` 不是百分比" => "`stated:` 照原文写百分比，例如 `96.1%`；算得的比率由 `rate` 得出",
        en: "`{stated}` is not a percentage" => "`stated:` takes the percentage as it was published, like `96.1%`",
        wrong: "stated: 很高", right: "stated: 96.1%",
    }
    /// More than the whole.
    RATE_ABOVE: Warning "figure/rate-above-one" {
        zh: "“{label}”的分子 {is} 大于分母 {of}" => "查对是不是写反了",
        en: "“{label}” has a part of {is} and a base of only {of}" => "see whether they were swapped",
    }
}

/// What a form sets: the figures that are expected, in order.
#[derive(Clone, Debug, Default)]
pub struct MeasuresOptions {
    /// Expected figures; others are allowed behind them.
    pub items: Vec<Expected>,
}

/// A figure that a form expects.
#[derive(Clone, Debug)]
pub struct Expected {
    /// Its name.
    pub label: Arc<str>,
    /// Its unit.
    pub unit: Option<Arc<str>>,
    /// Whether a year has the latest instead of the sum.
    pub is_stock: bool,
}

impl FromNode for Expected {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let label = fields.need("label", diags);
        let unit = fields.get("unit", diags);
        let is_stock = read_stock(&mut fields, diags).unwrap_or(false);
        fields.finish(diags);
        Some(Self { label: label?, unit, is_stock })
    }
}

impl FromNode for MeasuresOptions {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let options = Self { items: fields.get("items", diags).unwrap_or_default() };
        fields.finish(diags);
        Some(options)
    }
}

fn read_stock(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Option<bool> {
    let flow: Option<bool> = fields.get("flow", diags);
    let stock: Option<bool> = fields.get("stock", diags);
    stock.or(flow.map(|flow| !flow))
}

/// Figures in the order of the file.
#[derive(Clone, Debug)]
pub struct Measures(Vec<Measure>);

/// One figure, with what was computed from it and what it is compared with.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Its name.
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
    pub target_gap: Option<Decimal>,
    /// What it consists of.
    pub parts: Vec<Part>,
    /// Value minus parts, where it is not zero.
    pub parts_gap: Option<Decimal>,
    /// Name of what the parts leave out.
    pub rest: Option<Arc<str>>,
    /// Figure it is compared with.
    pub compare: Option<Arc<str>>,
    /// Value minus that figure, where they differ.
    pub compare_gap: Option<Decimal>,
    /// Its two sides, if it is a rate.
    pub rate: Option<Rate>,
    /// The rate in ten-thousandths.
    pub share: Option<i64>,
    /// The percentage that the record states, where it cannot be the rate.
    pub stated: Option<Arc<str>>,
    /// Whether a year has the latest instead of the sum.
    pub is_stock: bool,
    /// Whether it is an amount for one, like a monthly allowance: units are compared, never added.
    pub is_standard: bool,
    /// A word of explanation.
    pub note: Option<Arc<str>>,
}

/// A part of a figure.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its name.
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

impl BlockType for Measures {
    const NAME: &'static str = "measures";
    const ROWS: RowsAt = RowsAt::Nowhere;
    const RULES: &'static [&'static [&'static Rule]] = &[RULES];
    type Options = MeasuresOptions;
    type Summary = MeasuresSummary;

    fn parse(node: &Node, options: &Arc<MeasuresOptions>, diags: &mut Diagnostics) -> Option<Self> {
        let nodes = items(node, diags);
        let mut measures: Vec<(Measure, &Node)> =
            nodes.iter().filter_map(|node| Some((read_measure(node, options, diags)?, node))).collect();
        // What has neither value nor rate nor parts could not be read, and is there all the same.
        let is_read = |one: &Measure| one.value.is_some() || one.rate.is_some() || !one.parts.is_empty();
        let unread: BTreeSet<_> =
            measures.iter().filter(|(one, _)| !is_read(one)).map(|(one, _)| one.label.clone()).collect();
        let values: Vec<_> = measures.iter().map(|(one, _)| (one.label.clone(), one.value)).collect();
        for (measure, node) in &mut measures {
            check_brand(measure, node, diags);
            if measure.compare.as_ref().is_none_or(|other| !unread.contains(other)) {
                compare(measure, &values, node, diags);
            }
        }
        let mut measures: Vec<_> = measures.into_iter().map(|(measure, _)| measure).collect();
        let place = |one: &Measure| options.items.iter().position(|item| item.label == one.label);
        measures.sort_by_key(|one| place(one).unwrap_or(usize::MAX));
        Some(Self(measures))
    }

    fn summarize(history: &[(Date, &Self)], _today: Date) -> MeasuresSummary {
        let mut summary = MeasuresSummary::default();
        for measure in history.iter().flat_map(|(_, measures)| &measures.0) {
            let key = format!("{}|{}", measure.label, measure.unit).into();
            let own: &mut Sum = summary.items.entry(key).or_default();
            if measure.is_stock || measure.is_standard || measure.since.is_some() {
                *own = Sum::default();
            }
            own.add(&Sum::of(measure));
            own.reported = 1;
        }
        summary
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
            text("qualifier", "限定").in_words(&Qualifier::WORDS),
            number("value", "数值"),
            text("unit", "单位"),
            number("is", "分子"),
            number("of", "分母"),
            TableColumn::new("as-of", "截至", "date"),
        ];
        Table { columns, rows: self.0.iter().flat_map(rows).collect() }
    }

    fn skeleton(options: &MeasuresOptions, slot: &NewSlot<'_>) -> Vec<String> {
        guide::skeleton(options, slot)
    }

    fn describe(options: &MeasuresOptions, lang: Lang) -> Vec<String> {
        guide::describe(options, lang)
    }

    fn quantities(&self) -> Vec<Quantity<'_>> {
        let own = self.0.iter();
        own.map(|one| Quantity { label: &one.label, unit: &one.unit, value: one.value, rate: one.rate }).collect()
    }
}

fn rows(measure: &Measure) -> Vec<Vec<String>> {
    let number = |number: Option<i64>| number.map_or(String::new(), |number| number.to_string());
    let row = |part: &str, figure: Option<Figure>, rate: Option<Rate>| {
        vec![
            measure.label.to_string(),
            part.to_owned(),
            figure.map_or("", |figure| figure.qualifier.word()).to_owned(),
            figure.map_or(String::new(), |figure| figure.value.to_string()),
            measure.unit.to_string(),
            number(rate.map(|rate| rate.is)),
            number(rate.map(|rate| rate.of)),
            measure.as_of.map_or(String::new(), |date| date.to_string()),
        ]
    };
    let parts = measure.parts.iter().map(|part| row(&part.label, Some(part.value), None));
    std::iter::once(row("", measure.value, measure.rate)).chain(parts).collect()
}

fn read_measure(node: &Node, options: &MeasuresOptions, diags: &mut Diagnostics) -> Option<Measure> {
    let mut fields = Fields::of(node, diags);
    let label: Option<Arc<str>> = fields.need("label", diags);
    let value: Option<Spanned<Figure>> = fields.get("value", diags);
    let rate = fields.node("rate", diags);
    let is_written =
        value.is_some() || ["value", "rate", "parts"].iter().any(|name| fields.node(name, diags).is_some());
    let rate = rate.filter(|node| !node.is_empty()).and_then(|node| read_rate(node, diags));
    let stated: Option<Spanned<Arc<str>>> = fields.get("stated", diags);
    let written = fields.node("parts", diags);
    let parts = written.map(|node| read_parts(node, diags)).unwrap_or_default();
    let are_parts_read = written.is_none_or(|node| entries(node, diags).len() == parts.len());
    let expected = label.as_ref().and_then(|label| options.items.iter().find(|item| item.label == *label));
    let is_stock = read_stock(&mut fields, diags).or(expected.map(|item| item.is_stock)).unwrap_or(false);
    let is_standard = fields.get("standard", diags).unwrap_or(false);
    let unit = fields.get("unit", diags).or_else(|| expected.and_then(|item| item.unit.clone()));
    let target: Option<Figure> = fields.get("target", diags);
    let (as_of, since) = (fields.get("as-of", diags), fields.get("since", diags));
    let (rest, compare, note) = (fields.get("rest", diags), fields.get("compare", diags), fields.get("note", diags));
    if label.is_some() && !is_written {
        fields.lacks(&["value", "rate", "parts"], diags);
    }
    let is_whole = are_parts_read && fields.lost(&["value", "parts", "rest"]).is_empty();
    fields.finish(diags);
    let figure = value.as_ref().map(|value| value.value);
    let mut measure = label.map(|label| Measure {
        value: figure,
        unit: unit.unwrap_or_else(|| "".into()),
        as_of,
        since,
        target_gap: figure.zip(target).map(|(value, target)| value.value.minus(target.value)),
        target,
        parts,
        parts_gap: None,
        rest,
        compare,
        compare_gap: None,
        rate,
        share: rate.map(Rate::ratio),
        stated: None,
        is_stock,
        is_standard,
        note,
        label,
    })?;
    check_parts(&mut measure, value.as_ref().filter(|_| is_whole), diags);
    check_rate(&mut measure, stated, node, diags);
    Some(measure)
}

fn read_rate(node: &Node, diags: &mut Diagnostics) -> Option<Rate> {
    if let Some(text) = node.text() {
        let rate = Rate::parse(text);
        if rate.is_none() {
            diags.push(Diagnostic::new(&RATE, node.span.clone()).with("value", text));
        }
        return rate;
    }
    let mut fields = Fields::of(node, diags);
    let of: Option<u32> = fields.need("of", diags);
    let is: Option<u32> = fields.need("is", diags);
    fields.finish(diags);
    Some(Rate { is: is?.into(), of: of?.into() })
}

fn read_parts(node: &Node, diags: &mut Diagnostics) -> Vec<Part> {
    let read = entries(node, diags).iter().filter_map(|(key, value)| {
        let value = Figure::from_node(value, diags)?;
        Some(Part { label: key.text.as_str().into(), value, share: 0 })
    });
    read.collect()
}

fn check_parts(measure: &mut Measure, value: Option<&Spanned<Figure>>, diags: &mut Diagnostics) {
    if measure.parts.is_empty() {
        return;
    }
    let sum = measure.parts.iter().fold(Figure::default(), |sum, part| sum.plus(part.value));
    let whole = value.map_or(sum, |value| value.value);
    for part in &mut measure.parts {
        part.share = crate::base::number::ratio(part.value.value.0, whole.value.0);
    }
    let gap = whole.value.minus(sum.value);
    measure.parts_gap = Some(gap).filter(|gap| gap.0 != 0);
    let exact = whole.qualifier == Qualifier::Exact && sum.qualifier == Qualifier::Exact;
    let explained = measure.rest.is_some() && gap.0 > 0;
    if let Some(value) = value.filter(|_| exact && gap.0 != 0 && !explained) {
        let differs = Diagnostic::new(&PARTS, value.span.clone()).with("label", &measure.label);
        diags.push(differs.with("value", whole.value).with("sum", sum.value).with("difference", gap));
    }
}

fn check_rate(measure: &mut Measure, stated: Option<Spanned<Arc<str>>>, node: &Node, diags: &mut Diagnostics) {
    let Some(rate) = measure.rate else { return };
    if rate.is > rate.of {
        let above = Diagnostic::new(&RATE_ABOVE, node.span.clone()).with("label", &measure.label);
        diags.push(above.with("is", rate.is).with("of", rate.of));
    }
    let Some(stated) = stated else { return };
    match rate.agrees_with(&stated.value) {
        Some(true) => return,
        Some(false) => {}
        None => return diags.push(Diagnostic::new(&PERCENT, stated.span).with("stated", stated.value)),
    }
    let ratio = rate.ratio();
    let computed = format!("{}.{:02}%", ratio / 100, ratio % 100);
    let differs = Diagnostic::new(&RATE_DIFFERS, stated.span).with("label", &measure.label);
    let differs = differs.with("stated", &stated.value).with("is", rate.is).with("of", rate.of);
    diags.push(differs.with("computed", computed));
    measure.stated = Some(stated.value);
}

/// A count of three digits or more that is the number in its own label, unless that is a year.
fn check_brand(measure: &Measure, node: &Node, diags: &mut Diagnostics) {
    let Some(value) = measure.value else { return };
    let digits = value.value.to_string();
    let is_count = digits.len() >= 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let mut places = measure.label.match_indices(&*digits);
    let is_whole = |(at, _): (usize, &str)| {
        let (before, after) = (&measure.label[..at], &measure.label[at + digits.len()..]);
        let is_digit = |sign: char| sign.is_ascii_digit();
        !before.ends_with(is_digit) && !after.starts_with(is_digit) && !after.starts_with(['年', '号', '路'])
    };
    if is_count && places.any(is_whole) {
        let brand = Diagnostic::new(&BRAND, node.span.clone()).with("label", &measure.label);
        diags.push(brand.with("value", value.value));
    }
}

fn compare(measure: &mut Measure, values: &[(Arc<str>, Option<Figure>)], node: &Node, diags: &mut Diagnostics) {
    let (Some(other), Some(value)) = (measure.compare.clone(), measure.value) else { return };
    let Some(other_value) = values.iter().find(|(label, _)| *label == other).and_then(|(_, value)| *value) else {
        diags.push(Diagnostic::new(&COMPARE_MISSING, node.span.clone()).with("other", other));
        return;
    };
    let gap = value.value.minus(other_value.value);
    if gap.0 == 0 {
        return;
    }
    measure.compare_gap = Some(gap);
    let differs = Diagnostic::new(&COMPARE, node.span.clone()).with("label", &measure.label);
    let differs = differs.with("value", value.value).with("other", other).with("other_value", other_value.value);
    diags.push(differs.with("difference", gap));
}
