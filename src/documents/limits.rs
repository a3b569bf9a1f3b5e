//! How much is read: generous for the papers of an office, bounded for files that were made to be too much.

/// Bytes of a file. A scanned budget of 300 pages has about 40 MB; what is larger is not read on a phone either.
pub(super) const FILE: usize = 50 << 20;

/// Bytes of text of a document: about five million Chinese characters, which is ten thick books.
pub(super) const TEXT: usize = 16 << 20;

/// Passages of a document: a table of 50,000 rows with ten columns.
pub(super) const PASSAGES: usize = 500_000;

/// Rows of a table in a document of text, and columns: what lies beyond stays text.
pub(super) const ROWS: usize = 100_000;
pub(super) const COLUMNS: usize = 200;

/// Properties of a document. Thousands of pictures in one file have a camera each; equal ones are kept once.
pub(super) const PROPERTIES: usize = 2_000;

/// Bytes of one property: a remark, not a text.
pub(super) const PROPERTY: usize = 4_096;

/// Bytes of all parts of a package once they are unpacked: a workbook of 50 MB can have as much.
pub(super) const UNPACKED: u64 = 256 << 20;

/// How much larger a part may become when it is unpacked. Sheets of equal rows reach about 100; deflate ends at 1,032.
pub(super) const RATIO: u64 = 400;

/// Below this size the ratio is not asked: small parts of blanks are harmless.
pub(super) const RATIO_FROM: u64 = 1 << 20;

/// Files in a package: a presentation of 500 slides with their pictures and notes has some 3,000.
pub(super) const ENTRIES: usize = 10_000;

/// Beginnings, ends and texts of elements in a document: a sheet of a million rows whose cells are nearly all empty.
pub(super) const PIECES: usize = 30_000_000;

/// Elements within each other. Word writes about 40 for a table in a text box in a table.
pub(super) const DEPTH: usize = 256;

/// Files within files: what is embedded in a document is read, what is embedded in that is named.
pub(super) const LEVELS: usize = 1;

/// Pictures longer than wide by this, in thousandths, have the shape of paper: A4 is 1,414, with room for cropping.
/// Cameras make 1,333, 1,500 and 1,778.
pub(super) const PAPER: std::ops::RangeInclusive<u64> = 1_390..=1_440;

/// Pixels of the longer side from which a picture of paper can be read.
pub(super) const LEGIBLE: u64 = 1_000;

/// Runs of hidden columns in a sheet, in which every cell is looked for.
pub(super) const HIDDEN: usize = 512;
