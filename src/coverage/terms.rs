//! The terms of an item for one unit: which periods or events it is owed for, until when, and what can meet each.

use std::sync::Arc;

use crate::base::calendar::Reached;
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
    /// What falls due then is counted by weekends and the holidays of every year.
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
    /// Until when terms are looked for: today, or a day to come.
    pub(super) horizon: Date,
    pub(super) evidences: &'a Evidences,
}

/// A period with its deadline.
pub(super) struct Term {
    pub(super) period: Period,
    pub(super) deadline: Date,
    /// The first year without a table of rest days through which the deadline was counted.
    pub(super) untabled: Option<i16>,
    /// A day that a record's own period may lie around instead of within the term's.
    pub(super) around: Option<Date>,
    pub(super) met_by: MetBy,
}

impl Term {
    /// A term that ends on a day that was counted.
    fn until(deadline: Reached, (period, met_by): (Period, MetBy)) -> Self {
        Self { period, deadline: deadline.day, untabled: deadline.untabled, around: None, met_by }
    }
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
    /// The terms of an item up to the horizon in which the unit existed; what cannot be computed goes to `gaps`.
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
        found.retain(|term| is_owed(term) && (is_event || is_own(term)));
        gaps.extend(found.iter().filter_map(|term| Some((item, Gap::NoYear(term.untabled?)))));
        found
    }

    fn all(&self, item: usize, rule: &Obligation) -> Vec<Computed<Term>> {
        match rule.due.as_ref() {
            None => vec![Err(Gap::NoRule)],
            Some(Due::OnDemand | Due::Unreadable) => Vec::new(),
            Some(Due::Every { rhythm, by, is_ahead }) => self.every(*rhythm, *by, *is_ahead),
            Some(Due::Before { event, item: None, at_least }) => {
                let dated = self.own(item).iter().filter_map(|one| Some((self.day(one, event)?, one)));
                let dated = dated.filter(|(day, _)| self.begin <= *day);
                dated.map(|(day, one)| Ok(self.before(day, *at_least, Some(one.clone())))).collect()
            }
            Some(Due::Before { event, item: Some(other), at_least }) => {
                self.ahead_of(self.events(&other.value, event), *at_least, self.own(item))
            }
            Some(Due::Dates { days, within }) => self.dates(days, *within),
            Some(Due::MaxAge(age)) => vec![Ok(self.age(*age, self.own(item)))],
            Some(Due::OncePerTerm { within }) => self.tenures(*within),
            Some(Due::After { event: Event::Org(change), within, .. }) => {
                let days = self.changes(*change);
                self.in_turn(days, *within, self.own(item))
            }
            Some(Due::After { event, item: None, within }) => {
                let dated = self.own(item).iter().filter_map(|one| Some((self.day(one, event)?, one)));
                let dated = dated.filter(|(day, _)| self.is_near(*day));
                dated.map(|(day, one)| Ok(self.after(day, *within, Some(one.clone())))).collect()
            }
            Some(Due::After { event, item: Some(other), within }) => {
                let days = self.events(&other.value, event).into_iter().filter(|day| self.is_near(*day));
                self.in_turn(days.collect(), *within, self.own(item))
            }
        }
    }

    fn life(&self) -> Life {
        self.portal.orgs.life(self.org)
    }

    fn own(&self, item: usize) -> &[Evidence] {
        self.evidences.get(&(self.org, item)).map_or(&[], Vec::as_slice)
    }

    /// Whether time may run from a day: since the item is owed, and not behind the horizon.
    fn is_near(&self, day: Date) -> bool {
        self.begin <= day && day <= self.horizon
    }

    fn end(&self, within: Length, from: Date) -> Reached {
        within.end(from, &self.portal.calendar)
    }

    /// The days of an event of the records of another item, in their order.
    fn events(&self, other: &str, event: &Event) -> Vec<Date> {
        let Some(other) = self.portal.catalogue.iter().position(|item| *item.id == *other) else { return Vec::new() };
        let days = self.own(other).iter().filter_map(|one| self.day(one, event));
        let mut days: Vec<Date> = days.filter(|day| self.begin <= *day).collect();
        days.sort_unstable();
        days.dedup();
        days
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
                (last < self.horizon).then_some(last)
            }
            Event::Act => record.window.as_ref()?.before.as_ref().map(|before| before.value),
            Event::Step(step) => step_day(record, &step.value),
            Event::Org(_) => None,
        }
    }

    /// Days on which something happened to the unit.
    fn changes(&self, change: Change) -> Vec<Date> {
        let org = self.portal.orgs.get(self.org);
        let own = org.events.iter().filter(|event| event.change == change).map(|event| event.date);
        let founded = org.founded.filter(|_| change == Change::Founded);
        let mut days: Vec<Date> = own.chain(founded).filter(|day| self.is_near(*day)).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    fn after(&self, day: Date, within: Length, evidence: Option<Evidence>) -> Term {
        Term::until(self.end(within, day), (Period::day(day), MetBy::Only(evidence)))
    }

    fn before(&self, day: Date, at_least: Length, evidence: Option<Evidence>) -> Term {
        Term::until(at_least.start(day, &self.portal.calendar), (Period::day(day), MetBy::Only(evidence)))
    }

    /// Each event asks for a publication before it. The first one since the event before belongs to it; else the first
    /// one behind it that no other event has taken.
    fn ahead_of(&self, days: Vec<Date>, at_least: Length, own: &[Evidence]) -> Vec<Computed<Term>> {
        let mut free: Vec<&Evidence> = own.iter().collect();
        let mut take = |from: Date, until: Option<Date>| {
            let fits = |one: &&Evidence| from < one.published && until.is_none_or(|until| one.published <= until);
            let at = free.iter().position(fits);
            at.map(|at| free.remove(at).clone())
        };
        let before = std::iter::once(self.begin.plus(-366)).chain(days.iter().copied());
        let in_time: Vec<_> = before.zip(&days).map(|(before, day)| take(before, Some(*day))).collect();
        let found = days
            .iter()
            .zip(in_time)
            .map(|(day, found)| Ok(self.before(*day, at_least, found.or_else(|| take(*day, None)))));
        found.collect()
    }

    /// Each event is met by the first publication from its day on that no earlier event has taken.
    fn in_turn(&self, days: Vec<Date>, within: Length, own: &[Evidence]) -> Vec<Computed<Term>> {
        let mut free: Vec<&Evidence> = own.iter().collect();
        let mut terms = Vec::new();
        for day in days {
            let at = free.iter().position(|one| one.published >= day);
            let evidence = at.map(|at| free.remove(at).clone());
            terms.push(Ok(self.after(day, within, evidence)));
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
            if runs > self.horizon || after == period.end {
                break;
            }
            let deadline = match by {
                By::Day(day) => {
                    Reached::plainly(runs.plus(i64::from(day).clamp(1, i64::from(runs.month_end().day())) - 1))
                }
                By::Within(within) => self.end(within, runs.plus(-1)),
            };
            let until = self.period_of(rhythm, runs).map_or(runs, |period| period.end);
            let met_by = MetBy::Published(runs, until);
            found.push(Ok(Term::until(deadline, (period, met_by))));
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
        let last = self.today.plus(NOTICE).max(self.horizon);
        for year in self.begin.year() - 1..=last.year() {
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
        let is_shown = |day: Date| day >= self.begin && day <= last;
        for (at, day) in all.iter().enumerate().filter(|(_, day)| is_shown(**day)) {
            let before = at.checked_sub(1).map_or(self.begin.plus(-1), |before| all[before]);
            let deadline = |day| within.map_or(Reached::plainly(day), |within| self.end(within, day));
            let (from, last) = (deadline(before).day.plus(1), deadline(*day));
            let period = Period { start: before.plus(1), end: *day, grain: Grain::Range };
            let term = Term::until(last, (period, MetBy::Published(from.min(*day), last.day)));
            found.push(Ok(Term { around: Some(*day), ..term }));
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
    fn age(&self, age: Length, own: &[Evidence]) -> Term {
        let life = self.life();
        let last = own.last();
        let start = last.map_or(self.begin.max(life.start.unwrap_or(self.begin)), |last| last.published);
        let deadline = self.end(age, start);
        let is_fresh = deadline.day >= life.end.map_or(self.horizon, |end| end.min(self.horizon));
        let period = Period { start, end: deadline.day, grain: Grain::Range };
        Term::until(deadline, (period, MetBy::Only(last.filter(|_| is_fresh).cloned())))
    }

    /// Terms of office that have begun.
    fn tenures(&self, within: Option<Length>) -> Vec<Computed<Term>> {
        let orgs = &self.portal.orgs;
        let own = orgs.inherited(self.org, |org| (!org.terms.is_empty()).then_some(&org.terms[..]));
        let tenures: &[Tenure] = own.unwrap_or(&self.portal.config.terms);
        if tenures.is_empty() {
            return vec![Err(Gap::NoTerms(orgs.get(self.org).name.clone()))];
        }
        let begun = tenures.iter().filter(|tenure| tenure.from <= self.horizon && tenure.until >= self.begin);
        let term = |tenure: &Tenure| {
            let deadline = within.map_or(Reached::plainly(tenure.until), |within| self.end(within, tenure.from));
            let period = Period { start: tenure.from, end: tenure.until, grain: Grain::Range };
            Ok(Term::until(deadline, (period, MetBy::Published(tenure.from, tenure.until))))
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
