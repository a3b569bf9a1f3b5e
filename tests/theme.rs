//! Themes as `docs/themes.md` describes them: its examples work on a small portal, and it names every template, part and
//! token that there is.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::fs;

use gongkai::blocks::BlockName;
use support::Portal;

const GUIDE: &str = "docs/themes.md";

const ACCOUNT: &str =
    "kind: finance\ntitle: 收支\naccount: {opening: 0, closing: 0, handler: 甲, approver: 乙, entries: []}\n";

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
    let content = ["ColumnName", "ColumnType", "ArticleTitle", "PubDate", "ContentSource", "Description"];
    for page in ["index.html", "kinds/notice/index.html"] {
        assert_eq!(tags(&portal.read(&format!("public/{page}"))), [&site[..], &column].concat(), "{page}");
    }
    assert_eq!(tags(&portal.read("public/2025/2025-07-10-notice.html")), [&site[..], &content].concat());
}

/// What a link to a page of the portal shows: the description, then the tags of the Open Graph protocol.
fn shown(portal: &Portal, page: &str) -> Vec<String> {
    let page = portal.read(&format!("public/{page}"));
    let content = |tag: &str| {
        let (tag, _) = tag.split_once('>')?;
        let is_shown = tag.to_lowercase().replace('"', "").contains("name=description") || tag.contains("property=");
        let value = tag.split_once("content=")?.1;
        let value = value.strip_prefix('"').map_or_else(|| value.split(' ').next(), |value| value.split('"').next())?;
        is_shown.then(|| value.to_owned())
    };
    page.split("<meta ").filter_map(content).collect()
}

#[test]
fn a_link_shows_what_it_leads_to() {
    let long = "路".repeat(200);
    let record = |rest: &str| format!("---\nkind: notice\ntitle: 停水公告\npublished: 2025-07-11\n{rest}");
    let own = Portal::new()
        .file("content/plain.md", record("plain: 周日停水一天。\n---\n各位村民：\n"))
        .file("content/text.md", record("---\n# 停水\n\n各位村民：\n\n周日停水，请\"提前\"储水。此后照常。\n"))
        .file("content/long.md", record(&format!("plain: {long}\n---\n")))
        .file("content/bare.yaml", "kind: notice\ntitle: 停水公告\npublished: 2025-07-11\nfacts:\n  原因: 更换闸阀\n")
        .file("content/back.md", record("plain: 写错了。\nstatus: withdrawn\nreason: 重复\n---\n写错了。\n"));
    let run = own.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.text());
    let cut = format!("{}…", "路".repeat(119));
    for (page, description) in [
        ("plain.html", "周日停水一天。"),
        ("text.html", "周日停水，请&quot;提前&quot;储水。"),
        ("long.html", cut.as_str()),
        ("bare.html", "云岭县的“名单公示”，2025年7月11日公开"),
        ("back.html", "云岭县的“名单公示”，2025年7月11日公开"),
    ] {
        let shown = shown(&own, page);
        let address = format!("https://gongkai.example.org/{page}");
        let picture = "https://gongkai.example.org/assets/share.png";
        let all = [description, "停水公告", description, "article", "zh_CN", "云岭县阳光公开", &address, picture];
        assert_eq!(shown, all, "{page}");
    }
    let home = shown(&own, "index.html");
    assert_eq!(home[0], "云岭县公开的内容，共 5 件，最近一件在2025年7月11日");
    assert!(home.contains(&"website".to_owned()), "{home:?}");
    assert!(own.read("public/404.html").contains("og:title") && !own.read("public/404.html").contains("og:url"));
    for picture in ["share.png", "touch-icon.png"] {
        assert!(fs::read(own.path(&format!("public/assets/{picture}"))).unwrap().starts_with(b"\x89PNG"));
    }

    let other = own.file("themes/default/static/share.png", "ours");
    assert_eq!(other.run(&["build"]).code, 0);
    assert_eq!(other.read("public/assets/share.png"), "ours");
}

#[test]
fn a_sheet_for_the_board_has_the_code_of_its_own_page_and_others_that_of_their_unit() {
    let portal = Portal::new()
        .file("content/portal.yaml", "title: 云岭县阳光公开\naddress: https://gongkai.example.org/\n")
        .file(
            "content/catalogue.yaml",
            "items:\n  - {id: x, name: 收支, kind: finance, owed-by: {levels: [county]}, channels: [网站, 村务公开栏]}\n",
        )
        .file("content/2025/2025-07-10-plain.yaml", "kind: notice\ntitle: 停水公告\nfacts:\n  原因: 更换闸阀\n")
        .file(
            "content/2025/2025-07-11-posted.yaml",
            "kind: notice\ntitle: 名单公示\nwindow: {from: 2025-07-11, days: 7}\nfacts:\n  事项: 评选\n",
        )
        .file("content/2025/2025-07-12-account.yaml", ACCOUNT);
    let run = portal.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.text());
    for (name, code, says) in [
        ("2025-07-10-plain", "../qr.svg", "本单位"),
        ("2025-07-11-posted", "2025-07-11-posted.qr.svg", "本页"),
        ("2025-07-12-account", "2025-07-12-account.qr.svg", "本页"),
    ] {
        let page = portal.read(&format!("public/2025/{name}.html"));
        let image = page.split("<img ").find(|part| part.contains("short code")).unwrap();
        let image = image.split('>').next().unwrap();
        assert!(image.contains(&format!("src=\"{code}\"")) && image.contains(says), "{name}: {image}");
    }
    assert_ne!(portal.read("public/2025/2025-07-11-posted.qr.svg"), portal.read("public/qr.svg"));
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
