//! What does not agree in figures: parts, rates, comparisons, names taken for numbers.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::Spanned;
use crate::base::number::Figure;
use crate::base::yaml::Node;
use crate::blocks::measures::{Measure, MeasuresOptions};

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
    /// More than another figure that it is a part of.
    ABOVE: Warning "figure/above-most" {
        zh: "“{label}”是 {value}，比“{other}”{other_value} 还多" => "查对两个数；页面会标明",
        en: "“{label}” is {value}, more than “{other}” of {other_value}" => "look up both figures; the page marks it",
        wrong: "- {label: 应到, value: 58, unit: 人}\n- {label: 实到, value: 61, unit: 人}", right: "- {label: 应到, value: 66, unit: 人}\n- {label: 实到, value: 61, unit: 人}",
        source: "到会的人不会比应到的多", "no more can come than are due",
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
    /// A percentage without its two sides, which is shown nowhere.
    BASELESS: Warning "figure/percent-without-rate" {
        zh: "“{label}”写了 `stated: {stated}`，却没有写是多少分之多少，页面上不显示这个百分比" => "写上 `rate: 分子/分母`，百分比由页面算出",
        en: "“{label}” has `stated: {stated}` but not of what: the page does not show the percentage" => "write `rate: PART/BASE`; the page computes the percentage",
        wrong: "figures: [{label: 测评满意, value: 49, unit: 票, stated: 96.1%}]", right: "figures: [{label: 测评满意, rate: 49/51, stated: 96.1%}]",
    }
    /// More than the whole.
    RATE_ABOVE: Warning "figure/rate-above-one" {
        zh: "“{label}”的分子 {is} 大于分母 {of}" => "查对是不是写反了",
        en: "“{label}” has a part of {is} and a base of only {of}" => "see whether they were swapped",
    }
}

pub(super) fn check_parts(measure: &mut Measure, value: Option<&Spanned<Figure>>, diags: &mut Diagnostics) {
    if measure.parts.is_empty() {
        return;
    }
    let sum = measure.parts.iter().fold(Figure::default(), |sum, part| sum.plus(part.value));
    let whole = value.map_or(sum, |value| value.value);
    for part in &mut measure.parts {
        part.share = crate::base::number::ratio(part.value.value.0, whole.value.0);
    }
    let rest = whole.minus(sum);
    measure.parts_gap = Some(rest).filter(|rest| rest.value.0 != 0);
    let gap = rest.value;
    let explained = measure.rest.is_some() && gap.0 > 0;
    if let Some(value) = value.filter(|_| rest.is_exact() && gap.0 != 0 && !explained) {
        let differs = Diagnostic::new(&PARTS, value.span.clone()).with("label", &measure.label);
        diags.push(differs.with("value", whole.value).with("sum", sum.value).with("difference", gap));
    }
}

/// A rate, and the percentage that is stated of it. Where it is still to be counted, this is asked again then.
pub(super) fn check_rate(measure: &mut Measure, diags: &mut Diagnostics) {
    let Some(rate) = measure.rate else { return };
    if rate.is > rate.of {
        let above = Diagnostic::new(&RATE_ABOVE, measure.span.clone()).with("label", &measure.label);
        diags.push(above.with("is", rate.is).with("of", rate.of));
    }
    let Some(percent) = measure.percent.clone() else { return };
    match rate.agrees_with(&percent.value) {
        Some(true) => return,
        Some(false) => {}
        None => return diags.push(Diagnostic::new(&PERCENT, percent.span).with("stated", percent.value)),
    }
    let computed = rate.percent_like(&percent.value);
    let differs = Diagnostic::new(&RATE_DIFFERS, percent.span).with("label", &measure.label);
    let differs = differs.with("stated", &percent.value).with("is", rate.is).with("of", rate.of);
    diags.push(differs.with("computed", computed));
    measure.stated = Some(percent.value);
}

/// A percentage of which nobody can say whether it is right.
pub(super) fn check_baseless(measure: &Measure, options: &MeasuresOptions, diags: &mut Diagnostics) {
    let is_rated = measure.rate.is_some() || options.source(measure).is_some();
    if let Some(percent) = measure.percent.as_ref().filter(|_| !is_rated) {
        let baseless = Diagnostic::new(&BASELESS, percent.span.clone()).with("label", &measure.label);
        diags.push(baseless.with("stated", &percent.value));
    }
}

/// The label of a figure with its value, if it is known.
pub(super) type Valued = (Arc<str>, Option<Figure>);

/// What a figure is compared with.
#[derive(Clone, Copy)]
pub(super) struct Others<'a> {
    /// All figures of the slot.
    pub(super) values: &'a [Valued],
    /// What the form says of them.
    pub(super) options: &'a MeasuresOptions,
}

impl Others<'_> {
    /// The value of the figure of this label, if it is known.
    fn value(self, label: &Arc<str>) -> Option<Figure> {
        self.values.iter().find(|(own, _)| own == label).and_then(|(_, value)| *value)
    }
}

/// A figure that cannot exceed another one. What is already marked is told already.
pub(super) fn check_most(measure: &mut Measure, others: Others<'_>, diags: &mut Diagnostics) {
    let most = others.options.expected(&measure.label).and_then(|item| item.at_most.clone());
    let (Some(other), Some(value), None) = (most, measure.value, &measure.above) else { return };
    let Some(limit) = others.value(&other).filter(|limit| value.value > limit.value) else { return };
    let above = Diagnostic::new(&ABOVE, measure.span.clone()).with("label", &measure.label);
    diags.push(above.with("value", value.value).with("other", &other).with("other_value", limit.value));
    measure.above = Some(other);
}

/// A count of three digits or more that is the number in its own label, unless that is a year.
pub(super) fn check_brand(measure: &Measure, node: &Node, diags: &mut Diagnostics) {
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

/// Puts a figure beside the one that it must be the same as.
pub(super) fn compare(measure: &mut Measure, others: Others<'_>, node: &Node, diags: &mut Diagnostics) {
    let (Some(other), Some(value)) = (measure.compare.clone(), measure.value) else { return };
    let Some(other_value) = others.value(&other) else {
        // What is counted is not known yet.
        if others.options.items.iter().any(|item| item.label == other && item.from.is_some()) {
            return;
        }
        diags.push(Diagnostic::new(&COMPARE_MISSING, node.span.clone()).with("other", other));
        return;
    };
    let gap = value.value.minus(other_value.value);
    if gap.0 == 0 {
        return;
    }
    measure.compare_gap = Some(value.minus(other_value));
    let differs = Diagnostic::new(&COMPARE, node.span.clone()).with("label", &measure.label);
    let differs = differs.with("value", value.value).with("other", other).with("other_value", other_value.value);
    diags.push(differs.with("difference", gap));
}
