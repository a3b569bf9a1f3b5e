//! A spreadsheet as clerks have it becomes a draft that the check has nothing to say of but what the clerk did: its amounts
//! are those of the sheet, and whatever was not taken is named.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use serde_json::Value;
use support::Portal;
use support::sheet::{Sheet, book, data};

const TODAY: &str = "2026-10-08";

/// A county with a township of two villages.
fn county() -> Portal {
    let org = |name: &str, level: &str| format!("name: {name}\nlevel: {level}\n");
    Portal::bare()
        .file(
            "content/portal.yaml",
            "title: 云岭县阳光公开\naddress: https://gongkai.example.org/\nlevels: [county, township, village]\n",
        )
        .file("content/org.yaml", org("云岭县", "county"))
        .file("content/fengming/org.yaml", org("凤鸣镇", "township"))
        .file("content/fengming/shiqiao/org.yaml", org("石桥村", "village"))
        .file("content/fengming/laozhai/org.yaml", org("老寨村", "village"))
}

/// A village by itself.
fn village() -> Portal {
    Portal::bare()
        .file("content/portal.yaml", "title: 石桥村公开\naddress: https://gongkai.example.org/\nlevels: [village]\n")
        .file("content/org.yaml", "name: 石桥村\nlevel: village\n")
}

type Rows<'a> = Vec<Vec<&'a str>>;

fn sheet(name: &'static str, rows: &Rows<'_>, merges: &[&str]) -> Sheet {
    let merged: String = merges.iter().map(|cells| format!("<mergeCell ref=\"{cells}\"/>")).collect();
    let merged = if merges.is_empty() { merged } else { format!("<mergeCells>{merged}</mergeCells>") };
    Sheet { name, state: "", xml: data(rows) + &merged }
}

fn workbook(rows: &Rows<'_>, merges: &[&str]) -> Vec<u8> {
    book(&[sheet("Sheet1", rows, merges)], &[])
}

/// Imports a file and gives what the command says, as a program reads it.
#[track_caller]
fn import(portal: &Portal, (name, bytes): (&str, impl AsRef<[u8]>), more: &[&str]) -> Value {
    portal.write(name, bytes);
    let run = portal.run(&[&["import", name, "--today", TODAY, "--format", "json"], more].concat());
    assert_eq!(run.code, 0, "{}", run.text());
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}", run.text()))
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

/// The only record of an import.
#[track_caller]
fn only(said: &Value) -> &Value {
    let records = said["records"].as_array().unwrap();
    assert_eq!(records.len(), 1, "{said}");
    &records[0]
}

/// Names of rules.
fn rules(told: &Value) -> Vec<&str> {
    told.as_array().unwrap().iter().map(|one| text(one, "rule")).collect()
}

/// Opening, income, spending and closing.
fn sums(record: &Value) -> [&str; 4] {
    ["opening", "income", "spending", "closing"].map(|key| text(record, key))
}

/// The table of a record, without the mark in front.
fn table(record: &Value, portal: &Portal) -> String {
    let path = text(record, "table").replace("ROOT", portal.root().to_str().unwrap());
    std::fs::read_to_string(path).unwrap().trim_start_matches('\u{feff}').to_owned()
}

fn quarter<'a>() -> Rows<'a> {
    vec![
        vec!["石 桥 村 财 务 收 支 公 开 表"],
        vec!["2026年第三季度", "", "", "", "", "", "单位：元"],
        vec!["日期", "凭证号", "摘  要", "收入\n（元）", "支出(元)", "余额", "经手人", "备注"],
        vec!["", "", "上期结转", "", "", "12000"],
        vec!["7月3日", "记0701", "6月路灯电费", "", "1200.5", "10799.5", "张守田"],
        vec!["2026.7.20", "记0702", "鱼塘承包款", "5000", "", "15799.5", "张守田"],
        vec!["46241", "记0801", "垃圾清运费", "", "800", "14999.5", "李国平"],
        vec!["2026年9月2日", "记0901", "慰问老人", "", "600", "14399.5", "李国平"],
        vec!["", "", "本季合计", "5000", "2600.5", "14399.5"],
        vec!["审核：何秀英", "", "", "审批：周正平", "", "制表：王小满"],
    ]
}

