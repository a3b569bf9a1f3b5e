//! Every example of the CommonMark specification, with the CJK rules off and on.
//!
//! `COMMONMARK_SPEC` names the `spec.txt` of the npm package `commonmark-spec`, which is not copied here: these tests run
//! with `--include-ignored`, as `.ci/run` does, and fail without it.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::{env, fs};

use gongkai::base::markdown::{Options, to_html};

struct Example {
    number: usize,
    markdown: String,
    html: String,
}

#[test]
#[ignore = "needs the specification: see above"]
fn all_examples_are_met() {
    let examples = examples();
    assert!(examples.len() >= 652, "only {} examples found", examples.len());
    assert_eq!(failures(&examples, false), Vec::<String>::new());
}

/// No example has Chinese text next to emphasis, so the rules for it must not show.
#[test]
#[ignore = "needs the specification: see above"]
fn cjk_rules_leave_other_text_alone() {
    let examples = examples();
    assert_eq!(failures(&examples, true), Vec::<String>::new());
}

/// What is made of masks, HTML and definitions shows in examples of just that and nowhere else.
#[test]
#[ignore = "needs the specification: see above"]
fn rules_for_portals_leave_other_text_alone() {
    let examples = examples();
    let options = Options { cjk: true, safe: true, prefix: "", heading_base: None, rewrite: &|_| None };
    let others = examples.iter().filter(|example| !CONSTRUCTS.iter().any(|sign| example.markdown.contains(sign)));
    let mut count = 0;
    for Example { number, markdown, html } in others {
        assert_eq!(plain(&to_html(markdown, &options).html), *html, "{number}: {markdown:?}");
        count += 1;
    }
    assert!(count > 400, "only {count} examples have nothing of that");
}

/// Tags and addresses in brackets, definitions, blanks, long runs of stars, products.
const CONSTRUCTS: &[&str] = &["<", "]:", "___", "****", "5*6"];

/// Without the attributes that pages have beyond the specification.
fn plain(html: &str) -> String {
    let mut parts = html.split(" id=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.map(|part| part.split_once('"').map_or(part, |(_, rest)| rest));
    rest.fold(first, |html, part| html + part).replace(" loading=\"lazy\"", "")
}

fn failures(examples: &[Example], cjk: bool) -> Vec<String> {
    let options = Options { cjk, safe: false, prefix: "", heading_base: None, rewrite: &|_| None };
    let mut failures = Vec::new();
    for example in examples {
        let html = to_html(&example.markdown, &options).html;
        if html != example.html {
            let Example { number, markdown, html: expected } = example;
            failures.push(format!("{number}: {markdown:?}\n  expected {expected:?}\n  got      {html:?}"));
        }
    }
    failures
}

fn examples() -> Vec<Example> {
    let path = env::var_os("COMMONMARK_SPEC").expect("COMMONMARK_SPEC names the spec.txt of commonmark-spec");
    match fs::read_to_string(&path) {
        Ok(spec) => extract(&spec),
        Err(error) => panic!("cannot read {}: {error}", path.display()),
    }
}

/// An example stands between lines of 32 backticks, its two halves divided by a line with a dot, tabs shown as `→`.
fn extract(spec: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let opening = format!("{fence} example");
    let mut examples = Vec::new();
    let mut lines = spec.lines().take_while(|line| *line != "<!-- END TESTS -->");
    while lines.any(|line| line == opening) {
        let markdown = lines.by_ref().take_while(|line| *line != ".");
        let markdown = half(markdown);
        let html = half(lines.by_ref().take_while(|line| *line != fence));
        let number = examples.len() + 1;
        examples.push(Example { number, markdown, html });
    }
    examples
}

fn half<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    lines.map(|line| format!("{}\n", line.replace('→', "\t"))).collect()
}
