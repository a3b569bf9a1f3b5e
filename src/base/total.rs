//! Words by which a row of a table calls itself a total: `合计`, `一组小计`, `本季合计（元）`, `Total`.
//!
//! A row is a total only if the text that leads it is such a word once period, unit and punctuation are taken off:
//! `合计村` is a village.

use crate::base::date::to_half_width;
use crate::base::unseen::is_unseen;

/// Which rows a total adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Those since the total before it: `小计`.
    Part,
    /// All rows above it: `合计`.
    Whole,
    /// None that could be added up: more than the table holds, such as the months before (`累计`), or a mean (`平均`).
    Running,
}

const WORDS: [(&str, Reach); 24] = [
    ("合计数", Reach::Whole),
    ("合计", Reach::Whole),
    ("合計", Reach::Whole),
    ("共计", Reach::Whole),
    ("共計", Reach::Whole),
    ("总计", Reach::Whole),
    ("總計", Reach::Whole),
    ("总和", Reach::Whole),
    ("小计", Reach::Part),
    ("小計", Reach::Part),
    ("累计数", Reach::Running),
    ("累计", Reach::Running),
    ("累計", Reach::Running),
    ("平均数", Reach::Running),
    ("平均值", Reach::Running),
    ("平均", Reach::Running),
    ("average", Reach::Running),
    ("grandtotal", Reach::Whole),
    ("subtotals", Reach::Part),
    ("subtotal", Reach::Part),
    ("sub-total", Reach::Part),
    ("totals", Reach::Whole),
    ("total", Reach::Whole),
    ("sum", Reach::Whole),
];

/// What is measured or counted, behind a number or in brackets.
const MEASURES: [&str; 48] = [
    "人民币",
    "不含税",
    "含税",
    "合同",
    "份",
    "张",
    "家",
    "处",
    "宗",
    "块",
    "台",
    "头",
    "只",
    "株",
    "亿元",
    "万元",
    "千元",
    "百元",
    "元整",
    "元",
    "圆",
    "角",
    "分",
    "yuan",
    "cny",
    "rmb",
    "人次",
    "人",
    "口",
    "户",
    "名",
    "笔",
    "项",
    "件",
    "个",
    "次",
    "条",
    "亩",
    "公顷",
    "平方米",
    "㎡",
    "公里",
    "米",
    "公斤",
    "吨",
    "大写",
    "小写",
    "村",
];

/// What may stand between the word and its figures.
const OF_WHAT: [&str; 10] = ["金额", "总额", "人数", "户数", "笔数", "数量", "面积", "件数", "得分", "分"];

/// Longer texts are no names of totals.
const LONGEST: usize = 120;

/// Names of totals that are one in no other form.
const WHOLE_NAMES: [(&str, Reach); 30] = [
    ("汇总", Reach::Whole),
    ("汇总数", Reach::Whole),
    ("Σ", Reach::Whole),
    ("σ", Reach::Whole),
    ("上期结余", Reach::Running),
    ("上期结转", Reach::Running),
    ("上年结余", Reach::Running),
    ("上年结转", Reach::Running),
    ("期初余额", Reach::Running),
    ("期初结余", Reach::Running),
    ("本期结余", Reach::Running),
    ("期末余额", Reach::Running),
    ("期末结余", Reach::Running),
    ("结转下期", Reach::Running),
    ("结转下年", Reach::Running),
    ("计", Reach::Whole),
    ("∑", Reach::Whole),
    ("小结", Reach::Part),
    ("本页小结", Reach::Part),
    ("过次页", Reach::Running),
    ("转次页", Reach::Running),
    ("承前页", Reach::Running),
    ("上页结转", Reach::Running),
    ("户均", Reach::Running),
    ("人均", Reach::Running),
    ("村均", Reach::Running),
    ("均值", Reach::Running),
    ("最高", Reach::Running),
    ("最低", Reach::Running),
    ("共", Reach::Whole),
];

/// The words that say no more than that something is added up.
const BARE: [&str; 7] = ["合计", "合計", "共计", "共計", "总计", "小计", "小計"];

