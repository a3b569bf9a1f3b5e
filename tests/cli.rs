//! The command as its caller sees it: exit codes, both streams in full, and what is on the disk afterwards.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs;

use support::site::{NOTICE, expect, portal};
use support::{Portal, assert_text};

const SECOND: &str = "kind: notice\ntitle: 石桥村路灯维修公告\nplain: 修好六盏路灯\n";
const WRONG: &str = "kind: notice\ntitle: [甲, 乙]\n";
const PAGE: &str = "2025/2025-07-10-notice.html";

/// Names of the files of the site, without assets.
fn site(portal: &Portal) -> Vec<String> {
    let names = portal.tree("public").into_iter().map(|(name, _)| name);
    names.filter(|name| !name.starts_with("assets/")).collect()
}

#[test]
fn check_of_a_sound_portal_is_one_line() {
    let run = portal().run(&["check"]);
    expect(&run, 0, "0 个错误，0 个警告，0 个提示，已确认 0 个");
    assert_eq!(run.err, "");
}

#[test]
fn check_shows_every_problem_and_exits_with_one() {
    let portal =
        portal().file("content/2025/2025-07-11-notice.yaml", "kind: notice\ntilte: 石桥村路灯维修公告\n").file(
            "content/2025/2025-07-12-notice.yaml",
            "kind: notice\ntitle: 石桥村停电公告\ndisclose: existence\nplain: 停电两小时\n",
        );
    expect(
        &portal.run(&["check", "--lang", "en"]),
        1,
        "
        warning[record/idle-disclose]: `disclose` only matters for records that are not public
         --> content/2025/2025-07-12-notice.yaml:1:1
          |
        1 | kind: notice
          | ^^^^^^^^^^^^
          |
          = help: delete the line, or give an `audience:`

        error[key/unknown]: unknown key `tilte`
         --> content/2025/2025-07-11-notice.yaml:2:1
          |
        2 | tilte: 石桥村路灯维修公告
          | ^^^^^
          |
          = help: did you mean `title`?

        1 error, 1 warning, 0 notes, 0 accepted
        ",
    );
}

/// A statement with so many amounts that cannot be read.
fn mistakes(count: usize) -> Portal {
    let rows: String = (0..count).map(|row| format!("2025-04-03,租金,发包收入,1O{row}\n")).collect();
    portal()
        .file("content/2025/2025-07-11-f.yaml", "kind: finance\ntitle: 账目\nperiod: 2025Q2\n")
        .file("content/2025/2025-07-11-f.csv", format!("日期,事项,类别,收入\n{rows}"))
}

#[test]
fn many_mistakes_of_one_kind_are_one_message_with_a_count_and_the_first_three_places() {
    let portal = mistakes(10_000);
    expect(
        &portal.run(&["check"]),
        1,
        "
        错误[money/unreadable]: `1O0` 不是金额：`O` 不是数字
         --> content/2025/2025-07-11-f.csv:2:20
          |
        2 | 2025-04-03,租金,发包收入,1O0
          |                          ^^^
          |
          = 改法: 只写数字、小数点和千位逗号，如 `1200.00`；留意字母 O 与数字 0、字母 l 与数字 1
          = 第 3 行: `1O1` 不是金额：`O` 不是数字
          = 第 4 行: `1O2` 不是金额：`O` 不是数字
          = 还有: 9,997 处同样的问题，这个文件里共 10,000 处；加 `--all` 全部列出

        各条规则的问题数（`gongkai explain 规则名` 有说明）：
          10,000  错误  money/unreadable

        10,000 个错误，0 个警告，0 个提示，已确认 0 个
        ",
    );
    let each = portal.run(&["check", "--all"]).out;
    assert_eq!(each.matches("错误[money/unreadable]").count(), 10_000);
    let objects = portal.run(&["check", "--format", "json"]).out;
    assert_eq!(objects.lines().count(), 10_000);
}

#[test]
fn few_mistakes_of_one_kind_are_told_each() {
    let text = mistakes(3).run(&["check", "--lang", "en"]).out;
    assert_eq!(text.matches("error[money/unreadable]").count(), 3, "{text}");
    assert!(!text.contains("problems by rule"), "{text}");
    let text = mistakes(4).run(&["check", "--lang", "en"]).out;
    assert_eq!(text.matches("error[money/unreadable]").count(), 1, "{text}");
    assert!(text.contains("= line 5: `1O3` is not an amount") && !text.contains("--all"), "{text}");
}

#[test]
fn a_build_counts_notes_and_tells_them_not() {
    let portal = Portal::bare()
        .file("content/portal.yaml", "title: 云岭县阳光公开\nlevels: [county]\n")
        .file("content/org.yaml", support::ORG);
    assert!(portal.run(&["check"]).out.contains("提示[portal/no-address]"));
    let text = portal.run(&["build"]).text();
    assert!(text.starts_with("0 个错误，0 个警告，1 个提示，已确认 0 个\n"), "{text}");
}

