//! The answer to one request. Every page is made when it is asked for, by the same function that the build uses.
//!
//! Beyond the bytes of the build a page has the script that reloads it, and one that is not public a strip that says
//! so; with `?raw` it has neither. Addresses are looked up in the plan and never joined to a folder. To others than
//! this machine a record that is not public is an address that does not exist.

use std::io;
use std::path::Path;

use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use percent_encoding::percent_decode_str;

use crate::base::diag::Diagnostics;
use crate::base::lang::Text;
use crate::load::CONTENT;
use crate::output::{self, Source};
use crate::plan::{Page, Planned, Tree};
use crate::render::Theme;
use crate::serve::app::App;
use crate::serve::in_view::{InView, find};
use crate::serve::panel::Panel;
use crate::serve::policy::{self, HTML, Origin, PLAIN, SCRIPT, STYLE};
use crate::serve::reload::Snapshot;
use crate::serve::reply::{reply, with};
use crate::serve::visitor::Visitor;
use crate::serve::{file, hidden, panel};
use crate::site::Site;

const UNFIT: Text = Text {
    zh: "这一页现在做不出来，原因请在本机上看",
    en: "this page cannot be made at present; this machine shows why",
};

/// The path in the site that a request means; `None` if it is none.
fn site_path(raw: &str) -> Option<String> {
    let path = percent_decode_str(raw.strip_prefix('/')?).decode_utf8().ok()?;
    let is_bad = path.contains(['\\', '\0']) || path.split('/').any(|part| part == "..");
    (!is_bad).then(|| path.into_owned())
}

/// One request.
pub(super) struct Answer<'a> {
    /// What every answer needs.
    pub(super) app: &'a App,
    /// What is served.
    pub(super) snapshot: &'a Snapshot,
    /// The address that was asked for.
    pub(super) uri: &'a Uri,
    /// Who asked.
    pub(super) visitor: &'a Visitor,
}

