//! What kinds of data on persons there are, each with its rule.

use crate::base::diag::{Rule, Severity};
use crate::privacy::Place;
use crate::privacy::rules;

/// What kind of thing was found. Each has a rule of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// A resident identity number, of 18 or 15 figures.
    IdNumber,
    /// The number of a disability card, which is the identity number with class and grade behind it.
    DisabilityCard,
    /// A passport, or a permit to travel between the mainland, Hong Kong, Macau and Taiwan.
    Passport,
    /// A bank card.
    BankCard,
    /// The number of an account or a bankbook.
    Account,
    /// A mobile telephone.
    Mobile,
    /// A number plate.
    Plate,
    /// The number of a house where somebody lives.
    Home,
    /// Somebody's health, disability, pregnancy, addiction or sentence.
    Health,
    /// School, class or age of a child.
    Child,
    /// The day of somebody's birth.
    BirthDate,
    /// Somebody's belief.
    Religion,
    /// A mask behind which the value can be worked out.
    WeakMask,
}

impl Sort {
    /// Every kind, in the order in which rules are listed.
    pub const ALL: &[Self] = &[
        Self::IdNumber,
        Self::DisabilityCard,
        Self::Passport,
        Self::BankCard,
        Self::Account,
        Self::Mobile,
        Self::Plate,
        Self::Home,
        Self::Health,
        Self::Child,
        Self::BirthDate,
        Self::Religion,
        Self::WeakMask,
    ];

    /// The rule that tells it.
    pub fn rule(self) -> &'static Rule {
        match self {
            Self::IdNumber => &rules::ID_NUMBER,
            Self::DisabilityCard => &rules::DISABILITY_CARD,
            Self::Passport => &rules::PASSPORT,
            Self::BankCard => &rules::BANK_CARD,
            Self::Account => &rules::ACCOUNT,
            Self::Mobile => &rules::MOBILE,
            Self::Plate => &rules::PLATE,
            Self::Home => &rules::HOME,
            Self::Health => &rules::HEALTH,
            Self::Child => &rules::CHILD,
            Self::BirthDate => &rules::BIRTH_DATE,
            Self::Religion => &rules::RELIGION,
            Self::WeakMask => &rules::WEAK_MASK,
        }
    }

    /// The word by which settings and digests know it.
    pub fn name(self) -> &'static str {
        let name = self.rule().name;
        name.strip_prefix("privacy/").unwrap_or(name)
    }

    /// Whether it is a number that is told with stars in its middle.
    pub fn is_number(self) -> bool {
        matches!(
            self,
            Self::IdNumber | Self::DisabilityCard | Self::Passport | Self::BankCard | Self::Account | Self::Mobile
        )
    }

    /// Whether it may stand at a place.
    pub(super) fn passes(self, place: Place) -> bool {
        match place {
            Place::Text | Place::Amount => false,
            Place::Contact => self == Self::Mobile,
            Place::Account => matches!(self, Self::BankCard | Self::Account),
            Place::Number => !matches!(self, Self::IdNumber | Self::DisabilityCard),
        }
    }

    /// Where it stands among those that lie in each other; errors first.
    pub(super) fn rank(self) -> usize {
        let place = Self::ALL.iter().position(|one| *one == self).unwrap_or(Self::ALL.len());
        if self.rule().severity == Severity::Error { place } else { place + Self::ALL.len() }
    }
}
