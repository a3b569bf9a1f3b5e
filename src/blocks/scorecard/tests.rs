//! Marks to totals, bands and ranks; messages about what disagrees.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::Arc;

use super::Scorecard;
use super::form::{ScorecardOptions, last_day};
use super::source::{Source, lacking};
use crate::base::date::Date;
use crate::base::diag::Diagnostics;
use crate::base::fields::FromNode;
use crate::base::lang::Lang;
use crate::base::length::Length;
use crate::base::period::Period;
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
        out.push(format!("{} `{at}`\n{zh} => {}\n{en} => {}", one.rule.name, one.help(Lang::Zh), one.help(Lang::En)));
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
    let shown = card.standings().into_iter().map(|one| {
        let total = one.total.map_or("-".to_owned(), |total| total.to_string());
        format!("{} {total} {} {}", one.who, one.band.map_or("-", |band| band), one.rank.unwrap_or(0))
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
scorecard/subject-twice `甲`
`甲` 出现两次 => 一个对象写一次；删去重复的一条
`甲` stands twice => write each subject once
scorecard/not-ranked `1`
这种格式不排名次，甲 的 `rank: 1` 不会显示 => 删去 `rank:`；办法规定要排名的，在格式里写 `rank: true`
this form does not rank: `rank: 1` of 甲 is not shown => delete `rank:`, or write `rank: true` in the form if the published method ranks",
    );
}

#[test]
fn unknown_names_are_errors() {
    let (_, diags) = read(FORM, "- {who: 甲, 核察: 40, 民意: {好: 40, 还行: 8}, deductions: {晚报: 1}, band: 很好}");
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
every component needs a weight, 100 in all; those written make 80: 现场 40, 核查 40 => look up `weight:` and write one for every component; without any, the total is the sum of the scores",
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
    for (holds, from, until) in [
        ("2 years", "2025-03-05", "2027-03-04"),
        ("12 months", "2024-02-29", "2025-02-28"),
        ("365 days", "2025-01-01", "2025-12-31"),
    ] {
        assert_eq!(last_day(Length::parse(holds).unwrap(), day(from)), day(until), "{from}");
    }
    let (card, _) =
        read("valid-for: 2 years\nbands: [{name: 五星, stars: 5}]", "- {who: 甲, assessed: 2024-11-23, band: 五星}");
    assert_eq!(card.last_days().collect::<Vec<_>>(), [day("2026-11-22")]);
    // Of a past year the stars are told that held at its end; without a period, those that hold today.
    let past = Period::parse("2024").unwrap();
    for (period, expired) in [(Some(past), 0), (None, 1)] {
        assert_eq!(Scorecard::summarize(&[(period, &card)], day("2026-11-23")).expired, expired);
    }
}

#[test]
fn summaries_hold_sums() {
    let today = Date::parse("2026-11-23").unwrap().0;
    let (card, _) = read(FORM, "- {who: 甲, 核查: 45, 民意: {好: 16, 较好: 4}}\n- {who: 乙, 核查: 40}");
    let summary = Scorecard::summarize(&[(None, &card), (None, &card)], today);
    assert_eq!((summary.subjects, summary.gates_failed, summary.bands["较好"]), (4, 2, 2));
    let sum = summary.components["核查"];
    assert_eq!(
        (sum.sum.to_string(), sum.count, sum.mean().unwrap().to_string()),
        ("170".to_owned(), 4, "42.5".to_owned())
    );
    assert_eq!(card.table().rows.len(), 4);
}

#[test]
fn votes_are_counted_against_those_present() {
    check(
        FORM,
        "- {who: 甲, 核查: 45, 民意: {present: 19, 好: 17, 较好: 3}}
- {who: 乙, 核查: 45, 民意: {实到: 21, 好: 17, 较好: 3}}",
        "甲 92.8 好 1
乙 92.8 好 1
scorecard/more-votes-than-voters `19`
“民意”各票项合计 20 票（好 17、较好 3、差 0），比实到 19 人还多 => 查对计票：一人一票，各项票数加起来不能超过 `present`（实到）
the votes of “民意” make 20 (好 17, 较好 3, 差 0), more than 19 present => look up the count: one vote each, so that all options make `present` at most",
    );
}

