//! How large a file of rows is. It is made once to be measured, whoever asks first.

use crate::data::file::RowsFile;
use crate::data::rows;
use crate::files;
use crate::publish::index::SlotKey;
use crate::site::{Measured, Site};

/// What is told beside a link to the file for `key`; `None` if the site has no such file.
pub fn measured<'a>(site: &'a Site, key: &SlotKey) -> Option<&'a Measured> {
    let cell = site.measured.get(key)?;
    if let Some(measured) = cell.get() {
        return Some(measured);
    }
    let file = RowsFile::of(site, key);
    let (bytes, rows) = rows::counted(&file).ok()?;
    let size = u64::try_from(bytes.len()).ok()?;
    Some(cell.get_or_init(|| Measured { rows, years: file.years(), bytes: size, sha256: files::sha256(&bytes) }))
}
