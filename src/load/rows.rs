//! Rows beside a record, in CSV or XLSX, as the nodes that the record itself could have held.
//!
//! What is read is shown or named in a message: a row, a column or a sheet that is left out is told, and a cell of which
//! the file holds no more than a part is an error.

mod around;
mod book;
mod cell;
mod column;
mod csv;
mod day;
mod foot;
mod head;
pub(super) mod lines;
mod older;
mod table;
mod thousands;
mod unit;
mod xlsx;

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::Spanned;
use crate::base::limits::Limits;
use crate::base::path;
use crate::base::period::Period;
use crate::base::source::{FileName, Place, Span};
use crate::base::unseen::is_unseen;
use crate::base::written;
use crate::base::yaml::{Node, Value};
use crate::blocks::heads::Head;
use crate::load::rows::table::Table;

rules! {
    /// A spreadsheet that cannot be read.
    SHEET: Error "rows/unreadable" {
        zh: "读不出这个表格：{reason}" => "用表格软件重新保存为 .xlsx 或“CSV UTF-8”",
        en: "this spreadsheet cannot be read: {reason}" => "save it again as .xlsx or as “CSV UTF-8”",
    }
    /// A formula whose value the file does not hold.
    NO_VALUE: Error "rows/formula-without-value" {
        zh: "这一格是公式，文件里没有算出来的结果" => "用 Excel 或 WPS 打开，算出结果后再保存；或复制这一列，“选择性粘贴”为数值",
        en: "this cell is a formula, and the file does not hold what it gives" => "open it in a spreadsheet program, let it calculate and save it; or paste the values over the formulas",
    }
    /// A cell with an error instead of a value.
    WRONG: Error "rows/error-value" {
        zh: "这一格是 `{value}`，不是数据" => "在表格软件里改好公式，或直接写上数；列太窄显示成 `###` 的，拉宽了再另存",
        en: "this cell says `{value}`, which is no value" => "mend the formula, or write the number; where a narrow column shows `###`, widen it and save again",
        wrong: "姓名,人数\n张建国,#REF!", right: "姓名,人数\n张建国,3",
    }
    /// A long number that ends as one does that a spreadsheet has cut.
    PERHAPS_CUT: Warning "rows/perhaps-cut-number" {
        zh: "这一格的号码有 {digits} 位，第 15 位以后全是 0，可能是表格软件改的" => "对照原件；末尾不是 0 的，把这一列设为“文本”格式再重新填写",
        en: "all digits behind the 15th of this number (digits: {digits}) are 0, as they are where a spreadsheet has cut it" => "look it up; if it does not end in zeros, format the column as text and type the number again",
        wrong: "姓名,卡号\n张建国,6222020200112230000", right: "姓名,卡号\n张建国,6222020200112233446",
    }
    /// A long number that a spreadsheet has cut.
    CUT: Error "rows/cut-number" {
        zh: "这一格是存成数字的长号码（{digits} 位），表格软件已经丢掉了后面的位数" => "先把这一列设为“文本”格式，再照原件重新填写；只改格式，丢掉的位数回不来",
        en: "this cell is a long number (digits: {digits}) that the spreadsheet keeps as a figure: its last digits are lost" => "format the column as text, then type the number again from the original; the format alone does not bring the digits back",
        wrong: "姓名,卡号\n张建国,6.22848E+18", right: "姓名,卡号\n张建国,6222020200112233446",
    }
}

/// Rules of tables.
pub(super) const ALL_RULES: &[&[&crate::base::diag::Rule]] = &[
    RULES,
    column::RULES,
    csv::RULES,
    day::RULES,
    foot::RULES,
    lines::RULES,
    table::RULES,
    thousands::RULES,
    xlsx::RULES,
    table::below::RULES,
    table::row::RULES,
    xlsx::sheet::RULES,
];

/// What is known of the rows before they are read.
pub struct Expected<'a> {
    /// Columns of the form; none if they are not known.
    pub heads: Vec<Head>,
    /// The sheet of a workbook that the record names.
    pub sheet: Option<Spanned<String>>,
    /// The period of the record, which gives days their year.
    pub period: Option<Period>,
    /// How much may be read.
    pub limits: &'a Limits,
}

/// Reads the rows of a CSV or XLSX file as a list of maps. A file that cannot be read is reported and has no rows.
pub fn read(file: &FileName, bytes: Vec<u8>, expected: &Expected<'_>, diags: &mut Diagnostics) -> Node {
    let mut table = Table::new(file, expected);
    let is_read = if path::has_ending(file, "xlsx") {
        xlsx::read(bytes, expected.sheet.as_ref(), &mut table, diags)
    } else {
        csv::read(bytes, &mut table, diags)
    };
    let nodes = if is_read { table.finish(diags) } else { Vec::new() };
    let mut rows = Node { value: Value::List(nodes), span: Span::whole(file) };
    written::tidy(&mut rows, None, diags);
    rows
}

