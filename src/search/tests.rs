//! Tests of the room. That questions are answered exactly is tested in `tests/search.rs`, by a reader of the files.

use crate::search::gram::{Gram, grams};
use crate::search::{Document, Files, Index, Shard, digits, file_of, fold};

fn folded(text: &str) -> String {
    fold::folded(text).into_iter().collect()
}

fn texts_of(text: &str) -> Vec<(String, u32)> {
    let mut found = Vec::new();
    grams(&fold::folded(text), |gram: Gram, at| found.push((gram.text(), at)));
    found
}

#[test]
fn signs_that_are_the_same_are_one() {
    assert_eq!(folded("ＡＢＣ　１２（一）"), "abc 12(一)");
    assert_eq!(folded("臺灣鄉鎮財務公開"), "台湾乡镇财务公开");
    assert_eq!(folded("Straße ㎡\u{2028}İ"), "straße ㎡ İ");
    assert_eq!(folded("120,345.60 1,2 1,2345 ,123 第1,234,567号"), "120345.60 1,2 1,2345 ,123 第1234567号");
    assert!(fold::is_traditional("財務") && !fold::is_traditional("财务 ＡＢＣ"));
    assert!(fold::signs().starts_with(|sign: char| sign > '\u{3400}') && fold::signs().contains("財财"));
}

#[test]
fn folding_again_changes_nothing() {
    for code in (0..0x3_0000).filter_map(char::from_u32) {
        let once = fold::folded(&code.to_string());
        let again = fold::folded(&once.iter().collect::<String>());
        assert_eq!(once, again, "{code}");
    }
}

#[test]
fn grams_are_pairs_and_beginnings() {
    let found = |text: &str| texts_of(text).into_iter().map(|(gram, at)| format!("{gram}{at}")).collect::<Vec<_>>();
    assert_eq!(found("村务 公开"), ["村务0", "公开3"]);
    assert_eq!(found("第3季2025年"), ["第30", "3季1", "季22", "203", "2023", "20253", "~5年6"]);
    assert_eq!(found("12345678a"), ["120", "1230", "12340", "123450", "1234560", "~675", "~786", "~8a7"]);
    assert_eq!(found("~x"), ["~x0"]);
    assert_eq!(
        found("2026-07-1 7月9日"),
        [
            "200", "2020", "20260", "~6-3", "2026-070", "-04", "075", "~7-6", "07-15", "-17", "7月10", "7月910",
            "月911", "9日12"
        ]
    );
    assert!(!found("12345-07 7-a 7年8a").iter().any(|gram| ["12345-070", "7-a9", "7年813"].contains(&&**gram)));
    assert_eq!(found(" a"), Vec::<String>::new());
}

#[test]
fn numbers_become_printable_signs_and_back() {
    let numbers = [0, 1, 56, 57, 58, 57 * 32 - 1, 57 * 32, 1_000_000, u32::MAX];
    let written = digits::list(numbers);
    assert!(written.bytes().all(|sign| (b'#'..=b'|').contains(&sign) && sign != b'\\'), "{written}");
    assert_eq!(digits::read(written.as_bytes()).map(|(number, _)| number).collect::<Vec<_>>(), numbers);
    assert_eq!(digits::list([0, 1, 56, 57]), "#$[^#");
}

#[test]
fn the_number_of_files_is_bounded() {
    for (documents, most) in [(1, 5), (100, 51), (10_000, 4_038), (100_000, 13_839), (3_000_000, 14_339)] {
        let count = Files::of(documents).all().count();
        assert!(count <= most, "{documents}: {count}");
    }
    let files = Files::of(10_000);
    assert_eq!((files.grams, files.places, files.texts, files.in_text), (1024, 512, 2500, 4));
    assert_eq!(Files::of(9).all().collect::<Vec<_>>().len(), 2 + 1 + 1 + 3);
    assert!(Files::of(1).all().any(|shard| shard == Shard::Texts(0)));
}

#[test]
fn a_gram_stands_in_the_file_that_its_hash_says() {
    // What a browser computes for the same; see `file` in `search.js`.
    assert_eq!([file_of("村务", 1024), file_of("~5年", 1024), file_of("2025", 64)], [385, 967, 52]);
    let documents = ["财务公开", "低保公示 2025年"];
    let index = Index::of(2, &|at| Document { title: documents[at].to_owned(), text: String::new() });
    let file: std::collections::BTreeMap<String, String> = serde_json::from_str(&index.grams(0).unwrap()).unwrap();
    // In the first title at place 0, in the second at none; in both at places 2.
    assert_eq!(file["财务"], "# #");
    assert_eq!(file["公"], "#% ''");
    assert_eq!(file["2025"], "% -");
}

#[test]
fn any_number_of_threads_gives_one_index() {
    let document =
        |at: usize| Document { title: format!("第{at}件"), text: "收支 120,345.60 元 ".repeat(at % 40) };
    let one = Index::of(3_000, &document);
    let other = Index::of(3_000, &document);
    let all = |index: &Index| {
        let files = Files::of(3_000);
        let grams = (0..files.grams).map(|file| index.grams(file).unwrap());
        grams.chain((0..files.places).map(|file| index.places(file).unwrap())).collect::<Vec<_>>()
    };
    assert_eq!(all(&one), all(&other));
    assert!(one.in_file() > 0);
}

#[test]
fn what_many_texts_say_is_one_gram() {
    let text = |at: usize| match at % 3 {
        0 => "村务监督委员会".to_owned(),
        1 => format!("交村务监督委员会审核，第{at}份"),
        _ => "各组".to_owned(),
    };
    let document = |at: usize| Document { title: format!("第{at}件"), text: text(at) };
    let index = Index::of(900, &document);
    // 村务监督 is always followed by the same sign, 村务监督委员会 is not.
    let phrases: Vec<&str> = index.phrases().iter().map(String::as_str).collect();
    assert!(phrases.contains(&"村务监督委员会") && phrases.contains(&"监督委员会"), "{phrases:?}");
    assert!(!phrases.contains(&"村务监督") && phrases.iter().all(|phrase| phrase.chars().count() > 3), "{phrases:?}");
    assert_eq!(Index::of(100, &document).phrases(), Vec::<String>::new());
}