/// Whether `text` is the name of a total, and of which rows.
pub fn total(text: &str) -> Option<Reach> {
    if text.len() > LONGEST {
        return None;
    }
    let plain = squeezed(text);
    let name = without_measures(&plain);
    let whole = |name: &str| WHOLE_NAMES.iter().find(|(own, _)| *own == name).map(|(_, reach)| *reach);
    if let Some(reach) = whole(&plain).filter(|_| plain != "共").or_else(|| whole(name)) {
        return Some(reach);
    }
    // Amounts in words of contracts and vouchers repeat the total: `合计人民币（大写）：柒仟元整`.
    let heads = ["合计", "共计", "总计", "金额", "人民币", "大写", "小写", "本期", "本月", "本季", "本年"];
    if plain.contains("大写") && heads.iter().any(|head| plain.starts_with(head)) {
        return Some(Reach::Running);
    }
    let is_english = name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
    let Some((before, word, reach)) =
        WORDS.iter().find_map(|(word, reach)| Some((name.strip_suffix(word)?, *word, *reach)))
    else {
        return of_what(&plain);
    };
    let is_total = match () {
        () if is_english => before.is_empty(),
        // Whatever is called the sum of something is one; 王合计 may be a name.
        () if BARE.contains(&word) => is_period(before) || is_unit(before) || before.chars().count() > 1,
        () => is_period(before) || is_unit(before),
    };
    if is_total { Some(reach) } else { of_what(&plain) }
}

/// A total whose name says behind the word what it adds up: `合计：石桥村`, `小计一组`, `合计/平均`.
fn of_what(plain: &str) -> Option<Reach> {
    let (word, rest) = BARE.iter().find_map(|word| Some((*word, plain.strip_prefix(word)?)))?;
    let inside = rest.trim_matches([':', '/', '(', ')', '-', '—', ',']);
    let is_apart =
        inside.len() < rest.len() || inside.starts_with(|sign| "一二三四五六七八九十0123456789".contains(sign));
    let is_named = is_group(inside) || total(inside).is_some();
    (is_apart && is_named && !inside.is_empty()).then_some(if word.starts_with('小') {
        Reach::Part
    } else {
        Reach::Whole
    })
}

/// Whether the name of a total says which thing it adds up (`收入合计`), so that it may be a figure of its own.
pub fn is_sum_of_thing(text: &str) -> bool {
    let plain = squeezed(text);
    let name = without_measures(&plain);
    let before = BARE.iter().find_map(|word| name.strip_suffix(word));
    before.is_some_and(|before| !is_period(before))
}

/// Whether a text says of itself no more than that it is a total, maybe of a group: `小计`, `本组合计`.
fn is_bare(text: &str) -> bool {
    let plain = squeezed(text);
    let name = without_measures(&plain);
    let before = BARE.iter().find_map(|word| name.strip_suffix(word));
    before.is_some_and(|before| {
        is_period(before) || (before.chars().count() < 4 && before.ends_with(['组', '队', '社', '村']))
    })
}

/// Which text of a row makes it one of totals, and of which rows, given all its texts that are no figures: the first one; or
/// a later one, where all others name what is added up (`一组`, `小计`).
pub fn in_row(texts: &[&str]) -> Option<(usize, Reach)> {
    if let Some(reach) = texts.first().and_then(|text| total(text)) {
        return Some((0, reach));
    }
    // Some give each sign a cell of its own.
    if let [first, second, ..] = texts
        && first.trim().chars().count() == 1
        && BARE.contains(&&*squeezed(&[*first, *second].concat()))
    {
        return Some((0, if first.trim() == "小" { Reach::Part } else { Reach::Whole }));
    }
    let (at, reach) =
        texts.iter().enumerate().find_map(|(at, text)| Some((at, total(text).filter(|_| is_bare(text))?)))?;
    let reach = if reach == Reach::Whole { Reach::Part } else { reach };
    texts.iter().all(|text| total(text).is_some() || is_group(text)).then_some((at, reach))
}

/// Whether a text names no more than what is added up: a group, a village, a period.
pub fn is_group(text: &str) -> bool {
    let plain = if text.len() > LONGEST { String::new() } else { squeezed(text) };
    !plain.is_empty() && (is_period(&plain) || is_unit(&plain))
}

/// Whether a text is a number, an amount or a day, and nothing that could name a row.
pub fn is_figure(text: &str) -> bool {
    text.chars().all(|sign| sign.is_ascii_digit() || " .,-/:年月日号¥￥".contains(sign))
}

