//! Pieces that several pages show: links, lines of a list, windows.

use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::blocks::Block;
use crate::blocks::register::State as RowState;
use crate::model::Portal;
use crate::model::record::{Record, Status};
use crate::model::window::{State, Window};
use crate::plan::Place;
use crate::site::Site;
use crate::view::Context;

/// A link with its text.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// The text.
    pub title: String,
    /// Relative address.
    pub href: String,
}

/// A link with a count beside it.
#[derive(Clone, Debug, Serialize)]
pub struct Counted {
    /// The text.
    pub title: String,
    /// Relative address.
    pub href: String,
    /// How many stand behind it.
    pub count: usize,
}

/// One record in a list.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// Its title.
    pub title: Arc<str>,
    /// Its page.
    pub href: String,
    /// Day of publication.
    pub date: Date,
    /// Name of its organisation, with that above where the list spans several.
    pub org: String,
    /// Label of its kind.
    pub kind: String,
    /// Label of its section.
    pub section: String,
    /// `running`, `coming`, `ended`, `corrected`, `withdrawn`: its marks.
    pub marks: Vec<&'static str>,
}

/// Records under one heading: a year, a month, a kind.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// The heading, empty for none.
    pub title: String,
    /// The records.
    pub items: Vec<Item>,
}

/// A notice that is or was on public view.
#[derive(Clone, Debug, Serialize)]
pub struct WindowView {
    /// `coming`, `running`, `ended`, `cut-short`.
    pub state: &'static str,
    /// Day of posting, which does not count.
    pub posted: Date,
    /// First day that counts.
    pub first: Date,
    /// Last day, which is full.
    pub last: Date,
    /// Days that count.
    pub days: u32,
    /// Whether `days` are working days.
    pub is_working_days: bool,
    /// Which of the days today is, from 1; 0 before.
    pub day: i64,
    /// Days left, today included; 0 when it is over.
    pub left: i64,
    /// Share that has passed, in ten-thousandths.
    pub share: i64,
    /// The single days, if there are at most 16.
    pub calendar: Vec<DayView>,
    /// Where it is posted.
    pub channels: Vec<Arc<str>>,
    /// Day on which it was taken down early.
    pub removed: Option<Date>,
    /// Who takes objections.
    pub objections: Option<ObjectionsView>,
    /// What came of it.
    pub outcome: Option<Arc<str>>,
}

/// A day of a window.
#[derive(Clone, Debug, Serialize)]
pub struct DayView {
    /// The day.
    pub date: Date,
    /// Day of the month.
    pub day: i8,
    /// 1 is Monday.
    pub weekday: i8,
    /// Whether it counts: a day of posting or, among working days, a rest day does not.
    pub counts: bool,
    /// `posted`, `past`, `today`, `coming`, `last`.
    pub state: &'static str,
}

/// Who takes objections.
#[derive(Clone, Debug, Serialize)]
pub struct ObjectionsView {
    /// Name.
    pub name: Arc<str>,
    /// Telephone as shown, empty for none.
    pub phone: Arc<str>,
    /// Telephone for a `tel:` link.
    pub tel: String,
    /// Last day on which one is taken.
    pub until: Option<Date>,
}

/// A notice with its window, in a list.
#[derive(Clone, Debug, Serialize)]
pub struct WindowItem {
    /// The record.
    pub item: Item,
    /// Its window.
    pub window: WindowView,
}

/// A file to download.
#[derive(Clone, Debug, Serialize)]
pub struct Download {
    /// What it holds.
    pub title: String,
    /// Relative address.
    pub href: String,
    /// `CSV`, `JSON`, `PDF`.
    pub format: String,
    /// Size in bytes, 0 if not known beforehand.
    pub size: u64,
}

/// Figures of one kind, of a unit and all below it.
#[derive(Clone, Debug, Serialize)]
pub struct RollupGroup {
    /// Label of the kind.
    pub title: String,
    /// Its forms, each with the newest year.
    pub forms: Vec<RollupForm>,
}

/// Figures of one form and year.
#[derive(Clone, Debug, Serialize)]
pub struct RollupForm {
    /// Label of the form, or of the kind if it has none.
    pub title: String,
    /// The year.
    pub year: i16,
    /// Units that reported.
    pub reported: usize,
    /// Units that have records of the kind in any year: of which `reported`.
    pub of: usize,
    /// List of the records that the figures are made of.
    pub href: String,
    /// The slots.
    pub slots: Vec<RollupSlot>,
}

/// Figures of one slot.
#[derive(Clone, Debug, Serialize)]
pub struct RollupSlot {
    /// Label of the slot.
    pub title: String,
    /// Name of the block, which chooses the partial `summary/BLOCK.html`.
    pub block: &'static str,
    /// The summary, prepared for the page.
    pub summary: SummaryView,
}

/// A summary as a table of lines: what the partial shows.
#[derive(Clone, Debug, Serialize)]
pub struct SummaryView {
    /// One line a figure.
    pub lines: Vec<SummaryLine>,
}