#[test]
fn warnings_alone_are_no_failure_unless_they_are_denied() {
    let portal = Portal::new().file("content/2025/2025-07-10-a.yaml", format!("{NOTICE}disclose: counts\n"));
    assert_eq!(portal.run(&["check"]).code, 0);
    assert_eq!(portal.run(&["check", "--deny", "warnings"]).code, 1);
}

#[test]
fn language_comes_from_the_argument_or_the_environment() {
    let portal = portal();
    assert_text(&portal.run(&["check"]).out, "0 个错误，0 个警告，0 个提示，已确认 0 个");
    assert_text(&portal.run(&["check", "--lang", "en"]).out, "0 errors, 0 warnings, 0 notes, 0 accepted");
}

#[test]
fn a_folder_without_content_cannot_be_checked() {
    let portal = Portal::bare();
    fs::remove_dir(portal.path("content")).unwrap();
    expect(
        &portal.run(&["check"]),
        2,
        "
        gongkai: no folder `content/` here or above; use --root
        这里和上级文件夹都没有 content/，请用 --root 指明
        ",
    );
}

#[test]
fn unknown_arguments_exit_with_two() {
    assert_eq!(portal().run(&["chekc"]).code, 2);
    assert_eq!(portal().run(&["check", "--today", "昨天"]).code, 2);
}

#[test]
fn json_is_one_object_a_line_with_the_place() {
    let portal = Portal::new()
        .file("content/2025/2025-07-10-notice.yaml", "种类: 公示公告\n标颗: 公告\n")
        .file("content/2025/2025-07-11-ledger.yaml", "kind: ledger\ntitle: 石桥村问题台账\n");
    let portal = portal.file(
        "content/2025/2025-07-11-ledger.xlsx",
        support::sheet::xlsx(&[vec!["登记日期", "问题"], vec!["昨天", "路灯不亮"]]),
    );
    let run = portal.run(&["check", "--format", "json", "--lang", "en"]);
    assert_eq!(run.code, 1);
    let objects: Vec<serde_json::Value> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let places: Vec<String> =
        objects.iter().map(|one| format!("{} {} {}", one["rule"], one["severity"], one["place"])).collect();
    assert_text(
        &places.join("\n"),
        r#"
        "key/unknown" "error" {"column":1,"file":"content/2025/2025-07-10-notice.yaml","line":2,"text":"标颗: 公告"}
        "date/unreadable" "error" {"cell":"A2","file":"content/2025/2025-07-11-ledger.xlsx"}
        "#,
    );
    assert_eq!(objects[0]["values"]["nearest"], "标题");
    assert_eq!(objects[0]["help"], "did you mean `标题`?");
}

#[cfg(unix)]
#[test]
fn symbolic_links_out_of_the_content_are_refused() {
    let portal = portal().file("secret.pdf", "机密");
    std::os::unix::fs::symlink(portal.path("secret.pdf"), portal.path("content/2025/secret.pdf")).unwrap();
    expect(
        &portal.run(&["check"]),
        1,
        "
        错误[file/outside]: 这个链接指向 `content/` 之外，不读
        --> content/2025/secret.pdf
         = 改法: 删去链接；要公开，就把它指向的文件复制到这里，用同样的名字

        1 个错误，0 个警告，0 个提示，已确认 0 个
        ",
    );
}

#[test]
fn the_first_build_writes_everything_and_the_second_nothing() {
    let portal = portal();
    let first = portal.run(&["build"]);
    let files = portal.tree("public").len() - 1;
    expect(
        &first,
        0,
        &format!(
            "0 个错误，0 个警告，0 个提示，已确认 0 个\nROOT/public：共 {files} 个文件，写入 {files}，删除 0，保留 0"
        ),
    );
    let second = portal.run(&["build"]);
    let text = format!("ROOT/public：共 {files} 个文件，内容、主题和日期都没有变化，不用重新生成");
    expect(&second, 0, &text);
}

#[test]
fn a_build_writes_what_changed_and_removes_what_is_gone() {
    let portal = portal().file("content/2025/2025-07-11-notice.yaml", SECOND);
    portal.run(&["build"]);
    let kept = fs::metadata(portal.path("public/404.html")).unwrap().modified().unwrap();
    portal.write("content/2025/2025-07-10-notice.yaml", "kind: notice\ntitle: 石桥村停水通知\nplain: 停水两小时\n");
    portal.remove("content/2025/2025-07-11-notice.yaml");
    let run = portal.run(&["build"]);
    assert_eq!(run.code, 0);
    assert!(run.text().contains("删除 2，保留 0"), "{}", run.text());
    assert!(portal.read(&format!("public/{PAGE}")).contains("石桥村停水通知"));
    assert!(!portal.path("public/2025/2025-07-11-notice.html").exists());
    assert_eq!(fs::metadata(portal.path("public/404.html")).unwrap().modified().unwrap(), kept);
}

