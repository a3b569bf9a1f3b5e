//! Rules across records, one file each. What one record says wrongly is found while it is read; here is what only the
//! whole site shows. A check reads the [`Site`], and so knows nothing that is not public.

mod link;
mod opening;
mod overdue;
mod plan;
mod proof;
mod term;
mod window;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diag::{Diagnostics, Rule, Severity};
use crate::model::record::Record;
use crate::site::Site;

/// Rules of this phase.
pub const RULES: &[&[&Rule]] =
    &[link::RULES, opening::RULES, overdue::RULES, plan::RULES, proof::RULES, term::RULES, window::RULES];

/// Checks a site by every rule, and marks what the records accept.
pub fn check(site: &Site) -> Diagnostics {
    let mut diags = Diagnostics::new();
    for rule in [link::check, opening::check, overdue::check, plan::check, proof::check, term::check, window::check] {
        rule(site, &mut diags);
    }
    accept(site, &mut diags);
    diags
}

/// Marks warnings that the record in whose file they stand accepts.
fn accept(site: &Site, diags: &mut Diagnostics) {
    let accepting = site.portal().records.iter().filter(|record| !record.accept.is_empty());
    let by_file: BTreeMap<Arc<str>, &Arc<Record>> =
        accepting.map(|record| (record.span.file.clone(), record)).collect();
    for one in diags.iter_mut().filter(|one| one.severity == Severity::Warning) {
        let record = by_file.get(&one.span.file);
        let accept = record.and_then(|record| record.accept.iter().find(|a| *a.rule.value == *one.rule.name));
        one.accepted = accept.map(|accept| accept.reason.to_string());
    }
}
