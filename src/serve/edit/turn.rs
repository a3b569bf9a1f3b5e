//! One request that has been let in: a page, or what a form does.

use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use percent_encoding::percent_decode_str;
use serde_json::json;

use crate::base::path::encode;
use crate::create;
use crate::edit::change::Filled;
use crate::edit::source::Source;
use crate::load::CONTENT;
use crate::serve::edit::body::Sent;
use crate::serve::edit::desk::{Absent, Desk, Stage};
use crate::serve::edit::life::Correction;
use crate::serve::edit::said::{Sheet, said};
use crate::serve::edit::save::Unsaved;
use crate::serve::edit::trial::Served;
use crate::serve::edit::{AT, Editor, html};
use crate::serve::hidden::TYPED;
use crate::serve::policy::{FORMS, HTML, JSON, PLAIN, SCRIPT, STYLE};
use crate::serve::reload::Snapshot;
use crate::serve::reply::reply;
use crate::serve::{Error, Host};

/// To another page, which is asked for anew.
pub(super) fn to(address: &str) -> Response {
    let mut response = reply(StatusCode::SEE_OTHER, PLAIN, "");
    if let Ok(address) = HeaderValue::from_str(address) {
        response.headers_mut().insert(header::LOCATION, address);
    }
    response
}

/// A page of the forms, which no other page may frame.
pub(super) fn page(status: StatusCode, html: String) -> Response {
    let mut response = reply(status, HTML, html);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(FORMS));
    response.headers_mut().insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    response
}

/// A value of the query.
pub(super) fn query(uri: &Uri, name: &str) -> Option<String> {
    let pairs = uri.query()?.split('&').filter_map(|pair| pair.split_once('='));
    let value = pairs.into_iter().find(|(own, _)| *own == name)?.1.replace('+', " ");
    Some(percent_decode_str(&value).decode_utf8().ok()?.into_owned())
}

/// One request that has been let in.
pub(super) struct Turn<'a> {
    /// Whom to ask how grave a problem is.
    pub(super) host: &'a dyn Host,
    /// What all forms share.
    pub(super) editor: &'a Editor,
    /// What is served.
    pub(super) snapshot: &'a Snapshot,
    /// What was asked for.
    pub(super) uri: &'a Uri,
}

/// What somebody typed that was not saved.
struct Typed<'a> {
    filled: &'a Filled,
    /// The organisation of a new record.
    org: &'a str,
}

