//! Which row is the head of a table, and which column each of its cells names.

use std::collections::BTreeSet;

use crate::base::date::to_half_width;
use crate::base::total::squeezed;
use crate::blocks::heads::{Head, Sort};
use crate::load::rows::Line;

/// The head stands among so many first rows, below a title and the like.
pub(super) const FIRST: usize = 15;
/// So many cells of a row are looked at when its head is sought; longer texts are no heads.
const CELLS: usize = 200;
const LONGEST: usize = 120;

/// Other words for a column, where the form has no column of that name.
const SYNONYMS: [(&str, &str); 38] = [
    ("摘要", "事项"),
    ("用途", "事项"),
    ("凭证号", "凭证"),
    ("凭证编号", "凭证"),
    ("凭证字号", "凭证"),
    ("收入金额", "收入"),
    ("支出金额", "支出"),
    ("经手人", "经手"),
    ("经办人", "经手"),
    ("审核", "审核人"),
    ("审批人", "审批"),
    ("对方单位", "对方"),
    ("往来单位", "对方"),
    ("户主", "姓名"),
    ("户主姓名", "姓名"),
    ("所在组", "村民小组"),
    ("组别", "村民小组"),
    ("小组", "村民小组"),
    ("家庭人口", "人数"),
    ("保障人口", "人数"),
    ("家庭住址", "住址"),
    ("身份证号码", "身份证号"),
    ("身份证", "身份证号"),
    ("说明", "备注"),
    ("村组", "村民小组"),
    ("村小组", "村民小组"),
    ("组", "村民小组"),
    ("家庭人口数", "人数"),
    ("家庭人数", "人数"),
    ("保障人数", "人数"),
    ("享受人数", "人数"),
    ("人口数", "人数"),
    ("联系方式", "联系电话"),
    ("手机号码", "联系电话"),
    ("银行卡号", "社保卡号"),
    ("一卡通号", "社保卡号"),
    ("一卡通账号", "社保卡号"),
    ("收款单位", "对方"),
];

/// What a cell of a head names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// Place of the column among those of the form.
    pub(super) column: usize,
    /// By what power of ten the numbers below it are to be raised.
    pub(super) shift: i32,
    /// The unit that stands in it, as written.
    pub(super) unit: Option<String>,
    /// It has another unit than the column, and none that can be converted.
    pub(super) is_other_unit: bool,
    /// It is not quite what the column is called.
    pub(super) is_guess: bool,
}

impl Named {
    fn plain(column: usize) -> Self {
        Self { column, shift: 0, unit: None, is_other_unit: false, is_guess: false }
    }
}

/// The row that is the head, and how many columns of the form it names: the first one that names several, or the one right
/// below it if that names more, as in a head of two rows; the first row where none does.
pub(super) fn find(lines: &[Line], heads: &[Head]) -> (usize, usize) {
    let counts: Vec<usize> = lines.iter().take(FIRST).map(|line| known(line, heads)).collect();
    let first = counts.iter().position(|count| *count > 1).unwrap_or(0);
    let count = |at: usize| counts.get(at).copied().unwrap_or(0);
    let at = if count(first) > 1 && count(first + 1) > count(first) { first + 1 } else { first };
    (at, count(at))
}

/// Whether a row below the head is a head once more: all that stands in it names columns.
pub(super) fn is_head(line: &Line, heads: &[Head]) -> bool {
    let mut texts = line.cells.iter().filter(|cell| !cell.is_blank()).map(|cell| &*cell.text);
    let is_one = |text: &str| exactly(text, heads).or_else(|| synonym(text, heads)).is_some();
    line.count > 1
        && line.far.is_none()
        && texts.next().is_some_and(is_one)
        && texts.next().is_some_and(is_one)
        && texts.all(is_one)
}

/// Whether a row that names no column looks like one of data: a whole date or an amount with decimals stands in it. A year
/// alone or a number of a column may be a head.
pub(super) fn is_data(line: &Line) -> bool {
    line.cells.iter().take(CELLS).any(|cell| is_date(&cell.text) || is_amount(&cell.text))
}

fn is_date(text: &str) -> bool {
    let plain = to_half_width(text.trim());
    let parts: Vec<&str> = plain.trim_end_matches('日').split(['-', '/', '.', '年', '月']).collect();
    let is_part = |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts[0].len() == 4 && parts.iter().all(is_part)
}

fn is_amount(text: &str) -> bool {
    let plain = to_half_width(text.trim());
    let number = plain.trim_start_matches(['-', '¥', '￥']).trim_end_matches('元');
    let Some((whole, cents)) = number.split_once('.') else { return false };
    let is_whole = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
    is_whole && cents.len() == 2 && cents.bytes().all(|byte| byte.is_ascii_digit())
}

/// How many columns of the form a row names.
pub(super) fn known(line: &Line, heads: &[Head]) -> usize {
    count(line.cells.iter().map(|cell| &*cell.text), heads)
}

