//! A portal with one record and its site, as the tests of writing need them.

use std::fs;
use std::path::Path;

use super::{Portal, Run, assert_text};

/// A record without anything to complain about.
pub(crate) const NOTICE: &str = "kind: notice\ntitle: 石桥村停水公告\nplain: 7月12日停水\n";
/// Its page.
pub(crate) const PAGE: &str = "public/2025/2025-07-10-notice.html";
/// What the last build says of the site.
pub(crate) const MANIFEST: &str = "public/gongkai-manifest.json";

/// A portal with one record.
pub(crate) fn portal() -> Portal {
    Portal::new().file("content/2025/2025-07-10-notice.yaml", NOTICE)
}

/// Fails unless the run said this and ended so.
#[track_caller]
pub(crate) fn expect(run: &Run, code: i32, text: &str) {
    assert_text(&run.text(), text);
    assert_eq!(run.code, code);
}

/// Builds and says what the line at the end tells of written and removed files.
#[track_caller]
pub(crate) fn build(portal: &Portal, arguments: &[&str]) -> String {
    let run = portal.run(&[&["build"], arguments].concat());
    assert_eq!(run.code, 0, "{}", run.text());
    let text = run.text();
    let counts = text.lines().last().and_then(|line| line.split_once("个文件，")).map(|(_, counts)| counts.to_owned());
    counts.unwrap_or(text)
}

/// What a build says that has nothing to do.
pub(crate) const NOTHING: &str = "内容、主题和日期都没有变化，不用重新生成";

/// Fails unless the site is that of a build into a fresh folder.
#[track_caller]
pub(crate) fn assert_clean(portal: &Portal) {
    let _ = fs::remove_dir_all(portal.path("clean"));
    assert_eq!(portal.run(&["build", "--out", "clean"]).code, 0);
    assert!(
        everything(&portal.path("public")) == everything(&portal.path("clean")),
        "the site is not that of a clean build"
    );
}

/// Every file and folder below a folder with its bytes.
pub(crate) fn everything(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = walkdir::WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter().map(Result::unwrap);
    let of = |entry: walkdir::DirEntry| {
        let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        (name, fs::read(entry.path()).unwrap_or_default())
    };
    entries.map(of).collect()
}
