//! Folders and names of which addresses are made.

use crate::base::part::Part;
use crate::base::path::SitePath;
use crate::model::generated::{INDEX, KINDS, SECTIONS};
use crate::model::id::SlotName;
use crate::model::org::OrgId;
use crate::model::record::Shape;
use crate::plan::scope::Scope;
use crate::publish::Public;
use crate::publish::index::SeriesKey;

/// The folder of a unit in one of the trees beside that of pages.
pub(super) fn unit(public: &Public, beside: impl Part, org: OrgId) -> SitePath {
    SitePath::root().join(beside).join(&public.portal().orgs.get(org).path)
}

/// The page of a unit.
pub(super) fn home(public: &Public, org: OrgId) -> SitePath {
    unit(public, "", org).join((INDEX, ".html"))
}

/// The folder of the pages of a list.
pub(super) fn folder(public: &Public, scope: &Scope) -> SitePath {
    match scope {
        Scope::OrgKind(org, kind) => unit(public, "", *org).join(kind),
        Scope::Folder(path) => path.clone(),
        Scope::Kind(kind) => SitePath::root().join(KINDS).join(kind),
        Scope::Section(section) => SitePath::root().join(SECTIONS).join(section),
    }
}

/// The form of a league, or the kind if there is none, with the series where there is one.
pub(super) fn league<'a>(public: &Public, key: &'a SeriesKey) -> impl Part + use<'a> {
    let form = key.shape.form.as_ref();
    let series = key.series.as_ref().map(|series| ("-", series));
    (form, form.is_none().then_some(&key.shape.kind), series, slot(public, (&key.shape, &key.slot)))
}

/// The slot behind a name, unless it is the kind's first.
pub(super) fn slot<'a>(public: &Public, (shape, slot): (&Shape, &'a SlotName)) -> impl Part + use<'a> {
    let first = public.portal().kinds[&shape.kind].slots.first();
    first.is_none_or(|first| first.name != *slot).then_some(("-", slot))
}
