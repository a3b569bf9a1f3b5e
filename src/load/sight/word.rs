//! The keys that say who may see a record, and what their values say.

use crate::base::date::to_half_width;
use crate::base::diag::Diagnostics;
use crate::base::fields::FromNode;
use crate::base::names;
use crate::base::source::Span;
use crate::base::yaml::{Node, Value};
use crate::model::audience::Audience;
use crate::model::kind::Kind;
use crate::model::record::Status;

/// A key that says who may see a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decides {
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
    pub(super) fn of(key: &str) -> Option<Self> {
        let key = to_half_width(key.trim()).to_lowercase();
        DECIDING.iter().find(|(word, _)| *word == key).map(|(_, own)| *own)
    }

    /// The key that `key` may be meant for: a slip in one of them must not open a record. Names of slots are none.
    pub(super) fn perhaps(key: &str, kind: Option<&Kind>) -> Option<Self> {
        if let Some(own) = Self::of(key) {
            return Some(own);
        }
        if !is_unknown(key, kind) {
            return None;
        }
        let near = names::nearest(&to_half_width(key).to_lowercase(), DECIDING.iter().map(|(word, _)| *word))?;
        Self::of(near)
    }

    /// Whether the value lets the public see the record; `None` if it cannot be read.
    pub(super) fn opens(self, value: &Node) -> Option<bool> {
        let mut quiet = Diagnostics::new();
        match self {
            Self::Status => Status::from_node(value, &mut quiet).map(|own| own == Status::Published),
            Self::Audience => Audience::from_node(value, &mut quiet).map(|own| own == Audience::Public),
        }
    }
}

/// Whether `key` is the name of the format in either language.
pub(super) fn text_is(key: &str, name: &str) -> bool {
    names::is(key, name)
}

/// Whether nobody reads the key.
pub(super) fn is_unknown(key: &str, kind: Option<&Kind>) -> bool {
    !names::is_known(key) && !kind.is_some_and(|kind| kind.slots.iter().any(|slot| slot.is_called(key)))
}

/// Whether a word says that the public must not see a record: `draft`, 党员. As a value of any key that nobody reads, or
/// as such a key, it is taken at its word.
pub(super) fn closes(word: &str) -> bool {
    let node = Node { value: Value::Text(to_half_width(word.trim()).to_lowercase()), span: Span::whole(&"".into()) };
    [Decides::Status, Decides::Audience].iter().any(|own| own.opens(&node) == Some(false))
}

/// Whether a key decides who may see a record.
pub(in crate::load) fn decides(key: &str) -> bool {
    Decides::of(key).is_some()
}
