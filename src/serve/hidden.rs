//! Records that the public does not see: drafts, those of a later day, those for others.
//!
//! Each is shown at its own address, on a site of its own in which this one record is public. The site that everyone
//! else is shown is not touched by it.

use std::sync::{Arc, Mutex, PoisonError};

use crate::base::date::Date;
use crate::base::lang::{Lang, Text};
use crate::model::Content;
use crate::model::audience::Audience;
use crate::model::id::RecordId;
use crate::model::record::{Record, Status};
use crate::serve::reload::Snapshot;
use crate::site::Site;

/// Query of a page that shows what is being filled in.
pub(super) const TYPED: &str = "typed";

/// Why a record is not public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// It is a draft.
    Draft,
    /// Its day has not come.
    Future(Date),
    /// It is for others.
    Audience,
}

const DRAFT: Text = Text { zh: "草稿，只在预览中可见", en: "draft, visible in the preview only" };
const FUTURE: Text = Text { zh: "未到公开日期", en: "not published before" };
const AUDIENCE: Text = Text { zh: "不向社会公开", en: "not for the public" };

impl Why {
    /// In words.
    pub(super) fn text(self, lang: Lang) -> String {
        match self {
            Self::Draft => DRAFT.get(lang).to_owned(),
            Self::Future(day) => format!("{} {day}", FUTURE.get(lang)),
            Self::Audience => AUDIENCE.get(lang).to_owned(),
        }
    }
}

/// All records that are not public, with the reason.
pub(super) fn all(snapshot: &Snapshot) -> impl Iterator<Item = (&Arc<Record>, Why)> {
    let today = snapshot.site.today;
    snapshot.portal.content.records.iter().filter_map(move |record| Some((record, why(record, today)?)))
}

/// The record that the public does not see and that a path in the site belongs to.
pub(super) fn of_path<'s>(snapshot: &'s Snapshot, path: &str) -> Option<&'s Arc<Record>> {
    all(snapshot).map(|(record, _)| record).find(|record| owns(record, path))
}

/// The site that was made last for a record that is not public. Making one takes the memory and time of a load, so it
/// is made for one record at a time, and kept for the other requests of its page.
#[derive(Default)]
pub(super) struct Keeper(Mutex<Option<Kept>>);

struct Kept {
    number: u64,
    id: RecordId,
    site: Arc<Site>,
}

impl Keeper {
    /// A site in which the record that `path` belongs to is public. Waits while another one is being made.
    pub(super) fn site(&self, snapshot: &Snapshot, path: &str) -> Option<(Arc<Site>, Why)> {
        let (record, why) = all(snapshot).find(|(record, _)| owns(record, path))?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = kept.as_ref().filter(|kept| kept.number == snapshot.number && kept.id == record.id) {
            return Some((kept.site.clone(), why));
        }
        *kept = None;
        let site = Arc::new(site(snapshot, record));
        *kept = Some(Kept { number: snapshot.number, id: record.id.clone(), site: site.clone() });
        Some((site, why))
    }
}

/// A site in which `record` is public.
fn site(snapshot: &Snapshot, record: &Arc<Record>) -> Site {
    let today = snapshot.site.today;
    let portal = &snapshot.portal;
    portal.with_content(with_public(&portal.content, record, today)).site(today).into_site()
}

fn why(record: &Record, today: Date) -> Option<Why> {
    if record.status == Status::Draft {
        return Some(Why::Draft);
    }
    if record.audience != Audience::Public {
        return Some(Why::Audience);
    }
    (record.published > today).then_some(Why::Future(record.published))
}

/// Whether `path` is a page or an attachment of `record`.
fn owns(record: &Record, path: &str) -> bool {
    (1..=record.parts()).any(|part| *record.id.page(part) == *path)
        || record.attachments.iter().any(|attachment| &*attachment.path == path)
}

/// The content with this one record for everyone to see; a withdrawn one stays a tombstone.
pub(super) fn with_public(content: &Content, record: &Arc<Record>, today: Date) -> Content {
    let status = if record.status == Status::Draft { Status::Published } else { record.status };
    let published = record.published.min(today);
    let public = Arc::new(Record { status, published, audience: Audience::Public, ..(**record).clone() });
    let mut content = content.clone();
    if let Ok(at) = content.records.binary_search_by(|other| other.id.cmp(&record.id)) {
        content.records[at] = public;
    }
    content
}
