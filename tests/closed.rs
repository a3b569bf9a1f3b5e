//! What fails closed: a record that is no longer public leaves the site whatever else is wrong with it, a definition with
//! an error opens nothing, and no message quotes what the public may not see.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::io::Read;
use std::process::{Command, Stdio};

use support::{Portal, TODAY, assert_text};

const ID: &str = "2025/2025-07-10-notice";
const PAGE: &str = "public/2025/2025-07-10-notice.html";
const ATTACHED: &str = "public/2025/2025-07-10-notice/表.txt";
const GOOD: &str = "kind: notice\ntitle: 石桥村停水公告\nattachments: [表.txt]\n";

/// A portal with one record that has an attachment, and its site.
fn built() -> Portal {
    let portal = Portal::new()
        .file(&format!("content/{ID}.yaml"), GOOD)
        .file(&format!("content/{ID}/表.txt"), "第一行\n")
        .file("content/2025/2025-07-11-notice.yaml", "kind: notice\ntitle: 石桥村路灯维修公告\n");
    let run = portal.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.text());
    assert!(portal.path(PAGE).exists() && portal.path(ATTACHED).exists());
    portal
}

/// What is left of the page and the attachment of records that were public, after they became `texts` and `--keep-going`
/// built the rest: all in one portal, a record for each text.
#[track_caller]
fn left(texts: &[String]) -> Vec<(bool, bool)> {
    let id = |at: usize| format!("2024/2024-07-10-{at:03}");
    let portal = built();
    for at in 0..texts.len() {
        portal.write(&format!("content/{}.yaml", id(at)), GOOD);
        portal.write(&format!("content/{}/表.txt", id(at)), "第一行\n");
    }
    assert_eq!(portal.run(&["build"]).code, 0);
    for (at, text) in texts.iter().enumerate() {
        portal.write(&format!("content/{}.yaml", id(at)), text);
    }
    let run = portal.run(&["build", "--keep-going"]);
    assert_eq!(run.code, 1, "{}", run.text());
    assert!(portal.path(PAGE).exists() && portal.path(ATTACHED).exists());
    let there = |name: String| portal.path(&format!("public/{name}")).exists();
    (0..texts.len()).map(|at| (there(format!("{}.html", id(at))), there(format!("{}/表.txt", id(at))))).collect()
}

/// Fails where what is left of a record is not what its text lets stay.
#[track_caller]
fn check(cases: Vec<(String, (bool, bool))>) {
    let (texts, expected): (Vec<String>, Vec<_>) = cases.into_iter().unzip();
    for ((text, found), expected) in texts.iter().zip(left(&texts)).zip(expected) {
        assert_eq!(found, expected, "{text}");
    }
}

/// Errors of every sort: of the envelope, of YAML in front of and behind the keys that decide.
fn broken(keys: &str) -> Vec<String> {
    vec![
        format!("{GOOD}{keys}tilte: 错\n"),
        format!("kind: notice\n{keys}title: [甲, 乙]\nattachments: [表.txt]\n"),
        format!("{keys}kind: notice\nattachments: [表.txt]\ntitle: \"没有收尾\n"),
        format!("title: [没有收尾\n{keys}kind: notice\nattachments: [表.txt]\n"),
        format!("kind: notise\ntitle: 甲\nattachments: [表.txt]\n{keys}"),
        format!("{GOOD}{keys}window: {{days: 七}}\n"),
    ]
}

#[test]
fn a_broken_record_that_is_still_public_keeps_its_pages() {
    let mut cases: Vec<(String, (bool, bool))> = Vec::new();
    for text in broken("") {
        let is_read = !text.contains("没有收尾") && !text.contains("notise");
        cases.push((text, (true, is_read)));
    }
    for keys in ["status: published\n", "audience: public\n", "状态: 公开\n公开范围: 社会公开\n", "status:\n"]
    {
        cases.push((format!("{GOOD}{keys}tilte: 错\n"), (true, true)));
    }
    cases.push(("kind: notice\ntitle: 甲\ntilte: 附件不再写出\n".to_owned(), (true, false)));
    cases.push((
        format!("# {}tilte: 附件只在注释里\n", GOOD.replace("kind", "\nkind").replace("att", "# att")),
        (true, false),
    ));
    check(cases);
}

