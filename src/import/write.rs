//! The files of a draft: a record, and its table beside it. Nothing that is there is written over.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::base::lang::{Lang, Text};
use crate::base::names;
use crate::base::path::encode;
use crate::blocks::RowsAt;
use crate::blocks::guide::{line, quoted};
use crate::create;
use crate::documents;
use crate::import::notice::{FileSource, Notice, OWN};
use crate::import::rows::csv_line;
use crate::import::{Draft, Setting};

/// The files cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The record cannot be created.
    #[error("{0}")]
    Create(#[from] create::Error),
    /// Nobody knows of which unit it is.
    #[error("of which unit {0} is, is not known: write --org PATH\n不知道 {0} 是哪个单位的：用 --org 路径 写明")]
    NoUnit(String),
    /// The disk refuses.
    #[error("{}: {source}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// What was written.
#[derive(Clone, Debug)]
pub struct Written {
    /// The record.
    pub record: PathBuf,
    /// Its table.
    pub table: PathBuf,
}

const DRAFT: Text = Text {
    zh: "草稿；核对以后删去这一行，就会公开",
    en: "a draft; look it through and delete this line to publish",
};
const ROWS: Text = Text { zh: "明细在旁边同名的 .csv 里", en: "its rows are in the .csv of the same name" };
const WINDOW: Text = Text {
    zh: "公示期：{from: 2026-11-20, days: 7}；要公示的填上",
    en: "days on public view: {from: DATE, days: 7}, if it needs any",
};

/// Writes a draft into the portal at `root`.
///
/// # Errors
/// Its unit is not known, a link leads out of the portal, or the disk refuses.
pub fn write(root: &Path, setting: Setting<'_>, draft: &Draft<'_>, lang: Lang) -> Result<Written, Error> {
    let (org, _) = draft.org.as_ref().ok_or_else(|| Error::NoUnit(draft.source.file.clone()))?;
    let stem = format!("{}-{}", setting.today, draft.fit.form.map_or(&*draft.fit.kind.name, |form| &form.name));
    let path = create::free(root, org, (setting.today.year(), &stem))?;
    let table =
        path.with_extension(if is_named(draft) { format!("{}.csv", draft.fit.slot.name) } else { "csv".to_owned() });
    // The table first: a record without it would be an empty one.
    write_new(&table, format!("\u{feff}{}", draft.csv()))?;
    let written = write_new(&path, record_text(setting, draft, lang));
    if written.is_err() {
        let _ = fs::remove_file(&table);
    }
    written.map(|()| Written { record: path, table })
}

/// Writes a notice and its files into the portal at `root`; each file without what it tells of its maker, where that can be
/// taken out.
///
/// # Errors
/// As [`write()`].
pub fn write_notice(root: &Path, setting: Setting<'_>, notice: &Notice<'_>, lang: Lang) -> Result<Vec<PathBuf>, Error> {
    let (org, _) = notice.org.as_ref().ok_or_else(|| Error::NoUnit(notice.source.file.clone()))?;
    let day = notice.published.unwrap_or(setting.today);
    let stem = format!("{day}-{}", notice.form.map_or(&*notice.kind.name, |form| &form.name));
    let path = create::free(root, org, (day.year(), &stem))?.with_extension("md");
    let folder = path.with_extension("");
    let mut written = Vec::new();
    for (name, source) in &notice.files {
        let file = folder.join(name);
        let bytes = match source {
            FileSource::Own(at) => {
                notice.source.outline.pictures.get(*at).map(|(_, bytes)| bytes.clone()).unwrap_or_default()
            }
            FileSource::At(from) => fs::read(from).map_err(|source| Error::File { path: from.clone(), source })?,
        };
        write_new(&file, documents::cleaned(name, &bytes).unwrap_or(bytes))?;
        written.push(file);
    }
    write_new(&path, notice_text(setting, notice, (&path, lang)))?;
    written.insert(0, path);
    Ok(written)
}

fn notice_text(setting: Setting<'_>, notice: &Notice<'_>, (path, lang): (&Path, Lang)) -> String {
    let is_han = setting.content.portal.config.pack.is_han();
    let key = |name: &'static str| names::chinese(name).filter(|_| is_han).unwrap_or(name);
    let mut lines = vec!["---".to_owned(), line(key("kind"), &notice.kind.name, notice.kind.label.in_message(lang))];
    lines.extend(notice.form.map(|form| line(key("form"), &form.name, form.label.in_message(lang))));
    lines.push(line(key("title"), &quoted(&notice.title), ""));
    lines.push(line(key("status"), "draft", DRAFT.get(lang)));
    lines.extend(notice.formed.map(|day| line(key("formed"), &day.to_string(), "")));
    lines.push("---".to_owned());
    let folder = path.file_stem().unwrap_or_default().to_string_lossy();
    format!("{}\n\n{}", lines.join("\n"), notice.body.replace(OWN, &format!("{}/", encode(&folder))))
}

fn write_new(path: &Path, text: impl AsRef<[u8]>) -> Result<(), Error> {
    let at = |source| Error::File { path: path.to_path_buf(), source };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(at)?;
    }
    let mut file = File::options().write(true).create_new(true).open(path).map_err(at)?;
    file.write_all(text.as_ref()).map_err(at)?;
    file.sync_all().map_err(at)
}

