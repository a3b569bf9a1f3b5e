//! The text of a record and its keys, with the places where they stand.

use crate::base::diag::Diagnostics;
use crate::base::encoding;
use crate::base::ending::has_ending;
use crate::base::lang::Text;
use crate::base::source::FileName;
use crate::base::yaml::{self, Key, Node, Value};
use crate::load::front_matter;

/// The mark that some editors put before a text.
const MARK: &str = "\u{feff}";

const NO_TEXT: Text = Text {
    zh: "这个文件不是 UTF-8 编码的文本：先用编辑器另存为 UTF-8",
    en: "this file is no text in UTF-8: save it as UTF-8 in an editor first",
};
const NO_KEYS: Text = Text {
    zh: "这个文件的写法读不懂，不能在网页上改：先按“问题”里说的，用编辑器改好",
    en: "what is written in this file cannot be read, so no form can change it: mend it in an editor first, as the problems say",
};

/// The text of a record.
#[derive(Clone, Debug)]
pub struct Source {
    /// The file, relative to the portal's root.
    pub file: FileName,
    /// Its text, without the mark.
    pub text: String,
    /// Its keys.
    pub node: Node,
    /// Where its keys begin.
    pub(super) base: usize,
    /// Where the text below begins.
    body: usize,
    has_mark: bool,
}

impl Source {
    /// Reads the bytes of a file.
    ///
    /// # Errors
    /// It is no text in UTF-8, or its keys cannot be read; in the words of the program.
    pub fn read(file: &FileName, bytes: Vec<u8>) -> Result<Self, Text> {
        let has_mark = bytes.starts_with(MARK.as_bytes());
        let Some((text, true)) = encoding::decode_text(bytes) else { return Err(NO_TEXT) };
        let mut diags = Diagnostics::new();
        let (base, end, body) = if has_ending(file, "md") {
            let (base, front, _) = front_matter(file, &text, &mut diags).ok_or(NO_KEYS)?;
            let end = base + front.len();
            (base, end, below(&text, end))
        } else {
            (0, text.len(), text.len())
        };
        let node = yaml::parse(file, base, &text[base..end], &mut diags).ok_or(NO_KEYS)?;
        if diags.has_errors() || !matches!(node.value, Value::Map(_) | Value::Empty) {
            return Err(NO_KEYS);
        }
        Ok(Self { file: file.clone(), text, node, base, body, has_mark })
    }

    /// The keys of a text that has been changed.
    pub(super) fn changed(&self, text: String) -> Result<Self, Text> {
        let mut changed = Self::read(&self.file, text.into_bytes())?;
        changed.has_mark = self.has_mark;
        Ok(changed)
    }

    /// The text of the record below its keys.
    pub fn body(&self) -> &str {
        &self.text[self.body..]
    }

    /// Whether it may have a text below its keys.
    pub fn has_body(&self) -> bool {
        has_ending(&self.file, "md")
    }

    /// The same with another text below its keys.
    pub(super) fn with_body(&self, body: &str) -> Result<Self, Text> {
        self.changed(format!("{}{body}", &self.text[..self.body]))
    }

    /// How its lines end.
    pub fn line_end(&self) -> &'static str {
        if self.text.contains("\r\n") { "\r\n" } else { "\n" }
    }

    /// As it is written to disk.
    pub fn bytes(&self) -> Vec<u8> {
        let mark = if self.has_mark { MARK } else { "" };
        format!("{mark}{}", self.text).into_bytes()
    }

    /// What stands under a key of the record.
    pub fn at(&self, key: &str) -> Option<&Node> {
        entry(&self.node, |own| own == key).map(|(_, node)| node)
    }
}

/// Where the text below the line that closes the keys begins, behind one empty line.
fn below(text: &str, end: usize) -> usize {
    let skip = |at: usize| text[at..].find('\n').map_or(text.len(), |line| at + line + 1);
    let at = skip(end);
    let is_empty = text[at..].split('\n').next().is_some_and(|line| line.trim_end().is_empty());
    if is_empty && at < text.len() { skip(at) } else { at }
}

/// The entry of a map under the key that is meant.
pub(super) fn entry(node: &Node, is_key: impl Fn(&str) -> bool) -> Option<&(Key, Node)> {
    let Value::Map(entries) = &node.value else { return None };
    entries.iter().find(|(key, _)| is_key(&key.text))
}
