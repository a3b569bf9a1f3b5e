//! What becomes of each finding: let out on a ground, told, withheld, or the end of its record.

use std::ops::Range;

use crate::base::diag::{Diagnostic, Diagnostics, Severity};
use crate::base::lang::{Lang, Text};
use crate::base::source::{Span, Veil};
use crate::load::gate::keys::canonical;
use crate::model::config::Config;
use crate::model::privacy::{Allow, Ground, Of};
use crate::privacy::{self, Around, Found, Place, Sort};

const RENAME: Text = Text {
    zh: "名字会成为网址，程序不能替你遮：把文件或文件夹改名，去掉 {found}，记录里写到它的地方也照着改",
    en: "the name becomes an address, in which nothing can be masked: rename the file or folder without {found}, and change the record where it names it",
};

/// A text with what helps to tell what is in it.
#[derive(Clone, Copy)]
pub(super) struct Said<'a> {
    pub(super) text: &'a str,
    pub(super) around: Around<'a>,
    /// What the text is called in messages.
    pub(super) what: &'a str,
    pub(super) span: &'a Span,
    /// Whether it stands so in a text file, where it can be masked.
    pub(super) is_plain: bool,
}

/// Decides over findings.
pub(super) struct Judge<'g> {
    config: &'g Config,
    of: Of<'g>,
    /// The key of the record that is looked at, `body` or `attachments`.
    pub(super) key: String,
    pub(super) allow: Vec<Allow>,
    /// Which of these answered anything.
    pub(super) used: Vec<bool>,
    pub(super) diags: Diagnostics,
    /// Whether nothing of it is public yet: all that is found is told, and no more.
    pub(super) is_draft: bool,
}

impl<'g> Judge<'g> {
    pub(super) fn new(config: &'g Config, of: Of<'g>, allow: Vec<Allow>) -> Self {
        let used = vec![false; allow.len()];
        Self { config, of, key: String::new(), allow, used, diags: Diagnostics::new(), is_draft: false }
    }

    /// Whether the portal is written in Chinese.
    pub(super) fn is_han(&self) -> bool {
        self.config.pack.is_han()
    }