#[test]
fn a_quarter_of_a_village_needs_no_question() {
    let portal = village();
    let said = import(&portal, ("三季度.xlsx", workbook(&quarter(), &["A1:H1"])), &[]);
    let record = only(&said);
    assert_eq!(said["check"], Value::Array(Vec::new()), "{said}");
    assert_eq!(sums(record), ["12000.00", "5000.00", "2600.50", "14399.50"]);
    assert_eq!(text(record, "title"), "石桥村财务收支公开表（2026年第三季度）");
    assert_eq!([text(record, "period"), text(record, "form")], ["2026Q3", "quarterly-account"]);
    let (signed, written) = (&record["signed"], table(record, &portal));
    assert_eq!(
        [text(signed, "auditor"), text(signed, "approver"), text(signed, "author")],
        ["何秀英", "周正平", "王小满"]
    );
    assert_eq!(
        written,
        "日期,收入,支出,事项,类别,凭证,经手\n\
         2026-07-03,,1200.50,6月路灯电费,公共服务,记0701,张守田\n\
         2026-07-20,5000.00,,鱼塘承包款,发包租赁,记0702,张守田\n\
         2026-08-07,,800.00,垃圾清运费,公共服务,记0801,李国平\n\
         2026-09-02,,600.00,慰问老人,福利补助,记0901,李国平\n"
    );
    assert_eq!(portal.run(&["check", "--today", TODAY]).code, 0);
}

#[test]
fn debit_and_credit_are_what_the_balances_say() {
    let sheet = |debit: [&'static str; 3], credit: [&'static str; 3], balances: [&'static str; 4]| {
        let mut rows: Rows<'_> = vec![
            vec!["石桥村银行存款日记账"],
            vec!["2026年第三季度"],
            vec!["日期", "凭证号", "摘要", "借方金额（元）", "贷方金额（元）", "余额"],
            vec!["", "", "上期结转", "", "", balances[0]],
        ];
        let matters =
            [("7月3日", "记0701", "路灯电费"), ("7月20日", "记0702", "鱼塘承包款"), ("8月7日", "记0801", "垃圾清运费")];
        for (at, (day, voucher, matter)) in matters.into_iter().enumerate() {
            rows.push(vec![day, voucher, matter, debit[at], credit[at], balances[at + 1]]);
        }
        workbook(&rows, &[])
    };
    let (spent, earned) = (["1200.5", "", "800"], ["", "5000", ""]);
    let balances = ["12000", "10799.5", "15799.5", "14999.5"];
    // The books of the village, and the statement of its bank.
    for (debit, credit) in [(earned, spent), (spent, earned)] {
        let portal = village();
        let said = import(&portal, ("日记账.xlsx", sheet(debit, credit, balances)), &[]);
        assert_eq!(sums(only(&said)), ["12000.00", "5000.00", "2000.50", "14999.50"], "{said}");
        let wrong = rules(&said["check"]).into_iter().filter(|rule| *rule != "account/column-unsigned").count();
        assert_eq!(wrong, 0, "{said}");
    }
    // Without balances nobody can tell, and nothing is taken for income.
    let portal = village();
    let said = import(&portal, ("日记账.xlsx", sheet(earned, spent, ["", "", "", ""])), &[]);
    let is_nothing = |one: &Value| one["income"].is_null() || one["income"] == "0.00";
    assert!(said["records"].as_array().unwrap().iter().all(is_nothing), "{said}");
    assert!(said.to_string().contains("借方金额"), "{said}");
}

#[test]
fn a_draft_goes_public_by_one_line() {
    let portal = village();
    let said = import(&portal, ("三季度.xlsx", workbook(&quarter(), &[])), &[]);
    let path = text(only(&said), "record").replace("ROOT", portal.root().to_str().unwrap());
    let record = std::fs::read_to_string(&path).unwrap();
    let public: String =
        record.lines().filter(|line| !line.contains("draft")).map(|line| format!("{line}\n")).collect();
    std::fs::write(path, public).unwrap();
    let check = portal.run(&["check", "--today", TODAY]);
    assert!(check.out.contains("0 个错误，0 个警告"), "{}", check.out);
    assert_eq!(portal.run(&["build", "--today", TODAY]).code, 0);
    let pages = portal.tree("public").into_iter().map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned());
    assert!(pages.collect::<String>().contains("14,399.50"));
}

#[test]
fn tables_of_text_are_read_in_their_encoding_and_by_their_sign() {
    let rows = "石桥村2026年第二季度收支\n日期,摘要,收入,支出,凭证号\n4月3日,门面租金,\"3,000.00\",,记0401\n5月6日,办公用纸,,200,记0501\n合计,,3000,200,\n";
    let (gbk, _, _) = encoding_rs::GB18030.encode(rows);
    for (name, bytes) in [
        ("二季度.csv", gbk.to_vec()),
        ("二季度.csv", format!("\u{feff}{rows}").into_bytes()),
        ("二季度.tsv", rows.replace("\"3,000.00\"", "3000").replace(',', "\t").into_bytes()),
        ("二季度.txt", rows.replace("\"3,000.00\"", "3000").replace(',', "\t").into_bytes()),
        ("二季度.csv", rows.replace("\"3,000.00\"", "3000").replace(',', ";").into_bytes()),
    ] {
        let said = import(&village(), (name, bytes), &[]);
        assert_eq!(sums(only(&said))[1..], ["3000.00", "200.00", "2800.00"], "{name}: {said}");
        assert_eq!(text(only(&said), "period"), "2026Q2");
    }
}

