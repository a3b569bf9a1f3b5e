use crate::base::diag::Diagnostics;
use crate::base::lang::Lang;
use crate::base::limits::Limits;
use crate::base::source::Place;
use crate::base::yaml::Value;
use crate::blocks::heads::{Head, Sort};
use crate::load::rows::{Expected, read};

/// The cells of a table with their places in the file, and what is said to it.
fn check(text: &str, names: &[&str], expected: &str) {
    let mut diags = Diagnostics::new();
    let limits = Limits::default();
    let head = |name: &&str| Head::new(vec![(*name).into()], "".into(), Sort::Text);
    let expect = Expected { heads: names.iter().map(head).collect(), sheet: None, period: None, limits: &limits };
    let node = read(&"a.csv".into(), text.as_bytes().to_vec(), &expect, &mut diags);
    let mut out = Vec::new();
    if let Value::List(rows) = node.value {
        for row in rows {
            let Value::Map(cells) = row.value else { continue };
            let cells = cells.into_iter().map(|(key, cell)| {
                let Place::Bytes(from, to) = cell.span.place else { panic!("{cell:?}") };
                format!("{}={:?}", key.text, &text.trim_start_matches('\u{feff}')[from as usize..to as usize])
            });
            out.push(cells.collect::<Vec<_>>().join(" "));
        }
    }
    out.extend(diags.iter().map(|one| one.message(Lang::En)));
    assert_eq!(out.join("\n"), expected, "{text}");
}

#[test]
fn cells_know_their_place() {
    check(
        "日期,事项\r\n2025-04-03,租金\r\n\r\n,\"路灯,电费\"\r\n",
        &[],
        "日期=\"2025-04-03\" 事项=\"租金\"\n日期=\"\" 事项=\"\\\"路灯,电费\\\"\"",
    );
    check("a,b\n1,2,3", &[], "a=\"1\" b=\"2\"\nthis row has 3 cells, the head only 2: `3` belongs to no column");
    check("", &[], "the table is empty and has no head");
}

#[test]
fn cells_are_set_apart_by_what_gives_known_heads() {
    let cells = "姓名=\"张建国\" 人数=\"3\"";
    for sign in [",", "\t"] {
        check(&format!("姓名{sign}人数\n张建国{sign}3"), &["姓名", "人数"], cells);
    }
    for sign in [";", "，", "；", "|"] {
        let told = format!("{cells}\nthe cells of this table are read as set apart by `{sign}`");
        check(&format!("姓名{sign}人数\n张建国{sign}3"), &["姓名", "人数"], &told);
        check(&format!("姓名{sign}人数\n张建国{sign}3"), &[], &told);
    }
    check("sep=;\n姓名;人数\n张建国;3", &["姓名", "人数"], cells);
    check("\"SEP=|\"\r\n姓名|人数\r\n张建国|3", &[], cells);
    check("\u{feff}\"姓名\",\"人数\"\n张建国,3", &["姓名", "人数"], cells);
    check("姓名,人数\n\"张，建；国\",3", &["姓名", "人数"], "姓名=\"\\\"张，建；国\\\"\" 人数=\"3\"");
}

#[test]
fn a_quote_in_a_cell_is_a_sign_and_one_that_swallows_rows_an_error() {
    let open = |line, cell| {
        format!(
            "the quote that opens cell {cell} of line {line} is not closed and would swallow the lines below; nothing of the table was read"
        )
    };
    check("事项,数\n5\"管,3\n3\"管,2", &[], "事项=\"5\\\"管\" 数=\"3\"\n事项=\"3\\\"管\" 数=\"2\"");
    check("事项,数\n\"管,3\n管,2", &[], &open(2, 1));
    check("姓名,备注,人数\n张三,\"外出\n李四,在家\",2\n王五,,1", &[], &open(2, 2));
    check("姓名,村民小组,备注,人数\n张建国,一组,\"外出\n李秀英,二组\n王五,一组,\",1", &[], &open(2, 3));
    let lines = "备注=\"\\\"一\\n二\\\"\" 姓名=\"张建国\"\n备注=\"\\\"三\\n四,五\\\"\" 姓名=\"李秀英\"";
    check("备注,姓名\n\"一\n二\",张建国\n\"三\n四,五\",李秀英", &[], lines);
    check("事项,数\n甲,3\n\"管,3\n乙\",2", &[], &open(3, 1));
    check("事项,备注,数\n甲,\"外出,3\n乙,务工\",2", &[], &open(2, 2));
    check("事项,备注\n甲,\"外出\n乙,务工\"", &[], &open(2, 2));
    check("事项,备注\n甲,\"外出\n务工\"", &[], "事项=\"甲\" 备注=\"\\\"外出\\n务工\\\"\"");
    check("事项,备注,数\n甲,\"外出，\n务工\",3", &[], "事项=\"甲\" 备注=\"\\\"外出，\\n务工\\\"\" 数=\"3\"");
}

