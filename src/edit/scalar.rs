//! Texts as they are written in YAML, on one line.

/// What is written for a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Given {
    /// One text.
    Text(String),
    /// A day, a truth, a number: never in quotes.
    Word(String),
    /// Several texts.
    List(Vec<String>),
    /// Texts by name.
    Map(Vec<(String, Given)>),
}

impl Given {
    /// As it stands behind a colon, on one line; `is_inside` brackets, where fewer signs need no quotes.
    pub(super) fn written(&self, is_inside: bool) -> String {
        match self {
            Self::Text(text) => scalar(text, is_inside),
            Self::Word(text) if is_plain(text, is_inside) => text.clone(),
            Self::Word(text) => quoted(text),
            Self::List(texts) => format!("[{}]", joined(texts.iter().map(|text| scalar(text, true)))),
            Self::Map(entries) => {
                let entries = entries.iter().map(|(name, value)| format!("{}: {}", key(name), value.written(true)));
                format!("{{{}}}", joined(entries))
            }
        }
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

/// A key, in quotes where it needs them.
pub(super) fn key(name: &str) -> String {
    scalar(name, true)
}

/// A text, in quotes where it needs them or might be taken for something else.
pub(super) fn scalar(text: &str, is_inside: bool) -> String {
    if is_plain(text, is_inside) && !may_be_else(text) { text.to_owned() } else { quoted(text) }
}

/// Whether a text reads as itself without quotes.
fn is_plain(text: &str, is_inside: bool) -> bool {
    let is_safe = |sign: char| {
        sign.is_alphanumeric() || " _-./%()+（）、。；《》〈〉？！".contains(sign) || (!is_inside && sign == ',')
    };
    let begins = |sign: char| sign.is_alphanumeric() || "/（《".contains(sign);
    !text.is_empty() && text.starts_with(begins) && !text.ends_with(' ') && text.chars().all(is_safe)
}

/// Whether other programs would take a text for a number, which has no zero in front (codes and telephones have), a truth
/// or nothing.
fn may_be_else(text: &str) -> bool {
    const WORDS: [&str; 7] = ["null", "true", "false", "yes", "no", "on", "off"];
    let is_code = text.starts_with('0') && text.len() > 1 && !text.starts_with("0.");
    is_code || WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            sign if sign.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(sign))),
            sign => out.push(sign),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::{Given, scalar};
    use crate::base::diag::Diagnostics;
    use crate::base::yaml::parse;

    #[test]
    fn quotes_stand_where_they_are_needed() {
        let check = |text: &str, expected: &str| assert_eq!(scalar(text, false), expected, "{text}");
        check("石桥村公示", "石桥村公示");
        check("12,000.00", "12,000.00");
        check("0872-0000202", "\"0872-0000202\"");
        check("2026-07-10", "2026-07-10");
        check("公示 #2批：\"甲\"", "\"公示 #2批：\\\"甲\\\"\"");
        check("no", "\"no\"");
        assert_eq!(scalar("12,000.00", true), "\"12,000.00\"");
    }

    #[test]
    fn whatever_is_written_reads_as_itself() {
        for text in [
            "- 甲",
            "甲: 乙",
            "a #b",
            "[x]",
            "*甲",
            "{",
            "'",
            "\"\\\"",
            "甲\n乙\t丙",
            "~",
            "甲 ",
            "：甲",
            "%a",
            "|",
            "> b",
            "!x",
            "@",
        ] {
            let given = Given::Map(vec![("键 #: ".to_owned(), Given::Text(text.to_owned()))]);
            let written = format!("a: {}\nb: {}\n", scalar(text, false), given.written(false));
            let node = parse(&"a.yaml".into(), 0, &written, &mut Diagnostics::new()).unwrap();
            let said = format!("{node:?}");
            assert_eq!(said.matches(&format!("Text({text:?})")).count(), 2, "{written}");
        }
    }
}
