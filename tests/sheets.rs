//! Workbooks of several sheets, and what their authors hid: read is what can be seen, and what is left out is told.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use support::sheet::{Sheet, book, data};
use support::{Portal, assert_text};

const RECORD: &str = "\
kind: notice
form: name-list
title: 救助对象名单公示
window: {days: 7, from: 2025-07-16, outcome: 公示期内无异议}
contact: {name: 村委会, phone: 0872-7100000}
";

/// What `check` says to a notice with a workbook beside it, and what `build` writes.
fn said(sheets: &[Sheet], lang: &str) -> (String, String) {
    let portal = Portal::new().file("content/2025-07-16-list.yaml", RECORD);
    portal.write("content/2025-07-16-list.xlsx", book(sheets, &[]));
    let said = portal.run(&["check", "--lang", lang]).text();
    let built = portal.run(&["build", "--out", "site"]);
    let all = if built.code == 0 { portal.tree("site") } else { Vec::new() };
    let site = all.into_iter().map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned()).collect();
    (said, site)
}

fn rows(notes: &[&'static str]) -> Vec<Vec<&'static str>> {
    let rows = notes.iter().enumerate().map(|(at, note)| vec![["1", "2", "3", "4"][at], "张建国", note]);
    [vec!["序号", "姓名", "备注"]].into_iter().chain(rows).collect()
}

fn list(name: &'static str, state: &'static str, notes: &[&'static str]) -> Sheet {
    Sheet { name, state, xml: data(&rows(notes)) }
}

#[test]
fn a_hidden_first_sheet_is_not_read() {
    for state in ["hidden", "veryHidden"] {
        let sheets = [list("底册", state, &["暗一", "暗二", "暗三"]), list("公示", "", &["明一", "明二", "明三"])];
        let (told, site) = said(&sheets, "zh");
        assert_text(
            &told,
            "
            提示[rows/hidden-sheet]: 隐藏的工作表“底册”没有读
            --> content/2025-07-16-list.xlsx
             = 改法: 要公开，就取消隐藏，放在最前面；不要的，就删去

            0 个错误，0 个警告，1 个提示，已确认 0 个",
        );
        assert!(site.contains("明一") && !site.contains("暗一"));
        let (told, _) = said(&sheets, "en");
        assert!(told.contains("[rows/hidden-sheet]: the hidden sheet “底册” was not read"), "{told}");
    }
}

#[test]
fn a_workbook_of_hidden_sheets_is_refused() {
    let (told, _) = said(&[list("底册", "hidden", &["暗一", "暗二", "暗三"])], "en");
    assert!(told.contains("error[rows/all-hidden]: the workbook has no sheet that can be seen"), "{told}");
    let (told, _) = said(&[list("底册", "hidden", &["暗一", "暗二", "暗三"])], "zh");
    assert!(told.contains("错误[rows/all-hidden]: 工作簿里没有可以看见的工作表"), "{told}");
}

#[test]
fn hidden_rows_and_columns_are_left_out_and_counted() {
    let cells = |number: &str, note: &str| {
        let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
        [number, if number == "序号" { "姓名" } else { "张建国" }, note].map(text).concat()
    };
    let xml = format!(
        "<cols><col min=\"4\" max=\"5\" hidden=\"1\"/><col min=\"6\" max=\"6\" width=\"0\"/></cols><sheetData>\
         <row r=\"1\">{}</row><row r=\"2\">{}<c r=\"D2\"><v>501</v></c></row><row hidden=\"1\">{}</row>\
         <row>{}<c r=\"F4\"><v>502</v></c></row><row r=\"5\" ht=\"0\" customHeight=\"1\">{}</row><row>{}</row></sheetData>",
        cells("序号", "备注"),
        cells("1", "明一"),
        cells("2", "暗二"),
        cells("3", "明三"),
        cells("4", "暗四"),
        cells("5", "明五"),
    );
    let sheet = || [Sheet { name: "公示", state: "", xml: xml.clone() }];
    let (told, site) = said(&sheet(), "zh");
    assert_text(
        &told,
        "
        警告[rows/hidden]: 工作表“公示”隐藏了 2 行、2 列，没有读进来
        --> content/2025-07-16-list.xlsx
         = 改法: 要公开，就取消隐藏或清除筛选；不公开，就删去这些行和列，免得随文件传出去

        0 个错误，1 个警告，0 个提示，已确认 0 个",
    );
    assert!(["明一", "明三", "明五"].iter().all(|note| site.contains(note)));
    assert!(["暗二", "暗四", "501", "502"].iter().all(|cell| !site.contains(cell)));
    let (told, _) = said(&sheet(), "en");
    assert!(told.contains("[rows/hidden]: the sheet “公示” hides 2 rows and 2 columns; they were left out"), "{told}");
}

#[test]
fn further_sheets_are_told() {
    let first = || list("一组", "", &["明一", "明二", "明三"]);
    let notes = Sheet { name: "说明", state: "", xml: data(&[vec!["填表说明"], vec!["每户一行"]]) };
    let (told, site) = said(&[first(), notes], "zh");
    assert_text(
        &told,
        "
        提示[rows/other-sheet]: 只读了第一张工作表“一组”；“说明”里还有 2 行，没有读
        --> content/2025-07-16-list.xlsx
         = 改法: 要公开，就另存为一个文件，如 `记录名.内容名.xlsx`，或接在第一张表下面

        0 个错误，0 个警告，1 个提示，已确认 0 个",
    );
    assert!(site.contains("明一") && !site.contains("每户一行"));
    let (told, _) = said(&[first(), list("二组", "", &["续一", "续二"])], "en");
    assert!(
        told.contains("error[rows/continued-sheet]: “二组” has the head of the first sheet “一组” and 2 more rows"),
        "{told}"
    );
    let (told, site) = said(&[first(), list("空", "", &[]), Sheet { name: "白", state: "", xml: data(&[]) }], "zh");
    assert!(!told.contains("rows/continued") && site.contains("明三"), "{told}");
}

#[test]
fn two_sheets_of_one_name_are_refused() {
    let sheets = [list("公示", "hidden", &["暗一", "暗二", "暗三"]), list("公示", "", &["明一", "明二", "明三"])];
    let (told, site) = said(&sheets, "en");
    assert!(told.contains("[rows/unreadable]") && site.is_empty(), "{told}");
}
