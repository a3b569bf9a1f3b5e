//! Which units reported a kind and form in a year, or in one period of it, and which should have: those alive that owe it.
//!
//! A closed year or period counts the units alive on its last day, the running one those alive today; a unit that reported
//! counts even if it has ended since. Who owes is what the catalogue says and nothing else: where no item of it names the
//! kind and form, or it comes by an event or when somebody asks, nobody has "not reported yet".

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::base::date::Date;
use crate::base::period::{Grain, Period};
use crate::model::catalogue::Obligation;
use crate::model::due::Due;
use crate::model::org::OrgId;
use crate::rollup::Report;
use crate::view::parts::Link;
use crate::view::{Context, keys};

/// Units by whether they reported.
pub(crate) struct Reported {
    /// Units that did.
    pub(crate) reported: Vec<OrgId>,
    /// Units that should have.
    pub(crate) missing: Vec<OrgId>,
    /// Whether the catalogue says that it is owed at all.
    pub(crate) is_owed: bool,
}

/// Who reported one of several periods of a year.
#[derive(Clone, Debug, Serialize)]
pub struct PeriodView {
    /// The period in standard form.
    pub period: String,
    /// Units that reported.
    pub reported: usize,
    /// Units that reported or should have.
    pub of: usize,
    /// Units that should have and did not.
    pub missing: Vec<Link>,
    /// Whether the catalogue says that it is owed at all.
    pub is_owed: bool,
}

/// Who of `orgs` reported.
pub(crate) fn of(context: &Context<'_>, orgs: &[OrgId], report: &Report) -> Reported {
    let last = Date::new(report.year, 12, 31).unwrap_or(context.site.today);
    among(context, orgs, report, Asked { last, has: &|_| true })
}

/// Units that a page names one by one; of more it names those right below with their numbers.
const NAMED: usize = 20;

/// Links to units below `org` that have not reported: many of them together under the unit right below `org`.
pub(crate) fn named(context: &Context<'_>, org: OrgId, units: &[OrgId]) -> Vec<Link> {
    if units.len() <= NAMED {
        return units.iter().map(|id| context.org_link(*id)).collect();
    }
    let orgs = &context.site.portal().orgs;
    let mut tops: BTreeMap<OrgId, usize> = BTreeMap::new();
    for id in units {
        let line = orgs.line(*id);
        // A unit that was taken over stands somewhere else.
        let top = line.iter().position(|above| *above == org).map_or(Some(id), |at| line.get(at + 1));
        *tops.entry(top.copied().unwrap_or(org)).or_default() += 1;
    }
    let link = |(id, count): (OrgId, usize)| {
        let own = context.org_link(id);
        let is_many = !orgs.get(id).children.is_empty();
        let count = context.tongue.say_for(keys::COUNT_UNITS, &count.to_string());
        Link { title: if is_many { context.say(keys::BRACKETS, &[&own.title, &count]) } else { own.title }, ..own }
    };
    tops.into_iter().map(link).collect()
}

/// The same for each period of which a total has figures, where the year has several of months, quarters or halves.
pub(crate) fn by_period(context: &Context<'_>, org: OrgId, orgs: &[OrgId], report: &Report) -> Vec<PeriodView> {
    let own = orgs.iter().filter_map(|id| periods(context, *id, report)).flatten();
    let is_part = |period: &&Period| matches!(period.grain, Grain::Month | Grain::Quarter | Grain::Half);
    let all: BTreeSet<Period> = own.filter(is_part).copied().collect();
    if all.len() < 2 {
        return Vec::new();
    }
    let views = all.into_iter().map(|period| {
        let asked = Asked { last: period.end, has: &|own| own.contains(&period) };
        let found = among(context, orgs, report, asked);
        PeriodView {
            period: period.to_string(),
            reported: found.reported.len(),
            of: found.reported.len() + found.missing.len(),
            missing: named(context, org, &found.missing),
            is_owed: found.is_owed,
        }
    });
    views.collect()
}

/// The periods for which a unit reported; none if it has not reported.
fn periods<'a>(context: &Context<'a>, id: OrgId, report: &Report) -> Option<&'a BTreeSet<Period>> {
    context.site.rollups.get(&id)?.reports.get(report)
}

/// What is asked for: a year, or a period of it.
struct Asked<'a> {
    /// Its last day.
    last: Date,
    /// Whether a unit has reported it, by the periods of its records of that year.
    has: &'a dyn Fn(&BTreeSet<Period>) -> bool,
}

fn among(context: &Context<'_>, orgs: &[OrgId], report: &Report, asked: Asked<'_>) -> Reported {
    let portal = context.site.portal();
    let day = asked.last.min(context.site.today);
    let runs = |item: &Obligation| {
        item.since.is_none_or(|since| since <= day) && item.until.is_none_or(|until| until.year() >= report.year)
    };
    let is_meant = |item: &&Obligation| comes_again(item) && runs(item) && is_met_by(context, item, report);
    let items: Vec<&Obligation> = portal.catalogue.iter().filter(is_meant).collect();
    let owes = |id: OrgId| items.iter().any(|item| item.owed_by.includes(portal.orgs.get(id)));
    let has = |id: &OrgId| periods(context, *id, report).is_some_and(asked.has);
    let (reported, rest): (Vec<OrgId>, Vec<OrgId>) = orgs.iter().partition(|id| has(id));
    let missing = rest.into_iter().filter(|id| portal.orgs.life(*id).includes(day) && owes(*id));
    Reported { reported, missing: missing.collect(), is_owed: !items.is_empty() }
}

/// Whether time alone makes an item due, so that every unit has something to report.
fn comes_again(item: &Obligation) -> bool {
    match item.due {
        Some(Due::Every { .. } | Due::Dates { .. } | Due::OncePerTerm { .. } | Due::MaxAge(_)) => true,
        Some(Due::After { .. } | Due::Before { .. } | Due::OnDemand | Due::Unreadable) | None => false,
    }
}

/// Whether a record of this kind and form meets the item: one without a form means the kind's usual one.
fn is_met_by(context: &Context<'_>, item: &Obligation, report: &Report) -> bool {
    let Some(kind) = item.kind.as_ref().filter(|kind| kind.value == report.shape.kind) else { return false };
    let usual = || context.site.portal().kinds.get(&*kind.value).and_then(|kind| kind.default_form.as_deref());
    let form = item.form.as_ref().map(|form| &*form.value).or_else(usual);
    form.is_none() || form == report.shape.form.as_deref()
}
