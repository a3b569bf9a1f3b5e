//! Amounts of money, exact to the fen.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

use serde::{Serialize, Serializer};

use crate::base::currency::{self, Currency};
use crate::base::date::to_half_width;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::FromNode;
use crate::base::number::{Decimal, Failure};
use crate::base::yaml::Node;

/// An amount in fen, the hundredth part of the unit; a points account counts hundredths of a point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(pub i64);

rules! {
    /// A text that is no amount.
    UNREADABLE: Error "money/unreadable" {
        zh: "`{value}` 不是金额：`{sign}` 不是数字" => "只写数字、小数点和千位逗号，如 `1200.00`；留意字母 O 与数字 0、字母 l 与数字 1",
        en: "`{value}` is not an amount: `{sign}` is not a digit" => "write digits, a point and thousands commas only, like `1200.00`; mind the letter O and the digit 0",
        wrong: "in: 1,2O0", right: "in: 1,200",
    }
    /// An amount with three decimals or more: with fractions of the smallest coin, or with a point in the place of a comma.
    DECIMALS: Error "money/third-decimal" {
        zh: "金额 `{value}` 有 {count} 位小数，最多两位（到分）" => "查对凭证，四舍五入到分后再写；点是用来分千位的，改成逗号",
        en: "amount `{value}` has {count} decimals; two at most" => "look it up on the voucher and round it to two; if the point was to part thousands, write a comma",
        wrong: "in: 12.345", right: "in: 12.35",
    }
    /// An amount with decimals in a currency that has none.
    WHOLE: Error "money/no-decimals" {
        zh: "金额 `{value}` 有小数，{currency} 没有小数" => "写整数",
        en: "amount `{value}` has decimals; {currency} has none" => "write a whole amount",
        wrong: "in: 12.50", right: "in: 12",
    }
    /// Commas that do not stand before three digits.
    GROUPING: Error "money/misplaced-comma" {
        zh: "金额 `{value}` 的逗号位置不对：千位逗号后面要有三位数字" => "去掉逗号写 `{plain}`，并查对金额",
        en: "the comma in `{value}` is misplaced: three digits must follow a thousands comma" => "write `{plain}` without the comma, and check the amount",
        wrong: "in: 12,00.50", right: "in: 1200.50",
    }
    /// An amount beyond what is counted.
    RANGE: Error "money/too-large" {
        zh: "金额 `{value}` 太大" => "最多 900 万亿元；检查是不是多写了数字",
        en: "amount `{value}` is too large" => "the limit is 9 × 10¹⁴; look for surplus digits",
    }
    /// An amount in brackets, which some read as negative.
    BRACKETS: Error "money/brackets" {
        zh: "金额 `{value}` 写在括号里：是负数吗？" => "是负数，写成 `-{plain}`；不是，去掉括号写 `{plain}`",
        en: "the amount `{value}` stands in brackets: is it negative?" => "if it is, write `-{plain}`; if it is not, write `{plain}` without the brackets",
        wrong: "in: (1,200.00)", right: "in: 1,200.00",
    }
    /// An amount in another than the standard form.
    FORM: Note "money/form" {
        zh: "金额 `{value}` 按 `{amount}` 读取" => "标准写法是 `{amount}`",
        en: "amount `{value}` is read as `{amount}`" => "the standard form is `{amount}`",
    }
}

impl Money {
    /// No money at all.
    pub const ZERO: Self = Self(0);

