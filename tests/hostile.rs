//! Content that was made, or came about, to take all memory or all time: each ends with a message that names the file.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs::{self, File};
use std::io::{Cursor, Write};

use support::sheet::{Sheet, data, parts};
use support::{Portal, bounded};

const LIST: &str = "\
kind: notice
form: name-list
title: 救助对象名单公示
window: {days: 7, from: 2025-07-16, outcome: 公示期内无异议}
contact: {name: 村委会, phone: 0872-7100000}
";

/// Both commands end, with `code` and a message that has `word` in it.
#[track_caller]
fn ends(portal: &Portal, code: i32, words: &[&str]) {
    for command in [&["check"][..], &["build", "--out", "site"], &["build", "--keep-going", "--out", "site"]] {
        ends_with(portal, command, (code, words));
    }
}

#[track_caller]
fn ends_with(portal: &Portal, command: &[&str], (code, words): (i32, &[&str])) {
    let said = bounded::run(portal, command);
    let text = said.text();
    assert_eq!(said.code, code, "{command:?}: {}", text.chars().take(4_000).collect::<String>());
    for word in words {
        assert!(
            text.contains(word),
            "{command:?} does not say {word}: {}",
            text.chars().take(4_000).collect::<String>()
        );
    }
}

/// A notice with a table beside it.
fn table(name: &str, bytes: impl AsRef<[u8]>) -> Portal {
    Portal::new().file("content/2025-07-16-list.yaml", LIST).file(&format!("content/2025-07-16-list.{name}"), bytes)
}

/// A record with a text.
fn text(text: &str) -> Portal {
    let head = "---\nkind: rule\ntitle: 公告\n---\n";
    Portal::new().file("content/2025-07-01-a.md", format!("{head}{text}"))
}

#[test]
fn yaml_that_nests_or_repeats() {
    for text in ["[".repeat(200_000), "{a: ".repeat(50_000), "- ".repeat(100_000), "? ".repeat(100_000)] {
        ends(&Portal::new().file("content/2025-07-01-a.yaml", text), 1, &["content/2025-07-01-a.yaml"]);
    }
    let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n";
    ends(&Portal::new().file("content/2025-07-01-a.yaml", bomb), 1, &["yaml/alias", "content/2025-07-01-a.yaml"]);
    let many = format!("{LIST}list: [{}]\n", "a,".repeat(3_000_000));
    let portal = Portal::new().file("content/2025-07-16-list.yaml", many);
    ends(&portal, 1, &["limit/too-many", "content/2025-07-16-list.yaml", "`values: "]);
}

#[test]
fn keys_and_facts_in_great_number() {
    let keys = |count: usize, indent: &str| (0..count).map(|at| format!("{indent}键{at}: 值\n")).collect::<String>();
    let head = "kind: rule\ntitle: 公告\n";
    let portal = Portal::new().file("content/2025-07-01-a.yaml", format!("{head}{}", keys(100_000, "")));
    ends(&portal, 1, &["limit/too-many", "content/2025-07-01-a.yaml", "10001+"]);
    let facts = |count| format!("{LIST}facts:\n{}", keys(count, "  "));
    let portal = Portal::new().file("content/2025-07-16-list.yaml", facts(100_000));
    ends(&portal, 1, &["limit/too-many", "content/2025-07-16-list.yaml"]);
    ends(&Portal::new().file("content/2025-07-16-list.yaml", facts(9_000)), 0, &[]);
}

#[test]
fn markdown_that_nests_or_repeats() {
    let line = |part: &str, count| part.repeat(count);
    let table = format!("|{}\n|{}\n", line("a|", 4_000), line("-|", 4_000));
    let notes: String = (0..4_000).map(|at| format!("[^{at}] \n\n[^{at}]: x\n\n")).collect();
    let texts = [
        line("> ", 4_000),
        line("- ", 4_000),
        line("[", 20_000),
        line("![", 20_000),
        line("*a_", 20_000),
        (1..600).map(|at| format!("{} ", line("`", at))).collect(),
        line("<div>", 4_000),
        table,
        notes,
    ];
    for one in texts {
        for command in [&["check"][..], &["build", "--out", "site"]] {
            assert_eq!(bounded::run(&text(&one), command).code, 0);
        }
    }
    ends(&text(&line("公开。", 2_000_000)), 0, &[]);
}

