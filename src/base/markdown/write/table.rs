//! Tables: the one structure whose tags depend on where in it they stand.

use std::iter;
use std::mem;

use pulldown_cmark::{Alignment, Tag, TagEnd};

use super::{Open, Writer};
use crate::base::html::escape;

/// The table that is being written; tables do not nest.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// Whether the body was begun.
    has_body: bool,
    has_cell: bool,
    /// The heads of its columns, where it has so many that it is read cell by cell on a telephone.
    heads: Vec<String>,
    /// Where the words of the open head begin.
    head_from: usize,
    /// How many columns it is of.
    head_over: u16,
}

/// With fewer columns a table stands side by side on a telephone.
const MANY: usize = 3;

impl Table {
    /// Whether a cell is open.
    pub(super) fn is_open(&self) -> bool {
        self.has_cell
    }
}

impl Writer<'_> {
    pub(super) fn start_of_table(&mut self, at: usize, tag: &Tag<'_>) -> Open {
        match tag {
            Tag::Table(alignments) => {
                self.table.alignments.clone_from(alignments);
                self.table.has_body = false;
                self.table.heads.clear();
                let is_read_by_cell = alignments.len() >= MANY;
                self.out.html.push_str(if is_read_by_cell { "<table class=\"stack\">\n" } else { "<table>\n" });
            }
            Tag::TableCell => self.cell(at),
            Tag::TableHead => self.row(true, "<thead>\n<tr>"),
            _ if mem::replace(&mut self.table.has_body, true) => self.row(false, "<tr>"),
            _ => self.row(false, "<tbody>\n<tr>"),
        }
        Open::Element
    }

    fn row(&mut self, is_head: bool, tags: &str) {
        self.table.in_head = is_head;
        self.table.column = 0;
        self.out.html.push_str(tags);
    }

    fn cell(&mut self, at: usize) {
        let class = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => " class=\"l\"",
            Some(Alignment::Center) => " class=\"c\"",
            Some(Alignment::Right) => " class=\"m\"",
            _ => "",
        };
        let tag = if self.table.in_head { "<th scope=\"col\"" } else { "<td" };
        self.out.html.extend([tag, class]);
        let (columns, rows) = self.events.span(at);
        for (name, number) in [("colspan", columns), ("rowspan", rows)].into_iter().filter(|(_, number)| *number > 1) {
            self.out.html.push_str(&format!(" {name}=\"{number}\""));
        }
        let head = self.table.heads.get(self.table.column).filter(|head| !self.table.in_head && !head.is_empty());
        if let Some(head) = head.filter(|_| self.table.alignments.len() >= MANY) {
            self.out.html.extend([" data-l=\"", &escape(head), "\""]);
        }
        self.out.html.push('>');
        self.table.has_cell = true;
        if self.table.column > 0 {
            self.out.plain.push(' ');
        }
        (self.table.head_from, self.table.head_over) = (self.out.plain.len(), columns);
        self.table.column += usize::from(columns);
    }

    pub(super) fn end_of_table(&mut self, tag: TagEnd) {
        if tag == TagEnd::TableCell {
            self.table.has_cell = false;
            if self.table.in_head {
                let head = self.out.plain.get(self.table.head_from..).unwrap_or_default().trim().to_owned();
                self.table.heads.extend(iter::repeat_n(head, usize::from(self.table.head_over)));
            }
        }
        self.out.html.push_str(match tag {
            TagEnd::TableHead => {
                self.table.has_body = true;
                "</tr>\n</thead>\n<tbody>\n"
            }
            TagEnd::TableRow => "</tr>\n",
            TagEnd::TableCell if self.table.in_head => "</th>",
            TagEnd::TableCell => "</td>",
            _ => "</tbody>\n</table>\n",
        });
    }
}
