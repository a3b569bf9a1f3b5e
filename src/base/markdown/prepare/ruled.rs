//! Lines of `-`, `=` and `_`: what is drawn below a line and is no heading, what is left to write on.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::super::edits::Edit;
use super::super::lines;
use super::Prepared;

/// A line below text makes a heading only of one line that can be one; else dashes are a rule, and others text.
/// Underscores are blanks to fill in.
pub(super) fn find(text: &str, list: &[(Event<'_>, Range<usize>)], prepared: &mut Prepared) {
    for (event, range) in list {
        match event {
            Event::Rule => {
                let line = &text[range.clone()];
                let at = range.start + line.len() - line.trim_start().len();
                prepared.edits.extend(text[at..].starts_with('_').then(|| Edit::mark(at)));
            }
            Event::Start(Tag::Heading { .. }) => prepared.edits.extend(underline(text, range)),
            _ => {}
        }
    }
}

/// What makes no heading of the text in this range, if it should be none.
fn underline(text: &str, range: &Range<usize>) -> Option<Edit> {
    let block = text[range.clone()].trim_end();
    let (above, line) = block.rsplit_once('\n').filter(|_| !block.trim_start().starts_with('#'))?;
    let signs = line.trim_start_matches([' ', '\t', '>']);
    let sign = signs.chars().next().filter(|sign| matches!(sign, '-' | '='))?;
    if !lines::is_ours(above)
        || signs.contains(|c| c != sign)
        || signs.len() >= 3 && !above.contains('\n') && lines::can_be_heading(above)
    {
        return None;
    }
    let end = range.start + block.len();
    Some(match sign == '-' && signs.len() >= 3 {
        true => Edit::insert(end - line.len(), "\n"),
        false => Edit::mark(end - signs.len()),
    })
}
