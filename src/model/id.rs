//! Names of what a portal is made of, one type for each sort: who asks for a kind cannot be handed a slot.
//!
//! What a record *writes* to name another one, an item or a form stays text until somebody has found it: it may name nothing.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::base::date::Date;
use crate::base::diag::Diagnostics;
use crate::base::fields::FromNode;
use crate::base::name::{BadName, Name};
use crate::base::part::Part;
use crate::base::path::{self, SitePath};
use crate::base::yaml::Node;

/// Types around checked text, which read, compare, serialise and stand in an address as the text does.
macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident($text:ty);)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $id($text);

        impl From<$text> for $id {
            fn from(text: $text) -> Self {
                Self(text)
            }
        }

        impl Deref for $id {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $id {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self)
            }
        }

        impl Serialize for $id {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self)
            }
        }

        impl Part for $id {
            fn push_to(&self, path: &mut String) {
                path.push_str(self);
            }
        }

        impl From<&$id> for Arc<str> {
            fn from(id: &$id) -> Self {
                (&id.0).into()
            }
        }

        impl PartialEq<Arc<str>> for $id {
            fn eq(&self, other: &Arc<str>) -> bool {
                self.0 == *other
            }
        }

        impl PartialEq<$id> for Arc<str> {
            fn eq(&self, other: &$id) -> bool {
                *self == other.0
            }
        }
    )+};
}

ids! {
    /// Path of a record under `content/` without the ending of its file: its address, which never changes.
    RecordId(SitePath);
    /// Stable name of a kind, which records write behind `kind:`.
    KindName(Name);
    /// Stable name of a form, which records write behind `form:`.
    FormName(Name);
    /// Name of a slot of a kind, a key of its records.
    SlotName(Name);
    /// Stable name of an item of the catalogue, which records cite.
    ItemId(Name);
    /// Name of one of several series that a unit keeps with the same slot.
    SeriesName(Name);
}

/// Names that content writes where it defines what they name.
macro_rules! read {
    ($($id:ident),+) => {$(
        impl FromNode for $id {
            fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
                Name::from_node(node, diags).map(Self)
            }
        }
    )+};
}
read!(KindName, FormName, ItemId, SeriesName);

impl RecordId {
    /// The id of the record whose source lies at `file` under `content/`.
    ///
    /// # Errors
    /// The path cannot stand in an address.
    pub fn of_source(file: &str) -> Result<Self, BadName> {
        SitePath::parse(path::stem(file)).map(Self)
    }

    /// Name of its file without the folder, which a date may begin.
    pub fn name(&self) -> &str {
        path::last(self)
    }

    /// Folder that its file lies in, from where its links count.
    pub fn folder(&self) -> &str {
        path::folder(self)
    }

    /// As an address without an ending, which is that of its attachment folder.
    pub fn path(&self) -> &SitePath {
        &self.0
    }

    /// The day that its name begins with, as `2026-07-10-finance` does.
    pub fn day(&self) -> Option<Date> {
        self.name().get(..10).and_then(Date::parse).map(|(day, _)| day)
    }

    /// Where one of its pages stands in the first tree, also if it is not public; pages count from 1.
    pub fn page(&self, part: usize) -> SitePath {
        self.0.with(((part > 1).then_some(("-", part)), ".html"))
    }

    /// Where its twin for programs stands.
    pub fn twin(&self) -> SitePath {
        self.0.with(".json")
    }

    /// Where its address stands as a QR code.
    pub fn code(&self) -> SitePath {
        self.0.with(".qr.svg")
    }
}

#[cfg(test)]
mod tests {
    use super::RecordId;

    #[test]
    fn an_id_is_a_path_without_the_ending_of_the_file() {
        let id = RecordId::of_source("fengming/2026/2026-07-10-q2.yaml").unwrap();
        assert_eq!((&*id, id.folder(), id.name()), ("fengming/2026/2026-07-10-q2", "fengming/2026", "2026-07-10-q2"));
        assert_eq!((&*id.page(1), &*id.page(2)), (&*format!("{id}.html"), &*format!("{id}-2.html")));
        assert_eq!(RecordId::of_source("notice.md").unwrap().folder(), "");
        assert!(RecordId::of_source("../notice.md").is_err());
    }
}