#[test]
fn large_files_are_refused_before_they_are_read() {
    let sparse = |portal: &Portal, name: &str, size: u64| {
        portal.write(name, "");
        File::options().write(true).open(portal.path(name)).unwrap().set_len(size).unwrap();
    };
    for name in ["2025-07-01-a.yaml", "2025-07-01-a.md", "org.yaml", "portal.yaml", "catalogue.yaml", "kinds/a.yaml"] {
        let (portal, name) = (Portal::new(), format!("content/{name}"));
        sparse(&portal, &name, 5 << 30);
        ends_with(&portal, &["check"], (1, &["file/too-large", &name, "5120 MiB"]));
    }
    for end in ["csv", "xlsx"] {
        let portal = table(end, "");
        sparse(&portal, &format!("content/2025-07-16-list.{end}"), 5 << 30);
        ends_with(&portal, &["check"], (1, &["file/too-large", &format!("content/2025-07-16-list.{end}")]));
    }
    let portal = text("[附件](2025-07-01-a/视频.mp4)");
    sparse(&portal, "content/2025-07-01-a/视频.mp4", 600 << 20);
    sparse(&portal, "content/2025-07-01-a/另一个.mp4", 5 << 30);
    ends_with(&portal, &["check"], (0, &["file/unused", "另一个.mp4"]));
    ends_with(&portal, &["build", "--out", "site"], (0, &["file/unused", "另一个.mp4"]));
    sparse(&portal, "content/2025-07-01-a/视频.mp4", 5 << 30);
    ends_with(&portal, &["check"], (1, &["file/too-large", "视频.mp4", "attachment-size: 5120"]));
    let line = text(&"公".repeat(17_000_000));
    ends(&line, 1, &["file/too-large", "content/2025-07-01-a.md", "text-size: 49"]);
}

#[test]
fn tables_of_many_rows() {
    let rows = |count: usize, cells: &str| (0..count).map(|at| format!("{at}{cells}\n")).collect::<String>();
    let head = "序号,姓名,人数,备注\n";
    let portal = table("csv", format!("{head}{}", rows(1_000_000, ",张建国,3,甲")));
    ends(&portal, 1, &["limit/too-many", "content/2025-07-16-list.csv", "1000000", "`rows: 1000000`"]);
    let portal = table("csv", format!("{head}{}", rows(1_000_000, ",,三,甲")));
    ends(&portal, 1, &["limit/too-many", "content/2025-07-16-list.csv", "`rows: 1000000`"]);
    ends(&table("csv", format!("{head}{}", rows(30_000, ",张建国,3,甲"))), 0, &[]);
    ends(&table("csv", format!("{head}{}", rows(40_000, ",张建国,三,甲"))), 1, &["40,000 errors"]);
    let worse = format!("序号,姓名,人数,每人标准,全户金额\n{}", rows(40_000, ",张建国,三,三,三"));
    ends_with(&table("csv", worse), &["check", "--format", "json"], (1, &["register/not-whole"]));
    let unknown = table("csv", format!("序号,姓名,人数,备住\n{}", rows(30_000, ",张建国,3,甲")));
    ends(&unknown, 1, &["key/unknown", "content/2025-07-16-list.csv", "1 error"]);
}

