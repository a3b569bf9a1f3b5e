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
    "announcement",
    "appraisal-followup",
    "area-profile",
    "assets",
    "association-account",
    "associations",
    "bodies",
    "branch-assembly",
    "branch-committee",
    "business-visits",
    "case-by-case",
    "case-list",
    "chain-banding",
    "chain-members",
    "checklist",
    "collective-shares",
    "commendation",
    "community-bodies",
    "complaints",
    "contracts",
    "counter-items",
    "daily-grading",
    "democratic-life",
    "discount-points",
    "duty-modules",
    "duty-report",
    "duty-review",
    "education-activities",
    "election",
    "findings",
    "firm-naming",
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
    "matter-ledger",
    "matters-by-type",
    "mediations",
    "member-admission",
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
    "performance-pay",
    "plan-targets",
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
    "three-losses",
    "training",
    "two-rounds",
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

#[cfg(test)]
mod tests {
    use super::{FORMS, KINDS};

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
