//! The output folder as its owner finds it: where it may be, what is never touched, what is repaired, and that neither
//! a second build nor an edit at the wrong moment leaves anything that a clean build would not.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime};

use support::{Portal, Run, TODAY, assert_text};

const NOTICE: &str = "kind: notice\ntitle: 石桥村停水公告\n";
const PAGE: &str = "public/2025/2025-07-10-notice.html";
const MANIFEST: &str = "public/gongkai-manifest.json";

/// A portal with one record.
fn portal() -> Portal {
    Portal::new().file("content/2025/2025-07-10-notice.yaml", NOTICE)
}

#[track_caller]
fn expect(run: &Run, code: i32, text: &str) {
    assert_text(&run.text(), text);
    assert_eq!(run.code, code);
}

/// Builds and says what the line at the end tells of written and removed files.
#[track_caller]
fn build(portal: &Portal, arguments: &[&str]) -> String {
    let run = portal.run(&[&["build"], arguments].concat());
    assert_eq!(run.code, 0, "{}", run.text());
    let text = run.text();
    let counts = text.lines().last().and_then(|line| line.split_once("个文件，")).map(|(_, counts)| counts.to_owned());
    counts.unwrap_or(text)
}

const NOTHING: &str = "内容、主题和日期都没有变化，不用重新生成";

/// Fails unless the site is that of a build into a fresh folder.
#[track_caller]
fn assert_clean(portal: &Portal) {
    let _ = fs::remove_dir_all(portal.path("clean"));
    assert_eq!(portal.run(&["build", "--out", "clean"]).code, 0);
    assert!(
        everything(&portal.path("public")) == everything(&portal.path("clean")),
        "the site is not that of a clean build"
    );
}

/// Every file and folder below a folder with its bytes.
fn everything(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = walkdir::WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter().map(Result::unwrap);
    let of = |entry: walkdir::DirEntry| {
        let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        (name, fs::read(entry.path()).unwrap_or_default())
    };
    entries.map(of).collect()
}

#[test]
fn a_folder_that_is_read_or_holds_the_portal_is_refused() {
    let portal = portal();
    let before = everything(portal.root());
    for out in ["content/site", "content", "themes", "themes/site", ".", "..", "content/portal.yaml"] {
        let run = portal.run(&["build", "--out", out]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{out}: {}", run.text());
        assert!(run.err.contains("请用 --out") && run.err.contains("with --out"), "{}", run.err);
    }
    assert!(everything(portal.root()) == before);
    expect(
        &portal.run(&["build", "--out", "content/site"]),
        2,
        "
        gongkai: content/site lies in ROOT/content, from which the site is made; choose another folder with --out
        content/site 在 ROOT/content 里面，那里是生成网站要读的内容；请用 --out 换一个文件夹
        ",
    );
    expect(
        &portal.run(&["build", "--out", "."]),
        2,
        "
        gongkai: . holds the content of the portal itself; choose another folder for the site with --out
        . 里是网站的原始内容；请用 --out 给网站换一个文件夹
        ",
    );
    expect(
        &portal.run(&["build", "--out", "content/portal.yaml"]),
        2,
        "
        gongkai: content/portal.yaml is not a folder; choose another place with --out
        content/portal.yaml 不是文件夹；请用 --out 换一个地方
        ",
    );
}

#[test]
fn the_folder_may_be_this_one_or_deep_in_folders_that_do_not_exist() {
    let portal = portal();
    build(&portal, &[]);
    build(&portal, &["--out", "a/b/site"]);
    fs::create_dir(portal.path("here")).unwrap();
    let run = portal.run_in("here", &["build", "--root", "..", "--out", "."]);
    assert_eq!(run.code, 0, "{}", run.text());
    for other in ["a/b/site", "here"] {
        assert!(everything(&portal.path("public")) == everything(&portal.path(other)), "{other}");
    }
    portal.write("content/2025/2025-07-11-notice.yaml", "kind: notice\ntitle: [甲, 乙]\n");
    assert_eq!(portal.run(&["build", "--out", "c/d"]).code, 1);
    assert!(!portal.path("c").exists());
}

#[cfg(unix)]
#[test]
fn the_folder_may_be_behind_a_link() {
    use std::os::unix::fs::symlink;
    let portal = portal();
    fs::create_dir(portal.path("real")).unwrap();
    symlink("real", portal.path("public")).unwrap();
    symlink("not-yet/site", portal.path("dangling")).unwrap();
    build(&portal, &[]);
    assert_clean(&portal);
    build(&portal, &["--out", "dangling"]);
    assert!(everything(&portal.path("not-yet/site")) == everything(&portal.path("clean")));
    assert_eq!(build(&portal, &[]), NOTHING);
    symlink("content", portal.path("sources")).unwrap();
    assert_eq!(portal.run(&["build", "--out", "sources/site"]).code, 2);
}

/// A file system in memory, if this process may mount one.
#[cfg(target_os = "linux")]
struct Mount<'a>(&'a Path);

#[cfg(target_os = "linux")]
impl<'a> Mount<'a> {
    fn of(path: &'a Path, size: &str) -> Option<Self> {
        fs::create_dir_all(path).unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={size}"), "none"]).arg(path);
        let is_there = mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        is_there.then_some(Self(path))
    }
}

