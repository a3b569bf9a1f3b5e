//! What may be filled in of a record of a kind and form: the same slots, columns and choices that its reader asks for.

use std::sync::Arc;

use crate::base::lang::Lang;
use crate::base::names;
use crate::blocks::inputs::Rows;
use crate::edit::envelope;
use crate::edit::part::{Field, Names, Section, Table, of_key};
use crate::model::Portal;
use crate::model::form::Form as Format;
use crate::model::kind::{Kind, Slot};

/// What may be filled in.
#[derive(Clone, Debug)]
pub struct Form {
    /// Its parts, in the order of the page.
    pub sections: Vec<Section>,
}

impl Form {
    /// The form of a kind, in the language of who fills it in.
    pub fn of(portal: &Portal, (kind, format): (&Kind, Option<&Format>), lang: Lang) -> Self {
        let slots = kind.slots.iter().map(|slot| of_slot(kind, format, slot, lang));
        let mut sections = vec![envelope::usual(lang)];
        sections.extend(slots);
        sections.extend(envelope::more(portal, lang));
        Self { sections }
    }

    /// All its single values.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.sections.iter().flat_map(|section| &section.fields)
    }

    /// All its tables.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.sections.iter().filter_map(|section| section.table.as_ref())
    }
}

fn of_slot(kind: &Kind, format: Option<&Format>, slot: &Slot, lang: Lang) -> Section {
    let inputs = Format::options(format, kind, &slot.name).inputs(lang);
    let own: Names = std::iter::once(Arc::from(&*slot.name))
        .chain(names::chinese(&slot.name).map(Arc::from))
        .chain(slot.label.all().cloned())
        .collect();
    let table = inputs.table.map(|table| {
        let path = std::iter::once(own.clone()).chain(table.key.map(of_key)).collect();
        Table { path, is_slot: table.key.is_none(), columns: table.columns, rows: table.rows }
    });
    let above = vec![own];
    let fields = inputs.fields.into_iter().map(|input| Field { above: above.clone(), input }).collect();
    let (name, label) = (Arc::from(&*slot.name), slot.label.get(lang.tag()).to_owned());
    let is_rare =
        !slot.is_required && matches!(&table, Some(table) if matches!(table.rows, Rows::Keyed { is_open: true, .. }));
    Section { name, label, is_required: slot.is_required, is_rare, fields, table }
}