#[test]
fn tables_of_many_columns() {
    let head = |count: usize| (0..count).map(|at| format!("列{at},")).collect::<String>();
    let portal = table("csv", format!("序号,姓名,{}\n1,张建国\n", head(100_000)));
    ends(&portal, 1, &["limit/too-many", "content/2025-07-16-list.csv", "`columns: 100002`"]);
    ends(&table("csv", ",".repeat(30 << 20)), 1, &["rows/no-head", "content/2025-07-16-list.csv"]);
    let wide = format!("序号,姓名,备注\n1,张建国,甲{}远\n2,李秀英,乙\n3,王大山,丙\n", ",".repeat(100_000));
    ends(&table("csv", wide), 1, &["rows/too-many-cells", "content/2025-07-16-list.csv"]);
}

/// A notice with a workbook of one sheet that holds `xml`, and other parts.
fn workbook(xml: String, more: &[(&str, String)]) -> Portal {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts(&[Sheet { name: "1", state: "", xml }], more) {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    table("xlsx", archive.finish().unwrap().into_inner())
}

fn plain() -> String {
    data(&[
        vec!["序号", "姓名", "备注"],
        vec!["1", "张建国", "甲"],
        vec!["2", "李秀英", "乙"],
        vec!["3", "王大山", "丙"],
    ])
}

/// The same with more behind its last row.
fn with_row(row: &str) -> String {
    plain().replace("</sheetData>", &format!("{row}</sheetData>"))
}

#[test]
fn cells_far_away_cost_nothing() {
    let cell = |place: &str| {
        let row = place.trim_start_matches(char::is_alphabetic);
        with_row(&format!("<row r=\"{row}\"><c r=\"{place}\" t=\"inlineStr\"><is><t>远</t></is></c></row>"))
    };
    ends(&workbook(cell("XFD1048576"), &[]), 1, &["rows/too-many-cells", "2025-07-16-list.xlsx:XFD1048576"]);
    ends(&workbook(cell("A1048576"), &[]), 1, &["2025-07-16-list.xlsx:A1048576"]);
    ends(&workbook(cell("XFD2"), &[]), 1, &["2025-07-16-list.xlsx:XFD2"]);
    ends(&workbook(cell("FXSHRXX4294967295"), &[]), 1, &["content/2025-07-16-list.xlsx"]);
    let blank = with_row("<row r=\"1048576\"><c r=\"XFD1048576\" s=\"0\"/></row>");
    ends(&workbook(blank, &[]), 0, &[]);
    let wide = plain().replace("</c></row><row>", "</c><c r=\"XFD1\"><v>1</v></c></row><row>");
    ends(&workbook(wide, &[]), 1, &["limit/too-many", "2025-07-16-list.xlsx:XFD1", "columns: 16384"]);
}

#[test]
fn workbooks_that_unpack_to_much() {
    let large = "content/2025-07-16-list.xlsx";
    let spaces = workbook(with_row(&" ".repeat(90 << 20)), &[]);
    ends(&spaces, 1, &["file/too-large", large, "`workbook-size: 130`"]);
    let text = format!("<row><c t=\"inlineStr\"><is><t>{}</t></is></c></row>", "a".repeat(90 << 20));
    ends(&workbook(with_row(&text), &[]), 1, &["file/too-large", large]);
    let strings =
        |head: &str, count: usize| [("xl/sharedStrings.xml", format!("<sst{head}>{}</sst>", "<si/>".repeat(count)))];
    ends(&workbook(plain(), &strings("", 12_000_000)), 1, &["limit/too-many", large]);
    ends(&workbook(plain(), &strings(" uniqueCount=\"18446744073709551615\"", 1)), 1, &["limit/too-many", large]);
    ends(&workbook(plain(), &strings(" uniqueCount=\"900\"", 900)), 0, &[]);
    let shared = format!("<sst><si><t>{}</t></si></sst>", "共".repeat(1 << 20));
    let cells = format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(1_000));
    let many = workbook(with_row(&cells), &[("xl/sharedStrings.xml", shared)]);
    ends(&many, 1, &["file/too-large", large, "67+ MiB", "`workbook-size: 134`"]);
    let cells = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(4_000_000));
    ends(&workbook(with_row(&cells), &[]), 1, &[large]);
    ends(&workbook(with_row(&"<row/>".repeat(1_000_000)), &[]), 0, &[]);
    let rows = "<row><c><v>1</v></c><c><v>2</v></c></row>".repeat(300_000);
    ends(&workbook(with_row(&rows), &[]), 1, &["limit/too-many", large, "`rows: 300003`"]);
}

