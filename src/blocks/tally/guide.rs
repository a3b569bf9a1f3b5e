//! What those who fill in ballots are told.

use crate::blocks::guide::{NewSlot, commented};
use crate::blocks::tally::TallyOptions;

/// A ballot to copy.
pub(super) fn skeleton(options: &TallyOptions, slot: &NewSlot<'_>) -> Vec<String> {
    let keys = ["name", "question", "date", "eligible", "present", "valid", "options", "passed"];
    let names = slot.choice(options.ballots.iter().map(|(name, _)| &**name));
    let keys = keys.into_iter().enumerate().map(|(at, key)| {
        let known = if key == "name" { &*names } else { "" };
        commented(at, key, &slot.with_known(slot.called(key), known))
    });
    std::iter::once(slot.head_of_rows()).chain(keys).collect()
}

/// The rules of a form: that of all ballots, then those of single ones.
pub(super) fn describe(options: &TallyOptions) -> Vec<String> {
    let others = options.ballots.iter().map(|(name, rule)| format!("{name}: {}", rule.name));
    std::iter::once(options.rule.name.to_string()).chain(others).collect()
}
