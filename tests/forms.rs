//! Forms in the browser over a copy of the sample portal: who may use them, what they write, and what they refuse.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/preview.rs"]
mod preview;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::process::Command;

use gongkai::base::lang::Lang;
use gongkai::base::path::encode;
use gongkai::check::check;
use gongkai::edit::change::{self, Filled};
use gongkai::edit::form::Form;
use gongkai::edit::shown;
use gongkai::edit::source::Source;
use gongkai::files::Reader;
use gongkai::load::{ParseCache, load};
use gongkai::model::Content;
use gongkai::model::record::Record;
use gongkai::serve::Edit;
use gongkai::site::Site;
use preview::{Answer, DRAFT, Preview, RECORD};
use tempfile::TempDir;

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// A preview with forms, and a browser that was let in.
struct Desk {
    preview: Preview,
    copies: TempDir,
    cookie: String,
}

fn value<'a>(html: &'a str, name: &str) -> &'a str {
    let (_, rest) =
        html.split_once(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no {name} in {html}"));
    rest.split('"').next().unwrap()
}

impl Desk {
    fn open() -> Self {
        let copies = tempfile::tempdir().unwrap();
        let folder = copies.path().to_owned();
        let (preview, forms) = Preview::with_forms(|options| options.edit = Some(Edit { copies: folder }));
        let answer = preview.ask(HERE, &forms, "Host: localhost\r\n");
        assert_eq!(answer.status, 303);
        assert!(answer.head.contains("location: /_edit/\r\n"), "{}", answer.head);
        let line = answer.head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap().to_owned();
        assert!(line.contains("httponly") && line.contains("samesite=strict"), "{line}");
        let cookie = line.split(';').next().unwrap().to_owned();
        Self { preview, copies, cookie }
    }

    fn headers(&self) -> String {
        format!("Host: localhost:{0}\r\nCookie: {1}\r\n", self.preview.address.port(), self.cookie)
    }

    fn get(&self, target: &str) -> Answer {
        self.preview.ask(HERE, target, &self.headers())
    }

    fn post_with(&self, target: &str, headers: &str, parts: &[(&str, &str)]) -> Answer {
        let files = parts.iter().map(|(name, text)| Part { name, file: None, bytes: text.as_bytes() });
        self.send(target, headers, &files.collect::<Vec<_>>())
    }

    fn send(&self, target: &str, headers: &str, parts: &[Part<'_>]) -> Answer {
        let mut body = Vec::new();
        for Part { name, file, bytes } in parts {
            let file = file.map_or(String::new(), |file| format!("; filename=\"{file}\""));
            write!(body, "--zz\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").unwrap();
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--zz--\r\n");
        let head = format!(
            "POST {target} HTTP/1.1\r\n{headers}Content-Type: multipart/form-data; boundary=zz\r\nContent-Length: {}\r\n",
            body.len()
        );
        let mut stream = self.preview.send(HERE, &head);
        // A refusal may come before all of it was sent.
        let _ = stream.write_all(&body);
        Answer::read(stream)
    }

    fn origin(&self) -> String {
        format!("{}Origin: http://localhost:{}\r\n", self.headers(), self.preview.address.port())
    }

    fn post(&self, target: &str, parts: &[(&str, &str)]) -> Answer {
        self.post_with(target, &self.origin(), parts)
    }

    fn root(&self) -> &Path {
        self.preview.folder.path()
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.root().join("content").join(path)).unwrap()
    }

    /// Saves fields of a record as its page would.
    fn save(&self, id: &str, act: &str, fields: &[(&str, &str)]) -> Answer {
        let target = format!("/_edit/record/{}", encode(id));
        let page = self.get(&target).text();
        let names: Vec<String> = fields.iter().map(|(name, _)| format!("f:{name}")).collect();
        let own = [("token", value(&page, "token")), ("digest", value(&page, "digest")), ("act", act)];
        let fields = names.iter().zip(fields).map(|(name, (_, text))| (&**name, *text));
        self.post(&target, &own.into_iter().chain(fields).collect::<Vec<_>>())
    }
}

struct Part<'a> {
    name: &'a str,
    file: Option<&'a str>,
    bytes: &'a [u8],
}

/// Every file of the content with its bytes.
fn everything(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(root.join("content")).into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file());
    files.map(|entry| (entry.path().to_str().unwrap().to_owned(), fs::read(entry.path()).unwrap())).collect()
}

