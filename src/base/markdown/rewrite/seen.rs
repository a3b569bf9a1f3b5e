//! References that stand for signs that nobody sees, `&#8203;`: they are left out as the signs themselves are, and told.

use std::mem;

use pulldown_cmark::{CowStr, Event, Tag};

use super::super::{ProblemKind, SHOWN, address};
use super::{Place, Rewriter};
use crate::base::unseen;

impl<'a> Rewriter<'a, '_> {
    /// What a reference stands for, without signs that nobody sees.
    pub(super) fn seen(&mut self, text: CowStr<'a>, place: &Place) -> CowStr<'a> {
        if !self.text[place.start..].starts_with('&') {
            return text;
        }
        let before = match self.out.last() {
            Some((Event::Text(before), _)) => before.chars().next_back(),
            _ => None,
        };
        let after = self.text[place.end..].chars().next();
        let around: String = before.into_iter().chain(text.chars()).chain(after).collect();
        let own = before.map_or(0, char::len_utf8);
        let found = unseen::clean(&around).found;
        let is_found = |at: usize| found.iter().any(|one| one.at == at + own);
        let mut signs = text.char_indices().filter(|(at, _)| is_found(*at));
        let Some((_, sign)) = signs.next() else { return text };
        let line = self.text[..place.start].rsplit('\n').next().unwrap_or_default();
        let told = match line.trim().is_empty() {
            true => format!("{sign}{}", self.text[place.end..].lines().next().unwrap_or_default()),
            false => format!("{}{sign}", last_chars(line)),
        };
        self.report(ProblemKind::UnseenSign { text: told.chars().take(SHOWN).collect() }, place.clone());
        text.char_indices().filter(|(at, _)| !is_found(*at)).map(|(_, c)| c).collect::<String>().into()
    }

    /// The same link or picture with an address and a title that hold none.
    pub(super) fn seen_tag(&mut self, tag: &Tag<'a>, place: &Place) -> Tag<'a> {
        let mut tag = tag.clone();
        let is_image = matches!(tag, Tag::Image { .. });
        if let Tag::Link { dest_url, title, .. } | Tag::Image { dest_url, title, .. } = &mut tag {
            let seen = [self.seen_address(dest_url, is_image, place), self.seen_within(title, place)];
            for (text, seen) in [dest_url, title].into_iter().zip(seen) {
                *text = seen.map_or(mem::replace(text, CowStr::Borrowed("")), CowStr::from);
            }
        }
        tag
    }

    /// What is left of an address, if it holds any. One that is refused is told as a whole.
    pub(super) fn seen_address(&mut self, text: &str, is_image: bool, place: &Place) -> Option<String> {
        let seen = unseen::clean(text).text;
        let is_refused = address::refused(&seen, is_image).is_some() || is_image && address::is_foreign(&seen);
        if is_refused { Some(seen.into_owned()) } else { self.seen_within(text, place) }
    }

    /// An attribute of a tag of HTML without them.
    pub(super) fn seen_attribute(&mut self, text: String, place: &Place) -> String {
        self.seen_within(&text, place).unwrap_or(text)
    }

    /// What is left of a text that stands at `place` as a whole, if it holds any.
    fn seen_within(&mut self, text: &str, place: &Place) -> Option<String> {
        let cleaned = unseen::clean(text);
        let first = cleaned.found.first()?;
        let told = format!("{}{}", last_chars(&text[..first.at]), &text[first.at..]);
        self.report(ProblemKind::UnseenSign { text: told.chars().take(SHOWN).collect() }, place.clone());
        Some(cleaned.text.into_owned())
    }
}

/// The last few characters of a line.
fn last_chars(line: &str) -> &str {
    const FEW: usize = 10;
    let from = line.char_indices().rev().nth(FEW - 1).map_or(0, |(at, _)| at);
    &line[from..]
}
