//! Reading `window:`: its days, its changes, its places, its objections.

use std::sync::Arc;

use crate::base::calendar::{Calendar, Reached};
use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, Spanned, missing};
use crate::base::lang::Text;
use crate::base::length::{Length, TimeUnit};
use crate::base::yaml::Node;
use crate::model::act::{Act, WindowSettings};
use crate::model::window::given::{Given, GivenObjections, GivenReceived, given_changes};
use crate::model::window::{Change, Objections, Received, Turn, Window};

rules! {
    /// A window that ends before it begins.
    REVERSED: Error "window/reversed" {
        zh: "公示期到 {until} 截止，却从 {from} 起" => "查对 `from`（起）和 `until`（止）；张贴当天不算，最早到第二天截止",
        en: "the window ends on {until}, but begins on {from}" => "look up `from` and `until`; the day of posting does not count, so it ends on the next day at the earliest",
        wrong: "window: {from: 2025-07-16, until: 2025-07-10}", right: "window: {from: 2025-07-16, until: 2025-07-23}",
    }
    /// An extension or restart before the window began.
    EARLY: Error "window/changed-before-it-began" {
        zh: "{posted} 才张贴，{date} 就{change}了" => "查对 `date`；还没张贴的，直接改 `from` 和天数",
        en: "it was posted on {posted}, but {change} on {date}" => "look up `date`; before the posting, change `from` and the days instead",
        wrong: "window: {from: 2025-07-16, days: 7, extended: {date: 2025-07-10, until: 2025-07-30, reason: 汛期}}", right: "window: {from: 2025-07-16, days: 7, extended: {date: 2025-07-20, until: 2025-07-30, reason: 汛期}}",
    }
    /// An answer before the question.
    ANSWER: Error "window/answered-before-received" {
        zh: "{date} 才收到意见，{replied} 就答复了" => "查对两个日期",
        en: "the objection came in on {date}, but was answered on {replied}" => "look up both dates",
        wrong: "- {date: 2025-07-18, matter: 面积少算, replied: 2025-07-08}", right: "- {date: 2025-07-18, matter: 面积少算, replied: 2025-07-19}",
    }
}

/// No window is longer than ten years: a longer one is a slip of the pen, and is not counted out.
const MOST: u32 = 3_660;
const EXTENDED: Text = Text { zh: "延期", en: "extended" };
const RESTARTED: Text = Text { zh: "重新公示", en: "restarted" };

/// What a window needs to know besides its own keys.
#[derive(Clone, Debug)]
pub struct Setting<'a> {
    /// Day of publication of the record, on which it is posted unless it says otherwise.
    pub published: Date,
    /// The act that its form or kind gives.
    pub act: Option<Arc<Act>>,
    /// Working days.
    pub calendar: &'a Calendar,
    /// What the portal says about windows.
    pub settings: &'a WindowSettings,
}

/// How long, as the record says it.
struct Written {
    rule: Option<Spanned<Length>>,
    until: Option<Spanned<Date>>,
}

impl Window {
    /// Reads `window:`. Days that the record does not give are those of its act.
    pub fn read(node: &Node, setting: &Setting<'_>, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let is_readable = fields.is_readable();
        let act = match fields.get("act", diags) {
            Some(name) => setting.settings.act(&name, diags),
            None => setting.act.clone(),
        };
        let from: Option<Date> = fields.get("from", diags);
        let posted = from.or(fields.get("posted", diags)).unwrap_or(setting.published);
        let length = Written::read(&mut fields, diags);
        let changes = given_changes(&mut fields, diags);
        let before = fields.get("before", diags);
        let channels = fields.get("channels", diags).unwrap_or_default();
        let removed = fields.get("removed", diags);
        let objections: Option<GivenObjections> = fields.get("objections", diags);
        let outcome = fields.get("outcome", diags);
        let is_length_lost = !fields.lost(&["days", "working-days", "until"]).is_empty();
        fields.finish(diags);
        if !is_readable {
            return None;
        }
        let counter = Counter { setting, act: act.as_deref(), posted };
        if is_length_lost && length.is_empty() {
            return None;
        }
        let mut first = counter.first_end(&length, node, diags)?;
        let turns = counter.turns(&mut first, changes, diags)?;
        let FirstEnd { rule, last: planned, untabled } = first;
        let restarts = turns.iter().filter(|turn| turn.change == Change::Restarted);
        let postings: Vec<Date> = std::iter::once(posted).chain(restarts.map(|turn| turn.date)).collect();
        let objections = objections.map(|given| counter.objections(given, &postings, diags));
        let written = length.rule.map(|rule| rule.span).or(length.until.map(|until| until.span));
        let length = written.unwrap_or_else(|| node.span.clone());
        let span = node.span.clone();
        Some(Self {
            posted,
            planned,
            rule,
            length,
            act,
            before,
            turns,
            channels,
            removed,
            objections,
            outcome,
            untabled,
            span,
        })
    }
}

impl Written {
    fn is_empty(&self) -> bool {
        self.rule.is_none() && self.until.is_none()
    }

