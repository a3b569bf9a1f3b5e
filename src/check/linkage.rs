//! What public rows say together of a person, though each of their cells may be shown: a part of an identity number beside
//! an age, two masks of one number, a few rows of a sort that nobody should be found by.
//!
//! Nothing of a cell is told in these messages, not even masked: they say which columns, how many numbers or rows are left.

mod few;
mod known;
mod trace;
mod twice;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::check::linkage::trace::{Ground, Heads, Trace};
use crate::publish::index::Seen;
use crate::site::Site;

rules! {
    /// The cells of a row leave few numbers for its person.
    LINKAGE: Warning "privacy/linkage" {
        zh: "“{columns}”连起来看，一个人的身份证号最少只剩 {count} 种可能（不足 {limit} 种），这样的有 {rows} 行" => "证件号一栏整栏不公开（删去这一栏，或在格式里写 `type: id-number`，不写 `mask: shown`）；年龄、出生日期、性别用不上的也删去",
        en: "“{columns}” together leave as few as {count} identity {count|number|numbers} for a person (under {limit}); {rows} {rows|row is|rows are} like that" => "publish nothing of the number (drop the column, or give it `type: id-number` without `mask: shown` in the form), and drop age, birth and sex where nobody needs them",
        wrong: "list:\n  - {序号: 1, 姓名: 张小三, 备注: \"110105********002X，67岁\", 年龄: 67}", right: "list:\n  - {序号: 1, 姓名: 张小三}",
        source: "{personal-information/minimum}；GB/T 42460-2023", "{personal-information/minimum}; GB/T 42460-2023",
    }
    /// A list without names has few rows of a sort.
    FEW: Warning "privacy/few-of-a-kind" {
        zh: "隐去姓名的名单里，“{value}”的在同一个“{column}”里最少只有 {count} 人（不足 {smallest} 人），知情的人一看就知道是谁；这样的有 {groups} 处" => "删去“{column}”一栏，或把“{value}”并进大一些的类别；只要人数的，整条写 `audience: restricted` 和 `disclose: counts`",
        en: "a list without names has as few as {count} of “{value}” in one “{column}” (under {smallest}): whoever knows the place knows who; {groups} {groups|place is|places are} like that" => "drop the column “{column}”, or put “{value}” into a wider class; if numbers are enough, write `audience: restricted` and `disclose: counts`",
        wrong: "entries:\n  - {小组: 一组, 类别: 残疾}\n  - {小组: 一组, 类别: 残疾}\n  - {小组: 二组, 类别: 其他}", right: "entries:\n  - {类别: 残疾}\n  - {类别: 残疾}\n  - {类别: 其他}",
        source: "GB/T 42460-2023《信息安全技术 个人信息去标识化效果评估指南》", "GB/T 42460-2023, assessing the effect of de-identification",
    }
}

/// Under how many numbers one is as good as told. A village has about a thousand people: where fewer numbers fit than
/// people might have them, whoever tries them at a counter or a login finds the one.
const LIMIT: u64 = 1_000;

/// A list with what its rows tell.
struct List<'a> {
    record: &'a Seen,
    traces: Vec<Trace<'a>>,
}

/// Checks every list of every record that counts.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let mut heads = Heads::default();
    for org in site.public.records.orgs() {
        let records = site.public.records.at_all(site.public.records.of_org(org)).filter(|seen| seen.is_current());
        let code = site.portal().orgs.inherited(org, |org| org.code.as_deref());
        let mut lists: Vec<List<'_>> = Vec::new();
        for record in records {
            let ground = Ground { code, day: record.day() };
            for list in record.slots.iter().filter_map(|(_, block)| block.as_register()) {
                few::check(list, diags);
                let traces = heads.traces(list, ground);
                check_rows(&traces, diags);
                lists.extend((!traces.is_empty()).then_some(List { record, traces }));
            }
        }
        twice::check(&lists, diags);
    }
}

/// Reports the row that leaves the fewest numbers.
fn check_rows(traces: &[Trace<'_>], diags: &mut Diagnostics) {
    let counted = traces.iter().map(|trace| (trace.known.count(), trace)).filter(|(count, _)| *count < LIMIT);
    let found: Vec<(u64, &Trace<'_>)> = counted.collect();
    let Some((count, least)) = found.iter().min_by_key(|(count, _)| *count) else { return };
    let columns: Vec<&str> = least.columns.iter().map(|column| column.label.home()).collect();
    let told = Diagnostic::new(&LINKAGE, least.row.span.clone()).with_own("columns", columns.join("”“"));
    diags.push(told.with_own("count", count).with_own("limit", LIMIT).with_own("rows", found.len()));
}
