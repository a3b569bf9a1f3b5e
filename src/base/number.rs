//! Exact decimals, qualifiers and rates.

mod figure;
mod qualifier;
mod rate;
mod share;

use std::fmt;

use serde::{Serialize, Serializer};

use crate::base::diag::{Diagnostics, rules};
use crate::base::fields::FromNode;
use crate::base::yaml::Node;

use figure::unreadable;

pub use figure::Figure;
pub(crate) use figure::bracketed;
pub use qualifier::Qualifier;
pub use rate::Rate;
pub use share::{Edge, Percent, Share, is_rounded};

rules! {
    /// A figure in brackets, which some read as negative.
    BRACKETS: Error "figure/brackets" {
        zh: "数字 `{value}` 写在括号里：是负数吗？" => "是负数，写成 `-{plain}`；不是，去掉括号写 `{plain}`",
        en: "the figure `{value}` stands in brackets: is it negative?" => "if it is, write `-{plain}`; if it is not, write `{plain}` without the brackets",
        wrong: "value: (12)", right: "value: -12",
    }
    /// A text that is no figure.
    UNREADABLE: Error "figure/unreadable" {
        zh: "`{value}` 不是数字" => "写成 `1200`、`98.5`、`3.6万`，前面可以加 {qualifiers}",
        en: "`{value}` is not a figure" => "write it like `1200`, `98.5`, `3.6万`; {qualifiers} may stand before it",
        wrong: "value: 很多", right: "value: 逾200",
    }
    /// A rate that is none.
    RATE: Error "rate/unreadable" {
        zh: "`{value}` 不是比率：要有分母和分子" => "写成 `{of: 102, is: 98}`，表格里写 `98/102`",
        en: "`{value}` is not a rate: it needs its base and its part" => "write `{of: 102, is: 98}`, in a table `98/102`",
        wrong: "rate: 96.1%", right: "rate: {of: 102, is: 98}",
    }
}

/// A number with up to four decimals, exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(pub i64);

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// This sign is not a digit.
    Sign(char),
    /// So many decimals are too many.
    Decimals(usize),
    /// A comma does not stand before three digits.
    Grouping,
    /// The number is too large.
    Range,
}

const SCALE: u32 = 4;

impl Decimal {
    /// A whole number.
    pub fn whole(number: i64) -> Self {
        Self(number.saturating_mul(10_000))
    }

    /// The difference; the ends of what is counted stay.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// Reads digits with point, thousands commas, and `万` or `亿` behind.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        Self::parse_scaled(text, SCALE).map(Self)
    }

    /// As [`Decimal::parse`], in units of ten to the power of minus `scale`.
    pub fn parse_scaled(text: &str, scale: u32) -> Result<i64, Failure> {
        let text = text.trim();
        let (text, shift) = match text.strip_suffix('万') {
            Some(rest) => (rest, 4),
            None => text.strip_suffix('亿').map_or((text, 0), |rest| (rest, 8)),
        };
        let (negative, text) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
        check_groups(whole)?;
        let places = fraction.trim_end_matches('0').len();
        let allowed = (scale + shift) as usize;
        let mut digits = String::with_capacity(whole.len() + allowed);
        digits.extend(whole.chars().filter(|c| *c != ','));
        digits.extend(fraction.chars().take(allowed));
        if let Some(sign) = digits.chars().chain(fraction.chars()).find(|c| !c.is_ascii_digit()) {
            return Err(Failure::Sign(sign));
        }
        if places > allowed {
            return Err(Failure::Decimals(fraction.len()));
        }
        digits.extend(std::iter::repeat_n('0', allowed - fraction.len().min(allowed)));
        let number: i64 = digits.parse().map_err(|_| Failure::Range)?;
        Ok(if negative { -number } else { number })
    }
}

