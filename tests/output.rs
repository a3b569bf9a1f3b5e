//! The output folder as its owner finds it: where it may be, and what in it and around it is never touched.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs;
use std::path::Path;
#[cfg(target_os = "linux")]
use std::process::{Command, Stdio};

use support::site::{MANIFEST, NOTHING, NOTICE, PAGE, assert_clean, build, everything, expect, portal};

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
    let Some(_mount) = Mount::of(&path, "1m") else { return };
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
