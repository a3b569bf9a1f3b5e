//! Who may change anything. Every request must come from this machine, under a name that only it has, with the cookie of
//! the first address; what changes anything must come from a page of ours besides, with the token of that form.

use std::net::IpAddr;

use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::serve::password::Token;
use crate::serve::visitor::{self, Gate};

/// What a browser must show.
pub(super) struct Keys {
    first: Token,
    cookie: Token,
    forms: [u8; 32],
    name: String,
}

impl Keys {
    /// New ones, for this run alone.
    pub(super) fn new(port: u16) -> Self {
        let forms = *blake3::hash(Token::new().text().as_bytes()).as_bytes();
        Self { first: Token::new(), cookie: Token::new(), forms, name: format!("gongkai-edit-{port}") }
    }

    /// The token of the first address.
    pub(super) fn first(&self) -> String {
        self.first.text()
    }

    /// The cookie for who has that token.
    pub(super) fn welcome(&self, token: &str) -> Option<HeaderValue> {
        let cookie = format!("{}={}; Path=/; HttpOnly; SameSite=Strict", self.name, self.cookie.text());
        self.first.is(token).then(|| HeaderValue::from_str(&cookie).ok()).flatten()
    }

    /// Whether a browser has been let in.
    pub(super) fn knows(&self, headers: &HeaderMap) -> bool {
        visitor::cookies(headers, &self.name).any(|value| self.cookie.is(value))
    }

    /// The token of the form that posts to `target`.
    pub(super) fn of_form(&self, target: &str) -> String {
        blake3::keyed_hash(&self.forms, target.as_bytes()).to_hex().to_string()
    }

    /// Whether this is the token of that form, compared in constant time.
    pub(super) fn fits(&self, target: &str, token: &str) -> bool {
        blake3::Hash::from_hex(token).is_ok_and(|given| given == blake3::keyed_hash(&self.forms, target.as_bytes()))
    }
}

/// Refuses who is a stranger, or sends from a page that is not ours.
///
/// Browsers hide from which page a form is sent where that page says `no-referrer`; then they say in another header that
/// it is of the same origin.
pub(super) fn admit(gate: &Gate, head: &Parts, peer: IpAddr, is_post: bool) -> Result<(), StatusCode> {
    let mut headers = head.headers.clone();
    let origins = headers.get_all(header::ORIGIN).iter().count();
    let is_hidden = origins == 1 && headers.get(header::ORIGIN).is_some_and(|origin| origin == "null");
    let is_same = headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin");
    if is_hidden && is_same {
        headers.remove(header::ORIGIN);
    }
    let is_here = peer.to_canonical().is_loopback() && gate.visitor((&head.uri, &headers), peer).sees_all();
    let is_ours = !is_post || (origins == 1 && (!is_hidden || is_same));
    if is_here && is_ours { Ok(()) } else { Err(StatusCode::FORBIDDEN) }
}
