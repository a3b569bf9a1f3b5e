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
    unknown.with("known", known.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join("、"))
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

    /// The last days on which results hold.
    pub fn last_days(&self) -> impl Iterator<Item = Date> {
        self.subjects.iter().filter_map(|one| self.last_day(one))
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
    let scores: Vec<Option<Decimal>> =
        components().map(|(component, mark)| score(mark.as_ref()?, &component.votes, options.decimals)).collect();
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
        diags.push(differs.with("computed", computed).with("difference", Decimal(value.0.saturating_sub(computed.0))));
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Scorecard;
    use super::form::{ScorecardOptions, ValidFor};
    use crate::base::date::Date;
    use crate::base::diag::Diagnostics;
    use crate::base::fields::FromNode;
    use crate::base::lang::Lang;
    use crate::base::source::Place;
    use crate::base::yaml::parse;
    use crate::blocks::BlockType;

    const FORM: &str = "components:
  - {name: 核查, weight: 60, full: 50}
  - {name: 民意, weight: 40, votes: {好: 100, 较好: 80, 差: 0}}
deductions: [{name: 迟报, each: 2, max: 5}]
gates: [{component: 民意, option: 好, at-least: 85%, caps: 好}]
bands: [{name: 好, from: 90}, {name: 较好, from: 80}, {name: 一般, from: 0}]
rank: true";
    const TREE: &str = "components: [{name: 核查, criteria: [{name: 公开, items: [{name: 按时, full: 6}, {name: 答复, full: 4}]}, {name: 账目, full: 10}]}]";

    fn reported(diags: &Diagnostics, text: &str, out: &mut Vec<String>) {
        for one in diags.iter() {
            let Place::Bytes(start, end) = one.span.place else { panic!("{one:?}") };
            let at = text[start as usize..end as usize].lines().next().unwrap_or_default();
            let (zh, en) = (one.message(Lang::Zh), one.message(Lang::En));
            out.push(format!(
                "{} `{at}`\n{zh} => {}\n{en} => {}",
                one.rule.name,
                one.help(Lang::Zh),
                one.help(Lang::En)
            ));
        }
    }

    fn options(form: &str) -> (Arc<ScorecardOptions>, Diagnostics) {
        let mut diags = Diagnostics::new();
        let node = parse(&"form.yaml".into(), 0, form, &mut diags).unwrap();
        (Arc::new(ScorecardOptions::from_node(&node, &mut diags).unwrap()), diags)
    }

    fn read(form: &str, text: &str) -> (Scorecard, Diagnostics) {
        let (options, diags) = options(form);
        assert!(diags.is_empty(), "{diags:?}");
        let mut diags = Diagnostics::new();
        let node = parse(&"a.yaml".into(), 0, text, &mut diags).unwrap();
        (Scorecard::parse(&node, &options, &mut diags).unwrap(), diags)
    }

    /// One line a subject: total, band, rank; then the messages.
    fn check(form: &str, text: &str, expected: &str) {
        let (card, diags) = read(form, text);
        let shown = card.standings().map(|one| {
            let total = one.total.map_or("-".to_owned(), |total| total.to_string());
            format!("{} {total} {} {}", one.who, one.band.unwrap_or("-"), one.rank.unwrap_or(0))
        });
        let mut out: Vec<String> = shown.collect();
        reported(&diags, text, &mut out);
        assert_eq!(out.join("\n"), expected);
    }

    fn check_form(form: &str, expected: &str) {
        let mut out = Vec::new();
        reported(&options(form).1, form, &mut out);
        assert_eq!(out.join("\n"), expected);
    }

    #[test]
    fn totals_gates_and_ties() {
        check(
            FORM,
            "- {who: 甲, 核查: 45, 民意: {好: 17, 较好: 3}}
- {who: 乙, 核查: 50, 民意: {好: 84, 较好: 16}, deductions: {迟报: 4}}
- {who: 丙, 核查: 45, 民意: {好: 17, 较好: 3}}
- {who: 丁, 核查: 40, 民意: 90}
- {who: 戊, 核查: 40}",
            "甲 92.8 好 2\n乙 93.72 较好 1\n丙 92.8 好 2\n丁 84 较好 4\n戊 - - 0",
        );
    }

    #[test]
    fn criteria_add_up_and_a_missing_mark_is_not_zero() {
        check(
            TREE,
            "- {who: 甲, 核查: {公开: {按时: 5.5, 答复: 4}, 账目: 9}}\n- {who: 乙, 核查: {公开: 8, 账目: }}",
            "甲 18.5 - 0\n乙 - - 0",
        );
        check(
            TREE,
            "- {who: 甲, 核查: {公开: {按事: 5}, 账目: 12}}",
            "甲 - - 0
scorecard/unknown-name `按事`
这种格式没有名为 `按事` 的指标 => 是不是 `按时`？
this form has no criterion `按事` => did you mean `按时`?
scorecard/out-of-range `12`
“账目”得 12 分，满分是 10 => 得分写 0 到 10 之间的数
“账目” has 12 of 10 => write a mark from 0 to 10",
        );
    }

    #[test]
    fn stated_figures_are_compared() {
        check(
            FORM,
            "- {who: 甲, 核查: 45, 民意: 97, total: 92.8, band: 好, rank: 1}
- {who: 乙, 核查: 45, 民意: {好: 16, 较好: 4}, total: 93, band: 好, rank: 1}",
            "甲 92.8 好 1
乙 92.4 较好 2
scorecard/total-differs `93`
乙 的总分写的是 93，按得分、权重和扣分算得 92.4，相差 0.6 => 查对得分和 `total:`；页面会把两个数一并列出
the total of 乙 is stated as 93, marks, weights and deductions give 92.4: a difference of 0.6 => look up the marks and `total:`; the page shows both
scorecard/band-differs `好`
乙 的等次写的是“好”，按总分 92.4 和门槛应为“较好” => 查对等次；没过门槛的，总分够也不能评那一等；页面会把两个等次一并列出
the band of 乙 is stated as “好”, total 92.4 and gates give “较好” => look up the band; who fails a gate cannot have it whatever the total; the page shows both
scorecard/rank-differs `1`
乙 的名次写的是 1，按总分是 2 => 总分相同的名次相同，下一名顺延，如 1、2、2、4；页面会把两个名次一并列出
the rank of 乙 is stated as 1, the totals give 2 => equal totals share a rank and the next one is skipped, as in 1, 2, 2, 4; the page shows both",
        );
        check(
            TREE,
            "- {who: 甲, 核查: 18, rank: 1}\n- {who: 甲, 核查: 18}",
            "甲 18 - 0
甲 18 - 0
scorecard/subject-twice `{who: 甲, 核查: 18}`
`甲` 出现两次 => 一个对象写一次；删去重复的一条
`甲` stands twice => write each subject once
scorecard/not-ranked `1`
这种格式不排名次，甲 的 `rank: 1` 不会显示 => 删去 `rank:`；办法规定要排名的，在格式里写 `rank: true`
this form does not rank: `rank: 1` of 甲 is not shown => delete `rank:`, or write `rank: true` in the form if the published method ranks",
        );
    }

    #[test]
    fn unknown_names_are_errors() {
        let (_, diags) =
            read(FORM, "- {who: 甲, 核察: 40, 民意: {好: 40, 还行: 8}, deductions: {晚报: 1}, band: 很好}");
        let names: Vec<_> = diags.iter().map(|one| format!("{} {}", one.rule.name, one.message(Lang::En))).collect();
        assert_eq!(
            names,
            [
                "scorecard/unknown-name this form has no deduction `晚报`",
                "scorecard/unknown-name this form has no band `很好`",
                "scorecard/unknown-name this form has no option of the ballot `还行`",
                "key/unknown unknown key `核察`",
            ]
        );
    }

    #[test]
    fn forms_are_checked() {
        check_form(
            "components: [{name: 现场, weight: 40}, {name: 核查, weight: 40}]",
            "scorecard/weights-differ `[{name: 现场, weight: 40}, {name: 核查, weight: 40}]`
各评分项都要有权重，合计 100；现在写的合计 80：现场 40、核查 40 => 查对 `weight:`，每一项都要写；不设权重时全部删去，总分就是各项得分相加
every component needs a weight, 100 in all; those written make 80: 现场 40、核查 40 => look up `weight:` and write one for every component; without any, the total is the sum of the scores",
        );
        check_form(
            "components: [{name: 民意, votes: {好: 100}}]
gates: [{component: 民义, at-least: 85%, caps: 好}, {component: 民意, option: 好, at-least: 八成, caps: 好}]
bands: [{name: 中, from: 80}, {name: 好, from: 90}]",
            "scorecard/bands-unordered `{name: 好, from: 90}`
等次“好”（`from: 90`）排在“中”（`from: 80`）之后，分数线却没有排在后面 => 从最好的等次写起，依次往下；两个等次的 `from` 不能相同
the band “好” (`from: 90`) stands below “中” (`from: 80`), but its `from` does not => begin with the best band; no two bands have the same `from`
scorecard/unknown-name `民义`
这种格式没有名为 `民义` 的评分项 => 是不是 `民意`？
this form has no component `民义` => did you mean `民意`?
scorecard/unreadable `八成`
`八成` 读不懂，这里要写百分比，如 `85%` => 写成百分比，如 `85%`
`八成` cannot be read: a percentage such as `85%` is expected => write a percentage such as `85%`",
        );
        check_form(
            "components: [{name: 民意, votes: {好: 120, 差: 0}}]",
            "scorecard/marks-limit `120`
分值 120 不在 0 到 100 之间 => 写 0 到 100 之间的数；票项的分值不能超过这一项的满分
120 is not from 0 to 100 => write a number from 0 to 100; an option of a ballot is worth the full mark at most",
        );
        check_form(
            "components: [{name: 核查, criteria: [{name: 公开, full: 20, items: [{name: 按时, full: 10}]}]}]",
            "scorecard/full-differs `20`
“公开”满分写的是 20，下面各条满分合计 10 => 改 `full:`，或改下面各条的满分；不写 `full:` 时按合计
“公开” has a full mark of 20, its parts give 10 => mend `full:` or the parts; without `full:` it is their sum",
        );
    }

    #[test]
    fn a_validity_ends_on_the_day_before() {
        let day = |text| Date::parse(text).unwrap().0;
        for (months, days, from, until) in [
            (24, 0, "2025-03-05", "2027-03-04"),
            (12, 0, "2024-02-29", "2025-02-28"),
            (0, 365, "2025-01-01", "2025-12-31"),
        ] {
            assert_eq!(ValidFor { months, days }.last_day(day(from)), day(until), "{from}");
        }
        let (card, _) = read(
            "valid-for: 2 years\nbands: [{name: 五星, stars: 5}]",
            "- {who: 甲, assessed: 2024-11-23, band: 五星}",
        );
        assert!(!card.view(day("2026-11-22")).subjects[0].is_expired);
        assert!(card.view(day("2026-11-23")).subjects[0].is_expired);
    }

    #[test]
    fn summaries_hold_sums() {
        let today = Date::parse("2026-11-23").unwrap().0;
        let (card, _) = read(FORM, "- {who: 甲, 核查: 45, 民意: {好: 16, 较好: 4}}\n- {who: 乙, 核查: 40}");
        let summary = Scorecard::summarize(&[(today, &card), (today, &card)], today);
        assert_eq!((summary.subjects, summary.gates_failed, summary.bands["较好"]), (4, 2, 2));
        let sum = summary.components["核查"];
        assert_eq!(
            (sum.sum.to_string(), sum.count, sum.mean().unwrap().to_string()),
            ("170".to_owned(), 4, "42.5".to_owned())
        );
        assert_eq!(card.table().rows.len(), 4);
    }
}
