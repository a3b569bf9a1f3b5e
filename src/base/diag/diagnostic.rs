//! One problem: its rule, its place, and the values that its sentences name.

use std::borrow::Cow;
use std::fmt::Display;

use crate::base::diag::message::{Arg, SECRET, fill};
use crate::base::diag::{Rule, Severity};
use crate::base::lang::{Label, Lang, Text};
use crate::base::source::{Span, Veil};

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
    pub(super) values: Vec<(&'static str, Arg)>,
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
    pub(super) fn name_plainly(&mut self) {
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
