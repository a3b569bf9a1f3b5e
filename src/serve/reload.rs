//! Snapshots of the portal, and how the next one is made from the last.
//!
//! A snapshot never changes. Whatever cannot be made anew, be it the portal, the theme or one record, stays as it was
//! when it was last good.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::Diagnostics;
use crate::base::name::Name;
use crate::base::path::SitePath;
use crate::files::{Files, Reader};
use crate::load::{Excerpts, ParseCache};
use crate::model::id::RecordId;
use crate::model::record::Record;
use crate::model::{self, Content, Keeps};
use crate::output::{self, Source};
use crate::plan::{Output, Page, Planned};
use crate::portal::Portal;
use crate::render::Theme;
use crate::serve::watch::Changes;
use crate::serve::{Error, Host, settle};
use crate::site::Site;
use crate::write::{self, Stay};

/// The portal as it is served.
#[derive(Clone)]
pub(super) struct Snapshot {
    /// Differs from that of every other snapshot, also of other runs.
    pub(super) number: u64,
    /// Everything that was read, public or not, with broken records as they last were, and the theme; no theme until there
    /// is a good one.
    pub(super) portal: Portal,
    /// What the theme was read from.
    pub(super) theme_reader: Arc<Reader>,
    /// What may be seen of it.
    pub(super) site: Arc<Site>,
    /// What is wrong.
    pub(super) problems: Arc<Diagnostics>,
    /// Whether `problems` has those that only the whole site shows.
    pub(super) is_checked: bool,
    /// Ids of broken records that are shown as they last were.
    pub(super) kept: Arc<[RecordId]>,
    /// What was parsed, for who tries what a change would bring.
    pub(super) cache: Option<Arc<ParseCache>>,
}

impl Snapshot {
    /// The lines that messages about it quote.
    pub(super) fn excerpts(&self) -> Excerpts {
        Excerpts::of([self.portal.reader.clone(), self.theme_reader.clone()])
    }
}

/// Makes snapshots, each from the last one and what changed.
pub(super) struct Reloader {
    files: Arc<dyn Files>,
    host: Arc<dyn Host>,
    cache: ParseCache,
    theme: Option<Arc<Theme>>,
    theme_problems: Diagnostics,
    theme_reader: Arc<Reader>,
    /// Name and languages of the theme that was loaded last; `None` if it must be loaded again.
    theme_key: Option<(Name, Vec<Name>)>,
    last: Option<(Portal, Arc<Site>)>,
    number: u64,
    /// Whether snapshots have what was parsed.
    lends_cache: bool,
}

impl Reloader {
    /// One that has loaded nothing yet.
    pub(super) fn new(files: Arc<dyn Files>, host: Arc<dyn Host>, lends_cache: bool) -> Self {
        // A page of an earlier run must not take itself for one of this run.
        let number = RandomState::new().build_hasher().finish() >> 16;
        let (cache, theme_problems, theme_reader) =
            (ParseCache::default(), Diagnostics::new(), Reader::of(files.clone()));
        let (theme, theme_key, last) = (None, None, None);
        Self { files, host, cache, theme, theme_problems, theme_reader, theme_key, last, number, lends_cache }
    }

    /// Whether the site that was loaded last is that of another day.
    pub(super) fn is_new_day(&self) -> bool {
        self.last.as_ref().is_some_and(|(last, site)| self.host.today(&last.content) != site.today)
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
        let mut portal = Portal::read(&Reader::of(self.files.clone()), &mut self.cache)?;
        let today = self.host.today(&portal.content);
        let kept = match &self.last {
            Some((last, site)) => keep_broken(&mut portal, Past { portal: last, site }, today),
            None => Vec::new(),
        };
        portal.theme = self.load_theme(&portal)?;
        let mut problems = (*portal.problems).clone();
        problems.append(self.theme_problems.clone());
        settle(&*self.host, &portal.content, &mut problems);
        let site = Arc::new(portal.site(today).into_site());
        self.last = Some((portal.clone(), site.clone()));
        self.number += 1;
        let (problems, kept, theme_reader) = (Arc::new(problems), kept.into(), self.theme_reader.clone());
        let cache = self.lends_cache.then(|| Arc::new(self.cache.clone()));
        Ok(Snapshot { number: self.number, portal, theme_reader, site, problems, is_checked: false, kept, cache })
    }

