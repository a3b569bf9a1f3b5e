//! Diagnostics: problems of the content, as values.
//!
//! A [`Diagnostic`] holds a rule, a place and the values concerned. The sentences in both languages stand at the
//! [`Rule`], which stands where the rule is checked. Nothing here prints.

mod diagnostic;
mod diagnostics;
mod groups;
mod message;

use crate::base::lang::{Lang, Text};

use message::{fill, is_value};

pub use diagnostic::Diagnostic;
pub use diagnostics::Diagnostics;
pub use groups::{Group, Total};
pub use message::Arg;

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
