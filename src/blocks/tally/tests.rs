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
    check("- {name: 村民代表会议, eligible: 45, present: 41, valid: 41, options: {同意: 38, 反对: 1, 弃权: 2}}", &[]);
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
    let summary = Tally::summarize(&[(None, &tally)], today);
    assert_eq!((summary.ballots, summary.passed, summary.failed, summary.without_quorum), (3, 1, 2, 1));
    assert_eq!((summary.eligible, summary.present), (135, 89));
    assert_eq!(tally.table().rows.len(), 6);
}
