//! One duty as a page shows it.

use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::coverage::{Duty, State};
use crate::model::org::OrgId;
use crate::plan::Page;
use crate::view::Context;
use crate::view::link::Href;
use crate::view::parts::{Link, org_name};

/// One duty.
#[derive(Clone, Debug, Serialize)]
pub struct DutyView {
    /// The unit.
    pub org: Link,
    /// The item.
    pub item: Link,
    /// The period, in standard form; empty where the item has none.
    pub period: String,
    /// Last day in time.
    pub deadline: Date,
    /// `met`, `late`, `missing`, `due`.
    pub state: State,
    /// Days past the deadline when it was published, or until today; none where only its existence is told.
    pub days: Option<i64>,
    /// When it was met, unless that is not public.
    pub published: Option<Date>,
    /// The record that meets it.
    pub record: Option<Href>,
    /// Who has none yet, of those of whom each must have one.
    pub lacking: Vec<Arc<str>>,
}

/// One duty as a page shows it.
pub(crate) fn duty_view(context: &Context<'_>, duty: &Duty) -> DutyView {
    DutyView {
        org: board_link(context, duty.org),
        item: item_link(context, duty.item),
        period: duty.period.to_string(),
        deadline: duty.deadline,
        state: duty.state,
        days: duty.days_late,
        published: duty.published,
        record: duty.record.map(|place| context.to(&Page::record(place))),
        lacking: duty.lacking.iter().map(|name| context.tongue.word(name)).collect(),
    }
}

/// A unit, leading to its board.
pub(super) fn board_link(context: &Context<'_>, org: OrgId) -> Link {
    Link { title: org_name(context, org), href: context.to(&Page::Coverage(org)) }
}

/// An item of the catalogue, leading to its board.
pub(super) fn item_link(context: &Context<'_>, item: usize) -> Link {
    let name = &context.site.portal().catalogue[item].name;
    Link { title: context.tongue.text(name).to_owned(), href: context.to(&Page::CoverageItem(item)) }
}
