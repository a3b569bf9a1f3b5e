//! The rules of all blocks, and what messages about blocks rest on.

use crate::base::diag::Rule;
use crate::blocks::dispatch::BlockName;
use crate::blocks::totals;

/// Every rule of this layer.
pub(crate) fn all() -> impl Iterator<Item = &'static Rule> {
    of_blocks().chain(totals::ALL_RULES.iter().copied().flatten().copied())
}

fn of_blocks() -> impl Iterator<Item = &'static Rule> {
    BlockName::RULES.iter().copied().flatten().copied().flatten().copied()
}

/// Whether a rule compares what a block says as a whole.
pub fn rests_on_all(rule: &Rule) -> bool {
    BlockName::OF_THE_WHOLE.iter().copied().flatten().any(|own| own.name == rule.name)
}

/// Whether a rule speaks of what stands in a block.
pub fn is_of_block(rule: &Rule) -> bool {
    of_blocks().any(|own| noun_of(own) == noun_of(rule))
}

fn noun_of(rule: &Rule) -> &'static str {
    rule.name.split_once('/').map_or(rule.name, |(noun, _)| noun)
}

#[cfg(test)]
mod tests {
    use super::{all, is_of_block, rests_on_all};
    use crate::blocks::totals;

    #[test]
    fn rules_of_the_whole_are_of_a_block_and_those_of_totals_are_not() {
        let whole: Vec<_> = all().filter(|rule| rests_on_all(rule)).collect();
        assert_eq!(whole.len(), 7);
        assert!(whole.into_iter().all(is_of_block));
        assert!(totals::ALL_RULES.iter().copied().flatten().all(|rule| !is_of_block(rule)));
    }
}
