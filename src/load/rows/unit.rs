//! Units beside numbers: in heads, in lines above them, behind the numbers themselves and in the formats of cells; and how
//! numbers are moved by powers of ten, exactly.

use std::collections::BTreeSet;

use crate::base::date::to_half_width;
use crate::base::total::squeezed;
use crate::blocks::heads::{Head, Sort};

/// Longer texts hold no unit.
const LONGEST: usize = 120;

/// What the unit in a head does to the numbers below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    /// They are raised by this power of ten.
    By(i32),
    /// Another unit than that of the column.
    Other,
    /// It is no unit.
    NoUnit,
}

/// Units that heads have, besides those of money.
const UNITS: [&str; 44] = [
    "元",
    "角",
    "分",
    "美元",
    "港元",
    "欧元",
    "usd",
    "$",
    "人",
    "口",
    "名",
    "人次",
    "户",
    "个",
    "亩",
    "公顷",
    "平方米",
    "㎡",
    "m2",
    "m²",
    "平方公里",
    "公里",
    "km",
    "米",
    "m",
    "吨",
    "公斤",
    "千克",
    "kg",
    "斤",
    "%",
    "天",
    "日",
    "小时",
    "次",
    "件",
    "笔",
    "项",
    "岁",
    "头",
    "只",
    "处",
    "台",
    "度",
];
const SAME: [[&str; 5]; 4] = [
    ["人", "口", "名", "位", "人数"],
    ["平方米", "㎡", "m2", "m²", "平米"],
    ["公里", "km", "千米", "", ""],
    ["公斤", "千克", "kg", "", ""],
];
const POWERS: [(&str, i32); 8] =
    [("十亿", 9), ("亿", 8), ("千万", 7), ("百万", 6), ("十万", 5), ("万", 4), ("千", 3), ("百", 2)];
const YUAN: [&str; 8] = ["元", "圆", "人民币", "人民币元", "¥", "￥", "rmb", "yuan"];

/// The power of ten that leads a unit, and the rest of it.
pub(super) fn power(unit: &str) -> (i32, &str) {
    POWERS.iter().find_map(|(word, power)| Some((*power, unit.strip_prefix(word)?))).unwrap_or((0, unit))
}

/// Whether a text is what is counted or measured, and no money.
pub(super) fn is_measure(text: &str) -> bool {
    UNITS[8..].contains(&text)
}

/// Words of which a text tells of money, in whatever currency.
const MONEY: [&str; 25] = [
    "元",
    "圆",
    "万",
    "千",
    "百",
    "亿",
    "币",
    "金",
    "￥",
    "¥",
    "$",
    "€",
    "£",
    "镑",
    "卢布",
    "卢比",
    "泰铢",
    "越南盾",
    "usd",
    "hkd",
    "eur",
    "jpy",
    "cny",
    "rmb",
    "yuan",
];

/// Whether a text tells of money.
pub(super) fn is_money(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    MONEY.iter().any(|word| text.contains(word))
}

/// What a unit beside numbers does to them in a column of the form.
pub(super) fn shift(unit: &str, head: &Head) -> Shift {
    if unit.is_empty() || !head.sort.is_number() {
        return if unit.is_empty() || UNITS.contains(&unit) { Shift::By(0) } else { Shift::NoUnit };
    }
    let own = squeezed(&head.unit);
    if unit == own {
        return Shift::By(0);
    }
    if let Some(power) = yuan(unit).filter(|_| head.sort == Sort::Money && own == "元") {
        return Shift::By(power);
    }
    // `元/月` is an amount all the same.
    let (whole, _) = unit.split_once('/').unwrap_or((unit, ""));
    let (power, rest) = if UNITS.contains(&whole) { (0, whole) } else { power(whole) };
    let rest = if rest.is_empty() && power > 0 { own.as_str() } else { rest };
    let is_own_money = head.sort == Sort::Money && own == "元" && YUAN.contains(&rest);
    let is_same = SAME.iter().any(|words| words.contains(&rest) && words.contains(&&*own));
    match () {
        () if own.is_empty() && power == 0 && UNITS.contains(&rest) => Shift::By(0),
        () if is_own_money || is_same || (rest == own && power > 0) => Shift::By(power),
        () if UNITS.contains(&rest) || YUAN.contains(&rest) || is_money(whole) => Shift::Other,
        () => Shift::NoUnit,
    }
}

