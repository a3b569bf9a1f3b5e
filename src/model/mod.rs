//! The model: a portal as it is after loading. It is built once and never changes; phases make new values from it.

pub mod act;
pub mod alias;
pub mod audience;
pub mod basis;
pub mod body;
pub mod body_set;
pub mod catalogue;
pub mod change;
pub mod config;
pub mod contact;
pub mod days;
pub mod due;
pub mod envelope;
pub mod form;
pub mod generated;
pub mod hosting;
pub mod id;
pub mod inspection;
pub mod kind;
pub mod language;
pub mod licence;
pub mod org;
pub mod owed_by;
pub mod pack;
pub mod page;
pub mod posting;
pub mod privacy;
pub mod record;
pub mod relation;
pub mod review;
pub mod runs;
pub mod scopes;
pub mod tenure;
pub mod window;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::Arc;

use crate::base::calendar::Calendar;
use crate::base::date::Date;
use crate::base::glossary::Glossary;
use crate::base::lang::Label;
use crate::base::name::Name;
use crate::base::path::SitePath;
use crate::base::source::FileName;
use crate::blocks::BlockOptions;
use crate::model::alias::Alias;
use crate::model::audience::Audience;
use crate::model::basis::{Holds, Laws, Reference, Written};
use crate::model::catalogue::Obligation;
use crate::model::config::Config;
use crate::model::form::Form;
use crate::model::id::{FormName, KindName, RecordId};
use crate::model::kind::Kind;
use crate::model::org::OrgTree;
use crate::model::page::FixedPage;
use crate::model::record::{Record, Shape, Status};

/// A portal with its records, as its files say it.
#[derive(Clone, Debug)]
pub struct Content {
    /// Everything but the records.
    pub portal: Portal,
    /// Records in the order of their ids.
    pub records: Vec<Arc<Record>>,
    /// Records that could not be read whole, of which nothing is published anew.
    pub broken: Vec<Broken>,
    /// Files with errors.
    pub faulty: Arc<BTreeSet<FileName>>,
}

impl Deref for Content {
    type Target = Portal;

    fn deref(&self) -> &Portal {
        &self.portal
    }
}

/// A portal without its records: who is in it, what is owed, and how records are written. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Portal {
    /// Settings.
    pub config: Arc<Config>,
    /// Organisations.
    pub orgs: Arc<OrgTree>,
    /// Kinds by name: built in and the portal's own.
    pub kinds: Arc<BTreeMap<KindName, Kind>>,
    /// Forms by name.
    pub forms: Arc<BTreeMap<FormName, Form>>,
    /// What is owed.
    pub catalogue: Arc<Vec<Obligation>>,
    /// Laws and rules that others rest on.
    pub laws: Arc<Laws>,
    /// Holidays and swapped working days.
    pub calendar: Arc<Calendar>,
    /// What closed words are called in other languages.
    pub glossary: Arc<Glossary>,
    /// Fixed pages, in order.
    pub pages: Vec<Arc<FixedPage>>,
}

/// A record that has an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Its id; a fixed page stands where a record of this id would.
    pub id: RecordId,
    /// Its day of publication, as far as it is known.
    pub published: Option<Date>,
    /// What of its last published files may stay.
    pub keeps: Keeps,
    /// Its kind, as far as it is known.
    pub kind: Option<KindName>,
    /// The section that it names.
    pub section: Option<Name>,
    /// Id of the version that it corrects, as far as it is known.
    pub before: Option<Arc<str>>,
    /// Whether it says that this leaked.
    pub is_leaked: bool,
    /// Where pages lead to it from addresses that it had before, as far as they are known.
    pub aliases: Vec<SitePath>,
    /// The last day on which its page may name whom its list names, where that ends.
    pub names_last: Option<Date>,
}

/// What of the last published files of a broken record may stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeps {
    /// Nothing: its source says, or may say, that the public must not see it.
    Nothing,
    /// Its page, but no attachment: who may see them could not be read.
    Page,
    /// Its page, and the attachments at these paths, which the source still names.
    Files(Vec<SitePath>),
}

impl From<&Record> for Broken {
    /// A record that was read, but is left out for an error found later.
    fn from(record: &Record) -> Self {
        let is_public = record.audience == Audience::Public && record.status == Status::Published;
        // Its last page may still tell of the version that it now says leaked.
        let is_open = is_public && !record.is_leaked;
        let attachments = record.attachments.iter().map(|attachment| attachment.path.clone());
        let keeps = if is_open { Keeps::Files(attachments.collect()) } else { Keeps::Nothing };
        let (kind, section) = (Some(record.kind.clone()), record.section.clone());
        let before = record.supersedes.as_ref().map(|before| before.value.clone());
        Self {
            id: record.id.clone(),
            published: Some(record.published),
            keeps,
            kind,
            section,
            before,
            is_leaked: record.is_leaked,
            aliases: record.aliases.iter().map(Alias::of_record).collect(),
            names_last: None,
        }
    }
}

