//! Records belong to a time in which their unit existed.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::model::org::OrgId;
use crate::model::record::Record;
use crate::site::Site;

rules! {
    /// A record of a unit that did not exist.
    OUTSIDE: Warning "record/outside-life" {
        zh: "{date} 时“{org}”{state}（{limit}）" => "查对日期；撤并后的事项放进接续单位的文件夹，补录的旧事项写对 `period`",
        en: "on {date}, “{org}” {state} ({limit})" => "look up the date; after a merger, records belong into the folder of the successor",
        source: "记录归当时存在的单位；汇总按接续关系合计", "a record stays with the unit that existed; roll-ups follow successors",
    }
}

const BEFORE: Text = Text { zh: "还没有设立", en: "had not been founded yet" };
const AFTER: Text = Text { zh: "已经不存在", en: "no longer existed" };

/// Checks every record against the life of its unit.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    for record in site.public.records.all() {
        check_record(site, record, record.org, diags);
    }
}

fn check_record(site: &Site, record: &Record, org: OrgId, diags: &mut Diagnostics) {
    let orgs = &site.portal().orgs;
    let (life, day) = (orgs.life(org), record.period.map_or(record.published, |period| period.start));
    let end = record.period.map_or(record.published, |period| period.end);
    let (date, state, limit) = match (life.start, life.end) {
        (Some(start), _) if end < start => (end, BEFORE, start),
        (_, Some(last)) if day > last => (day, AFTER, last),
        _ => return,
    };
    let outside = Diagnostic::new(&OUTSIDE, record.span.clone()).with("date", date).with("org", &orgs.get(org).name);
    diags.push(outside.with_word("state", state).with("limit", limit));
}