/// The power of ten of a unit of money in yuan: `万元`, `人民币万元`, `￥万`, `元整`.
fn yuan(unit: &str) -> Option<i32> {
    yuan_before(unit).filter(|(_, rest)| rest.is_empty()).map(|(power, _)| power)
}

/// The power of ten of the unit in yuan that a text begins with, and what stands behind it.
fn yuan_before(text: &str) -> Option<(i32, &str)> {
    let behind = ["人民币", "rmb", "¥", "￥"].iter().find_map(|mark| text.strip_prefix(mark));
    let (power, rest) = power(behind.unwrap_or(text));
    let yuan = rest.strip_prefix(['元', '圆']);
    let rest = yuan.map_or(rest, |rest| rest.strip_prefix('整').unwrap_or(rest));
    (behind.is_some() || power > 0 || yuan.is_some()).then_some((power, rest))
}

/// The unit that a table gives for all its amounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stated {
    /// As written.
    pub(super) unit: String,
    /// Its power of ten; a unit that cannot be applied has none.
    pub(super) power: Option<i32>,
}

/// The unit of money that a line above the head gives for the whole table: `单位：万元`, `收支表（万元）`.
pub(super) fn unit_of_line(text: &str) -> Option<Stated> {
    if text.len() > 4 * LONGEST {
        return None;
    }
    // Blanks part what stands in a line, but also the signs of a word.
    let (mut plain, mut blanks) = (String::new(), BTreeSet::new());
    for word in text.split_whitespace() {
        blanks.insert(plain.len());
        plain.push_str(&squeezed(word));
    }
    let mut behind = plain.match_indices("单位").map(|(at, word)| (at, at + word.len()));
    behind.find_map(|(at, end)| behind_word(&plain, (at, end), &blanks)).or_else(|| in_title(&plain))
}

/// The unit behind the word 单位 at this place, unless that is the one who made the table.
fn behind_word(plain: &str, (at, end): (usize, usize), blanks: &BTreeSet<usize>) -> Option<Stated> {
    const MAKERS: [&str; 12] =
        ["填报", "填表", "编制", "制表", "公开", "公示", "报送", "主管", "核算", "填制", "所属", "实施"];
    const BODIES: [char; 10] = ['村', '镇', '乡', '社', '会', '局', '组', '司', '县', '队'];
    const STRANGE: [&str; 8] = ["元", "圆", "币", "￥", "¥", "$", "美金", "usd"];
    if MAKERS.iter().any(|word| plain[..at].ends_with(word)) {
        return None;
    }
    let unit = plain[end..].trim_start_matches([':', '(', '[', '【', '为', '-', '=']);
    let start = plain.len() - unit.len();
    let part: String = unit.chars().take_while(|sign| !"()[]【】,，;；、.。:".contains(*sign)).take(12).collect();
    if let Some((power, rest)) = yuan_before(unit) {
        let is_end = rest.is_empty() || blanks.contains(&(plain.len() - rest.len()));
        if is_end || rest.starts_with(|sign: char| !sign.is_alphabetic()) {
            return Some(Stated { unit: unit[..unit.len() - rest.len()].to_owned(), power: Some(power) });
        }
    }
    // Of what is no unit in yuan, up to the next blank.
    let next = blanks.iter().find(|blank| **blank > start).map_or(part.len(), |blank| blank - start);
    let part = part.get(..next.min(part.len())).unwrap_or(&part);
    let is_strange = matches!(part, "角" | "分") || STRANGE.iter().any(|word| part.contains(word));
    (is_strange && !part.ends_with(BODIES)).then(|| Stated { unit: part.to_owned(), power: None })
}

/// The unit that stands in brackets in a title.
fn in_title(plain: &str) -> Option<Stated> {
    let insides = plain.split(['(', '[', '【']).skip(1).filter_map(|rest| rest.split([')', ']', '】']).next());
    insides.into_iter().find_map(|inside| {
        let power = yuan(inside);
        let is_strange = inside.contains('元') && inside.contains(['万', '千', '百', '亿']);
        (power.is_some() || is_strange).then(|| Stated { unit: inside.chars().take(12).collect(), power })
    })
}

/// Whether a text in a column of numbers stands for nothing: `-`, `——`, `/`, `无`.
pub(super) fn is_nothing(text: &str) -> bool {
    let plain = squeezed(text);
    matches!(&*plain, "无" | "空" | "n/a" | "null" | "none" | "nil")
        || (!plain.is_empty() && plain.chars().all(|sign| "-–—―−－/\\".contains(sign)))
}

