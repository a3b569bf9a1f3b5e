//! Figures that are sides of one rate: its base stands beside it, and so does what is left.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::number::{Decimal, Qualifier, Rate};
use crate::blocks::measures::{Measure, Measures, MeasuresOptions};

rules! {
    /// The base of a rate is not the figure that it is a share of.
    BASE: Warning "figure/base-differs" {
        zh: "“{label}”的分母是 {of}，“{other}”却是 {value}" => "两处应当是同一个数：查对，改错的一边",
        en: "“{label}” has the base {of}, while “{other}” is {value}" => "both are the same number: look up which one is wrong",
        wrong: "figures: [{label: 审查人选, value: 520}, {label: 资格合格, rate: 503/516}]", right: "figures: [{label: 审查人选, value: 516}, {label: 资格合格, rate: 503/516}]",
    }
    /// The part of a rate is not the figure that says it.
    PART: Warning "figure/part-differs" {
        zh: "“{label}”的分子是 {is}，“{other}”却是 {value}" => "两处应当是同一个数：查对，改错的一边",
        en: "“{label}” has the part {is}, while “{other}” is {value}" => "both are the same number: look up which one is wrong",
    }
    /// What a rate leaves is not the figure that says so.
    REST: Warning "figure/rest-differs" {
        zh: "“{other}”是 {is}/{of}，还剩 {rest}，“{label}”却是 {value}" => "查对：三个数应当能相加；改错的一边",
        en: "“{other}” is {is}/{of}, which leaves {rest}, while “{label}” is {value}" => "look up which one is wrong: the three add up",
    }
}

impl Measures {
    /// Compares figures with the rates whose sides they are.
    pub fn compare_sides(&self, options: &MeasuresOptions, diags: &mut Diagnostics) {
        for measure in self.iter() {
            let Some(expected) = options.expected(&measure.label) else { continue };
            let other = |label: &Option<Arc<str>>| {
                let label = label.as_ref()?;
                self.iter().find(|one| one.label == *label)
            };
            if let (Some(rate), Some(base)) = (measure.rate, other(&expected.base))
                && let Some(value) = exact(base).filter(|value| *value != Decimal::whole(rate.of))
            {
                let differs = Diagnostic::new(&BASE, measure.span.clone()).with("label", &measure.label);
                diags.push(differs.with("of", rate.of).with("other", &base.label).with("value", value));
            }
            if let (Some(rate), Some(part)) = (measure.rate, other(&expected.part))
                && let Some(value) = exact(part).filter(|value| *value != Decimal::whole(rate.is))
            {
                let differs = Diagnostic::new(&PART, measure.span.clone()).with("label", &measure.label);
                diags.push(differs.with("is", rate.is).with("other", &part.label).with("value", value));
            }
            if let (Some(value), Some(whole)) = (exact(measure), other(&expected.rest_of))
                && let Some(Rate { is, of }) = whole.rate
                && value != Decimal::whole(of.saturating_sub(is))
            {
                let differs = Diagnostic::new(&REST, measure.span.clone()).with("label", &measure.label);
                let differs = differs.with("other", &whole.label).with("is", is).with("of", of);
                diags.push(differs.with("rest", of.saturating_sub(is)).with("value", value));
            }
        }
    }
}

/// A number that is exactly so.
fn exact(measure: &Measure) -> Option<Decimal> {
    measure.value.filter(|value| value.qualifier == Qualifier::Exact).map(|value| value.value)
}
