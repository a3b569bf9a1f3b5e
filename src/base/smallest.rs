//! Under which number the rows of a sensitive list are not told.

use std::fmt;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::FromNode;
use crate::base::node::Node;

rules! {
    /// A smallest count that is none.
    SMALLEST: Error "portal/smallest-count" {
        zh: "最小公开数 `smallest-count` 写的是 `{value}`，要写 2 到 1000 的整数" => "不写就是 3：敏感名单里不足 3 的数不单独公开；要更严，写 `smallest-count: 5`",
        en: "`smallest-count` is `{value}`; it takes a whole number from 2 to 1000" => "leave it out for 3: no count under 3 of a sensitive list is told by itself; to be stricter write `smallest-count: 5`",
        wrong: "smallest-count: 1", right: "smallest-count: 5",
        source: "GB/T 42460-2023《信息安全技术 个人信息去标识化效果评估指南》", "GB/T 42460-2023, assessing the effect of de-identification",
    }
}

/// The smallest count of a sensitive list that is told by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Smallest(u64);

impl Smallest {
    const LEAST: u64 = 2;
    const MOST: u64 = 1_000;

    /// What holds where what was written cannot be read: nearly nothing is told.
    const UNREAD: Self = Self(Self::MOST);

    /// This number, for tests.
    #[cfg(test)]
    pub(crate) fn of(number: u64) -> Self {
        Self(number)
    }

    /// The number.
    pub fn get(self) -> u64 {
        self.0
    }

    /// Whether so many are too few to be told; none at all may be told.
    pub fn is_small(self, count: u64) -> bool {
        0 < count && count < self.0
    }
}

impl Default for Smallest {
    fn default() -> Self {
        Self(3)
    }
}

impl fmt::Display for Smallest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromNode for Smallest {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        if node.is_empty() {
            return None;
        }
        let text = String::from_node(node, diags);
        let number = text.as_ref().and_then(|text| text.trim().parse().ok());
        let known = number.filter(|number| (Self::LEAST..=Self::MOST).contains(number));
        if let (Some(text), None) = (text, known) {
            diags.push(Diagnostic::new(&SMALLEST, node.span.clone()).with("value", text));
        }
        Some(known.map_or(Self::UNREAD, Self))
    }
}
