//! Versions that held what must not be public. Whoever corrects or withdraws a record and says that it leaked takes the
//! content of every earlier version away, title included, at once: also while the correction waits for its day, is a
//! draft, or has errors.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::lang::Text;
use crate::base::names;
use crate::base::path::{folder, last};
use crate::base::source::Veil;
use crate::model::audience::Audience;
use crate::model::page::Body;
use crate::model::record::{Record, SignOff, Status};
use crate::model::{Broken, Content, Keeps, Portal};

/// What stands in the place of a title that may be what leaked.
const TITLE: Text = Text { zh: "内容已删除", en: "Content removed" };

/// The title of what leaked, in the first language of the portal.
pub(super) fn title(portal: &Portal) -> Arc<str> {
    let is_chinese = portal.config.languages.first().is_none_or(|language| language.starts_with("zh"));
    if is_chinese { TITLE.zh.into() } else { TITLE.en.into() }
}

/// The records, which stand in the order of their ids, without the content of versions that leaked.
pub(super) fn close(content: &Content, today: Date) -> Cow<'_, [Arc<Record>]> {
    let mut records = Cow::Borrowed(&content.records[..]);
    for (id, since) in leaks(content, today) {
        if let Ok(at) = records.binary_search_by(|record| (*record.id).cmp(id)) {
            let tombstone = tombstone(&content.portal, &records[at], since);
            records.to_mut()[at] = Arc::new(tombstone);
        }
    }
    records
}

/// Records with errors, of which nothing stays that leaked.
pub(super) fn broken(content: &Content, today: Date) -> Vec<Broken> {
    let leaks = leaks(content, today);
    let mut broken = content.broken.clone();
    broken.iter_mut().filter(|one| leaks.contains_key(&*one.id)).for_each(|one| one.keeps = Keeps::Nothing);
    broken
}

/// Ids of the versions that leaked, each with the day on which the public was told.
fn leaks(content: &Content, today: Date) -> BTreeMap<&str, Option<Date>> {
    let mut leaks = BTreeMap::new();
    let leaked = content.records.iter().filter(|record| record.is_leaked);
    let named = leaked.filter_map(|record| {
        let id = &*record.supersedes.as_ref()?.value;
        Some((meant(content, &record.id, id), told(record, today)))
    });
    let broken = content.broken.iter().filter(|one| one.is_leaked);
    let broken = broken.filter_map(|one| Some((meant(content, &one.id, one.before.as_ref()?), None)));
    for (id, day) in named.chain(broken).flat_map(|(ids, day)| ids.into_iter().map(move |id| (id, day))) {
        let mut next = Some(id);
        while let Some(id) = next.filter(|id| !leaks.contains_key(id)) {
            leaks.insert(id, day);
            next = before(content, id);
        }
    }
    leaks
}

/// A record as far as it is known.
struct Known<'a> {
    id: &'a str,
    kind: Option<&'a str>,
    is_leaked: bool,
}

/// The ids that a correction may mean by one of a version that leaked: that itself where it exists, else what it may be a slip
/// for, and where nothing is like it all records of its folder and kind. The correction has an error, and once that is mended
/// the others come back.
fn meant<'a>(content: &'a Content, by: &str, id: &'a str) -> Vec<&'a str> {
    let sound = content.records.iter();
    let sound = sound.map(|one| Known { id: &one.id, kind: Some(&*one.kind), is_leaked: one.is_leaked });
    let broken = content.broken.iter();
    let broken = broken.map(|one| Known { id: &one.id, kind: one.kind.as_deref(), is_leaked: one.is_leaked });
    let all: Vec<Known<'_>> = sound.chain(broken).collect();
    if id != by && all.iter().any(|one| one.id == id) {
        return vec![id];
    }
    let kind = all.iter().find(|one| one.id == by).and_then(|one| one.kind);
    let is_like = |one: &&Known<'_>| !one.is_leaked && (kind.is_none() || one.kind.is_none() || one.kind == kind);
    let within = |place: &str| -> Vec<&'a str> {
        all.iter().filter(is_like).map(|one| one.id).filter(|own| folder(own) == place).collect()
    };
    let mut others = within(folder(id));
    if others.is_empty() {
        others = within(folder(by));
    }
    let near = names::nearest_record(last(id), others.iter().map(|own| last(own)));
    match near.and_then(|near| others.iter().find(|own| last(own) == near)) {
        Some(near) => vec![*near],
        None => others,
    }
}

/// The id of the version that the record corrects.
fn before<'a>(content: &'a Content, id: &str) -> Option<&'a str> {
    if let Some(record) = content.record(id) {
        return Some(&record.supersedes.as_ref()?.value);
    }
    content.broken.iter().find(|one| *one.id == *id)?.before.as_deref()
}

fn told(record: &Record, today: Date) -> Option<Date> {
    let is_public = record.audience == Audience::Public && record.status != Status::Draft;
    Some(record.published).filter(|day| is_public && *day <= today)
}

/// What stays of a version that leaked: whose it was, of what kind, and when it was published.
fn tombstone(portal: &Portal, record: &Record, since: Option<Date>) -> Record {
    Record {
        title: title(portal),
        formed: None,
        effective: None,
        until: since,
        series: None,
        sign_off: SignOff::default(),
        contact: None,
        status: if record.status == Status::Draft { Status::Draft } else { Status::Withdrawn },
        is_leaked: true,
        follows: Vec::new(),
        changes: None,
        reason: None,
        basis: Vec::new(),
        attachments: Vec::new(),
        language: None,
        window: None,
        names_until: None,
        accept: Vec::new(),
        plain: None,
        slots: Vec::new(),
        body: Body::default(),
        span: record.span.clone().veiled(Veil::Closed),
        ..record.clone()
    }
}
