//! The bytes of one file of the site: what `serve` answers and `write` writes.

#![warn(clippy::wildcard_enum_match_arm)]

use std::path::PathBuf;

use blake3::Hash;

use crate::base::diag::Diagnostic;
use crate::base::digest::digest;
use crate::base::path::{SitePath, last};
use crate::documents;
use crate::export;
use crate::files::Reader;
use crate::load::CONTENT;
use crate::plan::{Page, Planned};
use crate::render::{Theme, render};
use crate::site::Site;
use crate::view::{self, Context, View, view};

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

/// A file of the site that is about to be made: what it takes to tell whether it would be the same as before.
pub(crate) struct Making<'a> {
    source: Source<'a>,
    file: &'a Planned,
    /// What its template sees, if it has one.
    view: Option<Box<View>>,
}

impl<'a> Making<'a> {
    /// Begins to make a file.
    pub(crate) fn new(source: Source<'a>, file: &'a Planned) -> Self {
        let texts = source.theme.texts(language(source.site, file));
        Self { source, file, view: view(source.site, file, texts).map(Box::new) }
    }

    /// Digest of all that its bytes follow from but the program; `None` where telling it would cost as much as making them.
    pub(crate) fn from(&self) -> Option<Hash> {
        let Source { site, theme, .. } = self.source;
        match (&self.file.page, &self.view) {
            (_, Some(view)) => digest(&(theme.digest().as_bytes(), language(site, self.file), view)),
            (Page::Output(output), _) => export::made_from(site, output),
            _ => None,
        }
    }

    /// Makes it.
    ///
    /// # Errors
    /// A template fails or an attachment cannot be read.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, Error> {
        let Some(view) = &self.view else { return plain(self.source, self.file) };
        let Source { site, theme, .. } = self.source;
        let named =
            |error: Box<Diagnostic>| Error::Template(Box::new(error.with("page", site.plan.at(&self.file.page))));
        render(theme, language(site, self.file), view).map_err(named)
    }
}

/// The bytes of a file of the site.
///
/// # Errors
/// A template fails or an attachment cannot be read.
///
/// # Panics
/// The site does not have the file.
pub fn bytes(source: Source<'_>, file: &Planned) -> Result<Vec<u8>, Error> {
    Making::new(source, file).bytes()
}

/// The bytes of a file that no template makes.
fn plain(source: Source<'_>, file: &Planned) -> Result<Vec<u8>, Error> {
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
        | Page::NotFound => there(None, path),
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
