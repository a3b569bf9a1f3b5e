//! Rows of figures for data files.

use crate::base::number::{Figure, Rate};
use crate::blocks::measures::Measure;
use crate::blocks::scope::Scope;

/// One row a figure, and one for each of its parts.
pub(super) fn rows(measure: &Measure) -> Vec<Vec<String>> {
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
            Scope::ALL.text(measure.scope.unwrap_or_default()).zh.to_owned(),
        ]
    };
    let parts = measure.parts.iter().map(|part| row(&part.label, Some(part.value), None));
    std::iter::once(row("", measure.value, measure.rate)).chain(parts).collect()
}
