//! `tally`: ballots with who was due, who came, what was counted, and whether quorum and majority were reached.

mod guide;
mod options;
mod rows;
mod summary;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, Rule, rules};
use crate::base::fields::{Fields, FromNode, Spanned, entries, items};
use crate::base::lang::{Lang, Text};
use crate::base::yaml::Node;
use crate::blocks::answer::Decision;
use crate::blocks::guide::NewSlot;
use crate::blocks::table::Table;
use crate::blocks::usual::Usual;
use crate::blocks::{BlockType, RowsAt};

pub use options::{Base, Gate, TallyOptions, TallyRule};
pub use summary::TallySummary;

rules! {
    /// More votes than voters.
    MORE: Error "tally/more-than-voters" {
        zh: "“{name}”的{part}是 {count}，比{whole} {limit} 还多" => "查对会议记录：应到 ≥ 实到 ≥ 有效票",
        en: "“{name}” has {count} {part}, more than {limit} {whole}" => "look up the minutes: due ≥ present ≥ valid",
        wrong: "- {name: 村民代表会议, eligible: 45, present: 41, valid: 42, options: {同意: 42}}",
        right: "- {name: 村民代表会议, eligible: 45, present: 41, valid: 41, options: {同意: 41}}",
    }
    /// The option that decides has no count.
    OPTION: Error "tally/no-deciding-option" {
        zh: "“{name}”没有写{options}得了多少票，算不出是否通过" => "在 `options` 里加上，一票没有就写 0",
        en: "“{name}” gives no count for {options}, so the result cannot be computed" => "add it under `options`, with 0 if nobody chose it",
    }
    /// Options do not add up to the valid votes.
    SUM: Warning "tally/sum-differs" {
        zh: "“{name}”各项票数合计 {sum}，有效票写的是 {valid}，相差 {difference}" => "查对会议记录：弃权也算一项，废票不算有效票；页面会把两个数一并列出",
        en: "the options of “{name}” add up to {sum}, but {valid} {valid|vote is|votes are} valid: a difference of {difference}" => "look up the minutes: abstentions are an option, spoilt papers are not valid; the page shows both figures",
        wrong: "- {name: 村民代表会议, eligible: 45, present: 41, valid: 41, options: {同意: 38, 反对: 1}}",
        right: "- {name: 村民代表会议, eligible: 45, present: 41, valid: 41, options: {同意: 38, 反对: 1, 弃权: 2}}",
    }
    /// The result that the record states is not the computed one.
    STATED: Warning "tally/result-differs" {
        zh: "“{name}”写的是{stated}，按“{rule}”算得{computed}（{votes}/{base}）" => "查对票数和 `passed`；页面会把两个结果一并列出",
        en: "“{name}” is stated as {stated}, but by “{rule}” it {computed} ({votes}/{base})" => "look up the counts and `passed`; the page shows both results",
    }
    /// Too few came, yet the resolution counts as passed.
    QUORUM: Warning "tally/no-quorum" {
        zh: "“{name}”应到 {eligible}、实到 {present}，没有达到“{rule}”，却按通过处理" => "到会人数不够，决定不能算数：改期重开，或写 `passed: false`",
        en: "“{name}” had {present} of {eligible} present, short of “{rule}”, yet counts as passed" => "a resolution without a quorum does not stand: meet again, or write `passed: false`",
        source: "村民委员会组织法第二十二条、第二十六条", "Organic Law of Villagers' Committees, art. 22 and 26",
    }
}

const PASSED: Text = Text { zh: "通过", en: "passed" };
const FAILED: Text = Text { zh: "没有通过", en: "failed" };
const PASSES: Text = Text { zh: "通过", en: "passes" };
const FAILS: Text = Text { zh: "没有通过", en: "fails" };
const VALID: Text = Text { zh: "有效票", en: "valid" };
const PRESENT: Text = Text { zh: "实到", en: "present" };
const ELIGIBLE: Text = Text { zh: "应到", en: "due" };
/// Ballots in the order of the file.
#[derive(Clone, Debug)]
pub struct Tally {
    options: Arc<TallyOptions>,
    ballots: Vec<Ballot>,
}

