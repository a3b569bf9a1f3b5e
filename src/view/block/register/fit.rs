//! Whether a table fits a phone as a table, or is read there row by row.

use crate::base::glossary::Tongue;
use crate::view::block::register::{ColumnView, RowView};

/// With more columns no table fits.
const COLUMNS: usize = 4;
/// Letters side by side on a phone.
const LETTERS: usize = 36;
/// The gap between two columns, in letters.
const GAP: usize = 2;
/// A cell of so many letters may take as many lines as it wants.
const WRAPS_AT: usize = 12;

/// Whether the columns stand side by side on a phone. Han characters break anywhere; words of other scripts do not, and make
/// their column at least as wide.
pub(super) fn fits<'a>(
    columns: &[ColumnView],
    rows: impl Iterator<Item = &'a RowView> + Clone,
    tongue: Tongue<'_>,
) -> bool {
    let wide = |at: usize, column: &ColumnView| {
        let cells = rows.clone().filter_map(|row| Some(width(&row.cells.get(at)?.text)));
        cells.chain([longest_word(&column.label)]).max().unwrap_or(0) + GAP
    };
    columns.len() <= COLUMNS
        && (tongue.is_han()
            || columns.iter().enumerate().map(|(at, column)| wide(at, column)).sum::<usize>() <= LETTERS)
}

/// Letters that a cell wants in a line.
fn width(text: &str) -> usize {
    longest_word(text).max(text.chars().count().min(WRAPS_AT))
}

fn longest_word(text: &str) -> usize {
    text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use crate::base::glossary::Glossary;

    use super::super::{CellView, ColumnView, RowMarks, RowView, State};
    use super::fits;

    #[test]
    fn tables_with_long_words_are_read_row_by_row_on_phones() {
        let fits = |lang: &str, labels: &[&str], cells: &[&str]| {
            let column = |label: &&str| ColumnView {
                name: "a".into(),
                label: (*label).to_owned(),
                unit: "".into(),
                is_number: false,
                class: "x",
                is_title: false,
                is_reference: false,
            };
            let cell = |text: &&str| CellView { text: (*text).to_owned(), shape: "text", href: None, norm: None };
            let cells = cells.iter().map(cell).collect();
            let row = RowView {
                id: String::new(),
                cells,
                state: State::Open,
                days_late: 0,
                days_left: None,
                marks: RowMarks::default(),
            };
            let columns: Vec<ColumnView> = labels.iter().map(column).collect();
            fits(&columns, [row].iter(), Glossary::default().tongue(lang))
        };
        let statement = ["No.", "Assertion", "Answer", "Explanation"];
        assert!(!fits("en", &statement, &["1", "Consideration of litigation", "Not applicable", ""]));
        assert!(fits("en", &["For", "Residents", "Others"], &["Interment", "120", "240"]));
        assert!(fits("zh-Hans", &["序号", "事项", "答复", "说明"], &["1", "诉讼、负债和以后发生的事项", "不适用", ""]));
        assert!(!fits("zh-Hans", &["序", "事", "答", "说", "注"], &["1", "2", "3", "4", "5"]));
    }
}