/// Whether a text says that its row is a part of the row above and no row of its own: `其中：电费`, `（其中：旱地）`.
pub fn is_part(text: &str) -> bool {
    let plain = squeezed(text.get(..LONGEST).unwrap_or(text));
    let number = |sign: char| sign.is_ascii_digit() || "(一二三四五六七八九十、.".contains(sign);
    plain.trim_start_matches(number).starts_with("其中")
}

/// Whether a row whose leader is the name of a total is an entry nevertheless, given its heads and cells: it has a
/// voucher; or its leader names a thing (`误工补贴累计`, unlike `本月合计`) and it has a day or a category.
pub fn is_entry<'t>(leader: &str, cells: impl Iterator<Item = (&'t str, &'t str)>) -> bool {
    let plain = squeezed(leader);
    let name = without_measures(&plain);
    let before = WORDS.iter().find_map(|(word, _)| name.strip_suffix(word)).unwrap_or_default();
    let is_thing = !is_period(before);
    let mut filled = cells.filter(|(_, text)| text.chars().any(char::is_alphanumeric) && *text != leader);
    filled.any(|(head, text)| {
        is_voucher(head) && !is_count_of_sheets(text) || is_thing && (is_category(head) || is_day(text))
    })
}

/// What the column of vouchers says of a total: `共2张`, `附单据 12 张`.
fn is_count_of_sheets(text: &str) -> bool {
    let plain = squeezed(text);
    plain.ends_with(['张', '份']) && plain.contains(|sign: char| sign.is_ascii_digit())
}

/// Whether a head names the voucher of an entry.
pub fn is_voucher(head: &str) -> bool {
    head.contains("凭证") || head.eq_ignore_ascii_case("voucher")
}

/// Whether a head names what an entry is filed under.
pub fn is_category(head: &str) -> bool {
    ["类别", "分类", "类型", "状态"].iter().any(|word| head.ends_with(word))
        || ["category", "type", "status"].iter().any(|word| head.eq_ignore_ascii_case(word))
}

/// Whether a text is a day of a year: `2026-06-30`, `2026年6月30日`.
fn is_day(text: &str) -> bool {
    let parts = text.trim().trim_end_matches('日').split(['-', '/', '.', '年', '月']);
    let parts: Vec<&str> = parts.take(4).collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(is_number)
}

/// The text in half-width signs and small letters, without blanks and signs that nobody sees.
pub fn squeezed(text: &str) -> String {
    let seen = |sign: &char| !sign.is_whitespace() && !is_unseen(*sign);
    to_half_width(text).chars().filter(seen).map(|sign| sign.to_ascii_lowercase()).collect()
}

/// What is left once figures and units behind the word are taken off: `合计(元)`, `共计:3户`, `合计金额`.
fn without_measures(text: &str) -> &str {
    let mut rest = text;
    loop {
        let shorter = rest.trim_end_matches([':', ',', ';', '.', '、', '。', '=', '*']);
        let shorter = in_brackets(shorter).unwrap_or(shorter);
        let shorter = figure(shorter).unwrap_or(shorter);
        let shorter = shorter.strip_suffix("人民币").unwrap_or(shorter);
        let shorter = OF_WHAT.iter().find_map(|word| shorter.strip_suffix(word)).unwrap_or(shorter);
        if shorter.len() == rest.len() {
            return rest;
        }
        rest = shorter;
    }
}

/// The text without brackets at its end that hold no more than figures and units.
fn in_brackets(text: &str) -> Option<&str> {
    let (before, inside) = text.strip_suffix([')', ']', '】'])?.rsplit_once(['(', '[', '【'])?;
    let mut inside = inside.trim_start_matches("单位:");
    while !inside.is_empty() {
        let shorter = inside.trim_start_matches(|sign: char| sign.is_ascii_digit() || ".,:/、".contains(sign));
        let shorter = MEASURES.iter().find_map(|unit| shorter.strip_prefix(unit)).unwrap_or(shorter);
        if shorter.len() == inside.len() {
            return None;
        }
        inside = shorter;
    }
    Some(before)
}

/// The text without a number and its unit at its end.
fn figure(text: &str) -> Option<&str> {
    let bare = MEASURES.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text);
    let before = bare.trim_end_matches(|sign: char| sign.is_ascii_digit() || ".,¥￥".contains(sign));
    (before.len() < bare.len()).then_some(before)
}

