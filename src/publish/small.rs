//! What a record keeps whose list is too short to be told: fewer rows of a sensitive register than
//! the smallest count that the portal tells, three unless it says otherwise.
//!
//! | | its page | data files, league tables, changes to the next period | totals |
//! |---|---|---|---|
//! | while the public may object | everything | course and votes | see `rollup::small` |
//! | from then on, or without a window | course and votes | course and votes | the same |
//!
//! The course tells how far the matter is, the votes how it was decided; amounts, figures, scores, facts and other lists
//! tell the case itself and go where its rows go.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::date::Date;
use crate::blocks::{Block, BlockOptions};
use crate::model::Portal;
use crate::model::id::SlotName;
use crate::model::record::{Record, Status};

/// Blocks of a record that only rise: nothing but a summary sees them.
pub type Held = Arc<[(SlotName, Block)]>;

/// A record with a short list, as the public may see it.
pub(super) struct Short {
    pub(super) record: Arc<Record>,
    pub(super) held: Held,
    /// Whether its blocks stand on its page and nowhere else.
    pub(super) is_page_only: bool,
}

/// Whether a record with a short list keeps the block for good.
pub(super) fn stays(block: &Block) -> bool {
    block.is_small() || !block.tells_case()
}

impl Short {
    /// The part of `record`, which has a short list, that may be seen on `today`.
    pub(super) fn of(record: &Arc<Record>, today: Date) -> Self {
        let is_page_only = record.window.as_ref().is_some_and(|window| today <= window.last_objection(today));
        let (mut slots, mut held) = (Vec::new(), Vec::new());
        for (slot, block) in &record.slots {
            let own = if is_page_only || stays(block) { &mut slots } else { &mut held };
            let block = match block.clone().masked() {
                list if list.is_small() && is_page_only => list.page_only(),
                list if list.is_small() => list.without_rows(),
                block => block,
            };
            own.push((slot.clone(), block));
        }
        // A message that the publisher accepts repeats figures of the blocks.
        let accept = if is_page_only { record.accept.clone() } else { Vec::new() };
        Self { record: Arc::new(Record { slots, accept, ..(**record).clone() }), held: held.into(), is_page_only }
    }
}

/// The ids of records that others correct by `today`, whoever may see these: whether a version counts does not depend on that.
pub(super) fn replaced(records: &[Arc<Record>], today: Date) -> BTreeSet<&str> {
    let holds = |record: &&Arc<Record>| record.status != Status::Draft && record.published <= today;
    let newer = records.iter().filter(holds);
    newer.filter_map(|record| record.supersedes.as_ref().map(|before| &*before.value)).collect()
}

/// The blocks of a record that is not public, if it may tell its counts. Where its form has a sensitive list and it
/// lists nobody yet, it is itself the one case that it would tell of, so nothing rises.
pub(super) fn counted(portal: &Portal, record: &Record) -> Vec<(SlotName, Block)> {
    let form = record.form.as_ref().and_then(|form| portal.forms.get(form));
    let mut slots = form.into_iter().flat_map(|form| form.slots.values());
    let lists_somebody = |block: &Block| block.as_register().is_some_and(|register| !register.is_empty());
    if slots.any(BlockOptions::is_sensitive) && !record.slots.iter().any(|(_, block)| lists_somebody(block)) {
        return Vec::new();
    }
    record.slots.iter().map(|(slot, block)| (slot.clone(), block.clone().masked())).collect()
}
