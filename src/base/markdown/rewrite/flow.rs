//! Where paragraphs and lines begin and end.

use std::mem;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::super::lines::{self, Break};
use super::super::prepare::end_of_run;
use super::{Flow, Place, Rewriter};

impl Rewriter<'_, '_> {
    pub(super) fn begin_paragraph(&mut self, place: &Place) {
        self.begin_run();
        self.flow = Flow::Paragraph { place: place.clone(), is_open: false };
        self.part_cell();
    }

    pub(super) fn end_paragraph(&mut self) {
        self.drop_tags(0);
        self.close_paragraph();
        self.begin_run();
        self.flow = Flow::Fixed;
    }

    pub(super) fn close_paragraph(&mut self) {
        if let Flow::Paragraph { place, is_open } = &mut self.flow
            && mem::replace(is_open, false)
        {
            let place = place.clone();
            self.trim();
            match self.out.last() {
                Some((Event::Start(Tag::Paragraph), _)) => drop(self.out.pop()),
                _ => self.out.push((Event::End(TagEnd::Paragraph), place)),
            }
        }
        self.is_fresh = true;
    }

    pub(super) fn begin_run(&mut self) {
        self.is_fresh = true;
        self.run = None;
        self.breaks = None;
    }

    pub(super) fn soft_break(&mut self, at: usize, place: &Place) {
        if self.images > 0 {
            self.emit(Event::SoftBreak, place);
        } else if !self.is_fresh {
            let is_doubled = |(event, _): &&(Event<'_>, Place)| !matches!(event, Event::Text(text) if text.is_empty());
            if matches!(self.out.iter().rev().take(8).find(is_doubled), Some((Event::SoftBreak, _))) {
                return;
            }
            match self.decide(at, place) {
                Break::Joined => {
                    self.emit(Event::SoftBreak, place);
                }
                Break::Paragraph if self.blocks.is_empty() => self.divide(place),
                Break::Line | Break::Paragraph => self.line_break(place),
            }
        }
    }

    /// What a line break becomes. In a list only lines at the margin are looked at, which somebody did not write as
    /// part of an item.
    pub(super) fn decide(&mut self, at: usize, place: &Place) -> Break {
        let Some(newline) = self.text[place.start..].find('\n').map(|length| place.start + length) else {
            return Break::Joined;
        };
        let is_list = |tag: &TagEnd| matches!(tag, TagEnd::List(_) | TagEnd::Item);
        let is_margin = !self.text[newline + 1..].starts_with([' ', '\t', '>']);
        let is_plain = self.blocks.is_empty() && matches!(self.flow, Flow::Paragraph { .. }) && !self.in_table();
        let is_behind_list = is_margin && !self.blocks.is_empty() && self.blocks.iter().all(is_list);
        if !is_plain && !is_behind_list {
            return Break::Joined;
        }
        let start = self.run.unwrap_or(place.start);
        let list = &self.list[at..];
        let breaks = self.breaks.get_or_insert_with(|| lines::breaks(self.text, start..end_of_run(list, place.end)));
        breaks.binary_search_by_key(&newline, |(place, _)| *place).map_or(Break::Joined, |found| breaks[found].1)
    }

    pub(super) fn line_break(&mut self, place: &Place) {
        if !self.is_fresh {
            self.trim();
            self.emit(Event::HardBreak, place);
            self.is_fresh = true;
        }
    }

    /// Ends the paragraph, if that can be, else the line.
    pub(super) fn divide(&mut self, place: &Place) {
        let is_paragraph = matches!(self.flow, Flow::Paragraph { .. });
        if !is_paragraph || self.depth > 0 || self.in_table() {
            self.line_break(place);
            return;
        }
        self.drop_tags(0);
        self.close_paragraph();
    }

    /// Takes breaks off the end, at which they mean nothing, and what was left of tags.
    pub(super) fn trim(&mut self) {
        let is_nothing = |event: &Event<'_>| match event {
            Event::SoftBreak | Event::HardBreak => true,
            Event::Text(text) => text.is_empty(),
            _ => false,
        };
        let kept = self.tags.last().map_or(0, |tag| tag.at + 1);
        while self.out.len() > kept && self.out.last().is_some_and(|(event, _)| is_nothing(event)) {
            self.out.pop();
        }
    }
}
