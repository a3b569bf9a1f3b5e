//! What the sources of a record say now, against which its last files are held, in a build and in the preview.

use std::collections::BTreeSet;

use crate::base::date::to_half_width;
use crate::base::diag::Severity;
use crate::base::path::last;
use crate::documents;
use crate::files::Reader;
use crate::load::{CONTENT, is_definition};
use crate::model::id::RecordId;
use crate::model::record::Status;
use crate::privacy::{self, Around, Found};
use crate::site::Site;

/// Whether the last files of a record with errors may stay: nobody knows whether what they tell may still be public.
pub(crate) struct Stay<'g> {
    says: Sayings,
    /// Titles of records that have left the site.
    gone: &'g [String],
}

impl<'g> Stay<'g> {
    /// Of the record `id`, by what its sources in `reader` say now.
    pub(crate) fn of(reader: &Reader, id: &RecordId, gone: &'g [String]) -> Self {
        Self { says: Sayings::of(reader, id), gone }
    }

    /// Whether one of the last files tells of persons what no source says any more, holds the number of a person or a card, or
    /// names a record that has left.
    pub(crate) fn forbids(&self, path: &str, bytes: &[u8]) -> bool {
        self.says.lack(path, bytes) || tells(path, bytes, self.gone)
    }
}

/// The titles that the last site had of records that are gone or were withdrawn, as far as no record is called so now: pages
/// of their neighbours name them. `last` are the ids of the records of the last site, each with whether a page of it is there
/// yet, and `title` tells how one was called.
pub(crate) fn gone_titles(
    site: &Site,
    last: impl Iterator<Item = (String, bool)>,
    title: impl Fn(&str) -> Option<String>,
) -> Vec<String> {
    let records = &site.public.records;
    let now: BTreeSet<&str> = records.all().iter().map(|record| &*record.title).collect();
    let is_withdrawn = |id: &str| records.find(id).is_some_and(|record| record.status == Status::Withdrawn);
    let gone = last.filter(|(id, is_there)| !is_there || is_withdrawn(id));
    gone.filter_map(|(id, _)| title(&id)).filter(|title| !now.contains(title.as_str())).collect()
}

/// What the sources of one record and the settings of the portal say, blanks and signs left out.
struct Sayings {
    signs: String,
    figures: String,
    numbers: String,
}

impl Sayings {
    /// Those of the record `id`: its files, what goes with them, and the settings of the portal and its units, whose
    /// telephones stand on every page.
    fn of(reader: &Reader, id: &RecordId) -> Self {
        let beside = [format!("{id}."), format!("{id}/")];
        let is_own = |path: &str| is_definition(path) || beside.iter().any(|own| path.starts_with(&**own));
        let paths = reader.paths();
        let paths = paths.iter().filter_map(|path| path.strip_prefix(CONTENT)?.strip_prefix('/'));
        let mut said = String::new();
        for path in paths.filter(|path| is_own(path)) {
            let bytes = reader.files().read(&format!("{CONTENT}/{path}"), documents::LARGEST);
            let Ok(bytes) = bytes else { continue };
            for passage in documents::read(last(path), &bytes).passages {
                said.push_str(&passage.text);
                said.push('\n');
            }
        }
        let said = to_half_width(&said);
        Self { signs: signs(&said), figures: figures(&said), numbers: numbers(&said) }
    }

    /// Whether a file of the last site tells of persons what is not said any more, or holds the number of a person or a card.
    fn lack(&self, path: &str, bytes: &[u8]) -> bool {
        let lacks = |text: &str, one: &Found| {
            let found = to_half_width(text.get(one.range.clone()).unwrap_or_default());
            match one.sort.rule().severity {
                Severity::Error => true,
                Severity::Warning => !self.say(&found),
                Severity::Note => false,
            }
        };
        let passages = documents::read(last(path), bytes).passages;
        passages
            .iter()
            .any(|passage| privacy::find(&passage.text, Around::default()).iter().any(|one| lacks(&passage.text, one)))
    }

    /// Whether the sources say this: of a number all its figures, whatever stands between them.
    fn say(&self, found: &str) -> bool {
        const FEW: usize = 4;
        let own = figures(found);
        match own.len() {
            0..FEW => self.signs.contains(&signs(found)),
            _ => self.figures.contains(&own) || self.numbers.contains(&numbers(found)),
        }
    }
}

/// Whether a file names one of these titles, wherever its lines and marks break it.
fn tells(path: &str, bytes: &[u8], titles: &[String]) -> bool {
    if titles.is_empty() {
        return false;
    }
    let passages = documents::read(last(path), bytes).passages;
    let said: String = passages.iter().map(|passage| signs(&passage.text)).collect();
    titles.iter().map(|title| signs(title)).any(|title| !title.is_empty() && said.contains(&title))
}

fn signs(text: &str) -> String {
    text.chars().filter(|sign| sign.is_alphanumeric()).collect()
}

fn figures(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The figures without noughts in front, as a page writes the day of `1950-03-05`.
fn numbers(text: &str) -> String {
    text.split(|sign: char| !sign.is_ascii_digit()).map(|run| run.trim_start_matches('0')).collect()
}
