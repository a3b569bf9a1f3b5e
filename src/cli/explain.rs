//! `gongkai explain`: what a rule means, with a wrong and a right example and its source.

use std::io;

use crate::base::diag::{Rule, Severity};
use crate::base::lang::{Lang, Text};
use crate::base::names;
use crate::cli::report::Report;
use crate::{check, render};

const WRONG: Text = Text { zh: "错误写法", en: "wrong" };
const RIGHT: Text = Text { zh: "正确写法", en: "right" };
const HELP: Text = Text { zh: "改法", en: "help" };
const SOURCE: Text = Text { zh: "依据", en: "source" };
const ERROR: Text = Text { zh: "错误：改好才能生成网站", en: "error: stops a build" };
const WARNING: Text = Text {
    zh: "警告：照样公开，页面会注明；可以在记录里用 accept 写明原因",
    en: "warning: published with a remark; a record may accept it with a reason",
};
const NOTE: Text =
    Text { zh: "提示：已按这样读取，不用改", en: "note: read as meant, nothing must be done" };

/// Every rule of the program, by name.
pub(super) fn rules() -> Vec<&'static Rule> {
    let mut rules = check::rules();
    rules.extend(render::ALL_RULES.iter().copied().flatten());
    rules.sort_by_key(|rule| rule.name);
    rules
}

/// Prints one rule, or the list of all. Whether the rule exists.
pub(super) fn run(report: &mut Report<'_>, name: Option<&str>) -> io::Result<bool> {
    let rules = rules();
    let Some(name) = name else {
        for rule in rules {
            report.line(&format!("{:<32} {}", rule.name, rule.message.get(report.lang)))?;
        }
        return Ok(true);
    };
    let Some(rule) = rules.iter().find(|rule| rule.name == name) else {
        let near = names::nearest(name, rules.iter().map(|rule| rule.name));
        report.line(&unknown(report.lang, name, near))?;
        return Ok(false);
    };
    one(report, rule)?;
    Ok(true)
}

fn one(report: &mut Report<'_>, rule: &Rule) -> io::Result<()> {
    let lang = report.lang;
    let severity = match rule.severity {
        Severity::Error => ERROR,
        Severity::Warning => WARNING,
        Severity::Note => NOTE,
    };
    report.line(&format!("{}\n{}\n\n{}", rule.name, severity.get(lang), rule.message.get(lang)))?;
    report.line(&format!("{}: {}", HELP.get(lang), rule.help.get(lang)))?;
    for (title, example) in [(WRONG, rule.wrong), (RIGHT, rule.right)] {
        if !example.is_empty() {
            let indented = example.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n");
            report.line(&format!("\n{}:\n{indented}", title.get(lang)))?;
        }
    }
    if !rule.source.get(lang).is_empty() {
        report.line(&format!("\n{}: {}", SOURCE.get(lang), rule.source.get(lang)))?;
    }
    Ok(())
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
    use super::rules;
    use crate::blocks::OF_THE_WHOLE;

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
    fn rules_that_rest_on_others_exist() {
        let rules = rules();
        assert!(OF_THE_WHOLE.iter().all(|name| rules.iter().any(|rule| rule.name == *name)));
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