/// Whether the name of the table says its slot: a record has one slot at most for a table of its own name.
fn is_named(draft: &Draft<'_>) -> bool {
    let takes: Vec<_> = draft.fit.kind.slots.iter().filter(|slot| slot.block.rows() != RowsAt::Nowhere).collect();
    let mut required = takes.iter().filter(|slot| slot.is_required);
    let only = match (&takes[..], required.next(), required.next()) {
        ([only], ..) => Some(&only.name),
        (_, Some(only), None) => Some(&only.name),
        _ => None,
    };
    only != Some(&draft.fit.slot.name)
}

impl Draft<'_> {
    /// Its table as a file beside the record holds it.
    pub fn csv(&self) -> String {
        let rows = std::iter::once(&self.heads).chain(&self.rows);
        rows.map(|row| csv_line(row.iter())).collect()
    }
}

fn record_text(setting: Setting<'_>, draft: &Draft<'_>, lang: Lang) -> String {
    let is_han = setting.content.portal.config.pack.is_han();
    let key = |name: &'static str| names::chinese(name).filter(|_| is_han).unwrap_or(name);
    let mut lines = vec![line(key("kind"), &draft.fit.kind.name, draft.fit.kind.label.in_message(lang))];
    lines.extend(draft.fit.form.map(|form| line(key("form"), &form.name, form.label.in_message(lang))));
    lines.push(line(key("title"), &quoted(&draft.title.0), ""));
    lines.push(line(key("status"), "draft", DRAFT.get(lang)));
    lines.extend(draft.period.map(|(period, _)| line(key("period"), &period.to_string(), "")));
    let of_rows = |name: &str| matches!(name, "handler" | "auditor") || name == "approver" && draft.sums.is_some();
    let (inside, outside): (Vec<_>, Vec<_>) = draft.signers.iter().partition(|(name, _)| of_rows(name));
    lines.extend(outside.iter().map(|(name, value)| line(key(name), &quoted(value), "")));
    if draft.fit.kind.window.is_some()
        || draft.fit.kind.act.is_some()
        || draft.fit.form.is_some_and(|form| form.act.is_some())
    {
        lines.push(line(key("window"), "", WINDOW.get(lang)));
    }
    if let Some(sums) = &draft.sums {
        lines.push(String::new());
        lines.push(line(&draft.fit.slot.name, "", ROWS.get(lang)));
        let amounts = [("opening", sums.opening), ("closing", sums.stated)];
        let amounts = amounts.into_iter().filter_map(|(name, amount)| Some((name, amount?.to_string())));
        lines.extend(amounts.map(|(name, amount)| line(&format!("  {}", key(name)), &amount, "")));
        lines.extend(inside.iter().map(|(name, value)| line(&format!("  {}", key(name)), &quoted(value), "")));
    }
    lines.join("\n") + "\n"
}
