//! Entries of an account whose days lie outside of the period that its record covers.

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, Spanned};
use crate::base::period::Period;
use crate::base::yaml::Node;
use crate::blocks::account::Account;
use crate::blocks::totals;

rules! {
    /// Entries of days outside of the period.
    OUTSIDE: Warning "account/outside-period" {
        zh: "记录的期间是 {start} 至 {end}，有 {count} 笔的日期不在这段时间里，第一笔是 {date} 的“{item}”" => "查对这些日期和 `period:`；日期没有错的，例如上个月的票据本期才入账，就在记录里写 `accept: [{rule: account/outside-period, reason: 为什么}]`",
        en: "the record covers {start} to {end}, but {count} {count|entry lies|entries lie} outside of it, the first of which is “{item}” of {date}" => "look up these days and `period:`; if they are right, such as a bill of the month before that was booked in this period, write `accept: [{rule: account/outside-period, reason: WHY}]` in the record",
        wrong: "- {date: 2025-03-31, item: 租金, category: 发包租赁, in: 50, voucher: 记0401}",
        right: "- {date: 2025-04-03, item: 租金, category: 发包租赁, in: 50, voucher: 记0401}",
        source: "{collective-finance-disclosure}：按期公开本期发生的收支", "{collective-finance-disclosure}: each statement discloses the income and spending of its period",
    }
}

/// Reports entries of other days than those of `period`, which the account's record covers; `node` is what it was
/// read from.
pub(super) fn check(account: &Account, node: &Node, period: Period, diags: &mut Diagnostics) {
    if account.entries.iter().filter_map(|entry| entry.date).all(|date| period.includes(date)) {
        return;
    }
    let mut quiet = Diagnostics::new();
    let Some(written) = Fields::of(node, &mut quiet).node("entries", &mut quiet) else { return };
    let rows = totals::split(written, &mut quiet).rows;
    let days = rows.into_iter().filter_map(|row| {
        let mut fields = Fields::of(row, &mut quiet);
        let date: Spanned<Date> = fields.get("date", &mut quiet)?;
        let item: Arc<str> = fields.get("item", &mut quiet)?;
        (!period.includes(date.value)).then_some((date, item))
    });
    let days: Vec<_> = days.collect();
    let Some((date, item)) = days.first() else { return };
    let outside = Diagnostic::new(&OUTSIDE, date.span.clone()).with("count", days.len());
    let outside = outside.with("start", period.start).with("end", period.end);
    diags.push(outside.with("date", date.value).with("item", item));
}
