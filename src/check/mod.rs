//! Rules across records, one file each. What one record says wrongly is found while it is read; here is what only the
//! whole site shows. A check reads the [`Site`], and so knows nothing that is not public.

mod accept;
mod ahead;
mod channel;
mod coverage;
mod empty;
mod extension;
mod failed;
mod follow;
mod identifiers;
mod life;
mod link;
mod names;
mod objection;
mod opening;
mod operator;
mod overdue;
mod owed;
mod placeholder;
mod plan;
mod proof;
mod same;
mod silent;
mod stale;
mod term;
mod unanswered;
mod unread;
mod window;

use crate::base::diag::{Diagnostics, Rule};
use crate::base::names::nearest;
use crate::base::path::resolve;
use crate::base::{
    date, decided, decoding, fields, length, limits, money, name, number, period, source, written, yaml,
};
use crate::blocks::{account, column, columns, measures, procedure, register, scorecard, tally, totals};
use crate::load;
use crate::model::record::Record;
use crate::model::{act, config, due, form, kind, language, org, relation, runs, window as window_model};
use crate::site::Site;

/// Rules of this phase.
pub const RULES: &[&[&Rule]] = &[
    accept::RULES,
    ahead::RULES,
    channel::RULES,
    coverage::RULES,
    empty::RULES,
    extension::RULES,
    failed::RULES,
    follow::RULES,
    identifiers::RULES,
    life::RULES,
    link::RULES,
    names::RULES,
    objection::RULES,
    opening::RULES,
    operator::RULES,
    overdue::RULES,
    owed::RULES,
    placeholder::RULES,
    plan::RULES,
    proof::RULES,
    same::RULES,
    silent::RULES,
    stale::RULES,
    term::RULES,
    unanswered::RULES,
    window::RULES,
];

/// Every rule about content, of this phase and those before it.
pub fn rules() -> Vec<&'static Rule> {
    let base = [
        date::RULES,
        decided::RULES,
        decoding::RULES,
        fields::RULES,
        length::RULES,
        limits::RULES,
        money::RULES,
        name::RULES,
        number::RULES,
        period::RULES,
        source::RULES,
        written::RULES,
        yaml::RULES,
    ];
    let rows = [account::RULES, column::RULES, columns::RULES, measures::RULES, register::RULES, totals::RULES];
    let blocks = rows.into_iter().chain([
        account::PERIOD_RULES,
        procedure::RULES,
        procedure::OPTION_RULES,
        scorecard::RULES,
        tally::RULES,
    ]);
    let model = [
        act::RULES,
        config::RULES,
        due::RULES,
        form::RULES,
        kind::RULES,
        language::RULES,
        org::RULES,
        relation::RULES,
        runs::RULES,
        window_model::RULES,
    ];
    let lists = base.into_iter().chain(blocks).chain(model).chain(load::RULES.iter().copied());
    lists.chain(RULES.iter().copied()).flatten().copied().collect()
}

/// Checks a site by every rule, and marks what the records accept.
pub fn check(site: &Site) -> Diagnostics {
    let mut diags = Diagnostics::new();
    for rule in [
        ahead::check,
        channel::check,
        coverage::check,
        empty::check,
        extension::check,
        failed::check,
        follow::check,
        identifiers::check,
        life::check,
        link::check,
        names::check,
        objection::check,
        opening::check,
        operator::check,
        overdue::check,
        owed::check,
        placeholder::check,
        plan::check,
        proof::check,
        same::check,
        silent::check,
        stale::check,
        term::check,
        unanswered::check,
        window::check,
    ] {
        rule(site, &mut diags);
    }
    accept::check(site, &mut diags);
    diags
}

/// The record beside the one named whose file name is nearest.
fn near<'a>(site: &'a Site, record: &Record, written: &str) -> Option<&'a str> {
    let path = resolve(record.folder(), written)?;
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
    let beside = site.public.records.all().iter().filter(|other| other.folder() == folder && other.id != record.id);
    nearest(name, beside.map(|other| other.id.rsplit('/').next().unwrap_or(&other.id)))
}
