//! Who may see a record, found out apart from everything else in it, so that no fault of the rest can open it.
//!
//! A record with an error is not published anew, but its last pages may stay. They stay only where the source says,
//! readably, that the public may see them: a draft, a withdrawal or another audience takes them away whatever else is
//! wrong, and so does a word for these that cannot be read.

mod leak;
mod line;
mod word;

use crate::base::date::{Date, to_half_width};
use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::fields::FromNode;
use crate::base::names;
use crate::base::path::SitePath;
use crate::base::source::Span;
use crate::base::yaml::{self, Key, Node, Value};
use crate::load::definitions::Definitions;
use crate::load::sight::line::{AROUND, below, pairs};
use crate::load::sight::word::{Decides, closes, is_unknown, text_is};
use crate::model::Keeps;
use crate::model::audience::Audience;
use crate::model::id::RecordId;
use crate::model::kind::Kind;
use crate::model::record::Status;

pub(super) use leak::corrects;
pub(super) use line::text_of;
pub(super) use word::decides;

/// What the source of a record says about who may see it, from open to closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sight {
    /// Everybody, from the day of publication on.
    Public,
    /// Nothing was found that forbids it, but not all could be read.
    Unclear,
    /// It is a draft, withdrawn, for others, or says something that cannot be read.
    Closed,
}

/// What a record says that was read as YAML. `diags` are those of reading it, which keeps the first of two equal keys.
pub(super) fn of_node(node: &Node, kind: Option<&Kind>, diags: &Diagnostics) -> Sight {
    let Value::Map(entries) = &node.value else { return Sight::Unclear };
    let is_twice = |one: &Diagnostic| {
        std::ptr::eq(one.rule, &yaml::DUPLICATE)
            && one.text_of("key").is_some_and(|key| Decides::of(key).is_some() || text_is(key, "published"))
    };
    let forbids = |(key, value): &(Key, Node)| {
        let own = Decides::perhaps(&key.text, kind);
        own.is_some_and(|own| !value.is_empty() && own.opens(value) != Some(true))
            || is_closed_inside(key, value, kind)
            || (is_unknown(&key.text, kind) && (closes(&key.text) || value.text().is_some_and(closes)))
    };
    if entries.iter().any(forbids) || leak::is_of_itself(entries) || diags.iter().any(is_twice) {
        return Sight::Closed;
    }
    let is_told =
        entries.iter().any(|(key, value)| Decides::of(&key.text) == Some(Decides::Audience) && !value.is_empty());
    match kind {
        None => Sight::Unclear,
        Some(kind) if !is_told && kind.audience != Audience::Public => Sight::Closed,
        Some(_) => Sight::Public,
    }
}

/// Whether a record that the public may not see is a draft of what it may see later: `status: draft` is all that forbids
/// it.
pub(super) fn is_draft(node: &Node, kind: Option<&Kind>, diags: &Diagnostics) -> bool {
    let Value::Map(entries) = &node.value else { return false };
    let says_draft = |(key, value): &(Key, Node)| {
        Decides::of(&key.text) == Some(Decides::Status)
            && Status::from_node(value, &mut Diagnostics::new()) == Some(Status::Draft)
    };
    let (own, others): (Vec<_>, Vec<_>) = entries.iter().cloned().partition(says_draft);
    let rest = Node { value: Value::Map(others), span: node.span.clone() };
    own.len() == 1 && of_node(&rest, kind, diags) == Sight::Public
}

/// Whether a deciding key stands too far to the right, under another one, and says that the public must not see the
/// record. Rows of a table and facts may have a state of their own.
fn is_closed_inside(key: &Key, value: &Node, kind: Option<&Kind>) -> bool {
    let slot = kind.and_then(|kind| kind.slots.iter().find(|slot| slot.is_called(&key.text)));
    if slot.is_some_and(|slot| slot.block.has_own_keys()) {
        return false;
    }
    let Value::Map(entries) = &value.value else { return false };
    entries.iter().any(|(key, value)| {
        let says = Decides::of(&key.text).and_then(|own| own.opens(value));
        says == Some(false) || is_closed_inside(key, value, kind)
    })
}

/// What a text says that cannot be read as YAML, line by line.
pub(super) fn of_text(text: &str) -> Sight {
    // What was written in two bytes a sign has a zero beside each letter.
    let text = to_half_width(&text.replace('\0', "")).to_lowercase();
    let lines: Vec<&str> = text.split(['\n', '\r']).collect();
    let forbids = |at: usize| {
        let line = lines[at];
        let is_indented = line.starts_with([' ', '\t', '-', '{', '\u{a0}']);
        let below = lines.get(at + 1).map_or("", |next| below(next));
        let is_closed = |(key, value): (&str, &str)| {
            let Some(own) = Decides::perhaps(key, None) else {
                return closes(value) && is_unknown(key, None) && !is_indented;
            };
            let value = if value.is_empty() { below } else { value };
            let node = Node { value: Value::Text(value.to_owned()), span: Span::whole(&"".into()) };
            // A row of a table may have a state of its own, so inside of one only our words count.
            !value.is_empty()
                && !value.contains([':', '：'])
                && own.opens(&node).map_or(!is_indented, |is_open| !is_open)
        };
        // A key without a colon, its value behind it or in the next line.
        let mut words = line.trim_matches(AROUND).split_whitespace();
        let bare = words.next().filter(|_| !line.contains([':', '：'])).and_then(Decides::of);
        pairs(line).any(is_closed) || bare.is_some() && closes(words.next().unwrap_or(below))
    };
    if (0..lines.len()).any(forbids) { Sight::Closed } else { Sight::Unclear }
}

