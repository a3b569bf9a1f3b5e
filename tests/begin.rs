//! The questions of an empty folder, in the browser: who may answer them, and what the answers make.

#![cfg(feature = "serve")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::mpsc;
use std::thread;

use gongkai::base::lang::{Lang, Text};
use gongkai::serve::{Asked, Beginning, begin};

const QUESTIONS: [Asked; 2] = [
    Asked { what: Text { zh: "村名", en: "Name" }, help: Text { zh: "例如 石桥村", en: "" }, is_needed: true },
    Asked { what: Text { zh: "电话", en: "Telephone" }, help: Text { zh: "可以不填", en: "" }, is_needed: false },
];

/// A page of questions that is asked, with the answers that reached it.
struct Page {
    address: String,
    made: mpsc::Receiver<Vec<String>>,
    ended: thread::JoinHandle<bool>,
}

impl Page {
    fn open() -> Self {
        let (told, addresses) = mpsc::channel();
        let (makes, made) = mpsc::channel();
        let make = move |answers: &[String]| {
            if answers[0].contains('/') {
                return Err("名字里不能有“/”".to_owned());
            }
            makes.send(answers.to_vec()).unwrap();
            Ok(())
        };
        let page = Beginning {
            lang: Lang::Zh,
            welcome: Text { zh: "回答两个问题", en: "two questions" },
            questions: &QUESTIONS,
            done: Text { zh: "建好了", en: "done" },
            make: Box::new(make),
        };
        let ended = thread::spawn(move || begin(page, 0, |address| told.send(address.to_owned()).unwrap()).unwrap());
        Self { address: addresses.recv().unwrap(), made, ended }
    }

    fn port(&self) -> u16 {
        self.address.split(['/', ':']).nth(4).unwrap().parse().unwrap()
    }

    fn token(&self) -> &str {
        self.address.split("token=").nth(1).unwrap()
    }

    /// The answer to a request with these lines.
    fn ask(&self, line: &str, headers: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port())).unwrap();
        let length = body.len();
        write!(stream, "{line} HTTP/1.1\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}")
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// The headers of a browser that was let in.
    fn entered(&self) -> String {
        let host = format!("Host: 127.0.0.1:{}\r\n", self.port());
        let answer = self.ask(&format!("GET /?token={}", self.token()), &host, "");
        assert!(answer.starts_with("HTTP/1.1 303") && answer.contains("HttpOnly; SameSite=Strict"), "{answer}");
        let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
        format!("{host}Cookie: {}\r\n", cookie.split(';').next().unwrap())
    }

    /// The answer to a form with these values.
    fn send(&self, headers: &str, token: &str, values: [&str; 2]) -> String {
        let part = |name: &str, value: &str| {
            format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let body = part("token", token) + &part("q0", values[0]) + &part("q1", values[1]) + "--b--\r\n";
        let headers = format!(
            "{headers}Origin: http://127.0.0.1:{}\r\nContent-Type: multipart/form-data; boundary=b\r\n",
            self.port()
        );
        self.ask("POST /", &headers, &body)
    }
}

fn token_of(page: &str) -> String {
    page.split("name=\"token\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[test]
fn a_clerk_answers_on_one_page_and_it_ends() {
    let page = Page::open();
    let headers = page.entered();
    let shown = page.ask("GET /", &headers, "");
    for text in ["<h1>建好公开网</h1>", "回答两个问题", "<label for=\"q0\">村名", "例如 石桥村", "required"]
    {
        assert!(shown.contains(text), "{text}\n{shown}");
    }
    assert!(shown.contains("frame-ancestors 'none'") && shown.contains("cache-control: no-store"), "{shown}");
    assert!(page.ask("GET /begin.css", &headers, "").contains(".field"), "it has a style");
    let token = token_of(&shown);
    let again = page.send(&headers, &token, ["  ", "0872-0000101"]);
    assert!(again.starts_with("HTTP/1.1 422") && again.contains("这一项要填"), "{again}");
    assert!(again.contains("value=\"0872-0000101\""), "what was written stays: {again}");
    let refused = page.send(&headers, &token, ["石桥/村\"", ""]);
    assert!(refused.contains("名字里不能有“/”") && refused.contains("value=\"石桥/村&quot;\""), "{refused}");
    let done = page.send(&headers, &token, [" 石桥村 ", ""]);
    assert!(done.starts_with("HTTP/1.1 200") && done.contains("建好了"), "{done}");
    assert_eq!(page.made.recv().unwrap(), ["石桥村", ""]);
    assert!(page.ended.join().unwrap(), "the answers ended it");
}

#[test]
fn nobody_else_answers() {
    let page = Page::open();
    let headers = page.entered();
    let token = token_of(&page.ask("GET /", &headers, ""));
    let is_refused = |answer: String| assert!(answer.starts_with("HTTP/1.1 403"), "{answer}");
    let host = format!("Host: 127.0.0.1:{}\r\n", page.port());
    is_refused(page.ask("GET /", &host, ""));
    is_refused(page.ask("GET /?token=0", &host, ""));
    is_refused(page.ask("GET /", &headers.replace("127.0.0.1", "gongkai.example.org"), ""));
    is_refused(page.send(&host, &token, ["石桥村", ""]));
    is_refused(page.send(&headers, "0", ["石桥村", ""]));
    is_refused(page.send(&format!("{headers}Sec-Fetch-Site: cross-site\r\n"), &token, ["石桥村", ""]));
    is_refused(page.ask("POST /", &format!("{headers}Origin: http://example.org\r\n"), ""));
    assert!(page.made.try_recv().is_err(), "nothing was made");
    page.send(&headers, &token, ["石桥村", ""]);
    assert!(page.ended.join().unwrap());
}
