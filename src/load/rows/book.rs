//! A workbook before it is read: how large it is once unpacked, what its author hid or merged, and which formulas lack
//! their values.
//!
//! Every part is unpacked once, piece by piece and up to the limit, so that a small file cannot become a large one in
//! memory. On the way the sheets tell which of their rows and columns are hidden, which cells are one, and where a
//! value is missing: the reader of cells does not tell.

mod part;

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};

use zip::ZipArchive;

use crate::base::limits::{Limit, Limits};
use crate::base::path::split;
use crate::load::rows::book::part::{Part, read};

pub(super) use part::{Layout, Merge};

/// Why a workbook is not read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// It is no workbook, or damaged.
    Damaged,
    /// It has so much of this, or more.
    Beyond(Limit, u64),
}

/// More parts have no place in a table.
const PARTS: usize = 10_000;

/// What the sheets of a workbook say of their cells, in their order.
pub(super) fn look_through(bytes: &[u8], limits: &Limits) -> Result<Vec<Layout>, Refused> {
    let limit = limits.of(Limit::WorkbookSize);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::Damaged)?;
    if archive.len() > PARTS {
        return Err(Refused::Damaged);
    }
    let (mut parts, mut unpacked) = (BTreeMap::new(), 0);
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(|_| Refused::Damaged)?;
        let name = plain(&file.name().map_err(|_| Refused::Damaged)?);
        let mut counting = Counting { inner: file, count: unpacked, limit };
        let part = read(&name, &mut counting);
        let rest = io::copy(&mut counting, &mut io::sink());
        unpacked = counting.count;
        match part {
            _ if unpacked > limit => return Err(Refused::Beyond(Limit::WorkbookSize, unpacked)),
            Some(Part::Strings(count)) if count > limits.of(Limit::Values) => {
                return Err(Refused::Beyond(Limit::Values, count));
            }
            // Of two parts of one name the reader of cells might take the other.
            Some(part) if rest.is_ok() && !parts.contains_key(&name) => parts.insert(name, part),
            _ => return Err(Refused::Damaged),
        };
    }
    sheets(&parts).ok_or(Refused::Damaged)
}

/// The name of a part as it is looked up.
fn plain(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

/// The sheets in the order of the workbook.
fn sheets(parts: &BTreeMap<String, Part>) -> Option<Vec<Layout>> {
    let Part::Relations(_, Some(workbook)) = parts.get("_rels/.rels")? else { return None };
    let workbook = workbook.trim_start_matches('/');
    let (folder, name) = split(workbook);
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let Part::Workbook(ids) = parts.get(&plain(workbook))? else { return None };
    let Part::Relations(targets, _) = parts.get(&plain(&format!("{folder}_rels/{name}.rels")))? else { return None };
    let sheets = ids.iter().map(|id| {
        let target = targets.get(id)?;
        let path = target.strip_prefix('/').map_or_else(|| format!("{folder}{target}"), str::to_owned);
        match parts.get(&plain(&path)) {
            Some(Part::Sheet(layout)) => Some(layout.clone()),
            // A sheet of another sort, such as a chart, or none: it has no cells.
            _ => Some(Layout::default()),
        }
    });
    sheets.collect()
}

/// Counts what is read and stops beyond the limit.
struct Counting<R> {
    inner: R,
    count: u64,
    limit: u64,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
        if self.count > self.limit {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let count = self.inner.read(piece)?;
        self.count += count as u64;
        Ok(count)
    }
}
