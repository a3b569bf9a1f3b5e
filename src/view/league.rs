//! League tables: results of units beside each other, with the method in front.

mod list;

use std::sync::Arc;

use serde::Serialize;

use crate::base::period::Period;
use crate::blocks::scorecard::Scorecard;
use crate::league::{League, LeagueLine, LeagueTable};
use crate::model::org::OrgId;
use crate::model::record::Record;
use crate::plan::{Output, Page};
use crate::publish::index::{Place, Seen, SeriesKey};
use crate::view::block::scorecard::aligned::{aligned, most_decimals};
use crate::view::block::scorecard::{Known, ScorecardView, ShownCard, SubjectView, shift};
use crate::view::downloads::Download;
use crate::view::frame::{Around, Frame};
use crate::view::link::Href;
use crate::view::parts::Link;
use crate::view::tags::{self, Sort};
use crate::view::{Context, keys};

pub use list::{BodyView, FormView, LeaguesView, UnitLeague, UnitLeagues, YearView};
pub(crate) use list::{lacks_method, list, list_link, of_record, of_unit};

/// Periods beside each other in the table of those before.
const PERIODS: usize = 6;

/// Units of which that table is made; with more, each period is read on its own page.
const BESIDE: usize = 60;

/// A league table.
#[derive(Clone, Debug, Serialize)]
pub struct LeagueView {
    /// Around the page.
    pub frame: Frame,
    /// Heading, without the period.
    pub title: String,
    /// Text of the slip beside the heading.
    pub slip: String,
    /// The body that assessed.
    pub org: Link,
    /// The period, in standard form.
    pub period: String,
    /// The published rules that it rests on.
    pub rules: Vec<Link>,
    /// What is marked, what takes off, gates and bands. Its subjects are those of the first record.
    pub card: ScorecardView,
    /// The records that the results come from.
    pub records: Vec<Link>,
    /// Whether there are ranks.
    pub is_ranked: bool,
    /// The units: by rank, else by band.
    pub rows: Vec<LeagueRow>,
    /// Whether anything can be compared with a period before.
    pub has_changes: bool,
    /// Units that could have been assessed: those with a result and those without.
    pub of: usize,
    /// Units without a result.
    pub unrated: Vec<Link>,
    /// All periods, newest first.
    pub periods: Vec<PeriodLink>,
    /// The last periods up to this one, oldest first: heads of `history`. Empty if there is one, and of a long table.
    pub columns: Vec<PeriodLink>,
    /// Units with their results in these periods.
    pub history: Vec<HistoryRow>,
    /// Data files.
    pub downloads: Vec<Download>,
}

/// One unit of a league table.
#[derive(Clone, Debug, Serialize)]
pub struct LeagueRow {
    /// The unit.
    pub org: Link,
    /// The record that its result comes from.
    pub record: Link,
    /// The rank among all of the table; of its record alone in `result`.
    pub rank: Option<usize>,
    /// Whether others have the same rank.
    pub is_tied: bool,
    /// Scores, deductions, total, band, gates and what changed.
    pub result: SubjectView,
}

/// A period to choose.
#[derive(Clone, Debug, Serialize)]
pub struct PeriodLink {
    /// The period, in standard form.
    pub period: String,
    /// Its page.
    pub href: Href,
    /// Whether this page is it.
    pub is_current: bool,
}

/// A unit over the last periods.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryRow {
    /// The unit.
    pub org: Link,
    /// By period; none where it has no result.
    pub cells: Vec<Option<HistoryCell>>,
}

/// The result of a unit in a period.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryCell {
    /// The total.
    pub total: Option<String>,
    /// The band.
    pub band: Option<Arc<str>>,
    /// The rank.
    pub rank: Option<usize>,
}

/// The league table of a period, or the newest one.
pub(crate) fn table(context: &Context<'_>, league: &League, period: Option<Period>) -> Option<LeagueView> {
    let site = context.site;
    let newest = league.tables.len().checked_sub(1)?;
    let at = period.map_or(Some(newest), |period| league.tables.iter().position(|own| own.period == period))?;
    let own = &league.tables[at];
    let (title, org) = (title(context, &league.key), league.key.org);
    let sources: Vec<Source<'_>> =
        own.records.iter().filter_map(|place| source(context, *place, &league.key.slot)).collect();
    let rows = own.lines.iter().filter_map(|line| row(context, own, line, &sources));
    let rows: Vec<LeagueRow> = rows.collect();
    let periods = league.tables.iter().rev().map(|other| period_link(context, &league.key, other.period, own.period));
    Some(LeagueView {
        slip: context.say(keys::COMPARED_SHORT, &[]),
        org: context.org_link(org),
        period: own.period.to_string(),
        rules: site.public.records.at_all(&own.rules).map(|rule| link(context, rule)).collect(),
        records: sources.iter().map(|source| link(context, source.record)).collect(),
        is_ranked: own.is_ranked,
        has_changes: rows.iter().any(|row| row.result.change.is_some()),
        of: own.lines.len() + own.unrated.len(),
        unrated: own.unrated.iter().map(|id| context.org_link(*id)).collect(),
        periods: periods.collect(),
        columns: columns(context, league, at),
        history: history(context, league, at),
        downloads: downloads(context, league, &title),
        card: Source::method(&sources, context),
        rows,
        frame: around(context, org, title.clone(), format!("{title} {}", context.period(own.period))).frame(),
        title: context.say(keys::UNIT_FORM, &[context.org_name(org), &title]),
    })
}

