//! Which league tables there are: of a unit and all below it, of a record, and what its own page says of a unit.

use std::sync::Arc;

use serde::Serialize;

use crate::league::{self, League, publishes_method};
use crate::model::org::OrgId;
use crate::model::record::Record;
use crate::plan::Page;
use crate::publish::index::{Place, Seen, SeriesKey};
use crate::view::frame::Frame;
use crate::view::league::{PeriodLink, around, link, period_link, table_link, title};
use crate::view::link::Href;
use crate::view::parts::Link;
use crate::view::{Context, keys};

/// The leagues of a unit and all below it.
#[derive(Clone, Debug, Serialize)]
pub struct LeaguesView {
    /// Around the page.
    pub frame: Frame,
    /// The heading of the table.
    pub title: String,
    /// Number of tables.
    pub count: usize,
    /// The bodies that assessed, each with its forms.
    pub bodies: Vec<BodyView>,
    /// Records with results that are not compared, as no method is published.
    pub without_method: Vec<Link>,
}

/// A body that assesses.
#[derive(Clone, Debug, Serialize)]
pub struct BodyView {
    /// The body.
    pub org: Link,
    /// Its forms.
    pub leagues: Vec<FormView>,
}

/// The tables of one form.
#[derive(Clone, Debug, Serialize)]
pub struct FormView {
    /// Label of the form.
    pub title: String,
    /// What it is, in one sentence.
    pub about: String,
    /// The newest table.
    pub href: Href,
    /// Whether there are ranks.
    pub is_ranked: bool,
    /// Its years, newest first.
    pub years: Vec<YearView>,
}

/// The tables of a year.
#[derive(Clone, Debug, Serialize)]
pub struct YearView {
    /// The year.
    pub year: i16,
    /// Its periods, newest first.
    pub periods: Vec<PeriodLink>,
}

/// What the page of a unit shows of league tables.
#[derive(Clone, Debug, Serialize)]
pub struct UnitLeagues {
    /// Its newest result in each.
    pub results: Vec<UnitLeague>,
    /// Those of it and the units below, if there are any.
    pub list: Option<Href>,
    /// Its records with results that are not compared, as they publish no method.
    pub without_method: Vec<Link>,
}

/// The newest result of a unit in a league, for the page of the unit.
#[derive(Clone, Debug, Serialize)]
pub struct UnitLeague {
    /// Label of the form, with the body that assessed.
    pub title: String,
    /// The table.
    pub href: Href,
    /// Its period, in standard form.
    pub period: String,
    /// The rank, where the method ranks.
    pub rank: Option<usize>,
    /// Number of units with a result.
    pub rated: usize,
    /// The total.
    pub total: Option<String>,
    /// The band.
    pub band: Option<Arc<str>>,
}

/// The leagues of a unit and all below it.
pub(crate) fn list(context: &Context<'_>, org: OrgId) -> LeaguesView {
    let (site, portal) = (context.site, context.site.portal());
    let inside = |id: OrgId| portal.orgs.line(id).contains(&org);
    let mut bodies: Vec<BodyView> = Vec::new();
    for league in site.leagues.iter().filter(|league| inside(league.key.org)) {
        let body = context.org_link(league.key.org);
        let form = form_view(context, league);
        match bodies.last_mut().filter(|last| last.org.href == body.href) {
            Some(last) => last.leagues.push(form),
            None => bodies.push(BodyView { org: body, leagues: vec![form] }),
        }
    }
    let records = site.public.records.current().filter(|record| inside(record.org));
    let title = context.say(keys::COMPARED_OF, &[context.org_name(org)]);
    LeaguesView {
        title: title.clone(),
        count: site.leagues.iter().filter(|league| inside(league.key.org)).map(|league| league.tables.len()).sum(),
        bodies,
        without_method: records.filter(|record| lacks_method(context, record)).map(|one| link(context, one)).collect(),
        frame: around(context, org, context.say(keys::COMPARED, &[]), title).frame(),
    }
}