#[test]
fn strangers_change_nothing() {
    let desk = Desk::open();
    let before = everything(desk.root());
    let target = format!("/_edit/record/{DRAFT}");
    let page = desk.get(&target);
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(page.head.contains("frame-ancestors 'none'") && page.head.contains("referrer-policy: no-referrer"));
    let html = page.text();
    let parts = [("token", value(&html, "token")), ("digest", value(&html, "digest")), ("f:title", "改")];
    let (port, cookie) = (desk.preview.address.port(), &desk.cookie);
    let refused = |what: &str, headers: &str, parts: &[(&str, &str)]| {
        let answer = desk.post_with(&target, headers, parts);
        assert_eq!(answer.status, 403, "{what}");
    };
    let own = format!("Host: localhost:{port}\r\n");
    refused("no cookie", &format!("{own}Origin: http://localhost:{port}\r\n"), &parts);
    refused(
        "a wrong cookie",
        &format!("{own}Cookie: gongkai-edit-{port}=00\r\nOrigin: http://localhost:{port}\r\n"),
        &parts,
    );
    refused("no origin", &desk.headers(), &parts);
    refused("another origin", &format!("{}Origin: http://evil.example\r\n", desk.headers()), &parts);
    refused("another port", &format!("{}Origin: http://localhost:1\r\n", desk.headers()), &parts);
    refused("a hidden origin", &format!("{}Origin: null\r\n", desk.headers()), &parts);
    refused(
        "a hidden origin of elsewhere",
        &format!("{}Origin: null\r\nSec-Fetch-Site: cross-site\r\n", desk.headers()),
        &parts,
    );
    refused(
        "another host",
        &format!("Host: evil.example\r\nCookie: {cookie}\r\nOrigin: http://evil.example\r\n"),
        &parts,
    );
    refused("a proxy", &format!("{}X-Forwarded-For: 192.0.2.1\r\n", desk.origin()), &parts);
    refused("no token", &desk.origin(), &parts[1..]);
    let other = desk.get(&format!("/_edit/record/{RECORD}")).text();
    refused("the token of another form", &desk.origin(), &[("token", value(&other, "token")), parts[1], parts[2]]);
    assert!(before == everything(desk.root()), "nothing was written");
    for headers in [own.as_str(), &format!("Host: evil.example\r\nCookie: {cookie}\r\n")] {
        assert_eq!(desk.preview.ask(HERE, &target, headers).status, 403);
    }
    assert_eq!(desk.preview.ask(HERE, "/_edit/?token=00", &own).status, 403);
    let hidden = format!("{}Origin: null\r\nSec-Fetch-Site: same-origin\r\n", desk.headers());
    assert_eq!(desk.post_with(&target, &hidden, &parts).status, 303, "as browsers send from a page without a referrer");
    assert!(desk.text(&format!("{DRAFT}.md")).contains("title: 改"));
}

#[test]
fn without_the_flag_there_are_no_forms() {
    let preview = Preview::start(false);
    assert_eq!(preview.get("/_edit/").status, 404);
    let open = Command::new(env!("CARGO_BIN_EXE_gongkai")).args(["serve", "--lan", "--edit"]).output().unwrap();
    assert_eq!(open.status.code(), Some(2));
}

#[test]
fn nothing_outside_of_the_content_is_reached() {
    let desk = Desk::open();
    fs::write(desk.root().join("secret.yaml"), "kind: notice\ntitle: 外面\n").unwrap();
    for id in [
        "../secret",
        "%2e%2e/secret",
        "..%2fsecret",
        "fengming/../../secret",
        "portal",
        "catalogue",
        "org",
        ".hidden",
        "",
    ] {
        let answer = desk.get(&format!("/_edit/record/{id}"));
        assert!((400..500).contains(&answer.status), "{id}: {}", answer.status);
        assert!(!answer.text().contains("外面"), "{id}");
    }
    let new = desk.get("/_edit/new?org=..&what=notice/notice");
    assert_eq!(new.status, 404);
    #[cfg(unix)]
    {
        let outside = tempfile::tempdir().unwrap();
        let link = desk.root().join("content/fengming/2026/2026-12-02-link.yaml");
        fs::write(outside.path().join("a.yaml"), "kind: notice\ntitle: 外面\nstatus: draft\n").unwrap();
        std::os::unix::fs::symlink(outside.path().join("a.yaml"), link).unwrap();
        let target = "/_edit/record/fengming/2026/2026-12-02-link";
        let page = desk.get(target);
        if page.status == 200 {
            let html = page.text();
            let parts = [("token", value(&html, "token")), ("digest", value(&html, "digest")), ("f:title", "改")];
            assert_eq!(desk.post(target, &parts).status, 500);
        }
        assert_eq!(
            fs::read_to_string(outside.path().join("a.yaml")).unwrap(),
            "kind: notice\ntitle: 外面\nstatus: draft\n"
        );
    }
}

