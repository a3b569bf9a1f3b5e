//! One part of a workbook: which of its rows and columns are hidden, which cells are one, and which formulas lack a value.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::attributes::AttrError;
use quick_xml::events::{BytesStart, Event};

/// Cells that were made one: what stands in the first of them holds for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::load::rows) struct Merge {
    /// Row and column of its first cell.
    pub(in crate::load::rows) first: (u32, u32),
    /// Row and column of its last cell.
    pub(in crate::load::rows) last: (u32, u32),
}

/// What a sheet says besides the values of its cells.
#[derive(Clone, Debug, Default)]
pub(in crate::load::rows) struct Layout {
    rows: BTreeSet<u32>,
    /// First and last of neighbouring columns.
    columns: Vec<(u32, u32)>,
    /// Cells that were made one.
    merges: Vec<Merge>,
    /// Cells with a formula and without a value.
    unset: BTreeSet<(u32, u32)>,
}

impl Layout {
    /// The merges, by their first cells.
    pub(in crate::load::rows) fn merges(&self) -> Vec<Merge> {
        let mut merges = self.merges.clone();
        merges.sort_unstable();
        merges
    }

    /// Whether a cell has a formula whose value was not saved.
    pub(in crate::load::rows) fn is_unset(&self, cell: (u32, u32)) -> bool {
        self.unset.contains(&cell)
    }

    /// The first cells of merges over several rows, for what stands in each.
    pub(in crate::load::rows) fn origins<T>(&self) -> BTreeMap<(u32, u32), Option<T>> {
        let tall = self.merges.iter().filter(|merge| merge.first.0 < merge.last.0);
        tall.map(|merge| (merge.first, None)).collect()
    }

    /// Whether a row is.
    pub(in crate::load::rows) fn has_row(&self, row: u32) -> bool {
        self.rows.contains(&row)
    }

    /// Whether a column is.
    pub(in crate::load::rows) fn has_column(&self, column: u32) -> bool {
        self.columns.iter().any(|(first, last)| (*first..=*last).contains(&column))
    }
}

/// What is known of a part.
#[derive(Debug)]
pub(super) enum Part {
    /// Ids of the relations to its sheets, in their order.
    Workbook(Vec<String>),
    /// Targets by id, and the target that is the workbook.
    Relations(BTreeMap<String, String>, Option<String>),
    /// What it says of its cells.
    Sheet(Layout),
    /// How many texts its cells share.
    Strings(u64),
    /// Anything else.
    Other,
}

/// Excel has no more columns.
const COLUMNS: usize = 16_384;

/// Reads a part as far as it concerns us; `None` if it cannot be read.
pub(super) fn read(name: &str, bytes: &mut impl Read) -> Option<Part> {
    if !name.ends_with(".xml") && !name.ends_with(".rels") {
        return Some(Part::Other);
    }
    let mut reader = Reader::from_reader(BufReader::new(bytes));
    // As the reader of cells has it, so that both see the same.
    reader.config_mut().check_end_names = false;
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    let (mut part, claimed) = loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start)) => break (part_of(&start), attribute(&start, "uniqueCount").ok()?),
            Ok(Event::Eof) | Err(_) => return Some(Part::Other),
            Ok(_) => {}
        }
    };
    let mut place = At::default();
    while !matches!(part, Part::Other) {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(start) => note(&mut part, &start, &mut place)?,
            Event::Text(_) | Event::GeneralRef(_) | Event::CData(_) => place.has_value |= place.is_in_value,
            Event::End(end) => place.leave(end.local_name().as_ref(), &mut part),
            Event::Eof => break,
            _ => {}
        }
    }
    let claimed = claimed.and_then(|count| count.parse().ok()).unwrap_or(0);
    match part {
        // The reader of cells makes room for as many texts as the part claims to have.
        Part::Strings(count) => Some(Part::Strings(count.max(claimed))),
        part => Some(part),
    }
}

/// Where in a sheet its reading stands.
#[derive(Default)]
struct At {
    row: u32,
    column: u32,
    /// The cell that is being read.
    cell: (u32, u32),
    has_formula: bool,
    has_value: bool,
    is_in_value: bool,
    /// The cell is one of text, whose value may be empty.
    is_text: bool,
}

/// So many formulas without a value are noted; one is enough to refuse a table.
const UNSET: usize = 10_000;

impl At {
    fn leave(&mut self, name: &str, part: &mut Part) {
        match name {
            "row" => (self.row, self.column) = (self.row.saturating_add(1), 0),
            "v" | "t" => self.is_in_value = false,
            "c" => {
                if let Part::Sheet(layout) = part
                    && (self.has_formula && !self.has_value && layout.unset.len() < UNSET)
                {
                    layout.unset.insert(self.cell);
                }
                self.column = self.column.saturating_add(1);
            }
            _ => {}
        }
    }
}

