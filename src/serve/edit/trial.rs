//! What would be said of a record, and its page, if it were saved: the portal with another file in the place of the one on
//! the disk, loaded by the same code as the real one.

use std::sync::{Arc, Mutex, PoisonError};

use crate::base::diag::{Diagnostic, Diagnostics};
use crate::check::{Past, check_since};
use crate::edit::source::Source;
use crate::files::{Overlay, Reader};
use crate::load::{CONTENT, ParseCache};
use crate::portal::Portal;
use crate::serve::hidden;
use crate::serve::reload::{Snapshot, guarded};
use crate::serve::{Host, settle};
use crate::site::Site;

/// Keeps what was tried last, for the requests of its page.
#[derive(Default)]
pub(in crate::serve) struct Trial(Mutex<Option<Tried>>);

/// The portal as it would be.
#[derive(Clone)]
pub(in crate::serve) struct Tried {
    /// Path of the record without its ending.
    id: String,
    /// Its files.
    pub(in crate::serve) portal: Portal,
    /// Its pages, in which the record is public.
    pub(in crate::serve) site: Arc<Site>,
}

/// What came of a trial.
pub(super) struct Said {
    /// What is said of the record and its files.
    pub(super) problems: Vec<Diagnostic>,
    /// Whether it has a page.
    pub(super) has_page: bool,
}

/// What is served, and whom to ask how grave a problem is.
#[derive(Clone, Copy)]
pub(super) struct Served<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) host: &'a dyn Host,
}

impl Trial {
    /// Loads the portal with this source at `id`; what lies there under another ending is left out.
    pub(super) fn run(&self, served: Served<'_>, id: &str, source: &Source) -> Option<Said> {
        let Served { snapshot, host } = served;
        let own = file_of(id, source);
        let mut files = Overlay::over(snapshot.portal.reader.files().clone());
        for end in ["yaml", "yml", "md"] {
            files = files.with(format!("{CONTENT}/{id}.{end}"), None);
        }
        let files = files.with(&own, Some(&source.bytes()));
        let mut cache: ParseCache = snapshot.cache.as_deref().cloned().unwrap_or_default();
        cache.forget(&own);
        let theme = snapshot.portal.theme.clone();
        let portal = guarded(|| Portal::read(&Reader::of(Arc::new(files)), &mut cache))?.ok()?;
        let portal = Portal { theme, ..portal };
        let site = guarded(|| site(&portal, id, snapshot))?;
        let mut problems = (*portal.problems).clone();
        let last = host.last();
        let past = last.as_ref().map(|last| Past { last, content: &portal.content });
        problems.append(guarded(|| check_since(&site, past)).unwrap_or_else(Diagnostics::new));
        settle(host, &portal.content, &mut problems);
        let has_page = portal.content.record(id).is_some();
        let tried = has_page.then(|| Tried { id: id.to_owned(), portal, site });
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = tried;
        let is_own = |file: &str| {
            let path = file.strip_prefix(CONTENT).unwrap_or(file).trim_start_matches('/');
            path.strip_prefix(id).is_some_and(|rest| rest.starts_with(['.', '/']))
        };
        let problems = problems.iter().filter(|one| is_own(&one.span.file)).cloned().collect();
        Some(Said { problems, has_page })
    }

    /// What was tried last, if the address is that of a page of it.
    pub(in crate::serve) fn at(&self, path: &str) -> Option<Tried> {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.clone().filter(|tried| path.strip_prefix(&*tried.id).is_some_and(|rest| rest.starts_with(['.', '-', '/'])))
    }
}

/// The file of a record under its id.
fn file_of(id: &str, source: &Source) -> String {
    let end = source.file.rsplit('.').next().unwrap_or("yaml");
    format!("{CONTENT}/{id}.{end}")
}

/// The site in which the record is public.
fn site(portal: &Portal, id: &str, snapshot: &Snapshot) -> Arc<Site> {
    let today = snapshot.site.today;
    let content = match portal.content.record(id) {
        Some(record) => hidden::with_public(&portal.content, record, today),
        None => (*portal.content).clone(),
    };
    Arc::new(portal.with_content(content).site(today).into_site())
}
