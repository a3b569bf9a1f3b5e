//! The terms of an item for one unit: which periods or events it is owed for, until when, and what can meet each.

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::length::Length;
use crate::base::period::{Grain, Period};
use crate::coverage::evidence::{Evidence, Evidences};
use crate::model::Portal;
use crate::model::catalogue::Obligation;
use crate::model::change::Change;
use crate::model::due::{By, Due, Event, Rhythm, YearDay};
use crate::model::org::{Life, OrgId};
use crate::model::record::Record;
use crate::model::tenure::Tenure;

/// Days before a fixed day of the year from which on it is shown as due.
const NOTICE: i64 = 31;

/// Why a deadline cannot be computed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// No deadline is given.
    NoRule,
    /// A year has no table of rest days.
    NoYear(i16),
    /// A unit has no terms of office.
    NoTerms(Arc<str>),
    /// The calendar does not have this festival at all.
    NoFestival(Arc<str>),
    /// The calendar does not have this festival in a year.
    NoDay(Arc<str>, i16),
}

/// One unit and what bounds its duties in time.
pub(super) struct Scope<'a> {
    pub(super) portal: &'a Portal,
    pub(super) org: OrgId,
    /// From when on the item is owed.
    pub(super) begin: Date,
    pub(super) today: Date,
    pub(super) evidences: &'a Evidences,
}

/// A period with its deadline.
pub(super) struct Term {
    pub(super) period: Period,
    pub(super) deadline: Date,
    /// A day that a record's own period may lie around instead of within the term's.
    pub(super) around: Option<Date>,
    pub(super) met_by: MetBy,
}

/// Which publications can meet a term.
pub(super) enum MetBy {
    /// Those whose own period lies in that of the term, or that have none and were published in this time.
    Published(Date, Date),
    /// This one, or none.
    Only(Option<Evidence>),
}

/// A deadline that was computed, or why it was not.
type Computed<T> = Result<T, Gap>;

