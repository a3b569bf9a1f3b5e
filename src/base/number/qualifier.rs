//! How exactly a figure is known, and what is left of that in sums and differences.

use serde::Serialize;

use crate::base::closed::Closed;
use crate::base::lang::is_han;
use crate::base::lexicon::LEXICON;

/// How exactly a figure is known. Ordered by how much it takes away from exactness.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Qualifier {
    /// As counted.
    #[default]
    Exact,
    /// At least this (至少).
    AtLeast,
    /// More than this (逾, 余).
    Over,
    /// At most this (至多).
    AtMost,
    /// Close to this and less (近).
    Nearly,
    /// Less than this (不足).
    Under,
    /// Roughly this (约).
    About,
}

impl Qualifier {
    /// Words that a clerk writes before a number, and what they say, in the order in which messages name them.
    pub(super) fn written() -> impl Iterator<Item = (&'static str, Self)> {
        let words = &LEXICON.qualifiers;
        let of = |words: &'static [Box<str>], qualifier| words.iter().map(move |word| (&**word, qualifier));
        let before = of(&words.over, Self::Over).chain(of(&words.nearly, Self::Nearly));
        let before = before.chain(of(&words.under, Self::Under)).chain(of(&words.about, Self::About));
        let before = before.chain(of(&words.at_least, Self::AtLeast)).chain(of(&words.at_most, Self::AtMost));
        before.chain(of(&words.behind, Self::Over))
    }

    /// What stands for each in data files.
    pub const WORDS: Closed<Self> = Closed::new(
        "qualifier",
        &[
            ("at least", Self::AtLeast),
            ("over", Self::Over),
            ("at most", Self::AtMost),
            ("nearly", Self::Nearly),
            ("under", Self::Under),
            ("about", Self::About),
        ],
    );

    fn is_upper(self) -> bool {
        matches!(self, Self::AtMost | Self::Nearly | Self::Under)
    }

    /// Whether a number with it is surely less than the number alone.
    pub fn is_below(self) -> bool {
        matches!(self, Self::Nearly | Self::Under)
    }

    /// The qualifier of a sum: a lower and an upper bound together say only "about".
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Exact, one) | (one, Self::Exact) => one,
            (one, same) if one == same => one,
            (Self::Over, Self::AtLeast) | (Self::AtLeast, Self::Over) => Self::Over,
            (one, other) if one.is_upper() && other.is_upper() => Self::Under,
            _ => Self::About,
        }
    }

    /// The qualifier of what is taken away: the more it is, the less is left.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::AtLeast => Self::AtMost,
            Self::AtMost => Self::AtLeast,
            Self::Over => Self::Under,
            Self::Nearly | Self::Under => Self::Over,
            Self::Exact | Self::About => self,
        }
    }

    /// The Chinese word, as a page shows it.
    pub fn word(self) -> &'static str {
        Self::WORDS.text(self).zh
    }

    /// The word in front of the number, as a page in this language shows it.
    pub fn spoken(self, lang: &str) -> &'static str {
        match self {
            _ if is_han(lang) => self.word(),
            Self::Exact => "",
            Self::AtLeast => "at least ",
            Self::Over => "over ",
            Self::AtMost => "at most ",
            Self::Nearly => "nearly ",
            Self::Under => "under ",
            Self::About => "about ",
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::base::number::{Figure, Qualifier};

    #[test]
    fn what_is_left_is_as_exact_as_what_it_is_left_of() {
        let left = |whole: &str, part: &str| {
            let figure = Figure::parse(whole).unwrap().minus(Figure::parse(part).unwrap());
            format!("{}{}", figure.qualifier.word(), figure.value)
        };
        for (whole, part, expected) in [
            ("逾20000", "822", "逾19178"),
            ("20000", "近30", "逾19970"),
            ("20000", "不足30", "逾19970"),
            ("20000", "逾30", "不足19970"),
            ("20000", "至少30", "至多19970"),
            ("逾20000", "不足30", "逾19970"),
            ("逾20000", "逾30", "约19970"),
            ("不足30", "3", "不足27"),
            ("近30", "3", "近27"),
            ("约30", "3", "约27"),
            ("30", "3", "27"),
        ] {
            assert_eq!(left(whole, part), expected, "{whole} - {part}");
        }
    }

    #[test]
    fn sums_of_qualifiers_do_not_depend_on_their_order() {
        use Qualifier::{About, AtLeast, AtMost, Exact, Nearly, Over, Under};
        let all = [Exact, AtLeast, Over, AtMost, Nearly, Under, About];
        for one in all {
            for two in all {
                assert_eq!(one.and(two), two.and(one));
                for three in all {
                    assert_eq!(one.and(two).and(three), one.and(two.and(three)), "{one:?} {two:?} {three:?}");
                }
            }
        }
    }
}
