//! Records made of tables that somebody has: which form a sheet is of, what the lines around it say, and what becomes of each
//! of its columns. Drafts in, files out; whoever asks a person asks between.
//!
//! A draft is made anew from a sheet and all that is known, so that an answer changes what follows from it. Nothing here is
//! guessed in silence: what was taken from where, and what was left out, stands in the [`Draft`].

mod around;
mod below;
mod category;
mod fit;
mod items;
mod markdown;
mod memory;
mod notice;
mod pairs;
mod rows;
mod sides;
mod span;
mod villages;
mod write;

use std::collections::BTreeMap;

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::money::Money;
use crate::base::path::SitePath;
use crate::base::period::Period;
use crate::base::source::Place;
use crate::blocks::RowsAt;
use crate::blocks::heads::Head;
use crate::load::Seen;
use crate::model::form::Form;
use crate::model::kind::{Kind, Slot};
use crate::model::{Content, Portal};

pub use category::{Proposal, Why};
pub use fit::{Asked, Fit, Lacking, fits, texts_of};
pub use items::{Around, File, Folders, Item, read};
pub use memory::{Failure as MemoryFailure, Memory};
pub use notice::{FileSource, Notice, TextSource, notice};
pub use rows::draft;
pub use villages::{Part, split};
pub use write::{Error, Written, write, write_notice};

/// What stays the same while tables are imported.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The portal that they go into.
    pub content: &'a Content,
    /// What earlier imports were told.
    pub memory: &'a Memory,
    /// The day in the names of new records.
    pub today: Date,
}

/// What is known of a table besides what it says: from arguments, or from whoever was asked.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// Path of the unit, with a slash in front.
    pub org: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The time that it covers.
    pub period: Option<Period>,
    /// Which head stands for which column of the form.
    pub columns: BTreeMap<String, String>,
    /// The category of what is booked, by its text.
    pub categories: BTreeMap<String, String>,
    /// The form was asked for, and does not follow from the table.
    pub is_form_told: bool,
    /// The table is a part of one that several units share.
    pub is_split: bool,
}

/// A table, and where it comes from.
#[derive(Clone, Debug)]
pub struct Source {
    /// Name of its file.
    pub file: String,
    /// Its lines.
    pub sheet: Seen,
}

/// From where something is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// Somebody said so: an argument, or an answer.
    Given,
    /// It stands in the table, or in the name of its sheet or file.
    Table,
    /// It follows from the rows.
    Rows,
    /// It is what there is one of, or what is usual.
    Usual,
    /// It was so in an earlier import.
    Memory,
}

/// A head of the table, and what becomes of its column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapped {
    /// The head as it is written.
    pub head: String,
    /// The column of the form.
    pub column: Option<String>,
    /// It is of a column that is never published, and is not copied.
    pub is_withheld: bool,
}

/// What an account gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sums {
    /// The balance before its first entry, if it is told.
    pub opening: Option<Money>,
    /// All income.
    pub income: Money,
    /// All spending.
    pub spending: Money,
    /// What the entries give.
    pub closing: Money,
    /// What the table states.
    pub stated: Option<Money>,
}

/// A record to be, before it is written.
#[derive(Clone, Debug)]
pub struct Draft<'a> {
    /// Where its table comes from.
    pub source: &'a Source,
    /// Its kind, form and slot.
    pub fit: Fit<'a>,
    /// Path of its unit, with a slash in front, if it is known.
    pub org: Option<(String, From)>,
    /// Its title.
    pub title: (String, From),
    /// The time that it covers, if that is known.
    pub period: Option<(Period, From)>,
    /// What becomes of the columns of the table.
    pub columns: Vec<Mapped>,
    /// The heads of the table that is written.
    pub heads: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
    /// What the account gives, if it is one.
    pub sums: Option<Sums>,
    /// Who signed what, by the key of the record or of its account.
    pub signers: Vec<(&'static str, String)>,
    /// Categories that were taken for entries that have none.
    pub proposals: Vec<Proposal>,
    /// Entries of which nobody knows the category, each text once.
    pub unfiled: Vec<Unfiled>,
    /// Whether the table states balances that differ from those of its entries, so that they are kept.
    pub keeps_balance: bool,
    /// What is told of the table: what was left out or read as something else, and what is wrong.
    pub problems: Diagnostics,
    /// Where each line begins in what was read, and its number in the file.
    pub(crate) lines: Vec<(u32, u32)>,
}

/// An entry without a category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfiled {
    /// What was booked.
    pub item: String,
    /// Whether it is income.
    pub is_income: bool,
    /// The categories that its side has.
    pub known: Vec<String>,
}

impl Draft<'_> {
    /// The number in the file of the line that a problem is about, if it is about one.
    pub fn line_of(&self, problem: &Diagnostic) -> Option<u32> {
        let Place::Bytes(start, _) = problem.span.place else { return None };
        let above = self.lines.partition_point(|(begin, _)| *begin <= start);
        self.lines.get(above.checked_sub(1)?).map(|(_, number)| *number)
    }

    /// The texts above the head of the table.
    pub fn above(&self) -> impl Iterator<Item = &str> {
        self.source.sheet.lines.iter().take(self.fit.seen.first).flat_map(|line| line.filled())
    }
}

/// The slots of a kind that take tables, by form.
fn slots<'a>(portal: &'a Portal, kind: &'a Kind) -> impl Iterator<Item = (Option<&'a Form>, &'a Slot, Vec<Head>)> {
    let own: Vec<&Form> = portal.forms.values().filter(|form| form.kind == kind.name).collect();
    let forms: Vec<Option<&Form>> = if own.is_empty() { vec![None] } else { own.into_iter().map(Some).collect() };
    let takes = kind.slots.iter().filter(|slot| slot.block.rows() != RowsAt::Nowhere);
    let takes: Vec<&Slot> = takes.collect();
    let pairs = forms.into_iter().flat_map(move |form| takes.clone().into_iter().map(move |slot| (form, slot)));
    pairs.filter_map(move |(form, slot)| {
        let heads = Form::options(form, kind, &slot.name).heads();
        (!heads.is_empty()).then_some((form, slot, heads))
    })
}

/// The unit at a path with a slash in front.
fn org_name<'a>(setting: Setting<'a>, path: &str) -> &'a str {
    let orgs = &setting.content.portal.orgs;
    let found = SitePath::parse(path.trim_matches('/')).ok().and_then(|path| orgs.find(&path));
    found.map_or("", |id| &orgs.get(id).name)
}

/// What a column is called in the tables of the portal.
fn head_name(setting: Setting<'_>, head: &Head) -> String {
    let own = if setting.content.portal.config.pack.is_han() { Some(head.name()) } else { head.names.first() };
    own.unwrap_or(head.name()).to_string()
}
