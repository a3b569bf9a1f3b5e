//! What a page shows of facts: each label, in the words of the page where the form names it, with its text.

use std::sync::Arc;

use serde::Serialize;

use crate::base::glossary::Tongue;
use crate::blocks::facts::Facts;

/// One labelled text.
#[derive(Clone, Debug, Serialize)]
pub struct FactView {
    /// What it says.
    pub label: Arc<str>,
    /// The text.
    pub text: Arc<str>,
}

pub(super) fn view(facts: &Facts, tongue: Tongue<'_>) -> Vec<FactView> {
    facts.iter().map(|fact| FactView { label: tongue.word(&fact.label), text: fact.text.clone() }).collect()
}
