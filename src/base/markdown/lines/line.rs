//! What a line is like.

use super::super::cjk::{self, is_cjk};

pub(super) struct Line<'t> {
    pub(super) start: usize,
    pub(super) text: &'t str,
    pub(super) width: usize,
    pub(super) number: Option<Number>,
    pub(super) has_label: bool,
    pub(super) is_set_in: bool,
    /// Whether it is `key: value`.
    pub(super) is_setting: bool,
    /// Whether it has no letters and ends no sentence: numbers, a line to write on.
    pub(super) is_bare: bool,
    /// Whether it is one Chinese character, which nobody writes as a line.
    pub(super) is_single: bool,
    pub(super) is_title: bool,
    /// Whether it is `特此公告。`.
    pub(super) is_closing: bool,
    pub(super) has_amount: bool,
    pub(super) is_date: bool,
}

/// What numbers the beginning of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    /// `一、`, `（一）`, `1.`, `1、`, `（1）`, `①`.
    Item,
    /// `第一条`, which may be quoted in a sentence, but hardly if a blank sets it apart.
    Article { is_apart: bool },
}

/// What the title of a document ends with.
const TITLES: [&str; 14] =
    ["通知", "公告", "公示", "通告", "报告", "决定", "决议", "名单", "方案", "办法", "规定", "通报", "意见", "情况"];

/// What is counted.
const COUNTED: &str = "元亩户人万名次座条米吨斤公%％号点年月日";

impl<'t> Line<'t> {
    pub(super) fn of(start: usize, text: &'t str) -> Self {
        let trimmed = text.trim();
        let mut chars = trimmed.chars();
        Self {
            start,
            text,
            width: text.chars().map(width).sum(),
            number: numbered(text),
            has_label: has_label(text),
            is_set_in: is_set_in(text),
            is_setting: is_setting(trimmed),
            is_bare: is_bare(text) && !ends_sentence(text),
            is_single: chars.next().is_some_and(|c| is_cjk(c) && c.is_alphabetic()) && chars.next().is_none(),
            is_title: is_title(trimmed),
            is_closing: trimmed.starts_with("特此") && trimmed.chars().count() <= 8,
            has_amount: has_amount(text),
            is_date: trimmed.contains('月') && trimmed.chars().all(is_of_date),
        }
    }
}

/// Whether there are figures or a line to write on, and no letters.
fn is_bare(line: &str) -> bool {
    let has_figures = line.contains("___") || line.contains(|c: char| c.is_ascii_digit());
    has_figures && !line.contains('&') && !line.contains(char::is_alphabetic)
}

fn is_title(line: &str) -> bool {
    let line = line.trim_end_matches(['*', '_', '》', '”']);
    TITLES.iter().any(|word| line.ends_with(word)) && !line.contains(['，', '。', '；', '：', '、'])
}

fn is_setting(line: &str) -> bool {
    let key = line.split_once(':').filter(|(_, value)| value.is_empty() || value.starts_with(' ')).map(|(key, _)| key);
    key.is_some_and(|key| {
        !key.is_empty() && key.len() <= 30 && key.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    })
}

fn is_of_date(c: char) -> bool {
    c.is_ascii_digit() || c.is_whitespace() || is_numeral(c) || "年月日".contains(c)
}

/// A number with what it counts.
fn has_amount(line: &str) -> bool {
    let mut is_number = false;
    line.chars().any(|c| {
        let is_amount = is_number && COUNTED.contains(c);
        is_number = c.is_ascii_digit() || is_number && c == ' ';
        is_amount
    })
}

/// Whether two lines begin with the same two characters, with numbers of the same, or with words of accounts.
pub(super) fn begin_alike(first: &str, second: &str) -> bool {
    const ACCOUNTS: [&str; 8] = ["收入", "支出", "结余", "合计", "上期", "本期", "小计", "总计"];
    let mut chars = first.trim_start().chars().zip(second.trim_start().chars());
    let (Some(one), Some(two)) = (chars.next(), chars.next()) else { return false };
    let is_account = |line: &str| ACCOUNTS.iter().any(|word| line.trim_start().starts_with(word));
    let is_word = two.0.is_alphanumeric();
    is_word && two.0 == two.1 && (one.0 == one.1 || is_numeral(one.0) && is_numeral(one.1))
        || is_account(first) && is_account(second)
}

fn width(c: char) -> usize {
    if is_cjk(c) { 2 } else { 1 }
}

