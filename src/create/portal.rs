//! New portals: bare, a unit with one example of what it publishes most, or the sample county.
//!
//! Every one is read, checked and built at once without an error. The sample county comes from the program, not from
//! this library: a change of its records does not compile the library anew.

use std::path::{Path, PathBuf};

use crate::base::date::Date;
use crate::base::lang::Lang;
use crate::create::catalogue::usual_sets;
use crate::create::place::{inside, write_new};
use crate::create::{Error, NewItems, NewOrg, catalogue, quoted, texts};
use crate::files::{Embedded, Files};
use crate::model::pack::Pack;
use crate::render::usual_texts;

/// What a new portal begins with.
#[derive(Clone, Copy, Debug)]
pub enum Template<'a> {
    /// Settings, the root organisation and all start catalogues of the profile of this name, or of the usual one.
    Bare(Option<&'a str>),
    /// What a pack has under this name to begin with: a unit with its start catalogues and an example of each of its
    /// records.
    Start(&'a Pack, &'a str),
    /// The sample county.
    County(Embedded),
}

/// What the packs have to begin with, by name.
pub fn templates() -> impl Iterator<Item = (&'static Pack, &'static str)> {
    Pack::all().iter().flat_map(|pack| pack.start.iter().map(move |(name, _)| (&**pack, &**name)))
}

/// What a new portal says from the start.
#[derive(Clone, Copy, Debug)]
pub struct NewPortal<'a> {
    /// What it begins with.
    pub template: Template<'a>,
    /// Its title; the sample county has one of its own.
    pub title: Option<&'a str>,
    /// What is known of its unit.
    pub unit: Unit<'a>,
    /// The day of its first records.
    pub today: Date,
}

/// What is known of the unit of a new portal.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unit<'a> {
    /// Its name, if the title does not tell it.
    pub name: Option<&'a str>,
    /// The telephone of those who answer; else one that the checks ask to replace.
    pub phone: Option<&'a str>,
    /// A page that tells clerks how to publish, if one goes along.
    pub guide: Option<&'a str>,
}

/// Creates a portal in `folder` and returns its files.
///
/// # Errors
/// The folder has one of the files already or a link leads out of it, in which case nothing is written, or the disk
/// refuses.
pub fn portal(folder: &Path, new: NewPortal<'_>, lang: Lang) -> Result<Vec<PathBuf>, Error> {
    let title = new.title.unwrap_or_default();
    let files = match new.template {
        Template::Bare(profile) => bare(profile, title, lang),
        Template::Start(pack, name) => start(pack, name, &new),
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
    let of_profile;
    let (pack, own): (&Pack, Vec<String>) = match new.template {
        Template::Bare(profile) => {
            of_profile = Pack::of_profile(profile).0;
            (&*of_profile, usual_sets(&of_profile))
        }
        Template::Start(pack, name) => {
            let own = pack.start.iter().filter(|(own, _)| **own == *name).flat_map(|(_, sets)| sets);
            (pack, own.map(|set| set.to_string()).collect())
        }
        Template::County(_) => return Ok(created),
    };
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    created.push(catalogue(folder, NewItems { pack, sets: &own, since: new.today, lang }, &[])?);
    Ok(created)
}

fn bare(profile: Option<&str>, title: &str, lang: Lang) -> Vec<(String, Vec<u8>)> {
    let (pack, profile) = Pack::of_profile(profile);
    let level = pack.usual_levels.first().map_or("", |level| level);
    let root = NewOrg { path: "", name: name(&pack, title), level };
    let files = [("portal.yaml", texts::portal((&pack, &profile), title, lang)), ("org.yaml", texts::org(root, lang))];
    files.into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())).collect()
}

/// The name of the root organisation, from the title of its portal.
fn name<'t>(pack: &Pack, title: &'t str) -> &'t str {
    pack.title_endings.iter().fold(title, |name, ending| name.trim_end_matches(&**ending).trim_end())
}

/// A telephone that nobody has.
const PHONE: &str = "0872-0000001";

/// The files that a pack begins with: what stands in double braces, also in names, is filled in. Its account is that of
/// the last quarter that is over.
fn start(pack: &Pack, start: &str, new: &NewPortal<'_>) -> Vec<(String, Vec<u8>)> {
    let NewPortal { title, unit, today, .. } = *new;
    let title = title.unwrap_or_default();
    let into_quarter = (i64::from(today.month()) - 1) % 3;
    let end = (0..=into_quarter).fold(today, |day, _| day.plus(-i64::from(day.day())));
    let first = [1, 2].iter().fold(end, |day, _| day.plus(-i64::from(day.day())));
    let first = first.plus(1 - i64::from(first.day()));
    let period = format!("{}Q{}", end.year(), (end.month() - 1) / 3 + 1);
    let texts = usual_texts(pack.languages.first().map_or("", |lang| lang));
    let values = [
        ("title", quoted(title)),
        ("name", unit.name.unwrap_or_else(|| name(pack, title)).to_owned()),
        ("phone", unit.phone.unwrap_or(PHONE).to_owned()),
        ("year", today.year().to_string()),
        ("today", today.to_string()),
        ("quarter", texts.words().period(&period)),
        ("period", period),
        ("posted-until", today.plus(16).to_string()),
        ("term-end", today.plus(5 * 365).to_string()),
        ("first", first.plus(9).to_string()),
        ("second", first.plus(40).to_string()),
        ("third", end.plus(-2).to_string()),
    ];
    let fill = |text: &str| {
        values.iter().fold(text.to_owned(), |text, (key, value)| text.replace(&format!("{{{{{key}}}}}"), value))
    };
    let files = pack.texts(&format!("start/{start}"));
    let own = files.into_iter().map(|(path, text)| (fill(&path), fill(&text).into_bytes()));
    own.chain(unit.guide.map(|guide| ("pages/clerk.md".to_owned(), guide.as_bytes().to_vec()))).collect()
}

fn county(sample: Embedded, title: Option<&str>) -> Vec<(String, Vec<u8>)> {
    let read = |path: String| sample.read(&path, u64::MAX).ok().map(|bytes| (path, bytes));
    let mut files: Vec<_> = sample.paths().into_iter().filter_map(read).collect();
    if let Some((_, bytes)) = files.iter_mut().find(|(path, _)| path == "portal.yaml") {
        let text = String::from_utf8_lossy(bytes);
        let titled = |line: &str| match title {
            Some(title) if line.starts_with("title:") => format!("title: {}", quoted(title)),
            _ => line.to_owned(),
        };
        let lines: Vec<String> = text.lines().filter(|line| !is_of_demonstration(line)).map(titled).collect();
        *bytes = format!("{}\n", lines.join("\n")).into_bytes();
    }
    files
}

/// Whether a line of settings makes the sample stand still: the day, that this is accepted, and a remark on it.
fn is_of_demonstration(line: &str) -> bool {
    line.starts_with("as-of:") || line.contains("portal/as-of") || (line.starts_with('#') && line.contains("as-of"))
}
