//! Writes a portal of any size, for benchmarks and trials: `cargo run --release --example corpus -- OUT --records N`.
//!
//! The same size and seed give the same bytes. Places and people are made up. The records end on [`generate::LAST`], so
//! check and build the portal with that day as `--today`.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Parser;

mod generate;

/// Writes a portal of any size into a new folder.
#[derive(Debug, Parser)]
struct Arguments {
    /// Folder of the portal; it must not hold `content/` yet
    out: PathBuf,
    /// How many records
    #[arg(long, default_value_t = 1_000)]
    records: usize,
    /// Another seed gives another portal of the same shape
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> io::Result<()> {
    let Arguments { out, records, seed } = Arguments::parse();
    let written = generate::generate(&out, records, seed)?;
    let (year, month, day) = generate::LAST;
    writeln!(
        io::stdout(),
        "{}: {records} records of {} units in {} files; use --today {year}-{month:02}-{day:02}",
        out.display(),
        written.units,
        written.files,
    )
}
