//! What the steps of a procedure name as their proof exists: a ballot of the same record, a record that is published.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::Spanned;
use crate::base::lang::Text;
use crate::base::names;
use crate::blocks::answer::{Decision, Milestone};
use crate::check::near;
use crate::check::unread::Unread;
use crate::model::record::Record;
use crate::site::Site;

rules! {
    /// A ballot that the record does not have.
    BALLOT: Error "procedure/unknown-ballot" {
        zh: "“{step}”说的表决“{vote}”不在这个记录里" => "在表决一栏里加上这一次，或改成已有的名字：{known}",
        en: "the ballot “{vote}” of step “{step}” is not in this record" => "add it among the ballots, or name one that is there: {known}",
        wrong: "course:\n  村民代表会议决议: {done: 2026-03-16, vote: 代表会}", right: "course:\n  村民代表会议决议: {done: 2026-03-16, vote: 村民代表会议}",
    }
    /// The ballot behind a step did not pass.
    FAILED: Warning "procedure/vote-failed" {
        zh: "“{step}”按办完处理，它的表决“{vote}”却没有通过" => "查对票数；确实没有通过的，在这一步写 `refused: true`",
        en: "“{step}” counts as done, but its ballot “{vote}” is not passed" => "look up the counts; if it did not pass, write `refused: true` at the step",
    }
    /// A record that is not there.
    RECORD: Error "procedure/unknown-record" {
        zh: "“{step}”的凭据 `{record}` 不存在，或者没有公开" => "写要去的文件的路径：`/` 开头从 content/ 算起，否则从本文件所在的文件夹算起；草稿和未到公开日期的记录还不能作凭据",
        en: "the proof `{record}` of step “{step}” does not exist, or is not published" => "write the path of its file: from content/ with `/` in front, else from the folder of this file; drafts and records of a later day cannot be proofs yet",
        wrong: "course:\n  决议公开: {done: 2026-03-20, record: 2026-03-02-resolution}", right: "course:\n  决议公开: {done: 2026-03-20, record: 2026-03-20-resolution}",
    }
    /// A publication whose record is no notice.
    KIND: Warning "procedure/no-notice" {
        zh: "“{step}”要有公示公告为凭，“{title}”却是“{kind}”" => "改成那件公示公告的文件名",
        en: "“{step}” is a publication, but “{title}” is of kind “{kind}”, not a notice" => "name the notice instead",
        source: "每个公开步骤都要落到一件公示公告上", "every publication step points to a notice",
    }
}

/// Checks every procedure.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let records = Records { site, unread: Unread::of(site) };
    for record in site.public.records.all() {
        for (_, block) in &record.slots {
            for step in block.milestones() {
                check_ballot(record, &step, diags);
                records.check(record, &step, diags);
            }
        }
    }
}

fn check_ballot(record: &Record, step: &Milestone<'_>, diags: &mut Diagnostics) {
    let Some(vote) = step.vote else { return };
    let decisions: Vec<Decision<'_>> = record.slots.iter().flat_map(|(_, block)| block.decisions()).collect();
    let mut own = decisions.iter().filter(|one| *one.name == *vote.value).peekable();
    if own.peek().is_some() {
        if !own.any(|one| one.is_passed) && !step.is_refused && step.done.is_some() {
            let failed = Diagnostic::new(&FAILED, vote.span.clone()).with("step", step.name);
            diags.push(failed.with("vote", &vote.value));
        }
        return;
    }
    let known: Vec<&str> = decisions.iter().map(|one| one.name).collect();
    let unknown = Diagnostic::new(&BALLOT, vote.span.clone()).with("step", step.name).with("vote", &vote.value);
    diags.push(match names::nearest(&vote.value, known.iter().copied()) {
        Some(nearest) => unknown.with("nearest", nearest).help_instead(NEAR),
        None if known.is_empty() => unknown.help_instead(NONE),
        None => unknown.with_list("known", known),
    });
}

const NONE: Text = Text {
    zh: "这个记录还没有表决：加上 `votes: [{name: {vote}, eligible: 应到, present: 实到, valid: 有效票, options: {同意: 票数, 反对: 票数, 弃权: 票数}}]`",
    en: "this record has no ballots yet: add `votes: [{name: {vote}, eligible: DUE, present: PRESENT, valid: VALID, options: {同意: VOTES, 反对: VOTES, 弃权: VOTES}}]`",
};
const NEAR: Text = Text { zh: "是不是“{nearest}”？", en: "did you mean “{nearest}”?" };

/// The records that may be proofs.
struct Records<'a> {
    site: &'a Site,
    unread: Unread<'a>,
}

impl Records<'_> {
    /// Checks the record that a step of `record` names.
    fn check(&self, record: &Record, step: &Milestone<'_>, diags: &mut Diagnostics) {
        let Some(Spanned { value, span }) = step.record else { return };
        let Some(proof) = self.site.refer(record, value) else {
            if self.unread.is_named(record, value) {
                return;
            }
            let missing = Diagnostic::new(&RECORD, span.clone()).with("step", step.name).with("record", value);
            diags.push(match near(self.site, record, value) {
                Some(nearest) => missing.with("nearest", nearest).help_instead(NEAR),
                None => missing,
            });
            return;
        };
        if step.is_publication && &*proof.kind != "notice" {
            let other = Diagnostic::new(&KIND, span.clone()).with("step", step.name).with("title", &proof.title);
            diags.push(other.with_label("kind", &self.site.portal().kind(proof).label));
        }
    }
}
