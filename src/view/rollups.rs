//! Figures of a unit and all below it, as lines of a table.

use std::collections::{BTreeMap, BTreeSet};

use crate::blocks::BlockSummary;
use crate::model::catalogue::Obligation;
use crate::model::due::Due;
use crate::model::org::OrgId;
use crate::model::record::Shape;
use crate::plan::{Page, Scope};
use crate::publish::index::Place;
use crate::rollup::{Report, Rollup, RollupKey, Slot};
use crate::view::link::Href;
use crate::view::parts::{Link, NamedForm, RollupForm, RollupGroup, RollupSlot, SummaryLine, SummaryView, YearSpent};
use crate::view::{Context, block, reported, stands, sums};

/// The newest year of every kind and form, with its slots.
pub(crate) fn views(context: &Context<'_>, org: OrgId) -> Vec<RollupGroup> {
    let units = with_below(context, &[org]);
    context.site.rollups.get(&org).map_or(Vec::new(), |rollup| groups(context, org, (rollup, &units)))
}

/// The same with the units that it took over; nothing where it took over none.
pub(crate) fn with_predecessors(context: &Context<'_>, org: OrgId) -> Vec<RollupGroup> {
    let site = context.site;
    let predecessors = site.portal().orgs.all_predecessors(org);
    let Some(mut whole) = site.rollups.get(&org).filter(|_| !predecessors.is_empty()).cloned() else {
        return Vec::new();
    };
    for other in predecessors.iter().filter_map(|id| site.rollups.get(id)) {
        whole.merge(other);
    }
    whole.leave_out_sensitive();
    let units: Vec<OrgId> = predecessors.iter().copied().chain([org]).collect();
    groups(context, org, (&whole, &with_below(context, &units)))
}

/// Rows of the lists of others that name the unit or one below it: the newest year of each kind and form.
pub(crate) fn named(context: &Context<'_>, org: OrgId) -> Vec<NamedForm> {
    let site = context.site;
    let mut forms: BTreeMap<&Shape, NamedForm> = BTreeMap::new();
    for (key, named) in site.rollups.get(&org).into_iter().flat_map(|rollup| &rollup.named).rev() {
        let title = context.label(site.portal().called(&key.shape));
        let new = || NamedForm { title, year: key.year, rows: 0, records: Vec::new() };
        let own = forms.entry(&key.shape).or_insert_with(new);
        if own.year == key.year {
            own.rows += named.rows;
            let link = |place: &Place| {
                let title = site.public.records.get(*place).title.to_string();
                Some(Link { title, href: context.link(&Page::record(*place))? })
            };
            own.records.extend(named.records.iter().filter_map(link));
        }
    }
    forms.into_values().collect()
}

/// Units with all below them, each once.
fn with_below(context: &Context<'_>, units: &[OrgId]) -> Vec<OrgId> {
    let orgs = &context.site.portal().orgs;
    let all: BTreeSet<OrgId> = units.iter().flat_map(|id| orgs.below(*id)).chain(units.iter().copied()).collect();
    all.into_iter().collect()
}

fn groups(context: &Context<'_>, org: OrgId, (rollup, units): (&Rollup, &[OrgId])) -> Vec<RollupGroup> {
    let portal = context.site.portal();
    let mut forms: BTreeMap<&Shape, RollupForm> = BTreeMap::new();
    for (key, slot) in rollup.slots.iter().rev() {
        let lines = told(context, org, key, slot);
        if lines.is_empty() {
            continue;
        }
        let new = || form(context, org, key);
        let own = forms.entry(&key.shape).or_insert_with(new);
        if own.year == key.year {
            own.slots.push(slot_view(context, key, slot, lines));
        } else if own.year < key.year {
            *own = RollupForm { slots: vec![slot_view(context, key, slot, lines)], ..new() };
        }
    }
    let mut groups: Vec<RollupGroup> = Vec::new();
    for (shape, mut form) in forms {
        let report = Report { shape: shape.clone(), year: form.year };
        let found = reported::of(context, units, &report);
        form.periods = reported::by_period(context, org, units, &report);
        (form.reported, form.of) = (found.reported.len(), found.reported.len() + found.missing.len());
        form.is_owed = found.is_owed;
        let kind = &portal.kinds[&shape.kind];
        form.slots.sort_by_key(|slot| kind.slots.iter().position(|own| context.tongue.label(&own.label) == slot.title));
        let title = context.label(&kind.label);
        match groups.last_mut().filter(|group| group.title == title) {
            Some(group) => group.forms.push(form),
            None => groups.push(RollupGroup { title, forms: vec![form] }),
        }
    }
    groups
}

