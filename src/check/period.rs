//! The title of a record and its `period` speak of the same time, and its window of the days around its publication: what
//! is copied from the quarter or the year before keeps the one and gets the other.

use crate::base::date::to_half_width;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::period::{Grain, Period};
use crate::model::record::Record;
use crate::site::Site;

rules! {
    /// The title names another time than the period.
    TITLE: Warning "record/other-period" {
        zh: "标题说的是 {said}，`period` 写的是 {period}" => "查对两处：哪一处是照抄上一期的，改哪一处；标题说的确是别的时间的，写 `accept: [{rule: record/other-period, reason: 为什么}]`",
        en: "the title speaks of {said}, `period` says {period}" => "look up both, and mend the one that was copied from before; if the title does speak of another time, write `accept: [{rule: record/other-period, reason: WHY}]`",
        wrong: "title: 石桥村2026年第四季度财务收支\nperiod: 2026Q3", right: "title: 石桥村2026年第三季度财务收支\nperiod: 2026Q3",
    }
    /// A window that begins far from the day of publication.
    WINDOW: Warning "window/far-from-publication" {
        zh: "公示从 {posted} 起，记录是 {published} 公布的，相差 {days} 天：像是照抄了以前的日期" => "查对 `from` 和 `published` 的年份；日期没有错的，写 `accept: [{rule: window/far-from-publication, reason: 为什么}]`",
        en: "the window begins on {posted}, the record was published on {published}, {days} {days|day|days} apart: the days seem to be copied from an earlier one" => "look up the years of `from` and `published`; if they are right, write `accept: [{rule: window/far-from-publication, reason: WHY}]`",
        wrong: "published: 2026-07-10\nwindow: {from: 2025-07-10, days: 7, outcome: 没有异议}", right: "published: 2026-07-10\nwindow: {from: 2026-07-10, days: 7, outcome: 没有异议}",
    }
}

/// A year that was copied is no further away.
const COPIED: u16 = 2;

/// A window that begins within so many days of the publication may be meant.
const NEAR: i64 = 180;

/// Checks every record that counts.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    for record in site.public.records.current() {
        if let Some(period) = record.period
            && let Some(said) = other(&record.title, period)
        {
            let told = Diagnostic::new(&TITLE, record.span.clone()).with("said", said);
            diags.push(told.with("period", period));
        }
        window(record).into_iter().for_each(|one| diags.push(one));
    }
}

fn window(record: &Record) -> Option<Diagnostic> {
    let window = record.window.as_ref()?;
    let days = record.published.days_until(window.posted).abs();
    let told = Diagnostic::new(&WINDOW, window.span.clone()).with("posted", window.posted);
    (days > NEAR).then(|| told.with("published", record.published).with("days", days))
}

/// The first time that a title names, if it names some and none of them lies within `period`, or this in it.
fn other(title: &str, period: Period) -> Option<Period> {
    let year = period.start.year();
    let mut said = named(&to_half_width(title), year);
    // A year long before or after is that of a plan, a census, a beginning.
    said.retain(|said| said.grain != Grain::Year || said.start.year().abs_diff(year) <= COPIED);
    let meets = |said: &Period| said.start <= period.end && period.start <= said.end;
    if said.iter().any(meets) { None } else { said.first().copied() }
}

/// Every time that a title names: a year with or without a part of it, and a quarter of `year` that has none of its own.
fn named(title: &str, year: i16) -> Vec<Period> {
    /// A quarter in words with its year.
    const LONGEST: usize = 12;
    let signs: Vec<char> = title.chars().collect();
    let (mut said, mut at) = (Vec::new(), 0);
    while at < signs.len() {
        let is_inside = at > 0 && signs[at - 1].is_ascii_digit();
        let text = |length: usize| signs[at..at + length].iter().collect::<String>();
        let has_year = signs[at..].iter().take(4).filter(|sign| sign.is_ascii_digit()).count() == 4;
        let most = signs.len() - at;
        let found = if has_year {
            let lengths = (5..=LONGEST.min(most)).rev();
            lengths
                .map(|length| (length, text(length)))
                .find_map(|(length, text)| Some((length, Period::parse(&text)?)))
        } else {
            let mut lengths = (3..=4.min(most)).rev();
            lengths.find_map(|length| Some((length, Period::parse(&format!("{year}年{}", text(length)))?)))
        };
        let found = found.filter(|_| !is_inside);
        match found {
            Some((length, period)) => {
                said.push(period);
                at += length;
            }
            None => at += 1,
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::other;
    use crate::base::period::Period;

    #[test]
    fn a_title_may_speak_of_its_period_of_a_part_of_it_or_of_nothing() {
        let check = |title: &str, period: &str| other(title, Period::parse(period).unwrap()).map(|one| one.to_string());
        for (title, period) in [
            ("石桥村2026年第三季度财务收支", "2026Q3"),
            ("石桥村2026年度财务收支", "2026Q3"),
            ("石桥村2026年7月财务收支", "2026Q3"),
            ("第三季度财务收支", "2026Q3"),
            ("财务收支", "2026Q3"),
            ("2026年第三季度收支（2025年结转）", "2026Q3"),
            ("云政发20261号", "2025"),
            ("2007年以来建成的活动场所", "2025"),
        ] {
            assert_eq!(check(title, period), None, "{title}");
        }
        for (title, period, said) in [
            ("石桥村2026年第四季度财务收支", "2026Q3", "2026Q4"),
            ("石桥村第四季度财务收支", "2026Q3", "2026Q4"),
            ("２０２５年度考核结果", "2026", "2025"),
            ("石桥村2026年上半年收支", "2026H2", "2026H1"),
            ("2026年10月收支", "2026-09", "2026-10"),
        ] {
            assert_eq!(check(title, period).as_deref(), Some(said), "{title}");
        }
    }
}
