//! Forms in the browser: who opens the first address that the terminal prints may change records of this portal.
//!
//! | file | |
//! |---|---|
//! | `gate` | who may change anything: this machine, by its own name, with the cookie, from a page of ours |
//! | `begin` | the questions of an empty folder, before there is anything to change |
//! | `body` | what was sent, within bounds |
//! | `desk` | one record: its source, form and state |
//! | `trial` | what would be said of a record, and its page, if it were saved |
//! | `save`, `upload`, `sheet`, `life` | what is written, and how a record goes from draft to withdrawn |
//! | `history` | copies of what was there before |
//! | `routes`, `turn` | from an address to one of these |
//! | `html`, `list`, `fill`, `widget`, `grid`, `said`, `past` | pages |
//!
//! Nothing outside of `content/` is written but the history, and nothing of it that this portal would not call a record,
//! its table or its attachment.

mod begin;
mod body;
mod desk;
mod fill;
mod gate;
mod grid;
mod history;
mod html;
mod life;
mod list;
mod past;
mod routes;
mod said;
mod save;
mod sheet;
mod trial;
mod turn;
mod upload;
mod widget;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use crate::base::lang::Lang;
use crate::serve::edit::gate::Keys;
use crate::serve::edit::history::History;
use crate::serve::edit::trial::Trial;

pub use begin::{Asked, Beginning, Make, begin};
pub(super) use routes::{House, answer};

/// How forms are served.
#[derive(Clone, Debug)]
pub struct Edit {
    /// Folder for copies of what was there before each change, outside the portal.
    pub copies: PathBuf,
}

/// Where every page of the forms stands.
pub(super) const AT: &str = "/_edit/";

/// What all forms share.
pub(super) struct Editor {
    root: PathBuf,
    lang: Lang,
    keys: Keys,
    history: History,
    /// What is to be told of a record on its next page, by its id.
    notes: Mutex<BTreeMap<String, Vec<String>>>,
    /// What was tried last.
    pub(super) trial: Trial,
}

impl Editor {
    /// For the portal at `root`, at this port.
    pub(super) fn new((root, lang): (PathBuf, Lang), edit: &Edit, port: u16) -> Arc<Self> {
        let history = History::new(&edit.copies, &root);
        Arc::new(Self { root, lang, keys: Keys::new(port), history, notes: Mutex::default(), trial: Trial::default() })
    }

    /// The address at which the forms open, once the host is known.
    pub(super) fn first_address(&self) -> String {
        format!("{AT}?token={}", self.keys.first())
    }
}
