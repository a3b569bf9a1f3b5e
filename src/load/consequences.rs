//! One cause, one message: what follows from a part of a record that could not be read is not told.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, Severity};
use crate::base::fields;
use crate::base::source::FileName;
use crate::blocks::rule;
use crate::load::files::UNUSED;
use crate::load::tree::Tree;
use crate::model::id::SlotName;
use crate::model::kind::Kind;
use crate::model::page::FixedPage;
use crate::model::record::Record;

/// Takes back what a block says of itself as a whole, of what was pushed since there were `from`, if one of its parts
/// could not be read.
pub(super) fn of_block(from: usize, is_part_missing: bool, diags: &mut Diagnostics) {
    let is_cause = |one: &Diagnostic| one.severity == Severity::Error && !rule::rests_on_all(one.rule);
    if is_part_missing || diags.iter().skip(from).any(is_cause) {
        diags.take_back(from, |one| rule::rests_on_all(one.rule));
    }
}

/// Takes back, of what was pushed since there were `from`, what follows if a slot of the record stands under a misspelt
/// key: that it is missing, and the warnings of all blocks, which would speak of a record without it.
pub(super) fn of_slots(from: usize, kind: &Kind, diags: &mut Diagnostics) {
    let slot = |one: &Diagnostic| {
        let nearest = one.text_of("nearest").filter(|_| one.rule.name == fields::UNKNOWN.name)?;
        kind.slots.iter().find(|slot| slot.is_called(nearest)).map(|slot| slot.name.clone())
    };
    let meant: Vec<SlotName> = diags.iter().skip(from).filter_map(slot).collect();
    if !meant.is_empty() {
        let is_meant =
            |one: &Diagnostic| one.text_of("slot").is_some_and(|slot| meant.iter().any(|own| **own == *slot));
        diags.take_back(from, |one| match one.severity {
            Severity::Error => one.rule.name == "record/missing-slot" && is_meant(one),
            _ => rule::is_of_block(one.rule),
        });
    }
}

const SETTINGS: &str = "content/portal.yaml";

/// Rules that rest on a file of settings.
const OF_SETTINGS: [(&str, &[&str]); 3] = [
    (
        SETTINGS,
        &[
            "org/unknown-body",
            "org/unknown-level",
            "portal/no-address",
            "portal/unused-body-set",
            "section/unknown",
            "window/unknown-act",
        ],
    ),
    ("content/calendar.yaml", &["calendar/no-year"]),
    ("content/catalogue.yaml", &["record/unknown-item"]),
];

/// Takes back what follows from a file of settings with errors.
pub(super) fn of_settings(diags: &mut Diagnostics) {
    // Of the settings themselves, only what keeps a whole part of them from being read is a cause.
    let is_cause = |one: &Diagnostic| {
        let causes = ["yaml/", "file/", "key/unknown", "value/wrong-type", "name/not-an-address"];
        &*one.span.file != SETTINGS || causes.iter().any(|cause| one.rule.name.starts_with(cause))
    };
    let errors = diags.iter().filter(|one| one.severity == Severity::Error && is_cause(one));
    let files: BTreeSet<&str> = errors.map(|one| &*one.span.file).collect();
    let faulty: Vec<_> = OF_SETTINGS.iter().filter(|(file, _)| files.contains(file)).collect();
    let follows = |one: &Diagnostic| {
        let of = |(file, _): &&&(&str, &[&str])| *file != &*one.span.file || one.severity < Severity::Error;
        faulty.iter().filter(of).any(|(_, rules)| rules.contains(&one.rule.name))
    };
    if !faulty.is_empty() {
        diags.take_back(0, follows);
    }
}

/// Takes back that nothing uses a file to which a text leads: what the link lacks is told at the link.
pub(super) fn of_links(records: &[Arc<Record>], pages: &[Arc<FixedPage>], diags: &mut Diagnostics) {
    let is_unused = |one: &Diagnostic| one.rule.name == UNUSED.name;
    if !diags.iter().any(is_unused) {
        return;
    }
    let bodies = records.iter().map(|record| &record.body).chain(pages.iter().map(|page| &page.body));
    let linked = bodies.flat_map(|body| &body.links).map(|link| Tree::name(&link.target));
    let told = diags.iter().filter_map(|one| one.text_of("found").map(FileName::from));
    let linked: BTreeSet<FileName> = linked.chain(told).collect();
    diags.take_back(0, |one| is_unused(one) && linked.contains(&one.span.file));
}
