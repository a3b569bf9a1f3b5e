//! `gongkai build`.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal};
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

use crate::base::diag::{Diagnostics, Severity};
use crate::base::lang::Lang;
use crate::base::path::SitePath;
use crate::check::check;
use crate::cli::{Common, Failure, Outcome};
use crate::load::{self, CONTENT, ParseCache};
use crate::model::Portal;
use crate::output::Source;
use crate::render::Theme;
use crate::site::Site;
use crate::write::{self, Target, Written};

/// Reads, checks and writes the site.
pub(super) fn run(common: &Common, out: Option<&Path>, keep_going: bool) -> Result<Outcome, Failure> {
    let root = common.root()?;
    let default = root.join("public");
    let out = out.unwrap_or(&default);
    let today = common.today(&load::settings(&root));
    let stamp = write::stamp(&root, &format!("{today} {:?}", common.deny))?;
    let stderr = io::stderr();
    let mut err = stderr.lock();
    if let Some(files) = write::is_current(out, &stamp) {
        common.report(&mut err, &root, false).line(&nothing_changed(common.lang(), out, files))?;
        return Ok(Outcome::Good);
    }
    let (portal, mut diags) = load::load(&root, &mut ParseCache::default())?;
    let (theme, problems) = Theme::load(&root, &portal.config.theme, &portal.config.languages)?;
    diags.append(problems);
    let mut site = Site::new(&portal, today);
    diags.append(check(&site));
    common.settle(&portal, &mut diags);
    let mut broken = BTreeSet::new();
    if diags.has_errors() && keep_going {
        let reduced = without_broken(&portal, &diags, &mut broken);
        site = Site::new(&reduced, today);
    }
    let mut report = common.report(&mut err, &root, stderr.is_terminal());
    report.diagnostics(&diags)?;
    let Some(theme) = theme.filter(|_| keep_going || !diags.has_errors()) else {
        report.summary(&diags)?;
        report.line(nothing_written(common.lang()))?;
        return Ok(Outcome::Errors);
    };
    site.plan.add_assets(theme.assets());
    let bar = progress(site.plan.len());
    let stamp = if diags.has_errors() { "" } else { &*stamp };
    let target = Target { out, stamp, progress: &|| bar.inc(1) };
    let written = write::write(target, Source { root: &root, site: &site, theme: &theme });
    bar.finish_and_clear();
    let written = match written {
        Ok(written) => written,
        Err(write::Error::Templates(failed)) => {
            report.diagnostics(&failed)?;
            report.summary(&failed)?;
            report.line(nothing_written(common.lang()))?;
            return Ok(Outcome::Errors);
        }
        Err(error) => return Err(error.into()),
    };
    report.summary(&diags)?;
    for id in &broken {
        report.line(&left_out(common.lang(), id))?;
    }
    report.line(&summary(common.lang(), &written, out, &site))?;
    Ok(if diags.has_errors() { Outcome::Errors } else { Outcome::Good })
}

/// The portal without records that have errors, which are named in `broken`.
fn without_broken(portal: &Portal, diags: &Diagnostics, broken: &mut BTreeSet<SitePath>) -> Portal {
    let wrong: BTreeSet<&str> =
        diags.iter().filter(|one| one.severity == Severity::Error).map(|one| &*one.span.file).collect();
    broken.extend(portal.broken.iter().cloned());
    let is_wrong = |id: &str| {
        let stem = format!("{CONTENT}/{id}.");
        let inside = format!("{CONTENT}/{id}/");
        wrong.range(&*stem..).next().is_some_and(|file| file.starts_with(&stem))
            || wrong.range(&*inside..).next().is_some_and(|file| file.starts_with(&inside))
    };
    let mut reduced = portal.clone();
    reduced.records.retain(|record| {
        let wrong = is_wrong(&record.id);
        if wrong {
            broken.insert(record.id.clone());
        }
        !wrong
    });
    reduced.broken = broken.iter().cloned().collect();
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
        Lang::En => format!("{out}: {files} files, nothing has changed since the last build"),
    }
}

fn nothing_written(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "有错误，什么也没有写；改好后再生成，或用 --keep-going 先公开没有错误的部分",
        Lang::En => "nothing was written because of errors; mend them, or use --keep-going to publish the rest",
    }
}

fn left_out(lang: Lang, id: &str) -> String {
    match lang {
        Lang::Zh => format!("有错误，保留上次公开的页面：{id}"),
        Lang::En => format!("has errors, keeps its last published pages: {id}"),
    }
}

fn summary(lang: Lang, written: &Written, out: &Path, site: &Site) -> String {
    let Written { files, changed, removed, kept } = written;
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
            format!("{out}: {files} files, {changed} written, {removed} removed, {kept} kept{next}")
        }
    }
}