/// The sort of a part, by its first element.
fn part_of(root: &BytesStart<'_>) -> Part {
    match root.local_name().as_ref() {
        "workbook" => Part::Workbook(Vec::new()),
        "Relationships" => Part::Relations(BTreeMap::new(), None),
        "worksheet" => Part::Sheet(Layout::default()),
        "sst" => Part::Strings(0),
        _ => Part::Other,
    }
}

/// Takes from an element what is asked of its part.
fn note(part: &mut Part, start: &BytesStart<'_>, at: &mut At) -> Option<()> {
    let text = |name| attribute(start, name);
    match (part, start.local_name().as_ref()) {
        (Part::Workbook(ids), "sheet") => {
            ids.push(
                start.attributes().flatten().find(|one| one.key.local_name().as_ref() == "id")?.value.into_owned(),
            );
        }
        (Part::Relations(targets, workbook), "Relationship") => {
            let target = text("Target").ok()?.unwrap_or_default();
            if text("Type").ok()?.is_some_and(|own| own.ends_with("/relationships/officeDocument")) {
                *workbook = Some(target.clone());
            }
            targets.insert(text("Id").ok()?.unwrap_or_default(), target);
        }
        (Part::Sheet(_), "c") => {
            at.cell = text("r").ok()?.and_then(|name| cell(&name)).unwrap_or((at.row, at.column));
            at.column = at.cell.1;
            (at.has_formula, at.has_value) = (false, false);
            at.is_text = text("t").ok()?.is_some_and(|own| own == "str");
        }
        (Part::Sheet(_), "f") => at.has_formula = true,
        // A formula may well give an empty text.
        (Part::Sheet(_), "v" | "t") => (at.is_in_value, at.has_value) = (true, at.has_value || at.is_text),
        (Part::Sheet(layout), "mergeCell") => {
            let corners = text("ref").ok()?.unwrap_or_default();
            let corners = corners.split_once(':').and_then(|(first, last)| Some((cell(first)?, cell(last)?)));
            layout.merges.extend(corners.map(|(first, last)| Merge { first, last }));
        }
        (Part::Sheet(layout), "row") => {
            if let Some(number) = text("r").ok()? {
                at.row = number.parse::<u32>().ok()?.checked_sub(1)?;
            }
            if is_hidden(start, "ht").ok()? {
                layout.rows.insert(at.row);
            }
        }
        (Part::Sheet(layout), "col") if is_hidden(start, "width").ok()? && layout.columns.len() < COLUMNS => {
            let number = |name| text(name).ok()??.parse::<u32>().ok()?.checked_sub(1);
            layout.columns.push((number("min")?, number("max")?));
        }
        (Part::Sheet(_), "dimension") => {
            // The reader of cells takes the second corner to lie behind the first.
            let corners = text("ref").ok()?.unwrap_or_default();
            let (first, last) = corners.split_once(':').unwrap_or((&corners, &corners));
            let is_ordered = corner(first).zip(corner(last)).is_some_and(|(a, b)| a.0 <= b.0 && a.1 <= b.1);
            return is_ordered.then_some(());
        }
        (Part::Strings(count), "si") => *count += 1,
        _ => {}
    }
    Some(())
}

/// The value of an attribute, if it is there.
fn attribute(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, AttrError> {
    Ok(start.try_get_attribute(name)?.map(|found| found.value.into_owned()))
}

/// Whether a row or column says that it is hidden, or has no height or width.
fn is_hidden(start: &BytesStart<'_>, size: &str) -> Result<bool, AttrError> {
    let is_said = attribute(start, "hidden")?.is_some_and(|said| said != "0" && said != "false");
    let is_flat = |size: String| !size.is_empty() && size.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    Ok(is_said || attribute(start, size)?.is_some_and(is_flat))
}

/// Row and column from 0 of a cell such as `AB12`.
fn cell(name: &str) -> Option<(u32, u32)> {
    let (column, row) = corner(name)?;
    Some((u32::try_from(row).ok()?.checked_sub(1)?, u32::try_from(column).ok()?.checked_sub(1)?))
}

/// Column and row of a corner such as `AB12`.
fn corner(name: &str) -> Option<(u64, u64)> {
    let letters = name.len() - name.trim_start_matches(|sign: char| sign.is_ascii_alphabetic()).len();
    let (letters, digits) = name.split_at(letters);
    let column =
        letters.bytes().take(8).fold(0, |sum, letter| sum * 26 + u64::from(letter.to_ascii_uppercase() - b'@'));
    Some((column, digits.parse().ok()?))
}
