//! `gongkai explain`: what a rule means, with a wrong and a right example and its source.

use std::io::{self, IsTerminal};

use crate::base::date::Date;
use crate::base::diag::Rule;
use crate::base::lang::{Lang, Text};
use crate::base::names;
use crate::cli::report::{Patient, Report};
use crate::cli::{Common, Failure, Outcome};
use crate::explain::{Part, explained, rules};
use crate::files::Reader;
use crate::load::{self, Excerpts};

const MORE: Text = Text {
    zh: "\n`gongkai explain account` 列出 account/ 下面的规则，`gongkai explain account/unbalanced` 说明一条，`gongkai explain --all` 全部列出",
    en: "\n`gongkai explain account` lists the rules of account/, `gongkai explain account/unbalanced` explains one, `gongkai explain --all` lists all",
};

/// Explains a rule, those with the same noun, or all.
pub(super) fn run(common: &Common, rule: Option<&str>) -> Result<Outcome, Failure> {
    let stdout = io::stdout();
    let mut out = Patient(stdout.lock());
    let root = common.root().unwrap_or_default();
    let today = common.today(&load::settings(&Reader::at(&root)));
    let known = write(&mut common.report(&mut out, Excerpts::default(), stdout.is_terminal()), rule, today)?;
    Ok(if known { Outcome::Good } else { Outcome::Errors })
}

/// Prints one rule, those with the same noun, or the list of all. Whether there is any of the name. Laws are told by the
/// numbers in force on the day.
fn write(report: &mut Report<'_>, name: Option<&str>, today: Date) -> io::Result<bool> {
    let rules = rules();
    let Some(name) = name else {
        if report.is_each {
            rules.iter().try_for_each(|rule| in_line(report, rule))?;
        } else {
            overview(report, &rules)?;
        }
        return Ok(true);
    };
    if let Some(rule) = rules.iter().find(|rule| rule.name == name) {
        one(report, rule, today)?;
        return Ok(true);
    }
    let noun = name.trim_end_matches(['/', '*']);
    let mut own = rules.iter().filter(|rule| noun_of(rule) == noun).peekable();
    if own.peek().is_some() {
        own.try_for_each(|rule| in_line(report, rule))?;
        return Ok(true);
    }
    let nouns = rules.iter().map(|rule| noun_of(rule));
    let near = names::nearest(name, rules.iter().map(|rule| rule.name)).or_else(|| names::nearest(noun, nouns));
    report.line(&unknown(report.lang, name, near))?;
    Ok(false)
}

/// What a rule is about: the part of its name before the slash.
fn noun_of(rule: &Rule) -> &'static str {
    rule.name.split_once('/').map_or(rule.name, |(noun, _)| noun)
}

/// The names of all rules, a line for those with the same noun.
fn overview(report: &mut Report<'_>, rules: &[&Rule]) -> io::Result<()> {
    for own in rules.chunk_by(|a, b| noun_of(a) == noun_of(b)) {
        let noun = own.first().map_or("", |rule| noun_of(rule));
        let rest = own.iter().map(|rule| rule.name.split_once('/').map_or("", |(_, rest)| rest));
        report.line(&format!("{noun}/  {}", rest.collect::<Vec<_>>().join("  ")))?;
    }
    report.line(MORE.get(report.lang))
}

/// A rule in one line.
fn in_line(report: &mut Report<'_>, rule: &Rule) -> io::Result<()> {
    report.line(&format!("{:<32} {}", rule.name, rule.message_of_any(report.lang)))
}

fn one(report: &mut Report<'_>, rule: &Rule, today: Date) -> io::Result<()> {
    report.line(rule.name)?;
    explained(rule, today, report.lang).iter().enumerate().try_for_each(|(at, part)| match part {
        Part::Sentence(text) if at == 0 => report.line(&format!("{text}\n")),
        Part::Sentence(text) => report.line(text),
        Part::Named(title, text) if at < 3 => report.line(&format!("{title}: {text}")),
        Part::Named(title, text) => report.line(&format!("\n{title}: {text}")),
        Part::Example(title, example) => {
            let indented = example.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n");
            report.line(&format!("\n{title}:\n{indented}"))
        }
    })
}

fn unknown(lang: Lang, name: &str, near: Option<&str>) -> String {
    match (lang, near) {
        (Lang::Zh, Some(near)) => format!("没有规则 `{name}`。是不是 `{near}`？"),
        (Lang::Zh, None) => format!("没有规则 `{name}`。不带名字运行 `gongkai explain` 可列出全部"),
        (Lang::En, Some(near)) => format!("there is no rule `{name}`; did you mean `{near}`?"),
        (Lang::En, None) => format!("there is no rule `{name}`; `gongkai explain` lists all"),
    }
}

#[cfg(test)]
mod tests {
    use crate::explain::rules;
    use crate::model::basis::{Laws, Reference};

    #[test]
    fn names_are_unique_and_texts_complete() {
        let rules = rules();
        assert!(rules.windows(2).all(|pair| pair[0].name != pair[1].name));
        for rule in rules {
            assert!(rule.name.contains('/'), "{}", rule.name);
            let texts = [rule.message.zh, rule.message.en, rule.help.zh, rule.help.en];
            assert!(texts.iter().all(|text| !text.is_empty()), "{}", rule.name);
            assert_eq!(rule.wrong.is_empty(), rule.right.is_empty(), "{}", rule.name);
        }
    }

    #[test]
    fn sources_name_laws_that_are_there() {
        let laws = Laws::built_in();
        let mut count = 0;
        for rule in rules() {
            for source in [rule.source.zh, rule.source.en] {
                for name in source.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name) {
                    assert!(matches!(laws.find(name), Reference::Law(..)), "{}: {name}", rule.name);
                    count += 1;
                }
                assert!(!source.contains('第') || !source.contains('条'), "{}: {source}", rule.name);
            }
        }
        assert!(count > 15, "{count}");
    }

    #[test]
    fn english_numbers_go_with_their_words() {
        let counted = [
            "cells", "columns", "days", "entries", "files", "items", "lines", "places", "records", "rows", "sheets",
            "times", "units", "votes",
        ];
        // A month has more than one day, and a row with too many cells more than one.
        let never_one = ["date/impossible", "rows/hidden", "rows/too-many-cells"];
        for rule in rules().into_iter().filter(|rule| !never_one.contains(&rule.name)) {
            for text in [rule.message.en, rule.help.en] {
                for behind in text.split("} ").skip(1) {
                    let word: String = behind.chars().take_while(|sign| sign.is_ascii_alphabetic()).collect();
                    assert!(!counted.contains(&&*word), "{}: write {{count|one|more}} for {word}: {text}", rule.name);
                }
            }
        }
    }
}
