//! What is computed from the marks, and compared with what the record states.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::base::number::{Decimal, Rate};
use crate::blocks::scorecard::form::ScorecardOptions;
use crate::blocks::scorecard::number::divide;
use crate::blocks::scorecard::{Mark, Marked, Outcome, Scorecard, Subject};

rules! {
    /// The stated total is not that of the marks.
    TOTAL: Warning "scorecard/total-differs" {
        zh: "{who} 的总分写的是 {stated}，按得分、权重和扣分算得 {computed}，相差 {difference}" => "查对得分和 `total:`；页面会把两个数一并列出",
        en: "the total of {who} is stated as {stated}, marks, weights and deductions give {computed}: a difference of {difference}" => "look up the marks and `total:`; the page shows both",
        wrong: "- {who: 甲村, 现场: 90, 核查: 80, total: 86}", right: "- {who: 甲村, 现场: 90, 核查: 80, total: 85}",
    }
    /// The stated band is not that of total and gates.
    BAND: Warning "scorecard/band-differs" {
        zh: "{who} 的等次写的是“{stated}”，按总分 {total} 和门槛应为“{computed}”" => "查对等次；没过门槛的，总分够也不能评那一等；页面会把两个等次一并列出",
        en: "the band of {who} is stated as “{stated}”, total {total} and gates give “{computed}”" => "look up the band; who fails a gate cannot have it whatever the total; the page shows both",
        source: "好评票不到 85% 的，不得评为最高等次", "Below 85 % of good votes the best band is out of reach",
    }
    /// The stated rank is not that of the totals.
    RANK: Warning "scorecard/rank-differs" {
        zh: "{who} 的名次写的是 {stated}，按总分是 {computed}" => "总分相同的名次相同，下一名顺延，如 1、2、2、4；页面会把两个名次一并列出",
        en: "the rank of {who} is stated as {stated}, the totals give {computed}" => "equal totals share a rank and the next one is skipped, as in 1, 2, 2, 4; the page shows both",
    }
    /// A rank in a form that has none.
    UNRANKED: Warning "scorecard/not-ranked" {
        zh: "这种格式不排名次，{who} 的 `rank: {stated}` 不会显示" => "删去 `rank:`；办法规定要排名的，在格式里写 `rank: true`",
        en: "this form does not rank: `rank: {stated}` of {who} is not shown" => "delete `rank:`, or write `rank: true` in the form if the published method ranks",
    }
}

const NONE: Text = Text { zh: "未达最低等次", en: "below the lowest band" };

impl Scorecard {
    pub(super) fn compute(&mut self) {
        let options = self.options.clone();
        for subject in &mut self.subjects {
            subject.outcome = outcome(subject, &options);
        }
        if options.is_ranked {
            let totals: Vec<Option<Decimal>> = self.subjects.iter().map(|one| one.outcome.total).collect();
            for subject in &mut self.subjects {
                let Some(own) = subject.outcome.total else { continue };
                let is_better = |other: &&Decimal| if options.is_higher_better { **other > own } else { **other < own };
                subject.outcome.rank = Some(totals.iter().flatten().filter(is_better).count() + 1);
            }
        }
    }

    /// Compares stated totals, bands and ranks with what was computed.
    pub fn compare(&self, diags: &mut Diagnostics) {
        for subject in &self.subjects {
            compare_total(subject, diags);
            compare_band(subject, &self.options, diags);
            compare_rank(subject, self.options.is_ranked, diags);
        }
    }
}

impl Marked {
    /// Its mark, if everything below it has one.
    pub fn total(&self) -> Option<Decimal> {
        if self.items.is_empty() {
            return self.mark;
        }
        let marks: Option<Vec<i64>> = self.items.iter().map(|item| item.total().map(|mark| mark.0)).collect();
        marks.map(|marks| Decimal(marks.iter().sum()))
    }
}

/// The score of a component; a ballot is worth the mean of its options.
fn score(mark: &Mark, votes: &[(Arc<str>, Decimal)], decimals: u32) -> Option<Decimal> {
    match mark {
        Mark::Number(number) => Some(*number),
        Mark::Criteria(marks) => Marked { mark: None, items: marks.clone() }.total(),
        Mark::Ballot(ballot) => {
            let all = i128::from(ballot.all());
            let worth =
                ballot.counts.iter().zip(votes).map(|(count, (_, value))| i128::from(*count) * i128::from(value.0));
            (all > 0).then(|| divide(worth.sum(), all, decimals))
        }
    }
}

