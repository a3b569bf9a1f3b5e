//! What records say of other records and of the catalogue.

use std::collections::HashMap;
use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::base::names;
use crate::base::path::{folder, last};
use crate::base::source::FileName;
use crate::load::files::ORPHAN;
use crate::load::sort::{CONTENT, may_be_rows};
use crate::load::tree::Tree;
use crate::load::veil;
use crate::model::catalogue::Obligation;
use crate::model::id::{KindName, RecordId};
use crate::model::record::Record;

rules! {
    /// An item that the catalogue does not have.
    ITEM: Error "record/unknown-item" {
        zh: "公开目录里没有 `{item}` 这一项" => "目录里有：{known}",
        en: "the catalogue has no item `{item}`" => "it has: {known}",
    }
    /// A correction of a record that is not there.
    SUPERSEDES: Error "record/supersedes-nothing" {
        zh: "取代的记录 `{supersedes}` 找不到：{why}" => "写要更正的那条记录的路径：`/` 开头从 content/ 算起，否则从本文件所在的文件夹算起",
        en: "the record `{supersedes}` that this one supersedes is not found: {why}" => "write the path of the record to be corrected: from content/ with `/` in front, else from the folder of this file",
        wrong: "supersedes: 2025-07-01-aid", right: "supersedes: 2025-07-16-aid",
    }
}

/// Reports records that correct a record which does not exist, or themselves. One whose table or attachments lie there
/// without it is not told here: they are.
pub(super) fn check_supersedes(records: &[Arc<Record>], tree: &Tree, diags: &mut Diagnostics) {
    const SELF: Text = Text { zh: "写的是这条记录自己", en: "this is the record itself" };
    const NONE: Text = Text { zh: "没有这条记录", en: "there is no such record" };
    let kinds: HashMap<&RecordId, &KindName> = records.iter().map(|record| (&record.id, &record.kind)).collect();
    let orphans = diags.iter().filter(|one| one.rule.name == ORPHAN.name).map(|one| one.span.file.clone());
    let orphans: Vec<FileName> = orphans.collect();
    let is_left = |id: &str| orphans.iter().any(|file| goes_with(file, id));
    for record in records {
        let Some(before) = &record.supersedes else { continue };
        let is_self = before.value == record.id;
        if (tree.records.contains_key(&*before.value) && !is_self) || is_left(&before.value) {
            continue;
        }
        let why = if is_self { SELF } else { NONE };
        let at = before.span.clone().veiled(veil::veil_of(record));
        let nothing = Diagnostic::new(&SUPERSEDES, at).with("supersedes", &before.value);
        let own = folder(&before.value);
        let beside = tree.records.keys().filter(|id| id.folder() == own);
        // A record of another kind is not what was meant.
        let is_other = |id: &RecordId| kinds.get(id).is_some_and(|kind| *kind != &record.kind) || *id == record.id;
        let near = names::nearest_record(last(&before.value), beside.filter(|id| !is_other(id)).map(RecordId::name));
        let nothing = nothing.with_word("why", why);
        diags.push(if let Some(near) = near.filter(|_| !is_self) { nothing.perhaps(near) } else { nothing });
    }
}

/// Whether a file of `content/` is a table or an attachment of the record `id`.
fn goes_with(file: &str, id: &str) -> bool {
    let Some(path) = file.strip_prefix(CONTENT).and_then(|path| path.strip_prefix('/')) else { return false };
    may_be_rows(id, path) || path.strip_prefix(id).is_some_and(|rest| rest.starts_with('/'))
}

const NO_ITEMS: Text = Text {
    zh: "还没有目录：新建 content/catalogue.yaml，在 `items:` 下面加上这一项；或删去这一行",
    en: "there is no catalogue yet: create content/catalogue.yaml with this item under `items:`, or delete the line",
};

/// Reports records that cite an item which the catalogue does not have.
pub(super) fn check_catalogue(records: &[Arc<Record>], catalogue: &[Obligation], diags: &mut Diagnostics) {
    let all = records.iter().flat_map(|record| record.catalogue.iter().map(move |cited| (record, cited)));
    for (record, cited) in all {
        if catalogue.iter().any(|item| item.id == cited.value) {
            continue;
        }
        let at = cited.span.clone().veiled(veil::veil_of(record));
        let unknown = Diagnostic::new(&ITEM, at).with("item", &cited.value);
        diags.push(match names::nearest(&cited.value, catalogue.iter().map(|item| &*item.id)) {
            Some(near) => unknown.perhaps(near),
            None if catalogue.is_empty() => unknown.help_instead(NO_ITEMS),
            None => unknown.with_named("known", catalogue.iter().map(|item| (&item.id, &item.name))),
        });
    }
}
