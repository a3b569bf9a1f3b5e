//! How records are resolved and grouped: chains of versions, who follows up whom, what each unit and slot has.

use std::collections::{BTreeMap, BTreeSet};

use super::{Index, Place, Seen, SeriesKey, SlotKey};
use crate::base::date::Date;
use crate::blocks::Block;
use crate::model::org::OrgId;

impl Index {
    /// Chains of versions. A record that corrects one that is not public stands alone; of two that correct the same one,
    /// the later counts; a circle is cut.
    pub(super) fn chains(&self) -> Vec<Vec<Place>> {
        let mut next: BTreeMap<Place, &Seen> = BTreeMap::new();
        for seen in &self.seen {
            let Some(before) = self.before(seen) else { continue };
            let own = next.entry(before.place).or_insert(seen);
            if (own.published, &own.id) < (seen.published, &seen.id) {
                *own = seen;
            }
        }
        let is_first = |seen: &Seen| {
            self.before(seen).is_none_or(|before| next.get(&before.place).is_none_or(|own| own.place != seen.place))
        };
        let firsts = self.seen.iter().filter(|seen| next.contains_key(&seen.place) && is_first(seen));
        let chain = |first: &Seen| {
            let (mut chain, mut seen) = (vec![first.place], BTreeSet::from([first.place]));
            while let Some(record) = chain.last().and_then(|at| next.get(at)).filter(|one| seen.insert(one.place)) {
                chain.push(record.place);
            }
            chain
        };
        firsts.map(chain).collect()
    }

    /// Who follows up whom, of the records that count, by the newest version of whom.
    pub(super) fn all_followers(&self) -> BTreeMap<Place, Vec<Place>> {
        let mut followers: BTreeMap<Place, BTreeSet<(Date, Place)>> = BTreeMap::new();
        for seen in self.current() {
            let followed = seen.follows.iter().filter_map(|text| self.refer(seen, &text.value));
            for followed in followed.chain(self.sources(seen)).filter(|one| one.place != seen.place) {
                followers.entry(followed.newest()).or_default().insert((seen.published, seen.place));
            }
        }
        followers.into_iter().map(|(of, own)| (of, own.into_iter().map(|(_, place)| place).collect())).collect()
    }

    /// Fills the groups.
    pub(super) fn group(&mut self) {
        let shown: Vec<&Seen> = self.seen.iter().filter(|seen| !seen.is_superseded()).collect();
        let mut slots: BTreeMap<SlotKey, Vec<Place>> = BTreeMap::new();
        let mut series: BTreeMap<SeriesKey, Vec<Place>> = BTreeMap::new();
        for seen in &shown {
            let is_told = |block: &Block| block.name().rises() && seen.is_told_elsewhere(block);
            for (slot, _) in seen.slots.iter().filter(|(_, block)| is_told(block)) {
                slots.entry(seen.slot(slot)).or_default().push(seen.place);
                series.entry(seen.series(slot)).or_default().push(seen.place);
            }
        }
        let mut newest: Vec<(OrgId, Date, Place)> =
            shown.iter().map(|one| (one.org, one.published, one.place)).collect();
        newest.sort_by(|(_, a, at), (_, b, other)| b.cmp(a).then(at.cmp(other)));
        for (org, _, place) in &newest {
            self.by_org.entry(*org).or_default().push(*place);
            if self.get(*place).window.is_some() {
                self.with_window.entry(*org).or_default().push(*place);
            }
        }
        self.newest_first = newest.into_iter().map(|(.., place)| place).collect();
        (self.slots, self.series) = (slots, series);
    }
}
