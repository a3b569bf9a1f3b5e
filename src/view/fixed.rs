//! Fixed pages under `/about/`, and the page for an address that does not exist.

use serde::Serialize;

use crate::view::frame::Frame;
use crate::view::parts::Link;

/// A fixed page.
#[derive(Clone, Debug, Serialize)]
pub struct AboutView {
    /// Around the page.
    pub frame: Frame,
    /// Heading.
    pub title: String,
    /// HTML of the text, safe by construction.
    pub body: String,
    /// Headings of the second level, if there are at least three.
    pub contents: Vec<Link>,
}

/// The page for an address that does not exist. Its links start from `/`.
#[derive(Clone, Debug, Serialize)]
pub struct NotFoundView {
    /// Around the page.
    pub frame: Frame,
    /// The units right below the root.
    pub units: Vec<Link>,
}
