//! What a build says at its end, in both languages.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use crate::base::date::Date;
use crate::base::lang::Lang;
use crate::base::source::FileName;
use crate::cli::report::counted;
use crate::model::{Broken, Keeps};
use crate::privacy;
use crate::site::Site;
use crate::write::{MANIFEST, Note, Written};

/// Why nothing is made.
pub(super) fn nothing_changed(lang: Lang, out: &Path, files: usize) -> String {
    let out = out.display();
    match lang {
        Lang::Zh => format!("{out}：共 {files} 个文件，内容、主题和日期都没有变化，不用重新生成"),
        Lang::En => {
            format!("{out}: {}, nothing has changed since the last build", counted(files, "file"))
        }
    }
}

/// That errors stop everything, or all but the files that rest on none of those.
pub(super) fn nothing_written(lang: Lang, closed: &BTreeSet<FileName>) -> String {
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

/// What became of the last files of a record with errors.
#[derive(Clone, Copy)]
pub(super) enum Fate {
    /// All of them stay.
    Stays,
    /// The page stays.
    PageStays,
    /// They go: the record is not public any more.
    Closed,
    /// They go: they told of persons what its source does not, or named what has left.
    Leaking,
}

impl Fate {
    pub(super) fn of(one: &Broken, written: &Written, today: Date) -> Self {
        match &one.keeps {
            _ if !one.keeps_page(today) => Self::Closed,
            _ if written.leaking.contains(&one.id) => Self::Leaking,
            Keeps::Files(_) => Self::Stays,
            _ => Self::PageStays,
        }
    }
}

/// What becomes of a record with errors.
pub(super) fn left_out(lang: Lang, one: &Broken, fate: Fate) -> String {
    let id = privacy::starred_path(&one.id);
    match (lang, fate) {
        (Lang::Zh, Fate::Stays) => format!("有错误，没有重新公开；上次公开的页面还在的，保留不动：{id}"),
        (Lang::En, Fate::Stays) => format!("has errors and was not published anew; pages published before stay: {id}"),
        (Lang::Zh, Fate::PageStays) => {
            format!("有错误，没有重新公开；上次公开的页面还在的，保留页面，不保留附件：{id}")
        }
        (Lang::En, Fate::PageStays) => {
            format!("has errors and was not published anew; a page published before stays, its attachments go: {id}")
        }
        (Lang::Zh, Fate::Closed) => format!("有错误，也不再公开，上次的页面和附件都撤下：{id}"),
        (Lang::En, Fate::Closed) => {
            format!("has errors and is no longer public, its last pages and attachments go: {id}")
        }
        (Lang::Zh, Fate::Leaking) => {
            format!(
                "有错误，没有重新公开；上次的页面或附件里有证件号码、源文件里已经没有的个人信息，或者已经撤下的标题，都撤下：{id}"
            )
        }
        (Lang::En, Fate::Leaking) => format!(
            "has errors and was not published anew; its last pages and attachments go, for they hold the number of a paper or a card, tell of persons what its source no longer says, or name a record that has left: {id}"
        ),
    }
}

/// That everything is read once more.
pub(super) fn again(lang: Lang, file: &str) -> String {
    match lang {
        Lang::Zh => format!("生成网站时 {file} 有改动，重新读一遍"),
        Lang::En => format!("{file} was changed while the site was made; reading everything again"),
    }
}

/// What the last run left behind.
pub(super) fn noted(lang: Lang, note: &Note) -> String {
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

/// What was written of a site that stands still, which no day makes old.
fn stands(lang: Lang, written: &Written, out: impl fmt::Display, day: Date) -> String {
    let Written { files, changed, removed, kept, .. } = written;
    match lang {
        Lang::Zh => format!(
            "{out}：共 {files} 个文件，写入 {changed}，删除 {removed}，保留 {kept}；演示网站停在 {day} 这一天，不用按日子再生成"
        ),
        Lang::En => {
            let files = counted(*files, "file");
            format!(
                "{out}: {files}, {changed} written, {removed} removed, {kept} kept; a demonstration that stands still on {day}: no day asks for another build"
            )
        }
    }
}

/// What was written, and when to build again.
pub(super) fn summary(lang: Lang, written: &Written, out: &Path, site: &Site) -> String {
    let Written { files, changed, removed, kept, .. } = written;
    let out = out.display();
    if site.portal().config.as_of.is_some() {
        return stands(lang, written, out, site.today);
    }
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
