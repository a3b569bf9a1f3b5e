//! Ids of headings: readable, stable and unique.

use std::collections::BTreeMap;

/// The ids given so far, each with the number of the last heading that asked for it.
#[derive(Debug, Default)]
pub(super) struct Ids(BTreeMap<String, usize>);

impl Ids {
    /// A new id for a heading of this text; the second `概况` gets `概况-2`.
    pub(super) fn give(&mut self, text: &str) -> String {
        let base = slug(text);
        let mut number = self.0.get(&base).copied().unwrap_or(0);
        loop {
            number += 1;
            let id = match number {
                1 => base.clone(),
                _ => format!("{base}-{number}"),
            };
            if number == 1 || !self.0.contains_key(&id) {
                self.0.insert(base, number);
                self.0.entry(id.clone()).or_insert(1);
                return id;
            }
        }
    }
}

fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() || c == '_' {
            slug.push(c.to_ascii_lowercase());
        } else if (c.is_whitespace() || c == '-') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    // Footnotes own the ids that start with these, so a heading `fn 1` must not take `fn-1`.
    let reserved = slug.starts_with("fn-") || slug.starts_with("fnref-");
    match slug.as_str() {
        "" => "section".to_owned(),
        _ if reserved => format!("section-{slug}"),
        _ => slug,
    }
}
