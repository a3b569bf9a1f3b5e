//! New portals, organisations and records: files with every key, empty, and a word about it.
//!
//! What is written here is read by the same program without an error: an empty value means "not yet". A new record is a
//! draft, so that nothing half-written is published.

mod catalogue;
mod place;
mod portal;
mod replace;
#[cfg(feature = "workbooks")]
mod sheet;
mod texts;

use std::io;
use std::path::{Path, PathBuf};

use crate::base::date::Date;
use crate::base::lang::{Label, Lang};
#[cfg(feature = "workbooks")]
use crate::blocks::RowsAt;
use crate::blocks::guide::{self, NewSlot, line, quoted};
use crate::create::place::{inside, write_new};
use crate::model::envelope::ENVELOPE;
use crate::model::form::Form;
use crate::model::kind::{Kind, Slot};

pub use catalogue::{NewItems, catalogue, sets};
pub use place::unit;
pub use portal::{NewPortal, Template, Unit, portal, templates};
pub use replace::replace;
pub use texts::about;

/// Something could not be created.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is a file already.
    #[error("{} exists already\n{} 已经存在", .0.display(), .0.display())]
    Exists(PathBuf),
    /// Somebody changed the file meanwhile.
    #[error("{} was changed meanwhile\n{} 已经被别人改过", .0.display(), .0.display())]
    Changed(PathBuf),
    /// No path inside of the portal.
    #[error(
        "`{0}` is no path inside content/: write folders like fengming/shiqiao\n`{0}` 不是 content/ 里的路径：写成 fengming/shiqiao 这样"
    )]
    Path(String),
    /// A name that the site or the portal keeps for itself.
    #[error(
        "`{0}` is kept for pages or definitions of the portal: choose another name\n`{0}` 是网站自用的名字，不能给单位用：换一个名字"
    )]
    Kept(String),
    /// A link on the way leads out of the portal.
    #[error(
        "{} leads out of content/ by a link: put a folder in its place\n{} 经过一个指向 content/ 之外的链接：请换成文件夹", .0.display(), .0.display()
    )]
    Outside(PathBuf),
    /// There is no start catalogue of this name.
    #[error("no start catalogue `{name}`: {english}\n没有 `{name}` 这套目录：{chinese}")]
    Set {
        /// What was asked for.
        name: String,
        /// All there are, for those who read English.
        english: String,
        /// The same for those who read Chinese.
        chinese: String,
    },
    /// The disk refuses.
    #[error("{}: {source}", path.display())]
    File {
        /// Which file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// The folder beside `content/` that holds the schemas for editors of text.
pub const SCHEMAS: &str = "schema";

/// What a new record says from the start.
#[derive(Clone, Copy, Debug)]
pub struct NewRecord<'a> {
    /// Its kind.
    pub kind: &'a Kind,
    /// Its form, if the kind has any.
    pub form: Option<&'a Form>,
    /// As its heading will say.
    pub title: &'a str,
    /// Path of its organisation.
    pub org: &'a str,
    /// Day in its name.
    pub date: Date,
    /// Whether it is Markdown with front matter.
    pub is_markdown: bool,
}

/// What a new organisation says from the start.
#[derive(Clone, Copy, Debug)]
pub struct NewOrg<'a> {
    /// Its path under `content/`.
    pub path: &'a str,
    /// As pages will call it.
    pub name: &'a str,
    /// Name of its level.
    pub level: &'a str,
}

/// Creates an organisation in the portal at `root`.
///
/// # Errors
/// The path leads out of the portal, the folder has an organisation already, or the disk refuses.
pub fn org(root: &Path, org: NewOrg<'_>, lang: Lang) -> Result<PathBuf, Error> {
    let path = unit(org.path)?;
    let file = inside(root, Path::new(path.join("org.yaml").as_str()))?;
    write_new(&file, texts::org(NewOrg { path: &path, ..org }, lang))
}

/// Creates a record in the portal at `root`, under the year of its date.
///
/// # Errors
/// The path of its organisation leads out of the portal, or the disk refuses.
pub fn record(root: &Path, record: NewRecord<'_>, lang: Lang) -> Result<PathBuf, Error> {
    let end = if record.is_markdown { "md" } else { "yaml" };
    let stem = record.form.map_or(&*record.kind.name, |form| &form.name);
    let path = free_id(root, (record.org, record.date), stem)?;
    let (file, text) = (inside(root, Path::new(&format!("{path}.{end}")))?, record_text(record, lang));
    let schema = schema_name(record.kind, record.form);
    let has_schema = !record.is_markdown && root.join(SCHEMAS).join(&schema).is_file();
    let up = "../".repeat(path.split('/').count());
    let first =
        if has_schema { format!("# yaml-language-server: $schema={up}{SCHEMAS}/{schema}\n") } else { String::new() };
    write_new(&file, first + &text)
}

/// The name of the file in [`SCHEMAS`] for records of this kind and form.
pub fn schema_name(kind: &Kind, form: Option<&Form>) -> String {
    form.map_or_else(|| format!("{}.json", kind.name), |form| format!("{}.{}.json", kind.name, form.name))
}

