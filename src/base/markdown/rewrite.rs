//! What the parser found, made into what is shown: signs that are no emphasis, lines that stay, HTML.
//!
//! Invariant: starts and ends are paired as before, so that what follows may rely on it. No text is left out; the tags
//! of HTML become events or go, and what went is noted.

mod flow;
mod html;
mod notes;
mod seen;
mod table;

use std::collections::BTreeMap;
use std::mem;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag, TagEnd};

use super::emphasis::{self, Verdict};
use super::events::Spans;
use super::lines::Break;
use super::prepare::is_inline;
use super::{Problem, ProblemKind, shown};
use html::OpenTag;
use notes::Notes;
use table::Table;

type Place = Range<usize>;

/// What is shown, and what the author should know.
pub(super) struct Rewritten<'a> {
    pub(super) list: Vec<(Event<'a>, Place)>,
    pub(super) spans: Spans,
    pub(super) problems: Vec<Problem>,
}

pub(super) fn rewrite<'a>(text: &str, list: &[(Event<'a>, Place)]) -> Rewritten<'a> {
    let mut rewriter = Rewriter::of(text, list);
    for at in 0..list.len() {
        rewriter.event(at);
    }
    rewriter.end()
}

/// Where inline events go.
enum Flow {
    /// Into the paragraph that came from here, which is opened by the first of them.
    Paragraph { place: Place, is_open: bool },
    /// Into what is open: a heading, an item, a cell.
    Fixed,
}

struct Rewriter<'a, 'l> {
    text: &'l str,
    list: &'l [(Event<'a>, Place)],
    out: Vec<(Event<'a>, Place)>,
    spans: Spans,
    problems: Vec<Problem>,
    flow: Flow,
    /// Whether nothing was written since the flow began or was broken.
    is_fresh: bool,
    /// Blocks that are open, without paragraphs.
    blocks: Vec<TagEnd>,
    /// Emphasis, links and the like that are open, each with the signs that stand for it if it is none.
    inline: Vec<Option<&'static str>>,
    /// How many of them are none of signs.
    depth: usize,
    /// Images among them.
    images: usize,
    /// Elements of HTML that may be closed in this flow.
    tags: Vec<OpenTag>,
    notes: Notes,
    table: Option<Table>,
    /// The last place where each element of HTML is closed.
    closed: BTreeMap<String, usize>,
    /// Where the inline events of this block begin, and what its line breaks become once that was asked.
    run: Option<usize>,
    breaks: Option<Vec<(usize, Break)>>,
}

