//! What data files of rows hold: their columns and rows, as CSV and as a workbook, and how large they are. Views tell the
//! size beside each link, and the descriptions of the files tell it to programs.

mod common;
pub mod file;
pub mod measured;
pub mod rows;
pub mod sheet;
pub mod words;
#[cfg(feature = "workbooks")]
pub mod workbook;
