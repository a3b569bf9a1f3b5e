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
    assert_eq!(leaks(&portal).len(), 6, "the page, its data, the data files and what search loads");
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
    assert_eq!(leaks(&portal).len(), 6);
}

/// What the columns of a row tell together, without names of persons in whole.
const LISTED: &str = "name: aged\nkind: notice\nlabel: 高龄津贴\nslots:\n  list:\n    sensitive: false\n    columns:\n      - {name: name, label: 姓名, type: person, mask: partial}\n      - {name: born, label: 出生日期, type: birth-date, mask: shown}\n      - {name: sex, label: 性别, type: text}\n";

fn listed(rest: &str) -> Portal {
    let record = format!("kind: notice\nform: aged\ntitle: 高龄津贴名单\n{rest}");
    Portal::new()
        .file("content/org.yaml", "name: 云岭县\nlevel: county\ncode: \"530921000000\"\n")
        .file("content/portal.yaml", "title: 云岭县阳光公开\naddress: https://gongkai.example.org/\nlevels: [county]\nprivacy: [{rule: privacy/birth-date, level: note}]\n")
        .file("content/forms/aged.yaml", LISTED)
        .file("content/2025/2025-07-10-aged.yaml", record)
        .file("content/2025/2025-07-10-aged.csv", "姓名,出生日期,性别\n张小三,1928-03-04,男\n李小四,1929,女\n")
}

fn tells(portal: &Portal, secret: &str) -> usize {
    let run = portal.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.text());
    let holds = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(secret);
    portal.tree("public").iter().filter(|(_, bytes)| holds(bytes)).count()
}

#[test]
fn what_rows_tell_together_is_not_shown_until_it_is_accepted() {
    let quiet = listed("");
    assert_eq!(tells(&quiet, "1928-03-04"), 0);
    assert!(tells(&quiet, "1929") > 0, "a year alone leaves more numbers than a village has people");
    assert!(quiet.run(&["check"]).text().contains("privacy/linkage"));
    let loud = listed("accept: [{rule: privacy/linkage, reason: 本人书面同意}]\n");
    assert!(tells(&loud, "1928-03-04") > 1, "the page and the data files");
}

#[test]
fn an_earlier_version_does_not_show_it_either() {
    let later = "kind: notice\nform: aged\ntitle: 高龄津贴名单（更正）\nsupersedes: 2025-07-10-aged\nreason: 漏了一人\nchanges: 补一人\n";
    let portal = listed("").file("content/2025/2025-07-12-aged.yaml", later);
    let portal = portal.file("content/2025/2025-07-12-aged.csv", "姓名,性别\n张小三,男\n李小四,女\n王小五,女\n");
    assert_eq!(tells(&portal, "1928-03-04"), 0);
}

#[test]
fn a_column_of_which_every_cell_is_taken_out_is_named() {
    let portal = listed("").file("content/2025/2025-07-10-aged.csv", "姓名,出生日期,性别\n张小三,1928-03-04,男\n");
    assert_eq!(tells(&portal, "1928-03-04"), 0);
    let page = portal.read("public/2025/2025-07-10-aged.html");
    assert!(page.contains("按规定不公开的栏目：出生日期。"), "{page}");
}
