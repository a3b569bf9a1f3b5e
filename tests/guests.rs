//! Who sees what of the preview, what its answers may do in a browser, and how much it bears.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/preview.rs"]
mod preview;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{IpAddr, Ipv4Addr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use gongkai::serve::{Limits, Password};
use preview::{Answer, DRAFT, MISTAKE, Preview, RECORD, RESTRICTED, outer_address};

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const HOST: &str = "Host: localhost\r\n";
const PROBLEMS: &str = "/__gongkai/problems";
const HIDDEN: &str = "/__gongkai/hidden";
const EVENTS: &str = "/__gongkai/events";

/// Pages that only this machine sees.
fn hidden_pages() -> [String; 2] {
    [DRAFT, RESTRICTED].map(|id| format!("/{id}.html"))
}

/// Values of a header, in small letters as all of the head.
fn header<'a>(answer: &'a Answer, name: &str) -> Vec<&'a str> {
    answer.head.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).collect()
}

/// A refusal of what is private, which tells nothing.
fn check_nothing_private(preview: &Preview, to: IpAddr, headers: &str, refused: u16) {
    for target in [PROBLEMS, HIDDEN, "/__gongkai/problems?inside"] {
        let answer = preview.ask(to, target, headers);
        assert_eq!((answer.status, answer.text()), (refused, refused.to_string()), "{target} {headers}");
    }
    let missing = preview.ask(to, "/no-such-page.html?raw", headers);
    for target in hidden_pages() {
        let answer = preview.ask(to, &format!("{target}?raw"), headers);
        assert_eq!(answer.status, 404, "{target} {headers}");
        // But for the second in which each was made.
        let timeless =
            |answer: &Answer| answer.head.lines().filter(|line| !line.starts_with("date:")).collect::<String>();
        let is_same = answer.body == missing.body && timeless(&answer) == timeless(&missing);
        assert!(is_same, "{target} differs from what is not there");
    }
    assert_eq!(preview.ask(to, &format!("/{RECORD}.html"), headers).status, 200, "{headers}");
}

/// The first event of a stream.
fn first_event(stream: TcpStream) -> String {
    let lines = BufReader::new(stream).lines().map(Result::unwrap);
    lines.into_iter().find_map(|line| Some(line.strip_prefix("data:")?.trim().to_owned())).unwrap()
}

#[test]
fn every_answer_says_what_it_may_do() {
    let preview = Preview::start(false);
    let made = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; \
                base-uri 'none'; connect-src 'self'; frame-src 'self'; frame-ancestors 'self'";
    let record = format!("/{RECORD}.html");
    for (target, status, policy) in [
        ("/", 200, made),
        ("/?raw", 200, made),
        (&record, 200, made),
        (&hidden_pages()[0], 200, made),
        ("/no/such/page.html", 404, made),
        (PROBLEMS, 200, made),
        (HIDDEN, 200, made),
        ("/fengming", 302, "default-src 'none'"),
        ("/%2e%2e/a", 400, "default-src 'none'"),
        ("/__gongkai/else", 404, "default-src 'none'"),
        ("/assets/style.css", 200, "default-src 'none'"),
        ("/assets/gongkai.js", 200, "sandbox; default-src 'none'"),
        ("/__gongkai/reload.js", 200, "sandbox; default-src 'none'"),
        ("/__gongkai/panel.css", 200, "default-src 'none'"),
        ("/sitemap.xml", 200, "sandbox; default-src 'none'"),
        ("/fengming/2026/2026-02-10-service-points/sites.svg", 200, "sandbox; default-src 'none'"),
    ] {
        let answer = preview.get(target);
        assert_eq!(answer.status, status, "{target}");
        check_headers(&answer, target, policy);
        assert!(!answer.text().contains("<style") && !answer.text().contains(" style="), "{target}");
    }
    let events = preview.connect(EVENTS);
    let head: Vec<String> =
        BufReader::new(events).lines().map(Result::unwrap).take_while(|line| !line.is_empty()).collect();
    let answer = Answer { status: 200, head: head.join("\r\n").to_lowercase(), body: Vec::new() };
    check_headers(&answer, EVENTS, "default-src 'none'");
    let posted = Answer::read(preview.send(HERE, &format!("POST / HTTP/1.1\r\n{HOST}")));
    assert_eq!(posted.status, 405);
    check_headers(&posted, "POST /", "default-src 'none'");
    let head = Answer::read(preview.send(HERE, &format!("HEAD / HTTP/1.1\r\n{HOST}")));
    assert!(head.status == 200 && head.body.is_empty());
}

fn check_headers(answer: &Answer, target: &str, policy: &str) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("x-frame-options", "sameorigin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(header(answer, name), [value], "{target} {name}");
    }
    let policies = header(answer, "content-security-policy");
    assert!(policies.len() == 1 && policies[0].starts_with(policy), "{target}: {policies:?}");
    assert!(policies[0].contains("frame-ancestors 'self'"), "{target}");
    assert_eq!(header(answer, "content-type").len(), 1, "{target}");
}

