//! Tables one below the other in a sheet: each but the first begins after an empty line, with a head of its own.

use crate::import::fit::fits;
use crate::import::{Answers, Asked, Setting, Source};
use crate::load::Seen;

/// Lines above the head of a further table: a title, and what its amounts are in.
const ABOVE: usize = 2;
/// Empty lines that are looked at; a sheet with more of them is no stack of tables.
const MOST: usize = 50;

/// The tables of a sheet.
pub(super) fn apart(setting: Setting<'_>, source: Source) -> Vec<Source> {
    let lines = &source.sheet.lines;
    let gaps = lines.windows(2).zip(1..).filter(|(pair, _)| pair[1].number > pair[0].number + 1).map(|(_, at)| at);
    let gaps: Vec<usize> = gaps.take(MOST).collect();
    let part = |from: usize, to: usize| Source {
        file: source.file.clone(),
        sheet: Seen { name: source.sheet.name.clone(), lines: lines[from..to].to_vec() },
    };
    let mut head = head(setting, &part(0, lines.len())).map(|(_, texts)| texts);
    let (mut from, mut all) = (0, Vec::new());
    for at in gaps {
        let found = self::head(setting, &part(at, lines.len())).filter(|(above, _)| *above <= ABOVE);
        let Some((_, texts)) = found else {
            continue;
        };
        // Without a head above it is the first table; a head that comes again is one of another sheet of paper.
        if head.as_ref().is_some_and(|head| *head != texts) {
            all.push(part(from, at));
            from = at;
        }
        head = Some(texts);
    }
    all.push(part(from, lines.len()));
    all
}

/// How many lines stand above the head of a table that some form knows, and what it says.
fn head(setting: Setting<'_>, source: &Source) -> Option<(usize, Vec<String>)> {
    let best = fits(setting, source, Asked::default(), &Answers::default()).into_iter().next()?;
    // No row names three columns.
    (best.seen.columns.iter().flatten().count() > 2).then_some((best.seen.first, best.seen.texts))
}