#[test]
fn uploads_are_bounded_and_stay_with_their_record() {
    let desk = Desk::open();
    let target = format!("/_edit/record/{DRAFT}");
    let html = desk.get(&target).text();
    let texts = [("token", value(&html, "token")), ("digest", value(&html, "digest"))];
    let mut parts: Vec<Part<'_>> =
        texts.iter().map(|(name, text)| Part { name, file: None, bytes: text.as_bytes() }).collect();
    parts.push(Part { name: "attach", file: Some("../../../a.txt"), bytes: b"one" });
    assert_eq!(desk.send(&target, &desk.origin(), &parts).status, 303);
    assert_eq!(desk.text(&format!("{DRAFT}/a.txt")), "one");
    assert!(desk.text(&format!("{DRAFT}.md")).contains("a.txt"));
    let html = desk.get(&target).text();
    let texts = [("token", value(&html, "token")), ("digest", value(&html, "digest"))];
    for name in [".htaccess", "..", "org.yaml", "a.MD", "a\u{7}.txt", ""] {
        let mut parts: Vec<Part<'_>> =
            texts.iter().map(|(name, text)| Part { name, file: None, bytes: text.as_bytes() }).collect();
        parts.push(Part { name: "attach", file: Some(name), bytes: b"two" });
        let status = desk.send(&target, &desk.origin(), &parts).status;
        assert!(matches!(status, 400 | 422), "{name:?}: {status}");
    }
    let large = vec![b'x'; 65 * 1024 * 1024];
    let mut parts: Vec<Part<'_>> =
        texts.iter().map(|(name, text)| Part { name, file: None, bytes: text.as_bytes() }).collect();
    parts.push(Part { name: "attach", file: Some("large.txt"), bytes: &large });
    assert_eq!(desk.send(&target, &desk.origin(), &parts).status, 413);
    assert!(!desk.root().join(format!("content/{DRAFT}/large.txt")).exists());
}

#[test]
fn a_table_that_is_sent_is_read_as_an_import_reads_it() {
    let desk = Desk::open();
    let html = desk.get("/_edit/new?org=fengming/shiqiao&what=finance/quarterly-account").text();
    let sheet = "石桥村2026年第四季度收支表\n日期\t摘要\t收入\t支出\t余额\t凭证号\t经手人身份证号\n\t上期结转\t\t\t1000.00\n10月3日\t鱼塘租金\t8,000.00\t\t9000.00\t记1001\n10月20日\t路灯电费\t\t320.50\t8679.50\t记1002\n合计\t\t8000\t320.50\n";
    let texts = [
        ("token", value(&html, "token")),
        ("org", "fengming/shiqiao"),
        ("kind", "finance"),
        ("format", "quarterly-account"),
        ("f:title", "石桥村2026年第四季度财务收支"),
    ];
    let with = |file: &'static str, bytes: &[u8]| {
        let mut parts: Vec<Part<'_>> =
            texts.iter().map(|(name, text)| Part { name, file: None, bytes: text.as_bytes() }).collect();
        parts.push(Part { name: "sheet:account", file: Some(file), bytes });
        desk.send("/_edit/new", &desk.origin(), &parts)
    };
    let made = with("账.tsv", sheet.as_bytes());
    assert_eq!(made.status, 303, "{}", made.text());
    let id = made.head.lines().find_map(|line| line.strip_prefix("location: /_edit/record/")).unwrap();
    let id = id.split('?').next().unwrap().to_owned();
    let text = desk.text(&format!("{id}.yaml"));
    for part in [
        "period: 2026Q4",
        "opening: 1000.00",
        "date: 2026-10-03",
        "in: 8000.00",
        "voucher: 记1002",
        "category: 公共服务",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("合计") && !text.contains("上期结转"), "{text}");
    assert!(!desk.root().join(format!("content/{id}.account.csv")).exists());
    let page = desk.preview.wait(&format!("/_edit/record/{id}"), |answer| answer.status != 404);
    assert_eq!(page.status, 403, "nobody else sees it");
    let page = desk.get(&format!("/_edit/record/{id}?said=saved")).text();
    for part in ["读入 2 行。", "没有用到的栏：经手人身份证号", "照以前的记录填的类别，请核对：", "路灯电费 → 公共服务"]
    {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(!desk.get(&format!("/_edit/record/{id}")).text().contains("读入 2 行"), "it is told once");
    let before = everything(desk.root()).keys().cloned().collect::<Vec<_>>();
    let refused = with("图.docx", b"PK no document");
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("没有认出这一栏的明细"), "{}", refused.text());
    assert_eq!(everything(desk.root()).keys().cloned().collect::<Vec<_>>(), before, "what is refused leaves nothing");
}