/// Creates the workbook for the rows of a new record beside it; nothing where its kind and form take none.
///
/// # Errors
/// The disk refuses.
#[cfg(feature = "workbooks")]
pub fn record_sheet(path: &Path, record: NewRecord<'_>, lang: Lang) -> Result<Option<PathBuf>, Error> {
    let takes: Vec<_> = record.kind.slots.iter().filter(|slot| slot.block.rows() != RowsAt::Nowhere).collect();
    let options = |slot: &Slot| Form::options(record.form, record.kind, &slot.name);
    let usual =
        takes.iter().find(|slot| slot.is_required).or(takes.iter().find(|slot| !options(slot).heads().is_empty()));
    let Some(slot) = usual else { return Ok(None) };
    let at = |source| Error::File { path: path.to_path_buf(), source };
    let Some(bytes) = sheet::sheet(&options(slot), record.date, lang).map_err(at)? else { return Ok(None) };
    // A slot that is not the only one to take a table is named.
    let is_plain = takes.len() == 1 || takes.iter().filter(|slot| slot.is_required).count() == 1;
    let end = if is_plain { "xlsx".to_owned() } else { format!("{}.xlsx", slot.name) };
    write_new(&path.with_extension(end), bytes).map(Some)
}

/// Where a record of an organisation in a year may go, under this name or with the next free number behind it: a path that
/// ends in `.yaml`, and neither a record nor anything beside it has its name.
///
/// # Errors
/// The path of the organisation leads out of the portal.
pub fn free(root: &Path, org: &str, (year, stem): (i16, &str)) -> Result<PathBuf, Error> {
    let folder = unit(org)?.join(year);
    let folder = inside(root, Path::new(folder.as_str()))?;
    let taken: Vec<String> = match folder.read_dir() {
        Ok(entries) => entries.flatten().map(|entry| entry.file_name().to_string_lossy().to_lowercase()).collect(),
        Err(_) => Vec::new(),
    };
    let names = (1_u32..).map(|number| if number == 1 { stem.to_owned() } else { format!("{stem}-{number}") });
    let is_taken =
        |own: &String, name: &str| own == name || own.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
    let is_free = |name: &String| !taken.iter().any(|own| is_taken(own, &name.to_lowercase()));
    let name = names.into_iter().find(is_free).unwrap_or_else(|| stem.to_owned());
    Ok(folder.join(format!("{name}.yaml")))
}

/// Where a new record of an organisation goes, under the year of its date: a path under `content/` without an ending that no
/// record has.
///
/// # Errors
/// The path of the organisation leads out of the portal.
pub fn free_id(root: &Path, (org, date): (&str, Date), stem: &str) -> Result<String, Error> {
    let path = free(root, org, (date.year(), &format!("{date}-{stem}")))?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    Ok(format!("{}/{name}", unit(org)?.join(date.year())))
}

/// Keys that stand in front of the slots, as they are filled in most.
const FIRST: [&str; 3] = ["period", "window", "plain"];

/// How a slot is called in a new record: in Chinese by its label, where no other key is called so.
fn slot_key(kind: &Kind, slot: &Slot, lang: Lang) -> String {
    let label = slot.label.in_message(lang);
    let called = || kind.slots.iter().filter(|own| own.is_called(label)).count();
    match lang {
        Lang::Zh if guide::is_plain_key(label) && called() == 1 => label.to_owned(),
        _ => guide::key(&slot.name, lang).to_owned(),
    }
}

/// The text of a new record: what is filled in first, then the slots, then every other key of the envelope.
fn record_text(record: NewRecord<'_>, lang: Lang) -> String {
    let mut lines = Vec::new();
    let label = |label: &Label| label.get(lang.tag()).to_owned();
    lines.push(line(guide::key("kind", lang), &record.kind.name, &label(&record.kind.label)));
    if let Some(form) = record.form {
        lines.push(line(guide::key("form", lang), &form.name, &label(&form.label)));
    }
    lines.push(line(guide::key("title", lang), &quoted(record.title), ""));
    lines.push(line(guide::key("status", lang), texts::STATUS.get(lang), texts::DRAFT.get(lang)));
    let of_envelope = |name: &str| line(guide::key(name, lang), "", &texts::about(name, lang));
    lines.extend(FIRST.iter().map(|name| of_envelope(name)));
    for slot in &record.kind.slots {
        let about = label(&slot.label);
        let name = slot_key(record.kind, slot, lang);
        let own = NewSlot { name: &name, about: if name == about { "" } else { &about }, lang };
        let own = Form::options(record.form, record.kind, &slot.name).skeleton(&own);
        lines.extend((!own.is_empty()).then(String::new).into_iter().chain(own));
    }
    lines.extend([String::new(), format!("# {}", texts::REST.get(lang))]);
    let given = ["kind", "form", "title", "status"];
    let rest = ENVELOPE.iter().filter(|name| !given.contains(name) && !FIRST.contains(name));
    lines.extend(rest.map(|name| of_envelope(name)));
    let text = lines.join("\n");
    if record.is_markdown { format!("---\n{text}\n---\n\n") } else { format!("{text}\n") }
}
