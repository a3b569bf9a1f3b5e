//! Rates, and how a percentage that somebody wrote agrees with one.

use std::cmp::Ordering;

use serde::Serialize;

use crate::base::date::to_half_width;
use crate::base::number::share::Share;
use crate::base::number::{Decimal, SCALE, ratio};

/// A part and the base it is a part of; never a percentage alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Rate {
    /// The part.
    pub is: i64,
    /// The base.
    pub of: i64,
}

impl Rate {
    /// Reads `98/102`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = to_half_width(text.trim());
        let (is, of) = text.split_once('/')?;
        Some(Self { is: is.trim().parse().ok()?, of: of.trim().parse().ok()? })
    }

    /// Adds both sides, which is the only right way to add rates.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { is: self.is.saturating_add(other.is), of: self.of.saturating_add(other.of) }
    }

    /// Ten-thousandths, rounded: for pictures.
    pub fn ratio(self) -> i64 {
        ratio(self.is, self.of)
    }

    /// The percentage as messages have it, with as many decimals as `stated` has, and at least one.
    pub fn percent_like(self, stated: &str) -> String {
        let places = stated_percent(stated).map_or(0, |(_, places)| places);
        Share::from(self).to(places.max(1)).told()
    }

    /// Whether a percentage written as `stated` (such as `96.1%`) is a right rounding of this rate to as many decimals: the
    /// nearest, and of two equally near the upper or the even one.
    pub fn agrees_with(self, stated: &str) -> Option<bool> {
        let (stated, places) = stated_percent(stated)?;
        // A unit of the last decimal is 10^(4 - places) in the scale of `stated`.
        let unit = 10_i128.pow(SCALE.saturating_sub(places));
        let of = i128::from(self.of);
        let off = 2 * (stated * of - i128::from(self.is) * 1_000_000);
        let is_even = (stated / unit) % 2 == 0;
        Some(match off.abs().cmp(&(unit * of)) {
            Ordering::Less => true,
            Ordering::Equal => off > 0 || is_even,
            Ordering::Greater => false,
        })
    }
}

/// The number of a percentage in ten-thousandths, and how many decimals it is written with.
fn stated_percent(text: &str) -> Option<(i128, u32)> {
    let text = to_half_width(text.trim());
    let text = text.strip_suffix('%')?.trim();
    let places = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    Some((i128::from(Decimal::parse(text).ok()?.0), u32::try_from(places).ok()?.min(SCALE)))
}
