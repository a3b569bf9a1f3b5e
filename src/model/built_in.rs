//! Kinds and forms that come with the program: YAML, read by the same code as a portal's own.

use crate::files::Embedded;

#[derive(rust_embed::Embed)]
#[folder = "src/model/kinds/"]
struct KindFiles;

#[derive(rust_embed::Embed)]
#[folder = "src/model/forms/"]
struct FormFiles;

/// Built-in kinds: `NAME.yaml`.
pub const KINDS: Embedded = Embedded::of::<KindFiles>();

/// Built-in forms: `NAME.yaml`.
pub const FORMS: Embedded = Embedded::of::<FormFiles>();

/// What the closed words of these are called in other languages.
pub const GLOSSARY: &str = include_str!("glossary.yaml");

#[cfg(test)]
mod tests {
    use super::{FORMS, GLOSSARY, KINDS};
    use crate::base::diag::Diagnostics;
    use crate::base::fields::FromNode;
    use crate::base::glossary::Glossary;
    use crate::base::yaml::{self, Node, Value};

    /// What of a definition has no English: labels without one, and closed words that the glossary does not have.
    fn check(node: &Node, glossary: &Glossary, found: &mut Vec<String>) {
        let is_han = |text: &str| text.contains(|sign: char| ('\u{4e00}'..='\u{9fff}').contains(&sign));
        let mut word = |text: &str| {
            if is_han(text) && is_han(glossary.tongue("en").text(text)) {
                found.push(text.to_owned());
            }
        };
        match &node.value {
            Value::Empty | Value::Unread => {}
            Value::Text(text) => word(text),
            Value::List(nodes) => nodes.iter().for_each(|node| check(node, glossary, found)),
            Value::Map(entries) if entries.iter().any(|(key, _)| key.text == "zh-Hans") => {
                let has_english = entries.iter().any(|(key, text)| key.text == "en" && !text.is_empty());
                found.extend((!has_english).then(|| format!("{entries:?}")));
            }
            Value::Map(entries) => {
                entries.iter().for_each(|(key, _)| word(&key.text));
                let shown = entries.iter().filter(|(key, _)| key.text != "basis");
                shown.for_each(|(_, node)| check(node, glossary, found));
            }
        }
    }

    #[test]
    fn everything_that_a_page_shows_has_english() {
        let mut diags = Diagnostics::new();
        let node = yaml::parse(&"glossary.yaml".into(), 0, GLOSSARY, &mut diags).unwrap();
        let glossary = Glossary::from_node(&node, &mut diags).unwrap();
        for (name, text) in KINDS.texts().chain(FORMS.texts()) {
            let node = yaml::parse(&name.as_str().into(), 0, &text, &mut diags).unwrap();
            let mut found = Vec::new();
            check(&node, &glossary, &mut found);
            assert_eq!(found, [""; 0], "{name}");
        }
        assert!(!diags.has_errors());
    }
}
