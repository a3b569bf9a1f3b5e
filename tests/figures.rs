//! Figures that stand in published reports, and what the program says of each.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::Arc;

use gongkai::base::currency::Currency;
use gongkai::base::diag::Diagnostics;
use gongkai::base::lang::Lang;
use gongkai::base::money::Money;
use gongkai::base::number::Rate;
use gongkai::base::yaml;
use gongkai::blocks::BlockType;
use gongkai::blocks::measures::{Measure, Measures};

/// Reads figures; the messages, one a line.
fn read(text: &str) -> (Vec<Measure>, String) {
    let mut diags = Diagnostics::new();
    let node = yaml::parse(&"a.yaml".into(), 0, text, &mut diags).unwrap();
    let measures = Measures::parse(&node, &Arc::default(), &mut diags).unwrap();
    let messages: Vec<String> = diags.iter().map(|one| one.message(Lang::En)).collect();
    (measures.iter().cloned().collect(), messages.join("\n"))
}

fn check(text: &str, expected: &str) {
    assert_eq!(read(text).1, expected, "{text}");
}

#[test]
fn parts_that_are_the_whole() {
    check("- {label: 调解, value: 180, parts: {口头: 23, 书面: 157}}", "");
    check("- {label: 处置, value: \"3,108\", parts: {劝退: \"2,707\", 除名: 401}}", "");
    check("- {label: 镇街, value: 13, parts: {镇: 6, 街道: 7}}", "");
    check("- {label: 中心, value: 17, parts: {村: 12, 社区: 5}}", "");
    check(
        "- {label: 调解, value: 180, parts: {口头: 20, 书面: 157}}",
        "“调解” is 180, its parts give 177: a difference of 3",
    );
}

#[test]
fn parts_that_leave_something_out_show_it() {
    let parts = "村支书: 18000, 能人: 2310, 大学生: 1218, 下派: 110";
    let text = format!("- {{label: 村, value: 39000, parts: {{{parts}}}, rest: 其他}}");
    let (measures, messages) = read(&text);
    assert_eq!(messages, "");
    let sum: i64 = measures[0].parts.iter().map(|part| part.value.value.0 / 10_000).sum();
    assert_eq!((sum, measures[0].parts_gap.unwrap().value.to_string().as_str()), (21_638, "17362"));
}

#[test]
fn figures_that_should_agree_show_their_difference() {
    let text = "- {label: 村和社区, value: 367, parts: {村: 269, 社区: 98}}
- {label: 党组织, value: 358, parts: {党委: 31, 总支: 286, 支部: 41}, compare: 村和社区}";
    let (measures, messages) = read(text);
    assert_eq!(messages, "“党组织” is 358, “村和社区” that it is compared with is 367: a difference of -9");
    assert_eq!(measures[1].compare_gap.unwrap().value.to_string(), "-9");
}

#[test]
fn rates_are_recomputed_and_checked_by_interval() {
    let rate = |of, is, stated: &str| format!("- {{label: 办结率, rate: {{of: {of}, is: {is}}}, stated: {stated}}}");
    check(&rate(102, 98, "96.1%"), "");
    assert_eq!(Rate { is: 98, of: 102 }.ratio(), 9608);
    assert_eq!(Rate { is: 36, of: 152 }.ratio(), 2368);
    check(&rate(152, 36, "23.7%"), "");
    for of in 570..600 {
        let fits = Rate { is: 558, of }.agrees_with("96%") == Some(true);
        assert_eq!(fits, (579..=584).contains(&of), "558 of {of}");
    }
    for is in 10_360..10_390 {
        let fits = Rate { is, of: 10_565 }.agrees_with("98.2%") == Some(true);
        assert_eq!(fits, (10_370..=10_380).contains(&is), "{is} of 10,565");
    }
}

#[test]
fn amounts_are_exact_to_the_fen() {
    let yuan = Currency::of("CNY").unwrap();
    let read = |text: &str| Money::parse_in(text, &yuan);
    assert_eq!(read("67,700").unwrap(), Money(6_770_000));
    assert_eq!(read("4,880.50元").unwrap(), Money(488_050));
    assert_eq!((read("67,700").unwrap() + read("4,880.50").unwrap()).to_string(), "72580.50");
    assert_eq!(read("872.59百万").ok(), None);
    assert_eq!(read("8.7259亿元").unwrap().to_string(), "872590000.00");
}

#[test]
fn qualifiers_survive_totals() {
    let (measures, _) = read("- {label: 企业, value: 逾50, unit: 家}");
    let (more, _) = read("- {label: 企业, value: 30, unit: 家}");
    let qualifier = |one: &Measure| one.value.unwrap().qualifier.word();
    assert_eq!((qualifier(&measures[0]), qualifier(&more[0])), ("逾", ""));
    let sum = measures[0].value.unwrap().plus(more[0].value.unwrap());
    assert_eq!((sum.qualifier.word(), sum.value.to_string().as_str()), ("逾", "80"));
}
