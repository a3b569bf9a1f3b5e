//! The many records of a unit by kind, with the newest of each and how many every year has.

use serde::Serialize;

use crate::model::catalogue::Obligation;
use crate::model::kind::Kind;
use crate::model::org::OrgId;
use crate::plan::{Leaf, Page, Scope};
use crate::publish::index::Place;
use crate::view::Context;
use crate::view::link::Href;
use crate::view::parts::{Counted, Item, item};

/// Many records of a kind.
#[derive(Clone, Debug, Serialize)]
pub struct KindGroup {
    /// The kind, leading to the list of its records.
    pub kind: Counted,
    /// Its years, newest first.
    pub years: Vec<YearCount>,
    /// The newest record.
    pub newest: Vec<Item>,
}

/// How many records a year has.
#[derive(Clone, Debug, Serialize)]
pub struct YearCount {
    /// The year.
    pub title: String,
    /// The list of its records, where the kind has one a year.
    pub href: Option<Href>,
    /// How many.
    pub count: usize,
}

/// Many records under their kinds.
pub(super) fn by_kind(context: &Context<'_>, id: OrgId) -> Vec<KindGroup> {
    let year = |place: &Place| context.site.record(*place).published.year();
    let groups = kinds(context, id).into_iter().map(|(scope, kind)| {
        let places = context.site.plan.records(&scope);
        let years = places.chunk_by(|a, b| year(a) == year(b)).filter_map(|places| {
            let year = year(places.first()?);
            let href = context.link(&Page::Listing(scope.clone(), Leaf::Year { year, number: 1 }));
            Some(YearCount { title: context.year(year), href, count: places.len() })
        });
        let newest = places.first().map(|place| item(context, *place, false));
        KindGroup { kind, years: years.collect(), newest: newest.into_iter().collect() }
    });
    groups.collect()
}

/// Its kinds, each with its list: first those that are owed, in the order of the catalogue, so that accounts stand
/// before what merely happens often.
pub(super) fn kinds(context: &Context<'_>, id: OrgId) -> Vec<(Scope, Counted)> {
    let portal = context.site.portal();
    let owed = |kind: &Kind| {
        let named = |own: &Obligation| own.kind.as_ref().is_some_and(|name| *name.value == *kind.name);
        portal.catalogue.iter().position(named).unwrap_or(usize::MAX)
    };
    let mut kinds: Vec<&Kind> = portal.kinds.values().collect();
    kinds.sort_by_key(|kind| owed(kind));
    let found = kinds.into_iter().filter_map(|kind| {
        let scope = Scope::OrgKind(id, kind.name.clone());
        let count = context.site.plan.records(&scope).len();
        let href = context.link(&Page::list(scope.clone()))?;
        Some((scope, Counted { title: context.label(&kind.label), href, count }))
    });
    found.collect()
}