#[test]
fn tables_one_below_the_other_are_records_of_their_own() {
    let account = "石桥村2026年第二季度收支\n日期,摘要,收入,支出,凭证号\n4月3日,门面租金,3000,,记0401\n5月6日,办公用纸,,200,记0501\n合计,,3000,200,\n";
    let assets = "石桥村固定资产清单\n资产编号,名称,类别,数量,原值\nA1,水泵,设备,2,3500\nA2,桌子,家具,10,1200\n";
    let said = import(&village(), ("两张表.csv", format!("{account}\n{assets}")), &[]);
    let records = said["records"].as_array().unwrap();
    assert_eq!(
        records.iter().map(|one| text(one, "form")).collect::<Vec<_>>(),
        ["quarterly-account", "assets"],
        "{said}"
    );
    assert_eq!(sums(&records[0])[1..], ["3000.00", "200.00", "2800.00"], "{said}");
    // A head that comes again, and a line of rest, begin no table.
    let again = "\n日期,摘要,收入,支出,凭证号\n6月3日,路灯电费,,100,记0601\n\n审核：王芳\n";
    let said = import(&village(), ("两页.csv", format!("{account}{again}")), &[]);
    assert_eq!(sums(only(&said))[1..], ["3000.00", "300.00", "2700.00"], "{said}");
}

#[test]
fn what_is_wrong_with_a_draft_is_told_in_full_to_who_imports_it_and_not_to_a_log() {
    let portal = village().file("收支.csv", "日期,摘要,收入,支出,凭证号\n2026-05-06,办公用纸,,2x0,记0501\n");
    let said = portal.run(&["import", "收支.csv", "--yes", "--today", TODAY]);
    assert!(said.out.contains("`2x0` 不是金额：`x` 不是数字"), "{said:?}");
    assert!(said.out.contains("2 | 2026-05-06,"), "{}", said.out);
    let check = portal.run(&["check", "--today", TODAY]);
    assert!(check.out.contains("money/unreadable") && !check.out.contains("2x0"), "{check:?}");
}

#[test]
fn what_nobody_signed_is_told_once() {
    let said = import(
        &village(),
        (
            "二季度.csv",
            "日期,摘要,收入,支出,凭证号\n2026-04-03,门面租金,3000,,记0401\n2026-05-06,办公用纸,,200,记0501\n",
        ),
        &[],
    );
    assert_eq!(rules(&said["check"]), ["account/column-unsigned"; 3], "{said}");
}

#[test]
fn a_head_of_two_rows_is_joined() {
    let rows = vec![
        vec!["石桥村2026年第一季度收支明细表"],
        vec!["日期", "凭证号", "摘要", "收支金额", "", "经手人"],
        vec!["", "", "", "收入", "支出", ""],
        vec!["2026-01-08", "记0101", "门面租金", "3000", "", "张守田"],
        vec!["2026-02-08", "记0201", "宽带费", "", "300", "张守田"],
    ];
    let merges = ["D2:E2", "A2:A3", "B2:B3", "C2:C3", "F2:F3"];
    let said = import(&village(), ("一季度.xlsx", workbook(&rows, &merges)), &[]);
    assert_eq!(sums(only(&said))[1..], ["3000.00", "300.00", "2700.00"], "{said}");
}

#[test]
fn a_day_and_a_voucher_in_two_columns_are_one() {
    let rows = vec![
        vec!["石桥村现金日记账"],
        vec!["2026年", "", "凭证", "", "摘要", "收入", "支出", "余额"],
        vec!["月", "日", "字", "号", "", "", "", ""],
        vec!["", "", "", "", "上月结转", "", "", "1000"],
        vec!["7", "3", "记", "1", "路灯电费", "", "100", "900"],
        vec!["", "20", "记", "2", "门面租金", "500", "", "1400"],
    ];
    let portal = village();
    let said = import(&portal, ("日记账.xlsx", workbook(&rows, &[])), &[]);
    assert_eq!(sums(only(&said)), ["1000.00", "500.00", "100.00", "1400.00"], "{said}");
    assert_eq!(text(only(&said), "period"), "2026-07");
    assert!(table(only(&said), &portal).contains("2026-07-20,500.00,,门面租金,发包租赁,记2"), "{said}");
}

