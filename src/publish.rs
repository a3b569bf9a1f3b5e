//! What may be seen: drops what is not public yet, no longer, or not at all, and masks cells.
//!
//! The answer is a [`Public`], and every later phase takes nothing else, so that none of them can leak what was
//! dropped here. What the public may know of other records is kept as a [`Hidden`]: unit, kind, item, and where
//! the record allows it its summaries, but neither title nor date nor address. What a record keeps whose list is too
//! short to be told is decided in [`small`], what one takes from another in [`taken`]. Every record is resolved once: what it belongs to and
//! which version of it counts stands in the [`Index`], and no later phase looks it up by text.

pub mod changes;
mod down;
pub mod index;
mod leaked;
pub mod linkage;
pub mod names;
pub mod small;
pub mod taken;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::calendar::Calendar;
use crate::base::date::Date;
use crate::base::diag::Diagnostics;
use crate::base::path::SitePath;
use crate::base::period::Period;
use crate::base::source::{FileName, Span, Veil};
use crate::blocks::Block;
use crate::model::audience::Audience;
use crate::model::id::{ItemId, SeriesName, SlotName};
use crate::model::org::OrgId;
use crate::model::page::Body;
use crate::model::record::{Disclose, Record, Shape, SignOff, Status};
use crate::model::scopes::Scopes;
use crate::model::{Broken, Content, Portal};
use crate::publish::index::{Entry, Index};
use crate::publish::small::Short;

/// A portal as the public may see it on a day.
#[derive(Clone, Debug)]
pub struct Public {
    portal: Portal,
    /// The day.
    pub today: Date,
    /// Records that may be seen.
    pub records: Index,
    /// Records of which only existence or counts are public.
    pub hidden: Vec<Hidden>,
    /// Records that have errors, of which nothing is published anew.
    pub broken: Vec<Broken>,
    /// Files with errors.
    pub faulty: Arc<BTreeSet<FileName>>,
    /// Files of records that wait for more than a year, which tell nothing but their name.
    pub far_ahead: Vec<Span>,
    /// What public rows would tell together, and what was taken out of them for it.
    pub linked: Diagnostics,
    /// Attachments that were public and were taken down, to which texts may still lead.
    pub down: BTreeSet<SitePath>,
    /// The next day on which something changes state, if any is known.
    pub next_change: Option<Date>,
}

/// What the public may know of a record that is not public.
#[derive(Clone, Debug)]
pub struct Hidden {
    /// Its unit.
    pub org: OrgId,
    /// What it is of.
    pub shape: Shape,
    /// Items of the catalogue that it meets.
    pub items: Vec<ItemId>,
    /// The year it belongs to.
    pub year: i16,
    /// The day that orders it among its like.
    pub day: Date,
    /// The time that it covers.
    pub period: Option<Period>,
    /// Which of several series it continues.
    pub series: Option<SeriesName>,
    /// Of what its figures are.
    pub scopes: Scopes,
    /// Its day of publication, which decides whether it was late, and is never shown.
    pub published: Date,
    /// Whether nothing stands in it.
    pub is_empty: bool,
    /// The id of the record that it corrects, which counts no more where its own counts rise.
    pub corrects: Option<Arc<str>>,
    /// Its blocks, where its counts may rise.
    pub slots: Vec<(SlotName, Block)>,
}

impl Public {
    /// The portal, of which everything may be shown.
    pub fn portal(&self) -> &Portal {
        &self.portal
    }
}

