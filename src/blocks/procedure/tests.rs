#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::Arc;

use super::{Procedure, ProcedureOptions, State};
use crate::base::calendar::Calendar;
use crate::base::date::Date;
use crate::base::diag::Diagnostics;
use crate::base::fields::FromNode;
use crate::base::lang::Lang;
use crate::base::yaml;
use crate::blocks::BlockType;

const FORM: &str = "stages:
  - name: 受理
    steps: [申请, {name: 评议, actor: 村民代表会议, vote: true}]
  - name: 审批
    steps:
      - {name: 公示, publication: true, due: {after: 评议, within: 5天}}
      - {name: 复核, optional: true}
      - {name: 审批, wait: {after: 公示, least: 7 days}, due: {after: 公示, within: 5 working-days}, on-refusal: 告知}
      - 发放
      - {name: 告知, optional: true}";

fn options(text: &str, diags: &mut Diagnostics) -> Arc<ProcedureOptions> {
    let node = yaml::parse(&"form".into(), 0, text, diags).unwrap();
    Arc::new(ProcedureOptions::from_node(&node, diags).unwrap())
}

fn read(text: &str, diags: &mut Diagnostics) -> Procedure {
    let options = options(FORM, diags);
    Procedure::parse(&yaml::parse(&"record".into(), 0, text, diags).unwrap(), &options, diags).unwrap()
}

fn messages(diags: &Diagnostics) -> Vec<(String, String)> {
    diags.iter().map(|one| (one.message(Lang::Zh), one.message(Lang::En))).collect()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap().0
}

/// Monday to Friday, all year but for its first day.
fn weeks() -> Calendar {
    let node = yaml::parse(&"calendar".into(), 0, "2026: {rest: [2026-01-01]}", &mut Diagnostics::new()).unwrap();
    Calendar::from_node(&node, &mut Diagnostics::new()).unwrap()
}

/// The step being worked on and the messages, in both languages, for a course written in `text`.
fn check(text: &str, current: Option<&str>, expected: &[(&str, &str)]) -> Procedure {
    let mut diags = Diagnostics::new();
    let procedure = read(text, &mut diags);
    let expected: Vec<_> = expected.iter().map(|(zh, en)| ((*zh).to_owned(), (*en).to_owned())).collect();
    assert_eq!(messages(&diags), expected, "{text}");
    let at = procedure.current().map(|at| &*procedure.options.steps[at].name);
    assert_eq!(at, current, "{text}");
    procedure
}

#[test]
fn where_it_stands() {
    check("申请:", Some("申请"), &[]);
    check("申请: 2026-03-02", Some("评议"), &[]);
    let good = "申请: 2026-03-02\n评议: {done: 2026-03-06, vote: 会}\n公示: {done: 2026-03-08, record: a}\n";
    check(good, Some("审批"), &[]);
    let done = check(&format!("{good}审批: 2026-03-15\n发放: 2026-03-20"), None, &[]);
    assert!(done.is_finished());
    assert_eq!(done.days(), Some((day("2026-03-02"), day("2026-03-20"))));
    assert_eq!((0..7).filter(|at| done.state(*at) == State::Omitted).collect::<Vec<_>>(), [3, 6]);
    let refused = check(&format!("{good}审批: {{done: 2026-03-15, refused: true}}"), Some("告知"), &[]);
    assert!(!refused.is_finished());
    let told = check(&format!("{good}审批: {{done: 2026-03-15, refused: true}}\n告知: 2026-03-16"), None, &[]);
    assert!(told.is_finished());
    let ended = check("申请: {done: 2026-03-02, refused: true}", None, &[]);
    assert!(ended.is_refused());
}

#[test]
fn messages_of_a_record() {
    check(
        "申请: 2026-03-02\n公示: {done: 2026-03-08, record: a}",
        Some("审批"),
        &[("“评议”还没有日期，后面的“公示”却已经办了", "“评议” has no date, yet “公示” behind it is done")],
    );
    check(
        "申请: 2026-03-08\n评议: {done: 2026-03-06, vote: 会}",
        Some("公示"),
        &[(
            "“评议”是 2026-03-06 办的，比前一步“申请”（2026-03-08）还早",
            "“评议” was done on 2026-03-06, before the step in front of it, “申请” (2026-03-08)",
        )],
    );
    check(
        "申请: 2026-03-02\n评议: 2026-03-06\n公示: 2026-03-08",
        Some("审批"),
        &[
            ("“评议”要有表决结果，没有写是哪一次表决", "“评议” needs a vote, but no ballot is named for it"),
            ("“公示”要有公示公告为凭，没有写是哪一件", "“公示” is a publication, but no record is named for it"),
        ],
    );
    check("评以: 2026-03-06", Some("申请"), &[("这种格式没有“评以”这一步", "the form has no step “评以”")]);
}

