//! League tables: the results of units of one body, by one form, in one period, beside each other.
//!
//! A table exists only where the record publishes its method: the form says what is marked or which bands there are, and
//! either it says in words how, or the record names a published rule as its `basis`. Nothing is compared across forms or
//! periods but a unit with itself. Ranks stand there only if the form ranks; persons are never compared.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::number::Decimal;
use crate::base::period::Period;
use crate::blocks::BlockType;
use crate::blocks::answer::Standing;
use crate::blocks::scope::Scope;
use crate::blocks::scorecard::Scorecard;
use crate::model::Portal;
use crate::model::id::SlotName;
use crate::model::org::OrgId;
use crate::model::record::Record;
use crate::publish::Public;
use crate::publish::index::{Index, Place, Seen, SeriesKey};

/// The tables of one body and form.
#[derive(Clone, Debug)]
pub struct League {
    /// Of what.
    pub key: SeriesKey,
    /// One a period, oldest first.
    pub tables: Vec<LeagueTable>,
}

/// The results of one period.
#[derive(Clone, Debug)]
pub struct LeagueTable {
    /// The period.
    pub period: Period,
    /// The records that the results come from.
    pub records: Vec<Place>,
    /// The published rules that they rest on.
    pub rules: Vec<Place>,
    /// Whether the method ranks.
    pub is_ranked: bool,
    /// The units: by rank, else by band.
    pub lines: Vec<LeagueLine>,
    /// Units of the same levels that existed and have no result.
    pub unrated: Vec<OrgId>,
}

/// The result of one unit.
#[derive(Clone, Debug)]
pub struct LeagueLine {
    /// The unit.
    pub org: OrgId,
    /// The record.
    pub record: Place,
    /// The result.
    pub result: Placing,
    /// Its result in the last table before, and the period of that.
    pub before: Option<(Period, Placing)>,
}

/// Total, band and rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placing {
    /// The total.
    pub total: Option<Decimal>,
    /// The band.
    pub band: Option<Arc<str>>,
    /// Place of the band, 0 for the best.
    pub place: Option<usize>,
    /// The rank, where the method ranks.
    pub rank: Option<usize>,
}

/// A scorecard with the record that it stands in.
type Card<'a> = (&'a Seen, &'a Scorecard);

/// Makes every league table of the public portal.
pub fn rank(public: &Public, today: Date) -> Vec<League> {
    let mut cards: BTreeMap<SeriesKey, BTreeMap<Period, Vec<Card<'_>>>> = BTreeMap::new();
    for record in public.records.current() {
        let Some(period) = record.period else { continue };
        for (slot, block) in record.slots.iter().filter(|(_, block)| record.is_told_elsewhere(block)) {
            let Some(card) = block.as_scorecard() else { continue };
            if record.scope(slot) != Scope::Elsewhere && publishes_method(&public.records, record, card) {
                cards.entry(record.series(slot)).or_default().entry(period).or_default().push((record, card));
            }
        }
    }
    let leagues = cards.into_iter().filter_map(|(key, periods)| {
        let tables = periods
            .into_iter()
            .filter_map(|(period, cards)| table(public, Round { key: &key, period, cards: &cards }, today));
        let mut tables: Vec<LeagueTable> = tables.collect();
        compare(&mut tables);
        (!tables.is_empty()).then_some(League { key, tables })
    });
    leagues.collect()
}

/// Whether a reader of the record can read how its results came about: see the head of this module.
pub fn publishes_method(records: &Index, record: &Record, card: &Scorecard) -> bool {
    let options = card.options();
    options.has_rules() && (options.method.is_some() || rules(records, record).next().is_some())
}

/// The published rules that a record names as its basis.
pub fn rules<'a>(records: &'a Index, record: &'a Record) -> impl Iterator<Item = &'a Seen> {
    let named = record.basis.iter().map(|one| &one.value).filter(|text| text.contains(['/', '.']));
    named.filter_map(|text| records.refer(record, text)).filter(|rule| &*rule.kind == "rule")
}

/// The league of a record's slot.
pub fn find<'a>(leagues: &'a [League], record: &Seen, slot: &SlotName) -> Option<&'a League> {
    of(leagues, &record.series(slot))
}

