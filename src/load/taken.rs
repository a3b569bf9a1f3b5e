//! Names that are taken: by another file of the folder, by a generated page, by the lists of a kind.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::base::name::RESERVED;
use crate::base::path::{fold, last, split, stem};
use crate::base::source::Span;
use crate::load::sort::DEFINITIONS;
use crate::load::tree::{RecordFiles, Tree};
use crate::model::generated;
use crate::model::id::{KindName, RecordId};

rules! {
    /// Two files would become one page.
    COLLISION: Error "name/collision" {
        zh: "`{name}` 和 `{other}` 会变成同一个网页地址" => "给其中一个改名；只差大小写，或看着一样而编码不同的名字，在许多电脑上是同一个文件",
        en: "`{name}` and `{other}` would become the same address" => "rename one of them; names that differ in case only, or look alike but are encoded differently, are one file on many computers",
    }
}

const PAGE: Text = Text { zh: "网站自动生成的页面用了这个名字", en: "a generated page has it" };

const KIND: Text = Text {
    zh: "有一个种类叫这个名字，它的列表页要用", en: "a kind has it, and needs it for its list"
};

/// Reports files and folders of one folder, and records of one folder, whose names are the same but for case or
/// Unicode form.
pub(super) fn check_collisions(tree: &Tree, records: &BTreeMap<RecordId, RecordFiles>, diags: &mut Diagnostics) {
    let sources = records.iter().map(|(id, files)| (&**id, &*files.source));
    let is_source = |path: &str| records.get(stem(path)).is_some_and(|files| *files.source == *path);
    let files = tree.files.iter().filter(|path| !is_source(path)).map(|path| (&**path, &**path));
    let folders = tree.folders.iter().map(|path| (&**path, &**path));
    collide(sources, diags);
    collide(files, diags);
    collide(folders, diags);
}

fn collide<'a>(names: impl Iterator<Item = (&'a str, &'a str)>, diags: &mut Diagnostics) {
    let mut seen: BTreeMap<(&str, String), &str> = BTreeMap::new();
    for (path, file) in names {
        let (folder, name) = split(path);
        if let Some(other) = seen.insert((folder, fold(name)), path) {
            let collision = Diagnostic::new(&COLLISION, Span::whole(&Tree::name(file)));
            diags.push(collision.with("name", path).with("other", other));
        }
    }
}

/// Whether the name of a folder is kept for generated pages or for definitions.
pub fn is_kept(name: &str) -> bool {
    let folded = fold(name);
    generated::ALL.contains(&&*folded) || folded == "pages" || DEFINITIONS.contains(&&*folded)
}

/// Reports records and folders that are named like generated pages or like one of `kinds`. Folders of attachments are
/// free.
pub(super) fn check_reserved<'a>(tree: &Tree, kinds: impl Iterator<Item = &'a KindName>, diags: &mut Diagnostics) {
    let kinds: BTreeSet<String> = kinds.map(|kind| fold(kind)).collect();
    let is_input = |folder: &str| DEFINITIONS.contains(&folder) || folder == "pages" || folder.starts_with("pages/");
    let is_attached = |folder: &str| {
        let above = folder.match_indices('/').map(|(at, _)| &folder[..at]);
        above.chain([folder]).any(|folder| tree.records.contains_key(folder))
    };
    let folders = tree.folders.iter().filter(|folder| !is_input(folder) && !is_attached(folder));
    let records = tree.records.iter().map(|(id, files)| (&**id, &files.source));
    for (path, file) in folders.map(|folder| (&**folder, folder)).chain(records) {
        let name = last(path);
        let folded = fold(name);
        let why = if generated::ALL.contains(&&*folded) { PAGE } else { KIND };
        if why == PAGE || kinds.contains(&folded) {
            let taken = Diagnostic::new(&RESERVED, Span::whole(&Tree::name(file)));
            diags.push(taken.with("name", name).with_word("why", why));
        }
    }
}
