//! The page that finds records. What it finds is done by a script; without one it says how to browse.

use serde::Serialize;

use crate::model::org::OrgId;
use crate::plan::{Output, Page};
use crate::search::Shard;
use crate::view::Context;
use crate::view::frame::{Around, Frame};
use crate::view::home::{SectionGroup, UnitGroup, sections, unit_groups};
use crate::view::keys;
use crate::view::link::Href;
use crate::view::tags::{self, Sort};

/// The page that finds records.
#[derive(Clone, Debug, Serialize)]
pub struct SearchView {
    /// Around the page.
    pub frame: Frame,
    /// What the script loads first; the rest stands beside it.
    pub core: Href,
    /// Place of the page's language among those of the portal, from 0.
    pub language: usize,
    /// The units right below the root, each with all below it.
    pub units: Vec<UnitGroup>,
    /// Sections with their kinds.
    pub sections: Vec<SectionGroup>,
}

/// The page that finds records.
pub(crate) fn view(context: &Context<'_>) -> SearchView {
    let title = context.say(keys::SEARCH, &[]);
    let around = Around {
        org: OrgId::ROOT,
        title: title.clone(),
        here: title.clone(),
        crumbs: Vec::new(),
        nav: "",
        depends_on_today: false,
        meta: tags::of_column(context, Sort::Guide, Some(title)),
        context,
    };
    SearchView {
        core: context.to(&Page::Output(Output::SearchShard(Shard::Core))),
        language: context.tree.language,
        units: unit_groups(context, OrgId::ROOT),
        sections: sections(context),
        frame: around.frame(),
    }
}
