//! Words that tell what the cells of a row say of a person together.

use serde::Deserialize;

use crate::base::lexicon::list::{PlainList, WordList};

/// What columns are called that say something of a person, and words that nobody should be found by.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Linkage {
    /// Columns of identity numbers: a part of their head.
    pub identity: PlainList,
    /// Columns of other numbers, whose parts are none of an identity number.
    pub other_numbers: PlainList,
    /// Columns of names.
    pub names: PlainList,
    /// Columns of ages.
    pub ages: PlainList,
    /// Columns of days or years of birth.
    pub births: PlainList,
    /// Columns that say whether somebody is a man or a woman.
    pub sexes: PlainList,
    /// What such a cell says of a man.
    pub men: WordList,
    /// The same of a woman.
    pub women: WordList,
    /// Columns of the smallest places: groups of a village.
    pub groups: PlainList,
    /// What is said of people by which nobody should be found.
    pub sensitive: WordList,
}
