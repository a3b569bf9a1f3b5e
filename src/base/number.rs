//! Exact decimals, qualifiers and rates.

mod qualifier;
mod share;

use std::cmp::Ordering;
use std::fmt;

use serde::{Serialize, Serializer};

use crate::base::date::to_half_width;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::FromNode;
use crate::base::lexicon::LEXICON;
use crate::base::yaml::Node;

pub use qualifier::Qualifier;
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

/// A number with its qualifier: `逾20000`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Figure {
    /// The number.
    pub value: Decimal,
    /// How exactly it is known.
    pub qualifier: Qualifier,
}

impl Figure {
    /// Reads a number that a qualifier may precede or, for 余, follow.
    pub fn parse(text: &str) -> Option<Self> {
        let text = to_half_width(text.trim());
        for (word, qualifier) in Qualifier::written() {
            let rest = text.strip_prefix(word).or_else(|| text.strip_suffix(word));
            if let Some(rest) = rest {
                return Decimal::parse(rest).ok().map(|value| Self { value, qualifier });
            }
        }
        let within = LEXICON.qualifiers.behind.iter().find(|word| text.contains(&***word));
        let moved = within.map(|word| text.replace(&**word, ""));
        let qualifier = if moved.is_some() { Qualifier::Over } else { Qualifier::Exact };
        Decimal::parse(moved.as_deref().unwrap_or(&text)).ok().map(|value| Self { value, qualifier })
    }

    /// The sum, with the qualifier that is left.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let value = Decimal(self.value.0.saturating_add(other.value.0));
        Self { value, qualifier: self.qualifier.and(other.qualifier) }
    }
}

impl Figure {
    /// What is left of it, with the qualifier that is left.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self { value: self.value.minus(other.value), qualifier: self.qualifier.and(other.qualifier.turned()) }
    }

    /// Whether it is as counted.
    pub fn is_exact(self) -> bool {
        self.qualifier == Qualifier::Exact
    }
}

impl FromNode for Figure {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let text = String::from_node(node, diags)?;
        let figure = Self::parse(&text);
        if figure.is_none() {
            diags.push(unreadable(node, &text));
        }
        figure
    }
}

fn unreadable(node: &Node, text: &str) -> Diagnostic {
    if let Some(brackets) = bracketed(node, text) {
        return brackets;
    }
    let words = Qualifier::written().map(|(word, _)| word);
    Diagnostic::new(&UNREADABLE, node.span.clone()).with("value", text).with_list("qualifiers", words)
}

/// The error of a number in brackets, if the text is one.
pub(crate) fn bracketed(node: &Node, text: &str) -> Option<Diagnostic> {
    let half = to_half_width(text.trim());
    let plain = half.strip_prefix('(')?.strip_suffix(')')?.trim();
    Decimal::parse(plain).ok()?;
    Some(Diagnostic::new(&BRACKETS, node.span.clone()).with("value", text).with("plain", plain.replace(',', "")))
}

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
