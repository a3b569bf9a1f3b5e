//! Figures that follow from what stands beside them: the rows of a register that lists everything, the units of the portal.

mod cells;
mod named;

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::{Diagnostics, Rule};
use crate::blocks::measures::count::Count;
use crate::blocks::measures::ground::{Counted, Ground, Unit};
use crate::blocks::measures::source::Source;
use crate::blocks::measures::{Measures, MeasuresOptions};
use crate::blocks::pick::Moment;
use crate::blocks::register::{Register, RegisterOptions};
use crate::blocks::{Block, BlockName, BlockOptions};
use crate::load::setting::Reading;
use crate::model::form::Form;
use crate::model::id::SlotName;
use crate::model::org::Org;
use crate::model::record::Record;

/// What is told of cells that are counted.
pub(super) const RULES: &[&Rule] = cells::RULES;

/// Counts what the form of the record, or the record itself, says is to be counted.
pub(super) fn count(own: &Reading<'_>, record: &Record, slots: &mut Vec<(SlotName, Block)>, diags: &mut Diagnostics) {
    cells::fill(record, slots, diags);
    for slot in own.kind.slots.iter().filter(|slot| slot.block == BlockName::Measures) {
        let BlockOptions::Measures(options) = Form::options(own.form, own.kind, &slot.name) else { continue };
        let at = slots.iter().position(|(name, _)| *name == slot.name);
        let mut measures = match at.map(|at| &slots[at].1) {
            Some(Block::Measures(measures)) => measures.clone(),
            _ => Measures::none(),
        };
        if !measures.are_counted(&options) {
            continue;
        }
        Counting { own, record, slots }.fill(&mut measures, &options, diags);
        measures.settle(&options, diags);
        measures.compare_sides(&options, diags);
        match at {
            Some(at) => slots[at].1 = Block::Measures(measures),
            None if measures.is_empty() => {}
            None => {
                slots.push((slot.name.clone(), Block::Measures(measures)));
                let place = |name: &SlotName| own.kind.slots.iter().position(|slot| slot.name == *name);
                slots.sort_by_key(|(name, _)| place(name));
            }
        }
    }
}

/// A record while its figures are counted.
struct Counting<'a> {
    own: &'a Reading<'a>,
    record: &'a Record,
    slots: &'a [(SlotName, Block)],
}

impl Counting<'_> {
    /// Counts each figure of the record, then those that the form alone expects.
    fn fill(&self, measures: &mut Measures, options: &MeasuresOptions, diags: &mut Diagnostics) {
        let stated = measures.iter().filter_map(|one| {
            let source = options.source(one)?.clone();
            if one.from.is_some() {
                source.check(|slot| self.options(slot), diags);
            }
            Some((one.label.clone(), source, one.as_of))
        });
        let mut all: Vec<(Arc<str>, Source, Option<Date>)> = stated.collect();
        for item in &options.items {
            if let Some(source) = item.from.as_ref().filter(|_| all.iter().all(|(label, ..)| *label != item.label)) {
                all.push((item.label.clone(), source.clone(), None));
            }
        }
        for (label, source, day) in all {
            let from = source.rows.as_ref().map_or("units", |rows| &*rows.value);
            let (counted, tier) = self.counted(&source, day).unzip();
            let tier = tier.unwrap_or_default();
            measures.put(Count { label: &label, from, counted, tier, span: &self.record.span }, options, diags);
        }
    }

    /// What came of counting, and of which tier, where rows hold others; none where rows are not all there are.
    fn counted(&self, source: &Source, day: Option<Date>) -> Option<(Counted, Vec<Arc<str>>)> {
        let register = match &source.rows {
            Some(_) => Some(self.register(source).filter(|register| register.is_complete() && !register.is_empty())?),
            None => None,
        };
        let record = self.record;
        let usual = record.period.map_or(record.published, |period| period.end.min(record.published));
        let day = day.unwrap_or(usual);
        let units = self.units(source, day);
        let ground = Ground { register, units: &units, moment: Moment { day, period: record.period } };
        Some((self.named(source.count(&ground)?), source.counted_tier(&ground)))
    }

    fn register(&self, source: &Source) -> Option<&Register> {
        let rows = source.rows.as_ref()?;
        let (_, block) = self.slots.iter().find(|(name, _)| **name == *rows.value)?;
        block.as_register()
    }

    fn options(&self, slot: &str) -> Option<Arc<RegisterOptions>> {
        self.own.kind.slot(slot)?;
        match Form::options(self.own.form, self.own.kind, slot) {
            BlockOptions::Register(options) => Some(options),
            _ => None,
        }
    }

    /// The units at and below that of the record which the source means, as they were on `day`.
    fn units(&self, source: &Source, day: Date) -> Vec<Unit<'_>> {
        let (Some(units), orgs) = (&source.units, self.own.setting.orgs) else { return Vec::new() };
        let top = orgs.owner(self.own.id);
        let all = std::iter::once(top).chain(orgs.below(top));
        let living = all.filter(|id| orgs.life(*id).includes(day)).map(|id| orgs.get(id));
        let meant = living.filter(|org| units.are(&org.level, org.org_type.as_deref()));
        let sort = |org: &'_ Org| org.org_type.as_deref().unwrap_or(&org.level).to_owned();
        meant.map(|org| Unit { path: org.path.as_str(), name: &org.name, sort: sort(org) }).collect()
    }

    /// Parts that are called by the path of a unit, by its name.
    fn named(&self, counted: Counted) -> Counted {
        let orgs = self.own.setting.orgs;
        let name = |label: Arc<str>| orgs.subject(&label).map_or(label, |id| orgs.get(id).name.clone());
        match counted {
            Counted::Number(value, parts) => {
                Counted::Number(value, parts.into_iter().map(|(label, part)| (name(label), part)).collect())
            }
            rate => rate,
        }
    }
}
