//! Figures that are counted: from the rows of a register beside them that lists everything, or from the units of the
//! portal. What the record states stays beside what was counted.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::number::{Decimal, Figure, Qualifier, Rate};
use crate::base::source::Span;
use crate::blocks::measures::ground::Counted;
use crate::blocks::measures::source::Source;
use crate::blocks::measures::{Expected, Measure, Measures, MeasuresOptions, Part, checks};

rules! {
    /// A figure is not what the rows beside it give.
    DIFFERS: Warning "figure/rows-differ" {
        zh: "“{label}”写的是 {stated}，按 {from} 数得 {computed}" => "查对明细和这个数，改错的一边；数字可以不写，页面以数得的为准，并列出写的数；明细没有列全的，写 `{from}: {complete: false, rows: [...]}`",
        en: "“{label}” is stated as {stated}, {from} gives {computed}" => "look up the rows and the figure; it need not be written: the page shows what was counted, and what was stated beside it; if the rows are not all of them, write `{from}: {complete: false, rows: [...]}`",
        wrong: "cases: [{post: 镇长, days: 128/365}, {post: 副镇长, days: 109/365}]\nfigures: [{label: 够三分之一的, rate: {of: 2, is: 2}}]", right: "cases: [{post: 镇长, days: 128/365}, {post: 副镇长, days: 109/365}]\nfigures: [{label: 够三分之一的, rate: {of: 2, is: 1}}]",
    }
    /// A figure is to be counted from rows that are not all there are.
    PARTIAL: Warning "figure/rows-partial" {
        zh: "“{label}”要从 {from} 数出，明细却没有写明已经列全，数不出来" => "列全了的，写 `{from}: {complete: true, rows: [...]}`（表格在旁边的只写 `{from}: {complete: true}`）；没有列全的，写上 `value` 或 `rate`",
        en: "“{label}” is to be counted from {from}, which does not say that it lists everything: it cannot be counted" => "if everything is listed, write `{from}: {complete: true, rows: [...]}`, or `{from}: {complete: true}` where a table stands beside the record; else write `value` or `rate`",
    }
}

/// What a figure is counted from, and what came of it.
#[derive(Debug)]
pub struct Count<'a> {
    /// The figure that the form expects, or that the record has.
    pub label: &'a Arc<str>,
    /// What it is counted from, as messages name it.
    pub from: &'a str,
    /// What came of it; none where the rows are not all there are.
    pub counted: Option<Counted>,
    /// Where rows hold others, the values of the tier that was counted.
    pub tier: Vec<Arc<str>>,
    /// Where the record is.
    pub span: &'a Span,
}

impl MeasuresOptions {
    /// What the figure is counted from, by the record or by the form.
    pub fn source<'a>(&'a self, measure: &'a Measure) -> Option<&'a Source> {
        measure.from.as_ref().or_else(|| self.expected(&measure.label)?.from.as_ref())
    }

    /// The figure of this name that the form expects.
    pub fn expected(&self, label: &str) -> Option<&Expected> {
        self.items.iter().find(|item| *item.label == *label)
    }
}

