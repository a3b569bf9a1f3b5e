//! `catalog.jsonld`: the data files of the whole portal in the words of DCAT-AP 3, as catalogues of data harvest them. How
//! often each is updated follows from the catalogue of what is owed.

use std::io;

use serde_json::{Value, json};

use crate::base::lang::Label;
use crate::data::measured::measured;
use crate::export::package::{publisher, title};
use crate::export::schema::{home, languages};
use crate::model::catalogue::Obligation;
use crate::model::due::{Due, Rhythm};
use crate::model::org::OrgId;
use crate::model::record::Shape;
use crate::plan::{Output, Page};
use crate::publish::index::SlotKey;
use crate::site::{Measured, Site};

/// Closed lists of the Publications Office of the European Union, which DCAT-AP asks for.
const AUTHORITY: &str = "http://publications.europa.eu/resource/authority";

/// The catalogue of a portal that has an address.
///
/// # Errors
/// Never in memory; the writer's signature asks for it.
pub fn catalogue(site: &Site) -> io::Result<Vec<u8>> {
    let portal = site.portal();
    let datasets: Vec<Value> = site.plan.rows_of(OrgId::ROOT).filter_map(|key| dataset(site, key)).collect();
    let spoken = portal.config.languages.iter().filter_map(|lang| language(lang)).map(iri);
    let mut catalogue = json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": whole(site, &Page::Output(Output::DataCatalogue)),
        "@type": "dcat:Catalog",
        "dct:title": text(home(site), &portal.config.title),
        "dct:description": text(home(site), portal.orgs.root().about.as_ref().unwrap_or(&portal.config.title)),
        "dct:publisher": agent(site),
        "dct:language": spoken.collect::<Vec<_>>(),
        "foaf:homepage": whole(site, &Page::Org(OrgId::ROOT)).map(page),
        "dcat:dataset": datasets,
    });
    if let Some(licence) = licence(site) {
        catalogue["dct:license"] = licence;
    }
    Ok(serde_json::to_vec(&catalogue)?)
}

fn dataset(site: &Site, key: &SlotKey) -> Option<Value> {
    let rows = whole(site, &Page::Output(Output::Rows(key.clone())))?;
    let measured = measured(site, key)?;
    let about = about(site, &key.shape);
    let title = title(site, key);
    let description = if about.is_empty() { vec![text(home(site), &title)] } else { about };
    let mut dataset = json!({
        "@id": format!("{rows}#dataset"),
        "@type": "dcat:Dataset",
        "dct:identifier": rows,
        "dct:title": text(home(site), &title),
        "dct:description": description,
        "dct:publisher": agent(site),
        "dcat:landingPage": whole(site, &Page::Data).map(page),
        "dcat:distribution": distribution(site, &rows, measured),
    });
    if let Some((first, last)) = measured.years {
        let year = |year: i16| json!({"@type": "xsd:gYear", "@value": year.to_string()});
        dataset["dct:temporal"] =
            json!({"@type": "dct:PeriodOfTime", "dcat:startDate": year(first), "dcat:endDate": year(last)});
    }
    if let Some(rhythm) = site.portal().catalogue.iter().filter(|item| is_of(item, &key.shape)).find_map(rhythm) {
        dataset["dct:accrualPeriodicity"] = iri(format!("{AUTHORITY}/frequency/{rhythm}"));
    }
    Some(dataset)
}

fn distribution(site: &Site, rows: &str, measured: &Measured) -> Value {
    let mut distribution = json!({
        "@id": format!("{rows}#csv"),
        "@type": "dcat:Distribution",
        "dcat:accessURL": iri(rows),
        "dcat:downloadURL": iri(rows),
        "dcat:mediaType": iri("http://www.iana.org/assignments/media-types/text/csv"),
        "dct:format": iri(format!("{AUTHORITY}/file-type/CSV")),
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": measured.bytes.to_string()},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": iri("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"),
            "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": &*measured.sha256},
        },
    });
    if let Some(licence) = licence(site) {
        distribution["dct:license"] = licence;
    }
    distribution
}

/// What a form or kind says of itself, in each language of the portal and in English.
fn about(site: &Site, shape: &Shape) -> Vec<Value> {
    let portal = site.portal();
    let form = portal.form(shape).map(|form| &form.about).filter(|about| !about.is_empty());
    let about: &Label = form.unwrap_or(&portal.kinds[&shape.kind].about);
    let texts = languages(site).filter(|lang| about.speaks(lang));
    texts.map(|lang| text(lang, about.get(lang))).collect()
}

/// Whether records of a shape meet an item.
fn is_of(item: &Obligation, shape: &Shape) -> bool {
    let is_kind = item.kind.as_ref().is_some_and(|kind| *kind.value == *shape.kind);
    match (&item.form, &shape.form) {
        (Some(own), Some(form)) => *own.value == **form,
        (None, _) => is_kind,
        (Some(_), None) => false,
    }
}

/// How often an item is owed, in the words of the authority.
fn rhythm(item: &Obligation) -> Option<&'static str> {
    match item.due.as_ref()? {
        Due::Every { rhythm: Rhythm::FinancialYear, .. } => Some("ANNUAL"),
        Due::Every { rhythm: Rhythm::Months(months), .. } => Some(match months {
            1 => "MONTHLY",
            2 => "BIMONTHLY",
            3 => "QUARTERLY",
            4 => "ANNUAL_3",
            6 => "ANNUAL_2",
            _ => "ANNUAL",
        }),
        Due::Dates { days, .. } if days.len() == 1 => Some("ANNUAL"),
        Due::After { .. } | Due::Before { .. } | Due::Dates { .. } | Due::OncePerTerm { .. } => Some("IRREG"),
        Due::MaxAge(_) | Due::OnDemand | Due::Unreadable => None,
    }
}

/// A language in the words of the authority, if it is one that portals of this program speak.
fn language(lang: &str) -> Option<String> {
    const ALL: [(&str, &str); 6] =
        [("zh", "ZHO"), ("en", "ENG"), ("bo", "BOD"), ("ug", "UIG"), ("mn", "MON"), ("cy", "CYM")];
    let own = lang.split('-').next()?;
    ALL.iter().find(|(tag, _)| *tag == own).map(|(_, code)| format!("{AUTHORITY}/language/{code}"))
}

fn agent(site: &Site) -> Value {
    let home_page = whole(site, &Page::Org(OrgId::ROOT));
    json!({
        "@id": home_page.map(|address| format!("{address}#publisher")),
        "@type": "foaf:Agent",
        "foaf:name": text(home(site), publisher(site)),
    })
}

fn licence(site: &Site) -> Option<Value> {
    let licence = site.portal().config.licence.as_ref()?;
    Some(json!({"@id": &*licence.url, "@type": "dct:LicenseDocument"}))
}

fn whole(site: &Site, page: &Page) -> Option<String> {
    site.whole_address(site.plan.address(page)?)
}

fn page(address: String) -> Value {
    json!({"@id": address, "@type": "foaf:Document"})
}

fn iri(address: impl Into<String>) -> Value {
    json!({"@id": address.into()})
}

fn text(lang: &str, text: &str) -> Value {
    json!({"@language": lang, "@value": text})
}
