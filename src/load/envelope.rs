//! The envelope of a record: the keys that every record may have.

use std::sync::Arc;

use crate::base::calendar::Calendar;
use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, Spanned, Strange, items, missing};
use crate::base::lang::Text;
use crate::base::path::{self, SitePath};
use crate::base::period::Period;
use crate::base::source::Span;
use crate::base::yaml::{Node, Value};
use crate::load::section::find_section;
use crate::model::act::Act;
use crate::model::audience::Audience;
use crate::model::config::Config;
use crate::model::form::Form;
use crate::model::id::RecordId;
use crate::model::kind::Kind;
use crate::model::record::{Disclose, Record, SignOff, Status};
use crate::model::scopes::Scopes;
use crate::model::window::{Setting, Window};

rules! {
    /// A record in which nothing stands.
    EMPTY: Warning "record/empty" {
        zh: "这条记录除了标题什么也没有，公开了也没有内容，不算作已经公开的事项" => "写上正文或填上数据；确实没有事项的，写一句，例如 `plain: 本季度没有收支`；还没有写好的，写 `status: draft`",
        en: "nothing stands in this record but its title: its page says nothing, and it does not count as what is owed" => "write its text or its figures; if there is nothing to report, say so, like `plain: 本季度没有收支`; if it is not ready, write `status: draft`",
        wrong: "kind: notice\ntitle: 石桥村停水公告", right: "kind: notice\ntitle: 石桥村停水公告\nplain: 7月12日9时至17时停水",
    }
    /// The date in the file name is not that of publication.
    DATE: Note "record/other-date" {
        zh: "文件名里的日期是 {file}，`published` 是 {published}，以后者为准" => "文件名已经是网址，不用改；新记录让两者一致",
        en: "the date in the file name is {file}, `published` is {published}, which counts" => "leave the file name, it is the address; let them agree in new records",
    }
    /// A withdrawn record without a reason.
    REASON: Error "record/withdrawn-without-reason" {
        zh: "撤回的记录要写明原因" => "加一行 `reason: 为什么撤回`；页面留下标题、单位、日期和原因",
        en: "a withdrawn record needs a reason" => "add a line `reason: WHY`; title, unit, dates and reason stay on the page",
        wrong: "status: withdrawn", right: "status: withdrawn\nreason: 名单有误，重新评议",
    }
    /// A correction that does not say what changed.
    CHANGES: Warning "record/correction-without-changes" {
        zh: "这是 `{supersedes}` 的更正，却没有写改了什么" => "加一行 `changes: 第 3 户人数由 3 人改为 2 人`，再用 `reason:` 写原因",
        en: "this corrects `{supersedes}`, but does not say what changed" => "add a line `changes: WHAT`, and `reason:` with why",
    }
    /// A record that says that something leaked and takes nothing back.
    LEAKED: Error "record/leaked-and-still-public" {
        zh: "写了 `leaked: true`（含有不应公开的个人信息），却既没有更正哪一版，也没有撤回，内容还会照样公开" => "更正后重新公开的，写在更正的那条记录里，再加一行 `supersedes: 原来的文件名`；整条撤回的，加上 `status: withdrawn` 和 `reason: 为什么撤回`",
        en: "it says `leaked: true` (it held personal data), but corrects no version and is not withdrawn, so its content would stay public" => "put it into the record that corrects the other, with `supersedes: FILE`; to take the whole record back, add `status: withdrawn` and `reason: WHY`",
        wrong: "leaked: true", right: "leaked: true\nstatus: withdrawn\nreason: 名单里有身份证号码",
    }
    /// A key that only means something with another one.
    DISCLOSE: Warning "record/idle-disclose" {
        zh: "`disclose` 只对不向社会公开的记录有用" => "删去这一行，或写明 `audience:`",
        en: "`disclose` only matters for records that are not public" => "delete the line, or give an `audience:`",
    }
    /// A record that is in force until before it begins.
    UNTIL: Error "record/ends-before-it-begins" {
        zh: "失效日期 {until} 早于生效日期 {effective}" => "查对两个日期",
        en: "it is in force until {until}, before it begins on {effective}" => "look up both dates",
    }
}

/// A day as it is written.
const EXAMPLE: &str = "2026-07-10";
const NO_DAY: Text = Text {
    zh: "加一行 `published: {example}`（也可以写 `{chinese}: {example}`），写公开那天的日期；或者在文件名前面加上日期，如 `{example}-notice.yaml`",
    en: "add a line `published: {example}` with the day of publication, or put the day in front of the file name, like `{example}-notice.yaml`",
};

