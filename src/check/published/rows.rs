//! Which rows of a table are others than they were. Rows are known again by what stands in them, wherever they stand now.

use std::collections::{BTreeMap, BTreeSet};

use crate::blocks::table::{Table, TableColumn};

/// A table before and after.
pub(super) struct Tables<'a> {
    /// The names of the columns then.
    pub(super) columns: Vec<&'a str>,
    /// The rows then.
    pub(super) before: &'a [Vec<String>],
    /// The table now.
    pub(super) now: &'a Table,
}

/// How to compare.
#[derive(Clone, Copy)]
pub(super) struct How {
    /// Whether it goes on by design: rows come, words of state follow each other.
    pub(super) is_living: bool,
    /// Whether something was taken out of it that must not be public.
    pub(super) is_reduced: bool,
}

/// What happened to a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Change<'a> {
    /// One of its cells, by the place of the column now.
    Cell { column: usize, before: &'a str, row: &'a [String] },
    /// It is there no more.
    Gone(&'a [String]),
    /// It was not there.
    New(&'a [String]),
}

/// More pairs of rows than this are compared in their order.
const PAIRS: usize = 1_000_000;

/// A column that both tables have.
#[derive(Clone, Copy)]
struct Shared<'a> {
    before: usize,
    now: usize,
    column: &'a TableColumn,
}

/// What two rows are compared by.
#[derive(Clone, Copy)]
struct Compared<'s, 'a> {
    shared: &'s [Shared<'a>],
    how: How,
}

impl<'a> Tables<'a> {
    /// Every change, in the order of the rows of then.
    pub(super) fn changes(&self, how: How) -> Vec<Change<'a>> {
        let shared = self.shared();
        let (before, now) = self.different(&shared);
        let mut left: BTreeSet<usize> = now.into_iter().collect();
        let is_ordered = before.len().saturating_mul(left.len()) > PAIRS;
        let mut changes = Vec::new();
        for row in before {
            let cells = &self.before[row][..];
            let partner = if is_ordered {
                Some(row).filter(|row| left.contains(row))
            } else {
                self.partner(row, &left, Compared { shared: &shared, how })
            };
            match partner {
                Some(partner) => {
                    left.remove(&partner);
                    changes.extend(cells_of((cells, &self.now.rows[partner]), &shared, how));
                }
                None => changes.push(Change::Gone(cells)),
            }
        }
        if !how.is_living {
            changes.extend(left.into_iter().map(|row| Change::New(&self.now.rows[row])));
        }
        changes
    }

    /// Columns of both. A balance follows from what stands above it, and words of the program from what stands beside.
    fn shared(&self) -> Vec<Shared<'a>> {
        let now = self.now.columns.iter().enumerate();
        let now = now.filter(|(_, column)| column.words.is_empty() && column.name != "balance");
        let shared = now.filter_map(|(now, column)| {
            let before = self.columns.iter().position(|name| *name == column.name)?;
            Some(Shared { before, now, column })
        });
        shared.collect()
    }

    /// The places of the rows that are not in the other table.
    fn different(&self, shared: &[Shared<'_>]) -> (Vec<usize>, Vec<usize>) {
        let mut now: BTreeMap<Vec<&str>, Vec<usize>> = BTreeMap::new();
        for (at, row) in self.now.rows.iter().enumerate().rev() {
            now.entry(shared.iter().map(|one| text(row, one.now)).collect()).or_default().push(at);
        }
        let mut before = Vec::new();
        for (at, row) in self.before.iter().enumerate() {
            let key: Vec<&str> = shared.iter().map(|one| text(row, one.before)).collect();
            if now.get_mut(&key).and_then(Vec::pop).is_none() {
                before.push(at);
            }
        }
        let mut rest: Vec<usize> = now.into_values().flatten().collect();
        rest.sort_unstable();
        (before, rest)
    }

    /// The row of `left` that is the one at this place: the one that shares most with it, at least half.
    fn partner(&self, at: usize, left: &BTreeSet<usize>, compared: Compared<'_, '_>) -> Option<usize> {
        let (row, Compared { shared, how }) = (&self.before[at], compared);
        let alike = |other: usize| {
            let now = &self.now.rows[other];
            shared.iter().filter(|one| is_same((text(row, one.before), text(now, one.now)), how)).count()
        };
        let best = left.iter().map(|other| (alike(*other), *other == at, *other)).max()?;
        (best.0 * 2 >= shared.len() && best.0 > 0).then_some(best.2)
    }
}

