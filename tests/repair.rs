//! What a build repairs, and that neither a second build nor an edit at the wrong moment leaves anything that a clean
//! build would not.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime};

use support::site::{MANIFEST, NOTHING, NOTICE, PAGE, assert_clean, build, everything, expect, portal};
use support::{Portal, TODAY};

#[test]
fn what_is_missing_or_damaged_is_repaired_although_nothing_has_changed() {
    let portal = portal();
    build(&portal, &[]);
    assert_eq!(build(&portal, &[]), NOTHING);
    portal.remove("public/index.html");
    assert_eq!(build(&portal, &[]), "写入 1，删除 0，保留 0");
    portal.write(PAGE, portal.read(PAGE).replace("停水", "停电"));
    assert_eq!(build(&portal, &[]), "写入 1，删除 0，保留 0");
    fs::remove_dir_all(portal.path("public/assets")).unwrap();
    assert_eq!(build(&portal, &[]), "写入 6，删除 0，保留 0");
    assert_clean(&portal);
    assert_eq!(build(&portal, &[]), NOTHING);
}

/// What looks older than it is, as after a wrong clock or on a bad disk.
#[test]
fn force_compares_every_byte() {
    let portal = portal();
    build(&portal, &[]);
    portal.write(PAGE, portal.read(PAGE).replace("停水", "停电"));
    let set =
        |path: &str, time: SystemTime| File::options().write(true).open(portal.path(path)).unwrap().set_modified(time);
    set(PAGE, SystemTime::now() - Duration::from_secs(3600)).unwrap();
    set(MANIFEST, SystemTime::now() + Duration::from_secs(3600)).unwrap();
    assert_eq!(build(&portal, &[]), NOTHING);
    assert_eq!(build(&portal, &["--force"]), "写入 1，删除 0，保留 0");
    assert_clean(&portal);
}

#[test]
fn a_damaged_manifest_heals_itself() {
    let portal = portal().file("content/2025/2025-07-11-notice.yaml", NOTICE);
    build(&portal, &[]);
    let whole = portal.read(MANIFEST);
    portal.write("public/CNAME", "gongkai.example.org");
    portal.write("public/.well-known/security.txt", "x");
    for torn in ["", "{}", "[1, 2]", "\0\0\0", &whole[..whole.len() / 2]] {
        portal.write("public/2025/stray.html", "x");
        portal.write(MANIFEST, torn);
        let run = portal.run(&["build"]);
        let files = portal.tree("public").len() - 3;
        expect(
            &run,
            0,
            &format!(
                "
                0 个错误，0 个警告，1 个提示，已确认 0 个
                上次的清单 gongkai-manifest.json 损坏了；文件夹里的 {} 个文件都当作以前生成的，网站不再需要的已删除
                1 个网址以前公开过，现在没有了，或者撤下了个人信息：请从缓存和搜索引擎里清掉，网址列在 ROOT/public.gone.txt
                ROOT/public：共 {files} 个文件，写入 0，删除 1，保留 0
                ",
                files + 1
            ),
        );
        assert_eq!(portal.read(MANIFEST), whole);
        assert!(!portal.path("public/2025/stray.html").exists());
    }
    portal.write(MANIFEST, "");
    let run = portal.run(&["build", "--lang", "en"]);
    assert!(run.text().contains("gongkai-manifest.json of the last build was damaged; the "), "{}", run.text());
    assert_eq!(portal.read("public/.well-known/security.txt"), "x");
    portal.remove("public/CNAME");
    fs::remove_dir_all(portal.path("public/.well-known")).unwrap();
    assert_clean(&portal);
}

#[test]
fn a_manifest_of_the_first_version_is_understood() {
    let portal = portal().file("content/2025/2025-07-11-notice.yaml", NOTICE);
    build(&portal, &[]);
    let manifest: serde_json::Value = serde_json::from_str(&portal.read(MANIFEST)).unwrap();
    let files = manifest["files"].as_object().unwrap().iter();
    let files: serde_json::Map<_, _> = files.map(|(path, entry)| (path.clone(), entry["digest"].clone())).collect();
    let old = serde_json::json!({"stamp": manifest["stamp"], "interrupted": false, "files": files});
    portal.write(MANIFEST, old.to_string());
    portal.remove("content/2025/2025-07-11-notice.yaml");
    assert!(build(&portal, &[]).contains("删除 2"));
    assert_clean(&portal);
}

