//! Whom to ask: who can explain and mend what stands on a page, and where to complain if that does not help.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use crate::model::contact::Contact as Person;
use crate::model::org::{Desk, OrgId};
use crate::view::{Context, keys};

/// Someone to ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// Name or post.
    pub name: Arc<str>,
    /// Telephone as shown, empty for none.
    pub phone: Arc<str>,
    /// Telephone for a `tel:` link: digits and `+`.
    pub tel: String,
    /// Where and when, empty for none.
    pub detail: String,
}

/// Its own contacts, else those of the nearest organisation above that has some; of a unit that is gone, those of the
/// unit that took it over.
pub(crate) fn desks(context: &Context<'_>, id: OrgId) -> Vec<Contact> {
    let orgs = &context.site.portal().orgs;
    let is_gone = |id| orgs.life(id).end.is_some_and(|end| end < context.site.today);
    let id = orgs.successor(id).filter(|_| is_gone(id)).unwrap_or(id);
    let nearest = orgs.inherited(id, |org| (!org.contacts.is_empty()).then_some(&org.contacts));
    // Nobody keeps hours at a unit that is gone.
    let has_hours = !is_gone(id);
    nearest.into_iter().flatten().map(|desk| of_desk(context, desk, has_hours)).collect()
}

fn of_desk(context: &Context<'_>, desk: &Desk, has_hours: bool) -> Contact {
    let own = &desk.contact;
    let name = match &desk.post {
        Some(post) => context.say(keys::BRACKETS, &[context.tongue.text(post), &own.name]).into(),
        None => context.tongue.word(&own.name),
    };
    let hours = desk.hours.as_ref().filter(|_| has_hours);
    let pay_to = own.pay_to.as_ref().map(|account| context.say(keys::PAY_TO, &[account]));
    let detail: Vec<&str> = desk.place.iter().chain(hours).map(|text| &**text).chain(pay_to.as_deref()).collect();
    let detail = detail.join(&context.say(keys::COMMA, &[]));
    Contact { name, tel: tel(&own.phone), phone: own.phone.clone(), detail }
}

/// Where to complain about an organisation: its own channels, then those of each one above, then the portal's.
pub(crate) fn channels(context: &Context<'_>, org: OrgId) -> Vec<Contact> {
    let (portal, tongue) = (context.site.portal(), context.tongue);
    let mut found: Vec<Contact> = Vec::new();
    for id in portal.orgs.line(org).into_iter().rev() {
        let own = portal.orgs.get(id);
        found.extend(own.complaints.iter().map(|channel| contact(context, &tongue.word(&channel.name), channel)));
    }
    found.extend(portal.config.complaints.iter().map(|channel| contact(context, &tongue.word(&channel.name), channel)));
    let mut seen = BTreeSet::new();
    found.retain(|contact| seen.insert((contact.name.clone(), contact.phone.clone())));
    found
}

/// Someone with a telephone, and the account that payments go to, under the `name` that the page calls them by.
pub(crate) fn contact(context: &Context<'_>, name: &Arc<str>, own: &Person) -> Contact {
    let detail = own.pay_to.as_ref().map(|account| context.say(keys::PAY_TO, &[account])).unwrap_or_default();
    Contact { name: name.clone(), phone: own.phone.clone(), tel: tel(&own.phone), detail }
}

/// The digits of a telephone number, for a `tel:` link.
pub(crate) fn tel(phone: &str) -> String {
    phone.chars().filter(|sign| sign.is_ascii_digit() || *sign == '+').collect()
}
