//! Data files: names of columns that stay, workbooks that are the same for the same rows, what describes them, and the twin
//! of each record.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use serde_json::Value;
use support::Portal;

/// A form of the portal whose column is called `label`.
fn form(label: &str) -> String {
    format!(
        "name: visits\nkind: ledger\nlabel: 走访\nslots:\n  cases:\n    columns:\n      - {{name: who, label: 事项, type: text}}\n      - {{name: sum, label: {label}, type: money, unit: 元, flow: true}}\n"
    )
}

fn record(title: &str, sum: &str) -> String {
    format!(
        "kind: ledger\nform: visits\ntitle: {title}\ncases:\n  - {{who: 慰问, sum: {sum}}}\n  - {{who: 修路, sum: 1200}}\n"
    )
}

fn portal() -> Portal {
    let settings = format!("{}licence: CC-BY-4.0\n", support::PORTAL);
    Portal::new()
        .file("content/portal.yaml", settings)
        .file("content/forms/visits.yaml", form("金额"))
        .file("content/shiqiao/org.yaml", "name: 石桥村\nlevel: village\n")
        .file("content/laozhai/org.yaml", "name: 老寨村\nlevel: village\n")
        .file("content/shiqiao/2025/2025-07-01-a.yaml", record("石桥村走访", "30.5"))
        .file("content/laozhai/2025/2025-07-02-b.yaml", record("老寨村走访", "40"))
}

fn build(portal: &Portal, out: &str) {
    let run = portal.run(&["build", "--out", out]);
    assert_eq!(run.code, 0, "{}", run.text());
}

fn json(portal: &Portal, path: &str) -> Value {
    serde_json::from_str(&portal.read(path)).unwrap()
}

#[test]
fn names_of_columns_stay_when_a_label_changes() {
    let portal = portal();
    build(&portal, "public");
    let file = "public/data/ledger-visits.csv";
    let before = portal.read(file);
    let title = |portal: &Portal| {
        let package = json(portal, "public/data/datapackage.json");
        let fields = package["resources"][0]["schema"]["fields"].as_array().unwrap().clone();
        fields.iter().find(|field| field["name"] == "sum").unwrap()["title"].as_str().unwrap().to_owned()
    };
    assert_eq!(title(&portal), "金额");
    portal.write("content/forms/visits.yaml", form("实付金额"));
    build(&portal, "public");
    assert_eq!((portal.read(file), title(&portal)), (before.clone(), "实付金额".to_owned()));
    let lines: Vec<&str> = before.trim_start_matches('\u{feff}').lines().collect();
    let head = "unit_path,unit_name,record_id,record_address,record_title,record_form,record_period,record_published,record_series,record_state,record_scope,who,sum,sum_year,sum_day";
    let first = "laozhai,老寨村,laozhai/2025/2025-07-02-b,https://gongkai.example.org/laozhai/2025/2025-07-02-b.html,老寨村走访,visits,,2025-07-02,,原样,本级,慰问,40.00,2025,";
    assert_eq!((lines.len(), lines[0], lines[1]), (5, head, first));
}

#[test]
fn the_file_of_a_unit_holds_what_is_below_it_and_a_village_only_its_own() {
    let portal = portal();
    build(&portal, "public");
    let rows = |path: &str| portal.read(path).lines().count() - 1;
    assert_eq!((rows("public/data/ledger-visits.csv"), rows("public/data/shiqiao/ledger-visits.csv")), (4, 2));
    let page = portal.read("public/shiqiao/index.html");
    assert!(page.contains("2 行") && page.contains("ledger-visits.xlsx"), "{page}");
    assert!(portal.read("public/data/index.html").contains("知识共享 署名 4.0 国际"));
}

#[test]
fn equal_rows_give_equal_workbooks() {
    let portal = portal();
    build(&portal, "one");
    build(&portal, "two");
    let bytes = |out: &str| std::fs::read(portal.path(&format!("{out}/data/shiqiao/ledger-visits.xlsx"))).unwrap();
    assert_eq!(bytes("one"), bytes("two"));
}

#[test]
fn the_twin_of_a_record_is_its_part_of_the_data_of_its_unit() {
    let portal = portal();
    build(&portal, "public");
    let (unit, twin) =
        (json(&portal, "public/data/shiqiao/data.json"), json(&portal, "public/shiqiao/2025/2025-07-01-a.json"));
    assert_eq!((&twin["format"], &twin["unit"]["path"]), (&Value::from(1), &Value::from("shiqiao")));
    assert_eq!((&twin["record"], &twin["columns"]), (&unit["records"][0], &unit["columns"]));
}

#[test]
fn files_are_described_with_their_licence_and_digest() {
    let portal = portal();
    build(&portal, "public");
    let package = json(&portal, "public/data/shiqiao/datapackage.json");
    assert_eq!(package["licenses"][0]["name"], "CC-BY-4.0");
    let own = &package["resources"][0];
    let bytes = std::fs::read(portal.path("public/data/shiqiao/ledger-visits.csv")).unwrap();
    let hash = format!("sha256:{}", gongkai::files::sha256(&bytes));
    assert_eq!(
        (&own["path"], &own["bytes"], &own["hash"]),
        (&"ledger-visits.csv".into(), &bytes.len().into(), &hash.into())
    );
    let catalogue = json(&portal, "public/data/catalog.jsonld");
    let address = &catalogue["dcat:dataset"][0]["dcat:distribution"]["dcat:downloadURL"]["@id"];
    assert_eq!(address, "https://gongkai.example.org/data/ledger-visits.csv");
}
