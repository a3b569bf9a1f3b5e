//! How deadline rules are read.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::fields::{Fields, FromNode, Spanned};
use crate::base::length::Length;
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
            return if text == "on-demand" || text == "依申请" { Some(Self::OnDemand) } else { unknown(diags) };
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

fn rhythm(every: &str) -> Option<Rhythm> {
    match every {
        "financial-year" | "financial year" | "会计年度" => Some(Rhythm::FinancialYear),
        _ => months(every).map(Rhythm::Months),
    }
}

fn months(every: &str) -> Option<i8> {
    match every {
        "month" | "月" => Some(1),
        "quarter" | "季" | "季度" => Some(3),
        "half" | "半年" => Some(6),
        "year" | "年" => Some(12),
        _ => {
            let count = every.trim_end_matches("months").trim_end_matches("个月").trim().parse();
            count.ok().filter(|months| matches!(months, 1 | 2 | 3 | 4 | 6 | 12))
        }
    }
}

fn after(node: &Node, fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Option<Due> {
    let text = String::from_node(node, diags)?;
    let step: Option<Spanned<Arc<str>>> = fields.get("step", diags);
    let within = fields.need("within", diags);
    let item: Option<Spanned<Arc<str>>> = match text.as_str() {
        "window" | "公示期满" => Some(fields.need("item", diags)?),
        _ => fields.get("item", diags),
    };
    let is = |name: &str, chinese: &str| text == name || text == chinese;
    let org = || Change::ALL.iter().find(|(name, _)| is(name, names::chinese(name).unwrap_or_default()));
    let event = match () {
        () if is("formed", "形成") => Event::Formed,
        () if is("effective", "生效") => Event::Effective,
        () if is("window", "公示期满") => Event::Window,
        () if is("step", "步骤") => match step {
            Some(step) => Event::Step(step),
            None => {
                let _: Option<Arc<str>> = fields.need("step", diags);
                return None;
            }
        },
        () => match org() {
            Some((_, change)) => Event::Org(*change),
            None => {
                let own = [("formed", "形成"), ("effective", "生效"), ("window", "公示期满"), ("step", "步骤")];
                let orgs = Change::ALL.iter().map(|(name, _)| (*name, names::chinese(name).unwrap_or_default()));
                let unknown = Diagnostic::new(&EVENT, node.span.clone()).with("value", text);
                diags.push(unknown.with_named("known", own.into_iter().chain(orgs)));
                return None;
            }
        },
    };
    Some(Due::After { event, item, within: within? })
}

/// Before what happens on a day that the record itself gives: a meeting before its agenda would be late.
fn before(node: &Node, fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Option<Due> {
    type Make = fn() -> Event;
    const EVENTS: [(&str, &str, Make); 3] = [
        ("formed", "形成", || Event::Formed),
        ("effective", "生效", || Event::Effective),
        ("act", "办事", || Event::Act),
    ];
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
    crate::base::fields::choose(node, &[("term", "届", ())], diags)?;
    Some(Due::OncePerTerm { within: fields.get("within", diags) })
}

fn max_age(node: &Node, _: &mut Fields<'_>, diags: &mut Diagnostics) -> Option<Due> {
    Length::from_node(node, diags).map(Due::MaxAge)
}

#[cfg(test)]
mod tests {
    use super::months;

    #[test]
    fn rhythms_divide_a_year() {
        assert_eq!(["季", "2个月", "4 months", "half", "year"].map(months), [3, 2, 4, 6, 12].map(Some));
        assert_eq!(["fortnight", "5 months", "0", "周"].map(months), [None; 4]);
    }
}
