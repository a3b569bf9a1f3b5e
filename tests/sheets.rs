//! Workbooks of several sheets, and what their authors hid: read is what can be seen, and what is left out is told.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use support::sheet::{Sheet, book, data, styles};
use support::{Portal, assert_text};

const RECORD: &str = "kind: ledger\ntitle: 石桥村问题台账\n";

/// What `check` says to a ledger with a workbook beside it, and what `build` writes.
fn said(sheets: &[Sheet], lang: &str) -> (String, String) {
    let portal = Portal::new().file("content/2025-07-16-ledger.yaml", RECORD);
    portal.write("content/2025-07-16-ledger.xlsx", book(sheets, &[]));
    let said = portal.run(&["check", "--lang", lang]).text();
    let built = portal.run(&["build", "--out", "site"]);
    let all = if built.code == 0 { portal.tree("site") } else { Vec::new() };
    let site = all.into_iter().map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned()).collect();
    (said, site)
}

fn rows(notes: &[&'static str]) -> Vec<Vec<&'static str>> {
    let rows = notes.iter().enumerate().map(|(at, note)| vec![["1", "2", "3", "4"][at], "2025-07-01", note, "办理中"]);
    [vec!["序号", "登记日期", "问题", "状态"]].into_iter().chain(rows).collect()
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
            提示[rows/hidden-sheet]: 第 1 张工作表“底册”是隐藏的，没有读
            --> content/2025-07-16-ledger.xlsx
             = 改法: 要公开，就取消隐藏，放在最前面；不要的，就删去

            0 个错误，0 个警告，1 个提示，已确认 0 个",
        );
        assert!(site.contains("明一") && !site.contains("暗一"));
        let (told, _) = said(&sheets, "en");
        assert!(told.contains("[rows/hidden-sheet]: sheet 1 (“底册”) is hidden and was not read"), "{told}");
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
fn hidden_rows_and_columns_are_left_out_and_named() {
    let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |cells: [&str; 4]| cells.map(text).concat();
    let cells = |number: &'static str, note: &'static str| row([number, "2025-07-01", note, "办理中"]);
    let xml = format!(
        "<cols><col min=\"5\" max=\"6\" hidden=\"1\"/><col min=\"7\" max=\"7\" width=\"0\"/></cols><sheetData>\
         <row r=\"1\">{}</row><row r=\"2\">{}<c r=\"E2\"><v>60501705</v></c></row><row hidden=\"1\">{}</row>\
         <row>{}<c r=\"G4\"><v>60502705</v></c></row><row r=\"5\" ht=\"0\" customHeight=\"1\">{}</row><row>{}</row></sheetData>",
        row(["序号", "登记日期", "问题", "状态"]),
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
        警告[rows/hidden]: 第 1 张工作表“公示”隐藏了第 3、5 行、E、G 列，没有读进来
        --> content/2025-07-16-ledger.xlsx
         = 改法: 要公开，就取消隐藏或清除筛选；不公开，就删去这些行和列，免得随文件传出去

        0 个错误，1 个警告，0 个提示，已确认 0 个",
    );
    assert!(["明一", "明三", "明五"].iter().all(|note| site.contains(note)));
    assert!(["暗二", "暗四", "60501705", "60502705"].iter().all(|cell| !site.contains(cell)));
    let (told, _) = said(&sheet(), "en");
    let words = "[rows/hidden]: sheet 1 (“公示”) hides rows 3, 5 and columns E, G, which were left out";
    assert!(told.contains(words), "{told}");
}

#[test]
fn many_hidden_rows_are_drawn_together() {
    let row = |at: usize| {
        let hidden = if (3..40).contains(&at) || at.is_multiple_of(2) { " hidden=\"1\"" } else { "" };
        format!("<row r=\"{at}\"{hidden}><c t=\"inlineStr\"><is><t>明</t></is></c></row>")
    };
    let xml = format!("<sheetData>{}</sheetData>", (1..=80).map(row).collect::<String>());
    let (told, _) = said(&[Sheet { name: "公示", state: "", xml: xml.clone() }], "zh");
    assert!(told.contains("隐藏了第 2–40、42、44、46、48、50、52、54、56、58、60、62 行等共 59 行"), "{told}");
}

#[test]
fn further_sheets_are_told() {
    let first = || list("一组", "", &["明一", "明二", "明三"]);
    let notes = Sheet { name: "说明", state: "", xml: data(&[vec!["填表说明"], vec!["每户一行"]]) };
    let (told, site) = said(&[first(), notes], "zh");
    assert_text(
        &told,
        "
        提示[rows/other-sheet]: 第 2 张工作表“说明”没有读，里面有 2 行
        --> content/2025-07-16-ledger.xlsx
         = 改法: 要公开，就接到读进来的那张表下面，或另写一条记录；不公开，就删去这张工作表，免得随文件传出去

        0 个错误，0 个警告，1 个提示，已确认 0 个",
    );
    assert!(site.contains("明一") && !site.contains("每户一行"));
    let (told, _) = said(&[first(), list("二组", "", &["续一", "续二"])], "en");
    let words = "error[rows/continued-sheet]: sheet 2 (“二组”) has a head that fits too (rows: 2), but only sheet 1 (“一组”) is read";
    assert!(told.contains(words), "{told}");
    let other =
        Sheet { name: "二组", state: "", xml: data(&[vec!["问题", "状态"], vec!["续一", "办理中"]]) };
    let (told, _) = said(&[first(), other], "en");
    assert!(
        told.contains("error[rows/continued-sheet]: sheet 2 (“二组”) has a head that fits too (rows: 1)"),
        "{told}"
    );
    let words = Sheet { name: "状态", state: "", xml: data(&[vec!["状态"], vec!["办理中"], vec!["已办结"]]) };
    let (told, _) = said(&[first(), words], "zh");
    assert!(told.contains("0 个错误，0 个警告，1 个提示"), "{told}");
    let (told, site) = said(&[first(), list("空", "", &[]), Sheet { name: "白", state: "", xml: data(&[]) }], "zh");
    assert!(!told.contains("rows/continued") && site.contains("明三"), "{told}");
    let pivot =
        Sheet { name: "透视表", state: "", xml: data(&[vec!["行标签", "计数项"], vec!["办理中", "3"]]) };
    let many = (0..40).map(|at| Sheet {
        name: Box::leak(format!("图{at}").into_boxed_str()),
        state: "",
        xml: pivot.xml.clone(),
    });
    let (told, site) = said(&[first()].into_iter().chain(many).collect::<Vec<_>>(), "zh");
    assert!(told.contains("40 个提示") && site.contains("明一"), "{told}");
}

/// What `check` says to a notice with a list and more of an envelope, and what `build` writes.
fn listed(book: Vec<u8>, more: &str, lang: &str) -> (String, String) {
    let record = format!(
        "kind: notice\nform: name-list\ntitle: 名单公示\nwindow: {{days: 7, from: 2025-07-28}}\ncontact: {{name: 村委会, phone: 0872-7100000}}\n{more}"
    );
    told(("2025-07-28-list", &record), book, lang)
}

fn told((name, record): (&str, &str), book: Vec<u8>, lang: &str) -> (String, String) {
    let portal = Portal::new().file(&format!("content/{name}.yaml"), record);
    portal.write(&format!("content/{name}.xlsx"), book);
    let said = portal.run(&["check", "--lang", lang, "--all"]).text();
    let built = portal.run(&["build", "--out", "site"]);
    let all = if built.code == 0 { portal.tree("site") } else { Vec::new() };
    (said, all.into_iter().map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned()).collect())
}

#[test]
fn a_cover_sheet_is_an_error_until_the_record_names_the_sheet() {
    let cover = || Sheet { name: "封面", state: "", xml: data(&[vec!["测试村低保公示"]]) };
    let rows = || data(&[vec!["姓名", "人数"], vec!["张建国", "3"], vec!["李秀英", "2"], vec!["王大山", "1"]]);
    let sheets = || [cover(), Sheet { name: "名单", state: "", xml: rows() }];
    for first in [cover(), Sheet { name: "封面", state: "", xml: data(&[]) }] {
        let [_, list] = sheets();
        let (told, site) = listed(book(&[first, list], &[]), "", "zh");
        assert!(told.contains("错误[rows/cover-sheet]") && told.contains("第 2 张“名单”的才对得上"), "{told}");
        assert!(told.contains("在记录里写 `sheet: 名单`") && site.is_empty(), "{told}");
    }
    for key in ["sheet: 名单", "工作表: 名单"] {
        let (told, site) = listed(book(&sheets(), &[]), key, "zh");
        assert!(told.contains("0 个错误，0 个警告，1 个提示") && told.contains("[rows/other-sheet]"), "{told}");
        assert!(site.contains("张*国"), "{told}");
    }
    let hidden = Sheet { name: "底册", state: "hidden", xml: rows() };
    let [one, two] = sheets();
    let (told, site) = listed(book(&[one, two, hidden], &[]), "sheet: 底册", "zh");
    assert!(told.contains("错误[rows/unknown-sheet]: 表格 2025-07-28-list.xlsx 里没有看得见的工作表 `底册`"), "{told}");
    assert!(told.contains("可以写：`封面`、`名单`\n") && site.is_empty(), "{told}");
    // A sheet that the record names may stand anywhere, and the others are no mistake.
    let two = [Sheet { name: "一组", state: "", xml: rows() }, Sheet { name: "二组", state: "", xml: rows() }];
    let (told, site) = listed(book(&two, &[]), "sheet: 二组", "zh");
    assert!(told.contains("0 个错误，0 个警告，1 个提示") && site.contains("李*英"), "{told}");
}

/// A cell with a text, a number, or anything else between its tags.
fn cell(text: &str) -> String {
    match text {
        "" => "<c/>".to_owned(),
        _ if text.starts_with('<') => text.to_owned(),
        _ if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') => format!("<c><v>{text}</v></c>"),
        _ => format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"),
    }
}

fn grid(rows: &[&[&str]], behind: &str) -> Vec<Sheet> {
    let rows = rows.iter().map(|row| format!("<row>{}</row>", row.iter().map(|text| cell(text)).collect::<String>()));
    let xml = format!("<sheetData>{}</sheetData>{behind}", rows.collect::<String>());
    vec![Sheet { name: "1", state: "", xml }]
}

const HEAD: &[&str] = &["姓名", "村民小组", "人数", "全户金额", "备注"];

#[test]
fn a_cell_without_its_value_is_an_error_at_the_cell() {
    for (wrong, message) in [
        ("<c><f>C2*400</f></c>", "error[rows/formula-without-value]: this cell is a formula"),
        ("<c><f>C2*400</f><v></v></c>", "error[rows/formula-without-value]"),
        ("<c t=\"e\"><v>#REF!</v></c>", "error[rows/error-value]: this cell says `#REF!`"),
        ("<c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>", "error[rows/error-value]: this cell says `#DIV/0!`"),
        ("<c t=\"str\"><f>A1</f><v>#N/A</v></c>", "error[rows/error-value]: this cell says `#N/A`"),
        ("<c><v>530102190201011234</v></c>", "error[rows/cut-number]: this cell is a long number (digits: 18)"),
        ("<c><v>6.228480402564890E18</v></c>", "error[rows/cut-number]: this cell is a long number (digits: 19)"),
        ("6.22848E+18", "error[rows/cut-number]: this cell is a long number (digits: 19)"),
    ] {
        for at in 0..5 {
            let mut row = ["张建国", "一组", "3", "1200", "无"];
            row[at] = wrong;
            let (told, site) = listed(book(&grid(&[HEAD, &row], ""), &[]), "", "en");
            assert!(told.contains(message) && told.contains("1 error,"), "{wrong}: {told}");
            let place = format!("2025-07-28-list.xlsx:{}2", ["A", "B", "C", "D", "E"][at]);
            assert!(told.contains(&place) && site.is_empty(), "{told}");
            assert!(!told.contains("530102"), "{told}");
        }
    }
    let empty = ["张建国", "<c t=\"str\"><f>IF(1,\"\",2)</f><v></v></c>", "<c><f>1+2</f><v>3</v></c>", "", ""];
    let (told, _) = listed(book(&grid(&[HEAD, &empty], ""), &[]), "", "en");
    assert!(told.contains("0 errors"), "{told}");
}

const ACCOUNT: &str =
    "kind: finance\ntitle: 石桥村财务收支\naccount: {opening: 0, handler: 李桂芳, auditor: 王建国, approver: 赵明}\n";

/// The income of an account whose only cell this is, as its data file has it.
fn income(cell: &str, formats: &[&str]) -> String {
    let head: &[&str] = &["日期", "事项", "类别", "收入", "凭证"];
    let rows = grid(&[head, &["2025-04-03", "租金", "经营收入", cell, "记1"]], "");
    let (told, site) = told(("2025-07-10-a", ACCOUNT), book(&rows, &[styles(formats)]), "en");
    let csv = site.split("经营收入,").nth(1).map(|rest| rest.split(',').next().unwrap().to_owned());
    csv.unwrap_or(told)
}

#[test]
fn amounts_are_exact_and_in_the_unit_of_their_format() {
    for (number, expected) in [
        ("80560523.21", "80560523.21"),
        ("80560523.20999999", "80560523.21"),
        ("80560523.209999993", "80560523.21"),
        ("9999999999999.99", "9999999999999.99"),
        ("10000000000000", "10000000000000.00"),
        ("0.1", "0.10"),
        ("1.1500000000000001", "1.15"),
        ("-35.1", "-35.10"),
        ("1E3", "1000.00"),
    ] {
        assert_eq!(income(&format!("<c><v>{number}</v></c>"), &[]), expected, "{number}");
    }
    for (format, number, expected) in [
        ("0.00\"万元\"", "12.5", "125000.00"),
        ("#,##0.00\"万\"", "0.1", "1000.00"),
        ("0.0\"千元\"", "3", "3000.00"),
        ("0!.0,\"万\"", "123456", "123456.00"),
        ("\"￥\"#,##0.00;\"￥\"\\-#,##0.00", "12.5", "12.50"),
        ("0.00\"元\"", "12.5", "12.50"),
    ] {
        assert_eq!(income(&format!("<c s=\"1\"><v>{number}</v></c>"), &[format]), expected, "{format}");
    }
    let told = income("<c s=\"1\"><v>12.5</v></c>", &["[$$-409]#,##0.00"]);
    assert!(told.contains("error[money/unreadable]: `$12.5` is not an amount"), "{told}");
}

#[test]
fn a_unit_in_the_format_is_applied_once() {
    for (format, number, expected) in [
        ("0.00\"万元\"", "12.5", "125000.00"),
        ("0!.0,\"万\"", "125000", "125000.00"),
        ("0.00", "12.5", "125000.00"),
        ("0.00\"元\"", "12.5", "12.50"),
        ("#,##0.00\"元（含税）\"", "12.5", "12.50"),
    ] {
        let cell = format!("<c s=\"1\"><v>{number}</v></c>");
        for head in ["收入（万元）", "收入"] {
            let head: &[&str] = &["日期", "事项", "类别", head, "支出", "凭证"];
            let row: &[&str] = &["2025-04-03", "租金", "经营收入", &cell, "<c><v>0</v></c>", "记1"];
            let lines: &[&[&str]] = if head[3] == "收入" { &[&["单位：万元"], head, row] } else { &[head, row] };
            let (told, site) = told(("2025-07-10-a", ACCOUNT), book(&grid(lines, ""), &[styles(&[format])]), "en");
            assert!(site.contains(&format!("经营收入,{expected}")), "{format}: {told}");
            // What does not agree with the head is told with both units.
            assert_eq!(told.contains("warning[rows/cell-unit]"), format.contains("\"元"), "{format}: {told}");
        }
    }
    let told = income("<c s=\"1\"><v>12.5</v></c>", &["0.00\"亩\""]);
    assert!(told.contains("error[rows/other-unit]: the table gives the unit “亩”"), "{told}");
    let told = income("<c s=\"1\"><v>12.5</v></c>", &[";;;"]);
    assert!(told.contains("error[rows/error-value]"), "{told}");
}

#[test]
fn what_a_date_is_saved_as_does_not_matter() {
    for (cell, is_read) in [
        ("<c s=\"1\"><v>45750</v></c>", true),
        ("<c s=\"1\"><v>45750.5</v></c>", true),
        ("<c t=\"d\"><v>2025-04-03</v></c>", true),
        ("<c t=\"d\"><v>2025-04-03T00:00:00</v></c>", true),
        ("<c t=\"d\"><v>2025-04-03T08:30:00Z</v></c>", true),
        ("2025/4/3 0:00", true),
        ("<c s=\"1\"><v>0.5</v></c>", false),
    ] {
        let head: &[&str] = &["日期", "事项", "类别", "收入", "凭证"];
        let rows = grid(&[head, &[cell, "租金", "经营收入", "8", "记1"]], "");
        let (told, site) = told(("2025-07-10-a", ACCOUNT), book(&rows, &[styles(&["yyyy/m/d"])]), "en");
        assert_eq!(site.contains("2025-04-03,记1"), is_read, "{cell}: {told}");
        assert!(is_read || told.contains("error[date/unreadable]: `12:00`"), "{told}");
    }
}

#[test]
fn a_merged_text_holds_for_its_rows_and_a_merged_number_is_an_error() {
    let rows: &[&[&str]] = &[
        HEAD,
        &["张建国", "一组", "3", "1200", ""],
        &["李秀英", "", "2", "800", ""],
        &["王大山", "", "1", "400", "盖住的"],
        &["赵小满", "二组", "1", "400", ""],
    ];
    let merged = |places: &[&str]| {
        let cells: String = places.iter().map(|place| format!("<mergeCell ref=\"{place}\"/>")).collect();
        book(&grid(rows, &format!("<mergeCells>{cells}</mergeCells>")), &[])
    };
    let (told, site) = listed(merged(&["B2:B4"]), "", "zh");
    assert!(told.contains("0 个错误，0 个警告，0 个提示"), "{told}");
    for row in ["张*国,一组,3", "李*英,一组,2", "王*山,一组,1", "赵*满,二组,1"] {
        assert!(site.contains(row), "{row}");
    }
    let (told, site) = listed(merged(&["B2:B4", "E3:E4"]), "", "zh");
    assert!(told.contains("警告[rows/under-merge]") && told.contains("（E4）") && !site.contains("盖住的"), "{told}");
    let rows: &[&[&str]] =
        &[HEAD, &["张建国", "一组", "3", "1200", ""], &["李秀英", "一组", "2", "", ""], &["合计", "", "5", "", ""]];
    let sum = |place| book(&grid(rows, &format!("<mergeCells><mergeCell ref=\"{place}\"/></mergeCells>")), &[]);
    let (told, site) = listed(sum("D2:D3"), "", "zh");
    assert!(told.contains("错误[rows/merged-number]: “全户金额”一栏的") && told.contains("xlsx:D2"), "{told}");
    assert!(told.contains("1 个错误") && site.is_empty(), "{told}");
    // A row without anything of its own is none.
    let rows: &[&[&str]] = &[HEAD, &["张建国", "一组", "3", "1200", ""], &["", "", "", "", ""]];
    let behind = "<mergeCells><mergeCell ref=\"D2:D3\"/><mergeCell ref=\"A2:A3\"/></mergeCells>";
    let (told, _) = listed(book(&grid(rows, behind), &[]), "", "zh");
    assert!(told.contains("0 个错误"), "{told}");
}

#[test]
fn a_head_in_two_rows_and_lines_around_the_table() {
    let rows: &[&[&str]] = &[
        &["石桥村财务公开表"],
        &["编制单位：石桥村", "", "", "单位：万元"],
        &["日期", "事项", "类别", "金额", "", "凭证"],
        &["", "", "", "收入", "支出", ""],
        &["2025-04-03", "租金", "经营收入", "1.2", "", "记1"],
        &["2025-04-05", "电费", "公共服务", "", "0.03205", "记2"],
        &["合计", "", "", "1.2", "0.03205", ""],
        &["村主任：周某", "会计：何某", "制表人：李某"],
        &["2025年7月10日"],
    ];
    let places = ["A1:F1", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4", "A7:C7"];
    let merges: String = places.iter().map(|place| format!("<mergeCell ref=\"{place}\"/>")).collect();
    let xml = book(&grid(rows, &format!("<mergeCells>{merges}</mergeCells>")), &[]);
    let (told, site) = told(("2025-07-10-a", ACCOUNT), xml, "zh");
    assert!(told.contains("提示[rows/above-head]: 表头在第 4 行；上面的第 1、2、3 行没有读进来：“石桥村财务公开表”；“编制单位：石桥村 单位：万元”"), "{told}");
    assert!(told.contains("提示[rows/unit-above-head]: 表格上写着“单位：万元”"), "{told}");
    assert!(told.contains("提示[rows/foot]: 这一行是落款或说明（“村主任：周某”）"), "{told}");
    assert!(told.contains("提示[rows/foot]: 这一行是落款或说明（“2025年7月10日”）"), "{told}");
    assert!(told.contains("0 个错误，0 个警告，5 个提示"), "{told}");
    assert!(site.contains("经营收入,12000.00,,12000.00") && site.contains("公共服务,,320.50,11679.50"), "{site}");
}

#[test]
fn of_a_list_of_persons_the_names_of_sheets_are_not_told() {
    let portal = Portal::new();
    portal.write("content/2025-07-16-list.yaml", "kind: notice\nform: name-list\ntitle: 名单公示\n");
    portal.write("content/2025-07-16-list.xlsx", book(&[list("李秀英", "hidden", &["暗一"])], &[]));
    let told = portal.run(&["check", "--lang", "en"]).text();
    assert!(told.contains("sheet 1 (“(not public)”) is hidden") && !told.contains("李秀英"), "{told}");
}

#[test]
fn two_sheets_of_one_name_are_refused() {
    let sheets = [list("公示", "hidden", &["暗一", "暗二", "暗三"]), list("公示", "", &["明一", "明二", "明三"])];
    let (told, site) = said(&sheets, "en");
    assert!(told.contains("[rows/unreadable]") && site.is_empty(), "{told}");
}