/// Whether nothing but a period is named: `本季`, `2026年7月`, `上半年`, `第三季度`.
fn is_period(text: &str) -> bool {
    text.chars().all(|sign| {
        sign.is_ascii_digit() || "一二三四五六七八九十〇○零年月日季度期页第本上下半全至到当今前共-—~～./".contains(sign)
    })
}

/// Whether what is added up is named: a group, a village, a kind of money.
fn is_unit(text: &str) -> bool {
    const ENDS: [&str; 30] = [
        "组", "村", "社区", "社", "队", "镇", "乡", "街道", "县", "区", "市", "屯", "寨", "片", "户", "人", "类", "项",
        "科目", "收入", "支出", "收支", "费", "费用", "资金", "补助", "补贴", "表", "以上", "部分",
    ];
    let text = text.trim_end_matches(['(', ')', '-', ':', '的']);
    ENDS.iter().any(|end| text.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::{Reach, in_row, is_part, total};

    #[test]
    fn a_total_may_stand_behind_what_it_adds_up() {
        for (texts, expected) in [
            (&["合计", "张建国"][..], Some((0, Reach::Whole))),
            (&["一组", "小 计"], Some((1, Reach::Part))),
            (&["一组", "本组小计"], Some((1, Reach::Part))),
            (&["一组", "合计"], Some((1, Reach::Part))),
            (&["一组", "小计（2户）"], Some((1, Reach::Part))),
            (&["租金", "合计"], None),
            (&["云岭县", "收入合计"], None),
            (&["合", "计"], Some((0, Reach::Whole))),
            (&["小", "计"], Some((0, Reach::Part))),
            (&["一组", "张建国"], None),
            (&[], None),
        ] {
            assert_eq!(in_row(texts), expected, "{texts:?}");
        }
        for (text, expected) in
            [("其中：电费", true), ("一、其中：水田", true), ("（其中旱地）", true), ("电费", false)]
        {
            assert_eq!(is_part(text), expected, "{text}");
        }
    }

    #[test]
    fn totals_have_many_names() {
        for text in [
            "合计",
            "合 计",
            "合\u{a0}计：",
            "共计",
            "总计",
            "合计（元）",
            "合计(万元)",
            "本季合计",
            "第三季度合计",
            "7月合计",
            "2026年上半年合计",
            "全村合计",
            "石桥村总计",
            "收入合计",
            "合计金额",
            "合计：3户",
            "共计 5 人",
            "总计：3户6人",
            "合计（3户）",
            "Total",
            "TOTAL:",
            "Grand Total",
            "total (yuan)",
            "合　计",
            "合\u{200b}计",
            "合計",
            "本期合计",
            "工程合计",
            "金额合计",
            "合计：石桥村",
            "合计/平均",
            "合计人民币",
            "共计人民币：",
            "合计（2份合同）",
            "租金合计（含税）",
            "汇总数",
            "共3户",
            "∑",
            "计",
        ] {
            assert_eq!(total(text), Some(Reach::Whole), "{text}");
        }
    }

    #[test]
    fn parts_and_what_cannot_be_added_up_are_totals_too() {
        for text in ["小计", "一组小计", "小 计：", "Subtotal", "本页小计", "办公费小计", "小计（一组）", "小计一组"]
        {
            assert_eq!(total(text), Some(Reach::Part), "{text}");
        }
        for text in [
            "累计",
            "本年累计",
            "2026年1-9月累计",
            "平均",
            "全村平均",
            "平均得分",
            "Average",
            "人民币（大写）",
            "合计人民币（大写）：柒仟元整",
            "上期结余",
        ] {
            assert_eq!(total(text), Some(Reach::Running), "{text}");
        }
        assert_eq!(total(&"合计".repeat(100_000)), None);
    }

    #[test]
    fn what_only_looks_like_a_total_is_none() {
        for text in [
            "合计村",
            "小计家湾",
            "总计划",
            "王合计",
            "合计机组",
            "Total village",
            "共计划",
            "summer",
            "3",
            "",
            "累计完成",
            "subtotaled",
        ] {
            assert_eq!(total(text), None, "{text}");
        }
    }
}
