//! `procedure`: where a case stands in the ordered steps that its form prescribes.

mod guide;
mod options;
mod rows;
mod summary;
mod times;

use std::sync::Arc;

use crate::base::calendar::Calendar;
use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, Rule, rules};
use crate::base::fields::{Fields, FromNode, Spanned, entries};
use crate::base::lang::{Lang, Text};
use crate::base::names;
use crate::base::source::Span;
use crate::base::yaml::{Node, Value};
use crate::blocks::answer::{Breach, Milestone};
use crate::blocks::guide::NewSlot;
use crate::blocks::table::Table;
use crate::blocks::{BlockType, RowsAt};

pub use options::{ProcedureOptions, Step, Term};
pub use summary::ProcedureSummary;

rules! {
    /// A step that the form does not have.
    STEP: Error "procedure/unknown-step" {
        zh: "这种格式没有“{step}”这一步" => "可以写：{known}",
        en: "the form has no step “{step}”" => "write one of: {known}",
        wrong: "course:\n  两委会商义: 2026-03-02", right: "course:\n  两委会商议: 2026-03-02",
    }
    /// A step is done, one before it is not.
    SKIPPED: Warning "procedure/skipped" {
        zh: "“{step}”还没有日期，后面的“{later}”却已经办了" => "补上这一步的日期；确实没有办的，用 `accept` 写明原因",
        en: "“{step}” has no date, yet “{later}” behind it is done" => "give the date of this step; if it was left out, say why under `accept`",
        wrong: "course:\n  党支部会提议: 2026-03-02\n  党员大会审议: 2026-03-12",
        right: "course:\n  党支部会提议: 2026-03-02\n  两委会商议: 2026-03-06\n  党员大会审议: 2026-03-12",
        source: "四议两公开工作法：步骤不能少、顺序不能乱", "four deliberations, two publications: no step left out, none out of order",
    }
    /// A step is done before the one in front of it.
    REVERSED: Warning "procedure/reversed" {
        zh: "“{step}”是 {date} 办的，比前一步“{before}”（{before_date}）还早" => "查对两步的日期",
        en: "“{step}” was done on {date}, before the step in front of it, “{before}” ({before_date})" => "look up both dates",
    }
    /// A publication step without the record that was published.
    PROOF: Warning "procedure/no-record" {
        zh: "“{step}”要有公示公告为凭，没有写是哪一件" => "在这一步里加上 `record: 公示公告的文件名`；先把那件公示公告建起来",
        en: "“{step}” is a publication, but no record is named for it" => "add `record: NAME OF THE NOTICE` to the step; create the notice first",
        wrong: "course:\n  决议公开: 2026-03-20", right: "course:\n  决议公开: {done: 2026-03-20, record: 2026-03-20-resolution}",
    }
    /// A vote step without its ballot.
    BALLOT: Warning "procedure/no-ballot" {
        zh: "“{step}”要有表决结果，没有写是哪一次表决" => "在这一步里加上 `vote: 表决的名字`，票数写在 `votes:` 里",
        en: "“{step}” needs a vote, but no ballot is named for it" => "add `vote: NAME OF THE BALLOT` to the step and give its counts under `votes:`",
        wrong: "course:\n  村民代表会议决议: 2026-03-16", right: "course:\n  村民代表会议决议: {done: 2026-03-16, vote: 村民代表会议}",
    }
}

/// A case in its course.
#[derive(Clone, Debug)]
pub struct Procedure {
    options: Arc<ProcedureOptions>,
    /// Aligned with the steps of the form.
    entries: Vec<Entry>,
    /// Where it was written.
    pub span: Span,
}

