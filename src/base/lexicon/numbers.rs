//! Words by numbers: units, how exactly a figure is known, lengths of time.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::base::lexicon::list::{PlainList, Powers, WordList};

/// Units beside numbers.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Units {
    /// Powers of ten that lead a unit: `万元`.
    pub powers: Powers,
    /// Powers of ten beside the sign of a currency: `£000`.
    pub scales: Powers,
    /// Units of money that heads have, whatever the currency.
    pub money: PlainList,
    /// What number formats show behind an amount.
    pub amounts: PlainList,
    /// Of which a text has one if it tells of money in whatever currency.
    pub of_money: PlainList,
    /// Names of currencies behind a label of units.
    pub currencies: PlainList,
    /// Words of which nobody knows by how much they raise amounts, or in what currency they are: `in thousands`.
    pub unclear: PlainList,
    /// What the names of currencies end with.
    pub currency_ends: PlainList,
    /// Signs of which such a name has one, if it is that of another currency or power of ten.
    pub currency_signs: Box<str>,
    /// What is counted or measured.
    pub measures: PlainList,
    /// Several words for one unit.
    pub same: BTreeMap<Box<str>, PlainList>,
    /// Units of one sort, of which a table has one.
    pub families: BTreeMap<Box<str>, PlainList>,
    /// The label before the units of a table, if one of `label_of` or nothing leads it: `金额单位`.
    pub label: PlainList,
    /// What such units are those of.
    pub label_of: PlainList,
    /// What may follow that label.
    pub label_links: PlainList,
    /// Other such labels.
    pub whole_labels: PlainList,
    /// What stands before a unit in a sentence.
    pub sentence: PlainList,
    /// What stands behind it there.
    pub sentence_ends: PlainList,
    /// Units of large amounts, which must not be overlooked.
    pub large: PlainList,
    /// Signs with which an amount ends, before such a unit.
    pub amount_ends: Box<str>,
}

/// Words by a number that say how exactly it is known, in the order in which messages name them.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are those of `Qualifier`")]
pub struct Qualifiers {
    pub over: Vec<Box<str>>,
    pub nearly: Vec<Box<str>>,
    pub under: Vec<Box<str>>,
    pub about: Vec<Box<str>>,
    pub at_least: Vec<Box<str>>,
    pub at_most: Vec<Box<str>>,
    /// More than the number, behind it and within.
    pub behind: Vec<Box<str>>,
}

/// Lengths of time, behind their number.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are those of `TimeUnit`")]
pub struct Lengths {
    pub days: WordList,
    pub working_days: WordList,
    pub clear_days: WordList,
    pub months: WordList,
    pub years: WordList,
}
