//! What a first look at the parsed text finds to change before it is parsed again.
//!
//! Places are known only from the parsed text: what is code stays untouched. Found are what must not be seen (comments,
//! active HTML), what CommonMark would leave out without a word (cells beyond the head of a table, definitions that
//! nothing refers to) and what it would take for code or for the end of a list item.

mod code;
mod hidden;
mod ruled;
mod stars;
mod table;

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::edits::Edit;
use super::events::Parsed;
use super::lines::{self, Break};
use super::{Problem, ProblemKind};

/// Changes, and what the author should know of them.
#[derive(Debug, Default)]
pub(super) struct Prepared {
    pub(super) edits: Vec<Edit>,
    pub(super) problems: Vec<Problem>,
}

impl Prepared {
    fn report(&mut self, kind: ProblemKind, source: Range<usize>) {
        self.problems.push(Problem { kind, source });
    }
}

/// Looks at a text that was parsed.
pub(super) fn prepare(text: &str, parsed: &Parsed<'_>) -> Prepared {
    let mut prepared = Prepared::default();
    let hidden = hidden::find(text, &parsed.list, &mut prepared);
    let mut seen = Prepared::default();
    code::find_prose(text, &parsed.list, &mut seen);
    ruled::find(text, &parsed.list, &mut seen);
    stars::find(text, &parsed.list, &mut seen);
    table::widen(text, &parsed.list, &mut seen);
    find_definitions(text, parsed, &mut seen);
    end_lists(text, &parsed.list, &mut seen);
    let is_seen = |at: usize| {
        let before = hidden.partition_point(|range: &Range<usize>| range.start <= at);
        before == 0 || hidden[before - 1].end <= at
    };
    prepared.edits.extend(seen.edits.into_iter().filter(|edit| is_seen(edit.at.start)));
    prepared.problems.extend(seen.problems.into_iter().filter(|problem| is_seen(problem.source.start)));
    prepared
}

/// Marks before tags at the beginning of a line, so that none begins a block of HTML, in which nothing is Markdown.
pub(super) fn places_of_tags(text: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let mut start = 0;
    let mut is_definition = false;
    for line in text.split_inclusive('\n') {
        let at = line.len() - line.trim_start_matches(is_prefix).len();
        let mut behind = line[at..].chars();
        let is_tag =
            behind.next() == Some('<') && behind.next().is_some_and(|c| c.is_ascii_alphabetic() || "/?!".contains(c));
        if is_tag && !is_definition && !line[at..].starts_with("<!--") {
            places.push(start + at);
        }
        is_definition = line.trim_end().ends_with("]:");
        start += line.len();
    }
    places
}

/// Marks before `>` with a number behind it, `>60岁`, which is no quotation.
pub(super) fn places_of_comparisons(text: &str) -> Vec<usize> {
    let mut start = 0;
    let mut places = Vec::new();
    for line in text.split_inclusive('\n') {
        let own = line.trim_start_matches(|c| c != '>' && is_prefix(c));
        let is_number = own.strip_prefix('>').is_some_and(|rest| {
            // Behind `>=` a blank is usual; behind `>` alone it makes a quotation.
            let number = rest.strip_prefix('=').map_or(rest, str::trim_start);
            number.starts_with(|c: char| c.is_ascii_digit())
        });
        places.extend(is_number.then(|| start + line.len() - own.len()));
        start += line.len();
    }
    places
}

/// What may stand before the text of a line: blanks, quotation marks, list marks.
fn is_prefix(c: char) -> bool {
    matches!(c, ' ' | '\t' | '>' | '-' | '+' | '*' | '.' | ')' | '0'..='9')
}

