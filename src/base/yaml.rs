//! YAML text to a tree of [`Node`]s with byte spans. This module alone knows the YAML parser.
//!
//! Scalars stay text until a field asks for a type, so that codes, identity numbers and money never pass through a
//! float. Anchors, aliases, tags and second documents are refused: a record must say what it says where it says it.

mod open;
mod reason;
mod unreadable;

use granit_parser::{Event, Parser, ScalarStyle, Span as YamlSpan};

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::base::limits::{Limit, Limits};
use crate::base::names;
use crate::base::source::{FileName, Place, Span};
use crate::base::unseen;
use crate::base::written;
use crate::base::yaml::open::Open;
use crate::base::yaml::unreadable::because;

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

struct Builder<'a, 'd> {
    limits: &'a Limits,
    file: &'a FileName,
    base: usize,
    /// As the file has it; `text` has other signs in the place of repaired ones.
    file_text: &'a str,
    text: &'a str,
    stack: Vec<Open>,
    root: Option<Node>,
    /// Byte range of the last plain scalar, which a comment on its line may have cut.
    last_scalar: Option<(usize, usize)>,
    /// How many values have been read.
    values: u64,
    diags: &'d mut Diagnostics,
}

/// The document was refused and the reason reported.
struct Refused;

impl Builder<'_, '_> {
    fn event(&mut self, event: Event<'_>, at: YamlSpan) -> Result<(), Refused> {
        let range = at.byte_range().unwrap_or(0..0);
        if event.tag().is_some() || matches!(event, Event::Alias(_) | Event::UnresolvedAlias(_)) {
            return self.refuse(Diagnostic::new(&ALIAS, self.span(range.start, range.end)));
        }
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                return self.refuse(because(self.span(range.start, range.end), reason::MARKER));
            }
            Event::Scalar(_, _, anchor, _) | Event::SequenceStart(_, anchor, _) | Event::MappingStart(_, anchor, _)
                if anchor > 0 =>
            {
                let start = self.text[..range.start].rfind('&').unwrap_or(range.start);
                return self.refuse(Diagnostic::new(&ALIAS, self.span(start, range.end)));
            }
            Event::Scalar(text, style, _, _) => {
                self.count(range.start)?;
                let plain = style == ScalarStyle::Plain;
                self.last_scalar = plain.then_some((range.start, range.end));
                let empty = plain && matches!(&*text, "" | "~" | "null");
                let value = if empty { Value::Empty } else { Value::Text(text.into_owned()) };
                self.add(value, range.start, range.end);
            }
            Event::SequenceStart(..) => self.open(Value::List(Vec::new()), range.start)?,
            Event::MappingStart(..) => self.open(Value::Map(Vec::new()), range.start)?,
            Event::SequenceEnd | Event::MappingEnd => self.close(range.end),
            Event::Comment(text, _) => self.comment(&text, range.start),
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, value: Value, start: usize) -> Result<(), Refused> {
        if self.stack.len() == MAX_DEPTH {
            let deep = Diagnostic::new(&DEPTH, self.span(start, start + 1)).with_own("depth", MAX_DEPTH);
            return self.refuse(deep);
        }
        self.count(start)?;
        let flow = self.text[start..].starts_with(['[', '{']);
        self.stack.push(Open::new(value, start, flow));
        Ok(())
    }

    /// Counts a value; a file that has more than it may is refused before it takes all memory.
    fn count(&mut self, at: usize) -> Result<(), Refused> {
        self.values += 1;
        let keys = self.stack.last().map_or(0, |open| open.len());
        let limit = match () {
            () if self.values > self.limits.of(Limit::Values) => Some((Limit::Values, self.values)),
            () if keys > self.limits.of(Limit::Keys) => Some((Limit::Keys, keys)),
            () => None,
        };
        let Some((limit, found)) = limit else { return Ok(()) };
        self.refuse(self.limits.at_least(limit, found, &self.span(at, at + 1)))
    }

    fn close(&mut self, end: usize) {
        if let Some(mut open) = self.stack.pop() {
            self.tell_split(&mut open);
            let last = self.text[open.start..end.max(open.start)].trim_end().len();
            self.add(open.value, open.start, open.start + last);
        }
    }

    fn add(&mut self, value: Value, start: usize, end: usize) {
        let span = self.span(start, end.max(start));
        let Some(mut open) = self.stack.pop() else {
            self.root = Some(Node { value, span });
            return;
        };
        let key = open.key.take();
        match (&mut open.value, key) {
            (Value::Map(entries), Some(mut key)) => {
                let node = Node { value, span };
                if open.flow && node.is_empty() && key.text.contains(WIDE_SIGNS) {
                    self.diags.push(because(key.span.clone(), reason::WIDE));
                    key.is_told = true;
                }
                if open.flow && node.is_empty() && split_amount(entries.last(), &key.text) {
                    open.split = entries.last_mut().map(|(_, amount)| join_amount(amount, &key));
                } else {
                    if let Some((again, first)) = open.insert(key, node) {
                        self.diags.push(twice(&again, &first));
                    }
                    self.tell_split(&mut open);
                }
            }
            (Value::Map(_), None) => open.key = Some(self.key(value, span)),
            (Value::List(nodes), _) => nodes.push(Node { value, span }),
            _ => {}
        }
        self.stack.push(open);
    }

    fn key(&mut self, value: Value, span: Span) -> Key {
        let text = match value {
            Value::Text(text) => text,
            _ => String::new(),
        };
        if text.is_empty() {
            self.diags.push(because(span.clone(), reason::KEY));
        }
        Key { text, span, is_told: false }
    }

    /// Reports an amount that was split, once all its pieces have been seen.
    fn tell_split(&mut self, open: &mut Open) {
        let Some(span) = open.split.take() else { return };
        let Place::Bytes(start, end) = span.place else { return };
        let amount = &self.text[start as usize - self.base..end as usize - self.base];
        let split = Diagnostic::new(&COMMA, span).with("amount", amount);
        self.diags.push(split.with("plain", amount.replace([',', ' '], "")));
    }

    fn comment(&mut self, text: &str, start: usize) {
        let Some((from, to)) = self.last_scalar.take() else { return };
        let cut = to <= start && !self.text[to..start].contains('\n') && to > from;
        if cut && !text.is_empty() && !text.starts_with([' ', '\t', '!', '#']) {
            let span = self.span(start, start + 1 + text.len());
            let kept = &self.text[from..to];
            let lost = format!("#{text}");
            self.diags.push(Diagnostic::new(&COMMENT, span).with("kept", kept).with("lost", lost));
        }
    }

    fn refuse(&mut self, diagnostic: Diagnostic) -> Result<(), Refused> {
        self.diags.push(diagnostic);
        Err(Refused)
    }

    /// The sign at a place, or the end of the text.
    fn sign(&self, at: usize) -> Span {
        self.span(at, at + self.text[at..].chars().next().map_or(0, char::len_utf8))
    }

    /// From the sign that `start` stands in to the one before `end`.
    fn span(&self, start: usize, end: usize) -> Span {
        let (mut start, mut end) = (start.min(self.file_text.len()), end.min(self.file_text.len()));
        while !self.file_text.is_char_boundary(start) {
            start -= 1;
        }
        while !self.file_text.is_char_boundary(end) {
            end += 1;
        }
        Span::bytes(self.file, self.base + start, self.base + end)
    }
}

