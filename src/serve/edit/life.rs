//! From draft to withdrawn, as the format asks for it. Nothing that was public is deleted.

use std::fs;

use crate::create;
use crate::edit::change;
use crate::edit::source::Source;
use crate::load::{CONTENT, is_hidden};
use crate::serve::edit::Editor;
use crate::serve::edit::desk::{Desk, Stage, stage};
use crate::serve::edit::save::Unsaved;
use crate::serve::reload::Snapshot;

/// What a new version says of itself.
pub(super) struct Correction<'a> {
    /// What changes.
    pub(super) changes: &'a str,
    /// Why.
    pub(super) reason: &'a str,
}

impl Editor {
    /// The source of a draft that from now on is public.
    pub(super) fn published(&self, source: &Source) -> Result<Source, Unsaved> {
        change::set(source, &[("status", None)]).map_err(|why| self.why(&why))
    }

    /// Takes a record back.
    pub(super) fn withdraw(&self, desk: &Desk<'_>, reason: &str) -> Result<(), Unsaved> {
        if desk.stage() != Stage::Published || reason.trim().is_empty() {
            return Err(self.unfit());
        }
        let keys = [("status", Some("withdrawn")), ("reason", Some(reason))];
        let changed = change::set(&desk.source, &keys).map_err(|why| self.why(&why))?;
        self.write(desk, &changed)
    }

    /// Makes a new version of a record, as a draft with what changes and why, and says where it stands.
    pub(super) fn correct(
        &self,
        snapshot: &Snapshot,
        desk: &Desk<'_>,
        correction: Correction<'_>,
    ) -> Result<String, Unsaved> {
        let Correction { changes, reason } = correction;
        if desk.stage() != Stage::Published || changes.trim().is_empty() || reason.trim().is_empty() {
            return Err(self.unfit());
        }
        let before = format!("/{}", desk.id);
        let keys = [
            ("status", Some("draft")),
            ("published", None),
            ("aliases", None),
            ("supersedes", Some(&*before)),
            ("changes", Some(changes)),
            ("reason", Some(reason)),
        ];
        let changed = change::set(&desk.source, &keys).map_err(|why| self.why(&why))?;
        let content = &*snapshot.portal.content;
        let org = content.orgs.get(content.orgs.owner(&desk.id)).path.clone();
        let name = desk.id.rsplit('/').next().unwrap_or_default();
        let stem = name.get(..11).filter(|day| day.ends_with('-')).map_or(name, |day| &name[day.len()..]);
        let id = create::free_id(&self.root, (&org, snapshot.site.today), stem)?;
        self.copy_files(&desk.id, &id)?;
        let end = desk.source.file.rsplit('.').next().unwrap_or("yaml");
        self.put(&format!("{id}.{end}"), (None, Some(&changed.bytes())))?;
        Ok(id)
    }

    /// Copies the tables beside a record and its attachments to those of its new version.
    fn copy_files(&self, from: &str, to: &str) -> Result<(), Unsaved> {
        let content = self.root.join(CONTENT);
        let folder = content.join(from);
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_file() && !is_hidden(&name) {
                self.put(&format!("{to}/{name}"), (None, Some(&fs::read(entry.path())?)))?;
            }
        }
        let name = from.rsplit('/').next().unwrap_or_default();
        let Some(parent) = folder.parent() else { return Ok(()) };
        for entry in fs::read_dir(parent)? {
            let entry = entry?;
            let own = entry.file_name().to_string_lossy().into_owned();
            let rest = own.strip_prefix(name).filter(|rest| {
                rest.starts_with('.') && [".csv", ".xlsx"].iter().any(|end| rest.to_lowercase().ends_with(end))
            });
            if let Some(rest) = rest.filter(|_| entry.file_type().is_ok_and(|own| own.is_file())) {
                self.put(&format!("{to}{rest}"), (None, Some(&fs::read(entry.path())?)))?;
            }
        }
        Ok(())
    }

    /// Deletes a draft that was never public; a copy is kept.
    pub(super) fn delete(&self, desk: &Desk<'_>) -> Result<(), Unsaved> {
        let was_public = self.history.of(desk.path()).iter().any(|copy| {
            let source = copy.read().ok().and_then(|bytes| Source::read(&desk.source.file, bytes).ok());
            // What cannot be read may have been public.
            source.is_none_or(|source| stage(&source) != Stage::Draft)
        });
        if desk.stage() != Stage::Draft || was_public {
            return Err(self.unfit());
        }
        self.put(desk.path(), (Some(&desk.source.bytes()), None))
    }

    /// Puts an earlier version in the place of the present one, of which a copy is kept.
    pub(super) fn back(&self, desk: &Desk<'_>, number: u32) -> Result<(), Unsaved> {
        let copies = self.history.of(desk.path());
        let Some(copy) = copies.iter().find(|copy| copy.number == number) else { return Err(self.unfit()) };
        let bytes = copy.read()?;
        let source = Source::read(&desk.source.file, bytes.clone())
            .map_err(|why| Unsaved::Refused(why.get(self.lang).to_owned()))?;
        // What is public is taken back by a word with its reason, not by an older state.
        if stage(&source) == Stage::Draft && desk.stage() != Stage::Draft {
            return Err(self.unfit());
        }
        self.put(desk.path(), (Some(&desk.source.bytes()), Some(&bytes)))
    }

    fn unfit(&self) -> Unsaved {
        let word = self.word(
            "现在不能这样做：公开过的不能删、不能退回草稿；更正要写改了什么和原因，撤回要写原因",
            "this cannot be done now: what was public is neither deleted nor made a draft again; a correction needs what changes and why, a withdrawal why",
        );
        Unsaved::Refused(word.to_owned())
    }
}