impl Scope<'_> {
    /// The terms of an item up to today in which the unit existed; what cannot be computed goes to `gaps`.
    pub(super) fn terms(&self, item: usize, rule: &Obligation, gaps: &mut Vec<(usize, Gap)>) -> Vec<Term> {
        let mut found = Vec::new();
        for term in self.all(item, rule) {
            match term {
                Ok(term) => found.push(term),
                Err(gap) => gaps.push((item, gap)),
            }
        }
        let life = self.life();
        let is_own = |term: &Term| life.meets(term.period.start, term.period.end);
        let is_event = matches!(rule.due, Some(Due::After { event: Event::Org(_), .. }));
        let is_owed =
            |term: &Term| term.deadline >= self.begin && rule.until.is_none_or(|until| term.period.start <= until);
        found.into_iter().filter(|term| is_owed(term) && (is_event || is_own(term))).collect()
    }

    fn all(&self, item: usize, rule: &Obligation) -> Vec<Computed<Term>> {
        match rule.due.as_ref() {
            None => vec![Err(Gap::NoRule)],
            Some(Due::OnDemand | Due::Unreadable) => Vec::new(),
            Some(Due::Every { rhythm, by, is_ahead }) => self.every(*rhythm, *by, *is_ahead),
            Some(Due::Before { event, at_least }) => {
                let dated = self.own(item).iter().filter_map(|one| Some((self.day(one, event)?, one)));
                let dated = dated.filter(|(day, _)| self.begin <= *day);
                dated.map(|(day, one)| self.before(day, *at_least, one)).collect()
            }
            Some(Due::Dates { days, within }) => self.dates(days, *within),
            Some(Due::MaxAge(age)) => vec![self.age(*age, self.own(item))],
            Some(Due::OncePerTerm { within }) => self.tenures(*within),
            Some(Due::After { event: Event::Org(change), within, .. }) => {
                let days = self.changes(*change);
                self.in_turn(days, *within, self.own(item))
            }
            Some(Due::After { event, item: None, within }) => {
                let dated = self.own(item).iter().filter_map(|one| Some((self.day(one, event)?, one)));
                let dated = dated.filter(|(day, _)| self.is_past(*day));
                dated.map(|(day, one)| self.after(day, *within, Some(one.clone()))).collect()
            }
            Some(Due::After { event, item: Some(other), within }) => {
                let Some(other) = self.portal.catalogue.iter().position(|item| item.id == other.value) else {
                    return Vec::new();
                };
                let days = self.own(other).iter().filter_map(|one| self.day(one, event));
                let mut days: Vec<Date> = days.filter(|day| self.is_past(*day)).collect();
                days.sort_unstable();
                self.in_turn(days, *within, self.own(item))
            }
        }
    }

    fn life(&self) -> Life {
        self.portal.orgs.life(self.org)
    }

    fn own(&self, item: usize) -> &[Evidence] {
        self.evidences.get(&(self.org, item)).map_or(&[], Vec::as_slice)
    }

    fn is_past(&self, day: Date) -> bool {
        self.begin <= day && day <= self.today
    }

    fn end(&self, within: Length, from: Date) -> Computed<Date> {
        within.end(from, &self.portal.calendar).map_err(Gap::NoYear)
    }

    /// The day of an event of a published record.
    fn day(&self, evidence: &Evidence, event: &Event) -> Option<Date> {
        let record = evidence.record.as_deref()?;
        match event {
            Event::Formed => record.formed,
            Event::Effective => record.effective,
            Event::Window => {
                let window = record.window.as_ref()?;
                let end = window.term(self.today).last;
                let last = window.removed().map_or(end, |removed| removed.min(end));
                (last < self.today).then_some(last)
            }
            Event::Step(step) => step_day(record, &step.value),
            Event::Org(_) => None,
        }
    }

    /// Days on which something happened to the unit.
    fn changes(&self, change: Change) -> Vec<Date> {
        let org = self.portal.orgs.get(self.org);
        let own = org.events.iter().filter(|event| event.change == change).map(|event| event.date);
        let founded = org.founded.filter(|_| change == Change::Founded);
        let mut days: Vec<Date> = own.chain(founded).filter(|day| self.is_past(*day)).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    fn after(&self, day: Date, within: Length, evidence: Option<Evidence>) -> Computed<Term> {
        let deadline = self.end(within, day)?;
        Ok(Term { period: Period::day(day), deadline, around: None, met_by: MetBy::Only(evidence) })
    }

    fn before(&self, day: Date, at_least: Length, evidence: &Evidence) -> Computed<Term> {
        let deadline = at_least.start(day, &self.portal.calendar).map_err(Gap::NoYear)?;
        Ok(Term { period: Period::day(day), deadline, around: None, met_by: MetBy::Only(Some(evidence.clone())) })
    }

    /// Each event is met by the first publication from its day on that no earlier event has taken.
    fn in_turn(&self, days: Vec<Date>, within: Length, own: &[Evidence]) -> Vec<Computed<Term>> {
        let mut free: Vec<&Evidence> = own.iter().collect();
        let mut terms = Vec::new();
        for day in days {
            let at = free.iter().position(|one| one.published >= day);
            let evidence = at.map(|at| free.remove(at).clone());
            terms.push(self.after(day, within, evidence));
        }
        terms
    }

    /// Each period of a rhythm, due after its end, or if `is_ahead` after its beginning.
    fn every(&self, rhythm: Rhythm, by: By, is_ahead: bool) -> Vec<Computed<Term>> {
        let mut found = Vec::new();
        let mut next = self.period_of(rhythm, self.begin);
        while let Some(period) = next {
            let after = period.end.plus(1);
            let runs = if is_ahead { period.start } else { after };
            if runs > self.today || after == period.end {
                break;
            }
            let deadline = match by {
                By::Day(day) => Ok(runs.plus(i64::from(day).clamp(1, i64::from(runs.month_end().day())) - 1)),
                By::Within(within) => self.end(within, runs.plus(-1)),
            };
            let until = self.period_of(rhythm, runs).map_or(runs, |period| period.end);
            let met_by = MetBy::Published(runs, until);
            found.push(deadline.map(|deadline| Term { period, deadline, around: None, met_by }));
            next = self.period_of(rhythm, after);
        }
        found
    }

    /// The period of a rhythm in which `day` lies.
    fn period_of(&self, rhythm: Rhythm, day: Date) -> Option<Period> {
        let months = match rhythm {
            Rhythm::Months(months) => months,
            Rhythm::FinancialYear => return Period::financial(self.portal.config.financial_year, day),
        };
        let grain = match months {
            1 => Grain::Month,
            3 => Grain::Quarter,
            6 => Grain::Half,
            12 => Grain::Year,
            _ => Grain::Range,
        };
        let start = Date::new(day.year(), (day.month() - 1) / months * months + 1, 1)?;
        Some(Period { start, end: end_of(start, months), grain })
    }

    /// Days of each year; the time before one, back to the one before, belongs to it.
    fn dates(&self, days: &[YearDay], within: Option<Length>) -> Vec<Computed<Term>> {
        let mut found: Vec<Computed<Term>> = Vec::new();
        let mut all: Vec<Date> = Vec::new();
        for year in self.begin.year() - 1..=self.today.plus(NOTICE).year() {
            for day in days {
                match self.day_of(day, year) {
                    Ok(day) => all.push(day),
                    Err(gap) if year >= self.begin.year() => found.push(Err(gap)),
                    Err(_) => {}
                }
            }
        }
        all.sort_unstable();
        all.dedup();
        let is_shown = |day: Date| day >= self.begin && day <= self.today.plus(NOTICE);
        for (at, day) in all.iter().enumerate().filter(|(_, day)| is_shown(**day)) {
            let before = at.checked_sub(1).map_or(self.begin.plus(-1), |before| all[before]);
            let deadline = |day| within.map_or(Ok(day), |within| self.end(within, day));
            let from = deadline(before).unwrap_or(before).plus(1);
            let term = deadline(*day).map(|last| Term {
                period: Period { start: before.plus(1), end: *day, grain: Grain::Range },
                deadline: last,
                around: Some(*day),
                met_by: MetBy::Published(from.min(*day), last),
            });
            found.push(term);
        }
        found
    }

    fn day_of(&self, day: &YearDay, year: i16) -> Computed<Date> {
        match day {
            YearDay::Fixed(month, day) => {
                let first = Date::new(year, *month, 1).unwrap_or(self.today);
                Ok(Date::new(year, *month, *day).unwrap_or(first.month_end()))
            }
            YearDay::Festival(name) => {
                let calendar = &self.portal.calendar;
                let day = calendar.festival(name, year);
                day.ok_or_else(|| match calendar.festivals().contains(&**name) {
                    true => Gap::NoDay(name.clone(), year),
                    false => Gap::NoFestival(name.clone()),
                })
            }
        }
    }

    /// One term for an item that may never be older than so long.
    fn age(&self, age: Length, own: &[Evidence]) -> Computed<Term> {
        let life = self.life();
        let last = own.last();
        let start = last.map_or(self.begin.max(life.start.unwrap_or(self.begin)), |last| last.published);
        let deadline = self.end(age, start)?;
        let is_fresh = deadline >= life.end.map_or(self.today, |end| end.min(self.today));
        let period = Period { start, end: deadline, grain: Grain::Range };
        let met_by = MetBy::Only(last.filter(|_| is_fresh).cloned());
        Ok(Term { period, deadline, around: None, met_by })
    }

    /// Terms of office that have begun.
    fn tenures(&self, within: Option<Length>) -> Vec<Computed<Term>> {
        let orgs = &self.portal.orgs;
        let own = orgs.inherited(self.org, |org| (!org.terms.is_empty()).then_some(&org.terms[..]));
        let tenures: &[Tenure] = own.unwrap_or(&self.portal.config.terms);
        if tenures.is_empty() {
            return vec![Err(Gap::NoTerms(orgs.get(self.org).name.clone()))];
        }
        let begun = tenures.iter().filter(|tenure| tenure.from <= self.today && tenure.until >= self.begin);
        let term = |tenure: &Tenure| {
            let deadline = within.map_or(Ok(tenure.until), |within| self.end(within, tenure.from))?;
            let period = Period { start: tenure.from, end: tenure.until, grain: Grain::Range };
            let met_by = MetBy::Published(tenure.from, tenure.until);
            Ok(Term { period, deadline, around: None, met_by })
        };
        begun.map(term).collect()
    }
}

/// The day on which a step of the record's matter was done.
fn step_day(record: &Record, name: &str) -> Option<Date> {
    let mut steps = record.slots.iter().flat_map(|(_, block)| block.milestones());
    steps.find(|step| step.name == name)?.done
}

/// Last day of so many months that begin with `from`; a year divides into them evenly.
fn end_of(from: Date, months: i8) -> Date {
    Date::new(from.year(), from.month() + months - 1, 1).map_or(from, Date::month_end)
}