const KEY: Text = Text { zh: "键", en: "key" };

/// The key was written before, as `first`.
pub(super) fn twice(key: &Key, first: &Key) -> Diagnostic {
    let label = Text { zh: "第一次写在这里", en: "first written here" };
    let twice = Diagnostic::new(&DUPLICATE, key.span.clone()).with("key", &key.text).with_word("what", KEY);
    twice.label(first.span.clone(), label)
}

/// Puts a piece that a comma cut off back to its amount; the whole place.
fn join_amount(amount: &mut Node, piece: &Key) -> Span {
    if let Value::Text(text) = &mut amount.value {
        text.push_str(&piece.text);
    }
    if let (Place::Bytes(start, _), Place::Bytes(_, end)) = (amount.span.place, piece.span.place) {
        amount.span.place = Place::Bytes(start, end);
    }
    amount.span.clone()
}

/// Whether `key` is the tail of an amount that a comma cut: `{opening: 120,345.60}`.
fn split_amount(before: Option<&(Key, Node)>, key: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let left = before.and_then(|(_, node)| node.text()).is_some_and(digits);
    let (whole, fraction) = key.split_once('.').unwrap_or((key, "0"));
    left && whole.len() == 3 && digits(whole) && digits(fraction)
}

#[cfg(test)]
mod tests;