/// The league of a series.
pub fn of<'a>(leagues: &'a [League], key: &SeriesKey) -> Option<&'a League> {
    leagues.binary_search_by(|league| league.key.cmp(key)).ok().map(|at| &leagues[at])
}

/// The scorecards of one series and period.
struct Round<'a> {
    key: &'a SeriesKey,
    period: Period,
    cards: &'a [Card<'a>],
}

/// The units of one period; none if there are not two to compare.
fn table(public: &Public, round: Round<'_>, today: Date) -> Option<LeagueTable> {
    let Round { key, period, cards } = round;
    let portal = public.portal();
    let mut lines: BTreeMap<OrgId, LeagueLine> = BTreeMap::new();
    for (record, card) in cards {
        for standing in card.standings().into_iter().filter(Standing::is_result) {
            let Some(org) = portal.orgs.subject(standing.who) else { continue };
            let result = Placing { rank: None, ..placing(&standing) };
            lines.insert(org, LeagueLine { org, record: record.place, result, before: None });
        }
    }
    let (_, first) = cards.first()?;
    let options = first.options();
    let (unrated, mut lines) = (unrated(portal, key.org, &lines, period.end.min(today)), lines.into_values().collect());
    if options.is_ranked {
        place(&mut lines, options.is_higher_better);
    }
    let order = |line: &LeagueLine| {
        let result = &line.result;
        (result.rank.unwrap_or(usize::MAX), result.place.unwrap_or(usize::MAX), portal.orgs.get(line.org).sort)
    };
    lines.sort_by_key(order);
    let records: BTreeSet<Place> = cards.iter().map(|(record, _)| record.place).collect();
    let rules = cards.iter().flat_map(|(record, _)| rules(&public.records, record)).map(|rule| rule.place);
    let rules: BTreeSet<Place> = rules.collect();
    (lines.len() > 1).then(|| LeagueTable {
        period,
        records: records.into_iter().collect(),
        rules: rules.into_iter().collect(),
        is_ranked: options.is_ranked,
        lines,
        unrated,
    })
}

/// A result of one record, to compare with another; its rank is that of the record.
pub fn placing(standing: &Standing<'_>) -> Placing {
    Placing { total: standing.total, band: standing.band.cloned(), place: standing.place, rank: standing.rank }
}

/// Ranks over all records of the period: equal totals share a rank, and the next one is skipped.
fn place(lines: &mut Vec<LeagueLine>, is_higher_better: bool) {
    let totals: Vec<Decimal> = lines.iter().filter_map(|line| line.result.total).collect();
    for line in lines {
        let Some(own) = line.result.total else { continue };
        let is_better = |other: &&Decimal| if is_higher_better { **other > own } else { **other < own };
        line.result.rank = Some(totals.iter().filter(is_better).count() + 1);
    }
}

/// Units below `org` on the levels of those with a result, alive on `day`, without one.
fn unrated(portal: &Portal, org: OrgId, rated: &BTreeMap<OrgId, LeagueLine>, day: Date) -> Vec<OrgId> {
    let orgs = &portal.orgs;
    let levels: BTreeSet<&Arc<str>> = rated.keys().map(|id| &orgs.get(*id).level).collect();
    let is_owed =
        |id: &OrgId| !rated.contains_key(id) && levels.contains(&orgs.get(*id).level) && orgs.life(*id).includes(day);
    orgs.below(org).into_iter().filter(is_owed).collect()
}

/// Gives each unit its result in the last table before: of a period of the same length that was over.
fn compare(tables: &mut [LeagueTable]) {
    for at in 1..tables.len() {
        let (earlier, rest) = tables.split_at_mut(at);
        let Some(own) = rest.first_mut() else { continue };
        let is_before =
            |table: &&LeagueTable| table.period.end < own.period.start && table.period.grain == own.period.grain;
        let Some(last) = earlier.iter().rev().find(is_before) else { continue };
        for line in &mut own.lines {
            let before = last.lines.iter().find(|other| other.org == line.org);
            line.before = before.map(|before| (last.period, before.result.clone()));
        }
    }
}