#[test]
fn a_broken_record_with_data_on_persons_keeps_nothing_of_before() {
    let mut cases = Vec::new();
    // What was let out before may be what is found now; of what cannot be read at all nobody knows.
    for text in [
        format!("{GOOD}plain: 联系张三，13800138000\ntilte: 错\n"),
        "kind: notice\nplain: 张三 532901190305061017\nattachments: [表.txt]\ntitle: \"没有收尾\n".to_owned(),
        "kind: notise\ntitle: 张三 532901190305061017\nattachments: [表.txt]\n".to_owned(),
        format!("{GOOD}leakd: true\n"),
        // Names of a list stay no longer than any form lets them, where its own cannot be made out.
        "kind: notise\ntitle: 名单\nlist:\n- {姓名: 张三, 金额: 300}\n".to_owned(),
        "kind: notice\nform: name-lits\ntitle: 名单\nlist:\n- {姓名: 张三}\n".to_owned(),
        "kind: notise\ntitle: \"名单\nlist:\n- 姓名: 张三\n".to_owned(),
    ] {
        cases.push((text, (false, false)));
    }
    check(cases);
}

#[test]
fn what_a_broken_record_no_longer_says_of_persons_does_not_stay_on_its_last_page() {
    let with = |contact: &str| format!("{GOOD}contact: {{name: 村委会, phone: {contact}}}\n");
    const UNIT: &str = "name: 云岭县\nlevel: county\ncontacts:\n- {post: 值班, phone: \"13712345678\"}\n";
    let cases = [
        // The page writes the number in its own way; what stands here still says it.
        (with("\"13812345678\""), with("138 1234 5678") + "tilte: 错\n", true),
        (with("\"13812345678\""), with("\"13812345678\"") + "标题: \"没有收尾\n", true),
        (with("\"13812345678\""), with("\"13912345678\"") + "tilte: 错\n", false),
        (with("\"13812345678\""), format!("{GOOD}tilte: 错\n"), false),
        (with("\"13812345678\""), format!("{GOOD}标题: \"没有收尾\n"), false),
        // The telephone of the unit stands on every page.
        (GOOD.to_owned(), format!("{GOOD}tilte: 错\n"), true),
    ];
    for (before, now, stays) in cases {
        let portal = Portal::new()
            .file(&format!("content/{ID}.yaml"), &before)
            .file(&format!("content/{ID}/表.txt"), "第一行\n")
            .file("content/org.yaml", UNIT);
        let run = portal.run(&["build"]);
        assert_eq!(run.code, 0, "{}", run.text());
        let shown = std::fs::read_to_string(portal.path(PAGE)).unwrap();
        assert!(shown.contains("13712345678") || shown.contains("137 1234 5678"), "{shown}");
        portal.write(&format!("content/{ID}.yaml"), &now);
        let run = portal.run(&["build", "--keep-going"]);
        assert_eq!(run.code, 1, "{}", run.text());
        assert_eq!(portal.path(PAGE).exists(), stays, "{before} {now} {}", run.text());
        let told = if stays {
            "没有重新公开；上次公开的页面还在的，保留"
        } else {
            "源文件里已经没有的个人信息"
        };
        assert!(run.text().contains(told), "{}", run.text());
    }
}

#[test]
fn a_page_that_stays_names_no_record_that_has_left() {
    const OTHER: &str = "content/2025/2025-07-11-notice.yaml";
    let other = "kind: notice\ntitle: 李桂芳困难情况公告\n";
    let cases = [
        (Some(format!("{other}status: withdrawn\nreason: 误登\nleaked: true\n")), false),
        (Some(format!("{other}status: draft\n")), false),
        (Some(format!("{other}published: 2025-12-01\n")), false),
        (None, false),
        (Some(other.to_owned()), true),
        (Some(format!("{other}status: withdrawn\nreason: 重复\n")), true),
    ];
    for (now, stays) in cases {
        let portal = Portal::new().file(&format!("content/{ID}.yaml"), GOOD.replace("attachments: [表.txt]\n", ""));
        portal.write(OTHER, other);
        assert_eq!(portal.run(&["build"]).code, 0);
        assert!(portal.read(PAGE).contains("李桂芳困难情况公告"), "neighbours name each other");
        portal.write(&format!("content/{ID}.yaml"), "kind: notice\ntitle: 石桥村停水公告\ntilte: 错\n");
        match &now {
            Some(text) => portal.write(OTHER, text),
            None => std::fs::remove_file(portal.path(OTHER)).unwrap(),
        }
        let run = portal.run(&["build", "--keep-going"]);
        assert_eq!(run.code, 1, "{}", run.text());
        assert_eq!(portal.path(PAGE).exists(), stays, "{now:?} {}", run.text());
    }
}

