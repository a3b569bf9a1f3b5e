//! What every answer of the preview needs, and how much work is done at once.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::sync::watch::Receiver;

use crate::base::lang::Lang;
use crate::serve::edit::Editor;
use crate::serve::reload::Snapshot;
use crate::serve::visitor::Gate;
use crate::serve::{Host, Options, hidden};

/// Pages that are made at once; further requests wait.
const MAKERS: usize = 16;

/// What every answer needs.
pub(super) struct App {
    /// Language of panels and banners.
    pub(super) lang: Lang,
    pub(super) snapshots: Receiver<Arc<Snapshot>>,
    pub(super) gate: Gate,
    /// Sites of records that are not public.
    pub(super) hidden: hidden::Keeper,
    pub(super) makers: Semaphore,
    /// Forms, if records may be changed.
    pub(super) editor: Option<Arc<Editor>>,
    pub(super) host: Arc<dyn Host>,
    /// Streams of events: those of this machine, and those of others, who cannot take them all.
    pub(super) streams: [Arc<Semaphore>; 2],
}

impl App {
    /// Answers at `port` from the newest of `snapshots`.
    pub(super) fn new(
        (options, port): (&Options, u16),
        snapshots: Receiver<Arc<Snapshot>>,
        host: Arc<dyn Host>,
    ) -> Self {
        let editor = |edit| Editor::new((options.root.clone(), options.lang), edit, port);
        Self {
            lang: options.lang,
            snapshots,
            gate: Gate::new(options.password.clone(), port),
            hidden: hidden::Keeper::default(),
            makers: Semaphore::new(MAKERS),
            editor: options.edit.as_ref().map(editor),
            host,
            streams: [(); 2].map(|()| Arc::new(Semaphore::new(options.limits.streams))),
        }
    }
}
