//! `gongkai publish`: what is sent, in which order, what is removed, and what is never touched. Into a folder, and by programs
//! on the path that write down how they were called and do what the real ones do to a folder; by the real `rsync` where it is
//! installed.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;

use support::Portal;

const NOTICE: &str = "kind: notice\ntitle: 石桥村停水公告\nplain: 7月12日停水\n";
const SECOND: &str = "kind: notice\ntitle: 石桥村路灯维修公告\nplain: 修好六盏路灯\n";
const PAGE: &str = "2025/2025-07-10-notice.html";
const MANIFEST: &str = "gongkai-manifest.json";

fn portal(settings: &str) -> Portal {
    Portal::new().file("content/2025/2025-07-10-notice.yaml", NOTICE).file("publish.yaml", settings)
}

/// Runs `gongkai publish` with programs in `bin/` of the portal in front of all others.
fn publish(portal: &Portal, more: &[&str]) -> (i32, String) {
    let path = format!("{}:{}", portal.path("bin").display(), std::env::var("PATH").unwrap());
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.arg("publish").args(more).args(["--lang", "zh", "--today", support::TODAY]);
    let output = command.current_dir(portal.root()).env("PATH", path).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), text)
}

#[track_caller]
fn published(portal: &Portal, more: &[&str]) -> String {
    let (code, text) = publish(portal, more);
    assert_eq!(code, 0, "{text}");
    text
}

/// Fails unless the place has the site as it was made, and what else was there.
#[track_caller]
fn assert_sent(portal: &Portal, place: &str, others: &[&str]) {
    let files = |folder: &str| {
        let mut all = portal.tree(folder);
        all.retain(|(name, _)| name != MANIFEST && !others.contains(&&**name));
        all
    };
    assert!(files("public") == files(place), "the place has not what was made");
    let read = |folder: &str| {
        serde_json::from_str::<serde_json::Value>(&portal.read(&format!("{folder}/{MANIFEST}"))).unwrap()
    };
    let (made, sent) = (read("public"), read(place));
    assert!(made["files"] == sent["files"] && sent["interrupted"] == false);
    for other in others {
        assert!(portal.path(place).join(other).exists(), "{other} was not ours to remove");
    }
}

/// A program that notes its arguments, and the list it is given, in `log`, and then does `work`.
fn stub(portal: &Portal, name: &str, work: &str) {
    let log = portal.path("log").display().to_string();
    let text =
        format!("#!/bin/sh\nlog={log}\nsite={}\necho \"{name} $*\" >> $log\n{work}\n", portal.path("host").display());
    portal.write(&format!("bin/{name}"), text);
    let file = portal.path(&format!("bin/{name}"));
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
}

fn calls(portal: &Portal) -> Vec<String> {
    let calls = fs::read_to_string(portal.path("log")).unwrap_or_default().lines().map(str::to_owned).collect();
    let _ = fs::remove_file(portal.path("log"));
    calls
}

#[test]
fn a_folder_gets_what_is_new_and_changed_and_loses_what_went() {
    let portal = portal("工具: folder\n送到: stick/site\n");
    fs::create_dir(portal.path("stick")).unwrap();
    let text = published(&portal, &[]);
    assert!(
        text.contains("公开（1 条）：\n  石桥村停水公告（2025/2025-07-10-notice）") && text.contains("送到了"),
        "{text}"
    );
    assert_sent(&portal, "stick/site", &[]);
    assert!(published(&portal, &[]).contains("那里已经是最新的"));
    portal.write("stick/site/CNAME", "gongkai.example.org");
    portal.write("stick/site/2025/notes.txt", "别人的");
    portal.write("content/2025/2025-07-11-notice.yaml", SECOND);
    portal.write("content/2025/2025-07-10-notice.yaml", format!("{NOTICE}status: withdrawn\nreason: 改期\n"));
    let text = published(&portal, &[]);
    assert!(text.contains("公开（1 条）：\n  石桥村路灯维修公告"), "{text}");
    assert!(text.contains("改动（1 条）：\n  石桥村停水公告"), "{text}");
    assert_sent(&portal, "stick/site", &["CNAME", "2025/notes.txt"]);
    portal.remove("content/2025/2025-07-11-notice.yaml");
    let text = published(&portal, &["--yes"]);
    assert!(text.contains("撤下（1 条）：\n  石桥村路灯维修公告（2025/2025-07-11-notice）"), "{text}");
    assert!(!portal.path("stick/site/2025/2025-07-11-notice.html").exists());
    assert_sent(&portal, "stick/site", &["CNAME", "2025/notes.txt"]);
}

#[test]
fn a_rehearsal_tells_the_same_and_writes_nothing() {
    let portal = portal("tool: folder\nto: stick\n");
    let text = published(&portal, &["--dry-run"]);
    assert!(text.contains("公开（1 条）") && text.contains("什么也没有送"), "{text}");
    assert!(!portal.path("stick").exists() && !portal.path("public").exists());
    published(&portal, &[]);
    let before = (portal.tree("stick"), portal.tree("public"));
    portal.write("content/2025/2025-07-10-notice.yaml", NOTICE.replace("12日", "13日"));
    let text = published(&portal, &["--dry-run"]);
    assert!(text.contains("改动（1 条）") && text.contains("published/changed"), "{text}");
    assert!((portal.tree("stick"), portal.tree("public")) == before);
}