impl Measures {
    /// No figures yet.
    pub fn none() -> Self {
        Self(Vec::new())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts what was counted in the place of what is stated, or where nothing is.
    pub fn put(&mut self, count: Count<'_>, options: &MeasuresOptions, diags: &mut Diagnostics) {
        let at = self.0.iter().position(|one| one.label == *count.label);
        match (at, count.counted) {
            (Some(at), Some(counted)) => {
                let measure = &mut self.0[at];
                if let Some(stated) = measure.contradicted(&counted) {
                    let differs = Diagnostic::new(&DIFFERS, measure.span.clone()).with("label", count.label);
                    let differs = differs.with("stated", &stated).with_own("from", count.from);
                    diags.push(differs.with("computed", said(&counted, &measure.unit)));
                    measure.claimed = Some(stated.into());
                }
                let is_new = measure.rate.is_none();
                measure.take(counted);
                measure.tier = count.tier;
                if is_new {
                    checks::check_rate(measure, diags);
                }
            }
            (None, Some(counted)) => {
                let Some(expected) = options.expected(count.label) else { return };
                let mut measure = Measure::expected(expected, count.span.clone());
                measure.take(counted);
                measure.tier = count.tier;
                self.0.push(measure);
            }
            (Some(at), None) if self.0[at].is_silent() => {
                let partial = Diagnostic::new(&PARTIAL, self.0[at].span.clone()).with("label", count.label);
                diags.push(partial.with_own("from", count.from));
                self.0.remove(at);
            }
            _ => {}
        }
    }

    /// Compares figures with each other, as far as they are known, and puts all in the order of the form.
    pub fn settle(&mut self, options: &MeasuresOptions, diags: &mut Diagnostics) {
        let values: Vec<_> = self.0.iter().map(|one| (one.label.clone(), one.value)).collect();
        for measure in &mut self.0 {
            let other = measure.compare.as_ref().and_then(|other| values.iter().find(|(label, _)| label == other));
            if let (Some(own), Some(other)) = (measure.value, other.and_then(|(_, value)| *value)) {
                measure.compare_gap = Some(own.minus(other)).filter(|gap| gap.value.0 != 0);
            }
            checks::check_most(measure, checks::Others { values: &values, options }, diags);
        }
        let place = |one: &Measure| options.items.iter().position(|item| item.label == one.label);
        self.0.sort_by_key(|one| place(one).unwrap_or(usize::MAX));
    }
}

impl Measure {
    /// A figure that the form expects and the record does not have.
    fn expected(item: &Expected, span: Span) -> Self {
        Self {
            label: item.label.clone(),
            value: None,
            unit: item.unit.clone().unwrap_or_default(),
            as_of: None,
            since: None,
            target: None,
            target_gap: None,
            parts: Vec::new(),
            parts_gap: None,
            rest: None,
            compare: None,
            compare_gap: None,
            rate: None,
            share: None,
            percent: None,
            stated: None,
            scope: item.scope,
            is_stock: item.is_stock,
            is_standard: false,
            note: None,
            from: None,
            each_least: item.each_least,
            above: None,
            is_counted: false,
            tier: Vec::new(),
            claimed: None,
            span,
        }
    }

    /// What it is called in a sum: what was counted of one tier is not added to what was of another.
    pub(super) fn name_in_sums(&self) -> String {
        if self.tier.is_empty() {
            return self.label.to_string();
        }
        format!("{}（{}）", self.label, self.tier.join("、"))
    }

    /// Whether it says no number.
    fn is_silent(&self) -> bool {
        self.value.is_none() && self.rate.is_none() && self.parts.is_empty()
    }

    /// What it states that cannot be what was counted.
    fn contradicted(&self, counted: &Counted) -> Option<String> {
        match counted {
            Counted::Rate(rate) => {
                let stated = self.rate.filter(|own| own != rate)?;
                Some(format!("{}/{}", stated.is, stated.of))
            }
            Counted::Number(value, parts) => {
                let wrong = |own: Figure, counted: Decimal| own.qualifier == Qualifier::Exact && own.value != counted;
                let whole = self.value.filter(|own| wrong(*own, *value));
                let counted = |label: &str| parts.iter().find(|(own, _)| **own == *label).map(|(_, value)| *value);
                let is_part_wrong =
                    |part: &&Part| !parts.is_empty() && wrong(part.value, counted(&part.label).unwrap_or_default());
                let part = self.parts.iter().find(is_part_wrong);
                let whole = whole.map(|own| number(own.value, &self.unit));
                whole.or_else(|| part.map(|part| format!("{} {}", part.label, number(part.value.value, &self.unit))))
            }
        }
    }

    /// Becomes what was counted.
    fn take(&mut self, counted: Counted) {
        self.is_counted = true;
        match counted {
            Counted::Rate(rate) => {
                (self.rate, self.share) = (Some(rate), Some(Rate::ratio(rate)));
                self.value = None;
            }
            Counted::Number(value, parts) => {
                let exact = |value| Figure { value, qualifier: Qualifier::Exact };
                self.value = Some(exact(value));
                self.target_gap = self.target.map(|target| exact(value).minus(target));
                if !parts.is_empty() {
                    let share = |part: Decimal| crate::base::number::ratio(part.0, value.0);
                    let part = |(label, part)| Part { label, value: exact(part), share: share(part) };
                    self.parts = parts.into_iter().map(part).collect();
                    self.parts_gap = None;
                }
            }
        }
    }
}

/// What was counted, in words of a message.
fn said(counted: &Counted, unit: &str) -> String {
    match counted {
        Counted::Rate(rate) => format!("{}/{}", rate.is, rate.of),
        Counted::Number(value, parts) if parts.is_empty() => number(*value, unit),
        Counted::Number(value, parts) => {
            let parts: Vec<_> = parts.iter().map(|(label, part)| format!("{label} {part}")).collect();
            format!("{} ({})", number(*value, unit), parts.join(", "))
        }
    }
}

fn number(value: Decimal, unit: &str) -> String {
    if unit.is_empty() { value.to_string() } else { format!("{value} {unit}") }
}
