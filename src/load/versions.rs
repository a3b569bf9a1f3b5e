//! How many versions a record has.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::diag::Diagnostics;
use crate::base::limits::{Limit, Limits};
use crate::model::record::Record;

/// Reports the newest of more versions of one record than are allowed. Each page of a version lists all of them.
pub(super) fn check(records: &[Arc<Record>], limits: &Limits, diags: &mut Diagnostics) {
    let before = |record: &Record| record.supersedes.as_ref().map(|before| before.value.clone());
    let earlier: BTreeMap<&str, Arc<str>> =
        records.iter().filter_map(|record| Some((&*record.id, before(record)?))).collect();
    let superseded: BTreeSet<&str> = earlier.values().map(|id| &**id).collect();
    let most = limits.of(Limit::Versions);
    for newest in records.iter().filter(|record| !superseded.contains(&*record.id)) {
        let Some(supersedes) = &newest.supersedes else { continue };
        let (mut count, mut at) = (1, &*newest.id);
        // It goes no further than it must, since many may follow one and the same.
        while let Some(id) = earlier.get(at).filter(|_| count <= most) {
            (count, at) = (count + 1, id);
        }
        if count > most {
            diags.push(limits.at_least(Limit::Versions, count, &supersedes.span));
        }
    }
}