#[test]
fn what_changes_in_public_without_a_word_is_not_sent_unasked() {
    let portal = portal("tool: folder\nto: stick\n");
    published(&portal, &[]);
    portal.write("content/2025/2025-07-10-notice.yaml", NOTICE.replace("12日", "13日"));
    // Whoever builds in between has the new site in the folder, and still the old one in public.
    assert_eq!(portal.run(&["build"]).code, 0);
    let (code, text) = publish(&portal, &[]);
    assert!(code == 1 && text.contains("白话说明 12 → 13") && text.contains("什么也没有写"), "{text}");
    assert!(portal.read(&format!("stick/{PAGE}")).contains("12日"));
    published(&portal, &["--yes"]);
    assert!(portal.read(&format!("stick/{PAGE}")).contains("13日"));
}

#[test]
fn what_is_not_ours_is_not_replaced_unasked() {
    let portal = portal("tool: folder\nto: stick\n");
    portal.write("stick/index.html", "另一个网站");
    portal.write("stick/keep.txt", "别的文件");
    let (code, text) = publish(&portal, &[]);
    assert!(code == 2 && text.contains("--take-over"), "{text}");
    assert_eq!(portal.read("stick/index.html"), "另一个网站");
    published(&portal, &["--take-over"]);
    assert_sent(&portal, "stick", &["keep.txt"]);
    let settings = portal.read("content/portal.yaml");
    portal.write("content/portal.yaml", settings.replace("云岭县", "清溪县"));
    let (code, text) = publish(&portal, &["--yes"]);
    assert!(code == 2 && text.contains("另一个门户“云岭县阳光公开”"), "{text}");
}

#[test]
fn a_folder_that_is_not_there_or_is_of_the_portal_is_refused() {
    for (to, why) in [
        ("away/usb/site", "插上 U 盘"),
        ("content/site", "原始内容"),
        ("public", "生成网站的文件夹"),
        (".", "原始内容"),
    ] {
        let portal = portal(&format!("tool: folder\nto: {to}\n"));
        let (code, text) = publish(&portal, &[]);
        assert!(code == 2, "{to}: {text}");
        assert!(text.contains(why) || text.contains("生成网站要读的内容"), "{to}: {text}");
    }
    let portal = portal("");
    portal.remove("publish.yaml");
    let (code, text) = publish(&portal, &[]);
    assert!(code == 2 && text.contains("工具: 文件夹"), "{text}");
}

/// What `rsync` does to a folder, in a few lines of shell.
const RSYNC: &str = r#"
list= delete=
for one; do
  case "$one" in --files-from=*) list=${one#--files-from=};; --delete-missing-args) delete=1;; --list-only) look=1;; esac
  from=$last last=$one
done
if [ -n "$look" ]; then [ -d "$site" ] || exit 23; ls -la --time-style='+%Y/%m/%d %H:%M:%S' "$site" | tail -n +2 | while read -r mode n u g size day time name; do echo "$mode $size $day $time $name"; done; exit 0; fi
if [ -z "$list" ]; then cp "$site/gongkai-manifest.json" "$last/"; exit; fi
tr '\0' '\n' < "$list" | while read -r path; do
  echo "  $path" >> $log
  [ -n "$FAIL" ] && [ "$path" = "index.html" ] && exit 12
  if [ -n "$delete" ]; then rm -f "$site/$path"; else mkdir -p "$(dirname "$site/$path")"; cp "$from$path" "$site/$path"; fi
done
"#;

/// What `rclone` does.
const RCLONE: &str = r#"
for one; do case "$before" in --files-from-raw) list=$one;; esac; before=$one; from=$last; last=$one; done
case "$1" in
  lsf) [ -d "$site" ] || exit 3; ls "$site";;
  cat) cat "$site/gongkai-manifest.json";;
  copy) while read -r path; do echo "  $path" >> $log; mkdir -p "$(dirname "$site/$path")"; cp "$from/$path" "$site/$path"; done < "$list";;
  delete) while read -r path; do echo "  -$path" >> $log; rm -f "$site/$path"; done < "$list";;
esac
"#;

/// The real `sftp` against the real server, without a network: `-D` runs the server itself.
const SFTP: &str = r#"
mkdir -p "$site"
cat "$2" >> $log
cd "$site/.." && exec /usr/bin/sftp -q -b "$2" -D /usr/lib/openssh/sftp-server
"#;

/// The places of `paths` in what was called, which must be in this order.
#[track_caller]
fn assert_order(calls: &[String], parts: &[&str]) {
    let mut rest = calls.iter();
    for part in parts {
        assert!(rest.any(|call| call.contains(part)), "{part} is not behind the others in {calls:#?}");
    }
}

