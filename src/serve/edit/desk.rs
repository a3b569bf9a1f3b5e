//! One record as it lies on the desk: its source, what may be filled in, and where it is in its life.

use std::io;

use axum::http::StatusCode;

use crate::base::date::Date;
use crate::base::lang::{Lang, Text};
use crate::base::names;
use crate::base::path::SitePath;
use crate::edit::form::Form;
use crate::edit::source::Source;
use crate::files::Refused;
use crate::load::{CONTENT, is_hidden};
use crate::model::Content;
use crate::model::form::Form as Format;
use crate::model::kind::Kind;
use crate::model::record::Status;
use crate::serve::reload::Snapshot;

/// Endings of records, in the order in which they are looked for.
const ENDINGS: [&str; 3] = ["yaml", "yml", "md"];

/// Bytes of a record that a form takes.
const MOST: u64 = 32 * 1024 * 1024;

/// Why a record is not on the desk.
#[derive(Debug)]
pub(super) enum Absent {
    /// There is none of this name.
    Unknown,
    /// It cannot be changed by a form, and why.
    Unfit(Text),
    /// The disk refuses.
    Disk(io::Error),
}

impl Absent {
    /// The status of the answer.
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::Unknown => StatusCode::NOT_FOUND,
            Self::Unfit(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Disk(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// Where a record is in its life, as its source says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Nobody but this machine sees it.
    Draft,
    /// Public, or it will be on its day.
    Published,
    /// Taken back.
    Withdrawn,
}

/// A record on the desk.
pub(super) struct Desk<'a> {
    /// Its path under `content/` without the ending.
    pub(super) id: String,
    /// Its source.
    pub(super) source: Source,
    /// What it is.
    pub(super) kind: &'a Kind,
    /// Its form, if it has one.
    pub(super) format: Option<&'a Format>,
    /// What may be filled in.
    pub(super) form: Form,
}

impl<'a> Desk<'a> {
    /// The record at a path under `content/`, as it lies on the disk.
    pub(super) fn open(snapshot: &'a Snapshot, id: &str, lang: Lang) -> Result<Self, Absent> {
        let path = SitePath::parse(id).map_err(|_| Absent::Unknown)?;
        if path.split('/').any(is_hidden) || path.is_empty() {
            return Err(Absent::Unknown);
        }
        let content = &*snapshot.portal.content;
        let is_record = content.record(&path).is_some() || content.broken.iter().any(|one| *one.id == *path);
        for end in ENDINGS {
            let file = format!("{CONTENT}/{path}.{end}");
            let bytes = match snapshot.portal.reader.files().read(&file, MOST) {
                Ok(bytes) => bytes,
                Err(Refused::System(error)) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(Absent::Disk(error.into())),
            };
            let source = Source::read(&file.as_str().into(), bytes).map_err(Absent::Unfit)?;
            let (kind, format) = kind_of(content, &path, &source).ok_or_else(|| strange(is_record))?;
            let form = Form::of(content, (kind, format), lang);
            return Ok(Self { id: path.to_string(), source, kind, format, form });
        }
        Err(Absent::Unknown)
    }

    /// A new one of this kind and form, of which nothing is written yet.
    pub(super) fn new(content: &'a Content, (kind, format): (&str, &str), lang: Lang) -> Option<Self> {
        let kind = content.kinds.get(kind)?;
        let format = content.forms.get(format).filter(|format| format.kind == kind.name);
        let form = Form::of(content, (kind, format), lang);
        let source = Source::read(&"new.yaml".into(), Vec::new()).ok()?;
        Some(Self { id: String::new(), source, kind, format, form })
    }

    /// Its path under `content/`, with the ending.
    pub(super) fn path(&self) -> &str {
        self.source.file.strip_prefix(CONTENT).unwrap_or(&self.source.file).trim_start_matches('/')
    }

    /// What the file said when the form was made, in few signs.
    pub(super) fn digest(&self) -> String {
        blake3::hash(&self.source.bytes()).to_hex().to_string()
    }

    /// Where it is in its life.
    pub(super) fn stage(&self) -> Stage {
        stage(&self.source)
    }

    /// Its title.
    pub(super) fn title(&self) -> &str {
        said(&self.source, "title").unwrap_or_default()
    }

    /// Whether everybody may see it on this day.
    pub(super) fn is_public(&self, snapshot: &Snapshot) -> bool {
        let day = said(&self.source, "published").and_then(Date::parse).map(|(day, _)| day);
        let name = self.id.rsplit('/').next().unwrap_or_default();
        let day = day.or_else(|| name.get(..10).and_then(Date::parse).map(|(day, _)| day));
        self.stage() == Stage::Published && day.is_none_or(|day| day <= snapshot.site.today)
    }
}

/// Where a source says that its record is in its life.
pub(super) fn stage(source: &Source) -> Stage {
    match said(source, "status").and_then(|text| Status::ALL.find(text)) {
        Some(Status::Draft) => Stage::Draft,
        Some(Status::Withdrawn) => Stage::Withdrawn,
        Some(Status::Published) | None => Stage::Published,
    }
}

/// What stands under a key by either name.
pub(super) fn said<'s>(source: &'s Source, name: &str) -> Option<&'s str> {
    let names = [Some(name), names::chinese(name)];
    names.into_iter().flatten().find_map(|name| source.at(name)?.text()).map(str::trim)
}

fn strange(is_record: bool) -> Absent {
    const NO_KIND: Text = Text {
        zh: "这条记录的种类读不出来：先按“问题”里说的，用编辑器改好",
        en: "of which kind this record is cannot be read: mend it in an editor first, as the problems say",
    };
    if is_record { Absent::Unfit(NO_KIND) } else { Absent::Unknown }
}

/// Kind and form, as they were read, else as the source says.
fn kind_of<'a>(content: &'a Content, id: &str, source: &Source) -> Option<(&'a Kind, Option<&'a Format>)> {
    if let Some(record) = content.record(id) {
        let format = record.form.as_ref().and_then(|name| content.forms.get(&**name));
        return Some((content.kinds.get(&*record.kind)?, format));
    }
    let name = said(source, "kind")?;
    let kind = content.kinds.values().find(|kind| *kind.name == *name || kind.label.is(name))?;
    let form = said(source, "form");
    let of = |name: &str| content.forms.values().find(|form| *form.name == *name || form.label.is(name));
    let usual = || kind.default_form.as_deref().and_then(|name| content.forms.get(name));
    Some((kind, form.and_then(of).or_else(usual).filter(|form| form.kind == kind.name)))
}