/// Groups behind the first comma have three digits, and there is at least one digit.
fn check_groups(whole: &str) -> Result<(), Failure> {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    if let Some(sign) = whole.chars().find(|c| !c.is_ascii_digit() && *c != ',') {
        return Err(Failure::Sign(sign));
    }
    if whole.is_empty() {
        return Err(Failure::Sign('.'));
    }
    let grouped = whole.contains(',');
    if groups.any(|group| group.len() != 3) || (grouped && !(1..=3).contains(&first.len())) {
        return Err(Failure::Grouping);
    }
    Ok(())
}

/// `part` in ten-thousandths of `whole`, rounded half up; 0 where there is no whole. For pictures and comparisons: what is
/// printed is a [`Share`], which is rounded once.
pub fn ratio(part: i64, whole: i64) -> i64 {
    if whole == 0 {
        return 0;
    }
    let (part, whole) = (i128::from(part), i128::from(whole));
    let doubled = part * 20_000 / whole;
    i64::try_from((doubled + doubled.signum()) / 2).unwrap_or(i64::MAX)
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let number = self.0.unsigned_abs();
        let fraction = format!("{:04}", number % 10_000);
        let fraction = fraction.trim_end_matches('0');
        let point = if fraction.is_empty() { "" } else { "." };
        write!(f, "{sign}{}{point}{fraction}", number / 10_000)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromNode for Decimal {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let figure = Figure::from_node(node, diags)?;
        if figure.qualifier != Qualifier::Exact {
            diags.push(unreadable(node, node.text().unwrap_or_default()));
            return None;
        }
        Some(figure.value)
    }
}

#[cfg(test)]
mod tests {
    use super::{Decimal, Figure, Qualifier, Rate, ratio};

    #[test]
    fn figures_keep_their_qualifier() {
        for text in ["逾20000", "20000余", "2余万", "over 20000", "２００００余"] {
            let figure = Figure::parse(text).unwrap();
            assert_eq!((figure.value, figure.qualifier), (Decimal::whole(20_000), Qualifier::Over), "{text}");
        }
        let sum = Figure::parse("逾50").unwrap().plus(Figure::parse("30").unwrap());
        assert_eq!((sum.value, sum.qualifier), (Decimal::whole(80), Qualifier::Over));
        assert_eq!(Qualifier::Over.and(Qualifier::Under), Qualifier::About);
        assert_eq!(Decimal::parse("98.50").unwrap().to_string(), "98.5");
        assert!(Figure::parse("很多").is_none());
    }

    #[test]
    fn rates_are_checked_by_interval() {
        assert_eq!(Rate::parse("98/102").unwrap().ratio(), 9608);
        assert_eq!(ratio(36, 152), 2368);
        for of in 579..=584 {
            assert_eq!(Rate { is: 558, of }.agrees_with("96%"), Some((579..=584).contains(&of)), "{of}");
        }
        assert_eq!(Rate { is: 558, of: 585 }.agrees_with("96%"), Some(false));
        assert_eq!(Rate { is: 10_370, of: 10_565 }.agrees_with("98.2%"), Some(true));
        assert_eq!(Rate { is: 10_369, of: 10_565 }.agrees_with("98.2%"), Some(false));
        assert_eq!(Rate { is: 10_380, of: 10_565 }.agrees_with("98.2%"), Some(true));
        assert_eq!(Rate { is: 10_381, of: 10_565 }.agrees_with("98.2%"), Some(false));
        // 12.25 % and 12.35 %: half up and half even are right, half down is not.
        let agrees = |is, stated: &str| Rate { is, of: 10_000 }.agrees_with(stated).unwrap();
        assert_eq!(["12.2%", "12.3%"].map(|stated| agrees(1_225, stated)), [true, true]);
        assert_eq!(["12.3%", "12.4%"].map(|stated| agrees(1_235, stated)), [false, true]);
        assert_eq!(Rate { is: 29, of: 31 }.percent_like("93.6%"), "93.5%");
        assert_eq!(Rate { is: 29, of: 31 }.percent_like("94%"), "93.5%");
    }
}