/// Reports a record in which nothing stands; whether it is one.
pub(super) fn check_empty(record: &Record, has_values: bool, diags: &mut Diagnostics) -> bool {
    let is_shown = record.window.is_some() || record.plain.is_some();
    let is_empty = !has_values && !is_shown && record.body.is_empty() && record.attachments.is_empty();
    if is_empty && record.status == Status::Published {
        diags.push(Diagnostic::new(&EMPTY, record.span.clone()));
    }
    is_empty
}

/// What reading an envelope needs.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) id: &'a RecordId,
    pub(super) org: &'a SitePath,
    pub(super) kind: &'a Kind,
    pub(super) form: Option<&'a Form>,
    pub(super) calendar: &'a Calendar,
    pub(super) config: &'a Config,
}

impl Context<'_> {
    /// What the notices of its form or kind are for. Names of acts were checked with the definitions.
    fn act(&self) -> Option<Arc<Act>> {
        let named = self.form.and_then(|form| form.act.as_ref()).or(self.kind.act.as_ref());
        let act = named.and_then(|name| self.config.windows.act(name, &mut Diagnostics::new()));
        let of_kind =
            |rule| Arc::new(Act::plain(self.kind.label.clone(), rule, self.kind.basis.first().map(|one| &*one.value)));
        act.or_else(|| self.kind.window.map(of_kind))
    }
}

/// What the record covers.
fn read_period(setting: Context<'_>, fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Option<Period> {
    let node = fields.node("period", diags).filter(|node| !node.is_empty())?;
    Period::read(node, setting.config.financial_year, diags)
}

/// Of what the figures of its slots are: as it says, else as its form does.
fn read_scopes(setting: Context<'_>, fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Scopes {
    let node = fields.node("scope", diags).filter(|node| !node.is_empty());
    let own = node.map(|node| Scopes::read(node, setting.kind, diags)).unwrap_or_default();
    own.or(&setting.form.map(|form| form.scopes.clone()).unwrap_or_default())
}

