//! A definition that cannot be read never means that something is shown.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use support::Portal;

const NOTE: &str = "机密备注";
const PHONE: &str = "13800138000";

/// A record of a kind and form of the portal's own, with these lines in the definitions.
fn portal(column: &str, kind: &str) -> Portal {
    let kind = format!("name: visits\nsection: village\n{kind}\nslots:\n  list: {{block: register}}\n");
    let form = format!(
        "name: seen\nkind: visits\nslots:\n  list:\n    columns:\n      - {{name: day, type: date}}\n{column}\n"
    );
    Portal::new()
        .file("content/kinds/visits.yaml", kind)
        .file("content/forms/seen.yaml", form)
        .file("content/2025/2025-07-10-visit.yaml", format!("kind: visits\nform: seen\ntitle: 走访记录\nlist:\n  - {{day: 2025-07-01, note: {NOTE}, phone: \"{PHONE}\"}}\n"))
}

fn leaks(portal: &Portal) -> Vec<String> {
    let run = portal.run(&["build", "--keep-going"]);
    assert_ne!(run.code, 2, "{}", run.text());
    let out = portal.path("public");
    let files = if out.exists() { portal.tree("public") } else { Vec::new() };
    let holds = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        text.contains(NOTE) || text.contains(PHONE)
    };
    files.into_iter().filter(|(_, bytes)| holds(bytes)).map(|(name, _)| name).collect()
}

#[test]
fn whole_definitions_show_what_they_say() {
    let column = "      - {name: note, mask: shown}\n      - {name: phone, type: phone, mask: removed}";
    let portal = portal(column, "audience: public");
    assert_eq!(leaks(&portal).len(), 3, "the page and both data files");
    assert!(!portal.read("public/2025/2025-07-10-visit.html").contains(PHONE));
}

#[test]
fn a_column_that_cannot_be_read_is_not_shown() {
    let phone = "      - {name: phone, type: phone, mask: removed}";
    for note in [
        "{name: note, mask: remved}",
        "{name: note, mask: }",
        "{name: note, mask: \"\"}",
        "{name: note, mask: [removed]}",
        "{name: note, mask: {is: removed}}",
        "{name: note, maks: removed}",
        "{name: note, type: heatlh}",
        "{name: note, type: }",
        "{name: note, tpye: health}",
        "{name: note, type: [health]}",
        "{name: note, mask: shown, mask: removed}",
        "{name: note}\n      - {name: note, mask: removed}",
    ] {
        let portal = portal(&format!("      - {note}\n{phone}"), "audience: public");
        assert_eq!(leaks(&portal), Vec::<String>::new(), "{note}");
    }
    let note = "      - {name: note, mask: removed}";
    for phone in [
        "{name: phone, type: phnoe}",
        "{name: phone, type: phone, mask: partail}",
        "{name: phone, type: phone, mask: }",
    ] {
        let portal = portal(&format!("{note}\n      - {phone}"), "audience: public");
        assert_eq!(leaks(&portal), Vec::<String>::new(), "{phone}");
    }
}

#[test]
fn records_of_a_kind_whose_audience_cannot_be_read_are_not_shown() {
    let columns = "      - {name: note}\n      - {name: phone}";
    for kind in ["audience: membres", "audience:", "audiense: members", "audience: [members]", "audience: members"] {
        let portal = portal(columns, kind);
        assert_eq!(leaks(&portal), Vec::<String>::new(), "{kind}");
        assert!(!portal.path("public/2025/2025-07-10-visit.html").exists(), "{kind}");
    }
}

#[test]
fn a_list_whose_sensitivity_cannot_be_read_is_sensitive() {
    let columns = "      - {name: note}\n      - {name: phone}";
    for line in ["sensitive: ja", "sensitive:", "sensitve: true", "sensitive: [true]"] {
        let portal = portal(&format!("{columns}\n    {line}"), "audience: public");
        assert_eq!(leaks(&portal), Vec::<String>::new(), "{line}");
    }
    let portal = portal(&format!("{columns}\n    sensitive: false"), "audience: public");
    assert_eq!(leaks(&portal).len(), 3);
}
