//! On which day things stood that a total adds up, and who is left out because its figure is of another day.

use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::blocks::share::Day;
use crate::rollup::{Slot, Stand};
use crate::view::parts::Link;
use crate::view::{Context, keys};

/// What stands on one day in a total.
#[derive(Clone, Debug, Serialize)]
pub struct StandView {
    /// Which figures, if not all of one day.
    pub figures: Vec<String>,
    /// The day; of an opening balance the day on which the time begins.
    pub day: Date,
    /// Units whose figures are of this day.
    pub units: usize,
    /// Units whose figures are of another day and are not added; of many the first.
    pub behind: Vec<Behind>,
    /// How many more of these there are.
    pub more: usize,
}

/// Units that are named one by one.
const NAMED: usize = 20;

/// A unit that is left out.
#[derive(Clone, Debug, Serialize)]
pub struct Behind {
    /// The unit.
    pub unit: Link,
    /// The day of its figure.
    pub day: Date,
}

/// What stands where in a total, as far as several units are in it.
pub(crate) fn views(context: &Context<'_>, slot: &Slot) -> Vec<StandView> {
    let several = |stand: &&Stand| stand.units.len() + stand.behind.len() > 1;
    let stands = slot.stands.iter().filter(|(_, stand)| several(stand));
    let mut groups: Vec<(&Stand, Vec<String>)> = Vec::new();
    for (name, stand) in stands {
        match groups.iter_mut().find(|(known, _)| *known == stand) {
            Some((_, names)) => names.push(figure(context, name)),
            None => groups.push((stand, vec![figure(context, name)])),
        }
    }
    let is_one = groups.len() == 1;
    let views = groups.into_iter().filter_map(|(stand, names)| {
        let day = stand.day.date()?;
        let is_opening = matches!(stand.day, Day::Earliest(_));
        let figures = if is_one && !is_opening { Vec::new() } else { names };
        let more = stand.behind.len().saturating_sub(NAMED);
        let behind = stand.behind.iter().take(NAMED).map(|(id, day)| Behind { unit: context.org_link(*id), day: *day });
        Some(StandView { figures, day, units: stand.units.len(), behind: behind.collect(), more })
    });
    views.collect()
}

/// What a part of a total is called.
fn figure(context: &Context<'_>, name: &Arc<str>) -> String {
    match &**name {
        "opening" => context.say(keys::OPENING, &[]),
        "closing" => context.say(keys::CLOSING, &[]),
        name => context.tongue.text(name.split('|').next().unwrap_or(name)).to_owned(),
    }
}
