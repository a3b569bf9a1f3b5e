//! The words around data on persons, found in one pass over a text.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::base::lexicon::{LEXICON, Said, WordList};

/// What a word is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Use {
    /// Announces an identity number.
    Identity,
    /// Announces a disability card.
    Disability,
    /// Announces a passport or permit.
    Passport,
    /// Announces an account or card.
    Account,
    /// Announces the number of a pupil.
    Pupil,
    /// Announces a telephone.
    Phone,
    /// Announces a number that is none of a person.
    Other,
    /// Announces an example.
    Sample,
    /// Follows the number of a house.
    House,
    /// Heads a column of addresses of persons.
    HomeHead,
    /// Stands before a day of birth.
    BirthBefore,
    /// Stands behind one.
    BirthBehind,
    /// Opens a bracket with a day in it.
    BirthBracket,
    /// Announces the last figures of a number.
    Tail,
    /// The same of a number that was named before.
    Part,
    /// Announces a number plate.
    Plate,
    /// Says something of somebody's health.
    HealthOf,
    /// Calls somebody by it.
    HealthWho,
    /// Heads a column of it.
    HealthHead,
    /// Names a list of such persons.
    HealthList,
    /// The same of children.
    ChildOf,
    /// Calls somebody a child.
    ChildWho,
    /// Heads a column about children.
    ChildHead,
    /// Names a list of children.
    ChildList,
    /// The same of belief.
    ReligionOf,
    /// Calls somebody by a belief.
    ReligionWho,
    /// Heads a column of beliefs.
    ReligionHead,
    /// Names a list of believers.
    ReligionList,
}

/// Uses of a word, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Uses(u32);

impl Uses {
    /// Those that announce a number.
    pub(super) const LABELS: Self =
        Self::of(&[Use::Identity, Use::Disability, Use::Passport, Use::Account, Use::Pupil, Use::Phone, Use::Other]);
    /// Heads below which a cell is something whatever it says.
    pub(super) const HEADS: Self = Self::of(&[
        Use::Passport,
        Use::HomeHead,
        Use::BirthBefore,
        Use::HealthHead,
        Use::HealthWho,
        Use::ChildHead,
        Use::ChildWho,
        Use::ReligionHead,
        Use::ReligionWho,
        Use::Tail,
        Use::Plate,
    ]);
    /// Those below or behind which a cell is something.
    pub(super) const TELLING: Self = Self::LABELS.with(Self::HEADS);
    /// Those that may be something wherever they stand.
    const LIVE: Self = Self::of(&[
        Use::Passport,
        Use::BirthBefore,
        Use::HealthOf,
        Use::HealthWho,
        Use::ChildWho,
        Use::ReligionOf,
        Use::ReligionWho,
        Use::BirthBracket,
        Use::Tail,
        Use::Part,
        Use::Plate,
    ]);

    /// These.
    pub(super) const fn of(uses: &[Use]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < uses.len() {
            bits |= 1 << uses[at] as u8;
            at += 1;
        }
        Self(bits)
    }

    /// Whether this is one of them.
    pub(super) fn has(self, one: Use) -> bool {
        self.has_any(Self::of(&[one]))
    }

    /// Whether one of these is.
    pub(super) fn has_any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// Both.
    #[must_use]
    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A word in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// What it is for.
    pub(super) uses: Uses,
    /// Where it begins.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
}

/// Words of a text.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// In order; of two that begin together the longer one.
    pub(super) list: Vec<Word>,
    /// Whether one of them may be something without any figures.
    pub(super) is_live: bool,
}

struct Automaton {
    machine: Option<AhoCorasick>,
    uses: Vec<Uses>,
}

