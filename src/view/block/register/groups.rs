//! The rows of one page of a register under their headings, each with its id.

use std::sync::Arc;

use serde::Serialize;

use crate::base::glossary::Tongue;
use crate::blocks::register::order::Run;
use crate::blocks::register::{Layout, Register, Row, ids};
use crate::model::record::ROWS;
use crate::plan::Page;
use crate::view::block::Spot;
use crate::view::block::register::{RowView, cell};
use crate::view::keys;
use crate::view::link::Href;
use crate::view::parts::Counted;

/// Rows of a page that stand together.
#[derive(Clone, Debug, Serialize)]
pub struct RowGroup {
    /// The heading; empty for none.
    pub title: String,
    /// What a link to the heading ends with.
    pub id: String,
    /// How many rows it has in the whole register.
    pub count: usize,
    /// Those of this page.
    pub rows: Vec<RowView>,
}

/// A register in the order in which its pages show it.
pub(super) struct Grouped<'a> {
    spot: &'a Spot<'a>,
    register: &'a Register,
    layout: Arc<Layout>,
}

impl<'a> Grouped<'a> {
    /// The rows of `register`, of which `spot` shows some.
    pub(super) fn of(spot: &'a Spot<'a>, register: &'a Register) -> Grouped<'a> {
        Grouped { spot, register, layout: register.layout() }
    }

    /// The column that heads a row.
    pub(super) fn title_column(&self) -> Option<usize> {
        self.layout.title
    }

    /// What the column is called by which it is grouped.
    pub(super) fn by(&self, tongue: Tongue<'_>) -> String {
        self.layout.by.map_or(String::new(), |at| tongue.label(&self.register.options().columns[at].label).to_owned())
    }

    /// The rows of this page, made by `view` of a row and its place in the register.
    pub(super) fn on_page(&self, view: &dyn Fn(usize, &Row) -> RowView) -> Vec<RowGroup> {
        let rows = self.register.rows_in(0..self.register.len());
        let range = &self.spot.rows;
        let mut before = 0;
        let mut groups = Vec::new();
        for run in &self.layout.runs {
            let first = range.start.saturating_sub(before).min(run.rows.len());
            let last = range.end.saturating_sub(before).min(run.rows.len());
            before += run.rows.len();
            if first < last {
                let own = run.rows[first..last].iter().map(|at| (*at, &rows[*at], self.id_of(&self.layout.ids[*at])));
                let rows = own.map(|(at, row, id)| RowView { id, ..view(at, row) }).collect();
                groups.push(RowGroup { title: self.title(run), id: self.id(run), count: run.rows.len(), rows });
            }
        }
        groups
    }

    /// All headings, each leading to the page where it begins.
    pub(super) fn headings(&self) -> Vec<Counted> {
        let mut before = 0;
        let heading = |run: &Run| {
            let part = before / ROWS + 1;
            before += run.rows.len();
            let page = Page::Record { place: self.spot.record.place, part };
            let is_here = *self.spot.context.page == page;
            let id = self.id(run);
            let href = if is_here { Href::here(&id) } else { self.spot.context.to(&page).to_place(&id) };
            Counted { title: self.title(run), href, count: run.rows.len() }
        };
        self.layout.runs.iter().filter(|_| self.layout.by.is_some()).map(heading).collect()
    }

    fn id(&self, run: &Run) -> String {
        self.id_of(&ids::signs(&format!("\t{}", run.value)))
    }

    /// An id within the register as one within the page.
    fn id_of(&self, signs: &str) -> String {
        format!("{}-{signs}", self.spot.slot)
    }

    /// The value in the words of the page.
    fn title(&self, run: &Run) -> String {
        let Some(at) = self.layout.by else { return String::new() };
        let row = run.rows.first().and_then(|row| self.register.rows_in(*row..row + 1).first());
        let text = row.map(|row| cell::view(self.spot, &self.register.options().columns[at], &row.cells[at]).text);
        text.filter(|text| !text.is_empty()).unwrap_or_else(|| self.spot.context.say(keys::NOT_GIVEN, &[]))
    }
}
