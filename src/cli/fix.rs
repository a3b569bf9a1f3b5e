//! `gongkai fix`: shows what would change, asks, keeps a copy outside the portal, and writes.

use std::fs;
use std::io::{self, IsTerminal, Write as _};
use std::path::{Path, PathBuf};

use crate::base::encoding::decode_text;
use crate::base::lang::{Lang, Text};
use crate::cli::ask::Question;
use crate::cli::report::{Patient, Report};
use crate::cli::{Common, Failure, Outcome, agrees};
use crate::files::Reader;
use crate::fix::{self, Mended, Mends};
use crate::load::{Excerpts, ParseCache};
use crate::portal::Portal;
use crate::privacy;

/// How to mend.
pub(super) struct How<'a> {
    /// Whether to mask personal data, and nothing else.
    pub(super) is_privacy: bool,
    /// Whether to write without asking.
    pub(super) is_sure: bool,
    /// Where copies go, if not where the system keeps such things.
    pub(super) copies: Option<&'a Path>,
}

const NONE: Text = Text { zh: "没有可以替你遮的内容。", en: "There is nothing that can be masked for you." };
const SOUND: Text =
    Text { zh: "没有一定能替你改的地方。", en: "There is nothing that can be mended with certainty." };
const BY_HAND: Text = Text {
    zh: "下面这些在表格里，或同名的文件已经有了，要自己改：",
    en: "These stand in spreadsheets, or there is a file of that name already; mend them yourself:",
};
const REST: Text = Text {
    zh: "改了文件名的，再运行一次 gongkai fix；其余的问题要人来定：运行 gongkai check，照每条的“改法”改。",
    en: "If a file got another name, run gongkai fix once more; all else needs somebody to decide: run gongkai check and follow the help of each problem.",
};
const UTF8: Text = Text { zh: "编码改为 UTF-8", en: "written in UTF-8" };
const LEFT: Text = Text {
    zh: "下面这些要自己改（表格、附件、文件名，或被记号隔开的号码）：",
    en: "These you must mend yourself (spreadsheets, attachments, names of files, numbers with markup inside):",
};
const ASK: Question =
    Question::new("照这样改吗？写 y 改，直接回车不改", "Write this? y to write, Enter to leave it", "--yes");
const NOT_ASKED: Text =
    Text { zh: "没有改动。要改，加上 --yes", en: "Nothing was written. To write it, add --yes" };
const UNCHANGED: Text = Text { zh: "没有改动。", en: "Nothing was written." };

pub(super) fn run(common: &Common, how: &How<'_>) -> Result<Outcome, Failure> {
    let root = common.root()?;
    let reader = Reader::at(&root);
    let portal = Portal::read(&reader, &mut ParseCache::default())?;
    let edition = portal.site(common.today(&portal.content.config));
    let problems = edition.check();
    let mends = if how.is_privacy { fix::privacy(&reader, &problems) } else { fix::certain(&reader, &problems) };
    let mut out = Patient(io::stdout());
    let mut report = common.report(&mut out, Excerpts::of([reader.clone()]), io::stdout().is_terminal());
    let lang = report.lang;
    if mends.files.is_empty() {
        report.line(if how.is_privacy { NONE } else { SOUND }.get(lang))?;
        return left(&mut report, how, &mends);
    }
    for mended in &mends.files {
        differences(&mut report, mended)?;
    }
    if !how.is_sure {
        let is_terminal = io::stdin().is_terminal();
        if !is_terminal || !agrees(lang, ASK)? {
            report.line(if is_terminal { UNCHANGED } else { NOT_ASKED }.get(lang))?;
            return Ok(Outcome::Errors);
        }
    }
    let kept = keep(&root, how.copies, &mends.files)?;
    for mended in &mends.files {
        write(&root, mended)?;
    }
    report.line(&match lang {
        Lang::Zh => format!("改了 {} 个文件；原来的文件存在 {}", mends.files.len(), kept.display()),
        Lang::En => format!(
            "{} written; the files as they were are in {}",
            super::report::counted(mends.files.len(), "file"),
            kept.display()
        ),
    })?;
    left(&mut report, how, &mends)
}

/// What somebody must mend by hand.
fn left(report: &mut Report<'_>, how: &How<'_>, mends: &Mends) -> Result<Outcome, Failure> {
    if mends.left.is_empty() {
        if !how.is_privacy {
            report.line(REST.get(report.lang))?;
        }
        return Ok(Outcome::Good);
    }
    report.line(if how.is_privacy { LEFT } else { BY_HAND }.get(report.lang))?;
    report.diagnostics(&mends.left.iter().cloned().collect())?;
    Ok(Outcome::Errors)
}

