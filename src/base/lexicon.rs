//! The words in which records and tables are written, as data: `words.yaml` of every pack, taken together. The files say
//! what each list is for.
//!
//! A list is read in every portal, whatever its pack: a table that comes from another country is understood, and what
//! nobody writes does no harm. A word has one meaning in all of them.

mod linkage;
mod list;
mod privacy;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

pub use linkage::Linkage;
pub use list::{PlainList, Powers, Synonyms, WordList};
pub use privacy::{Births, Fronts, Homes, Names, NumberLabels, Privacy, Said};

/// The files of all packs.
#[derive(rust_embed::Embed)]
#[folder = "src/packs/"]
pub struct PackFiles;

/// Words by what they are for.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Lexicon {
    /// What keys of the format are called, by their English names.
    pub keys: BTreeMap<Box<str>, Box<str>>,
    /// Rows that add up others.
    pub totals: Totals,
    /// Heads of columns.
    pub heads: Heads,
    /// Lines of a table that are no rows.
    pub foot: Foot,
    /// What is made of a table that becomes a record.
    pub import: Import,
    /// Units beside numbers.
    pub units: Units,
    /// How exactly a figure is known.
    pub qualifiers: Qualifiers,
    /// Lengths of time, behind their number.
    pub lengths: Lengths,
    /// What programs add to the name of a copy.
    pub copies: Copies,
    /// What a row says of a person.
    pub linkage: Linkage,
    /// People.
    pub people: People,
    /// Addresses.
    pub places: Places,
    /// Data on persons.
    pub privacy: Privacy,
}

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

/// What programs add to the name of a copy.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Copies {
    /// In front of it.
    pub front: WordList,
    /// Behind it, alone or with a number.
    pub copy: WordList,
    /// The end of what stands in brackets behind it.
    pub bracketed: WordList,
    /// Behind it, with who wrote it and when.
    pub conflict: WordList,
    /// A word for that which records have in their own names too.
    pub clash: WordList,
    /// What these have behind it.
    pub clash_done: WordList,
    /// What computers are called behind their owner.
    pub machines: WordList,
}

/// People.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct People {
    /// The commonest of one sign.
    pub surnames: Box<str>,
    /// Those of two signs.
    pub double_surnames: WordList,
    /// What stands behind an age.
    pub years: WordList,
    /// Signs for a name that is to be filled in, in small letters.
    pub placeholders: WordList,
    /// What a template asks to be replaced.
    pub left: WordList,
    /// How titles of the examples of a template begin, in small letters.
    pub examples: WordList,
    /// What a name has that is one of a body and not of a person, in small letters.
    pub bodies: WordList,
}

/// Parts of addresses.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Places {
    /// What ends the name of a village.
    pub villages: WordList,
    /// What goes on behind that in the name of something larger.
    pub larger: WordList,
    /// How the committee of a village goes on.
    pub committees: WordList,
    /// How a group ends that has a number.
    pub groups: WordList,
    /// How a group ends that has a name.
    pub named_groups: WordList,
    /// What is said of houses.
    pub houses: WordList,
    /// Roads, on which houses stand.
    pub roads: WordList,
    /// What goes on behind a road in the name of a place.
    pub after_roads: WordList,
    /// What is in the name of a board for notices.
    pub boards: WordList,
}

/// The words of all packs.
pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut files: Vec<_> = files().collect();
    files.sort_unstable();
    let all = files.iter().filter_map(|path| {
        let bytes = PackFiles::get(path)?.data;
        serde_yaml::from_slice::<Value>(&bytes).ok()
    });
    serde_json::from_value(all.fold(Value::Null, joined)).unwrap_or_default()
});

fn files() -> impl Iterator<Item = std::borrow::Cow<'static, str>> {
    PackFiles::iter().filter(|path| path.ends_with("/words.yaml"))
}

/// The words of two files: those of the second behind those of the first.
fn joined(one: Value, other: Value) -> Value {
    match (one, other) {
        (Value::Object(mut all), Value::Object(more)) => {
            for (key, value) in more {
                let own = all.remove(&key).unwrap_or_default();
                all.insert(key, joined(own, value));
            }
            Value::Object(all)
        }
        (Value::Array(mut all), Value::Array(more)) => {
            all.extend(more);
            Value::Array(all)
        }
        (_, last) => last,
    }
}

#[cfg(test)]
mod tests;
