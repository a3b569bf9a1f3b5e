//! Of what a figure is: of the unit itself, of the unit and all below it, or of another place.

use crate::base::diag::Diagnostics;
use crate::base::fields::{FromNode, choose};
use crate::base::lang::Text;
use crate::base::yaml::Node;

/// Of what a figure is, which decides what may be added to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// The unit's own part: it adds up with those of the units below and beside.
    #[default]
    Own,
    /// The unit and all below it: it stands for the whole, and the parts below are not added to it.
    All,
    /// Another place: it is never added and never compared.
    Elsewhere,
}

impl Scope {
    /// Every scope with its name in English and Chinese.
    pub const ALL: [(&'static str, &'static str, Self); 3] =
        [("own", "本级", Self::Own), ("all", "全部", Self::All), ("elsewhere", "他处", Self::Elsewhere)];

    /// The words of data files.
    pub const WORDS: [Text; 3] =
        [Text { zh: "本级", en: "own" }, Text { zh: "全部", en: "all" }, Text { zh: "他处", en: "elsewhere" }];

    /// What it is called in data files.
    pub fn text(self) -> &'static Text {
        match self {
            Self::Own => &Self::WORDS[0],
            Self::All => &Self::WORDS[1],
            Self::Elsewhere => &Self::WORDS[2],
        }
    }
}

impl FromNode for Scope {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        choose(node, &Self::ALL, diags)
    }
}
