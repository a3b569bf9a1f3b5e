//! Categories apart from totals: in one table they would be as many columns as all forms together have.

use serde::Serialize;

use crate::view::parts::SummaryLine;
use crate::view::sums::SumsSlot;

/// What one figure consists of.
#[derive(Clone, Debug, Serialize)]
pub struct SumsParts {
    /// The figure.
    pub of: SummaryLine,
    /// Its parts.
    pub lines: Vec<SumsPart>,
}

/// A part of a figure, such as a category.
#[derive(Clone, Debug, Serialize)]
pub struct SumsPart {
    /// The part of the total.
    pub total: SummaryLine,
    /// What each unit puts in, aligned with the rows.
    pub cells: Vec<Option<SummaryLine>>,
}

impl SumsSlot {
    /// Takes the parts of figures that have several of them out of the table, which would have a column for each.
    pub(super) fn set_parts_apart(&mut self) {
        let lines = std::mem::take(&mut self.total);
        let mut places: Vec<Vec<usize>> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            match places.last_mut().filter(|_| line.role == "part") {
                Some(own) => own.push(at),
                None => places.push(vec![at]),
            }
        }
        let mut kept = Vec::new();
        for own in places {
            let [of, parts @ ..] = own.as_slice() else { continue };
            if parts.len() < 2 {
                kept.extend(own);
                continue;
            }
            kept.push(*of);
            let part = |at: &usize| SumsPart {
                total: lines[*at].clone(),
                cells: self.rows.iter().map(|row| row.cells[*at].clone()).collect(),
            };
            self.parts.push(SumsParts { of: lines[*of].clone(), lines: parts.iter().map(part).collect() });
        }
        for row in &mut self.rows {
            row.cells = kept.iter().map(|at| row.cells[*at].clone()).collect();
        }
        self.total = kept.into_iter().map(|at| lines[at].clone()).collect();
    }
}
