//! The guides for clerks: every record that they show is read without a complaint, with the table that stands under it.
//!
//! A fenced block of YAML with a `kind:` is a record. Its file is the last one that the text names before it in
//! backticks, like `2026/2026-10-12-finance-q3.yaml`; without one it gets a name of its own. The first table under the
//! heading whose head begins with a date becomes the CSV file beside the record that names a spreadsheet.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::collections::BTreeMap;
use std::fs;

use support::Portal;

const GUIDES: [&str; 2] = ["content/pages/clerk.md", "docs/clerks.md"];

/// A day on which what the guides show is under way.
const TODAY: &str = "2026-11-25";

/// A record of a guide.
struct Example {
    /// Its file under the village, without the extension.
    stem: String,
    text: String,
    /// Rows that the guide shows for its spreadsheet.
    rows: Option<String>,
}

impl Example {
    fn write(&self, portal: &Portal) {
        let extension = if self.text.starts_with("---\n") { "md" } else { "yaml" };
        portal.write(&format!("content/shiqiao/{}.{extension}", self.stem), &self.text);
        if let Some(rows) = &self.rows {
            portal.write(&format!("content/shiqiao/{}.csv", self.stem), rows);
        }
    }
}

/// The records of a guide in order.
fn examples(guide: &str) -> Vec<Example> {
    let text = fs::read_to_string(guide).unwrap();
    let (mut examples, mut rows) = (Vec::new(), None);
    let mut name = None;
    let mut rest = text.as_str();
    while let Some((before, block)) = rest.split_once("\n```yaml\n") {
        let (block, behind) = block.split_once("\n```\n").unwrap();
        rest = behind;
        rows = table(before).or(rows);
        name = named(before).or(name);
        if block.lines().any(|line| line.starts_with("kind: ")) {
            let stem = name.take().unwrap_or_else(|| format!("2026/2026-11-19-{}", examples.len()));
            let rows = if before.contains(".xlsx") { rows.take() } else { None };
            examples.push(Example { stem, text: format!("{block}\n"), rows });
        }
    }
    examples
}

/// The last file of a record that a text names.
fn named(text: &str) -> Option<String> {
    let quoted = text.split('`').skip(1).step_by(2);
    let files = quoted.filter_map(|name| name.strip_suffix(".yaml").filter(|stem| stem.starts_with("20")));
    files.last().map(str::to_owned)
}

/// The rows of an account in a text, as CSV.
fn table(text: &str) -> Option<String> {
    let lines = text.lines().map(str::trim).filter(|line| line.starts_with('|') && !line.starts_with("|---"));
    let rows: Vec<Vec<&str>> = lines.map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect();
    let is_account = rows.first().is_some_and(|head| head[0] == "日期" || head[0] == "date");
    is_account.then(|| rows.iter().map(|row| row.join(",") + "\n").collect())
}

/// What the command says of a portal that holds these records.
fn check(examples: &[&Example]) -> String {
    let portal = Portal::new().file("content/shiqiao/org.yaml", "name: 石桥村\nlevel: village\n");
    examples.iter().for_each(|one| one.write(&portal));
    portal.run(&["check", "--today", TODAY]).text()
}

#[test]
fn every_record_of_the_guides_is_read_without_a_complaint() {
    for guide in GUIDES {
        let examples = examples(guide);
        let by_name: BTreeMap<&str, &Example> =
            examples.iter().map(|one| (one.stem.rsplit('/').next().unwrap(), one)).collect();
        for example in &examples {
            let before = example.text.lines().find_map(|line| line.strip_prefix("supersedes: "));
            let mut records: Vec<&Example> = before.map(|name| by_name[name]).into_iter().collect();
            records.push(example);
            let accepted = u8::from(example.text.contains("accept:"));
            let expected = format!("0 个错误，0 个警告，0 个提示，已确认 {accepted} 个");
            assert_eq!(check(&records), expected, "{guide}:\n{}", example.text);
        }
    }
}

/// Where an example of the reference stands in a portal, by what it holds.
fn file_of(at: usize, text: &str) -> String {
    let name = || text.lines().next().unwrap().trim_start_matches("name: ").to_owned();
    match () {
        () if text.contains("\nslots:") => format!("content/forms/{}.yaml", name()),
        () if text.contains("\nlevel:") => "content/huaishu/org.yaml".to_owned(),
        () if text.starts_with("20") => "content/calendar.yaml".to_owned(),
        () => format!("content/shiqiao/2026/2026-11-19-{at}.yaml"),
    }
}

#[test]
fn every_example_of_the_reference_is_read_without_a_complaint() {
    let text = fs::read_to_string("docs/content.md").unwrap();
    let blocks: Vec<&str> = text.split("\n```yaml\n").skip(1).map(|rest| rest.split("\n```").next().unwrap()).collect();
    assert!(blocks.len() >= 9, "{} examples", blocks.len());
    let portal = Portal::new().file("content/shiqiao/org.yaml", "name: 石桥村\nlevel: village\n");
    for (at, block) in blocks.iter().enumerate() {
        portal.write(&file_of(at, block), format!("{block}\n"));
    }
    let found = portal.run(&["check", "--today", TODAY]).text();
    assert_eq!(found, "0 个错误，0 个警告，0 个提示，已确认 0 个");
}

#[test]
fn the_guides_show_what_clerks_do() {
    for guide in GUIDES {
        let examples = examples(guide);
        let all: String = examples.iter().map(|one| one.text.as_str()).collect();
        for word in ["kind: notice", "kind: finance", "window:", "supersedes:", "status: withdrawn", "accept:"] {
            assert!(all.contains(word), "{guide} has no record with {word}");
        }
        assert!(examples.iter().any(|one| one.rows.is_some()), "{guide} has no account with a spreadsheet");
    }
}
