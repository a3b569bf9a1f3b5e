//! Writes those pages of a portal that any generator would make, and no more: `cargo run --release --example pages -- ROOT OUT`.
//!
//! Records, lists, organisations, fixed pages, the newest entries of feeds and the site map: the page set on which
//! `benches/compare` sets gongkai beside others. What only a disclosure portal has (coverage, sums, data files, search,
//! calendars) is planned, so that its links stand on the pages, and not written.

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Parser;
use gongkai::Portal;
use gongkai::base::date::Date;
use gongkai::files::Disk;
use gongkai::output;
use gongkai::plan::{Output, Page, Planned};
use rayon::prelude::*;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Writes the pages of a portal that any generator would make.
#[derive(Debug, Parser)]
struct Arguments {
    /// Folder of the portal
    root: PathBuf,
    /// Folder for the pages
    out: PathBuf,
    /// As of which day
    #[arg(long, value_parser = day)]
    today: Date,
}

fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).map(|(day, _)| day).ok_or_else(|| format!("{text} is no day"))
}

/// Whether any generator would make the page.
fn is_common(page: &Page) -> bool {
    matches!(
        page,
        Page::Record { .. }
            | Page::Listing(..)
            | Page::Org(_)
            | Page::About(_)
            | Page::Asset(_)
            | Page::NotFound
            | Page::Output(
                Output::Feed { volume: None, .. } | Output::SiteMap | Output::SiteMapPart(_) | Output::Robots
            )
    )
}

fn write(out: &Path, path: &str, bytes: &[u8]) -> io::Result<()> {
    let file = out.join(path);
    match fs::write(&file, bytes) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(file.parent().unwrap_or(out))?;
            fs::write(file, bytes)
        }
        written => written,
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let Arguments { root, out, today } = Arguments::parse();
    let edition = Portal::open(Disk::at(root))?.site(today);
    let source = edition.source()?;
    let files: Vec<(&str, &Planned)> = edition
        .site()
        .plan
        .files()
        .map(|(path, file)| (path.as_str(), file))
        .filter(|(_, file)| is_common(&file.page))
        .collect();
    files.par_iter().try_for_each(|(path, file)| {
        let bytes = output::bytes(source, file).map_err(|error| io::Error::other(format!("{path}: {error:?}")))?;
        write(&out, path, &bytes)
    })?;
    let records = files.iter().filter(|(_, file)| matches!(file.page, Page::Record { part: 1, .. })).count();
    writeln!(io::stdout(), "{} files, {records} of them records", files.len())?;
    Ok(())
}
