//! Nothing private goes out: invented data on persons is planted in every place of a portal that the public sees, each
//! must be told by its rule, and no byte of the site may hold it. What only looks like such data is let alone.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use gongkai::Portal;
use gongkai::base::date::Date;
use gongkai::base::diag::Severity;
use gongkai::base::lang::Lang;
use gongkai::files::Memory;
use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelExtend, ParallelIterator};
use support::planted::{friends, leaks};
use support::{ORG, PORTAL, sheet};

/// Something planted: a text, with the head of its column and what stands beside it.
#[derive(Clone)]
struct Seed {
    text: String,
    label: String,
    beside: String,
}

/// Files by path.
type Made = Vec<(String, Vec<u8>)>;

/// A place of a portal, and how a seed gets there: the files that it takes, of which the first is named by messages.
struct Place {
    name: &'static str,
    /// Whether what stands beside the text stands there too.
    is_row: bool,
    plant: fn(&Seed, &str) -> Made,
}

const PLACES: &[Place] = &[
    Place {
        name: "title",
        is_row: false,
        plant: |seed, id| record(id, &format!("kind: notice\ntitle: {}\nplain: 正文", quoted(&seed.text))),
    },
    Place {
        name: "plain words",
        is_row: false,
        plant: |seed, id| notice(id, &format!("plain: {}", quoted(&seed.text))),
    },
    Place {
        name: "text",
        is_row: false,
        plant: |seed, id| {
            vec![(format!("content/v/{id}.md"), format!("---\nkind: notice\ntitle: 公告\n---\n{}\n", seed.text).into())]
        },
    },
    Place {
        name: "fact",
        is_row: false,
        plant: |seed, id| notice(id, &format!("facts:\n  说明: {}", quoted(&seed.text))),
    },
    Place {
        name: "author",
        is_row: false,
        plant: |seed, id| notice(id, &format!("author: {}\nplain: 正文", quoted(&seed.text))),
    },
    Place {
        name: "outcome of a window",
        is_row: false,
        plant: |seed, id| {
            notice(
                id,
                &format!(
                    "window:\n  days: 7\n  objections: {{name: 监督委员会, phone: 0999-2101234}}\n  outcome: {}",
                    quoted(&seed.text)
                ),
            )
        },
    },
    Place {
        name: "tombstone",
        is_row: false,
        plant: |seed, id| notice(id, &format!("status: withdrawn\nreason: {}", quoted(&seed.text))),
    },
    Place {
        name: "row",
        is_row: true,
        plant: |seed, id| {
            notice(
                id,
                &format!(
                    "form: everything\nlist:\n- {{{}: {}, 旁边: {}}}",
                    quoted(&seed.label),
                    quoted(&seed.text),
                    quoted(&seed.beside)
                ),
            )
        },
    },
    Place {
        name: "row of a table beside",
        is_row: true,
        plant: |seed, id| {
            let mut made = notice(id, "form: everything");
            // A row with one cell is no row.
            let beside = if seed.beside.is_empty() { "有" } else { &seed.beside };
            let row = [csv(&seed.text), csv(beside)].join(",");
            made.push((format!("content/v/{id}.csv"), format!("{},旁边\n{row}\n", csv(&seed.label)).into()));
            made
        },
    },
    Place {
        name: "entry of an account",
        is_row: false,
        plant: |seed, id| {
            record(
                id,
                &format!(
                    "kind: finance\ntitle: 收支\nperiod: 2025Q2\naccount:\n  opening: 0\n  entries:\n  - {{date: 2025-05-01, item: {}, category: 其他支出, out: 1.00, voucher: 记-1, handler: 甲, auditor: 乙, approver: 丙}}",
                    quoted(&seed.text)
                ),
            )
        },
    },
    Place {
        name: "note of a figure",
        is_row: false,
        plant: |seed, id| {
            record(
                id,
                &format!(
                    "kind: report\ntitle: 统计\nfigures:\n- {{label: 活动, value: 3, unit: 场, note: {}}}",
                    quoted(&seed.text)
                ),
            )
        },
    },
    Place { name: "attached text", is_row: false, plant: |seed, id| attached(id, "a.txt", seed.text.clone().into()) },
    Place {
        name: "attached table",
        is_row: true,
        plant: |seed, id| {
            attached(id, "a.xlsx", sheet::xlsx(&[vec![&seed.label, "旁边"], vec![&seed.text, &seed.beside]]))
        },
    },
    Place {
        name: "attached table as text",
        is_row: true,
        plant: |seed, id| {
            let rows = format!("2025年名单\n{},旁边\n{},{}\n", csv(&seed.label), csv(&seed.text), csv(&seed.beside));
            attached(id, "a.csv", rows.into())
        },
    },
    Place {
        name: "attached page",
        is_row: true,
        plant: |seed, id| {
            let row = |cells: [&str; 2]| format!("<tr><td>{}</td><td>{}</td></tr>", cells[0], cells[1]);
            let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
            let rows = [[&*seed.label, "旁边"], [&*escaped(&seed.text), &*escaped(&seed.beside)]].map(row).concat();
            attached(id, "a.html", format!("<p>名单</p><table>{rows}</table>").into())
        },
    },
    Place {
        name: "unit",
        is_row: false,
        plant: |seed, id| {
            vec![(
                format!("content/{}/org.yaml", id.replace('/', "-")),
                format!("name: 单位{}\nlevel: village\nabout: {}\n", id.len(), quoted(&seed.text)).into(),
            )]
        },
    },
    Place {
        name: "fixed page",
        is_row: false,
        plant: |seed, id| {
            vec![(
                format!("content/pages/{}.md", id.replace('/', "-")),
                format!("---\ntitle: 说明\n---\n{}\n", seed.text).into(),
            )]
        },
    },
];

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn csv(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn record(id: &str, text: &str) -> Made {
    vec![(format!("content/v/{id}.yaml"), format!("{text}\n").into())]
}

fn notice(id: &str, text: &str) -> Made {
    record(id, &format!("kind: notice\ntitle: 公告\n{text}"))
}

fn attached(id: &str, name: &str, bytes: Vec<u8>) -> Made {
    let mut made = notice(id, &format!("plain: 正文\nattachments: [{{file: {name}, text: 附件}}]"));
    made.push((format!("content/v/{id}/{name}"), bytes));
    made
}

/// A form with a column for each head.
fn form(labels: &BTreeSet<String>) -> String {
    let columns =
        labels.iter().enumerate().map(|(at, label)| format!("    - {{name: c{at}, label: {}}}\n", quoted(label)));
    let columns: String = columns.collect();
    format!(
        "name: everything\nkind: notice\nslots:\n  list:\n    columns:\n{columns}    - {{name: beside, label: 旁边}}\n"
    )
}

/// Messages about personal data by the file that they are about, and all that the site says.
struct Outcome {
    told: BTreeMap<String, BTreeSet<String>>,
    site: String,
}

/// The name of the record of a seed.
fn id(at: usize) -> String {
    format!("2025/2025-07-01-n{at}")
}

fn outcome(place: &Place, seeds: &[(usize, Seed)]) -> Outcome {
    let labels = seeds.iter().map(|(_, seed)| seed.label.clone()).collect();
    let mut files = Memory::of([
        ("content/portal.yaml", PORTAL.to_owned()),
        ("content/org.yaml", ORG.to_owned()),
        ("content/v/org.yaml", "name: 石桥村\nlevel: village\n".to_owned()),
        ("content/forms/everything.yaml", form(&labels)),
    ]);
    for (at, seed) in seeds {
        for (path, bytes) in (place.plant)(seed, &id(*at)) {
            files = files.with(path, bytes);
        }
    }
    let portal = Portal::open(files).unwrap();
    let edition = portal.site(Date::new(2025, 8, 1).unwrap());
    let mut told: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for problem in edition.check().iter().filter(|one| one.rule.name.starts_with("privacy/")) {
        let file = problem.span.file.rsplit_once('.').map_or(&*problem.span.file, |(stem, _)| stem).to_owned();
        told.entry(file).or_default().insert(problem.rule.name.to_owned());
    }
    let paths: Vec<String> = edition.site().plan.files().map(|(path, _)| path.to_string()).collect();
    let pages: Vec<String> = paths
        .par_iter()
        .map(|path| format!("{path}\n{}", String::from_utf8_lossy(&edition.render(path).unwrap())))
        .collect();
    let site = pages.join("\n");
    Outcome { told, site }
}

#[test]
fn whatever_is_planted_is_told_and_stands_nowhere() {
    let all = leaks();
    let mut failures: Vec<String> = Vec::new();
    failures.par_extend(PLACES.par_iter().enumerate().flat_map_iter(|(turn, place)| {
        // Every kind comes to every place, and over the places all that there are of it.
        let own = all.iter().enumerate().filter(|(at, leak)| {
            let is_bare = leak.label.is_empty() && leak.beside.is_empty();
            (at + turn) % 3 == 0 && (place.is_row || is_bare)
        });
        let own: Vec<_> = own.collect();
        let seed = |label: &str| if label.is_empty() { "内容".to_owned() } else { label.to_owned() };
        let seeds: Vec<(usize, Seed)> = own
            .iter()
            .map(|(at, leak)| {
                (*at, Seed { text: leak.text.clone(), label: seed(leak.label), beside: leak.beside.clone() })
            })
            .collect();
        let outcome = outcome(place, &seeds);
        let mut wrong: Vec<String> = Vec::new();
        for (at, leak) in own {
            let made =
                (place.plant)(&Seed { text: String::new(), label: seed(leak.label), beside: String::new() }, &id(at));
            let files = made.iter().map(|(path, _)| path.rsplit_once('.').map_or(&**path, |(stem, _)| stem));
            let told: BTreeSet<&String> = files.flat_map(|file| outcome.told.get(file)).flatten().collect();
            if !told.contains(&format!("privacy/{}", leak.sort)) {
                wrong.push(format!("{}: {} is not told, but {told:?}: {}", place.name, leak.kind, leak.text));
            }
            if is_telling(&leak.secret) && outcome.site.contains(&leak.secret) {
                wrong.push(format!("{}: {} goes out: {}", place.name, leak.kind, leak.text));
            }
        }
        wrong
    }));
    failures.sort();
    assert!(failures.is_empty(), "{}\n{} of the planted go out", failures.join("\n"), failures.len());
}

/// Whether a text is no ordinary word, which other records may have.
fn is_telling(secret: &str) -> bool {
    secret.chars().filter(char::is_ascii_digit).count() > 6
}

#[test]
fn what_only_looks_like_it_is_let_alone() {
    let all = friends();
    let mut failures: Vec<String> = Vec::new();
    failures.par_extend(PLACES.par_iter().flat_map_iter(|place| {
        let own = all.iter().enumerate().filter(|(at, friend)| {
            let is_bare = friend.label.is_empty() && friend.beside.is_empty();
            at % 2 == 0 && (place.is_row || is_bare)
        });
        let seed = |label: &str| if label.is_empty() { "内容".to_owned() } else { label.to_owned() };
        let seeds: Vec<(usize, Seed)> = own
            .map(|(at, one)| (at, Seed { text: one.text.clone(), label: seed(one.label), beside: one.beside.clone() }))
            .collect();
        let outcome = outcome(place, &seeds);
        let told = outcome.told.iter().filter(|(_, rules)| rules.iter().any(|rule| rule != "privacy/picture-of-text"));
        told.map(|(file, rules)| {
            let at: usize = file.rsplit_once("-n").unwrap().1.parse().unwrap();
            format!("{}: {rules:?}: {}", place.name, all[at].text)
        })
        .collect::<Vec<_>>()
    }));
    failures.sort();
    assert!(failures.is_empty(), "{}\n{} false alarms", failures.join("\n"), failures.len());
}

/// What is planted where no record of the set above can hold it: files by path, and the text that nothing may show.
const ODD: &[(&str, &[(&str, &str)])] = &[
    (
        "the key of a fact of a unit",
        &[("content/v/org.yaml", "name: 石桥村\nlevel: village\nfacts: {张三532901190305061017: 书记}\n")],
    ),
    (
        "what a figure is called whose counts rise",
        &[(
            "content/v/2025/2025-07-01-a.yaml",
            "kind: report\ntitle: 统计\naudience: restricted\ndisclose: counts\nfigures: [{label: 张三532901190305061017, value: 3, unit: 件}]\n",
        )],
    ),
    (
        "the series of a withdrawn record",
        &[(
            "content/v/2025/2025-07-01-a.yaml",
            "kind: notice\ntitle: 公告\nstatus: withdrawn\nreason: 有误\nseries: 张三532901190305061017\n",
        )],
    ),
    ("the name of a fixed page", &[("content/pages/p532901190305061017.md", "---\ntitle: 说明\n---\n正文\n")]),
    ("the name of a unit", &[("content/532901190305061017/org.yaml", "name: 某村\nlevel: village\n")]),
    (
        "a name cut by folders",
        &[(
            "content/v/2025/x532901190/305061017.yaml",
            "kind: notice\npublished: 2025-07-01\ntitle: 公告\nplain: 正文\n",
        )],
    ),
    (
        "a key and what stands behind it",
        &[("content/v/2025/2025-07-01-a.yaml", "kind: notice\ntitle: 公告\nfacts: {\"532901190\": \"305061017\"}\n")],
    ),
    (
        "an address of before, in escapes",
        &[(
            "content/v/2025/2025-07-01-a.yaml",
            "kind: notice\ntitle: 公告\nplain: 正文\naliases: [\"/old/%E5%BC%A0%E4%B8%89%35%33%32%39%30%31%31%39%30%33%30%35%30%36%31%30%31%37\"]\n",
        )],
    ),
    (
        "a number cut downwards in a column",
        &[
            (
                "content/forms/f.yaml",
                "name: f\nkind: notice\nslots:\n  list:\n    columns:\n    - {name: a, label: 甲}\n    - {name: b, label: 乙}\n",
            ),
            (
                "content/v/2025/2025-07-01-a.yaml",
                "kind: notice\nform: f\ntitle: 公告\nlist:\n- {甲: 532901, 乙: x}\n- {甲: 19030506, 乙: y}\n- {甲: 1017, 乙: z}\n",
            ),
        ],
    ),
    (
        "a number where a paper has its own",
        &[(
            "content/v/2025/2025-07-01-a.yaml",
            "kind: notice\ntitle: 公告\nplain: 正文\nbasis: 张三的卡 6222020000001234566\n",
        )],
    ),
];

#[test]
fn odd_places_are_looked_at_too() {
    for (place, made) in ODD {
        let mut files = Memory::of([
            ("content/portal.yaml", PORTAL),
            ("content/org.yaml", ORG),
            ("content/v/org.yaml", "name: 石桥村\nlevel: village\n"),
        ]);
        for (path, text) in *made {
            files = files.with(*path, text);
        }
        let portal = Portal::open(files).unwrap();
        let edition = portal.site(Date::new(2025, 8, 1).unwrap());
        let told: Vec<String> =
            edition.check().iter().map(|one| format!("{} {}", one.rule.name, one.message(Lang::Zh))).collect();
        let said = told.join("\n");
        assert!(said.contains("privacy/id-number") || said.contains("privacy/bank-card"), "{place}: {said}");
        assert!(!said.contains("532901190305061017") && !said.contains("6222020000001234566"), "{place}: {said}");
        assert!(edition.build(std::path::Path::new("nowhere")).is_err(), "{place}");
    }
}

#[test]
fn a_draft_is_told_of_what_would_be_withheld() {
    let files = Memory::of([
        ("content/portal.yaml", PORTAL),
        ("content/org.yaml", ORG),
        ("content/2025/2025-07-01-a.yaml", "kind: notice\nstatus: draft\ntitle: 公告 13800138000\nplain: 正文\n"),
    ]);
    let problems = Portal::open(files).unwrap().site(Date::new(2025, 8, 1).unwrap()).check();
    let told: Vec<(&str, Severity)> = problems.iter().map(|one| (one.rule.name, one.severity)).collect();
    assert_eq!(told, [("privacy/mobile", Severity::Note)]);
}

#[test]
fn cells_of_a_table_in_a_text_are_read_below_their_heads() {
    let cases: [(&str, &str, &[&str]); 17] = [
        ("公示", "| 姓名 | 残疾等级 |\n|---|---|\n| 李桂芳 | 一级 |", &["一级"]),
        ("公示", "| 序号 | 姓名 | 残疾类别 | 金额 |\n|---|---|---|---|\n| 1 | 李桂芳 | 肢体 | 100 |", &["肢体"]),
        ("公示", "| 姓名 | 病种 |\n|---|---|\n| 李桂芳 | 肾病 |\n| 王小虎 | 骨折 |", &["肾病", "骨折"]),
        ("公示", "| 姓名 | 出生年月 |\n|---|---|\n| 李桂芳 | 1943年5月 |", &["1943年5月"]),
        ("公示", "| 姓名 | 宗教 |\n|---|---|\n| 李桂芳 | 伊斯兰 |", &["伊斯兰"]),
        ("公示", "姓名\t残疾类别\n李桂芳\t精神\n", &["精神"]),
        (
            "社区矫正对象名单公示",
            "| 姓名 | 金额 |\n|---|---|\n| 李桂芳 | 100 |\n| 王小虎 | 100 |",
            &["李桂芳", "王小虎"],
        ),
        ("公示", "## 残疾人名单\n\n| 姓名 | 组 |\n|---|---|\n| 李桂芳 | 一组 |", &["李桂芳"]),
        ("公示", "| 姓名 | 荣誉 |\n|---|---|\n| 李桂芳 | 一级 |", &[]),
        // The same as HTML, as pages and office programs give it.
        (
            "公示",
            "<table><tr><th>姓名</th><th>残疾等级</th></tr><tr><td>李桂芳</td><td>一级</td></tr></table>",
            &["一级"],
        ),
        (
            "公示",
            "<table>\n<tr>\n<td>姓名</td>\n<td>病情</td>\n</tr>\n<tr>\n<td>李桂芳</td>\n<td><b>肾病</b></td>\n</tr>\n</table>",
            &["肾病"],
        ),
        (
            "公示",
            "<table><tr><td>组</td><td>姓名</td><td>就读学校</td></tr><tr><td rowspan=\"2\">一组</td><td>李桂芳</td><td>石桥小学</td></tr><tr><td>王小虎</td><td>石桥中学</td></tr></table>",
            &["石桥小学", "石桥中学"],
        ),
        ("公示", "<TABLE><TR><TH>姓名<TH>开户账号<TR><TD>李桂芳<TD>0012003400560</TABLE>", &["0012003400560"]),
        (
            "社区矫正对象名单公示",
            "<table><tr><td>姓名</td><td>金额</td></tr><tr><td>李桂芳</td><td>100</td></tr></table>",
            &["李桂芳"],
        ),
        (
            "公示",
            "<table><caption>残疾人名单</caption><tr><td>姓名</td><td>组</td></tr><tr><td>李桂芳</td><td>一组</td></tr></table>",
            &["李桂芳"],
        ),
        ("公示", "<table><tr><td>姓名</td><td>荣誉</td></tr><tr><td>李桂芳</td><td>一级</td></tr></table>", &[]),
        ("公示", "## 幼儿园名单\n\n| 姓名 | 组 |\n|---|---|\n| 李桂芳 | 一组 |", &["李桂芳"]),
    ];
    for (title, body, hidden) in cases {
        let record = format!("---\nkind: notice\nform: announcement\ntitle: {title}\n---\n{body}\n");
        let portal = support::Portal::new().file("content/2025/2025-07-10-notice.md", record);
        let run = portal.run(&["build"]);
        assert_eq!(run.code, 0, "{}", run.text());
        let told = run.text().matches("警告[privacy/").count();
        assert_eq!(told > 0, !hidden.is_empty(), "{body} {}", run.text());
        let page = portal.read("public/2025/2025-07-10-notice.html");
        let main = page.split_once("<main").unwrap().1;
        for word in hidden {
            assert!(!main.contains(word), "{word}: {body} {main}");
        }
        assert!(hidden.contains(&"李桂芳") || main.contains("李桂芳"), "{body}: what is no datum stays: {main}");
    }
}
