//! Tables: the one structure whose tags depend on where in it they stand.

use pulldown_cmark::{Alignment, Tag, TagEnd};

use super::{Open, Writer};

/// The table that is being written; tables do not nest.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

impl Writer<'_> {
    pub(super) fn start_of_table(&mut self, tag: &Tag<'_>) -> Open {
        match tag {
            Tag::Table(alignments) => {
                self.table.alignments.clone_from(alignments);
                self.out.html.push_str("<table>\n");
            }
            Tag::TableCell => self.cell(),
            _ => {
                self.table.in_head = matches!(tag, Tag::TableHead);
                self.table.column = 0;
                let row = if self.table.in_head { "<thead>\n<tr>" } else { "<tr>" };
                self.out.html.push_str(row);
            }
        }
        Open::Element
    }

    fn cell(&mut self) {
        let class = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => " class=\"l\"",
            Some(Alignment::Center) => " class=\"c\"",
            Some(Alignment::Right) => " class=\"m\"",
            _ => "",
        };
        let tag = if self.table.in_head { "<th scope=\"col\"" } else { "<td" };
        self.out.html.extend([tag, class, ">"]);
        if self.table.column > 0 {
            self.out.plain.push(' ');
        }
        self.table.column += 1;
    }

    pub(super) fn end_of_table(&mut self, tag: TagEnd) {
        self.out.html.push_str(match tag {
            TagEnd::TableHead => "</tr>\n</thead>\n<tbody>\n",
            TagEnd::TableRow => "</tr>\n",
            TagEnd::TableCell if self.table.in_head => "</th>",
            TagEnd::TableCell => "</td>",
            _ => "</tbody>\n</table>\n",
        });
    }
}
