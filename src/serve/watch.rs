//! What changed on disk: waits until a save or a checkout is over, then names the paths.
//!
//! Kinds of change are not told apart. A path is named, or everything is: after lost events, for folders, and when
//! polling.

use std::collections::BTreeSet;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvError, RecvTimeoutError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind, RemoveKind};
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::load::{self, CONTENT, ParseCache};

/// Folder of the themes under the root.
const THEMES: &str = "themes";

/// Paths that may change in one save; more are a checkout or a copy.
const FEW: usize = 8;
const QUIET_FOR_FEW: Duration = Duration::from_millis(15);
const QUIET_FOR_MANY: Duration = Duration::from_millis(300);
const LONGEST: Duration = Duration::from_secs(2);

/// How often files are looked at when polling.
const POLL: Duration = Duration::from_secs(1);

/// What changed since the last time.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// Paths under the root, with `/`.
    paths: BTreeSet<String>,
    /// Whether anything else may have changed too.
    is_all: bool,
}

impl Changes {
    /// Everything may have changed.
    pub(super) fn all() -> Self {
        Self { is_all: true, ..Self::default() }
    }

    /// Makes `cache` forget what changed. Where an organisation begins or ends, the records below change their owner.
    pub(super) fn forget_in(&self, cache: &mut ParseCache) {
        if self.is_all || self.paths.iter().any(|path| path.ends_with("/org.yaml")) {
            cache.clear();
        }
        self.paths.iter().for_each(|path| cache.forget(path));
    }

    /// Whether a file of a theme may have changed.
    pub(super) fn concern_theme(&self) -> bool {
        self.is_all || self.paths.iter().any(|path| top(path) == THEMES)
    }
}

/// Waits for changes of content and themes.
pub(super) struct Watcher {
    root: PathBuf,
    system: Box<dyn notify::Watcher + Send>,
    events: Receiver<notify::Result<Event>>,
    is_polling: bool,
}

impl Watcher {
    /// Watches the portal at `root`, an absolute path without links.
    pub(super) fn new(root: &Path, is_polling: bool) -> notify::Result<Self> {
        let (sender, events) = mpsc::channel();
        let system: Box<dyn notify::Watcher + Send> = if is_polling {
            // Times of files are compared by the second, so a second save within one shows in the bytes only.
            let config = Config::default().with_poll_interval(POLL).with_compare_contents(true);
            Box::new(PollWatcher::new(sender, config)?)
        } else {
            Box::new(RecommendedWatcher::new(sender, Config::default())?)
        };
        let mut watcher = Self { root: root.to_path_buf(), system, events, is_polling };
        watcher.system.watch(root, RecursiveMode::NonRecursive)?;
        watcher.system.watch(&root.join(CONTENT), RecursiveMode::Recursive)?;
        if root.join(THEMES).is_dir() {
            watcher.system.watch(&root.join(THEMES), RecursiveMode::Recursive)?;
        }
        Ok(watcher)
    }

    /// The next changes, once they are over; `None` if there were none for `longest`.
    ///
    /// # Errors
    /// The system has stopped telling.
    pub(super) fn next(&mut self, longest: Duration) -> Result<Option<Changes>, RecvError> {
        let mut changes = Changes::default();
        let start = Instant::now();
        while changes.paths.is_empty() && !changes.is_all {
            let left = longest.saturating_sub(start.elapsed());
            match self.events.recv_timeout(left) {
                Ok(event) => _ = self.note(event, &mut changes),
                Err(RecvTimeoutError::Timeout) => return Ok(None),
                Err(RecvTimeoutError::Disconnected) => return Err(RecvError),
            }
        }
        let first = Instant::now();
        let mut last = first;
        while let Some(pause) = pause(changes.paths.len(), first.elapsed(), last.elapsed()) {
            if let Ok(event) = self.events.recv_timeout(pause)
                && self.note(event, &mut changes)
            {
                last = Instant::now();
            }
        }
        Ok(Some(changes))
    }

