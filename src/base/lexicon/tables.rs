//! Words of tables: totals, heads, lines that are no rows, and what becomes of a table that is imported.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::base::lexicon::list::{PlainList, Synonyms, WordList};

/// Words for totals by which rows they add up.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "the names are those of `Reach`")]
pub struct ByReach {
    pub whole: PlainList,
    pub part: PlainList,
    pub running: PlainList,
}

/// Words of rows that add up others.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Totals {
    /// Words that say no more than that something is added up, behind whatever it is: `收入合计`.
    pub bare: ByReach,
    /// Words that only a period or a group may lead.
    pub words: ByReach,
    /// Words in front of what they add up, where something sets it apart: `Total 2025/26`.
    pub leading: ByReach,
    /// Names that are one in no other form.
    pub names: ByReach,
    /// Those of the names that tell what was there before the first row of an account.
    pub opening: PlainList,
    /// Those that tell what is there behind its last row.
    pub closing: PlainList,
    /// What an amount in words is called, which repeats a total.
    pub in_words: PlainList,
    /// How a text begins that gives one.
    pub before_words: PlainList,
    /// What is measured or counted.
    pub measures: PlainList,
    /// What may stand between the word and its figures.
    pub of_what: PlainList,
    /// What stands before a unit in brackets.
    pub before_unit: PlainList,
    /// What ends the name of something that is added up.
    pub things: PlainList,
    /// What ends the name of a group that makes a total of a bare word.
    pub groups: PlainList,
    /// Signs of which names of periods are made, besides digits.
    pub periods: Box<str>,
    /// How a row begins that is a part of the row above.
    pub within: PlainList,
    /// What sheets of paper are counted in.
    pub sheets: PlainList,
}

/// Words in the heads of columns.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Heads {
    /// Other words for a column, by its name.
    pub synonyms: Synonyms,
    /// Remarks in brackets that say nothing of what stands below.
    pub remarks: PlainList,
    /// What columns of debits are called, in part.
    pub debit: WordList,
    /// What columns of credits are called, in part.
    pub credit: WordList,
    /// What stands between a name and the unit behind it.
    pub before_units: PlainList,
    /// Columns that number the rows.
    pub numbers: PlainList,
    /// Columns of vouchers: a word in Latin letters is the whole name, another one a part of it.
    pub vouchers: WordList,
    /// Columns of categories: a word in Latin letters is the whole name, another one the end of it.
    pub categories: WordList,
}

/// Words of lines that are no rows.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Foot {
    /// What the text before the colon of a line of signatures or remarks ends with.
    pub labels: PlainList,
    /// What that text is as a whole.
    pub whole_labels: PlainList,
    /// What may stand behind either.
    pub label_ends: PlainList,
    /// That nothing follows, or that a row is none.
    pub ended: PlainList,
    /// What the title of rows about people ends with.
    pub titles: PlainList,
    /// Titles that are as short as names.
    pub short_titles: PlainList,
    /// What follows the number of a section.
    pub sections: PlainList,
    /// What stands in a column of persons and names none.
    pub no_persons: PlainList,
    /// What ends the name of a place in such a column.
    pub places: PlainList,
    /// What the first cell says of a row that shows how to fill in the table.
    pub examples: PlainList,
    /// What any cell of such a row says.
    pub example_cells: PlainList,
    /// What stands in a cell of such a row.
    pub example_parts: PlainList,
    /// What stands for nothing in a column of numbers.
    pub nothing: PlainList,
}

/// What is made of a table that becomes a record.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Import {
    /// Heads of columns that name the unit of each row.
    pub units: PlainList,
    /// What the name of a unit may end with or not.
    pub unit_ends: PlainList,
    /// What the label of a signature ends with, by what the signature is for.
    pub signers: BTreeMap<Box<str>, PlainList>,
    /// Words in what is booked, by the category that they tell of.
    pub categories: BTreeMap<Box<str>, WordList>,
    /// Columns that stand in two.
    pub pairs: Vec<Pair>,
    /// What stands beside the day on which an old page was published.
    pub published: WordList,
}

/// A column that stands in two.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Pair {
    /// The head of the first.
    pub left: Box<str>,
    /// The head of the second.
    pub right: Box<str>,
    /// The column that they are.
    pub column: Box<str>,
    /// They are a month and a day.
    pub is_day: bool,
}
