//! What messages about blocks rest on.

use crate::base::diag::Rule;

/// Rules that compare what a block says as a whole. Where a part of it could not be read, they would compare what is not
/// there.
pub(crate) const OF_THE_WHOLE: [&str; 7] = [
    "account/other-large",
    "account/unbalanced",
    "procedure/reversed",
    "procedure/skipped",
    "scorecard/band-differs",
    "scorecard/rank-differs",
    "scorecard/total-differs",
];

/// Whether a rule compares what a block says as a whole.
pub fn rests_on_all(rule: &Rule) -> bool {
    OF_THE_WHOLE.contains(&rule.name)
}

/// Whether a rule speaks of what stands in a block.
pub fn is_of_block(rule: &Rule) -> bool {
    let blocks = ["account", "figure", "procedure", "register", "scorecard", "tally"];
    rule.name.split_once('/').is_some_and(|(noun, _)| blocks.contains(&noun))
}
