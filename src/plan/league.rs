//! Files of league tables and what they are called.

use std::collections::BTreeSet;

use crate::base::part::Part;
use crate::base::path::SitePath;
use crate::base::period::{Grain, Period};
use crate::league::League;
use crate::model::org::OrgId;
use crate::plan::{Page, Plan, unit_folder};
use crate::publish::Public;
use crate::publish::index::SeriesKey;

/// League tables, with the newest of each as its index, and a list for every unit that has some or stands above one.
pub(super) fn add(public: &Public, leagues: &[League], plan: &mut Plan) {
    for (at, league) in leagues.iter().enumerate() {
        for (table, own) in league.tables.iter().enumerate() {
            plan.add(table_path(public, &league.key, Some(own.period)), Page::League { league: at, table });
        }
        let newest = league.tables.len().saturating_sub(1);
        plan.add(table_path(public, &league.key, None), Page::League { league: at, table: newest });
        plan.add(rows_path(public, &league.key), Page::LeagueRows(at));
    }
    let shown: BTreeSet<OrgId> = leagues.iter().flat_map(|league| public.portal().orgs.line(league.key.org)).collect();
    for org in shown {
        plan.add(list_path(public, org), Page::Leagues(org));
    }
}

/// Path of the list of the leagues of a unit and all below it.
pub fn list_path(public: &Public, org: OrgId) -> SitePath {
    unit_folder(public, "league", org).join("index.html")
}

/// Path of a league table: `league/ORG/FORM/PERIOD.html`, or without a period the newest one.
pub fn table_path(public: &Public, key: &SeriesKey, period: Option<Period>) -> SitePath {
    let folder = unit_folder(public, "league", key.org).join(name(public, key));
    match period {
        None => folder.join("index.html"),
        Some(period) if period.grain == Grain::Range => folder.join((period.start, "_", period.end, ".html")),
        Some(period) => folder.join((period, ".html")),
    }
}

/// Path of the rows of a league: `data/league/ORG/FORM.csv`.
pub fn rows_path(public: &Public, key: &SeriesKey) -> SitePath {
    unit_folder(public, "data/league", key.org).join((name(public, key), ".csv"))
}

/// The form, or the kind if there is none, with the slot behind it unless it is the kind's first.
fn name<'a>(public: &Public, key: &'a SeriesKey) -> impl Part + use<'a> {
    let first = public.portal().kinds[&key.shape.kind].slots.first();
    let slot = first.is_none_or(|first| first.name != key.slot).then_some(("-", &key.slot));
    (key.shape.form.as_ref().unwrap_or(&key.shape.kind), slot)
}
