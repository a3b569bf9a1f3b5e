//! Old addresses lead to where the page is now: by a page in every tree, and by rules for servers.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use support::{ORG, PORTAL, Portal};

fn portal(address: &str) -> Portal {
    let settings = PORTAL.replace("https://gongkai.example.org/", address);
    Portal::new()
        .file("content/portal.yaml", format!("{settings}languages: [zh-Hans, en]\nelder-tree: true\n"))
        .file("content/shiqiao/org.yaml", "name: 石桥村\nlevel: village\naliases: [/老寨]\n")
        .file(
            "content/shiqiao/2025-07-10-a.md",
            "---\nkind: notice\ntitle: 停水公告\naliases: ['/old/a $1.html']\n---\n见[老寨](/老寨)。\n",
        )
        .file(
            "content/shiqiao/2025-07-09-b.yaml",
            "kind: notice\ntitle: 停电公告\nstatus: withdrawn\nreason: 重复\naliases: [/old/b.html]\n",
        )
        .file("content/shiqiao/2025-07-08-c.yaml", "kind: notice\ntitle: 草稿\nstatus: draft\naliases: [/old/c.html]\n")
}

fn build(portal: &Portal) {
    let run = portal.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.text());
}

#[test]
fn a_page_at_the_old_address_leads_on() {
    let portal = portal("https://gongkai.example.org/");
    build(&portal);
    for (old, link, new) in [
        ("old/a $1.html", "../shiqiao/2025-07-10-a.html", "shiqiao/2025-07-10-a.html"),
        ("老寨/index.html", "../shiqiao/index.html", "shiqiao/index.html"),
        ("old/b.html", "../shiqiao/2025-07-09-b.html", "shiqiao/2025-07-09-b.html"),
    ] {
        for (tree, known) in [("", ""), ("en/", "en/"), ("elder/", ""), ("elder/en/", "en/")] {
            let page = portal.read(&format!("public/{tree}{old}"));
            assert!(page.contains(&format!("<a href=\"{link}\" class=more")), "{tree}{old}: {page}");
            let refresh = format!("content=\"0; url={link}\"");
            assert!(page.contains(&refresh) && page.contains("refresh"), "{tree}{old}: {page}");
            assert!(page.contains("noindex"), "{page}");
            let address = format!("https://gongkai.example.org/{known}{new}");
            let canonical = format!("<link href=\"{address}\" rel=canonical>");
            assert!(page.contains(&canonical), "{tree}{old}: {page}");
            assert!(page.contains(&format!("content=\"{address}\" property=\"og:url\"")), "{page}");
        }
    }
    assert!(!portal.path("public/old/c.html").exists(), "a draft has no addresses");
    let map = portal.read("public/sitemap.xml");
    assert!(!map.contains("/old/") && !map.contains("老寨"), "{map}");
    let text = portal.read("public/shiqiao/2025-07-10-a.html");
    assert!(text.contains("见<a href=\"index.html\">老寨</a>"), "a link in a text needs no detour: {text}");
}

#[test]
fn the_old_address_of_a_record_with_an_error_leads_to_the_page_that_stays() {
    let portal = portal("https://gongkai.example.org/");
    build(&portal);
    let broken = "---\nkind: notice\ntitle: 停水公告\naliases: ['/old/a $1.html']\ntilte: 错\n---\n";
    portal.write("content/shiqiao/2025-07-10-a.md", broken);
    assert_eq!(portal.run(&["build", "--keep-going"]).code, 1);
    for path in ["shiqiao/2025-07-10-a.html", "old/a $1.html", "elder/en/old/a $1.html"] {
        assert!(portal.path(&format!("public/{path}")).exists(), "{path}");
    }
    portal.write("content/shiqiao/2025-07-10-a.md", broken.replace("aliases: ['/old/a $1.html']\n", ""));
    assert_eq!(portal.run(&["build", "--keep-going"]).code, 1);
    assert!(!portal.path("public/old/a $1.html").exists(), "it is no address of it any more");
}

#[test]
fn servers_are_told() {
    let portal = portal("https://gongkai.example.org/gov/");
    build(&portal);
    let nginx = portal.read("public/redirects/nginx.conf");
    for line in [
        r#"location = "/gov/old/a $1.html" { return 301 "/gov/shiqiao/2025-07-10-a.html"; }"#,
        r#"location = "/gov/en/老寨/" { return 301 "/gov/en/shiqiao/index.html"; }"#,
        r#"location = "/gov/老寨/index.html" { return 301 "/gov/shiqiao/index.html"; }"#,
    ] {
        assert!(nginx.lines().any(|own| own == line), "{nginx}");
    }
    let caddy = portal.read("public/redirects/Caddyfile");
    assert!(caddy.contains("redir /gov/old/a%20%241.html /gov/shiqiao/2025-07-10-a.html 301\n"), "{caddy}");
    let iis = portal.read("public/redirects/web.config");
    assert!(iis.contains("<location path=\"old/b.html\">") && iis.ends_with("</configuration>\n"), "{iis}");
    assert!(iis.contains("destination=\"/gov/shiqiao/2025-07-09-b.html\""), "{iis}");
}

#[test]
fn a_portal_without_old_addresses_has_no_rules() {
    let portal = Portal::new().file("content/org.yaml", ORG);
    build(&portal);
    assert!(!portal.path("public/redirects").exists());
}
