//! How often something must be done again, and how often it was not.

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::Diagnostics;
use crate::base::fields::{Fields, FromNode, Spanned, entries, missing};
use crate::base::length::{Length, TimeUnit};
use crate::base::yaml::{Node, Value};

/// Once in so many months of the calendar, for every row or by the value of a column.
#[derive(Clone, Debug)]
pub struct Rhythm {
    /// Column by whose value the time is chosen.
    pub by: Option<Spanned<Arc<str>>>,
    /// Months, with the value that each is for; without `by` there is one for every row.
    pub terms: Vec<(Option<Arc<str>>, u32)>,
}

impl FromNode for Rhythm {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        if !matches!(node.value, Value::Map(_)) {
            return Some(Self { by: None, terms: vec![(None, months(node, diags)?)] });
        }
        let mut fields = Fields::of(node, diags);
        let by: Option<Spanned<Arc<str>>> = fields.need("by", diags);
        let terms = fields.node("terms", diags);
        if terms.is_none() {
            diags.push(missing("terms", node.span.clone()));
        }
        fields.finish(diags);
        let terms = terms.map_or(&[][..], |node| entries(node, diags)).iter();
        let terms = terms.filter_map(|(key, node)| Some((Some(key.text.as_str().into()), months(node, diags)?)));
        Some(Self { terms: terms.collect(), by: Some(by?) })
    }
}

fn months(node: &Node, diags: &mut Diagnostics) -> Option<u32> {
    let length = Length::read(node, &[TimeUnit::Months, TimeUnit::Years], diags)?;
    let months = if length.unit == TimeUnit::Years { length.count.saturating_mul(12) } else { length.count };
    Some(months.max(1))
}

impl Rhythm {
    /// The months of a row in which the column that it names says `value`.
    pub fn months(&self, value: Option<&str>) -> Option<u32> {
        let mut terms = self.terms.iter();
        let found = terms.find(|(own, _)| own.is_none() || own.as_deref() == value);
        found.map(|(_, months)| *months)
    }
}

/// How many spans of so many calendar months went by without it: neither that of the last time nor the running one counts.
pub fn missed(last: Date, months: u32, today: Date) -> i64 {
    (span(today, months) - span(last, months) - 1).max(0)
}

/// The first days of the next spans in each of which one more is missed.
pub fn turns(last: Date, months: u32) -> impl Iterator<Item = Date> {
    const AHEAD: i64 = 24;
    let first = span(last, months) + 2;
    (first..first + AHEAD).filter_map(move |span| {
        let month = span * i64::from(months);
        Date::new(i16::try_from(month.div_euclid(12)).ok()?, i8::try_from(month.rem_euclid(12) + 1).ok()?, 1)
    })
}

/// Number of the span in which a day lies.
fn span(day: Date, months: u32) -> i64 {
    (i64::from(day.year()) * 12 + i64::from(day.month()) - 1).div_euclid(i64::from(months.max(1)))
}

#[cfg(test)]
mod tests {
    use super::{missed, turns};
    use crate::base::date::Date;

    #[test]
    fn a_quarter_is_missed_when_it_is_over() {
        let day = |text| Date::parse(text).unwrap().0;
        assert_eq!(missed(day("2026-01-16"), 3, day("2026-06-30")), 0);
        assert_eq!(missed(day("2026-01-16"), 3, day("2026-07-01")), 1);
        assert_eq!(missed(day("2026-01-16"), 3, day("2026-11-23")), 2);
        assert_eq!(missed(day("2026-01-16"), 12, day("2026-11-23")), 0);
        assert_eq!(turns(day("2026-01-16"), 3).next(), Some(day("2026-07-01")));
        assert_eq!(turns(day("2025-12-16"), 6).next(), Some(day("2026-07-01")));
    }
}
