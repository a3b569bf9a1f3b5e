//! What goes out of an attachment: its content, and nothing of who made it or of what it hides; and what `fix` masks in sources.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs;

use gongkai::files::sha256;
use support::sheet::{self, Sheet};
use support::{Portal, TODAY};

const RECORD: &str = "content/v/2025/2025-07-10-a";

/// A portal with a record that has one attachment.
fn portal(name: &str, bytes: impl AsRef<[u8]>, more: &str) -> Portal {
    let record =
        format!("kind: notice\ntitle: 石桥村公告\nplain: 正文\nattachments: [{{file: {name}, text: 附件}}]\n{more}");
    Portal::new()
        .file("content/v/org.yaml", "name: 石桥村\nlevel: village\n")
        .file(&format!("{RECORD}.yaml"), record)
        .file(&format!("{RECORD}/{name}"), bytes)
}

fn book(state: &'static str) -> Vec<u8> {
    let shown = Sheet { name: "1", state: "", xml: sheet::data(&[vec!["品名", "数量"], vec!["水泵", "1"]]) };
    let other = Sheet { name: "2", state, xml: sheet::data(&[vec!["品名", "数量"], vec!["阀门", "2"]]) };
    let core = "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
        xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:creator>做表的人</dc:creator></cp:coreProperties>";
    sheet::book(&[shown, other], &[("docProps/core.xml", core.to_owned())])
}

/// The digest that a message wants under `allow`.
fn digest(said: &str) -> String {
    let (_, behind) = said.split_once("value: ").unwrap_or_else(|| panic!("no digest in {said}"));
    behind.chars().take_while(char::is_ascii_alphanumeric).collect()
}

#[test]
fn a_workbook_goes_out_without_who_made_it() {
    let portal = portal("清单.xlsx", book(""), "");
    let run = portal.run(&["build", "--today", TODAY]);
    assert_eq!(run.code, 0, "{}", run.text());
    let path = "public/v/2025/2025-07-10-a/清单.xlsx";
    let copy = fs::read(portal.path(path)).unwrap();
    let text = format!("{:?}", gongkai::documents::read("清单.xlsx", &copy));
    assert!(text.contains("水泵") && text.contains("阀门") && !text.contains("做表的人"), "{text}");
    let page = portal.read("public/v/2025/2025-07-10-a.html");
    assert!(page.contains(&*sha256(&copy)) && page.contains("清除了文件属性"), "{page}");
    assert_eq!(portal.run(&["build", "--today", TODAY]).code, 0);
    assert_eq!(fs::read(portal.path(path)).unwrap(), copy);
}

#[test]
fn what_a_workbook_hides_keeps_it_in_until_somebody_lets_it_out() {
    let hidden = portal("清单.xlsx", book("hidden"), "");
    let run = hidden.run(&["build", "--today", TODAY]);
    assert!(run.code == 0 && run.text().contains("privacy/hidden-content"), "{}", run.text());
    assert!(!hidden.path("public/v/2025/2025-07-10-a").exists());
    assert!(hidden.read("public/v/2025/2025-07-10-a.html").contains("暂不公开"));
    let allowed = format!("allow: [{{value: {}, ground: duty}}]\n", digest(&run.text()));
    let out = portal("清单.xlsx", book("hidden"), &allowed);
    let run = out.run(&["build", "--today", TODAY]);
    assert_eq!(run.code, 0, "{}", run.text());
    assert!(out.path("public/v/2025/2025-07-10-a/清单.xlsx").exists());
}

#[test]
fn a_withheld_attachment_is_not_linked_from_the_text() {
    let text = "---\nkind: notice\ntitle: 石桥村公告\n---\n见[名单](2025-07-10-a/名单.txt)。\n";
    let portal = Portal::new()
        .file("content/v/org.yaml", "name: 石桥村\nlevel: village\n")
        .file(&format!("{RECORD}.md"), text)
        .file(&format!("{RECORD}/名单.txt"), "张三 13800138000\n");
    let run = portal.run(&["build", "--today", TODAY]);
    assert!(run.code == 0 && run.text().contains("privacy/mobile"), "{}", run.text());
    assert!(!portal.path("public/v/2025/2025-07-10-a").exists());
    let page = portal.read("public/v/2025/2025-07-10-a.html");
    assert!(page.contains("名单") && !page.contains("名单.txt\""), "{page}");
}

#[test]
fn fix_masks_in_the_sources_and_keeps_them_elsewhere() {
    let source = "kind: notice\ntitle: 石桥村公告\r\nfacts:\n  联系: 张三，13800138000 # 手机\n  申请人: 李四，身份证号 532901190305061017\n";
    let portal = Portal::new()
        .file("content/v/org.yaml", "name: 石桥村\nlevel: village\n")
        .file(&format!("{RECORD}.yaml"), source)
        .file(
            "content/v/2025/2025-07-11-b.md",
            "---\nkind: notice\ntitle: 停水\n---\n请打 13800138000，或 13900139000。\n",
        );
    let copies = tempfile::TempDir::new().unwrap();
    let place = copies.path().to_str().unwrap();
    let asked = portal.run(&["fix", "--privacy", "--copies", place]);
    assert!(asked.code == 1 && asked.text().contains("138****8000"), "{}", asked.text());
    assert!(!asked.text().contains("13800138000") && !asked.text().contains("532901190305061017"), "{}", asked.text());
    assert_eq!(portal.read(&format!("{RECORD}.yaml")), source);
    let inside = portal.path("content/copies");
    let refused = portal.run(&["fix", "--privacy", "--yes", "--copies", inside.to_str().unwrap()]);
    assert_eq!(refused.code, 2, "{}", refused.text());
    assert_eq!(portal.read(&format!("{RECORD}.yaml")), source);
    let fixed = portal.run(&["fix", "--privacy", "--yes", "--copies", place]);
    assert_eq!(fixed.code, 0, "{}", fixed.text());
    let masked = source.replace("13800138000", "138****8000").replace("532901190305061017", "〔不公开〕");
    assert_eq!(portal.read(&format!("{RECORD}.yaml")), masked);
    assert!(portal.read("content/v/2025/2025-07-11-b.md").contains("请打 138****8000，或 139****9000。"));
    let kept: Vec<_> = fs::read_dir(copies.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    let copy = fs::read_to_string(kept[0].join(format!("{RECORD}.yaml"))).unwrap();
    assert!(kept.len() == 1 && copy == source);
    let after = portal.run(&["check", "--privacy", "--today", TODAY]);
    assert!(after.code == 0 && after.text().contains("没有发现"), "{}", after.text());
}