fn outcome(subject: &Subject, options: &ScorecardOptions) -> Outcome {
    let components = || options.components.iter().zip(&subject.marks);
    let given: Vec<Option<Decimal>> =
        components().map(|(component, mark)| score(mark.as_ref()?, &component.votes, options.decimals)).collect();
    let scores: Vec<Option<Decimal>> =
        subject.taken.iter().zip(&given).map(|(taken, given)| taken.or(*given)).collect();
    let deductions = options.deductions.iter().zip(&subject.times);
    let deducted = Decimal(deductions.map(|(deduction, times)| deduction.points(*times).0).sum());
    let weighted = options.components.iter().zip(&scores).map(|(one, score)| Some(one.weighted((*score)?)));
    let sum: Option<i128> = weighted.sum();
    let left = sum.filter(|_| !scores.is_empty()).map(|sum| (sum - i128::from(deducted.0) * 10_000).max(0));
    let stated = subject.stated_total.as_ref().map(|stated| stated.value.0);
    let total = left.map(|left| divide(left, 10_000, options.decimals)).or(stated);
    let gates: Vec<Option<Rate>> = options
        .gates
        .iter()
        .map(|gate| {
            let (component, mark) = (&options.components[gate.component], subject.marks[gate.component].as_ref());
            gate.rate(component, mark, scores[gate.component])
        })
        .collect();
    let reached = total.and_then(|total| options.band(total));
    let barred_up_to = options.gates.iter().zip(&gates).filter(|(gate, rate)| gate.passed(**rate) == Some(false));
    let best = barred_up_to.map(|(gate, _)| gate.caps + 1).max().unwrap_or(0);
    let band = match (reached, total) {
        (Some(reached), _) => Some(reached.max(best)).filter(|band| *band < options.bands.len()),
        (None, None) => subject.stated_band.as_ref().map(|stated| stated.value),
        (None, Some(_)) => None,
    };
    Outcome {
        deducted,
        exact: left.map(|left| divide(left, 10_000, 4)),
        total,
        band,
        barred: reached.filter(|reached| *reached < best),
        gates,
        rank: None,
        scores,
        given,
    }
}

fn compare_total(subject: &Subject, diags: &mut Diagnostics) {
    let (Some(stated), Some(exact), Some(total)) =
        (&subject.stated_total, subject.outcome.exact, subject.outcome.total)
    else {
        return;
    };
    if !subject.total_agrees() {
        let (value, decimals) = stated.value;
        let computed = if decimals > 2 { exact } else { total };
        let differs = Diagnostic::new(&TOTAL, stated.span.clone()).with("who", &subject.who).with("stated", value);
        diags.push(differs.with("computed", computed).with("difference", Decimal(value.0.saturating_sub(computed.0))));
    }
}

impl Subject {
    /// Whether the stated total is the computed one, rounded to as many decimals. True where one of them is not there.
    pub fn total_agrees(&self) -> bool {
        let (Some(stated), Some(exact)) = (&self.stated_total, self.outcome.exact) else { return true };
        let (value, decimals) = stated.value;
        let rounded = |number: Decimal| divide(i128::from(number.0), 1, decimals);
        [Some(exact), self.outcome.total].into_iter().flatten().any(|number| rounded(number) == value)
    }
}

fn compare_band(subject: &Subject, options: &ScorecardOptions, diags: &mut Diagnostics) {
    let (Some(stated), Some(total)) = (&subject.stated_band, subject.outcome.total) else { return };
    if subject.outcome.band == Some(stated.value) {
        return;
    }
    let differs = Diagnostic::new(&BAND, stated.span.clone()).with("who", &subject.who).with("total", total);
    let differs = differs.with("stated", &options.bands[stated.value].name);
    diags.push(match subject.outcome.band {
        Some(band) => differs.with("computed", &options.bands[band].name),
        None => differs.with_word("computed", NONE),
    });
}

fn compare_rank(subject: &Subject, is_ranked: bool, diags: &mut Diagnostics) {
    let Some(stated) = &subject.stated_rank else { return };
    let at = |rule| Diagnostic::new(rule, stated.span.clone()).with("who", &subject.who).with("stated", stated.value);
    match subject.outcome.rank {
        _ if !is_ranked => diags.push(at(&UNRANKED)),
        Some(rank) if rank != stated.value as usize => diags.push(at(&RANK).with("computed", rank)),
        _ => {}
    }
}