#[test]
fn merges_and_totals_in_great_number() {
    let row = |at: usize| format!("<row r=\"{at}\"><c r=\"A{at}\"><v>{at}</v></c></row>");
    let rows: String = (5..20_000).map(row).collect();
    let letters = |at: usize| {
        let letter = |at: usize| char::from(b'A' + u8::try_from(at).unwrap());
        format!("{}{}", letter(at / 26), letter(at % 26))
    };
    let merged = |merges: String| {
        let behind = format!("</sheetData><mergeCells>{merges}</mergeCells>");
        with_row(&rows).replace("</sheetData>", &behind)
    };
    let merge = |at: usize| {
        let column = letters(26 + at % 600);
        format!("<mergeCell ref=\"{column}{}:{column}{}\"/>", at / 600 + 1, 20_000 - at)
    };
    ends(&workbook(merged((0..19_000).map(merge).collect()), &[]), 0, &[]);
    let tall = |at: usize| format!("<mergeCell ref=\"{0}1:{0}20000\"/>", letters(26 + at));
    let first: String = (0..600).map(|at| format!("<c r=\"{}1\"><v>1</v></c>", letters(26 + at))).collect();
    let xml = merged((0..600).map(tall).collect()).replacen("</c></row>", &format!("</c>{first}</row>"), 1);
    ends(&workbook(xml, &[]), 1, &["2025-07-16-list.xlsx"]);
    let totals: String = (0..20_000).map(|at| format!("{at},甲,1,\n小计,,1,\n")).collect();
    ends(&table("csv", format!("序号,姓名,人数,备注\n{totals}")), 0, &[]);
}

#[test]
fn workbooks_that_lie_or_are_none() {
    let named = "content/2025-07-16-list.xlsx";
    let said = |reference: &str| format!("<dimension ref=\"{reference}\"/>{}", plain());
    ends(&workbook(said("A1:XFD1048576"), &[]), 0, &[]);
    ends(&workbook(said("A1"), &[]), 0, &[]);
    ends(&workbook(said("XFD1048576:A1"), &[]), 1, &["rows/unreadable", named]);
    let lol: String = (1..20).map(|at| format!("<!ENTITY l{at} \"&l{0};&l{0};\">", at - 1)).collect();
    let bomb = format!("<!DOCTYPE sst [<!ENTITY l0 \"x\">{lol}]><sst><si><t>&l19;</t></si></sst>");
    ends(&workbook(plain(), &[("xl/sharedStrings.xml", bomb)]), 1, &["rows/unreadable", named]);
    ends(&table("xlsx", "垃圾"), 1, &["rows/unreadable", named]);
    ends(&table("xlsx", ""), 1, &["rows/unreadable", named]);
    let whole = fs::read(workbook(plain(), &[]).path(named)).unwrap();
    for at in [4, whole.len() / 3, whole.len() / 2, whole.len() - 1] {
        ends(&table("xlsx", &whole[..at]), 1, &["rows/unreadable", named]);
    }
    let deep = with_row(&format!("<row>{}", "<a>".repeat(1_000_000)));
    ends(&workbook(deep, &[]), 0, &[]);
}

