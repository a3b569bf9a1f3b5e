//! Files that are sent: attachments go into the folder of their record, rows of a spreadsheet into the record itself, or
//! beside it if they are many.

use std::fs;

use crate::base::ending::has_ending;
use crate::base::name::Name;
use crate::edit::change::Filled;
use crate::edit::shown;
use crate::load::{CONTENT, is_hidden};
use crate::serve::edit::Editor;
use crate::serve::edit::body::{Sent, Upload};
use crate::serve::edit::desk::Desk;
use crate::serve::edit::grid::SHEET;
use crate::serve::edit::save::Unsaved;
use crate::serve::edit::sheet::{SentTable, Taken};
use crate::serve::edit::turn::Turn;

/// Id of the table of attachments.
const ATTACHMENTS: &str = "attachments";

impl Turn<'_> {
    /// Stores the files that were sent with a record, and adds the attachments to what was filled in.
    pub(super) fn store(&self, desk: &Desk<'_>, sent: &Sent, filled: &mut Filled) -> Result<(), Unsaved> {
        for upload in &sent.files {
            match upload.field.strip_prefix(SHEET).map(|slot| desk.kind.slot(slot)) {
                Some(Some(slot)) => {
                    let sent = SentTable { snapshot: self.snapshot, desk, slot, upload };
                    self.editor.store_table(sent, filled)?;
                }
                Some(None) => {}
                None if upload.field == "attach" => {
                    let name = self.editor.attachment(&desk.id, upload)?;
                    add(desk, &name, filled);
                }
                None => {}
            }
        }
        Ok(())
    }
}

impl Editor {
    /// Fills in the rows of a table, or lays them beside the record.
    fn store_table(&self, sent: SentTable<'_>, filled: &mut Filled) -> Result<(), Unsaved> {
        let SentTable { desk, slot, upload, .. } = sent;
        let beside = match self.take(sent, filled) {
            Taken::Rows => None,
            Taken::Beside(text) => Some(("csv", text.into_bytes())),
            Taken::Unknown => Some((self.end_of_sheet(upload)?, upload.bytes.clone())),
        };
        self.clear_sheets((&desk.id, &slot.name))?;
        if let Some((end, bytes)) = beside {
            self.put(&format!("{}.{}.{end}", desk.id, slot.name), (None, Some(&bytes)))?;
            // The rows in the record itself give way.
            let own = desk.form.tables().find(|table| table.id().split('.').next() == Some(&*slot.name));
            own.into_iter().for_each(|table| _ = filled.insert(table.id(), String::new()));
        }
        Ok(())
    }

    /// The name of a file without folders, as it can stand on the site.
    fn name_of(&self, upload: &Upload) -> Result<String, Unsaved> {
        let name = upload.name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
        // A record or a unit is never an attachment.
        let is_source = ["yaml", "yml", "md"].iter().any(|end| has_ending(name, end));
        let is_name = !name.is_empty() && !is_hidden(name) && !name.contains(char::is_control);
        let is_fit = is_name && !is_source && Name::parse(name).is_ok();
        let refused = || {
            let word =
                self.word("这个文件名不能用，请改名再上传：", "this name of a file cannot be used; rename it first: ");
            Unsaved::Refused(format!("{word}{name}"))
        };
        if is_fit { Ok(name.to_owned()) } else { Err(refused()) }
    }

    /// Writes an attachment under a name that is free, and says which.
    fn attachment(&self, id: &str, upload: &Upload) -> Result<String, Unsaved> {
        let name = self.name_of(upload)?;
        let (stem, end) =
            name.rsplit_once('.').map_or((&*name, String::new()), |(stem, end)| (stem, format!(".{end}")));
        let names = std::iter::once(name.clone()).chain((2..1_000).map(|number| format!("{stem}-{number}{end}")));
        for name in names {
            let path = format!("{id}/{name}");
            match fs::read(self.root.join(CONTENT).join(&path)) {
                Ok(there) if there == upload.bytes => return Ok(name),
                Ok(_) => {}
                Err(_) => {
                    self.put(&path, (None, Some(&upload.bytes)))?;
                    return Ok(name);
                }
            }
        }
        Err(Unsaved::Conflict)
    }

    /// The ending of a spreadsheet that can lie beside a record as it is: its messages tell what is wrong with it.
    fn end_of_sheet(&self, upload: &Upload) -> Result<&'static str, Unsaved> {
        ["xlsx", "csv"].into_iter().find(|end| has_ending(&upload.name, end)).ok_or_else(|| {
            let word = self.word(
                "这个文件里没有认出这一栏的明细。表头要在表格上方，写着各栏的名称；下载样表照着填最稳妥：",
                "no table of these rows was found in this file; its head must name the columns: ",
            );
            Unsaved::Refused(format!("{word}{}", upload.name))
        })
    }

    /// Takes away the files that held the rows of a slot, of which a copy is kept.
    fn clear_sheets(&self, (id, slot): (&str, &str)) -> Result<(), Unsaved> {
        let folder = self.root.join(CONTENT);
        for other in ["xlsx", "csv"] {
            for path in [format!("{id}.{other}"), format!("{id}.{slot}.{other}")] {
                if let Ok(there) = fs::read(folder.join(&path)) {
                    self.put(&path, (Some(&there), None))?;
                }
            }
        }
        Ok(())
    }
}

/// Adds a file to the rows of attachments, unless it is among them.
fn add(desk: &Desk<'_>, name: &str, filled: &mut Filled) {
    let Some(table) = desk.form.tables().find(|table| table.id() == ATTACHMENTS) else { return };
    let now = || shown::rows(&desk.source.node, table).map(|rows| shown::tabbed(&rows)).unwrap_or_default();
    let text = filled.entry(ATTACHMENTS.to_owned()).or_insert_with(now);
    if !text.lines().any(|line| line.split('\t').next() == Some(name)) {
        let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        text.push_str(end);
        text.push_str(&shown::tabbed(&vec![vec![name.to_owned(), String::new(), String::new()]]));
    }
}
