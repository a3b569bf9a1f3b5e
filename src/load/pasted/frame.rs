//! What stood around a text on the page that it was copied from: its fields, its buttons, its foot.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::load::pasted::is_han;

/// Fields that begin a line, in front of a colon.
const FIELDS: [&str; 22] = [
    "作者",
    "来源",
    "信息来源",
    "文章来源",
    "稿件来源",
    "编辑",
    "责任编辑",
    "责编",
    "编辑人",
    "发布人",
    "发布者",
    "供稿",
    "供稿单位",
    "审稿",
    "录入",
    "录入时间",
    "发布时间",
    "发布日期",
    "发稿时间",
    "更新时间",
    "信息来源地址",
    "文章录入",
];
/// What only the frame of a page says, wherever it stands.
const ANYWHERE: [&str; 24] = [
    "关闭窗口",
    "关闭本页",
    "打印本页",
    "打印此页",
    "打印本文",
    "返回顶部",
    "回到顶部",
    "返回上一页",
    "加入收藏",
    "设为首页",
    "网站地图",
    "扫一扫",
    "分享到：",
    "分享到:",
    "版权所有",
    "公网安备",
    "ICP备",
    "上一篇：",
    "上一篇:",
    "下一篇：",
    "下一篇:",
    "您当前的位置",
    "您现在的位置",
    "当前位置：",
];
/// Counters, in front of a colon or a number.
const COUNTERS: [&str; 12] = [
    "点击率",
    "点击数",
    "点击量",
    "点击次数",
    "浏览次数",
    "浏览量",
    "浏览数",
    "阅读次数",
    "阅读量",
    "阅读数",
    "访问量",
    "访问次数",
];
/// Buttons, if a line holds nothing else.
const BUTTONS: [&str; 12] = ["打印", "关闭", "收藏", "分享", "大", "中", "小", "字号", "字体", "复制", "返回", "纠错"];

/// Where the first piece of a frame stands in a line.
pub(super) fn find(line: &str) -> Option<Range<usize>> {
    field(line)
        .into_iter()
        .chain(anywhere(line))
        .chain(counter(line))
        .chain(sizes(line))
        .chain(buttons(line))
        .min_by_key(|found| found.start)
}

/// The first piece that only frames say. All of them are looked for at once: every line of every text comes here.
fn anywhere(line: &str) -> Option<Range<usize>> {
    static SAID: LazyLock<Option<AhoCorasick>> =
        LazyLock::new(|| AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(ANYWHERE).ok());
    match &*SAID {
        Some(said) => said.find(line).map(|found| found.range()),
        None => ANYWHERE
            .iter()
            .filter_map(|word| line.find(word).map(|at| at..at + word.len()))
            .min_by_key(|found| found.start),
    }
}

/// A field at the beginning of the line.
fn field(line: &str) -> Option<Range<usize>> {
    let start = line.len() - line.trim_start_matches(is_around).len();
    let text = &line[start..];
    let end = text.find([':', '：'])?;
    let word: String = text[..end].chars().filter(|sign| !sign.is_whitespace()).collect();
    let is_field = FIELDS.contains(&&*word);
    is_field.then(|| start..line.trim_end_matches(is_around).len().max(start + end))
}

/// A counter with its number.
fn counter(line: &str) -> Option<Range<usize>> {
    if !line.contains(['击', '览', '读', '访']) {
        return None;
    }
    COUNTERS.iter().find_map(|word| {
        let at = line.find(word)?;
        let behind = line[at + word.len()..].trim_start();
        let is_counted = behind.starts_with([':', '：', '[', '【', '(', '（'])
            || behind.starts_with(|sign: char| sign.is_ascii_digit());
        is_counted.then_some(at..at + word.len())
    })
}

/// The sizes of letters to choose from: 字号：大 中 小.
fn sizes(line: &str) -> Option<Range<usize>> {
    if !line.contains('字') {
        return None;
    }
    ["字号", "字体", "字体大小", "文字大小"].iter().find_map(|word| {
        let at = line.find(word)?;
        let signs: String = line[at + word.len()..].chars().filter(|sign| is_han(*sign)).take(3).collect();
        matches!(&*signs, "大中小" | "小中大").then_some(at..at + word.len())
    })
}

/// A line that is nothing but buttons; one alone is a word.
fn buttons(line: &str) -> Option<Range<usize>> {
    if line.len() > 200 {
        return None;
    }
    let words: Vec<&str> = line.split(|sign: char| !is_han(sign)).filter(|word| !word.is_empty()).collect();
    let is_all = words.len() >= 2 && words.iter().all(|word| BUTTONS.contains(word));
    let start = line.len() - line.trim_start().len();
    let is_bare = !line.trim_start().starts_with(['|', '-', '*', '+', '#']);
    (is_all && is_bare).then_some(start..line.len())
}

/// Blanks, brackets and marks around a field.
fn is_around(sign: char) -> bool {
    sign.is_whitespace() || "[]【】()（）*_>|-".contains(sign)
}