/// How many columns of the form these texts name.
pub(super) fn count<'t>(texts: impl Iterator<Item = &'t str>, heads: &[Head]) -> usize {
    let named = texts.take(CELLS).filter_map(|text| exactly(text, heads).or_else(|| synonym(text, heads)));
    named.map(|named| named.column).collect::<BTreeSet<_>>().len()
}

/// What each cell of a head names. No column is named twice by a guess.
pub(super) fn assign(texts: &[&str], heads: &[Head]) -> Vec<Option<Named>> {
    let mut named: Vec<Option<Named>> = texts.iter().map(|text| exactly(text, heads)).collect();
    let mut used: BTreeSet<usize> = named.iter().flatten().map(|one| one.column).collect();
    for guess in [synonym, qualified, shorter] {
        for (text, named) in texts.iter().zip(&mut named).filter(|(_, named)| named.is_none()) {
            let found = guess(text, heads).filter(|one| used.insert(one.column));
            *named = found.map(|one| Named { is_guess: true, ..one });
        }
    }
    named
}

/// A column by one of its names, with blanks or a unit that it does not have, if any.
fn exactly(text: &str, heads: &[Head]) -> Option<Named> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    if let Some(column) = heads.iter().position(|head| head.is(text)) {
        return Some(Named::plain(column));
    }
    let plain = bare(text);
    if let Some(column) = position(&plain, heads) {
        return Some(Named::plain(column));
    }
    let (name, unit) = in_brackets(&plain)?;
    let column = position(name, heads)?;
    match shift(unit, &heads[column]) {
        Shift::By(shift) => Some(Named { shift, unit: Some(unit.to_owned()), ..Named::plain(column) }),
        Shift::Other => Some(Named { is_other_unit: true, unit: Some(unit.to_owned()), ..Named::plain(column) }),
        Shift::NoUnit => None,
    }
}

/// A column by another word for it.
fn synonym(text: &str, heads: &[Head]) -> Option<Named> {
    let plain = bare(text);
    let (name, unit) = in_brackets(&plain).unwrap_or((&plain, ""));
    let (_, own) = SYNONYMS.iter().find(|(word, _)| *word == name)?;
    let column = position(own, heads)?;
    with_unit(column, unit, heads)
}

/// Remarks in the brackets of a head that say nothing of what stands below it.
const REMARKS: [&str; 18] = [
    "如实填写",
    "据实填写",
    "请填写",
    "填写",
    "必填",
    "必填项",
    "选填",
    "选填项",
    "可不填",
    "可空",
    "可选",
    "大写",
    "小写",
    "全称",
    "年月日",
    "年-月-日",
    "公历",
    "阳历",
];

/// A column whose name has a remark in brackets behind it. Any other words there make it another column, maybe one that
/// nobody meant to publish: `备注（身份证号）`.
fn qualified(text: &str, heads: &[Head]) -> Option<Named> {
    let plain = bare(text);
    let (name, remark) = in_brackets(&plain)?;
    position(name, heads).filter(|_| REMARKS.contains(&remark)).map(Named::plain)
}

/// The only column of the form whose name ends so: `金额` for `全户金额`.
fn shorter(text: &str, heads: &[Head]) -> Option<Named> {
    let plain = bare(text);
    let (name, unit) = in_brackets(&plain).unwrap_or((&plain, ""));
    if name.chars().count() < 2 || name.is_ascii() {
        return None;
    }
    let ends = |head: &Head| head.plain().iter().any(|own| own.ends_with(name));
    let mut found = heads.iter().enumerate().filter(|(_, head)| ends(head));
    let (column, _) = found.next().filter(|_| found.next().is_none())?;
    with_unit(column, unit, heads)
}

fn with_unit(column: usize, unit: &str, heads: &[Head]) -> Option<Named> {
    match shift(unit, &heads[column]) {
        _ if unit.is_empty() => Some(Named::plain(column)),
        Shift::By(shift) => Some(Named { shift, unit: Some(unit.to_owned()), ..Named::plain(column) }),
        Shift::Other => Some(Named { is_other_unit: true, unit: Some(unit.to_owned()), ..Named::plain(column) }),
        Shift::NoUnit => None,
    }
}

/// The text without blanks, quotes and the star of what must be filled in.
fn bare(text: &str) -> String {
    let text = if text.len() > LONGEST { "" } else { text };
    let plain = squeezed(text);
    plain.trim_matches(['*', '"', '\'', '“', '”', '‘', '’', ':', '：']).to_owned()
}

fn position(plain: &str, heads: &[Head]) -> Option<usize> {
    let is = |name: &String| name == plain;
    (!plain.is_empty()).then(|| heads.iter().position(|head| head.plain().iter().any(is))).flatten()
}

/// The name and what stands in brackets behind it, or behind a bar.
fn in_brackets(plain: &str) -> Option<(&str, &str)> {
    if let Some(before) = plain.strip_suffix([')', ']', '】']) {
        let (name, inside) = before.rsplit_once(['(', '[', '【'])?;
        return Some((name, inside.trim_start_matches("单位:")));
    }
    plain.rsplit_once('/').or_else(|| plain.rsplit_once(':'))
}

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

