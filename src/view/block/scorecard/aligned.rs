//! Numbers that stand below each other.

use crate::base::number::Decimal;

fn decimals(number: Decimal) -> usize {
    number.to_string().split_once('.').map_or(0, |(_, fraction)| fraction.len())
}

/// As many decimals as the number with most of them has.
pub(crate) fn most_decimals(numbers: impl Iterator<Item = Decimal>) -> usize {
    numbers.map(decimals).max().unwrap_or(0)
}

/// Filled with zeros, so that the points of a column stand below each other.
pub(crate) fn aligned(number: Decimal, places: usize) -> String {
    let own = decimals(number);
    let point = if own == 0 && places > 0 { "." } else { "" };
    format!("{number}{point}{}", "0".repeat(places.saturating_sub(own)))
}
