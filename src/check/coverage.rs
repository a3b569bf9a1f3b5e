//! The catalogue can be computed: somebody owes each item, its deadline is a date, and a record meets one item.

use std::sync::Arc;

use crate::base::calendar::no_year;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::base::limits::Limit;
use crate::base::source::Span;
use crate::check::unread::Unread;
use crate::coverage::Gap;
use crate::load::CONTENT;
use crate::model::catalogue::Obligation;
use crate::site::Site;

rules! {
    /// Nobody owes an item.
    UNOWED: Warning "catalogue/nobody-owes" {
        zh: "没有单位要公开“{name}”：{why}" => "查对 `owed-by: {levels: [village]}` 里的层级名，或写单位的路径 `orgs: [/fengming]`",
        en: "no unit owes “{name}”: {why}" => "look up the names in `owed-by: {levels: [village]}`, or name units by path: `orgs: [/fengming]`",
        wrong: "owed-by: {levels: [hamlet]}", right: "owed-by: {levels: [village]}",
    }
    /// A deadline that cannot be computed.
    UNCOMPUTED: Warning "catalogue/not-computed" {
        zh: "“{name}”的公开时限算不出日期：{why}" => "{how}",
        en: "the deadline of “{name}” gives no date: {why}" => "{how}",
        wrong: "due: {dates: [泼水节]}", right: "due: {dates: [春节]}",
    }
    /// A record fits several items.
    AMBIGUOUS: Warning "record/ambiguous-item" {
        zh: "这个记录符合目录里不止一个事项，不知道算哪一个" => "加一行 `catalogue: 事项编号`：{items}",
        en: "this record fits more than one item of the catalogue" => "add `catalogue: ITEM` with one of: {items}",
        wrong: "kind: finance", right: "kind: finance\ncatalogue: village-finance",
    }
}

fn unowed(item: &Obligation) -> Diagnostic {
    const STRANGE: Text = Text {
        zh: "`owed-by` 写的层级、类型或单位在本网都没有",
        en: "the portal has none of the levels, types or units of `owed-by`",
    };
    const MISSING: Text = Text { zh: "没有写 `owed-by`（公开主体）", en: "`owed-by` is missing" };
    const ADD: Text = Text {
        zh: "加上 `owed-by: {levels: [village]}`，或写单位的路径 `owed-by: {orgs: [/fengming]}`",
        en: "add `owed-by: {levels: [village]}`, or name units by path: `owed-by: {orgs: [/fengming]}`",
    };
    let unowed = Diagnostic::new(&UNOWED, item.span.clone()).with("name", &item.name);
    let owed_by = &item.owed_by;
    if owed_by.levels.is_empty() && owed_by.types.is_empty() && owed_by.orgs.is_empty() {
        return unowed.with_word("why", MISSING).help_instead(ADD);
    }
    unowed.with_word("why", STRANGE)
}

/// Checks the catalogue against units and records.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let portal = site.portal();
    let unread = Unread::of(site);
    let is_setting_faulty = unread.is_faulty("portal.yaml") || unread.is_unit_faulty();
    if let Some(duties) = site.coverage.excess {
        let whole = Span::whole(&format!("{CONTENT}/catalogue.yaml").into());
        let excess = portal.config.limits.check(Limit::Duties, duties, &whole);
        excess.into_iter().for_each(|excess| diags.push(excess));
    }
    // A level of the portal that has no unit yet is no mistake.
    let is_level = |level: &Arc<str>| portal.config.levels.iter().any(|known| known.name == *level);
    let is_waiting = |item: &&Obligation| {
        item.owed_by.types.is_empty() && !item.owed_by.levels.is_empty() && item.owed_by.levels.iter().all(is_level)
    };
    for item in site
        .coverage
        .unowed
        .iter()
        .map(|at| &portal.catalogue[*at])
        .filter(|item| !is_waiting(item) && !is_setting_faulty)
    {
        diags.push(unowed(item));
    }
    let follows = |gap: &Gap| match gap {
        Gap::NoRule => false,
        Gap::NoTerms(_) => is_setting_faulty,
        Gap::NoYear(_) | Gap::NoFestival(_) | Gap::NoDay(..) => unread.is_faulty("calendar.yaml"),
    };
    for (at, gap) in site.coverage.gaps.iter().filter(|(_, gap)| !follows(gap)) {
        let item = &portal.catalogue[*at];
        diags.push(explain(gap, item));
    }
    for record in site.public.records.at_all(&site.coverage.ambiguous) {
        let of_kind = |kind: &str| kind == &*record.kind;
        let fitting =
            portal.catalogue.iter().filter(|item| item.kind.as_ref().is_some_and(|kind| of_kind(&kind.value)));
        let items: Vec<String> = fitting.map(|item| format!("`{}`", item.id)).collect();
        diags.push(Diagnostic::new(&AMBIGUOUS, record.span.clone()).with_items("items", items));
    }
}

/// Says why a deadline cannot be computed, and what to write.
fn explain(gap: &Gap, item: &Obligation) -> Diagnostic {
    let at = Diagnostic::new(&UNCOMPUTED, item.span.clone()).with("name", &item.name);
    let (why, how, at) = match gap {
        Gap::NoRule => (NO_RULE, NO_RULE_HOW, at),
        Gap::NoYear(year) => return no_year(*year, &item.span),
        Gap::NoTerms(org) => (NO_TERMS, NO_TERMS_HOW, at.with("org", org)),
        Gap::NoFestival(day) => (NO_FESTIVAL, NO_DAY_HOW, at.with("day", day).with("year", 2026)),
        Gap::NoDay(day, year) => (NO_DAY, NO_DAY_HOW, at.with("day", day).with("year", year)),
    };
    at.with_word("why", why).help_instead(how)
}

const NO_RULE: Text = Text { zh: "没有写 `due`（期限）", en: "there is no `due`" };
const NO_RULE_HOW: Text = Text {
    zh: "加上 `due: {every: quarter, by-day: 20}` 这样的一行；只在有人申请时才公开的写 `due: on-demand`",
    en: "add a line like `due: {every: quarter, by-day: 20}`; write `due: on-demand` if it is published only when asked for",
};
const NO_TERMS: Text = Text { zh: "有的单位没有写任期", en: "a unit has no terms of office" };
const NO_TERMS_HOW: Text = Text {
    zh: "在 portal.yaml 里写 `terms: [{from: 2021-03-01, until: 2026-02-28}]`，各单位不同的写进 org.yaml；这次缺的是“{org}”",
    en: "write `terms: [{from: 2021-03-01, until: 2026-02-28}]` in portal.yaml, or in org.yaml where units differ; missing for “{org}”",
};
const NO_FESTIVAL: Text = Text { zh: "日历里没有这个节日", en: "the calendar does not have this festival" };
const NO_DAY: Text = Text {
    zh: "日历里没有这个节日在这一年的日子，这一年不计算",
    en: "the calendar does not say when this festival is in that year, which is left out",
};
const NO_DAY_HOW: Text = Text {
    zh: "在 calendar.yaml 的 `{year}:` 下面写一行 `festivals:`，再缩进写 `{day}: 那天的日期`；每年同一天的写月和日，如 `07-01`",
    en: "below `{year}:` in calendar.yaml write a line `festivals:` and, indented, `{day}: THE DATE`; for a day that does not move write month and day, like `07-01`",
};