    /// Adds an event to `changes`; whether it is one that matters.
    fn note(&mut self, event: notify::Result<Event>, changes: &mut Changes) -> bool {
        let Ok(event) = event else {
            changes.is_all = true;
            return true;
        };
        let is_lost = event.need_rescan();
        let mut matters = is_lost;
        changes.is_all |= is_lost;
        for path in event.paths.iter().filter(|_| is_change(event.kind)) {
            let Some(name) = self.relative(path).filter(|name| is_ours(name)) else { continue };
            let is_folder = path.is_dir();
            if is_folder && matches!(event.kind, EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_))) {
                continue;
            }
            if is_folder && !name.contains('/') {
                // A folder that was put back is not watched yet; one that cannot be is reported by the next load.
                self.system.watch(path, RecursiveMode::Recursive).ok();
            }
            changes.is_all |= self.is_polling || is_folder || is_gone_folder(event.kind, path);
            changes.paths.insert(name);
            matters = true;
        }
        matters
    }

    /// The path under the root, with `/`. One that is elsewhere was reached through a link and is taken for all content.
    fn relative(&self, path: &Path) -> Option<String> {
        match path.strip_prefix(&self.root) {
            Ok(inside) => Some(inside.to_string_lossy().replace(MAIN_SEPARATOR, "/")),
            Err(_) => Some(CONTENT.to_owned()),
        }
    }
}

/// How much longer to wait for more; `None` if the change is over.
fn pause(paths: usize, since_first: Duration, since_last: Duration) -> Option<Duration> {
    let quiet = if paths <= FEW { QUIET_FOR_FEW } else { QUIET_FOR_MANY };
    let left = quiet.saturating_sub(since_last).min(LONGEST.saturating_sub(since_first));
    (!left.is_zero()).then_some(left)
}

/// Whether an event of this kind may change bytes. Reading is told too, and loading reads everything.
fn is_change(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

/// Whether a folder may have gone. Some systems do not say what it was that went.
fn is_gone_folder(kind: EventKind, path: &Path) -> bool {
    match kind {
        EventKind::Remove(RemoveKind::File) => false,
        EventKind::Remove(RemoveKind::Folder) | EventKind::Create(CreateKind::Folder) => true,
        EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) => path.extension().is_none(),
        _ => false,
    }
}

/// Whether a path under the root is content or a theme, and not what an editor leaves for itself.
fn is_ours(path: &str) -> bool {
    matches!(top(path), CONTENT | THEMES) && !path.split('/').any(load::is_hidden)
}

fn top(path: &str) -> &str {
    path.split('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::Duration;

    use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind, RemoveKind, RenameMode};

    use super::{is_change, is_gone_folder, is_ours, pause};

    /// `pause`, in milliseconds.
    fn check(paths: usize, since_first: u64, since_last: u64, expected: Option<u64>) {
        let ms = Duration::from_millis;
        assert_eq!(
            pause(paths, ms(since_first), ms(since_last)),
            expected.map(ms),
            "{paths} {since_first} {since_last}"
        );
    }

    #[test]
    fn a_save_is_over_after_a_moment() {
        check(1, 0, 0, Some(15));
        check(1, 10, 10, Some(5));
        check(1, 15, 15, None);
        check(8, 40, 0, Some(15));
        check(8, 40, 20, None);
    }

    #[test]
    fn a_checkout_is_over_later() {
        check(9, 20, 0, Some(300));
        check(1_000, 700, 100, Some(200));
        check(1_000, 700, 300, None);
    }

    #[test]
    fn nothing_waits_for_ever() {
        check(1_000, 1_900, 0, Some(100));
        check(1_000, 2_000, 0, None);
        check(1, 1_995, 0, Some(5));
        check(1, 2_500, 0, None);
    }

    #[test]
    fn content_and_themes_matter() {
        for path in ["content", "content/a/2025/公示.md", "themes/default/page/base.html"] {
            assert!(is_ours(path), "{path}");
        }
        for path in
            ["", "public/index.html", "content/.a.md.swp", "content/.git/index", "content/~$a.xlsx", "content/a.md~"]
        {
            assert!(!is_ours(path), "{path}");
        }
    }

    #[test]
    fn reading_is_no_change_and_folders_are_noticed() {
        assert!(!is_change(EventKind::Access(AccessKind::Open(AccessMode::Any))));
        assert!(is_change(EventKind::Access(AccessKind::Close(AccessMode::Write))));
        let renamed = EventKind::Modify(ModifyKind::Name(RenameMode::From));
        assert!(is_gone_folder(renamed, Path::new("content/a/2025")));
        assert!(!is_gone_folder(renamed, Path::new("content/a/2025.md")));
        assert!(!is_gone_folder(EventKind::Remove(RemoveKind::File), Path::new("content/a")));
    }
}
