//! What the columns of a table may be called, so that who reads tables finds their heads without knowing any block.

use std::sync::Arc;

use crate::base::currency::Currency;
use crate::base::diag::Diagnostics;
use crate::base::fields::{FromNode, entries};
use crate::base::lang::Label;
use crate::base::names;
use crate::base::squeezed::squeezed;
use crate::base::yaml::{Key, Node};
use crate::blocks::column_type::ColumnType;
use crate::privacy::{self, Place};

/// A column that a block reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its names; each of them is read.
    pub names: Vec<Arc<str>>,
    /// Unit of what stands below it, empty for none.
    pub unit: Arc<str>,
    /// What stands below it.
    pub sort: Sort,
    /// In what the portal counts money.
    pub currency: Arc<Currency>,
    /// Its unit without blanks, as units are compared.
    plain_unit: String,
    /// Its names without blanks, as heads are compared.
    plain: Vec<String>,
    /// What the portal calls it in its tables besides.
    also: Vec<String>,
}

/// What a portal calls columns in its tables besides: by the name of each, other words for it.
#[derive(Clone, Debug, Default)]
pub struct OtherHeads(Vec<(Arc<str>, Vec<Arc<str>>)>);

impl OtherHeads {
    /// Each word with the name of its column.
    pub fn of<'w>(pairs: impl Iterator<Item = (&'w str, &'w str)>) -> Self {
        Self(pairs.map(|(name, word)| (name.into(), vec![word.into()])).collect())
    }

    /// These and others.
    #[must_use]
    pub fn with(&self, other: &Self) -> Self {
        Self(other.0.iter().chain(&self.0).cloned().collect())
    }
}

impl FromNode for OtherHeads {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let all = entries(node, diags);
        let words = |(key, value): &(Key, Node)| Some((key.text.as_str().into(), FromNode::from_node(value, diags)?));
        Some(Self(all.iter().filter_map(words).collect()))
    }
}

/// What the public sees of the cells below a head, in which personal data is looked for.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Whether it sees them as they are written.
    pub is_shown: bool,
    /// As what they are masked, where it sees a part of them.
    pub part: Option<ColumnType>,
    /// What the cells are called, if not by their key.
    pub label: Option<Label>,
    /// What every cell is by the type of its column, whatever the column is called.
    pub is_own: Option<privacy::Sort>,
    /// What they are for.
    pub place: Place,
    /// Whether something else than text stands in them.
    pub is_number: bool,
}

impl Default for Seen {
    fn default() -> Self {
        Self { is_shown: true, part: None, label: None, is_own: None, place: Place::Text, is_number: false }
    }
}

/// What stands below a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Text, also that of a closed list.
    Text,
    /// Names of people.
    Person,
    /// Days.
    Date,
    /// Counts, measures, rates.
    Number,
    /// Amounts of money.
    Money,
}

impl Sort {
    /// Whether cells can be added up.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Money)
    }
}

impl Head {
    /// A column with these names.
    pub fn new(names: Vec<Arc<str>>, unit: Arc<str>, sort: Sort) -> Self {
        let (plain, plain_unit) = (names.iter().map(|name| squeezed(name)).collect(), squeezed(&unit));
        Self { plain, plain_unit, names, unit, sort, currency: Arc::default(), also: Vec::new() }
    }

    /// The column in a portal that counts in this currency.
    #[must_use]
    pub fn in_currency(self, currency: Arc<Currency>) -> Self {
        Self { currency, ..self }
    }

    /// The column with the other words for it that the portal has.
    #[must_use]
    pub fn called(mut self, words: &OtherHeads) -> Self {
        let own = words.0.iter().filter(|(name, _)| self.is(name) || self.plain.contains(&squeezed(name)));
        self.also = own.flat_map(|(_, words)| words).map(|word| squeezed(word)).collect();
        self
    }

    /// Other words for it without blanks and capitals, by which the portal's tables call it.
    pub fn also(&self) -> &[String] {
        &self.also
    }

    /// Whether amounts of the portal's currency stand below it, in its usual unit.
    pub fn is_in_currency(&self) -> bool {
        self.sort == Sort::Money && *self.unit == *self.currency.unit.home()
    }

    /// Its unit without blanks and capitals.
    pub fn plain_unit(&self) -> &str {
        &self.plain_unit
    }

    /// Its names without blanks and capitals.
    pub fn plain(&self) -> &[String] {
        &self.plain
    }

    /// A column under a key of the format, in both languages.
    pub fn of_key(name: &'static str, sort: Sort, unit: &str) -> Self {
        let names = std::iter::once(name).chain(names::chinese(name)).map(Arc::from);
        Self::new(names.collect(), unit.into(), sort)
    }

    /// What a message calls it: the last of its names is the one in Chinese where there is one.
    pub fn name(&self) -> &Arc<str> {
        static NONE: std::sync::LazyLock<Arc<str>> = std::sync::LazyLock::new(|| "".into());
        let is_han = |name: &&Arc<str>| !name.is_ascii();
        self.names.iter().find(is_han).or(self.names.first()).unwrap_or(&NONE)
    }

    /// Whether it is called so.
    pub fn is(&self, text: &str) -> bool {
        self.names.iter().any(|name| **name == *text)
    }
}
