//! The bytes of one file of the site: what `serve` answers and `write` writes.

use std::path::{Path, PathBuf};

use crate::base::diag::Diagnostic;
use crate::base::path::SitePath;
use crate::export;
use crate::load::CONTENT;
use crate::plan::Page;
use crate::render::{Theme, render};
use crate::site::Site;
use crate::view::view;

/// A file of the site cannot be made.
#[derive(Debug)]
pub enum Error {
    /// A template fails.
    Template(Box<Diagnostic>),
    /// A file that goes with a record cannot be read.
    Read(PathBuf, std::io::Error),
}

/// What files are made from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The portal's folder, from which attachments are read.
    pub root: &'a Path,
    /// The site.
    pub site: &'a Site,
    /// The theme.
    pub theme: &'a Theme,
}

/// The bytes of `page` at `path`.
///
/// # Errors
/// A template fails or an attachment cannot be read.
pub fn bytes(source: Source<'_>, path: &SitePath, page: &Page) -> Result<Vec<u8>, Error> {
    let site = source.site;
    let address = site.portal().config.address.as_deref();
    let in_memory = |error: std::io::Error| Error::Read(PathBuf::from(path.as_str()), error);
    match page {
        Page::Attachment(own) => {
            let file = source.root.join(CONTENT).join(&**own);
            std::fs::read(&file).map_err(|error| Error::Read(file, error))
        }
        Page::Asset(name) => Ok(source.theme.asset(name).unwrap_or_default().to_vec()),
        Page::Rows(key) => export::csv::rows(site, key).map_err(in_memory),
        Page::Duties => export::csv::duties(site).map_err(in_memory),
        Page::LeagueRows(league) => export::league::rows(site, &site.leagues[*league]).map_err(in_memory),
        Page::Records(org) => export::json::records(site, *org).map_err(|error| in_memory(error.into())),
        Page::QrCode(org) => {
            let page = site.portal().orgs.get(*org).page();
            let full = format!("{}{}", address.unwrap_or_default(), crate::base::path::encode(&page));
            Ok(export::qr::svg(&full).unwrap_or_default().into_bytes())
        }
        Page::SiteMap => Ok(export::sitemap::sitemap(site, address.unwrap_or_default()).into_bytes()),
        Page::Robots => Ok(export::sitemap::robots(address).into_bytes()),
        _ => match view(site, path, page) {
            Some(view) => {
                render(source.theme, &view).map_err(|error| Error::Template(Box::new(error.with("page", path))))
            }
            None => Ok(Vec::new()),
        },
    }
}
