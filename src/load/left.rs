//! What is known of a record that has an error, and so what of it may stay.

use crate::base::diag::Diagnostics;
use crate::base::fields::Fields;
use crate::base::name::Name;
use crate::base::yaml::Node;
use crate::files::Error;
use crate::load::setting::{Left, Setting};
use crate::load::sight::{self, Sight};
use crate::load::tree::{RecordFiles, Tree};
use crate::load::{Parsed, attached, expiry, gate, named, veil};
use crate::model::id::KindName;
use crate::model::{Broken, Keeps};

/// What came of reading it.
pub(super) fn parsed(left: &Left<'_>, mut diags: Diagnostics) -> Parsed {
    let Left { setting, id, files, .. } = *left;
    let published = sight::published(id, left.node, left.text);
    let sight = if published.is_err() { Sight::Closed } else { left.sight };
    let published = published.unwrap_or_default();
    veil::close(&Tree::name(&files.source), left.text, veil::veil(sight, published), &mut diags);
    // What was published of it before may hold the same.
    let is_leaking = diags.iter().any(gate::closes);
    let keeps = if is_leaking { Keeps::Nothing } else { sight::keeps(sight, attached::named(left)) };
    let names_last = expiry::names_last(left, published.or(id.day()));
    let (before, is_leaked) = sight::corrects(id, left.node, left.text);
    let (kind, section) = left.node.map(|node| placed(setting, node)).unwrap_or_default();
    Parsed {
        outcome: Err(Broken { id: id.clone(), published, keeps, kind, section, before, is_leaked, names_last }),
        diags,
    }
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