    /// The theme of the portal: the last good one while its templates are wrong.
    fn load_theme(&mut self, portal: &Portal) -> Result<Option<Arc<Theme>>, Error> {
        let config = &portal.content.config;
        let key = (config.theme.clone(), config.languages.clone());
        if self.theme_key.as_ref() != Some(&key) {
            // What was read of the content must not stay in memory as long as the theme.
            let reader = Reader::of(self.files.clone());
            let (theme, problems) = Theme::load(&reader, &key.0, &key.1)?;
            self.theme_reader = reader;
            self.theme = theme.map(Arc::new).or_else(|| self.theme.take());
            self.theme_problems = problems;
            self.theme_key = Some(key);
        }
        Ok(self.theme.clone())
    }
}

/// The portal of the last snapshot with its site.
#[derive(Clone, Copy)]
struct Past<'a> {
    portal: &'a Portal,
    site: &'a Site,
}

/// Puts the last good versions of broken records into the content, as far as a build would let their last pages stay, and
/// names them.
fn keep_broken(portal: &mut Portal, last: Past<'_>, today: Date) -> Vec<RecordId> {
    let mut old = last_good(&portal.content, &last.portal.content, today);
    if old.is_empty() {
        return Vec::new();
    }
    let now = portal.site(today).into_site();
    let is_there = |id: &str| now.public.records.find(id).is_some() || old.iter().any(|record| *record.id == *id);
    let public = &last.site.public.records;
    let ids = public.all().iter().map(|record| (record.id.to_string(), is_there(&record.id)));
    let gone = write::gone_titles(&now, ids, |id| public.find(id).map(|record| record.title.to_string()));
    old.retain(|record| last.may_stay(record, &Stay::of(&portal.reader, &record.id, &gone)));
    let kept = old.iter().map(|record| record.id.clone()).collect();
    let content = Arc::make_mut(&mut portal.content);
    content.records.extend(old);
    content.records.sort_by(|a, b| a.id.cmp(&b.id));
    kept
}

/// The last good versions of broken records, as far as their sources let them stay.
fn last_good(content: &Content, last: &Content, today: Date) -> Vec<Arc<Record>> {
    let kept = content.broken.iter().filter(|one| one.keeps_page(today));
    let old = kept.filter_map(|one| Some((one, last.record(&one.id)?)));
    let old = old.map(|(one, record)| match &one.keeps {
        Keeps::Files(paths) if record.attachments.iter().all(|own| paths.contains(&own.path)) => record.clone(),
        keeps => Arc::new(without_attachments(record, keeps)),
    });
    old.filter(|record| fits(record, content)).collect()
}

impl Past<'_> {
    /// Whether all pages and files that the last site had of a record may stay. What cannot be made cannot be looked at.
    fn may_stay(self, record: &Record, stay: &Stay<'_>) -> bool {
        let Some(theme) = self.portal.theme.as_deref() else { return false };
        let source = Source { reader: &self.portal.reader, site: self.site, theme };
        let mut files = self.site.plan.files().filter(|(_, file)| self.is_of(record, file));
        files.all(|(path, file)| output::bytes(source, file).is_ok_and(|bytes| !stay.forbids(path, &bytes)))
    }

    /// Whether a file of the last site is a page of a record, its data or what goes with it.
    fn is_of(self, record: &Record, file: &Planned) -> bool {
        if let Page::Record { place, .. } | Page::Output(Output::RecordData(place)) = &file.page {
            return self.site.record(*place).id == record.id;
        }
        let attached = if let Page::Attachment(own) | Page::Cleaned(own) = &file.page { Some(own) } else { None };
        attached.is_some_and(|own| record.attachments.iter().any(|one| one.path == *own))
    }
}

/// The record with those of its attachments that its source still lets stay.
fn without_attachments(record: &Record, keeps: &Keeps) -> Record {
    let stays = |path: &SitePath| matches!(keeps, Keeps::Files(paths) if paths.contains(path));
    let attachments = record.attachments.iter().filter(|own| stays(&own.path)).cloned().collect();
    Record { attachments, ..record.clone() }
}

/// Whether the kind of an old record still has its slots.
fn fits(record: &Record, portal: &model::Portal) -> bool {
    let Some(kind) = portal.kinds.get(&record.kind) else { return false };
    record.slots.iter().all(|(name, block)| kind.slot(name).is_some_and(|slot| slot.block == block.name()))
}

/// What `work` gives; `None` if it panics, so that a mistake of ours never ends the preview.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}