#[test]
fn a_parish_keeps_its_language() {
    let portal = Portal::bare()
        .file(
            "content/portal.yaml",
            "title: Wenlow\naddress: https://gongkai.example.org/\nprofile: parish-en\nlevels: [council]\n",
        )
        .file("content/org.yaml", "name: Wenlow Parish Council\nlevel: council\n");
    let rows = "Receipts and payments 2026\nDate,Description,Receipts,Payments,Ref\n2026-07-03,Grass cutting,,120.00,V1\n2026-07-09,Allotment rent,55.00,,V2\nTotal,,55.00,120.00,\nApproved by: Jane Miller,,,,\n";
    let said = import(&portal, ("accounts.csv", rows), &[]);
    assert_eq!(sums(only(&said))[1..], ["55.00", "120.00", "-65.00"], "{said}");
    let written = table(only(&said), &portal);
    assert!(written.starts_with("date,in,out,item,category,voucher\n"), "{written}");
    let path = text(only(&said), "record").replace("ROOT", portal.root().to_str().unwrap());
    assert!(std::fs::read_to_string(path).unwrap().starts_with("kind: "), "{said}");
}

#[test]
fn units_of_ten_thousand_are_raised() {
    let rows = vec![
        vec!["石桥村2026年第一季度收支"],
        vec!["单位：万元"],
        vec!["日期", "凭证", "摘要", "收入", "支出"],
        vec!["2026-01-08", "记0101", "上级拨付运转经费", "3.5", ""],
        vec!["2026-02-08", "记0201", "道路硬化", "", "1.25"],
    ];
    let said = import(&village(), ("一季度.xlsx", workbook(&rows, &[])), &[]);
    assert_eq!(sums(only(&said))[1..], ["35000.00", "12500.00", "22500.00"], "{said}");
}

#[test]
fn each_sheet_is_a_record() {
    let month = |month: &'static str, day: &'static str, amount: &'static str| {
        vec![
            vec![month],
            vec!["日期", "事项", "类别", "收入", "支出", "凭证", "经手", "审批"],
            vec![day, "电费", "公共服务", "", amount, "记1", "张守田", "周正平"],
        ]
    };
    let sheets = [
        sheet("7月", &month("老寨村2026年7月收支表", "2026-07-03", "100"), &[]),
        sheet("8月", &month("老寨村2026年8月收支表", "2026-08-03", "120"), &[]),
        Sheet { name: "底稿", state: "hidden", xml: data(&month("底稿", "2026-08-03", "1")) },
    ];
    let said = import(&county(), ("月度.xlsx", book(&sheets, &[])), &[]);
    let found: Vec<[&str; 4]> = said["records"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| [text(one, "org"), text(one, "form"), text(one, "period"), text(one, "spending")])
        .collect();
    let own = ["/fengming/laozhai", "monthly-account"];
    assert_eq!(found, [[own[0], own[1], "2026-07", "100.00"], [own[0], own[1], "2026-08", "120.00"]]);
    assert_eq!(rules(&said["files"]), ["rows/hidden-sheet"]);
}

fn poor<'a>() -> Rows<'a> {
    vec![
        vec!["凤鸣镇2026年低保对象名单"],
        vec![
            "序号",
            "村名",
            "户主姓名",
            "村民小组",
            "保障人口",
            "月保障金额（元）",
            "身份证号码",
            "一卡通账号",
            "备注",
        ],
        vec!["1", "石桥村", "张守田", "三组", "2", "760", "身份证甲", "卡甲", ""],
        vec!["2", "石桥", "李国平", "一组", "1", "420", "身份证乙", "卡乙", ""],
        vec!["3", "老寨村", "王桂香", "二组", "3", "1140", "身份证丙", "卡丙", ""],
        vec!["4", "青山村", "赵长有", "二组", "1", "380", "身份证丁", "卡丁", ""],
        vec!["合计", "", "", "", "7", "2700"],
    ]
}