/// What is known of one step.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Day on which it was done.
    pub done: Option<Date>,
    /// Day for which it is planned.
    pub planned: Option<Date>,
    /// What came of it.
    pub result: Option<Arc<str>>,
    /// Name of its ballot.
    pub vote: Option<Spanned<Arc<str>>>,
    /// The record that proves it.
    pub record: Option<Spanned<Arc<str>>>,
    /// Whether it ended in a refusal.
    pub is_refused: bool,
    /// A word of explanation.
    pub note: Option<Arc<str>>,
    /// Where it was written.
    pub span: Option<Span>,
    /// The times that it was gone through before, oldest first.
    pub earlier: Vec<Entry>,
    /// Keys for which a misspelt one may stand.
    lost: Vec<&'static str>,
}

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Done.
    Done,
    /// Ended in a refusal.
    Refused,
    /// Not done, though a later one is.
    Skipped,
    /// Not done and not needed.
    Omitted,
    /// Being worked on.
    Current,
    /// Not yet.
    Open,
}

impl Procedure {
    /// What the form sets.
    pub fn options(&self) -> &ProcedureOptions {
        &self.options
    }

    /// Steps with what is known of them, in order.
    pub fn steps(&self) -> impl Iterator<Item = (&Step, &Entry)> {
        self.options.steps.iter().zip(&self.entries)
    }

    /// Index of the last step with a date.
    fn last(&self) -> Option<usize> {
        self.entries.iter().rposition(|entry| entry.done.is_some())
    }

    /// The last refusal and the step that it leads to, if that one was not done since.
    fn refusal(&self) -> Option<(usize, Option<usize>)> {
        let at = self.entries.iter().rposition(|entry| entry.is_refused && entry.done.is_some())?;
        let target = self.options.steps[at].on_refusal;
        let since = |to: usize| self.entries[to].done >= self.entries[at].done;
        match target {
            Some(to) if since(to) => None,
            None if self.last() > Some(at) => None,
            _ => Some((at, target)),
        }
    }

    /// Whether `at` lies between a refusal and the later step that it leads to.
    fn is_bypassed(&self, at: usize) -> bool {
        let leaps = self.entries.iter().enumerate().filter(|(_, entry)| entry.is_refused);
        let mut leaps = leaps.filter_map(|(from, _)| Some((from, self.options.steps[from].on_refusal?)));
        leaps.any(|(from, to)| from < at && at < to)
    }

    /// Index of the step being worked on; `None` at the end, or where a refusal ended it.
    pub fn current(&self) -> Option<usize> {
        if let Some((_, target)) = self.refusal() {
            return target;
        }
        let first = self.last().map_or(0, |last| last + 1);
        let is_next = |at: &usize| {
            let (step, entry) = (&self.options.steps[*at], &self.entries[*at]);
            (!step.is_optional || entry.planned.is_some()) && !self.is_bypassed(*at)
        };
        (first..self.entries.len()).find(is_next)
    }

    /// Whether a refusal ended it.
    pub fn is_refused(&self) -> bool {
        matches!(self.refusal(), Some((_, None)))
    }

    /// Whether every step that must be done is behind it.
    pub fn is_finished(&self) -> bool {
        self.current().is_none() && !self.is_refused() && !self.entries.is_empty()
    }

    /// Where the step at `at` stands.
    pub fn state(&self, at: usize) -> State {
        let (step, entry) = (&self.options.steps[at], &self.entries[at]);
        match () {
            () if self.current() == Some(at) => State::Current,
            () if entry.done.is_some() && entry.is_refused => State::Refused,
            () if entry.done.is_some() => State::Done,
            () if self.current().is_none() && self.last() < Some(at) => State::Omitted,
            () if self.is_bypassed(at) => State::Omitted,
            () if self.last() > Some(at) && step.is_optional => State::Omitted,
            () if self.last() > Some(at) => State::Skipped,
            () => State::Open,
        }
    }

    /// Whether a step was skipped.
    fn is_incomplete(&self) -> bool {
        (0..self.entries.len()).any(|at| matches!(self.state(at), State::Skipped))
    }

    /// First and last day of what was done.
    pub fn days(&self) -> Option<(Date, Date)> {
        let dates = || self.entries.iter().filter_map(|entry| entry.done);
        Some((dates().min()?, dates().max()?))
    }

    /// The day to which `term` leads from the step it counts from, once that one is done; none where the calendar does
    /// not reach it.
    pub fn day(&self, term: Term, calendar: &Calendar) -> Option<Date> {
        term.length.end(self.entries[term.after].done?, calendar).ok()
    }
}

