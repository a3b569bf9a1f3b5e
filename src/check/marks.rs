//! What the day says of the newest lists: rows whose last day is past, what must come again and did not.

use crate::base::diag::{Diagnostic, Diagnostics, Rule, rules};
use crate::blocks::register::{Mark, Register, Row};
use crate::site::Site;

rules! {
    /// The last day of rows of the newest list is past.
    ENDED: Note "register/ended" {
        zh: "{rows} 行的任期或期限已满，名单还没有换：`{what}`" => "续任、续约的改日期；换了人的，公开新的名单；页面在这些行上标明“已到期”",
        en: "the last day of {rows} {rows|row|rows} is past, and no newer list is there: `{what}`" => "if they go on, write the new day; if somebody else came, publish the new list; the page marks these rows",
        source: "任期届满不等于自动留任", "a term that is over does not go on by itself",
    }
    /// What must come again did not.
    BEHIND: Note "register/behind" {
        zh: "{rows} 行该再办的没有办：`{what}`" => "办了的补上最近一次的日期；页面在这些行上标明欠几次",
        en: "{rows} {rows|row|rows} should have been done again and were not: `{what}`" => "if it was done, write the last day; the page marks how often it was missed",
        source: "联席会议每季度一次", "joint meetings once a quarter",
    }
}

/// Looks at the newest list of every series.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    for record in site.public.records.current() {
        for (slot, block) in &record.slots {
            if let Some(register) = block.as_register().filter(|_| site.is_newest(record, slot)) {
                tell(site, register, &ENDED, |mark| mark == Mark::Ended).into_iter().for_each(|one| diags.push(one));
                let behind = tell(site, register, &BEHIND, |mark| matches!(mark, Mark::Behind(_)));
                behind.into_iter().for_each(|one| diags.push(one));
            }
        }
    }
}

/// One message for all rows with such a mark, at the first of them.
fn tell(site: &Site, register: &Register, rule: &'static Rule, is: fn(Mark) -> bool) -> Option<Diagnostic> {
    let rows = register.rows_in(0..register.len()).iter();
    let rows: Vec<&Row> = rows.filter(|row| register.mark(row, site.today).is_some_and(is)).collect();
    let told = Diagnostic::new(rule, rows.first()?.span.clone()).with("rows", rows.len());
    Some(told.with_items("what", rows.iter().map(|row| title(register, row))))
}

/// What a row is about.
fn title(register: &Register, row: &Row) -> String {
    row.cells.get(register.options().title()).map(crate::blocks::cell::Cell::text).unwrap_or_default()
}
