//! Diagnostics: problems of the content, as values.
//!
//! A [`Diagnostic`] holds a rule, a place and the values concerned. The sentences in both languages stand at the
//! [`Rule`], which stands where the rule is checked. Nothing here prints.

mod groups;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Display;

use crate::base::date::Date;
use crate::base::lang::{Label, Lang, Text};
use crate::base::source::{FileName, Span, Veil};

pub use groups::{Group, Total};

/// How grave a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Read as meant; nothing must be done.
    Note,
    /// Published, with the disagreement shown. May be accepted with a reason, never hidden.
    Warning,
    /// Cannot be read or must not be published; stops a build.
    Error,
}

/// What is checked: one constant a rule, beside the code that checks it.
#[derive(Debug)]
pub struct Rule {
    /// `noun/adjective`; never reused for something else.
    pub name: &'static str,
    /// How grave a breach is, before the portal raises it.
    pub severity: Severity,
    /// What is wrong, with the values in braces; `{count|row|rows}` is the word that goes with the number `{count}`.
    pub message: Text,
    /// What to write instead, with the values in braces.
    pub help: Text,
    /// A record, or part of one, that breaks the rule; empty where an example would say nothing.
    pub wrong: &'static str,
    /// The same, put right.
    pub right: &'static str,
    /// Law, standard or seed figure behind the rule; empty for plain workmanship.
    pub source: Text,
}

/// Defines the rules of a module, each a `static`, and `RULES`, the list of them.
///
/// A rule reads: name of the static, severity, name of the rule, then for each language the message and, behind the
/// arrow, what to write instead; last, where they help, a wrong and a right example and the source. `{name}` stands for a
/// value, `{name|row|rows}` for the word that goes with a value which is a number: `{rows} {rows|row|rows}`.
macro_rules! rules {
    ($($(#[$doc:meta])* $id:ident: $severity:ident $name:literal {
        zh: $zh:literal => $zh_help:literal,
        en: $en:literal => $en_help:literal,
        $(wrong: $wrong:literal, right: $right:literal,)?
        $(source: $source_zh:literal, $source_en:literal,)?
    })*) => {
        $($(#[$doc])* pub(crate) static $id: $crate::base::diag::Rule = $crate::base::diag::Rule {
            severity: $crate::base::diag::Severity::$severity,
            message: $crate::base::lang::Text { zh: $zh, en: $en },
            help: $crate::base::lang::Text { zh: $zh_help, en: $en_help },
            $(wrong: $wrong, right: $right,)?
            $(source: $crate::base::lang::Text { zh: $source_zh, en: $source_en },)?
            ..$crate::base::diag::Rule::named($name)
        };)*
        /// The rules of this module.
        pub(crate) const RULES: &[&$crate::base::diag::Rule] = &[$(&$id),*];
    };
}
pub(crate) use rules;

impl Rule {
    /// A rule without texts, from which the macro `rules!` starts.
    pub const fn named(name: &'static str) -> Self {
        const NONE: Text = Text { zh: "", en: "" };
        Self { name, severity: Severity::Error, message: NONE, help: NONE, wrong: "", right: "", source: NONE }
    }

    /// What is wrong wherever it is, with a gap for each value.
    pub fn message_of_any(&self, lang: Lang) -> String {
        fill(self.message.get(lang), is_value)
    }

    /// What to write instead wherever it is, with a gap for each value.
    pub fn help_of_any(&self, lang: Lang) -> String {
        fill(self.help.get(lang), is_value)
    }
}

/// A value in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// What the content says, in every language; not told where its place is veiled.
    Plain(String),
    /// A name that the program or a definition gives, never what a record says.
    Own(String),
    /// A word of the program's own.
    Word(Text),
    /// What the content calls something.
    Label(Label),
    /// Several pieces of what the content says; not told where its place is veiled.
    Items(Vec<String>),
    /// Names to choose from, each with what it is called in Chinese, which may be empty.
    List(Vec<(String, String)>),
    /// What stands there, for whoever mends it; in no message.
    Secret(String),
}

impl Arg {
    fn text(&self, lang: Lang) -> Cow<'_, str> {
        match self {
            Self::Plain(text) | Self::Own(text) => text.into(),
            Self::Word(text) => text.get(lang).into(),
            Self::Label(label) => label.in_message(lang).into(),
            Self::Items(items) => items.join(lang.between()).into(),
            Self::List(names) => list(names, lang).into(),
            Self::Secret(_) => "".into(),
        }
    }
}

