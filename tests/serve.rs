//! The preview over a copy of the sample portal: what it serves is what is built, changes show, and what is not public
//! shows at its own address only.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/preview.rs"]
mod preview;

use std::fs;
use std::io::Read;
use std::net::TcpStream;

use gongkai::base::path::encode;
use preview::{DRAFT, Preview, RECORD, RESTRICTED};

fn retitle(text: &str, title: &str) -> String {
    let lines =
        text.lines().map(|line| if line.starts_with("title:") { format!("title: {title}") } else { line.to_owned() });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

#[test]
fn served_equals_built() {
    let preview = Preview::start(false);
    preview.check_all();
    preview.edit(&format!("{RECORD}.md"), |text| retitle(&text, "改过的标题"));
    preview.wait_for(&format!("/{RECORD}.html"), "改过的<wbr>标题</h1>");
    preview.check_all();
}

#[test]
fn addresses_answer_as_on_a_server() {
    let preview = Preview::start(false);
    let home = preview.get("/");
    assert!(home.head.contains("content-type: text/html; charset=utf-8"));
    let script = "<script src=\"/__gongkai/reload.js\" data-version=";
    assert_eq!(home.text().matches(script).count(), 1);
    assert!(preview.get("/__gongkai/reload.js").head.contains("text/javascript"));
    assert_eq!(preview.get("/fengming/?raw").body, preview.get("/fengming/index.html?raw").body);
    let folder = preview.get("/fengming");
    assert_eq!(folder.status, 302);
    assert!(folder.head.contains("location: /fengming/\r\n"));
    let missing = preview.get("/no/such/page.html?raw");
    assert_eq!(missing.status, 404);
    assert_eq!(missing.body, preview.get("/404.html?raw").body);
    for target in
        ["/../Cargo.toml", "/fengming/../../content/portal.yaml", "/%2e%2e/content/portal.yaml", "/%2e%2e%5ccontent"]
    {
        assert_eq!(preview.get(target).status, 400, "{target}");
    }
    assert_eq!(preview.get("/content/portal.yaml").status, 404);
}

#[test]
fn a_broken_save_keeps_the_last_good_page() {
    let preview = Preview::start(false);
    let (page, file) = (format!("/{RECORD}.html?raw"), format!("{RECORD}.md"));
    let good = preview.get(&page);
    let source = fs::read_to_string(preview.folder.path().join("content").join(&file)).unwrap();
    assert!(!preview.get("/__gongkai/problems").text().contains(RECORD));
    preview.edit(&file, |text| format!("---\nkind: 没有这种\n{}", text.trim_start_matches("---\n")));
    let problems = preview.wait_for("/__gongkai/problems", "record/unknown-kind").text();
    assert!(problems.contains(&format!("content/{file}")));
    assert!(problems.contains("网页上仍是改坏之前的内容"));
    assert_eq!(preview.get(&page).body, good.body);
    preview.edit(&file, |_| retitle(&source, "改好的标题"));
    preview.wait_for(&page, "改好的<wbr>标题</h1>");
    preview.wait("/__gongkai/problems", |answer| !answer.text().contains("record/unknown-kind"));
}

#[test]
fn a_broken_save_keeps_no_page_that_a_build_would_take_away() {
    let preview = Preview::start(false);
    let (id, other) = ("fengming/2026/2026-12-02-a", "fengming/2026/2026-12-02-b");
    let (page, neighbour) = (format!("/{id}.html"), "kind: notice\ntitle: 李桂芳困难情况公告\n");
    let folder = preview.folder.path().join("content");
    let good = |phone: &str| {
        format!("kind: notice\ntitle: 停水公告\nplain: 停水两小时\ncontact: {{name: 村委会, phone: \"{phone}\"}}\n")
    };
    let write = |id: &str, text: &str| fs::write(folder.join(format!("{id}.yaml")), text).unwrap();
    write(other, neighbour);
    write(id, &good("13812345678"));
    preview.wait_for(&page, "停水两小时");
    // What the source still says stays, what it does not say any more goes.
    let is_told = |text: &str| preview.wait_for("/__gongkai/problems", text);
    write(id, &format!("{}tilte: 错\n", good("138 1234 5678")));
    is_told("tilte");
    assert_eq!(preview.get(&page).status, 200);
    write(id, &format!("{}titel: 错\n", good("13912345678")));
    is_told("titel");
    let gone = preview.get(&page);
    assert!(gone.status == 404 && gone.text().contains("这一件有错，暂时没有网页"), "{}", gone.text());
    // A page that names a record that has left goes with it.
    write(id, &good("13912345678"));
    preview.wait(&page, |answer| answer.status == 200);
    write(id, &format!("{}tilte: 错\n", good("13912345678")));
    is_told("tilte");
    assert_eq!(preview.get(&page).status, 200);
    write(other, &format!("{neighbour}status: withdrawn\nreason: 误登\nleaked: true\n"));
    preview.wait(&page, |answer| answer.status == 404);
}

#[test]
fn what_is_not_public_shows_at_its_address_only() {
    let preview = Preview::start(false);
    let future = "fengming/2026/2026-12-24-later";
    let path = preview.folder.path().join("content").join(format!("{future}.md"));
    fs::write(path, "---\nkind: notice\ntitle: 以后才公开的事\n---\n\n正文。\n").unwrap();
    preview.wait_for("/__gongkai/hidden", "以后才公开的事");
    let (site, _) = preview.site();
    for (id, banner) in
        [(DRAFT, "草稿，只在预览中可见"), (RESTRICTED, "不向社会公开"), (future, "未到公开日期 2026-12-24")]
    {
        let target = format!("/{id}.html");
        let page = preview.get(&target);
        assert_eq!(page.status, 200, "{id}");
        assert!(page.text().contains(banner), "{id}");
        assert!(!preview.get(&format!("{target}?raw")).text().contains(banner), "{id}");
        assert!(preview.get("/__gongkai/hidden").text().contains(&encode(&target)), "{id}");
        let title = heading(&page.text());
        for (path, _) in site.plan.files() {
            let other = preview.get(&format!("/{}", encode(path.as_str()).replace(' ', "%20"))).text();
            assert!(!other.contains(id) && !other.contains(&title), "{path} names {id}");
        }
    }
    assert!(preview.get("/__gongkai/problems").text().contains("/__gongkai/hidden"));
}

#[test]
fn messages_of_the_page_in_view_come_first_with_what_its_unit_owes() {
    let preview = Preview::start(false);
    let file = format!("{RECORD}.md");
    preview.edit(&file, |text| format!("---\nkind: 没有这种\n{}", text.trim_start_matches("---\n")));
    let target = format!("/__gongkai/problems?inside&page=/{RECORD}.html");
    let is_whole = |panel: &str| panel.contains("这一页的") && panel.contains("别处的");
    let panel = preview.wait(&target, |answer| is_whole(&answer.text())).text();
    let [here, owed, elsewhere] = ["这一页的", "30 天内到期", "别处的"].map(|part| panel.find(part).unwrap());
    assert!(here < owed && owed < elsewhere);
    assert!(panel[here..owed].contains("record/unknown-kind") && !panel[elsewhere..].contains("record/unknown-kind"));
    let explain = panel.split_once("<a href=\"/__gongkai/explain").unwrap().1.split_once('"').unwrap().0;
    assert!(explain.contains("rule=record/unknown-kind") && explain.contains("page="), "{explain}");
    let explained = preview.get(&format!("/__gongkai/explain{}", explain.replace("&amp;", "&"))).text();
    assert!(explained.contains("错误：改好才能生成网站"));
    assert_eq!(preview.get("/__gongkai/explain?rule=no/such").status, 404);
}

#[test]
fn the_address_of_a_record_that_never_was_good_says_what_is_wrong_with_it() {
    let preview = Preview::start(false);
    let id = "fengming/2026/2026-11-20-new";
    let path = preview.folder.path().join("content").join(format!("{id}.yaml"));
    fs::write(&path, "kind: notice\nwindow: 很久\nstatus: draft\n").unwrap();
    let broken = preview.wait_for(&format!("/{id}.html"), "这一件有错，暂时没有网页");
    assert_eq!(broken.status, 404);
    assert!(broken.text().contains(&format!("content/{id}.yaml")) && !broken.text().contains("别处的"));
    assert!(broken.text().contains("很久"), "who writes a draft is told what stands there");
    fs::write(&path, "kind: notice\nwindow: 很久\naudience: 党员\nstatus: draft\n").unwrap();
    preview.wait(&format!("/{id}.html"), |answer| answer.status == 404 && !answer.text().contains("很久"));
    fs::write(&path, "kind: notice\ntitle: 改好的公告\nplain: 停水两小时\n").unwrap();
    preview.wait_for(&format!("/{id}.html"), "改好的<wbr>公告</h1>");
}

/// Text of the first heading.
fn heading(html: &str) -> String {
    let inside = html.split_once("<h1").unwrap().1.split_once('>').unwrap().1;
    inside.split_once("</h1>").unwrap().0.replace("<wbr>", "")
}

#[test]
fn pages_are_told_of_a_change() {
    let preview = Preview::start(false);
    let mut events = preview.connect("/__gongkai/events");
    let first = version(&mut events);
    preview.edit(&format!("{RECORD}.md"), |text| retitle(&text, "改过的标题"));
    while version(&mut events) == first {}
}

/// The version in the next event.
fn version(events: &mut TcpStream) -> String {
    let mut text = String::new();
    let mut byte = [0];
    while !text.ends_with("\n\n") {
        events.read_exact(&mut byte).unwrap();
        text.push(char::from(byte[0]));
    }
    let rest = text.split_once("\"version\":\"").unwrap().1;
    rest.split_once('"').unwrap().0.to_owned()
}

#[test]
fn folders_themes_and_organisations_may_change() {
    let preview = Preview::start(false);
    let root = preview.folder.path();
    let page = "themes/default/page";
    fs::create_dir_all(root.join(page)).unwrap();
    let text = fs::read_to_string(format!("{page}/about.html")).unwrap();
    fs::write(root.join(page).join("about.html"), text.replace("{% block main %}", "{% block main %}改过的主题"))
        .unwrap();
    preview.wait_for("/about/guide.html", "改过的主题");
    fs::write(root.join(page).join("about.html"), "{% block").unwrap();
    preview.wait_for("/__gongkai/problems", "theme/template");
    assert!(preview.get("/about/guide.html").text().contains("改过的主题"));
    fs::remove_dir_all(root.join("themes")).unwrap();
    preview.wait("/about/guide.html", |answer| !answer.text().contains("改过的主题"));
    fs::rename(root.join("content/fengming/2026"), root.join("content/fengming/moved")).unwrap();
    let moved = format!("/{}.html", RECORD.replace("/2026/", "/moved/"));
    preview.wait(&moved, |answer| answer.status == 200);
    assert_eq!(preview.get(&format!("/{RECORD}.html")).status, 404);
    fs::write(root.join("content/fengming/moved/org.yaml"), "name: 新成立的组\nlevel: group\n").unwrap();
    preview.wait_for(&moved, "新成立的组");
    preview.check_all();
}

#[test]
fn polling_sees_changes_too() {
    let preview = Preview::start(true);
    preview.edit(&format!("{RECORD}.md"), |text| retitle(&text, "改过的标题"));
    preview.wait_for(&format!("/{RECORD}.html"), "改过的<wbr>标题</h1>");
}
