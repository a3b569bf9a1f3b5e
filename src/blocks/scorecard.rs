//! `scorecard`: subjects by components, with weights, ballots, deductions, gates, bands and ranks.
//!
//! The marks and ballots are the record's, everything else is computed from the form: the score of a ballot, the
//! weighted total, the band and the rank; a component may take its scores from the results of other records. Figures that
//! the record states besides are compared and kept.

mod ballot;
mod compute;
pub mod form;
mod form_read;
mod guide;
mod number;
mod read;
mod rows;
pub mod source;
mod subject;
pub mod summary;
mod unknown;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::calendar::Calendar;
use crate::base::date::Date;
use crate::base::diag::{Diagnostics, Rule};
use crate::base::lang::Lang;
use crate::base::number::Decimal;
use crate::base::period::Period;
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::blocks::answer::Standing;
use crate::blocks::guide::NewSlot;
use crate::blocks::heads::{Head, Sort};
use crate::blocks::inputs::Inputs;
use crate::blocks::scorecard::form::{ScorecardOptions, Written};
use crate::blocks::scorecard::summary::ScorecardSummary;
use crate::blocks::table::Table;
use crate::blocks::{BlockType, RowsAt};

pub use ballot::Ballot;
pub use subject::{Mark, Marked, Outcome, Subject};

/// Subjects in the order of the file, with what was computed for each.
#[derive(Clone, Debug)]
pub struct Scorecard {
    options: Arc<ScorecardOptions>,
    /// By component, the records that its scores come from.
    sources: Vec<Written>,
    subjects: Vec<Subject>,
}

impl Scorecard {
    /// The result of one of its subjects.
    pub fn standing<'a>(&'a self, subject: &'a Subject) -> Standing<'a> {
        let outcome = &subject.outcome;
        let band = outcome.band.map(|place| &self.options.bands[place]);
        Standing {
            who: &subject.who,
            span: &subject.span,
            total: outcome.total,
            band: band.map(|band| &band.name),
            place: outcome.band,
            has_failed: band.is_some_and(|band| band.fails),
            rank: outcome.rank,
        }
    }

    /// Who was assessed, in the order of the file.
    pub fn subjects(&self) -> &[Subject] {
        &self.subjects
    }

    /// The best total that there can be: the sum of all weights.
    pub fn best(&self) -> Decimal {
        Decimal(self.options.components.iter().map(|one| one.weight.0).sum())
    }

    /// How many conditions of bands the subject does not meet.
    pub fn gates_failed(&self, subject: &Subject) -> usize {
        let gates = self.options.gates.iter().zip(&subject.outcome.gates);
        gates.filter(|(gate, rate)| gate.passed(**rate) == Some(false)).count()
    }

    /// What the form sets.
    pub fn options(&self) -> &ScorecardOptions {
        &self.options
    }

    /// The last days on which results hold.
    pub fn last_days(&self) -> impl Iterator<Item = Date> {
        self.subjects.iter().filter_map(|one| self.last_day(one))
    }

    /// The last day on which the result of a subject holds, if it ends.
    pub fn last_day(&self, subject: &Subject) -> Option<Date> {
        Some(form::last_day(self.options.valid_for?, subject.assessed?))
    }
}

impl BlockType for Scorecard {
    const NAME: &'static str = "scorecard";
    const ROWS: RowsAt = RowsAt::Slot;
    const RULES: &'static [&'static [&'static Rule]] =
        &[form_read::RULES, unknown::RULES, ballot::RULES, read::RULES, compute::RULES];
    const OF_THE_WHOLE: &'static [&'static Rule] = &[&compute::BAND, &compute::RANK, &compute::TOTAL];
    type Options = ScorecardOptions;
    type Summary = ScorecardSummary;

    fn parse(node: &Node, options: &Arc<ScorecardOptions>, diags: &mut Diagnostics) -> Option<Self> {
        let (sources, rows) = source::slot(node, options, diags);
        let subjects = read::subjects(rows.as_ref().unwrap_or(node), options, diags);
        let mut card = Self { options: options.clone(), sources, subjects };
        card.compute();
        // What follows from the results of others is compared once these are known.
        if !card.has_sources() {
            card.compare(diags);
        }
        Some(card)
    }

    fn summarize(history: &[(Option<Period>, &Self)], today: Date) -> ScorecardSummary {
        let mut summary = ScorecardSummary::default();
        let mut latest: BTreeMap<&str, (Date, &Self, &Subject)> = BTreeMap::new();
        for (period, card) in history {
            // A past period has the results that held at its end.
            let counted = period.map_or(today, |period| period.end.min(today));
            for subject in &card.subjects {
                if card.options.valid_for.is_some() {
                    latest.insert(&subject.who, (counted, card, subject));
                } else {
                    card.add(subject, &mut summary);
                }
            }
        }
        for (counted, card, subject) in latest.into_values() {
            if card.last_day(subject).is_some_and(|last| last < counted) {
                summary.expired += 1;
            } else {
                card.add(subject, &mut summary);
            }
        }
        summary
    }

    fn heads(options: &ScorecardOptions) -> Vec<Head> {
        let keys = [
            ("who", Sort::Text),
            ("assessed", Sort::Date),
            ("deductions", Sort::Text),
            ("total", Sort::Number),
            ("band", Sort::Text),
            ("rank", Sort::Number),
            ("note", Sort::Text),
        ];
        let components = options.components.iter().map(|one| {
            let sort = if one.votes.is_empty() { Sort::Number } else { Sort::Text };
            Head::new(vec![one.name.clone()], "".into(), sort)
        });
        keys.into_iter().map(|(name, sort)| Head::of_key(name, sort, "")).chain(components).collect()
    }

    fn is_state(&self) -> bool {
        true
    }

    fn table(&self) -> Table {
        self.rows()
    }

    fn skeleton(options: &ScorecardOptions, slot: &NewSlot<'_>) -> Vec<String> {
        guide::skeleton(options, slot)
    }

    fn inputs(options: &ScorecardOptions, lang: Lang) -> Inputs {
        guide::inputs(options, lang)
    }

    fn describe(options: &ScorecardOptions, lang: Lang) -> Vec<String> {
        guide::describe(options, lang)
    }

    fn changes(&self, _calendar: &Calendar) -> Vec<Date> {
        self.last_days().map(|until| until.plus(1)).collect()
    }

    fn is_open(&self, today: Date) -> bool {
        self.last_days().any(|until| until >= today)
    }

    fn units(&self) -> Vec<(&str, Option<&Span>)> {
        self.subjects.iter().map(|one| (&*one.who, None)).collect()
    }

    fn standings(&self) -> Vec<Standing<'_>> {
        self.subjects.iter().map(|one| self.standing(one)).collect()
    }
}

#[cfg(test)]
mod tests;