#[cfg(target_os = "linux")]
impl Drop for Mount<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0).status();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_folder_may_be_a_mount_point_and_a_full_one_is_mended() {
    let portal = portal();
    let path = portal.path("public");
    let Some(_mount) = Mount::of(&path, "300k") else { return };
    build(&portal, &[]);
    assert_clean(&portal);
    fs::write(path.join("filling"), vec![b'x'; 4 << 20]).unwrap_err();
    portal.write("content/2025/2025-07-11-notice.yaml", NOTICE);
    let run = portal.run(&["build"]);
    assert_eq!(run.code, 2, "{}", run.text());
    assert!(!path.join(".gongkai-part").exists() && !path.join(".gongkai-lock").exists());
    portal.remove("content/2025/2025-07-11-notice.yaml");
    fs::remove_file(path.join("filling")).unwrap();
    build(&portal, &[]);
    assert_clean(&portal);
}

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
    assert_eq!(build(&portal, &[]), "写入 3，删除 0，保留 0");
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
                0 个错误，0 个警告，0 个提示，已确认 0 个
                上次的清单 gongkai-manifest.json 损坏了；文件夹里的 {} 个文件都当作以前生成的，网站不再需要的已删除
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
    assert!(build(&portal, &[]).contains("删除 1"));
    assert_clean(&portal);
}

#[test]
fn a_manifest_that_names_what_is_outside_removes_nothing_there() {
    let portal = portal().file("victim.txt", "x").file("public.txt", "x");
    build(&portal, &[]);
    let whole = portal.read(MANIFEST);
    let absolute = portal.path("victim.txt").to_str().unwrap().to_owned();
    let strange = [
        "../victim.txt",
        &absolute,
        "a/../../victim.txt",
        "./index.html",
        "a//b",
        ".gongkai-lock",
        ".git/config",
        r"..\victim.txt",
        "C:/x",
    ];
    portal.write("public/.git/config", "x");
    let entries: Vec<String> =
        strange.iter().map(|path| format!("{}:{{\"digest\":\"\",\"size\":1}},", serde_json::json!(path))).collect();
    portal.write(MANIFEST, whole.replace("\"files\":{", &format!("\"files\":{{{}", entries.concat())));
    let run = portal.run(&["build"]);
    assert_eq!(run.code, 0);
    let text = run.text();
    let told =
        text.lines().find(|line| line.starts_with("清单 gongkai-manifest.json 里的这些不是网站里的路径，没有理会："));
    assert!(told.is_some_and(|line| line.contains("\"../victim.txt\"") && line.ends_with("… (9)")), "{text}");
    assert_eq!((portal.read("victim.txt"), portal.read("public/.git/config")), ("x".to_owned(), "x".to_owned()));
    assert_eq!(portal.read(MANIFEST), whole);
    assert_eq!(build(&portal, &[]), NOTHING);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_or_removed_through_a_link_inside_the_site() {
    let portal = portal().file("elsewhere/2025-07-10-notice.html", "not ours");
    build(&portal, &[]);
    fs::remove_dir_all(portal.path("public/2025")).unwrap();
    std::os::unix::fs::symlink("../elsewhere", portal.path("public/2025")).unwrap();
    let refusal = "
        gongkai: ROOT/public/2025 is a symbolic link, through which nothing is written; remove the link and build again
        ROOT/public/2025 是符号链接，不会经过它写文件；删去这个链接，再生成一次
        ";
    expect(&portal.run(&["build"]), 2, refusal);
    let content = fs::read(portal.path("content/2025/2025-07-10-notice.yaml")).unwrap();
    portal.remove("content/2025/2025-07-10-notice.yaml");
    expect(&portal.run(&["build"]), 2, refusal);
    assert_eq!(portal.read("elsewhere/2025-07-10-notice.html"), "not ours");
    portal.write("content/2025/2025-07-10-notice.yaml", content);
    portal.remove("public/2025");
    build(&portal, &[]);
    // A link in the place of a page is replaced, not followed.
    portal.remove(PAGE);
    std::os::unix::fs::symlink("../../elsewhere/2025-07-10-notice.html", portal.path(PAGE)).unwrap();
    build(&portal, &[]);
    assert_eq!(portal.read("elsewhere/2025-07-10-notice.html"), "not ours");
    std::os::unix::fs::symlink("../elsewhere/lock", portal.path("public/.gongkai-lock")).unwrap();
    assert_eq!(portal.run(&["build"]).code, 2);
    assert!(!portal.path("elsewhere/lock").exists());
    portal.remove("public/.gongkai-lock");
    assert_clean(&portal);
}

#[test]
fn a_place_that_is_taken_is_an_error_unless_it_is_ours() {
    let portal = portal();
    build(&portal, &[]);
    portal.remove(PAGE);
    portal.write(&format!("{PAGE}/照片.jpg"), "x");
    expect(
        &portal.run(&["build"]),
        2,
        "
        gongkai: ROOT/public/2025/2025-07-10-notice.html is where the site needs to write and was not written by gongkai; move it away and build again
        ROOT/public/2025/2025-07-10-notice.html 占了网站的位置，不是 gongkai 生成的；把它移走，再生成一次
        ",
    );
    fs::remove_dir_all(portal.path(PAGE)).unwrap();
    fs::create_dir(portal.path(PAGE)).unwrap();
    build(&portal, &[]);
    assert_clean(&portal);
    fs::remove_dir_all(portal.path("public/2025")).unwrap();
    portal.write("public/2025", "x");
    assert_eq!(portal.run(&["build"]).code, 2);
    portal.remove("public/2025");
    build(&portal, &[]);
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
