//! The calendar of a unit with all below it: what is on public view, with the days for objections and whom to ask, and what
//! has to be published in the next months. What several units owe on one day is one event.

use std::collections::BTreeMap;

use icalendar::{Component, Event, EventLike, Property};

use crate::base::date::Date;
use crate::base::moment::Moment;
use crate::base::path::encode_all;
use crate::base::period::Period;
use crate::coverage::{Duty, State as DutyState};
use crate::data::words::one_line;
use crate::export::feed;
use crate::export::ics::{self, Days};
use crate::model::org::OrgId;
use crate::model::window::{State, Window};
use crate::plan::Page;
use crate::publish::changes;
use crate::publish::index::Seen;
use crate::site::AHEAD;
use crate::view::parts::org_name;
use crate::view::{Context, keys, share};

/// Names of units that an event lists.
const NAMED: usize = 20;

/// The calendar of `org`.
pub(crate) fn of_unit(context: &Context<'_>, org: OrgId) -> String {
    let (site, records) = (context.site, &context.site.public.records);
    let orgs: Vec<OrgId> = std::iter::once(org).chain(site.portal().orgs.below(org)).collect();
    let with_window = orgs.iter().flat_map(|org| records.at_all(records.with_window(*org)));
    let open = with_window.filter_map(|record| Some((record, record.window.as_ref()?)));
    let is_open = |window: &Window| matches!(window.state(site.today), State::Running | State::Coming);
    let windows = open.filter(|(_, window)| is_open(window)).map(|(record, window)| on_view(context, record, window));
    let due = due(context, &orgs).into_iter().map(|(key, owing)| falls_due(context, key, &owing));
    let mut calendar = ics::calendar("calendar", windows.chain(due));
    let name = one_line(&context.say(keys::DATES_OF, &[context.org_name(org)]));
    calendar.append_property(Property::new("X-WR-CALNAME", name));
    calendar.timezone(&*site.portal().config.time_zone);
    ics::text(&calendar)
}

/// The days on which something is on public view and may be objected to.
fn on_view(context: &Context<'_>, record: &Seen, window: &Window) -> Event {
    let site = context.site;
    let (term, taken) = (window.term(site.today), window.taken_until(site.today));
    let known = moment(context, &changes::last(&site.public, record));
    let days = Days {
        id: format!("{}:window", feed::name(site, record)),
        title: one_line(&context.say(keys::DATE_OF_WINDOW, &[&org_name(context, record.org), &record.title])),
        first: term.first(),
        last: taken.map_or(term.last, |taken| taken.max(term.last)),
        known: known.clone(),
    };
    let mut event = days.event();
    event.append_property(Property::new("LAST-MODIFIED", known));
    let changed = changes::of(&site.public, record).len().saturating_sub(1);
    event.append_property(Property::new("SEQUENCE", changed.to_string()));
    event.append_property(Property::new("TRANSP", "TRANSPARENT"));
    event.description(&description(context, record, window));
    let places: Vec<String> = window.channels.iter().filter_map(|channel| place(context, &channel.name)).collect();
    if !places.is_empty() {
        event.location(&places.join(&context.say(keys::DUN, &[])));
    }
    if let Some(page) = context.canonical_of(&Page::record(record.place)) {
        event.append_property(Property::new("URL", page));
    }
    event
}

/// Where people can read it, other than on the site itself: as the theme calls a place that it knows, or as it was written.
fn place(context: &Context<'_>, name: &str) -> Option<String> {
    match name {
        "web" | "broadcast" | "group" => None,
        "board" => Some(context.say(keys::ON_BOARD, &[])),
        "meeting" => Some(context.say(keys::AT_MEETING, &[])),
        own => Some(one_line(context.tongue.text(own))),
    }
}

/// What it says, until when it hangs, until when objections are taken, and who takes them.
fn description(context: &Context<'_>, record: &Seen, window: &Window) -> String {
    let today = context.site.today;
    let words = context.tongue.written();
    let day = |date: Date| words.date(&date.to_string());
    let mut lines = vec![share::sentence_on(context, record.place)];
    lines.push(context.say(keys::ON_VIEW_UNTIL, &[&day(window.term(today).last)]));
    let taken = window.taken_until(today).filter(|_| window.invites(today));
    if let (Some(own), Some(until)) = (&window.objections, taken) {
        let act = window.act.as_deref().map(|act| context.label(&act.objection)).filter(|called| !called.is_empty());
        let called = act.unwrap_or_else(|| context.say(keys::OBJECTION, &[]));
        lines.push(context.say(keys::OBJECT_UNTIL, &[&day(until), &called]));
        let who = [&*own.contact.name, &*own.contact.phone].join(" ");
        lines.push(context.say(keys::PAIR, &[&context.say(keys::OBJECT_TO, &[]), who.trim()]));
    }
    lines.extend(context.canonical_of(&Page::record(record.place)));
    let lines: Vec<String> = lines.iter().map(|line| one_line(line)).collect();
    lines.join("\n")
}

/// What is owed on one day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Owed {
    deadline: Date,
    /// The item by its position in the catalogue.
    item: usize,
    /// The time that it is owed for.
    period: Period,
}

/// What falls due soon, with the units that owe it.
fn due<'a>(context: &Context<'a>, orgs: &[OrgId]) -> BTreeMap<Owed, Vec<&'a Duty>> {
    let today = context.site.today;
    let is_due = |duty: &&Duty| duty.state == DutyState::Due && duty.deadline <= today.plus(AHEAD);
    let mut found: BTreeMap<Owed, Vec<&Duty>> = BTreeMap::new();
    for duty in orgs.iter().flat_map(|org| context.site.ahead.of(*org)).filter(is_due) {
        let owed = Owed { deadline: duty.deadline, item: duty.item, period: duty.period };
        found.entry(owed).or_default().push(duty);
    }
    found
}

/// The last day on which publishing is in time.
fn falls_due(context: &Context<'_>, owed: Owed, owing: &[&Duty]) -> Event {
    let Owed { deadline, item, period } = owed;
    let site = context.site;
    let obligation = &site.portal().catalogue[item];
    let what = format!("{} {}", context.tongue.text(&obligation.name), context.period(period));
    let names: Vec<String> = owing.iter().map(|duty| org_name(context, duty.org)).collect();
    let title = match &names[..] {
        [only] => one_line(&context.say(keys::DATE_OF_DUTY, &[only, &what])),
        _ => one_line(&context.say(keys::DATE_OF_DUTIES, &[&what, &names.len().to_string()])),
    };
    // Who owes it changes from day to day; the event stays that of the unit that the calendar is of.
    let of = site.plan.at(context.page);
    let id = format!("{of}:{}:{}:{deadline}", obligation.id, encode_all(&period.to_string()));
    let known = Moment::of(deadline.plus(-AHEAD), &site.portal().config.time_zone, 0).utc();
    let days = Days { id: site.tag(&id).unwrap_or(id), title, first: deadline, last: deadline, known };
    let mut event = days.event();
    event.append_property(Property::new("TRANSP", "TRANSPARENT"));
    if names.len() > 1 {
        let mut told = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(&context.say(keys::DUN, &[]));
        if names.len() > NAMED {
            told = context.say(keys::AND_OTHERS, &[&told, &names.len().to_string()]);
        }
        event.description(&told);
    }
    if let Some(page) = context.canonical_of(&Page::CoverageItem(item)) {
        event.append_property(Property::new("URL", page));
    }
    event
}

fn moment(context: &Context<'_>, stamp: &changes::Stamp) -> String {
    Moment::of(stamp.day, &context.site.portal().config.time_zone, stamp.number).utc()
}
