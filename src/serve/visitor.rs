//! Who asks, and what they may see.
//!
//! What is not public, and every line of the content's source, is for this machine alone, unless a password was set.
//! This machine is who connects from it, under a name that only it has: a page of another site can make a browser ask
//! here, under its own name or from its own address, and such a request is a stranger's.

use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::serve::password::{Guesses, Password, Token};

/// Headers by which a server that stands before this one says that it asks for somebody else.
const FORWARDED: [&str; 4] = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Visitor {
    /// Sees everything. One that has just given the password is sent a cookie, since browsers repeat a password
    /// below the address only at which they were asked for it.
    Trusted(Option<HeaderValue>),
    /// Sees what will be public, and is refused the rest with this status.
    Other(StatusCode),
    /// Came by another name or from a page of another site.
    Astray,
}

impl Visitor {
    /// Whether everything may be shown.
    pub(super) fn sees_all(&self) -> bool {
        matches!(self, Self::Trusted(_))
    }

    /// The status with which a page that is not for everybody is refused; `None` if it is shown.
    pub(super) fn refusal(&self) -> Option<StatusCode> {
        match self {
            Self::Trusted(_) => None,
            Self::Other(status) => Some(*status),
            Self::Astray => Some(StatusCode::FORBIDDEN),
        }
    }
}

/// Tells visitors apart.
pub(super) struct Gate {
    password: Option<Password>,
    token: Token,
    /// Name of the cookie, with the port: browsers send it to all servers of a machine.
    cookie: String,
    guesses: Mutex<Guesses>,
}

impl Gate {
    /// For the server at `port`.
    pub(super) fn new(password: Option<Password>, port: u16) -> Self {
        Self { password, token: Token::new(), cookie: format!("gongkai-{port}"), guesses: Mutex::default() }
    }

    /// Who sent a request.
    pub(super) fn visitor(&self, (uri, headers): (&Uri, &HeaderMap), peer: IpAddr) -> Visitor {
        let Some(host) = own_host(uri, headers) else { return Visitor::Astray };
        if is_of_other_site(headers, host) {
            return Visitor::Astray;
        }
        if is_this_machine(peer) && !FORWARDED.iter().any(|name| headers.contains_key(*name)) {
            return Visitor::Trusted(None);
        }
        let Some(password) = &self.password else { return Visitor::Other(StatusCode::FORBIDDEN) };
        if cookies(headers, &self.cookie).any(|value| self.token.is(value)) {
            return Visitor::Trusted(None);
        }
        match given_password(headers) {
            None => Visitor::Other(StatusCode::UNAUTHORIZED),
            Some(word) => self.try_password(password, &word, peer),
        }
    }

    fn try_password(&self, password: &Password, word: &[u8], peer: IpAddr) -> Visitor {
        let now = Instant::now();
        let mut guesses = self.guesses.lock().unwrap_or_else(PoisonError::into_inner);
        if !guesses.may_try(peer, now) {
            return Visitor::Other(StatusCode::TOO_MANY_REQUESTS);
        }
        if !password.is(word) {
            guesses.wrong(peer, now);
            return Visitor::Other(StatusCode::UNAUTHORIZED);
        }
        let cookie = format!("{}={}; Path=/; HttpOnly; SameSite=Strict", self.cookie, self.token.text());
        Visitor::Trusted(HeaderValue::from_str(&cookie).ok())
    }
}

/// Whether a connection comes from this machine, by a loopback address.
fn is_this_machine(peer: IpAddr) -> bool {
    peer.to_canonical().is_loopback()
}

/// The host that a request names, if it names this machine by a number or as `localhost`.
fn own_host<'a>(uri: &Uri, headers: &'a HeaderMap) -> Option<&'a str> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = hosts.next().filter(|_| hosts.next().is_none())?.to_str().ok()?;
    (is_own_name(host) && uri.authority().is_none_or(|authority| is_own_name(authority.as_str()))).then_some(host)
}

fn is_own_name(host: &str) -> bool {
    let Ok(authority) = host.parse::<Authority>() else { return false };
    let name = authority.host();
    let name = name.strip_suffix('.').unwrap_or(name);
    let is_number = || name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok();
    !host.contains('@') && (name.eq_ignore_ascii_case("localhost") || is_number())
}

/// Whether a browser says that a page of another site made it ask.
fn is_of_other_site(headers: &HeaderMap, host: &str) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let is_own = |origin: &str| origin.split_once("://").is_some_and(|(_, own)| own.eq_ignore_ascii_case(host));
    text("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none"))
        || text("origin").is_some_and(|origin| !is_own(origin))
}

/// Values of the cookies of this name.
pub(super) fn cookies<'a>(headers: &'a HeaderMap, name: &'a str) -> impl Iterator<Item = &'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|all| all.split(';')).filter_map(move |one| one.trim().strip_prefix(name)?.strip_prefix('='))
}

