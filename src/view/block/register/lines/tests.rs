use std::sync::Arc;

use super::*;
use crate::base::currency::Currency;
use crate::base::date::Date;
use crate::base::diag::Diagnostics;
use crate::base::fields::FromNode;
use crate::base::yaml;
use crate::blocks::BlockType;
use crate::blocks::register::Register;
use crate::blocks::usual::Usual;
use crate::render::home;

#[test]
fn states_stand_behind_the_count_most_first() {
    let states = [("进行中", 1), ("已完成", 2)].map(|(state, count)| (state.into(), count));
    assert_eq!(with_states(3, &states.into(), home()), "3（已完成 2，进行中 1）");
}

#[test]
fn small_counts_cannot_be_told_apart() {
    let counts = vec![("邻里", 4), ("土地山林", 3), ("损害赔偿", 1), ("劳务欠薪", 1)];
    assert_eq!(
        merge_small(counts, Smallest::default()),
        (vec![("邻里", 4)], 5),
        "two of one each would still be found out from the total"
    );
    assert_eq!(merge_small(vec![("口头", 5), ("书面", 4)], Smallest::default()), (vec![("口头", 5), ("书面", 4)], 0));
    assert_eq!(merge_small(vec![("口头", 1), ("书面", 1)], Smallest::default()), (vec![], 2));
    let five = vec![("邻里", 5), ("土地山林", 4), ("损害赔偿", 4)];
    assert_eq!(merge_small(five, Smallest::of(5)), (vec![("邻里", 5)], 8));
}

const FORM: &str = "by: scheme
stages: [asked, taken, paid]
sensitive: true
columns:
  - {name: scheme, label: 项目, type: enum, values: [大病, 临时, 过路]}
  - {name: people, label: 人数, type: integer, unit: 人, flow: true}
  - {name: asked, label: 申请, type: date}
  - {name: taken, label: 受理, type: date}
  - {name: paid, label: 发放, type: date}";

/// What rises from rows written in YAML, with the form that they follow.
fn summary(form: &str, rows: &str) -> (Arc<RegisterOptions>, RegisterSummary) {
    let mut diags = Diagnostics::new();
    let form = yaml::parse(&"form".into(), 0, form, &mut diags).unwrap();
    let mut options = RegisterOptions::from_node(&form, &mut diags).unwrap();
    Register::settle(&mut options, &Usual { currency: Currency::of("CNY").unwrap(), ..Usual::default() });
    let options = Arc::new(options);
    let rows = yaml::parse(&"record".into(), 0, rows, &mut diags).unwrap();
    let register = Register::parse(&rows, &options, &mut diags).unwrap();
    assert!(diags.is_empty());
    let today = Date::new(2026, 11, 23).unwrap();
    let summary = Register::summarize(&[(None, &register)], today);
    (options, summary)
}

fn words(lines: &[SummaryLine]) -> Vec<String> {
    lines.iter().map(|line| format!("{} {}{}", line.label, line.value, line.unit)).collect()
}

/// The lines of rows written in YAML.
fn check(rows: &str, expected: &[&str]) {
    let (options, summary) = summary(FORM, rows);
    let mut lines = steps(&options, &summary, home());
    lines.extend(groups(&options.columns[1], &options, &summary, home()));
    assert_eq!(words(&lines), expected);
}

const NORMS: &str = "by: tier
columns:
  - {name: tier, label: 层级, type: enum, values: [城区, 农村]}
  - name: households
    label: 户数
    type: integer
    unit: 户
    stock: true
    norm: {by: tier, ranges: {城区: {from: 300, to: 500}, 农村: {from: 40, to: 60}}}
  - {name: standard, label: 标准, type: money}
  - {name: paid, label: 实发, type: money, mean: true, norm: {from: standard}}";

#[test]
fn numbers_out_of_their_norm_are_counted_and_standards_compared_by_group() {
    let (options, summary) = summary(
        NORMS,
        "- {tier: 城区, households: 300, standard: 50, paid: 50}
- {tier: 城区, households: 501, standard: 50, paid: 49.99}
- {tier: 农村, households: 39, standard: 20, paid: 30}
- {tier: 农村, households: 60, paid: 10}
- {households: 7}",
    );
    let places = &summary.norms["households"];
    assert_eq!((places.checked, places.below, places.above), (4, 1, 1), "both ends are within");
    let lines = super::lines(&summary, &options, home());
    let expected = [
        "rows 5",
        "户数 907户",
        "户数：城区 801户",
        "户数：农村 99户",
        "实发：城区（平均） 50.00元",
        "实发：城区（最低和最高） 49.99..50.00元",
        "实发：农村（平均） 20.00元",
        "实发：农村（最低和最高） 10.00..30.00元",
        "户数不在标准之内 2/4",
        "实发低于标准 1/3",
    ];
    assert_eq!(words(&lines), expected);
}

#[test]
fn totals_by_group_and_time_by_step() {
    check(
        "- {scheme: 大病, people: 4, asked: 2026-01-02, taken: 2026-01-05, paid: 2026-01-06}
- {scheme: 临时, people: 9, asked: 2026-01-02, taken: 2026-01-03}
- {scheme: 大病, people: 16, asked: 2026-01-02, taken: 2026-01-12, paid: 2026-01-14}",
        &["申请到受理（中位数） 3天", "受理到发放（中位数） 1天", "人数：大病 20人", "人数：临时 9人"],
    );
    check(
        "- {scheme: 大病, people: 20}\n- {scheme: 临时, people: 5}\n- {scheme: 过路, people: 1}",
        &["人数：大病 20人", "人数：合并计 6人"],
    );
}

#[test]
fn what_counts_different_things_is_added_to_its_like_alone() {
    let (options, summary) = summary(
        "by: item
apart: true
columns:
  - {name: unit, label: 单位, type: text}
  - {name: item, label: 项目, type: text}
  - {name: value, label: 数量, type: integer, flow: true}",
        "- {unit: 石桥村, item: 党员人数, value: 47}
- {unit: 柳湾村, item: 党员人数, value: 52}
- {unit: 石桥村, item: 征用土地（亩）, value: 380}
- {unit: 竹林村, value: 9}",
    );
    let lines = super::lines(&summary, &options, home());
    let expected = ["rows 4", "数量：党员人数 99", "数量：征用土地（亩） 380", "数量：没有写“项目”，不合计的行 1"];
    assert_eq!(words(&lines), expected);
}
