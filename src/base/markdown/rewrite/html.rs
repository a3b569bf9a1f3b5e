//! Tags of HTML: each becomes an event or goes.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::super::tag::{Class, HtmlTag, Kept};
use super::super::{ProblemKind, shown};
use super::{Flow, Rewriter};

/// No end looks further back for its beginning.
const DEEPEST: usize = 32;

/// An element that becomes one if it is closed where it was opened.
pub(super) struct OpenTag {
    name: String,
    becomes: Becomes,
    /// The event that keeps its place.
    pub(super) at: usize,
    source: Range<usize>,
    /// How much emphasis and the like was open.
    depth: usize,
}

enum Becomes {
    Kept(Kept),
    Link { address: String, title: String },
}

/// The last place where each element is closed.
pub(super) fn closed(list: &[(Event<'_>, Range<usize>)]) -> BTreeMap<String, usize> {
    let name = |event: &Event<'_>| match event {
        Event::InlineHtml(tag) => HtmlTag::parse(tag).filter(|tag| tag.is_closing).map(|tag| tag.name),
        _ => None,
    };
    list.iter().enumerate().filter_map(|(at, (event, _))| Some((name(event)?, at))).collect()
}

impl<'a> Rewriter<'a, '_> {
    /// The tag at this index of the list.
    pub(super) fn html(&mut self, source: &CowStr<'a>, place: &Range<usize>, at: usize) {
        let Some(tag) = HtmlTag::parse(source) else {
            match source.strip_prefix("<![CDATA[").and_then(|text| text.strip_suffix("]]>")) {
                Some(text) => self.words(&CowStr::from(text.to_owned()), place),
                None if source.starts_with("<!--") => {}
                None => self.notes.tell(place, self.out.len()),
            }
            return;
        };
        let class = tag.class();
        let is_kept = matches!(class, Class::Break | Class::Kept(_) | Class::Link | Class::Image);
        if is_kept && tag.has_dropped_attributes() {
            self.notes.tell(place, self.out.len());
        }
        // `甲组<A>` is no HTML.
        let is_letter = matches!(class, Class::Inline | Class::Link) && tag.is_letter();
        if is_letter && !self.is_closed_behind(&tag.name, at) {
            self.words(source, place);
            return;
        }
        match class {
            Class::Unknown => self.words(source, place),
            Class::Active if tag.is_closing => self.notes.tell(place, self.out.len()),
            Class::Active => self.report(ProblemKind::ActiveHtml { name: shown(&tag.name) }, place.clone()),
            Class::Break => self.html_break(place),
            _ if self.images > 0 => self.dropped(&tag, place),
            Class::Inline => self.dropped(&tag, place),
            Class::Block => self.html_block(&tag, place),
            Class::Kept(kept) => self.element(&tag, Some(Becomes::Kept(kept)), place),
            Class::Link => self.html_link(&tag, place),
            Class::Image => self.html_image(&tag, place),
            Class::Table | Class::Row | Class::Cell => self.html_table(&tag, place, at),
        }
    }

    pub(super) fn is_closed_behind(&self, name: &str, at: usize) -> bool {
        self.closed.get(name).is_some_and(|last| *last > at)
    }

    fn dropped(&mut self, tag: &HtmlTag<'_>, place: &Range<usize>) {
        let at = self.out.len();
        match (tag.is_closing, tag.is_void()) {
            (true, _) => self.notes.end(&tag.name, place, at),
            (false, true) => self.notes.bare(place, at),
            (false, false) => self.notes.begin(&tag.name, place, at),
        }
    }

    fn html_break(&mut self, place: &Range<usize>) {
        match self.images > 0 {
            true => {
                self.emit(Event::SoftBreak, place);
            }
            false => self.line_break(place),
        }
    }

    fn html_block(&mut self, tag: &HtmlTag<'_>, place: &Range<usize>) {
        self.divide(place);
        let is_closed = matches!(self.flow, Flow::Paragraph { is_open: false, .. }) && !self.in_table();
        if tag.name != "hr" {
            self.dropped(tag, place);
        } else if is_closed {
            self.out.push((Event::Rule, place.clone()));
        }
    }

    fn html_link(&mut self, tag: &HtmlTag<'_>, place: &Range<usize>) {
        let address = tag.attribute("href");
        if address.is_none() && !tag.is_closing {
            self.dropped(tag, place);
            return;
        }
        let title = self.seen_attribute(tag.attribute("title").unwrap_or_default(), place);
        let address = address.map(|address| self.seen_address(&address, false, place).unwrap_or(address));
        self.element(tag, address.map(|address| Becomes::Link { address, title }), place);
    }

    fn html_image(&mut self, tag: &HtmlTag<'_>, place: &Range<usize>) {
        let Some(address) = tag.attribute("src").filter(|_| !tag.is_closing) else {
            self.notes.tell(place, self.out.len());
            return;
        };
        let title = tag.attribute("title").unwrap_or_default();
        let image = Tag::Image {
            link_type: LinkType::Inline,
            dest_url: address.into(),
            title: title.into(),
            id: CowStr::Borrowed(""),
        };
        let image = self.seen_tag(&image, place);
        self.emit(Event::Start(image), place);
        let text = self.seen_attribute(tag.attribute("alt").unwrap_or_default(), place);
        if !text.is_empty() {
            self.emit(Event::Text(text.into()), place);
        }
        self.emit(Event::End(TagEnd::Image), place);
    }

    /// An element that is kept: its beginning is an empty text until its end is found.
    fn element(&mut self, tag: &HtmlTag<'_>, becomes: Option<Becomes>, place: &Range<usize>) {
        if tag.is_closing {
            self.close_element(&tag.name, place);
        } else if let Some(becomes) = becomes {
            let is_fresh = self.is_fresh;
            let at = self.emit(Event::Text(CowStr::Borrowed("")), place);
            self.is_fresh = is_fresh;
            let (name, depth) = (tag.name.clone(), self.depth);
            self.tags.push(OpenTag { name, becomes, at, source: place.clone(), depth });
        }
    }

    fn close_element(&mut self, name: &str, place: &Range<usize>) {
        let last = self.tags.len();
        let depth = self.depth;
        let is_own = |tag: &OpenTag| tag.name == name && tag.depth == depth;
        let Some(at) = (last.saturating_sub(DEEPEST)..last).rev().find(|at| is_own(&self.tags[*at])) else {
            self.notes.end(name, place, self.out.len());
            return;
        };
        let dropped = self.tags.split_off(at + 1);
        self.drop(dropped);
        let Some(tag) = self.tags.pop() else { return };
        let start = match tag.becomes {
            Becomes::Kept(Kept::Above) => Tag::Superscript,
            Becomes::Kept(Kept::Below) => Tag::Subscript,
            Becomes::Kept(Kept::Struck) => Tag::Strikethrough,
            Becomes::Link { address, title } => Tag::Link {
                link_type: LinkType::Inline,
                dest_url: address.into(),
                title: title.into(),
                id: CowStr::Borrowed(""),
            },
        };
        let end = start.to_end();
        let whole = tag.source.start..place.end.max(tag.source.end);
        self.out[tag.at] = (Event::Start(start), whole.clone());
        self.emit(Event::End(end), &whole);
    }

    /// Elements that are not closed here are none; those at this depth and deeper.
    pub(super) fn drop_tags(&mut self, depth: usize) {
        let kept = self.tags.iter().rposition(|tag| tag.depth < depth).map_or(0, |at| at + 1);
        let dropped = self.tags.split_off(kept);
        self.drop(dropped);
    }

    /// Without its end nobody knows how far a sign reaches that stands above: its tag is shown instead.
    fn drop(&mut self, tags: Vec<OpenTag>) {
        for tag in tags {
            match tag.becomes {
                Becomes::Link { .. } => self.notes.tell(&tag.source, tag.at),
                Becomes::Kept(_) => {
                    let shown = self.text.get(tag.source.clone()).unwrap_or_default();
                    self.out[tag.at].0 = Event::Text(shown.to_owned().into());
                }
            }
        }
    }
}
