//! How deadline rules are read.

use std::sync::Arc;

use crate::base::closed::Closed;
use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::fields::{Fields, FromNode, Spanned};
use crate::base::length::Length;
use crate::base::lexicon::LEXICON;
use crate::base::names;
use crate::base::yaml::{Node, Value};
use crate::model::change::Change;
use crate::model::due::{BY_DAY, By, DUE, Due, EVENT, EVERY, Event, Rhythm, YearDay};

impl FromNode for Due {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let unknown = |diags: &mut Diagnostics| {
            let value = node.text().unwrap_or("{…}");
            diags.push(Diagnostic::new(&DUE, node.span.clone()).with("value", value));
            None
        };
        if let Value::Text(text) = &node.value {
            const ALONE: Closed<()> = Closed::new("due", &[("on-demand", ())]);
            return if ALONE.find(text).is_some() { Some(Self::OnDemand) } else { unknown(diags) };
        }
        let mut fields = Fields::of(node, diags);
        let readers: [(&str, Reader); 6] = [
            ("every", every),
            ("after", after),
            ("before", before),
            ("dates", dates),
            ("once-per", once_per),
            ("max-age", max_age),
        ];
        let mut found = Vec::new();
        for (name, read) in readers {
            if let Some(node) = fields.node(name, diags) {
                found.push((node, read));
            }
        }
        let [(leading, read)] = found[..] else { return unknown(diags) };
        let due = read(leading, &mut fields, diags);
        fields.finish(diags);
        due
    }
}

/// Reads the rule that a leading key begins.
type Reader = fn(&Node, &mut Fields<'_>, &mut Diagnostics) -> Option<Due>;

fn every(node: &Node, fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Option<Due> {
    let text = String::from_node(node, diags)?;
    let rhythm = rhythm(text.trim());
    if rhythm.is_none() {
        diags.push(Diagnostic::new(&EVERY, node.span.clone()).with("value", text));
    }
    let is_ahead = fields.get("ahead", diags).unwrap_or(false);
    let within: Option<Spanned<Length>> = fields.get("within", diags);
    let by = match within {
        Some(within) => By::Within(within.value),
        None => {
            let day: Spanned<u32> = fields.need("by-day", diags)?;
            if !(1..=31).contains(&day.value) {
                diags.push(Diagnostic::new(&BY_DAY, day.span.clone()).with("value", day.value));
                return None;
            }
            By::Day(day.value)
        }
    };
    Some(Due::Every { rhythm: rhythm?, by, is_ahead })
}

/// How often something is owed, in one word.
const RHYTHMS: Closed<Rhythm> = Closed::new(
    "every",
    &[
        ("month", Rhythm::Months(1)),
        ("quarter", Rhythm::Months(3)),
        ("half", Rhythm::Months(6)),
        ("year", Rhythm::Months(12)),
        ("financial-year", Rhythm::FinancialYear),
    ],
);

fn rhythm(every: &str) -> Option<Rhythm> {
    RHYTHMS.find(every).or_else(|| {
        let (count, word) = every.split_at(every.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(every.len()));
        let count = count.parse().ok().filter(|months| matches!(months, 1 | 2 | 3 | 4 | 6 | 12));
        // One sign behind a number, as in `6月`, is the name of a month.
        let counts = |word: &str| word.chars().count() > 1 && LEXICON.lengths.months.has(word);
        count.filter(|_| word.is_empty() || counts(word.trim())).map(Rhythm::Months)
    })
}

/// What a record has that something is owed after.
#[derive(Clone, Copy)]
enum After {
    Formed,
    Effective,
    Window,
    Step,
}

const AFTER: Closed<After> = Closed::new(
    "after",
    &[("formed", After::Formed), ("effective", After::Effective), ("window", After::Window), ("step", After::Step)],
);

fn after(node: &Node, fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Option<Due> {
    let text = String::from_node(node, diags)?;
    let step: Option<Spanned<Arc<str>>> = fields.get("step", diags);
    let within = fields.need("within", diags);
    let after = AFTER.find(&text);
    let item: Option<Spanned<Arc<str>>> = match after {
        Some(After::Window) => Some(fields.need("item", diags)?),
        _ => fields.get("item", diags),
    };
    let is = |name: &str| text == name || names::chinese(name) == Some(&*text);
    let event = match (after, Change::ALL.iter().find(|(name, _)| is(name))) {
        (Some(After::Formed), _) => Event::Formed,
        (Some(After::Effective), _) => Event::Effective,
        (Some(After::Window), _) => Event::Window,
        (Some(After::Step), _) => match step {
            Some(step) => Event::Step(step),
            None => {
                let _: Option<Arc<str>> = fields.need("step", diags);
                return None;
            }
        },
        (None, Some((_, change))) => Event::Org(*change),
        (None, None) => {
            let orgs = Change::ALL.iter().map(|(name, _)| (*name, names::chinese(name).unwrap_or_default()));
            let unknown = Diagnostic::new(&EVENT, node.span.clone()).with("value", text);
            diags.push(unknown.with_named("known", AFTER.names().chain(orgs)));
            return None;
        }
    };
    Some(Due::After { event, item, within: within? })
}

/// Before what happens on a day that the record itself gives: a meeting before its agenda would be late.
fn before(node: &Node, fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Option<Due> {
    const EVENTS: Closed<fn() -> Event> = Closed::new(
        "before",
        &[("formed", || Event::Formed), ("effective", || Event::Effective), ("act", || Event::Act)],
    );
    let at_least = fields.node("at-least", diags).filter(|node| !node.is_empty());
    let at_least = match at_least {
        Some(node) => Length::read(node, &Length::BEFORE, diags),
        None => fields.need("at-least", diags),
    };
    let item = fields.get("item", diags);
    let event = crate::base::fields::choose(node, &EVENTS, diags);
    Some(Due::Before { event: event?(), item, at_least: at_least? })
}

fn dates(node: &Node, fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Option<Due> {
    let days: Vec<YearDay> = Vec::from_node(node, diags)?;
    let within = fields.get("within", diags);
    (!days.is_empty()).then_some(Due::Dates { days, within })
}

fn once_per(node: &Node, fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Option<Due> {
    const TERM: Closed<()> = Closed::new("once-per", &[("term", ())]);
    crate::base::fields::choose(node, &TERM, diags)?;
    Some(Due::OncePerTerm { within: fields.get("within", diags) })
}

fn max_age(node: &Node, _: &mut Fields<'_>, diags: &mut Diagnostics) -> Option<Due> {
    Length::from_node(node, diags).map(Due::MaxAge)
}

#[cfg(test)]
mod tests {
    use super::{Rhythm, rhythm};

    #[test]
    fn rhythms_divide_a_year() {
        let months = |months| Some(Rhythm::Months(months));
        assert_eq!(["季", "2个月", "4 months", "half", "year"].map(rhythm), [3, 2, 4, 6, 12].map(months));
        assert_eq!(["fortnight", "5 months", "0", "周", "6月"].map(rhythm), [None; 5]);
    }
}