fn form(context: &Context<'_>, org: OrgId, key: &RollupKey) -> RollupForm {
    let portal = context.site.portal();
    let title = context.label(portal.called(&key.shape));
    let href = made_of(context, org, key);
    let (periods, slots) = (Vec::new(), Vec::new());
    RollupForm { title, year: key.year, reported: 0, of: 0, is_owed: false, periods, href, slots }
}

fn slot_view(context: &Context<'_>, key: &RollupKey, slot: &Slot, lines: Vec<SummaryLine>) -> RollupSlot {
    RollupSlot {
        title: context.label(&context.site.portal().heading(&key.shape, &key.slot)),
        block: slot.summary.name().as_str(),
        summary: SummaryView { lines },
        stands: stands::views(context, slot),
    }
}

/// Where the money of a unit and all below it went in the newest year: by the statements that are owed every period, of
/// several forms by those that tell of the most.
pub(crate) fn spent(context: &Context<'_>, org: OrgId) -> Option<YearSpent> {
    let rollup = context.site.rollups.get(&org)?;
    let newest = rollup.slots.keys().map(|key| key.year).max()?;
    let all = rollup.slots.iter().filter(|(key, slot)| key.year == newest && !slot.is_merged);
    let all = all.filter_map(|(key, slot)| {
        let options = context.site.portal().form(&key.shape).and_then(|form| form.slots.get(&key.slot));
        Some((key, block::spent(&slot.summary, options, context.tongue)?))
    });
    let catalogue = &context.site.portal().catalogue;
    let is_owed =
        |key: &RollupKey, item: &Obligation| matches!(item.due, Some(Due::Every { .. })) && item.takes(&key.shape);
    let is_regular = |key: &RollupKey| catalogue.iter().any(|item| is_owed(key, item));
    let (key, spent) = all.max_by_key(|(key, spent)| (is_regular(key), spent.spending))?;
    let title = context.label(context.site.portal().called(&key.shape));
    Some(YearSpent { title, year: key.year, href: made_of(context, org, key), spent })
}

/// What the figures are made of: a page of those of the units below, else the list of the records, if any may be seen.
fn made_of(context: &Context<'_>, org: OrgId, key: &RollupKey) -> Option<Href> {
    let kind = &key.shape.kind;
    let is_leaf = context.site.portal().orgs.get(org).children.is_empty();
    let own = || context.link(&Page::list(Scope::OrgKind(org, kind.clone()))).filter(|_| is_leaf);
    let all = || context.link(&Page::list(Scope::Kind(kind.clone())));
    sums::link(context, org, key).or_else(own).or_else(all)
}

/// The lines of a total of `org`; at the top there is no level above that could tell what is not told here.
pub(crate) fn told(context: &Context<'_>, org: OrgId, key: &RollupKey, slot: &Slot) -> Vec<SummaryLine> {
    let mut lines = match &slot.replaced {
        _ if slot.is_merged => Vec::from_iter(merged(context, key, slot)),
        None => lines(context, key, &slot.summary),
        Some(parts) => beside(lines(context, key, &slot.summary), &lines(context, key, parts)),
    };
    let portal = context.site.portal();
    let is_top = portal.orgs.get(org).parent.is_none();
    for line in lines.iter_mut().filter(|line| line.shape == "merged") {
        line.value = portal.config.smallest.to_string();
        if is_top {
            line.shape = "untold";
        }
    }
    lines
}

/// Lines of which a unit states some itself for the whole, each with what the parts give where that is not the same.
fn beside(lines: Vec<SummaryLine>, parts: &[SummaryLine]) -> Vec<SummaryLine> {
    let with_parts = lines.into_iter().flat_map(|line| {
        let of_parts = parts.iter().find(|one| one.role != "part" && one.label == line.label);
        let differs =
            |one: &&SummaryLine| line.role != "part" && (&one.value, one.qualifier) != (&line.value, line.qualifier);
        let below = of_parts.filter(differs).map(|one| {
            let line = SummaryLine::keyed("sums_parts", one.value.clone(), one.shape);
            SummaryLine { qualifier: one.qualifier, unit: one.unit.clone(), ..line }.part()
        });
        std::iter::once(line).chain(below)
    });
    with_parts.collect()
}

/// The one line of what would tell of a list that is not told here.
fn merged(context: &Context<'_>, key: &RollupKey, slot: &Slot) -> Option<SummaryLine> {
    let label = context.label(&context.site.portal().heading(&key.shape, &key.slot));
    slot.summary.name().rises().then(|| block::merged(&slot.summary, &label))
}

pub(crate) fn lines(context: &Context<'_>, key: &RollupKey, summary: &BlockSummary) -> Vec<SummaryLine> {
    let options = context.site.portal().form(&key.shape).and_then(|form| form.slots.get(&key.slot));
    block::lines(summary, options, context.tongue)
}
