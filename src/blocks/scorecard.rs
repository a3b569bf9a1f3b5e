//! `scorecard`: subjects by components, with weights, ballots, deductions, gates, bands and ranks.
//!
//! The marks and ballots are the record's, everything else is computed from the form: the score of a ballot, the
//! weighted total, the band and the rank. Figures that the record states besides are compared and kept.

pub mod form;
mod read;
pub mod summary;
pub mod view;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Spanned, items};
use crate::base::lang::Text;
use crate::base::names;
use crate::base::number::{Decimal, Rate};
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::blocks::scorecard::form::ScorecardOptions;
use crate::blocks::scorecard::summary::{ScoreSum, ScorecardSummary};
use crate::blocks::scorecard::view::ScorecardView;
use crate::blocks::table::Table;
use crate::blocks::{BlockType, RowsAt};

rules! {
    /// Weights do not make 100.
    WEIGHTS: Error "scorecard/weights-differ" {
        zh: "各评分项的权重合计是 {sum}，应当是 100：{list}" => "查对 `weight:`，每一项都要写；不设权重时全部删去，总分就是各项得分相加",
        en: "the weights make {sum} instead of 100: {list}" => "look up `weight:` and write one for every component; without any, the total is the sum of the scores",
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
        zh: "等次“{below}”排在“{above}”之后，`from` 却没有排在后面" => "从最好的等次写起，依次往下",
        en: "the band “{below}” stands below “{above}”, but its `from` does not" => "begin with the best band",
        wrong: "bands: [{name: 较好, from: 80}, {name: 好, from: 90}]", right: "bands: [{name: 好, from: 90}, {name: 较好, from: 80}]",
    }
    /// A percentage or a time that is none.
    UNREADABLE: Error "scorecard/unreadable" {
        zh: "`{value}` 读不懂，这里要写{expected}" => "写成{expected}",
        en: "`{value}` cannot be read: {expected} is expected" => "write {expected}",
        wrong: "at-least: 八成五", right: "at-least: 85%",
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

const NONE: Text = Text { zh: "未达最低等次", en: "below the lowest band" };

/// `name` is none of `known`.
fn unknown_name<'a>(what: Text, name: &str, span: Span, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    const NEAR: Text = Text { zh: "是不是 `{nearest}`？", en: "did you mean `{nearest}`?" };
    let known: Vec<&str> = known.collect();
    let unknown = Diagnostic::new(&UNKNOWN, span).with("name", name).with_word("what", what);
    if let Some(nearest) = names::nearest(name, known.iter().copied()) {
        return unknown.with("nearest", nearest).help_instead(NEAR);
    }
    let list = known.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join("、");
    unknown.with("known", if list.is_empty() { "—".to_owned() } else { list })
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
struct Subject {
    who: Arc<str>,
    assessed: Option<Date>,
    /// By component.
    marks: Vec<Option<Mark>>,
    /// Times by deduction.
    times: Vec<u32>,
    stated_total: Option<Spanned<(Decimal, u32)>>,
    stated_band: Option<Spanned<usize>>,
    stated_rank: Option<Spanned<u32>>,
    note: Option<Arc<str>>,
    outcome: Outcome,
}

/// What the record gives for one component.
#[derive(Clone, Debug)]
enum Mark {
    /// A score.
    Number(Decimal),
    /// Votes by option of the component.
    Ballot(Vec<u32>),
    /// Marks by criterion.
    Criteria(Vec<Marked>),
}

/// The mark of one criterion: its own, or that of its items.
#[derive(Clone, Debug, Default)]
struct Marked {
    mark: Option<Decimal>,
    items: Vec<Marked>,
}

/// What is computed for one subject.
#[derive(Clone, Debug, Default)]
struct Outcome {
    scores: Vec<Option<Decimal>>,
    deducted: Decimal,
    /// To four decimals, from the marks.
    exact: Option<Decimal>,
    /// Rounded as the form says, from the marks, else as stated.
    total: Option<Decimal>,
    band: Option<usize>,
    /// The band that a gate took away.
    barred: Option<usize>,
    gates: Vec<Option<Rate>>,
    rank: Option<usize>,
}

/// The result of one subject, to compare over periods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing<'a> {
    /// Path of an organisation, or a name.
    pub who: &'a str,
    /// The total.
    pub total: Option<Decimal>,
    /// The band.
    pub band: Option<&'a str>,
    /// The rank, where the form ranks.
    pub rank: Option<usize>,
}

impl Scorecard {
    /// Every result, in the order of the file: what the next period is compared with.
    pub fn standings(&self) -> impl Iterator<Item = Standing<'_>> {
        self.subjects.iter().map(|one| Standing {
            who: &one.who,
            total: one.outcome.total,
            band: one.outcome.band.map(|place| &*self.options.bands[place].name),
            rank: one.outcome.rank,
        })
    }

    /// The last day on which any result holds.
    pub fn valid_until(&self) -> Option<Date> {
        self.subjects.iter().filter_map(|one| self.last_day(one)).max()
    }

    fn last_day(&self, subject: &Subject) -> Option<Date> {
        Some(self.options.valid_for?.last_day(subject.assessed?))
    }

    fn compute(&mut self) {
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

    fn compare(&self, diags: &mut Diagnostics) {
        for subject in &self.subjects {
            compare_total(subject, diags);
            compare_band(subject, &self.options, diags);
            compare_rank(subject, self.options.is_ranked, diags);
        }
    }
}

impl Marked {
    /// Its mark, if everything below it has one.
    fn total(&self) -> Option<Decimal> {
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
        Mark::Ballot(counts) => {
            let all: i128 = counts.iter().map(|count| i128::from(*count)).sum();
            let worth = counts.iter().zip(votes).map(|(count, (_, value))| i128::from(*count) * i128::from(value.0));
            (all > 0).then(|| divide(worth.sum(), all, decimals))
        }
    }
}

fn outcome(subject: &Subject, options: &ScorecardOptions) -> Outcome {
    let components = || options.components.iter().zip(&subject.marks);
    let scores: Vec<Option<Decimal>> = components()
        .map(|(component, mark)| score(mark.as_ref()?, &component.votes, options.decimals))
        .collect();
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
            let (component, mark) = (&options.components[gate.component], subject.marks[gate.component].as_ref()?);
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
        diags.push(differs.with("computed", computed).with("difference", Decimal(value.0 - computed.0)));
    }
}