#[test]
fn messages_of_a_form() {
    let check = |text: &str, zh: &str, en: &str| {
        let mut diags = Diagnostics::new();
        options(text, &mut diags);
        assert_eq!(messages(&diags), [(zh.to_owned(), en.to_owned())], "{text}");
    };
    check("stages: [{name: 一, steps: [公示, 公示]}]", "“公示”这一步写了两次", "the step “公示” stands twice");
    check(
        "stages: [{name: 一, steps: [审批, {name: 公示, due: {after: 审核, within: 3天}}]}]",
        "这种格式没有“审核”这一步，期限和转向都要落在已有的步骤上",
        "the form has no step “审核”; terms and refusals must name one",
    );
    check(
        "stages: [{name: 一, steps: [审批, {name: 公示, on-refusal: 退回}]}]",
        "这种格式没有“退回”这一步，期限和转向都要落在已有的步骤上",
        "the form has no step “退回”; terms and refusals must name one",
    );
    check(
        "stages: [{name: 一, steps: [审批, {name: 公示, due: {after: 审批, within: 一周}}]}]",
        "`一周` 不是时长",
        "`一周` is not a length of time",
    );
}

#[test]
fn terms_count_from_another_step() {
    let text = "申请: 2026-03-02\n评议: {done: 2026-03-06, vote: 会}\n公示: {done: 2026-03-12, record: a}\n";
    let mut diags = Diagnostics::new();
    let procedure = read(text, &mut diags);
    let (today, weeks) = (day("2026-03-20"), weeks());
    let late: Vec<_> = procedure.late(today, &weeks).iter().map(|one| (one.step, one.day.to_string())).collect();
    assert_eq!(late, [("公示", "2026-03-11".to_owned()), ("审批", "2026-03-19".to_owned())]);
    // Where no table is known, weekends are rest days all the same.
    assert_eq!(procedure.late(today, &Calendar::default()).len(), 2);
    assert_eq!(procedure.earliest_end(day("2026-03-13"), &weeks), Some(day("2026-03-19")));
    assert_eq!(procedure.earliest_end(today, &weeks), None);
    assert_eq!(procedure.changes(&weeks), [day("2026-03-20")]);
    let soon = read(&format!("{text}审批: 2026-03-15"), &mut diags);
    assert_eq!(soon.too_soon(&weeks).iter().map(|one| one.day).collect::<Vec<_>>(), [day("2026-03-19")]);
}

#[test]
fn summary_counts_by_stage() {
    let mut diags = Diagnostics::new();
    let today = day("2026-11-23");
    let texts = ["申请: 2026-03-02", "申请: 2026-03-02\n评议: 2026-03-06", "申请: {done: 2026-03-02, refused: true}"];
    let read: Vec<_> = texts.iter().map(|text| read(text, &mut diags)).collect();
    let history: Vec<_> = read.iter().map(|one| (None, one)).collect();
    let summary = Procedure::summarize(&history, today);
    assert_eq!((summary.cases, summary.refused, summary.finished, summary.running()), (3, 1, 0, 2));
    assert_eq!((summary.stages["受理"], summary.stages["审批"]), (1, 1));
    assert_eq!(summary.median_days(), None);
}

#[test]
fn a_repeated_step_keeps_its_history() {
    let text = "申请: 2026-03-02\n评议:\n  - {done: 2026-04-06, vote: 会}\n  - {done: 2026-03-06, vote: 会, refused: true, result: 材料不全}\n";
    let procedure = check(text, Some("公示"), &[]);
    let (_, step) = procedure.steps().nth(1).unwrap();
    assert_eq!(step.done, Some(day("2026-04-06")), "the last time counts, however they are ordered");
    assert_eq!(procedure.state(1), State::Done);
    let earlier = &step.earlier;
    assert_eq!((earlier.len(), earlier[0].done, earlier[0].is_refused), (1, Some(day("2026-03-06")), true));
    let rows = procedure.table().rows;
    let of = |step: &str| rows.iter().filter(|row| row[1] == step).map(|row| &*row[3]).collect::<Vec<_>>();
    assert_eq!(of("评议"), ["2026-03-06", "2026-04-06"]);
    check("申请: 2026-03-02\n评议: [2026-03-06, {planned: 2026-04-06}]", Some("评议"), &[]);
}