/// A line of a summary.
#[derive(Clone, Debug, Serialize)]
pub struct SummaryLine {
    /// What it is: a text key of the theme (`income`, `overdue`) or a label from the content.
    pub label: Arc<str>,
    /// Whether `label` is a text key of the theme.
    pub is_key: bool,
    /// The number in standard form.
    pub value: String,
    /// `money`, `number`, `rate`, `text`: chooses the filter; `merged` and `untold` stand for a figure that is not told.
    pub shape: &'static str,
    /// Word of the qualifier, empty if exact.
    pub qualifier: &'static str,
    /// Unit, empty for none.
    pub unit: Arc<str>,
    /// `total` for a line that sums up those above, `part` for a part of the line above, else empty.
    pub role: &'static str,
}

/// The line of a record in a list; `with_org` names the organisation with the one above.
pub(crate) fn item(context: &Context<'_>, place: Place, with_org: bool) -> Item {
    let portal = context.site.portal();
    let record = &portal.records[place];
    let section = portal.section(record);
    let section = portal.config.sections.iter().find(|named| named.name == section);
    Item {
        title: record.title.clone(),
        href: context.link(&record.page()),
        date: record.published,
        org: if with_org { org_name(portal, &record.org) } else { String::new() },
        kind: portal.kind(record).label.get("zh-Hans").to_owned(),
        section: section.map_or("", |named| named.label.get("zh-Hans")).to_owned(),
        marks: marks(context.site, record),
    }
}

/// Name of an organisation behind that of the one above, unless that is the root.
pub(crate) fn org_name(portal: &Portal, path: &str) -> String {
    let line = portal.orgs.line(portal.orgs.owner(path));
    let names: Vec<&str> = line.iter().skip(1).map(|id| &*portal.orgs.get(*id).name).collect();
    match names.as_slice() {
        [] => portal.orgs.root().name.to_string(),
        [.., above, own] if own.starts_with(above) => (*own).to_owned(),
        [.., above, own] => format!("{above} {own}"),
        [own] => (*own).to_owned(),
    }
}

/// The marks of a record on the site's day.
pub(crate) fn marks(site: &Site, record: &Record) -> Vec<&'static str> {
    let mut marks = Vec::new();
    if record.status == Status::Withdrawn {
        return vec!["withdrawn"];
    }
    match record.window.as_ref().map(|window| window.state(site.today)) {
        Some(State::Running) => marks.push("running"),
        Some(State::Coming) => marks.push("coming"),
        _ => {}
    }
    if site.public.versions.contains_key(&record.id) && !site.public.is_superseded(record) {
        marks.push("corrected");
    }
    marks
}

/// Whether a page that shows the record depends on the day.
pub(crate) fn depends_on_today(site: &Site, record: &Record) -> bool {
    let is_open = |block: &Block| match block {
        Block::Register(register) => {
            register.states(site.today).any(|(state, _)| matches!(state, RowState::Open | RowState::Overdue))
        }
        Block::Procedure(procedure) => procedure.current().is_some(),
        Block::Scorecard(card) => card.last_days().any(|until| until >= site.today),
        _ => false,
    };
    let window = record.window.as_ref().map(|window| window.state(site.today));
    matches!(window, Some(State::Coming | State::Running)) || record.slots.iter().any(|(_, block)| is_open(block))
}

/// Longest window of which every day is shown.
const CALENDAR: i64 = 16;

/// The window of a record on the site's day.
pub(crate) fn window(site: &Site, window: &Window) -> WindowView {
    let (today, first, last) = (site.today, window.first(), window.last);
    let length = window.posted.days_until(last);
    let day = window.posted.days_until(today).clamp(0, length);
    let calendar = &site.portal().calendar;
    let counts = |date: Date| !window.rule.is_working_days || calendar.is_working_day(date) == Some(true);
    let days = (0..=length).filter(|_| length <= CALENDAR).map(|offset| {
        let date = window.posted.plus(offset);
        let state = match () {
            () if date == today && offset > 0 => "today",
            () if offset == 0 => "posted",
            () if date == last => "last",
            () if date < today => "past",
            () => "coming",
        };
        DayView { date, day: date.day(), weekday: date.weekday(), counts: offset > 0 && counts(date), state }
    });
    WindowView {
        state: match window.state(today) {
            State::Coming => "coming",
            State::Running => "running",
            State::Ended => "ended",
            State::CutShort => "cut-short",
        },
        posted: window.posted,
        first,
        last,
        days: window.rule.days,
        is_working_days: window.rule.is_working_days,
        day,
        left: if today > last { 0 } else { today.max(first).days_until(last) + 1 },
        share: crate::base::number::ratio(day, length),
        calendar: days.collect(),
        channels: window.channels.clone(),
        removed: window.removed,
        objections: window.objections.as_ref().map(|objections| ObjectionsView {
            name: objections.name.clone(),
            phone: objections.phone.clone(),
            tel: crate::view::frame::tel(&objections.phone),
            until: objections.until,
        }),
        outcome: window.outcome.clone(),
    }
}

/// Notices on public view among `places`, those that end first in front.
pub(crate) fn running(context: &Context<'_>, places: impl Iterator<Item = Place>, with_org: bool) -> Vec<WindowItem> {
    let site = context.site;
    let mut found: Vec<WindowItem> = places
        .filter_map(|place| {
            let own = site.portal().records[place].window.as_ref()?;
            let is_open = matches!(own.state(site.today), State::Running | State::Coming);
            is_open.then(|| WindowItem { item: item(context, place, with_org), window: window(site, own) })
        })
        .collect();
    found.sort_by_key(|one| (one.window.last, one.item.href.clone()));
    found
}