impl Turn<'_> {
    /// The answer; `sent` is what was posted.
    pub(super) fn answer(&self, sent: Option<&Sent>) -> Response {
        let path = self.uri.path().strip_prefix(AT).unwrap_or_default();
        let Ok(path) = percent_decode_str(path).decode_utf8() else {
            return reply(StatusCode::BAD_REQUEST, PLAIN, "400");
        };
        let (room, id) = path.split_once('/').unwrap_or((&path, ""));
        let (editor, snapshot) = (self.editor, self.snapshot);
        let asked = |name| query(self.uri, name).unwrap_or_default();
        match (room, sent) {
            ("edit.css", None) => reply(StatusCode::OK, STYLE, html::STYLE),
            ("edit.js", None) => reply(StatusCode::OK, SCRIPT, html::SCRIPT),
            ("", None) => page(StatusCode::OK, editor.list(snapshot, &asked("org"), self.told(&asked("said")))),
            ("new", None) if asked("what").is_empty() => page(StatusCode::OK, editor.choose(snapshot, &asked("org"))),
            ("new", None) => self.blank(&asked("org"), &asked("what")),
            ("new", Some(sent)) => self.create(sent),
            ("record", None) => self.desk(id, |desk| page(StatusCode::OK, self.sheet(desk, self.told(&asked("said"))))),
            ("record", Some(sent)) => self.desk(id, |desk| self.save(desk, sent)),
            ("check", Some(sent)) => self.check(id, sent),
            ("history", None) => {
                self.desk(id, |desk| page(StatusCode::OK, editor.past(snapshot, desk, asked("at").parse().ok())))
            }
            ("correct" | "withdraw" | "delete" | "back", Some(sent)) => {
                self.desk(id, |desk| self.step(room, desk, sent))
            }
            _ => reply(StatusCode::NOT_FOUND, PLAIN, "404"),
        }
    }

    /// What happened just before, by a word in the address.
    fn told(&self, what: &str) -> &'static str {
        match what {
            "saved" => self.editor.word("已保存。", "Saved."),
            "published" => self
                .editor
                .word("已保存并公开；下次生成网站时上网。", "Saved and published; the next build puts it on the site."),
            "corrected" => self.editor.word(
                "更正的新版本已经建好，是草稿：改好以后再公开。",
                "The corrected version is there, as a draft: mend it, then publish it.",
            ),
            "withdrawn" => self.editor.word("已撤回。", "Withdrawn."),
            "deleted" => self.editor.word("草稿已删除。", "The draft was deleted."),
            "restored" => self.editor.word("已恢复成以前的版本。", "The earlier version is back."),
            _ => "",
        }
    }

    fn desk(&self, id: &str, work: impl FnOnce(&Desk<'_>) -> Response) -> Response {
        match Desk::open(self.snapshot, id, self.editor.lang) {
            Ok(desk) => work(&desk),
            Err(absent) => self.absent(&absent),
        }
    }

    fn absent(&self, absent: &Absent) -> Response {
        let text = match absent {
            Absent::Unknown => "404".to_owned(),
            Absent::Unfit(why) => why.get(self.editor.lang).to_owned(),
            Absent::Disk(error) => error.to_string(),
        };
        let body = html::note("told refused", &text);
        page(absent.status(), self.editor.page(self.editor.word("打不开", "Cannot be opened"), &body))
    }

    fn served(&self) -> Served<'_> {
        Served { snapshot: self.snapshot, host: self.host }
    }

    /// A record as it is, with what is wrong with it.
    fn sheet(&self, desk: &Desk<'_>, told: &str) -> String {
        let said = self.editor.trial.run(self.served(), &desk.id, &desk.source);
        let problems = said.map(|said| said.problems).unwrap_or_default();
        let notes = self.editor.notes_of(desk);
        let sheet = Sheet { said: Editor::spots(desk, &problems), told: told.to_owned(), notes, ..Sheet::default() };
        self.editor.fill(self.snapshot, desk, &sheet)
    }

    /// The form of a new record.
    fn blank(&self, org: &str, what: &str) -> Response {
        let (kind, format) = what.split_once('/').unwrap_or((what, ""));
        let content = &*self.snapshot.portal.content;
        let is_unit = content.orgs.find(org.trim_matches('/')).is_some();
        match Desk::new(content, (kind, format), self.editor.lang).filter(|_| is_unit) {
            Some(desk) => {
                let sheet = Sheet { org: org.to_owned(), ..Sheet::default() };
                page(StatusCode::OK, self.editor.fill(self.snapshot, &desk, &sheet))
            }
            None => reply(StatusCode::NOT_FOUND, PLAIN, "404"),
        }
    }

    fn create(&self, sent: &Sent) -> Response {
        let content = &*self.snapshot.portal.content;
        let (org, kind, format) = (sent.text("org"), sent.text("kind"), sent.text("format"));
        let desk = Desk::new(content, (kind, format), self.editor.lang);
        let Some(desk) = desk.filter(|_| content.orgs.find(org.trim_matches('/')).is_some()) else {
            return reply(StatusCode::NOT_FOUND, PLAIN, "404");
        };
        let mut filled = sent.filled();
        let made = self.editor.filled_in(&desk, &filled).and_then(|source| {
            let id = self.editor.free(self.snapshot, &desk, org)?;
            self.editor.write_new(&id, &source)?;
            let new = self.written(&desk, &id, &source)?;
            let added = if sent.files.is_empty() { Ok(()) } else { self.add_files(&new, sent, &mut filled) };
            // Whoever sends it again with another file must not have it twice.
            if added.is_err() {
                self.editor.put(new.path(), (Some(&new.source.bytes()), None))?;
            }
            added.map(|()| id)
        });
        match made {
            Ok(id) => to(&format!("{AT}record/{}?said=saved", encode(&id))),
            Err(why) => self.refused(&desk, Typed { filled: &filled, org }, why),
        }
    }

    /// The desk of a record that was just written, whose folder now has a name.
    fn written<'d>(&self, desk: &Desk<'d>, id: &str, source: &Source) -> Result<Desk<'d>, Unsaved> {
        let end = source.file.rsplit('.').next().unwrap_or("yaml");
        let file = format!("{}/{id}.{end}", CONTENT);
        let own = Source::read(&file.as_str().into(), source.bytes());
        let source = own.map_err(|why| Unsaved::Refused(why.get(self.editor.lang).to_owned()))?;
        Ok(Desk { id: id.to_owned(), source, kind: desk.kind, format: desk.format, form: desk.form.clone() })
    }

    /// Adds the files that were sent with a new record.
    fn add_files(&self, new: &Desk<'_>, sent: &Sent, filled: &mut Filled) -> Result<(), Unsaved> {
        self.store(new, sent, filled)?;
        let changed = self.editor.filled_in(new, filled)?;
        self.editor.write(new, &changed)
    }

    fn save(&self, desk: &Desk<'_>, sent: &Sent) -> Response {
        let mut filled = sent.filled();
        if sent.text("digest") != desk.digest() {
            return page(StatusCode::CONFLICT, self.editor.conflict(desk, &filled));
        }
        let is_published = sent.text("act") == "publish" && desk.stage() == Stage::Draft;
        let saved = self.editor.filled_in(desk, &filled).and_then(|_| {
            self.store(desk, sent, &mut filled)?;
            let changed = self.editor.filled_in(desk, &filled)?;
            let changed = if is_published { self.editor.published(&changed)? } else { changed };
            self.editor.write(desk, &changed)
        });
        let word = if is_published { "published" } else { "saved" };
        match saved {
            Ok(()) => to(&format!("{AT}record/{}?said={word}", encode(&desk.id))),
            Err(why) => self.refused(desk, Typed { filled: &filled, org: "" }, why),
        }
    }

    /// The form once more, with what was filled in and why it was not saved.
    fn refused(&self, desk: &Desk<'_>, typed: Typed<'_>, why: Unsaved) -> Response {
        let Typed { filled, org } = typed;
        let (status, told) = match why {
            Unsaved::Refused(text) => (StatusCode::UNPROCESSABLE_ENTITY, text),
            Unsaved::Failed(text) => (StatusCode::INTERNAL_SERVER_ERROR, text),
            Unsaved::Conflict if desk.id.is_empty() => (StatusCode::CONFLICT, "409".to_owned()),
            Unsaved::Conflict => return page(StatusCode::CONFLICT, self.editor.conflict(desk, filled)),
        };
        let sheet = Sheet { filled: Some(filled), told, is_refused: true, org: org.to_owned(), ..Sheet::default() };
        page(status, self.editor.fill(self.snapshot, desk, &sheet))
    }

    /// What would be said of a record if it were saved as it is filled in.
    fn check(&self, id: &str, sent: &Sent) -> Response {
        let content = &*self.snapshot.portal.content;
        let (kind, format, org) = (sent.text("kind"), sent.text("format"), sent.text("org"));
        let desk = if id.is_empty() {
            Desk::new(content, (kind, format), self.editor.lang).ok_or(Absent::Unknown)
        } else {
            Desk::open(self.snapshot, id, self.editor.lang)
        };
        let desk = match desk {
            Ok(desk) => desk,
            Err(absent) => return self.absent(&absent),
        };
        let source = match self.editor.filled_in(&desk, &sent.filled()) {
            Ok(source) => source,
            Err(Unsaved::Refused(why) | Unsaved::Failed(why)) => return answer_json(&json!({ "refused": why })),
            Err(Unsaved::Conflict) => return answer_json(&json!({ "refused": "409" })),
        };
        let stem = if format.is_empty() { kind } else { format };
        let free = || create::free_id(&self.editor.root, (org, self.snapshot.site.today), stem);
        let id = match if desk.id.is_empty() { free() } else { Ok(desk.id.clone()) } {
            Ok(id) => id,
            Err(error) => return answer_json(&json!({ "refused": error.to_string() })),
        };
        let end = source.file.rsplit('.').next().unwrap_or("yaml");
        let file = format!("{}/{id}.{end}", CONTENT);
        let Ok(source) = Source::read(&file.as_str().into(), source.bytes()) else {
            return answer_json(&json!({ "refused": "409" }));
        };
        let Some(tried) = self.editor.trial.run(self.served(), &id, &source) else {
            return answer_json(&json!({ "refused": Error::Bug.to_string() }));
        };
        let desk = Desk { id: id.clone(), source, ..desk };
        let said: Vec<_> = Editor::spots(&desk, &tried.problems)
            .iter()
            .map(|(spot, one)| {
                let (class, text) = said(self.editor, spot, one);
                json!({ "field": spot.field, "row": spot.row, "column": spot.column, "class": class, "text": text })
            })
            .collect();
        let page = tried.has_page.then(|| format!("/{}.html?{TYPED}", encode(&id)));
        answer_json(&json!({ "said": said, "page": page }))
    }

    /// Takes a record on in its life.
    fn step(&self, room: &str, desk: &Desk<'_>, sent: &Sent) -> Response {
        let own = format!("{AT}record/{}", encode(&desk.id));
        if room != "back" && sent.text("digest") != desk.digest() {
            return page(StatusCode::CONFLICT, self.editor.conflict(desk, &Filled::new()));
        }
        let done = match room {
            "correct" => {
                let correction = Correction { changes: sent.text("changes"), reason: sent.text("reason") };
                let made = self.editor.correct(self.snapshot, desk, correction);
                made.map(|id| format!("{AT}record/{}?said=corrected", encode(&id)))
            }
            "withdraw" => self.editor.withdraw(desk, sent.text("why")).map(|()| format!("{own}?said=withdrawn")),
            "delete" => self.editor.delete(desk).map(|()| format!("{AT}?said=deleted")),
            _ => self
                .editor
                .back(desk, sent.text("number").parse().unwrap_or(0))
                .map(|()| format!("{own}?said=restored")),
        };
        match done {
            Ok(address) => to(&address),
            Err(why) => self.refused(desk, Typed { filled: &Filled::new(), org: "" }, why),
        }
    }
}

fn answer_json(value: &serde_json::Value) -> Response {
    reply(StatusCode::OK, JSON, value.to_string())
}