#[test]
fn a_file_that_changed_meanwhile_is_not_overwritten() {
    let desk = Desk::open();
    let target = format!("/_edit/record/{DRAFT}");
    let html = desk.get(&target).text();
    let parts = [("token", value(&html, "token")), ("digest", value(&html, "digest")), ("f:title", "我写的标题")];
    desk.preview.edit(&format!("{DRAFT}.md"), |text| text.replacen("title:", "title: 别人写的标题 #", 1));
    let theirs = desk.text(&format!("{DRAFT}.md"));
    let answer = desk.post(&target, &parts);
    assert_eq!(answer.status, 409);
    let both = answer.text();
    assert!(both.contains("我写的标题") && both.contains("别人写的标题"));
    assert_eq!(desk.text(&format!("{DRAFT}.md")), theirs);
    let mine = [
        ("token", value(&both, "token")),
        ("digest", value(&both, "digest")),
        ("act", "save"),
        ("f:title", "我写的标题"),
    ];
    assert_eq!(desk.post(&target, &mine).status, 303);
    assert!(desk.text(&format!("{DRAFT}.md")).contains("title: 我写的标题"));
    let kept: Vec<_> = walkdir::WalkDir::new(desk.copies.path()).into_iter().map(Result::unwrap).collect();
    let kept: Vec<_> = kept.iter().filter(|entry| entry.file_type().is_file()).collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(fs::read_to_string(kept[0].path()).unwrap(), theirs);
    assert!(!desk.copies.path().starts_with(desk.root()));
    let past = desk.get(&format!("/_edit/history/{DRAFT}?at=1")).text();
    let back = [("token", value(&past, "token")), ("number", "1")];
    assert_eq!(desk.post(&format!("/_edit/back/{DRAFT}"), &back).status, 303);
    assert_eq!(desk.text(&format!("{DRAFT}.md")), theirs);
}

