//! From documents to lists of grams, and from these to files.

use std::collections::{BTreeMap, HashMap};
use std::num::NonZero;
use std::ops::Range;
use std::thread;

use crate::search::Files;
use crate::search::fold::folded;
use crate::search::gram::{Gram, grams, singles};
use crate::search::hash::{ByGram, file_of};
use crate::search::list::List;
use crate::search::phrase::Phrases;
use crate::search::script::value;

/// More threads than this do not help: one waits for the other's memory.
const THREADS: usize = 8;

/// What of a document is searched.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// Everything else.
    pub text: String,
}

/// The grams of all documents.
#[derive(Clone, Debug)]
pub struct Index {
    /// The grams of each file, in the order of their texts.
    files: Vec<Vec<(Gram, List)>>,
    /// Frequent grams with their first blocks: file, place in it, number of the block.
    frequent: Vec<(usize, usize, usize)>,
    /// How many blocks there are.
    blocks: usize,
    /// How many files of places there are.
    places: usize,
    /// What many of them say.
    phrases: Phrases,
}

type Table = HashMap<Gram, List, ByGram>;

impl Index {
    /// Indexes `count` documents, which `document` gives by their numbers, each once.
    pub fn of(count: usize, document: &(dyn Fn(usize) -> Document + Sync)) -> Self {
        let files = Files::of(count);
        let phrases = Phrases::of(count, document);
        let mut all = table(count, &phrases, document);
        let mut by_file: Vec<Vec<(String, Gram, List)>> = (0..files.grams).map(|_| Vec::new()).collect();
        #[expect(clippy::iter_over_hash_type, reason = "they are sorted below")]
        for (gram, mut list) in all.drain() {
            let text = text(&phrases, gram);
            list.settle();
            by_file[file_of(&text, files.grams)].push((text, gram, list));
        }
        let sorted = by_file.into_iter().map(|mut file| {
            file.sort_by(|(a, ..), (b, ..)| a.cmp(b));
            file.into_iter().map(|(_, gram, list)| (gram, list)).collect()
        });
        let mut index =
            Self { files: sorted.collect(), frequent: Vec::new(), blocks: 0, places: files.places, phrases };
        index.number();
        index
    }

    /// Numbers the blocks.
    fn number(&mut self) {
        for (file, grams) in self.files.iter().enumerate() {
            for (at, (_, list)) in grams.iter().enumerate().filter(|(_, (_, list))| list.blocks() > 0) {
                self.frequent.push((file, at, self.blocks));
                self.blocks += list.blocks();
            }
        }
    }

    /// What many documents say word for word: each is a gram.
    pub fn phrases(&self) -> &[String] {
        self.phrases.texts()
    }

    /// Blocks in each file of places.
    pub fn in_file(&self) -> usize {
        self.blocks.div_ceil(self.places).max(1)
    }

    /// A file of grams: an object of their texts with their lists.
    ///
    /// # Errors
    /// Never for these types; the serialiser's signature asks for it.
    pub fn grams(&self, file: usize) -> serde_json::Result<String> {
        let first = |at: usize| {
            let found = self.frequent.binary_search_by(|(own, place, _)| (*own, *place).cmp(&(file, at)));
            found.map_or(0, |found| self.frequent[found].2)
        };
        let grams = self.files[file].iter().enumerate();
        let written = grams.map(|(at, (gram, list))| {
            let block = u32::try_from(first(at)).unwrap_or(u32::MAX);
            (text(&self.phrases, *gram), list.written(block))
        });
        value(&written.collect::<BTreeMap<_, _>>())
    }

    /// A file of places: a list of blocks, the first of which has the number of the file times [`Index::in_file`].
    ///
    /// # Errors
    /// Never for these types; the serialiser's signature asks for it.
    pub fn places(&self, file: usize) -> serde_json::Result<String> {
        let own = file * self.in_file()..((file + 1) * self.in_file()).min(self.blocks);
        let from = self.frequent.partition_point(|(.., first)| *first <= own.start).saturating_sub(1);
        let mut blocks = Vec::new();
        for (file, at, first) in self.frequent[from.min(self.frequent.len())..].iter().copied() {
            if first >= own.end {
                break;
            }
            let places = self.files[file][at].1.places();
            blocks.extend((first..).zip(places).filter(|(number, _)| own.contains(number)).map(|(_, places)| places));
        }
        value(&blocks)
    }
}

/// What a gram is called in files.
fn text(phrases: &Phrases, gram: Gram) -> String {
    let phrase = gram.as_phrase().and_then(|number| phrases.texts().get(number as usize));
    phrase.cloned().unwrap_or_else(|| gram.text())
}

/// The lists of all grams. Threads of their own and not the pool of the build: who waits for an index inside the pool must
/// not be given work that waits for the same index.
fn table(count: usize, phrases: &Phrases, document: &(dyn Fn(usize) -> Document + Sync)) -> Table {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(THREADS);
    let each = count.div_ceil(threads).max(1);
    let parts: Vec<Table> = thread::scope(|scope| {
        let ranges = (0..count).step_by(each).map(|from| from..(from + each).min(count));
        let running: Vec<_> = ranges.map(|range| scope.spawn(|| part(range, phrases, document))).collect();
        running.into_iter().map(|one| one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    let mut parts = parts.into_iter();
    let mut all = parts.next().unwrap_or_default();
    for mut later in parts {
        #[expect(clippy::iter_over_hash_type, reason = "each goes to its own list")]
        for (gram, list) in later.drain() {
            all.entry(gram).or_default().append(list);
        }
    }
    all
}

/// The lists of some documents.
fn part(range: Range<usize>, phrases: &Phrases, document: &(dyn Fn(usize) -> Document + Sync)) -> Table {
    let mut table = Table::default();
    for (at, number) in range.clone().zip(u32::try_from(range.start).unwrap_or(u32::MAX)..) {
        let Document { title, text } = document(at);
        let (title, text) = (folded(&title), folded(&text));
        let mut add = |text: u32, gram: Gram, place: u32| table.entry(gram).or_default().add(text, place);
        singles(&title, |gram, place| add(number * 2, gram, place));
        for (signs, number) in [(title, number * 2), (text, number * 2 + 1)] {
            grams(&signs, |gram, place| add(number, gram, place));
            for (from, place) in (0..signs.len()).zip(0..) {
                phrases.at(&signs[from..]).for_each(|phrase| add(number, Gram::phrase(phrase), place));
            }
        }
    }
    table
}
