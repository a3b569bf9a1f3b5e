//! No word of a text is lost: it is in the page, or a problem points at it, or it stands in a comment.

use proptest::prelude::{ProptestConfig, Strategy, any, prop, proptest};

use super::markdown;

/// What has a meaning, or had one in something that was pasted.
const PARTS: &[&str] = &[
    "*",
    "**",
    "____",
    "`",
    "~~",
    "~",
    "<br>",
    "<div>",
    "</div>",
    "<b>",
    "<p align=\"center\">",
    "<td>",
    "<table><tr>",
    "</table>",
    "<sup>",
    "</sup>",
    "<hr>",
    "<a href=\"x\">",
    "</a>",
    "<x>",
    "<!-- ",
    " -->",
    "\n",
    "\n\n",
    "\n> ",
    "\n- ",
    "\n    ",
    "\n1. ",
    " | ",
    "\n|-|-|\n",
    "[",
    "](a)",
    "]: ",
    "[^1]",
    "\n\n[^1]: ",
    "\n# ",
    "\n```",
    "\\",
    "<script>",
    "</script>",
    "<!x ",
    "\n一、",
    "\n\u{3000}\u{3000}",
    "\n===\n",
    "![",
    "&lt;",
];

/// The parts with a word before each and behind the last.
fn text(parts: &[&str]) -> String {
    let mut text = String::new();
    for (number, part) in parts.iter().enumerate() {
        text.push_str(&word(number));
        text.push_str(part);
    }
    text + &word(parts.len())
}

fn word(number: usize) -> String {
    format!("文{number}号")
}

#[track_caller]
fn check_kept(parts: &[&str]) {
    let text = text(parts);
    let output = markdown(&text);
    for number in 0..=parts.len() {
        let word = word(number);
        let is_told = || output.problems.iter().any(|problem| text[problem.source.clone()].contains(&word));
        assert!(
            output.plain.contains(&word) || is_comment(&text, &word) || is_told(),
            "{word} of {text:?}\n{output:?}"
        );
    }
    assert!(!output.html.contains('\u{12470}') && !output.plain.contains('\u{12470}'), "{text}");
    assert_eq!(output.html.matches("<p>").count(), output.html.matches("</p>").count(), "{text}");
    assert_eq!(output.html.matches("<td").count(), output.html.matches("</td>").count(), "{text}");
    assert!(!output.html.contains("<p></p>") && !output.html.contains("<script"), "{text}");
}

/// Whether a word stands in a comment, wherever that is.
fn is_comment(text: &str, word: &str) -> bool {
    let mut rest = text;
    while let Some((_, comment)) = rest.split_once("<!--") {
        let Some((inner, behind)) = comment.split_once("-->") else { return false };
        if inner.contains(word) {
            return true;
        }
        rest = behind;
    }
    false
}

#[test]
fn no_word_of_three_parts_is_lost() {
    for first in PARTS {
        for second in PARTS {
            check_kept(&[first, second]);
            PARTS.iter().for_each(|third| check_kept(&[first, second, third]));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_word_is_lost(parts in prop::collection::vec(prop::sample::select(PARTS), 1..25)) {
        check_kept(&parts);
    }

    /// Text as it comes, of signs that mean something and any others.
    #[test]
    fn no_text_brings_it_down(text in prop::collection::vec(part(), 0..40).prop_map(|parts| parts.concat())) {
        let output = markdown(&text);
        for problem in output.problems {
            assert!(text.get(problem.source).is_some(), "{text}");
        }
        for link in output.links {
            assert!(text.get(link.source).is_some() && output.html.get(link.tag).is_some(), "{text}");
        }
    }
}

fn part() -> impl Strategy<Value = String> {
    let known = prop::sample::select(PARTS).prop_map(str::to_owned);
    let signs = prop::sample::select(&["*", "_", "张", "三", "、", "1", "。", "（", "）", " ", "\t", "\r\n"][..]);
    proptest::prop_oneof![known, signs.prop_map(str::to_owned), any::<char>().prop_map(String::from)]
}
