//! Closed lists of the format: which values a key may have. A record writes one by its English name or by what a pack calls it
//! under `values:` of its `words.yaml`.

use crate::base::lang::Text;
use crate::base::lexicon::LEXICON;

/// A closed list: its values by their English names.
#[derive(Debug)]
pub struct Closed<T: 'static> {
    /// Under which name packs say what its values are called.
    list: &'static str,
    values: &'static [(&'static str, T)],
}

impl<T: Copy> Closed<T> {
    /// The values of the list with this name in `words.yaml`.
    pub const fn new(list: &'static str, values: &'static [(&'static str, T)]) -> Self {
        Self { list, values }
    }

    /// The value with this name, in English or as packs call it.
    pub fn find(&self, text: &str) -> Option<T> {
        let is = |name: &str| name == text || called(self.list, name).iter().any(|own| **own == *text);
        self.values.iter().find(|(name, _)| is(name)).map(|(_, value)| *value)
    }

    /// Every value with its English name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, T)> {
        self.values.iter().copied()
    }

    /// Both names of every value: the English one and what packs call it first.
    pub fn names(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.texts().map(|text| (text.en, text.zh))
    }

    /// What stands for each value in data files, in the order of the list.
    pub fn words(&self) -> Vec<Text> {
        self.texts().collect()
    }

    fn texts(&self) -> impl Iterator<Item = Text> {
        self.values.iter().map(|(name, _)| {
            let own = called(self.list, name).first();
            Text { zh: own.map_or(name, |own| own), en: name }
        })
    }
}

impl<T: Copy + PartialEq> Closed<T> {
    /// What a value is called.
    pub fn text(&self, value: T) -> Text {
        let found = self.values.iter().zip(self.texts()).find(|((_, own), _)| *own == value);
        found.map_or(Text { zh: "", en: "" }, |(_, text)| text)
    }
}

/// What packs call a value of a list; none if they do not.
fn called(list: &str, name: &str) -> &'static [Box<str>] {
    LEXICON.values.get(list).and_then(|own| own.get(name)).map_or(&[], |words| &words.0)
}

#[cfg(test)]
mod tests {
    use super::{Closed, LEXICON};

    #[test]
    fn a_value_is_found_by_either_name() {
        let months = Closed::new("every", &[("quarter", 3), ("year", 12), ("no-such", 1)]);
        assert_eq!(
            ["quarter", "季", "季度", "年", "年度"].map(|text| months.find(text)),
            [Some(3), Some(3), Some(3), Some(12), None]
        );
        assert_eq!(months.names().collect::<Vec<_>>(), [("quarter", "季"), ("year", "年"), ("no-such", "no-such")]);
        assert_eq!(months.text(12).zh, "年");
    }

    /// Every list that packs name is one of the format, and names all its values and no others.
    #[test]
    fn packs_name_every_value_of_every_list() {
        let code: String = sources().collect();
        for (list, values) in &LEXICON.values {
            let head = format!("Closed::new(\"{list}\", &[");
            let written = code.split(&head).nth(1).unwrap_or_else(|| panic!("no list {list}"));
            let written = &written[..written.find(']').unwrap()];
            let mut names: Vec<&str> = written.split("(\"").skip(1).filter_map(|one| one.split('"').next()).collect();
            names.sort_unstable();
            assert_eq!(names, values.keys().map(|name| &**name).collect::<Vec<_>>(), "{list}");
        }
        let lists = code.matches("Closed::new(\"").count();
        assert_eq!(lists, LEXICON.values.len());
    }

    /// The code of the library but for this file, blanks made one.
    fn sources() -> impl Iterator<Item = String> {
        let files = walkdir::WalkDir::new("src").sort_by_file_name().into_iter().map(Result::unwrap);
        let files = files.filter(|file| file.path().extension().is_some_and(|end| end == "rs"));
        let others = files.filter(|file| !file.path().ends_with("base/closed.rs"));
        others.map(|file| {
            let text = std::fs::read_to_string(file.path()).unwrap();
            text.split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .replace("Closed::new( ", "Closed::new(")
                .replace("&[ (", "&[(")
        })
    }
}