/// `[甲]: 乙` vanishes where nothing refers to it: it is shown as it stands. A definition whose address is `#` is the
/// usual way to write a comment.
fn find_definitions(text: &str, parsed: &Parsed<'_>, prepared: &mut Prepared) {
    let mut covered: Vec<Range<usize>> = parsed.list.iter().filter_map(|(event, range)| leaf(event, range)).collect();
    covered.sort_by_key(|range| range.start);
    let mut reach = 0;
    let ends: Vec<usize> = covered
        .iter()
        .map(|range| {
            reach = reach.max(range.end);
            reach
        })
        .collect();
    let is_text = |at: usize| {
        let before = covered.partition_point(|range| range.start <= at);
        before > 0 && ends[before - 1] > at
    };
    let (mut start, mut is_below) = (0, false);
    for line in text.split_inclusive('\n') {
        let own = line.trim_start_matches(is_prefix);
        let (first, at) = (start, start + line.len() - own.len());
        start += line.len();
        is_below &= !own.trim().is_empty();
        let Some((_, address)) = own.strip_prefix('[').and_then(|rest| rest.split_once("]:")) else { continue };
        let is_comment = matches!(address.split_whitespace().next(), Some("#" | "<>" | "<#>"));
        if is_text(at) {
            continue;
        }
        if !is_comment && !parsed.used.contains(&at) {
            prepared.edits.push(Edit::mark(at));
            prepared.report(ProblemKind::UnusedDefinition, at..at + own.trim_end().len());
            is_below = true;
        } else if is_below {
            // It would be a line of the paragraph that the one above becomes.
            prepared.edits.push(Edit::insert(first, "\n"));
        }
    }
}

fn leaf(event: &Event<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    match event {
        Event::Start(Tag::FootnoteDefinition(_)) => Some(range.start..range.start + 1),
        Event::Start(
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. } | Tag::HtmlBlock,
        ) => Some(range.clone()),
        Event::Start(_) | Event::End(_) => None,
        _ => Some(range.clone()),
    }
}

/// A line at the margin behind a list that would stay a line is not the end of the last item.
fn end_lists(text: &str, list: &[(Event<'_>, Range<usize>)], prepared: &mut Prepared) {
    let (mut lists, mut others) = (0_usize, 0_usize);
    let mut run = None;
    let mut breaks: Option<Vec<(usize, Break)>> = None;
    for (at, (event, range)) in list.iter().enumerate() {
        match event {
            Event::Start(Tag::List(_)) => lists += 1,
            Event::End(TagEnd::List(_)) => lists -= 1,
            Event::Start(Tag::BlockQuote(_) | Tag::FootnoteDefinition(_)) => others += 1,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition) => others -= 1,
            _ => {}
        }
        if is_block_edge(event) {
            (run, breaks) = (None, None);
            continue;
        }
        let start = *run.get_or_insert(range.start);
        let Some(newline) = margin(text, event, range).filter(|_| lists > 0 && others == 0) else { continue };
        let known = breaks.get_or_insert_with(|| lines::breaks(text, start..end_of_run(&list[at..], range.end)));
        let found = known.binary_search_by_key(&newline, |(place, _)| *place);
        if found.is_ok_and(|found| known[found].1 != Break::Joined) {
            prepared.edits.push(Edit::insert(newline + 1, "\n"));
            // What follows is no part of the item any more.
            *known = Vec::new();
        }
    }
}

/// The newline of a line break behind which a line begins at the margin.
fn margin(text: &str, event: &Event<'_>, range: &Range<usize>) -> Option<usize> {
    let newline = match event {
        Event::SoftBreak => range.start + text[range.start..].find('\n')?,
        _ => return None,
    };
    (!text[newline + 1..].starts_with([' ', '\t', '>'])).then_some(newline)
}

/// Where the inline events end that begin here.
pub(super) fn end_of_run(list: &[(Event<'_>, Range<usize>)], least: usize) -> usize {
    list.iter().take_while(|(event, _)| !is_block_edge(event)).map(|(_, range)| range.end).fold(least, usize::max)
}

/// Whether a block begins or ends.
fn is_block_edge(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => !is_inline(tag.to_end()),
        Event::End(tag) => !is_inline(*tag),
        _ => false,
    }
}

/// Whether elements of this kind stand in a line.
pub(super) fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}