#[test]
fn rsync_is_given_lists_and_its_failure_is_made_up_for() {
    let portal = portal("tool: rsync\nto: \"www@gongkai.example.org:/srv/www\"\nport: 2222\n");
    stub(&portal, "rsync", RSYNC);
    published(&portal, &[]);
    assert_sent(&portal, "host", &[]);
    let said = calls(&portal);
    assert!(said[0].contains("--list-only -e ssh -p 2222 -- www@gongkai.example.org:/srv/www/"), "{said:#?}");
    assert_order(&said, &["--files-from=", MANIFEST, "--from0 --checksum", PAGE, "  index.html", MANIFEST]);
    portal.write("host/others.txt", "别人的");
    portal.write("content/2025/2025-07-11-notice.yaml", SECOND);
    stub(&portal, "rsync", &format!("FAIL=1\n{RSYNC}"));
    let (code, text) = publish(&portal, &[]);
    assert!(code == 2 && text.contains("再运行一次就接着送"), "{text}");
    assert!(portal.read(&format!("host/{MANIFEST}")).contains("\"interrupted\":true"));
    stub(&portal, "rsync", RSYNC);
    calls(&portal);
    published(&portal, &[]);
    assert_sent(&portal, "host", &["others.txt"]);
    let said = calls(&portal);
    assert!(
        !said.iter().any(|call| call.contains("2025-07-11-notice.html")),
        "what has arrived is not sent again: {said:#?}"
    );
    portal.remove("content/2025/2025-07-11-notice.yaml");
    published(&portal, &["--yes"]);
    assert_order(
        &calls(&portal),
        &["  index.html", "--delete-missing-args", "  2025/2025-07-11-notice.html", MANIFEST],
    );
    assert_sent(&portal, "host", &["others.txt"]);
}

#[test]
fn rclone_is_given_lists() {
    let portal = portal("tool: rclone\nto: \"oss:bucket/site\"\n");
    stub(&portal, "rclone", RCLONE);
    published(&portal, &[]);
    assert_sent(&portal, "host", &[]);
    let said = calls(&portal);
    assert_eq!(said[0], "rclone lsf --max-depth 1 -- oss:bucket/site");
    assert_order(&said, &["rclone copy --ignore-times", PAGE, "  index.html"]);
    portal.write("host/others.txt", "别人的");
    portal.write("content/2025/2025-07-12-notice.yaml", SECOND);
    portal.remove("content/2025/2025-07-10-notice.yaml");
    published(&portal, &["--yes"]);
    assert_order(
        &calls(&portal),
        &[
            "rclone cat -- oss:bucket/site/gongkai-manifest.json",
            "  2025/2025-07-12-notice.html",
            "  index.html",
            "rclone delete",
            &format!("  -{PAGE}"),
        ],
    );
    assert_sent(&portal, "host", &["others.txt"]);
}

#[test]
fn sftp_is_given_commands_that_its_server_understands() {
    if !PathBuf::from("/usr/lib/openssh/sftp-server").exists() {
        return;
    }
    let portal = portal("tool: sftp\nto: \"www@gongkai.example.org:host\"\n");
    stub(&portal, "sftp", SFTP);
    published(&portal, &[]);
    assert_sent(&portal, "host", &[]);
    assert_order(&calls(&portal), &["sftp -b", "-ls -1a \"host\"", "-mkdir \"host/2025\"", "put ", "index.html"]);
    portal.write("host/others.txt", "别人的");
    portal.write("content/2025/2025-07-12-notice.yaml", SECOND);
    portal.remove("content/2025/2025-07-10-notice.yaml");
    published(&portal, &["--yes"]);
    assert_order(
        &calls(&portal),
        &["2025-07-12-notice.html", "rename \"host/index.html.gongkai-part\"", &format!("-rm \"host/{PAGE}\"")],
    );
    assert_sent(&portal, "host", &["others.txt"]);
}

#[test]
fn a_program_that_is_not_there_is_named() {
    let portal = portal("tool: rclone\nto: \"oss:bucket\"\n");
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    let output =
        command.args(["publish", "--lang", "zh"]).current_dir(portal.root()).env("PATH", "/nowhere").output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && text.contains("没有装 `rclone`"), "{text}");
}

/// The real program between two folders of this machine: what stands in front of the colon is dropped on the way.
#[test]
fn the_real_rsync_understands_its_arguments() {
    if !PathBuf::from("/usr/bin/rsync").exists() {
        return;
    }
    let portal = portal("tool: rsync\nto: \"host.example.org:/srv\"\n");
    let work = r#"n=0; for one; do n=$((n+1)); one=$(printf %s "$one" | sed "s|^host.example.org:/srv|$site|"); set -- "$@" "$one"; done; shift $n; exec /usr/bin/rsync "$@""#;
    stub(&portal, "rsync", work);
    published(&portal, &[]);
    assert_sent(&portal, "host", &[]);
    portal.write("host/others.txt", "别人的");
    portal.write("content/2025/2025-07-12-notice.yaml", SECOND);
    portal.remove("content/2025/2025-07-10-notice.yaml");
    published(&portal, &["--yes"]);
    assert!(!portal.path(&format!("host/{PAGE}")).exists());
    assert_sent(&portal, "host", &["others.txt"]);
}
