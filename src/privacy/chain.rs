//! Rows of figures with what stands between them: blanks, hyphens, points, a line break, signs that nobody sees.

use std::ops::Range;

use crate::privacy::signs::{Class, class};

/// The value of an x: a check digit or a mask.
pub(super) const CROSS: u8 = 10;
/// The value of a sign that hides a figure.
pub(super) const MASK: u8 = 11;

/// More signs between two figures than these part them.
const WIDEST: usize = 3;

/// What stands between a figure and the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// Nothing.
    Touch,
    /// Nothing, but one is in Han and the other is not.
    Script,
    /// One blank.
    Space,
    /// One mark.
    Mark(char),
    /// More than that, or a line break.
    Wide,
}

/// A figure, an x or a mask, and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// Up to 9, [`CROSS`] or [`MASK`].
    pub(super) value: u8,
    /// Where it begins.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// What stands before it.
    pub(super) joint: Joint,
}

/// A row of figures.
#[derive(Debug)]
pub(super) struct Chain {
    /// Every figure, x and mask, with its place.
    pub(super) items: Vec<Item>,
    /// Their values alone.
    pub(super) values: Vec<u8>,
}

/// Finds rows of figures, sign by sign, without looking at them.
#[derive(Debug, Default)]
pub(super) struct Finder {
    /// Rows that are long enough to be something.
    pub(super) found: Vec<Range<usize>>,
    start: usize,
    end: usize,
    digits: usize,
    masks: usize,
    gap: usize,
    is_open: bool,
    was_han: bool,
    /// Rows in which anything but words may stand between the figures.
    pub(super) loose: Vec<Range<usize>>,
    loose_start: usize,
    loose_end: usize,
    loose_digits: usize,
}

impl Finder {
    /// Takes the next sign, which begins at `at`.
    #[inline]
    pub(super) fn take(&mut self, class: Class, at: usize, width: usize) {
        if let Class::Digit(_) = class {
            if self.loose_digits == 0 {
                self.loose_start = at;
            }
            (self.loose_digits, self.loose_end) = (self.loose_digits + 1, at + width);
        }
        match class {
            Class::Other if !self.is_open => {}
            Class::Digit(_) | Class::Han(_) => {
                let is_han = matches!(class, Class::Han(_));
                // What ends with a figure in Han before a number is a word: 王小二 138.
                if self.is_open && self.gap > 0 && is_han != self.was_han {
                    self.close();
                }
                self.grow(at, width, true);
                self.was_han = is_han;
            }
            Class::Mask => self.grow(at, width, false),
            Class::Letter(_) if self.is_open && self.gap == 0 => self.grow(at, width, true),
            Class::Cross if self.is_open => self.grow(at, width, false),
            Class::Space | Class::Mark | Class::Break if self.is_open => {
                self.gap += 1;
                if self.gap > WIDEST {
                    self.close();
                }
            }
            Class::Unseen | Class::Space | Class::Mark | Class::Break => {}
            Class::Cross | Class::Letter(_) | Class::Other => self.close(),
        }
    }

    fn grow(&mut self, at: usize, width: usize, is_digit: bool) {
        if !self.is_open {
            (self.is_open, self.start, self.digits, self.masks) = (true, at, 0, 0);
        }
        self.digits += usize::from(is_digit);
        self.masks += usize::from(!is_digit);
        (self.end, self.gap) = (at + width, 0);
    }

    /// Ends the row of figures in which no word stands.
    #[inline]
    pub(super) fn close_loose(&mut self) {
        const FEWEST: usize = 11;
        if self.loose_digits >= FEWEST {
            self.loose.push(self.loose_start..self.loose_end);
        }
        self.loose_digits = 0;
    }

    /// Ends the row at hand.
    #[inline]
    pub(super) fn close(&mut self) {
        const FEWEST: usize = 7;
        if self.is_open && self.digits >= FEWEST {
            self.found.push(self.start..self.end);
        }
        (self.is_open, self.gap) = (false, 0);
    }
}

