//! What may be seen: drops what is not public yet, no longer, or not at all, and masks cells.
//!
//! The answer is a [`Public`], and every later phase takes nothing else, so that none of them can leak what was
//! dropped here. What the public may know of other records is kept as a [`Hidden`]: unit, kind, item, and where
//! the record allows it its summaries, but neither title nor date nor address. What a record keeps whose list is too
//! short to be told is decided in [`small`].

pub mod small;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::name::Name;
use crate::base::path::SitePath;
use crate::base::period::Period;
use crate::base::source::{Span, Veil};
use crate::blocks::Block;
use crate::model::Portal;
use crate::model::calendar::Calendar;
use crate::model::page::Body;
use crate::model::record::{Audience, Disclose, Record, SignOff, Status};
use crate::publish::small::{Held, Short};

/// A portal as the public may see it on a day.
#[derive(Clone, Debug)]
pub struct Public {
    portal: Portal,
    /// Records of which only existence or counts are public.
    pub hidden: Vec<Hidden>,
    /// Versions of a record, oldest first, by the id of each.
    pub versions: BTreeMap<SitePath, Arc<[SitePath]>>,
    /// Records that follow up another one, in the order of their days, by the id of its newest version.
    pub followers: BTreeMap<SitePath, Vec<SitePath>>,
    /// Blocks that only rise, by the id of their record.
    pub held: BTreeMap<SitePath, Held>,
    /// Ids of the records whose blocks stand on their page and nowhere else, as their list is short.
    page_only: BTreeSet<SitePath>,
    /// Files of records that wait for more than a year, which tell nothing but their name.
    pub far_ahead: Vec<Span>,
    /// The next day on which something changes state, if any is known.
    pub next_change: Option<Date>,
}

/// What the public may know of a record that is not public.
#[derive(Clone, Debug)]
pub struct Hidden {
    /// Path of its organisation.
    pub org: SitePath,
    /// Its kind.
    pub kind: Name,
    /// Its form.
    pub form: Option<Name>,
    /// Items of the catalogue that it meets.
    pub items: Vec<Arc<str>>,
    /// The year it belongs to.
    pub year: i16,
    /// The day that orders it among its like.
    pub day: Date,
    /// The time that it covers.
    pub period: Option<Period>,
    /// Its day of publication, which decides whether it was late, and is never shown.
    pub published: Date,
    /// Whether nothing stands in it.
    pub is_empty: bool,
    /// Its blocks, where its counts may rise.
    pub slots: Vec<(Name, Block)>,
}

impl Public {
    /// The portal, of which everything may be shown.
    pub fn portal(&self) -> &Portal {
        &self.portal
    }

    /// Whether the block of `record` may stand on other pages and in data files too.
    pub fn is_told_elsewhere(&self, record: &Record, block: &Block) -> bool {
        small::stays(block) || !self.page_only.contains(&record.id)
    }

    /// Whether a later version corrects the record.
    pub fn is_superseded(&self, record: &Record) -> bool {
        self.versions.get(&record.id).is_some_and(|all| all.last() != Some(&record.id))
    }

    /// The id of the newest version of a record.
    pub fn newest<'a>(&'a self, record: &'a Record) -> &'a SitePath {
        self.versions.get(&record.id).and_then(|all| all.last()).unwrap_or(&record.id)
    }

    /// Records whose newest version counts: neither superseded nor withdrawn.
    pub fn current(&self) -> impl Iterator<Item = &Arc<Record>> {
        let records = self.portal.records.iter();
        records.filter(|record| record.status == Status::Published && !self.is_superseded(record))
    }
}

/// The part of `portal` that may be seen on `today`.
pub fn publish(portal: &Portal, today: Date) -> Public {
    let (mut records, mut hidden, mut far_ahead) = (Vec::new(), Vec::new(), Vec::new());
    let (mut held, mut page_only) = (BTreeMap::new(), BTreeSet::new());
    let mut changes: BTreeSet<Date> = BTreeSet::new();
    for record in &portal.records {
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
            if record.status == Status::Published && record.slots.iter().any(|(_, block)| small::is_small(block)) {
                let short = Short::of(record, today);
                page_only.extend(Some(record.id.clone()).filter(|_| short.is_page_only));
                held.insert(record.id.clone(), short.held);
                records.push(short.record);
            } else {
                records.push(public(record));
            }
        } else if record.disclose != Disclose::Nothing && record.status == Status::Published {
            hidden.push(hide(portal, record));
        }
    }
    for (id, org) in portal.orgs.iter() {
        let bodies = org.bodies.iter().map(|body| &body.days);
        for days in bodies.chain(org.relations.iter().map(|relation| &relation.days)) {
            changes.extend(days.since().into_iter().chain(days.until().map(|until| until.plus(1))));
        }
        changes.extend(portal.orgs.life(id).end.map(|end| end.plus(1)));
    }
    let next_change = changes.into_iter().find(|day| *day > today);
    let versions = versions(&records);
    let portal = Portal { records, broken: portal.broken.clone(), ..portal.clone() };
    let followers = BTreeMap::new();
    let public = Public { portal, hidden, versions, held, page_only, followers, far_ahead, next_change };
    Public { followers: self::followers(&public), ..public }
}

