//! Numbers with how exactly they are known.

use serde::Serialize;

use crate::base::date::to_half_width;
use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::fields::FromNode;
use crate::base::lexicon::LEXICON;
use crate::base::number::qualifier::Qualifier;
use crate::base::number::{BRACKETS, Decimal, UNREADABLE};
use crate::base::yaml::Node;

/// A number with its qualifier: `逾20000`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Figure {
    /// The number.
    pub value: Decimal,
    /// How exactly it is known.
    pub qualifier: Qualifier,
}

impl Figure {
    /// Reads a number that a qualifier may precede or, for 余, follow.
    pub fn parse(text: &str) -> Option<Self> {
        let text = to_half_width(text.trim());
        for (word, qualifier) in Qualifier::written() {
            let rest = text.strip_prefix(word).or_else(|| text.strip_suffix(word));
            if let Some(rest) = rest {
                return Decimal::parse(rest).ok().map(|value| Self { value, qualifier });
            }
        }
        let within = LEXICON.qualifiers.behind.iter().find(|word| text.contains(&***word));
        let moved = within.map(|word| text.replace(&**word, ""));
        let qualifier = if moved.is_some() { Qualifier::Over } else { Qualifier::Exact };
        Decimal::parse(moved.as_deref().unwrap_or(&text)).ok().map(|value| Self { value, qualifier })
    }

    /// The sum, with the qualifier that is left.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let value = Decimal(self.value.0.saturating_add(other.value.0));
        Self { value, qualifier: self.qualifier.and(other.qualifier) }
    }
}

impl Figure {
    /// What is left of it, with the qualifier that is left.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self { value: self.value.minus(other.value), qualifier: self.qualifier.and(other.qualifier.turned()) }
    }

    /// Whether it is as counted.
    pub fn is_exact(self) -> bool {
        self.qualifier == Qualifier::Exact
    }
}

impl FromNode for Figure {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let text = String::from_node(node, diags)?;
        let figure = Self::parse(&text);
        if figure.is_none() {
            diags.push(unreadable(node, &text));
        }
        figure
    }
}

/// The error of a text that is no figure.
pub(super) fn unreadable(node: &Node, text: &str) -> Diagnostic {
    if let Some(brackets) = bracketed(node, text) {
        return brackets;
    }
    let words = Qualifier::written().map(|(word, _)| word);
    Diagnostic::new(&UNREADABLE, node.span.clone()).with("value", text).with_list("qualifiers", words)
}

/// The error of a number in brackets, if the text is one.
pub(crate) fn bracketed(node: &Node, text: &str) -> Option<Diagnostic> {
    let half = to_half_width(text.trim());
    let plain = half.strip_prefix('(')?.strip_suffix(')')?.trim();
    Decimal::parse(plain).ok()?;
    Some(Diagnostic::new(&BRACKETS, node.span.clone()).with("value", text).with("plain", plain.replace(',', "")))
}
