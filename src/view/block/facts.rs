//! What a page shows of facts: each label, in the words of the page where the form names it, with its text.

use std::sync::Arc;

use serde::Serialize;

use crate::blocks::facts::Facts;
use crate::view::block::{OnPage, Spot};

/// One labelled text.
#[derive(Clone, Debug, Serialize)]
pub struct FactView {
    /// What it says.
    pub label: Arc<str>,
    /// The text.
    pub text: Arc<str>,
}

impl OnPage for Facts {
    type View = Vec<FactView>;

    fn view(&self, spot: &Spot<'_>) -> Vec<FactView> {
        let label = |label| spot.context.tongue.word(label);
        self.iter().map(|fact| FactView { label: label(&fact.label), text: fact.text.clone() }).collect()
    }
}
