//! `gongkai build`.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write as _};
use std::path::Path;
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};

use crate::base::date::Date;
use crate::base::diag::{Diagnostics, Severity};
use crate::base::lang::{Lang, Text};
use crate::base::source::FileName;
use crate::check::Last;
use crate::cli::ask::Question;
use crate::cli::report::{Patient, counted};
use crate::cli::{Common, Failure, Outcome, agrees};
use crate::files::{Disk, Reader};
use crate::load::{self, CONTENT, Excerpts, ParseCache};
use crate::model::id::RecordId;
use crate::model::{Broken, Content, Keeps};
use crate::portal::{Edition, Portal};
use crate::privacy;
use crate::publish::names;
use crate::render::THEMES;
use crate::site::Site;
use crate::write::{self, Folder, MANIFEST, Note, Target, Written};

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
        report.line(&left_out(common.lang(), one, today))?;
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

/// Files and folders with errors beside which nothing can be published: a broken catalogue would hide what is missing, a
/// broken form what is masked. The site of before is in `last`.
fn wrong_settings(diags: &Diagnostics, last: &Path) -> BTreeSet<FileName> {
    // Warnings that were raised to errors say nothing of whether the file can be read.
    let wrong = diags.iter().filter(|one| one.rule.severity == Severity::Error && one.severity == Severity::Error);
    wrong
        .filter(|one| load::stops_all(one, &|path| last.join(path).exists()))
        .map(|one| one.span.file.clone())
        .collect()
}

/// The content without records and fixed pages that have errors, which are named as broken.
fn without_broken(content: &Content, diags: &Diagnostics) -> Content {
    let wrong: BTreeSet<&str> =
        diags.iter().filter(|one| one.severity == Severity::Error).map(|one| &*one.span.file).collect();
    // `a.2.yaml` is another record than `a`; `a.list.csv` are rows of `a`.
    let is_source = |rest: &str| ["yaml", "yml", "md"].iter().any(|end| rest.eq_ignore_ascii_case(end));
    let is_own = |rest: &str| is_source(rest) || load::may_be_rows("", &format!(".{rest}"));
    let is_wrong = |id: &str| {
        let stem = format!("{CONTENT}/{id}.");
        let inside = format!("{CONTENT}/{id}/");
        wrong.range(&*stem..).map_while(|file| file.strip_prefix(&*stem)).any(is_own)
            || wrong.range(&*inside..).next().is_some_and(|file| file.starts_with(&inside))
    };
    let mut reduced = content.clone();
    let left_out = reduced.records.extract_if(.., |record| is_wrong(&record.id));
    let left_out = left_out.map(|record| {
        let names_last = names::last_named(&content.portal, &record);
        Broken { names_last, ..Broken::from(&*record) }
    });
    let mut broken: Vec<Broken> = left_out.collect();
    let pages = wrong.iter().filter_map(|file| {
        let page = file.strip_prefix(CONTENT)?.strip_prefix("/pages/").filter(|page| page.contains('.'))?;
        let id = RecordId::of_source(&format!("about/{page}")).ok()?;
        Some(Broken {
            id,
            published: None,
            keeps: Keeps::Page,
            kind: None,
            section: None,
            before: None,
            is_leaked: false,
            names_last: None,
        })
    });
    broken.extend(pages);
    reduced.portal.pages.retain(|page| !wrong.contains(&*page.span.file));
    reduced.broken.append(&mut broken);
    reduced.broken.sort_by(|a, b| a.id.cmp(&b.id));
    reduced
}

/// A bar on a terminal, nothing elsewhere.
fn progress(files: usize) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len}").unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(files as u64).with_style(style)
}

fn nothing_changed(lang: Lang, out: &Path, files: usize) -> String {
    let out = out.display();
    match lang {
        Lang::Zh => format!("{out}：共 {files} 个文件，内容、主题和日期都没有变化，不用重新生成"),
        Lang::En => {
            format!("{out}: {}, nothing has changed since the last build", counted(files, "file"))
        }
    }
}