#[test]
fn a_broken_record_that_is_no_longer_public_leaves_with_its_attachments() {
    let mut cases = Vec::new();
    for status in ["", "status: published\n", "status: draft\n", "status: withdrawn\n", "状态: 草稿\n", "状态：撤回\n"]
    {
        for audience in ["", "audience: public\n", "audience: restricted\n", "公开范围: 党员\n", "audience: membres\n"]
        {
            let is_open = matches!(status, "" | "status: published\n") && matches!(audience, "" | "audience: public\n");
            let texts = broken(&format!("{status}{audience}")).into_iter().filter(|_| !is_open);
            cases.extend(texts.map(|text| (text, (false, false))));
        }
    }
    for keys in ["status: drfat\n", "staus: draft\n", "audiense: restricted\n", "状态: 草搞\n", "status: [draft]\n"]
    {
        cases.push((format!("{GOOD}{keys}"), (false, false)));
    }
    for keys in [
        "status: published\nstatus: draft\n",
        "STATUS: DRAFT\n",
        "狀態: 草稿\n",
        "window:\n  days: 7\n  status: draft\n",
        "status:\n  draft\nbasis: \"没有收尾\n",
    ] {
        cases.push((format!("{GOOD}{keys}"), (false, false)));
    }
    // Its day has not come.
    cases.push((format!("{GOOD}published: 2025-12-01\ntilte: 错\n"), (false, false)));
    check(cases);
}

#[test]
fn a_sound_record_that_is_no_longer_public_leaves() {
    for (keys, page) in [
        ("status: draft\n", false),
        ("status: withdrawn\nreason: 名单有误\n", true),
        ("audience: members\n", false),
        ("audience: restricted\ndisclose: existence\n", false),
        ("published: 2025-12-01\n", false),
    ] {
        let portal = built();
        portal.write(&format!("content/{ID}.yaml"), format!("{GOOD}{keys}"));
        let run = portal.run(&["build", "--keep-going"]);
        assert_eq!(run.code, 0, "{keys}\n{}", run.text());
        assert_eq!(portal.path(PAGE).exists(), page, "{keys}");
        assert!(!portal.path(ATTACHED).exists(), "{keys}");
    }
}

#[test]
fn an_attachment_that_was_deleted_leaves() {
    let portal = built();
    portal.write(&format!("content/{ID}.yaml"), format!("{GOOD}tilte: 错\n"));
    portal.remove(&format!("content/{ID}/表.txt"));
    portal.run(&["build", "--keep-going"]);
    assert!(portal.path(PAGE).exists() && !portal.path(ATTACHED).exists());
}

#[test]
fn a_broken_record_keeps_no_page_of_another() {
    let second = "content/2025/2025-07-10-notice-2.yaml";
    // Of another kind, so that neither page names the other.
    let portal = built().file(second, "kind: rule\ntitle: 第二份\n");
    assert_eq!(portal.run(&["build"]).code, 0);
    portal.write(&format!("content/{ID}.yaml"), format!("{GOOD}tilte: 错\n"));
    portal.remove(second);
    assert_eq!(portal.run(&["build", "--keep-going"]).code, 1);
    assert!(portal.path(PAGE).exists());
    assert!(!portal.path("public/2025/2025-07-10-notice-2.html").exists());
}

