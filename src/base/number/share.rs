//! Shares of a whole. Both sides are kept until a percentage is printed, so that nothing is rounded twice.
//!
//! What is not nothing is never printed as 0.0 %, and what lacks something never as 100.0 %: [`Edge`] says so.

use std::fmt;

use crate::base::number::{Decimal, Rate};

/// A part and its whole, exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    is: i128,
    of: i128,
}

/// A percentage as it is printed, rounded once, half away from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Percent {
    units: i128,
    decimals: u32,
    edge: Edge,
}

/// What a percentage that is printed leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Nothing but what rounding leaves out.
    Within,
    /// It is less than printed, but not nothing.
    Under,
    /// It is more than printed, but not the whole; or more than the whole.
    Over,
}

/// Decimals of a percentage, if nothing asks for more.
const DECIMALS: u32 = 1;
/// No percentage has more.
const MOST: u32 = 6;

impl From<Rate> for Share {
    fn from(rate: Rate) -> Self {
        Self::new(rate.is.into(), rate.of.into())
    }
}

impl Share {
    /// `is` of `of`.
    pub fn new(is: i128, of: i128) -> Self {
        if of < 0 { Self { is: -is, of: -of } } else { Self { is, of } }
    }

    /// Reads `98/102`; both sides may have decimals.
    pub fn parse(text: &str) -> Option<Self> {
        let (is, of) = text.split_once('/')?;
        let (is, of) = (is.trim(), of.trim());
        if let (Ok(is), Ok(of)) = (is.parse(), of.parse()) {
            return Some(Self::new(is, of));
        }
        let number = |text| Decimal::parse(text).ok().map(|number| i128::from(number.0));
        Some(Self::new(number(is)?, number(of)?))
    }

    /// Whether there is a whole at all.
    pub fn has_whole(self) -> bool {
        self.of != 0
    }

    /// In ten-thousandths, cut off: for pictures only.
    pub fn ratio(self) -> i64 {
        let whole = self.is.saturating_mul(10_000).checked_div(self.of);
        whole.and_then(|ratio| i64::try_from(ratio).ok()).unwrap_or_default()
    }

    /// The difference, exact.
    pub fn minus(self, other: Self) -> Option<Self> {
        let is = self.is.checked_mul(other.of)?.checked_sub(other.is.checked_mul(self.of)?)?;
        Some(Self::new(is, self.of.checked_mul(other.of)?))
    }

    /// The same without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self { is: self.is.abs(), ..self }
    }

    /// Minus one, nought or one.
    pub fn sign(self) -> i128 {
        self.is.signum()
    }

    /// The percentage to one decimal.
    pub fn percent(self) -> Percent {
        self.to(DECIMALS)
    }

    /// The percentage to so many decimals; nought where there is no whole.
    pub fn to(self, decimals: u32) -> Percent {
        let one = 10_i128.pow(decimals);
        let (is, of) = self.within(one);
        if of == 0 {
            return Percent { units: 0, decimals, edge: Edge::Within };
        }
        let units = (2 * is.abs() * 100 * one + of) / (2 * of);
        let (units, edge) = match units {
            0 if is != 0 => (1, Edge::Under),
            full if full == 100 * one && is.abs() < of => (full - 1, Edge::Over),
            full if full == 100 * one && is.abs() > of => (full, Edge::Over),
            units => (units, Edge::Within),
        };
        Percent { units: units * if is < 0 { -1 } else { 1 }, decimals, edge }
    }

    /// The percentage with as many decimals as it takes to see on which side of `least` ten-thousandths it is.
    pub fn against(self, least: i64) -> Percent {
        let least = i128::from(least);
        let (is, of) = self.within(10_000);
        let is_reached = is * 10_000 >= least * of;
        let is_seen = |percent: &Percent| {
            let shown = percent.units * 10_i128.pow(MOST - percent.decimals);
            (shown >= least * 10_i128.pow(MOST - 2)) == is_reached
        };
        (DECIMALS..=MOST).map(|decimals| self.to(decimals)).find(is_seen).unwrap_or_else(|| self.to(MOST))
    }

    /// Both sides, so small that they can be multiplied by a few hundred times `factor`.
    fn within(self, factor: i128) -> (i128, i128) {
        let limit = i128::MAX / factor / 1_000;
        let (mut is, mut of) = (self.is, self.of);
        while is.abs() > limit || of > limit {
            (is, of) = (is / 2, of / 2);
        }
        (is, of)
    }
}

