//! The file of one record as the last site has it, as far as it is compared.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Version of these files that is written and understood; see `docs/format.md`.
pub const TWIN: u32 = 1;

/// A record as the public had it.
#[derive(Debug, Deserialize)]
pub(super) struct Twin {
    pub(super) format: u32,
    pub(super) unit: Unit,
    #[serde(default)]
    columns: BTreeMap<String, Vec<Column>>,
    pub(super) record: Item,
}

#[derive(Debug, Deserialize)]
pub(super) struct Unit {
    pub(super) path: String,
}

#[derive(Debug, Deserialize)]
struct Column {
    name: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Item {
    pub(super) kind: String,
    pub(super) form: Option<String>,
    pub(super) title: String,
    pub(super) published: String,
    pub(super) period: Option<String>,
    #[serde(default)]
    pub(super) withdrawn: bool,
    #[serde(default)]
    pub(super) accepted: Vec<Accepted>,
    pub(super) window: Option<Window>,
    #[serde(default)]
    pub(super) attachments: Vec<File>,
    #[serde(default)]
    pub(super) plain: String,
    #[serde(default)]
    pub(super) text: String,
    #[serde(default)]
    pub(super) tables: BTreeMap<String, Vec<Vec<String>>>,
    #[serde(default)]
    pub(super) scores_from: Vec<String>,
}

/// A warning that the record accepted then.
#[derive(Debug, Deserialize)]
pub(super) struct Accepted {
    pub(super) rule: String,
    pub(super) reason: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Window {
    pub(super) posted: String,
    pub(super) last: String,
    #[serde(default)]
    pub(super) changes: Vec<Turn>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Turn {
    pub(super) change: String,
    pub(super) end_before: String,
    pub(super) end_after: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct File {
    pub(super) title: String,
    pub(super) address: String,
    pub(super) sha256: String,
}

impl Twin {
    /// The names of the columns of a table.
    pub(super) fn columns(&self, slot: &str) -> Vec<&str> {
        let form = self.record.form.as_deref().unwrap_or("-");
        let own = self.columns.get(&format!("{}/{form}/{slot}", self.record.kind));
        own.into_iter().flatten().map(|column| &*column.name).collect()
    }
}