impl BlockType for Procedure {
    const NAME: &'static str = "procedure";
    const ROWS: RowsAt = RowsAt::Nowhere;
    const TELLS_CASE: bool = false;
    const IS_COURSE: bool = true;
    const RULES: &'static [&'static [&'static Rule]] = &[RULES, options::RULES];
    const OF_THE_WHOLE: &'static [&'static Rule] = &[&REVERSED, &SKIPPED];
    type Options = ProcedureOptions;
    type Summary = ProcedureSummary;

    fn parse(node: &Node, options: &Arc<ProcedureOptions>, diags: &mut Diagnostics) -> Option<Self> {
        let mut own: Vec<Entry> = vec![Entry::default(); options.steps.len()];
        for (key, value) in entries(node, diags) {
            match options.steps.iter().position(|step| *step.name == *key.text) {
                Some(at) => own[at] = read_entry(value, &key.span, diags),
                None => diags.push(unknown(&STEP, (&key.text, key.span.clone()), &options.steps)),
            }
        }
        let procedure = Self { options: options.clone(), entries: own, span: node.span.clone() };
        check_order(&procedure, diags);
        check_proofs(&procedure, diags);
        Some(procedure)
    }

    fn summarize(history: &[(Date, &Self)], _today: Date) -> ProcedureSummary {
        summary::of(history.iter().map(|(_, procedure)| *procedure))
    }

    fn table(&self) -> Table {
        rows::table(self)
    }

    fn skeleton(options: &ProcedureOptions, slot: &NewSlot<'_>) -> Vec<String> {
        guide::skeleton(options, slot)
    }

    fn describe(options: &ProcedureOptions, lang: Lang) -> Vec<String> {
        guide::describe(options, lang)
    }

    fn milestone_names(options: &ProcedureOptions) -> Vec<&str> {
        options.steps.iter().map(|step| &*step.name).collect()
    }

    fn milestones(&self) -> Vec<Milestone<'_>> {
        times::milestones(self).collect()
    }

    fn late<'a>(&'a self, today: Date, calendar: &'a Calendar) -> Vec<Breach<'a>> {
        times::late(self, today, calendar).collect()
    }

    fn too_soon<'a>(&'a self, calendar: &'a Calendar) -> Vec<Breach<'a>> {
        times::too_soon(self, calendar).collect()
    }

    fn changes(&self, calendar: &Calendar) -> Vec<Date> {
        times::turns(self, calendar).collect()
    }

    fn is_open(&self, _today: Date) -> bool {
        self.current().is_some()
    }
}

/// A step that does not exist, with the nearest one.
fn unknown(rule: &'static Rule, (name, span): (&str, Span), steps: &[Step]) -> Diagnostic {
    const NEAR: Text = Text { zh: "是不是“{nearest}”？", en: "did you mean “{nearest}”?" };
    let diagnostic = Diagnostic::new(rule, span).with("step", name);
    if let Some(nearest) = names::nearest(name, steps.iter().map(|step| &*step.name)) {
        return diagnostic.with("nearest", nearest).help_instead(NEAR);
    }
    diagnostic.with_list("known", steps.iter().map(|step| &step.name))
}

/// A step, or all the times that it was gone through: the last one counts, the others are its history.
fn read_entry(node: &Node, key: &Span, diags: &mut Diagnostics) -> Entry {
    let span = Some(key.clone());
    if let Value::List(nodes) = &node.value {
        let mut times: Vec<Entry> = nodes.iter().map(|node| read_entry(node, &node.span, diags)).collect();
        times.sort_by_key(|entry| (entry.done.is_none(), entry.done));
        let last = times.pop().unwrap_or_default();
        return Entry { span: last.span.clone().or(span), earlier: times, ..last };
    }
    if !matches!(node.value, Value::Map(_)) {
        let done = if node.is_empty() { None } else { Date::from_node(node, diags) };
        return Entry { done, span, ..Entry::default() };
    }
    let mut fields = Fields::of(node, diags);
    let entry = Entry {
        done: fields.get("done", diags),
        planned: fields.get("planned", diags),
        result: fields.get("result", diags),
        vote: fields.get("vote", diags),
        record: fields.get("record", diags),
        is_refused: fields.get("refused", diags).unwrap_or(false),
        note: fields.get("note", diags),
        span,
        earlier: Vec::new(),
        lost: Vec::new(),
    };
    let lost = fields.lost(&["done", "record", "vote"]);
    fields.finish(diags);
    Entry { lost, ..entry }
}

