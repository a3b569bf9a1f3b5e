//! What references mean, and how they are printed.

use super::{Laws, Reference};
use crate::base::date::Date;
use crate::base::diag::Diagnostics;
use crate::base::fields::FromNode;
use crate::base::yaml::{self, Node, Value};
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

/// What a node says under `basis` or `source`, wherever it stands.
fn written(node: &Node, found: &mut Vec<String>) {
    let texts = |node: &Node, found: &mut Vec<String>| match &node.value {
        Value::List(nodes) => found.extend(nodes.iter().filter_map(Node::text).map(str::to_owned)),
        _ => found.extend(node.text().map(str::to_owned)),
    };
    match &node.value {
        Value::List(nodes) => nodes.iter().for_each(|node| written(node, found)),
        Value::Map(entries) => entries.iter().for_each(|(key, value)| match &*key.text {
            "basis" | "source" => texts(value, found),
            _ => written(value, found),
        }),
        _ => {}
    }
}

#[test]
fn every_reference_of_a_pack_leads_somewhere_in_two_years() {
    // Those that the law no longer knows, of which a local rule took the place.
    const GONE: &[&str] = &["social-assistance/prior-notice"];
    let laws = Laws::built_in();
    let (before, now) = (day("2025-06-01"), day("2026-11-23"));
    let mut seen = 0;
    for pack in Pack::all() {
        let folders = ["kinds", "forms", "catalogues"].into_iter().flat_map(|folder| pack.texts(folder));
        let acts = pack.text("acts.yaml").map(|text| ("acts.yaml".to_owned(), text));
        for (name, text) in folders.chain(acts) {
            let node = yaml::parse(&name.as_str().into(), 0, &text, &mut Diagnostics::new()).unwrap();
            let mut found = Vec::new();
            written(&node, &mut found);
            for text in found {
                let Reference::Law(law, topic) = laws.find(&text) else {
                    assert!(matches!(laws.find(&text), Reference::Words), "{name}: {text}");
                    assert!(!text.contains('第'), "{name}: {text} names an article and not a topic");
                    continue;
                };
                seen += 1;
                let holds = |day| matches!(law.holds(topic, day), super::Holds::Yes(..));
                assert!(holds(now) || GONE.contains(&&*text), "{name}: {text} does not hold now");
                let is_new = |version: &super::Version| version.from.is_some_and(|from| before < from);
                let is_old = topic.is_some_and(|topic| {
                    law.versions.iter().any(|version| !is_new(version) && version.articles.contains_key(topic))
                });
                assert!(holds(before) || !is_old, "{name}: {text} did not hold in 2025");
            }
        }
    }
    assert!(seen > 150, "{seen}");
}
