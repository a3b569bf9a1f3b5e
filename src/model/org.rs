//! Organisations and their tree.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, entries};
use crate::base::names;
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::model::config::Channel;
use crate::model::due::Tenure;

rules! {
    /// An event that does not say what happened.
    EVENT: Error "org/event-without-change" {
        zh: "这条沿革没有写发生了什么" => "加上其中一个：{known}",
        en: "this event does not say what happened" => "add one of: {known}",
        wrong: "- {date: 2019-07-01}", right: "- {date: 2019-07-01, merged: [/fengming/laozhai]}",
    }
}

/// Place of an organisation in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrgId(pub u32);

impl OrgId {
    /// The organisation at the top.
    pub const ROOT: Self = Self(0);
}

/// An organisation: what its `org.yaml` says.
#[derive(Clone, Debug)]
pub struct Org {
    /// Path of its folder under `content/`, empty for the root; also its address.
    pub path: Arc<str>,
    /// Name.
    pub name: Arc<str>,
    /// Name of its level.
    pub level: Arc<str>,
    /// Type: rural, community.
    pub org_type: Option<Arc<str>>,
    /// Day of its foundation.
    pub founded: Option<Date>,
    /// Twelve-digit area code.
    pub code: Option<Arc<str>>,
    /// Unified social credit code.
    pub credit_code: Option<Arc<str>>,
    /// Registered population.
    pub population: Option<u32>,
    /// What it says of itself.
    pub about: Option<Arc<str>>,
    /// Labelled facts.
    pub facts: Vec<(Arc<str>, Arc<str>)>,
    /// Contacts; those above where absent.
    pub contacts: Vec<Contact>,
    /// Where to complain; those above where absent.
    pub complaints: Vec<Channel>,
    /// What happened to it, oldest first.
    pub events: Vec<Event>,
    /// Its terms of office; those above, or of the portal, where absent.
    pub terms: Vec<Tenure>,
    /// Place among its siblings; by path where equal.
    pub sort: u32,
    /// Its `org.yaml`.
    pub span: Span,
    /// The organisation above.
    pub parent: Option<OrgId>,
    /// The organisations right below, in order.
    pub children: Vec<OrgId>,
}

/// Someone at an organisation.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Post.
    pub post: Arc<str>,
    /// Name, if it may be shown.
    pub name: Option<Arc<str>>,
    /// Duty telephone.
    pub phone: Option<Arc<str>>,
    /// Where.
    pub place: Option<Arc<str>>,
    /// When.
    pub hours: Option<Arc<str>>,
}

/// Something that happened to an organisation.
#[derive(Clone, Debug)]
pub struct Event {
    /// When.
    pub date: Date,
    /// What.
    pub change: Change,
    /// Whom it concerns: paths of organisations, or names.
    pub subjects: Vec<Arc<str>>,
    /// A word of explanation.
    pub note: Option<Arc<str>>,
    /// Where it was written.
    pub span: Span,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the format")]
pub enum Change {
    Founded,
    Renamed,
    Upgraded,
    Merged,
    Split,
    Converted,
    Dissolved,
}

impl Change {
    /// Every change by its key.
    pub const ALL: [(&'static str, Self); 7] = [
        ("founded", Self::Founded),
        ("renamed", Self::Renamed),
        ("upgraded", Self::Upgraded),
        ("merged", Self::Merged),
        ("split", Self::Split),
        ("converted", Self::Converted),
        ("dissolved", Self::Dissolved),
    ];

    /// The key.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, change)| *change == self).map_or("", |(name, _)| name)
    }
}

impl FromNode for Contact {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let post = fields.need("post", diags);
        let mut text = |name| fields.get(name, diags);
        let (name, phone, place, hours) = (text("name"), text("phone"), text("place"), text("hours"));
        fields.finish(diags);
        Some(Self { post: post?, name, phone, place, hours })
    }
}

impl FromNode for Event {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let date = fields.need("date", diags);
        let note = fields.get("note", diags);
        let mut found: Option<(Change, Vec<Arc<str>>)> = None;
        for (name, change) in Change::ALL {
            if let Some(node) = fields.node(name, diags) {
                found = Some((change, Vec::from_node(node, diags).unwrap_or_default()));
            }
        }
        fields.finish(diags);
        if found.is_none() {
            let known = Change::ALL.iter().map(|(name, _)| (*name, names::chinese(name).unwrap_or_default()));
            diags.push(Diagnostic::new(&EVENT, node.span.clone()).with_named("known", known));
        }
        let (change, subjects) = found?;
        Some(Self { date: date?, change, subjects, note, span: node.span.clone() })
    }
}

