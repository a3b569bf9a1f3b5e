//! `scorecard`: subjects by components, with weights, ballots, deductions, gates, bands and ranks.
//!
//! The marks and ballots are the record's, everything else is computed from the form: the score of a ballot, the
//! weighted total, the band and the rank. Figures that the record states besides are compared and kept.

mod ballot;
mod compute;
pub mod form;
mod form_read;
mod guide;
mod read;
mod rows;
pub mod summary;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::calendar::Calendar;
use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, Rule, rules};
use crate::base::fields::Spanned;
use crate::base::lang::{Lang, Text};
use crate::base::names;
use crate::base::number::{Decimal, Rate};
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::blocks::answer::Standing;
use crate::blocks::guide::NewSlot;
use crate::blocks::heads::{Head, Sort};
use crate::blocks::scorecard::form::ScorecardOptions;
use crate::blocks::scorecard::summary::{ScoreSum, ScorecardSummary};
use crate::blocks::table::Table;
use crate::blocks::totals;
use crate::blocks::{BlockType, RowsAt};

pub use crate::blocks::scorecard::ballot::Ballot;

rules! {
    /// Weights do not make 100.
    WEIGHTS: Error "scorecard/weights-differ" {
        zh: "各评分项都要有权重，合计 100；现在写的合计 {sum}：{list}" => "查对 `weight:`，每一项都要写；不设权重时全部删去，总分就是各项得分相加",
        en: "every component needs a weight, 100 in all; those written make {sum}: {list}" => "look up `weight:` and write one for every component; without any, the total is the sum of the scores",
        wrong: "components:\n  - {name: 现场, weight: 40}\n  - {name: 核查, weight: 40}", right: "components:\n  - {name: 现场, weight: 40}\n  - {name: 核查, weight: 60}",
    }
    /// Parts of a criterion do not give its full mark.
    FULL: Error "scorecard/full-differs" {
        zh: "“{name}”满分写的是 {full}，下面各条满分合计 {sum}" => "改 `full:`，或改下面各条的满分；不写 `full:` 时按合计",
        en: "“{name}” has a full mark of {full}, its parts give {sum}" => "mend `full:` or the parts; without `full:` it is their sum",
        wrong: "{name: 公开, full: 20, items: [{name: 按时, full: 10}, {name: 答复, full: 5}]}", right: "{name: 公开, full: 15, items: [{name: 按时, full: 10}, {name: 答复, full: 5}]}",
    }
    /// Bands are not in order.
    BANDS: Error "scorecard/bands-unordered" {
        zh: "等次“{below}”（`from: {low}`）排在“{above}”（`from: {high}`）之后，分数线却没有排在后面" => "从最好的等次写起，依次往下；两个等次的 `from` 不能相同",
        en: "the band “{below}” (`from: {low}`) stands below “{above}” (`from: {high}`), but its `from` does not" => "begin with the best band; no two bands have the same `from`",
        wrong: "bands: [{name: 较好, from: 80}, {name: 好, from: 90}]", right: "bands: [{name: 好, from: 90}, {name: 较好, from: 80}]",
    }
    /// A percentage or a time that is none.
    UNREADABLE: Error "scorecard/unreadable" {
        zh: "`{value}` 读不懂，这里要写{expected}" => "写成{expected}",
        en: "`{value}` cannot be read: {expected} is expected" => "write {expected}",
        wrong: "at-least: 八成五", right: "at-least: 85%",
    }
    /// Marks of a form outside what is possible.
    LIMIT: Error "scorecard/marks-limit" {
        zh: "分值 {value} 不在 0 到 {most} 之间" => "写 0 到 {most} 之间的数",
        en: "{value} is not from 0 to {most}" => "write a number from 0 to {most}",
        wrong: "{name: 民意, full: 100, votes: {好: 120, 差: 0}}", right: "{name: 民意, full: 100, votes: {好: 100, 差: 0}}",
    }
    /// A name that the form does not have.
    UNKNOWN: Error "scorecard/unknown-name" {
        zh: "这种格式没有名为 `{name}` 的{what}" => "可以写：{known}",
        en: "this form has no {what} `{name}`" => "known here: {known}",
        wrong: "民意: {好: 40, 还行: 8}", right: "民意: {好: 40, 较好: 8}",
    }
    /// A mark above the full mark or below zero.
    RANGE: Error "scorecard/out-of-range" {
        zh: "“{name}”得 {score} 分，满分是 {full}" => "得分写 0 到 {full} 之间的数",
        en: "“{name}” has {score} of {full}" => "write a mark from 0 to {full}",
        wrong: "现场: 105", right: "现场: 95",
    }
    /// More votes than there were people to vote.
    MORE: Error "scorecard/more-votes-than-voters" {
        zh: "“{name}”各票项合计 {votes} 票（{list}），比实到 {present} 人还多" => "查对计票：一人一票，各项票数加起来不能超过 `present`（实到）",
        en: "the votes of “{name}” make {votes} ({list}), more than {present} present" => "look up the count: one vote each, so that all options make `present` at most",
        wrong: "民意: {present: 40, 好: 38, 差: 5}", right: "民意: {present: 43, 好: 38, 差: 5}",
    }
    /// A subject stands twice.
    TWICE: Warning "scorecard/subject-twice" {
        zh: "`{who}` 出现两次" => "一个对象写一次；删去重复的一条",
        en: "`{who}` stands twice" => "write each subject once",
    }
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

/// `name` is none of `known`.
fn unknown_name<'a>(what: Text, name: &str, span: Span, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    const NEAR: Text = Text { zh: "是不是 `{nearest}`？", en: "did you mean `{nearest}`?" };
    const NO_NAMES: Text = Text {
        zh: "格式在这里没有写{what}：删去 `{name}`，或先在格式里写明",
        en: "the form has no {what} here: delete `{name}`, or write it in the form first",
    };
    let known: Vec<&str> = known.collect();
    let unknown = Diagnostic::new(&UNKNOWN, span).with("name", name).with_word("what", what);
    if let Some(nearest) = names::nearest(name, known.iter().copied()) {
        return unknown.with("nearest", nearest).help_instead(NEAR);
    }
    if known.is_empty() {
        return unknown.help_instead(NO_NAMES);
    }
    unknown.with_list("known", known)
}

