//! Warnings that records or the settings accept, and acceptances that answer nothing.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, Severity, rules};
use crate::base::lang::Text;
use crate::base::names;
use crate::base::path::has_ending;
use crate::check::published::is_of_past;
use crate::check::unread::Unread;
use crate::load::CONTENT;
use crate::model::record::{Accept, Record};
use crate::site::Site;

rules! {
    /// An acceptance of a warning that is not there.
    IDLE: Warning "record/idle-accept" {
        zh: "确认的 `{rule}` 用不上：{why}" => "删去这一条",
        en: "the acceptance of `{rule}` answers nothing: {why}" => "delete it",
    }
}

const UNKNOWN: Text = Text { zh: "没有这条规则", en: "there is no such rule" };
const QUIET: Text = Text { zh: "这条记录没有这个问题", en: "the record has no such problem" };
const CALM: Text = Text { zh: "设置里没有这个问题", en: "the settings have no such problem" };
const GRAVE: Text = Text {
    zh: "这是错误，改好才能公开，不能确认",
    en: "this is an error, to be mended and not to be accepted",
};
const NOTE: Text = Text { zh: "这只是提示，不用确认", en: "this is a note and needs no acceptance" };

/// Marks warnings that the record in whose file they stand accepts, then reports acceptances that are left over. Of a
/// record that was corrected only the newest version is checked, so the older ones are let be.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let mut idle = Diagnostics::new();
    for record in site.public.records.all().iter().filter(|record| !record.accept.is_empty()) {
        for accept in &record.accept {
            let is_used = mark(record, accept, diags) || !accept.message.is_empty() || is_of_past(&accept.rule.value);
            if !is_used && !record.is_superseded() {
                idle.push(report(accept, QUIET));
            }
        }
    }
    for accept in &site.portal().config.accept {
        let of_settings = |file: &Arc<str>| file.strip_prefix(CONTENT) == Some("/portal.yaml");
        if !mark_where(of_settings, accept, diags) && !is_of_past(&accept.rule.value) {
            idle.push(report(accept, CALM));
        }
    }
    // What a record accepts may only be quiet because something else could not be read.
    if !Unread::of(site).is_any() {
        diags.append(idle);
    }
}

/// Marks the warnings that are accepted; whether there were any.
fn mark(record: &Record, accept: &Accept, diags: &mut Diagnostics) -> bool {
    mark_where(|file| is_of(record, file), accept, diags)
}

/// Marks the warnings that are accepted in files of one's own; whether there were any.
fn mark_where(is_own: impl Fn(&Arc<str>) -> bool, accept: &Accept, diags: &mut Diagnostics) -> bool {
    let mut is_used = false;
    let own = diags.iter_mut().filter(|one| *one.rule.name == *accept.rule.value && is_own(&one.span.file));
    for one in own.filter(|one| one.severity == Severity::Warning) {
        one.accepted = Some(accept.reason.to_string());
        is_used = true;
    }
    is_used
}

/// Whether a file is the record's own or holds its rows.
fn is_of(record: &Record, file: &Arc<str>) -> bool {
    let rest = file.strip_prefix(CONTENT).and_then(|path| path.strip_prefix('/')?.strip_prefix(&*record.id));
    let is_table = |rest: &str| rest.starts_with('.') && (has_ending(rest, "csv") || has_ending(rest, "xlsx"));
    let is_rows = rest.is_some_and(is_table);
    *file == record.span.file || is_rows
}

fn report(accept: &Accept, quiet: Text) -> Diagnostic {
    let rules = super::rules();
    let idle = Diagnostic::new(&IDLE, accept.rule.span.clone()).with("rule", &accept.rule.value);
    match rules.iter().find(|rule| *rule.name == *accept.rule.value) {
        Some(rule) if rule.severity == Severity::Error => idle.with_word("why", GRAVE),
        Some(rule) if rule.severity == Severity::Note => idle.with_word("why", NOTE),
        Some(_) => idle.with_word("why", quiet),
        None => match names::nearest(&accept.rule.value, rules.iter().map(|rule| rule.name)) {
            Some(near) => idle.with_word("why", UNKNOWN).perhaps(near),
            None => idle.with_word("why", UNKNOWN),
        },
    }
}
