//! What could not be read. What follows from it is not told: its own errors are.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use crate::base::date::Date;
use crate::base::name::Name;
use crate::base::path::{last, resolve, strip_page};
use crate::load::CONTENT;
use crate::model::Broken;
use crate::model::id::KindName;
use crate::model::org::OrgId;
use crate::model::record::Record;
use crate::site::Site;

/// Records and files with errors.
pub(super) struct Unread<'a> {
    site: &'a Site,
    ids: BTreeSet<&'a str>,
    /// By unit and kind, which may be unknown.
    units: BTreeMap<(OrgId, Option<&'a KindName>), Days>,
}

/// Days on which records were published.
#[derive(Default)]
struct Days {
    known: BTreeSet<Date>,
    has_unknown: bool,
}

impl<'a> Unread<'a> {
    /// Of a site.
    pub(super) fn of(site: &'a Site) -> Self {
        let portal = site.portal();
        let mut units: BTreeMap<_, Days> = BTreeMap::new();
        for one in &site.public.broken {
            let days = units.entry((portal.orgs.owner(&one.id), one.kind.as_ref())).or_default();
            days.known.extend(one.published);
            days.has_unknown |= one.published.is_none();
        }
        Self { site, ids: site.public.broken.iter().map(|one| &*one.id).collect(), units }
    }

    /// Whether what `record` calls `written` is there and could not be read.
    pub(super) fn is_named(&self, record: &Record, written: &str) -> bool {
        resolve(record.id.folder(), written).is_some_and(|path| self.is_at(&path))
    }

    /// Whether a path below `content/` is that of a record or page that could not be read, or of an attachment of one.
    pub(super) fn is_at(&self, path: &str) -> bool {
        let stem = strip_page(path);
        let mut folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        // Rows or attachments that are left without their record.
        let is_orphaned = || ["csv", "xlsx"].iter().any(|end| self.is_faulty(&format!("{stem}.{end}")));
        let is_left = || begins_with_date(stem) && self.has_faulty_within(stem);
        self.ids.contains(stem)
            || self.is_faulty(path)
            || is_orphaned()
            || is_left()
            || folders.any(|folder| self.ids.contains(folder))
    }

    /// Whether a file below `content/` has an error.
    pub(super) fn is_faulty(&self, path: &str) -> bool {
        self.site.public.faulty.contains(&*format!("{CONTENT}/{path}"))
    }

    /// Whether a file in a folder below `content/` has an error.
    fn has_faulty_within(&self, folder: &str) -> bool {
        let folder = format!("{CONTENT}/{folder}/");
        self.site.public.faulty.iter().any(|file| file.starts_with(&folder))
    }

    /// Whether the settings of a unit have an error.
    pub(super) fn is_unit_faulty(&self) -> bool {
        self.site.public.faulty.iter().any(|file| file.ends_with("/org.yaml"))
    }

    /// Whether anything has an error.
    pub(super) fn is_any(&self) -> bool {
        !self.site.public.faulty.is_empty()
    }

    /// Whether a record that could not be read may belong to a section.
    pub(super) fn may_be_in(&self, section: &Name, since: Option<Date>) -> bool {
        self.any(since, |one| {
            let of_kind = |kind: &KindName| self.site.portal().kinds.get(kind).map(|kind| &kind.section.value);
            let own = one.section.as_ref().or_else(|| one.kind.as_ref().and_then(of_kind));
            one.kind.is_none() || own.is_none_or(|own| own == section)
        })
    }

    /// Whether a record that could not be read may be of a kind.
    pub(super) fn may_be_of(&self, kind: &KindName, since: Option<Date>) -> bool {
        self.any(since, |one| one.kind.as_ref().is_none_or(|own| own == kind))
    }

    /// Whether a record that could not be read may have been published on `since` or later, and by today.
    pub(super) fn is_since(&self, since: Date) -> bool {
        self.any(Some(since), |_| true)
    }

    /// Whether a unit may have a record of a kind that could not be read.
    pub(super) fn may_have(&self, unit: OrgId, kind: Option<&str>) -> bool {
        let mut own = self.units.range((unit, None)..).take_while(|((own, _), _)| *own == unit);
        own.any(|((_, own), _)| own.is_none_or(|own| kind.is_some_and(|kind| **own == *kind)))
    }

    /// Whether it may have one of these days.
    pub(super) fn may_have_within(&self, unit: OrgId, kind: &KindName, days: RangeInclusive<Date>) -> bool {
        let own = [None, Some(kind)].map(|kind| self.units.get(&(unit, kind)));
        own.into_iter().flatten().any(|own| own.has_unknown || own.known.range(days.clone()).next().is_some())
    }

    fn any(&self, since: Option<Date>, is: impl Fn(&Broken) -> bool) -> bool {
        let is_since = |one: &Broken| match (one.published, since) {
            (Some(day), Some(since)) => since <= day && day <= self.site.today,
            (Some(day), None) => day <= self.site.today,
            (None, _) => true,
        };
        self.site.public.broken.iter().any(|one| is_since(one) && is(one))
    }
}

/// Whether the last part of a path begins as the name of a record usually does.
fn begins_with_date(path: &str) -> bool {
    let name = last(path);
    name.get(.."2025-07-10".len()).is_some_and(|day| Date::parse(day).is_some())
}