#[test]
fn a_column_of_villages_makes_a_record_of_each() {
    let portal = county();
    portal.write("低保.xlsx", workbook(&poor(), &["A1:I1"]));
    let run = portal.run(&["import", "低保.xlsx", "--today", TODAY]);
    assert!(run.out.contains("第 6 行（“4”）") && run.out.contains("第 7 行（“合计”）"), "{}", run.text());
    let said = import(&county(), ("低保.xlsx", workbook(&poor(), &[])), &[]);
    let found: Vec<(&str, u64)> = said["records"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (text(one, "org"), one["rows"].as_u64().unwrap()))
        .collect();
    assert_eq!(found, [("/fengming/shiqiao", 2), ("/fengming/laozhai", 1)], "{said}");
    assert!(text(&said["records"][0], "title").starts_with("石桥村"), "{said}");
}

#[test]
fn what_is_never_published_is_not_copied() {
    let portal = county();
    let said = import(&portal, ("低保.xlsx", workbook(&poor(), &[])), &["--form", "low-income-list"]);
    for (name, bytes) in portal.tree("content") {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains("身份证甲") && !text.contains("卡甲"), "{name}: {text}");
    }
    let withheld = said["records"][0]["columns"].as_array().unwrap().iter().filter(|one| one["withheld"] == true);
    assert_eq!(withheld.map(|one| text(one, "head")).collect::<Vec<_>>(), ["身份证号码", "一卡通账号"]);
}

#[test]
fn a_balance_that_differs_is_kept_and_told() {
    let mut rows = quarter();
    rows[6][5] = "14999.6";
    let said = import(&village(), ("三季度.xlsx", workbook(&rows, &[])), &[]);
    assert!(rules(&only(&said)["told"]).contains(&"account/balance-differs"), "{said}");
    assert!(rules(&said["check"]).contains(&"account/balance-differs"), "{said}");
}

#[test]
fn lists_find_their_form_by_other_words() {
    let assets = vec![
        vec!["石桥村集体资产台账"],
        vec!["资产编号", "资产名称", "资产类别", "坐落位置", "数量", "计量单位", "净值", "使用情况"],
        vec!["A01", "办公楼", "房屋", "一组", "1", "栋", "350000", "自用"],
        vec!["A02", "变压器", "设备", "二组", "2", "台", "28000", "自用"],
    ];
    let said = import(&village(), ("资产.xlsx", workbook(&assets, &[])), &[]);
    assert_eq!([text(only(&said), "form"), text(only(&said), "kind")], ["assets", "asset"], "{said}");
    assert_eq!(rules(&said["check"]), Vec::<&str>::new(), "{said}");
    let promises = vec![
        vec!["2026年石桥村党支部公开承诺清单"],
        vec!["序号", "承诺内容", "责任人", "完成时限", "完成情况"],
        vec!["1", "修通三组机耕路", "张守田", "2026年10月30日", "正在办"],
        vec!["2", "安装路灯20盏", "李国平", "2026-12-30", "正在办"],
    ];
    let said = import(&village(), ("承诺.xlsx", workbook(&promises, &[])), &[]);
    assert_eq!(text(only(&said), "form"), "promises", "{said}");
    assert_eq!(rules(&said["check"]), Vec::<&str>::new(), "{said}");
}

#[test]
fn pages_of_a_printed_table_are_one() {
    let mut rows = quarter();
    rows.insert(6, vec!["", "", "本页小计", "5000", "1200.5", ""]);
    rows.insert(7, vec!["日期", "凭证号", "摘  要", "收入\n（元）", "支出(元)", "余额", "经手人", "备注"]);
    let said = import(&village(), ("三季度.xlsx", workbook(&rows, &[])), &[]);
    assert_eq!(sums(only(&said)), ["12000.00", "5000.00", "2600.50", "14399.50"], "{said}");
    assert_eq!(said["check"], Value::Array(Vec::new()), "{said}");
}

#[test]
fn categories_are_those_of_older_records() {
    let portal = county()
        .file("content/fengming/shiqiao/2026/2026-04-08-a.yaml", "kind: finance\ntitle: 石桥村2026年第一季度收支\nperiod: 2026Q1\nstatus: draft\n")
        .file(
            "content/fengming/shiqiao/2026/2026-04-08-a.csv",
            "日期,事项,类别,收入,支出,凭证,经手,审核人,审批\n2026-02-03,第1批苗木款,工程维修,,300,记0201,张守田,何秀英,周正平\n",
        );
    let rows = vec![
        vec!["石桥村2026年第三季度收支"],
        vec!["日期", "摘要", "收入", "支出", "凭证号", "经手人"],
        vec!["2026-07-03", "第2批苗木款", "", "300", "记0701", "张守田"],
        vec!["2026-07-04", "零星开支", "", "20", "记0702", "张守田"],
    ];
    let said = import(&portal, ("三季度.xlsx", workbook(&rows, &[])), &[]);
    let record = only(&said);
    assert_eq!(record["categories"], serde_json::json!([{ "item": "第2批苗木款", "category": "工程维修" }]), "{said}");
    assert_eq!(record["unfiled"], serde_json::json!(["零星开支"]));
    assert!(rules(&said["check"]).contains(&"key/missing"), "{said}");
}

