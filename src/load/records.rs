//! All records, in parallel, and each from its file to what came of reading it.

use std::sync::Arc;

use rayon::prelude::*;

use crate::base::diag::Diagnostics;
use crate::base::encoding;
use crate::base::fields::{MAP, wrong_type};
use crate::base::lang::Lang;
use crate::base::yaml::{self, Document, Node, Value};
use crate::files::{Error, Reader};
use crate::load::record::{has_error, read_record};
use crate::load::setting::{Left, Reading, Setting};
use crate::load::sight::{self, Sight};
use crate::load::source::Source;
use crate::load::tree::{RecordFiles, Tree};
use crate::load::{ParseCache, Parsed, left, named, veil};
use crate::model::id::RecordId;
use crate::model::record;

/// Every record by id, with what came of reading it.
pub(super) type AllParsed = Vec<(RecordId, Arc<Parsed>)>;

/// Reads all records that the cache does not have, in parallel, and answers with all by id.
pub(super) fn read_all(setting: &Setting<'_>, cache: &mut ParseCache) -> Result<AllParsed, Error> {
    let holds = |id: &RecordId, parsed: &Parsed| {
        let owner = &setting.orgs.get(setting.orgs.owner(id)).path;
        parsed.outcome.as_ref().is_ok_and(|record| record.org == *owner)
    };
    let before = cache.reader.replace(setting.tree.reader.clone());
    let known = |id: &RecordId| cache.records.get(id).filter(|parsed| holds(id, parsed));
    let read: Result<Vec<_>, Error> = setting
        .tree
        .records
        .par_iter()
        .map(|(id, files)| match known(id) {
            Some(parsed) => {
                before.iter().for_each(|before| adopt(&setting.tree.reader, before, files));
                Ok((id.clone(), parsed.clone()))
            }
            None => {
                let parsed = read_one(setting, id, files)?;
                let parsed = if files.twins.is_empty() { parsed } else { left::of_twins(setting, files, parsed)? };
                Ok((id.clone(), Arc::new(parsed)))
            }
        })
        .collect();
    let read = read?;
    cache.records = read.iter().cloned().collect();
    Ok(read)
}

/// Takes over what was read of a record that is not read again: messages about it quote that.
fn adopt(reader: &Reader, before: &Reader, files: &RecordFiles) {
    let rows = files.rows.iter().map(|rows| &rows.path);
    let own = [&files.source].into_iter().chain(&files.twins).chain(rows);
    own.for_each(|path| reader.adopt(before, &Tree::name(path)));
}

fn read_one(setting: &Setting<'_>, id: &RecordId, files: &RecordFiles) -> Result<Parsed, Error> {
    let mut diags = Diagnostics::new();
    let nothing = Left { setting, id, files, text: "", sight: Sight::Unclear, node: None, body: "" };
    let Some(bytes) = setting.tree.read(&files.source, &mut diags)? else {
        return Ok(left::parsed(&nothing, diags));
    };
    let file = Tree::name(&files.source);
    let source = encoding::decode(&file, bytes, &mut diags).and_then(|text| Source::split(&file, text, &mut diags));
    let Some(source) = source else {
        // Whatever its encoding is meant to be, what it says of who may see it must be found.
        let bytes = setting.tree.read(&files.source, &mut Diagnostics::new())?.unwrap_or_default();
        let (raw, spoilt) = (String::from_utf8_lossy(&bytes).into_owned(), encoding::gb18030_lossy(&bytes));
        veil::close_unreadable(&file, &raw, setting.definitions, &mut diags);
        let sight = [&raw, &spoilt].map(|text| sight::of_unreadable(text, setting.definitions));
        return Ok(left::parsed(&Left { text: &raw, sight: sight[0].max(sight[1]), ..nothing }, diags));
    };
    let Some(mut node) = parse(setting, &source, &mut diags) else {
        veil::close_unreadable(&file, &source.text, setting.definitions, &mut diags);
        let sight = sight::of_unreadable(source.front(), setting.definitions);
        return Ok(left::parsed(&Left { text: &source.text, sight, ..nothing }, diags));
    };
    let kind = named::read_kind(setting, &node, &mut diags);
    let named = named::kind_of(setting, &node);
    let sight = sight::of_node(&node, named, &diags);
    if sight == Sight::Closed {
        let veil = veil::veil(sight, sight::is_draft(&node, named, &diags), None);
        veil::close_node(&mut node, veil);
    }
    let record = match kind {
        Some((kind, form)) => {
            veil::close_rows(&mut node, (kind, form), &mut diags);
            read_record(&Reading { setting, id, files, kind, form }, &source, &mut node, &mut diags)?
        }
        None => None,
    };
    let Some(mut record) = record.filter(|_| !has_error(&diags)) else {
        let (text, body) = (&source.text, &source.text[source.body..]);
        return Ok(left::parsed(&Left { text, sight, node: Some(&node), body, ..nothing }, diags));
    };
    record::accept(&mut record.accept, &mut diags, Lang::Zh);
    veil::close(&file, &source.text, veil::veil_of(&record), &mut diags);
    Ok(Parsed { outcome: Ok(Arc::new(record)), diags })
}

/// What a record says, as keys; `None` has been reported.
fn parse(setting: &Setting<'_>, source: &Source, diags: &mut Diagnostics) -> Option<Node> {
    let node = yaml::parse_within(
        &setting.tree.limits,
        Document { file: &source.file, base: source.base, text: source.front() },
        diags,
    )?;
    if matches!(node.value, Value::Map(_) | Value::Empty) { Some(node) } else { wrong_type(&node, MAP, diags) }
}