/// `number` ten-thousandths divided by `by`, rounded half up to so many decimals.
fn divide(number: i128, by: i128, decimals: u32) -> Decimal {
    let step = 10_i128.pow(4 - decimals.min(4));
    let unit = by.max(1) * step;
    let rounded = (2 * number.abs() + unit) / (2 * unit) * step * number.signum();
    Decimal(i64::try_from(rounded).unwrap_or(i64::MAX))
}

/// Subjects in the order of the file, with what was computed for each.
#[derive(Clone, Debug)]
pub struct Scorecard {
    options: Arc<ScorecardOptions>,
    subjects: Vec<Subject>,
}

/// One who or which is assessed.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Path of an organisation, or a name.
    pub who: Arc<str>,
    span: Span,
    /// Day of the assessment.
    pub assessed: Option<Date>,
    /// By component.
    pub marks: Vec<Option<Mark>>,
    /// Times by deduction.
    pub times: Vec<u32>,
    /// The total that the record states, with the number of its decimals.
    pub stated_total: Option<Spanned<(Decimal, u32)>>,
    /// Place of the band that it states.
    pub stated_band: Option<Spanned<usize>>,
    /// The rank that it states.
    pub stated_rank: Option<Spanned<u32>>,
    /// A word of explanation.
    pub note: Option<Arc<str>>,
    /// What follows from the marks.
    pub outcome: Outcome,
}

impl Subject {
    /// How many were there to vote in the component at `at`, if the record says.
    pub fn present(&self, at: usize) -> Option<u32> {
        match &self.marks[at] {
            Some(Mark::Ballot(ballot)) => ballot.present,
            _ => None,
        }
    }
}

