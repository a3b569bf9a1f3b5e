//! Fixed pages under `/about/`, and the page for an address that does not exist.

use serde::Serialize;

use crate::base::path::SitePath;
use crate::model::org::OrgId;
use crate::plan::Page;
use crate::view::Context;
use crate::view::frame::{Around, Frame};
use crate::view::keys;
use crate::view::link::Href;
use crate::view::parts::Link;
use crate::view::record::body_html;
use crate::view::reference::link_to;
use crate::view::share::Property;
use crate::view::tags::{self, Meta, Sort};

/// A fixed page.
#[derive(Clone, Debug, Serialize)]
pub struct AboutView {
    /// Around the page.
    pub frame: Frame,
    /// The heading of the page.
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

/// What says where a page is now.
#[derive(Clone, Debug, Serialize)]
pub struct MovedView {
    /// Around the page.
    pub frame: Frame,
    /// The heading of the page.
    pub title: String,
    /// The page, where it is now.
    pub to: Link,
}

/// Headings from which on a page has a table of contents.
const CONTENTS: usize = 3;

/// A fixed page.
pub(crate) fn about(context: &Context<'_>, at: usize) -> AboutView {
    let page = &context.site.portal().pages[at];
    let headings: Vec<_> = page.body.headings.iter().filter(|heading| heading.level == 2).collect();
    let contents = headings.iter().filter(|_| headings.len() >= CONTENTS);
    let around = Around {
        org: OrgId::ROOT,
        title: page.title.to_string(),
        here: page.title.to_string(),
        crumbs: Vec::new(),
        nav: "",
        depends_on_today: false,
        meta: tags::of_column(context, Sort::Guide, Some(page.title.to_string())),
        context,
    };
    AboutView {
        title: page.title.to_string(),
        body: body_html(context, &page.body),
        contents: contents.map(|heading| Link { title: heading.text.clone(), href: Href::here(&heading.id) }).collect(),
        frame: around.frame(),
    }
}

/// What says where the page is now that stood at `old`. Whoever reads it with a browser is led on at once.
pub(crate) fn moved(context: &Context<'_>, old: &SitePath) -> Option<MovedView> {
    let page = context.site.plan.moved(old)?;
    let (org, to) = if let Page::Record { place, .. } = page {
        (context.site.record(*place).org, link_to(context, *place))
    } else if let Page::Org(org) = page {
        (*org, context.org_link(*org))
    } else {
        return None;
    };
    let title = context.say(keys::MOVED, &[&to.title]);
    let around = Around {
        org,
        title: title.clone(),
        here: String::new(),
        crumbs: Vec::new(),
        nav: "",
        depends_on_today: false,
        meta: vec![Meta { name: "robots", content: "noindex".to_owned() }],
        context,
    };
    let canonical = context.canonical_of(page);
    let mut frame = Frame { moved: Some(to.href.clone()), ..around.frame() };
    frame.share.retain(|one| one.property != "og:url");
    frame.share.extend(canonical.clone().map(|content| Property { property: "og:url", content }));
    frame.canonical = canonical;
    Some(MovedView { frame, title, to })
}

/// The page for an address that does not exist.
pub(crate) fn not_found(context: &Context<'_>) -> NotFoundView {
    let orgs = &context.site.portal().orgs;
    let around = Around {
        org: OrgId::ROOT,
        title: context.say(keys::NO_PAGE, &[]),
        here: String::new(),
        crumbs: Vec::new(),
        nav: "",
        depends_on_today: false,
        meta: Vec::new(),
        context,
    };
    let mut frame = Frame { canonical: None, ..around.frame() };
    frame.share.retain(|one| one.property != "og:url");
    NotFoundView { frame, units: orgs.root().children.iter().map(|id| context.org_link(*id)).collect() }
}
