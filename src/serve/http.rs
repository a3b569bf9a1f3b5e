//! Answers requests. Every page is made when it is asked for, by the same function that the build uses.
//!
//! Beyond the bytes of the build a page has the script that reloads it, and one that is not public a strip that says
//! so; with `?raw` it has neither. Addresses are looked up in the plan and never joined to a folder.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use percent_encoding::percent_decode_str;
use tokio::net::TcpListener;
use tokio::sync::watch::Receiver;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

use crate::base::diag::Diagnostics;
use crate::base::lang::Lang;
use crate::base::path::SitePath;
use crate::output::{self, Source};
use crate::plan::{Page, Plan};
use crate::render::Theme;
use crate::serve::panel::Panel;
use crate::serve::reload::Snapshot;
use crate::serve::{Error, Host, News, Options, hidden, panel};
use crate::site::Site;

const SCRIPT: &str = include_str!("reload.js");
const HTML: &str = "text/html; charset=utf-8";
const PLAIN: &str = "text/plain; charset=utf-8";

/// Ports that are tried after the one that was asked for.
const MORE_PORTS: u16 = 10;

/// Content types by extension.
const TYPES: [(&str, &str); 33] = [
    ("html", HTML),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("txt", PLAIN),
    ("md", "text/markdown; charset=utf-8"),
    ("json", "application/json"),
    ("xml", "application/xml; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("bmp", "image/bmp"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("ico", "image/x-icon"),
    ("pdf", "application/pdf"),
    ("ofd", "application/ofd"),
    ("doc", "application/msword"),
    ("xls", "application/vnd.ms-excel"),
    ("ppt", "application/vnd.ms-powerpoint"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("zip", "application/zip"),
    ("mp3", "audio/mpeg"),
    ("m4a", "audio/mp4"),
    ("mp4", "video/mp4"),
    ("webm", "video/webm"),
    ("woff2", "font/woff2"),
];

/// What every answer needs.
#[derive(Clone)]
struct App {
    root: Arc<PathBuf>,
    lang: Lang,
    snapshots: Receiver<Arc<Snapshot>>,
}

/// Listens until Ctrl-C.
pub(super) fn run(options: &Options, snapshots: Receiver<Arc<Snapshot>>, host: &dyn Host) -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let app = App { root: Arc::new(options.root.clone()), lang: options.lang, snapshots };
    let ended = runtime.block_on(async {
        let listener = bind(options).await?;
        let address = listener.local_addr()?;
        host.tell(News::Listening { address, wanted: options.port, lan: options.is_lan.then(lan_address).flatten() });
        tokio::select! {
            served = axum::serve(listener, router(app)) => served,
            interrupted = tokio::signal::ctrl_c() => interrupted,
        }
        .map_err(Error::from)
    });
    // Pages that listen for events never hang up, so nobody is waited for.
    runtime.shutdown_background();
    ended
}

/// Takes the port, or the next one that is free.
async fn bind(options: &Options) -> Result<TcpListener, Error> {
    let address = if options.is_lan { Ipv4Addr::UNSPECIFIED } else { Ipv4Addr::LOCALHOST };
    let last = if options.port == 0 { 0 } else { options.port.saturating_add(MORE_PORTS) };
    let mut port = options.port;
    loop {
        match TcpListener::bind(SocketAddr::from((address, port))).await {
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse && port < last => port += 1,
            bound => return bound.map_err(|error| Error::Listen(port, error)),
        }
    }
}

/// Address of this machine in its network: that from which it would speak to another. Nothing is sent.
fn lan_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    socket.local_addr().ok().map(|address| address.ip()).filter(|ip| !ip.is_unspecified())
}

fn router(app: App) -> Router {
    Router::new()
        .route("/__gongkai/events", get(events))
        .route("/__gongkai/reload.js", get(async || reply(StatusCode::OK, "text/javascript; charset=utf-8", SCRIPT)))
        .fallback_service(get(any).with_state(app.clone()))
        .with_state(app)
}

