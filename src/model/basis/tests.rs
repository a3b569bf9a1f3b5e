//! What references mean, and how they are printed.

use super::{Laws, Reference};
use crate::base::date::Date;
use crate::base::diag::Diagnostics;
use crate::base::fields::FromNode;
use crate::base::yaml;
use crate::model::pack::Pack;

fn day(text: &str) -> Date {
    Date::parse(text).unwrap().0
}

#[test]
fn a_reference_is_printed_with_the_number_of_its_day() {
    let laws = Laws::built_in();
    let printed = |text: &str, on: &str| laws.printed(text, day(on)).home().to_owned();
    let name = "《中华人民共和国村民委员会组织法》";
    for reference in
        ["villagers-committees-law/disclosure", "村民委员会组织法/村务公开", "《村民委员会组织法》/disclosure"]
    {
        assert_eq!(printed(reference, "2025-12-31"), format!("{name}第三十条"));
        assert_eq!(printed(reference, "2026-01-01"), format!("{name}第三十五条"));
    }
    assert_eq!(printed("villagers-committees-law", "2026-11-23"), name);
    assert_eq!(printed("social-assistance/decision", "2026-06-30"), "《社会救助暂行办法》第十一条");
    assert_eq!(printed("social-assistance/decision", "2026-07-01"), "《中华人民共和国社会救助法》第四十五条");
    assert_eq!(printed("social-assistance/prior-notice", "2026-07-01"), "《中华人民共和国社会救助法》");
    assert_eq!(printed("云岭县村务公开目录管理办法第六条", "2026-07-01"), "云岭县村务公开目录管理办法第六条");
    let label = laws.printed("villagers-committees-law/disclosure", day("2026-01-01"));
    assert!(label.get("en").ends_with(", article 35"), "{label:?}");
}

#[test]
fn what_may_be_a_path_or_words_is_no_reference() {
    let laws = Laws::built_in();
    for text in ["2026-01-05-rule.md", "/fengming/2025/2025-06-25-race-rule", "县委文件", "resolution of the council"]
    {
        assert!(matches!(laws.find(text), Reference::Words), "{text}");
    }
    for text in ["villager-committees-law", "village-law/disclosure", "villagers-committees-law/disclosing"] {
        assert!(matches!(laws.find(text), Reference::Unknown(..)), "{text}");
    }
}

#[test]
fn every_law_of_every_pack_is_read_without_a_problem() {
    for pack in Pack::all() {
        for (name, text) in pack.texts("basis") {
            let mut diags = Diagnostics::new();
            let node = yaml::parse(&name.as_str().into(), 0, &text, &mut diags).unwrap();
            let law = super::Law::from_node(&node, &mut diags).unwrap();
            let told: Vec<String> = diags.iter().map(|one| format!("{one:?}")).collect();
            assert_eq!(told, [""; 0], "{name}");
            assert_eq!(format!("{}.yaml", law.name), name);
            let is_used = |topic| law.versions.iter().any(|version| version.articles.contains_key(topic));
            let idle: Vec<_> = law.topics.keys().filter(|topic| !is_used(*topic)).collect();
            assert!(idle.is_empty(), "{name}: no version has {idle:?}");
            for version in &law.versions {
                let is_checked = version.articles.values().any(|article| article.is_checked);
                assert!(!is_checked || !version.source.is_empty(), "{name}: checked against what?");
            }
        }
    }
}