/// From the first cell to the last.
fn whole_row(row: &[Raw], file: &FileName) -> Span {
    let Some((first, last)) = row.first().zip(row.last()) else { return Span::whole(file) };
    let place = match (first.span.place, last.span.place) {
        (Place::Bytes(start, _), Place::Bytes(_, end)) => Place::Bytes(start, end),
        (place, _) => place,
    };
    Span { place, ..first.span.clone() }
}

/// A cell as it was written.
#[derive(Clone, Debug)]
struct Raw {
    /// Without blanks at its ends.
    text: String,
    /// The unit that its format shows behind the text, empty for none.
    unit: Arc<str>,
    span: Span,
    fault: Option<Fault>,
    /// The first cell of the merge that it takes its text from, if that is another one.
    origin: Option<Span>,
}

/// Why a cell has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fault {
    /// A formula whose value was not saved.
    NoValue,
    /// An error such as `#REF!`.
    Wrong(String),
    /// A number of so many digits, of which the last are lost.
    Cut(usize),
}

impl Raw {
    fn new(text: String, span: Span) -> Self {
        let seen = text.trim_matches(|sign: char| sign.is_whitespace() || is_unseen(sign));
        let fault = Fault::of(seen);
        // Signs that nobody sees are told where the rows are tidied; a cell of nothing else is empty.
        let plain = if seen.is_empty() { "" } else { text.trim() };
        let text = if plain.len() == text.len() { text } else { plain.to_owned() };
        Self { fault, text, unit: Arc::default(), span, origin: None }
    }

    fn faulty(fault: Fault, span: Span) -> Self {
        Self { text: String::new(), unit: Arc::default(), span, fault: Some(fault), origin: None }
    }

    fn is_blank(&self) -> bool {
        self.text.is_empty() && self.fault.is_none()
    }
}

impl Fault {
    /// What is wrong with a text that a spreadsheet wrote.
    fn of(text: &str) -> Option<Self> {
        const ERRORS: [&str; 10] =
            ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#DATA!"];
        match text.as_bytes() {
            [b'#', b'#', b'#', rest @ ..] if rest.iter().all(|sign| *sign == b'#') => {
                Some(Self::Wrong(text.to_owned()))
            }
            [b'#', ..] => ERRORS.contains(&text).then(|| Self::Wrong(text.to_owned())),
            [b'=', b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'(' | b'$' | b'+' | b'-', ..] => {
                let is_cell = text[1..].trim_start_matches(|sign: char| sign.is_ascii_alphabetic());
                let is_cell = is_cell.len() < text.len() - 1 && is_cell.bytes().all(|byte| byte.is_ascii_digit());
                (is_cell || text.contains(['(', '*', '+', '-', '/', ':', '$'])).then_some(Self::NoValue)
            }
            [b'0'..=b'9', ..] => digits_of_power(text).map(Self::Cut),
            _ => None,
        }
    }

    fn diagnostic(&self, span: &Span) -> Diagnostic {
        match self {
            Self::NoValue => Diagnostic::new(&NO_VALUE, span.clone()),
            Self::Wrong(value) => Diagnostic::new(&WRONG, span.clone()).with_own("value", value),
            Self::Cut(digits) => Diagnostic::new(&CUT, span.clone()).with_own("digits", digits),
        }
    }
}

/// How many digits a number has that is written with a power of ten, as narrow columns show long ones: `6.22848E+18`.
fn digits_of_power(text: &str) -> Option<usize> {
    let (mantissa, power) = text.split_once(['E', 'e'])?;
    let power = power.strip_prefix('+')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    (whole.len() == 1 && digits(whole) && digits(fraction) && digits(power) && power.len() <= 3)
        .then(|| power.parse::<usize>().map_or(0, |power| power + 1))
}

/// How many digits a number has whose digits behind the fifteenth are all zeros.
fn digits_of_zeros(text: &str) -> Option<usize> {
    let is_long = (16..=19).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_long && text.bytes().skip(15).all(|byte| byte == b'0')).then_some(text.len())
}

/// A row as it was written.
#[derive(Debug, Default)]
struct Line {
    /// Its number in the file, from 1.
    number: u32,
    /// Its cells from the first column on, up to [`Table::width`].
    cells: Vec<Raw>,
    /// The first cell further right that is not empty.
    far: Option<Raw>,
    /// How many it has up to the last one that is not empty.
    count: usize,
    /// How many were written, empty or not; 0 where only those with a value are.
    written: usize,
}

#[cfg(test)]
mod tests;
