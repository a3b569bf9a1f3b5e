//! Units in the lines around a table: `单位：户、万元`, `All figures in £000`.

use crate::base::currency::{self, Currency};
use crate::base::lexicon::LEXICON;
use crate::base::squeezed::squeezed;
use crate::load::rows::unit::{cut_end, is_any_money, money, power};

/// Longer texts hold no unit.
const LONGEST: usize = 120;

/// A unit that a table gives outside of its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stated {
    /// The currency of the portal in this power of ten, as written.
    Money(String, i32),
    /// What is measured: `公顷`.
    Measure(String),
    /// One that cannot be applied: `美元`, `拾万元`.
    Unclear(String),
}

/// The units that a line around a table gives for all of it: `单位：户、万元`, `收支表（万元）`, `以万元为单位`.
pub(super) fn units_of(text: &str, currency: &Currency) -> Vec<Stated> {
    if text.len() > 4 * LONGEST {
        return Vec::new();
    }
    let (mut found, mut label) = (Vec::new(), Label::None);
    for (word, is_inside) in words(text, currency) {
        let (own, rest) = Label::split(&word);
        label = own.unwrap_or(label);
        if rest.is_empty() {
            continue;
        }
        let around = Around { is_behind: label == Label::Unit, is_inside };
        found.extend(stated(rest, around, currency).filter(|_| label != Label::Maker));
        // A maker is one word; units may be several.
        label = if label == Label::Maker { Label::None } else { label };
    }
    found
}

/// What the word before says of those behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    None,
    /// Units follow: `单位`, `金额单位`, `币种`.
    Unit,
    /// Who made the table, or another party follows: `填报单位`, `施工单位`.
    Maker,
}

impl Label {
    /// The label in a word, if any, and what stands behind it there.
    fn split<'w>(word: &'w str) -> (Option<Self>, &'w str) {
        let words = &LEXICON.units;
        let ending = words.sentence_ends.cut_end(word);
        let behind = |rest: &'w str| words.sentence.iter().find_map(|before| Some(rest.rsplit_once(before)?.1));
        if let Some(unit) = ending.and_then(behind) {
            return (Some(Self::Unit), unit);
        }
        if let Some((of, rest)) = words.label.iter().find_map(|label| word.split_once(label)) {
            let label = if words.label_of.has(of) { Self::Unit } else { Self::Maker };
            let mut rest = rest;
            while let Some(shorter) = words.label_links.cut_front(rest).or_else(|| rest.strip_prefix(['-', '='])) {
                rest = shorter;
            }
            return (Some(label), rest);
        }
        if words.whole_labels.has(word) { (Some(Self::Unit), "") } else { (None, word) }
    }
}

/// The words of a line, and whether each stands in brackets. Blanks part words, but also the signs of one.
fn words(text: &str, currency: &Currency) -> Vec<(String, bool)> {
    const SIGNS: [char; 13] = ['、', ',', ';', '/', '(', ')', '[', ']', '【', '】', ':', '。', '|'];
    let mut words = Vec::new();
    let (mut depth, mut pieces) = (0_usize, vec![String::new()]);
    let mut end = |pieces: &mut Vec<String>, depth: usize| {
        let whole: String = pieces.concat();
        let is_money = |word: &str| money(word, currency).is_some();
        let is_one = is_money(&whole)
            || matches!(Label::split(&whole), (Some(Label::Unit), rest) if rest.is_empty() || is_money(rest));
        let parts = if is_one { vec![whole] } else { std::mem::take(pieces) };
        words.extend(parts.into_iter().filter(|word| !word.is_empty()).map(|word| (word, depth > 0)));
        *pieces = vec![String::new()];
    };
    for sign in text.chars() {
        let plain = squeezed(sign.encode_utf8(&mut [0; 4]));
        match plain.chars().next() {
            None if sign.is_whitespace() => pieces.push(String::new()),
            Some(sign) if SIGNS.contains(&sign) => {
                end(&mut pieces, depth);
                depth = match sign {
                    '(' | '[' | '【' => depth + 1,
                    ')' | ']' | '】' => depth.saturating_sub(1),
                    _ => depth,
                };
            }
            Some(sign) => pieces.last_mut().into_iter().for_each(|piece| piece.push(simple(sign))),
            None => {}
        }
    }
    end(&mut pieces, depth);
    words
}

/// The simple form of signs that units are written with.
fn simple(sign: char) -> char {
    match sign {
        '萬' => '万',
        '億' => '亿',
        '圓' | '圆' => '元',
        other => other,
    }
}

/// Where a word stands that may be a unit.
#[derive(Clone, Copy, Debug)]
struct Around {
    /// Behind a label of units.
    is_behind: bool,
    /// In brackets.
    is_inside: bool,
}

/// The unit that a word is, if it is one there.
fn stated(word: &str, around: Around, currency: &Currency) -> Option<Stated> {
    let of_money = |unit: &str| money(unit, currency);
    let bare = currency.marks.iter().find_map(|mark| cut_end(word, mark)).filter(|bare| of_money(bare).is_some());
    let unit = bare.unwrap_or(word);
    if let Some(power) = of_money(unit) {
        return Some(Stated::Money(word.to_owned(), power));
    }
    let day = unit.find(|sign: char| sign.is_ascii_digit()).map(|at| &unit[..at]);
    if let Some((unit, power)) = day.filter(|_| around.is_behind).and_then(|unit| Some((unit, of_money(unit)?))) {
        return Some(Stated::Money(unit.to_owned(), power));
    }
    if LEXICON.units.families.values().any(|family| family.has(word)) {
        return around.is_behind.then(|| Stated::Measure(word.to_owned()));
    }
    let is_unknown = LEXICON.units.unclear.has(word) && of_money(word).is_none();
    (is_large(word) || is_unknown || is_unclear(word, around)).then(|| Stated::Unclear(word.to_owned()))
}

