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
    "add-deduct-points",
    "announcement",
    "appraisal-followup",
    "area-profile",
    "assets",
    "association-account",
    "associations",
    "branch-assembly",
    "branch-committee",
    "case-by-case",
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
    "pairing-fund",
    "pairs",
    "party-lecture",
    "penalties",
    "performance-pay",
    "plan-targets",
    "posts",
    "promises",
    "quarterly-account",
    "receptions",
    "rectification",
    "representatives",
    "research-days",
    "rule-index",
    "rule",
    "season-race",
    "seconded",
    "service-centres",
    "service-points",
    "services-report",
    "shared-systems",
    "special-fund",
    "staff-certificates",
    "stalled-works",
    "star-grading",
    "statistics",
    "study-proofs",
    "subsidy-list",
    "suggestions",
    "talks",
    "target-statement",
    "temporary-aid",
    "tender",
    "three-losses",
    "two-rounds",
    "venues",
    "verification",
    "village-leads",
    "visits",
    "watch-list",
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