#[test]
fn a_cell_holds_a_ballot_as_downloads_write_it() {
    check(
        FORM,
        "- {who: 甲, 核查: 45, 民意: 实到=21;好=17;较好=3;差=0}\n- {who: 乙, 核查: 45, 民意: 好＝17；较号＝3}",
        "甲 92.8 好 2
乙 94 好 1
scorecard/unknown-name `好＝17；较号＝3`
这种格式没有名为 `较号` 的票项 => 是不是 `较好`？
this form has no option of the ballot `较号` => did you mean `较好`?",
    );
    let (card, _) = read(FORM, "- {who: 甲, 核查: 45, 民意: {present: 21, 好: 17, 较好: 3}}");
    assert_eq!(card.table().rows[1][7], "实到=21;好=17;较好=3;差=0");
}

#[test]
fn criteria_have_rows_of_their_own_without_results() {
    let (card, _) = read(TREE, "- {who: 甲, 核查: {公开: {按时: 5.5, 答复: 4}, 账目: 9}}");
    let rows: Vec<String> = card.table().rows.iter().map(|row| row.join(",")).collect();
    assert_eq!(
        rows,
        [
            "甲,,核查,,20,20,18.5,,0,18.5,,",
            "甲,,核查,公开,10,,9.5,,,,,",
            "甲,,核查,公开/按时,6,,5.5,,,,,",
            "甲,,核查,公开/答复,4,,4,,,,,",
            "甲,,核查,账目,10,,9,,,,,",
        ]
    );
}

#[test]
fn scores_are_the_mean_of_results_elsewhere_rounded_once() {
    let part = "components: [{name: 项目, full: 40}, {name: 民生, full: 20}]";
    let (first, _) =
        read(part, "- {who: 甲, 项目: 35, 民生: 16}\n- {who: 乙, 项目: 36, 民生: 18}\n- {who: 丙, 项目: 30, 民生: 15}");
    let (second, _) = read(part, "- {who: 甲, 项目: 36, 民生: 17}\n- {who: 乙, 项目: 36, 民生: 18}");
    let (other, _) = read("components: [{name: 重点, full: 30}]", "- {who: 丁, 重点: 25}");
    let year = "components: [{name: 平时, weight: 40}, {name: 年终, weight: 60}]";
    let text = "from: {平时: [a, b, c]}\nrows:\n- {who: 甲, 平时: 86.7, 年终: 90}\n- {who: 乙, 平时: 91, 年终: 95}\n- {who: 丙, 年终: 80}\n- {who: 丁, 年终: 80}\n- {who: 戊, 年终: 80}";
    let (mut card, diags) = read(year, text);
    assert!(diags.is_empty(), "{diags:?}");
    let found = |name: &str| {
        Some(match name {
            "a" => Source { of: "季度", card: &first },
            "b" => Source { of: "季度", card: &second },
            _ => Source { of: "半年", card: &other },
        })
    };
    card.take(&found);
    let shown = card.subjects().iter().map(|one| {
        let [taken, total] = [one.taken[0], one.outcome.total].map(|one| one.map_or("-".into(), |one| one.to_string()));
        let sources = ["a", "b", "c"].map(|name| found(name).unwrap());
        format!("{} {taken} {total} {:?} {:?}", one.who, one.differing(0).is_some(), lacking(&sources, &one.who))
    });
    let shown: Vec<String> = shown.collect();
    assert_eq!(
        shown,
        [
            "甲 86.67 88.67 false []",
            "乙 90 93 true []",
            "丙 - - false [1]",
            "丁 83.33 81.33 false []",
            "戊 - - false [0, 1, 2]",
        ]
    );
    card.take(&|_| None);
    assert_eq!(card.subjects()[1].outcome.total.unwrap().to_string(), "93.4");
}
