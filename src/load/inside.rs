//! Records that lie in the attachment folder of another one.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::path::{SitePath, last};
use crate::base::source::Span;
use crate::files::Error;
use crate::load::attached::{is_record, unused};
use crate::load::definitions::Definitions;
use crate::load::setting::Records;
use crate::load::sight;
use crate::load::tree::Tree;
use crate::model::id::RecordId;
use crate::model::{Broken, Keeps};

rules! {
    /// Records in the folder of another one's attachments.
    INSIDE: Error "record/inside-attachments" {
        zh: "`{owner}` 和文件夹 `{folder}/` 同名，里面的 {count} 条记录（如 `{first}`）就成了它的附件，不会公开成网页" => "给 `{owner}` 换一个名字，例如前面加日期；或把里面的记录移到别的文件夹。记录的源文件里可能有不公开的内容，不能当附件",
        en: "`{owner}` and the folder `{folder}/` have one name, so {count} {count|record|records} in it, such as `{first}`, {count|becomes its attachment and no page|become its attachments and no pages}" => "rename `{owner}`, for example with a date in front, or move the records to another folder; the source of a record may hold what is not public and cannot be an attachment",
    }
}

/// Reports records that lie in the attachment folder of another one, listed there or not, and keeps what was published of
/// them before the folder got its owner. The owner is not published either: it may list them as files, whose sources
/// hold what is masked.
pub(super) fn check_inside(
    tree: &Tree,
    definitions: &Definitions,
    records: &mut Records,
    diags: &mut Diagnostics,
) -> Result<(), Error> {
    for (id, files) in &tree.records {
        let mut inside = Vec::new();
        for path in files.attachments.iter().filter(|path| is_record(path)) {
            let bytes = tree.read(path, diags)?.unwrap_or_default();
            let raw = String::from_utf8_lossy(&bytes).into_owned();
            let owner = records.find(id);
            let is_listed = owner.is_some_and(|owner| owner.attachments.iter().any(|own| own.path == *path));
            match sight::text_of(&raw, "kind") {
                Some(_) => inside.push((path, raw)),
                None if is_listed => {}
                None => diags.push(unused(id, path)),
            }
        }
        let Some((first, _)) = inside.first() else { continue };
        let one = Diagnostic::new(&INSIDE, Span::whole(&Tree::name(&files.source))).with("count", inside.len());
        let one = one.with("owner", last(&files.source)).with("folder", id.name()).with("first", last(first));
        diags.push(one);
        let owner = records.read.extract_if(.., |record| record.id == *id).next();
        records.broken.extend(owner.map(|owner| Broken { keeps: Keeps::Page, ..Broken::from(&*owner) }));
        records.broken.extend(inside.iter().filter_map(|(path, raw)| of_source(path, raw, definitions)));
    }
    records.broken.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(())
}

/// What may stay of a record that was published from the source `raw` at `path`.
fn of_source(path: &SitePath, raw: &str, definitions: &Definitions) -> Option<Broken> {
    let id = RecordId::of_source(path).ok()?;
    let published = sight::published(&id, None, raw).ok()?;
    let keeps = sight::keeps(sight::of_unreadable(raw, definitions), Vec::new());
    Some(Broken::unread(id, published, keeps))
}
