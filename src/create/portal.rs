//! New portals: bare, a village with one example of what it publishes most, or the sample county.
//!
//! Every one is read, checked and built at once without an error. The sample county comes from the program, not from
//! this library: a change of its records does not compile the library anew.

use std::path::{Path, PathBuf};

use crate::base::date::Date;
use crate::base::lang::Lang;
use crate::create::place::{inside, write_new};
use crate::create::{Error, NewOrg, catalogue, quoted, sets, texts};
use crate::files::{Embedded, Files};

/// What a new portal begins with.
#[derive(Clone, Copy, Debug)]
pub enum Template {
    /// Settings, the root organisation and all start catalogues.
    Bare,
    /// One village with its start catalogues and an example of each of its records.
    Village,
    /// The sample county.
    County(Embedded),
}

/// What a new portal says from the start.
#[derive(Clone, Copy, Debug)]
pub struct NewPortal<'a> {
    /// What it begins with.
    pub template: Template,
    /// Its title; the sample county has one of its own.
    pub title: Option<&'a str>,
    /// The day of its first records.
    pub today: Date,
}

/// Creates a portal in `folder` and returns its files.
///
/// # Errors
/// The folder has one of the files already or a link leads out of it, in which case nothing is written, or the disk
/// refuses.
pub fn portal(folder: &Path, new: NewPortal<'_>, lang: Lang) -> Result<Vec<PathBuf>, Error> {
    let title = new.title.unwrap_or_default();
    let files = match new.template {
        Template::Bare => bare(title, lang),
        Template::Village => village(title, new.today),
        Template::County(sample) => county(sample, new.title),
    };
    let files: Vec<(PathBuf, Vec<u8>)> = files
        .into_iter()
        .map(|(path, bytes)| Ok((inside(folder, Path::new(&path))?, bytes)))
        .collect::<Result<_, Error>>()?;
    if let Some((path, _)) = files.iter().find(|(path, _)| path.exists()) {
        return Err(Error::Exists(path.clone()));
    }
    let mut created = files.iter().map(|(path, bytes)| write_new(path, bytes)).collect::<Result<Vec<_>, _>>()?;
    let all = sets();
    let own = match new.template {
        Template::Bare => all.iter().map(String::as_str).collect(),
        Template::Village => vec!["village", "party"],
        Template::County(_) => return Ok(created),
    };
    created.push(catalogue(folder, &own, &[], (new.today, lang))?);
    Ok(created)
}

fn bare(title: &str, lang: Lang) -> Vec<(String, Vec<u8>)> {
    let root = NewOrg { path: "", name: name(title), level: "county" };
    let files = [("portal.yaml", texts::portal(title, lang)), ("org.yaml", texts::org(root, lang))];
    files.into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())).collect()
}

/// The name of the root organisation, from the title of its portal.
fn name(title: &str) -> &str {
    title.trim_end_matches("阳光公开").trim_end_matches("公开网")
}

/// The village as it is written: what stands in double braces, also in names, is filled in.
const VILLAGE: Embedded = Embedded::of::<VillageFiles>();

#[derive(rust_embed::Embed)]
#[folder = "src/create/village/"]
struct VillageFiles;

/// The files of a village; its account is that of the last quarter that is over.
fn village(title: &str, today: Date) -> Vec<(String, Vec<u8>)> {
    const QUARTERS: [&str; 4] = ["一", "二", "三", "四"];
    let into_quarter = (i64::from(today.month()) - 1) % 3;
    let end = (0..=into_quarter).fold(today, |day, _| day.plus(-i64::from(day.day())));
    let start = [1, 2].iter().fold(end, |day, _| day.plus(-i64::from(day.day())));
    let start = start.plus(1 - i64::from(start.day()));
    let number = usize::try_from((end.month() - 1) / 3).unwrap_or(0);
    let values = [
        ("title", quoted(title)),
        ("name", name(title).to_owned()),
        ("year", today.year().to_string()),
        ("today", today.to_string()),
        ("period", format!("{}Q{}", end.year(), number + 1)),
        ("quarter", format!("{}年第{}季度", end.year(), QUARTERS[number])),
        ("term-end", today.plus(5 * 365).to_string()),
        ("first", start.plus(9).to_string()),
        ("second", start.plus(40).to_string()),
        ("third", end.plus(-2).to_string()),
    ];
    let fill = |text: &str| {
        values.iter().fold(text.to_owned(), |text, (key, value)| text.replace(&format!("{{{{{key}}}}}"), value))
    };
    VILLAGE.texts().map(|(path, text)| (fill(&path), fill(&text).into_bytes())).collect()
}

fn county(sample: Embedded, title: Option<&str>) -> Vec<(String, Vec<u8>)> {
    let read = |path: String| sample.read(&path, u64::MAX).ok().map(|bytes| (path, bytes));
    let mut files: Vec<_> = sample.paths().into_iter().filter_map(read).collect();
    let settings = files.iter_mut().find(|(path, _)| path == "portal.yaml");
    if let Some(((_, bytes), title)) = settings.zip(title) {
        let text = String::from_utf8_lossy(bytes);
        let titled =
            |line: &str| if line.starts_with("title:") { format!("title: {}", quoted(title)) } else { line.into() };
        let lines: Vec<String> = text.lines().map(titled).collect();
        *bytes = format!("{}\n", lines.join("\n")).into_bytes();
    }
    files
}
