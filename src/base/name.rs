//! Names that become part of an address or of a file name, checked where they are read.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::ending::strip_ending;
use crate::base::lang::{Label, Lang, Text};
use crate::base::source::Span;
use crate::base::unseen::{code, is_unseen};

rules! {
    /// A name that cannot become part of an address.
    NAME: Error "name/not-an-address" {
        zh: "`{name}` 不能用在网址和文件名里：{why}" => "换一个短的名字，只用汉字、字母、数字、`-` 和 `_`，如 `village`、`低保`",
        en: "`{name}` cannot be part of an address: {why}" => "choose a short name of letters, Han characters, digits, `-` and `_`, like `village`",
        wrong: "section: ../finance", right: "section: finance",
    }
    /// A name with a sign that not every file system takes, or that nobody sees.
    CHARACTER: Error "name/bad-character" {
        zh: "名字 `{name}` 里的 `{sign}` 不能用在文件名里" => "改名，去掉 `{sign}`",
        en: "`{sign}` in the name `{name}` cannot stand in a file name" => "rename it without `{sign}`",
    }
    /// A name that Windows or the site keeps for itself.
    RESERVED: Error "name/reserved" {
        zh: "`{name}` 这个名字不能用：{why}" => "改名，例如在前面加日期",
        en: "the name `{name}` cannot be used: {why}" => "rename it, for example with a date in front",
    }
    /// A name that is too long.
    LONG: Error "name/too-long" {
        zh: "名字太长：在网站上有 {bytes} 字节，最多 255（一个汉字 3 字节）" => "缩短文件名，完整的标题写在 `title` 里",
        en: "the name is too long: {bytes} bytes on the site, 255 at most (a Han character takes 3)" => "shorten the file name; the whole title goes into `title`",
    }
}

/// Bytes of a file name on every file system.
pub const MOST: usize = 255;

/// Bytes of a name that is written in a file: three of them and an ending stand in one file name.
const WRITTEN: usize = 80;

/// What Windows does not take as a name.
const DEVICE: Text = Text { zh: "Windows 不接受这样的名字", en: "Windows does not take it" };

/// One part of an address: whoever holds one knows that it stays in its folder and that every file system takes it.
///
/// Names come from content by [`Name::read`] and its [`FromNode`](crate::base::fields::FromNode), from folders by [`Name::parse`], and from the program
/// itself by [`Name::own`]; nothing else makes one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Arc<str>);

/// What is wrong with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadName {
    /// There is nothing.
    Empty,
    /// Longer than so many bytes, for a record with `.html`.
    Long(usize),
    /// Holds a separator of folders, a character that Windows refuses, or a control character.
    Character(char),
    /// Holds a character that nobody sees, or that turns the writing around.
    Unseen(char),
    /// Begins with a point: a hidden file, or the folder itself or the one above.
    Point,
    /// A device name of Windows, or a name that ends in a point or a space.
    Reserved,
}

impl Name {
    /// `text`, if it is a name.
    ///
    /// # Errors
    /// It cannot be one part of an address.
    pub fn parse(text: &str) -> Result<Self, BadName> {
        check_name(text)?;
        Ok(Self(text.into()))
    }

    /// A name that the program itself gives.
    ///
    /// # Panics
    /// It is none, which would be our mistake: content does not live as long as the program.
    pub fn own(text: &'static str) -> Self {
        Self::parse(text).unwrap_or_else(|why| panic!("`{text}` is no name: {why:?}"))
    }