#[test]
fn an_import_overwrites_nothing_and_remembers() {
    let portal = county();
    let mut rows = quarter();
    rows[0] = vec!["财务收支公开表"];
    let first = import(&portal, ("收支.xlsx", workbook(&rows, &[])), &["--org", "石桥村"]);
    let before = portal.tree("content");
    let second = import(&portal, ("收支.xlsx", workbook(&rows, &[])), &[]);
    assert_eq!([text(only(&first), "org"), text(only(&second), "org")], ["/fengming/shiqiao"; 2]);
    assert_ne!(text(only(&first), "record"), text(only(&second), "record"));
    let after = portal.tree("content");
    assert!(before.iter().all(|file| after.contains(file)) && after.len() == before.len() + 2);
    assert!(portal.read("imports.yaml").contains("org: /fengming/shiqiao"), "{}", portal.read("imports.yaml"));
}

#[test]
fn what_cannot_be_known_is_told_and_not_written() {
    let portal = county();
    let mut rows = quarter();
    rows[0] = vec!["财务收支公开表"];
    portal.write("收支.xlsx", workbook(&rows, &[]));
    let run = portal.run(&["import", "收支.xlsx", "--today", TODAY]);
    assert!(run.code == 1 && run.out.contains("--org"), "{}", run.text());
    portal.write("课表.csv", "星期,一,二\n上午,语文,数学\n");
    let run = portal.run(&["import", "课表.csv", "--org", "石桥村", "--today", TODAY]);
    assert!(run.code == 1 && run.out.contains("没有写"), "{}", run.text());
    assert_eq!(portal.tree("content/fengming/shiqiao").len(), 1);
    let run = portal.run(&["import", "没有.csv", "--today", TODAY]);
    assert_eq!(run.code, 2);
}

#[test]
fn damage_is_kept_for_the_clerk_to_mend() {
    let mut rows = quarter();
    rows[5][3] = "#REF!";
    let said = import(&village(), ("三季度.xlsx", workbook(&rows, &[])), &[]);
    let told = rules(&only(&said)["told"]);
    assert!(told.contains(&"rows/error-value"), "{said}");
    assert!(rules(&said["check"]).contains(&"rows/error-value"), "{said}");
}

#[test]
fn a_number_merged_over_rows_counts_once() {
    let said = import(&village(), ("三季度.xlsx", workbook(&quarter(), &["E7:E8"])), &[]);
    assert!(rules(&said["files"]).contains(&"rows/merged-once"), "{said}");
    assert_eq!(sums(only(&said))[2], "2000.50", "{said}");
}

#[test]
fn a_portal_has_words_of_its_own() {
    let portal = village();
    let settings = portal.read("content/portal.yaml") + "heads:\n  事项: [开支缘由]\n  支出: [花了多少]\n";
    portal.write("content/portal.yaml", settings);
    let rows = vec![
        vec!["石桥村2026年第三季度收支"],
        vec!["日期", "开支缘由", "花了多少", "凭证号", "经手人"],
        vec!["2026-07-03", "路灯电费", "300", "记0701", "张守田"],
    ];
    let said = import(&portal, ("三季度.xlsx", workbook(&rows, &[])), &[]);
    assert_eq!(sums(only(&said))[2], "300.00", "{said}");
}

#[test]
fn files_that_nobody_can_read_are_told() {
    let portal = village();
    portal.write("坏.xlsx", b"PK\x03\x04nothing");
    let run = portal.run(&["import", "坏.xlsx", "--today", TODAY]);
    assert!(run.code == 1 && run.out.contains("文件坏了"), "{}", run.text());
}

