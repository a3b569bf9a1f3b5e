//! Which units reported a kind and form in a year, and which should have: those alive that owe it.
//!
//! A closed year counts the units alive on its last day, the running one those alive today; a unit that reported counts
//! even if it has ended since. Who owes is what the catalogue says; where no item of it names the kind and form, it is
//! every unit that has ever reported them.

use crate::base::date::Date;
use crate::model::catalogue::Obligation;
use crate::model::org::OrgId;
use crate::rollup::Report;
use crate::view::Context;

/// Units by whether they reported.
pub(crate) struct Reported {
    /// Units that did.
    pub(crate) reported: Vec<OrgId>,
    /// Units that should have.
    pub(crate) missing: Vec<OrgId>,
}

/// Who of `orgs` reported.
pub(crate) fn of(context: &Context<'_>, orgs: &[OrgId], report: &Report) -> Reported {
    let portal = context.site.portal();
    let day = Date::new(report.year, 12, 31).map_or(context.site.today, |last| last.min(context.site.today));
    let items: Vec<&Obligation> = portal.catalogue.iter().filter(|item| is_met_by(context, item, report)).collect();
    let runs = |item: &Obligation| {
        item.since.is_none_or(|since| since <= day) && item.until.is_none_or(|until| until.year() >= report.year)
    };
    let owes = |id: OrgId| {
        if items.is_empty() {
            return has_ever(context, id, report);
        }
        items.iter().any(|item| runs(item) && item.owed_by.includes(portal.orgs.get(id)))
    };
    let has = |id: &OrgId| context.site.rollups.get(id).is_some_and(|rollup| rollup.reports.contains(report));
    let (reported, rest): (Vec<OrgId>, Vec<OrgId>) = orgs.iter().partition(|id| has(id));
    let missing = rest.into_iter().filter(|id| portal.orgs.life(*id).includes(day) && owes(*id));
    Reported { reported, missing: missing.collect() }
}

/// Whether a record of this kind and form meets the item: one without a form means the kind's usual one.
fn is_met_by(context: &Context<'_>, item: &Obligation, report: &Report) -> bool {
    let Some(kind) = item.kind.as_ref().filter(|kind| kind.value == report.shape.kind) else { return false };
    let usual = || context.site.portal().kinds.get(&*kind.value).and_then(|kind| kind.default_form.as_deref());
    let form = item.form.as_ref().map(|form| &*form.value).or_else(usual);
    form.is_none() || form == report.shape.form.as_deref()
}

/// Whether the unit has reported this kind and form in any year.
fn has_ever(context: &Context<'_>, id: OrgId, report: &Report) -> bool {
    let reports = context.site.rollups.get(&id).map(|rollup| &rollup.reports);
    let mut reports = reports.into_iter().flatten();
    reports.any(|own| own.shape == report.shape)
}
