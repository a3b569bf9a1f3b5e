//! All tables of a league in one CSV file: a row a period and unit.

use std::io;

use crate::base::lang::Text;
use crate::base::number::Decimal;
use crate::blocks::scorecard::Scorecard;
use crate::data::sheet::Sheet;
use crate::data::words::Wording;
use crate::league::{League, LeagueLine, LeagueTable};
use crate::plan::Page;
use crate::publish::index::Place;
use crate::site::Site;
use crate::view::block::scorecard::ShownCard;

const HEAD: [Text; 13] = [
    Text { zh: "期间", en: "Period" },
    Text { zh: "名次", en: "Rank" },
    Text { zh: "单位", en: "Unit" },
    Text { zh: "路径", en: "Path" },
    Text { zh: "总分", en: "Total" },
    Text { zh: "扣分", en: "Deducted" },
    Text { zh: "等次", en: "Band" },
    Text { zh: "未过门槛", en: "Gates failed" },
    Text { zh: "上期", en: "Period before" },
    Text { zh: "上期名次", en: "Rank before" },
    Text { zh: "上期总分", en: "Total before" },
    Text { zh: "上期等次", en: "Band before" },
    Text { zh: "记录", en: "Record" },
];

const SCORES_FROM: Text = Text { zh: "得分取自", en: "Scores from" };

/// The file of a league. Behind the columns that every one has stands the score in each component, and last which records
/// these come from, where their results are scores here.
///
/// # Errors
/// Never in memory; the writer's signature asks for it.
pub fn rows(site: &Site, league: &League) -> io::Result<Vec<u8>> {
    let mut sheet = Sheet::file();
    let components = components(site, league);
    let words = Wording::of(site);
    let heads = HEAD.iter().map(|label| words.say(label)).chain(components.iter().map(String::as_str));
    sheet.row(heads.chain([words.say(&SCORES_FROM)]))?;
    for table in &league.tables {
        for line in &table.lines {
            sheet.row(row(site, league, Line { table, line, components: &components }))?;
        }
    }
    sheet.bytes()
}

/// Labels of all components, in the order of the newest table.
fn components(site: &Site, league: &League) -> Vec<String> {
    let mut labels = Vec::new();
    for place in league.tables.iter().rev().flat_map(|table| &table.records) {
        let Some(card) = card(site, league, *place) else { continue };
        for component in card.options().components.iter() {
            let label = component.label.home().to_owned();
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
    }
    labels
}

fn card<'a>(site: &'a Site, league: &League, place: Place) -> Option<&'a Scorecard> {
    let own = site.record(place).slots.iter().find(|(slot, _)| *slot == league.key.slot);
    own.and_then(|(_, block)| block.as_scorecard())
}

/// A unit in a table of the league.
struct Line<'a> {
    table: &'a LeagueTable,
    line: &'a LeagueLine,
    /// Labels of the components of all tables.
    components: &'a [String],
}

fn row(site: &Site, league: &League, own: Line<'_>) -> Vec<String> {
    let Line { table, line, components } = own;
    let orgs = &site.portal().orgs;
    let org = orgs.get(line.org);
    let number = |number: Option<Decimal>| number.map_or(String::new(), |number| number.to_string());
    let rank = |rank: Option<usize>| rank.map_or(String::new(), |rank| rank.to_string());
    let text = |text: Option<&std::sync::Arc<str>>| text.map_or(String::new(), ToString::to_string);
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
        org.name.to_string(),
        org.path.to_string(),
        number(line.result.total),
        own.map_or(String::new(), |(_, own)| own.outcome.deducted.to_string()),
        text(line.result.band.as_ref()),
        failed.to_string(),
        before.map_or(String::new(), |(period, _)| period.to_string()),
        rank(before.and_then(|(_, result)| result.rank)),
        number(before.and_then(|(_, result)| result.total)),
        text(before.and_then(|(_, result)| result.band.as_ref())),
        site.plan.at(&Page::record(line.record)).to_string(),
    ];
    cells.extend(components.iter().map(|label| {
        let score = own.and_then(|(shown, own)| {
            let mut components = shown.card.options().components.iter();
            shown.score_text(own, components.position(|one| one.label.home() == label)?)
        });
        score.unwrap_or_default()
    }));
    let sources = site.public.records.sources(site.record(line.record));
    let sources = sources.map(|source| site.plan.at(&Page::record(source.place)).to_string());
    cells.push(sources.collect::<Vec<_>>().join("; "));
    cells
}
