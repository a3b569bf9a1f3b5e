//! YAML text to a tree of [`Node`]s with byte spans. This module alone knows the YAML parser.
//!
//! Scalars stay text until a field asks for a type, so that codes, identity numbers and money never pass through a
//! float. Anchors, aliases, tags and second documents are refused: a record must say what it says where it says it.

mod builder;
mod open;
mod reason;
mod unreadable;

use granit_parser::Parser;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::base::limits::Limits;
use crate::base::names;
use crate::base::source::{FileName, Span};
use crate::base::unseen;
use crate::base::written;
use crate::base::yaml::builder::Builder;

pub use crate::base::node::{Key, Node, Value};

rules! {
    /// The text is not YAML.
    SYNTAX: Error "yaml/unreadable" {
        zh: "这里的写法读不懂：{reason}" => "{how}",
        en: "this cannot be read: {reason}" => "{how}",
        wrong: "title: \"石桥村公示\nkind: notice", right: "title: \"石桥村公示\"\nkind: notice",
    }
    /// A key stands twice in one map.
    DUPLICATE: Error "key/duplicate" {
        zh: "{what} `{key}` 写了两次" => "只留一个",
        en: "the {what} `{key}` is written twice" => "keep one of them",
        wrong: "title: 甲\ntitle: 乙", right: "title: 甲",
    }
    /// Anchors, aliases and tags are refused.
    ALIAS: Error "yaml/alias" {
        zh: "不支持 YAML 的引用和标记（`&`、`*`、`!`）" => "把内容直接写在这里；文字以这些符号开头时，用引号括起来",
        en: "YAML anchors, aliases and tags (`&`, `*`, `!`) are not supported" => "write the content here; put text that begins with such a sign in quotes",
        wrong: "title: *甲", right: "title: \"*甲\"",
    }
    /// Lists and maps nest too deep.
    DEPTH: Error "yaml/too-deep" {
        zh: "括号或缩进套了 {depth} 层以上" => "记录最多用 5 层；检查这一行是不是多了括号",
        en: "brackets or indents nest deeper than {depth}" => "a record needs at most 5 levels; look for stray brackets in this line",
    }
    /// A comment sign without a space cut a text.
    COMMENT: Warning "text/cut-by-comment" {
        zh: "`#` 后面的内容被当成注释，只读到 `{kept}`" => "整段文字用引号括起来：\"{kept} {lost}\"；真是注释时，`#` 后加一个空格",
        en: "what follows `#` is taken as a comment; only `{kept}` is read" => "put the whole text in quotes: \"{kept} {lost}\"; if a comment is meant, write a space after `#`",
        wrong: "title: 公示 #2批", right: "title: \"公示 #2批\"",
    }
    /// A comma inside braces cut an amount.
    COMMA: Error "money/split-by-comma" {
        zh: "花括号里的逗号把金额 `{amount}` 拆开了" => "写成 `{plain}`，或用引号：\"{amount}\"",
        en: "inside braces, a comma splits the amount `{amount}`" => "write `{plain}`, or use quotes: \"{amount}\"",
        wrong: "{opening: 120,345.60}", right: "{opening: \"120,345.60\"}",
    }
    /// A full-width colon behind a known key.
    COLON: Note "key/full-width-colon" {
        zh: "键 `{key}` 后面是全角冒号“：”，按半角冒号读取" => "写成 `{key}: `",
        en: "key `{key}` is followed by a full-width colon, read as `: `" => "write `{key}: `",
    }
}

const MAX_DEPTH: usize = 32;
/// Signs that look like those between keys and values, and are text.
const WIDE_SIGNS: [char; 2] = ['：', '，'];

/// Reads one YAML document. `base` is where `text` begins in the file. An unreadable text gives `None` and its reasons.
pub fn parse(file: &FileName, base: usize, text: &str, diags: &mut Diagnostics) -> Option<Node> {
    parse_within(&Limits::default(), Document { file, base, text }, diags)
}

/// A YAML document and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Document<'t> {
    /// The file, as messages name it.
    pub file: &'t FileName,
    /// Where the text begins in the file, in bytes.
    pub base: usize,
    /// The document.
    pub text: &'t str,
}

/// As [`parse`], where the portal has limits of its own.
pub fn parse_within(limits: &Limits, document: Document<'_>, diags: &mut Diagnostics) -> Option<Node> {
    let Document { file, base, text } = document;
    let (file_text, repaired) = (text, repair_colons(file, base, text, diags));
    let text = repaired.as_deref().unwrap_or(text);
    let (stack, root, last_scalar) = (Vec::new(), None, None);
    let mut builder = Builder { limits, file, base, file_text, text, stack, root, last_scalar, values: 0, diags };
    let options = granit_parser::options! { emit_comments: text.contains(" #"), emit_unresolved_aliases: true };
    for next in Parser::new_from_str_with_options(text, options) {
        let read = next.map_err(|error| builder.syntax(&error)).and_then(|(event, span)| builder.event(event, span));
        if read.is_err() {
            return None;
        }
    }
    let mut root = builder.root.unwrap_or_else(|| Node::empty(Span::bytes(file, base, base)));
    written::tidy(&mut root, Some((text, base)), diags);
    Some(root)
}

/// Replaces `：` behind a known key at the start of a line by `:` and two spaces: as many bytes, so spans hold.
fn repair_colons(file: &FileName, base: usize, text: &str, diags: &mut Diagnostics) -> Option<String> {
    let mut repaired: Option<String> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = line.len() - line.trim_start_matches([' ', '-']).len();
        if let Some((key, _)) = line[start..].split_once('：')
            && names::is_known(&unseen::clean(key).text)
        {
            let colon = at + start + key.len();
            let end = colon + '：'.len_utf8();
            repaired.get_or_insert_with(|| text.to_owned()).replace_range(colon..end, ":  ");
            let key = unseen::clean(key).text;
            let is_apart = text[end..].starts_with([' ', '\n', '\r']) || text[end..].is_empty();
            let told = Diagnostic::new(&COLON, Span::bytes(file, base + colon, base + end)).with("key", key);
            diags.push(told.mended_by(if is_apart { ":" } else { ": " }));
        }
        at += line.len();
    }
    repaired
}

const KEY: Text = Text { zh: "键", en: "key" };

/// The key was written before, as `first`.
pub(super) fn twice(key: &Key, first: &Key) -> Diagnostic {
    let label = Text { zh: "第一次写在这里", en: "first written here" };
    let twice = Diagnostic::new(&DUPLICATE, key.span.clone()).with("key", &key.text).with_word("what", KEY);
    twice.label(first.span.clone(), label)
}

#[cfg(test)]
mod tests;
