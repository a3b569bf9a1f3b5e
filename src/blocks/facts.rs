//! `facts`: labelled text without meaning, the valve that keeps the other blocks small.

use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::diag::{Diagnostics, Rule};
use crate::base::fields::{Fields, FromNode, entries};
use crate::base::lang::Lang;
use crate::base::period::Period;
use crate::base::yaml::Node;
use crate::blocks::guide::{NewSlot, list, quoted, word};
use crate::blocks::inputs::{Fill, Input, Inputs, Rows, Table as InputTable};
use crate::blocks::table::{Table, TableColumn};
use crate::blocks::{BlockType, RowsAt, Summary};

/// Labelled texts in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts(Vec<Fact>);

impl Facts {
    /// All of them: those that the form expects first, in its order.
    pub fn iter(&self) -> std::slice::Iter<'_, Fact> {
        self.0.iter()
    }
}

/// One labelled text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it says.
    pub label: Arc<str>,
    /// The text.
    pub text: Arc<str>,
}

/// What a form sets: the labels that are expected, in order.
#[derive(Clone, Debug, Default)]
pub struct FactsOptions {
    /// Expected labels; others are allowed behind them.
    pub labels: Vec<Arc<str>>,
}

impl FromNode for FactsOptions {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let options = Self { labels: fields.get("labels", diags).unwrap_or_default() };
        fields.finish(diags);
        Some(options)
    }
}

/// Number of records that state facts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FactsSummary {
    /// How many.
    pub records: u64,
}

impl Summary for FactsSummary {
    fn merge(&mut self, other: &Self) {
        self.records += other.records;
    }
}

impl BlockType for Facts {
    const NAME: &'static str = "facts";
    const ROWS: RowsAt = RowsAt::Nowhere;
    const RISES: bool = false;
    const HAS_OWN_KEYS: bool = true;
    const RULES: &'static [&'static [&'static Rule]] = &[];
    type Options = FactsOptions;
    type Summary = FactsSummary;

    fn parse(node: &Node, options: &Arc<FactsOptions>, diags: &mut Diagnostics) -> Option<Self> {
        let mut facts: Vec<Fact> = Vec::new();
        for (key, value) in entries(node, diags) {
            if let Some(text) = Arc::<str>::from_node(value, diags) {
                facts.push(Fact { label: key.text.as_str().into(), text });
            }
        }
        let place = |fact: &Fact| options.labels.iter().position(|label| *label == fact.label);
        facts.sort_by_key(|fact| place(fact).unwrap_or(usize::MAX));
        Some(Self(facts))
    }

    fn summarize(history: &[(Option<Period>, &Self)], _today: Date) -> FactsSummary {
        FactsSummary { records: history.len() as u64 }
    }

    fn table(&self) -> Table {
        let columns = vec![TableColumn::new("label", "名称", "string"), TableColumn::new("text", "内容", "string")];
        let rows = self.0.iter().map(|fact| vec![fact.label.to_string(), fact.text.to_string()]);
        Table { columns, rows: rows.collect() }
    }

    fn skeleton(options: &FactsOptions, slot: &NewSlot<'_>) -> Vec<String> {
        let labels = options.labels.iter().map(|label| format!("  {}:", quoted(label)));
        std::iter::once(slot.head()).chain(labels).collect()
    }

    fn inputs(options: &FactsOptions, lang: Lang) -> Inputs {
        let columns = vec![
            Input::of_key("name", Fill::Text, lang).labelled(word(lang, "名称", "label")),
            Input::of_key("text", Fill::Text, lang).labelled(word(lang, "内容", "text")),
        ];
        let rows = Rows::Keyed { names: options.labels.clone(), is_open: true };
        Inputs { fields: Vec::new(), table: Some(InputTable { key: None, columns, rows }) }
    }

    fn describe(options: &FactsOptions, lang: Lang) -> Vec<String> {
        vec![list(lang, &options.labels)]
    }

    fn text(&self, label: &str) -> Option<&str> {
        self.0.iter().find(|fact| &*fact.label == label).map(|fact| &*fact.text)
    }
}
