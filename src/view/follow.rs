//! What a record follows up, and what follows it up: an appraisal and the ledger of its findings lead to each other.

use serde::Serialize;

use std::cmp::Reverse;
use std::sync::Arc;

use crate::base::date::Date;
use crate::blocks::Block;
use crate::plan::Page;
use crate::publish::index::Seen;
use crate::site::Site;
use crate::view::block::register::CountsView;
use crate::view::parts::{self, Link};
use crate::view::{Context, block};

/// How many records of the same matter a page names; all of them stand on the page of what they follow up.
const BESIDE: usize = 6;

/// Both directions, and what stands beside it; empty where there is nothing.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FollowView {
    /// Records that this one follows up.
    pub of: Vec<Following>,
    /// Records that follow this one up, oldest first, with how far their matters are.
    pub by: Vec<Following>,
    /// The newest records that follow up the same, newest first.
    pub beside: Vec<Following>,
}

/// The other record.
#[derive(Clone, Debug, Serialize)]
pub struct Following {
    /// Its page.
    pub link: Link,
    /// Name of its organisation.
    pub org: Arc<str>,
    /// Day of publication.
    pub date: Date,
    /// How far the matters of its ledger are; none if it has no ledger, or one too small to be told.
    pub counts: Option<CountsView>,
}

/// Both directions for `record`.
pub(crate) fn follow(context: &Context<'_>, record: &Seen) -> FollowView {
    let site = context.site;
    let of = record.follows.iter().filter_map(|text| site.refer(record, &text.value));
    let of: Vec<&Seen> = of.collect();
    let by: Vec<&Seen> = followers(site, record).collect();
    let named =
        |other: &Seen| other.newest() == record.newest() || of.iter().chain(&by).any(|one| one.place == other.place);
    let mut beside: Vec<&Seen> = of.iter().flat_map(|other| followers(site, other)).filter(|one| !named(one)).collect();
    beside.sort_by_key(|one| (Reverse(one.published), one.place));
    beside.dedup_by_key(|one| one.place);
    beside.truncate(BESIDE);
    let told_alone = |other: &&Seen| Following { counts: None, ..following(context, other) };
    FollowView {
        of: of.iter().map(told_alone).collect(),
        by: by.iter().map(|other| following(context, other)).collect(),
        beside: beside.iter().map(told_alone).collect(),
    }
}

/// Whether a record that follows `record` up shows states that change with the day.
pub(crate) fn depends_on_today(site: &Site, record: &Seen) -> bool {
    followers(site, record).any(|other| parts::depends_on_today(site, other))
}

fn followers<'a>(site: &'a Site, record: &Seen) -> impl Iterator<Item = &'a Seen> {
    site.public.records.at_all(&site.record(record.newest()).followers)
}

fn following(context: &Context<'_>, other: &Seen) -> Following {
    let portal = context.site.portal();
    // Of a short list not even the number is told away from its page.
    let is_told = |block: &Block| !block.is_small() && other.is_told_elsewhere(block);
    let mut told = other.slots.iter().map(|(_, block)| block).filter(|block| is_told(block));
    Following {
        link: Link { title: other.title.to_string(), href: context.to(&Page::record(other.place)) },
        org: portal.orgs.get(other.org).name.clone(),
        date: other.published,
        counts: told.find_map(|block| block::counts(block, context.site.today, context.tongue)),
    }
}