/// One ballot.
#[derive(Clone, Debug)]
pub struct Ballot {
    /// Who voted; also the name under which a step of a procedure finds it.
    pub name: Arc<str>,
    /// On what.
    pub question: Option<Arc<str>>,
    /// When.
    pub date: Option<Date>,
    /// Voters due.
    pub eligible: u32,
    /// Voters who came.
    pub present: u32,
    /// Papers that count.
    pub valid: u32,
    /// Votes by option, in the order of the file.
    pub votes: Vec<(Arc<str>, u32)>,
    /// Whether it passed, as the record says.
    pub stated: Option<bool>,
}

impl Ballot {
    /// What a share of `base` is a share of.
    pub fn count(&self, base: Base) -> u32 {
        match base {
            Base::Eligible => self.eligible,
            Base::Present => self.present,
            Base::Valid => self.valid,
        }
    }

    /// The votes of all options, which should be the valid ones.
    pub fn sum(&self) -> i64 {
        self.votes.iter().map(|(_, votes)| i64::from(*votes)).sum()
    }

    /// Votes for the options that count as agreement.
    pub fn agreeing(&self, rule: &TallyRule) -> u32 {
        if rule.is_leading() {
            return self.votes.iter().map(|(_, votes)| *votes).max().unwrap_or(0);
        }
        let own = self.votes.iter().filter(|(option, _)| rule.options.contains(option));
        own.fold(0, |sum, (_, votes)| sum.saturating_add(*votes))
    }

    /// Whether enough came.
    pub fn has_quorum(&self, rule: &TallyRule) -> bool {
        rule.quorum.is_reached(self.present, self.count(rule.quorum.of))
    }

    /// Whether enough agreed, however few came.
    pub fn has_majority(&self, rule: &TallyRule) -> bool {
        rule.pass.is_reached(self.agreeing(rule), self.count(rule.pass.of))
    }

    /// Whether enough came and enough agreed.
    pub fn is_passed(&self, rule: &TallyRule) -> bool {
        self.has_quorum(rule) && self.has_majority(rule)
    }
}

impl Tally {
    /// The ballots, each with the rule that it is decided by.
    pub fn with_rules(&self) -> impl Iterator<Item = (&Ballot, &TallyRule)> {
        self.ballots.iter().map(|ballot| (ballot, self.options.rule(&ballot.name)))
    }

    /// Names of all options of all ballots, in the order of their first appearance.
    pub fn option_names(&self) -> Vec<Arc<str>> {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let all = self.ballots.iter().flat_map(|ballot| &ballot.votes);
        all.filter(|(option, _)| seen.insert(option)).map(|(option, _)| option.clone()).collect()
    }
}

impl BlockType for Tally {
    const NAME: &'static str = "tally";
    const ROWS: RowsAt = RowsAt::Nowhere;
    const TELLS_CASE: bool = false;
    const RULES: &'static [&'static [&'static Rule]] = &[RULES];
    type Options = TallyOptions;
    type Summary = TallySummary;

    fn parse(node: &Node, options: &Arc<TallyOptions>, diags: &mut Diagnostics) -> Option<Self> {
        let ballots = items(node, diags).iter().filter_map(|node| read_ballot(node, options, diags)).collect();
        Some(Self { options: options.clone(), ballots })
    }

    fn settle(options: &mut TallyOptions, usual: &Usual) {
        options.settle(usual);
    }

    fn summarize(history: &[(Date, &Self)], _today: Date) -> TallySummary {
        summary::of(history.iter().map(|(_, tally)| *tally))
    }

    fn table(&self) -> Table {
        rows::table(self)
    }

    fn skeleton(options: &TallyOptions, slot: &NewSlot<'_>) -> Vec<String> {
        guide::skeleton(options, slot)
    }

    fn describe(options: &TallyOptions, _lang: Lang) -> Vec<String> {
        guide::describe(options)
    }

    fn decisions(&self) -> Vec<Decision<'_>> {
        let ballots = self.with_rules();
        ballots.map(|(ballot, rule)| Decision { name: &ballot.name, is_passed: ballot.is_passed(rule) }).collect()
    }
}

