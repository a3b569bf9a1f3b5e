//! `datapackage.json`: the data files of a unit and all below it in the words of Data Package 2, with the columns, the
//! size and the digest of each, and the licence.

use std::io;
use std::sync::Arc;

use serde::Serialize;

use crate::base::path::{SitePath, last};
use crate::blocks::table::TableColumn;
use crate::data::file::RowsFile;
use crate::data::measured::measured;
use crate::export::schema::{LicenceFile, Schema, home};
use crate::export::{csv, league};
use crate::files;
use crate::league::League;
use crate::model::org::OrgId;
use crate::plan::{Output, Page};
use crate::publish::index::SlotKey;
use crate::site::Site;

#[derive(Serialize)]
struct Package {
    #[serde(rename = "$schema")]
    profile: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    homepage: Option<String>,
    contributors: Vec<Contributor>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    licenses: Vec<LicenceFile>,
    resources: Vec<Resource>,
}

#[derive(Serialize)]
struct Contributor {
    title: String,
    roles: [&'static str; 1],
}

#[derive(Serialize)]
struct Resource {
    name: String,
    path: String,
    title: String,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    bytes: u64,
    hash: String,
    schema: Schema,
}

/// The description of the files of `org`; that of the whole portal lists its duties and league tables too.
///
/// # Errors
/// Never in memory; the writer's signature asks for it.
pub fn of_unit(site: &Site, org: OrgId) -> io::Result<Vec<u8>> {
    let (portal, plan) = (site.portal(), &site.plan);
    let unit = portal.orgs.get(org);
    let page = plan.address(&Page::Output(Output::Package(org)));
    let folder = page.map_or_else(SitePath::root, SitePath::parent);
    let mut resources: Vec<Resource> = plan.rows_of(org).filter_map(|key| rows(site, key)).collect();
    if org == OrgId::ROOT {
        resources.extend(others(site, &folder)?);
    }
    let whole = |page: &Page| site.whole_address(plan.address(page)?);
    let publisher = publisher(site).to_owned();
    let own = (org != OrgId::ROOT).then(|| unit.name.to_string());
    let package = Package {
        profile: "https://datapackage.org/profiles/2.0/datapackage.json",
        name: name(&unit.path),
        id: whole(&Page::Output(Output::Package(org))),
        title: own.map_or_else(|| portal.config.title.to_string(), |own| format!("{own} · {}", portal.config.title)),
        homepage: whole(&Page::Org(org)),
        contributors: vec![Contributor { title: publisher, roles: ["publisher"] }],
        licenses: portal.config.licence.iter().map(|licence| LicenceFile::of(site, licence)).collect(),
        resources,
    };
    Ok(serde_json::to_vec(&package)?)
}

/// Who publishes: the operator, else the unit at the top.
pub(super) fn publisher(site: &Site) -> &str {
    let operator = &*site.portal().config.operator.contact.name;
    if operator.is_empty() { &site.portal().orgs.root().name } else { operator }
}

/// What a file of rows is called: its form, with the slot where there are several.
pub(super) fn title(site: &Site, key: &SlotKey) -> String {
    let (portal, tongue) = (site.portal(), site.portal().glossary.tongue(home(site)));
    let form = tongue.label(portal.called(&key.shape));
    let heading = portal.heading(&key.shape, &key.slot);
    let slot = tongue.label(&heading);
    if slot == form { form.to_owned() } else { format!("{form} · {slot}") }
}

/// A name of a package, of which there is one in a portal.
fn name(path: &SitePath) -> String {
    let rest = path.as_str().replace('/', "-");
    if rest.is_empty() { "portal".to_owned() } else { format!("portal-{rest}") }
}

fn rows(site: &Site, key: &SlotKey) -> Option<Resource> {
    let path = site.plan.address(&Page::Output(Output::Rows(key.clone())))?;
    let measured = measured(site, key)?;
    let schema = Schema::of(site, &RowsFile::of(site, key).columns());
    let sha256 = measured.sha256.clone();
    Some(resource(last(path), title(site, key), Sized { bytes: measured.bytes, sha256 }, schema))
}

/// The size of a file, and its digest.
struct Sized {
    bytes: u64,
    sha256: Arc<str>,
}

fn resource(path: &str, title: String, of: Sized, schema: Schema) -> Resource {
    Resource {
        name: path.trim_end_matches(".csv").replace('/', "-"),
        path: path.to_owned(),
        title,
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        bytes: of.bytes,
        hash: format!("sha256:{}", of.sha256),
        schema,
    }
}

/// The duties and the league tables of the portal.
fn others(site: &Site, folder: &SitePath) -> io::Result<Vec<Resource>> {
    let mut found = Vec::new();
    let mut add = |page: &Page, title: String, (columns, bytes): (Vec<TableColumn>, Vec<u8>)| {
        let path = site.plan.address(page).and_then(|path| path.strip_prefix(&**folder)?.strip_prefix('/'));
        let of = Sized { bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX), sha256: files::sha256(&bytes) };
        found.extend(path.map(|path| resource(path, title, of, Schema::of(site, &columns))));
    };
    if site.plan.address(&Page::Output(Output::Duties)).is_some() {
        add(&Page::Output(Output::Duties), csv::title(site), (csv::columns(), csv::duties(site)?));
    }
    for own in &site.leagues {
        let League { key, .. } = own;
        let title = site.portal().glossary.tongue(home(site)).label(site.portal().called(&key.shape)).to_owned();
        add(
            &Page::Output(Output::LeagueRows(key.clone())),
            title,
            (league::columns(site, own), league::rows(site, own)?),
        );
    }
    Ok(found)
}
