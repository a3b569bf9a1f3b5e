//! The preview: answers every address of the site from memory and loads it again on a change.
//!
//! One thread waits for changes and loads, one checks behind it, and the web server answers from the newest
//! snapshot, which is swapped whole. Every kind of change takes the same way: the parse cache forgets what the
//! watcher named, and everything after parsing is made anew. Nothing is printed or read from the clock here; the
//! caller does that as the [`Host`]. Nothing is written to disk but by `edit`, whose changes come in by the watcher as
//! those of any other editor.
//!
//! | file | |
//! |---|---|
//! | `watch`, `reload` | from a change to a snapshot |
//! | `listen`, `port`, `seats` | connections, and their bounds |
//! | `visitor`, `password` | who asks, and what they may see |
//! | `http`, `answer`, `file`, `policy` | answers, and what they may do in a browser |
//! | `hidden`, `panel` | what only the preview shows |
//! | `edit` | forms that change records |

mod answer;
mod app;
mod edit;
mod file;
mod hidden;
mod http;
mod in_view;
mod listen;
mod panel;
mod password;
mod policy;
mod port;
mod reload;
mod reply;
mod seats;
mod visitor;
mod watch;

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::watch as latest;

use crate::base::date::Date;
use crate::base::diag::Diagnostics;
use crate::base::lang::Lang;
use crate::check::{Last, Past, check_since};
use crate::files::{self, Disk};
use crate::load::Excerpts;
use crate::model::Portal;
use crate::serve::reload::{Reloader, Snapshot, guarded};
use crate::serve::watch::{Changes, Watcher};

pub use crate::serve::edit::{Asked, Beginning, Edit, Make, begin};
pub use crate::serve::password::Password;

/// How often the day is looked at while nothing changes.
const DAY_CHECK: Duration = Duration::from_secs(60);

/// How long to wait after a load that failed: the machine may have room again, or the file may be whole.
const RETRY: Duration = Duration::from_secs(5);

/// After how long a load is said to be going on still.
const SLOW: Duration = Duration::from_secs(10);

/// Stack of the threads that load and check, for what is nested deeply. It is taken from memory as far as it is used only.
const STACK: usize = 64 * 1024 * 1024;

/// What to serve, and where.
#[derive(Clone, Debug)]
pub struct Options {
    /// Folder that holds `content/` and `themes/`.
    pub root: PathBuf,
    /// Port to listen on; if it is taken, one of the next ten. 0 is any.
    pub port: u16,
    /// Whether other devices of the network may ask too.
    pub is_lan: bool,
    /// Whether files are looked at every second, for file systems that do not tell of changes.
    pub is_polling: bool,
    /// Language of panels and banners.
    pub lang: Lang,
    /// With which others may see what otherwise this machine alone does.
    pub password: Option<Password>,
    /// Whether and how records may be changed in the browser of this machine.
    pub edit: Option<Edit>,
    /// How much at once, and how long.
    pub limits: Limits,
}

/// Bounds of the server.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections that are open at once; for a further one, that which has waited longest ends.
    pub connections: usize,
    /// Pages of this machine that are told of changes at once, and as many of other devices.
    pub streams: usize,
    /// How long the head of a request may take, and the pause between two requests of a connection.
    pub head: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { connections: 256, streams: 64, head: Duration::from_secs(10) }
    }
}

/// What the preview leaves to its caller: the clock, how grave a problem is, and the terminal.
pub trait Host: Send + Sync {
    /// The day as of which the site is shown.
    fn today(&self, portal: &Portal) -> Date;
    /// What the public has, if a site was built: what would change in it without a word is a problem.
    fn last(&self) -> Option<Last> {
        None
    }
    /// Sorts problems and raises those that the portal or the caller wants raised.
    fn settle(&self, portal: &Portal, diags: &mut Diagnostics);
    /// Takes note of what happened.
    fn tell(&self, news: News<'_>);
}

/// Settles problems for whoever writes the portal: those who look on from other machines see neither drafts nor messages.
fn settle(host: &dyn Host, portal: &Portal, diags: &mut Diagnostics) {
    diags.unveil(host.today(portal));
    diags.tell_writer();
    host.settle(portal, diags);
}

/// Where the preview can be opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The address that others can reach.
    pub address: SocketAddr,
    /// The port that was asked for.
    pub wanted: u16,
    /// Address of this machine for others, if they may ask.
    pub lan: Option<IpAddr>,
    /// Path and query of the first address of the forms, if records may be changed. Who has it may change them.
    pub forms: Option<String>,
}

/// What happened.
#[derive(Debug)]
pub enum News<'a> {
    /// The preview can be opened.
    Listening(Opened),
    /// The portal was loaded, is shown, and has been checked.
    Loaded {
        /// All problems.
        diags: &'a Diagnostics,
        /// The lines that they are about.
        excerpts: Excerpts,
        /// How many records were read.
        records: usize,
        /// How many files the site has.
        files: usize,
        /// From the end of the change to the new pages, without the checks.
        took: Duration,
    },
    /// The portal could not be loaded; the last one stays.
    Failed(&'a Error),
    /// Loading has taken long and is not over.
    Slow,
}

/// The preview cannot run, or cannot load the portal.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Content or theme cannot be read.
    #[error("{0}")]
    Read(#[from] files::Error),
    /// The system does not tell of changes.
    #[error("cannot watch for changes: {0}; try --poll\n无法得知文件的改动：{0}；请试试 --poll")]
    Watch(#[from] notify::Error),
    /// No port is free.
    #[error("cannot listen on port {0}: {1}\n无法使用端口 {0}：{1}")]
    Listen(u16, io::Error),
    /// The machine.
    #[error("{0}")]
    System(#[from] io::Error),
    /// Records may be changed on this machine alone.
    #[error(
        "records can be changed on this machine only: leave out --lan or --edit\n只有本机能修改记录：--lan 和 --edit 不能一起用"
    )]
    Open,
    /// A mistake of this program, which has reported itself.
    #[error("gongkai itself failed here; the last good site stays\n程序自身出错，保留上一个好的网站")]
    Bug,
}

