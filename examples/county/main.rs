//! Writes the routine records of the sample county into `content/`: `cargo run --example county`.
//!
//! Accounts, meetings and visits that villages write every month and quarter, and what they write once or twice a year
//! (assets, leases, matters, promises, appraisals) come from the tables under `examples/county/data/`; the same tables
//! give the same bytes, and a test proves that `content/` holds them.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::Parser;

mod routine;

/// Writes the routine records of the sample county.
#[derive(Debug, Parser)]
struct Arguments {
    /// Folder of the content
    #[arg(default_value = "content")]
    out: PathBuf,
}

fn main() -> io::Result<()> {
    let Arguments { out } = Arguments::parse();
    let files = routine::files();
    for (path, text) in &files {
        let path = out.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)?;
    }
    writeln!(io::stdout(), "{}: {} files", out.display(), files.len())
}
