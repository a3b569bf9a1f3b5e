//! Which bodies a unit has, and how many of the units below have all of theirs.

use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::model::body::Body;
use crate::model::body_set::BodySet;
use crate::model::org::{Org, OrgId};
use crate::plan::Page;
use crate::view::Context;
use crate::view::link::Href;
use crate::view::parts::Link;

/// The bodies of a unit by one set.
#[derive(Clone, Debug, Serialize)]
pub struct BodySetView {
    /// What they are called together.
    pub name: Arc<str>,
    /// How many of them there are today.
    pub have: usize,
    /// The bodies, in the order of the set.
    pub bodies: Vec<BodyView>,
}

/// A body that a unit has or lacks.
#[derive(Clone, Debug, Serialize)]
pub struct BodyView {
    /// Its name in the set.
    pub name: Arc<str>,
    /// What it is called here, if that is another name.
    pub title: Option<Arc<str>>,
    /// Its own page.
    pub href: Option<Href>,
    /// Post or name of its head.
    pub head: Option<Arc<str>>,
    /// First day.
    pub since: Option<Date>,
    /// Last day, if it is over.
    pub until: Option<Date>,
    /// `there`, `coming`, `ended`, `missing`.
    pub state: &'static str,
}

/// How many units below have all bodies of a set.
#[derive(Clone, Debug, Serialize)]
pub struct BodyCounts {
    /// What the bodies are called together.
    pub name: Arc<str>,
    /// Units that should have them and exist today.
    pub units: usize,
    /// Of these, units that have all.
    pub complete: usize,
    /// The others; of many the first.
    pub lacking: Vec<Lacking>,
    /// How many more of these there are.
    pub more: usize,
}

/// Units that are named one by one.
const NAMED: usize = 12;

/// A unit that lacks bodies.
#[derive(Clone, Debug, Serialize)]
pub struct Lacking {
    /// The unit.
    pub unit: Link,
    /// Names of what it lacks.
    pub bodies: Vec<Arc<str>>,
}

/// The bodies that a unit should have, by set, as of today or, of a unit that has ended, of its last day.
pub(crate) fn of_unit(context: &Context<'_>, id: OrgId) -> Vec<BodySetView> {
    let portal = context.site.portal();
    let org = portal.orgs.get(id);
    let day = portal.orgs.life(id).end.map_or(context.site.today, |end| end.min(context.site.today));
    let sets = portal.config.body_sets.iter().filter(|set| set.owed_by.includes(org));
    sets.map(|set| set_view(context, (set, org), day)).collect()
}

fn set_view(context: &Context<'_>, (set, org): (&BodySet, &Org), day: Date) -> BodySetView {
    let bodies: Vec<BodyView> = set.bodies.iter().map(|name| body_view(context, (name, org), day)).collect();
    let have = bodies.iter().filter(|body| body.state == "there").count();
    BodySetView { name: context.tongue.word(&set.name), have, bodies }
}

/// The body of a name that is there on `day`, else the last one that was or the next that will be.
fn body_view(context: &Context<'_>, (name, org): (&Arc<str>, &Org), day: Date) -> BodyView {
    let own = || org.bodies.iter().filter(|body| body.name.value == *name);
    let found: Option<&Body> =
        own().find(|body| body.days.include(day)).or_else(|| own().max_by_key(|body| body.days.since()));
    let orgs = &context.site.portal().orgs;
    let place = found.and_then(|body| orgs.subject(&body.org.as_ref()?.value));
    let word = |word: &Arc<str>| context.tongue.word(word);
    let state = match found {
        None => "missing",
        Some(body) if body.days.include(day) => "there",
        Some(body) if body.days.until().is_some_and(|until| until < day) => "ended",
        Some(_) => "coming",
    };
    BodyView {
        name: context.tongue.word(name),
        title: found.and_then(|body| body.title.as_ref()).filter(|title| *title != name).map(word),
        href: place.map(|place| context.to(&Page::Org(place))),
        head: found.and_then(|body| body.head.as_ref()).map(word),
        since: found.and_then(|body| body.days.since()),
        until: found.and_then(|body| body.days.until()),
        state,
    }
}

/// How many of the units below have all bodies, by set; sets that no unit below should have are left out.
pub(crate) fn below(context: &Context<'_>, id: OrgId) -> Vec<BodyCounts> {
    let portal = context.site.portal();
    if portal.config.body_sets.is_empty() {
        return Vec::new();
    }
    let today = context.site.today;
    let below = portal.orgs.below(id);
    let alive: Vec<OrgId> = below.into_iter().filter(|id| portal.orgs.life(*id).includes(today)).collect();
    let counts = portal.config.body_sets.iter().map(|set| {
        let units: Vec<OrgId> = alive.iter().copied().filter(|id| set.owed_by.includes(portal.orgs.get(*id))).collect();
        let lacking = units.iter().map(|id| Lacking {
            unit: context.org_link(*id),
            bodies: set.lacking(portal.orgs.get(*id), today).map(|name| context.tongue.word(name)).collect(),
        });
        let lacking: Vec<Lacking> = lacking.filter(|unit| !unit.bodies.is_empty()).collect();
        BodyCounts {
            name: context.tongue.word(&set.name),
            units: units.len(),
            complete: units.len() - lacking.len(),
            more: lacking.len().saturating_sub(NAMED),
            lacking: lacking.into_iter().take(NAMED).collect(),
        }
    });
    counts.filter(|counts| counts.units > 0).collect()
}
