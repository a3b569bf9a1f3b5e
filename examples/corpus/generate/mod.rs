//! A made-up portal: a county, its townships and villages, and their records over three years.
//!
//! `units` lays out the tree, `unit` decides what one unit publishes, `account`, `notice`, `register` and `report` write
//! single records, `prose` their texts. Every unit has random numbers of its own, so that the records of one do not
//! depend on those of another.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use gongkai::base::date::Date;

mod account;
mod draft;
mod notice;
mod prose;
mod random;
mod register;
mod report;
mod settings;
mod unit;
mod units;

use random::Random;

/// The first day on which a record may be published: year, month, day.
const FIRST: (i16, i8, i8) = (2023, 7, 1);

/// The day as of which the portal makes sense: year, month, day.
pub(crate) const LAST: (i16, i8, i8) = (2026, 6, 30);

/// What was written.
pub(crate) struct Written {
    /// Organisations.
    pub(crate) units: usize,
    /// Files.
    pub(crate) files: usize,
}

/// Writes a portal of `records` records into `out/content`.
///
/// # Errors
/// The disk refuses, or `out/content` is there already.
pub(crate) fn generate(out: &Path, records: usize, seed: u64) -> io::Result<Written> {
    let content = out.join("content");
    if content.exists() {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, format!("{} is there already", content.display())));
    }
    let time = Time { first: date(FIRST)?, last: date(LAST)? };
    let mut folder = Folder { content, files: 0 };
    settings::write(&mut folder)?;
    let units = units::lay_out(records);
    for (number, unit) in units.iter().enumerate() {
        let mut random = Random::new(seed, number);
        folder.write(&unit.file("org.yaml"), &unit.settings(&mut random))?;
        unit::write(&mut folder, unit, time, &mut random)?;
    }
    Ok(Written { units: units.len(), files: folder.files })
}

/// The days between which records are published.
#[derive(Clone, Copy)]
struct Time {
    first: Date,
    last: Date,
}

impl Time {
    /// Any day.
    fn any(self, random: &mut Random) -> Date {
        let days = usize::try_from(self.first.days_until(self.last)).unwrap_or(0);
        self.first.plus(random.between(0, days).try_into().unwrap_or(0))
    }
}

fn date((year, month, day): (i16, i8, i8)) -> io::Result<Date> {
    Date::new(year, month, day).ok_or_else(|| io::Error::other("no such day"))
}

/// The folder `content/` and how much has gone into it.
struct Folder {
    content: PathBuf,
    files: usize,
}

impl Folder {
    fn write(&mut self, path: &str, text: &str) -> io::Result<()> {
        let file = self.content.join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        self.files += 1;
        fs::write(file, text)
    }
}
