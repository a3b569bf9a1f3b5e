//! What goes in comes out, and nothing else: of a table every row is published, or a message names it. Tables are made
//! from a seed, as CSV and as XLSX, with all that clerks put around rows.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeSet;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};
use support::Portal;
use support::sheet::{Sheet, book};

const RECORD: &str = "kind: ledger\ntitle: 石桥村问题台账\n";

/// Numbers that look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).unwrap()
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

/// What a line of a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// It stands above the head or below the rows.
    Around,
    Head,
    Row,
    Hidden,
    Total,
}

/// Lines of a table; the second cell of each has a mark of its own.
struct Made {
    lines: Vec<(Sort, Vec<String>)>,
}

fn made(numbers: &mut Numbers) -> Made {
    let mut lines = Vec::new();
    let line = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
    for title in ["石桥村问题台账", "填报单位：石桥村", "2025年第二季度"].iter().take(numbers.below(4))
    {
        lines.push((Sort::Around, line(&[title])));
    }
    lines.push((Sort::Head, line(&["登记日期", numbers.pick(&["问题", " 问 题 ", "*问题"]), "地点", "状态"])));
    for at in 0..numbers.below(30) + 1 {
        let place = numbers.pick(&["一组", "合计村", "小计湾", "", "“三组”", "a,b;c", "5\"管", "x\ny"]);
        let mark = format!("事{at}项");
        let date = numbers.pick(&["2025-07-01", "2025/7/2 0:00", "2025年7月3日"]);
        match numbers.below(12) {
            0 => lines.push((Sort::Total, line(&[numbers.pick(&["小计", "合 计：", "一组小计", "Total"]), &mark]))),
            1 => lines.push((Sort::Hidden, line(&[date, &mark, place, "办理中"]))),
            2 => lines.push((Sort::Around, Vec::new())),
            _ => lines.push((Sort::Row, line(&[date, &mark, place, "办理中"]))),
        }
    }
    for foot in ["审核：周正平", "说明：每户一行", "制表人：何秀英"].iter().take(numbers.below(4)) {
        lines.push((Sort::Around, line(&[foot, "见附表"])));
    }
    Made { lines }
}

impl Made {
    /// As a CSV, in which nothing can be hidden.
    fn csv(&self, sign: &str) -> String {
        let cell = |text: &String| format!("\"{}\"", text.replace('"', "\"\""));
        let line = |cells: &Vec<String>| {
            let mut cells: Vec<String> = cells.iter().map(cell).collect();
            cells.resize(4, String::new());
            cells.join(sign)
        };
        let shown = self.lines.iter().filter(|(sort, _)| *sort != Sort::Hidden);
        shown.map(|(_, cells)| line(cells) + "\r\n").collect()
    }

    fn xlsx(&self) -> Vec<u8> {
        let cell = |text: &String| match text.replace('&', "&amp;").replace('<', "&lt;") {
            text if text.is_empty() => "<c/>".to_owned(),
            text => format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"),
        };
        let rows = self.lines.iter().map(|(sort, cells)| {
            let hidden = if *sort == Sort::Hidden { " hidden=\"1\"" } else { "" };
            format!("<row{hidden}>{}</row>", cells.iter().map(cell).collect::<String>())
        });
        let xml = format!("<sheetData>{}</sheetData>", rows.collect::<String>());
        book(&[Sheet { name: "公示", state: "", xml }], &[])
    }

    /// Numbers of the lines of a sort, as a spreadsheet counts them.
    fn numbers(&self, sort: Sort) -> BTreeSet<usize> {
        let lines = self.lines.iter().enumerate();
        lines.filter(|(_, (own, cells))| *own == sort && !cells.is_empty()).map(|(at, _)| at + 1).collect()
    }

    /// The marks of the lines that are to be published.
    fn marks(&self) -> Vec<&str> {
        self.lines.iter().filter(|(sort, _)| *sort == Sort::Row).map(|(_, cells)| &*cells[1]).collect()
    }
}