/// A snapshot that waits to be checked.
struct Loaded {
    snapshot: Arc<Snapshot>,
    took: Duration,
}

/// Serves until Ctrl-C.
///
/// # Errors
/// The portal cannot be loaded a first time, watched, or served at any of the ports.
pub fn serve(options: &Options, host: Arc<dyn Host>) -> Result<(), Error> {
    if options.edit.is_some() && options.is_lan {
        return Err(Error::Open);
    }
    let options = Options { root: options.root.canonicalize()?, ..options.clone() };
    let watcher = Watcher::new(&options.root, options.is_polling)?;
    let mut loader = Loader::new(&options, host.clone())?;
    let first = loader.load(&Changes::all())?;
    let (newest, snapshots) = latest::channel(first.snapshot.clone());
    let newest = Arc::new(newest);
    let (to_check, waiting) = mpsc::channel();
    to_check.send(first).ok();
    let checker = Checker { host: host.clone(), newest: newest.clone() };
    let check = thread::Builder::new().name("check".to_owned()).stack_size(STACK);
    check.spawn(move || checker.run(&waiting))?;
    let watching = move || {
        loader.watch(watcher, |loaded| {
            newest.send_replace(loaded.snapshot.clone());
            to_check.send(loaded).ok();
        });
    };
    thread::Builder::new().name("load".to_owned()).spawn(watching)?;
    listen::run(&options, snapshots, &host)
}

/// Loads, so that neither a mistake of this program nor a hard piece of content ends the preview.
struct Loader {
    reloader: Reloader,
    host: Arc<dyn Host>,
    /// Threads of its own, with the stack.
    pool: rayon::ThreadPool,
}

impl Loader {
    fn new(options: &Options, host: Arc<dyn Host>) -> Result<Self, Error> {
        let pool = rayon::ThreadPoolBuilder::new().stack_size(STACK).build();
        let pool = pool.map_err(|error| Error::System(io::Error::other(error)))?;
        Ok(Self {
            reloader: Reloader::new(Arc::new(Disk::at(&options.root)), host.clone(), options.edit.is_some()),
            host,
            pool,
        })
    }

    /// Loads on every change, when a new day begins, and again some time after it failed.
    fn watch(&mut self, mut watcher: Watcher, mut take: impl FnMut(Loaded)) {
        let mut has_failed = false;
        while let Ok(changes) = watcher.next(if has_failed { RETRY } else { DAY_CHECK }) {
            let is_again = changes.is_none() && has_failed;
            let is_due = is_again || changes.is_some() || guarded(|| self.reloader.is_new_day()) == Some(true);
            if !is_due {
                continue;
            }
            let loaded = self.load(&changes.unwrap_or_default());
            has_failed = loaded.is_err();
            match loaded {
                Ok(loaded) => take(loaded),
                // What failed before is told once.
                Err(_) if is_again => {}
                Err(error) => self.host.tell(News::Failed(&error)),
            }
        }
        self.host.tell(News::Failed(&Error::Watch(notify::Error::generic("the system has stopped telling"))));
    }

    fn load(&mut self, changes: &Changes) -> Result<Loaded, Error> {
        let Self { reloader, host, pool } = self;
        let start = Instant::now();
        let loaded = telling(&**host, || guarded(|| pool.install(|| reloader.load(changes))));
        let snapshot = loaded.unwrap_or_else(|| {
            reloader.forget_all();
            Err(Error::Bug)
        })?;
        Ok(Loaded { snapshot: Arc::new(snapshot), took: start.elapsed() })
    }
}

/// What `work` gives. If that takes long, it is told.
fn telling<T>(host: &dyn Host, work: impl FnOnce() -> T) -> T {
    let (running, over) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            if over.recv_timeout(SLOW) == Err(mpsc::RecvTimeoutError::Timeout) {
                host.tell(News::Slow);
            }
        });
        let made = work();
        drop(running);
        made
    })
}

/// Checks across records, which pages need not wait for.
struct Checker {
    host: Arc<dyn Host>,
    newest: Arc<latest::Sender<Arc<Snapshot>>>,
}

impl Checker {
    /// Checks what waits; of several, only the newest.
    fn run(&self, waiting: &mpsc::Receiver<Loaded>) {
        while let Ok(next) = waiting.recv() {
            self.check(&waiting.try_iter().last().unwrap_or(next));
        }
    }

    fn check(&self, loaded: &Loaded) {
        let Loaded { snapshot, took } = loaded;
        let last = self.host.last();
        let past = last.as_ref().map(|last| Past { last, content: &snapshot.portal.content });
        let Some(mut diags) = guarded(|| check_since(&snapshot.site, past)) else {
            self.host.tell(News::Failed(&Error::Bug));
            return;
        };
        diags.append((*snapshot.problems).clone());
        settle(&*self.host, &snapshot.portal.content, &mut diags);
        let (records, files) = (snapshot.portal.content.records.len(), snapshot.site.plan.len());
        self.host.tell(News::Loaded { diags: &diags, excerpts: snapshot.excerpts(), records, files, took: *took });
        let checked = Snapshot { problems: Arc::new(diags), is_checked: true, ..(**snapshot).clone() };
        self.newest.send_if_modified(|newest| {
            let is_current = newest.number == checked.number;
            if is_current {
                *newest = Arc::new(checked);
            }
            is_current
        });
    }
}