#[test]
fn a_record_goes_from_draft_to_withdrawn() {
    let desk = Desk::open();
    let new = "/_edit/new";
    let html = desk.get("/_edit/new?org=fengming/shiqiao&what=finance/quarterly-account").text();
    let rows = "2026-10-03\t鱼塘租金\t发包租赁\t8000\t\t记1001\t王家鱼塘\n2026-10-20\t路灯电费\t公共服务\t\t320.50\t记1002\t供电所\n";
    let made = desk.post(
        new,
        &[
            ("token", value(&html, "token")),
            ("org", "fengming/shiqiao"),
            ("kind", "finance"),
            ("format", "quarterly-account"),
            ("f:title", "石桥村2026年10月财务收支 #1"),
            ("f:period", "2026-10"),
            ("f:account.opening", "12,000.00"),
            ("f:account.closing", "19,679.50"),
            ("f:account.handler", "李桂芳"),
            ("f:account.entries", rows),
        ],
    );
    assert_eq!(made.status, 303, "{}", made.text());
    let id = "fengming/shiqiao/2026/2026-12-05-quarterly-account";
    assert_eq!(
        desk.text(&format!("{id}.yaml")),
        "kind: finance\nform: quarterly-account\ntitle: \"石桥村2026年10月财务收支 #1\"\nperiod: 2026-10\nstatus: draft\naccount:\n  opening: 12,000.00\n  closing: 19,679.50\n  handler: 李桂芳\n  entries:\n    - {date: 2026-10-03, item: 鱼塘租金, category: 发包租赁, in: 8000, voucher: 记1001, counterparty: 王家鱼塘}\n    - {date: 2026-10-20, item: 路灯电费, category: 公共服务, out: 320.50, voucher: 记1002, counterparty: 供电所}\n"
    );
    assert_eq!(desk.save(id, "publish", &[("account.auditor", "何秀英")]).status, 303);
    assert!(!desk.text(&format!("{id}.yaml")).contains("status"));
    let own = format!("/_edit/record/{id}");
    let step = |name: &str, fields: &[(&str, &str)]| {
        let html = desk.get(&own).text();
        let form = html.split_once(&format!("action=\"/_edit/{name}/")).map(|(_, rest)| rest.to_owned());
        let form = form?;
        let parts = [("token", value(&form, "token")), ("digest", value(&form, "digest"))];
        Some(desk.post(&format!("/_edit/{name}/{id}"), &[&parts, fields].concat()).status)
    };
    assert_eq!(step("delete", &[]), None, "what is public has no such button");
    assert_eq!(step("correct", &[("changes", "电费"), ("reason", "")]), Some(422));
    assert_eq!(step("correct", &[("changes", "电费改为 320.60"), ("reason", "误记")]), Some(303));
    let new = desk.text(&format!("{id}-2.yaml"));
    assert!(
        new.contains(&format!("supersedes: /{id}\n"))
            && new.contains("changes: 电费改为 320.60\n")
            && new.contains("status: draft\n"),
        "{new}"
    );
    assert_eq!(step("withdraw", &[("why", "账目重做")]), Some(303));
    assert!(desk.text(&format!("{id}.yaml")).contains("status: withdrawn\n"));
    let past = desk.get(&format!("/_edit/history/{id}?at=1")).text();
    let back = [("token", value(&past, "token")), ("number", "1")];
    assert_eq!(desk.post(&format!("/_edit/back/{id}"), &back).status, 422, "what was public is no draft again");
    let html = desk.get(&format!("/_edit/record/{id}-2")).text();
    let form = html.split_once("action=\"/_edit/delete/").unwrap().1;
    let parts = [("token", value(form, "token")), ("digest", value(form, "digest"))];
    assert_eq!(desk.post(&format!("/_edit/delete/{id}-2"), &parts).status, 303);
    assert!(!desk.root().join(format!("content/{id}-2.yaml")).exists());
}

#[test]
fn messages_and_the_page_come_while_somebody_types() {
    let desk = Desk::open();
    let target = format!("/_edit/record/{DRAFT}");
    let html = desk.get(&target).text();
    let check = |fields: &[(&str, &str)]| {
        let parts = [("token", value(&html, "check-token"))];
        let answer = desk.post(&format!("/_edit/check/{DRAFT}"), &[&parts, fields].concat());
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.text()
    };
    let said = check(&[("f:published", "明天")]);
    assert!(said.contains("\"field\":\"published\"") && said.contains("\"class\":\"error\""), "{said}");
    let said = check(&[("f:title", "还没有保存的标题")]);
    assert!(said.contains(&format!("/{DRAFT}.html?typed")), "{said}");
    let page = desk.get(&format!("/{DRAFT}.html?typed"));
    assert!(page.status == 200 && page.text().replace("<wbr>", "").contains("还没有保存的标题"));
    assert!(!desk.get(&format!("/{DRAFT}.html")).text().contains("还没有保存的标题"));
}

/// The first record of every form, with what a form shows of it.
fn samples(content: &Content, root: &Path) -> BTreeMap<String, (Record, Source, Filled)> {
    let mut found = BTreeMap::new();
    for record in &content.records {
        let kind = &content.kinds[&record.kind];
        let format = record.form.as_ref().map(|name| &content.forms[name]);
        let Some(format) = format else { continue };
        let form = Form::of(content, (kind, Some(format)), Lang::Zh);
        let end =
            ["yaml", "yml", "md"].into_iter().find(|end| root.join(format!("content/{}.{end}", record.id)).exists());
        let file = format!("content/{}.{}", record.id, end.unwrap());
        let source = Source::read(&file.as_str().into(), fs::read(root.join(&file)).unwrap()).unwrap();
        let fields = form.fields().map(|field| (field.id(), shown::text(&source.node, field)));
        let tables =
            form.tables().filter_map(|table| Some((table.id(), shown::tabbed(&shown::rows(&source.node, table)?))));
        let none = form.tables().filter(|table| shown::has_none(&source.node, table));
        let none = none.map(|table| (format!("{}{}", table.id(), change::NONE), "true".to_owned()));
        let mut filled: Filled = fields.chain(tables).chain(none).collect();
        filled.insert(change::BODY.to_owned(), source.body().to_owned());
        // Files that lie beside a record and names of places in its folder do not go with what is typed.
        let stands_alone = record.attachments.is_empty()
            && !["csv", "xlsx"].iter().any(|end| {
                fs::read_dir(root.join("content").join(record.id.folder())).unwrap().any(|entry| {
                    let name = entry.unwrap().file_name().to_string_lossy().into_owned();
                    name.starts_with(&format!("{}.", record.id.name())) && name.ends_with(end)
                })
            });
        let is_shown = !filled.values().any(|text| text.contains(shown::LOCKED))
            && !["from:", "complete:"].iter().any(|key| source.text.contains(key));
        if stands_alone && is_shown && !found.contains_key(&*format.name) {
            found.insert(format.name.to_string(), ((**record).clone(), source, filled));
        }
    }
    found
}

