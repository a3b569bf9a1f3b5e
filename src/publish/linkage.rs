//! What public rows say together of a person, though each of their cells may be shown: a part of an identity number beside
//! an age, two masks of one number, a few rows of a sort that nobody should be found by.
//!
//! Such cells are taken out of the rows until the record accepts it (`accept:`): parts of numbers, days of birth, places of
//! a few. Nothing of a cell is told in these messages, not even masked: they say which columns, how many numbers or rows are left.

mod few;
mod known;
mod trace;
mod twice;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::base::diag::{Diagnostic, Diagnostics, Rule, rules};
use crate::blocks::register::Register;
use crate::model::Portal;
use crate::model::id::SlotName;
use crate::model::org::OrgId;
use crate::model::record::Status;
use crate::publish::index::{Index, Place, Seen};
use crate::publish::linkage::trace::{Ground, Heads, Trace};

rules! {
    /// The cells of a row leave few numbers for its person.
    LINKAGE: Warning "privacy/linkage" {
        zh: "“{columns}”连起来看，一个人的身份证号最少只剩 {count} 种可能（不足 {limit} 种），这样的有 {rows} 行" => "证件号一栏整栏不公开（删去这一栏，或在格式里写 `type: id-number`，不写 `mask: shown`）；年龄、出生日期、性别用不上的也删去。改好之前，这些行里的证件号、出生日期一律不公开；依法必须公开的，写 `accept: [{rule: privacy/linkage, reason: 理由}]`",
        en: "“{columns}” together leave as few as {count} identity {count|number|numbers} for a person (under {limit}); {rows} {rows|row is|rows are} like that" => "publish nothing of the number (drop the column, or give it `type: id-number` without `mask: shown` in the form), and drop age, birth and sex where nobody needs them; until then numbers and days of birth in these rows are not shown. If a law requires them, write `accept: [{rule: privacy/linkage, reason: why}]`",
        wrong: "list:\n  - {序号: 1, 姓名: 张小三, 备注: \"110105********002X，67岁\", 年龄: 67}", right: "list:\n  - {序号: 1, 姓名: 张小三}",
        source: "{personal-information/minimum}；GB/T 42460-2023", "{personal-information/minimum}; GB/T 42460-2023",
    }
    /// A list without names has few rows of a sort.
    FEW: Warning "privacy/few-of-a-kind" {
        zh: "隐去姓名的名单里，“{value}”的在同一个“{column}”里最少只有 {count} 人（不足 {smallest} 人），知情的人一看就知道是谁；这样的有 {groups} 处" => "删去“{column}”一栏，或把“{value}”并进大一些的类别；只要人数的，整条写 `audience: restricted` 和 `disclose: counts`。改好之前，这些行的“{column}”不公开",
        en: "a list without names has as few as {count} of “{value}” in one “{column}” (under {smallest}): whoever knows the place knows who; {groups} {groups|place is|places are} like that" => "drop the column “{column}”, or put “{value}” into a wider class; if numbers are enough, write `audience: restricted` and `disclose: counts`; until then “{column}” is not shown in these rows",
        wrong: "entries:\n  - {小组: 一组, 类别: 残疾}\n  - {小组: 一组, 类别: 残疾}\n  - {小组: 二组, 类别: 其他}", right: "entries:\n  - {类别: 残疾}\n  - {类别: 残疾}\n  - {类别: 其他}",
        source: "GB/T 42460-2023《信息安全技术 个人信息去标识化效果评估指南》", "GB/T 42460-2023, assessing the effect of de-identification",
    }
}

/// Under how many numbers one is as good as told. A village has about a thousand people: where fewer numbers fit than
/// people might have them, whoever tries them at a counter or a login finds the one.
const LIMIT: u64 = 1_000;

/// A list of a record. Versions that were corrected stay readable, so theirs are looked at too, without a message.
#[derive(Clone, Copy, Debug)]
struct Listed<'a> {
    record: &'a Seen,
    slot: &'a SlotName,
    list: &'a Register,
}

/// A list with what its rows tell.
struct List<'a> {
    listed: Listed<'a>,
    traces: Vec<Trace<'a>>,
}

/// Cells of lists, each by the places of its row and column.
type Cells = BTreeMap<(Place, SlotName), BTreeSet<(usize, usize)>>;

/// What was found.
#[derive(Default)]
struct Found {
    told: Diagnostics,
    hidden: Cells,
}

impl Listed<'_> {
    /// Whether whoever publishes the record says that it may tell this.
    fn accepts(&self, rule: &Rule) -> bool {
        self.record.accept.iter().any(|accept| *accept.rule.value == *rule.name)
    }
}

impl Found {
    /// Tells of cells, which go unless their record accepts it.
    fn tell(&mut self, listed: Listed<'_>, told: Diagnostic, cells: impl Iterator<Item = (usize, usize)>) {
        if !listed.accepts(told.rule) {
            self.hide(listed, cells);
        }
        if listed.record.is_current() {
            self.told.push(told);
        }
    }

    fn hide(&mut self, listed: Listed<'_>, cells: impl Iterator<Item = (usize, usize)>) {
        self.hidden.entry((listed.record.place, listed.slot.clone())).or_default().extend(cells);
    }
}

/// Takes out of every list what tells too much together with the rest, and tells of it.
pub(super) fn settle(portal: &Portal, records: &mut Index) -> Diagnostics {
    let Found { told, hidden } = find(portal, records);
    for ((place, slot), cells) in &hidden {
        records.without_cells(*place, slot, cells);
    }
    told
}

fn find(portal: &Portal, records: &Index) -> Found {
    let (mut heads, mut found) = (Heads::default(), Found::default());
    let mut units: BTreeMap<OrgId, Vec<&Seen>> = BTreeMap::new();
    for record in records.all().iter().filter(|seen| seen.status == Status::Published) {
        units.entry(record.org).or_default().push(record);
    }
    for (org, mut records) in units {
        records.sort_by_key(|record| Reverse(record.published));
        let code = portal.orgs.inherited(org, |org| org.code.as_deref());
        let mut lists: Vec<List<'_>> = Vec::new();
        for record in records {
            let ground = Ground { code, day: record.day() };
            for (slot, block) in &record.slots {
                let Some(list) = block.as_register() else { continue };
                let listed = Listed { record, slot, list };
                few::find(listed, &mut found);
                let traces = heads.traces(list, ground);
                find_rows(listed, &traces, &mut found);
                lists.extend((!traces.is_empty()).then_some(List { listed, traces }));
            }
        }
        twice::find(&lists, &mut found);
    }
    found
}

/// Tells of the row that leaves the fewest numbers, for all that leave few.
fn find_rows(listed: Listed<'_>, traces: &[Trace<'_>], found: &mut Found) {
    let counted = traces.iter().map(|trace| (trace.known.count(), trace)).filter(|(count, _)| *count < LIMIT);
    let rows: Vec<(u64, &Trace<'_>)> = counted.collect();
    let Some((count, least)) = rows.iter().min_by_key(|(count, _)| *count) else { return };
    let columns: Vec<&str> = least.columns.iter().map(|column| column.label.home()).collect();
    let told = Diagnostic::new(&LINKAGE, least.row.span.clone()).with_own("columns", columns.join("”“"));
    let told = told.with_own("count", count).with_own("limit", LIMIT).with_own("rows", rows.len());
    found.tell(listed, told, rows.iter().flat_map(|(_, trace)| trace.cells.iter().copied()));
}
