//! On what a record rests.

use serde::Serialize;

use crate::base::lang::Label;
use crate::model::record::Record;
use crate::view::link::Href;
use crate::view::reference::reference;
use crate::view::{Context, keys};

/// A law or rule.
#[derive(Clone, Debug, Serialize)]
pub struct Basis {
    /// As its heading and links to it say.
    pub title: String,
    /// Its page, if it is published here.
    pub href: Option<Href>,
}

/// On what a record rests: laws with the numbers that held on its day.
pub(super) fn bases(context: &Context<'_>, record: &Record) -> Vec<Basis> {
    let portal = context.site.portal();
    let unlinked = |label: &Label| Basis { title: context.label(label), href: None };
    if record.basis.is_empty() {
        return portal.usual_basis(record).iter().map(unlinked).collect();
    }
    let own = record.basis.iter().map(|written| match reference(context, record, &written.value) {
        Some(link) => Basis { title: as_work(context, link.title), href: Some(link.href) },
        None => unlinked(&portal.laws.printed(&written.value, record.basis_day())),
    });
    own.collect()
}

/// The title of a rule that is published here, as titles of laws are written.
fn as_work(context: &Context<'_>, title: String) -> String {
    if title.contains('《') { title } else { context.say(keys::WORK, &[&title]) }
}
