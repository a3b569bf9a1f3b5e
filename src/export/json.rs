//! Records as JSON, all of one unit or one by itself: envelope, tables of their blocks, and what the columns mean.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::path::SitePath;
use crate::blocks::scope::Scope;
use crate::blocks::share::Day;
use crate::blocks::table::TableColumn;
use crate::check::TWIN;
use crate::data::words::Wording;
use crate::export::window::{WindowFile, window};
use crate::model::basis::Written;
use crate::model::id::SlotName;
use crate::model::org::OrgId;
use crate::model::record::{Record, SignOff, Status};
use crate::plan::Page;
use crate::publish::index::{Place, Seen};
use crate::site::Site;

/// Version of these files: it rises when a member is renamed, removed or means something else; see `docs/format.md`.
const FORMAT: u32 = TWIN;

#[derive(Serialize)]
struct Unit<'a> {
    format: u32,
    name: &'a str,
    path: &'a str,
    level: &'a str,
    /// Data dictionary: the columns of every table, by kind, form and slot.
    columns: BTreeMap<String, Vec<Column>>,
    records: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    address: &'a SitePath,
    kind: &'a str,
    form: Option<&'a str>,
    title: &'a str,
    published: String,
    period: Option<String>,
    /// Which of several lists or plans of its unit and form it continues.
    series: Option<&'a str>,
    /// Of what each table is: `own`, `all` or `elsewhere`; figures say it themselves.
    scope: BTreeMap<&'a str, &'static str>,
    withdrawn: bool,
    supersedes: Option<&'a SitePath>,
    follows: Vec<&'a SitePath>,
    catalogue: Vec<&'a str>,
    #[serde(flatten)]
    sign_off: &'a SignOff,
    /// Laws by their full names, with the numbers that held on the day of the record.
    basis: Vec<String>,
    window: Option<WindowFile<'a>>,
    /// Rules whose warnings the publisher answers with a reason, as the page shows it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    accepted: Vec<Answered<'a>>,
    attachments: Vec<File<'a>>,
    /// What it says in plain words, where it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    plain: Option<&'a str>,
    text: &'a str,
    tables: BTreeMap<&'a str, Vec<Vec<String>>>,
    /// For each row of each table: `null` if the unit's sum of the record's year does not contain it, the day if it says how
    /// things stood on one and is added to what other units say of the same, else an empty text.
    counted: BTreeMap<&'a str, Vec<Option<String>>>,
    /// The records whose results are scores in this one.
    scores_from: Vec<&'a SitePath>,
}

/// A warning that the publisher accepts.
#[derive(Serialize)]
struct Answered<'a> {
    rule: &'a str,
    reason: &'a str,
}

/// A column, as the dictionary tells it.
#[derive(Serialize)]
struct Column {
    name: String,
    label: String,
    format: &'static str,
    unit: String,
}

impl Column {
    fn of(column: &TableColumn, words: Wording<'_>) -> Self {
        let label = words.label(column).to_owned();
        Self { name: column.name.clone(), label, format: column.format, unit: column.unit.clone() }
    }
}

#[derive(Serialize)]
struct File<'a> {
    title: &'a str,
    address: &'a SitePath,
    size: u64,
    sha256: &'a str,
}

/// The file for `org`.
///
/// # Errors
/// Never for these types; the serialiser's signature asks for it.
pub fn records(site: &Site, org: OrgId) -> serde_json::Result<Vec<u8>> {
    let unit = site.portal().orgs.get(org);
    let (index, mut columns) = (&site.public.records, BTreeMap::new());
    let records = index.at_all(index.of_org(org)).map(|record| item(site, record, &mut columns)).collect();
    serde_json::to_vec(&Unit {
        format: FORMAT,
        name: &unit.name,
        path: &unit.path,
        level: &unit.level,
        columns,
        records,
    })
}

/// A record with its unit, as a file of its own.
#[derive(Serialize)]
struct Twin<'a> {
    format: u32,
    unit: UnitName<'a>,
    columns: BTreeMap<String, Vec<Column>>,
    record: Item<'a>,
}

#[derive(Serialize)]
struct UnitName<'a> {
    name: &'a str,
    path: &'a str,
    level: &'a str,
}

/// The file for one record.
///
/// # Errors
/// Never for these types; the serialiser's signature asks for it.
pub fn record(site: &Site, place: Place) -> serde_json::Result<Vec<u8>> {
    let (record, mut columns) = (site.record(place), BTreeMap::new());
    let own = site.portal().orgs.get(record.org);
    let unit = UnitName { name: &own.name, path: &own.path, level: &own.level };
    let record = item(site, record, &mut columns);
    serde_json::to_vec(&Twin { format: FORMAT, unit, columns, record })
}

fn item<'a>(site: &'a Site, record: &'a Seen, columns: &mut BTreeMap<String, Vec<Column>>) -> Item<'a> {
    let said = |day: &Option<Day>| day.map(|day| day.date().map_or(String::new(), |day| day.to_string()));
    let counts = |slot: &SlotName, rows: usize| {
        let own = site.counted(record, slot);
        own.map_or_else(|| vec![None; rows], |days| days.iter().map(said).collect())
    };
    let mut counted = BTreeMap::new();
    let (mut tables, mut scope, words) = (BTreeMap::new(), BTreeMap::new(), Wording::of(site));
    for (slot, block) in record.slots.iter().filter(|(_, block)| record.is_told_elsewhere(block)) {
        let mut table = block.table();
        words.translate(&mut table);
        let form = record.form.as_deref().unwrap_or("-");
        let own = || table.columns.iter().map(|column| Column::of(column, words)).collect();
        columns.entry(format!("{}/{form}/{slot}", record.kind)).or_insert_with(own);
        counted.insert(&**slot, counts(slot, table.rows.len()));
        tables.insert(&**slot, table.rows);
        if !block.name().tells_scope() {
            scope.insert(&**slot, Scope::ALL.text(record.scope(slot)).en);
        }
    }
    let address = |record: &Seen| site.plan.at(&Page::record(record.place));
    Item {
        address: address(record),
        kind: &record.kind,
        form: record.form.as_deref(),
        title: &record.title,
        published: record.published.to_string(),
        period: record.period.map(|period| period.to_string()),
        series: record.series.as_deref(),
        scope,
        withdrawn: record.status == Status::Withdrawn,
        supersedes: site.public.records.before(record).map(address),
        follows: record.follows.iter().filter_map(|text| site.refer(record, &text.value)).map(address).collect(),
        catalogue: record.catalogue.iter().map(|item| &*item.value).collect(),
        sign_off: &record.sign_off,
        basis: bases(site, record),
        window: record.window.as_ref().map(|own| window(own, site.today)),
        accepted: record.accept.iter().map(|one| Answered { rule: &one.rule.value, reason: &one.reason }).collect(),
        attachments: record
            .attachments
            .iter()
            .filter_map(|file| {
                let address = site.plan.at(&Page::file(file)?);
                Some(File { title: &file.title, address, size: file.size, sha256: &file.sha256 })
            })
            .collect(),
        plain: record.plain.as_deref(),
        text: &record.body.plain,
        tables,
        counted,
        scores_from: site.public.records.sources(record).map(address).collect(),
    }
}

/// What a record rests on, as its page says it.
fn bases(site: &Site, record: &Record) -> Vec<String> {
    let portal = site.portal();
    let printed = |written: &Written| portal.laws.printed(&written.value, record.basis_day()).home().to_owned();
    match &record.basis[..] {
        [] => portal.usual_basis(record).iter().map(|label| label.home().to_owned()).collect(),
        own => own.iter().map(printed).collect(),
    }
}
