//! Places on a page in thousandths, without floats: a page has 600,000 of them, and no text needs less than one.

use hayro_syntax::object::{Number, Object};

/// A number in thousandths.
pub(super) fn thousandths(object: &Object<'_>) -> i64 {
    match object {
        Object::Number(number) => of_number(number),
        _ => 0,
    }
}

fn of_number(number: &Number) -> i64 {
    let value = number.as_f64();
    if value.fract() == 0.0 {
        return bounded(i128::from(number.as_i64()) * 1_000);
    }
    format!("{value:.3}").replace('.', "").parse().map_or(0, bounded)
}

/// Far outside of any page, so that sums stay sums.
const FAR: i64 = 1_000_000_000_000;

fn bounded(value: i128) -> i64 {
    i64::try_from(value.clamp(i128::from(-FAR), i128::from(FAR))).unwrap_or(0)
}

/// The product of two numbers in thousandths.
pub(super) fn times(one: i64, other: i64) -> i64 {
    bounded(i128::from(one) * i128::from(other) / 1_000)
}

/// What moves, turns and scales: `a b c d e f` as PDF has it.
#[derive(Clone, Copy)]
pub(super) struct Matrix(pub(super) [i64; 6]);

impl Matrix {
    pub(super) const ONE: Self = Self([1_000, 0, 0, 1_000, 0, 0]);

    pub(super) fn shift(x: i64, y: i64) -> Self {
        Self([1_000, 0, 0, 1_000, x, y])
    }

    pub(super) fn of(operands: &[Object<'_>]) -> Self {
        match operands {
            [a, b, c, d, e, f, ..] => Self([a, b, c, d, e, f].map(thousandths)),
            _ => Self::ONE,
        }
    }

    /// First this one, then the other.
    pub(super) fn then(self, other: Self) -> Self {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, other.0);
        let sum = |one: i64, two: i64, three: i64| bounded(i128::from(one) + i128::from(two) + i128::from(three));
        Self([
            sum(times(a, g), times(b, i), 0),
            sum(times(a, h), times(b, j), 0),
            sum(times(c, g), times(d, i), 0),
            sum(times(c, h), times(d, j), 0),
            sum(times(e, g), times(f, i), k),
            sum(times(e, h), times(f, j), l),
        ])
    }
}
