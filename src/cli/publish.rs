//! `gongkai publish`: makes the site, says what goes public, changes and comes down, and sends it to its host.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use indicatif::ProgressBar;

use crate::base::lang::{Lang, Text};
use crate::check::Last;
use crate::cli::ask::Question;
use crate::cli::build::{self, PUBLIC};
use crate::cli::report::{Patient, Report, counted};
use crate::cli::{Common, Failure, Outcome, agrees};
use crate::files::Reader;
use crate::load::{self, Excerpts, ParseCache};
use crate::model::hosting::{Hosting, Tool};
use crate::plan::{Output, Page};
use crate::portal::{Edition, Portal};
use crate::send::{self, Carrier, Found, Parcel};
use crate::site::Site;
use crate::write::{self, Folder, Target};

/// How to publish.
#[derive(Clone, Copy)]
pub(super) struct How<'a> {
    /// Whether only to say what would happen.
    pub(super) is_dry: bool,
    /// Whether to send without asking.
    pub(super) is_sure: bool,
    /// Whether the site may take the place of something else.
    pub(super) is_taking_over: bool,
    /// Where the site is made, if not under the root.
    pub(super) out: Option<&'a Path>,
}

const NO_SETTINGS: &str = "there is no publish.yaml beside content/, which says where the site is hosted. Write, for a stick or a network drive:\n  tool: folder\n  to: /media/usb/gongkai\nor, for a server: `tool: rsync` (or sftp, rclone) and `to: \"www@gongkai.example.org:/srv/www/gongkai\"`\ncontent/ 旁边没有 publish.yaml，不知道网站送到哪里。送到 U 盘、网络盘的，写两行：\n  工具: 文件夹\n  送到: /media/usb/gongkai\n送到服务器的：`工具: rsync`（或 sftp、rclone），`送到: \"www@gongkai.example.org:/srv/www/gongkai\"`";
const ASK: Question =
    Question::new("照这样送去吗？写 y 送，直接回车不送", "Send this? y to send, Enter to leave it", "--yes");
const NOT_SENT: Text = Text { zh: "没有送。", en: "Nothing was sent." };
const DRY: Text = Text {
    zh: "这是预演，什么也没有送；去掉 --dry-run 就送。",
    en: "Nothing was sent; leave out --dry-run to send it.",
};
const CURRENT: Text = Text { zh: "那里已经是最新的，不用送。", en: "The site there is up to date." };
const PUBLIC_NOW: Text = Text { zh: "公开", en: "goes public" };
const CHANGES: Text = Text { zh: "改动", en: "changes" };
const DOWN: Text = Text { zh: "撤下", en: "comes down" };

/// Makes the site and sends it.
pub(super) fn run(common: &Common, how: How<'_>) -> Result<Outcome, Failure> {
    let root = common.root()?;
    let reader = Reader::at(&root);
    let Some((hosting, problems)) = load::hosting(&reader)? else {
        return Err(Failure::Answer(NO_SETTINGS.to_owned()));
    };
    let mut out = Patient(io::stdout());
    let mut report = common.report(&mut out, Excerpts::of([reader.clone()]), io::stdout().is_terminal());
    report.diagnostics(&problems)?;
    let Some(hosting) = hosting else {
        report.summary(&problems)?;
        return Ok(Outcome::Errors);
    };
    let site = how.out.map_or_else(|| root.join(PUBLIC), Path::to_path_buf);
    let carrier = send::carrier(&hosting, (&root, &site))?;
    let found = carrier.look()?;
    let portal = Portal::read(&reader, &mut ParseCache::default())?;
    let edition = portal.site(common.today(&portal.content.config));
    let last = match hosting.tool {
        Tool::Folder => root.join(&*hosting.to),
        _ => site.clone(),
    };
    let down = titles_of_gone(&found, edition.site(), build::last(&last).as_ref());
    let (hosting, carrier, found) = (&hosting, &*carrier, &found);
    let job = Job { common, how, hosting, carrier, found, down, site: &site, last: &last };
    if how.is_dry { job.rehearse(&mut report, &reader) } else { job.send(&mut report, &edition) }
}

/// What is to be sent where.
struct Job<'a> {
    common: &'a Common,
    how: How<'a>,
    hosting: &'a Hosting,
    carrier: &'a dyn Carrier,
    found: &'a Found,
    /// Titles of the records that the site there has and this one has not, by the path of their file.
    down: BTreeMap<String, String>,
    /// Where the site is made.
    site: &'a Path,
    /// Where the site lies that was sent last.
    last: &'a Path,
}

