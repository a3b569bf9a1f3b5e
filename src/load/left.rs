//! What is known of a record that has an error, and so what of it may stay.

use crate::base::diag::Diagnostics;
use crate::base::fields::Fields;
use crate::base::name::Name;
use crate::base::path::SitePath;
use crate::base::yaml::Node;
use crate::files::Error;
use crate::load::setting::{Left, Setting};
use crate::load::sight::{self, Sight};
use crate::load::tree::{RecordFiles, Tree};
use crate::load::{Parsed, attached, expiry, gate, named, veil};
use crate::model::alias::Alias;
use crate::model::id::KindName;
use crate::model::{Broken, Keeps};

/// What came of reading it.
pub(super) fn parsed(left: &Left<'_>, mut diags: Diagnostics) -> Parsed {
    let Left { setting, id, files, .. } = *left;
    let published = sight::published(id, left.node, left.text);
    let is_told = published.is_ok();
    let sight = if is_told { left.sight } else { Sight::Closed };
    let published = published.unwrap_or_default();
    let is_draft = |node| sight::is_draft(node, named::kind_of(setting, node), &diags);
    let is_draft = is_told && left.node.is_some_and(is_draft);
    veil::close(&Tree::name(&files.source), left.text, veil::veil(sight, is_draft, published), &mut diags);
    // What was published of it before may hold the same.
    let is_leaking = diags.iter().any(gate::closes) || (!is_looked_at(left) && holds_number(left));
    let names_last = expiry::names_last(left, published.or(id.day()));
    let (before, is_leaked) = sight::corrects(id, left.node, left.text);
    // Its last page may still tell of the version that it now says leaked.
    let is_closed = is_leaking || is_leaked;
    let keeps = if is_closed { Keeps::Nothing } else { sight::keeps(sight, attached::named(left)) };
    let (kind, section) = left.node.map(|node| placed(setting, node)).unwrap_or_default();
    let aliases = left.node.map(aliases).unwrap_or_default();
    let broken = Broken { id: id.clone(), published, keeps, kind, section, before, is_leaked, aliases, names_last };
    Parsed { outcome: Err(broken), diags }
}

/// The addresses that it had before.
fn aliases(node: &Node) -> Vec<SitePath> {
    let mut quiet = Diagnostics::new();
    let old: Vec<Alias> = Fields::of(node, &mut quiet).get("aliases", &mut quiet).unwrap_or_default();
    old.iter().map(Alias::of_record).collect()
}

/// Whether the gate has looked at its keys, which it does once their kind is known.
fn is_looked_at(left: &Left<'_>) -> bool {
    left.node.is_some_and(|node| named::read_kind(left.setting, node, &mut Diagnostics::new()).is_some())
}

fn holds_number(left: &Left<'_>) -> bool {
    gate::holds_number(&Tree::name(&left.files.source), left.text)
}

/// Kind and section that a record names, whatever else is wrong with it.
fn placed(setting: &Setting<'_>, node: &Node) -> (Option<KindName>, Option<Name>) {
    let mut quiet = Diagnostics::new();
    let section = Fields::of(node, &mut quiet).get("section", &mut quiet);
    (named::kind_of(setting, node).map(|kind| kind.name.clone()), section)
}

/// The same record where a second source says something else: of both, what is more closed holds.
pub(super) fn of_twins(setting: &Setting<'_>, files: &RecordFiles, parsed: Parsed) -> Result<Parsed, Error> {
    let Parsed { outcome, mut diags } = parsed;
    let mut broken = outcome.map_or_else(|broken| broken, |record| Broken::from(&*record));
    for path in &files.twins {
        let bytes = setting.tree.read(path, &mut diags)?.unwrap_or_default();
        if sight::of_unreadable(&String::from_utf8_lossy(&bytes), setting.definitions) == Sight::Closed {
            broken.keeps = Keeps::Nothing;
        }
    }
    Ok(Parsed { outcome: Err(broken), diags })
}