fn read_ballot(node: &Node, options: &TallyOptions, diags: &mut Diagnostics) -> Option<Ballot> {
    let mut fields = Fields::of(node, diags);
    let name: Option<Arc<str>> = fields.need("name", diags);
    let (question, date) = (fields.get("question", diags), fields.get("date", diags));
    let eligible: Option<Spanned<u32>> = fields.need("eligible", diags);
    let present: Option<Spanned<u32>> = fields.need("present", diags);
    let valid: Option<Spanned<u32>> = fields.need("valid", diags);
    let votes = fields.need("options", diags).map(|Votes(votes)| votes);
    let stated = fields.get("passed", diags);
    fields.finish(diags);
    let (name, eligible, present, valid, votes) = (name?, eligible?, present?, valid?, votes?);
    let before = diags.len();
    for (part, whole, words) in [(&present, &eligible, (PRESENT, ELIGIBLE)), (&valid, &present, (VALID, PRESENT))] {
        if part.value > whole.value {
            let more = Diagnostic::new(&MORE, part.span.clone()).with("name", &name).with("count", part.value);
            let more = more.with_word("part", words.0).with_word("whole", words.1);
            diags.push(more.with("limit", whole.value));
        }
    }
    let (eligible, present, valid) = (eligible.value, present.value, valid.value);
    let ballot = Ballot { name, question, date, eligible, present, valid, votes, stated };
    // Counts that contradict each other are told once.
    if diags.len() == before {
        check_ballot(&ballot, options.rule(&ballot.name), node, diags);
    }
    Some(ballot)
}

/// Votes by option.
struct Votes(Vec<(Arc<str>, u32)>);

impl FromNode for Votes {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let read = entries(node, diags).iter();
        let votes = read.map(|(key, value)| Some((key.text.as_str().into(), u32::from_node(value, diags)?)));
        // Each one is read, so that every mistake is told; with one of them there is no sum.
        let votes: Vec<_> = votes.collect();
        votes.into_iter().collect::<Option<_>>().map(Self)
    }
}

