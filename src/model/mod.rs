//! The model: a portal as it is after loading. It is built once and never changes; phases make new values from it.

pub mod act;
pub mod body;
pub mod built_in;
pub mod calendar;
pub mod catalogue;
pub mod config;
pub mod days;
pub mod due;
pub mod form;
pub mod inspection;
pub mod kind;
pub mod language;
pub mod org;
pub mod page;
pub mod record;
pub mod relation;
pub mod window;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::glossary::Glossary;
use crate::base::name::Name;
use crate::base::path::{SitePath, resolve};
use crate::model::calendar::Calendar;
use crate::model::catalogue::Obligation;
use crate::model::config::Config;
use crate::model::form::Form;
use crate::model::kind::Kind;
use crate::model::org::OrgTree;
use crate::model::page::FixedPage;
use crate::model::record::Record;

/// A whole portal as content.
#[derive(Clone, Debug)]
pub struct Portal {
    /// Settings.
    pub config: Arc<Config>,
    /// Organisations.
    pub orgs: Arc<OrgTree>,
    /// Kinds by name: built in and the portal's own.
    pub kinds: Arc<BTreeMap<Name, Kind>>,
    /// Forms by name.
    pub forms: Arc<BTreeMap<Name, Form>>,
    /// What is owed.
    pub catalogue: Arc<Vec<Obligation>>,
    /// Holidays and swapped working days.
    pub calendar: Arc<Calendar>,
    /// What closed words are called in other languages.
    pub glossary: Arc<Glossary>,
    /// Fixed pages, in order.
    pub pages: Vec<Arc<FixedPage>>,
    /// Records in the order of their ids.
    pub records: Vec<Arc<Record>>,
    /// Ids of records that could not be read whole. Nothing else is known of them, so nothing is published.
    pub broken: Vec<SitePath>,
}

impl Portal {
    /// The record with this id.
    pub fn record(&self, id: &str) -> Option<&Arc<Record>> {
        let at = self.records.binary_search_by(|record| (*record.id).cmp(id)).ok()?;
        self.records.get(at)
    }

    /// The record that `text` names in `record`: its file as in links, with or without extension.
    pub fn refer(&self, record: &Record, text: &str) -> Option<&Arc<Record>> {
        let path = resolve(record.folder(), text)?;
        let id = [".yaml", ".yml", ".md", ".html"].iter().find_map(|end| path.strip_suffix(end)).unwrap_or(&path);
        self.record(id)
    }

    /// The kind of a record. Loading has refused records without a known one.
    pub fn kind(&self, record: &Record) -> &Kind {
        &self.kinds[&record.kind]
    }

    /// The section of a record: its own, else its catalogue item's, else its kind's.
    pub fn section(&self, record: &Record) -> Name {
        let item = || self.catalogue.iter().find(|item| record.catalogue.iter().any(|own| own.value == item.id));
        let own = record.section.clone().or_else(|| item().and_then(|item| Some(item.section.as_ref()?.value.clone())));
        own.unwrap_or_else(|| self.kind(record).section.value.clone())
    }
}
