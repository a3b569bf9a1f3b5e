//! Themes as `docs/themes.md` describes them: its examples work on a small portal, and it names every template, part and
//! token that there is.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::fs;

use gongkai::blocks::BlockName;
use support::Portal;

const GUIDE: &str = "docs/themes.md";

/// Files that the guide writes out: a path in backticks at the end of a paragraph, then a fence with its content.
fn examples() -> Vec<(String, String)> {
    let guide = fs::read_to_string(GUIDE).unwrap();
    let mut found = Vec::new();
    let mut parts = guide.split("\n```");
    let mut before = parts.next().unwrap();
    while let (Some(fence), after) = (parts.next(), parts.next()) {
        let path = before.trim_end().strip_suffix("`:").and_then(|text| text.rsplit('`').next());
        let content = fence.split_once('\n').unwrap().1;
        found.extend(path.map(|path| (path.to_owned(), format!("{content}\n"))));
        let Some(after) = after else { break };
        before = after;
    }
    found
}

/// A portal with a notice and a report of facts.
fn portal() -> Portal {
    Portal::new()
        .file("content/2025/2025-07-10-notice.yaml", "kind: notice\ntitle: 水泵房维修公告\n")
        .file("content/2025/2025-07-11-decision.yaml", "kind: notice\ntitle: 停水公告\nfacts:\n  原因: 更换闸阀\n")
}

#[test]
fn the_examples_of_the_guide_change_what_they_say() {
    let plain = portal();
    assert_eq!(plain.run(&["build"]).code, 0);
    let page = plain.read("public/2025/2025-07-11-decision.html");
    assert!(!page.contains("own.css") && !page.contains("进门左手边") && !page.contains("<b>原因</b>"), "{page}");

    let mut changed = portal();
    let examples = examples();
    assert_eq!(examples.len(), 4, "{examples:#?}");
    for (path, content) in &examples {
        changed = changed.file(path, content);
    }
    let run = changed.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.text());

    let home = changed.read("public/index.html");
    assert!(home.contains("石桥村的事，大家看"), "a text");
    assert!(home.contains("找我的村"), "other texts stay");
    let (theme, own) = (home.find("assets/style.css").unwrap(), home.find("assets/own.css").unwrap());
    assert!(theme < own, "a colour: the style of the portal comes after that of the theme");
    assert!(changed.read("public/assets/own.css").contains("--qing:#1d4f91"));

    let record = changed.read("public/2025/2025-07-11-decision.html");
    assert!(record.contains("../assets/own.css"), "{record}");
    assert!(record.contains("<b>原因</b>"), "a partial: {record}");
    assert!(record.contains("进门左手边"), "a page: {record}");
    assert!(!home.contains("进门左手边"), "only the pages of that kind");
}

/// Names of the meta tags of a page that the rules for government sites name, in order.
fn tags(page: &str) -> Vec<String> {
    let names = page.split("<meta ").filter_map(|tag| tag.split_once("name=")?.1.split([' ', '>']).next());
    let names = names.map(|name| name.trim_matches('"').to_owned());
    names.filter(|name| name.starts_with(char::is_uppercase)).collect()
}

#[test]
fn pages_carry_the_tags_of_government_sites() {
    let portal = portal();
    assert_eq!(portal.run(&["build"]).code, 0);
    let site = ["SiteName", "SiteDomain"];
    let column = ["ColumnName", "ColumnType", "ColumnDescription", "ColumnKeywords"];
    let content = ["ColumnName", "ColumnType", "ArticleTitle", "PubDate", "ContentSource"];
    for page in ["index.html", "kinds/notice/index.html"] {
        assert_eq!(tags(&portal.read(&format!("public/{page}"))), [&site[..], &column].concat(), "{page}");
    }
    assert_eq!(tags(&portal.read("public/2025/2025-07-10-notice.html")), [&site[..], &content].concat());
}

#[test]
fn the_guide_names_every_template_and_token() {
    let guide = fs::read_to_string(GUIDE).unwrap();
    for folder in ["page", "block", "part", "summary"] {
        for entry in fs::read_dir(format!("themes/default/{folder}")).unwrap() {
            let name = format!("{folder}/{}", entry.unwrap().file_name().to_str().unwrap());
            let is_of_block = BlockName::ALL.iter().any(|(block, _)| name == format!("block/{block}.html"));
            assert!(is_of_block || guide.contains(&format!("`{name}`")), "{GUIDE} does not name {name}");
        }
    }
    let style = fs::read_to_string("themes/default/static/style.css").unwrap();
    let tokens = style.split(['{', ' ', ';', '\n', '}']).filter_map(|part| part.split_once(':')?.0.strip_prefix("--"));
    for token in tokens {
        let base = token.trim_end_matches(|sign: char| sign.is_ascii_digit());
        let numbered = matches!(base, "k" | "t" | "s");
        let named = if numbered { format!("`--{base}") } else { format!("`--{token}`") };
        assert!(guide.contains(&named), "{GUIDE} does not name --{token}");
    }
}
