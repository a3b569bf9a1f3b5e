//! The columns of a file of rows in the words of Table Schema, with what they are called in every language of the portal
//! and in English, and the licence in those of Data Package.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::name::Name;
use crate::blocks::table::TableColumn;
use crate::model::licence::Licence;
use crate::site::Site;

/// The columns of a file.
#[derive(Serialize)]
pub(super) struct Schema {
    #[serde(rename = "$schema")]
    profile: &'static str,
    fields: Vec<Field>,
}

#[derive(Serialize)]
struct Field {
    name: String,
    #[serde(rename = "type")]
    format: &'static str,
    title: String,
    /// What it is called, by language.
    labels: BTreeMap<String, String>,
    /// In what its numbers are counted, by language.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    units: BTreeMap<String, String>,
}

/// A licence.
#[derive(Serialize)]
pub(super) struct LicenceFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'static str>,
    path: String,
    title: String,
}

impl LicenceFile {
    pub(super) fn of(site: &Site, licence: &Licence) -> Self {
        let title = site.portal().glossary.tongue(home(site)).label(&licence.title).to_owned();
        Self { name: licence.id, path: licence.url.to_string(), title }
    }
}

impl Schema {
    pub(super) fn of(site: &Site, columns: &[TableColumn]) -> Self {
        let fields = columns.iter().map(|column| Field::of(site, column)).collect();
        Self { profile: "https://datapackage.org/profiles/2.0/tableschema.json", fields }
    }
}

impl Field {
    fn of(site: &Site, column: &TableColumn) -> Self {
        let glossary = &site.portal().glossary;
        let labels =
            languages(site).map(|lang| (lang.to_owned(), glossary.tongue(lang).label(&column.label).to_owned()));
        let labels: BTreeMap<String, String> = labels.filter(|(lang, _)| knows(site, column, lang)).collect();
        let units = languages(site).map(|lang| (lang.to_owned(), glossary.tongue(lang).text(&column.unit).to_owned()));
        let units = units.filter(|(lang, text)| !text.is_empty() && (*text != column.unit || is_own(site, lang)));
        Self {
            name: column.name.clone(),
            format: column.format,
            title: glossary.tongue(home(site)).label(&column.label).to_owned(),
            labels,
            units: units.collect(),
        }
    }
}

/// The first language of the portal.
pub(super) fn home(site: &Site) -> &str {
    site.portal().config.languages.first().map_or("en", |lang| lang)
}

/// The languages of the portal, and English.
pub(super) fn languages(site: &Site) -> impl Iterator<Item = &str> {
    let own = site.portal().config.languages.iter().map(|lang: &Name| &**lang);
    let has_english = own.clone().any(|lang| lang.starts_with("en"));
    own.chain((!has_english).then_some("en"))
}

/// Whether the portal speaks a language.
fn is_own(site: &Site, lang: &str) -> bool {
    site.portal().config.languages.iter().any(|own| **own == *lang)
}

/// Whether a column has a name in a language. One that the portal speaks has what pages show in it.
fn knows(site: &Site, column: &TableColumn, lang: &str) -> bool {
    is_own(site, lang) || column.label.speaks(lang)
}
