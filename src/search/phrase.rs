//! Phrases: runs of signs that many texts share, such as the name of an office. Each is one gram, so that whoever looks
//! for it loads one list and not the longest ones of the index laid end to end.

use std::collections::{BTreeMap, HashMap};

use crate::search::Document;
use crate::search::fold::{folded, is_han};
use crate::search::hash::BySigns;

/// Signs of the shortest phrase: a shorter one is two grams at most.
const SHORTEST: usize = 4;
/// Signs of the longest.
const LONGEST: usize = 8;
/// How many there are at most.
const MOST: usize = 256;
/// Documents that are read to find them.
const SAMPLE: usize = 512;
/// Signs of each that are read.
const SIGNS: usize = 2_000;
/// Texts of a site that hold a phrase, at least: below that lists of two signs are short enough.
const FREQUENT: usize = 150;

/// The phrases of a site, each by its number.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrases {
    all: Vec<String>,
    /// By their first two signs: the rest and the number.
    by_front: Fronts,
}

type Fronts = HashMap<[char; 2], Vec<Rest>, BySigns>;

/// A phrase behind its first two signs, with its number.
#[derive(Clone, Debug)]
struct Rest {
    signs: Vec<char>,
    number: u32,
}

impl Phrases {
    /// Those of `count` documents. A sample says which; it grows at its end only, so that a new document rarely changes
    /// what was a phrase before.
    pub(super) fn of(count: usize, document: &(dyn Fn(usize) -> Document + Sync)) -> Self {
        let step = count.div_ceil(SAMPLE).next_power_of_two();
        let texts: Vec<Vec<char>> = (0..count).step_by(step).map(|at| sampled(&document(at))).collect();
        let least = FREQUENT.div_ceil(step).max(texts.len().div_ceil(50));
        // Of a site with few documents no list is long.
        if count < FREQUENT { Self::default() } else { Self::from_all(chosen(&texts, least)) }
    }

    fn from_all(all: Vec<String>) -> Self {
        let mut by_front = Fronts::default();
        for (phrase, number) in all.iter().zip(0..) {
            let signs: Vec<char> = phrase.chars().collect();
            if let [first, second, rest @ ..] = &*signs {
                by_front.entry([*first, *second]).or_default().push(Rest { signs: rest.to_vec(), number });
            }
        }
        Self { all, by_front }
    }

    /// Their texts, by number.
    pub(super) fn texts(&self) -> &[String] {
        &self.all
    }

    /// Numbers of those with which `text`, which is folded, begins.
    pub(super) fn at<'a>(&'a self, text: &'a [char]) -> impl Iterator<Item = u32> + 'a {
        let own = text.first_chunk().and_then(|front: &[char; 2]| self.by_front.get(front));
        own.into_iter().flatten().filter(|own| text[2..].starts_with(&own.signs)).map(|own| own.number)
    }
}

/// The first signs of a document, folded.
fn sampled(document: &Document) -> Vec<char> {
    let mut signs = folded(&document.title);
    signs.push(' ');
    signs.extend(folded(&document.text));
    signs.truncate(SIGNS);
    signs
}

/// Runs of Han signs that at least `least` texts hold, the most useful first in the choice, in the order of their signs.
/// One behind which nearly always the same sign stands is left to the longer one.
fn chosen(texts: &[Vec<char>], least: usize) -> Vec<String> {
    let mut found: BTreeMap<usize, HashMap<&[char], usize, BySigns>> = BTreeMap::new();
    for length in SHORTEST..=LONGEST {
        found.insert(length, counted(texts, length, least));
    }
    let mut ranked: Vec<(usize, &[char])> = Vec::new();
    for (length, own) in &found {
        let longer = found.get(&(length + 1));
        let mut within: HashMap<&[char], usize, BySigns> = HashMap::default();
        for (signs, count) in longer.into_iter().flatten() {
            let most = within.entry(&signs[..*length]).or_default();
            *most = (*most).max(*count);
        }
        let apart = own.iter().filter(|(signs, count)| within.get(**signs).is_none_or(|most| most * 5 < **count * 4));
        ranked.extend(apart.map(|(signs, count)| (count * (length - 1), *signs)));
    }
    ranked.sort_by(|(a, one), (b, other)| b.cmp(a).then(one.cmp(other)));
    ranked.truncate(MOST);
    let mut all: Vec<String> = ranked.into_iter().map(|(_, signs)| signs.iter().collect()).collect();
    all.sort();
    all
}

/// How many texts hold each run of `length` Han signs, of those that at least `least` do.
fn counted(texts: &[Vec<char>], length: usize, least: usize) -> HashMap<&[char], usize, BySigns> {
    let mut last: HashMap<&[char], (usize, usize), BySigns> = HashMap::default();
    for (text, number) in texts.iter().zip(1..) {
        for run in text.split(|sign| !is_han(*sign)) {
            for signs in run.windows(length) {
                let (count, seen) = last.entry(signs).or_default();
                if *seen != number {
                    (*count, *seen) = (*count + 1, number);
                }
            }
        }
    }
    last.retain(|_, (count, _)| *count >= least);
    last.into_iter().map(|(signs, (count, _))| (signs, count)).collect()
}