/// The part of `content` that may be seen on `today`.
pub fn publish(content: &Content, today: Date) -> Public {
    let portal = &content.portal;
    let (mut entries, mut hidden, mut far_ahead) = (Vec::new(), Vec::new(), Vec::new());
    let mut changes: BTreeSet<Date> = BTreeSet::new();
    let records = leaked::close(content, today);
    let replaced = small::replaced(&records, today);
    for record in taken::settle(&records, today).iter() {
        if record.status == Status::Draft {
            continue;
        }
        if record.published > today {
            let far = Span::whole(&record.span.file).veiled(Veil::Closed);
            far_ahead.extend(Some(far).filter(|_| record.published > today.plus(366)));
            changes.extend(Some(record.published).filter(|_| record.audience == Audience::Public));
            continue;
        }
        if record.audience == Audience::Public {
            next_days(record, &portal.calendar, &mut changes);
            changes.extend(names::change(portal, record));
            entries.push(entry(portal, record, today));
        } else if record.disclose != Disclose::Nothing && record.status == Status::Published {
            hidden.push(hide(portal, record, replaced.contains(&*record.id)));
        }
    }
    for (id, org) in portal.orgs.iter() {
        let bodies = org.bodies.iter().map(|body| &body.days);
        for days in bodies.chain(org.relations.iter().map(|relation| &relation.days)) {
            changes.extend(days.since().into_iter().chain(days.until().map(|until| until.plus(1))));
        }
        changes.extend(portal.orgs.life(id).end.map(|end| end.plus(1)));
    }
    let down = down::taken_down(&content.records, &entries, today);
    let next_change = changes.into_iter().find(|day| *day > today);
    let mut records = Index::of(portal, entries);
    let linked = linkage::settle(portal, &mut records);
    let (broken, faulty) = (leaked::broken(content, today), content.faulty.clone());
    Public { portal: portal.clone(), today, records, hidden, broken, faulty, far_ahead, linked, down, next_change }
}

/// A record that may be seen, as far as it may.
fn entry(portal: &Portal, record: &Arc<Record>, today: Date) -> Entry {
    let (record, names) = names::settle(portal, record, today);
    if record.status == Status::Published && record.slots.iter().any(|(_, block)| block.is_small()) {
        let short = Short::of(&record, today);
        let (held, is_page_only) = (Some(short.held), short.is_page_only);
        return Entry { record: short.record, held, is_page_only, names: names.filter(|_| is_page_only) };
    }
    Entry { record: public(portal, &record), held: None, is_page_only: false, names }
}

/// The record as the public may see it, whose lists may be told.
fn public(portal: &Portal, record: &Arc<Record>) -> Arc<Record> {
    if record.status == Status::Withdrawn {
        return Arc::new(Record {
            title: if record.is_leaked { leaked::title(portal) } else { record.title.clone() },
            slots: Vec::new(),
            body: Body::default(),
            attachments: Vec::new(),
            window: None,
            plain: None,
            accept: Vec::new(),
            basis: Vec::new(),
            follows: Vec::new(),
            contact: None,
            changes: None,
            sign_off: SignOff { approver: record.sign_off.approver.clone(), ..SignOff::default() },
            ..(**record).clone()
        });
    }
    if !record.slots.iter().any(|(_, block)| block.has_masks()) {
        return record.clone();
    }
    let slots = record.slots.iter().map(|(slot, block)| (slot.clone(), block.clone().masked()));
    Arc::new(Record { slots: slots.collect(), ..(**record).clone() })
}

/// What may be known of a record that is not public. One that another corrects meets its obligation still, and its counts
/// are those of the other.
fn hide(portal: &Portal, record: &Record, is_replaced: bool) -> Hidden {
    let counts = record.disclose == Disclose::Counts && !is_replaced;
    Hidden {
        org: portal.orgs.owner(&record.org),
        shape: record.shape(),
        items: portal.items_of(record).map(|item| item.id.clone()).collect(),
        year: record.year(),
        day: record.day(),
        period: record.period,
        series: record.series.clone(),
        scopes: record.scopes.clone(),
        published: record.published,
        is_empty: record.is_empty,
        corrects: record.supersedes.as_ref().map(|before| before.value.clone()),
        slots: if counts { small::counted(portal, record) } else { Vec::new() },
    }
}

/// Days on which the state of a record changes.
fn next_days(record: &Record, calendar: &Calendar, changes: &mut BTreeSet<Date>) {
    for (_, block) in &record.slots {
        changes.extend(block.changes(calendar));
    }
    if let Some(window) = &record.window {
        changes.extend(window.days_of_change());
    }
    changes.extend(record.effective);
    changes.extend(record.until.map(|until| until.plus(1)));
}
