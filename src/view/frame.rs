//! What every page has around its content: head, masthead, breadcrumb, contact block, footer.

use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::view::parts::Link;

/// Around every page.
#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    /// Language of the page.
    pub lang: Arc<str>,
    /// Title of the page, without that of the portal.
    pub title: String,
    /// The portal.
    pub site: SiteView,
    /// From this page to the root: empty, `../`, `../../`.
    pub root: String,
    /// Link to the home page.
    pub home: String,
    /// Main navigation.
    pub nav: Vec<NavItem>,
    /// Breadcrumb along the tree, without this page.
    pub crumbs: Vec<Link>,
    /// Name of this page at the end of the breadcrumb.
    pub here: String,
    /// Meta tags in order.
    pub meta: Vec<Meta>,
    /// Full address of the page, if the portal has one.
    pub canonical: Option<String>,
    /// Where to ask and complain, nearest first.
    pub ask: Vec<Contact>,
    /// Fixed pages.
    pub about: Vec<Link>,
    /// The build day, on pages that depend on it.
    pub today: Option<Date>,
}

/// The portal as every page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// Its title.
    pub title: Arc<str>,
    /// Labels of its sections.
    pub sections: Vec<String>,
    /// Who runs it.
    pub operator: Arc<str>,
    /// Site code (网站标识码), empty for none.
    pub site_code: Arc<str>,
    /// ICP number, empty for none.
    pub icp: Arc<str>,
    /// Public-security number, empty for none.
    pub police: Arc<str>,
    /// Telephone of the operator's complaint channel, empty for none.
    pub phone: Arc<str>,
}

/// An entry of the main navigation.
#[derive(Clone, Debug, Serialize)]
pub struct NavItem {
    /// Key of its text in the theme: `home`, `find`, `windows`, `sections`, `ask`.
    pub name: &'static str,
    /// Where it leads.
    pub href: String,
    /// Whether this page is it.
    pub is_current: bool,
}

/// A meta tag.
#[derive(Clone, Debug, Serialize)]
pub struct Meta {
    /// `name`.
    pub name: &'static str,
    /// `content`.
    pub content: String,
}

/// Someone to ask.
#[derive(Clone, Debug, Serialize)]
pub struct Contact {
    /// Name or post.
    pub name: Arc<str>,
    /// Telephone as shown, empty for none.
    pub phone: Arc<str>,
    /// Telephone for a `tel:` link: digits and `+`.
    pub tel: String,
    /// Where and when, empty for none.
    pub detail: String,
}