/// What the record gives for one component.
#[derive(Clone, Debug)]
pub enum Mark {
    /// A score.
    Number(Decimal),
    /// Votes.
    Ballot(Ballot),
    /// Marks by criterion.
    Criteria(Vec<Marked>),
}

/// The mark of one criterion: its own, or that of its items.
#[derive(Clone, Debug, Default)]
pub struct Marked {
    mark: Option<Decimal>,
    /// By item of the criterion; empty where it has a mark of its own.
    pub items: Vec<Marked>,
}

/// What is computed for one subject.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// By component.
    pub scores: Vec<Option<Decimal>>,
    /// All that was taken off.
    pub deducted: Decimal,
    /// To four decimals, from the marks.
    exact: Option<Decimal>,
    /// Rounded as the form says, from the marks, else as stated.
    pub total: Option<Decimal>,
    /// Place of the band, 0 for the best.
    pub band: Option<usize>,
    /// The band that a gate took away.
    pub barred: Option<usize>,
    /// By gate, both sides of the share that decides.
    pub gates: Vec<Option<Rate>>,
    /// The rank, where the form ranks.
    pub rank: Option<usize>,
}

impl Scorecard {
    /// The result of one of its subjects.
    pub fn standing<'a>(&'a self, subject: &'a Subject) -> Standing<'a> {
        let outcome = &subject.outcome;
        let band = outcome.band.map(|place| &self.options.bands[place]);
        Standing {
            who: &subject.who,
            span: &subject.span,
            total: outcome.total,
            band: band.map(|band| &band.name),
            place: outcome.band,
            has_failed: band.is_some_and(|band| band.fails),
            rank: outcome.rank,
        }
    }

    /// Who was assessed, in the order of the file.
    pub fn subjects(&self) -> &[Subject] {
        &self.subjects
    }

    /// The best total that there can be: the sum of all weights.
    pub fn best(&self) -> Decimal {
        Decimal(self.options.components.iter().map(|one| one.weight.0).sum())
    }

    /// How many conditions of bands the subject does not meet.
    pub fn gates_failed(&self, subject: &Subject) -> usize {
        let gates = self.options.gates.iter().zip(&subject.outcome.gates);
        gates.filter(|(gate, rate)| gate.passed(**rate) == Some(false)).count()
    }

    /// What the form sets.
    pub fn options(&self) -> &ScorecardOptions {
        &self.options
    }

    /// The last days on which results hold.
    pub fn last_days(&self) -> impl Iterator<Item = Date> {
        self.subjects.iter().filter_map(|one| self.last_day(one))
    }

    /// The last day on which the result of a subject holds, if it ends.
    pub fn last_day(&self, subject: &Subject) -> Option<Date> {
        Some(form::last_day(self.options.valid_for?, subject.assessed?))
    }
}

impl BlockType for Scorecard {
    const NAME: &'static str = "scorecard";
    const ROWS: RowsAt = RowsAt::Slot;
    const RULES: &'static [&'static [&'static Rule]] = &[RULES];
    const OF_THE_WHOLE: &'static [&'static Rule] = &[&BAND, &RANK, &TOTAL];
    type Options = ScorecardOptions;
    type Summary = ScorecardSummary;

    fn parse(node: &Node, options: &Arc<ScorecardOptions>, diags: &mut Diagnostics) -> Option<Self> {
        // Marks of several subjects make no sum, so there is nothing to compare totals with.
        let nodes = totals::split(node, diags).rows;
        let mut seen: BTreeMap<Arc<str>, Span> = BTreeMap::new();
        let mut subjects = Vec::with_capacity(nodes.len());
        for node in nodes {
            let Some(subject) = read::subject(node, options, diags) else { continue };
            if let Some(first) = seen.insert(subject.who.clone(), subject.span.clone()) {
                let label = Text { zh: "第一次写在这里", en: "first written here" };
                let twice = Diagnostic::new(&TWICE, subject.span.clone()).with("who", &subject.who);
                diags.push(twice.label(first, label));
            }
            subjects.push(subject);
        }
        let mut card = Self { options: options.clone(), subjects };
        card.compute();
        card.compare(diags);
        Some(card)
    }

