//! From a text that was filled in to a value, and the keys that lead to it.

use crate::base::lang::Text;
use crate::blocks::inputs::{Fill, Input};
use crate::edit::part::Names;
use crate::edit::scalar::Given;
use crate::edit::shown::SEMICOLONS;
use crate::edit::splice::Want;

/// Why a source was not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// What it says or would say cannot be read.
    Source(Text),
    /// A row of this table, by its number, has more cells than there are columns.
    Row(String, usize),
    /// The change would not read back as what was filled in, or would change something else.
    Unsafe,
}

/// Keys and what becomes of them, with what each is called.
pub(super) type Wants = Vec<(Names, Want)>;

/// A text without blanks at its ends, in which every line ends alike.
pub(super) fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned()
}

/// Puts a change below the keys that lead to it.
pub(super) fn put(wants: &mut Wants, above: &[Names], change: (Names, Want)) {
    let Some((first, rest)) = above.split_first() else { return wants.push(change) };
    let is_own = |(names, want): &(Names, Want)| names[0] == first[0] && matches!(want, Want::Map(_));
    let at = wants.iter().position(is_own).unwrap_or_else(|| {
        wants.push((first.clone(), Want::Map(Vec::new())));
        wants.len() - 1
    });
    if let Want::Map(inner) = &mut wants[at].1 {
        put(inner, rest, change);
    }
}

/// What becomes of a key into which this was filled.
pub(super) fn of_text(text: &str, input: &Input) -> Want {
    if text.is_empty() { Want::Nothing(false) } else { Want::Value(given(text, input)) }
}

pub(super) fn given(text: &str, input: &Input) -> Given {
    match input.fill {
        Fill::Day | Fill::Number | Fill::Money | Fill::Flag | Fill::Rate => Given::Word(text.to_owned()),
        Fill::List => match pieces(text).collect::<Vec<_>>().as_slice() {
            [one] => Given::Text(one.clone()),
            all => Given::List(all.to_vec()),
        },
        Fill::Counts => counts(text).unwrap_or_else(|| Given::Text(text.to_owned())),
        Fill::Text | Fill::Long | Fill::Choice | Fill::Unit | Fill::Person => Given::Text(text.to_owned()),
    }
}

/// What stands between semicolons and line breaks.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = String> {
    let is_between = |sign: char| SEMICOLONS.contains(&sign) || sign == '\n';
    text.split(is_between).map(|piece| piece.trim().to_owned()).filter(|piece| !piece.is_empty())
}

/// `a=1;b/c=2` as a map; `None` if it is written otherwise.
fn counts(text: &str) -> Option<Given> {
    let mut all: Vec<(String, Given)> = Vec::new();
    for piece in pieces(text) {
        let (name, value) = piece.split_once(['=', '＝'])?;
        let mut map = &mut all;
        let mut names = name.split('/').map(str::trim).peekable();
        while let Some(name) = names.next() {
            if name.is_empty() {
                return None;
            }
            if names.peek().is_none() {
                map.push((name.to_owned(), Given::Word(value.trim().to_owned())));
                break;
            }
            let at = map.iter().position(|(own, _)| own == name).unwrap_or_else(|| {
                map.push((name.to_owned(), Given::Map(Vec::new())));
                map.len() - 1
            });
            map = match &mut map[at].1 {
                Given::Map(inner) => inner,
                _ => return None,
            };
        }
    }
    Some(Given::Map(all))
}

/// Whether a text says the same as what was filled in, written in the one way of forms.
pub(super) fn is_same(input: &Input, filled: &str, now: &str) -> bool {
    let all = |text: &str| pieces(&plain(text)).map(|one| one.replace('＝', "=").replace(' ', "")).collect::<Vec<_>>();
    matches!(input.fill, Fill::List | Fill::Counts) && all(filled) == all(now)
}