#[test]
fn other_names_and_sites_see_nothing_hidden() {
    let preview = Preview::start(false);
    for headers in [
        "Host: evil.example\r\n",
        "Host: localhost.evil.example\r\n",
        "",
        "Host: localhost\r\nHost: localhost\r\n",
        "Host: localhost\r\nOrigin: http://evil.example\r\n",
        "Host: localhost\r\nSec-Fetch-Site: cross-site\r\n",
        "Host: localhost\r\nX-Forwarded-For: 192.0.2.9\r\n",
    ] {
        check_nothing_private(&preview, HERE, headers, 403);
    }
    for headers in ["Host: evil.example\r\n", "", "Host: localhost\r\nOrigin: http://evil.example\r\n"] {
        assert_eq!(preview.ask(HERE, EVENTS, headers).status, 403, "{headers}");
    }
    for headers in [
        "Host: LOCALHOST\r\n",
        "Host: localhost.:80\r\n",
        "Host: 127.0.0.1:80\r\nOrigin: http://127.0.0.1:80\r\n",
        "Host: [::1]\r\nSec-Fetch-Site: same-origin\r\n",
    ] {
        assert_eq!(preview.ask(HERE, PROBLEMS, headers).status, 200, "{headers}");
        assert_eq!(preview.ask(HERE, &hidden_pages()[0], headers).status, 200, "{headers}");
    }
    let absolute = Answer::read(preview.send(HERE, &format!("GET http://evil.example{HIDDEN} HTTP/1.1\r\n{HOST}")));
    assert_eq!(absolute.status, 403);
}

#[test]
fn other_devices_see_what_will_be_public() {
    let Some(outer) = outer_address() else { return };
    let preview = Preview::with(|options| options.is_lan = true);
    let host = format!("Host: {outer}:{}\r\n", preview.address.port());
    check_nothing_private(&preview, outer, &host, 403);
    check_nothing_private(&preview, outer, HOST, 403);
    let event = first_event(preview.send(outer, &format!("GET {EVENTS} HTTP/1.1\r\n{host}")));
    assert!(event.starts_with("{\"version\":\"") && event.split(':').count() == 2, "{event}");
    assert!(first_event(preview.connect(EVENTS)).contains("\"hidden\":"));
    assert_eq!(preview.get(HIDDEN).status, 200);
    // A theme that fails shows why on this machine only.
    let page = preview.folder.path().join("themes/default/page");
    std::fs::create_dir_all(&page).unwrap();
    std::fs::write(page.join("about.html"), "{{ no_such_value }}").unwrap();
    let local = preview.wait("/about/guide.html", |answer| answer.status == 500);
    assert!(local.text().contains("about.html"));
    let other = preview.ask(outer, "/about/guide.html", &host);
    assert_eq!(other.status, 500);
    assert!(!other.text().contains("html"), "{}", other.text());
}

#[test]
fn a_password_opens_the_preview() {
    let Some(outer) = outer_address() else { return };
    let preview = Preview::with(|options| {
        options.is_lan = true;
        options.password = Password::new("open sesame");
    });
    check_nothing_private(&preview, outer, HOST, 401);
    let asked = preview.ask(outer, HIDDEN, HOST);
    assert_eq!(header(&asked, "www-authenticate"), ["basic realm=\"gongkai\", charset=\"utf-8\""]);
    let wrong = format!("{HOST}Authorization: Basic YTp3cm9uZw==\r\n");
    check_nothing_private(&preview, outer, &wrong, 401);
    let right = format!("{HOST}Authorization: Basic Y2xlcms6b3BlbiBzZXNhbWU=\r\n");
    let opened = preview.ask(outer, HIDDEN, &right);
    assert_eq!(opened.status, 200);
    let cookie = header(&opened, "set-cookie")[0];
    assert!(cookie.contains("httponly") && cookie.contains("samesite=strict"), "{cookie}");
    let with_cookie = format!("{HOST}Cookie: {}\r\n", cookie.split(';').next().unwrap());
    for headers in [&right, &with_cookie] {
        for target in [PROBLEMS.to_owned(), HIDDEN.to_owned()].into_iter().chain(hidden_pages()) {
            assert_eq!(preview.ask(outer, &target, headers).status, 200, "{target} {headers}");
        }
    }
    assert!(first_event(preview.send(outer, &format!("GET {EVENTS} HTTP/1.1\r\n{with_cookie}"))).contains("hidden"));
    check_nothing_private(&preview, outer, &format!("Origin: http://evil.example\r\n{with_cookie}"), 403);
    // Enough of guessing: not even the right word is taken now, and who came in before stays.
    (0..20).for_each(|_| _ = preview.ask(outer, HIDDEN, &wrong));
    let late = preview.ask(outer, HIDDEN, &right);
    assert_eq!((late.status, header(&late, "retry-after")), (429, vec!["60"]));
    assert_eq!(preview.ask(outer, HIDDEN, &with_cookie).status, 200);
    assert_eq!(preview.get(HIDDEN).status, 200);
}

