//! What the columns of a table may be called, so that who reads tables finds their heads without knowing any block.

use std::sync::Arc;

use crate::base::currency::Currency;
use crate::base::lang::Label;
use crate::base::names;
use crate::base::squeezed::squeezed;
use crate::privacy::Place;

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
}

/// What the public sees of the cells below a head, in which personal data is looked for.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// What the cells are called, if not by their key.
    pub label: Option<Label>,
    /// What they are for.
    pub place: Place,
    /// Whether something else than text stands in them.
    pub is_number: bool,
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
        Self { plain, plain_unit, names, unit, sort, currency: Arc::default() }
    }

    /// The column in a portal that counts in this currency.
    #[must_use]
    pub fn in_currency(self, currency: Arc<Currency>) -> Self {
        Self { currency, ..self }
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
