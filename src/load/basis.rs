//! Laws: those built in, and the portal's own, which replace a built-in one of the same name whole. Who names a law that
//! is not there is told.

use std::sync::Arc;

use crate::base::diag::Diagnostics;
use crate::base::fields::FromNode;
use crate::base::path::resolve;
use crate::base::source::Span;
use crate::files::Error;
use crate::load::definitions::{Definitions, check_name, parse, sources};
use crate::load::tree::Tree;
use crate::load::veil;
use crate::model::basis::{Law, Laws, Written};
use crate::model::catalogue::Obligation;
use crate::model::config::Config;
use crate::model::record::Record;

/// The folder of laws.
const FOLDER: &str = "basis";

/// Reads all laws.
pub(super) fn read(tree: &Tree, config: &Config, diags: &mut Diagnostics) -> Result<Laws, Error> {
    let mut laws = Vec::new();
    for source in sources(tree, (FOLDER, &config.pack), diags)? {
        let node = parse(&source, config, diags);
        if let Some(law) = node.and_then(|node| Law::from_node(&node, diags)) {
            check_name(&source, &law.name, diags);
            laws.push(law);
        }
    }
    Ok(laws.into_iter().collect())
}

/// Reports kinds, forms and items of the catalogue that name a law or a topic which is not there.
pub(super) fn check(laws: &Laws, definitions: &Definitions, catalogue: &[Obligation], diags: &mut Diagnostics) {
    let kinds = definitions.kinds.values().flat_map(|kind| &kind.basis);
    let forms = definitions.forms.values().flat_map(|form| &form.basis);
    let items = catalogue.iter().flat_map(|item| &item.basis);
    kinds.chain(forms).chain(items).for_each(|written| laws.check(written, diags));
}

/// Reports acts that name a law or a topic which is not there.
pub(super) fn check_acts(laws: &Laws, config: &Config, diags: &mut Diagnostics) {
    for source in config.windows.acts.values().flat_map(|act| &act.sources) {
        let span = Span::whole(&Tree::name("portal.yaml"));
        laws.check(&Written { value: source.home().into(), span }, diags);
    }
}

/// Reports records that name a law or a topic which is not there, unless what they name is a record or a folder.
pub(super) fn check_records(laws: &Laws, records: &[Arc<Record>], tree: &Tree, diags: &mut Diagnostics) {
    let is_path = |record: &Record, text: &str| {
        let path = resolve(record.id.folder(), text);
        path.is_some_and(|path| tree.records.contains_key(&*path) || tree.folders.contains(&*path))
    };
    for record in records {
        for written in record.basis.iter().filter(|written| !is_path(record, &written.value)) {
            let span = written.span.clone().veiled(veil::veil_of(record));
            laws.check(&Written { value: written.value.clone(), span }, diags);
        }
    }
}
