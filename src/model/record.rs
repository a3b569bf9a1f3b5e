//! Records: one disclosed item each, with its envelope and blocks.

use std::sync::Arc;

use serde::Serialize;

use crate::base::closed::Closed;
use crate::base::date::Date;
use crate::base::diag::{Diagnostics, Severity};
use crate::base::fields::{Fields, FromNode, Spanned, choose};
use crate::base::lang::Text;
use crate::base::name::Name;
use crate::base::path::SitePath;
use crate::base::period::Period;
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::blocks::Block;
use crate::blocks::scope::Scope;
use crate::model::alias::Alias;
use crate::model::audience::Audience;
use crate::model::basis::Written;
use crate::model::contact::Contact;
use crate::model::id::{FormName, KindName, RecordId, SeriesName, SlotName};
use crate::model::page::Body;
use crate::model::scopes::Scopes;
use crate::model::window::Window;

/// Rows of a register on one page of a record.
pub const ROWS: usize = 200;

/// What the public may know of a record that is not for the public.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Disclose {
    /// Nobody learns that there is anything.
    #[default]
    Nothing,
    /// That it exists: it meets its obligation.
    Existence,
    /// Its counts: its summaries rise through the tree.
    Counts,
}

/// Where a record is in its life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Published on its day.
    #[default]
    Published,
    /// Not yet.
    Draft,
    /// Taken back; a tombstone stays.
    Withdrawn,
}

/// A file that goes with a record.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Path under `content/`, which is also its address.
    pub path: SitePath,
    /// As its heading and links to it say.
    pub title: Arc<str>,
    /// What it says, for who cannot read it.
    pub text: Option<Arc<str>>,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 in hexadecimal, which readers check with `sha256sum`.
    pub sha256: Arc<str>,
    /// Whether the record lists it, and not only its text.
    pub is_listed: bool,
    /// How it goes out.
    pub goes: Goes,
    /// Where it is named.
    pub span: Span,
}

/// How a file that goes with a record goes out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Goes {
    /// As it is.
    #[default]
    Whole,
    /// As a copy without what its metadata tell.
    Cleaned,
    /// Not at all: something in it must not be public.
    Nowhere,
}

/// A warning that the publisher accepts.
#[derive(Clone, Debug)]
pub struct Accept {
    /// Name of the rule.
    pub rule: Spanned<Arc<str>>,
    /// The reason that the page shows beside the warning.
    pub reason: Arc<str>,
    /// What was found, in the portal's language; empty if nothing was.
    pub message: String,
}

/// People and places that the head of the page names, in its order.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SignOff {
    /// Where it comes from.
    pub source: Option<Arc<str>>,
    /// Who wrote it.
    pub author: Option<Arc<str>>,
    /// Who checked it.
    pub reviewer: Option<Arc<str>>,
    /// Who approved it.
    pub approver: Option<Arc<str>>,
    /// Where these were written, by their keys.
    #[serde(skip)]
    pub spans: Vec<(&'static str, Span)>,
}

impl SignOff {
    /// Where a key of it was written.
    pub fn span_of(&self, key: &str) -> Option<&Span> {
        self.spans.iter().find(|(own, _)| *own == key).map(|(_, span)| span)
    }
}