impl Job<'_> {
    /// Makes the site, asks, and sends it.
    fn send(&self, report: &mut Report<'_>, edition: &Edition) -> Result<Outcome, Failure> {
        let Self { common, how, site, last, .. } = *self;
        let making = build::How { compared: Some(last), asks: Some(how.is_sure), ..build::How::default() };
        if matches!(build::run(common, Some(site), making)?, Outcome::Errors) {
            return Ok(Outcome::Errors);
        }
        // Held until all is sent, so that no other build changes it on the way.
        let root = common.root()?;
        let _held = Folder::open(&*root, site)?;
        let parcel =
            self.found.parcel(self.hosting, send::Made { site, portal: &name(edition.site()) }, how.is_taking_over)?;
        self.tell(report, edition.site(), &parcel)?;
        if parcel.is_empty() {
            report.line(CURRENT.get(report.lang))?;
            return Ok(Outcome::Good);
        }
        if !how.is_sure && io::stdin().is_terminal() && !agrees(report.lang, ASK)? {
            report.line(NOT_SENT.get(report.lang))?;
            return Ok(Outcome::Errors);
        }
        let all = parcel.new.len() + parcel.changed.len() + parcel.gone.len();
        let bar = if io::stderr().is_terminal() { ProgressBar::new(all as u64) } else { ProgressBar::hidden() };
        let sent = parcel.send(self.carrier, site, &|files| bar.inc(files as u64));
        bar.finish_and_clear();
        sent?;
        let to = &self.hosting.to;
        report.line(&match report.lang {
            Lang::Zh => format!("送到了 {to}"),
            Lang::En => format!("sent to {to}"),
        })?;
        Ok(Outcome::Good)
    }

    /// Makes the site in a folder that goes again, and says what would be sent.
    fn rehearse(&self, report: &mut Report<'_>, reader: &Arc<Reader>) -> Result<Outcome, Failure> {
        let common = self.common;
        let portal = Portal::read(reader, &mut ParseCache::default())?.with_theme()?;
        let edition = portal.site(common.today(&portal.content.config));
        let mut diags = edition.check_since(build::last(self.last).as_ref());
        common.deny(&mut diags);
        report.diagnostics(&diags)?;
        report.summary(&diags)?;
        if diags.has_errors() {
            return Ok(Outcome::Errors);
        }
        let scratch = send::Scratch::new()?;
        let site: PathBuf = scratch.path().join("site");
        let folder = Folder::open(None, &site)?;
        let target = Target { folder: &folder, stamp: "", is_forced: false, progress: &|| {} };
        match edition.source() {
            Ok(source) => write::write(target, source)?,
            Err(error) => return Err(Failure::Answer(error.to_string())),
        };
        let made = send::Made { site: &site, portal: &name(edition.site()) };
        let parcel = self.found.parcel(self.hosting, made, self.how.is_taking_over)?;
        self.tell(report, edition.site(), &parcel)?;
        let end = if parcel.is_empty() { CURRENT } else { DRY };
        report.line(end.get(report.lang))?;
        Ok(Outcome::Good)
    }

    /// Records by their titles, then all files by their number.
    fn tell(&self, report: &mut Report<'_>, site: &Site, parcel: &Parcel) -> io::Result<()> {
        let of = |paths: &[String]| -> Vec<String> { paths.iter().filter_map(|path| title(site, path)).collect() };
        let down = parcel.gone.iter().filter_map(|path| self.down.get(path).cloned()).collect();
        for (what, titles) in [(PUBLIC_NOW, of(&parcel.new)), (CHANGES, of(&parcel.changed)), (DOWN, down)] {
            list(report, what, &titles)?;
        }
        let (to, Parcel { new, changed, gone, .. }) = (&self.hosting.to, parcel);
        let (new, changed, gone) = (new.len(), changed.len(), gone.len());
        report.line(&match report.lang {
            Lang::Zh => format!("{to}：新文件 {new} 个，换 {changed} 个，删 {gone} 个"),
            Lang::En => format!("{to}: {}, {changed} replaced, {gone} removed", counted(new, "new file")),
        })
    }
}

/// The first of the titles, and how many there are.
fn list(report: &mut Report<'_>, what: Text, titles: &[String]) -> io::Result<()> {
    const SHOWN: usize = 20;
    if titles.is_empty() {
        return Ok(());
    }
    let (what, count) = (what.get(report.lang), titles.len());
    report.line(&match report.lang {
        Lang::Zh => format!("{what}（{count} 条）："),
        Lang::En => format!("{what} ({count}):"),
    })?;
    titles.iter().take(SHOWN).try_for_each(|title| report.line(&format!("  {title}")))?;
    if count > SHOWN { report.line("  …") } else { Ok(()) }
}

/// What the portal is called at its host.
fn name(site: &Site) -> String {
    site.portal().config.title.to_string()
}

/// The title of the record whose file stands at `path`, with that path.
fn title(site: &Site, path: &str) -> Option<String> {
    let Page::Output(Output::RecordData(place)) = site.plan.get(path)?.page else { return None };
    let record = site.record(place);
    Some(format!("{}（{}）", record.title, record.id))
}

/// Titles of the records that the site there has and this one has not.
fn titles_of_gone(found: &Found, site: &Site, last: Option<&Last>) -> BTreeMap<String, String> {
    let paths: BTreeSet<String> = found.paths().into_iter().collect();
    let gone = paths.iter().filter(|path| site.plan.get(path).is_none());
    gone.filter_map(|path| {
        let id = path.strip_suffix(".json")?;
        let is_record = paths.contains(&format!("{id}.html"));
        let title = last.and_then(|last| last.title(path));
        let told = title.map(|title| format!("{title}（{id}）")).or_else(|| is_record.then(|| id.to_owned()))?;
        Some((path.clone(), told))
    })
    .collect()
}