fn nothing_written(lang: Lang, closed: &BTreeSet<FileName>) -> String {
    let files = closed.iter().map(|file| &**file).collect::<Vec<_>>().join(lang.between());
    match (lang, closed.is_empty()) {
        (Lang::Zh, true) => "有错误，什么也没有写；改好后再生成，或用 --keep-going 先公开没有错误的部分".to_owned(),
        (Lang::En, true) => {
            "nothing was written because of errors; mend them, or use --keep-going to publish the rest".to_owned()
        }
        (Lang::Zh, false) => {
            format!(
                "设置、定义有错误，或者整个文件夹读不了，什么也没有写，用了 --keep-going 也一样：许多网页都靠它们。先改好：{files}"
            )
        }
        (Lang::En, false) => format!(
            "nothing was written, not even with --keep-going: many pages rest on these settings, definitions or folders. Mend these first: {files}"
        ),
    }
}

fn left_out(lang: Lang, one: &Broken, today: Date) -> String {
    let id = privacy::starred_path(&one.id);
    match (lang, one.keeps_page(today), &one.keeps) {
        (Lang::Zh, true, Keeps::Files(_)) => format!("有错误，没有重新公开；上次公开的页面还在的，保留不动：{id}"),
        (Lang::En, true, Keeps::Files(_)) => {
            format!("has errors and was not published anew; pages published before stay: {id}")
        }
        (Lang::Zh, true, _) => format!("有错误，没有重新公开；上次公开的页面还在的，保留页面，不保留附件：{id}"),
        (Lang::En, true, _) => {
            format!("has errors and was not published anew; a page published before stays, its attachments go: {id}")
        }
        (Lang::Zh, false, _) => format!("有错误，也不再公开，上次的页面和附件都撤下：{id}"),
        (Lang::En, false, _) => format!("has errors and is no longer public, its last pages and attachments go: {id}"),
    }
}

fn again(lang: Lang, file: &str) -> String {
    match lang {
        Lang::Zh => format!("生成网站时 {file} 有改动，重新读一遍"),
        Lang::En => format!("{file} was changed while the site was made; reading everything again"),
    }
}

fn noted(lang: Lang, note: &Note) -> String {
    match (note, lang) {
        (Note::Damaged(files), Lang::Zh) => {
            format!("上次的清单 {MANIFEST} 损坏了；文件夹里的 {files} 个文件都当作以前生成的，网站不再需要的已删除")
        }
        (Note::Damaged(files), Lang::En) => format!(
            "{MANIFEST} of the last build was damaged; the files in the folder ({}) were taken for its own, and those that the site does not need were removed",
            files
        ),
        (Note::Unlisted(list), Lang::Zh) => {
            format!(
                "撤下的网址列表写不进 {}；请用 --removed 换一个地方，再用 --format json 看是哪些网址",
                list.display()
            )
        }
        (Note::Unlisted(list), Lang::En) => format!(
            "the list of what was taken down could not be written to {}; choose another place with --removed, and see the addresses with --format json",
            list.display()
        ),
        (Note::Strange(paths), Lang::Zh) => {
            format!("清单 {MANIFEST} 里的这些不是网站里的路径，没有理会：{}", listed(paths))
        }
        (Note::Strange(paths), Lang::En) => {
            format!("{MANIFEST} names what is no path of a site and was let alone: {}", listed(paths))
        }
    }
}

/// The first of the paths, with nothing in them that a terminal would take for a command.
fn listed(paths: &[String]) -> String {
    const SHOWN: usize = 5;
    let mut text: Vec<String> = paths.iter().take(SHOWN).map(|path| format!("{path:?}")).collect();
    text.extend((paths.len() > SHOWN).then(|| format!("… ({})", paths.len())));
    text.join(", ")
}

fn summary(lang: Lang, written: &Written, out: &Path, site: &Site) -> String {
    let Written { files, changed, removed, kept, .. } = written;
    let out = out.display();
    let next = site.public.next_change;
    match lang {
        Lang::Zh => {
            let next = next.map_or(String::new(), |day| format!("；下一次有状态变化的日子是 {day}，那天要再生成一次"));
            format!("{out}：共 {files} 个文件，写入 {changed}，删除 {removed}，保留 {kept}{next}")
        }
        Lang::En => {
            let next =
                next.map_or(String::new(), |day| format!("; something changes state next on {day}: build again then"));
            let files = counted(*files, "file");
            format!("{out}: {files}, {changed} written, {removed} removed, {kept} kept{next}")
        }
    }
}