/// A package of parts, as office files are.
fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A document of Word with this body.
fn word(body: &str) -> Vec<u8> {
    let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    let document = format!("<w:document {space}><w:body>{body}</w:body></w:document>");
    package(&[("[Content_Types].xml", types), ("word/document.xml", &document)])
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn row(cells: &[&str]) -> String {
    let cells: String = cells.iter().map(|cell| format!("<w:tc><w:tcPr/>{}</w:tc>", paragraph(cell))).collect();
    format!("<w:tr>{cells}</w:tr>")
}

#[test]
fn a_document_becomes_a_notice() {
    let title = "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>关于维修三组抽水泵房的公告</w:t></w:r></w:p>";
    let merged =
        "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>停水安排</w:t></w:r></w:p></w:tc></w:tr>";
    let body = [
        title.to_owned(),
        paragraph("一、停水时间"),
        paragraph("11月25日起停水*两天*。"),
        format!("<w:tbl>{merged}{}{}</w:tbl>", row(&["组", "时间"]), row(&["三组", "上午"])),
        "<w:p><w:r><w:delText>删去的话</w:delText></w:r><w:del><w:r><w:t>不要的话</w:t></w:r></w:del></w:p>".to_owned(),
        paragraph("石桥村村民委员会"),
        paragraph("2026年9月20日"),
    ];
    let portal = county();
    let said = import(&portal, ("公告.docx", word(&body.concat())), &[]);
    let notice = &said["notices"][0];
    assert_eq!(
        [text(notice, "title"), text(notice, "org")],
        ["关于维修三组抽水泵房的公告", "/fengming/shiqiao"],
        "{said}"
    );
    assert_eq!(said["check"], Value::Array(Vec::new()), "{said}");
    assert_eq!(notice["left"], serde_json::json!(["修订中删去的字"]));
    let path = text(notice, "record").replace("ROOT", portal.root().to_str().unwrap());
    let record = std::fs::read_to_string(path).unwrap();
    assert!(record.contains("## 一、停水时间\n") && record.contains("\\*两天\\*"), "{record}");
    assert!(record.contains("| 停水安排 |  |\n| --- | --- |\n| 组 | 时间 |\n| 三组 | 上午 |"), "{record}");
    assert!(record.contains("2026-09-20") && !record.contains("不要的话"), "{record}");
}

#[test]
fn a_table_in_a_document_or_a_page_is_a_table() {
    let rows: [[&str; 5]; 3] = [
        ["日期", "摘要", "收入", "支出", "凭证号"],
        ["2026-07-03", "路灯电费", "", "300", "记0701"],
        ["合计", "", "", "300", ""],
    ];
    let body = paragraph("石桥村2026年第三季度收支")
        + "<w:tbl>"
        + &rows.iter().map(|cells| row(cells)).collect::<String>()
        + "</w:tbl>";
    let said = import(&village(), ("收支.docx", word(&body)), &[]);
    assert_eq!(sums(only(&said))[2], "300.00", "{said}");
    assert_eq!(said["around"], serde_json::json!([]));
    let cells = |row: &[&str; 5]| row.iter().map(|cell| format!("<td>{cell}</td>")).collect::<String>();
    let table: String = rows.iter().map(|row| format!("<tr>{}</tr>", cells(row))).collect();
    let page =
        format!("<html><body><p>石桥村2026年第三季度收支</p><table>{table}</table><p>审核：何秀英</p></body></html>");
    for name in ["收支.html", "收支.xls"] {
        let said = import(&village(), (name, &page), &[]);
        let record = only(&said);
        assert_eq!(
            [sums(record)[2], text(record, "period"), text(&record["signed"], "auditor")],
            ["300.00", "2026Q3", "何秀英"],
            "{said}"
        );
    }
    let signs = |text: &str| text.encode_utf16().map(|unit| format!("\\u{} ?", unit as i16)).collect::<String>();
    let cells = |row: &[&str; 5]| row.iter().map(|cell| format!("{}\\cell ", signs(cell))).collect::<String>();
    let table: String = rows.iter().map(|row| format!("\\trowd {}\\row ", cells(row))).collect();
    let text_of = format!("{{\\rtf1\\ansi\\uc1 {}\\par {table}}}", signs("石桥村2026年第三季度收支"));
    let said = import(&village(), ("收支.rtf", &text_of), &[]);
    assert_eq!([sums(only(&said))[2], text(only(&said), "period")], ["300.00", "2026Q3"], "{said}");
}

#[test]
fn what_a_document_says_besides_its_table_is_told() {
    let rows = [["日期", "摘要", "收入", "支出", "凭证号"], ["2026-07-03", "路灯电费", "", "300", "记0701"]];
    let table = format!("<w:tbl>{}</w:tbl>", rows.iter().map(|cells| row(cells)).collect::<String>());
    let before: String = (1..9).map(|at| paragraph(&format!("第{at}段话"))).collect();
    let body =
        before + &paragraph("石桥村2026年第三季度收支") + &table + "<w:tbl>" + &row(&["星期", "值班"]) + "</w:tbl>";
    let said = import(&village(), ("收支.docx", word(&body)), &[]);
    assert_eq!(sums(only(&said))[2], "300.00", "{said}");
    assert_eq!(said["around"], serde_json::json!([{ "file": "收支.docx", "paragraphs": 4, "tables": 1 }]), "{said}");
}

#[test]
fn an_old_site_becomes_notices_with_their_files() {
    let page = |title: &str, more: &str| {
        format!(
            "<html><head><meta charset=utf-8><title>{title}</title></head><body><div class=nav>首页 旧网站</div><div id=zoom><h1>{title}</h1><p>发布时间：2023-05-06 来源：村委会</p><p>石桥村各组：水泵房要修。</p>{more}</div></body></html>"
        )
    };
    let portal = county();
    portal.write("old/a/1.html", page("石桥村停水公告", "<p><a href='../files/%E8%A1%A8.pdf'>附表</a><a href='没有.pdf'>另一张</a><a href='../../secret.txt'>外面</a></p>"));
    portal.write("old/a/2.htm", page("石桥村通水公告", "<p><a href='https://example.org/'>水厂</a></p>"));
    portal.write("old/files/表.pdf", "%PDF-1.4\n%%EOF\n");
    portal.write("old/files/没用.txt", "x");
    portal.write("secret.txt", "x");
    let run = portal.run(&["import", "old", "--today", TODAY, "--format", "json"]);
    let said: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{}", run.text()));
    let notices = said["notices"].as_array().unwrap();
    assert_eq!(
        notices.iter().map(|one| text(one, "title")).collect::<Vec<_>>(),
        ["石桥村停水公告", "石桥村通水公告"],
        "{said}"
    );
    assert_eq!(text(&notices[0], "published"), "2023-05-06");
    assert_eq!(notices[0]["lost"], serde_json::json!(["没有.pdf", "../../secret.txt"]));
    assert_eq!(said["unused"].as_array().unwrap().len(), 1, "{said}");
    let files = portal.tree("content/fengming/shiqiao/2023");
    let names: Vec<&str> = files.iter().map(|(name, _)| &**name).collect();
    assert_eq!(names, ["2023-05-06-announcement/表.pdf", "2023-05-06-announcement-2.md", "2023-05-06-announcement.md"]);
    let record = String::from_utf8(files[2].1.clone()).unwrap();
    assert!(record.contains("[附表](2023-05-06-announcement/表.pdf)") && !record.contains("旧网站"), "{record}");
}

#[test]
fn a_workbook_of_another_program_is_read() {
    let row = |cells: &[&str]| {
        let cell = |text: &&str| {
            format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
        };
        format!("<table:table-row>{}</table:table-row>", cells.iter().map(cell).collect::<String>())
    };
    let rows = [
        row(&["石桥村2026年第三季度收支"]),
        row(&["日期", "摘要", "收入", "支出", "凭证号"]),
        row(&["2026-07-03", "路灯电费", "", "300", "记0701"]),
    ];
    let spaces = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"";
    let content = format!(
        "<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name=\"S\">{}</table:table></office:spreadsheet></office:body></office:document-content>",
        rows.concat()
    );
    let book = package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest/>"),
        ("content.xml", &content),
    ]);
    let said = import(&village(), ("收支.ods", book), &[]);
    assert_eq!(sums(only(&said))[2], "300.00", "{said}");
}