    fn read(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Self {
        let mut days = |name, unit| {
            let found: Option<Spanned<u32>> = fields.get(name, diags);
            found.map(|days| Spanned { value: Length { count: days.value, unit }, span: days.span })
        };
        let rule = days("days", TimeUnit::Days).or(days("working-days", TimeUnit::WorkingDays));
        Self { rule, until: fields.get("until", diags) }
    }
}

/// The days that count and the last of them, as first set.
struct FirstEnd {
    rule: Length,
    last: Date,
    untabled: Option<i16>,
}

/// What the ends of a window are counted by.
struct Counter<'a> {
    setting: &'a Setting<'a>,
    act: Option<&'a Act>,
    posted: Date,
}

impl Counter<'_> {
    /// The days that count and the last of them, as first set.
    fn first_end(&self, length: &Written, node: &Node, diags: &mut Diagnostics) -> Option<FirstEnd> {
        let usual = self.act.and_then(|act| act.least.first().copied());
        let given = length.rule.as_ref().map(|rule| rule.value);
        let (rule, end, span) = match (&length.until, given.or(usual)) {
            (Some(until), _) => {
                let days = u32::try_from(self.posted.days_until(until.value)).unwrap_or(0);
                (given.unwrap_or(Length::days(days)), Reached::plainly(until.value), &until.span)
            }
            (None, Some(rule)) => (rule, self.last_day(self.posted, rule), &node.span),
            (None, None) => {
                diags.push(missing("days", node.span.clone()));
                return None;
            }
        };
        let last = end.told(&node.span, diags);
        if last <= self.posted {
            let reversed = Diagnostic::new(&REVERSED, span.clone());
            diags.push(reversed.with("from", self.posted).with("until", last));
            return None;
        }
        Some(FirstEnd { rule, last, untabled: end.untabled })
    }

    fn last_day(&self, from: Date, rule: Length) -> Reached {
        last_day(from, rule, self.setting.calendar, self.setting.settings.moves_on)
    }

    /// The changes, which stand in the order of their days, each with the end before and after it.
    fn turns(&self, first: &mut FirstEnd, changes: Vec<(Change, Given)>, diags: &mut Diagnostics) -> Option<Vec<Turn>> {
        let (mut turns, mut end) = (Vec::new(), first.last);
        for (change, Given { date, until, reason, span }) in changes {
            if date < self.posted {
                let early = Diagnostic::new(&EARLY, span).with("posted", self.posted).with("date", date);
                diags.push(early.with_word("change", if change == Change::Extended { EXTENDED } else { RESTARTED }));
                return None;
            }
            let stated = until.as_ref().map(|until| until.value);
            let last = match (change, stated) {
                (Change::Extended, stated) => stated.map_or(end, |stated| stated.max(end)),
                (Change::Restarted, Some(stated)) => stated,
                (Change::Restarted, None) => {
                    let counted = self.last_day(date, first.rule);
                    first.untabled = first.untabled.or(counted.untabled);
                    counted.told(&span, diags)
                }
            };
            if last <= date {
                let at = until.map_or(span, |until| until.span);
                diags.push(Diagnostic::new(&REVERSED, at).with("from", date).with("until", last));
                return None;
            }
            turns.push(Turn { date, change, before: end, stated: until, last, reason, span });
            end = last;
        }
        Some(turns)
    }

    /// Who takes objections; their time by the act runs from each day in `postings`.
    fn objections(&self, given: GivenObjections, postings: &[Date], diags: &mut Diagnostics) -> Objections {
        let reply = given.reply.or(self.act.and_then(|act| act.reply)).unwrap_or(self.setting.settings.reply);
        let mut received: Vec<Received> =
            given.received.into_iter().map(|one| self.received(one, reply, diags)).collect();
        received.sort_by_key(|one| one.date);
        let within = self.act.and_then(|act| act.objections);
        let by_act = within.map(|within| postings.iter().map(move |day| (*day, self.last_day(*day, within).day)));
        let by_act = by_act.into_iter().flatten().collect();
        let GivenObjections { contact, until, .. } = given;
        Objections { contact, until, by_act, reply, received }
    }

    fn received(&self, given: GivenReceived, reply: Length, diags: &mut Diagnostics) -> Received {
        let GivenReceived { date, matter, replied, reply: text, upheld, span } = given;
        if let Some(replied) = replied.filter(|replied| *replied < date) {
            let wrong = Diagnostic::new(&ANSWER, span.clone());
            diags.push(wrong.with("date", date).with("replied", replied));
        }
        let deadline = self.last_day(date, reply).told(&span, diags);
        Received { date, matter, replied, reply: text, upheld, deadline, span }
    }
}

/// Last day of a time that begins on `from`, which does not count. An end on a rest day moves to the next working day if
/// `moves_on`.
pub fn last_day(from: Date, rule: Length, calendar: &Calendar, moves_on: bool) -> Reached {
    match (Length { count: rule.count.min(MOST), ..rule }).end(from, calendar) {
        Reached { day, .. } if moves_on && !rule.is_working_days() => calendar.next_working_day(day),
        reached => reached,
    }
}
