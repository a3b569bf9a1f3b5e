//! A table of HTML becomes a table.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::super::ProblemKind;
use super::super::tag::{Class, HtmlTag};
use super::{Flow, Rewriter};

/// The table that is being read; one in a cell of it is taken for lines of the cell.
pub(super) struct Table {
    /// How many blocks were open where it began.
    level: usize,
    /// Tables in its cells that are open.
    nested: usize,
    is_begun: bool,
    row: Option<TagEnd>,
    has_cell: bool,
    /// Whether what comes next in the cell is another paragraph.
    is_parted: bool,
    /// Whether merged cells were told.
    is_merged: bool,
}

impl Rewriter<'_, '_> {
    /// Whether inline events go into a table of HTML.
    pub(super) fn in_table(&self) -> bool {
        self.table.as_ref().is_some_and(|table| table.level == self.blocks.len())
    }

    pub(super) fn html_table(&mut self, tag: &HtmlTag<'_>, place: &Range<usize>, at: usize) {
        let class = tag.class();
        if self.depth > 0 || class != Class::Table && !self.in_table() {
            self.divide(place);
            self.dropped_row(tag, place);
            return;
        }
        match (class, tag.is_closing) {
            (Class::Table, false) => self.begin_table(place, at),
            (Class::Table, true) => self.end_table(place),
            _ if self.table.as_ref().is_some_and(|table| table.nested > 0) => self.line_break(place),
            (Class::Row, _) => self.close_row(),
            (_, true) => self.close_cell(),
            (_, false) => {
                self.close_cell();
                self.make_cell(tag.name == "th", place);
                self.merge(tag, place);
            }
        }
        if class == Class::Table {
            self.dropped_row(tag, place);
        }
    }

    /// Tells of tags that are dropped; those of rows are told with their table.
    fn dropped_row(&mut self, tag: &HtmlTag<'_>, place: &Range<usize>) {
        let at = self.out.len();
        match (tag.class(), tag.is_closing) {
            (Class::Table, false) => self.notes.begin("table", place, at),
            (Class::Table, true) => self.notes.end("table", place, at),
            _ => self.notes.tell(place, at),
        }
    }

    /// A table that is not closed would take the rest of the text along.
    fn begin_table(&mut self, place: &Range<usize>, at: usize) {
        if self.in_table() {
            self.line_break(place);
            if let Some(table) = &mut self.table {
                table.nested += 1;
            }
            return;
        }
        self.divide(place);
        if self.table.is_none() && matches!(self.flow, Flow::Paragraph { .. }) && self.is_closed_behind("table", at) {
            let level = self.blocks.len();
            self.table = Some(Table {
                level,
                nested: 0,
                is_begun: false,
                row: None,
                has_cell: false,
                is_parted: false,
                is_merged: false,
            });
        }
    }

    fn end_table(&mut self, place: &Range<usize>) {
        match &mut self.table {
            Some(table) if table.nested > 0 => {
                table.nested -= 1;
                self.line_break(place);
            }
            Some(table) if table.level == self.blocks.len() => self.close_table(),
            _ => self.divide(place),
        }
    }

    pub(super) fn close_table(&mut self) {
        self.close_row();
        if let Some(table) = self.table.take()
            && table.is_begun
        {
            self.push_end(TagEnd::Table);
        }
        self.is_fresh = true;
    }

    fn close_row(&mut self) {
        self.close_cell();
        if let Some(row) = self.table.as_mut().and_then(|table| table.row.take()) {
            self.push_end(row);
        }
    }

    fn close_cell(&mut self) {
        if self.table.as_ref().is_some_and(|table| table.has_cell) {
            self.drop_tags(0);
            self.trim();
            self.push_end(TagEnd::TableCell);
            self.is_fresh = true;
        }
        if let Some(table) = &mut self.table {
            table.has_cell = false;
            table.is_parted = false;
        }
    }

    fn push_end(&mut self, tag: TagEnd) {
        let place = self.out.last().map_or(0..0, |(_, place)| place.clone());
        self.out.push((Event::End(tag), place));
    }

    /// Blocks within a table stand in a cell.
    pub(super) fn make_room(&mut self) {
        if self.in_table() {
            let place = self.out.last().map_or(0..0, |(_, place)| place.clone());
            self.make_cell(false, &place);
            self.trim();
        }
    }

    /// A paragraph within a cell is a line of it.
    pub(super) fn part_cell(&mut self) {
        if self.in_table()
            && let Some(table) = &mut self.table
        {
            table.is_parted = true;
        }
    }

    /// Opens a cell, unless one is open, and the row and the table that it needs.
    pub(super) fn make_cell(&mut self, is_head: bool, place: &Range<usize>) {
        let Some(table) = &mut self.table else { return };
        if table.has_cell {
            if std::mem::take(&mut table.is_parted)
                && !matches!(self.out.last(), Some((Event::Start(Tag::TableCell), _)))
            {
                self.out.push((Event::HardBreak, place.clone()));
            }
            return;
        }
        let is_first = !std::mem::replace(&mut table.is_begun, true);
        if is_first {
            self.out.push((Event::Start(Tag::Table(Vec::new())), place.clone()));
        }
        if table.row.is_none() {
            let row = if is_first && is_head { Tag::TableHead } else { Tag::TableRow };
            table.row = Some(row.to_end());
            self.out.push((Event::Start(row), place.clone()));
        }
        table.has_cell = true;
        table.is_parted = false;
        self.is_fresh = true;
        self.out.push((Event::Start(Tag::TableCell), place.clone()));
    }

    /// Merged cells stay merged. Whoever reads the table aloud or copies it loses them.
    fn merge(&mut self, tag: &HtmlTag<'_>, place: &Range<usize>) {
        let number = |name: &str| {
            tag.attribute(name).and_then(|value| value.trim().parse().ok()).unwrap_or(1_u16).clamp(1, 1000)
        };
        let span = (number("colspan"), number("rowspan"));
        if span == (1, 1) {
            return;
        }
        self.spans.insert(self.out.len() - 1, span);
        let is_told = self.table.as_mut().is_none_or(|table| std::mem::replace(&mut table.is_merged, true));
        if !is_told {
            self.report(ProblemKind::MergedCells, place.clone());
        }
    }
}
