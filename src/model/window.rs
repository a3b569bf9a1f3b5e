//! The publicity window of a record: how long it is on public view, and where it stands on a day.

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, missing};
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::model::calendar::Calendar;
use crate::model::kind::WindowRule;

rules! {
    /// A window that ends before it begins.
    REVERSED: Error "window/reversed" {
        zh: "公示期到 {until} 截止，却从 {from} 起" => "查对 `from`（起）和 `until`（止）；张贴当天不算，最早到第二天截止",
        en: "the window ends on {until}, but begins on {from}" => "look up `from` and `until`; the day of posting does not count, so it ends on the next day at the earliest",
        wrong: "window: {from: 2025-07-16, until: 2025-07-10}", right: "window: {from: 2025-07-16, until: 2025-07-23}",
    }
    /// Working days in a year without a table.
    NO_YEAR: Error "calendar/no-year" {
        zh: "没有 {year} 年的放假和调休安排，算不出 {days} 个工作日后的截止日" => "在 `calendar.yaml` 里加上 {year} 年的 `rest`（放假）和 `work`（调休上班），或直接写 `until: 截止日期`",
        en: "there is no table of rest days for {year}, so the end of {days} working days is unknown" => "add `rest` and `work` for {year} to `calendar.yaml`, or write `until: DATE`",
    }
}

/// Days on public view.
#[derive(Clone, Debug)]
pub struct Window {
    /// Day of posting, which does not count.
    pub posted: Date,
    /// Last day, which is full.
    pub last: Date,
    /// Days that count, as the record says or as they come to.
    pub rule: WindowRule,
    /// Where it is posted.
    pub channels: Vec<Arc<str>>,
    /// Day on which it was taken down.
    pub removed: Option<Date>,
    /// Who takes objections.
    pub objections: Option<Objections>,
    /// What came of it.
    pub outcome: Option<Arc<str>>,
    /// Where it stands.
    pub span: Span,
}

/// Who takes objections.
#[derive(Clone, Debug)]
pub struct Objections {
    /// Name.
    pub name: Arc<str>,
    /// Telephone, empty for none.
    pub phone: Arc<str>,
    /// Last day on which one is taken.
    pub until: Option<Date>,
}

/// Where a window stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Not posted yet, or posted today.
    Coming,
    /// On public view.
    Running,
    /// Over in full.
    Ended,
    /// Taken down before its last day.
    CutShort,
}

impl FromNode for Objections {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let name = fields.need("name", diags);
        let phone = fields.get("phone", diags).unwrap_or_default();
        let until = fields.get("until", diags);
        fields.finish(diags);
        Some(Self { name: name?, phone, until })
    }
}

/// What a window needs to know besides its own keys.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// Day of publication of the record, on which it is posted unless it says otherwise.
    pub published: Date,
    /// The rule of its kind.
    pub rule: Option<WindowRule>,
    /// Working days.
    pub calendar: &'a Calendar,
}

impl Window {
    /// Reads `window:`. Days that the record does not give are those of its kind.
    pub fn read(node: &Node, setting: Setting<'_>, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let from: Option<Date> = fields.get("from", diags);
        let posted: Option<Date> = fields.get("posted", diags);
        let calendar_days = fields.get("days", diags).map(|days| WindowRule { days, is_working_days: false });
        let working_days = fields.get("working-days", diags).map(|days| WindowRule { days, is_working_days: true });
        let until: Option<Date> = fields.get("until", diags);
        let channels = fields.get("channels", diags).unwrap_or_default();
        let removed = fields.get("removed", diags);
        let objections = fields.get("objections", diags);
        let outcome = fields.get("outcome", diags);
        let is_readable = fields.is_readable();
        fields.finish(diags);
        let posted = from.or(posted).unwrap_or(setting.published);
        if !is_readable {
            return None;
        }
        let rule = calendar_days.or(working_days).or(if until.is_some() { None } else { setting.rule });
        let (rule, last) = match (until, rule) {
            (Some(last), rule) => (rule.unwrap_or_else(|| counted(posted, last)), last),
            (None, Some(rule)) => (rule, last_day(posted, rule, (setting.calendar, &node.span), diags)?),
            (None, None) => {
                diags.push(missing("days", node.span.clone()));
                return None;
            }
        };
        if last <= posted {
            let reversed = Diagnostic::new(&REVERSED, node.span.clone());
            diags.push(reversed.with("from", posted).with("until", last));
            return None;
        }
        Some(Self { posted, last, rule, channels, removed, objections, outcome, span: node.span.clone() })
    }

    /// Where it stands on `today`.
    pub fn state(&self, today: Date) -> State {
        match self.removed {
            Some(removed) if removed <= self.last && removed <= today => State::CutShort,
            _ if today < self.posted => State::Coming,
            _ if today <= self.last => State::Running,
            _ => State::Ended,
        }
    }

    /// First day that counts.
    pub fn first(&self) -> Date {
        self.posted.plus(1)
    }
}

/// The days that a window with a stated end comes to.
fn counted(posted: Date, last: Date) -> WindowRule {
    WindowRule { days: u32::try_from(posted.days_until(last)).unwrap_or(0), is_working_days: false }
}

/// Last day of a window: the day of posting does not count, and an end on a rest day moves to the next working day.
fn last_day(posted: Date, rule: WindowRule, at: (&Calendar, &Span), diags: &mut Diagnostics) -> Option<Date> {
    let (calendar, span) = at;
    if !rule.is_working_days {
        return Some(calendar.next_working_day(posted.plus(i64::from(rule.days))));
    }
    match calendar.working_days_after(posted, rule.days.min(3_660)) {
        Ok(last) => Some(last),
        Err(year) => {
            let unknown = Diagnostic::new(&NO_YEAR, span.clone());
            diags.push(unknown.with("year", year).with("days", rule.days));
            None
        }
    }
}
