//! Search as the browser does it, by the files alone: `search.js` of the built-in theme, in Rust.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use gongkai::search::fold::folded;
use gongkai::search::gram::is_word;
use serde_json::Value;

/// Reads a file by its name.
type Reading<'a> = Box<dyn Fn(&str) -> Vec<u8> + 'a>;

/// A site that is searched: what stands in a file of its folder `search/`, by name.
pub(crate) struct Lookup<'a> {
    file: Reading<'a>,
    read: RefCell<BTreeMap<String, Value>>,
    /// Bytes of each file that was asked for.
    pub(crate) asked: RefCell<BTreeMap<String, usize>>,
    core: Value,
}

struct Part {
    key: String,
    at: usize,
    end: usize,
}

struct List {
    block: Option<usize>,
    places: String,
    texts: Vec<u32>,
}

impl<'a> Lookup<'a> {
    pub(crate) fn new(file: impl Fn(&str) -> Vec<u8> + 'a) -> Self {
        let mut own =
            Self { file: Box::new(file), read: RefCell::default(), asked: RefCell::default(), core: Value::Null };
        own.core = own.value("core");
        own
    }

    /// The value of a file.
    pub(crate) fn value(&self, name: &str) -> Value {
        if let Some(value) = self.read.borrow().get(name) {
            return value.clone();
        }
        let bytes = (self.file)(name);
        self.asked.borrow_mut().insert(name.to_owned(), bytes.len());
        let text = String::from_utf8(bytes).unwrap();
        let text = text.strip_prefix(&format!("gongkai_search(\"{name}\",")).unwrap().strip_suffix(")\n").unwrap();
        let value: Value = serde_json::from_str(text).unwrap();
        self.read.borrow_mut().insert(name.to_owned(), value.clone());
        value
    }

    fn number(&self, name: &str) -> usize {
        self.core[name].as_u64().unwrap() as usize
    }

    /// The texts that hold a word: twice the number of a record for its title, one more for the rest.
    pub(crate) fn find(&self, word: &str) -> BTreeSet<u32> {
        let parts = self.parts(&folded(word));
        let lists: Option<Vec<List>> = parts.iter().map(|part| self.list(&part.key)).collect();
        let Some(lists) = lists else { return BTreeSet::new() };
        let all = |text: &u32| lists.iter().all(|list| list.texts.binary_search(text).is_ok());
        let texts: BTreeSet<u32> = lists[0].texts.iter().copied().filter(all).collect();
        if lists.len() == 1 || texts.is_empty() {
            return texts;
        }
        let starts: Vec<_> = parts.iter().zip(&lists).map(|(part, list)| self.starts(part, list, &texts)).collect();
        let none = BTreeSet::new();
        let of = |at: usize, text: &u32| starts[at].get(text).unwrap_or(&none).clone();
        let fits =
            |text: &u32| of(0, text).iter().any(|start| (1..starts.len()).all(|at| of(at, text).contains(start)));
        texts.into_iter().filter(fits).collect()
    }

    /// The fewest grams that cover a word.
    fn parts(&self, s: &[char]) -> Vec<Part> {
        let phrases = self.core["phrases"].as_array().unwrap().iter();
        let phrases: Vec<Vec<char>> = phrases.map(|phrase| phrase.as_str().unwrap().chars().collect()).collect();
        let (mut all, mut chosen, mut to) = (grams(s, &phrases), Vec::new(), 0);
        while to < s.len() {
            let fits = all.iter().enumerate().filter(|(_, part)| part.at <= to && part.end > to);
            let (at, _) = fits.max_by_key(|(at, part)| (part.end, usize::MAX - at)).unwrap();
            let part = all.swap_remove(at);
            to = part.end;
            chosen.push(part);
        }
        chosen
    }

