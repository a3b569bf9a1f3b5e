//! What the text of a record leads to: other records, attachments, organisations.

use crate::base::path::{last, resolve};
use crate::model::record::{Attachment, Record};
use crate::plan::Page;
use crate::publish::index::Place;
use crate::view::Context;
use crate::view::link::Href;
use crate::view::parts::Link;

/// A link to a record, with its title.
pub(crate) fn link_to(context: &Context<'_>, place: Place) -> Link {
    Link { title: context.site.record(place).title.to_string(), href: context.to(&Page::record(place)) }
}

/// A link to an attachment, if it goes out.
pub(crate) fn file_link(context: &Context<'_>, attachment: &Attachment) -> Option<Href> {
    Page::file(attachment).map(|page| context.to(&page))
}

/// What a cell leads to: a path as in links, or the name of an attachment.
pub(crate) fn reference(context: &Context<'_>, record: &Record, text: &str) -> Option<Link> {
    let portal = context.site.portal();
    if let Some(file) = record.attachments.iter().find(|file| last(&file.path) == text) {
        return Some(Link { title: file.title.to_string(), href: file_link(context, file)? });
    }
    if !text.contains(['/', '.']) {
        return None;
    }
    if let Some(other) = context.site.refer(record, text) {
        return Some(link_to(context, other.place));
    }
    let org = portal.orgs.find(&resolve(record.id.folder(), text)?);
    org.filter(|_| text.starts_with('/')).map(|org| context.org_link(org))
}
