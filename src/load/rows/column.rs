//! Columns of a table: what the head says of each, and what a cell below it is.

use crate::base::currency::Currency;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::source::Span;
use crate::base::written;
use crate::base::yaml::{Key, Value};
use crate::blocks::heads::{Head, Sort};
use crate::load::rows::cell::YUAN_OR_YEN;
use crate::load::rows::head::Named;
use crate::load::rows::unit::{self, Shift};
use crate::load::rows::{PERHAPS_CUT, Raw, digits_of_zeros};

rules! {
    /// A cell in a column without a head.
    NAMELESS: Error "rows/cell-without-head" {
        zh: "这一格（`{value}`）上面的表头是空的，不知道是哪一栏" => "补上表头；不公开的，删去这一栏",
        en: "the head above this cell (`{value}`) is empty, so that nobody knows its column" => "write the head; if it is not to be published, delete the column",
        wrong: "姓名,,人数\n张建国,一组,3", right: "姓名,村民小组,人数\n张建国,一组,3",
    }
    /// A head that is not quite the name of its column.
    AS: Note "rows/head-read-as" {
        zh: "表头“{head}”按“{column}”一栏读取" => "是这一栏，就把表头改成“{column}”；不是，就换成另一栏的名字",
        en: "the head “{head}” is read as column “{column}”" => "if that is the column, write “{column}”; else the name of another one",
        wrong: "姓名,金额\n张建国,1200", right: "姓名,全户金额\n张建国,1200",
    }
    /// A unit above the head that holds for all amounts.
    UNIT: Note "rows/unit-above-head" {
        zh: "表格上写着“单位：{unit}”，表头没有写单位的{columns}按{unit}读取" => "写在各栏的表头里更清楚，如“收入（{unit}）”",
        en: "the table gives the unit {unit}, in which columns without a unit in their head are read: {columns}" => "it is clearer in the heads, like “收入（{unit}）”",
        wrong: "单位：万元,,\n事项,类别,收入\n租金,发包租赁,1.2", right: "事项,类别,收入（万元）\n租金,发包租赁,1.2",
    }
    /// Units around the table that contradict each other, or stand where they come too late.
    UNITS: Error "rows/unclear-unit" {
        zh: "{what}“{unit}”，不知道金额是什么单位" => "只留一处，写在各栏的表头里，如“收入（万元）”，其他地方的单位删去",
        en: "{what} “{unit}”, so that nobody knows the unit of the amounts" => "give it once, in the heads, like “收入（万元）”, and delete the others",
        wrong: "石桥村收支（元）,,,单位：万元\n日期,事项,类别,收入\n2025-04-03,租金,发包租赁,1.2", right: "日期,事项,类别,收入（万元）\n2025-04-03,租金,发包租赁,1.2",
    }
    /// Amounts of which some have a unit in their heads and others not.
    SOME: Warning "rows/unit-on-some" {
        zh: "“{column}”一栏写明了单位“{unit}”，没有写的{others}按{own}读了进来" => "把单位写进每一栏的表头，如“支出（{own}）”",
        en: "column “{column}” has the unit “{unit}” in its head; what has none was read in {own}: {others}" => "write the unit into each head, like “支出（{own}）”",
        wrong: "日期,事项,类别,收入（万元）,支出\n2025-04-03,租金,发包租赁,1.2,", right: "日期,事项,类别,收入（万元）,支出（元）\n2025-04-03,租金,发包租赁,1.2,",
    }
    /// A unit in the head that is not that of the column.
    OTHER_UNIT: Error "rows/other-unit" {
        zh: "表格里写的单位是“{unit}”，“{column}”一栏的单位却是“{own}”" => "把数换算成{own}，再改表头；单位写对就能读",
        en: "the table gives the unit “{unit}”, but column “{column}” is in “{own}”" => "convert the numbers to {own}, then mend the head",
        wrong: "事项,类别,收入（美元）\n租金,发包租赁,1200", right: "事项,类别,收入（元）\n租金,发包租赁,8640",
    }
    /// A cell with another unit than its head.
    CELL_UNIT: Warning "rows/cell-unit" {
        zh: "“{column}”一栏的单位是“{unit}”，这一格写的却是 `{value}`，按这一格自己的单位读了进来" => "查对这个数，改成以“{unit}”为单位；单位设在单元格格式里的，把格式也改掉；写错的是表头，就改表头",
        en: "column “{column}” is in {unit}, but this cell says `{value}` and was read in its own unit" => "look the number up and write it in {unit}; where the unit is in the cell's number format, change that too; if the head is wrong, mend the head",
        wrong: "事项,类别,收入（万元）\n租金,发包租赁,1200元", right: "事项,类别,收入（万元）\n租金,发包租赁,0.12",
    }
    /// A sign for nothing in a column of numbers.
    NOTHING: Note "rows/read-as-empty" {
        zh: "“{column}”一栏写的是 `{value}`，按空白读取" => "没有数的，空着不填；数是 0 的，写 0",
        en: "`{value}` in column “{column}” is read as empty" => "leave the cell empty where there is no number; write 0 where it is nought",
        wrong: "日期,事项,类别,收入,支出\n2025-04-03,租金,发包租赁,1200,—", right: "日期,事项,类别,收入,支出\n2025-04-03,租金,发包租赁,1200,",
    }
    /// A column that the form does not have, with nothing in it.
    EMPTY: Note "rows/empty-column" {
        zh: "“{head}”不是这种格式的栏，里面也没有内容，没有读" => "这一栏可以从表格里删去",
        en: "“{head}” is no column of this form, has nothing below it, and was left out" => "the column may be deleted",
        wrong: "姓名,人数,盖章\n张建国,3,\n李秀英,2,", right: "姓名,人数\n张建国,3\n李秀英,2",
    }
    /// A number that is merged over several rows.
    MERGED: Error "rows/merged-number" {
        zh: "“{column}”一栏的 `{value}` 是合并单元格，占了几行：每行都算，就多算了" => "取消合并，把这个数只写在它所属的那一行，或分开写在各行",
        en: "`{value}` in column “{column}” is merged over several rows: counted in each, it would be counted too often" => "unmerge it and write the number in the row that it belongs to, or each row's own number",
    }
}