#[test]
fn a_quote_that_is_not_closed_leaks_nothing() {
    let rows = "序号,姓名,人数,备注,身份证号\n1,张建国,3,,110101190203072571\n2,李秀英,2,,110101190203077719\n";
    let open = format!("{rows}3,王大山,1,\"常年外出务工,110101190203078893\n4,赵小满,5,,110101190203074534\n");
    let later = format!("{open}5,钱有余,2,\"又一个\",110101190203075633\n");
    for text in [open, later] {
        let portal = table("csv", text);
        ends(&portal, 1, &["rows/unclosed-quote", "content/2025-07-16-list.csv", "cell 4 of line 4"]);
        let said = bounded::run(&portal, &["check"]).text();
        assert!(!said.contains("110101190203078893"), "{said}");
        let site = portal.tree("site");
        assert!(site.iter().all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains("11010119020307")));
    }
    let sound = format!("{rows}3,王大山,1,\"常年外出,\n务工 \"\"三年\"\"\",110101190203078893\n");
    ends(&table("csv", sound), 0, &[]);
}

#[test]
fn catalogues_languages_and_versions_in_great_number() {
    let item =
        |at: usize, more: &str| format!("- {{id: i{at}, name: 事项{at}, owed-by: {{levels: [county]}}, {more}}}\n");
    let items = |count, more: &str| format!("items:\n{}", (0..count).map(|at| item(at, more)).collect::<String>());
    let due = "due: {every: month, within: 10 days}";
    let portal = Portal::new().file("content/catalogue.yaml", items(20_000, due));
    ends(&portal, 1, &["limit/too-many", "content/catalogue.yaml", "catalogue-items: 20000"]);
    let portal = Portal::new().file("content/catalogue.yaml", items(300, &format!("{due}, since: 1000-01-01")));
    ends(&portal, 1, &["catalogue/early-since", "content/catalogue.yaml"]);
    let portal = Portal::new().file("content/catalogue.yaml", items(5_000, &format!("{due}, since: 1900-01-01")));
    ends(&portal, 1, &["limit/too-many", "content/catalogue.yaml", "duties: "]);
    let languages: String = (0..2_000).map(|at| format!("x{at}, ")).collect();
    let portal = Portal::new().file("content/portal.yaml", format!("{}languages: [{languages}]\n", support::PORTAL));
    ends(&portal, 1, &["content/portal.yaml", "languages"]);
    let portal = text("第一版");
    for at in 1..=700 {
        let before = if at == 1 { "2025-07-01-a".to_owned() } else { format!("2025-07-01-v{}", at - 1) };
        let head = format!("---\nkind: rule\ntitle: 公告\nsupersedes: {before}\nchanges: 字\nreason: 错\n---\n");
        portal.write(&format!("content/2025-07-01-v{at}.md"), format!("{head}第{at}版"));
    }
    ends(&portal, 1, &["limit/too-many", "content/2025-07-01-v", "versions: "]);
}

