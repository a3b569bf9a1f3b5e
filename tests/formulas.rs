//! No cell of any CSV that the program writes is a formula for a spreadsheet, whoever wrote the text in it.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use support::Portal;

/// Units, items, columns, units of measure, titles, cells and components that all begin as a formula.
fn portal() -> Portal {
    let columns = "      - {name: one, label: \"=HYPERLINK(1)\"}
      - {name: two, label: ＝二, type: money, unit: 元}
      - {name: three, label: 三, type: decimal, unit: \"=斤\"}
      - {name: four, label: \"@四\", type: enum, values: [\"+甲\", \"=乙\"]}";
    let form = format!("name: rent\nkind: directory\nslots:\n  entries:\n    columns:\n{columns}\n");
    let race = "name: race\nkind: appraisal\nslots:\n  scores:\n    rank: true\n    method: 相加\n    components: [{name: 项目, label: \"=项目\"}]\n    bands: [{name: \"=优\", from: 0}]\n";
    let rows = "entries:\n  - {one: \"=1+1\", two: -5, three: -0.5, four: +甲}\n  - {one: \"　=1\", two: 5, four: =乙}\n  - {one: \"\\t=1\"}\n";
    Portal::new()
        .file("content/a/org.yaml", "name: \"=1+1村\"\nlevel: village\n")
        .file("content/b/org.yaml", "name: ＠乙村\nlevel: village\n")
        .file("content/catalogue.yaml", "items:\n  - {id: plan, name: \"-计划\", kind: rule, owed-by: {levels: [village]}, due: {every: quarter, by-day: 20}}\n")
        .file("content/forms/rent.yaml", form)
        .file("content/forms/race.yaml", race)
        .file("content/a/2025/2025-07-01-rent.yaml", format!("kind: directory\nform: rent\ntitle: \"＋租金\"\n{rows}"))
        .file("content/2025/2025-07-09-race.yaml", "kind: appraisal\nform: race\ntitle: 赛马\nperiod: 2025Q2\nscores:\n  - {who: /a, 项目: 80}\n  - {who: /b, 项目: 90}\n")
}

/// Cells of a CSV that a spreadsheet would work out.
fn formulas(text: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cells = rows.iter().flat_map(|row| row.iter());
    let is_formula = |cell: &&str| {
        let begins =
            cell.starts_with(['\t', '\r']) || cell.trim().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
        begins && cell.parse::<f64>().is_err()
    };
    cells.filter(is_formula).map(str::to_owned).collect()
}

#[test]
fn no_cell_is_a_formula() {
    let portal = portal();
    let run = portal.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.text());
    let mut seen = Vec::new();
    for (name, bytes) in portal.tree("public").into_iter().filter(|(name, _)| name.ends_with(".csv")) {
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(formulas(&text), Vec::<String>::new(), "{name}: {text}");
        assert!(text.contains('\''), "{name} has something to defuse: {text}");
        seen.push(name);
    }
    assert_eq!(
        seen,
        [
            "data/a/directory-rent.csv",
            "data/appraisal-race.csv",
            "data/coverage.csv",
            "data/directory-rent.csv",
            "data/league/race.csv"
        ]
    );
    assert!(portal.read("public/data/a/directory-rent.csv").contains(",-5.00,-0.5,"), "numbers keep their sign");
    let due = portal.run(&["due", "--format", "csv"]).out;
    assert!(due.contains("'=1+1村") && formulas(&due).is_empty(), "{due}");
}

/// What leaves the program. Rows in a field of a form come back into the record, so they stay as they were written.
#[test]
fn csv_is_written_in_one_place() {
    let files =
        walkdir::WalkDir::new("src").into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let writes = |path: &std::path::Path| {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        text.contains("csv::Writer") || text.contains("WriterBuilder")
    };
    let found = files.filter(|entry| writes(entry.path())).map(|entry| entry.path().display().to_string());
    let found: std::collections::BTreeSet<String> = found.collect();
    assert_eq!(found.iter().collect::<Vec<_>>(), ["src/data/sheet.rs", "src/edit/shown.rs"]);
}
