//! All tables of a league in one CSV file: a row a period and unit.

use std::io;
use std::sync::Arc;

use crate::base::lang::{Label, Text};
use crate::base::number::Decimal;
use crate::blocks::scorecard::Scorecard;
use crate::blocks::table::{Common, TableColumn};
use crate::data::sheet::Sheet;
use crate::data::words::Wording;
use crate::league::{League, LeagueLine, LeagueTable};
use crate::plan::Page;
use crate::publish::index::Place;
use crate::site::Site;
use crate::view::block::scorecard::ShownCard;

/// The columns that every file of a league begins with, by their stable names.
const FIRST: [Common; 13] = [
    ("period", Text { zh: "期间", en: "Period" }, "string"),
    ("rank", Text { zh: "名次", en: "Rank" }, "integer"),
    ("unit_path", Text { zh: "单位路径", en: "Path of the unit" }, "string"),
    ("unit_name", Text { zh: "单位", en: "Unit" }, "string"),
    ("total", Text { zh: "总分", en: "Total" }, "number"),
    ("deducted", Text { zh: "扣分", en: "Deducted" }, "number"),
    ("band", Text { zh: "等次", en: "Band" }, "string"),
    ("gates_failed", Text { zh: "未过门槛", en: "Gates failed" }, "integer"),
    ("period_before", Text { zh: "上期", en: "Period before" }, "string"),
    ("rank_before", Text { zh: "上期名次", en: "Rank before" }, "integer"),
    ("total_before", Text { zh: "上期总分", en: "Total before" }, "number"),
    ("band_before", Text { zh: "上期等次", en: "Band before" }, "string"),
    ("record_address", Text { zh: "记录网址", en: "Address of the record" }, "string"),
];

const SCORES_FROM: Common = ("scores_from", Text { zh: "得分取自", en: "Scores from" }, "string");

/// The columns of the file of a league. Behind those that every one has stands the score in each component, and last
/// which records these come from, where their results are scores here.
pub(super) fn columns(site: &Site, league: &League) -> Vec<TableColumn> {
    let own = components(site, league).into_iter();
    let own = own.map(|(name, label)| TableColumn::labelled(&format!("score_{name}"), label, "number"));
    FIRST.iter().map(TableColumn::common).chain(own).chain([TableColumn::common(&SCORES_FROM)]).collect()
}

/// The file of a league.
///
/// # Errors
/// Never in memory; the writer's signature asks for it.
pub fn rows(site: &Site, league: &League) -> io::Result<Vec<u8>> {
    let mut sheet = Sheet::file();
    let components: Vec<Arc<str>> = components(site, league).into_iter().map(|(name, _)| name).collect();
    sheet.row(columns(site, league).iter().map(|column| &*column.name))?;
    for table in &league.tables {
        for line in &table.lines {
            sheet.row(row(site, league, Line { table, line, components: &components }))?;
        }
    }
    sheet.bytes()
}

/// Names of all components with what they are called, in the order of the newest table.
fn components(site: &Site, league: &League) -> Vec<(Arc<str>, Label)> {
    let mut found: Vec<(Arc<str>, Label)> = Vec::new();
    for place in league.tables.iter().rev().flat_map(|table| &table.records) {
        let Some(card) = card(site, league, *place) else { continue };
        for component in card.options().components.iter() {
            if !found.iter().any(|(name, _)| *name == component.name) {
                found.push((component.name.clone(), component.label.clone()));
            }
        }
    }
    found
}

fn card<'a>(site: &'a Site, league: &League, place: Place) -> Option<&'a Scorecard> {
    let own = site.record(place).slots.iter().find(|(slot, _)| *slot == league.key.slot);
    own.and_then(|(_, block)| block.as_scorecard())
}

/// A unit in a table of the league.
struct Line<'a> {
    table: &'a LeagueTable,
    line: &'a LeagueLine,
    /// Names of the components of all tables.
    components: &'a [Arc<str>],
}

fn row(site: &Site, league: &League, own: Line<'_>) -> Vec<String> {
    let Line { table, line, components } = own;
    let orgs = &site.portal().orgs;
    let org = orgs.get(line.org);
    let number = |number: Option<Decimal>| number.map_or(String::new(), |number| number.to_string());
    let rank = |rank: Option<usize>| rank.map_or(String::new(), |rank| rank.to_string());
    let text = |text: Option<&Arc<str>>| text.map_or(String::new(), ToString::to_string);
    let shown =
        card(site, league, line.record).map(|card| ShownCard::of(card, site.today, Wording::of(site).tongue(site)));
    let own = shown.as_ref().and_then(|shown| {
        let subject = shown.subjects().into_iter().find(|one| orgs.subject(&one.who) == Some(line.org))?;
        Some((shown, subject))
    });
    let failed = own.map_or(0, |(shown, own)| shown.card.gates_failed(own));
    let before = line.before.as_ref();
    let mut cells = vec![
        table.period.to_string(),
        rank(line.result.rank),
        org.path.to_string(),
        org.name.to_string(),
        number(line.result.total),
        own.map_or(String::new(), |(_, own)| own.outcome.deducted.to_string()),
        text(line.result.band.as_ref()),
        failed.to_string(),
        before.map_or(String::new(), |(period, _)| period.to_string()),
        rank(before.and_then(|(_, result)| result.rank)),
        number(before.and_then(|(_, result)| result.total)),
        text(before.and_then(|(_, result)| result.band.as_ref())),
        address(site, line.record),
    ];
    cells.extend(components.iter().map(|name| {
        let score = own.and_then(|(shown, own)| {
            let mut components = shown.card.options().components.iter();
            shown.score_text(own, components.position(|one| one.name == *name)?)
        });
        score.unwrap_or_default()
    }));
    let sources = site.public.records.sources(site.record(line.record));
    let sources = sources.map(|source| address(site, source.place));
    cells.push(sources.collect::<Vec<_>>().join("; "));
    cells
}

/// The whole address of a record, where the portal has one.
fn address(site: &Site, place: Place) -> String {
    let path = site.plan.at(&Page::record(place));
    site.whole_address(path).unwrap_or_else(|| path.to_string())
}
