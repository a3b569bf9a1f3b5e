//! Amounts of a CSV whose comma between thousands was taken for one between cells: `12,000` as twelve and nought.

use std::collections::BTreeMap;

use crate::base::currency;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::total::is_voucher;
use crate::load::rows::column::Column;
use crate::load::rows::unit::without_unit;
use crate::load::rows::{Line, Raw};

rules! {
    /// Two cells that are one number.
    CUT: Error "rows/thousands-comma" {
        zh: "`{number}` 像一个数，却被中间的逗号分成了两格" => "去掉数里的逗号，或把整格用双引号括起来：\"{number}\"",
        en: "`{number}` looks like one number, but its comma parts it into two cells" => "drop the comma, or put the number in double quotes: \"{number}\"",
        wrong: "日期,事项,类别,收入,支出\n2025-04-03,租金,发包租赁,12,000", right: "日期,事项,类别,收入,支出\n2025-04-03,租金,发包租赁,12000,",
    }
    /// Two cells that may be one number.
    PERHAPS: Warning "rows/perhaps-thousands-comma" {
        zh: "`{number}` 读成了两格，后一格在“{column}”一栏；也可能是一个数，中间多了逗号" => "是一个数的，去掉逗号；确实是两格的，后一格写全（如“第300号”）",
        en: "`{number}` was read as two cells, the second one in column “{column}”; it may be one number with a comma" => "if it is one number, drop the comma; else write more in the second cell, like “No. 300”",
        wrong: "姓名,全户金额,备注\n张建国,1,200\n李秀英,800,外出", right: "姓名,全户金额,备注\n张建国,1200,\n李秀英,800,外出",
    }
}

/// What the rows so far say.
#[derive(Default)]
pub(super) struct Thousands {
    /// How many cells of each column are texts, and how many other numbers than groups of three digits.
    others: BTreeMap<usize, (usize, usize)>,
    /// What is to be told of a column, if its other cells are of another sort.
    doubts: Vec<(usize, Diagnostic)>,
}

impl Thousands {
    /// Whether a number in a row is cut, which is told.
    pub(super) fn look(&mut self, row: &Line, columns: &[Column], diags: &mut Diagnostics) -> bool {
        let mut is_cut = false;
        let cells: Vec<&Raw> = row.cells.iter().chain(&row.far).collect();
        for (at, pair) in cells.windows(2).enumerate() {
            let [first, second] = pair else { continue };
            let is_pair =
                columns.get(at).is_some_and(Column::is_number) && is_start(&first.text) && is_group(&second.text);
            let behind = columns.get(at + 1);
            if !is_pair {
                if !second.is_blank() && !is_group(&second.text) {
                    let (texts, numbers) = self.others.entry(at + 1).or_default();
                    let is_number = second.text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
                    (*texts, *numbers) = (*texts + usize::from(!is_number), *numbers + usize::from(is_number));
                }
                continue;
            }
            let number = format!("{},{}", first.text, second.text);
            let is_padded = second.text.starts_with('0');
            if behind.is_none()
                || is_padded && behind.is_some_and(|column| column.is_number() || is_naught(&second.text))
            {
                diags.push(Diagnostic::new(&CUT, first.span.clone()).with("number", number));
                is_cut = true;
            } else if let Some(column) = behind.filter(|column| !column.is_number()) {
                let doubt = Diagnostic::new(&PERHAPS, first.span.clone()).with("number", number);
                self.doubts.push((at + 1, doubt.with_own("column", &column.key.text)));
            }
        }
        is_cut
    }

    /// Tells the doubts. Vouchers may all be numbers of three digits.
    pub(super) fn finish(self, columns: &[Column], diags: &mut Diagnostics) {
        for (at, doubt) in self.doubts {
            let is_numbered = columns.get(at).is_some_and(|column| is_voucher(&column.key.text));
            let (texts, numbers) = self.others.get(&at).copied().unwrap_or_default();
            if !is_numbered || texts > 0 && numbers == 0 {
                diags.push(doubt);
            }
        }
    }
}

/// Whether a text is what stands before the comma of thousands.
fn is_start(text: &str) -> bool {
    let number = text.trim_start_matches(|sign| sign == '-' || currency::is_sign(sign));
    (1..=3).contains(&number.len()) && !number.starts_with('0') && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is what stands behind it.
fn is_group(text: &str) -> bool {
    let text = without_unit(text);
    let (whole, cents) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    whole.len() == 3 && digits(whole) && digits(cents)
}

fn is_naught(text: &str) -> bool {
    without_unit(text).bytes().all(|byte| matches!(byte, b'0' | b'.'))
}
