//! Words by which data on persons are told from what looks like them.

use serde::Deserialize;

use super::list::WordList;

/// Words around data on persons.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Privacy {
    /// What numbers are called.
    pub labels: NumberLabels,
    /// Signs and codes that numbers begin with.
    pub fronts: Fronts,
    /// Words in the names of bodies, whose accounts may be public.
    pub bodies: WordList,
    /// Words in headings and sentences that announce a list.
    pub announcing: WordList,
    /// Vehicles of bodies.
    pub vehicles: VehicleWords,
    /// What stands before the name of whose account it is.
    pub holders: WordList,
    /// Words in names of banks that bodies have in theirs too.
    pub banks: WordList,
    /// What says that an account is that of a body.
    pub public_accounts: WordList,
    /// Traditional signs, each with its simplified one behind it.
    pub traditional: Box<str>,
    /// Names of persons in a sentence.
    pub names: Names,
    /// Houses.
    pub homes: Homes,
    /// Days of birth.
    pub births: Births,
    /// What somebody is given for what is said.
    pub aids: Aids,
    /// What is said of somebody's health, addiction or sentence.
    pub health: Said,
    /// What is said of a child.
    pub child: Said,
    /// What is said of somebody's belief.
    pub religion: Said,
}

/// Vehicles whose plates may be public, and what says that they are somebody's own after all.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct VehicleWords {
    /// Vehicles of bodies.
    pub of_bodies: WordList,
    /// Somebody's own.
    pub private: WordList,
}

/// What numbers are called, before them or in the head of their column.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct NumberLabels {
    /// Identity numbers.
    pub identity: WordList,
    /// Disability cards.
    pub disability: WordList,
    /// Passports and permits to travel.
    pub passport: WordList,
    /// Accounts and cards of banks.
    pub account: WordList,
    /// Pupils in the registers of schools.
    pub pupil: WordList,
    /// Telephones.
    pub phone: WordList,
    /// The last figures of a number.
    pub tail: WordList,
    /// The same of a number that the sentence names before.
    pub part: WordList,
    /// Number plates.
    pub plate: WordList,
    /// Papers, goods, places and organisations: what stands behind is no number of a person.
    pub other: WordList,
    /// How a made-up number is announced.
    pub sample: WordList,
}

/// What numbers begin with.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Fronts {
    /// Provinces in identity numbers.
    pub provinces: WordList,
    /// Bank cards.
    pub cards: WordList,
    /// Provinces on number plates.
    pub plates: Box<str>,
    /// What may end a plate in place of a figure.
    pub plate_ends: Box<str>,
}

/// Names of persons in a sentence.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Names {
    /// Surnames besides the commonest.
    pub surnames: Box<str>,
    /// Signs that stand in no given name.
    pub not_given: Box<str>,
    /// Words that begin like a name and are none.
    pub not_names: WordList,
    /// What follows a surname where no name is told.
    pub titles: WordList,
    /// What the old are called behind a surname.
    pub kin: WordList,
    /// Given names of two signs of which one stands in hardly any.
    pub given: WordList,
    /// Parts of names of other peoples than the Han.
    pub peoples: WordList,
    /// Signs with which names of other languages are written.
    pub letters: Box<str>,
    /// Surnames that make a word with what hides a name: 何某.
    pub not_some: Box<str>,
    /// Surnames that lead a sentence as another word.
    pub words_too: Box<str>,
    /// What may stand right before a name.
    pub before: WordList,
    /// What the end of such a word and a surname make together: 对于.
    pub joined: WordList,
    /// What may stand right behind one.
    pub behind: WordList,
}

/// Houses.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Homes {
    /// Heads of columns of somebody's address.
    pub heads: WordList,
    /// Words for living somewhere.
    pub lives: WordList,
    /// What the number of a house follows.
    pub streets: WordList,
    /// What follows the number of a house, a staircase or a flat.
    pub numbers: WordList,
    /// Heads of addresses of whatever, which are homes in a row with the name of a person.
    pub plain_heads: WordList,
    /// What a flat in three numbers follows.
    pub estates: WordList,
    /// What says that an address is that of an office or a business.
    pub offices: WordList,
}

/// Days of birth.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Births {
    /// What stands before the day, or in the head of its column.
    pub before: WordList,
    /// What stands behind it.
    pub behind: WordList,
    /// A bracket with the beginning of a year that somebody may have been born in.
    pub brackets: WordList,
    /// Who is spoken of where a law makes the month public.
    pub offices: WordList,
    /// How that goes on where nobody is born.
    pub not_behind: WordList,
}

/// What somebody is given for an illness, a disability or a child.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Aids {
    /// What it is: money, goods.
    pub words: WordList,
    /// What is done about an illness.
    pub cares: WordList,
    /// What leads from a name to an illness, and to nothing else.
    pub ills: WordList,
    /// What leads to whoever gets it.
    pub gives: WordList,
    /// What may stand between the name of whoever gets it and its own.
    pub gets: WordList,
    /// Who hands it out, or looks after that.
    pub givers: WordList,
    /// What says that it is spoken of in general.
    pub apart: WordList,
}

/// What is said of somebody.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Said {
    /// What leads to it from a name that stands farther off.
    pub has: WordList,
    /// What somebody has or is.
    pub of: WordList,
    /// What somebody is called for it, right before or behind the name.
    pub who: WordList,
    /// Heads of columns in which it stands.
    pub heads: WordList,
    /// Lists of persons that are called so by nothing else.
    pub lists: WordList,
    /// What else a heading or a sentence announces a list of names with.
    pub announced: WordList,
    /// What believers and the like do.
    pub deeds: WordList,
    /// Words of `apart` that say nothing against these.
    pub places: WordList,
    /// What may stand between the word and the colon before a list of names.
    pub list_ends: WordList,
    /// Heads of a single name, or of a column of names, that say it of whoever stands below.
    pub labels: WordList,
    /// Heads of columns of ages, of which only some are told.
    pub ages: WordList,
    /// What must stand in the sentence too, if anything.
    pub with: WordList,
    /// What says that somebody works for it, or that it is a scheme.
    pub apart: WordList,
}