/// The marks that the site has, in order, and what `check` says.
fn published(name: &str, bytes: impl AsRef<[u8]>) -> (Vec<String>, String) {
    let portal = Portal::new().file("content/2025-07-16-ledger.yaml", RECORD);
    let portal = portal.file(&format!("content/2025-07-16-ledger.{name}"), bytes);
    let said = portal.run(&["check", "--all", "--format", "json"]).text();
    let built = portal.run(&["build", "--out", "site"]);
    assert_eq!(built.code, 0, "{said}");
    let data = portal
        .tree("site")
        .into_iter()
        .find(|(path, _)| path.ends_with("ledger-matters.csv") || path.contains("ledger"));
    let data = data.map(|(_, bytes)| String::from_utf8(bytes).unwrap()).unwrap_or_default();
    let marks = data.split('事').skip(1).filter_map(|rest| rest.split_once('项').map(|(at, _)| at));
    let marks = marks.filter(|at| !at.is_empty() && at.bytes().all(|byte| byte.is_ascii_digit()));
    (marks.map(|at| format!("事{at}项")).collect(), said)
}

#[test]
fn rows_in_are_rows_out_and_rows_named() {
    let failures: Vec<String> = (1..14_u64)
        .into_par_iter()
        .filter_map(|seed| {
            let made = made(&mut Numbers(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
            let mut wrong = String::new();
            for (name, bytes) in [("xlsx", made.xlsx()), ("csv", made.csv(",").into()), ("csv", made.csv(";").into())] {
                let (marks, said) = published(name, bytes);
                if marks != made.marks() {
                    wrong += &format!("{seed} {name}: {marks:?} instead of {:?}\n{said}\n", made.marks());
                }
                let around = made.numbers(Sort::Around).len();
                let above = made.lines.iter().take_while(|(sort, _)| *sort != Sort::Head).count();
                let told = |rule: &str| said.matches(&format!("\"{rule}\"")).count();
                let counts = [
                    ("rows/total-left-out", made.numbers(Sort::Total).len()),
                    ("rows/foot", around - above),
                    ("rows/above-head", usize::from(above > 0)),
                    ("rows/hidden", usize::from(name == "xlsx" && !made.numbers(Sort::Hidden).is_empty())),
                ];
                for (rule, count) in counts.into_iter().filter(|(rule, count)| told(rule) != *count) {
                    wrong += &format!("{seed} {name}: {rule} {} times instead of {count}\n{said}\n", told(rule));
                }
            }
            (!wrong.is_empty()).then_some(wrong)
        })
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_long_statement_goes_on_and_each_page_begins_with_the_balance_of_the_one_before() {
    const COUNT: usize = 450;
    let entry =
        |at: usize| format!("  - {{date: 2025-01-{:02}, item: 笔{at}, category: 其他收入, in: 1}}\n", 1 + at % 28);
    let entries: String = (0..COUNT).map(entry).collect();
    let record = format!("kind: finance\ntitle: 收支\nperiod: 2025Q1\naccount:\n  opening: 100\n  entries:\n{entries}");
    let portal = Portal::new().file("content/2025/2025-07-01-account.yaml", record);
    let run = portal.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.text());
    let page = |end: &str| portal.read(&format!("public/2025/2025-07-01-account{end}.html"));
    let pages = [page(""), page("-2"), page("-3")];
    for (number, (page, (carried, last))) in
        pages.iter().zip([("100.00", "300.00"), ("300.00", "500.00"), ("500.00", "550.00")]).enumerate()
    {
        let table = page.split_once("<table class=flow>").unwrap().1;
        let number_of = |rest: &str| rest.split(|sign: char| !sign.is_ascii_digit()).next().unwrap().parse().unwrap();
        let shown: Vec<usize> = table.split(">笔").skip(1).map(number_of).collect();
        assert_eq!(shown, (number * 200..((number + 1) * 200).min(COUNT)).collect::<Vec<_>>());
        let label = if number == 0 { "期初结余" } else { "上页结余" };
        let before = table.split_once(label).unwrap().1;
        assert!(before.contains(carried) && before.find(carried) < before.find(">笔"), "{before}");
        assert!(table.contains(last) && table.contains("<tfoot>") == (number == 2), "{table}");
        assert_eq!(page.contains("class=eq"), number == 0, "what is told of the whole stands on the first page");
    }
    assert!(!portal.path("public/2025/2025-07-01-account-4.html").exists());
}
