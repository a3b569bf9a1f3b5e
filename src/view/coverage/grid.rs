//! Who is late, as a picture: every unit that owes anything is a tile, by the units right below. The numbers stand in the
//! tables beside it.

use serde::Serialize;

use crate::coverage::{Counts, State};
use crate::model::org::OrgId;
use crate::plan::Page;
use crate::view::Context;
use crate::view::parts::Link;

/// Of more units a picture says nothing at a glance.
const MOST: usize = 160;

/// Units below one.
#[derive(Clone, Debug, Serialize)]
pub struct GridGroup {
    /// The unit above them.
    pub title: String,
    /// The units.
    pub tiles: Vec<GridTile>,
}

/// A unit.
#[derive(Clone, Debug, Serialize)]
pub struct GridTile {
    /// It, leading to its board.
    pub unit: Link,
    /// Items of which it has not published what it owed last.
    pub missing: u64,
    /// Items of which it published that late.
    pub late: u64,
    /// `missing`, `late`, `met`, or `due` if nothing was due yet.
    pub state: State,
}

/// The units of `org` and below it.
pub(super) fn of_org(context: &Context<'_>, org: OrgId) -> Vec<GridGroup> {
    let orgs = &context.site.portal().orgs;
    let (mut alone, mut groups) = (vec![org], Vec::new());
    for child in &orgs.get(org).children {
        match orgs.get(*child).children.is_empty() {
            true => alone.push(*child),
            false => groups.push((*child, Vec::from_iter(std::iter::once(*child).chain(orgs.below(*child))))),
        }
    }
    groups.push((org, alone));
    let groups = groups.into_iter().map(|(above, units)| GridGroup {
        title: context.org_name(above).to_owned(),
        tiles: units.into_iter().filter_map(|unit| tile(context, unit)).collect(),
    });
    let groups: Vec<GridGroup> = groups.filter(|group| !group.tiles.is_empty()).collect();
    let count: usize = groups.iter().map(|group| group.tiles.len()).sum();
    if (3..=MOST).contains(&count) { groups } else { Vec::new() }
}

/// A unit by the newest duty of each of its items.
fn tile(context: &Context<'_>, org: OrgId) -> Option<GridTile> {
    let newest = super::board::newest(context, org);
    let is_gone = context.site.portal().orgs.life(org).end.is_some_and(|end| end < context.site.today);
    if newest.is_empty() || is_gone {
        return None;
    }
    let mut counts = Counts::default();
    newest.values().for_each(|duty| counts.add(duty.state));
    let state = match counts {
        Counts { missing: 1.., .. } => State::Missing,
        Counts { late: 1.., .. } => State::Late,
        Counts { met: 1.., .. } => State::Met,
        _ => State::Due,
    };
    let unit = Link { title: context.org_name(org).to_owned(), href: context.link(&Page::Coverage(org))? };
    Some(GridTile { unit, missing: counts.missing, late: counts.late, state })
}
