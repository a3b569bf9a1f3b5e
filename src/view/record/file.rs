//! Files that go with a record: its attachments, and the data files that hold its rows.

use std::sync::Arc;

use serde::Serialize;

use crate::base::path::last;
use crate::model::record::{Attachment, Goes};
use crate::plan::{Output, Page};
use crate::publish::index::Seen;
use crate::view::downloads::{self, Download};
use crate::view::link::Href;
use crate::view::reference::file_link;
use crate::view::{Context, keys};

/// An attached file.
#[derive(Clone, Debug, Serialize)]
pub struct AttachmentView {
    /// The words of the link to the file.
    pub title: Arc<str>,
    /// Relative address; none if something in it must not be public.
    pub href: Option<Href>,
    /// Whether it is a copy without what its metadata tell.
    pub is_cleaned: bool,
    /// Its format: `PDF`.
    pub format: String,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 in hexadecimal.
    pub sha256: Arc<str>,
    /// What it says, for who cannot read it.
    pub text: Option<Arc<str>>,
}

pub(super) fn attachment(context: &Context<'_>, attachment: &Attachment) -> AttachmentView {
    let end = last(&attachment.path).rsplit_once('.').map_or("", |(_, end)| end);
    AttachmentView {
        title: attachment.title.clone(),
        href: file_link(context, attachment),
        is_cleaned: attachment.goes == Goes::Cleaned,
        format: end.to_uppercase(),
        size: attachment.size,
        sha256: attachment.sha256.clone(),
        text: attachment.text.clone(),
    }
}

/// The data files that hold the rows of this record, with those of its like, and the record itself as data.
pub(super) fn downloads(context: &Context<'_>, record: &Seen) -> Vec<Download> {
    let keys = record.slots.iter().map(|(slot, _)| record.slot(slot));
    let twin = Download::plain(
        context,
        &Page::Output(Output::RecordData(record.place)),
        context.say(keys::THIS_RECORD, &[]),
        "JSON",
    );
    keys.filter_map(|key| downloads::rows(context, &key)).chain(twin).collect()
}
