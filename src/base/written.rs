//! What came along with the values of a file and was not meant: signs that nobody sees, quotes of print around a value,
//! characters of a wrong decoding. Every YAML file and every table goes through here once, so no reader of a value has to
//! think of it.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::base::date::to_half_width;
use crate::base::decoding;
use crate::base::diag::{Diagnostic, Diagnostics, Rule, rules};
use crate::base::ending::has_ending;
use crate::base::lang::Text;
use crate::base::name::shown;
use crate::base::names;
use crate::base::node::{Key, Node, Value};
use crate::base::source::{FileName, Place, Span};
use crate::base::unseen::{self, Cleaned, Found};

rules! {
    /// A sign in a key, or in the head of a column, that nobody sees.
    KEY: Error "key/unseen-sign" {
        zh: "{what} `{key}` 里，`{near}` {side}有看不见的字符（{sign}，{called}）" => "删去它，把 `{key}` 重新输入一遍",
        en: "the {what} `{key}` has an unseen sign ({sign}, {called}) {side} `{near}`" => "delete it and type `{key}` again",
    }
    /// A sign that nobody sees, in an amount, a date, a number or a name of the format.
    VALUE: Error "value/unseen-sign" {
        zh: "`{value}` 里，`{near}` {side}有看不见的字符（{sign}，{called}）" => "删去它，把 `{value}` 重新输入一遍",
        en: "`{value}` has an unseen sign ({sign}, {called}) {side} `{near}`" => "delete it and type `{value}` again",
    }
    /// A sign that nobody sees, in a text.
    TEXT: Note "text/unseen-sign" {
        zh: "`{near}` {side}有看不见的字符（{sign}，{called}），{done}；这里共 {count} 个" => "删去它，把它前后的字重新输入一遍",
        en: "there is an unseen sign ({sign}, {called}) {side} `{near}`, which {done}; such signs here: {count}" => "delete it and type what stands around it again",
    }
    /// Quotes of print around a whole value.
    QUOTES: Warning "value/curly-quotes" {
        zh: "值写在引号 {quotes} 里，{done}" => "去掉引号，写 `{inner}`；要用引号括住值，就用英文引号：\"{inner}\"",
        en: "the value stands in the quotes {quotes}, which {done}" => "write `{inner}` without quotes, or with straight ones: \"{inner}\"",
        wrong: "title: “村务公开”", right: "title: 村务公开",
    }
}

const BEHIND: Text = Text { zh: "后面", en: "behind" };
const BEFORE: Text = Text { zh: "前面", en: "in front of" };
const GONE: Text = Text { zh: "没有读进来", en: "was left out" };
const BREAK: Text = Text { zh: "按换行读取", en: "was read as a line break" };
const KEPT: Text = Text { zh: "引号会照样公开", en: "would be published with it" };
const READ: Text = Text { zh: "按没有引号读取", en: "were left out" };
const A_KEY: Text = Text { zh: "键", en: "key" };
const A_COLUMN: Text = Text { zh: "栏", en: "column" };

/// Keys whose values become part of addresses, or name what is defined elsewhere.
const NAMING: [&str; 7] = ["id", "language", "languages", "section", "sections", "slots", "theme"];

/// Keys whose values are a name or a short text, rarely something that is quoted as a whole.
const PLAIN: [&str; 16] = [
    "approver", "auditor", "author", "contact", "handler", "head", "label", "name", "phone", "place", "plain",
    "reviewer", "source", "title", "姓名", "户主",
];

/// Keys whose values are words of the format or of the portal, never text.
const WORDS: [&str; 10] =
    ["audience", "block", "category", "form", "id", "kind", "language", "level", "section", "status"];

/// What the values of these keys are, and whether they name something; by the names of the keys in both languages.
static KEYS: LazyLock<HashMap<&str, (Sort, bool)>> = LazyLock::new(|| {
    let sort = |name: &&str| match name {
        name if PLAIN.contains(name) => Sort::Plain,
        name if WORDS.contains(name) => Sort::Word,
        _ => Sort::Other,
    };
    let all = PLAIN.iter().chain(&WORDS).chain(&NAMING);
    let both = all.flat_map(|name| [(*name, name), (names::chinese(name).unwrap_or(name), name)]);
    both.map(|(called, name)| (called, (sort(name), NAMING.contains(name)))).collect()
});

/// Takes what nobody sees out of all keys and values, and reports it with what else was not meant. `source` is the text
/// of the nodes and where in the file it begins, if they have places in a text.
pub fn tidy(node: &mut Node, source: Option<(&str, usize)>, diags: &mut Diagnostics) {
    // What definitions call something stands in addresses and in the heads of tables.
    let is_exact = ["content/kinds/", "content/forms/"].iter().any(|folder| node.span.file.starts_with(folder));
    tidy_node(node, Around { source, is_exact, sort: Sort::Other }, diags);
}

/// Where a value stands.
#[derive(Clone, Copy)]
struct Around<'a> {
    source: Option<(&'a str, usize)>,
    /// Whether it becomes part of an address, or is named elsewhere.
    is_exact: bool,
    sort: Sort,
}