    /// What messages call a key that somebody thought of.
    pub(super) fn key_name(&self) -> &'static str {
        if self.is_han() { "名称" } else { "label" }
    }

    /// What stands in the place of what is withheld.
    pub(super) fn mark(&self) -> &'static str {
        if self.is_han() { "〔未公开〕" } else { "[not public]" }
    }

    /// The text with marks in the place of what is withheld; `None` if all of it may stay. Each finding stands at `span`,
    /// or at its own bytes behind `from` if that is given.
    pub(super) fn text(&mut self, said: Said<'_>, from: Option<usize>) -> Option<String> {
        let mut stays: Vec<(Sort, String)> = Vec::new();
        let mut text = self.once(said, from, &mut stays)?;
        // What stood against something else, such as a telephone behind a card, is found once that is gone.
        // A mark is no finding, but what stands beside it may look like one again and again.
        const TURNS: usize = 3;
        for _ in 0..TURNS {
            let Some(less) = self.once(Said { text: &text, ..said }, None, &mut stays) else { break };
            text = less;
        }
        Some(text)
    }

    /// The same of what is found at once, but for what `stays`.
    fn once(&mut self, said: Said<'_>, from: Option<usize>, stays: &mut Vec<(Sort, String)>) -> Option<String> {
        let (mut text, mut last) = (String::new(), 0);
        for Found { sort, range } in privacy::find(said.text, said.around) {
            let found = said.text.get(range.clone())?;
            if stays.iter().any(|(own, text)| *own == sort && text == found) {
                continue;
            }
            let own = from.map(|from| Span::bytes(&said.span.file, from + range.start, from + range.end));
            let span = own.as_ref().unwrap_or(said.span);
            if !self.finds(sort, range.clone(), Said { span, ..said }) {
                stays.push((sort, found.to_owned()));
                continue;
            }
            text.push_str(said.text.get(last..range.start)?);
            text.push_str(self.mark());
            // Lines keep their numbers.
            text.extend(found.chars().filter(|sign| *sign == '\n'));
            last = range.end;
        }
        if last == 0 {
            return None;
        }
        text.push_str(said.text.get(last..)?);
        Some(text)
    }

    /// Reports a finding; whether it is withheld.
    pub(super) fn finds(&mut self, sort: Sort, range: Range<usize>, said: Said<'_>) -> bool {
        let found = said.text.get(range.clone()).unwrap_or_default();
        let severity = self.severity(sort);
        let ground = self.ground(&privacy::digest(sort, found));
        let mut one = told(sort, said, range);
        one.severity = severity;
        if said.is_plain {
            one = one.with_secret(found);
        }
        if let Some(ground) = ground {
            let lang = if self.is_han() { Lang::Zh } else { Lang::En };
            one.accepted = Some(ground.word().get(lang).to_owned());
            one.severity = Severity::Warning;
        }
        self.diags.push(one);
        ground.is_none() && severity != Severity::Note
    }

    /// Reports what the name of a file or folder tells, in which nothing can be withheld.
    pub(super) fn name(&mut self, path: &str, span: &Span) {
        let around = Around { place: Place::Text, ..Around::default() };
        let what = part_name(self.config);
        for part in path.split('/') {
            self.reference(Said { text: part, around, what, span, is_plain: false }, Some(RENAME));
        }
        // A number may be cut by the folders that it lies in.
        if path.contains('/') && !path.split('/').any(|part| !privacy::find(part, around).is_empty()) {
            let whole = path.replace('/', "");
            self.reference(Said { text: &whole, around, what, span, is_plain: false }, Some(RENAME));
        }
    }

    /// Reports what a text tells that is a reference to something, in which nothing can be withheld.
    pub(super) fn reference(&mut self, said: Said<'_>, help: Option<Text>) {
        for one in privacy::find(said.text, said.around) {
            self.stops(&one, said, help);
        }
    }

    /// Reports a finding that cannot be taken out of its text, unless it may stay.
    pub(super) fn stops(&mut self, one: &Found, said: Said<'_>, help: Option<Text>) {
        let found = said.text.get(one.range.clone()).unwrap_or_default();
        if self.ground(&privacy::digest(one.sort, found)).is_some()
            || self.config.privacy.severity(one.sort, self.of) == Severity::Note
        {
            return;
        }
        let mut told = told(one.sort, said, one.range.clone());
        told.severity = if self.is_draft { Severity::Note } else { Severity::Error };
        self.diags.push(match help {
            Some(help) => told.help_instead(help),
            None => told,
        });
    }

    /// How grave a finding is here.
    fn severity(&self, sort: Sort) -> Severity {
        if self.is_draft { Severity::Note } else { self.config.privacy.severity(sort, self.of) }
    }

    /// The ground on which a datum may be public here.
    pub(super) fn ground(&mut self, digest: &str) -> Option<Ground> {
        let (key, portal) = (&self.key, &self.config.allow);
        let holds =
            |one: &Allow| *one.value == *digest && one.place.as_deref().is_none_or(|place| canonical(place) == key);
        if let Some(at) = self.allow.iter().position(holds) {
            self.used[at] = true;
            return Some(self.allow[at].ground);
        }
        portal.iter().find(|one| holds(one)).map(|one| one.ground)
    }
}

fn part_name(config: &Config) -> &'static str {
    if config.pack.is_han() { "文件名" } else { "file name" }
}

/// The message about a finding, which tells it masked.
fn told(sort: Sort, said: Said<'_>, range: Range<usize>) -> Diagnostic {
    let found = said.text.get(range.clone()).unwrap_or_default();
    let masked = privacy::masked(sort, found);
    let one = Diagnostic::new(sort.rule(), said.span.clone().veiled(Veil::Closed));
    let one = one.with_own("what", privacy::starred(said.what)).with_own("digest", privacy::digest(sort, found));
    let quote = quote(said.text, range, &masked);
    let quote = if sort.is_number() { quote } else { without_name(&quote, &masked) };
    one.with_own("quote", quote).with_own("found", masked)
}

/// A few signs around what was found, with nothing in them that could be told by itself.
fn quote(text: &str, range: Range<usize>, masked: &str) -> String {
    const SIGNS: usize = 8;
    let before = text.get(..range.start).unwrap_or_default();
    let from = before.char_indices().rev().take_while(|(_, sign)| *sign != '\n').nth(SIGNS - 1).map_or(0, |(at, _)| at);
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let before = privacy::starred(before.get(from.max(line)..).unwrap_or_default());
    let after: String =
        text.get(range.end..).unwrap_or_default().chars().take_while(|sign| *sign != '\n').take(SIGNS).collect();
    // Digits beside a number may be the rest of it, and a name beside a word is whom it is about.
    let plain = |text: &str| text.chars().map(|sign| if sign.is_numeric() { '*' } else { sign }).collect::<String>();
    format!("{}{masked}{}", plain(&before), plain(&privacy::starred(&after)))
}

/// The signs around a word without whom they may name.
fn without_name(quote: &str, word: &str) -> String {
    let starred =
        |text: &str| text.chars().map(|sign| if sign.is_alphabetic() { '*' } else { sign }).collect::<String>();
    match quote.split_once(word) {
        Some((before, after)) => format!("{}{word}{}", starred(before), starred(after)),
        None => word.to_owned(),
    }
}
