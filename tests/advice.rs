//! Advice that is followed makes the fault go away: the wrong example of every rule gives its message, and the right one,
//! in the same place, neither gives it nor any error.
//!
//! `tests/advice/*.md` says where an example stands. A heading names rules; the fenced blocks below it are the files of a
//! portal, with `@example` where the example goes; `text today` may name the day, and `text built` says that only a build tells.
//! `text wrong` and `text right` are examples of the frame's own, which follow the advice of a message word by word. Units to speak of are there already.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeMap;
use std::fs;

use gongkai::base::diag::Rule;
use gongkai::{check, render};
use rayon::prelude::{IntoParallelRefIterator, ParallelExtend, ParallelIterator};
use support::Portal;
use support::cases::{self, Case, encode};

/// Rules whose examples stand nowhere by themselves, and why.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("file/too-large", "the wrong example would be a file of 40 MiB"),
    ("limit/too-many", "the wrong example would be a table of 300,000 rows"),
];

/// Where an example stands.
const EXAMPLE: &str = "@example";

/// Units that examples name.
const UNITS: [(&str, &str); 6] = [
    ("fengming", "name: 凤鸣镇\nlevel: township\n"),
    ("fengming/shiqiao", "name: 石桥村\nlevel: village\n"),
    ("fengming/laozhai", "name: 老寨村\nlevel: village\n"),
    ("qingxi", "name: 清溪镇\nlevel: township\n"),
    ("qingxi/baiyan", "name: 白岩村\nlevel: village\n"),
    ("nongye", "name: 县农业农村局\nlevel: county\n"),
];

#[test]
fn who_follows_the_right_example_is_rid_of_the_message() {
    let frames: Vec<Case> =
        cases::files("advice").iter().flat_map(|path| cases::parse(&fs::read_to_string(path).unwrap())).collect();
    let (own, shared): (Vec<&Case>, Vec<&Case>) = frames.iter().partition(|frame| block(frame, "text wrong").is_some());
    let shared: BTreeMap<&str, &Case> =
        shared.iter().flat_map(|frame| frame.title.split(' ').map(move |rule| (rule, *frame))).collect();
    let mut failures: Vec<String> = examples().par_iter().filter_map(|rule| shown(rule, &shared)).collect();
    failures.par_extend(own.par_iter().filter_map(|frame| {
        let [wrong, right] = ["text wrong", "text right"].map(|info| block(frame, info).unwrap());
        follow(&frame.title, frame, (wrong, right))
    }));
    assert!(failures.is_empty(), "{}\n{} examples fail", failures.join("\n"), failures.len());
}

/// Every rule with examples, but for the exceptions.
fn examples() -> Vec<&'static Rule> {
    let rules = check::rules().into_iter().chain(render::ALL_RULES.iter().copied().flatten().copied());
    let is_exception = |rule: &Rule| EXCEPTIONS.iter().any(|(name, _)| *name == rule.name);
    rules.filter(|rule| !rule.wrong.is_empty() && !is_exception(rule)).collect()
}

/// What is wrong with the examples that `gongkai explain` shows for a rule.
fn shown(rule: &Rule, frames: &BTreeMap<&str, &Case>) -> Option<String> {
    let Some(frame) = frames.get(rule.name) else {
        return Some(format!("{}: tests/advice/*.md does not say where its examples stand", rule.name));
    };
    follow(rule.name, frame, (rule.wrong, rule.right))
}

/// What is wrong with a wrong and a right example of a rule.
fn follow(rule: &str, frame: &Case, (wrong, right): (&str, &str)) -> Option<String> {
    let found = problems(frame, wrong);
    if !found.iter().any(|(_, name, _)| name == rule) {
        return Some(format!("{rule}: the wrong example does not give it, but {found:#?}\n{wrong}"));
    }
    let mut left = problems(frame, right);
    left.retain(|(severity, name, _)| name == rule || severity == "error");
    (!left.is_empty()).then(|| format!("{rule}: the right example gives {left:#?}\n{right}"))
}

/// What a block of a frame holds.
fn block<'c>(frame: &'c Case, info: &str) -> Option<&'c str> {
    frame.blocks().find(|(own, _)| *own == info).map(|(_, body)| body)
}

/// Severity, rule and message of every problem of the portal that a frame is with an example in it.
fn problems(frame: &Case, example: &str) -> Vec<(String, String, String)> {
    let portal = portal(frame, example);
    let today = block(frame, "text today").map_or("2026-11-23", str::trim);
    let command = if block(frame, "text built").is_some() { "build" } else { "check" };
    let said = portal.run(&[command, "--format", "json", "--today", today]).text();
    let problems = said.lines().filter(|line| line.starts_with('{')).map(|line| {
        let problem: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| problem[key].as_str().unwrap().to_owned();
        (text("severity"), text("rule"), format!("{} {}", problem["place"], text("message")))
    });
    problems.collect()
}

fn portal(frame: &Case, example: &str) -> Portal {
    let settings = support::PORTAL.replace("[county, village]", "[county, township, village]");
    let mut portal = Portal::bare().file("content/portal.yaml", settings).file("content/org.yaml", support::ORG);
    for (path, text) in UNITS {
        portal = portal.file(&format!("content/{path}/org.yaml"), text);
    }
    for (info, body) in frame.blocks() {
        let mut words = info.split(' ').skip(1);
        if let Some(name) = words.next().and_then(|word| word.strip_prefix("file=")) {
            portal = portal.file(name, words.fold(placed(body, example).into(), encode));
        }
    }
    portal
}

/// A text with an example in its place, each line of it indented as the place is.
fn placed(body: &str, example: &str) -> String {
    let mut text = String::new();
    for line in body.lines() {
        let Some((before, after)) = line.split_once(EXAMPLE) else {
            text.extend([line, "\n"]);
            continue;
        };
        let indent = " ".repeat(before.chars().count());
        for (at, part) in example.lines().enumerate() {
            text.extend([if at == 0 { before } else { &indent }, part, after, "\n"]);
        }
    }
    text
}