impl Subject {
    /// Whether the stated total is the computed one, rounded to as many decimals. True where one of them is not there.
    fn total_agrees(&self) -> bool {
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

impl BlockType for Scorecard {
    const NAME: &'static str = "scorecard";
    const ROWS: RowsAt = RowsAt::Slot;
    type Options = ScorecardOptions;
    type Summary = ScorecardSummary;
    type View = ScorecardView;

    fn parse(node: &Node, options: &Arc<ScorecardOptions>, diags: &mut Diagnostics) -> Option<Self> {
        let nodes = items(node, diags);
        let mut seen: BTreeMap<Arc<str>, &Span> = BTreeMap::new();
        let mut subjects = Vec::with_capacity(nodes.len());
        for node in nodes {
            let Some(subject) = read::subject(node, options, diags) else { continue };
            if let Some(first) = seen.insert(subject.who.clone(), &node.span) {
                let label = Text { zh: "第一次写在这里", en: "first written here" };
                let twice = Diagnostic::new(&TWICE, node.span.clone()).with("who", &subject.who);
                diags.push(twice.label(first.clone(), label));
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

    fn view(&self, today: Date) -> ScorecardView {
        self.show(today)
    }

    fn table(&self) -> Table {
        self.rows()
    }
}

impl Scorecard {
    fn add(&self, subject: &Subject, summary: &mut ScorecardSummary) {
        let outcome = &subject.outcome;
        summary.subjects += 1;
        summary.gates_failed += u64::from(
            self.options.gates.iter().zip(&outcome.gates).any(|(gate, rate)| gate.passed(*rate) == Some(false)),
        );
        if let Some(band) = outcome.band {
            *summary.bands.entry(self.options.bands[band].name.clone()).or_default() += 1;
        }
        for (component, score) in self.options.components.iter().zip(&outcome.scores) {
            let Some(score) = score else { continue };
            let sum = ScoreSum { sum: *score, full: component.full, weight: component.weight, count: 1 };
            summary.components.entry(component.name.clone()).or_default().add(&sum);
        }
    }
}
