//! The words in which records and tables are written, as data: `words.yaml` of every pack, taken together. The files say
//! what each list is for.
//!
//! A list is read in every portal, whatever its pack: a table that comes from another country is understood, and what
//! nobody writes does no harm. A word has one meaning in all of them.

mod linkage;
mod list;
mod numbers;
mod privacy;
mod tables;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

pub use linkage::Linkage;
pub use list::{PlainList, Powers, Synonyms, WordList};
pub use numbers::{Lengths, Qualifiers, Units};
pub use privacy::{Births, Fronts, Homes, Names, NumberLabels, Privacy, Said};
pub use tables::{ByReach, Foot, Heads, Import, Pair, Totals};

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
    /// What values of closed lists are called, by list and English name.
    pub values: BTreeMap<Box<str>, BTreeMap<Box<str>, Called>>,
    /// Days that move from year to year and that anybody can compute.
    pub festivals: Festivals,
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

/// Days that move from year to year and that anybody can compute.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Festivals {
    /// Those of the Chinese calendar, in the order in which messages name them.
    pub lunar: Vec<LunarDay>,
    /// That of the solar term.
    pub qingming: Box<str>,
}

/// A day of the Chinese calendar.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LunarDay {
    /// What it is called.
    pub name: Box<str>,
    /// Its month, which is no leap month.
    pub month: u8,
    /// Its day of that month.
    pub day: u8,
}

/// What a value is called: one word, or several of which the first is shown.
#[derive(Debug, Deserialize)]
#[serde(from = "OneOrMany")]
pub struct Called(pub Vec<Box<str>>);

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(Box<str>),
    Many(Vec<Box<str>>),
}

impl From<OneOrMany> for Called {
    fn from(words: OneOrMany) -> Self {
        match words {
            OneOrMany::One(word) => Self(vec![word]),
            OneOrMany::Many(words) => Self(words),
        }
    }
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
