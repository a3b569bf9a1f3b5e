//! Settings that are more than a value: what they name must be there, or be whole.

use std::sync::Arc;

use crate::base::currency::Currency;
use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::fields::{FromNode, Spanned, no_choice};
use crate::base::names;
use crate::base::yaml::Node;
use crate::model::config::{ADDRESS, CURRENCY, FORMAT, NEWER, ZONE};
use crate::model::inspection::Inspection;
use crate::model::pack::{Pack, Profile};

/// The pack and the profile of it that `profile:` names; those of a portal that names none.
pub(super) fn read_profile(
    node: Option<&Node>,
    diags: &mut Diagnostics,
) -> (Arc<Pack>, Option<Spanned<&'static Profile>>) {
    let all: Vec<_> = Pack::profiles().collect();
    let choices = all.iter().enumerate().map(|(at, (_, profile))| (&*profile.name, &*profile.label, at));
    let choices: Vec<(&str, &str, usize)> = choices.collect();
    let node = node.filter(|node| !node.is_empty());
    // What is misspelt is told; the rest is read by what was meant, so that nothing follows from it.
    let near = |node: &Node| {
        let name = names::nearest(node.text()?, choices.iter().map(|(name, ..)| *name))?;
        choices.iter().find(|(own, ..)| *own == name).map(|(.., at)| *at)
    };
    let mut named = |node: &Node| {
        let text = String::from_node(node, diags)?;
        let found = choices.iter().find(|(name, label, _)| *name == text || *label == text);
        if found.is_none() {
            let allowed = choices.iter().map(|(name, label, _)| (*name, *label));
            diags.push(no_choice(node, &text).with_named("allowed", allowed));
        }
        found.map(|(.., at)| *at)
    };
    let named = node.and_then(|node| Some((node, named(node).or_else(|| near(node))?)));
    match named.and_then(|(node, at)| Some((node, all.get(at)?))) {
        Some((node, (pack, profile))) => ((*pack).clone(), Some(Spanned { value: *profile, span: node.span.clone() })),
        None => (Pack::usual(), None),
    }
}

/// In what the portal counts money; what cannot be read is that of the pack.
pub(super) fn read_currency(written: Option<Spanned<Arc<str>>>, pack: &Pack, diags: &mut Diagnostics) -> Arc<Currency> {
    let Some(written) = written else { return pack.currency.clone() };
    Currency::of(&written.value).unwrap_or_else(|| {
        let unknown = Diagnostic::new(&CURRENCY, written.span).with("value", written.value);
        diags.push(unknown.with_list("known", Currency::all().map(|one| &one.code)));
        pack.currency.clone()
    })
}

/// Reports a format that this program does not know yet.
pub(super) fn check_format(format: Option<Spanned<u32>>, diags: &mut Diagnostics) {
    if let Some(newer) = format.filter(|format| format.value > FORMAT) {
        let newer = Diagnostic::new(&NEWER, newer.span).with_own("given", newer.value);
        diags.push(newer.with_own("known", FORMAT));
    }
}

/// What is looked at: the limits of the profile that the portal names, with its own in their place. A portal that names
/// none and gives no limits is not inspected.
pub(super) fn read_inspection(
    profile: Option<&Spanned<&Profile>>,
    own: Option<&Node>,
    diags: &mut Diagnostics,
) -> Inspection {
    let usual = profile.map_or_else(Inspection::default, |profile| profile.value.inspection.clone());
    let own = own.filter(|node| !node.is_empty());
    let span = profile.map(|profile| profile.span.clone()).or_else(|| own.map(|node| node.span.clone()));
    let changed = match own {
        Some(node) => usual.changed_by(node, diags),
        None => usual,
    };
    Inspection { span, ..changed }
}

/// The address, if it is whole.
pub(super) fn check_address(address: Spanned<Arc<str>>, diags: &mut Diagnostics) -> Option<Arc<str>> {
    let text = &address.value;
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let whole = host.is_some_and(|host| host.len() > 1 && host.ends_with('/') && !host.starts_with('/'));
    if !whole || text.contains([' ', '"', '<', '>', '?', '#']) {
        diags.push(Diagnostic::new(&ADDRESS, address.span).with("value", text));
        return None;
    }
    Some(address.value)
}

/// The time zone, if there is one of this name.
pub(super) fn check_zone(zone: Spanned<Arc<str>>, diags: &mut Diagnostics) -> Option<Arc<str>> {
    if jiff::tz::TimeZone::get(&zone.value).is_err() {
        diags.push(Diagnostic::new(&ZONE, zone.span).with("value", &zone.value));
        return None;
    }
    Some(zone.value)
}
