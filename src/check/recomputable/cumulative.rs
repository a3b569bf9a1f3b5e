//! Figures from the beginning of a year beside those of a shorter time: what the longer one has more came in between, and
//! few are somebody.

use std::collections::BTreeMap;

use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::lang::Text;
use crate::base::period::Period;
use crate::blocks::cell::Cell;
use crate::blocks::column_type::ColumnType;
use crate::blocks::register::{Register, Row};
use crate::check::recomputable::{RECOMPUTABLE, sensitive};
use crate::publish::index::Seen;
use crate::site::Site;

/// Numbers of a list by what they are of: its words, and the column.
type Counts = BTreeMap<(String, usize), i64>;

/// A list without persons, of a time.
struct List<'a> {
    record: &'a Seen,
    list: &'a Register,
    period: Period,
}

/// Checks each two lists of a unit that begin on one day.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let records = &site.public.records;
    for (key, places) in records.series() {
        let lists = records.at_all(places).filter(|record| record.is_current()).filter_map(|record| {
            let (_, list) = sensitive(record).find(|(slot, list)| **slot == key.slot && tells_numbers(list))?;
            Some(List { record, list, period: record.period? })
        });
        let mut lists: Vec<List<'_>> = lists.collect();
        lists.sort_by_key(|one| (one.period.start, one.period.end));
        for pair in lists.windows(2) {
            if let [short, long] = pair
                && short.period.start == long.period.start
                && short.period.end < long.period.end
                && gained_few(short.list, long.list)
            {
                diags.push(told(short.record, long));
            }
        }
    }
}

fn told(short: &Seen, long: &List<'_>) -> Diagnostic {
    const MESSAGE: Text = Text {
        zh: "这份累计数里有一项，比仍可查看的前一期累计数只多了不足 {smallest}：两份一减，就知道这段时间里有几个人",
        en: "a figure of this list, counted from the beginning, is less than {smallest} above that of the shorter time, which stays readable: the difference tells how many came in between",
    };
    const HELP: Text = Text {
        zh: "把人数少的类别并成“其他”一类再公开；或这一期先不公开累计数，与下一期一起公开",
        en: "put small classes together as one before you publish, or wait with the figures from the beginning until the next period",
    };
    const BEFORE: Text = Text { zh: "前一期累计数", en: "the shorter time" };
    let told = Diagnostic::new(&RECOMPUTABLE, long.record.span.clone()).message_instead(MESSAGE).help_instead(HELP);
    told.with_own("smallest", long.list.options().smallest).label(short.span.clone(), BEFORE)
}

/// Whether the list tells numbers of persons and names none, and is not whole by itself each time.
fn tells_numbers(list: &Register) -> bool {
    let is_person = |column_type| matches!(column_type, ColumnType::Person | ColumnType::Minor | ColumnType::Patient);
    let columns = &list.options().columns;
    !list.is_stock() && !list.is_empty() && !columns.iter().any(|column| is_person(column.column_type))
}

/// Whether a count of the longer list is a few above that of the shorter one.
fn gained_few(short: &Register, long: &Register) -> bool {
    let (before, after) = (counts(short), counts(long));
    let smallest = long.options().smallest;
    // Rows that go on are the same matter; if most do not, the lists are not of one.
    let is_same = before.keys().filter(|key| after.contains_key(*key)).count() * 2 > before.len();
    let gained = after.iter().filter_map(|(key, count)| Some(count - before.get(key)?));
    is_same && gained.filter_map(|count| u64::try_from(count).ok()).any(|count| smallest.is_small(count))
}

fn counts(list: &Register) -> Counts {
    let mut counts = Counts::new();
    for row in list.rows_in(0..list.len()) {
        let words = words(list, row);
        for (at, (column, cell)) in list.options().columns.iter().zip(&row.cells).enumerate() {
            if let (true, Cell::Integer(count)) = (column.has_total, cell) {
                *counts.entry((words.clone(), at)).or_default() += count;
            }
        }
    }
    counts
}

/// What a row is of: its place and class.
fn words(list: &Register, row: &Row) -> String {
    let cells = list.options().columns.iter().zip(&row.cells);
    let words = cells.filter(|(column, _)| matches!(column.column_type, ColumnType::Enum | ColumnType::Place));
    words.map(|(_, cell)| cell.text() + "\n").collect()
}
