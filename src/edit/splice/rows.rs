//! Rows that change, go and come, one a line or in brackets.

use super::{Frame, Rows, Splices, range};
use crate::base::yaml::{Key, Node, Value};
use crate::edit::scalar::Given;

impl Splices<'_> {
    /// All new rows, a line each.
    pub(super) fn all_items(&self, rows: &Rows, indent: usize) -> String {
        rows.new.iter().map(|(_, new)| self.items(new, indent)).collect()
    }

    /// New rows, a line each.
    pub(super) fn items(&self, rows: &[Given], indent: usize) -> String {
        let (margin, end) = (" ".repeat(indent), self.line_end);
        rows.iter().map(|row| format!("{margin}- {}{end}", row.written(false))).collect()
    }

    /// Changes rows.
    pub(super) fn rows(&mut self, key: &Key, node: &Node, rows: &Rows) {
        let nodes = match &node.value {
            Value::List(nodes) if !nodes.is_empty() => nodes,
            _ => {
                let items = self.all_items(rows, self.column(key) + 2);
                return self.put_lines(key, node, &items);
            }
        };
        for (at, wants) in &rows.changed {
            self.map(&nodes[*at], wants, Frame::default());
        }
        if rows.gone.len() == nodes.len() && rows.new.is_empty() {
            return self.put(key, node, "[]");
        }
        if self.text[range(&node.span).start..].starts_with('[') {
            return self.rows_inside(nodes, rows);
        }
        for at in &rows.gone {
            let start = self.line_start(self.dash(&nodes[*at]));
            self.edits.push((start..self.line_after(self.end_of_item(&nodes[*at])), String::new()));
        }
        for (place, new) in &rows.new {
            let dash = self.dash(&nodes[0]);
            let items = self.items(new, dash - self.line_start(dash));
            let at = match nodes.get(*place) {
                Some(node) => self.line_start(self.dash(node)),
                None => nodes.last().map_or(0, |last| self.line_after(self.end_of_item(last))),
            };
            self.edits.push((at..at, self.begun(at, &items)));
        }
    }

    /// Changes rows that stand in brackets.
    pub(super) fn rows_inside(&mut self, nodes: &[Node], rows: &Rows) {
        for at in &rows.gone {
            let own = range(&nodes[*at].span);
            let range = match nodes.get(at + 1) {
                Some(next) => own.start..range(&next.span).start,
                None => range(&nodes[at.saturating_sub(1)].span).end..own.end,
            };
            self.edits.push((range, String::new()));
        }
        for (place, new) in &rows.new {
            let new: Vec<String> = new.iter().map(|row| row.written(true)).collect();
            let (at, piece) = match (nodes.get(*place), nodes.last()) {
                (Some(node), _) => (range(&node.span).start, format!("{}, ", new.join(", "))),
                (None, Some(last)) => (range(&last.span).end, format!(", {}", new.join(", "))),
                (None, None) => continue,
            };
            self.edits.push((at..at, piece));
        }
    }
}
