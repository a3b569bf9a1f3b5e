//! Columns that stand in two: a day under 月 and 日, a voucher under 字 and 号. They become the one that they are.

use crate::base::lexicon::{LEXICON, Pair};
use crate::base::squeezed::squeezed;
use crate::load::Seen;

/// So many first lines may hold the head.
const FIRST: usize = 15;

/// The sheet with such columns joined. A month that is written once holds for the days below it.
pub(super) fn joined(mut sheet: Seen) -> Seen {
    // A line with a title or the unit alone is no part of the head.
    let wide: Vec<bool> = sheet.lines.iter().take(FIRST).map(|line| line.filled().count() > 2).collect();
    for pair in &LEXICON.import.pairs {
        let is = |cell: Option<&String>, word: &str| cell.is_some_and(|cell| squeezed(cell) == *word);
        let place = sheet.lines.iter().take(FIRST).enumerate().find_map(|(at, line)| {
            let mut columns = 0..line.cells.len();
            let column = columns
                .find(|column| is(line.cells.get(*column), &pair.left) && is(line.cells.get(column + 1), &pair.right));
            column.map(|column| (at, column))
        });
        if let Some((at, column)) = place {
            let above = at.checked_sub(1).filter(|above| wide.get(*above) == Some(&true));
            join(&mut sheet, pair, Found { above, at, column });
        }
    }
    sheet
}

/// Where two such columns stand.
struct Found {
    /// The line above the head, if it is part of it.
    above: Option<usize>,
    /// The line of the head.
    at: usize,
    /// The first of the two.
    column: usize,
}

fn join(sheet: &mut Seen, pair: &Pair, found: Found) {
    let Found { above, at, column } = found;
    let above = above.and_then(|above| sheet.lines.get_mut(above));
    // What stands over both is their name, or the year of all days.
    let over = above.and_then(|line| line.cells.get_mut(column)).map(std::mem::take);
    let digits: String = over.unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
    let year = if pair.is_day && digits.len() == 4 { format!("{digits}-") } else { String::new() };
    let mut left = String::new();
    for (place, line) in sheet.lines.iter_mut().enumerate().skip(at) {
        if line.cells.len() < column + 2 {
            continue;
        }
        let right = std::mem::take(&mut line.cells[column + 1]);
        let own = std::mem::take(&mut line.cells[column]);
        if place == at {
            line.cells[column] = pair.column.to_string();
            continue;
        }
        left = if own.is_empty() && pair.is_day { left } else { own.clone() };
        let is_number = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        line.cells[column] = match () {
            () if pair.is_day && is_number(&left) && is_number(&right) => match year.is_empty() {
                true => format!("{left}.{right}"),
                false => format!("{year}{left}-{right}"),
            },
            () if right.is_empty() && pair.is_day => own,
            () => format!("{own}{right}"),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::joined;
    use crate::load::{Seen, SeenLine};

    fn check(lines: &[&[&str]], expected: &[&str]) {
        let line = |(number, cells): (u32, &&[&str])| SeenLine {
            number,
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
        };
        let sheet = Seen { name: String::new(), lines: (1..).zip(lines).map(line).collect() };
        let found: Vec<String> = joined(sheet).lines.iter().map(|line| line.cells.join("|")).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn days_and_vouchers_in_two_columns_are_one() {
        check(
            &[
                &["2026年", "", "凭证", "", "摘要"],
                &["月", "日", "字", "号", ""],
                &["7", "3", "记", "1", "电费"],
                &["", "20", "记", "2", "租金"],
                &["", "", "", "", "合计"],
            ],
            &["||||摘要", "日期||凭证||", "2026-7-3||记1||电费", "2026-7-20||记2||租金", "||||合计"],
        );
        check(&[&["月", "日", "摘要", "支出"], &["7", "3", "电费", "5"]], &["日期||摘要|支出", "7.3||电费|5"]);
        check(&[&["月份", "日", "摘要"]], &["月份|日|摘要"]);
    }
}
