//! What every layer stands on: source text and spans, diagnostics, values that are read from text.
//!
//! Nothing here knows records, organisations or templates, and nothing here touches the disk.

mod almanac;
pub mod calendar;
pub mod closed;
pub mod currency;
pub mod date;
pub mod decided;
pub mod decoding;
pub mod diag;
pub mod digest;
pub mod encoding;
pub mod ending;
pub mod fields;
pub mod glossary;
pub mod grouped;
pub mod han;
pub mod html;
pub mod lang;
pub mod length;
pub mod lexicon;
pub mod limits;
pub mod markdown;
pub mod moment;
pub mod money;
pub mod name;
pub mod names;
pub mod node;
pub mod number;
pub mod part;
pub mod path;
pub mod period;
pub mod plural;
pub mod smallest;
pub mod source;
pub mod squeezed;
pub mod texts;
pub mod total;
pub mod unseen;
pub mod values;
pub mod words;
pub mod written;
pub mod yaml;