impl Chain {
    /// The row that stands at `range` of the text.
    pub(super) fn of(text: &str, range: &Range<usize>) -> Self {
        let mut items: Vec<Item> = Vec::new();
        let (mut joint, mut was_han) = (Joint::Touch, false);
        for (at, sign) in text.get(range.clone()).unwrap_or_default().char_indices() {
            let class = class(sign);
            let (value, is_han) = match class {
                Class::Digit(value) => (value, false),
                Class::Han(value) => (value, true),
                Class::Letter(value) => (value, false),
                Class::Cross => (CROSS, was_han),
                Class::Mask if sign == '○' && was_han => (0, true),
                Class::Mask => (MASK, was_han),
                Class::Unseen | Class::Other => continue,
                Class::Space | Class::Mark | Class::Break => {
                    joint = wider(joint, class, sign);
                    continue;
                }
            };
            if joint == Joint::Touch && is_han != was_han && !items.is_empty() {
                joint = Joint::Script;
            }
            let start = range.start + at;
            items.push(Item { value, start, end: start + sign.len_utf8(), joint });
            (joint, was_han) = (Joint::Touch, is_han);
        }
        // A letter that ends the row belongs to the word behind it.
        let is_letter = |item: &Item| text.get(item.start..).is_some_and(|own| own.starts_with(is_letter));
        while items.last().is_some_and(is_letter) {
            items.pop();
        }
        let values = items.iter().map(|item| item.value).collect();
        Self { items, values }
    }

    /// How many figures, crosses and masks there are.
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// The values from `from` on, `count` of them.
    pub(super) fn values(&self, from: usize, count: usize) -> Option<&[u8]> {
        self.values.get(from..from.checked_add(count)?)
    }

    /// What stands before an item; before the first and behind the last there is room.
    pub(super) fn joint(&self, at: usize) -> Joint {
        self.items.get(at).filter(|_| at > 0).map_or(Joint::Wide, |item| item.joint)
    }

    /// Whether a number may begin at an item.
    pub(super) fn starts(&self, at: usize) -> bool {
        let after_cross = at.checked_sub(1).and_then(|before| self.values.get(before)) == Some(&CROSS);
        self.joint(at) != Joint::Touch || after_cross || self.is_emphasis((0..at).rev(), 1)
    }

    /// Whether a number may end before an item.
    pub(super) fn ends(&self, at: usize) -> bool {
        self.joint(at) != Joint::Touch || self.is_emphasis(at..self.len(), 0)
    }

    /// Whether what comes next, in either direction, is one to three masks and then room: stars around a strong word.
    fn is_emphasis(&self, places: impl Iterator<Item = usize>, side: usize) -> bool {
        const MOST: usize = 3;
        for at in places.take(MOST) {
            if self.values.get(at) != Some(&MASK) {
                return false;
            }
            if self.joint(at + 1 - side) != Joint::Touch {
                return true;
            }
        }
        false
    }

    /// Where the figures from `from` on, `count` of them, stand in the text.
    pub(super) fn range(&self, from: usize, count: usize) -> Option<Range<usize>> {
        let items = self.items.get(from..from.checked_add(count)?)?;
        Some(items.first()?.start..items.last()?.end)
    }

    /// Lengths of the groups of a number, which blanks and marks part.
    pub(super) fn groups(&self, from: usize, count: usize) -> Vec<usize> {
        let mut groups = Vec::new();
        for at in from..from.saturating_add(count).min(self.len()) {
            match groups.last_mut() {
                Some(last) if at > from && !self.starts(at) => *last += 1,
                _ => groups.push(1),
            }
        }
        groups
    }
}

fn is_letter(sign: char) -> bool {
    matches!(class(sign), Class::Letter(_))
}

/// What stands between two figures, with one sign more.
fn wider(joint: Joint, class: Class, sign: char) -> Joint {
    match (joint, class) {
        (Joint::Touch, Class::Space) => Joint::Space,
        (Joint::Touch, Class::Mark) => Joint::Mark(sign),
        _ => Joint::Wide,
    }
}