/// A column as the head of the table has it.
pub(super) struct Column {
    pub(super) key: Key,
    /// Its head as it was written.
    pub(super) written: String,
    /// Its place among those of the form.
    pub(super) form: Option<usize>,
    pub(super) sort: Option<Sort>,
    /// Power of ten by which its numbers are raised.
    pub(super) shift: i32,
    /// The unit that its head or the table gives.
    pub(super) unit: Option<String>,
    /// A row with it has been kept.
    pub(super) is_told: bool,
    /// Something stands below it.
    pub(super) is_filled: bool,
    /// It has no head, which has been reported.
    pub(super) is_reported: bool,
}

impl Column {
    /// The column under a cell of the head, and what is to be told of it.
    pub(super) fn of(cell: Raw, named: Option<Named>, heads: &[Head], diags: &mut Diagnostics) -> Self {
        let written = cell.text.clone();
        let mut key = Key { text: cell.text, span: cell.span, is_told: false };
        written::tidy_key(&mut key, None, diags);
        let is_reported = cell.fault.is_some();
        let mut column = Self {
            written,
            key,
            form: None,
            sort: None,
            shift: 0,
            unit: None,
            is_told: false,
            is_filled: false,
            is_reported,
        };
        let Some((named, own)) = named.and_then(|named| Some((heads.get(named.column)?, named))) else {
            return column;
        };
        (column.form, column.sort, column.shift) = (Some(own.column), Some(named.sort), own.shift);
        column.unit = own.unit.clone();
        if own.is_guess {
            let guess = Diagnostic::new(&AS, column.key.span.clone()).with_own("column", named.name());
            // Words that the program knows, and units, say nothing of the rows.
            let is_known = own.unit.is_some() || !column.key.text.ends_with([')', '）', ']', '】']);
            let head = &column.key.text;
            diags.push(if is_known { guess.with_own("head", head) } else { guess.with("head", head) });
        }
        if own.is_other_unit {
            let unit = own.unit.unwrap_or_default();
            diags.push(other_unit(named, &unit, column.key.span.clone()));
        }
        if !named.is(&column.key.text) {
            column.key.text = named.name().to_string();
        }
        column
    }

