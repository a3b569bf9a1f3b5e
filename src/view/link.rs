//! Links of a page. Nothing else makes them, so that none leads to what the site does not have.

use std::fmt;

use serde::Serialize;

use crate::base::path::{SitePath, encode};
use crate::model::org::OrgId;
use crate::plan::{Output, Page, Planned, Tree};
use crate::view::Context;

/// A link from one page to another or to a place on one: relative, with what it may not hold encoded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Href(String);

impl Href {
    /// A link to a place on the same page.
    pub(crate) fn here(id: &str) -> Self {
        Self(format!("#{}", encode(id)))
    }

    /// The link to a place on the page that this one leads to.
    #[must_use]
    pub(crate) fn to_place(&self, id: &str) -> Self {
        Self(format!("{self}#{}", encode(id)))
    }
}

impl fmt::Display for Href {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Href> for String {
    fn from(href: Href) -> Self {
        href.0
    }
}

impl Context<'_> {
    /// The QR code of the page, if it is that of a record that has one.
    pub(crate) fn code(&self) -> Option<Href> {
        let Page::Record { place, .. } = self.page else { return None };
        self.link(&Page::Output(Output::RecordCode(*place)))
    }

    /// A link to `page` in the tree of this one, if the site has it. What is there once is reached from each tree.
    pub(crate) fn link(&self, page: &Page) -> Option<Href> {
        let path = self.site.plan.address(page)?;
        Some(self.href(if page.is_in_every_tree() { self.tree } else { Tree::default() }, path))
    }

    /// A link to a page that is there because of what asks: a record that may be seen, a unit of the portal.
    ///
    /// # Panics
    /// It is not there, which is a mistake of ours.
    pub(crate) fn to(&self, page: &Page) -> Href {
        self.link(page).unwrap_or_else(|| panic!("{page:?} is not planned"))
    }

    /// A link to a file that somebody named by its address: in the tree of this page, unless that names another one.
    pub(crate) fn link_file(&self, file: &Planned) -> Href {
        if file.tree == Tree::default() {
            return self.to(&file.page);
        }
        self.href(file.tree, self.site.plan.at(&file.page))
    }

    /// A link to the same page in another tree, if it stands in each.
    pub(crate) fn in_tree(&self, tree: Tree) -> Option<Href> {
        self.page.is_in_every_tree().then(|| self.href(tree, self.path))
    }

    /// The whole address under which this page is known: of a twin for elders that of the page, of the home page that of
    /// its tree.
    pub(crate) fn canonical(&self) -> Option<String> {
        self.canonical_of(self.page)
    }

    /// The same of another page.
    pub(crate) fn canonical_of(&self, page: &Page) -> Option<String> {
        let page = Some(self.site.plan.address(page)?).filter(|_| *page != Page::Org(OrgId::ROOT));
        let folder = self.tree.plain().folder(&self.site.portal().config);
        self.site.whole_address(&folder.join(page))
    }

    /// From this page to the root of the site. The page for an unknown address is shown anywhere, so it begins at the host.
    pub(crate) fn root(&self) -> String {
        if !self.is_anywhere() {
            return format!("{}{}", self.tree.up(), self.path.to_root());
        }
        self.site.base()
    }

    /// A link to what stands at `path` of a tree.
    fn href(&self, tree: Tree, path: &SitePath) -> Href {
        if tree == self.tree && !self.is_anywhere() {
            return Href(self.path.link_to(path));
        }
        let folder = tree.folder(&self.site.portal().config);
        Href(format!("{}{}", self.root(), encode(&folder.join(path))))
    }

    fn is_anywhere(&self) -> bool {
        *self.page == Page::NotFound
    }
}
