//! What a value is for, by the key that it stands under.

use crate::blocks::BlockOptions;
use crate::blocks::heads::Seen;
use crate::load::gate::keys::{is, is_any};
use crate::privacy::Place;

/// Keys under which a phone or an account is how an office is reached.
pub(super) const CONTACTS: [&str; 5] = ["contact", "contacts", "complaints", "operator", "objections"];
/// Keys of words in blocks of figures; what else is a number there is a figure, however many places it has.
const WORDS: [&str; 12] = [
    "note",
    "item",
    "label",
    "who",
    "name",
    "question",
    "result",
    "counterparty",
    "handler",
    "auditor",
    "approver",
    "category",
];
/// Keys of numbers that papers, units and places have.
const NUMBERS: [&str; 8] = ["voucher", "credit-code", "code", "icp", "police", "site-code", "identifiers", "formats"];
/// What is known of where a value stands.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    /// The key that it stands under, or under which its list does.
    pub(super) key: &'a str,
    /// What the keys of the slot mean, if it is one.
    pub(super) options: Option<&'a BlockOptions>,
    /// Whether the slot is one of figures.
    pub(super) is_counting: bool,
    /// Whether it is a contact.
    pub(super) is_contact: bool,
    /// What else stands beside it.
    pub(super) beside: &'a str,
}

impl At<'_> {
    /// What the public sees of what stands under a key of a row.
    pub(super) fn seen(&self, key: &str) -> Seen {
        self.options.map_or_else(Seen::default, |options| options.seen(key))
    }
}

/// What a text is for, by the key that it stands under.
pub(super) fn place(text: &str, at: At<'_>, seen: &Seen) -> Place {
    let is_reached = at.is_contact && is_any(at.key, &["phone", "name", "address"]);
    match at.options {
        _ if is_any(at.key, &NUMBERS) && !has_han(text) => Place::Number,
        None if is_any(at.key, &["phone", "complaints"]) || is_reached || is_any(at.key, &CONTACTS) => Place::Contact,
        None if is(at.key, "pay-to") && at.is_contact => Place::Account,
        Some(_) if at.is_counting && seen.label.is_none() && !is_any(at.key, &WORDS) && is_number(text) => {
            Place::Number
        }
        _ => seen.place,
    }
}

/// Whether a text says more than a number with letters and marks.
fn has_han(text: &str) -> bool {
    text.chars().any(|sign| ('\u{3400}'..='\u{9fff}').contains(&sign))
}

/// Whether a text is a number as figures and amounts are.
fn is_number(text: &str) -> bool {
    text.bytes().all(|sign| sign.is_ascii_digit() || b".,-+ ".contains(&sign)) && text.len() < 16
}
