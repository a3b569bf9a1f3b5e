//! What the page in view is of: which messages concern it, and what its unit owes soon.

use crate::base::diag::Severity;
use crate::coverage::{Duty, State, cover_until};
use crate::load::CONTENT;
use crate::model::org::OrgId;
use crate::plan::{Page, Plan, Planned};
use crate::serve::hidden;
use crate::serve::reload::Snapshot;

/// So many days ahead a page is told what falls due.
pub(super) const AHEAD: i64 = 30;

/// What stands at a path: a file, or the index of a folder.
pub(super) fn find<'a>(plan: &'a Plan, path: &str) -> Option<&'a Planned> {
    if path.is_empty() || path.ends_with('/') { plan.get(&format!("{path}index.html")) } else { plan.get(path) }
}

/// What a page is of.
pub(super) struct InView {
    /// The unit.
    pub(super) unit: OrgId,
    /// The path of the record under `content/`, without extension.
    pub(super) record: Option<String>,
}

impl InView {
    /// Of a page of the site or of a record that has none, by its path in the site.
    pub(super) fn of(snapshot: &Snapshot, path: &str) -> Self {
        let site = &snapshot.site;
        if let Some(file) = find(&site.plan, path) {
            if let Page::Record { place, .. } = &file.page {
                let seen = site.public.records.get(*place);
                return Self { unit: seen.org, record: Some(seen.id.to_string()) };
            }
            return Self { unit: unit_of(snapshot, site.plan.at(&file.page)), record: None };
        }
        let hidden = hidden::of_path(snapshot, path).map(|record| record.id.to_string());
        let record = hidden.unwrap_or_else(|| path.strip_suffix(".html").unwrap_or(path).to_owned());
        Self { unit: unit_of(snapshot, &record), record: Some(record) }
    }

    /// Whether a file under the portal's root belongs to it: the record with what lies beside it; without a record what
    /// belongs to the unit.
    pub(super) fn has(&self, snapshot: &Snapshot, file: &str) -> bool {
        let Some(inside) = file.strip_prefix(CONTENT).and_then(|file| file.strip_prefix('/')) else { return false };
        match &self.record {
            Some(record) => inside.strip_prefix(&**record).is_some_and(|rest| rest.starts_with(['.', '/'])),
            None if self.unit == OrgId::ROOT => false,
            None => {
                let unit = &snapshot.portal.content.orgs.get(self.unit).path;
                inside.strip_prefix(&**unit).is_some_and(|rest| rest.starts_with('/'))
            }
        }
    }

    /// Whether its record cannot be read, so that there is no page of it.
    pub(super) fn is_broken(&self, snapshot: &Snapshot) -> bool {
        let is_error = |severity| severity == Severity::Error;
        self.record.is_some()
            && snapshot.problems.iter().any(|one| is_error(one.severity) && self.has(snapshot, &one.span.file))
    }

    /// What its unit and those below it owe and have not published, or owe within [`AHEAD`] days; the first to fall due first.
    pub(super) fn duties(&self, snapshot: &Snapshot) -> Vec<Duty> {
        let site = &snapshot.site;
        let last = site.today.plus(AHEAD);
        let coverage = cover_until(&site.public, site.today, last);
        let units = std::iter::once(self.unit).chain(site.portal().orgs.below(self.unit));
        let is_open = |duty: &&Duty| match duty.state {
            State::Missing => true,
            State::Due => duty.deadline <= last,
            State::Met | State::Late => false,
        };
        let mut duties: Vec<Duty> = units.flat_map(|unit| coverage.of(unit)).filter(is_open).cloned().collect();
        duties.sort_by_key(|duty| (duty.deadline, duty.org, duty.item));
        duties
    }
}

/// The unit in whose folder something lies.
fn unit_of(snapshot: &Snapshot, path: &str) -> OrgId {
    let orgs = &snapshot.portal.content.orgs;
    let mut folder = path;
    while let Some((above, _)) = folder.rsplit_once('/') {
        if let Some(unit) = orgs.find(above) {
            return unit;
        }
        folder = above;
    }
    OrgId::ROOT
}