/// The name of what no message tells.
const SECRET: &str = "secret";

/// Names in backticks, set apart as the language does it.
fn list(names: &[(String, String)], lang: Lang) -> String {
    let named = names.iter().map(|(name, called)| match lang {
        _ if called.is_empty() || called == name => format!("`{name}`"),
        Lang::Zh => format!("`{name}`（{called}）"),
        Lang::En => format!("`{name}` ({called})"),
    });
    named.collect::<Vec<_>>().join(lang.between())
}

/// A gap for what has the name of a value; what stands in other braces is to be written as it is.
fn is_value(name: &str) -> Option<Cow<'static, str>> {
    name.bytes().all(|sign| sign.is_ascii_lowercase() || sign == b'_').then_some("…".into())
}

/// The template with values in place of their names; a name without a value stays, with its braces.
fn fill<'v>(template: &str, value: impl Fn(&str) -> Option<Cow<'v, str>>) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let written = after.split_once('}').filter(|(written, _)| !written.contains('{'));
        // The braces of a line to be written, perhaps with a value inside.
        let Some((written, tail)) = written else {
            text.push('{');
            rest = after;
            continue;
        };
        let (name, words) = written.split_once('|').map_or((written, None), |(name, words)| (name, Some(words)));
        match (value(name), words) {
            (Some(value), None) => text.push_str(&value),
            (Some(value), Some(words)) => text.push_str(numbered(words, &value)),
            (None, _) => text.extend(["{", written, "}"]),
        }
        rest = tail;
    }
    text + rest
}

/// The one of `row|rows` that goes with a number.
fn numbered<'w>(words: &'w str, number: &str) -> &'w str {
    let (one, more) = words.split_once('|').unwrap_or((words, words));
    if number == "1" { one } else { more }
}

/// One problem.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// The rule's severity, unless the portal raised it.
    pub severity: Severity,
    /// The place that the message quotes.
    pub span: Span,
    /// Other places that belong to it, each with a word.
    pub labels: Vec<(Span, Text)>,
    /// Reason why the publisher accepts it, from the record's `accept`.
    pub accepted: Option<String>,
    /// What certainly has to stand there instead: what was read says the same, in another form.
    pub mend: Option<String>,
    values: Vec<(&'static str, Arg)>,
    message: Option<Text>,
    help: Option<Text>,
}

impl Diagnostic {
    /// A breach of `rule` at `span`.
    pub fn new(rule: &'static Rule, span: Span) -> Self {
        let severity = rule.severity;
        Self {
            rule,
            severity,
            span,
            labels: Vec::new(),
            accepted: None,
            mend: None,
            values: Vec::new(),
            message: None,
            help: None,
        }
    }