/// Whether these parts are all of the whole, and their printed percentages do not add up to 100.
pub fn is_rounded(parts: impl Iterator<Item = i64>, whole: i64) -> bool {
    let (mut sum, mut shown) = (0_i128, 0_i128);
    for part in parts {
        sum += i128::from(part);
        let percent = Share::new(part.into(), whole.into()).percent();
        shown += if percent.edge == Edge::Within { percent.units } else { 0 };
    }
    whole > 0 && sum == i128::from(whole) && shown != 1_000
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.is, self.of)
    }
}

impl Percent {
    /// What it leaves out.
    pub fn edge(self) -> Edge {
        self.edge
    }

    /// As a message has it: the same digits as on a page, with a sign for what it leaves out.
    pub fn told(self) -> String {
        let edge = match self.edge {
            Edge::Within => "",
            Edge::Under => "<",
            Edge::Over => ">",
        };
        format!("{edge}{self}%")
    }
}

impl fmt::Display for Percent {
    /// The digits, without what they leave out and without the sign of per cent.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.units < 0 { "−" } else { "" };
        let (units, one) = (self.units.unsigned_abs(), 10_u128.pow(self.decimals));
        if self.decimals == 0 {
            return write!(f, "{sign}{units}");
        }
        write!(f, "{sign}{}.{:0width$}", units / one, units % one, width = self.decimals as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(is: i64, of: i64) -> String {
        Share::from(Rate { is, of }).percent().told()
    }

    #[test]
    fn percentages_are_rounded_once() {
        let all = [(28, 33), (52, 61), (29, 31), (41, 52), (7, 13), (7, 16), (0, 9), (9, 9), (1, 2000)];
        let told = all.map(|(is, of)| percent(is, of));
        assert_eq!(told, ["84.8%", "85.2%", "93.5%", "78.8%", "53.8%", "43.8%", "0.0%", "100.0%", "0.1%"]);
        assert_eq!(
            [percent(10, 21_310), percent(9_999, 10_000), percent(10_001, 10_000)],
            ["<0.1%", ">99.9%", ">100.0%"]
        );
    }

    #[test]
    fn every_percentage_is_the_nearest_one() {
        for of in 1..=400_i128 {
            for is in 0..=of {
                let percent = Share::new(is, of).percent();
                // Tenths of a per cent times `of`, against 1000 times `is`: never more than half of `of` away, and at
                // the half above.
                let off = percent.units * of - 1_000 * is;
                match percent.edge {
                    Edge::Within => assert!(-of < 2 * off && 2 * off <= of, "{is}/{of}"),
                    Edge::Under => assert!(0 < is && 2_000 * is < of, "{is}/{of}"),
                    Edge::Over => assert!(is < of && 2_000 * (of - is) <= of, "{is}/{of}"),
                }
            }
        }
    }

    #[test]
    fn a_gate_is_seen_to_be_passed_or_not() {
        let told = |is, of| Share::new(is, of).against(8_500).told();
        assert_eq!([told(52, 61), told(28, 33), told(17, 20)], ["85.2%", "84.8%", "85.0%"]);
        assert_eq!([told(8_496, 10_000), told(849_999, 1_000_000)], ["84.96%", "84.9999%"]);
    }

    #[test]
    fn differences_and_large_sides_are_exact() {
        let [new, old] = ["29/31", "41/52"].map(|text| Share::parse(text).unwrap());
        assert_eq!(new.minus(old).unwrap().percent().to_string(), "14.7");
        assert_eq!(Share::parse("12000.50/24001.00").unwrap().percent().to_string(), "50.0");
        assert_eq!(Share::new(i64::MAX.into(), i64::MAX.into()).percent().to_string(), "100.0");
        assert_eq!(Share::new(i128::MAX / 3, i128::MAX).percent().to_string(), "33.3");
    }

    #[test]
    fn parts_that_print_more_or_less_than_the_whole_are_told() {
        assert!(is_rounded([1, 1, 1].into_iter(), 3));
        assert!(!is_rounded([1, 1, 2].into_iter(), 4));
        assert!(!is_rounded([1, 1].into_iter(), 3), "they are not all of it");
        assert!(is_rounded([1, 21_309].into_iter(), 21_310), "what is under 0.1 % adds up to nothing");
    }
}
