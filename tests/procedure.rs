//! What the steps of a procedure name as proof, and the time they keep, across records.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;

use gongkai::base::date::Date;
use gongkai::base::lang::Lang;
use gongkai::check;
use gongkai::load::{ParseCache, load};
use gongkai::site::Site;

const NOTICE: &str = "kind: notice\nform: announcement\ntitle: 决议公示\nfacts: {时间: 三月}\n";
const VOTES: &str = "votes:\n  - {name: 两委会, eligible: 9, present: 8, valid: 8, options: {同意: 8}}\n  - {name: 党员大会, eligible: 9, present: 8, valid: 8, options: {同意: 4, 反对: 4}}\n";

/// The messages, in both languages, for a decision with the course `text` on 2026-03-30.
fn check(text: &str, expected: &[(&str, &str)]) {
    let root = tempfile::tempdir().unwrap();
    let content = root.path().join("content");
    let write = |path: &str, text: &str| {
        let path = content.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("portal.yaml", "title: 县\nlevels: [county]\n");
    write("org.yaml", "name: 县\nlevel: county\n");
    write("2026/2026-03-20-notice.yaml", NOTICE);
    write("2026/2026-03-21-rule.md", "---\nkind: rule\ntitle: 办法\n---\n正文\n");
    write("2026/2026-03-22-pond.yaml", &format!("kind: decision\ntitle: 鱼塘\n{VOTES}course:\n{text}"));
    let (portal, diags) = load(root.path(), &mut ParseCache::default()).unwrap();
    assert!(!diags.has_errors(), "{diags:?}");
    let found = check::check(&Site::new(&portal, Date::parse("2026-03-30").unwrap().0, []));
    let own = found.iter().filter(|one| one.rule.name.starts_with("procedure/"));
    let messages: Vec<_> = own.map(|one| (one.message(Lang::Zh), one.message(Lang::En))).collect();
    let expected: Vec<_> = expected.iter().map(|(zh, en)| ((*zh).to_owned(), (*en).to_owned())).collect();
    assert_eq!(messages, expected, "{text}");
}

#[test]
fn proofs_exist() {
    check("  两委会商议: {done: 2026-03-03, vote: 两委会}\n  决议公开: {record: 2026-03-20-notice}\n", &[]);
    check("  决议公开: {record: /2026/2026-03-20-notice.yaml}\n", &[]);
    check(
        "  两委会商议: {done: 2026-03-03, vote: 村两委}\n",
        &[(
            "“两委会商议”说的表决“村两委”不在这个记录里",
            "the ballot “村两委” of step “两委会商议” is not in this record",
        )],
    );
    check(
        "  党员大会审议: {done: 2026-03-03, vote: 党员大会}\n",
        &[(
            "“党员大会审议”按办完处理，它的表决“党员大会”却没有通过",
            "“党员大会审议” counts as done, but its ballot “党员大会” is not passed",
        )],
    );
    check(
        "  决议公开: {record: 2026-03-19-notice}\n",
        &[(
            "“决议公开”的凭据 `2026-03-19-notice` 不存在，或者没有公开",
            "the proof `2026-03-19-notice` of step “决议公开” does not exist, or is not published",
        )],
    );
    check(
        "  决议公开: {record: 2026-03-21-rule}\n",
        &[(
            "“决议公开”要有公示公告为凭，“办法”却是“制度文件”",
            "“决议公开” is a publication, but “办法” is of kind “Rule”, not a notice",
        )],
    );
}

#[test]
fn steps_keep_their_time() {
    let before = "  党支部会提议: 2026-03-01\n  两委会商议: {done: 2026-03-02, vote: 两委会}\n  党员大会审议: {done: 2026-03-03, vote: 两委会}\n  村民代表会议决议: {done: 2026-03-10, vote: 两委会}\n";
    check(
        before,
        &[(
            "“决议公开”应在 2026-03-13 以前办（从 2026-03-10“村民代表会议决议”起算），还没有办，超过 17 天",
            "“决议公开” was due by 2026-03-13, counted from “村民代表会议决议” on 2026-03-10, not done yet: 17 days late",
        )],
    );
    check(
        &format!(
            "{before}  决议公开: {{done: 2026-03-13, record: 2026-03-20-notice}}\n  实施结果公开: {{done: 2026-03-18, record: 2026-03-20-notice}}\n"
        ),
        &[(
            "“实施结果公开”最早 2026-03-20 才能办，2026-03-18 就办了：距“决议公开”不到规定的时间",
            "“实施结果公开” may be done from 2026-03-20 on, it was done on 2026-03-18: too soon after “决议公开”",
        )],
    );
}
