//! Mends of sources that are certain, as texts: what a file says, and what it would say. Nothing here writes.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::encoding::decode_text;
use crate::base::source::{FileName, Place};
use crate::blocks::column_type::ColumnType;
use crate::blocks::mask;
use crate::files::Reader;
use crate::privacy::Sort;

/// A file that can be mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The file, relative to the portal's root.
    pub file: FileName,
    /// What it says, byte by byte.
    pub before: Vec<u8>,
    /// What it would say.
    pub after: String,
}

/// What can be mended, and what somebody must mend by hand.
#[derive(Clone, Debug, Default)]
pub struct Mends {
    /// Files, in order.
    pub files: Vec<Mended>,
    /// Problems of this sort in spreadsheets, attachments and names, which are left.
    pub left: Vec<Diagnostic>,
}

/// Masks in the sources what was found of personal data, by the same rules as cells are masked: of a telephone number three
/// figures and four stay, of an account the last four, of an address the village and group, of everything else nothing.
/// What is allowed stays.
pub fn privacy(reader: &Reader, problems: &Diagnostics) -> Mends {
    let mut mends = Mends::default();
    let mut edits: BTreeMap<FileName, Vec<(Range<usize>, Sort, String)>> = BTreeMap::new();
    for problem in problems.iter().filter(|problem| problem.accepted.is_none()) {
        let Some(sort) = Sort::ALL.iter().copied().find(|sort| std::ptr::eq(sort.rule(), problem.rule)) else {
            continue;
        };
        match (problem.secret(), problem.span.place) {
            (Some(found), Place::Bytes(start, end)) => {
                let edit = (start as usize..end as usize, sort, found.to_owned());
                edits.entry(problem.span.file.clone()).or_default().push(edit);
            }
            _ => mends.left.push(problem.clone()),
        }
    }
    for (file, edits) in edits {
        match reader.kept(&file).and_then(|bytes| mended(&bytes, &edits)) {
            Some((before, after)) => mends.files.push(Mended { file, before, after }),
            None => {
                let own = problems.iter().filter(|problem| problem.span.file == file && problem.secret().is_some());
                mends.left.extend(own.cloned());
            }
        }
    }
    mends
}

/// A text in UTF-8 with all that was found in it masked; `None` if something is not found any more.
fn mended(bytes: &[u8], edits: &[(Range<usize>, Sort, String)]) -> Option<(Vec<u8>, String)> {
    const MARK: &str = "\u{feff}";
    let (text, true) = decode_text(bytes.to_vec())? else { return None };
    let mut places: Vec<(Range<usize>, String)> = Vec::new();
    for (within, sort, found) in edits {
        let piece = text.get(within.clone())?;
        let is_taken = |at: usize| places.iter().any(|(taken, _)| taken.contains(&at));
        let at = piece.match_indices(&**found).map(|(at, _)| within.start + at).find(|at| !is_taken(*at))?;
        places.push((at..at + found.len(), masked(*sort, found)));
    }
    places.sort_by_key(|(range, _)| range.start);
    let mut after = if bytes.starts_with(MARK.as_bytes()) { MARK.to_owned() } else { String::new() };
    let mut from = 0;
    for (range, mask) in places {
        after.push_str(text.get(from..range.start)?);
        after.push_str(&mask);
        from = range.end;
    }
    after.push_str(text.get(from..)?);
    Some((bytes.to_vec(), after))
}

/// What may be said of a finding.
fn masked(sort: Sort, found: &str) -> String {
    const NOTHING: &str = "〔不公开〕";
    let column = match sort {
        Sort::Mobile => ColumnType::Phone,
        Sort::BankCard => ColumnType::BankCard,
        _ => return NOTHING.to_owned(),
    };
    mask::partial(column, found).unwrap_or_else(|| NOTHING.to_owned())
}
