//! Pieces that several pages show: links, lines of a list, windows.

use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;

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

/// Figures of one kind, form, slot and year, of a unit and all below it.
#[derive(Clone, Debug, Serialize)]
pub struct RollupView {
    /// Label of the kind.
    pub kind: String,
    /// Label of the form, empty if the kind has only one.
    pub form: String,
    /// Label of the slot.
    pub slot: String,
    /// The year.
    pub year: i16,
    /// Name of the block, which chooses the partial `summary/BLOCK.html`.
    pub block: &'static str,
    /// The summary, prepared for the page.
    pub summary: SummaryView,
    /// Units that reported.
    pub reported: usize,
    /// Units that have such records in any year: of which `reported`.
    pub of: usize,
    /// List of the records that the figures are made of.
    pub href: String,
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
    /// `money`, `number`, `rate`, `text`: chooses the filter.
    pub shape: &'static str,
    /// Word of the qualifier, empty if exact.
    pub qualifier: &'static str,
    /// Unit, empty for none.
    pub unit: Arc<str>,
    /// `total` for a line that sums up those above, `part` for a part of the line above, else empty.
    pub role: &'static str,
}
