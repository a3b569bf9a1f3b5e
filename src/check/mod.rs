//! Rules across records, one file each. What one record says wrongly is found while it is read; here is what only the
//! whole site shows. A check reads the [`Site`], and so knows nothing that is not public.

mod accept;
mod channel;
mod coverage;
mod extension;
mod life;
mod link;
mod objection;
mod opening;
mod overdue;
mod plan;
mod proof;
mod term;
mod window;

use crate::base::diag::{Diagnostics, Rule};
use crate::base::{date, fields, money, number, period, source, yaml};
use crate::blocks::{account, column, measures, procedure, register, scorecard, tally};
use crate::load;
use crate::model::{act, config, due, form, kind, org, relation, window as window_model};
use crate::site::Site;

/// Rules of this phase.
pub const RULES: &[&[&Rule]] = &[
    accept::RULES,
    channel::RULES,
    coverage::RULES,
    extension::RULES,
    life::RULES,
    link::RULES,
    objection::RULES,
    opening::RULES,
    overdue::RULES,
    plan::RULES,
    proof::RULES,
    term::RULES,
    window::RULES,
];

/// Every rule about content, of this phase and those before it.
pub fn rules() -> Vec<&'static Rule> {
    let base = [date::RULES, fields::RULES, money::RULES, number::RULES, period::RULES, source::RULES, yaml::RULES];
    let rows = [account::RULES, column::RULES, measures::RULES, register::RULES];
    let blocks = rows.into_iter().chain([procedure::RULES, procedure::OPTION_RULES, scorecard::RULES, tally::RULES]);
    let model = [
        act::RULES,
        config::RULES,
        due::RULES,
        form::RULES,
        kind::RULES,
        org::RULES,
        relation::RULES,
        window_model::RULES,
    ];
    let lists = base.into_iter().chain(blocks).chain(model).chain(load::RULES.iter().copied());
    lists.chain(RULES.iter().copied()).flatten().copied().collect()
}

/// Checks a site by every rule, and marks what the records accept.
pub fn check(site: &Site) -> Diagnostics {
    let mut diags = Diagnostics::new();
    for rule in [
        channel::check,
        coverage::check,
        extension::check,
        life::check,
        link::check,
        objection::check,
        opening::check,
        overdue::check,
        plan::check,
        proof::check,
        term::check,
        window::check,
    ] {
        rule(site, &mut diags);
    }
    accept::check(site, &mut diags);
    diags
}