#[test]
fn a_workbook_to_fill_in_is_read_back_and_its_example_stays_out() {
    let portal = village();
    let run = portal.run(&[
        "new",
        "record",
        "--kind",
        "finance",
        "--org",
        "/",
        "--title",
        "石桥村2026年第三季度收支",
        "--sheet",
        "--today",
        TODAY,
    ]);
    assert_eq!(run.code, 0, "{}", run.text());
    let check = portal.run(&["check", "--today", TODAY]);
    assert!(check.code == 0 && check.out.contains("rows/example"), "{}", check.out);
    let bytes = std::fs::read(portal.path("content/2026/2026-10-08-quarterly-account.xlsx")).unwrap();
    let empty =
        import(&village(), ("填.xlsx", bytes), &["--form", "quarterly-account", "--title", "石桥村2026年第三季度收支"]);
    assert_eq!(only(&empty)["rows"], 0, "{empty}");
    for form in ["name-list", "assets", "promises"] {
        let run = portal.run(&[
            "new",
            "record",
            "--kind",
            match form {
                "name-list" => "notice",
                "assets" => "asset",
                _ => "pledge",
            },
            "--form",
            form,
            "--org",
            "/",
            "--title",
            "表",
            "--sheet",
            "--today",
            TODAY,
        ]);
        assert_eq!(run.code, 0, "{}", run.text());
    }
    let check = portal.run(&["check", "--today", TODAY]);
    assert!(check.code == 0, "{}", check.out);
}
