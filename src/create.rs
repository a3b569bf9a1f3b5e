//! New portals, organisations and records: files with every key, empty, and a word about it.
//!
//! What is written here is read by the same program without an error: an empty value means "not yet". A new record is a
//! draft, so that nothing half-written is published.

mod catalogue;
mod place;
mod portal;
mod texts;

use std::io;
use std::path::{Path, PathBuf};

use crate::base::date::Date;
use crate::base::lang::{Label, Lang};
use crate::blocks::guide::{NewSlot, line, quoted};
use crate::create::place::{inside, unit, write_new};
use crate::model::envelope::ENVELOPE;
use crate::model::form::Form;
use crate::model::kind::Kind;

pub use catalogue::{catalogue, sets};
pub use portal::{NewPortal, Template, portal, templates};

/// Something could not be created.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is a file already.
    #[error("{} exists already\n{} 已经存在", .0.display(), .0.display())]
    Exists(PathBuf),
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
    let folder = unit(record.org)?.join(record.date.year());
    let folder = inside(root, Path::new(folder.as_str()))?;
    let end = if record.is_markdown { "md" } else { "yaml" };
    let stem = format!("{}-{}", record.date, record.form.map_or(&*record.kind.name, |form| &form.name));
    let names = (1_u32..).map(|number| if number == 1 { stem.clone() } else { format!("{stem}-{number}") });
    let is_free =
        |name: &String| ["yaml", "yml", "md"].iter().all(|end| !folder.join(format!("{name}.{end}")).exists());
    let name = names.into_iter().find(is_free).unwrap_or(stem);
    write_new(&folder.join(format!("{name}.{end}")), record_text(record, lang))
}

/// The text of a new record: every key of the envelope and of the slots.
fn record_text(record: NewRecord<'_>, lang: Lang) -> String {
    let mut lines = Vec::new();
    let label = |label: &Label| label.get(lang.tag()).to_owned();
    lines.push(line("kind", &record.kind.name, &label(&record.kind.label)));
    if let Some(form) = record.form {
        lines.push(line("form", &form.name, &label(&form.label)));
    }
    lines.push(line("title", &quoted(record.title), ""));
    lines.push(line("status", "draft", texts::DRAFT.get(lang)));
    let given = ["kind", "form", "title", "status"];
    for key in ENVELOPE.iter().filter(|key| !given.contains(key)) {
        lines.push(line(key, "", &texts::about(key, lang)));
    }
    for slot in &record.kind.slots {
        lines.push(String::new());
        let about = label(&slot.label);
        let own = NewSlot { name: &slot.name, about: &about, lang };
        lines.extend(Form::options(record.form, record.kind, &slot.name).skeleton(&own));
    }
    let text = lines.join("\n");
    if record.is_markdown { format!("---\n{text}\n---\n\n") } else { format!("{text}\n") }
}
