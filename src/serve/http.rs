//! Takes requests: tells who asks, keeps the work within bounds, and streams what has changed.

use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{Method, Request, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use tokio::sync::OwnedSemaphorePermit;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

use crate::base::lang::Text;
use crate::serve::answer::Answer;
use crate::serve::app::App;
use crate::serve::policy::{self, EVENTS, Origin, PLAIN};
use crate::serve::reply::{reply, with};
use crate::serve::visitor::Visitor;
use crate::serve::{Error, edit, panel};

/// How long a page may take. A template that never ends goes on, but nobody waits for it.
const LONGEST_MAKING: Duration = Duration::from_secs(60);

const SLOW: Text = Text { zh: "这一页迟迟做不完", en: "this page takes too long to make" };

/// Answers a request from `peer`. Its body is read by forms alone, of who may change records.
pub(super) async fn answer(app: Arc<App>, peer: IpAddr, request: Request<Body>) -> Response {
    if let Some(editor) = app.editor.clone().filter(|_| request.uri().path().starts_with(edit::AT)) {
        let Ok(_permit) = app.makers.acquire().await else {
            return reply(StatusCode::SERVICE_UNAVAILABLE, PLAIN, "503");
        };
        let (snapshot, host) = (app.snapshots.borrow().clone(), app.host.clone());
        return edit::answer(edit::House { editor, snapshot, host }, &app.gate, peer, request).await;
    }
    let (head, _) = request.into_parts();
    if !matches!(head.method, Method::GET | Method::HEAD) {
        return with(reply(StatusCode::METHOD_NOT_ALLOWED, PLAIN, "405"), header::ALLOW, "GET, HEAD");
    }
    let visitor = app.gate.visitor((&head.uri, &head.headers), peer);
    let cookie = if let Visitor::Trusted(cookie) = &visitor { cookie.clone() } else { None };
    let mut response = match head.uri.path() {
        "/__gongkai/events" => events(&app, &visitor),
        _ => make(app, head, visitor).await,
    };
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// Tells a page of every snapshot, beginning with the present one.
fn events(app: &App, visitor: &Visitor) -> Response {
    if *visitor == Visitor::Astray {
        return reply(StatusCode::FORBIDDEN, PLAIN, "403");
    }
    let sees_all = visitor.sees_all();
    let Ok(permit) = app.streams[usize::from(sees_all)].clone().try_acquire_owned() else {
        return with(reply(StatusCode::SERVICE_UNAVAILABLE, PLAIN, "503"), header::RETRY_AFTER, "10");
    };
    let states = WatchStream::new(app.snapshots.clone());
    let events = states.map(move |snapshot| {
        let _held: &OwnedSemaphorePermit = &permit;
        Ok::<_, Infallible>(Event::default().data(panel::state(&snapshot, sees_all)))
    });
    let mut response = Sse::new(events).keep_alive(KeepAlive::default()).into_response();
    policy::apply(response.headers_mut(), EVENTS, Origin::Made);
    response
}

/// Everything else, on a thread where it may take its time, and fail without ending the preview.
async fn make(app: Arc<App>, head: Parts, visitor: Visitor) -> Response {
    let (lang, snapshot) = (app.lang, app.snapshots.borrow().clone());
    let Ok(_permit) = app.makers.acquire().await else {
        return reply(StatusCode::SERVICE_UNAVAILABLE, PLAIN, "503");
    };
    let shared = app.clone();
    let answer = move || Answer { app: &shared, snapshot: &snapshot, uri: &head.uri, visitor: &visitor }.make();
    match tokio::time::timeout(LONGEST_MAKING, tokio::task::spawn_blocking(answer)).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => reply(StatusCode::INTERNAL_SERVER_ERROR, PLAIN, Error::Bug.to_string()),
        Err(_) => reply(StatusCode::SERVICE_UNAVAILABLE, PLAIN, SLOW.get(lang)),
    }
}