impl Org {
    /// Reads an `org.yaml` for the folder `path`.
    pub fn read(path: &Arc<str>, node: &Node, diags: &mut Diagnostics) -> Self {
        let mut fields = Fields::of(node, diags);
        let facts = fields.node("facts", diags).map_or(&[][..], |node| entries(node, diags));
        let facts = facts
            .iter()
            .filter_map(|(key, value)| Some((key.text.as_str().into(), FromNode::from_node(value, diags)?)));
        let facts = facts.collect();
        let name: Option<Arc<str>> = fields.need("name", diags);
        let level: Option<Arc<str>> = fields.need("level", diags);
        let mut events: Vec<Event> = fields.get("events", diags).unwrap_or_default();
        events.sort_by_key(|event| event.date);
        let org = Self {
            path: path.clone(),
            name: name.unwrap_or_else(|| path.clone()),
            level: level.unwrap_or_default(),
            org_type: fields.get("type", diags),
            founded: fields.get("founded", diags),
            code: fields.get("code", diags),
            credit_code: fields.get("credit-code", diags),
            population: fields.get("population", diags),
            about: fields.get("about", diags),
            facts,
            contacts: fields.get("contacts", diags).unwrap_or_default(),
            complaints: fields.get("complaints", diags).unwrap_or_default(),
            events,
            terms: fields.get("terms", diags).unwrap_or_default(),
            sort: fields.get("sort", diags).unwrap_or(u32::MAX),
            span: Span { place: crate::base::source::Place::Whole, ..node.span.clone() },
            parent: None,
            children: Vec::new(),
        };
        fields.finish(diags);
        org
    }

    /// Path of its page.
    pub fn page(&self) -> String {
        if self.path.is_empty() { "index.html".to_owned() } else { format!("{}/index.html", self.path) }
    }
}

/// From the day on which an organisation was founded to the last day on which it existed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Life {
    /// First day, if known.
    pub start: Option<Date>,
    /// Last day, if it has ended.
    pub end: Option<Date>,
}

impl Life {
    /// Whether the organisation existed on any day from `first` to `last`.
    pub fn meets(&self, first: Date, last: Date) -> bool {
        self.start.is_none_or(|start| start <= last) && self.end.is_none_or(|end| first <= end)
    }

    /// Whether the organisation existed on `date`.
    pub fn includes(&self, date: Date) -> bool {
        self.start.is_none_or(|start| start <= date) && self.end.is_none_or(|end| date <= end)
    }
}

/// All organisations. Parents stand before children.
#[derive(Clone, Debug)]
pub struct OrgTree {
    orgs: Vec<Org>,
    by_path: BTreeMap<Arc<str>, OrgId>,
    lives: Vec<Life>,
    /// Which organisations each one took over, right before it.
    predecessors: BTreeMap<OrgId, Vec<OrgId>>,
}

impl OrgTree {
    /// Makes the tree: each organisation belongs to the nearest one above its folder. The root must be among them.
    pub fn new(mut orgs: Vec<Org>) -> Self {
        orgs.sort_by(|a, b| a.path.cmp(&b.path));
        let id = |at: usize| OrgId(u32::try_from(at).unwrap_or(u32::MAX));
        let by_path: BTreeMap<_, _> = orgs.iter().enumerate().map(|(at, org)| (org.path.clone(), id(at))).collect();
        let parents: Vec<_> = orgs.iter().map(|org| above(&by_path, &org.path)).collect();
        let mut order: Vec<usize> = (0..orgs.len()).collect();
        order.sort_by(|a, b| (orgs[*a].sort, &orgs[*a].path).cmp(&(orgs[*b].sort, &orgs[*b].path)));
        for at in order {
            if let Some(parent) = parents[at] {
                orgs[parent.0 as usize].children.push(id(at));
                orgs[at].parent = Some(parent);
            }
        }
        let mut tree = Self { orgs, by_path, lives: Vec::new(), predecessors: BTreeMap::new() };
        tree.live();
        tree
    }

    /// Follows the events: `merged: [A]` at X ends A on the day before and makes it a predecessor of X, as does
    /// `dissolved: [X]` at A; `split: [B]` at X begins B.
    fn live(&mut self) {
        let mut lives: Vec<Life> = self.orgs.iter().map(|org| Life { start: org.founded, end: None }).collect();
        let mut predecessors: BTreeMap<OrgId, Vec<OrgId>> = BTreeMap::new();
        for (id, org) in self.iter() {
            for event in &org.events {
                let subjects =
                    event.subjects.iter().filter_map(|subject| self.subject(subject)).filter(|one| *one != id);
                for other in subjects {
                    match event.change {
                        Change::Merged => {
                            lives[other.0 as usize].end = Some(event.date.plus(-1));
                            predecessors.entry(id).or_default().push(other);
                        }
                        Change::Dissolved => predecessors.entry(other).or_default().push(id),
                        Change::Split => {
                            lives[other.0 as usize].start.get_or_insert(event.date);
                        }
                        _ => {}
                    }
                }
                if event.change == Change::Dissolved {
                    lives[id.0 as usize].end = Some(event.date.plus(-1));
                }
            }
        }
        (self.lives, self.predecessors) = (lives, predecessors);
    }

    /// The organisation that an event names by its path.
    pub fn subject(&self, subject: &str) -> Option<OrgId> {
        subject.strip_prefix('/').and_then(|path| self.find(path.trim_end_matches('/')))
    }

    /// When an organisation existed.
    pub fn life(&self, id: OrgId) -> Life {
        self.lives[id.0 as usize]
    }

