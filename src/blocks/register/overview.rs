//! What is counted over all rows of a register, once for all the pages that show some of them.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use crate::base::date::Date;
use crate::blocks::cell::Cell;
use crate::blocks::mask::Mask;
use crate::blocks::norm::NormCount;
use crate::blocks::register::{Layout, Register, RegisterSummary};

/// What all rows say.
#[derive(Clone, Debug)]
pub struct Overview {
    /// What they add up to.
    pub summary: RegisterSummary,
    /// Indexes of the columns that have anything to show.
    pub shown: Vec<usize>,
    /// Indexes of the columns that were filled and of which the public sees no cell.
    pub withheld: Vec<usize>,
    /// Of each column, how many rows are outside its norm, and the values that its norm depends on.
    pub norms: Vec<(NormCount, BTreeSet<String>)>,
}

/// The overview of a day and the layout, once they have been asked for. A copy of a register, which may be changed, has none.
#[derive(Debug, Default)]
pub(super) struct Memo {
    overview: OnceLock<(Date, Arc<Overview>)>,
    pub(super) layout: OnceLock<Arc<Layout>>,
}

impl Clone for Memo {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Register {
    /// What all rows say on `today`.
    pub fn overview(&self, today: Date) -> Arc<Overview> {
        let (day, kept) = self.memo.overview.get_or_init(|| (today, Arc::new(self.count(today))));
        if *day == today { kept.clone() } else { Arc::new(self.count(today)) }
    }

    /// Indexes of the columns that have anything to show.
    pub(super) fn shown(&self) -> Vec<usize> {
        let filled = |at: usize| self.rows.iter().any(|row| !matches!(row.cells[at], Cell::Empty | Cell::Removed));
        let columns = self.options.columns.iter().enumerate();
        columns.filter(|(at, column)| column.mask != Mask::Removed && filled(*at)).map(|(at, _)| at).collect()
    }

    fn count(&self, today: Date) -> Overview {
        let columns = || self.options.columns.iter().enumerate();
        let removed = |at: usize| self.rows.iter().any(|row| row.cells[at] == Cell::Removed);
        let shown = self.shown();
        let withheld = columns().map(|(at, _)| at).filter(|at| !shown.contains(at) && removed(*at)).collect();
        Overview {
            summary: self.summary(self.rows.iter(), today),
            shown,
            withheld,
            norms: columns().map(|(at, _)| self.count_norm(at)).collect(),
        }
    }

    fn count_norm(&self, at: usize) -> (NormCount, BTreeSet<String>) {
        let (mut count, mut values) = (NormCount::default(), BTreeSet::new());
        let Some(norm) = &self.options.columns[at].norm else { return (count, values) };
        self.rows.iter().filter_map(|row| self.place(row, at)).for_each(|place| count.count(place));
        if let Some(by) = norm.by(&self.options.columns) {
            values.extend(self.rows.iter().map(|row| row.cells[by].text()));
        }
        (count, values)
    }
}
