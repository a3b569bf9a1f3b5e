//! How text is written at a moment: where the pen stands, with which font, and whether it shows.

use hayro_syntax::object::ObjectIdentifier;

use super::matrix::Matrix;

/// How text is written at a moment.
#[derive(Clone)]
pub(super) struct Writing {
    pub(super) page: Matrix,
    pub(super) text: Matrix,
    pub(super) line: Matrix,
    pub(super) font: Option<ObjectOrName>,
    pub(super) size: i64,
    pub(super) leading: i64,
    pub(super) rise: i64,
    /// What is added behind every character, and behind a blank.
    pub(super) spread: i64,
    pub(super) blank: i64,
    pub(super) is_invisible: bool,
    pub(super) is_white: bool,
}

#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum ObjectOrName {
    Object(ObjectIdentifier),
    /// A font that stands in the resources themselves, by page or form and name.
    Name(usize, Vec<u8>),
}

impl Writing {
    pub(super) fn new() -> Self {
        let one = Matrix::ONE;
        Self {
            page: one,
            text: one,
            line: one,
            font: None,
            size: 1_000,
            leading: 0,
            rise: 0,
            spread: 0,
            blank: 0,
            is_invisible: false,
            is_white: false,
        }
    }

    pub(super) fn next_line(&mut self, x: i64, y: i64) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.text = self.line;
    }
}