    /// The organisations that `id` took over, right before it.
    pub fn predecessors(&self, id: OrgId) -> &[OrgId] {
        self.predecessors.get(&id).map_or(&[], Vec::as_slice)
    }

    /// All organisations that went into `id`, at any remove, each once; a circle ends where it closes.
    pub fn all_predecessors(&self, id: OrgId) -> Vec<OrgId> {
        let mut found: Vec<OrgId> = Vec::new();
        let mut open = self.predecessors(id).to_vec();
        while let Some(one) = open.pop() {
            if one != id && !found.contains(&one) {
                found.push(one);
                open.extend(self.predecessors(one));
            }
        }
        found.sort();
        found
    }

    /// The organisation that took `id` over, if one did.
    pub fn successor(&self, id: OrgId) -> Option<OrgId> {
        self.predecessors.iter().find(|(_, taken)| taken.contains(&id)).map(|(successor, _)| *successor)
    }

    /// The organisation.
    pub fn get(&self, id: OrgId) -> &Org {
        &self.orgs[id.0 as usize]
    }

    /// The organisation at the top.
    pub fn root(&self) -> &Org {
        self.get(OrgId::ROOT)
    }

    /// The organisation with this path.
    pub fn find(&self, path: &str) -> Option<OrgId> {
        self.by_path.get(path).copied()
    }

    /// The organisation to which the folder `path` belongs.
    pub fn owner(&self, path: &str) -> OrgId {
        self.find(path).or_else(|| above(&self.by_path, path)).unwrap_or(OrgId::ROOT)
    }

    /// All, parents before children.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (OrgId, &Org)> {
        self.orgs.iter().enumerate().map(|(at, org)| (OrgId(u32::try_from(at).unwrap_or(u32::MAX)), org))
    }

    /// How many, with the root.
    pub fn len(&self) -> usize {
        self.orgs.len()
    }

    /// Whether there are none, which loading never leaves.
    pub fn is_empty(&self) -> bool {
        self.orgs.is_empty()
    }

    /// From the top down to `id`.
    pub fn line(&self, id: OrgId) -> Vec<OrgId> {
        let mut line = vec![id];
        let mut at = id;
        while let Some(parent) = self.get(at).parent {
            line.push(parent);
            at = parent;
        }
        line.reverse();
        line
    }

    /// All below `id`, at any depth, in order, without itself.
    pub fn below(&self, id: OrgId) -> Vec<OrgId> {
        let mut found = Vec::new();
        let mut open: Vec<OrgId> = self.get(id).children.iter().rev().copied().collect();
        while let Some(id) = open.pop() {
            found.push(id);
            open.extend(self.get(id).children.iter().rev());
        }
        found
    }

    /// The first value that `get` finds at `id` or above.
    pub fn inherited<'a, T: ?Sized>(&'a self, id: OrgId, get: impl Fn(&'a Org) -> Option<&'a T>) -> Option<&'a T> {
        self.line(id).into_iter().rev().find_map(|id| get(self.get(id)))
    }
}

fn above(by_path: &BTreeMap<Arc<str>, OrgId>, path: &str) -> Option<OrgId> {
    let mut folder = path;
    while !folder.is_empty() {
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        if let Some(id) = by_path.get(folder) {
            return Some(*id);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Change, Event, Org, OrgTree};
    use crate::base::date::Date;
    use crate::base::diag::Diagnostics;
    use crate::base::source::Span;
    use crate::base::yaml::Node;

    fn org(path: &str, events: &[(&str, Change, &str)]) -> Org {
        let node = Node::empty(Span::whole(&"org.yaml".into()));
        let event = |(date, change, subject): &(&str, Change, &str)| Event {
            date: Date::parse(date).unwrap().0,
            change: *change,
            subjects: vec![(*subject).into()],
            note: None,
            span: Span::whole(&"org.yaml".into()),
        };
        let org = Org::read(&path.into(), &node, &mut Diagnostics::new());
        Org { events: events.iter().map(event).collect(), ..org }
    }

    #[test]
    fn a_merged_village_ends_and_has_a_successor() {
        let tree = OrgTree::new(vec![
            org("", &[]),
            org("a", &[("2019-07-01", Change::Merged, "/b")]),
            org("b", &[("2010-01-01", Change::Merged, "/c")]),
            org("c", &[]),
        ]);
        let [a, b, c] = ["a", "b", "c"].map(|path| tree.find(path).unwrap());
        assert_eq!(tree.life(b).end, Date::new(2019, 6, 30));
        assert!(!tree.life(b).includes(Date::new(2019, 7, 1).unwrap()));
        assert_eq!(tree.all_predecessors(a), [b, c]);
        assert_eq!(tree.successor(b), Some(a));
        assert_eq!(tree.successor(a), None);
    }

    #[test]
    fn a_circle_of_successors_ends() {
        let event = |other| [("2019-07-01", Change::Merged, other)];
        let tree = OrgTree::new(vec![org("", &[]), org("a", &event("/b")), org("b", &event("/a"))]);
        let a = tree.find("a").unwrap();
        assert_eq!(tree.all_predecessors(a), [tree.find("b").unwrap()]);
    }
}
