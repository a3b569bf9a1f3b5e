//! Numbers that are cut over several values: the cells of a row, a key and what stands behind it, the cells of a column.

use std::collections::BTreeMap;

use crate::base::yaml::{Key, Node, Value};
use crate::load::gate::judge::{Judge, Said};
use crate::load::gate::place::At;
use crate::privacy::{self, Around, Found};

/// A number that is cut in several pieces.
struct Cut {
    /// The entries that hold a part, each with whether their key does.
    places: Vec<(usize, bool)>,
    /// All of it.
    whole: String,
    sort: privacy::Sort,
}

/// Looks for numbers that are cut in several cells of a row, or in a key and what stands behind it.
pub(super) fn across(judge: &mut Judge<'_>, entries: &mut [(Key, Node)], at: At<'_>) {
    let mut pieces: Vec<(usize, bool, &str)> = Vec::new();
    for (place, (key, node)) in entries.iter().enumerate() {
        let Some(text) = node.text().filter(|_| at.seen(&key.text).is_shown) else { continue };
        if key.text.bytes().any(|sign| sign.is_ascii_digit()) {
            pieces.push((place, true, &key.text));
        }
        pieces.push((place, false, text));
    }
    let texts: Vec<&str> = pieces.iter().map(|(.., text)| *text).collect();
    let found = privacy::across(&texts).into_iter().map(|(parts, sort)| {
        let own = parts.iter().filter_map(|at| pieces.get(*at));
        let places = own.clone().map(|(place, is_key, _)| (*place, *is_key)).collect();
        Cut { places, whole: own.map(|(.., text)| *text).collect(), sort }
    });
    let found: Vec<Cut> = found.collect();
    for Cut { places, whole, sort } in found {
        let Some((key, node)) = places.first().and_then(|(place, _)| entries.get(*place)) else { continue };
        let said = Said { text: &whole, around: Around::default(), what: &key.text, span: &node.span, is_plain: false };
        if places.iter().any(|(_, is_key)| *is_key) {
            judge.stops(&Found { sort, range: 0..whole.len() }, Said { what: judge.key_name(), ..said }, None);
        } else if judge.finds(sort, 0..whole.len(), said) {
            let mark = judge.mark();
            places.iter().for_each(|(place, _)| entries[*place].1.value = Value::Text(mark.to_owned()));
        }
    }
}

/// Looks for numbers that are cut over the cells of a column.
pub(super) fn downwards(judge: &mut Judge<'_>, rows: &mut [Node], at: At<'_>) {
    let mut columns: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, row) in rows.iter().enumerate() {
        let Value::Map(entries) = &row.value else { continue };
        let shown = entries.iter().filter(|(key, node)| node.text().is_some() && at.seen(&key.text).is_shown);
        shown.for_each(|(key, _)| columns.entry(key.text.clone()).or_default().push(place));
    }
    for (key, places) in columns {
        let cell = |place: &usize| cell_of(rows, *place, &key).and_then(Node::text).unwrap_or_default().to_owned();
        let texts: Vec<String> = places.iter().map(cell).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        for parts in privacy::downwards(&texts) {
            let whole: String = parts.iter().filter_map(|at| texts.get(*at)).copied().collect();
            let places: Vec<usize> = parts.iter().filter_map(|at| places.get(*at)).copied().collect();
            let Some(first) = places.first().and_then(|place| cell_of(rows, *place, &key)) else { continue };
            let span = first.span.clone();
            let said = Said { text: &whole, around: Around::default(), what: &key, span: &span, is_plain: false };
            if judge.finds(privacy::Sort::IdNumber, 0..whole.len(), said) {
                let mark = judge.mark();
                for place in places {
                    let Some(Value::Map(entries)) = rows.get_mut(place).map(|row| &mut row.value) else { continue };
                    let own = entries.iter_mut().filter(|(own, _)| own.text == key);
                    own.for_each(|(_, node)| node.value = Value::Text(mark.to_owned()));
                }
            }
        }
    }
}

/// What a row says under a key.
fn cell_of<'n>(rows: &'n [Node], place: usize, key: &str) -> Option<&'n Node> {
    let Value::Map(entries) = &rows.get(place)?.value else { return None };
    entries.iter().find(|(own, _)| own.text == key).map(|(_, node)| node)
}
