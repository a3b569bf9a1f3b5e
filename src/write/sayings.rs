//! What the sources of a record say now, against which its last files are held.

use crate::base::date::to_half_width;
use crate::base::diag::Severity;
use crate::base::path::last;
use crate::documents;
use crate::files::Reader;
use crate::load::{CONTENT, is_definition};
use crate::model::id::RecordId;
use crate::privacy::{self, Around, Found};

/// What the sources of one record and the settings of the portal say, blanks and signs left out.
pub(super) struct Sayings {
    signs: String,
    figures: String,
    numbers: String,
}

impl Sayings {
    /// Those of the record `id`: its files, what goes with them, and the settings of the portal and its units, whose
    /// telephones stand on every page.
    pub(super) fn of(reader: &Reader, id: &RecordId) -> Self {
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
    pub(super) fn lack(&self, path: &str, bytes: &[u8]) -> bool {
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
pub(super) fn tells(path: &str, bytes: &[u8], titles: &[String]) -> bool {
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