    /// Names a value of the message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Display) -> Self {
        self.set(name, Arg::Plain(value.to_string()));
        self
    }

    /// Names a value that is a name which the program or a definition gives, and therefore told of veiled places too.
    #[must_use]
    pub fn with_own(mut self, name: &'static str, value: impl Display) -> Self {
        self.set(name, Arg::Own(value.to_string()));
        self
    }

    /// Keeps what stands there for whoever mends it; no message tells it.
    #[must_use]
    pub fn with_secret(mut self, value: &str) -> Self {
        self.set(SECRET, Arg::Secret(value.to_owned()));
        self
    }

    /// What [`Diagnostic::with_secret`] has kept.
    pub fn secret(&self) -> Option<&str> {
        self.values.iter().find_map(|(_, value)| match value {
            Arg::Secret(text) => Some(&**text),
            _ => None,
        })
    }

    /// Says what certainly has to stand at its place instead.
    #[must_use]
    pub fn mended_by(mut self, text: impl Display) -> Self {
        self.mend = Some(text.to_string());
        self
    }

    /// Names a value that is a word of the program's own.
    #[must_use]
    pub fn with_word(mut self, name: &'static str, value: Text) -> Self {
        self.set(name, Arg::Word(value));
        self
    }

    /// Names a value that is the label of something in the content.
    #[must_use]
    pub fn with_label(mut self, name: &'static str, value: &Label) -> Self {
        self.set(name, Arg::Label(value.clone()));
        self
    }

    /// Names a value that is several pieces of what the content says.
    #[must_use]
    pub fn with_items(mut self, name: &'static str, items: impl IntoIterator<Item = impl Display>) -> Self {
        self.set(name, Arg::Items(items.into_iter().map(|one| one.to_string()).collect()));
        self
    }

    /// Names a value that is a list of names to choose from.
    #[must_use]
    pub fn with_list(self, name: &'static str, names: impl IntoIterator<Item = impl Display>) -> Self {
        self.with_named(name, names.into_iter().map(|one| (one, "")))
    }

    /// As [`Diagnostic::with_list`], each name with what it is called in Chinese.
    #[must_use]
    pub fn with_named(
        mut self,
        name: &'static str,
        names: impl IntoIterator<Item = (impl Display, impl Display)>,
    ) -> Self {
        let names = names.into_iter().map(|(one, called)| (one.to_string(), called.to_string()));
        self.set(name, Arg::List(names.collect()));
        self
    }

    /// Asks whether `nearest` was meant instead of giving the rule's own help.
    #[must_use]
    pub fn perhaps(self, nearest: impl Display) -> Self {
        const PERHAPS: Text = Text { zh: "是不是 `{nearest}`？", en: "did you mean `{nearest}`?" };
        self.with_own("nearest", nearest).help_instead(PERHAPS)
    }

    /// Adds another place with a word about it.
    #[must_use]
    pub fn label(mut self, span: Span, word: Text) -> Self {
        self.labels.push((span, word));
        self
    }

    /// Says what is wrong in other words than the rule's own, where these would not be true.
    #[must_use]
    pub fn message_instead(mut self, message: Text) -> Self {
        self.message = Some(message);
        self
    }

    /// Says something more fitting than the rule's own help.
    #[must_use]
    pub fn help_instead(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }

    /// What is wrong, in one line.
    pub fn message(&self, lang: Lang) -> String {
        self.fill(self.message.unwrap_or(self.rule.message), lang)
    }

    /// What to write instead.
    pub fn help(&self, lang: Lang) -> String {
        self.fill(self.help.unwrap_or(self.rule.help), lang)
    }

    /// The values by name, in `lang`. What the content says at a veiled place is left out.
    pub fn values(&self, lang: Lang) -> impl Iterator<Item = (&'static str, Cow<'_, str>)> {
        const WITHHELD: Text = Text { zh: "（不公开的内容）", en: "(not public)" };
        let is_veiled = self.span.is_veiled();
        let told = self.values.iter().filter(|(_, value)| !matches!(value, Arg::Secret(_)));
        told.map(move |(name, value)| match value {
            Arg::Plain(_) | Arg::Items(_) if is_veiled => (*name, WITHHELD.get(lang).into()),
            value => (*name, value.text(lang)),
        })
    }

    /// A value as the content or the program wrote it, veiled or not; for decisions, never for messages.
    pub fn text_of(&self, name: &str) -> Option<&str> {
        self.values.iter().find_map(|(own, value)| match value {
            Arg::Plain(text) | Arg::Own(text) if *own == name => Some(&**text),
            _ => None,
        })
    }

    /// Its places, to be veiled.
    pub fn spans_mut(&mut self) -> impl Iterator<Item = &mut Span> {
        std::iter::once(&mut self.span).chain(self.labels.iter_mut().map(|(span, _)| span))
    }

    /// Lets it quote no more of its places than `veil` allows.
    pub fn veil(&mut self, veil: Veil) {
        self.spans_mut().for_each(|span| span.veil = span.veil.max(veil));
    }

    /// Changes each piece of what the content says for which `change` has something to say instead.
    pub fn change_texts(&mut self, change: impl Fn(&str) -> Option<String>) {
        for (_, value) in &mut self.values {
            let texts = match value {
                Arg::Plain(text) => std::slice::from_mut(text),
                Arg::Items(texts) => texts,
                Arg::Own(_) | Arg::Word(_) | Arg::Label(_) | Arg::List(_) | Arg::Secret(_) => &mut [],
            };
            texts.iter_mut().for_each(|text| *text = change(text).unwrap_or_else(|| std::mem::take(text)));
        }
    }

    /// Names things as they are written where nobody writes Chinese.
    fn name_plainly(&mut self) {
        let is_han = |called: &str| called.contains(|sign: char| ('\u{4e00}'..='\u{9fff}').contains(&sign));
        for (_, value) in &mut self.values {
            if let Arg::List(names) = value {
                names.iter_mut().filter(|(_, called)| is_han(called)).for_each(|(_, called)| called.clear());
            }
        }
    }

    fn set(&mut self, name: &'static str, value: Arg) {
        self.values.retain(|(own, _)| *own != name);
        self.values.push((name, value));
    }

    fn fill(&self, template: Text, lang: Lang) -> String {
        fill(template.get(lang), |name| Some(self.values(lang).find(|(own, _)| *own == name)?.1))
    }
}

