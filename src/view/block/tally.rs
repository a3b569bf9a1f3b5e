//! What a page shows of ballots.

use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::glossary::Tongue;
use crate::base::number::ratio;
use crate::blocks::tally::{Ballot, Base, Tally, TallyOptions, TallyRule, TallySummary};
use crate::view::block::{OnPage, Spot};
use crate::view::keys;
use crate::view::parts::SummaryLine;

/// What the partial sees.
#[derive(Clone, Debug, Serialize)]
pub struct TallyView {
    /// Names of all options, the columns of the table.
    pub options: Vec<Arc<str>>,
    /// The ballots.
    pub ballots: Vec<BallotView>,
    /// Ballots passed.
    pub passed: usize,
    /// Ballots that have something to explain: no quorum, a sum or a result that differs.
    pub odd: usize,
}

/// One ballot. Shares are ten-thousandths.
#[derive(Clone, Debug, Serialize)]
pub struct BallotView {
    /// Who voted.
    pub name: Arc<str>,
    /// On what.
    pub question: Option<Arc<str>>,
    /// The day of the vote, where it is known.
    pub date: Option<Date>,
    /// Voters due.
    pub eligible: u32,
    /// Voters who came.
    pub present: u32,
    /// Papers that count.
    pub valid: u32,
    /// Present of due.
    pub attendance: i64,
    /// Votes, aligned with the options of the view.
    pub votes: Vec<OptionView>,
    /// Votes that count as agreement.
    pub agreeing: u32,
    /// What they are a share of.
    pub base: u32,
    /// `eligible`, `present` or `valid`: what the base is.
    pub base_name: &'static str,
    /// Agreeing of the base.
    pub share: i64,
    /// The share that decides.
    pub gate: i64,
    /// The smallest number of votes that is enough.
    pub least: i64,
    /// The smallest number of voters that is a quorum.
    pub quorum: i64,
    /// Whether enough came.
    pub has_quorum: bool,
    /// Whether enough came and enough agreed.
    pub is_passed: bool,
    /// The result that the record states, where it differs.
    pub stated: Option<bool>,
    /// Sum of the options, where it is not the number of valid votes.
    pub sum: Option<i64>,
    /// That sum minus the valid votes.
    pub gap: Option<i64>,
    /// Name of the rule.
    pub rule: Arc<str>,
}

/// Votes for one option.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct OptionView {
    /// How many; absent where the ballot had no such option.
    pub votes: Option<u32>,
    /// Of the valid votes.
    pub share: i64,
}

impl OnPage for Tally {
    type View = TallyView;

    fn view(&self, spot: &Spot<'_>) -> TallyView {
        view(self, spot.context.tongue)
    }

    fn lines(summary: &TallySummary, _options: Option<&TallyOptions>, tongue: Tongue<'_>) -> Vec<SummaryLine> {
        lines(summary, tongue)
    }
}

fn view(tally: &Tally, tongue: Tongue<'_>) -> TallyView {
    let options = tally.option_names();
    let ballots: Vec<_> =
        tally.with_rules().map(|(ballot, rule)| ballot_view(ballot, rule, &options, tongue)).collect();
    let is_odd = |ballot: &&BallotView| !ballot.has_quorum || ballot.stated.is_some() || ballot.sum.is_some();
    let passed = ballots.iter().filter(|ballot| ballot.is_passed).count();
    let options = tongue.words(&options);
    TallyView { options, passed, odd: ballots.iter().filter(is_odd).count(), ballots }
}

fn ballot_view(ballot: &Ballot, rule: &TallyRule, options: &[Arc<str>], tongue: Tongue<'_>) -> BallotView {
    let votes = options.iter().map(|name| {
        let votes = ballot.votes.iter().find(|(option, _)| option == name).map(|(_, votes)| *votes);
        OptionView { votes, share: ratio(votes.unwrap_or(0).into(), ballot.valid.into()) }
    });
    let (agreeing, base, sum) = (ballot.agreeing(rule), ballot.count(rule.pass.of), ballot.sum());
    let is_passed = ballot.is_passed(rule);
    let differs = sum != i64::from(ballot.valid);
    BallotView {
        name: tongue.word(&ballot.name),
        question: ballot.question.clone(),
        date: ballot.date,
        eligible: ballot.eligible,
        present: ballot.present,
        valid: ballot.valid,
        attendance: ratio(ballot.present.into(), ballot.eligible.into()),
        votes: votes.collect(),
        agreeing,
        base,
        base_name: match rule.pass.of {
            Base::Eligible => "eligible",
            Base::Present => "present",
            Base::Valid => "valid",
        },
        share: ratio(agreeing.into(), base.into()),
        gate: rule.pass.share.ratio(),
        least: rule.pass.least(base),
        quorum: rule.quorum.least(ballot.count(rule.quorum.of)),
        has_quorum: ballot.has_quorum(rule),
        is_passed,
        stated: ballot.stated.filter(|stated| *stated != is_passed),
        sum: differs.then_some(sum),
        gap: differs.then_some(sum - i64::from(ballot.valid)),
        rule: tongue.word(&rule.name),
    }
}

fn lines(summary: &TallySummary, tongue: Tongue<'_>) -> Vec<SummaryLine> {
    if summary.ballots == 0 {
        return Vec::new();
    }
    let mut lines =
        vec![SummaryLine::count("ballots", summary.ballots), SummaryLine::count("ballots_passed", summary.passed)];
    lines.push(SummaryLine::count("ballots_failed", summary.failed));
    if summary.without_quorum > 0 {
        lines.push(SummaryLine::count("ballots_no_quorum", summary.without_quorum));
    }
    let rate = summary.attendance();
    let attendance = SummaryLine::keyed("attendance", format!("{}/{}", rate.is, rate.of), "rate");
    lines.push(attendance.noted(tongue.say(keys::ATTENDANCE_OF, &[])));
    lines
}
