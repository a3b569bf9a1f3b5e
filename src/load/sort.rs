//! What a file under `content/` is by its name and place, whatever stands in it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::path::{last, split, strip_ending};
use crate::base::source::FileName;

/// Name of the folder that holds the content.
pub const CONTENT: &str = "content";

/// The name of a file under `content/` in messages.
pub(super) fn named(path: &str) -> FileName {
    format!("{CONTENT}/{path}").into()
}

/// Folders of the portal's own definitions.
pub(super) const DEFINITIONS: [&str; 3] = ["kinds", "forms", "basis"];

/// Endings of records.
pub(super) const RECORDS: [&str; 3] = ["yaml", "yml", "md"];

/// Endings of rows beside a record.
pub(super) const TABLES: [&str; 2] = ["csv", "xlsx"];

/// Endings of tables that are not read.
pub(super) const SPREADSHEETS: [&str; 13] =
    ["xls", "xlsm", "xlsb", "xlt", "xltx", "et", "ett", "ods", "fods", "numbers", "tsv", "dbf", "wk1"];

/// Endings of documents that may hold a table.
pub(super) const DOCUMENTS: [&str; 6] = ["doc", "docx", "wps", "wpt", "odt", "rtf"];

/// Endings of texts in which a spreadsheet program saves a table.
pub(super) const TEXTS: [&str; 3] = ["txt", "tab", "prn"];

/// The path of a record without its ending.
pub(super) fn record_stem(path: &str) -> Option<&str> {
    RECORDS.iter().find_map(|end| strip_ending(path, end))
}

/// Whether a file beside the record `id` under `content/` may hold its rows, in a format that is read or in another.
pub fn may_be_rows(id: &str, path: &str) -> bool {
    let Some(rest) = path.strip_prefix(id).and_then(|rest| rest.strip_prefix('.')) else { return false };
    let end = rest.rsplit('.').next().unwrap_or(rest).to_ascii_lowercase();
    let is_table = TABLES.iter().chain(&SPREADSHEETS).chain(&DOCUMENTS).chain(&TEXTS).any(|own| *own == end);
    rest.matches('.').count() < 2 && is_table
}

/// The name under which the settings or the definition at `path` would be read, if it has another one: another ending,
/// capitals, or a place further down. A file that is not read must not pass for one that is.
pub(super) fn setting_of(path: &str) -> Option<String> {
    let (folder, name) = split(path);
    let stem = name.split('.').next().unwrap_or(name);
    let is_text = |name: &str| {
        let name = name.to_lowercase();
        [".yaml", ".yml", ".txt", ".json", ".bak", ".md"].iter().any(|end| name.ends_with(end))
    };
    let top = path.split('/').next().unwrap_or(path);
    if path.contains('/') && DEFINITIONS.contains(&top) {
        let is_read = folder == top && (name == format!("{stem}.yaml") || name == format!("{stem}.yml"));
        return (!is_read).then(|| format!("{top}/{stem}.yaml"));
    }
    let small = stem.to_lowercase();
    let at_top = folder.is_empty() && matches!(&*small, "portal" | "catalogue" | "calendar" | "glossary");
    let is_one = at_top || small == "org";
    (is_one && is_text(name) && name != format!("{small}.yaml")).then(|| format!("{small}.yaml"))
}

/// Whether the file at `path` under `content/` holds settings or definitions, on which every page rests: an
/// organisation, a kind, a form, a law, or one of those at the top.
pub(super) fn is_setting(path: &str) -> bool {
    let top = path.split('/').next().unwrap_or(path);
    let in_folder = path.contains('/') && DEFINITIONS.contains(&top);
    let name = last(path);
    in_folder
        || name == "org.yaml"
        || matches!(path, "portal.yaml" | "catalogue.yaml" | "calendar.yaml" | "glossary.yaml")
        || setting_of(path).is_some()
}

/// Whether the file is not a record by its place: settings, definitions, fixed pages.
pub fn is_definition(path: &str) -> bool {
    is_setting(path) || path.starts_with("pages/")
}

/// Paths of records without their endings, which are those of their attachment folders.
pub(super) fn owners(files: &BTreeSet<Arc<str>>) -> BTreeSet<&str> {
    files.iter().filter_map(|path| record_stem(path)).collect()
}

/// Whether a folder above the file is the attachment folder of a record, of which `owners` are all.
pub(super) fn in_attachments(path: &str, owners: &BTreeSet<&str>) -> bool {
    let mut folder = path;
    while let Some((above, _)) = folder.rsplit_once('/') {
        folder = above;
        if owners.contains(folder) {
            return true;
        }
    }
    false
}

/// Whether the path or a folder above it is among `refused`.
pub(super) fn is_under(refused: &BTreeSet<Arc<str>>, path: &str) -> bool {
    let above = path.match_indices('/').map(|(at, _)| &path[..at]);
    !refused.is_empty() && above.chain([path]).any(|path| refused.contains(path))
}

/// Whether a name begins as that of a record usually does: `2025-07-16-aid`.
pub(super) fn begins_with_date(name: &str) -> bool {
    name.get(..10).is_some_and(|date| Date::parse(date).is_some())
}
