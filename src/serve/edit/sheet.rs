//! A table that is sent with a form: read as an import reads it, so that its rows stand in the form.

use std::path::Path;
use std::sync::PoisonError;

use crate::base::diag::Diagnostics;
use crate::edit::change::Filled;
use crate::edit::part::Table;
use crate::edit::shown;
use crate::import::{Answers, Asked, Draft, Fit, Folders, Item, Memory, Setting, Source, draft, fits, read};
use crate::model::kind::Slot;
use crate::serve::edit::Editor;
use crate::serve::edit::body::Upload;
use crate::serve::edit::desk::Desk;
use crate::serve::reload::Snapshot;

/// Rows that a form can hold; more stay in a file beside the record.
const MOST_ROWS: usize = 1_000;

/// A table that was sent with a form.
#[derive(Clone, Copy)]
pub(super) struct SentTable<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) desk: &'a Desk<'a>,
    /// The slot for its rows.
    pub(super) slot: &'a Slot,
    /// Its file.
    pub(super) upload: &'a Upload,
}

/// What came of a table.
pub(super) enum Taken {
    /// Its rows were filled in.
    Rows,
    /// There are too many of them: this is the text of a file beside.
    Beside(String),
    /// No table in the file is one of this slot.
    Unknown,
}

impl Editor {
    /// Fills in the rows of the table in `upload`, and what stands around them where nothing is filled in yet. What was
    /// left out is noted for the next page of the record.
    pub(super) fn take(&self, sent: SentTable<'_>, filled: &mut Filled) -> Taken {
        let SentTable { snapshot, desk, slot, upload } = sent;
        let (memory, unread) = match Memory::read(&self.root) {
            Ok(memory) => (memory, None),
            Err(error) => (Memory::default(), Some(error.to_string())),
        };
        let setting = Setting { content: &snapshot.portal.content, memory: &memory, today: snapshot.site.today };
        let folder = Folders { own: Path::new(""), top: Path::new("") };
        let file = crate::import::File { name: &upload.name, bytes: upload.bytes.clone(), folders: folder };
        let items = read(setting, file, &mut Diagnostics::new()).unwrap_or_default();
        let tables: Vec<Source> = items
            .into_iter()
            .filter_map(|item| if let Item::Table(table) = item { Some(table) } else { None })
            .collect();
        let asked = Asked { kind: Some(&desk.kind.name), form: desk.format.map(|format| &*format.name) };
        let answers = Answers { is_form_told: true, ..Answers::default() };
        let own = |source: &Source| -> Option<Fit<'_>> {
            let all = fits(setting, source, asked, &answers);
            all.into_iter().find(|fit| fit.slot.name == slot.name && fit.seen.columns.iter().flatten().count() > 1)
        };
        let Some((source, fit)) = tables.iter().find_map(|source| Some((source, own(source)?))) else {
            return Taken::Unknown;
        };
        let draft = draft(setting, source, fit, &answers);
        let mut notes = self.left(&draft, tables.len() - 1);
        notes.extend(unread);
        self.remember(desk, notes);
        around(&draft, desk, filled);
        let table = desk.form.tables().find(|table| table.id().split('.').next() == Some(&*slot.name));
        match table.filter(|_| draft.rows.len() <= MOST_ROWS) {
            Some(table) => {
                filled.insert(table.id(), shown::tabbed(&rows(&draft, table)));
                Taken::Rows
            }
            None => Taken::Beside(format!("\u{feff}{}", draft.csv())),
        }
    }

    /// Keeps what is to be told of a record for its next page.
    fn remember(&self, desk: &Desk<'_>, notes: Vec<String>) {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).insert(desk.id.clone(), notes);
    }

    /// What is to be told of a record, once.
    pub(super) fn notes_of(&self, desk: &Desk<'_>) -> Vec<String> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).remove(&desk.id).unwrap_or_default()
    }

    /// What was left out of a table, or taken as something that nobody wrote, in words.
    fn left(&self, draft: &Draft<'_>, others: usize) -> Vec<String> {
        let mut said = vec![match self.word("zh", "en") {
            "zh" => format!("读入 {} 行。", draft.rows.len()),
            _ => format!("{} rows were read.", draft.rows.len()),
        }];
        let heads = |is: &dyn Fn(&crate::import::Mapped) -> bool| {
            let all = draft.columns.iter().filter(|one| is(one)).map(|one| one.head.as_str());
            all.collect::<Vec<_>>().join(self.lang.between())
        };
        let mut list = |zh: &'static str, en: &'static str, what: String| {
            said.extend(Some(format!("{}{what}", self.word(zh, en))).filter(|_| !what.is_empty()));
        };
        list("没有用到的栏：", "Columns that are not used: ", heads(&|one| one.column.is_none()));
        list(
            "不公开、没有抄进来的栏：",
            "Columns that are never published and were not copied: ",
            heads(&|one| one.is_withheld),
        );
        let filed: Vec<String> = draft.proposals.iter().map(|one| format!("{} → {}", one.item, one.category)).collect();
        list(
            "照以前的记录填的类别，请核对：",
            "Categories taken from earlier records; look them through: ",
            filed.join(self.lang.between()),
        );
        if others > 0 {
            list("文件里还有别的表没有读：", "Other tables of the file that were not read: ", others.to_string());
        }
        let problems = draft.problems.iter().map(|one| {
            let line = draft.line_of(one).map_or(String::new(), |line| match self.word("zh", "en") {
                "zh" => format!("第 {line} 行："),
                _ => format!("line {line}: "),
            });
            format!("{line}{}", one.message(self.lang))
        });
        said.extend(problems);
        said
    }
}

/// Fills in the time and the opening balance that the table tells, where nothing is filled in.
fn around(draft: &Draft<'_>, desk: &Desk<'_>, filled: &mut Filled) {
    let opening = draft.sums.as_ref().and_then(|sums| sums.opening);
    let known = [
        ("period".to_owned(), draft.period.map(|(period, _)| period.to_string())),
        (format!("{}.opening", draft.fit.slot.name), opening.map(|opening| opening.to_string())),
    ];
    for (id, value) in known {
        let Some(field) = desk.form.fields().find(|field| field.id() == id) else { continue };
        let now = filled.entry(id).or_insert_with(|| shown::text(&desk.source.node, field));
        if let Some(value) = value.filter(|_| now.trim().is_empty()) {
            *now = value;
        }
    }
}

/// The rows of the draft in the columns of the form.
fn rows(draft: &Draft<'_>, table: &Table) -> shown::Grid {
    let places: Vec<Option<usize>> = table
        .columns
        .iter()
        .map(|column| draft.heads.iter().position(|head| column.names.iter().any(|name| **name == **head)))
        .collect();
    let cell = |row: &[String], place: &Option<usize>| place.and_then(|at| row.get(at)).cloned().unwrap_or_default();
    draft.rows.iter().map(|row| places.iter().map(|place| cell(row, place)).collect()).collect()
}