/// Tells a page of every snapshot, beginning with the present one.
async fn events(State(app): State<App>) -> impl IntoResponse {
    let states = WatchStream::new(app.snapshots);
    let events = states.map(|snapshot| Ok::<_, Infallible>(Event::default().data(panel::state(&snapshot))));
    Sse::new(events).keep_alive(KeepAlive::default())
}

/// Everything else, on a thread where it may take its time, and fail without ending the preview.
async fn any(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Response {
    let snapshot = app.snapshots.borrow().clone();
    let is_own = is_own_host(&headers);
    let answer = move || Answer { app: &app, snapshot: &snapshot, uri: &uri, is_own }.make();
    let made = tokio::task::spawn_blocking(answer).await;
    made.unwrap_or_else(|_| reply(StatusCode::INTERNAL_SERVER_ERROR, PLAIN, Error::Bug.to_string()))
}

/// Whether the request names this machine by a number or as `localhost`. A page of another site can make a browser
/// ask here under its own name; such a request must not see what is not public.
fn is_own_host(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST).and_then(|host| host.to_str().ok()) else { return true };
    let name = host.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')).map_or(host, |(name, _)| name);
    name == "localhost" || name.trim_matches(['[', ']']).parse::<IpAddr>().is_ok()
}

/// The path in the site that a request means; `None` if it is none.
fn site_path(raw: &str) -> Option<String> {
    let path = percent_decode_str(raw.strip_prefix('/')?).decode_utf8().ok()?;
    let is_bad = path.contains(['\\', '\0']) || path.split('/').any(|part| part == "..");
    (!is_bad).then(|| path.into_owned())
}

/// What stands at a path: a file, or the index of a folder.
fn find<'a>(plan: &'a Plan, path: &str) -> Option<(&'a SitePath, &'a Page)> {
    if path.is_empty() || path.ends_with('/') { plan.get(&format!("{path}index.html")) } else { plan.get(path) }
}

/// One request.
struct Answer<'a> {
    app: &'a App,
    snapshot: &'a Snapshot,
    uri: &'a Uri,
    is_own: bool,
}

impl Answer<'_> {
    fn make(&self) -> Response {
        let Some(path) = site_path(self.uri.path()) else { return reply(StatusCode::BAD_REQUEST, PLAIN, "400") };
        let diags = &self.snapshot.problems;
        match &*path {
            "__gongkai/problems" | "__gongkai/hidden" if !self.is_own => {
                return reply(StatusCode::FORBIDDEN, PLAIN, "403");
            }
            "__gongkai/problems" => return reply(StatusCode::OK, HTML, self.panel().problems(diags)),
            "__gongkai/hidden" => return reply(StatusCode::OK, HTML, self.panel().hidden()),
            _ => {}
        }
        let Some(theme) = &self.snapshot.theme else { return self.failed(diags) };
        let plan = &self.snapshot.site.plan;
        if let Some(file) = find(plan, &path) {
            return self.file((&self.snapshot.site, theme), file, None);
        }
        if plan.get(&format!("{path}/index.html")).is_some() {
            return self.folder();
        }
        if let Some((site, why)) = hidden::site(self.snapshot, &path).filter(|_| self.is_own)
            && let Some(file) = find(&site.plan, &path)
        {
            return self.file((&site, theme), file, Some(why));
        }
        let mut missing = match plan.get("404.html") {
            Some(file) => self.file((&self.snapshot.site, theme), file, None),
            None => reply(StatusCode::NOT_FOUND, PLAIN, "404"),
        };
        if missing.status() == StatusCode::OK {
            *missing.status_mut() = StatusCode::NOT_FOUND;
        }
        missing
    }

    /// A file of the plan, as it is built, with what the preview adds.
    fn file(
        &self,
        (site, theme): (&Site, &Theme),
        (path, page): (&SitePath, &Page),
        why: Option<hidden::Why>,
    ) -> Response {
        let source = Source { root: &self.app.root, site, theme };
        let bytes = match output::bytes(source, path, page) {
            Ok(bytes) => bytes,
            Err(output::Error::Template(problem)) => return self.failed(&Diagnostics::from_iter([*problem])),
            Err(output::Error::Read(file, error)) => {
                return reply(StatusCode::INTERNAL_SERVER_ERROR, PLAIN, format!("{}: {error}", file.display()));
            }
        };
        let is_page = path.as_str().ends_with(".html") && !matches!(page, Page::Attachment(_) | Page::Asset(_));
        let bytes = if is_page && self.uri.query() != Some("raw") { self.dress(bytes, why) } else { bytes };
        reply(StatusCode::OK, content_type(path.as_str()), bytes)
    }

    /// The page with the script, and with the strip if it is not public.
    fn dress(&self, bytes: Vec<u8>, why: Option<hidden::Why>) -> Vec<u8> {
        let mut html = match String::from_utf8(bytes) {
            Ok(html) => html,
            Err(error) => return error.into_bytes(),
        };
        let end = html.rfind("</body>").unwrap_or(html.len());
        html.insert_str(end, &panel::script(self.snapshot.number, false));
        if let Some(why) = why {
            let main = html.find("<main").and_then(|at| html[at..].find('>').map(|end| at + end + 1));
            html.insert_str(main.unwrap_or(0), &panel::banner(why, self.app.lang));
        }
        html.into_bytes()
    }

    /// To the same address with a slash, as other servers do, so that relative links hold.
    fn folder(&self) -> Response {
        let query = self.uri.query().map_or(String::new(), |query| format!("?{query}"));
        let to = HeaderValue::from_bytes(format!("{}/{query}", self.uri.path()).as_bytes());
        let Ok(to) = to else { return reply(StatusCode::BAD_REQUEST, PLAIN, "400") };
        let mut response = reply(StatusCode::FOUND, PLAIN, "");
        response.headers_mut().insert(header::LOCATION, to);
        response
    }

    /// The problems in place of a page that cannot be made because of them.
    fn failed(&self, diags: &Diagnostics) -> Response {
        reply(StatusCode::INTERNAL_SERVER_ERROR, HTML, self.panel().problems(diags))
    }

    fn panel(&self) -> Panel<'_> {
        let is_inside = self.uri.query() == Some("inside");
        Panel { root: &self.app.root, snapshot: self.snapshot, lang: self.app.lang, is_inside }
    }
}

