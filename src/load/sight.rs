//! Who may see a record, found out apart from everything else in it, so that no fault of the rest can open it.
//!
//! A record with an error is not published anew, but its last pages may stay. They stay only where the source says,
//! readably, that the public may see them: a draft, a withdrawal or another audience takes them away whatever else is
//! wrong, and so does a word for these that cannot be read.

use crate::base::date::{Date, to_half_width};
use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::fields::FromNode;
use crate::base::names;
use crate::base::path::{SitePath, encode};
use crate::base::source::Span;
use crate::base::yaml::{self, Key, Node, Value};
use crate::blocks::BlockName;
use crate::load::definitions::Definitions;
use crate::model::Keeps;
use crate::model::kind::Kind;
use crate::model::record::{Audience, Status};

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

/// A key that says who may see a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decides {
    Status,
    Audience,
}

/// These keys as they are written, in traditional script too, which the format itself does not know.
const DECIDING: [(&str, Decides); 6] = [
    ("status", Decides::Status),
    ("状态", Decides::Status),
    ("狀態", Decides::Status),
    ("audience", Decides::Audience),
    ("公开范围", Decides::Audience),
    ("公開範圍", Decides::Audience),
];

impl Decides {
    /// The key that `key` is, however its letters are written.
    fn of(key: &str) -> Option<Self> {
        let key = to_half_width(key.trim()).to_lowercase();
        DECIDING.iter().find(|(word, _)| *word == key).map(|(_, own)| *own)
    }

    /// The key that `key` may be meant for: a slip in one of them must not open a record. Names of slots are none.
    fn perhaps(key: &str, kind: Option<&Kind>) -> Option<Self> {
        if let Some(own) = Self::of(key) {
            return Some(own);
        }
        if names::is_known(key) || kind.is_some_and(|kind| kind.slots.iter().any(|slot| slot.is_called(key))) {
            return None;
        }
        let near = names::nearest(&to_half_width(key).to_lowercase(), DECIDING.iter().map(|(word, _)| *word))?;
        Self::of(near)
    }

    /// Whether the value lets the public see the record; `None` if it cannot be read.
    fn opens(self, value: &Node) -> Option<bool> {
        let mut quiet = Diagnostics::new();
        match self {
            Self::Status => Status::from_node(value, &mut quiet).map(|own| own == Status::Published),
            Self::Audience => Audience::from_node(value, &mut quiet).map(|own| own == Audience::Public),
        }
    }
}

/// What a record says that was read as YAML. `diags` are those of reading it, which keeps the first of two equal keys.
pub(super) fn of_node(node: &Node, kind: Option<&Kind>, diags: &Diagnostics) -> Sight {
    let Value::Map(entries) = &node.value else { return Sight::Unclear };
    let is_twice = |one: &Diagnostic| {
        std::ptr::eq(one.rule, &yaml::DUPLICATE) && one.text_of("key").is_some_and(|key| Decides::of(key).is_some())
    };
    let forbids = |(key, value): &(Key, Node)| {
        let own = Decides::perhaps(&key.text, kind);
        own.is_some_and(|own| !value.is_empty() && own.opens(value) != Some(true)) || is_closed_inside(key, value, kind)
    };
    if entries.iter().any(forbids) || diags.iter().any(is_twice) {
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

/// Whether a deciding key stands too far to the right, under another one, and says that the public must not see the
/// record. Rows of a table and facts may have a state of their own.
fn is_closed_inside(key: &Key, value: &Node, kind: Option<&Kind>) -> bool {
    let slot = kind.and_then(|kind| kind.slots.iter().find(|slot| slot.is_called(&key.text)));
    if slot.is_some_and(|slot| slot.block == BlockName::Facts) {
        return false;
    }
    let Value::Map(entries) = &value.value else { return false };
    entries.iter().any(|(key, value)| {
        let says = Decides::of(&key.text).and_then(|own| own.opens(value));
        says == Some(false) || is_closed_inside(key, value, kind)
    })
}

/// The value that a line of a text which is no YAML gives to `key`, at the beginning of the line or behind `{` or `,`.
fn value_in<'t>(line: &'t str, key: &str) -> impl Iterator<Item = &'t str> {
    let quotes: &[char] = &['"', '\'', ' ', '\t'];
    line.match_indices(key).filter_map(move |(at, _)| {
        let before = line[..at].trim_end_matches(quotes).chars().next_back();
        let after = line[at + key.len()..].trim_start_matches(quotes);
        let value = after.strip_prefix([':', '：', '='])?;
        let is_start = before.is_none_or(|sign| matches!(sign, '{' | ',' | '，' | '-' | '?' | '\u{feff}'));
        is_start.then(|| value.split([',', '，', '}', '#']).next().unwrap_or_default().trim_matches(quotes))
    })
}