/// One disclosed item.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its name for others, and its address.
    pub id: RecordId,
    /// Path of its organisation.
    pub org: SitePath,
    /// Name of its kind.
    pub kind: KindName,
    /// Name of its form, if its slots have one.
    pub form: Option<FormName>,
    /// As its heading and links to it say.
    pub title: Arc<str>,
    /// Day of publication.
    pub published: Date,
    /// Day on which the matter was formed.
    pub formed: Option<Date>,
    /// First day in force.
    pub effective: Option<Date>,
    /// Last day in force, or on public view.
    pub until: Option<Date>,
    /// Time that it covers.
    pub period: Option<Period>,
    /// Which of several lists or plans of its unit and form it continues.
    pub series: Option<SeriesName>,
    /// Of what its figures are: the unit itself, all below it, or another place.
    pub scopes: Scopes,
    /// Who stands behind it.
    pub sign_off: SignOff,
    /// Who answers for it.
    pub contact: Option<Contact>,
    /// Who may see it.
    pub audience: Audience,
    /// What others may know.
    pub disclose: Disclose,
    /// Where it is in its life.
    pub status: Status,
    /// Id of the version that it corrects.
    pub supersedes: Option<Spanned<Arc<str>>>,
    /// Whether the version that it corrects, or itself if it was withdrawn, held what must not be public.
    pub is_leaked: bool,
    /// Records that it follows up, as written: paths as in links. A ledger of what an appraisal found names the appraisal.
    pub follows: Vec<Spanned<Arc<str>>>,
    /// Addresses that its page had before.
    pub aliases: Vec<Alias>,
    /// What changed in this version.
    pub changes: Option<Arc<str>>,
    /// Why it changed or was withdrawn.
    pub reason: Option<Arc<str>>,
    /// Laws and rules it rests on.
    pub basis: Vec<Written>,
    /// Its own section.
    pub section: Option<Name>,
    /// Items of the catalogue that it meets.
    pub catalogue: Vec<Spanned<Arc<str>>>,
    /// Its files.
    pub attachments: Vec<Attachment>,
    /// Its language, if not that of the portal.
    pub language: Option<Arc<str>>,
    /// Days on public view.
    pub window: Option<Window>,
    /// Last day on which its lists name anybody, where it is sooner than its form says.
    pub names_until: Option<Spanned<Date>>,
    /// Warnings that the publisher accepts.
    pub accept: Vec<Accept>,
    /// One sentence in plain words.
    pub plain: Option<Arc<str>>,
    /// Its blocks by slot, in the order of the kind.
    pub slots: Vec<(SlotName, Block)>,
    /// Its text.
    pub body: Body,
    /// Whether nothing stands in it: no figure, row or fact, no text, no file, no days on view.
    pub is_empty: bool,
    /// The first bytes of its file.
    pub span: Span,
}

impl Record {
    /// On how many pages it goes: a long register has several.
    pub fn parts(&self) -> usize {
        let rows = self.slots.iter().map(|(_, block)| block.row_count());
        rows.max().unwrap_or(0).div_ceil(ROWS).max(1)
    }

    /// The day whose law holds for it: that on which it was formed, else the end of its period, but no later than the
    /// day of publication.
    pub fn basis_day(&self) -> Date {
        let ended = self.period.map(|period| period.end.min(self.published));
        self.formed.or(ended).unwrap_or(self.published)
    }

    /// Of what the figures of a slot are.
    pub fn scope(&self, slot: &str) -> Scope {
        self.scopes.of(slot)
    }

    /// What it is of.
    pub fn shape(&self) -> Shape {
        Shape { kind: self.kind.clone(), form: self.form.clone() }
    }

    /// The year it belongs to: that of its period, else of its publication.
    pub fn year(&self) -> i16 {
        self.period.map_or(self.published, |period| period.end).year()
    }

    /// The day that orders it among its like: the end of its period, else its publication.
    pub fn day(&self) -> Date {
        self.period.map_or(self.published, |period| period.end)
    }
}

/// What records are of: those of one shape have the same slots and can be added up and compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shape {
    /// The kind.
    pub kind: KindName,
    /// The form, if they have one.
    pub form: Option<FormName>,
}

/// Marks warnings that a record accepts, and gives the acceptance the message that it answers.
pub fn accept(accepts: &mut [Accept], diags: &mut Diagnostics, lang: crate::base::lang::Lang) {
    for one in diags.iter_mut().filter(|one| one.severity == Severity::Warning) {
        if let Some(accept) = accepts.iter_mut().find(|accept| *accept.rule.value == *one.rule.name) {
            one.accepted = Some(accept.reason.to_string());
            accept.message = one.message(lang);
        }
    }
}

impl FromNode for Disclose {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        const ALL: Closed<Disclose> =
            Closed::new("disclose", &[("existence", Disclose::Existence), ("counts", Disclose::Counts)]);
        choose(node, &ALL, diags)
    }
}

impl Status {
    /// Every status.
    pub const ALL: Closed<Self> = Closed::new(
        "status",
        &[("published", Self::Published), ("draft", Self::Draft), ("withdrawn", Self::Withdrawn)],
    );
}

impl FromNode for Status {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        choose(node, &Self::ALL, diags)
    }
}

const WITH_REASON: Text = Text {
    zh: "写成 `{rule: {rule}, reason: 为什么照此公开}`；分行写的，加一行 `reason: …`",
    en: "write `{rule: {rule}, reason: WHY}`; where each key has a line, add a line `reason: …`",
};

impl FromNode for Accept {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let rule: Option<Spanned<Arc<str>>> = fields.need("rule", diags);
        let before = diags.len();
        let reason = fields.need("reason", diags);
        if let (Some(rule), None) = (&rule, &reason) {
            for one in diags.iter_mut().skip(before) {
                *one = one.clone().with("rule", &rule.value).help_instead(WITH_REASON);
            }
        }
        fields.finish(diags);
        Some(Self { rule: rule?, reason: reason?, message: String::new() })
    }
}
