//! The bytes of one file of the site: what `serve` answers and `write` writes.

use std::path::PathBuf;

use crate::base::diag::Diagnostic;
use crate::base::path::{SitePath, encode, resolve};
use crate::export;
use crate::files::Reader;
use crate::load::CONTENT;
use crate::plan::{Page, Tree, is_text};
use crate::render::{Theme, render};
use crate::site::Site;
use crate::view::view_in;

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
            let name = format!("{CONTENT}/{own}");
            let read = source.reader.files().read(&name, u64::MAX);
            read.map_err(|refused| Error::Read(source.reader.place(&name), refused.into()))
        }
        Page::Asset(name) => Ok(there(source.theme.asset(name), path).to_vec()),
        Page::Rows(key) => export::csv::rows(site, key).map_err(in_memory),
        Page::Duties => export::csv::duties(site).map_err(in_memory),
        Page::LeagueRows(league) => export::league::rows(site, &site.leagues[*league]).map_err(in_memory),
        Page::Records(org) => export::json::records(site, *org).map_err(|error| in_memory(error.into())),
        Page::QrCode(org) => {
            let page = site.portal().orgs.get(*org).page();
            let full = format!("{}{}", address.unwrap_or_default(), crate::base::path::encode(&page));
            Ok(there(export::qr::svg(&full), path).into_bytes())
        }
        Page::SiteMap => Ok(export::sitemap::sitemap(site, address.unwrap_or_default()).into_bytes()),
        Page::Robots => Ok(export::sitemap::robots(address).into_bytes()),
        Page::Again { tree, path: first } if tree.is_elder => {
            let bytes = text(source, Tree { is_elder: false, ..*tree }, first)?;
            Ok(twin(site, *tree, first, &bytes))
        }
        Page::Again { tree, path: first } => text(source, *tree, first),
        _ => text(source, Tree::default(), path),
    }
}

/// What a file that is planned is made of. Without it the file would go out empty, which must never happen silently.
///
/// # Panics
/// It is not there: the plan promised a file that nothing makes, which is a mistake of ours.
fn there<T>(made: Option<T>, path: &SitePath) -> T {
    made.unwrap_or_else(|| panic!("{path} is planned, and nothing makes it"))
}

/// A page that a template makes, by its path in the first tree.
fn text(source: Source<'_>, tree: Tree, path: &SitePath) -> Result<Vec<u8>, Error> {
    let site = source.site;
    let view = site.plan.get(path.as_str()).and_then(|(path, page)| view_in(tree, site, path, page));
    let view = there(view, path);
    let lang = site.portal().config.languages.get(tree.language).map_or("zh-Hans", |lang| lang);
    render(source.theme, lang, &view).map_err(|error| Error::Template(Box::new(error.with("page", path))))
}

/// The twin of a page, if the site has one: its path, its tree, its path in the first tree.
pub fn twin_of<'a>(site: &'a Site, path: &SitePath) -> Option<(&'a SitePath, Tree, &'a SitePath)> {
    let path = SitePath::root().join("elder").join(path);
    match site.plan.get(path.as_str())? {
        (path, Page::Again { tree, path: first }) if tree.is_elder => Some((path, *tree, first)),
        _ => None,
    }
}

/// The twin for elders of a page whose `bytes` are there already; `tree` is the twin's, `first` the path in the first tree.
pub fn twin(site: &Site, tree: Tree, first: &SitePath, bytes: &[u8]) -> Vec<u8> {
    let config = &site.portal().config;
    let own = Tree { is_elder: false, ..tree };
    let to_root = |tree: Tree| format!("{}{}", tree.up(), first.to_root());
    let address = |tree: Tree| encode(&tree.folder(config).join(first));
    let switch = (format!("{}{}", to_root(own), address(tree)), format!("{}{}", to_root(tree), address(own)));
    let folder = first.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
    let outside = |link: &str| {
        let link = percent_encoding::percent_decode_str(link.strip_prefix(&own.up())?).decode_utf8_lossy();
        let path = resolve(folder, link.split('#').next().unwrap_or_default())?;
        let (path, page) = site.plan.get(&path)?;
        (!is_text(path, page)).then(|| format!("{}{}", to_root(tree), encode(path.as_str())))
    };
    let html = String::from_utf8_lossy(bytes);
    export::twin::twin(&html, (&switch.0, &switch.1), outside).into_bytes()
}
