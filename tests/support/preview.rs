//! A running preview of a copy of the sample portal, and raw requests to it.

#![allow(dead_code, clippy::unwrap_used, reason = "helpers of tests, of which each program uses a part")]

use std::fs;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream, UdpSocket};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use gongkai::base::date::Date;
use gongkai::base::diag::Diagnostics;
use gongkai::base::lang::Lang;
use gongkai::check::Last;
use gongkai::files::{Disk, Reader};
use gongkai::load::{ParseCache, load};
use gongkai::model::Portal;
use gongkai::output::{self, Source};
use gongkai::render::Theme;
use gongkai::serve::{Host, Limits, News, Opened, Options, serve};
use gongkai::site::Site;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tempfile::TempDir;

pub(crate) const RECORD: &str = "fengming/2026/2026-12-01-clinic-day";
pub(crate) const DRAFT: &str = "fengming/2026/2026-11-22-winter-relief-draft";
pub(crate) const RESTRICTED: &str = "fengming/2026/2026-10-15-mediations-q3";

/// Title of a portal that the program fails on.
pub(crate) const MISTAKE: &str = "程序出错";

pub(crate) fn today() -> Date {
    Date::new(2026, 12, 5).unwrap()
}

/// Tells the test where the preview listens.
struct TestHost(Mutex<mpsc::Sender<(SocketAddr, Option<String>)>>, PathBuf);

impl Host for TestHost {
    fn today(&self, portal: &Portal) -> Date {
        assert!(&*portal.config.title != MISTAKE, "a mistake that is made on purpose");
        today()
    }

    fn last(&self) -> Option<Last> {
        Last::of(Arc::new(Disk::at(self.1.join("public"))))
    }

    fn settle(&self, _: &Portal, diags: &mut Diagnostics) {
        diags.sort();
    }

    fn tell(&self, news: News<'_>) {
        if let News::Listening(Opened { address, forms, .. }) = news {
            self.0.lock().unwrap().send((address, forms)).unwrap();
        }
    }
}

/// A running preview of a copy of `content/`. Its threads end with the test.
pub(crate) struct Preview {
    pub(crate) folder: TempDir,
    pub(crate) address: SocketAddr,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn read(mut stream: TcpStream) -> Self {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap().to_lowercase();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Self { status, head, body: bytes[end + 4..].to_vec() }
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Preview {
    pub(crate) fn start(is_polling: bool) -> Self {
        Self::with(|options| options.is_polling = is_polling)
    }

    /// One with other options.
    pub(crate) fn with(change: impl FnOnce(&mut Options)) -> Self {
        Self::started(change).0
    }

    /// One with forms, and where they open.
    pub(crate) fn with_forms(change: impl FnOnce(&mut Options)) -> (Self, String) {
        let (preview, forms) = Self::started(change);
        (preview, forms.unwrap())
    }

    fn started(change: impl FnOnce(&mut Options)) -> (Self, Option<String>) {
        let folder = tempfile::tempdir().unwrap();
        copy(Path::new("content"), &folder.path().join("content"));
        let (sender, addresses) = mpsc::channel();
        let mut options = Options {
            root: folder.path().to_owned(),
            port: 0,
            is_lan: false,
            is_polling: false,
            lang: Lang::Zh,
            password: None,
            edit: None,
            limits: Limits::default(),
        };
        change(&mut options);
        let root = options.root.clone();
        thread::spawn(move || serve(&options, Arc::new(TestHost(Mutex::new(sender), root))));
        let (address, forms) = addresses.recv_timeout(Duration::from_secs(60)).unwrap();
        (Self { folder, address }, forms)
    }

    pub(crate) fn connect(&self, target: &str) -> TcpStream {
        self.send(Ipv4Addr::LOCALHOST.into(), &format!("GET {target} HTTP/1.1\r\nHost: localhost\r\n"))
    }

    /// A connection to the address `to` of this machine, on which a request was sent whose head begins so.
    pub(crate) fn send(&self, to: IpAddr, head: &str) -> TcpStream {
        let mut stream = TcpStream::connect((to, self.address.port())).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(600))).unwrap();
        write!(stream, "{head}Connection: close\r\n\r\n").unwrap();
        stream
    }

    pub(crate) fn get(&self, target: &str) -> Answer {
        Answer::read(self.connect(target))
    }

    /// The answer at the address `to` of this machine to a request with these lines of headers.
    pub(crate) fn ask(&self, to: IpAddr, target: &str, headers: &str) -> Answer {
        Answer::read(self.send(to, &format!("GET {target} HTTP/1.1\r\n{headers}")))
    }

    /// Asks until `holds`, since a change shows some time after it was saved.
    pub(crate) fn wait(&self, target: &str, holds: impl Fn(&Answer) -> bool) -> Answer {
        let start = Instant::now();
        loop {
            let answer = self.get(target);
            if holds(&answer) {
                return answer;
            }
            assert!(start.elapsed() < Duration::from_secs(120), "{target}: {} {}", answer.status, answer.text());
            thread::sleep(Duration::from_millis(50));
        }
    }

    pub(crate) fn wait_for(&self, target: &str, text: &str) -> Answer {
        self.wait(target, |answer| answer.text().contains(text))
    }

    /// Changes a file of the content.
    pub(crate) fn edit(&self, name: &str, change: impl Fn(String) -> String) {
        let path = self.folder.path().join("content").join(name);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, change(text)).unwrap();
    }

    pub(crate) fn site(&self) -> (Site, Theme) {
        let root = self.folder.path();
        let (portal, _) = load(&Reader::at(root), &mut ParseCache::default()).unwrap();
        let (theme, _) = Theme::load(&Reader::at(root), &portal.config.theme, &portal.config.languages).unwrap();
        let theme = theme.unwrap();
        let site = Site::new(&portal, today(), theme.assets());
        (site, theme)
    }

    /// Every file of the site, as it is served with `?raw`, equals what is built.
    pub(crate) fn check_all(&self) {
        let (site, theme) = self.site();
        let source = Source { reader: &Reader::at(self.folder.path()), site: &site, theme: &theme };
        for (path, page) in site.plan.files() {
            let parts: Vec<String> =
                path.as_str().split('/').map(|part| utf8_percent_encode(part, NON_ALPHANUMERIC).to_string()).collect();
            let answer = self.get(&format!("/{}?raw", parts.join("/")));
            assert_eq!(answer.status, 200, "{path}");
            assert!(answer.head.contains("cache-control: no-store"), "{path}");
            assert!(answer.body == output::bytes(source, page).unwrap(), "{path} is served otherwise than built");
        }
    }
}

pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Address by which this machine speaks to others, and connects to itself as another one would.
pub(crate) fn outer_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    socket.local_addr().ok().map(|address| address.ip()).filter(|ip| !ip.is_loopback() && !ip.is_unspecified())
}
