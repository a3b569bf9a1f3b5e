//! Lists of persons whom a heading or a sentence calls something, with their names in the lines below: 幼儿园名单, a blank
//! line, 张小三、李小四.

use std::ops::Range;

use crate::base::lexicon::{LEXICON, Said};
use crate::privacy::aid;
use crate::privacy::names;
use crate::privacy::{Around, Found, Sort};

/// Adds the names in lists below what announces them. What stands beside the text, such as the title of its record, stands
/// above it.
pub(super) fn find(text: &str, around: Around<'_>, found: &mut Vec<Found>) {
    if !text.contains(['\n', '、']) {
        return;
    }
    let mut sort = announced(around.beside);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let own = names_of(line);
        if own.is_empty() {
            let is_nothing = line.trim().is_empty();
            sort = announced(line).or(sort.filter(|_| is_nothing));
        } else if let Some(sort) = sort {
            found.extend(own.into_iter().map(|own| Found { sort, range: start + own.start..start + own.end }));
        }
        start += line.len();
    }
}

/// Of whom a line announces a list, if it does, and of nobody who works for them.
pub(super) fn announced(line: &str) -> Option<Sort> {
    const LONGEST: usize = 240;
    let line = line.trim().trim_start_matches(['#', '*', ' ']).trim_end_matches(['*', ' ']);
    let is_list = line.ends_with(['：', ':']) || LEXICON.privacy.announcing.is_in(line);
    if line.is_empty() || line.len() > LONGEST || !is_list {
        return None;
    }
    let words = &LEXICON.privacy;
    let subjects: [(&Said, Sort); 3] =
        [(&words.child, Sort::Child), (&words.health, Sort::Health), (&words.religion, Sort::Religion)];
    let is_of = |said: &Said| said.announced.is_in(line) || said.lists.is_in(line);
    let is_apart = |said: &Said| !is_direct(said, line) && said.apart.is_in(&aid::without_aids(line));
    subjects.into_iter().find(|(said, _)| is_of(said) && !is_apart(said)).map(|(_, sort)| sort)
}

/// Whether what announces a list follows at once whom it is of, whatever was done for them: 慰问的儿童如下.
fn is_direct(said: &Said, line: &str) -> bool {
    let line = line.trim_end_matches(['：', ':']);
    LEXICON.privacy.announcing.cut_end(line).is_some_and(|own| said.announced.ends(own) || said.lists.ends(own))
}

/// The names in a line that is one of a list of names: nothing else stands in it but marks, numbers and what is in brackets.
fn names_of(line: &str) -> Vec<Range<usize>> {
    const BETWEEN: [char; 12] = ['、', '，', ',', ' ', '\t', '\u{3000}', ';', '；', '|', '/', '\n', '\r'];
    const MARKS: [char; 13] = ['-', '*', '+', '•', '·', '.', '．', '。', '）', ')', '（', '(', '>'];
    const LONGEST: usize = 900;
    if line.len() > LONGEST {
        return Vec::new();
    }
    let (mut own, mut others, mut at) = (Vec::new(), 0, 0);
    for piece in line.split_inclusive(BETWEEN) {
        let text = piece.trim_end_matches(BETWEEN);
        let front = text.trim_start_matches(|sign: char| MARKS.contains(&sign) || sign.is_ascii_digit());
        let name = front.split(['（', '(', '：', ':', '。']).next().unwrap_or_default();
        let start = at + text.len() - front.len();
        at += piece.len();
        if name.is_empty() {
            continue;
        }
        if names::is_whole(name) {
            own.push(start..start + name.len());
        } else {
            others += 1;
        }
    }
    if own.len() > others { own } else { Vec::new() }
}
