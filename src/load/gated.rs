//! A record at the gate: what of it the public will see, and what its keys mean.

use crate::base::diag::Diagnostics;
use crate::base::fields::Fields;
use crate::base::yaml::Node;
use crate::load::gate::{Gate, InSlot, Sees};
use crate::load::setting::Reading;
use crate::load::sight::{self, Sight};
use crate::model::audience::Audience;
use crate::model::form::Form;
use crate::model::privacy::Of;
use crate::model::record::Status;

/// Takes out of what a record says under its keys and in its rows what must not be public; the gate goes on to its text
/// and its files.
pub(super) fn gate<'g>(own: &Reading<'g>, node: &mut Node) -> Gate<'g> {
    let orgs = own.setting.orgs;
    let org = orgs.get(orgs.owner(own.id));
    let unit = [&*org.level, org.org_type.as_deref().unwrap_or_default()];
    let mut gate = Gate::of_record(own.setting.config, Of { kind: &own.kind.name, unit }, node, sees(own, node));
    let slot_of = |key: &str| {
        let slot = own.kind.slots.iter().find(|slot| slot.is_called(key))?;
        let options = Form::options(own.form, own.kind, &slot.name);
        Some(InSlot { options, is_counting: !slot.block.has_own_keys() })
    };
    gate.record(own.id, &slot_of, node);
    gate
}

/// What of a record the public will see, as far as its keys tell.
fn sees(own: &Reading<'_>, node: &Node) -> Sees {
    if sight::of_node(node, Some(own.kind), &Diagnostics::new()) != Sight::Closed {
        return Sees::All;
    }
    let mut quiet = Diagnostics::new();
    let mut fields = Fields::of(node, &mut quiet);
    let status = fields.get("status", &mut quiet);
    let audience: Audience = fields.get("audience", &mut quiet).unwrap_or(own.kind.audience);
    match status {
        Some(Status::Withdrawn) if audience == Audience::Public => Sees::Tombstone,
        Some(Status::Published) | None if audience == Audience::Public => Sees::All,
        _ => Sees::Nothing,
    }
}
