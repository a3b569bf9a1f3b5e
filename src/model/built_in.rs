//! Kinds and forms that come with the program: YAML, read by the same code as a portal's own.

/// Lists files of a folder with their text.
macro_rules! embed {
    ($folder:literal, $($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!($folder, "/", $name, ".yaml")))),*]
    };
}

/// Built-in kinds: name and YAML.
pub const KINDS: &[(&str, &str)] = embed!(
    "kinds",
    "aid",
    "appraisal",
    "asset",
    "decision",
    "directory",
    "finance",
    "ledger",
    "meeting",
    "notice",
    "pledge",
    "points",
    "process",
    "project",
    "report",
    "rule",
);

/// Built-in forms: name and YAML.
pub const FORMS: &[(&str, &str)] = embed!(
    "forms",
    "activities",
    "add-deduct-points",
    "agreements",
    "aid-schemes",
    "allowances",
    "announcement",
    "appraisal-followup",
    "area-profile",
    "assets",
    "assigned-projects",
    "association-account",
    "associations",
    "bodies",
    "branch-assembly",
    "branch-committee",
    "business-visits",
    "care-services",
    "case-by-case",
    "case-list",
    "chain-banding",
    "chain-members",
    "checklist",
    "collective-shares",
    "commendation",
    "committee-review",
    "community-bodies",
    "complaints",
    "contracts",
    "counter-items",
    "cross-posts",
    "daily-grading",
    "democratic-life",
    "discount-points",
    "duty-areas",
    "duty-modules",
    "duty-report",
    "duty-review",
    "education-activities",
    "election",
    "facilities",
    "festival-visits",
    "findings",
    "firm-naming",
    "first-response",
    "four-deliberations",
    "four-guarantees",
    "fund-account",
    "grid-teams",
    "grids",
    "group-meeting",
    "hotline",
    "hotlines",
    "illness-aid",
    "joint-branches",
    "joint-building",
    "joint-meeting",
    "leases",
    "liaison-groups",
    "loans",
    "matter-ledger",
    "matters-by-type",
    "mediations",
    "member-admission",
    "member-care",
    "member-posts",
    "member-review",
    "monthly-account",
    "name-list",
    "naming",
    "objection",
    "operating-funds",
    "opinion-survey",
    "pairing-fund",
    "pairs",
    "party-lecture",
    "pay-standards",
    "penalties",
    "people-weighted",
    "performance-pay",
    "plan-targets",
    "platform-items",
    "posts",
    "promises",
    "quarterly-account",
    "receptions",
    "recruitment",
    "rectification",
    "representatives",
    "research-days",
    "rule-index",
    "rule",
    "season-race",
    "seconded",
    "self-check",
    "service-centres",
    "service-claims",
    "service-points",
    "services-report",
    "shared-systems",
    "shop-units",
    "special-fund",
    "staff-certificates",
    "stalled-works",
    "star-grading",
    "statistics",
    "study-proofs",
    "subsidy-list",
    "suggestions",
    "talent-pool",
    "talks",
    "target-statement",
    "temporary-aid",
    "temporary-units",
    "tender",
    "theme-day",
    "three-losses",
    "training",
    "two-rounds",
    "unit-coverage",
    "venues",
    "verification",
    "village-leads",
    "village-plan",
    "visits",
    "watch-list",
    "work-record",
    "works-procedure",
    "works",
    "yearly-appraisal",
);

/// What the closed words of these are called in other languages.
pub const GLOSSARY: &str = include_str!("glossary.yaml");

#[cfg(test)]
mod tests {
    use super::{FORMS, GLOSSARY, KINDS};
    use crate::base::diag::Diagnostics;
    use crate::base::fields::FromNode;
    use crate::base::glossary::Glossary;
    use crate::base::yaml::{self, Node, Value};

    /// What of a definition has no English: labels without one, and closed words that the glossary does not have.
    fn check(node: &Node, glossary: &Glossary, found: &mut Vec<String>) {
        let is_han = |text: &str| text.contains(|sign: char| ('\u{4e00}'..='\u{9fff}').contains(&sign));
        let mut word = |text: &str| {
            if is_han(text) && is_han(glossary.tongue("en").text(text)) {
                found.push(text.to_owned());
            }
        };
        match &node.value {
            Value::Empty | Value::Unread => {}
            Value::Text(text) => word(text),
            Value::List(nodes) => nodes.iter().for_each(|node| check(node, glossary, found)),
            Value::Map(entries) if entries.iter().any(|(key, _)| key.text == "zh-Hans") => {
                let has_english = entries.iter().any(|(key, text)| key.text == "en" && !text.is_empty());
                found.extend((!has_english).then(|| format!("{entries:?}")));
            }
            Value::Map(entries) => {
                entries.iter().for_each(|(key, _)| word(&key.text));
                let shown = entries.iter().filter(|(key, _)| key.text != "basis");
                shown.for_each(|(_, node)| check(node, glossary, found));
            }
        }
    }

    #[test]
    fn everything_that_a_page_shows_has_english() {
        let mut diags = Diagnostics::new();
        let node = yaml::parse(&"glossary.yaml".into(), 0, GLOSSARY, &mut diags).unwrap();
        let glossary = Glossary::from_node(&node, &mut diags).unwrap();
        for (name, text) in KINDS.iter().chain(FORMS) {
            let node = yaml::parse(&(*name).into(), 0, text, &mut diags).unwrap();
            let mut found = Vec::new();
            check(&node, &glossary, &mut found);
            assert_eq!(found, [""; 0], "{name}");
        }
        assert!(!diags.has_errors());
    }

    #[test]
    fn every_file_is_embedded() {
        for (folder, list) in [("kinds", KINDS), ("forms", FORMS)] {
            let files = std::fs::read_dir(format!("src/model/{folder}")).unwrap();
            let mut names: Vec<_> = files.map(|file| file.unwrap().path()).collect();
            names.sort();
            let stems: Vec<_> = names.iter().map(|path| path.file_stem().unwrap().to_str().unwrap()).collect();
            assert_eq!(stems, list.iter().map(|(name, _)| *name).collect::<Vec<_>>());
        }
    }
}
