//! From an address to what happens there: who may ask, what was sent, and whose turn it is.

use std::net::IpAddr;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use axum::response::Response;

use crate::serve::edit::body::Sent;
use crate::serve::edit::turn::{Turn, query, to};
use crate::serve::edit::{AT, Editor, gate};
use crate::serve::policy::PLAIN;
use crate::serve::reload::Snapshot;
use crate::serve::reply::{reply, with};
use crate::serve::visitor::Gate;
use crate::serve::{Error, Host};

/// What the forms stand in.
pub(in crate::serve) struct House {
    /// What they share.
    pub(in crate::serve) editor: Arc<Editor>,
    /// What is served.
    pub(in crate::serve) snapshot: Arc<Snapshot>,
    /// Whom to ask how grave a problem is.
    pub(in crate::serve) host: Arc<dyn Host>,
}

/// Answers a request from `peer` for a page of the forms, or from one.
pub(in crate::serve) async fn answer(house: House, gate: &Gate, peer: IpAddr, request: Request<Body>) -> Response {
    let editor = house.editor.clone();
    let (head, body) = request.into_parts();
    let is_post = match head.method {
        Method::GET | Method::HEAD => false,
        Method::POST => true,
        _ => return with(reply(StatusCode::METHOD_NOT_ALLOWED, PLAIN, "405"), header::ALLOW, "GET, HEAD, POST"),
    };
    if let Err(status) = gate::admit(gate, &head, peer, is_post) {
        return reply(status, PLAIN, status.as_str().to_owned());
    }
    if let Some(token) = query(&head.uri, "token").filter(|_| !is_post) {
        return welcome(&editor, &token);
    }
    if !editor.keys.knows(&head.headers) {
        return reply(
            StatusCode::FORBIDDEN,
            PLAIN,
            editor.word(
                "403 请打开终端里显示的那个地址（带 token 的）",
                "403 open the address that the terminal shows, with its token",
            ),
        );
    }
    let sent = match is_post {
        true => match Sent::read(&head.headers, body).await {
            Ok(sent) if editor.keys.fits(head.uri.path(), sent.text("token")) => Some(sent),
            Ok(_) => return reply(StatusCode::FORBIDDEN, PLAIN, "403"),
            Err(status) => return reply(status, PLAIN, status.as_str().to_owned()),
        },
        false => None,
    };
    let work = move || {
        Turn { host: &*house.host, editor: &house.editor, snapshot: &house.snapshot, uri: &head.uri }
            .answer(sent.as_ref())
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(response) => response,
        Err(_) => reply(StatusCode::INTERNAL_SERVER_ERROR, PLAIN, Error::Bug.to_string()),
    }
}

/// Lets in who has the token of the first address.
fn welcome(editor: &Editor, token: &str) -> Response {
    let Some(cookie) = editor.keys.welcome(token) else { return reply(StatusCode::FORBIDDEN, PLAIN, "403") };
    let mut response = to(AT);
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    response
}