/// What a value is, as far as its key tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// A name or a short text.
    Plain,
    /// A word of the format or of the portal.
    Word,
    /// Any other sign.
    Other,
}

fn tidy_node(node: &mut Node, around: Around<'_>, diags: &mut Diagnostics) {
    match &mut node.value {
        Value::Empty | Value::Unread => {}
        Value::List(nodes) => nodes.iter_mut().for_each(|node| tidy_node(node, around, diags)),
        Value::Map(entries) => {
            for (key, value) in entries {
                tidy_key(key, around.source, diags);
                let (sort, is_naming) = KEYS.get(&*key.text).copied().unwrap_or((Sort::Other, false));
                tidy_node(value, Around { is_exact: around.is_exact || is_naming, sort, ..around }, diags);
            }
        }
        Value::Text(text) => {
            let is_gone = tidy_text(text, &node.span, around, diags);
            if is_gone {
                node.value = Value::Empty;
            }
        }
    }
}

/// Tidies a text; whether nothing is left of it.
fn tidy_text(text: &mut String, span: &Span, around: Around<'_>, diags: &mut Diagnostics) -> bool {
    let broken = decoding::problem(text, span);
    let cleaned = unseen::clean(text);
    let is_cut = !cleaned.found.is_empty();
    if let Some(first) = cleaned.found.first() {
        let at = place(span, first.sign, around.source);
        let is_exact = around.is_exact || is_figure(&cleaned.text);
        diags.push(if is_exact { exact(&VALUE, "value", &cleaned, at) } else { note(&cleaned, at) });
        *text = cleaned.text.into_owned();
    }
    broken.into_iter().for_each(|broken| diags.push(broken));
    if let Some((quotes, inner)) = quoted(text) {
        // Of what may be a quotation, nothing is told.
        let is_read = around.sort == Sort::Word || is_figure(inner) || (around.sort == Sort::Other && inner.is_ascii());
        if is_read || around.sort == Sort::Plain {
            let told = Diagnostic::new(&QUOTES, span.clone()).with_word("done", if is_read { READ } else { KEPT });
            diags.push(told.with_own("quotes", quotes).with("inner", inner));
        }
        if is_read {
            *text = inner.to_owned();
        }
    }
    is_cut && text.trim().is_empty()
}

/// Takes what nobody sees out of a key, and reports it.
pub fn tidy_key(key: &mut Key, source: Option<(&str, usize)>, diags: &mut Diagnostics) {
    let cleaned = unseen::clean(&key.text);
    let Some(first) = cleaned.found.first() else { return };
    if !key.is_told {
        let is_column = ["csv", "tsv", "xlsx"].iter().any(|end| has_ending(&key.span.file, end));
        let told = exact(&KEY, "key", &cleaned, place(&key.span, first.sign, source));
        diags.push(told.with_word("what", if is_column { A_COLUMN } else { A_KEY }));
    }
    key.text = cleaned.text.into_owned();
}

/// The problem of a text that must be right to the sign.
fn exact(rule: &'static Rule, name: &'static str, cleaned: &Cleaned<'_>, span: Span) -> Diagnostic {
    named(Diagnostic::new(rule, span).with(name, shown(cleaned.text.trim())), cleaned, &cleaned.found)
}

/// The note that signs were left out of a text, the first of which stands at `span`.
fn note(cleaned: &Cleaned<'_>, span: Span) -> Diagnostic {
    note_of(cleaned, &cleaned.found, span)
}

/// The note that signs stand in a line that cannot be read, which begins at `start` of a file.
pub fn in_the_way(line: &str, (file, start): (&FileName, usize)) -> Option<Diagnostic> {
    const WAY: Text = Text { zh: "这一行可能因此读不懂", en: "may be why the line cannot be read" };
    let cleaned = unseen::clean(line);
    let first = cleaned.found.first()?;
    let at = start + first.at;
    let span = Span::bytes(file, at, at + first.sign.len_utf8());
    Some(note(&cleaned, span).with_word("done", WAY))
}

/// As the note of a whole text, of some of the signs: those of one line.
pub fn note_of(cleaned: &Cleaned<'_>, found: &[Found], span: Span) -> Diagnostic {
    let is_break = found.first().is_some_and(|first| unseen::is_break(first.sign));
    let note = Diagnostic::new(&TEXT, span).with_word("done", if is_break { BREAK } else { GONE });
    named(note, cleaned, found).with_own("count", found.len())
}