/// Who follows up whom, of the records that count.
fn followers(public: &Public) -> BTreeMap<SitePath, Vec<SitePath>> {
    let mut followers: BTreeMap<SitePath, Vec<(Date, SitePath)>> = BTreeMap::new();
    for record in public.current() {
        for text in &record.follows {
            let Some(followed) = public.portal.refer(record, &text.value) else { continue };
            followers.entry(public.newest(followed).clone()).or_default().push((record.published, record.id.clone()));
        }
    }
    let ordered = followers.into_iter().map(|(id, mut own)| {
        own.sort();
        own.dedup();
        (id, own.into_iter().map(|(_, id)| id).collect())
    });
    ordered.collect()
}

/// The record as the public may see it, whose lists may be told.
fn public(record: &Arc<Record>) -> Arc<Record> {
    if record.status == Status::Withdrawn {
        return Arc::new(Record {
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

fn hide(portal: &Portal, record: &Record) -> Hidden {
    let counts = record.disclose == Disclose::Counts;
    Hidden {
        org: record.org.clone(),
        kind: record.kind.clone(),
        form: record.form.clone(),
        items: record.catalogue.iter().map(|item| item.value.clone()).collect(),
        year: record.year(),
        day: record.day(),
        period: record.period,
        published: record.published,
        is_empty: record.is_empty,
        slots: if counts { small::counted(portal, record) } else { Vec::new() },
    }
}

/// Days on which the state of a record changes.
fn next_days(record: &Record, calendar: &Calendar, changes: &mut BTreeSet<Date>) {
    let working = |from, count| calendar.working_days_after(from, count).ok();
    for (_, block) in &record.slots {
        if let Block::Procedure(procedure) = block {
            changes.extend(procedure.turns(&working));
        }
    }
    if let Some(window) = &record.window {
        changes.extend(window.days_of_change());
    }
    changes.extend(record.effective);
    changes.extend(record.until.map(|until| until.plus(1)));
    for (_, block) in &record.slots {
        if let Block::Scorecard(card) = block {
            changes.extend(card.last_days().map(|until| until.plus(1)));
        }
    }
}

/// Chains of versions. A record that corrects one that is not public stands alone; of two that correct the same one,
/// the later counts; a circle is cut.
fn versions(records: &[Arc<Record>]) -> BTreeMap<SitePath, Arc<[SitePath]>> {
    let by_id: BTreeMap<&str, &Arc<Record>> = records.iter().map(|record| (&*record.id, record)).collect();
    let mut next: BTreeMap<&str, &Arc<Record>> = BTreeMap::new();
    for record in records {
        let Some(before) = record.supersedes.as_ref().and_then(|id| by_id.get(&*id.value)) else { continue };
        let own = next.entry(&before.id).or_insert(record);
        if (own.published, &own.id) < (record.published, &record.id) {
            *own = record;
        }
    }
    let is_first = |record: &Arc<Record>| {
        let before = record.supersedes.as_ref().and_then(|id| by_id.get(&*id.value));
        before.is_none_or(|before| next.get(&*before.id).is_none_or(|own| own.id != record.id))
    };
    let mut versions = BTreeMap::new();
    for first in records.iter().filter(|record| next.contains_key(&*record.id) && is_first(record)) {
        let mut chain = vec![first.id.clone()];
        let mut seen: BTreeSet<&str> = BTreeSet::from([&*first.id]);
        while let Some(record) = chain.last().and_then(|id| next.get(&**id)).filter(|one| seen.insert(&one.id)) {
            chain.push(record.id.clone());
        }
        let chain: Arc<[SitePath]> = chain.into();
        for id in chain.iter() {
            versions.insert(id.clone(), chain.clone());
        }
    }
    versions
}