static AUTOMATON: LazyLock<Automaton> = LazyLock::new(|| {
    let mut all: Vec<(&str, Uses)> = Vec::new();
    for (list, own) in lists() {
        for word in list.iter().filter(|word| !word.is_empty()) {
            match all.iter_mut().find(|(known, _)| *known == word) {
                Some((_, uses)) => *uses = uses.with(Uses::of(&[own])),
                None => all.push((word, Uses::of(&[own]))),
            }
        }
    }
    let mut builder = AhoCorasick::builder();
    builder.match_kind(MatchKind::LeftmostLongest).kind(Some(AhoCorasickKind::DFA));
    let machine = builder.build(all.iter().map(|(word, _)| word)).ok();
    Automaton { machine, uses: all.into_iter().map(|(_, uses)| uses).collect() }
});

fn lists() -> impl Iterator<Item = (&'static WordList, Use)> {
    let words = &LEXICON.privacy;
    let labels = &words.labels;
    let own = [
        (&labels.identity, Use::Identity),
        (&labels.disability, Use::Disability),
        (&labels.passport, Use::Passport),
        (&labels.account, Use::Account),
        (&labels.pupil, Use::Pupil),
        (&labels.phone, Use::Phone),
        (&labels.other, Use::Other),
        (&labels.sample, Use::Sample),
        (&words.homes.numbers, Use::House),
        (&words.homes.heads, Use::HomeHead),
        (&words.births.before, Use::BirthBefore),
        (&words.births.behind, Use::BirthBehind),
        (&words.births.brackets, Use::BirthBracket),
        (&labels.tail, Use::Tail),
        (&labels.part, Use::Part),
        (&labels.plate, Use::Plate),
    ];
    let health = said(&words.health, [Use::HealthOf, Use::HealthWho, Use::HealthHead, Use::HealthList]);
    let child = said(&words.child, [Use::ChildOf, Use::ChildWho, Use::ChildHead, Use::ChildList]);
    let religion = said(&words.religion, [Use::ReligionOf, Use::ReligionWho, Use::ReligionHead, Use::ReligionList]);
    own.into_iter().chain(health).chain(child).chain(religion)
}

fn said(words: &'static Said, uses: [Use; 4]) -> impl Iterator<Item = (&'static WordList, Use)> {
    [&words.of, &words.who, &words.heads, &words.lists].into_iter().zip(uses)
}

impl Words {
    /// The words of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut found = Self::default();
        let Some(machine) = &AUTOMATON.machine else { return found };
        for hit in machine.find_iter(text) {
            let uses = AUTOMATON.uses.get(hit.pattern().as_usize()).copied().unwrap_or_default();
            let word = Word { uses, start: hit.start(), end: hit.end() };
            let is_live = uses.has_any(Uses::LIVE) || follows_figure(text, word);
            found.is_live |= is_live;
            if is_live || uses.has_any(Uses::LABELS) || uses.has(Use::Sample) {
                found.list.push(word);
            }
        }
        found
    }

    /// The uses of all words of a text.
    pub(super) fn uses(text: &str) -> Uses {
        match &AUTOMATON.machine {
            Some(machine) if !text.is_empty() => machine
                .find_iter(text)
                .filter_map(|hit| AUTOMATON.uses.get(hit.pattern().as_usize()))
                .fold(Uses::default(), |all, own| all.with(*own)),
            _ => Uses::default(),
        }
    }
}

/// Words that are something behind a figure only.
const ONLY_BEHIND: Uses = Uses::of(&[Use::House, Use::BirthBehind]);

/// Whether a word follows a figure, or a day, and needs to.
fn follows_figure(text: &str, word: Word) -> bool {
    if word.uses.has(Use::ChildOf) {
        return true;
    }
    let is_figure = |sign: char| {
        matches!(sign, '日' | '月' | '年') || sign.is_numeric() || "零〇一二三四五六七八九十".contains(sign)
    };
    // A blank may part a number from what it counts.
    let before = text.get(..word.start).map(|text| text.strip_suffix(' ').unwrap_or(text));
    let before = before.and_then(|text| text.chars().next_back());
    word.uses.has_any(ONLY_BEHIND) && before.is_some_and(is_figure)
}
