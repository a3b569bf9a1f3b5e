//! From a day on until another: how long a body or a relation lasts.

use crate::base::date::Date;
use crate::base::diag::Diagnostics;
use crate::base::fields::{Fields, Spanned};

/// A first and a last day, each with its place; a missing one does not bound.
#[derive(Clone, Debug, Default)]
pub struct Days {
    first: Option<Spanned<Date>>,
    last: Option<Spanned<Date>>,
}

impl Days {
    /// Reads `since` and `until`.
    pub fn read(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Self {
        Self { first: fields.get("since", diags), last: fields.get("until", diags) }
    }

    /// From a day on.
    pub fn from(first: Spanned<Date>) -> Self {
        Self { first: Some(first), last: None }
    }

    /// First day, if known.
    pub fn since(&self) -> Option<Date> {
        self.first.as_ref().map(|day| day.value)
    }

    /// Last day, if there is one.
    pub fn until(&self) -> Option<Date> {
        self.last.as_ref().map(|day| day.value)
    }

    /// The days that are written, with their places.
    pub fn written(&self) -> impl Iterator<Item = &Spanned<Date>> {
        self.first.iter().chain(&self.last)
    }

    /// The last day, if it lies before the first.
    pub fn reversed(&self) -> Option<(&Spanned<Date>, Date)> {
        let (first, last) = (self.since()?, self.last.as_ref()?);
        (last.value < first).then_some((last, first))
    }

    /// Whether `day` is one of them.
    pub fn include(&self, day: Date) -> bool {
        self.since().is_none_or(|since| since <= day) && self.until().is_none_or(|until| day <= until)
    }
}
