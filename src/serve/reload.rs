//! Snapshots of the portal, and how the next one is made from the last.
//!
//! A snapshot never changes. Whatever cannot be made anew, be it the portal, the theme or one record, stays as it was
//! when it was last good.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::Diagnostics;
use crate::base::name::Name;
use crate::base::path::SitePath;
use crate::load::{self, ParseCache};
use crate::model::record::Record;
use crate::model::{Content, Keeps, Portal};
use crate::render::Theme;
use crate::serve::watch::Changes;
use crate::serve::{Error, Host};
use crate::site::Site;

/// The portal as it is served.
#[derive(Clone)]
pub(super) struct Snapshot {
    /// Differs from that of every other snapshot, also of other runs.
    pub(super) number: u64,
    /// Everything that was read, public or not; broken records as they last were.
    pub(super) content: Arc<Content>,
    /// What may be seen of it.
    pub(super) site: Arc<Site>,
    /// The theme; `None` until there is a good one.
    pub(super) theme: Option<Arc<Theme>>,
    /// What is wrong.
    pub(super) problems: Arc<Diagnostics>,
    /// Whether `problems` has those that only the whole site shows.
    pub(super) is_checked: bool,
    /// Ids of broken records that are shown as they last were.
    pub(super) kept: Arc<[SitePath]>,
}

/// Makes snapshots, each from the last one and what changed.
pub(super) struct Reloader {
    root: PathBuf,
    host: Arc<dyn Host>,
    cache: ParseCache,
    theme: Option<Arc<Theme>>,
    theme_problems: Diagnostics,
    /// Name and languages of the theme that was loaded last; `None` if it must be loaded again.
    theme_key: Option<(Name, Vec<Name>)>,
    last: Option<(Arc<Content>, Arc<Site>)>,
    number: u64,
}

impl Reloader {
    /// One that has loaded nothing yet.
    pub(super) fn new(root: PathBuf, host: Arc<dyn Host>) -> Self {
        // A page of an earlier run must not take itself for one of this run.
        let number = RandomState::new().build_hasher().finish() >> 16;
        let (cache, theme_problems) = (ParseCache::default(), Diagnostics::new());
        Self { root, host, cache, theme: None, theme_problems, theme_key: None, last: None, number }
    }

    /// Whether the site that was loaded last is that of another day.
    pub(super) fn is_new_day(&self) -> bool {
        self.last.as_ref().is_some_and(|(content, site)| self.host.today(content) != site.today)
    }

    /// Forgets what was parsed, which may be wrong after a mistake of ours; not what was last good.
    pub(super) fn forget_all(&mut self) {
        self.cache = ParseCache::default();
        self.theme_key = None;
    }

    /// Loads what `changes` names, and makes everything after parsing anew.
    pub(super) fn load(&mut self, changes: &Changes) -> Result<Snapshot, Error> {
        changes.forget_in(&mut self.cache);
        if changes.concern_theme() {
            self.theme_key = None;
        }
        let (mut content, mut problems) = load::load(&self.root, &mut self.cache)?;
        let today = self.host.today(&content);
        let kept = self.last.as_ref().map(|(last, _)| keep_broken(&mut content, last, today)).unwrap_or_default();
        let theme = self.load_theme(&content)?;
        problems.append(self.theme_problems.clone());
        self.host.settle(&content, &mut problems);
        let site = Site::new(&content, today, theme.iter().flat_map(|theme| theme.assets()));
        let (content, site, problems) = (Arc::new(content), Arc::new(site), Arc::new(problems));
        self.last = Some((content.clone(), site.clone()));
        self.number += 1;
        let kept = kept.into();
        Ok(Snapshot { number: self.number, content, site, theme, problems, is_checked: false, kept })
    }

    /// The theme of the portal: the last good one while its templates are wrong.
    fn load_theme(&mut self, portal: &Portal) -> Result<Option<Arc<Theme>>, Error> {
        let key = (portal.config.theme.clone(), portal.config.languages.clone());
        if self.theme_key.as_ref() != Some(&key) {
            let (theme, problems) = Theme::load(&self.root, &key.0, &key.1)?;
            self.theme = theme.map(Arc::new).or_else(|| self.theme.take());
            self.theme_problems = problems;
            self.theme_key = Some(key);
        }
        Ok(self.theme.clone())
    }
}

/// Puts the last good versions of broken records into `content`, as far as their sources let them stay, and names them.
fn keep_broken(content: &mut Content, last: &Content, today: Date) -> Vec<SitePath> {
    let kept = content.broken.iter().filter(|one| one.keeps_page(today));
    let old = kept.filter_map(|one| Some((one, last.record(&one.id)?)));
    let old = old.map(|(one, record)| match &one.keeps {
        Keeps::Files(paths) if record.attachments.iter().all(|own| paths.contains(&own.path)) => record.clone(),
        keeps => Arc::new(without_attachments(record, keeps)),
    });
    let old: Vec<Arc<Record>> = old.filter(|record| fits(record, content)).collect();
    let kept = old.iter().map(|record| record.id.clone()).collect();
    content.records.extend(old);
    content.records.sort_by(|a, b| a.id.cmp(&b.id));
    kept
}

/// The record with those of its attachments that its source still lets stay.
fn without_attachments(record: &Record, keeps: &Keeps) -> Record {
    let stays = |path: &SitePath| matches!(keeps, Keeps::Files(paths) if paths.contains(path));
    let attachments = record.attachments.iter().filter(|own| stays(&own.path)).cloned().collect();
    Record { attachments, ..record.clone() }
}

/// Whether the kind of an old record still has its slots.
fn fits(record: &Record, portal: &Portal) -> bool {
    let Some(kind) = portal.kinds.get(&record.kind) else { return false };
    record.slots.iter().all(|(name, block)| kind.slot(name).is_some_and(|slot| slot.block == block.name()))
}

/// What `work` gives; `None` if it panics, so that a mistake of ours never ends the preview.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}
