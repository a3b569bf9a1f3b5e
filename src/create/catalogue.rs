//! Start catalogues: what a village, its party branch and a township usually owe, to copy and change.
//!
//! Every item says on what basis it stands and that its deadline is local, because other places set others.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::lang::{Lang, Text};
use crate::create::Error;
use crate::create::place::inside;
use crate::model::catalogue::Obligation;
use crate::model::pack::Pack;

/// What a usual unit owes, to begin a catalogue with.
struct Set {
    /// What commands call it.
    name: String,
    /// What people call it, in Chinese and in English; the same where it has one name.
    title: [String; 2],
    /// Its items, as the catalogue of a portal has them.
    items: Cow<'static, str>,
    /// Whether a new portal begins with it.
    is_usual: bool,
}

/// Every set of a pack: the files `catalogues/PLACE-NAME.yaml`, whose first line says what the set is called. The place is a
/// number, or `more` for a set that a new portal does not begin with.
fn all(pack: &Pack) -> impl Iterator<Item = Set> {
    pack.texts("catalogues").into_iter().filter_map(|(path, items)| {
        let (place, name) = path.strip_suffix(".yaml")?.split_once('-')?;
        let is_usual = place.parse::<u8>().is_ok();
        let title = items.lines().next()?.trim_start_matches(['#', ' ']);
        let (zh, en) = title.split_once(" | ").unwrap_or((title, title));
        let (name, title) = (name.to_owned(), [zh.to_owned(), en.to_owned()]);
        Some(Set { name, title, items, is_usual })
    })
}

/// Names of all sets of a pack.
pub fn sets(pack: &Pack) -> Vec<String> {
    all(pack).map(|set| set.name).collect()
}

/// Names of the sets that a new portal begins with.
pub(super) fn usual_sets(pack: &Pack) -> Vec<String> {
    all(pack).filter(|set| set.is_usual).map(|set| set.name).collect()
}

/// The error that there is no set of this name.
fn unknown(pack: &Pack, name: &str) -> Error {
    let english: Vec<String> = sets(pack);
    let chinese: Vec<String> = all(pack).map(|set| format!("{}（{}）", set.name, set.title[0])).collect();
    Error::Set { name: name.to_owned(), english: english.join(", "), chinese: chinese.join("、") }
}

/// What stands for the day from which on the items are owed.
const SINCE: &str = "SINCE";

const HEAD: Text = Text {
    zh: "# 应公开事项：谁、公开什么、什么时候以前、依据什么。时限都是地方规定（local），请按本地的公开目录改。\n\
         # 不适用的整段删去；一个记录符合两个事项的，在记录里写 catalogue: 编号。\n",
    en: "# What must be published: by whom, what, by when, on what basis. All deadlines are local rules: change them to yours.\n\
         # Delete what does not apply; a record that fits two items says which by `catalogue: ID`.\n",
};

/// Items for a catalogue.
#[derive(Clone, Copy, Debug)]
pub struct NewItems<'a> {
    /// The pack that they are from.
    pub pack: &'a Pack,
    /// The names of its sets.
    pub sets: &'a [&'a str],
    /// The day from which on they are owed.
    pub since: Date,
    /// In which language remarks are written.
    pub lang: Lang,
}

/// Writes new items to the catalogue of the portal at `root`, behind its `own`; one whose id it has is left out.
///
/// # Errors
/// There is no set of that name, the catalogue is not a list of lines that could go on, a link leads out of the
/// portal, or the disk refuses.
pub fn catalogue(root: &Path, new: NewItems<'_>, own: &[Obligation]) -> Result<PathBuf, Error> {
    let NewItems { pack, sets, since, lang } = new;
    let path = inside(root, Path::new("catalogue.yaml"))?;
    let at = |source| Error::File { path: path.clone(), source };
    let mut known: BTreeSet<Arc<str>> = own.iter().map(|item| (&item.id).into()).collect();
    let mut text = if path.exists() { fs::read_to_string(&path).map_err(at)? } else { HEAD.get(lang).to_owned() };
    let indent = match indent(&text) {
        Some(indent) => indent,
        None if own.is_empty() && !text.lines().any(|line| line.starts_with(|sign: char| !"# \n".contains(sign))) => {
            text.push_str("items:\n");
            2
        }
        None => return Err(Error::Exists(path)),
    };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    for name in sets {
        let Set { title: [zh, en], items, .. } =
            all(pack).find(|set| set.name == *name).ok_or_else(|| unknown(pack, name))?;
        let new: Vec<String> =
            blocks(&items).filter(|(id, _)| known.insert((*id).into())).map(|(_, item)| item).collect();
        if !new.is_empty() {
            text += &format!("{}# {}\n", " ".repeat(indent), if lang == Lang::Zh { zh } else { en });
        }
        for item in new {
            for line in item.lines() {
                text += &format!("{}{}\n", " ".repeat(indent), line.get(2..).unwrap_or_default());
            }
        }
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(at)?;
    }
    fs::write(&path, text.replace(SINCE, &since.to_string())).map_err(at)?;
    Ok(path)
}

/// The items of a set with their ids, each as its lines.
fn blocks(set: &str) -> impl Iterator<Item = (&str, String)> {
    set.split("  - id: ").skip(1).map(|item| (item.lines().next().unwrap_or_default(), format!("  - id: {item}")))
}

/// How far the items of a catalogue are indented, if they stand on lines of their own.
fn indent(text: &str) -> Option<usize> {
    let mut lines = text.lines().skip_while(|line| !["items:", "项目:"].contains(&line.trim_end()));
    lines.next()?;
    let first = lines.find(|line| line.trim_start().starts_with("- "))?;
    Some(first.len() - first.trim_start().len())
}

#[cfg(test)]
mod tests {
    use super::{Set, all, blocks, indent};
    use crate::model::pack::Pack;

    #[test]
    fn every_item_of_every_set_has_its_own_id() {
        let ids = |set: &Set| blocks(&set.items).map(|(id, _)| id.to_owned()).collect::<Vec<_>>();
        let mut ids: Vec<String> = all(&Pack::usual()).flat_map(|set| ids(&set)).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!((ids.len(), count > 45), (count, true));
    }

    #[test]
    fn items_go_on_where_those_of_the_file_stand() {
        assert_eq!(indent("# 目录\nitems:\n- id: a\n"), Some(0));
        assert_eq!(indent("items:\n  # 注\n    - id: a\n"), Some(4));
        assert_eq!(indent("items: []\n"), None);
    }
}
