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
use crate::base::names;
use crate::blocks::BlockOptions;
use crate::blocks::account::AccountOptions;
use crate::blocks::column::Column;
use crate::blocks::scorecard::form::Component;
use crate::create::place::{inside, unit, write_new};
use crate::model::form::Form;
use crate::model::kind::Kind;
use crate::model::record::ENVELOPE;

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
        /// Why.
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
    /// Its title.
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
    /// Its name.
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
        lines.extend(slot_lines(&slot.name, &about, &Form::options(record.form, record.kind, &slot.name), lang));
    }
    let text = lines.join("\n");
    if record.is_markdown { format!("---\n{text}\n---\n\n") } else { format!("{text}\n") }
}

/// `key: value  # about`, the comments of a block aligned.
fn line(key: &str, value: &str, about: &str) -> String {
    let start = if value.is_empty() { format!("{key}:") } else { format!("{key}: {value}") };
    if about.is_empty() { start } else { format!("{start:<32} # {about}") }
}

/// The text as a YAML scalar.
fn quoted(text: &str) -> String {
    serde_yaml::to_string(&text).map_or_else(|_| text.to_owned(), |yaml| yaml.trim_end().to_owned())
}

/// The lines of a slot; rows to copy stand in comments.
fn slot_lines(name: &str, about: &str, options: &BlockOptions, lang: Lang) -> Vec<String> {
    let rows = texts::ROWS.get(lang);
    match options {
        BlockOptions::Account(options) => account_lines(name, about, options, lang),
        BlockOptions::Register(options) => {
            let mut lines = vec![line(name, "", &with_known(about, rows, lang))];
            let columns = options.columns.iter().enumerate();
            lines.extend(columns.map(|(at, column)| commented(at, &column.name, &column_about(column, lang))));
            lines
        }
        BlockOptions::Measures(options) => {
            let mut lines = vec![line(name, "", about)];
            for item in &options.items {
                let unit = item.unit.as_deref().unwrap_or_default();
                lines.push(format!("#  - {{label: {}, value: , unit: {unit}}}", item.label));
            }
            lines
        }
        BlockOptions::Tally(options) => {
            let mut lines = vec![line(name, "", &with_known(about, rows, lang))];
            let keys = ["name", "question", "date", "eligible", "present", "valid", "options", "passed"];
            let known = options.ballots.iter().map(|(name, _)| &**name).collect::<Vec<_>>().join(lang.between());
            for (at, key) in keys.into_iter().enumerate() {
                let known = if key == "name" { &*known } else { "" };
                lines.push(commented(at, key, &with_known(called(key, lang), known, lang)));
            }
            lines
        }
        BlockOptions::Procedure(options) => {
            let steps = options.steps.iter().map(|step| {
                let actor = step.actor.as_deref().unwrap_or_default();
                line(&format!("  {}", quoted(&step.name)), "", actor)
            });
            std::iter::once(line(name, "", about)).chain(steps).collect()
        }
        BlockOptions::Scorecard(options) => {
            let mut lines = vec![line(name, "", &with_known(about, rows, lang))];
            for (at, key) in ["who", "assessed", "total", "band", "note"].into_iter().enumerate() {
                lines.push(commented(at, key, called(key, lang)));
            }
            lines.extend(options.components.iter().map(|one| component(one, lang)));
            lines
        }
        BlockOptions::Facts(options) => {
            let labels = options.labels.iter().map(|label| format!("  {}:", quoted(label)));
            std::iter::once(line(name, "", about)).chain(labels).collect()
        }
    }
}

/// What a key is called where its own name does not say it.
fn called(key: &str, lang: Lang) -> &str {
    names::chinese(key).filter(|_| lang == Lang::Zh).unwrap_or_default()
}

/// What something is about, and behind a colon what may be written there, if either is known.
fn with_known(about: &str, known: &str, lang: Lang) -> String {
    let colon = if lang == Lang::Zh { "：" } else { ": " };
    let colon = if about.is_empty() || known.is_empty() { "" } else { colon };
    format!("{about}{colon}{known}")
}

/// The lines of an account, with an entry to copy.
fn account_lines(name: &str, about: &str, options: &AccountOptions, lang: Lang) -> Vec<String> {
    let keys = ["opening", "closing", "handler", "auditor", "approver", "audited"];
    let mut lines = vec![line(name, "", about)];
    lines.extend(keys.iter().map(|key| line(&format!("  {key}"), "", called(key, lang))));
    lines.push(line("  entries", "", texts::ROWS.get(lang)));
    let income = options.income.iter().map(|one| &**one).collect::<Vec<_>>().join(lang.between());
    let spending = options.spending.iter().map(|one| &**one).collect::<Vec<_>>().join(lang.between());
    let stop = if lang == Lang::Zh { "；" } else { "; " };
    for (at, key) in ["date", "item", "category", "in", "out", "voucher"].into_iter().enumerate() {
        let known = if key == "category" { format!("{income}{stop}{spending}") } else { String::new() };
        lines.push(commented(at, key, &with_known(called(key, lang), &known, lang)));
    }
    lines
}

/// A line for the score of a component: empty, or the options of its ballot, or its criteria.
fn component(component: &Component, lang: Lang) -> String {
    let votes = component.votes.iter().map(|(name, _)| &**name);
    let keys: Vec<&str> = match component.criteria.as_slice() {
        [] if component.votes.is_empty() => Vec::new(),
        [] => std::iter::once("present").chain(votes).collect(),
        criteria => criteria.iter().map(|one| &*one.name).collect(),
    };
    let keys: Vec<String> = keys.into_iter().map(|key| format!("{}: ", quoted(key))).collect();
    let value = if keys.is_empty() { String::new() } else { format!("{{{}}}", keys.join(", ")) };
    line(&format!("#    {}", quoted(&component.name)), &value, component.label.in_message(lang))
}

/// A line of a row to copy.
fn commented(at: usize, key: &str, about: &str) -> String {
    line(&format!("#  {} {key}", if at == 0 { "-" } else { " " }), "", about)
}

fn column_about(column: &Column, lang: Lang) -> String {
    let values: Vec<&str> =
        [&column.values, &column.open, &column.closed].into_iter().flatten().map(|value| &**value).collect();
    let required = if column.is_required { " *" } else { "" };
    with_known(&format!("{}{required}", column.label.get(lang.tag())), &values.join(lang.between()), lang)
}