    /// Reads an amount without a currency: digits, a point, thousands commas; `万` or `亿` may follow.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        Decimal::parse_scaled(text, 2).map(Self)
    }

    /// As [`Money::parse`], with what the currency may have in front and behind: `￥1200`, `12.5万元`, `1200元整`, `£12.50`.
    pub fn parse_in(text: &str, currency: &Currency) -> Result<Self, Failure> {
        Self::read_text(text, currency).map(|(amount, _)| amount)
    }

    /// The amount, and whether it has more beside it than the usual unit.
    fn read_text(text: &str, currency: &Currency) -> Result<(Self, bool), Failure> {
        let (sign, text) = match text.trim().strip_prefix(['-', '−']) {
            Some(rest) => ("-", rest),
            None => ("", text.trim()),
        };
        let (bare, is_marked) = currency.bare(text);
        let amount = Self::parse(&format!("{sign}{bare}"))?;
        let digits = bare.split_once('.').map_or("", |(_, fraction)| fraction);
        // A point before three digits may be meant for thousands: `1.200` is no `1.20`.
        if digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Failure::Decimals(3));
        }
        if currency.decimals == 0 && amount.0 % 100 != 0 {
            return Err(Failure::Decimals(digits.len()));
        }
        Ok((amount, is_marked))
    }

    /// Reads an amount in the currency of the portal.
    pub fn read(node: &Node, currency: &Currency, diags: &mut Diagnostics) -> Option<Self> {
        let written = String::from_node(node, diags)?;
        let text = to_half_width(written.trim());
        match Self::read_text(&text, currency) {
            Ok((amount, is_marked)) => {
                if text != written || is_marked {
                    let note = Diagnostic::new(&FORM, node.span.clone());
                    diags.push(note.with("value", written).with("amount", amount).mended_by(amount));
                }
                Some(amount)
            }
            Err(failure) => {
                diags.push(explain(&failure, node, (&written, currency)));
                None
            }
        }
    }

    /// The amount without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// `self` in ten-thousandths of `whole`, rounded; 0 where there is no whole.
    pub fn share_of(self, whole: Self) -> i64 {
        crate::base::number::ratio(self.0, whole.0)
    }
}

impl Add for Money {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Money {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Money {
    type Output = Self;

    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Self::add)
    }
}

/// Plain digits with two decimals, as data files want them: `-1234.50`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let fen = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", fen / 100, fen % 100)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// An amount in a definition, which does not know the currency of the portal.
impl FromNode for Money {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        Self::read(node, &currency::ANY, diags)
    }
}

fn explain(failure: &Failure, node: &Node, (text, currency): (&str, &Currency)) -> Diagnostic {
    let span = node.span.clone();
    if let Some(plain) = in_brackets(text, currency) {
        return Diagnostic::new(&BRACKETS, span).with("value", text).with("plain", plain);
    }
    match failure {
        Failure::Sign(sign) => Diagnostic::new(&UNREADABLE, span).with("value", text).with("sign", sign),
        Failure::Decimals(count) if currency.decimals == 0 => {
            Diagnostic::new(&WHOLE, span).with("value", text).with("count", count).with("currency", &currency.code)
        }
        Failure::Decimals(count) => Diagnostic::new(&DECIMALS, span).with("value", text).with("count", count),
        Failure::Grouping => {
            Diagnostic::new(&GROUPING, span).with("value", text).with("plain", text.replace([',', '，'], ""))
        }
        Failure::Range => Diagnostic::new(&RANGE, span).with("value", text),
    }
}

/// The number that stands in brackets, if that is all.
pub(crate) fn in_brackets(text: &str, currency: &Currency) -> Option<String> {
    let text = to_half_width(text.trim());
    let (text, _) = currency.bare(&text);
    let inside = text.strip_prefix('(')?.strip_suffix(')')?.trim();
    Money::parse_in(inside, currency).ok().map(|_| inside.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Money, in_brackets};
    use crate::base::currency::Currency;

    fn yuan() -> Arc<Currency> {
        Currency::of("CNY").unwrap()
    }

    fn check(text: &str, expected: &str) {
        let read = Money::parse_in(text, &yuan()).map_or("-".to_owned(), |amount| amount.to_string());
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn amounts() {
        check("120345.6", "120345.60");
        check("120,345.60", "120345.60");
        check("12.5万元", "125000.00");
        check("1.234567万", "12345.67");
        check("872.59亿元", "87259000000.00");
        check("-0.05", "-0.05");
        check("8000元", "8000.00");
        check("80560523.21", "80560523.21");
        check("9999999999999.99", "9999999999999.99");
        for text in ["￥1,200.00", "¥1200", "1200元整", "人民币1,200.00元", "1200圆整", "￥ 1200 元整", "RMB 1200"]
        {
            check(text, "1200.00");
        }
        check("-￥5", "-5.00");
        check("￥-5", "-5.00");
        check("12.5万元整", "125000.00");
        assert_eq!(in_brackets("（1,200.00）", &yuan()).as_deref(), Some("1200.00"));
        assert_eq!(in_brackets("(待定)", &yuan()), None);
        for wrong in [
            "--5",
            "-￥-5",
            "元",
            "￥",
            "(1,200.00)",
            "12.345",
            "1,2O0",
            "12,00.50",
            "1e3",
            "",
            ".",
            "99999999999999999",
            "1,200,0",
        ] {
            check(wrong, "-");
        }
    }
}
