//! The default theme, embedded, so that an installed program needs no files beside a portal.

/// Lists files of the default theme with their text.
macro_rules! embed {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../themes/default/", $path)))),*]
    };
}

/// Path and text of every file.
pub(super) const DEFAULT: &[(&str, &str)] = embed![
    "block/account.html",
    "block/facts.html",
    "block/measures.html",
    "block/procedure.html",
    "block/register.html",
    "block/scorecard.html",
    "block/tally.html",
    "block/window.html",
    "page/about.html",
    "page/base.html",
    "page/coverage.html",
    "page/home.html",
    "page/league.html",
    "page/leagues.html",
    "page/listing.html",
    "page/not-found.html",
    "page/org.html",
    "page/record.html",
    "page/sums.html",
    "page/windows.html",
    "part/all-duties.html",
    "part/bodies-below.html",
    "part/bodies.html",
    "part/composition.html",
    "part/counts.html",
    "part/downloads.html",
    "part/duties.html",
    "part/duty.html",
    "part/figure.html",
    "part/items.html",
    "part/kinds.html",
    "part/method.html",
    "part/objections.html",
    "part/progress.html",
    "part/relations.html",
    "part/rollups.html",
    "part/shift.html",
    "part/totals.html",
    "part/trend.html",
    "part/units.html",
    "part/window-counts.html",
    "part/windows.html",
    "static/gongkai.js",
    "static/icon.svg",
    "static/style.css",
    "summary/account.html",
    "summary/facts.html",
    "summary/lines.html",
    "summary/measures.html",
    "summary/procedure.html",
    "summary/register.html",
    "summary/scorecard.html",
    "summary/tally.html",
    "theme.yaml",
];

#[cfg(test)]
mod tests {
    use super::DEFAULT;

    #[test]
    fn every_file_is_embedded() {
        let folder = "themes/default";
        let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
        let paths = files.filter(|entry| entry.file_type().is_file());
        let mut names: Vec<_> =
            paths.map(|e| e.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned()).collect();
        names.sort();
        assert_eq!(names, DEFAULT.iter().map(|(path, _)| (*path).to_owned()).collect::<Vec<_>>());
    }
}