#[test]
fn templates_that_nest_or_run_in_circles() {
    let own = |name: &str, text: String| {
        let portal = Portal::new().file("content/portal.yaml", format!("{}theme: own\n", support::PORTAL));
        portal.file(&format!("themes/own/{name}"), text)
    };
    let home = "themes/own/page/home.html";
    let build = &["build", "--out", "site"];
    ends_with(&own("page/home.html", "<div>".repeat(50_000)), build, (1, &["theme/too-deep", home]));
    ends_with(&own("page/home.html", "<div>".repeat(390)), build, (0, &[]));
    ends_with(&own("page/home.html", "<p>x</p><br>".repeat(50_000)), build, (0, &[]));
    let itself = own("page/home.html", "{% include \"page/home.html\" %}".to_owned());
    ends_with(&itself, build, (1, &["themes/own", "page/home.html"]));
    ends_with(&own("page/home.html", format!("{{{{ {}1 }}}}", "(".repeat(20_000))), build, (1, &[home]));
    ends_with(&own("page/home.html", format!("{{{{ {}1 }}}}", "not ".repeat(100_000))), build, (1, &[home]));
    ends_with(&own("page/home.html", "{% if a %}".repeat(50_000)), build, (1, &[home]));
    ends_with(&own("page/home.html", "\0\u{1}\u{fffd}{{".repeat(1_000)), build, (1, &[home]));
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;
    use std::process::Command;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::{File, LIST, Portal, bounded, ends, ends_with, fs, support, table, text};

    fn fifo(portal: &Portal, name: &str) {
        let path = portal.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }

    #[test]
    fn pipes_sockets_and_devices_are_told_and_the_others_come() {
        for name in ["content/2025-07-02-b.yaml", "content/2025-07-02-b.md", "content/org.yaml", "content/portal.yaml"]
        {
            let portal = text("公开");
            let _ = fs::remove_file(portal.path(name));
            fifo(&portal, name);
            let said = bounded::run(&portal, &["check"]);
            assert!(said.code == 1 && said.text().contains("[file/not-a-file]"), "{}", said.text());
            assert!(said.text().contains(name), "{}", said.text());
        }
        let portal = table("yaml", LIST);
        fifo(&portal, "content/2025-07-16-list.csv");
        ends_with(&portal, &["check"], (1, &["file/not-a-file", "content/2025-07-16-list.csv"]));
        let portal = text("[附件](2025-07-01-a/b.pdf)");
        fifo(&portal, "content/2025-07-01-a/b.pdf");
        ends_with(&portal, &["check"], (1, &["file/not-a-file", "content/2025-07-01-a/b.pdf"]));
        let portal = text("公开");
        let _socket = UnixListener::bind(portal.path("content/2025-07-02-b.yaml")).unwrap();
        ends_with(&portal, &["check"], (1, &["file/not-a-file", "content/2025-07-02-b.yaml"]));
        for device in ["/dev/zero", "/dev/null"] {
            let portal = text("公开");
            symlink(device, portal.path("content/2025-07-02-b.yaml")).unwrap();
            ends_with(&portal, &["check"], (1, &["content/2025-07-02-b.yaml"]));
        }
    }

    #[test]
    fn no_link_to_a_folder_is_followed() {
        let outside =
            Portal::bare().file("content/2025-07-09-secret.yaml", LIST).file("content/org.yaml", "name: 外村\n");
        let portal = text("公开").file("content/in/2025-07-03-c.md", "---\nkind: rule\ntitle: 内\n---\n内");
        symlink(outside.path("content"), portal.path("content/out")).unwrap();
        symlink(portal.path("content/in"), portal.path("content/again")).unwrap();
        symlink("/usr/share", portal.path("content/share")).unwrap();
        symlink(portal.path("content"), portal.path("content/loop")).unwrap();
        symlink("/", portal.path("content/2025-07-01-a")).unwrap();
        let said = bounded::run(&portal, &["check"]);
        assert_eq!(said.text().matches("[file/linked-folder]").count(), 5, "{}", said.text());
        for name in ["out", "again", "share", "loop", "2025-07-01-a"] {
            assert!(said.text().contains(&format!("--> content/{name}\n")), "{}", said.text());
        }
        assert!(!said.text().contains("secret") && said.code == 1);
        bounded::run(&portal, &["build", "--keep-going", "--out", "site"]);
        if portal.path("site").exists() {
            let names: Vec<String> = portal.tree("site").into_iter().map(|(name, _)| name).collect();
            assert!(names.iter().all(|name| !name.contains("secret") && !name.contains("again")), "{names:?}");
        }
    }

    #[test]
    fn links_to_files_are_read_inside_only() {
        let portal = text("公开");
        symlink("/etc/passwd", portal.path("content/2025-07-02-b.md")).unwrap();
        symlink("2025-07-03-none.md", portal.path("content/2025-07-03-c.md")).unwrap();
        symlink("2025-07-04-d.md", portal.path("content/2025-07-04-d.md")).unwrap();
        symlink("2025-07-01-a.md", portal.path("content/2025-07-05-e.md")).unwrap();
        let said = bounded::run(&portal, &["check"]).text();
        assert!(said.contains("[file/outside]") && said.contains("--> content/2025-07-02-b.md\n"), "{said}");
        assert_eq!(said.matches("[file/dangling-link]").count(), 2, "{said}");
        assert!(!said.contains("2025-07-05-e") && !said.contains("root:"), "{said}");
    }

    #[test]
    fn folders_of_links_are_not_walked_through() {
        let portal = text("公开");
        let mut folder = portal.path("content/l");
        for _ in 0..20 {
            fs::create_dir_all(folder.join("a")).unwrap();
            symlink("a", folder.join("b")).unwrap();
            folder = folder.join("a");
        }
        ends_with(&portal, &["check"], (1, &["file/linked-folder", "--> content/l/b\n"]));
    }

    #[test]
    fn names_that_are_no_text() {
        let portal = text("公开");
        fs::write(portal.path("content").join(OsStr::from_bytes(b"2025-07-02-\xb9\xab.md")), "x").unwrap();
        fs::create_dir(portal.path("content").join(OsStr::from_bytes(b"\xb9\xab"))).unwrap();
        ends_with(&portal, &["check"], (1, &["name/not-utf8", "content/2025-07-02-\u{fffd}\u{fffd}.md", "2 errors"]));
        let portal = text("公开");
        fs::write(portal.path("content/2025\n\u{1}.md"), "x").unwrap();
        ends_with(&portal, &["check"], (1, &["name/bad-character"]));
    }

    /// A folder whose path is longer than the system takes: two deep ones, of which one is moved into the other.
    fn far_folder(portal: &Portal) {
        let name = "d".repeat(190);
        let deep = |top: &str| (0..15).fold(portal.path("content").join(top), |folder, _| folder.join(&name));
        let (first, second) = (deep("d"), deep("e"));
        fs::create_dir_all(&first).unwrap();
        fs::create_dir_all(&second).unwrap();
        fs::rename(portal.path("content/e"), first.join("e")).unwrap();
    }

    #[test]
    fn messages_in_full() {
        let portal = text("公开");
        let content = |name: &str| portal.path(&format!("content/{name}"));
        fs::create_dir(content("in")).unwrap();
        symlink("in", content("again")).unwrap();
        symlink("none.md", content("c.md")).unwrap();
        fifo(&portal, "content/d.csv");
        fs::write(content("").join(OsStr::from_bytes(b"\xb9\xab.md")), "x").unwrap();
        support::assert_text(
            &portal.run(&["check"]).text(),
            "
            错误[file/linked-folder]: 这是指向文件夹的链接（快捷方式），里面的内容不读
            --> content/again
             = 改法: 删去链接；它指向的文件夹在 `content/` 外面、又要公开的，把那个文件夹复制到这里；已经在 `content/` 里面的，不用再放一份，要提到里面的记录，就写它的路径

            错误[file/dangling-link]: 这个链接指向的文件不存在，或者链接绕成了圈
            --> content/c.md
             = 改法: 删去链接；要公开的文件，把它本身放在这里，用同样的名字

            错误[file/not-a-file]: 这既不是文件也不是文件夹，而是管道、套接字或设备，不读
            --> content/d.csv
             = 改法: 从 content/ 里删去

            错误[name/not-utf8]: 名字不是 UTF-8 编码，读出来是 `\u{fffd}\u{fffd}.md`，不读
            --> content/\u{fffd}\u{fffd}.md
             = 改法: 重新输入名字；从别的电脑解压来的，解压时选 GBK 或 UTF-8 编码

            4 个错误，0 个警告，0 个提示，已确认 0 个",
        );
        support::assert_text(
            &portal.run(&["check", "--lang", "en"]).text(),
            "
            error[file/linked-folder]: this is a link to a folder; nothing in it is read
            --> content/again
             = help: delete the link; if the folder that it leads to lies outside `content/` and is to be published, copy it here; if it lies inside, no second one is needed: write the path of a record in it where you mention that

            error[file/dangling-link]: what this link leads to does not exist, or the link leads back to itself
            --> content/c.md
             = help: delete the link; put the file that is to be published here itself, under the same name

            error[file/not-a-file]: this is neither a file nor a folder but a pipe, a socket or a device; it is not read
            --> content/d.csv
             = help: delete it from content/

            error[name/not-utf8]: the name is not UTF-8 and reads `\u{fffd}\u{fffd}.md`; it is not read
            --> content/\u{fffd}\u{fffd}.md
             = help: type the name anew; if it came from an archive, unpack that with the right encoding

            4 errors, 0 warnings, 0 notes, 0 accepted",
        );
    }

    #[test]
    fn a_path_that_is_too_long_is_told() {
        let portal = text("公开");
        far_folder(&portal);
        let said = |lang: &str| {
            let said = portal.run(&["check", "--lang", lang]).text();
            said.replace(&format!("{}/", "d".repeat(190)), "").replace(&"d".repeat(190), "f")
        };
        support::assert_text(
            &said("zh"),
            "
            错误[folder/unreadable]: 文件夹打不开，里面的内容都读不到：从 content/ 算起的路径太长
            --> content/d/e/f
             = 改法: 缩短文件夹的名字，或移到上面几层

            1 个错误，0 个警告，0 个提示，已确认 0 个",
        );
        assert!(
            said("en").contains(
                "error[folder/unreadable]: the folder cannot be opened, so nothing in it can be read: its path is too long"
            ),
            "{}",
            said("en")
        );
    }

    #[test]
    fn folders_that_nest_deep() {
        let portal = text("公开");
        let mut folder = portal.path("content");
        for _ in 0..300 {
            folder.push("d");
            fs::create_dir(&folder).unwrap();
        }
        fs::write(folder.join("2025-07-02-b.md"), "x").unwrap();
        ends_with(&portal, &["check"], (1, &["folder/too-deep]: folders nest deeper than 256;", "--> content/d/d/d"]));
        let said = portal.run(&["check"]).text();
        assert!(said.contains("错误[folder/too-deep]: 文件夹套了 256 层以上，再往里不读"), "{said}");
    }

    #[test]
    fn files_that_may_not_be_read() {
        let portal = text("公开").file("content/2025-07-02-b.md", "x").file("content/in/a.md", "x");
        let none = fs::Permissions::from_mode(0o000);
        fs::set_permissions(portal.path("content/2025-07-02-b.md"), none.clone()).unwrap();
        fs::set_permissions(portal.path("content/in"), none).unwrap();
        let is_root = File::open(portal.path("content/2025-07-02-b.md")).is_ok();
        let said = bounded::run(&portal, &["check"]);
        fs::set_permissions(portal.path("content/in"), fs::Permissions::from_mode(0o755)).unwrap();
        if !is_root {
            assert_eq!(said.text().matches("[file/unreadable]").count(), 2, "{}", said.text());
            assert!(said.code == 1 && said.text().contains("permission denied"), "{}", said.text());
        }
    }

    #[test]
    fn files_that_come_and_go_end_nothing() {
        let (portal, is_over) = (text("公开"), AtomicBool::new(false));
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    for at in 0..50 {
                        fs::write(portal.path(&format!("content/2025-07-02-{at}.md")), "x").unwrap();
                    }
                    for at in 0..50 {
                        fs::remove_file(portal.path(&format!("content/2025-07-02-{at}.md"))).unwrap();
                    }
                }
            });
            let codes: Vec<i32> = (0..15).map(|_| bounded::run(&portal, &["check"]).code).collect();
            is_over.store(true, Ordering::Relaxed);
            assert!(codes.iter().all(|code| matches!(code, 0 | 1)), "{codes:?}");
        });
        ends(&portal, 0, &[]);
    }
}