#[test]
fn a_folder_with_other_files_is_refused() {
    let portal = portal().file("public/照片.jpg", "x");
    expect(
        &portal.run(&["build"]),
        2,
        "
        gongkai: ROOT/public is not empty and was not written by gongkai; choose another folder with --out, or empty it
        ROOT/public 里有别的文件，不是 gongkai 生成的；请用 --out 换一个文件夹，或先清空
        ",
    );
    assert_eq!(site(&portal), ["照片.jpg"]);
}

#[test]
fn a_build_with_errors_writes_nothing() {
    let portal = portal();
    portal.run(&["build"]);
    let before = portal.tree("public");
    portal.write("content/2025/2025-07-11-notice.yaml", WRONG);
    expect(
        &portal.run(&["build"]),
        1,
        "
        错误[value/wrong-type]: 这里要写一个值，写的却是列表
         --> content/2025/2025-07-11-notice.yaml:2:8
          |
        2 | title: [甲, 乙]
          |        ^^^^^^^^
          |
          = 改法: 只写一个值，不用方括号、花括号，也不分行写“- ”

        1 个错误，0 个警告，0 个提示，已确认 0 个
        有错误，什么也没有写；改好后再生成，或用 --keep-going 先公开没有错误的部分
        ",
    );
    assert_eq!(portal.tree("public"), before);
}

#[test]
fn the_first_build_with_errors_leaves_no_folder() {
    let portal = Portal::new().file("content/2025/2025-07-11-notice.yaml", WRONG);
    assert_eq!(portal.run(&["build"]).code, 1);
    assert!(!portal.path("public").exists());
}

#[test]
fn keep_going_keeps_the_last_page_of_a_broken_record_and_names_it() {
    let portal = portal();
    portal.run(&["build"]);
    let before = portal.read(&format!("public/{PAGE}"));
    portal.write("content/2025/2025-07-10-notice.yaml", WRONG);
    portal.write("content/2025/2025-07-11-notice.yaml", SECOND);
    let run = portal.run(&["build", "--keep-going"]);
    assert_eq!(run.code, 1);
    let text = run.text();
    let last: Vec<&str> = text.lines().rev().take(3).collect();
    assert_eq!(last[2], "1 个错误，0 个警告，0 个提示，已确认 0 个");
    assert_eq!(last[1], "有错误，没有重新公开；上次公开的页面还在的，保留不动：2025/2025-07-10-notice");
    assert!(last[0].ends_with("保留 2"), "{text}");
    assert_eq!(portal.read(&format!("public/{PAGE}")), before);
    assert!(portal.path("public/2025/2025-07-11-notice.html").exists());
    assert!(!portal.read("public/index.html").contains("2025-07-10-notice"));
}

#[test]
fn a_broken_record_that_was_never_published_gets_no_page() {
    let portal = portal().file("content/2025/2025-07-11-notice.yaml", WRONG);
    assert_eq!(portal.run(&["build", "--keep-going"]).code, 1);
    assert!(portal.path(&format!("public/{PAGE}")).exists());
    assert!(site(&portal).iter().all(|name| !name.contains("2025-07-11")));
}

#[test]
fn an_interrupted_build_is_repaired_by_the_next() {
    let portal = portal();
    portal.run(&["build"]);
    let whole = portal.tree("public");
    let manifest = portal.read("public/gongkai-manifest.json");
    assert!(manifest.contains("\"interrupted\":false"));
    portal.write("public/gongkai-manifest.json", manifest.replace("\"interrupted\":false", "\"interrupted\":true"));
    portal.write(&format!("public/{PAGE}"), "half a pa");
    portal.remove("public/index.html");
    portal.write("public/.gongkai-part/left-over.html", "x");
    portal.write("public/.gongkai-lock", "");
    assert_eq!(portal.run(&["build"]).code, 0);
    assert!(portal.tree("public") == whole, "the site is not what it was");
}

#[test]
fn two_folders_get_the_same_bytes() {
    let portal = portal();
    portal.run(&["build", "--out", "甲"]);
    portal.run(&["build", "--out", "乙"]);
    assert!(portal.tree("甲") == portal.tree("乙"));
}

#[test]
fn explain_knows_every_rule_and_says_so_otherwise() {
    let portal = Portal::bare();
    let all = portal.run(&["explain", "--all"]);
    assert_eq!(all.code, 0);
    assert!(!all.out.contains('{') || !all.out.contains("{value}"), "{}", all.out);
    for rule in all.out.lines().filter_map(|line| line.split_whitespace().next()) {
        assert_eq!(portal.run(&["explain", rule]).code, 0, "{rule}");
    }
    assert_eq!(portal.run(&["explain", "window/shrot"]).code, 1);
}

