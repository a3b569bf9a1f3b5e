//! Counts that are not told, and that whoever lays public lists over each other can work out: what a correction took out of
//! a version that stays readable, and a short list that a longer one contains.
//!
//! What the totals tell is looked after by `rollup::small`. Here is what stands in the records themselves, which no build can
//! take back; these messages tell none of the numbers.

mod contained;
mod cumulative;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::blocks::register::Register;
use crate::model::id::SlotName;
use crate::publish::index::Seen;
use crate::site::Site;

rules! {
    /// What of a sensitive list is not told can be worked out.
    RECOMPUTABLE: Warning "privacy/recomputable" {
        zh: "这一版的敏感名单比仍可查看的上一版少了不足 {smallest} 行，两版一对照就知道删去了谁" => "删去的人本来就不该公开的，在这一条加一行 `leaked: true`，上一版随即撤下；只是以后不再享受的，不写更正，写进下一期名单；确实登错又不怕人知道的，用 `accept` 写明理由",
        en: "the sensitive list of this version has fewer rows than the version before, which stays readable, by less than {smallest}: both together tell who was taken out" => "if they should never have been public, add a line `leaked: true`, and the version before is taken down; if they only get nothing any more, write no correction but the list of the next period; if it was a slip that may be known, say so in `accept`",
        wrong: "period: 2025-06\nsupersedes: 2025-07-02-list\nchanges: 删去一户\nreason: 已不符合条件", right: "period: 2025-07",
        source: "GB/T 42460-2023《信息安全技术 个人信息去标识化效果评估指南》", "GB/T 42460-2023, assessing the effect of de-identification",
    }
}

/// Checks every list that counts.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    for record in site.public.records.current() {
        check_version(site, record, diags);
    }
    contained::check(site, diags);
    cumulative::check(site, diags);
}

/// Compares a correction with the version before it.
fn check_version(site: &Site, record: &Seen, diags: &mut Diagnostics) {
    const SHORT: Text = Text {
        zh: "这一版的敏感名单不足 {smallest} 行，不逐行公开；上一版却逐行列着，还可以查看",
        en: "the sensitive list of this version has fewer than {smallest} rows, which are not shown, but the version before shows its rows and stays readable",
    };
    const BEFORE: Text = Text { zh: "上一版", en: "the version before" };
    let Some(before) = site.public.records.before(record) else { return };
    let lists = sensitive(record).filter_map(|(slot, list)| {
        let (_, old) = sensitive(before).find(|(other, _)| *other == slot)?;
        let listed = u64::try_from(old.len()).ok()?;
        let fewer = listed.checked_sub(list.rows()).filter(|fewer| *fewer > 0)?;
        let is_short = list.is_merged() && list.rows() > 0;
        (is_short || list.options().smallest.is_small(fewer)).then_some((list, is_short))
    });
    // One list is enough: the advice is for the record.
    let Some((list, is_short)) = lists.max_by_key(|(_, is_short)| *is_short) else { return };
    let told = Diagnostic::new(&RECOMPUTABLE, record.span.clone()).with_own("smallest", list.options().smallest);
    let told = if is_short { told.message_instead(SHORT) } else { told };
    diags.push(told.label(before.span.clone(), BEFORE));
}

/// The sensitive lists of a record.
fn sensitive(record: &Seen) -> impl Iterator<Item = (&SlotName, &Register)> {
    let lists = record.slots.iter().filter_map(|(slot, block)| Some((slot, block.as_register()?)));
    lists.filter(|(_, list)| list.options().is_sensitive)
}