    fn list(&self, key: &str) -> Option<List> {
        let file = gongkai::search::file_of(key, self.number("grams"));
        let value = self.value(&format!("grams-{file}"));
        let text = value.get(key)?.as_str()?;
        Some(if let Some((block, texts)) = text.split_once('!') {
            List { block: Some(numbers(block)[0] as usize), places: String::new(), texts: steps(texts) }
        } else {
            let (texts, places) = text.split_once(' ')?;
            List { block: None, places: places.to_owned(), texts: steps(texts) }
        })
    }

    fn starts(&self, part: &Part, list: &List, texts: &BTreeSet<u32>) -> BTreeMap<u32, BTreeSet<i64>> {
        let mut all: BTreeMap<u32, BTreeSet<i64>> = BTreeMap::new();
        let mut add = |from: usize, places: &str| {
            let (mut at, mut place) = (from, 0);
            for number in numbers(places) {
                place = if number % 2 == 0 { number / 2 } else { place + number / 2 };
                at += usize::from(number % 2 == 0);
                all.entry(list.texts[at - 1]).or_default().insert(i64::from(place) - part.at as i64);
            }
        };
        let Some(first) = list.block else {
            add(0, &list.places);
            return all;
        };
        let at = |text: &u32| list.texts.binary_search(text).unwrap() / self.number("inBlock");
        for block in texts.iter().map(at).collect::<BTreeSet<usize>>() {
            let (number, in_file) = (first + block, self.number("inPlaces"));
            let file = self.value(&format!("places-{}", number / in_file));
            add(block * self.number("inBlock"), file[number % in_file].as_str().unwrap());
        }
        all
    }
}

/// Every gram of a word.
fn grams(s: &[char], phrases: &[Vec<char>]) -> Vec<Part> {
    let (mut all, mut i) = (Vec::new(), 0);
    let mut add = |key: String, at: usize, length: usize| all.push(Part { key, at, end: at + length });
    let text = |signs: &[char]| signs.iter().collect::<String>();
    if s.len() == 1 {
        add(text(s), 0, 1);
        i = 1;
    }
    while i < s.len() {
        if !is_word(s[i]) {
            if i + 1 < s.len() {
                add(text(&s[i..i + 2]), i, 2);
            }
            phrases.iter().filter(|one| s[i..].starts_with(one)).for_each(|one| add(text(one), i, one.len()));
            i += 1;
            continue;
        }
        let j = (i..s.len()).find(|at| !is_word(s[*at])).unwrap_or(s.len());
        if j - i > 1 {
            add(text(&s[i..j.min(i + 6)]), i, (j - i).min(6));
        }
        for k in i + 6..j {
            add(format!("~{}", text(&s[k - 1..=k])), k - 1, 2);
        }
        if j < s.len() {
            add(format!("{}{}", if j - i > 1 { "~" } else { "" }, text(&s[j - 1..=j])), j - 1, 2);
            let is_digit = |at: usize| s.get(at).is_some_and(char::is_ascii_digit);
            let next = match s.get(j + 2) {
                Some(_) if is_digit(j + 2) => 2,
                Some(sign) if !is_word(*sign) => 1,
                _ => 0,
            };
            let is_day = (i..j).all(is_digit) && matches!(j - i, 1 | 2 | 4) && "-年月".contains(s[j]);
            if is_day && next > 0 && is_digit(j + 1) {
                add(text(&s[i..j + 1 + next]), i, j - i + 1 + next);
            }
        }
        i = j;
    }
    all
}

/// Numbers as the files write them.
pub(crate) fn numbers(text: &str) -> Vec<u32> {
    let (mut all, mut high) = (Vec::new(), 0);
    for sign in text.bytes() {
        if sign > 92 {
            high = high * 32 + u32::from(sign) - 93;
        } else {
            all.push(high * 57 + u32::from(sign) - 35);
            high = 0;
        }
    }
    all
}

fn steps(text: &str) -> Vec<u32> {
    let mut at = 0;
    numbers(text)
        .into_iter()
        .map(|step| {
            at += step;
            at
        })
        .collect()
}
