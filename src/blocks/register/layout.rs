//! In which order, under which headings and with which ids the pages of a register show its rows, worked out once for all of
//! them.

use std::sync::Arc;

use crate::blocks::register::order::Run;
use crate::blocks::register::{Register, ids, order};

/// How the pages of a register show its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The column that heads a row: that of the form, or where its cells are not public the first that has words.
    pub title: Option<usize>,
    /// The column by which a long register is grouped.
    pub by: Option<usize>,
    /// All rows in the order of the pages; one run where they are not grouped.
    pub runs: Vec<Run>,
    /// The id of each row within its register.
    pub ids: Vec<String>,
}

impl Register {
    /// How its pages show its rows.
    pub fn layout(&self) -> Arc<Layout> {
        self.memo.layout.get_or_init(|| Arc::new(self.lay_out())).clone()
    }

    fn lay_out(&self) -> Layout {
        let (options, shown) = (&self.options, self.shown());
        let own = shown.iter().find(|at| **at == options.title());
        let title = own.or_else(|| shown.iter().find(|at| !options.columns[**at].is_number())).copied();
        let by = order::column(self, &shown, title);
        Layout { title, by, runs: order::runs(self, by), ids: ids::of_rows(self, &shown, title) }
    }
}
