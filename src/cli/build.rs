//! `gongkai build`.

mod sound;
mod told;

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write as _};
use std::path::Path;
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};

use crate::base::diag::{Diagnostics, Severity};
use crate::base::lang::{Lang, Text};
use crate::base::source::FileName;
use crate::check::Last;
use crate::cli::ask::Question;
use crate::cli::report::Patient;
use crate::cli::{Common, Failure, Outcome, agrees};
use crate::files::{Disk, Reader};
use crate::load::{self, Excerpts, ParseCache};
use crate::model::Broken;
use crate::portal::{Edition, Portal};
use crate::render::THEMES;
use crate::write::{self, Folder, Target};

use sound::{without_broken, wrong_settings};
use told::{Fate, again, left_out, noted, nothing_changed, nothing_written, summary};

/// How often content that changes while it is read is read again, before its changing is an error.
const RETRIES: usize = 2;

/// Where the site goes under the root.
pub(super) const PUBLIC: &str = "public";

/// The site that lies in a folder.
pub(super) fn last(out: &Path) -> Option<Last> {
    Last::of(Arc::new(Disk::at(out)))
}

/// How to build.
#[derive(Clone, Copy, Default)]
pub(super) struct How<'a> {
    /// Whether to publish what is sound although there are errors.
    pub(super) is_going_on: bool,
    /// Whether to trust nothing that the last build has left.
    pub(super) is_forced: bool,
    /// Where addresses are written down that are not public any more, if not beside the site.
    pub(super) list: Option<&'a Path>,
    /// The folder of what the public has, if that is not the one that is written to.
    pub(super) compared: Option<&'a Path>,
    /// Whether to write nothing while something public would change or go without a word, unless somebody agrees: on the
    /// terminal, or beforehand.
    pub(super) asks: Option<bool>,
}

/// Reads, checks and writes the site. The output folder is held from before the first file is read, so that a second
/// build can neither mix its pages in nor end with older content.
pub(super) fn run(common: &Common, out: Option<&Path>, how: How<'_>) -> Result<Outcome, Failure> {
    let root = common.root()?;
    let default = root.join(PUBLIC);
    let out = out.unwrap_or(&default);
    let folder = Folder::open(&*root, out)?.listing_gone(how.list)?;
    let target = Output { out, folder: &folder };
    for _ in 0..RETRIES {
        match attempt(common, (&Reader::at(&root), target), how) {
            Err(Failure::Write(write::Error::Changed(file))) => {
                writeln!(Patient(io::stderr()), "{}", again(common.lang(), &file))?;
            }
            other => return other,
        }
    }
    attempt(common, (&Reader::at(&root), target), how)
}

/// The folder of the site, and its name in messages.
#[derive(Clone, Copy)]
struct Output<'a> {
    out: &'a Path,
    folder: &'a Folder,
}

