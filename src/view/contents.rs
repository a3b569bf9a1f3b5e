//! What the site has, for people: the map of all of it, and the pages of addresses that only group.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::base::texts::Key;
use crate::model::org::OrgId;
use crate::model::record::Shape;
use crate::plan::{Contents, Page};
use crate::view::frame::{Around, Frame, about_links};
use crate::view::home::{SectionGroup, UnitGroup, sections, unit_groups};
use crate::view::parts::Link;
use crate::view::tags::{self, Sort};
use crate::view::{Context, keys};

/// A page of contents; what it does not list is empty.
#[derive(Clone, Debug, Serialize)]
pub struct ContentsView {
    /// Around the page.
    pub frame: Frame,
    /// The heading of the page.
    pub title: String,
    /// Pages of their own: of the map what is on public view, what is owed, tables that compare.
    pub boards: Vec<Link>,
    /// The units, with theirs.
    pub units: Vec<UnitGroup>,
    /// The sections with their kinds.
    pub sections: Vec<SectionGroup>,
    /// The fixed pages.
    pub pages: Vec<Link>,
}

/// A page of contents.
pub(crate) fn view(context: &Context<'_>, of: Contents) -> ContentsView {
    let root = |title: Key| empty(context, OrgId::ROOT, context.say(title, &[]));
    match of {
        Contents::Site => ContentsView {
            boards: boards(context),
            units: unit_groups(context, OrgId::ROOT),
            sections: sections(context),
            pages: about_links(context),
            ..root(keys::MAP)
        },
        Contents::Kinds | Contents::Sections => ContentsView { sections: sections(context), ..root(keys::BY_SECTION) },
        Contents::About => ContentsView { boards: about_links(context), ..root(keys::ABOUT_SITE) },
        Contents::Sums(org) => {
            let title = context.say(keys::UNIT_FORM, &[context.org_name(org), &context.say(keys::SUMS, &[])]);
            ContentsView { boards: sums(context, org), ..empty(context, org, title) }
        }
    }
}

/// A page that lists nothing yet.
fn empty(context: &Context<'_>, org: OrgId, title: String) -> ContentsView {
    let around = Around {
        org,
        title: title.clone(),
        here: title.clone(),
        crumbs: Vec::new(),
        nav: "",
        depends_on_today: false,
        meta: tags::of_column(context, Sort::Guide, Some(title.clone())),
        context,
    };
    ContentsView {
        boards: Vec::new(),
        units: Vec::new(),
        sections: Vec::new(),
        pages: Vec::new(),
        title,
        frame: around.frame(),
    }
}

/// What the totals of a unit are made of, then the same of the units right below.
fn sums(context: &Context<'_>, org: OrgId) -> Vec<Link> {
    let portal = context.site.portal();
    let slots = context.site.rollups.get(&org).into_iter().flat_map(|rollup| rollup.slots.keys());
    let shapes: BTreeSet<&Shape> = slots.map(|key| &key.shape).collect();
    let own = shapes.into_iter().filter_map(|shape| {
        let href = context.link(&Page::Sums(org, shape.clone()))?;
        Some(Link { title: context.label(portal.called(shape)), href })
    });
    let below = portal.orgs.get(org).children.iter().filter_map(|child| {
        let href = context.link(&Page::Contents(Contents::Sums(*child)))?;
        Some(Link { title: context.org_name(*child).to_owned(), href })
    });
    own.chain(below).collect()
}

fn boards(context: &Context<'_>) -> Vec<Link> {
    let all = [
        (keys::HOME, Page::Org(OrgId::ROOT)),
        (keys::ON_VIEW, Page::Windows(OrgId::ROOT)),
        (keys::PROGRESS, Page::Coverage(OrgId::ROOT)),
        (keys::COMPARED, Page::Leagues(OrgId::ROOT)),
    ];
    let found = all.into_iter().filter_map(|(key, page)| Some((key, context.link(&page)?)));
    found.map(|(key, href)| Link { title: context.say(key, &[]), href }).collect()
}