    /// A name that is written at `span`. `None` has been reported.
    pub fn read(text: &str, span: &Span, diags: &mut Diagnostics) -> Option<Self> {
        let too_long = if text.len() > WRITTEN { Err(BadName::Long(text.len())) } else { Ok(()) };
        match too_long.and_then(|()| Self::parse(text)) {
            Ok(name) => Some(name),
            Err(why) => {
                let bad = Diagnostic::new(&NAME, span.clone()).with("name", shown(text));
                diags.push(bad.with_label("why", &why.words(WRITTEN)));
                None
            }
        }
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl BadName {
    /// What is wrong, in the languages of messages, where so many bytes are the `most`.
    pub fn words(self, most: usize) -> Label {
        let (zh, en) = match self {
            Self::Empty => ("是空的".to_owned(), "it is empty".to_owned()),
            Self::Long(bytes) => (
                format!("有 {bytes} 字节，最多 {most}（一个汉字 3 字节）"),
                format!("it has {bytes} bytes, {most} at most (a Han character takes 3)"),
            ),
            Self::Character(sign) => {
                let sign = shown(sign.encode_utf8(&mut [0; 4]));
                (format!("里面有 `{sign}`"), format!("there is `{sign}` in it"))
            }
            Self::Unseen(sign) => (
                format!("里面有看不见的字符 {}", code(sign)),
                format!("there is the sign {} in it, which nobody sees", code(sign)),
            ),
            Self::Point => ("以 `.` 开头".to_owned(), "it begins with `.`".to_owned()),
            Self::Reserved => (DEVICE.zh.to_owned(), DEVICE.en.to_owned()),
        };
        Label::of(&[(Lang::Zh.tag(), &zh), (Lang::En.tag(), &en)])
    }

    /// The problem of a file or folder of this name.
    pub fn of_file(self, name: &str, at: Span) -> Diagnostic {
        let sign = match self {
            Self::Long(bytes) => return Diagnostic::new(&LONG, at).with("bytes", bytes),
            Self::Empty | Self::Reserved => {
                return Diagnostic::new(&RESERVED, at).with("name", shown(name)).with_word("why", DEVICE);
            }
            Self::Character(sign) => shown(sign.encode_utf8(&mut [0; 4])),
            Self::Unseen(sign) => code(sign),
            Self::Point => ".".to_owned(),
        };
        Diagnostic::new(&CHARACTER, at).with("name", shown(name)).with("sign", sign)
    }
}

/// Checks one file or folder name for every file system that the site may be copied to.
///
/// # Errors
/// It leaves its folder, some system refuses it, or readers could not see what it is.
pub fn check_name(name: &str) -> Result<(), BadName> {
    const DEVICES: [&str; 22] = [
        "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1",
        "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    ];
    if name.is_empty() {
        return Err(BadName::Empty);
    }
    if let Some(sign) = name.chars().find(|c| c.is_control() || r#"<>:"/\|?*"#.contains(*c)) {
        return Err(BadName::Character(sign));
    }
    if let Some(sign) = name.chars().find(|sign| is_unseen(*sign)) {
        return Err(BadName::Unseen(sign));
    }
    if name.starts_with('.') {
        return Err(BadName::Point);
    }
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    if DEVICES.contains(&stem.as_str()) || name.ends_with(['.', ' ']) || name.starts_with(' ') {
        return Err(BadName::Reserved);
    }
    let page = ["yaml", "yml", "md"].iter().find_map(|end| strip_ending(name, end));
    let bytes = page.map_or(name.len(), |stem| stem.len() + ".html".len());
    if bytes > MOST { Err(BadName::Long(bytes)) } else { Ok(()) }
}

/// A name as a message shows it: what cannot be seen by its number, and no more than a line.
pub fn shown(name: &str) -> String {
    const SIGNS: usize = 60;
    match name.char_indices().nth(SIGNS) {
        Some((end, _)) => format!("{}…", visible(&name[..end])),
        None => visible(name),
    }
}

/// The text with what cannot be seen by its number.
pub fn visible(text: &str) -> String {
    let mut seen = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            _ if sign.is_control() => seen.extend(sign.escape_debug()),
            _ if is_unseen(sign) => seen.extend(sign.escape_unicode()),
            _ => seen.push(sign),
        }
    }
    seen
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl From<&Name> for Arc<str> {
    fn from(name: &Name) -> Self {
        name.0.clone()
    }
}

impl PartialEq<Arc<str>> for Name {
    fn eq(&self, other: &Arc<str>) -> bool {
        self.0 == *other
    }
}

impl PartialEq<Name> for Arc<str> {
    fn eq(&self, other: &Name) -> bool {
        *self == other.0
    }
}

#[cfg(test)]
mod tests {
    use super::{BadName, Name, check_name, shown};

    #[test]
    fn names_fit_every_file_system() {
        assert_eq!(check_name("2025-公示"), Ok(()));
        assert_eq!(check_name("a:b"), Err(BadName::Character(':')));
        assert_eq!(check_name("NUL.tar"), Err(BadName::Reserved));
        assert_eq!(check_name(&"村".repeat(84)), Ok(()));
        assert_eq!(check_name(&format!("{}.md", "村".repeat(84))), Err(BadName::Long(257)));
    }

    #[test]
    fn a_name_is_one_part_of_a_path() {
        for (text, why) in [
            ("", BadName::Empty),
            (".", BadName::Point),
            ("..", BadName::Point),
            (".git", BadName::Point),
            ("../x", BadName::Character('/')),
            ("/abs", BadName::Character('/')),
            ("a\\b", BadName::Character('\\')),
            ("a\0b", BadName::Character('\0')),
            ("公示\u{202e}", BadName::Unseen('\u{202e}')),
            ("公\u{200b}示", BadName::Unseen('\u{200b}')),
            ("\u{feff}a", BadName::Unseen('\u{feff}')),
            ("a.", BadName::Reserved),
            (" a", BadName::Reserved),
        ] {
            assert_eq!(Name::parse(text), Err(why), "{text:?}");
        }
        for sound in ["village", "党务公开", "aid-2025_甲", "a.b", "a b"] {
            assert!(Name::parse(sound).is_ok(), "{sound}");
        }
    }

    #[test]
    fn messages_show_what_cannot_be_seen() {
        assert_eq!(shown("a\u{202e}b\n"), "a\\u{202e}b\\n");
        assert_eq!(shown(&"村".repeat(100)).chars().count(), 61);
    }
}
