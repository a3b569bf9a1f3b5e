//! `gongkai fix`: what is certain is written in its standard form, the files as they were are kept outside, and after it the
//! portal says the same with fewer messages.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use support::{Portal, Run};

const ACCOUNT: &str = "content/2025/2025-07-10-finance-q2";
const FINANCE: &str = "种类：财务公开\n标题： 石桥村2025年第二季度财务收支 # 注\n公开日期: 2025.7.10\n所属期间: 2025Q2\naccount:\n  opening: １,000元\n  handler: 李明\n  auditor: 王芳\n  approver: 赵强\n";
const ROWS: &str = "日期,凭证,事项,类别,收入,支出\n2025年4月3日,记-1,机动地租金,发包租赁,\"１,200.00元\",\n2025-05-06,记-2,清淤,公共服务,,120\n";

fn portal() -> Portal {
    Portal::new()
        .file(&format!("{ACCOUNT}.yaml"), encoding_rs::GB18030.encode(FINANCE).0)
        .file(&format!("{ACCOUNT}.csv"), ROWS)
        .file("content/2025/2025-07-11-notice.yaml.txt", "kind: notice\r\ntitle：停水公告\r\nplain: 7月12日停水\r\n")
}

fn fix(portal: &Portal, more: &[&str]) -> Run {
    portal.run(&[&["fix"], more].concat())
}

#[test]
fn what_is_certain_is_written_and_the_rest_stays_as_it_is() {
    let portal = portal();
    let copies = tempfile::tempdir().unwrap();
    let run = fix(&portal, &["--yes", "--copies", copies.path().to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.text());
    for part in [
        "--- content/2025/2025-07-10-finance-q2.csv",
        "- 2025年4月3日",
        "+ 2025-04-03",
        "+++ 2025-07-11-notice.yaml",
        "编码改为 UTF-8",
        "gongkai check",
    ] {
        assert!(run.out.contains(part), "{part}: {}", run.out);
    }
    let yaml = FINANCE
        .replace("种类：", "种类: ")
        .replace("标题：", "标题:")
        .replace("2025.7.10", "2025-07-10")
        .replace("１,000元", "1000.00");
    assert_eq!(portal.read(&format!("{ACCOUNT}.yaml")), yaml);
    let rows = portal.read(&format!("{ACCOUNT}.csv"));
    assert!(
        rows.contains("2025-04-03,记-1,机动地租金,发包租赁,") && rows.contains("1200.00") && !rows.contains('元'),
        "{rows}"
    );
    // What could not be read under its old name is mended by the next run.
    assert_eq!(fix(&portal, &["--yes", "--copies", copies.path().to_str().unwrap()]).code, 0);
    assert_eq!(
        portal.read("content/2025/2025-07-11-notice.yaml"),
        "kind: notice\r\ntitle: 停水公告\r\nplain: 7月12日停水\r\n"
    );
    assert!(!portal.path("content/2025/2025-07-11-notice.yaml.txt").exists());
    let kept: Vec<_> = walkdir::WalkDir::new(copies.path())
        .into_iter()
        .map(Result::unwrap)
        .filter(|one| one.file_type().is_file())
        .collect();
    assert_eq!(kept.len(), 4);
    let again = fix(&portal, &["--yes"]);
    assert!(again.code == 0 && again.out.contains("没有一定能替你改的地方"), "{}", again.text());
    let check = portal.run(&["check"]);
    assert_eq!(check.code, 0, "{}", check.text());
}

#[test]
fn settings_under_another_name_get_the_one_that_is_read_unless_two_would_have_it() {
    let unit = |name: &str| format!("name: {name}\nlevel: village\n");
    let portal = Portal::new()
        .file("content/shiqiao/Org.yml", unit("石桥村"))
        .file("content/zhulin/org.yaml.txt", unit("竹林村"))
        .file("content/baihe/org.yml", unit("白鹤村"))
        .file("content/baihe/ORG.yaml.txt", unit("白鹤村"))
        .file("content/qingxi/org.json", unit("清溪村"));
    let copies = tempfile::tempdir().unwrap();
    let run = fix(&portal, &["--yes", "--copies", copies.path().to_str().unwrap()]);
    assert_eq!(run.code, 1, "{}", run.text());
    for (file, name) in [("shiqiao", "石桥村"), ("zhulin", "竹林村"), ("baihe", "白鹤村")] {
        assert_eq!(portal.read(&format!("content/{file}/org.yaml")), unit(name));
    }
    for left in ["qingxi/org.json", "baihe/org.yml"] {
        assert!(portal.path(&format!("content/{left}")).exists(), "{left}");
    }
    assert!(!portal.path("content/zhulin/org.yaml.txt").exists());
}

#[test]
fn without_a_word_nothing_is_written() {
    let portal = portal();
    let before = portal.tree("content");
    let run = fix(&portal, &[]);
    assert!(run.code == 1 && run.out.contains("加上 --yes"), "{}", run.text());
    assert!(portal.tree("content") == before);
}

#[test]
fn a_name_that_is_taken_is_left() {
    let portal = portal().file("content/2025/2025-07-11-notice.yaml", "kind: notice\ntitle: 停电公告\nplain: 停电\n");
    let copies = tempfile::tempdir().unwrap();
    let run = fix(&portal, &["--yes", "--copies", copies.path().to_str().unwrap()]);
    assert!(run.code == 1 && run.out.contains("同名的文件已经有了"), "{}", run.text());
    assert!(portal.read("content/2025/2025-07-11-notice.yaml").contains("停电公告"));
    assert!(portal.path("content/2025/2025-07-11-notice.yaml.txt").exists());
}

#[test]
fn copies_lie_outside_of_the_portal() {
    let portal = portal();
    let run = fix(&portal, &["--yes", "--copies", "content/copies"]);
    assert!(run.code == 2 && run.err.contains("原件的副本要放在外面"), "{}", run.text());
}
