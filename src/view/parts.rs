//! Pieces that several pages show: links, lines of a list, windows.

use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::glossary::Tongue;
use crate::model::org::OrgId;
use crate::model::record::{Record, Status};
use crate::model::window::State;
use crate::plan::Page;
use crate::publish::index::{Place, Seen};
use crate::site::Site;
use crate::view::block::account::SpentView;
use crate::view::link::Href;
use crate::view::reported::PeriodView;
use crate::view::stands::StandView;
use crate::view::{Context, keys};

/// A link with its text.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    /// The text.
    pub title: String,
    /// Relative address.
    pub href: Href,
}

/// A link with a count beside it.
#[derive(Clone, Debug, Serialize)]
pub struct Counted {
    /// The text.
    pub title: String,
    /// Relative address.
    pub href: Href,
    /// How many stand behind it.
    pub count: usize,
}

/// One record in a list.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// The words of the link.
    pub title: Arc<str>,
    /// Its page.
    pub href: Href,
    /// Day of publication.
    pub date: Date,
    /// Name of its organisation, with that above where the list spans several.
    pub org: String,
    /// Label of its kind.
    pub kind: String,
    /// Label of its section.
    pub section: String,
    /// `running`, `extended`, `coming`, `cut_short`, `corrected`, `withdrawn`: its marks.
    pub marks: Vec<&'static str>,
}

/// Records under one heading: a year, a month, a kind.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// The heading, empty for none.
    pub title: String,
    /// What a link to the heading ends with.
    pub id: String,
    /// The records.
    pub items: Vec<Item>,
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
    /// Units that reported or, alive and owing it, should have.
    pub of: usize,
    /// Whether the catalogue says that it is owed at all.
    pub is_owed: bool,
    /// The same for each of several periods of the year.
    pub periods: Vec<PeriodView>,
    /// Page or list of what the figures are made of, if there is one.
    pub href: Option<Href>,
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
    /// On which days things stood that it adds up.
    pub stands: Vec<StandView>,
}

/// Rows of the lists of others that name a unit.
#[derive(Clone, Debug, Serialize)]
pub struct NamedForm {
    /// Label of the form, or of the kind if it has none.
    pub title: String,
    /// The year.
    pub year: i16,
    /// How many rows.
    pub rows: u64,
    /// The records that they stand in.
    pub records: Vec<Link>,
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
    /// `money`, `number`, `rate`, `range` (`3200..3600`), `text`: chooses the filter; `merged` and `untold` stand for a
    /// figure that is not told, and `value` is the smallest count that is.
    pub shape: &'static str,
    /// Word of the qualifier, empty if exact.
    pub qualifier: &'static str,
    /// Unit, empty for none.
    pub unit: Arc<str>,
    /// `total` for a line that sums up those above, `part` for a part of the line above, else empty.
    pub role: &'static str,
    /// What stands in small type under the label: what a rate is told of; empty for nothing.
    pub note: Arc<str>,
}

impl SummaryLine {
    /// A line whose label is a text key of the theme.
    pub(crate) fn keyed(label: &str, value: String, shape: &'static str) -> Self {
        let (unit, note) = (Arc::default(), Arc::default());
        Self { label: label.into(), is_key: true, value, shape, qualifier: "", unit, role: "", note }
    }

    /// A count whose label is a text key of the theme.
    pub(crate) fn count(label: &str, count: u64) -> Self {
        Self::keyed(label, count.to_string(), "number")
    }

    /// A line whose label comes from the content.
    pub(crate) fn named(label: impl Into<Arc<str>>, value: String, shape: &'static str) -> Self {
        Self { label: label.into(), is_key: false, ..Self::keyed("", value, shape) }
    }

    /// The same as a part of the line above.
    pub(crate) fn part(self) -> Self {
        Self { role: "part", ..self }
    }

    /// The same with a note.
    pub(crate) fn noted(self, note: String) -> Self {
        Self { note: note.into(), ..self }
    }

    /// The same in days.
    pub(crate) fn in_days(self, tongue: Tongue<'_>) -> Self {
        Self { unit: tongue.say_for(keys::DAYS, &self.value).into(), ..self }
    }
}

/// Where the money of a year went.
#[derive(Clone, Debug, Serialize)]
pub struct YearSpent {
    /// What its statements are called.
    pub title: String,
    /// The year.
    pub year: i16,
    /// What the figures are made of.
    pub href: Option<Href>,
    /// By category.
    #[serde(flatten)]
    pub spent: SpentView,
}

/// The line of a record in a list; `with_org` names the organisation with the one above.
pub(crate) fn item(context: &Context<'_>, place: Place, with_org: bool) -> Item {
    let portal = context.site.portal();
    let record = context.site.record(place);
    let section = portal.config.sections.iter().find(|named| named.name == record.section);
    Item {
        title: record.title.clone(),
        href: context.to(&Page::record(place)),
        date: record.published,
        org: if with_org { org_name(context, record.org) } else { String::new() },
        kind: context.label(&portal.kind(record).label),
        section: section.map_or(String::new(), |named| context.label(&named.label)),
        marks: marks(context.site, record),
    }
}

/// Name of an organisation behind that of the one above, unless that is the root.
pub(crate) fn org_name(context: &Context<'_>, org: OrgId) -> String {
    let portal = context.site.portal();
    let line = portal.orgs.line(org);
    let names: Vec<&str> = line.iter().skip(1).map(|id| context.org_name(*id)).collect();
    match names.as_slice() {
        [] => context.org_name(OrgId::ROOT).to_owned(),
        [.., above, own] if own.starts_with(above) => (*own).to_owned(),
        [.., above, own] => format!("{above} {own}"),
        [own] => (*own).to_owned(),
    }
}

/// The marks of a record on the site's day.
pub(crate) fn marks(site: &Site, record: &Seen) -> Vec<&'static str> {
    let mut marks = Vec::new();
    if record.status == Status::Withdrawn {
        return vec!["withdrawn"];
    }
    let window = record.window.as_ref();
    match window.map(|window| window.state(site.today)) {
        Some(State::Running) => {
            marks.push("running");
            let is_extended = window.is_some_and(|window| window.turns_by(site.today).next().is_some());
            marks.extend(is_extended.then_some("extended"));
        }
        Some(State::Coming) => marks.push("coming"),
        Some(State::CutShort) => marks.push("cut_short"),
        _ => {}
    }
    if !record.versions.is_empty() && !record.is_superseded() {
        marks.push("corrected");
    }
    marks
}

/// Whether a page that shows the record depends on the day.
pub(crate) fn depends_on_today(site: &Site, record: &Record) -> bool {
    let window = record.window.as_ref().is_some_and(|window| {
        let is_open = matches!(window.state(site.today), State::Coming | State::Running);
        is_open || window.received(site.today).any(|one| !one.is_answered(site.today))
    });
    window || record.slots.iter().any(|(_, block)| block.is_open(site.today))
}
