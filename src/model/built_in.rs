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
    "appraisal",
    "asset",
    "directory",
    "finance",
    "ledger",
    "notice",
    "pledge",
    "points",
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
    "assets",
    "associations",
    "checklist",
    "commendation",
    "complaints",
    "contracts",
    "counter-items",
    "duty-report",
    "findings",
    "fund-account",
    "grids",
    "hotline",
    "hotlines",
    "leases",
    "matter-ledger",
    "mediations",
    "member-review",
    "monthly-account",
    "name-list",
    "pairs",
    "penalties",
    "plan-targets",
    "posts",
    "promises",
    "quarterly-account",
    "rectification",
    "rule",
    "season-race",
    "seconded",
    "service-points",
    "services-report",
    "special-fund",
    "stalled-works",
    "star-grading",
    "statistics",
    "subsidy-list",
    "suggestions",
    "target-statement",
    "tender",
    "venues",
    "verification",
    "visits",
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