#[test]
fn a_broken_record_keeps_all_pages_of_a_long_register() {
    let rows: String = (0..450).map(|row| format!("{row},2025-07-01,路灯不亮,办理中,\n")).collect();
    let (id, good) = ("content/2025/2025-07-12-ledger", "kind: ledger\ntitle: 石桥村问题台账\n");
    let portal = built()
        .file(&format!("{id}.yaml"), good)
        .file(&format!("{id}.csv"), format!("序号,登记日期,问题,状态,办结日期\n{rows}"));
    let run = portal.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.text());
    let pages = |portal: &Portal| {
        let names = ["", "-2", "-3"].map(|part| format!("public/2025/2025-07-12-ledger{part}.html"));
        names.map(|name| portal.path(&name).exists())
    };
    assert_eq!(pages(&portal), [true; 3]);
    portal.write(&format!("{id}.yaml"), format!("{good}tilte: 错\n"));
    for _ in 0..2 {
        assert_eq!(portal.run(&["build", "--keep-going"]).code, 1);
        assert_eq!(pages(&portal), [true; 3]);
    }
    portal.write(&format!("{id}.yaml"), format!("{good}tilte: 错\nstatus: draft\n"));
    assert_eq!(portal.run(&["build", "--keep-going"]).code, 1);
    assert_eq!(pages(&portal), [false; 3]);
}

#[test]
fn a_broken_fixed_page_keeps_its_last_state() {
    let portal = built().file("content/pages/guide.md", "---\ntitle: 怎么看\n---\n正文\n");
    assert_eq!(portal.run(&["build"]).code, 0);
    portal.write("content/pages/guide.md", "---\ntitle: 怎么看\n正文\n");
    assert_eq!(portal.run(&["build", "--keep-going"]).code, 1);
    assert!(portal.read("public/about/guide.html").contains("怎么看"));
}

/// Settings and definitions, each with an error.
const WRONG: [(&str, &str); 10] = [
    ("content/portal.yaml", "title: 云岭县\nlevels: [county, village\n"),
    ("content/portal.yaml", "title: 云岭县\nlevels: [county, village]\nelder-tre: true\n"),
    ("content/catalogue.yaml", "items:\n  - {id: a, nam: 甲}\n"),
    ("content/calendar.yaml", "2025: {rest: [昨天]}\n"),
    ("content/glossary.yaml", "en: [甲]\n"),
    ("content/shiqiao/org.yaml", "nam: 石桥村\n"),
    ("content/org.yaml", "name: [云岭县]\n"),
    ("content/kinds/notice.yaml", "name: notice\nsection: village\naudience: membres\n"),
    ("content/kinds/own.yaml", "name: own\n"),
    ("content/forms/own.yaml", "name: own\nkind: notice\nslots: {list: {columns: [{name: a, mask: remved}]}}\n"),
];

#[test]
fn nothing_is_published_beside_broken_settings() {
    for (file, text) in WRONG {
        let portal = built();
        let before = portal.tree("public");
        portal.write(file, text);
        let run = portal.run(&["build", "--keep-going", "--lang", "en"]);
        assert_eq!(run.code, 1, "{file}\n{}", run.text());
        let last = run.err.lines().last().unwrap();
        assert!(last.contains(file) && last.contains("nothing was written"), "{file}\n{last}");
        assert!(portal.tree("public") == before, "{file}");
    }
}

const FORM: &str = "
name: aided
kind: notice
slots:
  list:
    columns:
      - {name: household, label: 户主, type: person, MASK}
      - {name: inner, label: 内部, type: text, mask: removed}
";

#[test]
fn a_form_with_an_error_publishes_no_record_of_it() {
    for wrong in ["mask: remved", "maks: removed", "mask: [removed]", "tpye: x", "mask: removed, mask: shown"] {
        let portal = built()
            .file("content/forms/aided.yaml", FORM.replace("MASK", wrong))
            .file("content/2025/2025-07-13-aid.yaml", "kind: notice\nform: aided\ntitle: 救助名单\n")
            .file("content/2025/2025-07-13-aid.csv", "户主,内部\n机密人名,机密内部\n");
        let run = portal.run(&["build", "--keep-going"]);
        assert_eq!(run.code, 1, "{}", run.text());
        assert!(!run.text().contains("机密"), "{}", run.text());
        let files = portal.tree("public").into_iter();
        let found: Vec<String> = files.filter(|(_, bytes)| has(bytes, "机密")).map(|(name, _)| name).collect();
        assert!(found.is_empty(), "{wrong}: {found:?}");
    }
}