/// What a text says that cannot be read as YAML, line by line.
pub(super) fn of_text(text: &str) -> Sight {
    let text = to_half_width(text).to_lowercase();
    let lines: Vec<&str> = text.lines().collect();
    let closes = |at: usize| {
        let line = lines[at];
        let is_indented = line.starts_with([' ', '\t', '-', '{']);
        let below = lines.get(at + 1).filter(|next| next.starts_with([' ', '\t'])).map_or("", |next| next.trim());
        DECIDING.iter().any(|(word, own)| {
            value_in(line, word).any(|value| {
                let value = if value.is_empty() { below } else { value };
                let node = Node { value: Value::Text(value.to_owned()), span: Span::whole(&"".into()) };
                // A row of a table may have a state of its own, so inside of one only our words count.
                !value.is_empty() && own.opens(&node).map_or(!is_indented, |is_open| !is_open)
            })
        })
    };
    if (0..lines.len()).any(closes) { Sight::Closed } else { Sight::Unclear }
}

/// What a record says that cannot be read as YAML; where it names a kind that is not for the public, that counts too.
pub(super) fn of_unreadable(text: &str, definitions: &Definitions) -> Sight {
    let kind = text_of(text, "kind").and_then(|name| definitions.kind(name));
    let is_told = text_of(text, "audience").is_some_and(|value| !value.is_empty());
    let is_closed = kind.is_some_and(|kind| !is_told && kind.audience != Audience::Public);
    if is_closed { Sight::Closed } else { of_text(text) }
}

/// What the first line that gives `key` a value says, in a text that cannot be read as YAML.
pub(super) fn text_of<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let words = [key, names::chinese(key).unwrap_or(key)];
    text.lines().find_map(|line| words.iter().find_map(|word| value_in(line, word).next()))
}

/// The day of publication of a record that could not be read: that of its key, else that of its name.
pub(super) fn published(id: &str, node: Option<&Node>, text: &str) -> Option<Date> {
    let name = id.rsplit('/').next().unwrap_or(id);
    let in_name = name.get(..10).and_then(Date::parse).map(|(date, _)| date);
    let is_key = |key: &Key| key.text == "published" || names::chinese("published") == Some(&*key.text);
    let of_node = node.and_then(|node| {
        let Value::Map(entries) = &node.value else { return None };
        let (_, value) = entries.iter().find(|(key, _)| is_key(key))?;
        Date::from_node(value, &mut Diagnostics::new())
    });
    let of_text = || text_of(text, "published").and_then(Date::parse).map(|(date, _)| date);
    of_node.or_else(|| if node.is_none() { of_text() } else { None }).or(in_name)
}

/// What of the last published files of a record may stay: with a readable source its page and the attachments that
/// the source still names outside of comments, else the page alone.
pub(super) fn keeps(sight: Sight, text: &str, attachments: &[SitePath]) -> Keeps {
    let is_comment = |line: &&str| line.trim_start().starts_with('#');
    let written = || text.lines().filter(|line| !is_comment(line));
    let is_named = |path: &&SitePath| {
        let name = path.rsplit('/').next().unwrap_or(path);
        let encoded = encode(name);
        written().any(|line| line.contains(name) || line.contains(&encoded))
    };
    match sight {
        Sight::Public => Keeps::Files(attachments.iter().filter(is_named).cloned().collect()),
        Sight::Unclear => Keeps::Page,
        Sight::Closed => Keeps::Nothing,
    }
}

/// Whether a key decides who may see a record.
pub(super) fn decides(key: &str) -> bool {
    Decides::of(key).is_some()
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
        ] {
            text(closed, Sight::Closed);
        }
        for unclear in [
            "title: \"x",
            "status: published\ntitle: \"x",
            "audience: public",
            "status:\n",
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