/// The unit of money that a line above the head gives for the whole table: `单位：万元`, `收支表（万元）`. One that cannot be
/// applied has no power.
pub(super) fn unit_of_line(text: &str) -> Option<(String, Option<i32>)> {
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
fn behind_word(plain: &str, (at, end): (usize, usize), blanks: &BTreeSet<usize>) -> Option<(String, Option<i32>)> {
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
            return Some((unit[..unit.len() - rest.len()].to_owned(), Some(power)));
        }
    }
    // Of what is no unit in yuan, up to the next blank.
    let next = blanks.iter().find(|blank| **blank > start).map_or(part.len(), |blank| blank - start);
    let part = part.get(..next.min(part.len())).unwrap_or(&part);
    let is_strange = matches!(part, "角" | "分") || STRANGE.iter().any(|word| part.contains(word));
    (is_strange && !part.ends_with(BODIES)).then(|| (part.to_owned(), None))
}

/// The unit that stands in brackets in a title.
fn in_title(plain: &str) -> Option<(String, Option<i32>)> {
    let insides = plain.split(['(', '[', '【']).skip(1).filter_map(|rest| rest.split([')', ']', '】']).next());
    insides.into_iter().find_map(|inside| {
        let power = yuan(inside);
        let is_strange = inside.contains('元') && inside.contains(['万', '千', '百', '亿']);
        (power.is_some() || is_strange).then(|| (inside.chars().take(12).collect(), power))
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
    use super::{assign, raised, shifted, unit_of_line};
    use crate::blocks::heads::{Head, Sort};

    fn heads() -> Vec<Head> {
        let head = |name: &str, sort, unit: &str| Head::new(vec![name.into()], unit.into(), sort);
        vec![
            head("姓名", Sort::Text, ""),
            head("人数", Sort::Number, "人"),
            head("每人标准", Sort::Money, "元"),
            head("全户金额", Sort::Money, "元"),
            head("面积", Sort::Number, "亩"),
            head("备注", Sort::Text, ""),
        ]
    }

    #[test]
    fn heads_are_found_by_what_they_are_called() {
        let check = |text: &str, expected: &str| {
            let heads = heads();
            let named = assign(&[text], &heads).remove(0).map(|one| {
                let guess = if one.is_guess { "?" } else { "" };
                let unit = if one.is_other_unit { "!".to_owned() } else { one.shift.to_string() };
                format!("{}{guess} {unit}", heads[one.column].name())
            });
            assert_eq!(named.unwrap_or_default(), expected, "{text}");
        };
        for text in ["姓名", " 姓 名 ", "姓\u{a0}名", "*姓名", "“姓名”", "姓\n名", "姓名："] {
            check(text, "姓名 0");
        }
        check("全户金额（元）", "全户金额 0");
        check("全户金额(万元)", "全户金额 4");
        check("全户金额/千元", "全户金额 3");
        check("全户金额（美元）", "全户金额 !");
        check("每人标准（元/月）", "每人标准 0");
        check("金额（元）", "全户金额? 0");
        check("人数（口）", "人数 0");
        check("人数（万人）", "人数 4");
        check("面积（平方米）", "面积 !");
        check("面积（约）", "");
        check("面积（必填）", "面积? 0");
        for text in ["全户金额（人民币万元）", "全户金额（单位：人民币万元）", "全户金额（￥万）", "全户金额（万元整）"]
        {
            check(text, "全户金额 4");
        }
        for text in ["拾万元", "美金", "港币", "日元", "缅币"] {
            check(&format!("全户金额（{text}）"), "全户金额 !");
        }
        for text in [
            "备注（身份证号）",
            "备注/联系电话",
            "备注（卡号）",
            "姓名（住址）",
            "全户金额/每人标准",
            "全户金额（上年同期）",
        ] {
            check(text, "");
        }
        check("户主姓名", "姓名? 0");
        check("测试村低保名单", "");
        check("金额", "全户金额? 0");
    }

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
        assert_eq!(unit_of_line("编制单位：测试村　金额单位：万元"), Some(("万元".to_owned(), Some(4))));
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
            assert_eq!(unit_of_line(text).and_then(|(_, power)| power), Some(4), "{text}");
        }
        for text in ["单位：拾万元", "单位：万美元", "单位：港币", "收支表（约3万元）", "单位：角"]
        {
            assert!(matches!(unit_of_line(text), Some((_, None))), "{text}");
        }
        for text in ["编制单位：测试村村委会", "填报单位：万元村", "单位：石桥村", "单位：三元村", "收支表（上半年）"]
        {
            assert_eq!(unit_of_line(text), None, "{text}");
        }
        assert_eq!(unit_of_line("单位：元"), Some(("元".to_owned(), Some(0))));
        assert_eq!(unit_of_line("单位：美元"), Some(("美元".to_owned(), None)));
    }
}