    fn summarize(history: &[(Date, &Self)], _today: Date) -> ScorecardSummary {
        let mut summary = ScorecardSummary::default();
        let mut latest: BTreeMap<&str, (&Self, &Subject)> = BTreeMap::new();
        for (_, card) in history {
            for subject in &card.subjects {
                if card.options.valid_for.is_some() {
                    latest.insert(&subject.who, (card, subject));
                } else {
                    card.add(subject, &mut summary);
                }
            }
        }
        for (card, subject) in latest.into_values() {
            card.add(subject, &mut summary);
        }
        summary
    }

    fn heads(options: &ScorecardOptions) -> Vec<Head> {
        let keys = [
            ("who", Sort::Text),
            ("assessed", Sort::Date),
            ("deductions", Sort::Text),
            ("total", Sort::Number),
            ("band", Sort::Text),
            ("rank", Sort::Number),
            ("note", Sort::Text),
        ];
        let components = options.components.iter().map(|one| {
            let sort = if one.votes.is_empty() { Sort::Number } else { Sort::Text };
            Head::new(vec![one.name.clone()], "".into(), sort)
        });
        keys.into_iter().map(|(name, sort)| Head::of_key(name, sort, "")).chain(components).collect()
    }

    fn is_state(&self) -> bool {
        true
    }

    fn table(&self) -> Table {
        self.rows()
    }

    fn skeleton(options: &ScorecardOptions, slot: &NewSlot<'_>) -> Vec<String> {
        guide::skeleton(options, slot)
    }

    fn describe(options: &ScorecardOptions, lang: Lang) -> Vec<String> {
        guide::describe(options, lang)
    }

    fn changes(&self, _calendar: &Calendar) -> Vec<Date> {
        self.last_days().map(|until| until.plus(1)).collect()
    }

    fn is_open(&self, today: Date) -> bool {
        self.last_days().any(|until| until >= today)
    }

    fn units(&self) -> Vec<(&str, Option<&Span>)> {
        self.subjects.iter().map(|one| (&*one.who, None)).collect()
    }

    fn standings(&self) -> Vec<Standing<'_>> {
        self.subjects.iter().map(|one| self.standing(one)).collect()
    }
}

impl Scorecard {
    fn add(&self, subject: &Subject, summary: &mut ScorecardSummary) {
        let outcome = &subject.outcome;
        summary.subjects += 1;
        summary.gates_failed += u64::from(self.gates_failed(subject) > 0);
        if let Some(band) = outcome.band {
            *summary.bands.entry(self.options.bands[band].name.clone()).or_default() += 1;
        }
        if let Some(total) = outcome.total {
            summary.totals.add(&ScoreSum { sum: total, count: 1, ..ScoreSum::default() });
        }
        for (component, mark) in self.options.components.iter().zip(&subject.marks) {
            match mark {
                Some(Mark::Ballot(ballot)) => {
                    summary.votes += ballot.all().unsigned_abs();
                    let own = summary.ballots.entry(component.name.clone()).or_default();
                    for ((option, _), votes) in component.votes.iter().zip(&ballot.counts) {
                        *own.entry(option.clone()).or_default() += u64::from(*votes);
                    }
                }
                Some(Mark::Criteria(marks)) => {
                    let own = summary.criteria.entry(component.name.clone()).or_default();
                    for (criterion, mark) in component.criteria.iter().zip(marks) {
                        let Some(mark) = mark.total() else { continue };
                        let sum = ScoreSum { sum: mark, full: criterion.full, count: 1, ..ScoreSum::default() };
                        own.entry(criterion.name.clone()).or_default().add(&sum);
                    }
                }
                _ => {}
            }
        }
        for (component, score) in self.options.components.iter().zip(&outcome.scores) {
            let Some(score) = score else { continue };
            let sum = ScoreSum { sum: *score, full: component.full, weight: component.weight, count: 1 };
            summary.components.entry(component.name.clone()).or_default().add(&sum);
        }
    }
}

#[cfg(test)]
mod tests;
