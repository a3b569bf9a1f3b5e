//! The bytes of one file of the site: what `serve` answers and `write` writes.

#![warn(clippy::wildcard_enum_match_arm)]

use std::path::PathBuf;

use crate::base::diag::Diagnostic;
use crate::base::path::{SitePath, last};
use crate::documents;
use crate::export;
use crate::files::Reader;
use crate::load::CONTENT;
use crate::plan::{Page, Planned};
use crate::render::{Theme, render};
use crate::site::Site;
use crate::view::{self, Context, view};

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
    /// The portal's files, of which attachments are read.
    pub reader: &'a Reader,
    /// The site.
    pub site: &'a Site,
    /// The theme.
    pub theme: &'a Theme,
}

/// The bytes of a file of the site.
///
/// # Errors
/// A template fails or an attachment cannot be read.
///
/// # Panics
/// The site does not have the file.
pub fn bytes(source: Source<'_>, file: &Planned) -> Result<Vec<u8>, Error> {
    let (site, page) = (source.site, &file.page);
    let path = site.plan.at(page);
    let in_memory = |error: std::io::Error| Error::Read(PathBuf::from(path.as_str()), error);
    match page {
        Page::Attachment(own) => {
            let name = format!("{CONTENT}/{own}");
            let read = source.reader.files().read(&name, u64::MAX);
            read.map_err(|refused| Error::Read(source.reader.place(&name), refused.into()))
        }
        Page::Cleaned(own) => {
            let name = format!("{CONTENT}/{own}");
            let read = source.reader.files().read(&name, documents::LARGEST);
            let read = read.map_err(|refused| Error::Read(source.reader.place(&name), refused.into()))?;
            // A file that has nothing to be cleaned of any more has changed since its page was made.
            documents::cleaned(last(own), &read).ok_or_else(|| changed(source.reader.place(&name)))
        }
        Page::Asset(name) => Ok(there(source.theme.asset(name), path).to_vec()),
        Page::Output(output) => {
            let made = export::bytes(&context(source, file), output).map_err(in_memory)?;
            Ok(there(made, path))
        }
        Page::Org(_)
        | Page::Listing(..)
        | Page::Record { .. }
        | Page::Coverage(_)
        | Page::CoverageItem(_)
        | Page::Windows(_)
        | Page::Leagues(_)
        | Page::League { .. }
        | Page::Sums(..)
        | Page::Search
        | Page::Data
        | Page::DataColumns
        | Page::About(_)
        | Page::Contents(_)
        | Page::Moved(_)
        | Page::NotFound => text(source, file),
    }
}

fn changed(path: PathBuf) -> Error {
    Error::Read(path, std::io::ErrorKind::InvalidData.into())
}

/// What a file that is planned is made of. Without it the file would go out empty, which must never happen silently.
///
/// # Panics
/// It is not there: the plan promised a file that nothing makes, which is a mistake of ours.
fn there<T>(made: Option<T>, path: &SitePath) -> T {
    made.unwrap_or_else(|| panic!("{path} is planned, and nothing makes it"))
}

/// The language of a page.
fn language<'a>(site: &'a Site, file: &Planned) -> &'a str {
    site.portal().config.languages.get(file.tree.language).map_or("zh-Hans", |lang| lang)
}

/// What a file is made from that speaks to readers without a template.
fn context<'a>(source: Source<'a>, file: &'a Planned) -> Context<'a> {
    let texts = source.theme.texts(language(source.site, file));
    there(view::context(source.site, file, texts), source.site.plan.at(&file.page))
}

/// A page that a template makes.
fn text(source: Source<'_>, file: &Planned) -> Result<Vec<u8>, Error> {
    let site = source.site;
    let path = site.plan.at(&file.page);
    let lang = language(site, file);
    let view = there(view(site, file, source.theme.texts(lang)), path);
    render(source.theme, lang, &view).map_err(|error| Error::Template(Box::new(error.with("page", path))))
}
