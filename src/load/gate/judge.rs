//! What becomes of each finding: let out on a ground, told, withheld, or the end of its record.

use std::collections::BTreeMap;
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
    /// What each of the short digests that were used lets out, by the digest that it has now.
    pub(super) short: BTreeMap<usize, Vec<String>>,
    /// The file, over which digests go too.
    file: String,
    /// Whether nothing of it is public yet: all that is found is told, and no more.
    pub(super) is_draft: bool,
}

impl<'g> Judge<'g> {
    pub(super) fn new(config: &'g Config, of: Of<'g>, (file, allow): (&str, Vec<Allow>)) -> Self {
        let used = vec![false; allow.len()];
        // A record keeps its digests when it becomes another sort of file.
        let file = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned();
        let (diags, short) = (Diagnostics::new(), BTreeMap::new());
        Self { config, of, key: String::new(), allow, used, diags, short, file, is_draft: false }
    }

    /// What `allow` names a finding of this file by.
    fn digest(&self, sort: Sort, found: &str) -> String {
        privacy::digest(&self.file, sort, found)
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

    /// The mark in the place of a cell that is a datum by the type of its column, where nothing of it was found by its text.
    pub(super) fn typed(&mut self, said: Said<'_>, sort: Option<Sort>) -> Option<String> {
        const NOTHING: [&str; 8] = ["无", "-", "/", "—", "0", "否", "健康", "良好"];
        let text = said.text.trim();
        if text.is_empty()
            || NOTHING.contains(&text)
            || text == self.mark()
            || !privacy::find(said.text, said.around).is_empty()
        {
            return None;
        }
        let start = said.text.len() - said.text.trim_start().len();
        self.finds(sort?, start..start + text.len(), said).then(|| self.mark().to_owned())
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
        let ground = self.ground_of(sort, found);
        let mut one = self.told(sort, said, range);
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
        if self.ground_of(one.sort, found).is_some()
            || self.config.privacy.severity(one.sort, self.of) == Severity::Note
        {
            return;
        }
        let mut told = self.told(one.sort, said, one.range.clone());
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

    /// The ground on which a finding may be public here.
    fn ground_of(&mut self, sort: Sort, found: &str) -> Option<Ground> {
        let own = self.digest(sort, found);
        if let Some(ground) = self.ground(&own) {
            return Some(ground);
        }
        let short = privacy::short_digest(sort, found);
        if let Some(at) = self.allow.iter().position(|one| holds(one, &short, &self.key)) {
            self.used[at] = true;
            let answers = self.short.entry(at).or_default();
            if !answers.contains(&own) {
                answers.push(own);
            }
            return Some(self.allow[at].ground);
        }
        // So short a digest answers other data of other records, unless it is said where the datum stands.
        let placed = self.config.allow.iter().filter(|one| one.place.is_some());
        placed.into_iter().find(|one| holds(one, &short, &self.key)).map(|one| one.ground)
    }

    /// The ground on which what has a digest may be public here.
    pub(super) fn ground(&mut self, digest: &str) -> Option<Ground> {
        if let Some(at) = self.allow.iter().position(|one| holds(one, digest, &self.key)) {
            self.used[at] = true;
            return Some(self.allow[at].ground);
        }
        self.config.allow.iter().find(|one| holds(one, digest, &self.key)).map(|one| one.ground)
    }

    /// The message about a finding, which tells it masked.
    fn told(&self, sort: Sort, said: Said<'_>, range: Range<usize>) -> Diagnostic {
        let found = said.text.get(range.clone()).unwrap_or_default();
        let masked = privacy::masked(sort, found);
        let one = Diagnostic::new(sort.rule(), said.span.clone().veiled(Veil::Closed));
        let one = one.with_own("what", privacy::starred(said.what)).with_own("digest", self.digest(sort, found));
        let quote = quote(said.text, range, &masked);
        let quote = if sort.is_number() { quote } else { without_name(&quote, &masked) };
        one.with_own("quote", quote).with_own("found", masked)
    }
}

/// Whether an entry lets out what has a digest and stands under a key.
fn holds(one: &Allow, digest: &str, key: &str) -> bool {
    *one.value == *digest && one.place.as_deref().is_none_or(|place| canonical(place) == key)
}

fn part_name(config: &Config) -> &'static str {
    if config.pack.is_han() { "文件名" } else { "file name" }
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
