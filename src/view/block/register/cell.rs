//! What a page shows of one cell, of a row or of all of them together.

use serde::Serialize;

use crate::blocks::cell::Cell;
use crate::blocks::column::Column;
use crate::blocks::column_type::ColumnType;
use crate::blocks::norm::Place;
use crate::blocks::register::{RegisterSummary, Total};
use crate::view::block::Spot;
use crate::view::link::Href;
use crate::view::reference::reference;

/// What a page shows of a cell.
#[derive(Clone, Debug, Serialize)]
pub struct CellView {
    /// The value in standard form, empty for unknown; of what the cell leads to, the title.
    pub text: String,
    /// `text`, `date`, `number`, `money`, `rate`, `empty`, `removed`: chooses the filter.
    pub shape: &'static str,
    /// Where the cell leads, if it names a record, an attachment or an organisation of the portal.
    pub href: Option<Href>,
    /// Where a number stands against the norm of its column, if it has one.
    pub norm: Option<Place>,
}

/// Whether cells of the column may name a record, an attachment or an organisation.
pub(super) fn is_reference(column: &Column) -> bool {
    matches!(column.column_type, ColumnType::Proof | ColumnType::Org)
}

/// A cell of a row: a link if it names something of the portal, and values that the form lists in the words of the page.
pub(super) fn view(spot: &Spot<'_>, column: &Column, cell: &Cell) -> CellView {
    let plain = plain(cell);
    if is_reference(column) {
        return match reference(spot.context, spot.record, &plain.text) {
            Some(link) => CellView { text: link.title, href: Some(link.href), ..plain },
            None => plain,
        };
    }
    match (column.column_type, cell) {
        (ColumnType::Enum | ColumnType::Status, Cell::Text(value)) => {
            CellView { text: spot.context.tongue.text(value).to_owned(), ..plain }
        }
        _ => plain,
    }
}

/// The total of a column, if its cells are added up and any is filled.
pub(super) fn total(column: &Column, summary: &RegisterSummary) -> Option<CellView> {
    sum(column, summary.totals.get(&column.name).filter(|total| column.has_total && total.cells > 0)?)
}

/// A number over many cells of the column; none where they are no numbers.
pub(super) fn sum(column: &Column, total: &Total) -> Option<CellView> {
    Some(plain(&match column.column_type {
        ColumnType::Money => Cell::Money(total.money),
        ColumnType::Rate => Cell::Rate(total.rate),
        ColumnType::Integer | ColumnType::Decimal => Cell::Decimal(total.number),
        _ => return None,
    }))
}

fn plain(cell: &Cell) -> CellView {
    let shape = match cell {
        Cell::Empty => "empty",
        Cell::Removed => "removed",
        Cell::Text(_) => "text",
        Cell::Date(_) => "date",
        Cell::Integer(_) | Cell::Decimal(_) => "number",
        Cell::Money(_) => "money",
        Cell::Rate(_) => "rate",
    };
    CellView { text: cell.text(), shape, href: None, norm: None }
}