#[test]
fn who_says_nothing_is_cut_off() {
    let preview = Preview::with(|options| options.limits.head = Duration::from_millis(300));
    for said in ["", "GET / HT", "GET / HTTP/1.1\r\nHost: localhost\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"] {
        let mut stream = TcpStream::connect(preview.address).unwrap();
        stream.write_all(said.as_bytes()).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let mut answer = Vec::new();
        // The end of the connection is what is waited for; the last one has its answer before it.
        stream.read_to_end(&mut answer).unwrap();
        assert_eq!(answer.starts_with(b"HTTP/1.1 200"), said.ends_with("\r\n\r\n"), "{said:?}");
    }
    let long = format!("GET / HTTP/1.1\r\n{HOST}X-Long: {}\r\n", "a".repeat(40_000));
    let mut stream = TcpStream::connect(preview.address).unwrap();
    // The answer may come, and the connection end, before all of it was sent.
    let _ = stream.write_all(long.as_bytes()).and_then(|()| stream.write_all(b"\r\n"));
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    assert!(!answer.starts_with(b"HTTP/1.1 200"));
    assert_eq!(preview.get("/").status, 200);
}

/// Limits under which nobody is cut off for slowness.
fn patient() -> Limits {
    Limits { head: Duration::from_secs(3600), ..Limits::default() }
}

#[test]
fn the_silent_make_room_for_those_who_ask() {
    let preview = Preview::with(|options| options.limits = patient());
    let silent: Vec<TcpStream> = (0..300).map(|_| TcpStream::connect(preview.address).unwrap()).collect();
    for target in ["/", HIDDEN, "/assets/style.css"] {
        assert_eq!(preview.get(target).status, 200, "{target}");
    }
    drop(silent);
}

#[test]
fn streams_of_events_are_bounded() {
    let preview = Preview::with(|options| options.limits.streams = 3);
    let streams: Vec<TcpStream> = (0..3).map(|_| preview.connect(EVENTS)).collect();
    let heads: Vec<String> = streams.iter().map(|stream| first_event(stream.try_clone().unwrap())).collect();
    assert_eq!(heads.len(), 3);
    let refused = preview.get(EVENTS);
    assert_eq!((refused.status, header(&refused, "retry-after")), (503, vec!["10"]));
    drop(streams);
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn many_ask_for_what_is_not_public() {
    let preview = Preview::start(false);
    let targets = hidden_pages().map(|target| format!("{target}?raw"));
    let expected = [preview.get(&targets[0]).body, preview.get(&targets[1]).body];
    thread::scope(|scope| {
        for number in 0..60 {
            let (preview, targets, expected) = (&preview, &targets, &expected);
            // Most for one page, the others for another in between.
            let which = usize::from(number % 5 == 0);
            scope.spawn(move || assert!(preview.get(&targets[which]).body == expected[which], "{number}"));
        }
    });
}

#[test]
fn a_mistake_of_ours_ends_nothing() {
    let preview = Preview::start(false);
    let home = preview.get("/?raw");
    preview.edit("portal.yaml", |text| text.replace("title: 云岭县阳光公开", &format!("title: {MISTAKE}")));
    thread::sleep(Duration::from_millis(500));
    assert!(preview.get("/?raw").body == home.body);
    preview.edit("portal.yaml", |text| text.replace(MISTAKE, "改好的标题"));
    preview.wait_for("/", "改好的标题</title>");
}

/// The command itself, which ends with the test.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Process {
    /// Runs a line of the shell that starts the command, and reads what it says until it names `last`.
    fn start(line: &str, last: &str) -> (Self, String) {
        let line = line.replace("gongkai", &format!("exec '{}'", env!("CARGO_BIN_EXE_gongkai")));
        let child =
            Command::new("sh").args(["-c", &line]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut process = Self(child);
        let (mut text, mut lines) = (String::new(), BufReader::new(process.0.stdout.take().unwrap()));
        while !text.contains(last) {
            assert!(lines.read_line(&mut text).unwrap() > 0, "{text}");
        }
        // What is written later must not fail.
        thread::spawn(move || lines.read_to_string(&mut String::new()));
        (process, text)
    }
}

/// The port that the command names.
fn port(said: &str) -> u16 {
    let rest = said.split_once("http://127.0.0.1:").unwrap().1;
    rest.split_once('/').unwrap().0.parse().unwrap()
}

fn status(to: IpAddr, port: u16, head: &str) -> u16 {
    let mut stream = TcpStream::connect((to, port)).unwrap();
    write!(stream, "{head}Connection: close\r\n\r\n").unwrap();
    Answer::read(stream).status
}

#[test]
#[cfg(unix)]
fn the_command_says_what_others_see() {
    let right = format!("GET {HIDDEN} HTTP/1.1\r\n{HOST}Authorization: Basic Y2xlcms6b3BlbiBzZXNhbWU=\r\n");
    let serve = "gongkai serve --root . --today 2026-12-05 --port 0 --lang en";
    let (_closed, said) = Process::start(&format!("{serve} --lan"), "--password");
    assert!(said.contains("show on this machine only"), "{said}");
    for line in [
        format!("{serve} --lan --password 'open sesame'"),
        format!("GONGKAI_PASSWORD='open sesame'; export GONGKAI_PASSWORD; {serve} --lan"),
    ] {
        let (_open, said) = Process::start(&line, "not encrypted");
        assert!(said.contains("with any user name") && !said.contains("sesame"), "{said}");
        let Some(outer) = outer_address() else { continue };
        assert_eq!(status(outer, port(&said), &right), 200);
        assert_eq!(status(outer, port(&said), &format!("GET {HIDDEN} HTTP/1.1\r\n{HOST}")), 401);
    }
    let short = Command::new(env!("CARGO_BIN_EXE_gongkai")).args(["serve", "--lan", "--password", "12345"]).output();
    let short = short.unwrap();
    assert_eq!(short.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&short.stderr).contains("至少要 6 个字符"));
}

