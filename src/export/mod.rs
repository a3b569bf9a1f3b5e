//! Files for programs: descriptions of the data files, duties and league tables as CSV, records as JSON, the site map, QR codes, feeds,
//! calendars, what search loads.

pub(crate) mod calendar;
pub mod csv;
pub mod dcat;
pub(crate) mod feed;
pub(crate) mod ics;
pub mod json;
pub mod league;
pub mod package;
pub mod qr;
pub mod redirects;
mod schema;
pub mod search;
pub mod sitemap;
mod window;

use std::io;

use blake3::Hash;

use crate::base::digest::digest;
use crate::data;
use crate::plan::{Output, Page};
use crate::publish::index::SlotKey;
use crate::site::Site;
use crate::view::Context;

/// The bytes of a file that the program makes; `None` where there is nothing of which it could be made.
///
/// # Errors
/// Never in memory; the writers' signatures ask for it.
#[warn(clippy::wildcard_enum_match_arm, reason = "a new output says who makes it")]
pub(crate) fn bytes(context: &Context<'_>, output: &Output) -> io::Result<Option<Vec<u8>>> {
    let site = context.site;
    Ok(match output {
        Output::Rows(key) => Some(data::rows::csv(site, key)?),
        Output::Workbook(key) => Some(workbook(site, key)?),
        Output::RecordData(place) => Some(json::record(site, *place)?),
        Output::Package(org) => Some(package::of_unit(site, *org)?),
        Output::DataCatalogue => Some(dcat::catalogue(site)?),
        Output::Duties => Some(csv::duties(site)?),
        Output::LeagueRows(of) => site.league(of).map(|own| league::rows(site, own)).transpose()?,
        Output::Records(org) => Some(json::records(site, *org)?),
        Output::QrCode(org) => qr::of_unit(site, *org).map(String::into_bytes),
        Output::RecordCode(place) => qr::of_record(site, *place).map(String::into_bytes),
        Output::Feed { of, volume } => Some(feed::document(context, of, *volume)?),
        Output::Calendar(org) => Some(calendar::of_unit(context, *org).into_bytes()),
        Output::SiteMap => Some(sitemap::whole(site)?),
        Output::SiteMapPart(part) => Some(sitemap::part(site, *part)?),
        Output::SearchShard(shard) => Some(search::file(context, *shard)?),
        Output::Redirects(server) => Some(redirects::rules(site, *server).into_bytes()),
        Output::Robots => Some(sitemap::robots(site).into_bytes()),
    })
}

/// Digest of all that a file follows from but the program; `None` where telling it would cost as much as making it.
#[warn(clippy::wildcard_enum_match_arm, reason = "a new output says what it follows from")]
pub(crate) fn made_from(site: &Site, output: &Output) -> Option<Hash> {
    let address = |page: &Page| digest(&site.whole_address(site.plan.at(page)));
    match output {
        Output::Workbook(key) => workbook_made_from(site, key),
        Output::QrCode(org) => address(&Page::Org(*org)),
        Output::RecordCode(place) => address(&Page::record(*place)),
        Output::Rows(_)
        | Output::RecordData(_)
        | Output::Package(_)
        | Output::DataCatalogue
        | Output::Duties
        | Output::LeagueRows(_)
        | Output::Records(_)
        | Output::Feed { .. }
        | Output::Calendar(_)
        | Output::SiteMap
        | Output::SiteMapPart(_)
        | Output::SearchShard(_)
        | Output::Redirects(_)
        | Output::Robots => None,
    }
}

#[cfg(feature = "workbooks")]
fn workbook_made_from(site: &Site, key: &SlotKey) -> Option<Hash> {
    digest(&data::workbook::Contents::of(site, key).ok()?)
}

#[cfg(not(feature = "workbooks"))]
fn workbook_made_from(_: &Site, _: &SlotKey) -> Option<Hash> {
    None
}

/// A file of rows as a workbook.
#[cfg(feature = "workbooks")]
fn workbook(site: &Site, key: &SlotKey) -> io::Result<Vec<u8>> {
    data::workbook::xlsx(site, key)
}

/// Without the feature no workbook is planned.
#[cfg(not(feature = "workbooks"))]
fn workbook(_: &Site, _: &SlotKey) -> io::Result<Vec<u8>> {
    Err(io::ErrorKind::Unsupported.into())
}
