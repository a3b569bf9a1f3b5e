//! Ballots as they are read, and what does not agree in their counts.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, Spanned, entries};
use crate::base::lang::Text;
use crate::base::yaml::Node;
use crate::blocks::tally::{Ballot, TallyOptions, TallyRule};

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
        source: "{villagers-committees-law/assembly-quorum}；{villagers-committees-law/representatives-meeting}；{rural-collectives-law/assembly}", "{villagers-committees-law/assembly-quorum}; {villagers-committees-law/representatives-meeting}; {rural-collectives-law/assembly}",
    }
}

const PASSED: Text = Text { zh: "通过", en: "passed" };
const FAILED: Text = Text { zh: "没有通过", en: "failed" };
const PASSES: Text = Text { zh: "通过", en: "passes" };
const FAILS: Text = Text { zh: "没有通过", en: "fails" };
const VALID: Text = Text { zh: "有效票", en: "valid" };
const PRESENT: Text = Text { zh: "实到", en: "present" };
const ELIGIBLE: Text = Text { zh: "应到", en: "due" };

pub(super) fn ballot(node: &Node, options: &TallyOptions, diags: &mut Diagnostics) -> Option<Ballot> {
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