#[test]
fn lines_around_the_rows_are_told() {
    let names = ["姓名", "人数", "备注"];
    check(
        "测试村名单,,\n单位：户,,2026年\n姓名,人数,备注\n张建国,3,\n合计,3,\n审核：李某,制表：王某,\n2026年7月1日,,",
        &names,
        "姓名=\"张建国\" 人数=\"3\" 备注=\"\"\n姓名=\"合计\" 人数=\"3\" 备注=\"\"\n\
         the head is row 3; left out is what stands above it (rows: 1, 2): “测试村名单”；“单位：户 2026年”\n\
         this line is a signature or a remark (“审核：李某”) and was left out\n\
         this line is a signature or a remark (“2026年7月1日”) and was left out",
    );
    check(
        "姓名,人数,备注\n备注：甲,1,2\n张建国,3\n说明：乙,,",
        &names,
        "姓名=\"备注：甲\" 人数=\"1\" 备注=\"2\"\n姓名=\"张建国\" 人数=\"3\"\n\
         this row says “备注：甲” like a signature or a remark, but fills other columns too and was read as a row\n\
         this row has 2 cells, the head 3; the others are read as empty\n\
         this line is a signature or a remark (“说明：乙”) and was left out",
    );
    check(
        "姓名,人数,备注\n张建国,3,\n村民代表签字：,,\n,,2026年7月",
        &names,
        "姓名=\"张建国\" 人数=\"3\" 备注=\"\"\n\
         this line is a signature or a remark (“村民代表签字：”) and was left out\n\
         this line is a signature or a remark (“2026年7月”) and was left out",
    );
    check("姓名,住处\n", &names, "unknown column `住处`");
    check(
        "姓名,,人数\n张建国,一组,3\n李秀英,二组,2",
        &names,
        "姓名=\"张建国\" 人数=\"3\"\n姓名=\"李秀英\" 人数=\"2\"\nthe head above this cell (`一组`) is empty, so that nobody knows its column",
    );
}

#[test]
fn cells_that_a_spreadsheet_spoilt_are_errors() {
    for (cell, message) in [
        ("#REF!", "this cell says `#REF!`, which is no value"),
        ("#####", "this cell says `#####`, which is no value"),
        ("=B2", "this cell is a formula, and the file does not hold what it gives"),
        ("=SUM(B2:B3)", "this cell is a formula, and the file does not hold what it gives"),
        (
            "5.30102E+17",
            "this cell is a long number (digits: 18) that the spreadsheet keeps as a figure: its last digits are lost",
        ),
    ] {
        check(&format!("姓名,备注\n张建国,{cell}"), &[], &format!("姓名=\"张建国\" 备注=\"{cell}\"\n{message}"));
    }
    for cell in ["#2 泵房", "=", "E+17", "1E", "=\"0012\""] {
        check(&format!("姓名,备注\n张建国,{cell}"), &[], &format!("姓名=\"张建国\" 备注={cell:?}"));
    }
}

#[test]
fn a_head_of_two_rows_is_one() {
    check(
        "姓名,补贴情况,,备注\n,面积,金额,\n张建国,3,100,无",
        &["姓名", "面积", "金额", "备注"],
        "姓名=\"张建国\" 面积=\"3\" 金额=\"100\" 备注=\"无\"",
    );
    check(
        "姓名,备注,补贴情况,,\n,,面积,金额,人数\n张建国,无,3,100,2",
        &["姓名", "面积", "金额", "备注", "人数"],
        "姓名=\"张建国\" 备注=\"无\" 面积=\"3\" 金额=\"100\" 人数=\"2\"",
    );
}

#[test]
fn lines_that_end_as_on_old_machines_are_lines() {
    let row = "姓名=\"张建国\" 人数=\"3\"";
    for text in ["sep=;\r姓名;人数\r张建国;3", "sep=;\r\n姓名;人数\r\n张建国;3", "\"sep=;\"\n姓名;人数\n张建国;3"]
    {
        check(text, &["姓名", "人数"], row);
    }
    check("姓名,人数\r张建国,3\r", &["姓名", "人数"], row);
}
