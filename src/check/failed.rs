//! Who failed two appraisals in a row is noted, until a record says what came of it.

use std::collections::BTreeMap;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::blocks::answer::Standing;
use crate::publish::index::Seen;
use crate::site::{Earlier, Site};

rules! {
    /// A subject failed two appraisals in a row.
    TWICE: Note "appraisal/failed-twice" {
        zh: "{who} 在 {before} 和 {now} 连续两次评为“{band}”，还没有记录写明怎么处理" => "按规定处理以后另发一条记录，写 `follows: {record}`，两边的页面就互相链接",
        en: "{who} was “{band}” in {before} and in {now}, twice in a row, and no record says what came of it" => "once it is dealt with, publish a record with `follows: {record}`: both pages then link to each other",
        source: "{villagers-committees-law/appraisal}；{residents-committees-law/appraisal}：村（居）民委员会成员连续两次被评议不称职的，其职务终止", "{villagers-committees-law/appraisal}; {residents-committees-law/appraisal}: a member who fails two reviews in a row loses the post",
    }
}

/// Checks the newest version of every appraisal that nothing follows up.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    for record in site.public.records.current().filter(|record| record.followers.is_empty()) {
        for (slot, block) in &record.slots {
            let failed: Vec<_> = block.standings().into_iter().filter(|one| one.has_failed).collect();
            let earlier = if failed.is_empty() { BTreeMap::new() } else { site.results_before(record, slot) };
            let twice = failed.iter().filter_map(|now| twice(record, now, earlier.get(now.who)?));
            twice.for_each(|twice| diags.push(twice));
        }
    }
}

/// That a subject failed now and before.
fn twice(record: &Seen, now: &Standing<'_>, earlier: &Earlier<'_>) -> Option<Diagnostic> {
    let before = earlier.record.period.filter(|_| earlier.standing.has_failed)?;
    let twice = Diagnostic::new(&TWICE, now.span.clone()).with("who", now.who);
    let twice = twice.with("band", now.band.map_or("", |band| band)).with("before", before).with("now", record.period?);
    Some(twice.with("record", format!("/{}", record.id)))
}
