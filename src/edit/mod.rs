//! Forms: what may be filled in of a record, what its source says there, and how the source changes when somebody fills
//! it in. Texts in, texts out: nothing here reads files, writes or knows HTML.
//!
//! | file | |
//! |---|---|
//! | `part`, `form`, `envelope` | from kind and form to fields and tables |
//! | `source` | the text of a record and its keys |
//! | `shown` | what a key says, as it stands in a field or a table |
//! | `change`, `value`, `rows` | from what was filled in to the keys and rows that change |
//! | `splice`, `scalar` | from these to a text in which nothing else has changed: comments, order and line ends stay |
//! | `fresh` | the text of a new record |
//! | `schema` | from a form to JSON Schema, for editors of text |
//! | `spot` | beside which field a message stands |
//!
//! A change that does not read back as what was filled in, or that touches another key, is refused ([`change::apply`]).

pub mod change;
mod envelope;
pub mod form;
pub mod fresh;
pub mod part;
mod rows;
mod scalar;
pub mod schema;
pub mod shown;
pub mod source;
mod splice;
pub mod spot;
mod value;
