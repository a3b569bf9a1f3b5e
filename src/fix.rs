//! Mends of sources that are certain, as texts: what a file says, and what it would say. Nothing here writes.

use std::collections::{BTreeMap, BTreeSet};
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
    /// What it would be called, beside where it lies, if its name is what is wrong.
    pub name: Option<String>,
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
            Some((before, after)) => mends.files.push(Mended { file, name: None, before, after }),
            None => {
                let own = problems.iter().filter(|problem| problem.span.file == file && problem.secret().is_some());
                mends.left.extend(own.cloned());
            }
        }
    }
    mends
}

/// Whatever is certain: what was read in another form than the standard one is written in it, texts in UTF-8, names with one
/// ending. What stands in spreadsheets is left.
pub fn certain(reader: &Reader, problems: &Diagnostics) -> Mends {
    let mut mends = Mends::default();
    let mut of_files: BTreeMap<FileName, Vec<&Diagnostic>> = BTreeMap::new();
    for problem in problems.iter().filter(|problem| problem.mend.is_some()) {
        match problem.span.place {
            Place::Cell(..) => mends.left.push(problem.clone()),
            Place::Whole | Place::Bytes(..) => of_files.entry(problem.span.file.clone()).or_default().push(problem),
        }
    }
    let mut names: BTreeSet<(String, String)> = BTreeSet::new();
    for (file, problems) in of_files {
        // Of two files that would be called the same, one keeps its name.
        let mut is_free = |name: &Option<String>| {
            name.as_ref().is_none_or(|name| names.insert((folder(&file).to_owned(), name.to_lowercase())))
        };
        match written(reader, &file, &problems).filter(|mended| is_free(&mended.name)) {
            Some(mended) => mends.files.push(mended),
            None => mends.left.extend(problems.into_iter().cloned()),
        }
    }
    mends
}

fn folder(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A file as it should be; `None` if it is not any more what was read, or its new name is taken.
fn written(reader: &Reader, file: &FileName, problems: &[&Diagnostic]) -> Option<Mended> {
    const LIMIT: u64 = 1 << 26;
    let before = reader.read(file, LIMIT).ok()?;
    let (text, _) = decode_text(before.clone())?;
    let name = problems.iter().find(|one| one.span.place == Place::Whole).and_then(|one| one.mend.clone());
    let name = name.filter(|name| !name.is_empty());
    let is_taken = |name: &String| reader.list(folder(file)).is_ok_and(|all| all.iter().any(|one| one.name == *name));
    if name.as_ref().is_some_and(is_taken) {
        return None;
    }
    let mut places: Vec<(Range<usize>, &str)> = Vec::new();
    for problem in problems {
        let (Place::Bytes(start, end), Some(mend)) = (problem.span.place, &problem.mend) else { continue };
        let range = start as usize..end as usize;
        let piece = text.get(range.clone())?;
        // What is written with escapes does not stand there sign by sign.
        if problem.text_of("value").is_some_and(|value| !piece.contains(value)) {
            return None;
        }
        places.push((range, mend));
    }
    places.sort_by_key(|(range, _)| (range.start, range.end));
    places.dedup();
    let mut after = if before.starts_with(MARK.as_bytes()) { MARK.to_owned() } else { String::new() };
    let mut from = 0;
    for (range, mend) in places {
        after.push_str(text.get(from..range.start)?);
        after.push_str(mend);
        from = range.end;
    }
    after.push_str(text.get(from..)?);
    Some(Mended { file: file.clone(), name, before, after })
}

/// A byte order mark, which stays.
const MARK: &str = "\u{feff}";

/// A text in UTF-8 with all that was found in it masked; `None` if something is not found any more.
fn mended(bytes: &[u8], edits: &[(Range<usize>, Sort, String)]) -> Option<(Vec<u8>, String)> {
    let (text, true) = decode_text(bytes.to_vec())? else { return None };
    let mut places: Vec<(Range<usize>, String)> = Vec::new();
    for (within, sort, found) in edits {
        let piece = text.get(within.clone())?;
        // What is written with escapes does not stand there sign by sign.
        if piece.starts_with('"') && piece.contains('\\') {
            return None;
        }
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
