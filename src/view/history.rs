//! What happened to an organisation and what ties it to others: told at both sides, each in its own words.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::model::change::Change;
use crate::model::org::{Event, OrgId};
use crate::model::relation::{Relation, Tie};
use crate::view::Context;
use crate::view::link::Href;

/// Something that happened to an organisation.
#[derive(Clone, Debug, Serialize)]
pub struct EventView {
    /// The day of the change.
    pub date: Date,
    /// Text key of the theme: `founded`, `renamed`, `merged` …, told by the other side `merged_into` …
    pub name: &'static str,
    /// What or who: names, with links where they are organisations of the portal.
    pub subjects: Vec<Subject>,
    /// A word of explanation.
    pub note: Option<Arc<str>>,
}

/// Whom an event or a relation concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Subject {
    /// The other unit, as it is called.
    pub title: String,
    /// Page, if it has one.
    pub href: Option<Href>,
}

/// Relations of one sort.
#[derive(Clone, Debug, Serialize)]
pub struct RelationGroup {
    /// Text key of the theme: `paired_with`, `formed_by`, `takes_part_in`, `supervised_by`, `supervises`, `body_of`.
    pub name: &'static str,
    /// The relations, those that have ended behind the others.
    pub relations: Vec<RelationView>,
}

/// A relation as one side sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RelationView {
    /// The other side.
    pub subjects: Vec<Subject>,
    /// First day.
    pub since: Option<Date>,
    /// Last day, if it is over or will be.
    pub until: Option<Date>,
    /// What follows from it.
    pub duty: Option<Arc<str>>,
    /// Whether it is over.
    pub is_ended: bool,
}

/// What happened to `id`, oldest first, whoever has written it.
pub(crate) fn events(context: &Context<'_>, id: OrgId) -> Vec<EventView> {
    let orgs = &context.site.portal().orgs;
    let own = orgs.get(id).events.iter().map(|event| {
        let subjects = event.subjects.iter().map(|subject| subject_view(context, subject)).collect();
        view(event, event.change.name(), subjects)
    });
    let others = orgs.mentioned(id).map(|(other, event)| view(event, told_by(event.change), vec![org(context, other)]));
    let mut events: Vec<EventView> = own.chain(others).collect();
    events.sort_by_key(|event| event.date);
    events
}

fn view(event: &Event, name: &'static str, subjects: Vec<Subject>) -> EventView {
    EventView { date: event.date, name, subjects, note: event.note.clone() }
}

/// The text key of a change at an organisation that it names.
fn told_by(change: Change) -> &'static str {
    match change {
        Change::Founded => "founded_from",
        Change::Renamed => "renamed_to",
        Change::Upgraded => "upgraded_to",
        Change::Merged => "merged_into",
        Change::Split => "split_from",
        Change::Converted => "converted_to",
        Change::Dissolved => "succeeds",
    }
}

/// The relations of `id`, stated by it or by the other side.
pub(crate) fn relations(context: &Context<'_>, id: OrgId) -> Vec<RelationGroup> {
    let orgs = &context.site.portal().orgs;
    let mut groups: BTreeMap<(Tie, bool), Vec<RelationView>> = BTreeMap::new();
    for relation in &orgs.get(id).relations {
        let others: Vec<_> = relation.subjects.iter().filter_map(|one| orgs.subject(&one.value)).collect();
        let all = others.len() == relation.subjects.len();
        let is_ended = is_over(context, relation, id) || (all && others.iter().all(|other| is_gone(context, *other)));
        let subjects = relation.subjects.iter().map(|one| subject_view(context, &one.value)).collect();
        groups.entry((relation.tie, false)).or_default().push(relation_view(relation, subjects, is_ended));
    }
    for (other, relation) in orgs.related(id) {
        let is_ended = is_over(context, relation, id) || is_gone(context, other);
        let view = relation_view(relation, vec![org(context, other)], is_ended);
        let is_inverse = relation.tie != Tie::Paired;
        let own = groups.entry((relation.tie, is_inverse)).or_default();
        if !own.iter().any(|known| known.since == view.since && known.subjects.contains(&view.subjects[0])) {
            own.push(view);
        }
    }
    let named = groups.into_iter().map(|((tie, is_inverse), mut relations)| {
        relations.sort_by_key(|one| (one.is_ended, one.since));
        RelationGroup { name: if is_inverse { tie.inverse() } else { tie.word() }, relations }
    });
    named.chain(body_of(context, id)).collect()
}

/// The units that have this organisation as one of their bodies.
fn body_of(context: &Context<'_>, id: OrgId) -> Option<RelationGroup> {
    let today = context.site.today;
    let relations = context.site.portal().orgs.body_of(id).map(|(other, body)| RelationView {
        subjects: vec![org(context, other)],
        since: body.days.since(),
        until: body.days.until(),
        duty: Some(body.name.value.clone()),
        is_ended: body.days.until().is_some_and(|until| until < today) || is_gone(context, other),
    });
    let relations: Vec<_> = relations.collect();
    (!relations.is_empty()).then_some(RelationGroup { name: "body_of", relations })
}

fn relation_view(relation: &Relation, subjects: Vec<Subject>, is_ended: bool) -> RelationView {
    let (since, until, duty) = (relation.days.since(), relation.days.until(), relation.duty.clone());
    RelationView { subjects, since, until, duty, is_ended }
}

fn is_over(context: &Context<'_>, relation: &Relation, own: OrgId) -> bool {
    relation.days.until().is_some_and(|until| until < context.site.today) || is_gone(context, own)
}

fn is_gone(context: &Context<'_>, id: OrgId) -> bool {
    context.site.portal().orgs.life(id).end.is_some_and(|end| end < context.site.today)
}

fn org(context: &Context<'_>, id: OrgId) -> Subject {
    let link = context.org_link(id);
    Subject { title: link.title, href: Some(link.href) }
}

fn subject_view(context: &Context<'_>, subject: &str) -> Subject {
    match context.site.portal().orgs.subject(subject) {
        Some(id) => org(context, id),
        None => Subject { title: subject.to_owned(), href: None },
    }
}