fn check_ballot(ballot: &Ballot, rule: &TallyRule, node: &Node, diags: &mut Diagnostics) {
    let at = |rule| Diagnostic::new(rule, node.span.clone()).with("name", &ballot.name);
    if !rule.is_leading() && !ballot.votes.iter().any(|(option, _)| rule.options.contains(option)) {
        diags.push(at(&OPTION).with_list("options", &rule.options));
        return;
    }
    let difference = ballot.sum() - i64::from(ballot.valid);
    if difference != 0 {
        diags.push(at(&SUM).with("sum", ballot.sum()).with("valid", ballot.valid).with("difference", difference));
    }
    let counts_as_passed = ballot.stated.unwrap_or_else(|| ballot.has_majority(rule));
    if !ballot.has_quorum(rule) && counts_as_passed {
        let missed = at(&QUORUM).with("eligible", ballot.eligible).with("present", ballot.present);
        diags.push(missed.with("rule", &rule.name));
    } else if let Some(stated) = ballot.stated.filter(|stated| *stated != ballot.is_passed(rule)) {
        let (stated, computed) = if stated { (PASSED, FAILS) } else { (FAILED, PASSES) };
        let differs = at(&STATED).with_word("stated", stated).with_word("computed", computed);
        let differs = differs.with("rule", &rule.name).with("votes", ballot.agreeing(rule));
        diags.push(differs.with("base", ballot.count(rule.pass.of)));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Ballot, Tally, TallyOptions, TallyRule};
    use crate::base::date::Date;
    use crate::base::diag::Diagnostics;
    use crate::base::fields::FromNode;
    use crate::base::lang::Lang;
    use crate::base::yaml;
    use crate::blocks::BlockType;

    const FORM: &str = "name: 三分之二以上到会，到会过半数同意\nquorum: {share: 2/3, of: eligible}\npass: {option: 同意, share: 1/2, of: present}\nballots:\n  支部党员大会: {name: 超过应到半数赞成, pass: {option: 赞成, share: 1/2, of: eligible}}\n  选举: {name: 得票最多的过半数, pass: {option: 得票最多, share: 1/2, of: present}}";

    fn read(text: &str, diags: &mut Diagnostics) -> Tally {
        let options = yaml::parse(&"form".into(), 0, FORM, diags).unwrap();
        let options = Arc::new(TallyOptions::from_node(&options, diags).unwrap());
        let node = yaml::parse(&"record".into(), 0, text, diags).unwrap();
        Tally::parse(&node, &options, diags).unwrap()
    }

    /// The messages, in both languages, for ballots written in `text`.
    fn check(text: &str, expected: &[(&str, &str)]) {
        let mut diags = Diagnostics::new();
        read(text, &mut diags);
        let messages: Vec<_> = diags.iter().map(|one| (one.message(Lang::Zh), one.message(Lang::En))).collect();
        let expected: Vec<_> = expected.iter().map(|(zh, en)| ((*zh).to_owned(), (*en).to_owned())).collect();
        assert_eq!(messages, expected, "{text}");
    }

    #[test]
    fn good_ballots_say_nothing() {
        check(
            "- {name: 村民代表会议, eligible: 45, present: 41, valid: 41, options: {同意: 38, 反对: 1, 弃权: 2}}",
            &[],
        );
        check("- {名字: 支部党员大会, 应到: 20, 实到: 18, 有效票: 18, 票数: {赞成: 11, 不赞成: 7}, 表决通过: 是}", &[]);
    }

    #[test]
    fn messages() {
        check(
            "- {name: 会, eligible: 30, present: 31, valid: 32, options: {同意: 32}}",
            &[
                ("“会”的实到是 31，比应到 30 还多", "“会” has 31 present, more than 30 due"),
                ("“会”的有效票是 32，比实到 31 还多", "“会” has 32 valid, more than 31 present"),
            ],
        );
        check(
            "- {name: 会, eligible: 30, present: 30, valid: 30, options: {好: 30}}",
            &[(
                "“会”没有写`同意`得了多少票，算不出是否通过",
                "“会” gives no count for `同意`, so the result cannot be computed",
            )],
        );
        check(
            "- {name: 会, eligible: 30, present: 30, valid: 30, options: {同意: 28, 反对: 1}}",
            &[(
                "“会”各项票数合计 29，有效票写的是 30，相差 -1",
                "the options of “会” add up to 29, but 30 votes are valid: a difference of -1",
            )],
        );
        check(
            "- {name: 支部党员大会, eligible: 20, present: 18, valid: 18, options: {赞成: 10, 不赞成: 8}, passed: true}",
            &[(
                "“支部党员大会”写的是通过，按“超过应到半数赞成”算得没有通过（10/20）",
                "“支部党员大会” is stated as passed, but by “超过应到半数赞成” it fails (10/20)",
            )],
        );
        check(
            "- {name: 会, eligible: 45, present: 29, valid: 29, options: {同意: 29}}",
            &[(
                "“会”应到 45、实到 29，没有达到“三分之二以上到会，到会过半数同意”，却按通过处理",
                "“会” had 29 of 45 present, short of “三分之二以上到会，到会过半数同意”, yet counts as passed",
            )],
        );
        check("- {name: 会, eligible: 45, present: 29, valid: 29, options: {同意: 29}, passed: false}", &[]);
    }

    #[test]
    fn an_election_is_passed_by_whoever_leads() {
        let mut diags = Diagnostics::new();
        let text = "- {name: 选举, eligible: 100, present: 80, valid: 78, options: {杨某: 41, 马某: 37}}\n- {name: 选举, eligible: 100, present: 80, valid: 78, options: {杨某: 40, 马某: 38}}";
        let tally = read(text, &mut diags);
        assert!(diags.iter().next().is_none());
        let results: Vec<_> = tally.with_rules().map(|(ballot, rule)| ballot.is_passed(rule)).collect();
        assert_eq!(results, [true, false], "the leading candidate needs more than half of those present");
    }

    #[test]
    fn quorum_and_majority_are_exact() {
        let mut diags = Diagnostics::new();
        let text = "- {name: 会, eligible: 45, present: 30, valid: 30, options: {同意: 15, 反对: 15}}\n- {name: 会, eligible: 45, present: 30, valid: 30, options: {同意: 16, 反对: 14}}\n- {name: 会, eligible: 45, present: 29, valid: 29, options: {同意: 16, 反对: 13}, passed: false}";
        let tally = read(text, &mut diags);
        let today = Date::new(2026, 11, 23).unwrap();
        let result = |(one, rule): (&Ballot, &TallyRule)| {
            (one.has_quorum(rule), one.is_passed(rule), rule.pass.least(one.count(rule.pass.of)))
        };
        let results: Vec<_> = tally.with_rules().map(result).collect();
        assert_eq!(results, [(true, false, 16), (true, true, 16), (false, false, 15)]);
        let summary = Tally::summarize(&[(today, &tally)], today);
        assert_eq!((summary.ballots, summary.passed, summary.failed, summary.without_quorum), (3, 1, 2, 1));
        assert_eq!((summary.eligible, summary.present), (135, 89));
        assert_eq!(tally.table().rows.len(), 6);
    }
}