fn form_view(context: &Context<'_>, league: &League) -> FormView {
    let portal = context.site.portal();
    let form = portal.form(&league.key.shape);
    let mut years: Vec<YearView> = Vec::new();
    let newest = league.tables.last();
    for table in league.tables.iter().rev() {
        let own = PeriodLink { is_current: false, ..period_link(context, &league.key, table.period, table.period) };
        let year = table.period.end.year();
        match years.last_mut().filter(|last| last.year == year) {
            Some(last) => last.periods.push(own),
            None => years.push(YearView { year, periods: vec![own] }),
        }
    }
    FormView {
        title: title(context, &league.key),
        about: form.map_or(String::new(), |form| context.label(&form.about)),
        href: table_link(context, &league.key, newest.map(|one| one.period)),
        is_ranked: newest.is_some_and(|table| table.is_ranked),
        years,
    }
}

/// Whether a record has results of several units that are not compared, as it publishes no method.
pub(crate) fn lacks_method(context: &Context<'_>, record: &Record) -> bool {
    let portal = context.site.portal();
    record.slots.iter().filter_map(|(_, block)| block.as_scorecard()).any(|card| {
        let units = card.subjects().iter().filter(|one| portal.orgs.subject(&one.who).is_some()).count();
        units > 1 && !publishes_method(&context.site.public.records, record, card)
    })
}

/// The league tables in which a record's results stand.
pub(crate) fn of_record(context: &Context<'_>, record: &Seen) -> Vec<Link> {
    let leagues = record.slots.iter().filter_map(|(slot, _)| league::find(&context.site.leagues, record, slot));
    let tables = leagues.flat_map(|league| league.tables.iter().map(move |table| (league, table)));
    let own = tables.filter(|(_, table)| table.records.contains(&record.place));
    let links = own.map(|(league, table)| Link {
        title: format!("{} {}", title(context, &league.key), context.period(table.period)),
        href: table_link(context, &league.key, Some(table.period)),
    });
    links.collect()
}

/// The league tables of a unit, with its `own` records in view of which some may not be compared.
pub(crate) fn of_unit(context: &Context<'_>, org: OrgId, own: &[Place]) -> Option<UnitLeagues> {
    let records = own.iter().map(|place| context.site.record(*place));
    let leagues = UnitLeagues {
        results: results(context, org),
        list: list_link(context, org, None),
        without_method: records.filter(|one| lacks_method(context, one)).map(|one| link(context, one)).collect(),
    };
    let is_empty = leagues.results.is_empty() && leagues.list.is_none() && leagues.without_method.is_empty();
    (!is_empty).then_some(leagues)
}

/// The newest result of a unit in each league.
fn results(context: &Context<'_>, org: OrgId) -> Vec<UnitLeague> {
    let newest = context.site.leagues.iter().filter_map(|league| {
        let found = league.tables.iter().rev();
        let (table, line) =
            found.filter_map(|table| Some((table, table.lines.iter().find(|line| line.org == org)?))).next()?;
        let body = context.org_name(league.key.org);
        Some(UnitLeague {
            title: context.say(keys::UNIT_FORM, &[body, &title(context, &league.key)]),
            href: table_link(context, &league.key, Some(table.period)),
            period: table.period.to_string(),
            rank: line.result.rank,
            rated: table.lines.len(),
            total: line.result.total.map(|total| total.to_string()),
            band: line.result.band.as_ref().map(|band| context.tongue.word(band)),
        })
    });
    newest.collect()
}

/// The list of leagues of a unit, if it or any below it has some, of one kind where one is named.
pub(crate) fn list_link(context: &Context<'_>, org: OrgId, kind: Option<&str>) -> Option<Href> {
    let (site, orgs) = (context.site, &context.site.portal().orgs);
    let is_inside =
        |key: &SeriesKey| orgs.line(key.org).contains(&org) && kind.is_none_or(|kind| *key.shape.kind == *kind);
    let has_any = site.leagues.iter().any(|league| is_inside(&league.key));
    context.link(&Page::Leagues(org)).filter(|_| has_any)
}
