//! A file of rows as CSV. Its first line holds the stable names of the columns, which stay when a label changes; what
//! these mean stands in `datapackage.json` beside it.

use std::io;

use crate::data::file::RowsFile;
use crate::data::sheet::Sheet;
use crate::publish::index::SlotKey;
use crate::site::Site;

/// The file for `key`.
///
/// # Errors
/// Never in memory; the writer's signature asks for it.
pub fn csv(site: &Site, key: &SlotKey) -> io::Result<Vec<u8>> {
    Ok(counted(&RowsFile::of(site, key))?.0)
}

/// The file with the number of its rows.
pub(super) fn counted(file: &RowsFile<'_>) -> io::Result<(Vec<u8>, u64)> {
    let (mut sheet, mut count) = (Sheet::file(), 0);
    sheet.row(file.columns().iter().map(|column| &*column.name))?;
    file.each(|row| {
        count += 1;
        sheet.row(row)
    })?;
    Ok((sheet.bytes()?, count))
}