fn content_type(path: &str) -> &'static str {
    let end = path.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default();
    TYPES.iter().find(|(own, _)| *own == end).map_or("application/octet-stream", |(_, name)| name)
}

fn reply(status: StatusCode, content_type: &'static str, body: impl Into<Body>) -> Response {
    let headers = [(header::CONTENT_TYPE, content_type), (header::CACHE_CONTROL, "no-store")];
    (status, headers, body.into()).into_response()
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};

    use super::{content_type, is_own_host, site_path};

    #[test]
    fn paths_stay_in_the_site() {
        let check = |raw: &str, expected: Option<&str>| assert_eq!(site_path(raw).as_deref(), expected, "{raw}");
        check("/", Some(""));
        check("/a/%E5%85%AC%E7%A4%BA%20%232.html", Some("a/公示 #2.html"));
        check("/a/..b.html", Some("a/..b.html"));
        for raw in ["/../a", "/%2e%2e/a", "/a/..", "/a\\..\\b", "/%00", "/%ff", "*"] {
            check(raw, None);
        }
    }

    #[test]
    fn types_are_those_of_the_extension() {
        assert_eq!(content_type("a/b.HTML"), "text/html; charset=utf-8");
        assert_eq!(content_type("data/a.csv"), "text/csv; charset=utf-8");
        assert_eq!(content_type("a/b.unknown"), "application/octet-stream");
        assert_eq!(content_type("LICENSE"), "application/octet-stream");
    }

    #[test]
    fn other_names_are_not_this_machine() {
        let check = |host: &'static str, expected: bool| {
            let headers = HeaderMap::from_iter([(header::HOST, HeaderValue::from_static(host))]);
            assert_eq!(is_own_host(&headers), expected, "{host}");
        };
        for own in ["127.0.0.1:8420", "localhost", "localhost:8420", "192.168.1.5:8420", "[::1]:8420", "[::1]"] {
            check(own, true);
        }
        check("evil.example:8420", false);
        check("localhost.evil.example", false);
    }
}