    /// Whether its cells can be added up.
    pub(super) fn is_number(&self) -> bool {
        self.sort.is_some_and(Sort::is_number)
    }

    /// Whether its cells are amounts.
    pub(super) fn is_money(&self) -> bool {
        self.sort == Some(Sort::Money)
    }

    /// Tells once that cells stand below an empty head.
    pub(super) fn refuse(&mut self, cell: &Raw, diags: &mut Diagnostics) {
        if !cell.is_blank() && !std::mem::replace(&mut self.is_reported, true) {
            diags.push(Diagnostic::new(&NAMELESS, cell.span.clone()).with("value", &cell.text));
        }
    }

    /// What a cell is, with what is to be told of it.
    pub(super) fn read(&self, cell: &Raw, heads: &[Head], diags: &mut Diagnostics) -> Value {
        if let Some(fault) = &cell.fault {
            diags.push(fault.diagnostic(&cell.span));
            return Value::Unread;
        }
        if self.is_number() && unit::is_nothing(&cell.text) {
            let nothing = Diagnostic::new(&NOTHING, cell.span.clone()).with_own("value", &cell.text);
            diags.push(nothing.with_own("column", &self.key.text));
            return Value::Empty;
        }
        if digits_of_zeros(&cell.text).is_some() {
            let cut = Diagnostic::new(&PERHAPS_CUT, cell.span.clone()).with_own("digits", cell.text.len());
            diags.push(cut);
            return Value::Text(cell.text.clone());
        }
        if cell.text.is_empty() { Value::Empty } else { self.value(cell, heads, diags) }
    }

    /// What a cell says in the unit of the form; told is a unit of its own that is not that of its head.
    fn value(&self, cell: &Raw, heads: &[Head], diags: &mut Diagnostics) -> Value {
        let Some(form) = self.form.and_then(|at| heads.get(at)) else { return Value::Text(cell.text.clone()) };
        let shown = shown_unit(cell, &form.currency);
        if !form.sort.is_number() {
            // Where no number is asked for, a unit belongs to what is shown.
            return Value::Text(format!("{}{}", cell.text, unit::power(shown).1));
        }
        let own = if shown.is_empty() { unit::own_unit(&cell.text, &form.currency) } else { shown.to_owned() };
        match unit::shift(&own, form) {
            Shift::Other if !shown.is_empty() => {
                diags.push(other_unit(form, shown, cell.span.clone()));
                return Value::Unread;
            }
            Shift::By(power) if !own.is_empty() => {
                if let Some(unit) = self.unit.as_ref().filter(|_| power != self.shift) {
                    let value = format!("{}{shown}", cell.text.trim_end_matches('万'));
                    let other = Diagnostic::new(&CELL_UNIT, cell.span.clone()).with("value", value);
                    diags.push(other.with_own("column", &self.key.text).with_own("unit", unit));
                }
            }
            _ if self.shift != 0 => {
                return Value::Text(
                    unit::raised(&cell.text, self.shift, &form.currency).unwrap_or_else(|| cell.text.clone()),
                );
            }
            _ => {}
        }
        Value::Text(cell.text.clone())
    }
}

/// The unit that the format of a number shows. The sign of yuan and yen is that of the currency, if it is one of these.
fn shown_unit<'u>(cell: &'u Raw, currency: &'u Currency) -> &'u str {
    match &*cell.unit {
        YUAN_OR_YEN if currency.marks.iter().any(|mark| **mark == *YUAN_OR_YEN) => currency.unit.home(),
        YUAN_OR_YEN if currency.code.is_empty() => "",
        unit => unit,
    }
}

/// A unit that cannot be made that of the column.
pub(super) fn other_unit(head: &Head, unit: &str, span: Span) -> Diagnostic {
    let other = Diagnostic::new(&OTHER_UNIT, span).with_own("unit", unit).with_own("column", head.name());
    other.with_own("own", &head.unit)
}