impl Answer<'_> {
    /// The answer.
    pub(super) fn make(&self) -> Response {
        let Some(path) = site_path(self.uri.path()) else { return reply(StatusCode::BAD_REQUEST, PLAIN, "400") };
        if let Some(own) = path.strip_prefix("__gongkai/") {
            return self.own(own);
        }
        if let Some(tried) = self.tried(&path) {
            return tried;
        }
        let Some(theme) = &self.snapshot.portal.theme else { return self.failed(&self.snapshot.problems) };
        let plan = &self.snapshot.site.plan;
        if let Some(file) = find(plan, &path) {
            return self.file(self.source(&self.snapshot.site, theme), file, None);
        }
        if plan.get(&format!("{path}/index.html")).is_some() {
            return self.folder();
        }
        if self.visitor.sees_all()
            && let Some((site, why)) = self.app.hidden.site(self.snapshot, &path)
            && let Some(file) = find(&site.plan, &path)
        {
            return self.file(self.source(&site, theme), file, Some(why));
        }
        if self.visitor.sees_all() {
            let in_view = InView::of(self.snapshot, &path);
            if in_view.is_broken(self.snapshot) {
                return reply(StatusCode::NOT_FOUND, HTML, self.panel().broken(&in_view));
            }
        }
        self.missing(theme)
    }

    /// What the address says of a name.
    fn asked(&self, name: &str) -> Option<String> {
        let query = self.uri.query()?;
        let value = query
            .split('&')
            .find_map(|pair| pair.split_once('=').filter(|(own, _)| *own == name))
            .map(|(_, value)| value);
        Some(percent_decode_str(value?).decode_utf8().ok()?.into_owned())
    }

    /// A page of what is being filled in.
    fn tried(&self, path: &str) -> Option<Response> {
        let editor =
            self.app.editor.as_ref().filter(|_| self.uri.query() == Some(hidden::TYPED) && self.visitor.sees_all())?;
        let tried = editor.trial.at(path)?;
        let theme = tried.portal.theme.as_deref()?;
        let source = Source { reader: &tried.portal.reader, site: &tried.site, theme };
        let bytes = match output::bytes(source, find(&tried.site.plan, path)?) {
            Ok(bytes) => bytes,
            Err(output::Error::Template(problem)) => return Some(self.failed(&Diagnostics::from_iter([*problem]))),
            Err(output::Error::Read(file, error)) => return Some(self.unreadable(&file, &error)),
        };
        Some(reply(StatusCode::OK, policy::content_type(path, Origin::Made), bytes))
    }

    /// What belongs to the preview itself.
    fn own(&self, name: &str) -> Response {
        match (name, self.visitor.refusal()) {
            ("reload.js", _) => reply(StatusCode::OK, SCRIPT, panel::SCRIPT),
            ("preview.css", _) => reply(StatusCode::OK, STYLE, panel::PREVIEW_STYLE),
            ("panel.css", _) => reply(StatusCode::OK, STYLE, panel::PANEL_STYLE),
            ("problems" | "hidden" | "explain", Some(status)) => refused(status),
            ("problems", None) => reply(StatusCode::OK, HTML, self.panel().problems(&self.snapshot.problems)),
            ("hidden", None) => reply(StatusCode::OK, HTML, self.panel().hidden()),
            ("explain", None) => match self.panel().explanation(&self.asked("rule").unwrap_or_default()) {
                Some(page) => reply(StatusCode::OK, HTML, page),
                None => reply(StatusCode::NOT_FOUND, PLAIN, "404"),
            },
            _ => reply(StatusCode::NOT_FOUND, PLAIN, "404"),
        }
    }

    fn missing(&self, theme: &Theme) -> Response {
        let file = Planned { tree: Tree::default(), page: Page::NotFound };
        let mut missing = self.file(self.source(&self.snapshot.site, theme), &file, None);
        if missing.status() == StatusCode::OK {
            *missing.status_mut() = StatusCode::NOT_FOUND;
        }
        missing
    }

    /// What pages of `site` are made from.
    fn source<'s>(&'s self, site: &'s Site, theme: &'s Theme) -> Source<'s> {
        Source { reader: &self.snapshot.portal.reader, site, theme }
    }

    /// A file of the plan, as it is built, with what the preview adds.
    fn file(&self, source: Source<'_>, file: &Planned, why: Option<hidden::Why>) -> Response {
        if let Page::Attachment(own) = &file.page {
            return self.attachment(own);
        }
        let bytes = match output::bytes(source, file) {
            Ok(bytes) => bytes,
            Err(output::Error::Template(problem)) => return self.failed(&Diagnostics::from_iter([*problem])),
            Err(output::Error::Read(file, error)) => return self.unreadable(&file, &error),
        };
        let bytes = if file.page.is_html() && self.uri.query() != Some("raw") { self.dress(bytes, why) } else { bytes };
        reply(StatusCode::OK, policy::content_type(source.site.plan.at(&file.page), Origin::Made), bytes)
    }

    /// A file that goes with a record.
    fn attachment(&self, own: &str) -> Response {
        let (reader, path) = (&self.snapshot.portal.reader, format!("{CONTENT}/{own}"));
        let (length, body) = match file::open(&**reader.files(), &path) {
            Ok(opened) => opened,
            Err(error) => return self.unreadable(&reader.place(&path), &error),
        };
        let mut response = Response::new(body);
        response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
        policy::apply(response.headers_mut(), policy::content_type(own, Origin::Attached), Origin::Attached);
        response
    }

    fn unreadable(&self, file: &Path, error: &io::Error) -> Response {
        let why = || format!("{}: {error}", file.display());
        let text = if self.visitor.sees_all() { why() } else { UNFIT.get(self.app.lang).to_owned() };
        reply(StatusCode::INTERNAL_SERVER_ERROR, PLAIN, text)
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
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        if !self.visitor.sees_all() {
            return reply(status, PLAIN, UNFIT.get(self.app.lang));
        }
        reply(status, HTML, self.panel().problems(diags))
    }

    fn panel(&self) -> Panel<'_> {
        let is_inside = self.uri.query().is_some_and(|query| query.split('&').any(|word| word == "inside"));
        let page = self.asked("page").and_then(|page| site_path(&page));
        Panel { snapshot: self.snapshot, lang: self.app.lang, is_inside, page }
    }
}

/// Refuses a page of the preview, and asks for the password if there is one.
fn refused(status: StatusCode) -> Response {
    let response = reply(status, PLAIN, status.as_str().to_owned());
    match status {
        StatusCode::UNAUTHORIZED => {
            with(response, header::WWW_AUTHENTICATE, "Basic realm=\"gongkai\", charset=\"UTF-8\"")
        }
        StatusCode::TOO_MANY_REQUESTS => with(response, header::RETRY_AFTER, "60"),
        _ => response,
    }
}

#[cfg(test)]
mod tests {
    use super::site_path;

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
}
