//! What is posted stays up as long as the law wants, wherever it is posted. How long objections are taken is another
//! matter: a window may be over while its notice still hangs.

use std::collections::BTreeMap;

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::length::Length;
use crate::model::record::Record;
use crate::model::window::{Channel, State, Window};
use crate::site::Site;

rules! {
    /// Taken down too soon.
    SHORT: Warning "posting/short" {
        zh: "“{places}”从 {posted} 贴到 {last}，只有 {days} 天；从 {since} 起至少要贴 {least} {unit}，到 {lawful} 为止（{source}）" => "公示期照旧；加一行 `until: {lawful}`，写明贴到哪一天，在 `channels` 里写了撤下日期的，改成 {removed} 或以后实际撤下的日子",
        en: "“{places}” had it from {posted} to {last}, {days} {days|day|days}; since {since} it must hang for {least} {unit} at least, to {lawful} ({source})" => "the window may stay as it is: say how long it hangs with `until: {lawful}`, or give {removed} or a later day as that on which it was taken down",
        wrong: "published: 2026-07-16\nuntil: 2026-07-23", right: "published: 2026-07-16\nuntil: 2026-07-31",
        source: "{villagers-committees-law/disclosure}、{residents-committees-law/disclosure}：公布的期限不得少于十五日；别的地方在 portal.yaml 的 `posting:` 里改", "{villagers-committees-law/disclosure}; {residents-committees-law/disclosure}: fifteen days; set your own under `posting:` in portal.yaml",
    }
}

/// A place of posting with its first and its last day on view.
struct Posted<'a> {
    place: &'a str,
    posted: Date,
    last: Date,
}

/// Checks the newest version of every notice of a unit that the rule binds.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let (portal, posting) = (site.portal(), &site.portal().config.posting);
    let Some(least) = posting.least else { return };
    for record in site.public.records.current() {
        let mut short: BTreeMap<(Date, Date), Vec<&str>> = BTreeMap::new();
        for one in places(record, site.today) {
            if one.last < lawful(site, one.posted, least) && portal.must_post(record, one.posted) {
                short.entry((one.posted, one.last)).or_default().push(one.place);
            }
        }
        for ((posted, last), places) in short {
            let lawful = lawful(site, posted, least);
            let at = record.window.as_ref().map_or(&record.span, |window| &window.span);
            let found = Diagnostic::new(&SHORT, at.clone()).with_items("places", places);
            let found = found.with("posted", posted).with("last", last).with("days", posted.days_until(last));
            let found = found.with("least", least.count).with_word("unit", least.word()).with("lawful", lawful);
            let found = found.with("since", posting.since.unwrap_or(posted)).with("removed", lawful.plus(1));
            diags.push(found.with_label("source", &portal.laws.told(&posting.source, posted)));
        }
    }
}

fn lawful(site: &Site, posted: Date, least: Length) -> Date {
    least.end(posted, &site.portal().calendar).day
}

/// Where a notice hangs and until when. Where nothing says when it goes, it hangs to the end of its window; one without a
/// window, to the day that it names; one that names none, always. The page on the web stays unless it was removed.
fn places(record: &Record, today: Date) -> Vec<Posted<'_>> {
    let Some(window) = &record.window else {
        let last = record.until.filter(|_| *record.kind == *NOTICE);
        return last.map(|last| Posted { place: &record.title, posted: record.published, last }).into_iter().collect();
    };
    let posted = window.term(today).posted;
    // That it was taken down before its end is told as such.
    if window.state(today) == State::CutShort {
        return Vec::new();
    }
    if window.channels.is_empty() {
        return vec![Posted { place: &record.title, posted, last: last(record, window, None) }];
    }
    let of = |channel: &'_ Channel| (channel.posted.unwrap_or(posted), last(record, window, channel.removed));
    let goes = |channel: &&Channel| *channel.name != *WEB || channel.removed.is_some() || window.removed.is_some();
    let places = window.channels.iter().filter(goes).map(|channel| {
        let (posted, last) = of(channel);
        Posted { place: &channel.name, posted, last }
    });
    places.collect()
}

/// The last full day: the one before it was taken down, else that which the record names, else the end of the window.
fn last(record: &Record, window: &Window, removed: Option<Date>) -> Date {
    let removed = removed.or_else(|| window.removed.as_ref().map(|removed| removed.value));
    let end = window.turns.last().map_or(window.planned, |turn| turn.last);
    removed.map_or_else(|| record.until.map_or(end, |until| until.max(end)), |removed| removed.plus(-1))
}

/// The kind of records that hang until a day, where others are in force until one.
const NOTICE: &str = "notice";
/// The place of posting that the site itself is.
const WEB: &str = "web";
