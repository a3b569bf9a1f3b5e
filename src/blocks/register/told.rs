//! What rows say that cannot be: a cell where there is nothing to say, somebody who stands twice.

use std::collections::BTreeMap;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::base::source::Span;
use crate::blocks::mask::Mask;
use crate::blocks::register::{Register, RegisterOptions, Row};

rules! {
    /// A cell is filled in a row for which its column is not.
    NOT_FOR: Error "register/cell-not-for-row" {
        zh: "“{by}”是 {value}，却填了“{column}”：合计会把它也加进去" => "删去这一栏；要写明当初申请多少的，写在说明里。只有“{by}”是 {known} 的才填",
        en: "“{by}” is {value}, yet “{column}” is filled in: the totals would add it" => "empty the cell; what was asked for goes into a note. It is for rows where “{by}” is {known}",
        wrong: "- {救助项目: 临时救助, 户主: 张建国, 一次救助金额: 800, 决定: 不同意}", right: "- {救助项目: 临时救助, 户主: 张建国, 决定: 不同意}",
    }
    /// Somebody stands twice in columns in which nobody may.
    TWICE: Warning "register/named-twice" {
        zh: "“{column}”里的人，在这张表的 {once} 里已经写过一次" => "查对是不是写了两遍；同名的两个人，在名字后面写明组别",
        en: "who stands under “{column}” stands under {once} of this table already" => "see whether somebody was written twice; of two people of one name say where they live",
        wrong: "- {受委托人: 张建国, 委托人一: 李秀英}\n- {受委托人: 王德明, 委托人一: 李秀英}", right: "- {受委托人: 张建国, 委托人一: 李秀英}\n- {受委托人: 王德明, 委托人一: 赵玉兰}",
    }
}

/// In the place of what no message may tell.
pub(super) const HIDDEN: Text = Text { zh: "（不公开的内容）", en: "(not public)" };

/// Reports each cell of a row for which its column is not.
pub(super) fn check_row(row: &Row, options: &RegisterOptions, diags: &mut Diagnostics) {
    let filled = options.columns.iter().zip(&row.cells).filter(|(_, cell)| !cell.is_empty());
    for (column, _) in filled {
        let Some(only) = &column.only else { continue };
        let Some(by) = options.column(&only.by.value) else { continue };
        let value = row.cells[by].text();
        if value.is_empty() || only.is.iter().any(|own| **own == *value) {
            continue;
        }
        let other = &options.columns[by];
        let wrong = Diagnostic::new(&NOT_FOR, row.span.clone()).with_label("column", &column.label);
        let wrong = wrong.with_label("by", &other.label).with_list("known", &only.is);
        diags.push(match other.mask {
            Mask::Shown => wrong.with("value", value),
            _ => wrong.with_word("value", HIDDEN),
        });
    }
}

/// Reports who stands twice in the columns in which nobody may. Who it is stays unsaid: names may be masked.
pub(super) fn check_once(register: &Register, diags: &mut Diagnostics) {
    let options = &register.options;
    let columns: Vec<usize> = options.once.iter().filter_map(|name| options.column(name)).collect();
    let labels = || columns.iter().map(|at| options.columns[*at].label.home());
    let mut seen: BTreeMap<String, &Span> = BTreeMap::new();
    for row in &register.rows {
        for at in columns.iter().filter(|at| !row.cells[**at].is_empty()) {
            if let Some(first) = seen.insert(row.cells[*at].text(), &row.span) {
                let label = Text { zh: "第一次写在这里", en: "first here" };
                let twice = Diagnostic::new(&TWICE, row.span.clone()).with_list("once", labels());
                diags.push(twice.with_label("column", &options.columns[*at].label).label(first.clone(), label));
            }
        }
    }
}