/// The cells that differ.
fn cells_of<'a>((before, now): (&'a [String], &'a [String]), shared: &[Shared<'_>], how: How) -> Vec<Change<'a>> {
    let is_told = |one: &&Shared<'_>| !how.is_living || is_firm(one.column);
    let differ = shared.iter().filter(is_told);
    let differ = differ.filter(|one| !is_same((text(before, one.before), text(now, one.now)), how));
    differ.map(|one| Change::Cell { column: one.now, before: text(before, one.before), row: now }).collect()
}

/// Whether a column stays as it is while a matter goes on: days and amounts do, words of state and shares do not.
fn is_firm(column: &TableColumn) -> bool {
    column.format != "string" && column.unit != "%"
}

fn is_same((before, now): (&str, &str), how: How) -> bool {
    before == now || before.is_empty() || is_masked(now) || (how.is_reduced && now.is_empty())
}

/// Whether a text says that something of it is withheld.
pub(super) fn is_masked(text: &str) -> bool {
    ["〔未公开〕", "〔不公开〕", "[not public]", "**"].iter().any(|mark| text.contains(mark))
}

fn text(row: &[String], at: usize) -> &str {
    row.get(at).map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::{Change, How, Tables};
    use crate::blocks::table::{Table, TableColumn};

    const FIXED: How = How { is_living: false, is_reduced: false };

    fn rows(texts: &[&str]) -> Vec<Vec<String>> {
        texts.iter().map(|row| row.split(',').map(str::to_owned).collect()).collect()
    }

    /// What is told of rows that were `before` and are `now`.
    fn told(before: &[&str], now: &[&str], how: How) -> Vec<String> {
        let columns = vec![
            TableColumn::new("date", "日期", "date"),
            TableColumn::new("item", "事项", "string"),
            TableColumn::new("out", "支出", "number"),
        ];
        let (before, now) = (rows(before), Table { columns, rows: rows(now) });
        let tables = Tables { columns: vec!["date", "item", "out"], before: &before, now: &now };
        let said = tables.changes(how).into_iter().map(|change| match change {
            Change::Cell { column, before, row } => format!("{before}→{}", row[column]),
            Change::Gone(row) => format!("-{}", row.join(",")),
            Change::New(row) => format!("+{}", row.join(",")),
        });
        said.collect()
    }

    #[test]
    fn a_row_is_known_again_wherever_it_stands() {
        let before = ["2026-07-01,修渠,1960", "2026-07-02,路灯,300"];
        assert_eq!(told(&before, &["2026-07-02,路灯,300", "2026-07-01,修渠,1960"], FIXED), [""; 0]);
        assert_eq!(told(&before, &["2026-07-02,路灯,300", "2026-07-01,修渠,960"], FIXED), ["1960→960"]);
        assert_eq!(told(&before, &["2026-07-02,路灯,300"], FIXED), ["-2026-07-01,修渠,1960"]);
        let more = ["2026-07-01,修渠,1960", "2026-07-02,路灯,300", "2026-07-03,办公,20"];
        assert_eq!(told(&before, &more, FIXED), ["+2026-07-03,办公,20"]);
    }

    #[test]
    fn equal_rows_are_counted() {
        let row = "2026-07-01,修渠,1960";
        assert_eq!(told(&[row, row], &[row], FIXED), [format!("-{row}")]);
    }

    #[test]
    fn what_goes_on_grows_and_changes_its_words() {
        let how = How { is_living: true, ..FIXED };
        let before = ["2026-07-01,办理中,20"];
        assert_eq!(told(&before, &["2026-07-01,已办结,20", "2026-07-02,新的,5"], how), [""; 0]);
        assert_eq!(told(&before, &["2026-09-01,办理中,20"], how), ["2026-07-01→2026-09-01"]);
    }

    #[test]
    fn what_is_withheld_or_filled_in_is_no_change() {
        assert_eq!(told(&["2026-07-01,张三,"], &["2026-07-01,张三,20"], FIXED), [""; 0]);
        assert_eq!(told(&["2026-07-01,电话13900000000,1"], &["2026-07-01,电话〔未公开〕,1"], FIXED), [""; 0]);
        let how = How { is_reduced: true, ..FIXED };
        assert_eq!(told(&["2026-07-01,张三,20"], &["2026-07-01,,20"], how), [""; 0]);
    }
}
