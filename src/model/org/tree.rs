//! The tree of organisations: who stands above whom, who took over whom, and what others say of each.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::path::{self, SitePath};
use crate::model::body::Body;
use crate::model::change::Change;
use crate::model::org::{Event, Org, OrgId};
use crate::model::relation::Relation;

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
    by_path: BTreeMap<SitePath, OrgId>,
    lives: Vec<Life>,
    /// Which organisations each one took over, right before it.
    predecessors: BTreeMap<OrgId, Vec<OrgId>>,
    mentions: Mentions,
    relations: Mentions,
    bodies: Mentions,
}

/// By organisation: who names it, and the position there of what does.
type Mentions = BTreeMap<OrgId, Vec<(OrgId, usize)>>;

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
        let mut tree = Self {
            orgs,
            by_path,
            lives: Vec::new(),
            predecessors: BTreeMap::new(),
            mentions: Mentions::new(),
            relations: Mentions::new(),
            bodies: Mentions::new(),
        };
        tree.live();
        tree.mentions = tree.mentions_in(|org| org.events.iter().map(|event| event.subjects.to_vec()).collect());
        let names = |one: &Relation| one.subjects.iter().map(|subject| subject.value.clone()).collect();
        tree.relations = tree.mentions_in(|org| org.relations.iter().map(names).collect());
        let place = |body: &Body| body.org.iter().map(|org| org.value.clone()).collect();
        tree.bodies = tree.mentions_in(|org| org.bodies.iter().map(place).collect());
        tree
    }

    /// Turns around what every organisation names: for each of its entries the subjects.
    fn mentions_in(&self, entries: impl Fn(&Org) -> Vec<Vec<Arc<str>>>) -> Mentions {
        let mut mentions = Mentions::new();
        for (id, org) in self.iter() {
            for (at, subjects) in entries(org).iter().enumerate() {
                let named = subjects.iter().filter_map(|subject| self.subject(subject));
                for other in named.filter(|other| *other != id) {
                    mentions.entry(other).or_default().push((id, at));
                }
            }
        }
        mentions
    }

    /// Events of other organisations that name `id`, with whose they are.
    pub fn mentioned(&self, id: OrgId) -> impl Iterator<Item = (OrgId, &Event)> {
        let all = self.mentions.get(&id).into_iter().flatten();
        all.map(|(other, at)| (*other, &self.get(*other).events[*at]))
    }

    /// Relations of other organisations that name `id`, with whose they are.
    pub fn related(&self, id: OrgId) -> impl Iterator<Item = (OrgId, &Relation)> {
        let all = self.relations.get(&id).into_iter().flatten();
        all.map(|(other, at)| (*other, &self.get(*other).relations[*at]))
    }

    /// Bodies of other organisations that `id` is, with whose they are.
    pub fn body_of(&self, id: OrgId) -> impl Iterator<Item = (OrgId, &Body)> {
        let all = self.bodies.get(&id).into_iter().flatten();
        all.map(|(other, at)| (*other, &self.get(*other).bodies[*at]))
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
                if event.change == Change::Founded {
                    lives[id.0 as usize].start.get_or_insert(event.date);
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

fn above(by_path: &BTreeMap<SitePath, OrgId>, path: &str) -> Option<OrgId> {
    let mut folder = path;
    while !folder.is_empty() {
        folder = path::folder(folder);
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
    use crate::base::path::SitePath;
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
        let org = Org::read(&SitePath::parse(path).unwrap(), &node, &mut Diagnostics::new());
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
