//! What a rule means: the parts of its explanation, for a terminal and for a page.

use crate::base::date::Date;
use crate::base::diag::{Rule, Severity};
use crate::base::lang::{Lang, Text};
use crate::model::basis::Laws;
use crate::{check, render};

const WRONG: Text = Text { zh: "错误写法", en: "wrong" };
const RIGHT: Text = Text { zh: "正确写法", en: "right" };
const HELP: Text = Text { zh: "改法", en: "help" };
const SOURCE: Text = Text { zh: "依据", en: "source" };
const ERROR: Text = Text { zh: "错误：改好才能生成网站", en: "error: stops a build" };
const WARNING: Text = Text {
    zh: "警告：不影响生成网站；在记录里的，核实过可以用 accept 写明原因",
    en: "warning: the site is made all the same; in a record it may be accepted with a reason",
};
const NOTE: Text = Text {
    zh: "提示：供参考，不影响生成网站",
    en: "note: for your information; the site is made all the same",
};

/// Every rule of the program, by name.
pub fn rules() -> Vec<&'static Rule> {
    let mut rules = check::rules();
    rules.extend(render::ALL_RULES.iter().copied().flatten());
    rules.sort_by_key(|rule| rule.name);
    rules
}

/// A part of an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A sentence.
    Sentence(String),
    /// A sentence under a heading.
    Named(&'static str, String),
    /// Something to write, or not to write, under a heading.
    Example(&'static str, &'static str),
}

/// What a rule means: how grave it is, what is wrong, what to write, examples, and the source. Laws are told by the
/// numbers in force on the day.
pub fn explained(rule: &Rule, today: Date, lang: Lang) -> Vec<Part> {
    let severity = match rule.severity {
        Severity::Error => ERROR,
        Severity::Warning => WARNING,
        Severity::Note => NOTE,
    };
    let mut parts = vec![
        Part::Sentence(severity.get(lang).to_owned()),
        Part::Sentence(rule.message_of_any(lang)),
        Part::Named(HELP.get(lang), rule.help_of_any(lang)),
    ];
    let examples = [(WRONG, rule.wrong), (RIGHT, rule.right)].into_iter().filter(|(_, example)| !example.is_empty());
    parts.extend(examples.map(|(title, example)| Part::Example(title.get(lang), example)));
    let source = rule.source.get(lang);
    let filled = || Part::Named(SOURCE.get(lang), Laws::built_in().filled(source, today, lang));
    parts.extend((!source.is_empty()).then(filled));
    parts
}
