//! Steps as they are read: what was done when, and what is out of order or lacks its proof.

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, entries};
use crate::base::lang::Text;
use crate::base::source::Span;
use crate::base::yaml::{Node, Value};
use crate::blocks::procedure::options::unknown;
use crate::blocks::procedure::{Entry, Procedure, ProcedureOptions, State, Step};

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

/// Reads the steps, and reports those out of order or without proof.
pub(super) fn procedure(node: &Node, options: &Arc<ProcedureOptions>, diags: &mut Diagnostics) -> Procedure {
    let mut own: Vec<Entry> = vec![Entry::default(); options.steps.len()];
    for (key, value) in entries(node, diags) {
        match options.steps.iter().position(|step| *step.name == *key.text) {
            Some(at) => own[at] = read_entry(value, &key.span, diags),
            None => diags.push(unknown(&STEP, (&key.text, key.span.clone()), &options.steps)),
        }
    }
    let procedure = Procedure { options: options.clone(), entries: own, span: node.span.clone() };
    check_order(&procedure, diags);
    check_proofs(&procedure, diags);
    procedure
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