/// Fails where the site in `public` or what `run` said has a secret.
#[track_caller]
fn nothing_out(portal: &Portal, run: &support::Run, why: &str) {
    assert_eq!(run.code, 1, "{why}\n{}", run.text());
    assert!(!run.text().contains("机密"), "{why}\n{}", run.text());
    let found = portal.tree("public").into_iter().find(|(_, bytes)| has(bytes, "机密"));
    assert_eq!(found.map(|(name, _)| name), None, "{why}");
}

#[test]
fn a_definition_under_another_name_opens_nothing() {
    let form = "name: posts\nkind: directory\nslots:\n  entries:\n    columns:\n      - {name: post, label: 岗位, type: text}\n      - {name: name, label: 姓名, type: person, mask: removed}\n";
    let kind = "name: notice\nsection: village\naudience: restricted\n";
    for (file, text) in [
        ("content/forms/posts.YAML", form),
        ("content/forms/posts.YML", form),
        ("content/forms/posts.yaml.txt", form),
        ("content/forms/posts.json", form),
        ("content/forms/sub/posts.yaml", form),
        ("content/forms/posts.yaml/a.txt", form),
        ("content/kinds/notice.YAML", kind),
    ] {
        let portal = Portal::new()
            .file(file, text)
            .file(
                "content/2025/2025-07-01-a.yaml",
                "kind: directory\nform: posts\ntitle: 名录\nentries: [{post: 甲, name: 机密姓名}]\n",
            )
            .file("content/2025/2025-07-02-b.yaml", "kind: notice\ntitle: 机密标题\n");
        if file.contains("forms") {
            portal.remove("content/2025/2025-07-02-b.yaml");
        }
        for arguments in [&["build"][..], &["build", "--keep-going"]] {
            std::fs::create_dir_all(portal.path("public")).unwrap();
            nothing_out(&portal, &portal.run(arguments), file);
        }
    }
}

#[test]
fn a_cell_that_two_columns_take_is_not_shown() {
    for (first, second) in [
        ("name: tel, label: 电话", "name: t2, label: 电话"),
        ("name: tel, label: 电话", "name: 电话, label: 手机"),
        ("name: 电话, label: 手机", "name: tel, label: 电话"),
        ("name: tel, label: {zh-Hans: 甲, en: 电话}", "name: t2, label: {zh-Hans: 乙, en: 电话}"),
    ] {
        for (masked, shown) in [(first, second), (second, first)] {
            let form = format!(
                "name: own\nkind: notice\nslots:\n  list:\n    columns:\n      - {{{masked}, mask: removed}}\n      - {{{shown}}}\n"
            );
            let portal = Portal::new()
                .file("content/forms/own.yaml", form)
                .file("content/2025/2025-07-01-a.yaml", "kind: notice\nform: own\ntitle: 甲\nlist: [{电话: 机密}]\n");
            std::fs::create_dir_all(portal.path("public")).unwrap();
            nothing_out(&portal, &portal.run(&["build", "--keep-going"]), &format!("{masked} / {shown}"));
        }
    }
}

#[test]
fn two_sources_of_one_record_hide_what_either_hides() {
    let portal = built();
    portal.write(&format!("content/{ID}.md"), "---\nkind: notice\ntitle: 甲\nstatus: draft\n---\n");
    assert_eq!(portal.run(&["build", "--keep-going"]).code, 1);
    assert!(!portal.path(PAGE).exists() && !portal.path(ATTACHED).exists());
}

#[test]
fn a_broken_record_takes_no_other_down() {
    let portal = built();
    portal.write("content/2025/2025-07-10-notice.2.yaml", "kind: notice\ntilte: 错\n");
    portal.write(&format!("content/{ID}.yaml"), GOOD.replace("停水", "恢复供水"));
    assert_eq!(portal.run(&["build", "--keep-going"]).code, 1);
    assert!(portal.read(PAGE).contains("恢复供水"));
}

