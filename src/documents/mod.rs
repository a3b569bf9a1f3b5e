//! What the files that go with a record say: their text, wherever it hides, and what they tell of their makers; and copies
//! without the latter.
//!
//! Bytes in, values out: nothing here touches the disk, knows a record, or judges what it finds. [`read`] never fails; what
//! could not be looked at is said by [`Document::state`] and [`Document::unread`], so that silence always means that
//! somebody looked. What a file is, its content says; its name is only asked whether a reader could open it so.
//!
//! Each library that takes a format apart is called in one file: `package` (ZIP), `markup` (XML), `legacy/compound` (OLE),
//! `inflate` (zlib); `pdf` is the folder of PDF. Limits stand in `limits`, each with its reason.

mod cells;
mod cleaning;
mod figure;
mod fixed;
mod flow;
mod gathering;
mod html;
mod inflate;
#[cfg(feature = "documents")]
mod legacy;
mod limits;
mod lines;
mod markup;
mod office;
mod opendocument;
pub mod outline;
mod package;
#[cfg(feature = "documents")]
mod pdf;
mod picture;
mod properties;
mod rtf;
mod runs;
mod sheet;
mod sort;
mod styles;
mod text;

#[cfg(test)]
mod tests;

use gathering::Gathering;
use sort::Sort;

/// What a file says, as far as it can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its text in pieces, in the order of the file.
    pub passages: Vec<Passage>,
    /// What it tells of its makers, machines and places. The same value under the same name stands here once.
    pub metadata: Vec<Property>,
    /// How far it could be read. Passages and metadata hold what was found up to there, whatever it says.
    pub state: State,
    /// Whether it bears a signature, which any change would break.
    pub is_signed: bool,
    /// Whether it is, or consists of, a picture of text: a scan, a photograph of paper, a page without letters. Of pictures
    /// that have the shape of paper this is guessed.
    pub is_picture: bool,
    /// Whether it keeps what was deleted or inserted while it was written.
    pub has_tracked_changes: bool,
    /// Whether readers left comments in it.
    pub has_comments: bool,
    /// Whether some of its text is not shown to whoever opens it.
    pub has_hidden: bool,
    /// Whether it has formulas without their results, which nobody sees before a program reckons them.
    pub has_uncounted: bool,
    /// Names of parts that nobody could look inside, though the rest was read: embedded programs, locked files.
    pub unread: Vec<Box<str>>,
}

/// A piece of text: a paragraph, a cell, a comment, a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands: `Sheet1!B3`, `page 2`, `slide 4`, `comment`, `line 12`.
    pub at: Box<str>,
    /// The text as it is displayed; of a number all its digits.
    pub text: Box<str>,
    /// Whether it is not shown: a hidden row, column, sheet or slide, deleted text that is kept, white text, a cache.
    pub is_hidden: bool,
}

/// One thing that a file tells besides its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// What it is about.
    pub name: Trait,
    /// As the file has it; of a position degrees, minutes and seconds.
    pub value: Box<str>,
}

/// What a property is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trait {
    /// Who wrote it, took it or owns it.
    Author,
    /// For whom they work.
    Company,
    /// Who changed it or commented on it.
    Editor,
    /// A remark that is not part of the text.
    Comment,
    /// Where on Earth.
    Position,
    /// Camera, telephone, printer, their numbers.
    Device,
    /// Its title in its own properties, which may be that of another file it was made from.
    Title,
    /// Software, templates, days, key words, anything else.
    Other,
}

/// How far a file could be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// To its end.
    #[default]
    Read,
    /// Up to a limit; text beyond it was left.
    Truncated,
    /// It asks for a password.
    Encrypted,
    /// It is broken, or not what its name says.
    Unreadable,
    /// There is no reader for such files: nobody looked inside.
    Unknown,
    /// It is full of other files: ZIP, RAR, 7z. None of them was looked at.
    Archive,
    /// It is larger than what is read at all, or would be once it is unpacked.
    TooLarge,
}

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = limits::FILE as u64;

/// Reads a file. Its time and memory are bounded by its size and by `limits`; it does not panic.
pub fn read(name: &str, bytes: &[u8]) -> Document {
    let mut gathering = Gathering::new();
    gather(name, bytes, &mut gathering);
    gathering.done()
}

/// A copy that no longer tells who made the file, with what and where; `None` if there is nothing to remove, if it is
/// signed, or if files of its sort cannot be changed here (PDF, HEIC, TIFF, RTF and the office files of before 2007).
///
/// Text, comments and tracked changes stay, without the names beside them; pixels, colours and the way up of a picture
/// stay byte by byte. The same file gives the same copy.
pub fn cleaned(name: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    cleaning::cleaned(name, bytes)
}

/// Reads a file into what was gathered so far, which may be of a file around it.
fn gather(name: &str, bytes: &[u8], into: &mut Gathering) {
    if bytes.len() > limits::FILE {
        into.fault(State::TooLarge);
        return;
    }
    let sort = sort::sort(bytes);
    match sort {
        Sort::Empty => {}
        Sort::Text(text) => lines::read(&text, sort::ending(name) == "json", into),
        Sort::Html(text) => html::read(&text, into),
        Sort::Xml(text) => flow::read_xml(&text, into),
        Sort::Package => office::read(bytes, into),
        Sort::Picture(kind) => picture::read(kind, bytes, into),
        #[cfg(feature = "documents")]
        Sort::Pdf => pdf::read(bytes, into),
        #[cfg(feature = "documents")]
        Sort::Compound => legacy::read(bytes, into),
        #[cfg(not(feature = "documents"))]
        Sort::Pdf | Sort::Compound => into.fault(State::Unknown),
        Sort::Rtf => rtf::read(bytes, into),
        Sort::Archive => into.fault(State::Archive),
        Sort::Unknown => into.fault(State::Unknown),
    }
    if !sort::may_be_named(name, bytes) {
        into.fault(State::Unreadable);
    }
}