#[test]
fn explain_lists_the_rules_of_a_noun() {
    let portal = Portal::bare();
    let overview = portal.run(&["explain"]).out;
    assert!(overview.lines().count() < 60 && overview.contains("account/  "), "{overview}");
    let own = portal.run(&["explain", "account"]);
    assert_eq!(own.code, 0);
    assert!(own.out.lines().all(|line| line.starts_with("account/") && !line.contains('{')), "{}", own.out);
    expect(&portal.run(&["explain", "acount"]), 1, "没有规则 `acount`。是不是 `account`？");
}

#[test]
fn formats_of_due_are_refused_elsewhere() {
    expect(
        &portal().run(&["check", "--format", "csv"]),
        2,
        "
        gongkai: `--format csv` is for `gongkai due` only; here: human, json
        `--format csv` 只用于 `gongkai due`；这里可以写 human、json
        ",
    );
}

#[test]
fn a_name_that_new_does_not_know_is_told_with_the_nearest() {
    let portal = portal();
    let new = |arguments: &[&str]| {
        let run = portal.run(&[&["new", "record", "--org", "/", "--title", "停水"], arguments].concat());
        assert_eq!(run.code, 2, "{}", run.text());
        run.err
    };
    assert!(new(&["--kind", "financ"]).contains("是不是 `finance`？"));
    assert!(new(&["--kind", "名单公示"]).contains("写成 --kind notice --form name-list"));
    assert!(new(&["--kind", "notice", "--form", "nmelist"]).contains("是不是 `name-list`？"));
    let run = portal.run(&["new", "record", "--org", "云岭县", "--kind", "notice", "--title", ""]);
    assert!(run.err.contains("没有写标题：用 --title 写明"), "{}", run.err);
    let run = portal.run(&["due", "--org", "shiqao"]);
    assert!(run.err.contains("没有名为 `shiqao` 的单位"), "{}", run.err);
}

#[test]
fn help_and_wrong_arguments_are_told_in_the_language_that_is_asked_for() {
    let portal = portal();
    let help = portal.run(&["build", "--help"]);
    assert!(
        help.code == 0 && help.out.contains("网站放在哪个文件夹") && !help.out.contains("Usage"),
        "{}",
        help.text()
    );
    assert!(portal.run(&["build", "--help", "--lang", "en"]).out.contains("Write the site"));
    for (arguments, said) in [
        (&["biuld"][..], "没有 `biuld` 这个命令；是不是 build？"),
        (&["build", "--froce"], "不认识 `--froce`；是不是 --force？"),
        (&["check", "--format", "xml"], "不能写 `xml`；可以写：human、json、csv、ics"),
    ] {
        let run = portal.run(arguments);
        assert!(run.code == 2 && run.err.contains(said), "{}", run.text());
    }
}

#[test]
fn alone_it_begins_nothing_where_nobody_can_answer_or_something_lies_there() {
    let folder = tempfile::tempdir().unwrap();
    let run = || {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_gongkai"));
        command.args(["--lang", "zh"]).current_dir(folder.path()).stdin(std::process::Stdio::null()).output().unwrap()
    };
    for _ in 0..2 {
        let output = run();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && said.contains("这里没有公开网"), "{said}");
        assert!(!folder.path().join("content").exists());
        fs::write(folder.path().join("照片.txt"), "别的").unwrap();
    }
}

#[test]
fn without_a_terminal_everything_has_a_default() {
    let portal = Portal::new();
    let run = portal.run(&["new", "record", "--kind", "notice", "--title", "停水公告"]);
    assert_eq!(run.code, 0, "{}", run.text());
    // The title says which form is meant, as far as it can.
    let text = portal.read("content/2025/2025-08-01-announcement.yaml");
    assert!(text.starts_with("种类: notice") && !text.contains("\n名单:"), "{text}");
    let lines: Vec<&str> = text.lines().collect();
    let at = |start: &str| lines.iter().position(|line| line.starts_with(start)).unwrap();
    assert!(at("所属期间:") < at("# 下面的用得上才填") && at("# 下面的用得上才填") < at("来源:"), "{text}");
    assert_eq!(portal.run(&["new", "record", "--kind", "notice", "--title", "十月低保户"]).code, 0);
    let text = portal.read("content/2025/2025-08-01-name-list.yaml");
    assert!(text.contains("名单:") && text.contains("#    姓名:"), "{text}");
    assert_eq!(portal.run(&["new", "portal", "p"]).code, 0);
    assert!(portal.path("p/content/portal.yaml").exists());
}