fn attempt(common: &Common, (reader, output): (&Arc<Reader>, Output<'_>), how: How<'_>) -> Result<Outcome, Failure> {
    let Output { out, folder } = output;
    let settings = |today| format!("{today} {:?}", common.deny);
    let stderr = io::stderr();
    let mut err = Patient(stderr.lock());
    if !how.is_forced && how.compared.is_none() {
        let today = common.today(&load::settings(reader));
        if let Some(files) = write::is_current(folder, reader, &settings(today)) {
            common.report(&mut err, Excerpts::default(), false).line(&nothing_changed(common.lang(), out, files))?;
            return Ok(Outcome::Good);
        }
    }
    let Made { edition, mut diags, broken, closed } = make(common, (reader, folder.path()), how)?;
    common.tell_writer(&mut diags, stderr.is_terminal());
    let mut report = common.report(&mut err, Excerpts::of([reader.clone()]), stderr.is_terminal());
    report.least = Severity::Warning;
    report.diagnostics(&diags)?;
    report.table(&diags)?;
    let goes_on = !diags.has_errors() || (how.is_going_on && closed.is_empty());
    let (Ok(source), true) = (edition.source(), goes_on) else {
        report.summary(&diags)?;
        report.line(&nothing_written(common.lang(), &closed))?;
        return Ok(Outcome::Errors);
    };
    if how.asks.is_some_and(|is_sure| !is_sure) && changes_public(&diags) && !may_change(common.lang())? {
        report.line(NOT_AGREED.get(common.lang()))?;
        return Ok(Outcome::Errors);
    }
    // All that is still to be told is what is wrong with a template.
    reader.keep_only(THEMES);
    let site = source.site;
    let bar = progress(site.plan.len());
    let today = site.today;
    let settings = settings(today);
    let stamp = if diags.has_errors() { String::new() } else { write::stamp(reader, site, &settings) };
    let target = Target { folder, stamp: &stamp, is_forced: how.is_forced, progress: &|| bar.inc(1) };
    let written = write::write(target, source);
    bar.finish_and_clear();
    let written = match written {
        Ok(written) => written,
        Err(write::Error::Templates(failed)) => {
            report.diagnostics(&failed)?;
            report.summary(&failed)?;
            report.line(&nothing_written(common.lang(), &closed))?;
            return Ok(Outcome::Errors);
        }
        Err(error) => return Err(error.into()),
    };
    report.summary(&diags)?;
    for one in &broken {
        report.line(&left_out(common.lang(), one, Fate::of(one, &written, today)))?;
    }
    for note in &written.notes {
        report.line(&noted(common.lang(), note))?;
    }
    report.gone(&written.gone, written.list.as_deref())?;
    report.line(&summary(common.lang(), &written, out, site))?;
    Ok(if diags.has_errors() { Outcome::Errors } else { Outcome::Good })
}

const AGREE: Question = Question::new(
    "公开过的内容就这样改吗？写 y 改，直接回车不改",
    "change what is public like this? y to change it, Enter to leave it",
    "--yes",
);
const NOT_AGREED: Text = Text {
    zh: "有公开过的内容会改动或消失，什么也没有写；照上面的改法改好，或加上 --yes",
    en: "something public would change or go, and nothing was written; do what is said above, or add --yes",
};

/// Whether something that is public changes or goes without a word, and no reason is given.
fn changes_public(diags: &Diagnostics) -> bool {
    let told = diags.iter().filter(|one| one.rule.severity == Severity::Warning && one.accepted.is_none());
    told.into_iter().any(|one| one.rule.name.starts_with("published/"))
}

fn may_change(lang: Lang) -> Result<bool, Failure> {
    Ok(io::stdin().is_terminal() && agrees(lang, AGREE)?)
}

/// What was made of the content before anything is written.
struct Made {
    /// What of the portal is published.
    edition: Edition,
    diags: Diagnostics,
    /// Records and fixed pages that are left out for their errors.
    broken: Vec<Broken>,
    /// Files of settings and definitions with errors, beside which nothing is published.
    closed: BTreeSet<FileName>,
}

fn make(common: &Common, (reader, last): (&Arc<Reader>, &Path), how: How<'_>) -> Result<Made, Failure> {
    let portal = Portal::read(reader, &mut ParseCache::default())?.with_theme()?;
    let today = common.today(&portal.content.config);
    let edition = portal.site(today);
    let mut diags = edition.check_since(self::last(how.compared.unwrap_or(last)).as_ref());
    common.deny(&mut diags);
    let wrong = wrong_settings(&diags, last);
    let closed = if how.is_going_on { wrong } else { BTreeSet::new() };
    if !(diags.has_errors() && how.is_going_on && closed.is_empty()) {
        return Ok(Made { edition, diags, broken: Vec::new(), closed });
    }
    let reduced = without_broken(&portal.content, &diags);
    let broken = reduced.broken.clone();
    Ok(Made { edition: portal.with_content(reduced).site(today), diags, broken, closed })
}

/// A bar on a terminal, nothing elsewhere.
fn progress(files: usize) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(files as u64).with_style(style)
}
