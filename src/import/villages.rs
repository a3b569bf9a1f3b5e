//! Tables of several units: a sheet with a column of villages is one table for each.

use std::collections::BTreeSet;

use crate::base::lexicon::LEXICON;
use crate::base::squeezed::squeezed;
use crate::base::total::total;
use crate::import::{Setting, Source};
use crate::load::Seen;

/// So many first lines may hold the head.
const FIRST: usize = 15;

/// What a table gives to one unit.
#[derive(Clone, Debug)]
pub struct Part {
    /// Path of the unit, with a slash in front; none of a table that names no units.
    pub org: Option<String>,
    /// Its lines, with those above the table.
    pub source: Source,
    /// Lines of the table that are of no unit, for the first part to tell: their number and first text.
    pub left: Vec<(u32, String)>,
}

/// The table as it is; or, if it has a column of units, the lines of each, without that column.
pub fn split(setting: Setting<'_>, source: Source) -> Vec<Part> {
    let Some((head, column)) = column(setting, &source.sheet) else {
        return vec![Part { org: None, source, left: Vec::new() }];
    };
    let mut parts: Vec<Part> = Vec::new();
    let (mut left, mut current): (Vec<(u32, String)>, Option<String>) = (Vec::new(), None);
    for line in source.sheet.lines.iter().skip(head + 1) {
        let text = line.cells.get(column).map_or("", |cell| cell);
        let is_total = line.filled().next().is_some_and(|first| total(first).is_some());
        current = match text {
            "" if !is_total => current,
            _ => path_of(setting, text),
        };
        let Some(org) = current.clone().filter(|_| !is_total) else {
            left.push((line.number, line.filled().next().unwrap_or_default().to_owned()));
            continue;
        };
        let mut line = line.clone();
        line.cells.get_mut(column).into_iter().for_each(String::clear);
        match parts.iter_mut().find(|part| part.org.as_ref() == Some(&org)) {
            Some(part) => part.source.sheet.lines.push(line),
            None => {
                let mut above: Vec<_> = source.sheet.lines.iter().take(head + 1).cloned().collect();
                above[head].cells.get_mut(column).into_iter().for_each(String::clear);
                above.push(line);
                let sheet = Seen { name: source.sheet.name.clone(), lines: above };
                parts.push(Part {
                    org: Some(org),
                    source: Source { file: source.file.clone(), sheet },
                    left: Vec::new(),
                });
            }
        }
    }
    parts.first_mut().into_iter().for_each(|first| first.left = std::mem::take(&mut left));
    parts
}

/// The line of the head and the column below which units stand, at least two of them.
fn column(setting: Setting<'_>, sheet: &Seen) -> Option<(usize, usize)> {
    let words = &LEXICON.import.units;
    let lines = sheet.lines.iter().take(FIRST).enumerate();
    let heads = lines.filter(|(_, line)| line.filled().count() > 2);
    let found = heads.flat_map(|(at, line)| {
        let cells = line.cells.iter().enumerate().filter(|(_, cell)| words.has(&squeezed(cell)));
        cells.map(move |(column, _)| (at, column))
    });
    found.into_iter().find(|(at, column)| {
        let below = sheet.lines.iter().skip(at + 1).filter_map(|line| line.cells.get(*column));
        let units: BTreeSet<String> = below.filter_map(|text| path_of(setting, text)).collect();
        units.len() > 1
    })
}

/// The unit that is called so, with or without what ends its name; none if several are.
fn path_of(setting: Setting<'_>, text: &str) -> Option<String> {
    let plain = squeezed(text);
    let bare = |name: &str| LEXICON.import.unit_ends.cut_end(name).unwrap_or(name).to_owned();
    let orgs = setting.content.portal.orgs.iter();
    let mut found = orgs.filter(|(_, org)| {
        let name = squeezed(&org.name);
        !plain.is_empty() && (name == plain || bare(&name) == bare(&plain))
    });
    let (_, org) = found.next()?;
    found.next().is_none().then(|| format!("/{}", org.path))
}
