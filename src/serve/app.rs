//! What every answer of the preview needs, and how much work is done at once.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::sync::watch::Receiver;

use crate::base::lang::Lang;
use crate::serve::reload::Snapshot;
use crate::serve::visitor::Gate;
use crate::serve::{Options, hidden};

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
    /// Streams of events: those of this machine, and those of others, who cannot take them all.
    pub(super) streams: [Arc<Semaphore>; 2],
}

impl App {
    /// Answers at `port` from the newest of `snapshots`.
    pub(super) fn new(options: &Options, port: u16, snapshots: Receiver<Arc<Snapshot>>) -> Self {
        Self {
            lang: options.lang,
            snapshots,
            gate: Gate::new(options.password.clone(), port),
            hidden: hidden::Keeper::default(),
            makers: Semaphore::new(MAKERS),
            streams: [(); 2].map(|()| Arc::new(Semaphore::new(options.limits.streams))),
        }
    }
}
