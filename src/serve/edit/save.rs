//! Writes what was filled in: a copy of what was there, then the file, whole.

use std::io;

use crate::base::lang::Text;
use crate::create;
use crate::edit::change::{self, BODY, Filled, Refused};
use crate::edit::fresh;
use crate::edit::source::Source;
use crate::load::CONTENT;
use crate::serve::edit::Editor;
use crate::serve::edit::desk::Desk;
use crate::serve::reload::Snapshot;

/// Why nothing was written.
#[derive(Debug)]
pub(super) enum Unsaved {
    /// What was filled in cannot be written, in words.
    Refused(String),
    /// Somebody changed the file meanwhile.
    Conflict,
    /// The disk refuses.
    Failed(String),
}

impl From<create::Error> for Unsaved {
    fn from(error: create::Error) -> Self {
        match error {
            create::Error::Changed(_) | create::Error::Exists(_) => Self::Conflict,
            error => Self::Failed(error.to_string()),
        }
    }
}

impl From<io::Error> for Unsaved {
    fn from(error: io::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

impl Editor {
    /// The source of a record in which this was filled in.
    pub(super) fn filled_in(&self, desk: &Desk<'_>, filled: &Filled) -> Result<Source, Unsaved> {
        if desk.id.is_empty() {
            let format = desk.format.map(|format| &*format.name);
            return fresh::record((&desk.kind.name, format), &desk.form, filled).map_err(|why| self.why(&why));
        }
        let changed = change::apply(&desk.source, &desk.form, filled).map_err(|why| self.why(&why))?;
        match filled.get(BODY).filter(|body| !changed.has_body() && !body.trim().is_empty()) {
            Some(body) => {
                let file = format!("{CONTENT}/{}.md", desk.id);
                fresh::with_text(&changed, &file, body).map_err(|why| Unsaved::Refused(why.get(self.lang).to_owned()))
            }
            None => Ok(changed),
        }
    }

    /// Why a change is refused, in words.
    pub(super) fn why(&self, why: &Refused) -> Unsaved {
        const UNSAFE: Text = Text {
            zh: "这个文件的写法特殊，网页上改会动到别的地方，所以没有保存：请用编辑器改",
            en: "this file is written in a way in which the change would touch something else, so nothing was saved: use an editor",
        };
        let text = match why {
            Refused::Source(text) => text.get(self.lang).to_owned(),
            Refused::Unsafe => UNSAFE.get(self.lang).to_owned(),
            Refused::Row(table, row) => match self.word("zh", "en") {
                "zh" => format!("“{table}”第 {row} 行的格子比栏目多，没有保存"),
                _ => format!("row {row} of “{table}” has more cells than there are columns; nothing was saved"),
            },
        };
        Unsaved::Refused(text)
    }

    /// Writes a record over the one on the desk, of which a copy is kept.
    pub(super) fn write(&self, desk: &Desk<'_>, changed: &Source) -> Result<(), Unsaved> {
        let (before, after) = (desk.source.bytes(), changed.bytes());
        let path = desk.path();
        let new = changed.file.strip_prefix(CONTENT).unwrap_or(&changed.file).trim_start_matches('/');
        if new == path {
            return if before == after { Ok(()) } else { self.put(path, (Some(&before), Some(&after))) };
        }
        // Another ending: the new file comes first, so that at no time there is none.
        self.put(new, (None, Some(&after)))?;
        self.put(path, (Some(&before), None))
    }

    /// Where a new record of an organisation goes.
    pub(super) fn free(&self, snapshot: &Snapshot, desk: &Desk<'_>, org: &str) -> Result<String, Unsaved> {
        let stem = desk.format.map_or(&*desk.kind.name, |format| &*format.name);
        Ok(create::free_id(&self.root, (org, snapshot.site.today), stem)?)
    }

    /// Writes a new record.
    pub(super) fn write_new(&self, id: &str, source: &Source) -> Result<(), Unsaved> {
        let end = source.file.rsplit('.').next().unwrap_or("yaml");
        self.put(&format!("{id}.{end}"), (None, Some(&source.bytes())))
    }

    /// Writes a file under `content/`; what was there goes into the history first.
    pub(super) fn put(&self, path: &str, (before, after): (Option<&[u8]>, Option<&[u8]>)) -> Result<(), Unsaved> {
        if let Some(before) = before {
            self.history.keep(path, before)?;
        }
        create::replace(&self.root, path, (before, after))?;
        Ok(())
    }
}