/// The password of a request, by whatever name.
fn given_password(headers: &HeaderMap) -> Option<Vec<u8>> {
    let (scheme, rest) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let pair = STANDARD.decode(rest.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let colon = pair.iter().position(|byte| *byte == b':')?;
    Some(pair[colon + 1..].to_vec())
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};

    use super::{Gate, Password, Visitor};

    const HERE: &str = "127.0.0.1";
    const THERE: &str = "192.0.2.7";

    fn gate(password: Option<&str>) -> Gate {
        Gate::new(password.and_then(Password::new), 8420)
    }

    /// Who `peer` is with these headers.
    fn visitor(gate: &Gate, peer: &str, headers: &[(&'static str, &str)]) -> Visitor {
        let named = |(name, value): &(&'static str, &str)| {
            (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap())
        };
        let mut all = HeaderMap::new();
        all.extend(headers.iter().map(named));
        gate.visitor((&Uri::from_static("/"), &all), peer.parse::<IpAddr>().unwrap())
    }

    #[test]
    fn this_machine_alone_sees_all() {
        let gate = gate(None);
        let host = ("host", "localhost:8420");
        for peer in [HERE, "127.9.9.9", "::1", "::ffff:127.0.0.1"] {
            assert_eq!(visitor(&gate, peer, &[host]), Visitor::Trusted(None), "{peer}");
        }
        for peer in [THERE, "10.0.0.1", "::ffff:192.0.2.7", "fe80::1", "0.0.0.0"] {
            assert_eq!(visitor(&gate, peer, &[host]), Visitor::Other(StatusCode::FORBIDDEN), "{peer}");
        }
        for header in super::FORWARDED {
            assert_eq!(visitor(&gate, HERE, &[host, (header, HERE)]), Visitor::Other(StatusCode::FORBIDDEN));
        }
    }

    #[test]
    fn other_names_are_not_this_machine() {
        let gate = gate(None);
        let check = |headers: &[(&'static str, &str)], expected: bool| {
            assert_eq!(visitor(&gate, HERE, headers).sees_all(), expected, "{headers:?}");
        };
        for own in ["127.0.0.1:8420", "LOCALHOST", "localhost.:8420", "192.0.2.5:8420", "[::1]:8420", "[::1]"] {
            check(&[("host", own)], true);
        }
        for other in ["evil.example:8420", "localhost.evil.example", "", "localhost@evil.example", "evil@localhost"] {
            check(&[("host", other)], false);
        }
        check(&[], false);
        check(&[("host", "localhost"), ("host", "localhost")], false);
        let absolute = Uri::from_static("http://evil.example/");
        let headers = HeaderMap::from_iter([(axum::http::header::HOST, HeaderValue::from_static("localhost"))]);
        assert_eq!(gate.visitor((&absolute, &headers), HERE.parse().unwrap()), Visitor::Astray);
    }

    #[test]
    fn other_sites_are_strangers() {
        let gate = gate(None);
        let check = |name: &'static str, value: &str, expected: bool| {
            let headers = [("host", "localhost:8420"), (name, value)];
            assert_eq!(visitor(&gate, HERE, &headers).sees_all(), expected, "{name}: {value}");
        };
        for (site, expected) in [("same-origin", true), ("none", true), ("cross-site", false), ("same-site", false)] {
            check("sec-fetch-site", site, expected);
        }
        check("origin", "http://localhost:8420", true);
        for other in ["http://evil.example", "http://localhost:3000", "null"] {
            check("origin", other, false);
        }
    }

    #[test]
    fn a_password_lets_others_in() {
        let gate = gate(Some("open sesame"));
        let ask =
            |extra: &[(&'static str, &str)]| visitor(&gate, THERE, &[&[("host", "192.0.2.5:8420")], extra].concat());
        let refused = Visitor::Other(StatusCode::UNAUTHORIZED);
        assert_eq!(ask(&[]), refused);
        assert_eq!(ask(&[("authorization", "Basic YTp3cm9uZw==")]), refused);
        assert_eq!(ask(&[("authorization", "Bearer b3BlbiBzZXNhbWU=")]), refused);
        assert_eq!(ask(&[("authorization", "Basic ?")]), refused);
        // "clerk:open sesame"
        let Visitor::Trusted(Some(cookie)) = ask(&[("authorization", "basic Y2xlcms6b3BlbiBzZXNhbWU=")]) else {
            panic!("the right password is refused")
        };
        let cookie = cookie.to_str().unwrap().split(';').next().unwrap();
        assert_eq!(ask(&[("cookie", &format!("a=b; {cookie}"))]), Visitor::Trusted(None));
        assert_eq!(ask(&[("cookie", "gongkai-8420=00")]), refused);
        for _ in 0..20 {
            ask(&[("authorization", "Basic YTp3cm9uZw==")]);
        }
        let late = ask(&[("authorization", "Basic Y2xlcms6b3BlbiBzZXNhbWU=")]);
        assert_eq!(late, Visitor::Other(StatusCode::TOO_MANY_REQUESTS));
        assert_eq!(ask(&[("cookie", cookie)]), Visitor::Trusted(None));
    }
}