/// The lines of a file that change: before, masked as in messages, and after.
fn differences(report: &mut Report<'_>, mended: &Mended) -> io::Result<()> {
    report.line(&format!("--- {}", mended.file))?;
    if let Some(name) = &mended.name {
        report.line(&format!("+++ {name}"))?;
    }
    let decoded = decode_text(mended.before.clone());
    if decoded.as_ref().is_some_and(|(_, is_utf8)| !is_utf8) {
        report.line(&format!("+ {}", UTF8.get(report.lang)))?;
    }
    let before = decoded.map(|(text, _)| text).unwrap_or_default();
    let after = mended.after.trim_start_matches('\u{feff}');
    for (at, (old, new)) in (1..).zip(before.lines().zip(after.lines())).filter(|(_, (old, new))| old != new) {
        report.line(&format!("@@ {at}"))?;
        report.line(&format!("- {}", privacy::starred(old)))?;
        report.line(&format!("+ {}", privacy::starred(new)))?;
    }
    report.line("")
}

/// Where the system keeps what programs leave behind.
fn usual() -> Option<PathBuf> {
    let of = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let state = of("XDG_STATE_HOME").or_else(|| of("LOCALAPPDATA"));
    let state = state.or_else(|| Some(of("HOME").or_else(|| of("USERPROFILE"))?.join(".local").join("state")));
    Some(state?.join("gongkai"))
}

/// A folder for copies outside of the portal: the one that is given, else of this name where the system keeps such things.
pub(super) fn outside(root: &Path, given: Option<&Path>, name: &str) -> Result<PathBuf, Failure> {
    let usual = || usual().map(|usual| usual.join(name));
    let top = given.map(Path::to_path_buf).or_else(usual).ok_or_else(|| Failure::Answer(NOWHERE.to_owned()))?;
    let at = |path: &Path| {
        let path = path.to_owned();
        move |source| Failure::Copy { path, source }
    };
    let (top, inside) = (real(&top).map_err(at(&top))?, root.canonicalize().map_err(at(root))?);
    if top.starts_with(&inside) {
        return Err(Failure::Answer(format!(
            "{0} lies in the portal; copies of what must not be public go elsewhere: --copies DIR\n{0} 在门户文件夹里面；原件的副本要放在外面：--copies 文件夹",
            top.display()
        )));
    }
    Ok(top)
}

/// Copies the files as they are into a new folder outside the portal, which it names.
fn keep(root: &Path, given: Option<&Path>, files: &[Mended]) -> Result<PathBuf, Failure> {
    let top = outside(root, given, "fix")?;
    let at = |path: &Path| {
        let path = path.to_owned();
        move |source| Failure::Copy { path, source }
    };
    fs::create_dir_all(&top).map_err(at(&top))?;
    let day = jiff::Timestamp::now().strftime("%Y-%m-%dT%H%M%S%.fZ").to_string();
    let folder = top.join(day);
    builder().create(&folder).map_err(at(&folder))?;
    for mended in files {
        let copy = folder.join(&*mended.file);
        if let Some(parent) = copy.parent() {
            builder().recursive(true).create(parent).map_err(at(parent))?;
        }
        owned(&copy).and_then(|mut file| file.write_all(&mended.before)).map_err(at(&copy))?;
        if fs::read(&copy).map_err(at(&copy))? != mended.before {
            return Err(at(&copy)(io::ErrorKind::InvalidData.into()));
        }
    }
    Ok(folder)
}

const NOWHERE: &str =
    "no place for copies is known: use --copies DIR\n不知道原件的副本放在哪里：用 --copies 指明文件夹";

/// Where a folder is or would be, without links on the way.
fn real(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let there = path.ancestors().find_map(|above| Some((above.canonicalize().ok()?, path.strip_prefix(above).ok()?)));
    Ok(there.map_or_else(|| path.clone(), |(above, rest)| above.join(rest)))
}

/// Makes folders that nobody else can look into.
fn builder() -> fs::DirBuilder {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// A new file that nobody else can read.
fn owned(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Writes a file whole, if it is still what it was.
fn write(root: &Path, mended: &Mended) -> Result<(), Failure> {
    let path = root.join(&*mended.file);
    let at = |source| Failure::Copy { path: path.clone(), source };
    if fs::read(&path).map_err(at)? != mended.before {
        let changed = "changed meanwhile: run the command again\n其间有人改过：再运行一次";
        return Err(Failure::Answer(format!("{} {changed}", mended.file)));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let part = path.with_file_name(format!(".{name}.part"));
    let permissions = fs::metadata(&path).map_err(at)?.permissions();
    let mut file = fs::File::create(&part).map_err(at)?;
    file.write_all(mended.after.as_bytes()).map_err(at)?;
    file.set_permissions(permissions).map_err(at)?;
    file.sync_all().map_err(at)?;
    let Some(name) = &mended.name else { return fs::rename(&part, &path).map_err(at) };
    let to = path.with_file_name(name);
    if fs::symlink_metadata(&to).is_ok() {
        let _ = fs::remove_file(&part);
        return Err(at(io::ErrorKind::AlreadyExists.into()));
    }
    fs::rename(&part, &to).and_then(|()| fs::remove_file(&path)).map_err(at)
}
