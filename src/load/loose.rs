//! Files that belong to no record by their place.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::lang::Text;
use crate::base::name::visible;
use crate::base::path::SitePath;
use crate::base::source::Span;
use crate::load::attached::ELSEWHERE;
use crate::load::definitions::Definitions;
use crate::load::files::UNUSED;
use crate::load::setting::Records;
use crate::load::tree::Tree;
use crate::load::{beside, unread};
use crate::model::Keeps;
use crate::model::id::{KindName, RecordId};
use crate::model::page::Body;

/// Reports links of a fixed page to files that are no record's, and takes them out of it: such pages have no attachments.
pub(super) fn drop_loose(tree: &Tree, body: &mut Body, diags: &mut Diagnostics) {
    const NOBODY: Text = Text {
        zh: "`{file}` 不是哪条记录的附件，不会公开",
        en: "`{file}` is no attachment of a record and is not published",
    };
    const HOW: Text = Text {
        zh: "固定页面不带附件：把 `{found}` 移进一条记录的附件文件夹（与记录同名），写进那条记录的 `attachments`，这里改为链接那个文件或那条记录",
        en: "fixed pages have no attachments: move `{found}` into the attachment folder of a record (of the same name), list it under `attachments` there, and link here to that file or record",
    };
    body.links.retain(|link| {
        let beside = link.target.strip_prefix("about/").map(|name| format!("pages/{name}"));
        let beside = beside.filter(|path| tree.files.contains(&**path));
        let Some(found) = beside.as_deref().or_else(|| tree.loose.get(&*link.target).map(|path| &**path)) else {
            return true;
        };
        let one = Diagnostic::new(&ELSEWHERE, link.span.clone()).message_instead(NOBODY).help_instead(HOW);
        diags.push(one.with("file", visible(&link.written)).with("found", Tree::name(found)));
        false
    });
}

/// Reports files that belong to no record and that no record beside them names.
pub(super) fn check_loose(tree: &Tree, definitions: &Definitions, records: &Records, diags: &mut Diagnostics) {
    let attached = records.read.iter().flat_map(|record| record.attachments.iter().map(|own| &own.path));
    let kept = records.broken.iter().flat_map(|one| match &one.keeps {
        Keeps::Files(paths) => &paths[..],
        _ => &[],
    });
    let used: BTreeSet<&SitePath> = attached.chain(kept).collect();
    // What was told where it is named is not told again.
    let told: BTreeSet<String> = diags.iter().filter_map(|one| one.text_of("found").map(str::to_owned)).collect();
    let of_broken = records.broken.iter().filter_map(|one| Some((&*one.id, one.kind.as_ref()?)));
    let of_broken: BTreeMap<&str, &KindName> = of_broken.collect();
    let unused = tree.loose.iter().filter(|path| !used.contains(path));
    for path in unused.filter(|path| !told.contains(&*Tree::name(path))) {
        let takes = |id: &RecordId| match records.find(id) {
            Some(record) => beside::record_takes_rows(record, definitions),
            None => of_broken.get(&**id).and_then(|kind| beside::kind_takes_rows(definitions.kinds.get(&***kind)?)),
        };
        let beside = unread::unread(tree, path).and_then(|unread| beside::of_unread(path, &unread, takes(unread.id)));
        diags.push(beside.unwrap_or_else(|| Diagnostic::new(&UNUSED, Span::whole(&Tree::name(path)))));
    }
}