/// Names the first of the signs that were found, and what stands beside it.
fn named(problem: Diagnostic, cleaned: &Cleaned<'_>, found: &[Found]) -> Diagnostic {
    const NEAR: usize = 10;
    let Some(first) = found.first() else { return problem };
    let at = cleaned.kept(first.at);
    let line = cleaned.text[..at].rsplit(['\n', '\r']).next().unwrap_or_default().trim_start();
    let from = line.char_indices().rev().nth(NEAR - 1).map_or(0, |(at, _)| at);
    let (side, near) = match &line[from..] {
        "" => (BEFORE, cleaned.text[at..].trim_start().lines().next().unwrap_or_default()),
        near => (BEHIND, near),
    };
    let near: String = near.chars().take(NEAR).collect();
    let problem = problem.with_own("sign", unseen::code(first.sign)).with_word("called", unseen::called(first.sign));
    problem.with("near", near).with_word("side", side)
}

/// Where the sign stands in what is written at `span`, if it is written there as itself.
fn place(span: &Span, sign: char, source: Option<(&str, usize)>) -> Span {
    let found = || {
        let ((text, base), Place::Bytes(start, end)) = (source?, span.place) else { return None };
        let (start, end) = ((start as usize).checked_sub(base)?, (end as usize).checked_sub(base)?);
        let at = start + text.get(start..end)?.find(sign)?;
        Some(Span { veil: span.veil, ..Span::bytes(&span.file, base + at, base + at + sign.len_utf8()) })
    };
    found().unwrap_or_else(|| span.clone())
}

/// Whether a text is an amount, a date, a period, a number, as far as its signs tell.
fn is_figure(text: &str) -> bool {
    let is_sign =
        |sign: char| sign.is_ascii_digit() || " .,-/:+%¥￥QHWT年月日号时分元万亿角第至逾余近约不足少".contains(sign);
    let plain = to_half_width(text.trim());
    plain.bytes().any(|byte| byte.is_ascii_digit()) && plain.chars().all(is_sign)
}

/// The quotes of print in which a value stands as a whole, and what stands in them.
fn quoted(text: &str) -> Option<(String, &str)> {
    const PAIRS: [&str; 3] = ["“”„‟＂", "‘’‚‛＇", "「」"];
    let text = text.trim();
    let (first, last) = (text.chars().next()?, text.chars().next_back()?);
    let own = PAIRS.iter().find(|own| own.contains(first) && own.contains(last))?;
    let inner = text.get(first.len_utf8()..text.len() - last.len_utf8())?.trim();
    let is_whole = !inner.is_empty() && !inner.contains(|sign| own.contains(sign));
    is_whole.then(|| (format!("{first}{last}"), inner))
}

#[cfg(test)]
mod tests {
    use crate::base::diag::Diagnostics;
    use crate::base::lang::Lang;
    use crate::base::yaml::parse;

    fn check(text: &str, expected: &[&str]) {
        let mut diags = Diagnostics::new();
        let root = parse(&"content/a.yaml".into(), 0, text, &mut diags);
        let said: Vec<_> = diags.iter().map(|one| format!("{} {}", one.rule.name, one.message(Lang::En))).collect();
        assert_eq!(said, expected, "{root:?}");
    }

    #[test]
    fn unseen_signs_are_named() {
        check("title: 村\n事项: 路灯 👩\u{200d}🌾\n", &[]);
        check(
            "tit\u{200b}le: 村",
            &["key/unseen-sign the key `title` has an unseen sign (U+200B, zero width space) behind `tit`"],
        );
        check(
            "\u{2060}标题: 村",
            &["key/unseen-sign the key `标题` has an unseen sign (U+2060, word joiner) in front of `标题`"],
        );
        check(
            "in: \"1,2\u{202e}00.50\"",
            &["value/unseen-sign `1,200.50` has an unseen sign (U+202E, direction control) behind `1,2`"],
        );
        check(
            "published: 2025-07\\u200B-10\nformed: \"2025-07\\u200b-10\"",
            &["value/unseen-sign `2025-07-10` has an unseen sign (U+200B, zero width space) behind `2025-07`"],
        );
        check(
            "section: fin\u{ad}ance",
            &["value/unseen-sign `finance` has an unseen sign (U+00AD, soft hyphen) behind `fin`"],
        );
        check(
            "author: 李\u{200b}桂\u{202e}芳",
            &[
                "text/unseen-sign there is an unseen sign (U+200B, zero width space) behind `李`, which was left out; such signs here: 2",
            ],
        );
    }

    #[test]
    fn quotes_of_print_around_a_value_are_told() {
        for text in [
            "title: “村务公开”",
            "标题: ‘村务公开’",
            "title: ”村务公开”",
            "date: “2025-07-10”",
            "in: “1200.00”",
            "file: ＂a/b.pdf＂",
            "author: 「村委会」",
            "kind: “公示公告”",
            "status: “draft”",
            "- {in: “12”}",
        ] {
            let mut diags = Diagnostics::new();
            parse(&"content/a.yaml".into(), 0, text, &mut diags);
            let said: Vec<_> = diags.iter().map(|one| one.rule.name).collect();
            assert_eq!(said, ["value/curly-quotes"], "{text}");
        }
        for text in [
            "title: “四议两公开”和“三公开”",
            "title: 关于“村务公开”",
            "matter: “我家没有领到”",
            "title: “",
            "title: “”",
        ] {
            check(text, &[]);
        }
    }
}