impl<'a, 'l> Rewriter<'a, 'l> {
    fn of(text: &'l str, list: &'l [(Event<'a>, Place)]) -> Self {
        Self {
            text,
            list,
            out: Vec::with_capacity(list.len()),
            spans: Spans::new(),
            problems: Vec::new(),
            flow: Flow::Fixed,
            is_fresh: true,
            blocks: Vec::new(),
            inline: Vec::new(),
            depth: 0,
            images: 0,
            tags: Vec::new(),
            notes: Notes::default(),
            table: None,
            closed: html::closed(list),
            run: None,
            breaks: None,
        }
    }

    fn end(mut self) -> Rewritten<'a> {
        self.close_table();
        let notes = mem::take(&mut self.notes);
        self.problems.extend(notes.problems(&self.out));
        Rewritten { list: self.out, spans: self.spans, problems: self.problems }
    }

    fn event(&mut self, at: usize) {
        let (event, place) = &self.list[at];
        match event {
            Event::Start(Tag::Paragraph | Tag::HtmlBlock) => self.begin_paragraph(place),
            Event::End(TagEnd::Paragraph | TagEnd::HtmlBlock) => self.end_paragraph(),
            Event::Start(tag) if is_inline(tag.to_end()) => self.begin_inline(tag, place),
            Event::End(tag) if is_inline(*tag) => self.end_inline(*tag, place),
            Event::Start(tag) => self.begin_block(tag, place),
            Event::End(tag) => self.end_block(*tag, place),
            Event::Rule => {
                self.make_room();
                self.out.push((Event::Rule, place.clone()));
            }
            _ if self.is_code() => self.out.push((event.clone(), place.clone())),
            _ => self.leaf(at, event, place),
        }
    }

    fn leaf(&mut self, at: usize, event: &Event<'a>, place: &Place) {
        self.run.get_or_insert(place.start);
        match event {
            Event::Text(text) => self.words(text, place),
            Event::Html(text) => {
                self.words(text, place);
                self.line_break(place);
            }
            Event::InlineHtml(tag) => self.html(tag, place, at),
            Event::SoftBreak => self.soft_break(at, place),
            _ => {
                self.emit(event.clone(), place);
            }
        }
    }

    /// Puts an inline event where it goes; its index.
    fn emit(&mut self, event: Event<'a>, place: &Place) -> usize {
        if self.in_table() {
            self.make_cell(false, place);
        } else if let Flow::Paragraph { place, is_open } = &mut self.flow
            && !mem::replace(is_open, true)
        {
            self.out.push((Event::Start(Tag::Paragraph), place.clone()));
        }
        self.is_fresh = false;
        self.out.push((event, place.clone()));
        self.out.len() - 1
    }

    /// Blanks that stood beside a tag do not begin a paragraph.
    fn words(&mut self, text: &CowStr<'a>, place: &Place) {
        let is_blank = |c: char| matches!(c, ' ' | '\t' | '\n');
        let is_beside = self.is_fresh && self.text[place.start..].starts_with(is_blank);
        let text = match is_beside && text.starts_with(is_blank) {
            true => CowStr::from(text.trim_start_matches(is_blank).to_owned()),
            false => text.clone(),
        };
        let text = self.seen(text, place);
        if text.is_empty() {
            return;
        }
        if self.images == 0 && text.starts_with('[') {
            self.find_missing_note(place.start);
        }
        self.notes.count(&text);
        self.emit(Event::Text(text), place);
    }

    /// `[^1]` that is text has no footnote.
    fn find_missing_note(&mut self, at: usize) {
        let is_escaped = at > 0 && self.text.as_bytes()[at - 1] == b'\\';
        let label = self.text.get(at..).and_then(|text| text.strip_prefix("[^")).filter(|_| !is_escaped);
        let Some(label) = label else { return };
        let end = label.char_indices().take(100).find(|(_, c)| *c == ']' || *c == '[' || c.is_whitespace());
        if let Some((length, ']')) = end.filter(|(length, _)| *length > 0) {
            let kind = ProblemKind::MissingNote { name: label[..length].to_owned() };
            self.report(kind, at..at + length + "[^]".len());
        }
    }

    fn begin_inline(&mut self, tag: &Tag<'a>, place: &Place) {
        self.run.get_or_insert(place.start);
        let signs = match tag {
            Tag::Emphasis => self.judge(place, 1),
            Tag::Strong => self.judge(place, 2),
            Tag::Strikethrough => self.judge(place, 2),
            _ => None,
        };
        let event = match signs {
            Some(signs) => Event::Text(signs.into()),
            None => Event::Start(self.seen_tag(tag, place)),
        };
        self.emit(event, place);
        self.inline.push(signs);
        self.depth += usize::from(signs.is_none());
        self.images += usize::from(matches!(tag, Tag::Image { .. }));
    }

    fn end_inline(&mut self, tag: TagEnd, place: &Place) {
        self.images -= usize::from(tag == TagEnd::Image);
        match self.inline.pop().flatten() {
            Some(signs) => self.emit(Event::Text(signs.into()), &(place.end - signs.len()..place.end)),
            None => {
                self.drop_tags(self.depth);
                self.depth -= 1;
                self.emit(Event::End(tag), place)
            }
        };
    }

    /// The signs of a pair that is no emphasis.
    fn judge(&mut self, place: &Place, length: usize) -> Option<&'static str> {
        let verdict = emphasis::judge(self.text, place);
        let source = self.text.get(place.clone()).unwrap_or_default();
        let signs = match (source.as_bytes().first()?, length) {
            (b'*', 1) => "*",
            (b'*', _) => "**",
            (b'_', 1) => "_",
            (b'_', _) => "__",
            _ if source.starts_with("~~") => "~~",
            _ => "~",
        };
        let is_nested = place.start > 0 && self.text.as_bytes()[place.start - 1] == signs.as_bytes()[0];
        let words = || shown(source.trim_matches(['*', '_', '~']));
        if verdict == Verdict::DoubtedSigns && !is_nested {
            self.report(ProblemKind::DoubtedSigns { text: shown(source), words: words() }, place.clone());
        } else if verdict == Verdict::DoubtedEmphasis {
            self.report(ProblemKind::DoubtedEmphasis { text: shown(source), words: words() }, place.clone());
        }
        matches!(verdict, Verdict::Signs | Verdict::DoubtedSigns).then_some(signs)
    }

    fn begin_block(&mut self, tag: &Tag<'a>, place: &Place) {
        self.drop_tags(0);
        match tag {
            Tag::FootnoteDefinition(_) | Tag::Table(_) if self.in_table() => self.close_table(),
            _ => self.make_room(),
        }
        if let Tag::CodeBlock(CodeBlockKind::Fenced(info)) = tag {
            self.check_info(info, place);
        }
        self.blocks.push(tag.to_end());
        self.out.push((Event::Start(tag.clone()), place.clone()));
        self.begin_run();
        self.flow = Flow::Fixed;
    }

    fn end_block(&mut self, tag: TagEnd, place: &Place) {
        self.drop_tags(0);
        if self.in_table() {
            self.close_table();
        }
        if !self.is_code() {
            self.trim();
        }
        self.blocks.pop();
        self.out.push((Event::End(tag), place.clone()));
        self.begin_run();
        self.flow = Flow::Fixed;
    }

    /// Only the name of a language is expected behind the fence; other words are not shown.
    fn check_info(&mut self, info: &str, place: &Place) {
        let is_name = |c: char| c.is_ascii_alphanumeric() || "+#_.-".contains(c);
        if !info.trim().chars().all(is_name) {
            let block = &self.text[place.clone()];
            let line = block.lines().next().unwrap_or_default();
            let shows = if line.contains(info.trim()) { line } else { block };
            let end = place.start + shows.trim_end().len();
            self.report(ProblemKind::CodeInfo { words: shown(info.trim()) }, place.start..end);
        }
    }

    fn is_code(&self) -> bool {
        matches!(self.blocks.last(), Some(TagEnd::CodeBlock))
    }

    fn report(&mut self, kind: ProblemKind, source: Place) {
        self.problems.push(Problem { kind, source });
    }
}