/// The file of all its tables.
fn downloads(context: &Context<'_>, league: &League, title: &str) -> Vec<Download> {
    let title = context.say(keys::LEAGUE_ROWS, &[title]);
    Download::plain(context, &Page::Output(Output::LeagueRows(league.key.clone())), title, "CSV").into_iter().collect()
}

fn around<'a>(context: &'a Context<'a>, org: OrgId, here: String, title: String) -> Around<'a> {
    let list = Some(Page::Leagues(org)).filter(|list| list != context.page);
    let crumb = list.map(|list| Link { title: context.say(keys::COMPARED, &[]), href: context.to(&list) });
    Around {
        org,
        title,
        here,
        crumbs: crumb.into_iter().collect(),
        nav: "",
        depends_on_today: false,
        meta: tags::of_column(context, Sort::Compared, Some(context.say(keys::COMPARED, &[]))),
        context,
    }
}

/// Label of the form, or of the kind if there is none, with the series where there is one.
fn title(context: &Context<'_>, key: &SeriesKey) -> String {
    let title = context.label(context.site.portal().called(&key.shape));
    key.series.as_ref().map_or_else(|| title.clone(), |series| context.say(keys::PAIR, &[&title, series]))
}

fn scorecard<'a>(record: &'a Record, slot: &str) -> Option<&'a Scorecard> {
    let own = record.slots.iter().find(|(name, _)| **name == *slot);
    own.and_then(|(_, block)| block.as_scorecard())
}

/// A record whose results stand in a table.
struct Source<'a> {
    record: &'a Seen,
    shown: ShownCard<'a>,
}

fn source<'a>(context: &'a Context<'a>, place: Place, slot: &str) -> Option<Source<'a>> {
    let record = context.site.record(place);
    let shown = ShownCard::of(scorecard(record, slot)?, context.site.today, context.tongue);
    Some(Source { record, shown })
}

impl Source<'_> {
    /// Its card, as it stands for itself.
    fn card(&self, context: &Context<'_>) -> ScorecardView {
        let subjects = self.shown.subjects().into_iter();
        let subjects = subjects.map(|one| self.shown.subject(one, Known::named(context, self.record, one)));
        self.shown.view(subjects.collect())
    }

    /// The method of all records of a table, with whose results their scores are.
    fn method(sources: &[Self], context: &Context<'_>) -> ScorecardView {
        let card = sources.first().map(|first| first.card(context)).unwrap_or_default();
        sources.iter().fold(card, |card, one| card.taking(one.shown.card, (context, one.record)))
    }
}

fn row(context: &Context<'_>, table: &LeagueTable, line: &LeagueLine, sources: &[Source<'_>]) -> Option<LeagueRow> {
    let portal = context.site.portal();
    let at = table.records.iter().position(|id| *id == line.record)?;
    let Source { record, shown } = sources.get(at)?;
    let subject = shown.subjects().into_iter().find(|one| portal.orgs.subject(&one.who) == Some(line.org))?;
    let before = line.before.as_ref();
    let change = before.map(|(period, before)| shift(*period, before, &line.result, context.tongue));
    let rank = line.result.rank;
    let tied = table.lines.iter().filter(|other| other.result.rank == rank).count() > 1;
    Some(LeagueRow {
        org: context.org_link(line.org),
        record: link(context, record),
        rank,
        is_tied: rank.is_some() && tied,
        result: shown.subject(subject, Known::named(context, record, subject).changed(change)),
    })
}

fn period_link(context: &Context<'_>, key: &SeriesKey, period: Period, current: Period) -> PeriodLink {
    PeriodLink {
        period: period.to_string(),
        href: table_link(context, key, Some(period)),
        is_current: period == current,
    }
}

/// A link to the table of a period, or to the newest.
fn table_link(context: &Context<'_>, key: &SeriesKey, period: Option<Period>) -> Href {
    context.to(&Page::League { of: key.clone(), period })
}

/// The last tables up to the one at `at`; none if it is the first, or too long to stand beside others.
fn last(league: &League, at: usize) -> &[LeagueTable] {
    if at == 0 || league.tables[at].lines.len() > BESIDE {
        &[]
    } else {
        &league.tables[(at + 1).saturating_sub(PERIODS)..=at]
    }
}

fn columns(context: &Context<'_>, league: &League, at: usize) -> Vec<PeriodLink> {
    let own = league.tables[at].period;
    last(league, at).iter().map(|table| period_link(context, &league.key, table.period, own)).collect()
}

fn history(context: &Context<'_>, league: &League, at: usize) -> Vec<HistoryRow> {
    let tables = last(league, at);
    let places = most_decimals(tables.iter().flat_map(|table| &table.lines).filter_map(|line| line.result.total));
    let cell = |table: &LeagueTable, org: OrgId| {
        let result = &table.lines.iter().find(|line| line.org == org)?.result;
        let total = result.total.map(|total| aligned(total, places));
        Some(HistoryCell { total, band: result.band.as_ref().map(|band| context.tongue.word(band)), rank: result.rank })
    };
    let lines = league.tables[at].lines.iter().filter(|_| !tables.is_empty());
    let rows = lines.map(|line| HistoryRow {
        org: context.org_link(line.org),
        cells: tables.iter().map(|table| cell(table, line.org)).collect(),
    });
    rows.collect()
}

fn link(context: &Context<'_>, record: &Seen) -> Link {
    Link { title: record.title.to_string(), href: context.to(&Page::record(record.place)) }
}
