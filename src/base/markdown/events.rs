//! The parsed text as a list, so that what comes later can be looked at before something is written.
//!
//! Invariant: no event contains a mark of `edits`, and all ranges are those of the original text.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag};

use super::cjk;
use super::edits::Edited;

/// What the parser made of a text.
pub(super) struct Parsed<'a> {
    pub(super) list: Vec<(Event<'a>, Range<usize>)>,
    /// Where the definitions stand that something refers to.
    pub(super) used: BTreeSet<usize>,
}

/// How many columns and rows a cell takes.
pub(super) type Spans = BTreeMap<usize, (u16, u16)>;

pub(super) struct Events<'a> {
    original: &'a str,
    list: Vec<(Event<'a>, Range<usize>)>,
    /// For each start the index of its end; other entries mean nothing.
    ends: Vec<usize>,
    /// By the index of the cell.
    spans: Spans,
}

pub(super) fn parse<'a>(edited: &'a Edited<'_>, extended: bool) -> Parsed<'a> {
    let mut parser = Parser::new_ext(&edited.text, extensions(extended)).into_offset_iter();
    let mut list = Vec::new();
    let mut labels = BTreeSet::new();
    for (event, range) in parser.by_ref() {
        if let Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) = &event {
            labels.insert(id.to_string());
        }
        list.push((clean(event, edited), edited.range(&range)));
    }
    let definitions = labels.iter().filter_map(|label| parser.reference_definitions().get(label));
    let used = definitions.map(|definition| edited.range(&definition.span).start).collect();
    Parsed { list, used }
}

impl<'a> Events<'a> {
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn event(&self, at: usize) -> &Event<'a> {
        &self.list[at].0
    }

    /// Where the event comes from; of a start, the range of the whole element without the end of its
    /// last line.
    pub(super) fn source(&self, at: usize) -> Range<usize> {
        let range = self.list[at].1.clone();
        let text = self.original[range.clone()].trim_end_matches(['\n', '\r']);
        range.start..range.start + text.len()
    }

    /// The number that the item at this index was written with.
    pub(super) fn number(&self, at: usize) -> Option<u64> {
        let item = &self.original[self.list[at].1.start..];
        let digits = item.bytes().take(9).take_while(u8::is_ascii_digit).count();
        item[..digits].parse().ok()
    }

    /// The amount that the item at this index begins with, with its bullet, if that could be its sign: `- 300`, `+ 5分`.
    pub(super) fn signed(&self, at: usize) -> Option<&'a str> {
        const UNITS: [&str; 13] =
            ["万元", "元", "分", "亩", "%", "％", "公斤", "吨", "个百分点", "个点", "人", "户", "℃"];
        let item = self.original[self.list[at].1.start..].lines().next()?;
        let number = item.strip_prefix(['-', '+'])?.trim_start();
        let amount = number.trim_start_matches(['￥', '¥']);
        let rest = amount.trim_start_matches(|sign: char| sign.is_ascii_digit() || matches!(sign, '.' | ','));
        let behind = rest.trim_start();
        let unit = UNITS.iter().find_map(|unit| behind.strip_prefix(unit));
        let behind = unit.unwrap_or(behind).trim_start();
        // Behind a number alone a colon makes it a time, a year or a telephone.
        let is_titled = unit.is_some() && behind.starts_with(['：', ':', '至']);
        let is_amount = rest.len() < amount.len() && amount.starts_with(|sign: char| sign.is_ascii_digit());
        let is_alone = behind.is_empty() || is_titled || behind.starts_with(['，', '；', '。', '（']);
        // What comes last before the number is the end of the sentence, as in `- 2.`.
        let end = item.len() - behind.len();
        (is_amount && is_alone && !amount[..amount.len() - rest.len()].ends_with(['.', ',']))
            .then(|| item[..end].trim_end())
    }

    /// The index of the end that belongs to the start at this index.
    pub(super) fn end_of(&self, at: usize) -> usize {
        self.ends[at]
    }

    /// How many columns and rows the cell at this index takes.
    pub(super) fn span(&self, at: usize) -> (u16, u16) {
        self.spans.get(&at).copied().unwrap_or((1, 1))
    }

    /// The words of these events without markup.
    pub(super) fn text(&self, range: Range<usize>, cjk: bool) -> String {
        let mut text = String::new();
        for at in range {
            match self.event(at) {
                Event::Text(part) | Event::Code(part) => text.push_str(part),
                Event::SoftBreak if cjk && self.is_joint(at, text.chars().next_back()) => {}
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                _ => {}
            }
        }
        text
    }

    /// Whether the soft break at this index, after the given character, stands for nothing. Looks no further than the
    /// next break, so that asking for all of them stays linear.
    pub(super) fn is_joint(&self, at: usize, before: Option<char>) -> bool {
        for (event, _) in &self.list[at + 1..] {
            match event {
                Event::Text(text) | Event::Code(text) if text.is_empty() => {}
                Event::Text(text) | Event::Code(text) => {
                    return match (before, text.chars().next()) {
                        (Some(before), Some(after)) => cjk::joins(before, after),
                        _ => false,
                    };
                }
                Event::Start(Tag::Image { .. }) => return false,
                Event::Start(_) | Event::End(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => {}
                _ => return false,
            }
        }
        false
    }

    pub(super) fn of(original: &'a str, list: Vec<(Event<'a>, Range<usize>)>, spans: Spans) -> Self {
        let mut ends = vec![0; list.len()];
        let mut open = Vec::new();
        for (at, (event, _)) in list.iter().enumerate() {
            match event {
                Event::Start(_) => open.push(at),
                Event::End(_) => {
                    if let Some(start) = open.pop() {
                        ends[start] = at;
                    }
                }
                _ => {}
            }
        }
        Self { original, list, ends, spans }
    }
}

fn extensions(extended: bool) -> Options {
    if !extended {
        return Options::empty();
    }
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}

fn clean<'a>(event: Event<'a>, edited: &Edited<'_>) -> Event<'a> {
    let strip = |text: CowStr<'a>| edited.strip(&text).map_or(text, CowStr::from);
    match event {
        Event::Text(text) => Event::Text(strip(text)),
        Event::Code(text) => Event::Code(strip(text)),
        Event::Html(text) => Event::Html(strip(text)),
        Event::InlineHtml(text) => Event::InlineHtml(strip(text)),
        Event::FootnoteReference(name) => Event::FootnoteReference(strip(name)),
        Event::Start(tag) => Event::Start(clean_tag(tag, strip)),
        other => other,
    }
}

fn clean_tag<'a>(mut tag: Tag<'a>, strip: impl Fn(CowStr<'a>) -> CowStr<'a>) -> Tag<'a> {
    let replace = |text: &mut CowStr<'a>| *text = strip(std::mem::replace(text, CowStr::Borrowed("")));
    match &mut tag {
        Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. } => {
            replace(dest_url);
            replace(title);
        }
        Tag::CodeBlock(CodeBlockKind::Fenced(text)) | Tag::FootnoteDefinition(text) => replace(text),
        _ => {}
    }
    tag
}
