//! Tables: the one structure whose tags depend on where in it they stand.

use std::mem;

use pulldown_cmark::{Alignment, Tag, TagEnd};

use super::{Open, Writer};

/// The table that is being written; tables do not nest.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// Whether the body was begun.
    has_body: bool,
    has_cell: bool,
}

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
                self.out.html.push_str("<table>\n");
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
        self.out.html.push('>');
        self.table.has_cell = true;
        if self.table.column > 0 {
            self.out.plain.push(' ');
        }
        self.table.column += 1;
    }

    pub(super) fn end_of_table(&mut self, tag: TagEnd) {
        if tag == TagEnd::TableCell {
            self.table.has_cell = false;
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
