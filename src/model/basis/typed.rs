//! Articles that a text names by their number, as nobody need do who writes a reference.

use std::ops::Range;

use super::{Law, Laws};
use crate::base::han;

/// An article named by its number in a text.
#[derive(Clone, Debug)]
pub struct Typed<'l> {
    /// The law.
    pub law: &'l Law,
    /// The number.
    pub number: u16,
    /// Where the number stands in the text.
    pub at: Range<usize>,
}

impl Laws {
    /// Every article that a text names by number right behind the usual or the full name of its law; several numbers may
    /// follow one name. What was inserted later (第十条之一) is counted by no version and left out.
    pub fn typed(&self, text: &str) -> Vec<Typed<'_>> {
        let mut found: Vec<Typed<'_>> = Vec::new();
        for (number, at) in numbers(text) {
            let follows = found.last().filter(|last| is_joined(&text[last.at.end..at.start])).map(|last| last.law);
            if let Some(law) = self.named_before(&text[..at.start]).or(follows) {
                found.push(Typed { law, number, at });
            }
        }
        found
    }

    /// The law whose name a text ends with; the longest name, where one ends with another.
    fn named_before(&self, text: &str) -> Option<&Law> {
        let text = text.trim_end_matches([' ', '\u{3000}', ',', '》', '的']);
        let longest = |law: &Law| {
            let names = law.label.all().chain(law.short.all()).filter(|name| text.ends_with(&***name));
            names.map(|name| name.len()).max()
        };
        let laws = self.0.values().filter_map(|law| Some((longest(law)?, law)));
        laws.max_by_key(|(length, _)| *length).map(|(_, law)| law)
    }
}

/// Numbers of articles in a text with their places: `第三十条`, `第30条`, `article 30`.
fn numbers(text: &str) -> Vec<(u16, Range<usize>)> {
    let chinese = text.match_indices('第').filter_map(|(at, sign)| {
        let from = at + sign.len();
        let rest = &text[from..];
        let to = rest.find('条').filter(|to| *to <= 15)?;
        let end = from + to + '条'.len_utf8();
        let is_inserted =
            text[end..].starts_with('之') && text[end..].chars().nth(1).is_some_and(|sign| "一二三".contains(sign));
        Some((han::number(&rest[..to]).filter(|_| !is_inserted)?, at..end))
    });
    let english = text.match_indices("article ").filter_map(|(at, word)| {
        let from = at + word.len();
        let digits = text[from..].bytes().take_while(u8::is_ascii_digit).count();
        Some((text[from..from + digits].parse().ok()?, at..from + digits))
    });
    let mut all: Vec<_> = chinese.chain(english).collect();
    all.sort_by_key(|(_, at)| at.start);
    all
}

/// Whether what stands between two numbers makes them numbers of one law.
fn is_joined(between: &str) -> bool {
    matches!(between.trim(), "、" | "和" | "及" | "以及" | "至" | "到" | "，" | "与" | "and" | ",")
}

#[cfg(test)]
mod tests {
    use crate::model::basis::Laws;

    #[test]
    fn numbers_behind_the_name_of_a_law_are_its_own() {
        let laws = Laws::built_in();
        let typed = |text: &str| {
            let found: Vec<String> =
                laws.typed(text).iter().map(|one| format!("{} {}", one.law.name, one.number)).collect();
            found.join("; ")
        };
        let village = "villagers-committees-law";
        assert_eq!(typed("依据《中华人民共和国村民委员会组织法》第三十条公开"), format!("{village} 30"));
        assert_eq!(typed("村民委员会组织法第30条、第三十一条"), format!("{village} 30; {village} 31"));
        assert_eq!(typed("Organic Law of Villagers' Committees, article 30 says"), format!("{village} 30"));
        assert_eq!(typed("土地管理法实施条例第三十四条"), "land-regulations 34");
        assert_eq!(typed("本办法第三条，按章程第五条"), "");
        assert_eq!(typed("村民委员会组织法第十条之一"), "");
    }
}
