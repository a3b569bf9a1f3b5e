//! Division of scores.

use crate::base::number::Decimal;

/// `number` ten-thousandths divided by `by`, rounded half up to so many decimals.
pub(super) fn divide(number: i128, by: i128, decimals: u32) -> Decimal {
    let step = 10_i128.pow(4 - decimals.min(4));
    let unit = by.max(1) * step;
    let rounded = (2 * number.abs() + unit) / (2 * unit) * step * number.signum();
    Decimal(i64::try_from(rounded).unwrap_or(i64::MAX))
}
