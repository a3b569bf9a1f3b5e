use std::collections::BTreeMap;

use serde_json::Value;

use super::{LEXICON, Lexicon, PackFiles, files, joined};

#[test]
fn the_words_of_every_pack_can_be_read() {
    for path in files() {
        let bytes = PackFiles::get(&path).unwrap().data;
        serde_yaml::from_slice::<Lexicon>(&bytes).unwrap_or_else(|why| panic!("{path}: {why}"));
    }
}

#[test]
fn the_words_of_all_packs_stand_together() {
    for word in ["小计", "subtotal"] {
        assert!(LEXICON.totals.bare.part.has(word) || LEXICON.totals.words.part.has(word), "{word}");
    }
    let names = |word| LEXICON.heads.synonyms.names(word).collect::<Vec<_>>();
    assert_eq!(names("摘要"), ["事项"]);
    assert_eq!(names("moneyin"), ["in"]);
    assert_eq!(names("责任人"), ["承诺人", "负责人"]);
    assert_eq!(LEXICON.units.powers.lead("十万元"), Some((5, "元")));
    assert!(LEXICON.people.surnames.contains('王'));
}

/// Lists of one group that say different things of a word, by group.
const APART: [(&str, &[&str]); 8] = [
    ("totals", &["bare", "words", "names"]),
    ("foot", &["labels", "whole-labels"]),
    ("foot", &["ended", "titles", "short-titles", "no-persons", "examples"]),
    ("units", &["money", "measures", "powers"]),
    ("units", &["label", "label-of", "sentence"]),
    ("qualifiers", &["over", "nearly", "under", "about", "at-least", "at-most", "behind"]),
    ("lengths", &["days", "working-days", "months", "years"]),
    ("copies", &["copy", "conflict", "clash", "clash-done", "machines"]),
];

#[test]
fn no_word_stands_for_two_things() {
    let all = files().map(|path| serde_yaml::from_slice(&PackFiles::get(&path).unwrap().data).unwrap());
    let all: Value = all.fold(Value::Null, joined);
    for (group, lists) in APART {
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for list in lists {
            for (at, word) in words(&all[group][list], list) {
                let before = seen.insert(word.clone(), at.clone());
                assert_eq!(before, None, "{group}: {word} is in {at} too");
            }
        }
    }
    let mut same: Vec<String> = words(&all["units"]["same"], "").into_iter().map(|(_, word)| word).collect();
    same.sort_unstable();
    assert!(same.windows(2).all(|pair| pair[0] != pair[1]));
}

/// Every word of a list, or of the lists in it, with where it stands.
fn words(value: &Value, at: &str) -> Vec<(String, String)> {
    match value {
        Value::Array(list) => list.iter().map(|word| (at.to_owned(), word.as_str().unwrap().to_owned())).collect(),
        Value::Object(lists) => lists
            .iter()
            .flat_map(|(name, list)| match list {
                Value::Number(_) => vec![(at.to_owned(), name.clone())],
                _ => words(list, &format!("{at}/{}", name)),
            })
            .collect(),
        _ => panic!("{at} is no list"),
    }
}