/// Starts a build of a portal in another folder into the `public` of `portal`.
fn start(portal: &Portal, root: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.args(["build", "--today", TODAY, "--out"]).arg(portal.path("public")).arg("--root").arg(root);
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn of_two_builds_at_once_one_is_turned_away_and_nothing_is_mixed() {
    let portal = portal();
    let other = Portal::new()
        .file("content/2025/2025-07-10-notice.yaml", "kind: notice\ntitle: 石桥村停水通知\n")
        .file("content/2025/2025-07-11-notice.yaml", NOTICE);
    let [mine, others] = [&portal, &other].map(|portal| {
        assert_eq!(portal.run(&["build", "--out", "clean"]).code, 0);
        everything(&portal.path("clean"))
    });
    for round in 0..12 {
        if round % 2 == 0 {
            let _ = fs::remove_dir_all(portal.path("public"));
        }
        let mut builds = [start(&portal, portal.root()), start(&portal, other.root())];
        if round % 3 == 0 {
            std::thread::sleep(Duration::from_millis(20 * round));
            builds[1].kill().unwrap();
        }
        let ends = builds.map(|build| build.wait_with_output().unwrap());
        for end in &ends {
            let said = String::from_utf8_lossy(&end.stderr);
            let is_busy =
                said.contains("another `gongkai build` is writing") && said.contains("另一个 gongkai build 正在写");
            assert!(matches!(end.status.code(), Some(0) | None) || end.status.code() == Some(2) && is_busy, "{said}");
        }
        if ends.iter().all(|end| end.status.code().is_some()) {
            let found = everything(&portal.path("public"));
            assert!(found == mine || found == others, "round {round}: a mixture");
        }
        build(&portal, &[]);
        assert!(everything(&portal.path("public")) == mine, "round {round}: the next build is not right");
    }
}

#[test]
fn the_folder_is_held_while_another_process_has_it() {
    let portal = portal();
    build(&portal, &[]);
    let before = everything(&portal.path("public"));
    let lock = File::create(portal.path("public/.gongkai-lock")).unwrap();
    lock.lock().unwrap();
    portal.write("content/2025/2025-07-11-notice.yaml", NOTICE);
    expect(
        &portal.run(&["build"]),
        2,
        "
        gongkai: another `gongkai build` is writing ROOT/public; build again when it has ended
        另一个 gongkai build 正在写 ROOT/public；等它结束，再生成一次
        ",
    );
    drop(lock);
    portal.remove("content/2025/2025-07-11-notice.yaml");
    assert_eq!(build(&portal, &[]), NOTHING);
    assert!(everything(&portal.path("public")) == before);
}

/// A build that began before an edit and ended after it must not pass for one of what lies there when the edit has been
/// taken back, or of what it became.
#[test]
fn an_edit_during_the_build_is_in_the_next_one() {
    let portal = portal().file("content/2025/2025-07-10-notice/图.csv", "a,b\n1,2\n");
    let record = "kind: notice\ntitle: 石桥村停水公告\nattachments: [{file: 图.csv}]\n";
    portal.write("content/2025/2025-07-10-notice.yaml", record);
    build(&portal, &[]);
    for round in 0..20_u64 {
        let mut running = start(&portal, portal.root());
        std::thread::sleep(Duration::from_millis(round * 15));
        portal.write("content/2025/2025-07-10-notice.yaml", record.replace("停水", "停电"));
        portal.write("content/2025/2025-07-10-notice/图.csv", format!("a,b\n1,{}\n", round + 10));
        std::thread::sleep(Duration::from_millis(round % 5 * 20));
        portal.write("content/2025/2025-07-10-notice.yaml", record);
        portal.write("content/2025/2025-07-10-notice/图.csv", "a,b\n1,2\n");
        running.wait().unwrap();
        build(&portal, &[]);
        assert_clean(&portal);
        portal.write("content/2025/2025-07-10-notice.yaml", format!("{record}section: village\n"));
    }
}

#[test]
fn content_that_never_comes_to_rest_fails_the_build_and_leaves_the_site() {
    let portal = portal().file("content/2025/2025-07-10-notice/图.csv", "0");
    let record = "kind: notice\ntitle: 石桥村停水公告\nattachments: [{file: 图.csv}]\n";
    portal.write("content/2025/2025-07-10-notice.yaml", record);
    build(&portal, &[]);
    let before = everything(&portal.path("public"));
    let (end, ended) = std::sync::mpsc::channel::<()>();
    let run = std::thread::scope(|scope| {
        scope.spawn(|| {
            let ended = ended;
            for number in 1.. {
                portal.write("新.csv", number.to_string());
                fs::rename(portal.path("新.csv"), portal.path("content/2025/2025-07-10-notice/图.csv")).unwrap();
                if ended.recv_timeout(Duration::from_millis(1)) != Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
                    break;
                }
            }
        });
        let run = portal.run(&["build"]);
        drop(end);
        run
    });
    // Once in a long while a build finds a moment of rest.
    if run.code != 0 {
        assert_eq!(run.code, 2, "{}", run.text());
        let text = run.text();
        assert!(text.contains("生成网站时 content/2025/2025-07-10-notice/图.csv 有改动，重新读一遍"), "{text}");
        assert!(text.ends_with("有改动，什么也没有写；请再生成一次"), "{text}");
        assert!(everything(&portal.path("public")) == before);
    }
    build(&portal, &[]);
    assert_clean(&portal);
}

#[test]
fn a_theme_or_an_unread_file_that_changes_is_no_reason_to_believe_that_nothing_has() {
    let portal = portal().file("content/2025/2025-07-10-notice/未列出.txt", "a");
    build(&portal, &[]);
    assert_eq!(build(&portal, &[]), NOTHING);
    for name in ["themes/default/static/own.css", "content/2025/2025-07-10-notice/未列出.txt"] {
        portal.write(name, "/* b */");
        assert_ne!(build(&portal, &[]), NOTHING, "{name}");
        assert_eq!(build(&portal, &[]), NOTHING, "{name}");
    }
    portal.remove("themes/default/static/own.css");
    assert_ne!(build(&portal, &[]), NOTHING);
    assert_clean(&portal);
}