impl Broken {
    /// One whose source says, or is known to say, no more than this.
    pub fn unread(id: RecordId, published: Option<Date>, keeps: Keeps) -> Self {
        Self {
            id,
            published,
            keeps,
            kind: None,
            section: None,
            before: None,
            is_leaked: false,
            aliases: Vec::new(),
            names_last: None,
        }
    }

    /// Whether its last page may still be shown on `today`.
    pub fn keeps_page(&self, today: Date) -> bool {
        let is_named = self.names_last.is_none_or(|last| today <= last);
        self.keeps != Keeps::Nothing && self.published.is_none_or(|day| day <= today) && is_named
    }
}

impl Content {
    /// The record with this id.
    pub fn record(&self, id: &str) -> Option<&Arc<Record>> {
        let at = self.records.binary_search_by(|record| (*record.id).cmp(id)).ok()?;
        self.records.get(at)
    }
}

impl Portal {
    /// The kind of a record. Loading has refused records without a known one.
    pub fn kind(&self, record: &Record) -> &Kind {
        &self.kinds[&record.kind]
    }

    /// The form of a shape, if it has one.
    pub fn form(&self, shape: &Shape) -> Option<&Form> {
        self.forms.get(shape.form.as_ref()?)
    }

    /// What records of a shape are called: as their form is, else as their kind.
    pub fn called(&self, shape: &Shape) -> &Label {
        self.form(shape).map_or(&self.kinds[&shape.kind].label, |form| &form.label)
    }

    /// What stands above a slot of records of a shape: what their form says, else their kind.
    pub fn heading<'a>(&'a self, shape: &Shape, slot: &'a str) -> Cow<'a, Label> {
        let own = match self.form(shape).and_then(|form| form.slots.get(slot)) {
            Some(BlockOptions::Register(options)) => options.heading.as_ref(),
            _ => None,
        };
        let of_kind = self.kinds[&shape.kind].slot(slot).map(|slot| slot.heading.as_ref().unwrap_or(&slot.label));
        own.or(of_kind).map_or_else(|| Cow::Owned(Label::plain(slot)), Cow::Borrowed)
    }

    /// Items of the catalogue that a record cites, in the order of the catalogue.
    pub fn items_of<'a>(&'a self, record: &'a Record) -> impl Iterator<Item = &'a Obligation> {
        self.catalogue.iter().filter(|item| record.catalogue.iter().any(|own| own.value == item.id))
    }

    /// What a record rests on that says nothing itself: what is said by the items of the catalogue that it meets, else by
    /// its form, or by its kind if it has none, as far as that held on its day and binds its unit.
    pub fn usual_basis(&self, record: &Record) -> Vec<Label> {
        if record.status == Status::Withdrawn {
            return Vec::new();
        }
        let found = self.holding(record, self.items_of(record).flat_map(|item| &item.basis));
        if !found.is_empty() {
            return found;
        }
        self.holding(record, self.definition_basis(record).iter())
    }

    /// All that the items of the catalogue which a record meets, and its form or kind, rest on, whether it holds or not.
    pub fn basis_behind<'a>(&'a self, record: &'a Record) -> impl Iterator<Item = &'a Written> {
        self.items_of(record).flat_map(|item| &item.basis).chain(self.definition_basis(record))
    }

    fn definition_basis(&self, record: &Record) -> &[Written] {
        self.form(&record.shape()).map_or(&self.kind(record).basis, |form| &form.basis)
    }

    /// Those that held on the day of a record and bind its unit, each once.
    fn holding<'a>(&self, record: &Record, written: impl Iterator<Item = &'a Written>) -> Vec<Label> {
        let (day, org) = (record.basis_day(), self.orgs.get(self.orgs.owner(&record.org)));
        let holds = |written: &&Written| match self.laws.find(&written.value) {
            Reference::Law(law, topic) => law.binds(org) && matches!(law.holds(topic, day), Holds::Yes(..)),
            _ => true,
        };
        let mut found: Vec<Label> = Vec::new();
        for one in written.filter(holds).map(|written| self.laws.printed(&written.value, day)) {
            if !found.contains(&one) {
                found.push(one);
            }
        }
        found
    }

    /// Whether the rule on how long a posting stays up binds a record that is posted on a day.
    pub fn must_post(&self, record: &Record, posted: Date) -> bool {
        let posting = &self.config.posting;
        let org = self.orgs.find(&record.org);
        let is_level = org.is_some_and(|org| posting.levels.contains(&self.orgs.get(org).level));
        let section = self.section(record);
        let is_meant = is_level && !posting.except_sections.iter().any(|one| **one == *section);
        is_meant && posting.since.is_none_or(|since| since <= posted)
    }

    /// The section of a record: its own, else its catalogue item's, else its kind's.
    pub fn section(&self, record: &Record) -> Name {
        let item = || self.items_of(record).next();
        let own = record.section.clone().or_else(|| item().and_then(|item| Some(item.section.as_ref()?.value.clone())));
        own.unwrap_or_else(|| self.kind(record).section.value.clone())
    }
}