/// Who wrote, checked and approved it, and where it comes from.
fn read_sign_off(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> SignOff {
    let mut spans = Vec::new();
    let mut text = |name| {
        let written: Spanned<Arc<str>> = fields.get(name, diags)?;
        spans.push((name, written.span));
        Some(written.value)
    };
    let (source, author) = (text("source"), text("author"));
    let (reviewer, approver) = (text("reviewer"), text("approver"));
    SignOff { source, author, reviewer, approver, spans }
}

/// Reads the envelope into a record without blocks, body and attachments. `None` has been reported.
pub(super) fn read(setting: Context<'_>, fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Option<Record> {
    let kind = setting.kind;
    let span = fields.span().clone();
    let title: Option<Arc<str>> = fields.need("title", diags);
    let published = read_published(setting.id, fields, diags);
    let sign_off = read_sign_off(fields, diags);
    let mut text = |name| fields.get::<Arc<str>>(name, diags);
    let (changes, reason) = (text("changes"), text("reason"));
    let section = fields.get("section", diags).and_then(|section| find_section(&section, setting.config, diags));
    let (language, plain) = (fields.get("language", diags), fields.get("plain", diags));
    let mut date = |name| fields.get::<Date>(name, diags);
    let (formed, effective, until) = (date("formed"), date("effective"), date("until"));
    let status = fields.get("status", diags).unwrap_or(Status::Published);
    let audience = fields.get("audience", diags).unwrap_or(kind.audience);
    let disclose = fields.get("disclose", diags).unwrap_or(Disclose::Nothing);
    let supersedes = fields.node("supersedes", diags).and_then(|node| read_supersedes(setting.id, node, diags));
    let window = read_window(setting, published, fields, diags);
    let (period, contact) = (read_period(setting, fields, diags), fields.get("contact", diags));
    let (series, scopes) = (fields.get("series", diags), read_scopes(setting, fields, diags));
    let (basis, catalogue) = (fields.get("basis", diags), fields.get("catalogue", diags).unwrap_or_default());
    let (names_until, accept) = (fields.get("names-until", diags), fields.get("accept", diags).unwrap_or_default());
    Some(Record {
        id: setting.id.clone(),
        org: setting.org.clone(),
        kind: kind.name.clone(),
        form: None,
        title: title?,
        published: published?,
        formed,
        effective,
        until,
        period,
        series,
        scopes,
        sign_off,
        contact,
        audience,
        disclose,
        status,
        supersedes,
        is_leaked: read_leaked(fields, diags),
        follows: fields.get("follows", diags).unwrap_or_default(),
        aliases: fields.get("aliases", diags).unwrap_or_default(),
        changes,
        reason,
        basis: basis.unwrap_or_default(),
        section,
        catalogue,
        attachments: Vec::new(),
        language,
        window,
        names_until,
        accept,
        plain,
        slots: Vec::new(),
        body: crate::model::page::Body::default(),
        is_empty: false,
        span,
    })
}

/// The window, whose days may depend on the day of publication.
fn read_window(
    setting: Context<'_>,
    published: Option<Date>,
    fields: &mut Fields<'_>,
    diags: &mut Diagnostics,
) -> Option<Window> {
    let node = fields.node("window", diags).filter(|node| !node.is_empty())?;
    let (act, calendar) = (setting.act(), setting.calendar);
    Window::read(node, &Setting { published: published?, act, calendar, settings: &setting.config.windows }, diags)
}

/// The day of publication: the key, else the date in the file name.
fn read_published(id: &RecordId, fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Option<Date> {
    let in_name = id.day();
    let node = fields.node("published", diags).filter(|node| !node.is_empty());
    let Some(node) = node else {
        if in_name.is_none() {
            let missing = missing("published", fields.span().clone()).with_own("example", EXAMPLE);
            fields.lacks_as(&["published"], missing.help_instead(NO_DAY), diags);
        }
        return in_name;
    };
    let published = Date::from_node(node, diags)?;
    if let Some(file) = in_name.filter(|file| *file != published) {
        let other = Diagnostic::new(&DATE, node.span.clone());
        diags.push(other.with("file", file).with("published", published));
    }
    Some(published)
}

/// The id of the record that this one corrects: a path as in links, with or without extension.
fn read_supersedes(id: &RecordId, node: &Node, diags: &mut Diagnostics) -> Option<Spanned<Arc<str>>> {
    let written: Spanned<Arc<str>> = Spanned::from_node(node, diags)?;
    let path = path::resolve(id.folder(), &written.value).unwrap_or_else(|| written.value.to_string());
    Some(Spanned { value: path::strip_page(&path).into(), span: written.span })
}

/// Whether an earlier version has to go. A word that cannot be read closes rather than opens.
fn read_leaked(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> bool {
    let node = fields.node("leaked", diags).filter(|node| !node.is_empty());
    node.is_some_and(|node| bool::from_node(node, diags).unwrap_or(true))
}

/// Compares what the keys of an envelope say, of which `strange` may be meant for some.
pub(super) fn check(record: &Record, strange: &Strange<'_>, diags: &mut Diagnostics) {
    let at = |span: &Span| Span::clone(span);
    let lacks = |name| !strange.stands_for(name);
    if record.status == Status::Withdrawn && record.reason.is_none() && lacks("reason") {
        diags.push(Diagnostic::new(&REASON, at(&record.span)));
    }
    if let Some(supersedes) = record.supersedes.as_ref().filter(|_| record.changes.is_none() && lacks("changes")) {
        diags.push(Diagnostic::new(&CHANGES, at(&supersedes.span)).with("supersedes", &supersedes.value));
    }
    let is_ended = record.supersedes.is_some() || record.status == Status::Withdrawn;
    if record.is_leaked && !is_ended && lacks("supersedes") && lacks("status") {
        diags.push(Diagnostic::new(&LEAKED, at(&record.span)));
    }
    if record.disclose != Disclose::Nothing && record.audience == Audience::Public && lacks("audience") {
        diags.push(Diagnostic::new(&DISCLOSE, at(&record.span)));
    }
    if let (Some(effective), Some(until)) = (record.effective, record.until)
        && until < effective
    {
        let ends = Diagnostic::new(&UNTIL, at(&record.span));
        diags.push(ends.with("until", until).with("effective", effective));
    }
}

/// What `attachments:` lists: file, title, text alternative.
pub(super) struct Listed {
    pub(super) file: Spanned<Arc<str>>,
    pub(super) title: Option<Arc<str>>,
    pub(super) text: Option<Arc<str>>,
}

/// Reads `attachments:`.
pub(super) fn read_attachments(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Vec<Listed> {
    let Some(node) = fields.node("attachments", diags) else { return Vec::new() };
    let is_single = matches!(node.value, Value::Text(_) | Value::Map(_));
    let nodes = if is_single { std::slice::from_ref(node) } else { items(node, diags) };
    let read = nodes.iter().filter_map(|node| {
        if node.text().is_some() {
            return Some(Listed { file: Spanned::from_node(node, diags)?, title: None, text: None });
        }
        let mut fields = Fields::of(node, diags);
        let file = fields.need("file", diags);
        let (title, text) = (fields.get("title", diags), fields.get("text", diags));
        fields.finish(diags);
        Some(Listed { file: file?, title, text })
    });
    read.collect()
}