#[test]
#[cfg(unix)]
fn a_lack_of_file_descriptors_is_no_end() {
    let serve = "ulimit -n 64; gongkai serve --root . --today 2026-12-05 --port 0 --lang en";
    let (_process, said) = Process::start(serve, "Ctrl-C");
    let port = port(&said);
    let silent: Vec<TcpStream> = (0..150).map(|_| TcpStream::connect((HERE, port)).unwrap()).collect();
    for target in ["/", HIDDEN, "/assets/style.css"] {
        assert_eq!(status(HERE, port, &format!("GET {target} HTTP/1.1\r\n{HOST}")), 200, "{target}");
    }
    drop(silent);
}

/// A form whose register hides a column, as it is said by `mask`.
fn guarded(mask: &str) -> String {
    format!(
        "name: guarded\nkind: notice\nslots:\n  list:\n    columns:\n      - {{name: household, label: 户主, type: person, mask: partial}}\n      - {{name: inner, label: 内部, type: text, {mask}}}\n"
    )
}

#[test]
fn what_is_broken_opens_nothing_to_anybody() {
    let preview = Preview::start(false);
    let write = |name: &str, text: &str| {
        let path = preview.folder.path().join("content").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let (record, page) = ("fengming/2026/2026-12-02-guarded", "/fengming/2026/2026-12-02-guarded.html");
    let sound = "kind: notice\nform: guarded\ntitle: 一份名单\n";
    write("forms/guarded.yaml", &guarded("mask: removed"));
    write(&format!("{record}.csv"), "户主,内部\n张机密,机密一\n李机密,机密二\n王机密,机密三\n");
    write(&format!("{record}.yaml"), sound);
    preview.wait(page, |answer| answer.status == 200 && answer.text().contains("一份名单"));
    let search = |why: &str| {
        let data = "/data/fengming/notice-guarded-list.csv";
        let public = [data, "/data/fengming/data.json", "/fengming/index.html", "/__gongkai/hidden"];
        // Whoever writes a draft is told what is wrong with it; those who look on from elsewhere see no messages.
        let told = [page, "/__gongkai/problems"].into_iter().filter(|_| why != "status: draft");
        for target in public.into_iter().chain(told) {
            let answer = preview.get(target);
            assert!(!answer.text().contains("机密"), "{why}: {target}\n{}", answer.text());
        }
    };
    search("sound");
    for wrong in ["mask: remved", "maks: removed", "mask:", "mask: [removed"] {
        write("forms/guarded.yaml", &guarded(wrong));
        preview.wait("/__gongkai/problems", |answer| answer.text().contains("forms/guarded.yaml"));
        search(wrong);
        write("forms/guarded.yaml", &guarded("mask: removed"));
        preview.wait("/__gongkai/problems", |answer| !answer.text().contains("forms/guarded.yaml"));
    }
    for closed in ["status: draft", "audience: members", "audience: 大家"] {
        let text = format!("kind: notice\nform: guarded\ntitle: 机密的名单\n{closed}\nperiod: 机密的期间\n");
        write(&format!("{record}.yaml"), &text);
        preview.wait(page, |answer| answer.status == 404);
        search(closed);
        write(&format!("{record}.yaml"), sound);
        preview.wait(page, |answer| answer.status == 200);
    }
}