/// Whether a word that is no unit of the portal's currency is one of another, or of a power of ten that nobody knows.
fn is_unclear(word: &str, around: Around) -> bool {
    let words = &LEXICON.units;
    if word.chars().count() >= 6 || word.contains(|sign: char| sign.is_ascii_digit()) {
        return false;
    }
    let has_sign = word.contains(|sign| words.currency_signs.contains(sign));
    let is_other = is_any_money(word);
    let is_money =
        words.currency_ends.ends(word) && (has_sign || is_other) || is_other && word.contains(currency::is_sign);
    let (power, rest) = power(word);
    let is_power = power > 0 && rest.chars().count() < 3;
    let is_behind = around.is_behind && (is_power || is_other || words.currencies.has(word));
    is_behind || is_money && (around.is_behind || around.is_inside)
}

/// Whether a word ends with a large unit and is no amount: it would make numbers ten thousand times too small.
fn is_large(word: &str) -> bool {
    let words = &LEXICON.units;
    let is_amount = |sign: char| sign.is_numeric() || words.amount_ends.contains(sign);
    let before = words.large.cut_end(word);
    before.is_some_and(|before| !before.ends_with(is_amount) && before.chars().count() < 8)
}

#[cfg(test)]
mod tests {
    use super::{Stated, units_of};
    use crate::base::currency::Currency;

    #[test]
    fn units_around_a_table_are_found() {
        let yuan = Currency::of("CNY").unwrap();
        let money = |unit: &str, power| vec![Stated::Money(unit.to_owned(), power)];
        for text in [
            "编制单位：测试村　金额单位：万元",
            "单位：万元 填表单位：石桥村",
            "单位：万元 2026年6月30日",
            "单位：万元2026年6月30日",
            "单位（万元）",
            "单位 万元",
            "单位：（万元）",
            "单 位：万 元",
            "石桥村收支表（万元）",
            "石桥村收支表（单位：万元）",
            "单位：户、万元",
            "（单位：户，万元）",
            "单位：个 万元",
            "人民币：万元",
            "金额：万元",
            "金额以万元为单位",
            "以下金额均以万元为单位",
            "单位均为万元",
            "Unit: 万元",
            "万元",
            "单位：萬元",
            "金额（以万元计）",
        ] {
            assert_eq!(units_of(text, &yuan), money("万元", 4), "{text}");
        }
        for (text, unit, power) in [
            ("单位：人民币万元", "人民币万元", 4),
            ("金额单位：人民币 万元", "人民币万元", 4),
            ("单位：人民币（万元）", "万元", 4),
            ("单位：万元人民币", "万元人民币", 4),
            ("单位：万元整", "万元整", 4),
            ("单位：元", "元", 0),
            ("单位：亿圆", "亿元", 8),
        ] {
            assert_eq!(units_of(text, &yuan), money(unit, power), "{text}");
        }
    }

    #[test]
    fn units_that_cannot_be_applied_are_unclear() {
        let yuan = Currency::of("CNY").unwrap();
        for text in [
            "单位：拾万元",
            "单位：万美元",
            "单位：港币",
            "收支表（万美元）",
            "单位：角",
            "单位：美元",
            "下列数字为万元",
        ] {
            assert!(matches!(&units_of(text, &yuan)[..], [Stated::Unclear(_)]), "{text}");
        }
        assert_eq!(units_of("面积单位：公顷", &yuan), [Stated::Measure("公顷".into())]);
        for text in [
            "编制单位：测试村村委会",
            "填报单位：万元村",
            "单位：石桥村",
            "单位：三元村",
            "收支表（上半年）",
            "道路硬化项目（总投资35万元）收支表",
            "（10万元以上）支出明细",
            "单位：元阳县农技中心",
            "施工单位：鑫元建材",
            "收款单位：百元商店",
            "收支表（约3万元）",
        ] {
            assert_eq!(units_of(text, &yuan), [], "{text}");
        }
    }

    #[test]
    fn units_in_pounds_are_found() {
        let pound = Currency::of("GBP").unwrap();
        for (text, unit, power) in [
            ("Unit: £", "£", 0),
            ("Units: £000", "£000", 3),
            ("All figures in £’000", "£’000", 3),
            ("Receipts and payments (£ thousand)", "£thousand", 3),
            ("Currency: GBP", "gbp", 0),
        ] {
            assert_eq!(units_of(text, &pound), [Stated::Money(unit.to_owned(), power)], "{text}");
        }
        for text in ["Unit: €", "单位：元", "收支表（元）", "收支表（万元）", "Unit: $", "Receipts (€)"]
        {
            assert!(matches!(&units_of(text, &pound)[..], [Stated::Unclear(_)]), "{text}");
        }
        for text in ["Payments over £500", "Two thousand trees", "A £5m bypass", "Receipts (Q1)"] {
            assert_eq!(units_of(text, &pound), [], "{text}");
        }
    }
}