/// All problems of one phase. Of the problems of one file so many are kept that nobody reads them all; the others are
/// counted only.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// How many of each severity have been pushed and kept.
    kept: [usize; 3],
    /// How many of each severity were not kept.
    left_out: [usize; 3],
    /// Files that have an error.
    wrong: BTreeSet<FileName>,
}

/// So many problems of one severity are kept before the others are only counted.
const KEPT: usize = 50_000;

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one, or counts it if too many have been added. The first error of a file is always kept, for decisions hang
    /// on which files have any.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let severity = diagnostic.severity as usize;
        let is_first = diagnostic.severity == Severity::Error && !self.wrong.contains(&diagnostic.span.file);
        if is_first {
            self.wrong.insert(diagnostic.span.file.clone());
        }
        if is_first || self.kept[severity] < KEPT {
            self.kept[severity] += 1;
            self.list.push(diagnostic);
        } else {
            self.left_out[severity] += 1;
        }
    }

    /// Takes back what has been pushed since there were `from`, as far as `follows` says that it follows from another
    /// problem.
    pub fn take_back(&mut self, from: usize, follows: impl Fn(&Diagnostic) -> bool) {
        let mut behind = self.list.split_off(from.min(self.list.len()));
        for one in behind.extract_if(.., |one| follows(one)) {
            let kept = &mut self.kept[one.severity as usize];
            *kept = kept.saturating_sub(1);
        }
        self.list.append(&mut behind);
    }

    /// Adds all of `other`.
    pub fn append(&mut self, other: Self) {
        self.wrong.extend(other.wrong);
        self.list.extend(other.list);
        for (own, more) in self.left_out.iter_mut().zip(other.left_out) {
            *own += more;
        }
    }

    /// Whether a build must stop.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many are of `severity`, without accepted ones.
    pub fn count(&self, severity: Severity) -> usize {
        let kept = self.list.iter().filter(|one| one.severity == severity && one.accepted.is_none()).count();
        kept + self.left_out[severity as usize]
    }

    /// Raises warnings that nobody accepted to errors.
    pub fn deny_warnings(&mut self) {
        for one in &mut self.list {
            if one.severity == Severity::Warning && one.accepted.is_none() {
                one.severity = Severity::Error;
            }
        }
        self.left_out[Severity::Error as usize] += std::mem::take(&mut self.left_out[Severity::Warning as usize]);
    }

    /// How many were counted only.
    pub fn left_out(&self) -> usize {
        self.left_out.iter().sum()
    }

    /// Lifts the veil of what is public on `today`.
    pub fn unveil(&mut self, today: Date) {
        for span in self.list.iter_mut().flat_map(Diagnostic::spans_mut) {
            if let Veil::Until(day) = span.veil {
                span.veil = if day <= today { Veil::Open } else { Veil::Early };
            }
        }
    }

    /// Lifts the veil of what is not public yet, where nobody reads the messages but who writes it.
    pub fn tell_writer(&mut self) {
        let spans = self.list.iter_mut().flat_map(Diagnostic::spans_mut);
        spans.filter(|span| span.veil == Veil::Early).for_each(|span| span.veil = Veil::Open);
    }

    /// Leaves the Chinese names of things out, for a portal in which nobody writes them.
    pub fn name_plainly(&mut self) {
        self.list.iter_mut().for_each(Diagnostic::name_plainly);
    }

    /// Orders them by file and place, so that a run reads the same each time, and drops exact repetitions.
    pub fn sort(&mut self) {
        self.list.sort_by(|a, b| (&a.span, a.rule.name).cmp(&(&b.span, b.rule.name)));
        self.list.dedup_by(|a, b| a.span == b.span && a.rule.name == b.rule.name && a.values == b.values);
    }

    /// In their order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// In their order, to be changed.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, Diagnostic> {
        self.list.iter_mut()
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(iter: I) -> Self {
        Self { list: iter.into_iter().collect(), ..Self::default() }
    }
}