/// What a record says that cannot be read as YAML; where it names a kind that is not for the public, that counts too.
pub(super) fn of_unreadable(text: &str, definitions: &Definitions) -> Sight {
    let kind = text_of(text, "kind").and_then(|name| definitions.kind(name));
    let is_told = text_of(text, "audience").is_some_and(|value| !value.is_empty());
    let is_closed = kind.is_some_and(|kind| !is_told && kind.audience != Audience::Public);
    if is_closed { Sight::Closed } else { of_text(text) }
}

/// The day of publication of a record that could not be read: that of its key, else that of its name.
///
/// # Errors
/// A day is given that cannot be read, and may lie ahead.
pub(super) fn published(id: &RecordId, node: Option<&Node>, text: &str) -> Result<Option<Date>, Unreadable> {
    let in_name = id.day();
    let words = ["published", names::chinese("published").unwrap_or("published")];
    let is_meant = |key: &str| is_unknown(key, None) && names::nearest(&key.to_lowercase(), words).is_some();
    let mut days: Vec<Option<Date>> = Vec::new();
    if let Some(Value::Map(entries)) = node.map(|node| &node.value) {
        let own = entries.iter().filter(|(key, _)| words.contains(&&*key.text) || is_meant(&key.text));
        let own = own.filter(|(_, value)| !value.is_empty());
        days.extend(own.map(|(_, value)| Date::from_node(value, &mut Diagnostics::new())));
    } else {
        let lines: Vec<&str> = text.split(['\n', '\r']).collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.starts_with([' ', '\t', '-'])) {
            let below = lines.get(at + 1).map_or("", |next| below(next));
            let own = pairs(line).filter(|(key, _)| words.contains(key) || is_meant(key));
            let values = own.map(|(_, value)| if value.is_empty() { below } else { value });
            days.extend(values.filter(|value| !value.is_empty()).map(|value| Date::parse(value).map(|(day, _)| day)));
        }
    }
    if days.contains(&None) {
        return Err(Unreadable);
    }
    Ok(days.into_iter().flatten().max().or(in_name))
}

/// A day of publication that cannot be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unreadable;

/// What of the last published files of a record may stay: with a readable source its page and the `attachments` that
/// the source still names, else the page alone.
pub(super) fn keeps(sight: Sight, attachments: Vec<SitePath>) -> Keeps {
    match sight {
        Sight::Public => Keeps::Files(attachments),
        Sight::Unclear => Keeps::Page,
        Sight::Closed => Keeps::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::{Sight, of_node, of_text};
    use crate::base::diag::Diagnostics;
    use crate::base::yaml;

    fn text(text: &str, expected: Sight) {
        assert_eq!(of_text(text), expected, "{text}");
    }

    #[test]
    fn a_text_that_is_no_yaml_still_says_who_may_see_it() {
        for closed in [
            "status: draft\ntitle: \"x",
            "状态：草稿\ntitle: [",
            "audience: restricted",
            "公开范围: 党员",
            "\"status\": 'withdrawn'",
            "{kind: notice, status: draft, title: [",
            "  status: draft",
            "status: drfat",
            "audience: everyone # 待定",
            "status:\n  draft\ntitle: [",
            "STATUS: Draft",
            "狀態: 草稿",
            "ｓｔａｔｕｓ：draft",
            "staus: draft",
            "? status\n: draft",
            "\u{3000}status: draft",
            "“status”: draft",
            "status draft",
            "kind: notice\rstatus: draft\rtitle: [",
            "s\0t\0a\0t\0u\0s\0:\0 \0d\0r\0a\0f\0t\0",
            "{kind: notice,\nstatus:\n draft, title: [",
            "state: draft",
        ] {
            text(closed, Sight::Closed);
        }
        for unclear in [
            "title: \"x",
            "status: published\ntitle: \"x",
            "audience: public",
            "status:\n",
            "x # {status: draft}",
            "plain: x, status: draft, y",
            "list:\n  - {status: 已办结, name: x",
            "list:\n  - 状态: 办理中",
            "title: the status: x",
            "# status: draft",
        ] {
            text(unclear, Sight::Unclear);
        }
    }

    #[test]
    fn slips_of_the_pen_do_not_open_a_record() {
        let check = |text: &str, expected| {
            let mut diags = Diagnostics::new();
            let node = yaml::parse(&"a.yaml".into(), 0, text, &mut diags).expect(text);
            assert_eq!(of_node(&node, None, &diags), expected, "{text}");
        };
        for closed in [
            "audiense: restricted",
            "staus: draft",
            "status: published\nstatus: draft",
            "status: [draft]",
            "audience: 大家",
            "STATUS: DRAFT",
            "狀態: 草稿",
            "window:\n  days: 7\n  status: draft",
            "record:\n  status: draft",
            "state: draft",
            "可见范围: 党员",
            "draft: true",
        ] {
            check(closed, Sight::Closed);
        }
        for unclear in
            ["Audience: public", "staus: published", "title: x", "status: published", "audience:", "source: x"]
        {
            check(unclear, Sight::Unclear);
        }
    }
}
