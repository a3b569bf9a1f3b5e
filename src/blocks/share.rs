//! What a summary consists of, where its parts may not all be added to what another unit has.

use std::sync::Arc;

use crate::base::date::Date;

/// To what of other units a part may be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// To any of the same year.
    Any,
    /// It says how things stood on a day: to what stands on the same one, and the latest counts.
    Latest(Date),
    /// It says how things stood before a day: to what begins on the same one, and the earliest counts.
    Earliest(Date),
}

/// A part of a summary that is added by itself.
#[derive(Clone, Debug)]
pub struct Share<S> {
    /// What it is called among the parts of its summary; empty for what the block counts as one.
    pub name: Arc<str>,
    /// To what it may be added.
    pub day: Day,
    /// Whether it is of the unit and all below it.
    pub is_whole: bool,
    /// The part: merged with the others it is the summary again.
    pub summary: S,
}

impl<S> Share<S> {
    /// All of a summary.
    pub fn all(summary: S) -> Self {
        Self { name: Arc::default(), day: Day::Any, is_whole: false, summary }
    }

    /// The same with its summary as part of something larger.
    pub fn map<T>(self, of: impl FnOnce(S) -> T) -> Share<T> {
        Share { name: self.name, day: self.day, is_whole: self.is_whole, summary: of(self.summary) }
    }
}

impl Day {
    /// The day, if it matters.
    pub fn date(self) -> Option<Date> {
        match self {
            Self::Any => None,
            Self::Latest(day) | Self::Earliest(day) => Some(day),
        }
    }

    /// Whichever of two counts where both cannot be added.
    #[must_use]
    pub fn prevailing(self, other: Self) -> Self {
        match (self, other) {
            (Self::Latest(own), Self::Latest(other)) => Self::Latest(own.max(other)),
            (Self::Earliest(own), Self::Earliest(other)) => Self::Earliest(own.min(other)),
            (Self::Any, other) => other,
            (own, _) => own,
        }
    }

    /// Whether a part with this day is added where `other` counts.
    pub fn counts_beside(self, other: Self) -> bool {
        self == Self::Any || self == other
    }
}