/// The unit behind a number, without blanks: `元` of `1,200 元`; empty for none and for texts of another sort.
pub(super) fn unit_behind(text: &str) -> String {
    let plain = squeezed(text);
    let number = plain.trim_start_matches(['-', '−', '¥', '￥']);
    let unit = number.trim_start_matches(|sign: char| sign.is_ascii_digit() || matches!(sign, '.' | ','));
    if unit.len() < number.len() { unit.to_owned() } else { String::new() }
}

/// A number below a head with another power of ten, as the column has it; `None` for one that has its own unit.
pub(super) fn raised(text: &str, shift: i32) -> Option<String> {
    let plain = to_half_width(text.trim());
    let (sign, rest) = plain.strip_prefix(['-', '−']).map_or(("", &*plain), |rest| ("-", rest));
    let marks = YUAN.iter().chain(&["RMB", "CNY"]);
    let rest = marks.into_iter().find_map(|mark| rest.strip_prefix(mark)).unwrap_or(rest).trim();
    shifted(&format!("{sign}{rest}"), shift)
}

/// A plain number moved by a power of ten, exactly; `None` for any other text.
pub(super) fn shifted(text: &str, shift: i32) -> Option<String> {
    let text = text.trim();
    let (sign, number) = text.strip_prefix(['-', '−']).map_or(("", text), |rest| ("-", rest));
    let mut groups = number.split('.').next().unwrap_or_default().split(',').skip(1);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let whole = if groups.all(|group| group.len() == 3) { whole.replace(',', "") } else { return None };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(&whole) || !digits(fraction) {
        return None;
    }
    let by = shift.unsigned_abs() as usize;
    let (whole, fraction) = if shift >= 0 {
        let padded = format!("{fraction}{}", "0".repeat(by.saturating_sub(fraction.len())));
        (format!("{whole}{}", &padded[..by]), padded[by..].to_owned())
    } else {
        let padded = format!("{}{whole}", "0".repeat((by + 1).saturating_sub(whole.len())));
        let at = padded.len() - by;
        (padded[..at].to_owned(), format!("{}{fraction}", &padded[at..]))
    };
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{fraction}"))
}

#[cfg(test)]
mod tests {
    use super::{Stated, raised, shifted, unit_of_line};

    #[test]
    fn numbers_are_moved_exactly() {
        let stated = |unit: &str, power| Some(Stated { unit: unit.to_owned(), power });
        for (text, shift, expected) in [
            ("12.5", 4, "125000"),
            ("1,234.56789", 4, "12345678.9"),
            ("-0.5", 4, "-5000"),
            ("0", 8, "0"),
            ("123456", -4, "12.3456"),
            ("5", -2, "0.05"),
            ("12", 0, "12"),
        ] {
            assert_eq!(shifted(text, shift).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "约3", "1,2", "3万元", ".", "1.2.3"] {
            assert_eq!(shifted(text, 4), None, "{text}");
        }
        for text in ["￥1.2", "１．２", "-¥1.2", "人民币1.2"] {
            let sign = if text.starts_with('-') { "-" } else { "" };
            assert_eq!(raised(text, 4), Some(format!("{sign}12000")), "{text}");
        }
        assert_eq!(raised("1.2万元", 4), None);
        assert_eq!(unit_of_line("编制单位：测试村　金额单位：万元"), stated("万元", Some(4)));
        for text in [
            "单位：人民币万元",
            "金额单位：人民币 万元",
            "单位：万元 填表单位：石桥村",
            "单位：万元 2026年6月30日",
            "单位：万元2026年6月30日",
            "单位（万元）",
            "单位 万元",
            "单位：（万元）",
            "单 位：万 元",
            "石桥村收支表（万元）",
            "石桥村收支表（单位：万元）",
            "单位：万元整",
        ] {
            assert_eq!(unit_of_line(text).and_then(|stated| stated.power), Some(4), "{text}");
        }
        for text in ["单位：拾万元", "单位：万美元", "单位：港币", "收支表（约3万元）", "单位：角"]
        {
            assert!(unit_of_line(text).is_some_and(|stated| stated.power.is_none()), "{text}");
        }
        for text in ["编制单位：测试村村委会", "填报单位：万元村", "单位：石桥村", "单位：三元村", "收支表（上半年）"]
        {
            assert_eq!(unit_of_line(text), None, "{text}");
        }
        assert_eq!(unit_of_line("单位：元"), stated("元", Some(0)));
        assert_eq!(unit_of_line("单位：美元"), stated("美元", None));
    }
}
