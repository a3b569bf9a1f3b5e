//! The catalogue can be computed: somebody owes each item, its deadline is a date, and a record meets one item.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::site::Site;

rules! {
    /// Nobody owes an item.
    UNOWED: Warning "catalogue/nobody-owes" {
        zh: "没有单位要公开“{name}”：`owed-by` 写的层级、类型或单位在本网都没有" => "查对 `owed-by: {levels: [village]}` 里的层级名，或写单位的路径 `orgs: [/fengming]`",
        en: "no unit owes “{name}”: the portal has none of the levels, types or units of `owed-by`" => "look up the names in `owed-by: {levels: [village]}`, or name units by path: `orgs: [/fengming]`",
        wrong: "owed-by: {levels: [hamlet]}", right: "owed-by: {levels: [village]}",
    }
    /// A deadline that cannot be computed.
    UNCOMPUTED: Warning "catalogue/not-computed" {
        zh: "“{name}”的公开时限算不出日期，不计入公开进度" => "`every` 写 month、quarter、half 或 year；`after` 目前只认 formed（形成日期）；每届一次的事项暂不计算",
        en: "the deadline of “{name}” gives no date; it is left out of coverage" => "`every` takes month, quarter, half or year; `after` knows formed only; once-per is not computed yet",
        wrong: "due: {every: fortnight}", right: "due: {every: month, by-day: 15}",
    }
    /// A record fits several items.
    AMBIGUOUS: Warning "record/ambiguous-item" {
        zh: "这个记录符合目录里不止一个事项，不知道算哪一个" => "加一行 `catalogue: 事项编号`：{items}",
        en: "this record fits more than one item of the catalogue" => "add `catalogue: ITEM` with one of: {items}",
        wrong: "kind: finance", right: "kind: finance\ncatalogue: village-finance",
    }
}

/// Checks the catalogue against units and records.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let portal = site.portal();
    for (items, rule) in [(&site.coverage.unowed, &UNOWED), (&site.coverage.uncomputed, &UNCOMPUTED)] {
        for item in items.iter().map(|at| &portal.catalogue[*at]) {
            diags.push(Diagnostic::new(rule, item.span.clone()).with("name", &item.name));
        }
    }
    for record in site.coverage.ambiguous.iter().filter_map(|id| portal.record(id)) {
        let of_kind = |kind: &str| kind == &*record.kind;
        let fitting =
            portal.catalogue.iter().filter(|item| item.kind.as_ref().is_some_and(|kind| of_kind(&kind.value)));
        let items: Vec<String> = fitting.map(|item| format!("`{}`", item.id)).collect();
        diags.push(Diagnostic::new(&AMBIGUOUS, record.span.clone()).with("items", items.join(" ")));
    }
}