#[test]
fn many_errors_elsewhere_do_not_open_a_definition() {
    let form = FORM.replace("MASK", "mask: shown, mask: removed");
    let portal = Portal::new()
        .file("content/forms/aided.yaml", form)
        .file("content/2025/2025-07-13-aid.yaml", "kind: notice\nform: aided\ntitle: 名单\n")
        .file("content/2025/2025-07-13-aid.csv", "户主,内部\n机密人名,机密内部\n")
        .file("content/2025/2025-07-14-b.yaml", "kind: ledger\ntitle: 台账\n");
    let rows: String = (0..50_100).map(|row| format!("{row},昨天,路灯,办理中,\n")).collect();
    portal.write("content/2025/2025-07-14-b.csv", format!("序号,登记日期,问题,状态,办结日期\n{rows}"));
    std::fs::create_dir_all(portal.path("public")).unwrap();
    nothing_out(&portal, &portal.run(&["build", "--keep-going", "--format", "json"]), "many errors");
}

fn has(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn a_record_named_like_a_folder_does_not_swallow_it() {
    let portal = built();
    portal.write("content/2025.yaml", "kind: notice\ntitle: 全年\npublished: 2025-07-01\n");
    let run = portal.run(&["build"]);
    assert_eq!(run.code, 1, "{}", run.text());
    assert!(run.text().contains("record/inside-attachments"), "{}", run.text());
    assert_eq!(portal.run(&["build", "--keep-going"]).code, 1);
    assert!(portal.path(PAGE).exists() && portal.path("public/2025/2025-07-11-notice.html").exists());
}

/// Mistakes in a record beside secrets of every sort.
const MISTAKES: [&str; 6] = [
    "tilte: 机密一\n",
    "period: 机密二\n",
    "figures:\n  - {label: 机密三, value: 机密四}\n",
    "basis: {机密五: 机密六}\n",
    "supersedes: 机密七\n",
    "catalogue: 机密八\nwindow: {from: 机密九}\n",
];

#[test]
fn messages_quote_nothing_of_a_record_that_is_not_public() {
    let portal = Portal::new();
    let mut names = Vec::new();
    for head in ["status: draft", "audience: members", "status: withdrawn", "published: 2025-12-01", "audience: 大家"]
    {
        for mistake in MISTAKES {
            names.push(format!("2025-07-13-{:03}.yaml", names.len()));
            let text = format!("kind: notice\ntitle: 机密标题\n{head}\n{mistake}");
            portal.write(&format!("content/2025/{}", names[names.len() - 1]), text);
        }
    }
    for format in ["human", "json"] {
        let run = portal.run(&["build", "--format", format]);
        assert!(!run.text().contains("机密"), "{}", run.text());
        let untold: Vec<&String> = names.iter().filter(|name| !run.text().contains(*name)).collect();
        assert!(untold.is_empty(), "{untold:?}");
    }
}

#[test]
fn messages_quote_nothing_of_a_row_with_masked_cells() {
    let form = FORM.replace("MASK", "mask: partial").replace("columns:", "unique: [inner]\n    columns:")
        + "      - {name: count, label: 人数, type: integer}\n";
    let rows = "户主,内部,人数\n机密一,机密二,机密三\n机密四,机密二,2\n机密五,机密六,7,机密七\n";
    let inside = "list:\n  - {户主: 机密一, 内部: 机密二, 人数: 机密三}\n  - {户主: 机密四, 内部: 机密二, 机密键: 1}\n  - 机密行\n";
    let unread = "list:\n  - {户主: 机密一, 内部: \"机密二}\n";
    let record = |rest: &str| format!("kind: notice\nform: aided\ntitle: 救助名单\n{rest}");
    let id = "content/2025/2025-07-13-aid";
    for portal in [
        Portal::new().file(&format!("{id}.yaml"), record("")).file(&format!("{id}.csv"), rows),
        Portal::new().file(&format!("{id}.yaml"), record(inside)),
        Portal::new().file(&format!("{id}.yaml"), record(unread)),
        Portal::new().file(&format!("{id}.yaml"), record(&inside.replace("list:", "lits:"))),
        Portal::new().file(&format!("{id}.yaml"), record("")).file(&format!("{id}.lits.csv"), rows),
    ] {
        portal.write("content/forms/aided.yaml", &form);
        for format in ["human", "json"] {
            let run = portal.run(&["check", "--format", format]);
            assert_eq!(run.code, 1, "{}", run.text());
            assert!(!run.text().contains("机密"), "{}", run.text());
        }
    }
}

#[test]
fn the_place_of_a_mistake_is_told_even_where_its_line_is_not() {
    let portal =
        Portal::new().file("content/2025/2025-07-13-a.yaml", "kind: notice\ntitle: 甲\nstatus: draft\nperiod: 乙\n");
    let run = portal.run(&["check", "--lang", "en"]);
    assert_text(
        &run.text(),
        "
        error[period/unreadable]: `(not public)` is not a period
        --> content/2025/2025-07-13-a.yaml:4:9
         = note: what stands there is not public and is not shown
         = help: write it like `2025`, `2025H1`, `2025Q2`, `2025-06`, `2025-06-03` or `2025-04-01..2025-06-30`

        1 error, 0 warnings, 0 notes, 0 accepted
        ",
    );
}

/// Runs the command with its outputs piped into a reader that leaves after the first bytes.
fn into_head(portal: &Portal, arguments: &[&str]) -> i32 {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.args(arguments).args(["--today", TODAY]).current_dir(portal.root());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (mut out, mut err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let mut byte = [0];
    let _ = if arguments[0] == "build" { err.read(&mut byte) } else { out.read(&mut byte) };
    drop((out, err));
    child.wait().unwrap().code().unwrap()
}

#[test]
fn a_reader_that_leaves_changes_no_exit_code_and_no_site() {
    let portal = built();
    for number in 0..3_000 {
        portal.write(&format!("content/2025/2025-07-14-{number}.yaml"), "kind: notice\ntilte: 错\n");
    }
    assert_eq!(into_head(&portal, &["check"]), 1);
    assert_eq!(into_head(&portal, &["check", "--format", "json"]), 1);
    portal.write("content/2025/2025-07-15-new.yaml", "kind: notice\ntitle: 新的\n");
    assert_eq!(into_head(&portal, &["build", "--keep-going"]), 1);
    assert!(portal.path("public/2025/2025-07-15-new.html").exists());
    assert_eq!(into_head(&portal, &["explain"]), 0);
}

#[cfg(unix)]
#[test]
fn nothing_is_published_where_a_folder_cannot_be_seen() {
    let portal = built();
    let before = portal.tree("public");
    std::fs::rename(portal.path("content/2025"), portal.path("elsewhere")).unwrap();
    std::os::unix::fs::symlink(portal.path("elsewhere"), portal.path("content/2025")).unwrap();
    let run = portal.run(&["build", "--keep-going", "--lang", "en"]);
    assert_eq!(run.code, 1, "{}", run.text());
    assert!(run.err.lines().last().unwrap().ends_with("Mend these first: content/2025"), "{}", run.text());
    assert!(portal.tree("public") == before);
}

#[test]
fn a_folder_does_not_take_the_place_of_a_page() {
    let portal = built();
    let before = portal.tree("public");
    portal.write(&format!("content/{ID}.html/org.yaml"), "name: 甲\nlevel: village\n");
    let run = portal.run(&["build"]);
    assert_eq!(run.code, 1, "{}", run.text());
    assert!(run.text().contains("page/collision"), "{}", run.text());
    assert!(portal.tree("public") == before);
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_the_manifest_or_the_lock_holds_nobody_up() {
    for name in ["gongkai-manifest.json", ".gongkai-lock"] {
        let portal = built();
        let path = portal.path("public").join(name);
        let _ = std::fs::remove_file(&path);
        assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
        let run = portal.run(&["build"]);
        assert_eq!(run.code, 2, "{name}: {}", run.text());
        assert!(run.err.contains(name), "{}", run.text());
    }
}

#[test]
fn a_manifest_that_counts_pages_without_end_is_harmless() {
    let portal = built();
    let manifest = portal.read("public/gongkai-manifest.json");
    let pages = format!("\"parts\":{{\"{ID}.html\":1000000000000000000}}}}");
    portal.write(
        "public/gongkai-manifest.json",
        manifest.trim_end().strip_suffix('}').unwrap().to_owned() + "," + &pages,
    );
    portal.write(&format!("content/{ID}.yaml"), format!("{GOOD}tilte: 错\n"));
    assert_eq!(portal.run(&["build", "--keep-going"]).code, 1);
    assert!(portal.path(PAGE).exists());
}
