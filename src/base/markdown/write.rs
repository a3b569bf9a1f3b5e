//! Events → HTML and plain text.
//!
//! Tags and escapes come from `pulldown-cmark`, one event at a time, which is how the place of a tag in the HTML is
//! known. Written here: what `pulldown-cmark` would do across events (tables, footnotes) or not at all.

mod footnotes;
mod links;
mod table;

use std::iter;
use std::mem;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd, html};

use super::events::Events;
use super::ids::Ids;
use super::notes::Notes;
use super::{Heading, Markdown, Options, Problem, ProblemKind};
use table::Table;

const DEEPEST: usize = 100;

/// What the end of a container has to do.
enum Open {
    /// Close the element.
    Element,
    /// Close the link at this place of the list.
    Link(usize),
    /// Nothing, its start was left out.
    Nothing,
}

pub(super) struct Writer<'a> {
    events: &'a Events<'a>,
    options: &'a Options<'a>,
    notes: Notes,
    /// References written so far, for each note.
    referred: Vec<usize>,
    ids: Ids,
    open: Vec<Open>,
    /// How many of `open` are elements.
    depth: usize,
    is_too_deep: bool,
    in_link: bool,
    table: Table,
    /// The number of the next item of each list that is open and has numbers.
    numbers: Vec<Option<u64>>,
    /// The last character of the running text; `None` at the start of a block and after a break.
    last: Option<char>,
    /// Levels as written of the headings around this place, outermost first.
    outline: Vec<HeadingLevel>,
    out: Markdown,
}

impl<'a> Writer<'a> {
    pub(super) fn new(events: &'a Events<'a>, options: &'a Options<'a>) -> Self {
        let notes = Notes::of(events);
        Self {
            events,
            options,
            referred: vec![0; notes.list().len()],
            notes,
            ids: Ids::default(),
            open: Vec::new(),
            depth: 0,
            is_too_deep: false,
            in_link: false,
            table: Table::default(),
            numbers: Vec::new(),
            last: None,
            outline: Vec::new(),
            out: Markdown::default(),
        }
    }

    pub(super) fn write(mut self) -> Markdown {
        self.body(0..self.events.len());
        self.footnotes();
        let plain = self.out.plain.trim_end().len();
        self.out.plain.truncate(plain);
        self.out
    }

    fn body(&mut self, range: Range<usize>) {
        let events = self.events;
        let mut at = range.start;
        while at < range.end {
            match events.event(at) {
                Event::Start(Tag::FootnoteDefinition(_)) => at = events.end_of(at),
                Event::Start(Tag::Image { dest_url, title, .. }) => {
                    self.image(at, dest_url, title);
                    at = events.end_of(at);
                }
                Event::Start(tag) => self.start(at, tag),
                Event::End(tag) => self.end(*tag),
                event => self.leaf(at, event),
            }
            at += 1;
        }
    }

    fn leaf(&mut self, at: usize, event: &Event<'a>) {
        match event {
            // The style of a page sets paragraphs in; blanks that do the same would do it twice.
            Event::Text(text)
                if self.options.safe && text.starts_with('\u{3000}') && self.out.html.ends_with("<p>") =>
            {
                let text = CowStr::from(text.trim_start_matches('\u{3000}').to_owned());
                self.leaf(at, &Event::Text(text));
            }
            Event::Text(text) | Event::Code(text) => {
                self.push_text(event.clone());
                self.out.plain.push_str(text);
                self.last = text.chars().next_back().or(self.last);
            }
            Event::SoftBreak => self.soft_break(at),
            Event::FootnoteReference(name) => self.reference(name),
            Event::HardBreak => {
                self.push(Event::HardBreak);
                match self.table.is_open() {
                    true => self.out.plain.push(' '),
                    false => self.break_plain(),
                }
                self.last = None;
            }
            Event::Rule => {
                self.begin_block();
                self.push(Event::Rule);
            }
            other => self.push(other.clone()),
        }
    }

    fn start(&mut self, at: usize, tag: &Tag<'a>) {
        if is_block(tag.to_end()) {
            self.begin_block();
        }
        if !self.has_room(tag) {
            self.report_depth(at);
            self.open.push(Open::Nothing);
            return;
        }
        let open = match tag {
            Tag::Link { .. } => self.link(at, tag),
            Tag::List(first) => {
                self.numbers.push(*first);
                self.push(Event::Start(tag.clone()));
                Open::Element
            }
            Tag::Item => self.item(at),
            Tag::Heading { level, .. } => self.heading(at, *level),
            Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell => self.start_of_table(at, tag),
            _ => {
                self.push(Event::Start(tag.clone()));
                Open::Element
            }
        };
        if !matches!(open, Open::Nothing) {
            self.depth += 1;
        }
        self.open.push(open);
    }