#[test]
fn each_form_filled_in_is_the_record_written_by_hand() {
    let desk = Desk::open();
    let (content, _) = load(&Reader::at(desk.root()), &mut ParseCache::default()).unwrap();
    let samples = samples(&content, desk.root());
    assert!(samples.len() > 120, "{}", samples.len());
    let mut made = Vec::new();
    for (name, (record, source, filled)) in &samples {
        let what = format!("{}/{name}", record.kind);
        let html = desk.get(&format!("/_edit/new?org={}&what={what}", encode(&record.org))).text();
        let names: Vec<(String, &String)> = filled.iter().map(|(id, text)| (format!("f:{id}"), text)).collect();
        let own = [("token", value(&html, "token")), ("org", &*record.org), ("kind", &*record.kind), ("format", name)];
        let parts: Vec<(&str, &str)> =
            own.into_iter().chain(names.iter().map(|(id, text)| (&**id, &***text))).collect();
        let answer = desk.post("/_edit/new", &parts);
        assert_eq!(answer.status, 303, "{what}: {}", answer.text());
        let id = answer.head.split_once("location: /_edit/record/").unwrap().1.split('?').next().unwrap().to_owned();
        let id = percent_encoding::percent_decode_str(&id).decode_utf8().unwrap().into_owned();
        made.push((id, record, source));
    }
    // In the place of the one written by hand, so that everything about it is the same but who wrote it.
    for (id, record, source) in &made {
        let find = |id: &str| {
            ["yaml", "md"].iter().map(|end| desk.root().join(format!("content/{id}.{end}"))).find(|path| path.exists())
        };
        let (new, old) = (find(id).unwrap(), desk.root().join(&*source.file));
        let text = fs::read_to_string(&new).unwrap().replacen("status: draft\n", "", 1);
        fs::remove_file(&new).unwrap();
        fs::remove_file(&old).unwrap();
        let end = new.extension().unwrap().to_str().unwrap().to_owned();
        fs::write(desk.root().join(format!("content/{}.{end}", record.id)), text).unwrap();
    }
    let (again, diags) = load(&Reader::at(desk.root()), &mut ParseCache::default()).unwrap();
    assert!(
        !diags.has_errors(),
        "{:?}",
        diags.iter().filter(|one| one.severity == gongkai::base::diag::Severity::Error).collect::<Vec<_>>()
    );
    for (_, record, _) in &made {
        let new = again.record(&record.id).unwrap_or_else(|| panic!("{} cannot be read", record.id));
        let tables = |record: &Record| {
            record.slots.iter().map(|(name, block)| format!("{name}: {:?}", block.table())).collect::<Vec<_>>()
        };
        assert_eq!(tables(new), tables(record), "{}", record.id);
        assert_eq!(
            (&new.title, new.period, &new.plain),
            (&record.title, record.period, &record.plain),
            "{}",
            record.id
        );
    }
    let said = |content: &Content| {
        let site = Site::new(content, preview::today(), []);
        check(&site)
            .iter()
            .map(|one| format!("{} {} {}", one.span.file, one.rule.name, one.message(Lang::En)))
            .collect::<Vec<_>>()
    };
    let (mut old, mut new) = (said(&content), said(&again));
    old.iter_mut().chain(&mut new).for_each(|one| *one = one.replace(".md ", ".yaml "));
    old.sort();
    new.sort();
    assert_eq!(new, old);
}
