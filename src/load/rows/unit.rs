//! Units beside numbers: in heads, in lines above them, behind the numbers themselves and in the formats of cells; and how
//! numbers are moved by powers of ten, exactly.

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
    let behind = ["人民币", "rmb", "¥", "￥"].iter().find_map(|mark| unit.strip_prefix(mark));
    let (power, rest) = power(behind.unwrap_or(unit));
    let is_whole = matches!(rest, "" | "元" | "圆" | "元整" | "圆整");
    (is_whole && (behind.is_some() || power > 0 || !rest.is_empty())).then_some(power)
}

/// A unit that a table gives outside of its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stated {
    /// Yuan in this power of ten, as written.
    Money(String, i32),
    /// What is measured: `公顷`.
    Measure(String),
    /// One that cannot be applied: `美元`, `拾万元`.
    Unclear(String),
}

/// The units that a line around a table gives for all of it: `单位：户、万元`, `收支表（万元）`, `以万元为单位`.
pub(super) fn units_of(text: &str) -> Vec<Stated> {
    if text.len() > 4 * LONGEST {
        return Vec::new();
    }
    let (mut found, mut label) = (Vec::new(), Label::None);
    for (word, is_inside) in words(text) {
        let (own, rest) = Label::split(&word);
        label = own.unwrap_or(label);
        if rest.is_empty() {
            continue;
        }
        found.extend(stated(rest, label == Label::Unit, is_inside).filter(|_| label != Label::Maker));
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
    fn split(word: &str) -> (Option<Self>, &str) {
        const OF: [&str; 12] =
            ["", "金额", "面积", "计量", "货币", "数量", "长度", "重量", "统计", "本表", "表内", "以下金额"];
        const PLAIN: [&str; 8] = ["unit", "units", "金额", "币种", "货币", "人民币", "计价", "currency"];
        let ending = ["为单位", "计算", "计价", "统计", "计"].iter().find_map(|end| word.strip_suffix(end));
        if let Some((_, unit)) = ending.and_then(|rest| rest.rsplit_once('以')) {
            return (Some(Self::Unit), unit);
        }
        if let Some((of, rest)) = word.split_once("单位") {
            let label = if OF.contains(&of) { Self::Unit } else { Self::Maker };
            let rest = rest.trim_start_matches(['均', '都', '全', '为', '是', '-', '=']);
            return (Some(label), rest);
        }
        if PLAIN.contains(&word) { (Some(Self::Unit), "") } else { (None, word) }
    }
}

/// The words of a line, and whether each stands in brackets. Blanks part words, but also the signs of one.
fn words(text: &str) -> Vec<(String, bool)> {
    const SIGNS: [char; 13] = ['、', ',', ';', '/', '(', ')', '[', ']', '【', '】', ':', '。', '|'];
    let mut words = Vec::new();
    let (mut depth, mut pieces) = (0_usize, vec![String::new()]);
    let mut end = |pieces: &mut Vec<String>, depth: usize| {
        let whole: String = pieces.concat();
        let is_one = yuan(&whole).is_some()
            || matches!(Label::split(&whole), (Some(Label::Unit), rest) if rest.is_empty() || yuan(rest).is_some());
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

/// The unit that a word is, given whether it stands behind a label of units, or in brackets.
fn stated(word: &str, is_behind: bool, is_inside: bool) -> Option<Stated> {
    const STRANGE: [char; 14] = ['美', '港', '欧', '日', '澳', '加', '台', '英', '韩', '新', '万', '千', '百', '亿'];
    const CURRENCIES: [&str; 9] = ["角", "分", "美金", "港币", "usd", "hkd", "eur", "$", "€"];
    let unit = word.strip_suffix("人民币").unwrap_or(word);
    if let Some(power) = yuan(unit) {
        return Some(Stated::Money(word.to_owned(), power));
    }
    let day = unit.find(|sign: char| sign.is_ascii_digit()).map(|at| &unit[..at]);
    if let Some((unit, power)) = day.filter(|_| is_behind).and_then(|unit| Some((unit, yuan(unit)?))) {
        return Some(Stated::Money(unit.to_owned(), power));
    }
    if FAMILIES.iter().any(|family| family.contains(&word)) {
        return is_behind.then(|| Stated::Measure(word.to_owned()));
    }
    let is_short = word.chars().count() < 6 && !word.contains(|sign: char| sign.is_ascii_digit());
    let is_money = word.ends_with(['元', '币']) && word.contains(|sign| STRANGE.contains(&sign) || sign == '拾');
    let is_power = is_behind && !power(word).1.eq(word) && power(word).1.chars().count() < 3;
    let is_unclear = is_short && (is_money || is_power || is_behind && CURRENCIES.contains(&word));
    // Whatever says 万元 and is no amount would make numbers ten thousand times too small.
    let before = ["万元", "千元", "百元", "亿元"].iter().find_map(|end| word.strip_suffix(end));
    let is_amount =
        |text: &str| text.ends_with(|sign: char| sign.is_numeric() || "一二三四五六七八九十几数余多".contains(sign));
    let is_open = before.is_some_and(|before| !is_amount(before) && before.chars().count() < 8);
    (is_open || is_unclear && (is_behind || is_inside)).then(|| Stated::Unclear(word.to_owned()))
}

/// Units of one sort, of which a table has one: a number in another is many times too large or too small.
const FAMILIES: [&[&str]; 3] = [
    &["亩", "公顷", "平方米", "㎡", "m2", "m²", "平方公里"],
    &["吨", "公斤", "千克", "kg", "斤"],
    &["米", "m", "公里", "km", "千米"],
];

/// Whether two units measure the same and are not equal.
pub(super) fn is_rival(unit: &str, own: &str) -> bool {
    let is_same = unit == own || SAME.iter().any(|words| words.contains(&unit) && words.contains(&own));
    !is_same && FAMILIES.iter().any(|family| family.contains(&unit) && family.contains(&own))
}

/// Whether a text in a column of numbers stands for nothing: `-`, `——`, `/`, `无`.
pub(super) fn is_nothing(text: &str) -> bool {
    let plain = squeezed(text);
    matches!(&*plain, "无" | "空" | "n/a" | "null" | "none" | "nil")
        || (!plain.is_empty() && plain.chars().all(|sign| "-–—―−－/\\".contains(sign)))
}

/// The unit that stands with a number, without blanks: `元` of `1,200 元` and of `￥1,200`; empty for none and for texts of
/// another sort.
pub(super) fn own_unit(text: &str) -> String {
    let plain = squeezed(text);
    let signed = plain.trim_start_matches(['-', '−']);
    let number = signed.trim_start_matches(['¥', '￥']);
    let unit = number.trim_start_matches(|sign: char| sign.is_ascii_digit() || matches!(sign, '.' | ','));
    match () {
        () if unit.len() == number.len() => String::new(),
        () if unit.is_empty() && number.len() < signed.len() => "元".to_owned(),
        () => unit.to_owned(),
    }
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
    use super::{Stated, is_rival, raised, shifted, units_of};

    #[test]
    fn numbers_are_moved_exactly() {
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
    }

    #[test]
    fn units_around_a_table_are_found() {
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
            assert_eq!(units_of(text), money("万元", 4), "{text}");
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
            assert_eq!(units_of(text), money(unit, power), "{text}");
        }
    }

    #[test]
    fn units_that_cannot_be_applied_are_unclear() {
        for text in [
            "单位：拾万元",
            "单位：万美元",
            "单位：港币",
            "收支表（万美元）",
            "单位：角",
            "单位：美元",
            "下列数字为万元",
        ] {
            assert!(matches!(&units_of(text)[..], [Stated::Unclear(_)]), "{text}");
        }
        assert_eq!(units_of("面积单位：公顷"), [Stated::Measure("公顷".into())]);
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
            assert_eq!(units_of(text), [], "{text}");
        }
        assert!(is_rival("公顷", "亩") && !is_rival("㎡", "平方米") && !is_rival("公顷", "人"));
    }
}