/// How wide the first part of a line is that a wrap does not divide: a word, or one character with its marks.
pub(super) fn first_width(line: &str) -> usize {
    let mut width_so_far = 0;
    let mut chars = line.chars().take(120).peekable();
    while let Some(c) = chars.next() {
        width_so_far += width(c);
        let Some(next) = chars.peek() else { break };
        let is_word = |c: char| !c.is_whitespace() && !is_cjk(c);
        let holds = cjk::opens(c) || cjk::closes(*next) || is_word(c) && is_word(*next);
        if next.is_whitespace() || !holds {
            break;
        }
    }
    width_so_far
}

/// Whether the sentence goes on in the next line.
pub(super) fn goes_on(line: &str) -> bool {
    line.ends_with(['，', '、', ','])
}

/// Whether a sentence ends here.
pub(super) fn ends_sentence(line: &str) -> bool {
    without_closers(line).ends_with(['。', '！', '？', '…', '.', '!', '?'])
}

/// Whether a sentence or a part of it ends here.
pub(super) fn ends_part(line: &str) -> bool {
    ends_sentence(line) || without_closers(line).ends_with(['；', '：', ';', ':'])
}

fn without_closers(line: &str) -> &str {
    line.trim_end_matches(['”', '’', '」', '』', '）', '》', '】', ')', ']', '"', '*', '_', '~'])
}

/// Blanks before the first line of a paragraph, as it is printed in Chinese.
fn is_set_in(line: &str) -> bool {
    if ENTITIES.iter().any(|blank| line.trim_start().starts_with(blank)) {
        return true;
    }
    let blanks = line.chars().take_while(|c| c.is_whitespace());
    blanks
        .map(|c| match c {
            '\u{3000}' | '\t' => 4,
            _ => 1,
        })
        .sum::<usize>()
        >= 4
}

/// Blanks as pages have them.
const ENTITIES: [&str; 3] = ["&nbsp;", "&emsp;", "&ensp;"];

/// `联系电话：`, at most ten characters.
fn has_label(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || "*_".contains(c));
    let length = line.chars().take(11).take_while(|c| is_cjk(*c) && c.is_alphanumeric()).count();
    let rest = line.chars().skip(length).find(|c| !c.is_whitespace());
    (2..=10).contains(&length) && matches!(rest, Some('：' | ':'))
}

/// Whether an article may be quoted behind it.
pub(super) fn cites(line: &str) -> bool {
    line.ends_with(['》', '、', '，', '和', '及', '与', '或', '照', '据'])
}

/// The number at the beginning. `1.5` and `3、4组` begin with none.
fn numbered(line: &str) -> Option<Number> {
    let line = ENTITIES.iter().fold(line.trim_start(), |line, blank| line.trim_start_matches(blank));
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || "*_#~\\".contains(c));
    let first = line.chars().next()?;
    if matches!(first, '\u{2460}'..='\u{249B}' | '\u{3220}'..='\u{3229}' | '\u{2776}'..='\u{2793}') {
        return Some(Number::Item);
    }
    if first == '第' {
        let (number, rest) = number(&line[first.len_utf8()..]);
        let is_article = number > 0 && rest.starts_with(['条', '章', '节', '款', '项', '编', '篇', '部']);
        let is_apart = rest.chars().nth(1).is_none_or(char::is_whitespace);
        return is_article.then_some(Number::Article { is_apart });
    }
    if matches!(first, '（' | '(') {
        let (number, rest) = number(&line[first.len_utf8()..]);
        return ((1..=4).contains(&number) && rest.starts_with(['）', ')'])).then_some(Number::Item);
    }
    let (number, rest) = number(line);
    let rest = rest.strip_prefix('\\').unwrap_or(rest);
    let mut behind = rest.chars();
    let is_digit = first.is_ascii_digit();
    let is_end = match behind.next() {
        Some('、' | '．') => true,
        Some('.' | '）' | ')') => is_digit,
        _ => false,
    };
    let (next, beyond) = (behind.next(), behind.next());
    let is_list = is_digit && next.is_some_and(|c| c.is_ascii_digit())
        || next.is_some_and(is_numeral) && beyond.is_some_and(|c| "组社队季级期号批班楼".contains(c));
    ((1..=4).contains(&number) && is_end && !is_list).then_some(Number::Item)
}

/// How many characters of a number a text begins with, at most seven, and what follows.
fn number(text: &str) -> (usize, &str) {
    let is_digit = text.starts_with(|c: char| c.is_ascii_digit());
    let is_part = |c: &char| if is_digit { c.is_ascii_digit() } else { is_numeral(*c) };
    let length = text.chars().take(7).take_while(is_part).count();
    let bytes = text.chars().take(length).map(char::len_utf8).sum::<usize>();
    (length, &text[bytes..])
}

fn is_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百".contains(c)
}
