//! When a record changed last, and what changed, in a few words.

use serde::Serialize;

use crate::base::date::Date;
use crate::model::record::Status;
use crate::publish::changes::{self, Change, Event};
use crate::publish::index::Seen;
use crate::view::link::Href;
use crate::view::{Context, keys};

/// The last change of a record after its publication.
#[derive(Clone, Debug, Serialize)]
pub struct ChangedView {
    /// The day of it.
    pub date: Date,
    /// What changed, in a few words.
    pub text: String,
    /// Where the page says it in full.
    pub place: Href,
}

/// The last change of a record; `None` if there was none. Of a version that was corrected and of what was withdrawn, the
/// page says so first of all.
pub(crate) fn changed(context: &Context<'_>, record: &Seen) -> Option<ChangedView> {
    if record.is_superseded() || record.status == Status::Withdrawn {
        return None;
    }
    let change = changes::of(&context.site.public, record).pop()?;
    let place = match change.event {
        Event::Published | Event::Withdrawn => return None,
        Event::Corrected => "correction",
        Event::Turned(_) | Event::TakenDown => "window",
    };
    Some(ChangedView { date: change.day, text: words(context, change.event), place: Href::here(place) })
}

/// A change in a few words; nothing for the publication.
pub(crate) fn words(context: &Context<'_>, event: Event<'_>) -> String {
    match event {
        Event::Published => String::new(),
        Event::Corrected => context.say(keys::CHANGED_CORRECTED, &[]),
        Event::Turned(turn) => {
            let key = if event.is_restart() { keys::CHANGED_RESTARTED } else { keys::CHANGED_EXTENDED };
            context.say(key, &[&context.tongue.written().day(&turn.last.to_string())])
        }
        Event::TakenDown => context.say(keys::CHANGED_TAKEN_DOWN, &[]),
        Event::Withdrawn => context.say(keys::CHANGED_WITHDRAWN, &[]),
    }
}

/// What changed and why, in a sentence that needs no page around it; `None` for the publication.
pub(crate) fn sentence(context: &Context<'_>, change: &Change<'_>) -> Option<String> {
    let (record, reason) = (change.version, change.version.reason.as_deref());
    let removed = |key| record.is_leaked.then(|| context.say(key, &[]));
    let (why, is_dated) = match change.event {
        Event::Published => return None,
        Event::Corrected => {
            let own = record.changes.as_deref().or(reason).map(str::to_owned);
            (own.or_else(|| removed(keys::CORRECTION_LEAKED)), true)
        }
        Event::Turned(turn) => (Some(turn.reason.to_string()), true),
        Event::TakenDown => (None, true),
        Event::Withdrawn => {
            let own = reason.map(str::to_owned);
            (own.or_else(|| removed(keys::TOMBSTONE_LEAKED)), record.until.is_some() || !record.versions.is_empty())
        }
    };
    let mut what = words(context, change.event);
    if is_dated {
        let day = context.tongue.written().date(&change.day.to_string());
        what = context.say(keys::LAST_CHANGED, &[&day, &what]);
    }
    let what = capital(&what);
    let stop = context.say(keys::STOP, &[]);
    let ends = ['。', '！', '？', '.', '!', '?'];
    Some(match why.as_deref().map(|why| why.trim().trim_end_matches(ends)).filter(|why| !why.is_empty()) {
        Some(why) => format!("{}{stop}", context.say(keys::PAIR, &[&what, why])),
        None => format!("{what}{stop}"),
    })
}

/// What changed last in front of the title of a record, or the title alone where nothing did since it was published.
pub(crate) fn headline(context: &Context<'_>, record: &Seen, last: Option<&Change<'_>>) -> String {
    let happened = last.map(|change| capital(&words(context, change.event))).filter(|words| !words.is_empty());
    happened.map_or_else(|| record.title.to_string(), |what| context.say(keys::PAIR, &[&what, &record.title]))
}

/// The text as it begins a sentence.
fn capital(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or(String::new(), |first| first.to_uppercase().chain(signs).collect())
}
