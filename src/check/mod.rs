//! Rules across records, one file each. What one record says wrongly is found while it is read; here is what only the
//! whole site shows. A check reads the [`Site`], and so knows nothing that is not public.

mod accept;
mod ahead;
mod alias;
mod article;
mod basis;
mod channel;
mod coverage;
mod demonstration;
mod elected;
mod empty;
mod expiry;
mod extension;
mod failed;
mod folder;
mod follow;
mod holders;
mod identifiers;
mod left;
mod life;
mod link;
mod linkage;
mod marks;
mod names;
mod objection;
mod opening;
mod operator;
mod overdue;
mod owed;
mod period;
mod placeholder;
mod plan;
mod points;
mod posting;
mod proof;
mod published;
mod recomputable;
mod review;
mod same;
mod series;
mod silent;
mod stale;
mod taken;
mod term;
mod unanswered;
mod unit;
mod unread;
mod window;

use crate::base::diag::{Diagnostics, Rule};
use crate::base::names::nearest;
use crate::base::path::{resolve, split};
use crate::base::{
    calendar, decided, decoding, encoding, fields, length, limits, money, name, number, period as periods, smallest,
    values, written, yaml,
};
use crate::blocks::rule;
use crate::load;
use crate::model::basis as laws;
use crate::model::privacy as policy;
use crate::model::record::Record;
use crate::model::{
    act, alias as aliases, config, due, form, hosting, kind, language, licence, org, relation, runs, scopes,
    window as window_model,
};
use crate::privacy;
use crate::site::Site;

pub use published::{Last, MANIFEST, Past, TWIN};

/// What a check says, and how it looks.
type Check = (&'static [&'static Rule], fn(&Site, &mut Diagnostics));

/// Every check, one a file.
const CHECKS: &[Check] = &[
    (ahead::RULES, ahead::check),
    (alias::RULES, alias::check),
    (article::RULES, article::check),
    (basis::RULES, basis::check),
    (channel::RULES, channel::check),
    (coverage::RULES, coverage::check),
    (demonstration::RULES, demonstration::check),
    (elected::RULES, elected::check),
    (empty::RULES, empty::check),
    (expiry::RULES, expiry::check),
    (extension::RULES, extension::check),
    (failed::RULES, failed::check),
    (folder::RULES, folder::check),
    (follow::RULES, follow::check),
    (holders::RULES, holders::check),
    (identifiers::RULES, identifiers::check),
    (left::RULES, left::check),
    (life::RULES, life::check),
    (link::RULES, link::check),
    (linkage::RULES, linkage::check),
    (marks::RULES, marks::check),
    (names::RULES, names::check),
    (objection::RULES, objection::check),
    (opening::RULES, opening::check),
    (operator::RULES, operator::check),
    (overdue::RULES, overdue::check),
    (owed::RULES, owed::check),
    (period::RULES, period::check),
    (placeholder::RULES, placeholder::check),
    (plan::RULES, plan::check),
    (points::RULES, points::check),
    (posting::RULES, posting::check),
    (proof::RULES, proof::check),
    (review::RULES, review::check),
    (recomputable::RULES, recomputable::check),
    (same::RULES, same::check),
    (series::RULES, series::check),
    (silent::RULES, silent::check),
    (stale::RULES, stale::check),
    (taken::RULES, taken::check),
    (term::RULES, term::check),
    (unanswered::RULES, unanswered::check),
    (unit::RULES, unit::check),
    (window::RULES, window::check),
];

/// Every rule about content, of this phase and those before it.
pub fn rules() -> Vec<&'static Rule> {
    let base = [
        calendar::RULES,
        decided::RULES,
        decoding::RULES,
        fields::RULES,
        length::RULES,
        limits::RULES,
        money::RULES,
        name::RULES,
        number::RULES,
        periods::RULES,
        encoding::RULES,
        smallest::RULES,
        values::RULES,
        written::RULES,
        yaml::RULES,
    ];
    let model = [
        act::RULES,
        aliases::RULES,
        laws::RULES,
        config::RULES,
        due::RULES,
        form::RULES,
        hosting::RULES,
        kind::RULES,
        language::RULES,
        licence::RULES,
        org::RULES,
        policy::RULES,
        relation::RULES,
        runs::RULES,
        scopes::RULES,
        window_model::RULES,
    ];
    let lists = base.into_iter().chain([privacy::rules()]).chain(model).chain(load::RULES.iter().copied());
    let own = CHECKS.iter().map(|(rules, _)| *rules).chain([accept::RULES]).chain(published::ALL_RULES);
    lists.chain(own).flatten().copied().chain(rule::all()).collect()
}

/// Checks a site by every rule, and marks what the records accept.
pub fn check(site: &Site) -> Diagnostics {
    check_since(site, None)
}

/// The same, where a site is public already also by what would change in it without a word.
pub fn check_since(site: &Site, past: Option<Past<'_>>) -> Diagnostics {
    let mut diags = Diagnostics::new();
    for (_, check) in CHECKS {
        check(site, &mut diags);
    }
    accept::check(site, &mut diags);
    if let Some(past) = past {
        published::check(site, past, &mut diags);
    }
    diags
}

/// The record beside the one named whose file name is nearest.
fn near<'a>(site: &'a Site, record: &Record, written: &str) -> Option<&'a str> {
    let path = resolve(record.id.folder(), written)?;
    let (folder, name) = split(&path);
    let beside = site.public.records.all().iter().filter(|other| other.id.folder() == folder && other.id != record.id);
    nearest(name, beside.map(|other| other.id.name()))
}