fn check_order(procedure: &Procedure, diags: &mut Diagnostics) {
    let mut before: Option<(&Step, &Entry, Date)> = None;
    for (at, (step, entry)) in procedure.steps().enumerate() {
        let span = || entry.span.clone().unwrap_or_else(|| procedure.span.clone());
        if procedure.state(at) == State::Skipped {
            let later = procedure.steps().skip(at + 1).find(|(_, entry)| entry.done.is_some());
            let place = entry.span.clone().or_else(|| later?.1.span.clone());
            let skipped = Diagnostic::new(&SKIPPED, place.unwrap_or_else(span)).with_own("step", &step.name);
            diags.push(skipped.with_own("later", later.map_or("", |(step, _)| &step.name)));
        }
        let Some(done) = entry.done else { continue };
        if let Some((first, _, day)) = before.filter(|(_, _, day)| done < *day) {
            let reversed = Diagnostic::new(&REVERSED, span()).with_own("step", &step.name).with("date", done);
            diags.push(reversed.with_own("before", &first.name).with("before_date", day));
        }
        if before.is_none_or(|(_, _, day)| day <= done) && !entry.is_refused {
            before = Some((step, entry, done));
        }
    }
}

fn check_proofs(procedure: &Procedure, diags: &mut Diagnostics) {
    for (step, entry) in procedure.steps().filter(|(_, entry)| entry.done.is_some()) {
        let span = || entry.span.clone().unwrap_or_else(|| procedure.span.clone());
        if step.is_publication && entry.record.is_none() && !entry.lost.contains(&"record") {
            diags.push(whole(Diagnostic::new(&PROOF, span()), (step, entry), WHOLE_PROOF));
        }
        if step.needs_vote && entry.vote.is_none() && !entry.lost.contains(&"vote") {
            diags.push(whole(Diagnostic::new(&BALLOT, span()), (step, entry), WHOLE_BALLOT));
        }
    }
}

const WHOLE_PROOF: Text = Text {
    zh: "这一行写成 `{step}: {done: {date}, record: 公示公告的文件名}`；先把那件公示公告建起来",
    en: "write the line `{step}: {done: {date}, record: NAME OF THE NOTICE}`; create the notice first",
};
const WHOLE_BALLOT: Text = Text {
    zh: "这一行写成 `{step}: {done: {date}, vote: {ballot}}`，票数写在 `votes:` 里：`- {name: {ballot}, eligible: 应到, present: 实到, valid: 有效票, options: {同意: 票数, 反对: 票数, 弃权: 票数}}`",
    en: "write the line `{step}: {done: {date}, vote: {ballot}}` and the counts under `votes:`: `- {name: {ballot}, eligible: DUE, present: PRESENT, valid: VALID, options: {同意: VOTES, 反对: VOTES, 弃权: VOTES}}`",
};

/// Names the step, and says how the whole line reads where it is a date and nothing else: a key cannot be added to that.
fn whole(lacking: Diagnostic, (step, entry): (&Step, &Entry), line: Text) -> Diagnostic {
    let lacking = lacking.with_own("step", &step.name);
    let is_more = entry.vote.is_some() || entry.record.is_some() || entry.is_refused || entry.planned.is_some();
    let Some(done) = entry.done.filter(|_| !is_more && entry.result.is_none() && entry.note.is_none()) else {
        return lacking;
    };
    let ballot = ["商议", "审议", "决议"].iter().find_map(|end| step.name.strip_suffix(end)).unwrap_or(&step.name);
    lacking.with("date", done).with_own("ballot", ballot).help_instead(line)
}

#[cfg(test)]
mod tests;