    fn end(&mut self, tag: TagEnd) {
        let open = self.open.pop().unwrap_or(Open::Nothing);
        if !matches!(open, Open::Nothing) {
            self.depth -= 1;
        }
        if matches!((&open, tag), (Open::Element, TagEnd::List(_))) {
            self.numbers.pop();
        }
        match open {
            Open::Element => self.close(tag),
            Open::Link(place) => {
                self.in_link = false;
                let start = self.out.html.len();
                self.push(Event::End(TagEnd::Link));
                self.out.links[place].close = start..self.out.html.len();
            }
            Open::Nothing if is_block(tag) => self.break_html(),
            Open::Nothing => {}
        }
        match tag {
            TagEnd::TableCell => self.last = None,
            TagEnd::TableHead | TagEnd::TableRow => self.break_plain(),
            _ if is_block(tag) => self.break_plain(),
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => {
                let level = self.current_level(level);
                self.push(Event::End(TagEnd::Heading(level)));
            }
            TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => {
                self.end_of_table(tag);
            }
            _ => self.push(Event::End(tag)),
        }
    }

    /// Rows and cells follow their table and items their list: half a structure would be worse than a deep one.
    fn has_room(&self, tag: &Tag<'_>) -> bool {
        let needed = match tag {
            Tag::Item | Tag::TableHead | Tag::TableRow | Tag::TableCell => {
                return !matches!(self.open.last(), Some(Open::Nothing));
            }
            Tag::Table(_) => 4,
            Tag::List(_) => 2,
            _ => 1,
        };
        !self.options.safe || self.depth + needed <= DEEPEST
    }

    /// An item keeps the number that was written, if it is not the next one: Markdown would count on.
    fn item(&mut self, at: usize) -> Open {
        self.push(Event::Start(Tag::Item));
        if let Some(text) = self.events.signed(at).filter(|_| self.options.safe) {
            self.report(ProblemKind::Bullet { text: text.to_owned() }, at);
        }
        if let Some(Some(next)) = self.numbers.last_mut() {
            let written = self.events.number(at).filter(|written| self.options.safe && written > next);
            if let Some(written) = written {
                *next = written;
                self.out.html.truncate(self.out.html.len() - ">".len());
                self.out.html.push_str(&format!(" value=\"{written}\">"));
            }
            *next += 1;
        }
        Open::Element
    }

    /// The level to write for the heading that was opened last.
    fn current_level(&self, written: HeadingLevel) -> HeadingLevel {
        let Some(base) = self.options.heading_base else { return written };
        let level = usize::from(base) + self.outline.len().saturating_sub(1);
        HeadingLevel::try_from(level).unwrap_or(HeadingLevel::H6)
    }

    fn heading(&mut self, at: usize, level: HeadingLevel) -> Open {
        self.outline.retain(|above| *above < level);
        self.outline.push(level);
        let level = self.current_level(level);
        let text = self.events.text(at + 1..self.events.end_of(at), self.options.cjk);
        let id = match self.options.safe {
            true => format!("{}{}", self.options.prefix, self.ids.give(&text)),
            false => String::new(),
        };
        self.push(Event::Start(Tag::Heading {
            level,
            id: (!id.is_empty()).then(|| CowStr::from(id.clone())),
            classes: Vec::new(),
            attrs: Vec::new(),
        }));
        let level = level as u8;
        self.out.anchors.extend((!id.is_empty()).then(|| id.clone()));
        self.out.headings.push(Heading { level, id, text });
        Open::Element
    }

    fn soft_break(&mut self, at: usize) {
        if self.options.cjk && self.events.is_joint(at, self.last) {
            return;
        }
        self.push(Event::SoftBreak);
        self.out.plain.push(' ');
        self.last = None;
    }

    fn report_depth(&mut self, at: usize) {
        if !mem::replace(&mut self.is_too_deep, true) {
            self.report(ProblemKind::TooDeep, at);
        }
    }

    fn report(&mut self, kind: ProblemKind, at: usize) {
        let source = self.events.source(at);
        self.out.problems.push(Problem { kind, source });
    }

    fn push(&mut self, event: Event<'_>) {
        html::push_html(&mut self.out.html, iter::once(event));
    }

    /// Escapes `"` as well, as the specification's examples do and `pulldown-cmark` does not.
    fn push_text(&mut self, event: Event<'_>) {
        let start = self.out.html.len();
        self.push(event);
        if self.out.html[start..].contains('"') {
            let escaped = self.out.html[start..].replace('"', "&quot;");
            self.out.html.replace_range(start.., &escaped);
        }
    }

    fn begin_block(&mut self) {
        self.break_html();
        self.break_plain();
    }

    fn break_html(&mut self) {
        if !self.out.html.is_empty() && !self.out.html.ends_with('\n') {
            self.out.html.push('\n');
        }
    }

    fn break_plain(&mut self) {
        if !self.out.plain.is_empty() && !self.out.plain.ends_with('\n') {
            self.out.plain.push('\n');
        }
        self.last = None;
    }
}

fn is_block(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::Table
            | TagEnd::HtmlBlock
    )
}
