//! What a portal says about personal data: how grave a finding is, and which single datum may go out all the same.

use std::sync::Arc;

use crate::base::closed::Closed;
use crate::base::diag::{Diagnostic, Diagnostics, Severity, rules};
use crate::base::fields::{Fields, FromNode, Spanned, choose};
use crate::base::lang::Text;
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::privacy::Sort;

rules! {
    /// A rule that is none about personal data.
    RULE: Error "privacy/unknown-rule" {
        zh: "没有名为 `{rule}` 的个人信息规则" => "可以写：{known}",
        en: "there is no rule about personal data called `{rule}`" => "write one of: {known}",
        wrong: "privacy: [{rule: privacy/phone, level: error}]", right: "privacy: [{rule: privacy/mobile, level: error}]",
    }
    /// A rule that cannot be lowered.
    FIXED: Error "privacy/never-lowered" {
        zh: "`{rule}` 不能降低级别：证件号、卡号不能整类放行" => "删去这一项；确实要公开的某一个号码，在记录里写 `allow:`，`gongkai check` 的提示里有要写的那一行",
        en: "`{rule}` cannot be lowered: numbers of identity and bank cards are never let out as a class" => "delete the entry; a single number that must be public goes under `allow:` of its record, and the message of `gongkai check` has the line",
        wrong: "privacy: [{rule: privacy/id-number, level: note}]", right: "privacy: [{rule: privacy/birth-date, level: note}]",
        source: "{personal-information/publication}；{personal-information/sensitive}", "{personal-information/publication}; {personal-information/sensitive}",
    }
}

/// How grave findings of one sort are, everywhere or in some records.
#[derive(Clone, Debug)]
struct Level {
    sort: Sort,
    severity: Severity,
    /// Kinds that it holds for; all if empty.
    kinds: Vec<Arc<str>>,
    /// Levels or types of units that it holds for; all if empty.
    units: Vec<Arc<str>>,
}

/// How grave findings are, where the portal changes it.
#[derive(Clone, Debug, Default)]
pub struct Policy(Vec<Level>);

/// Of what a finding is found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Of<'a> {
    /// Kind of the record, empty for what is none.
    pub kind: &'a str,
    /// Level and type of the unit.
    pub unit: [&'a str; 2],
}

impl Policy {
    /// How grave a finding is: an error stops its record, a warning withholds what it names, a note lets it out. Of several
    /// entries that hold the last counts.
    pub fn severity(&self, sort: Sort, of: Of<'_>) -> Severity {
        let holds = |level: &&Level| {
            let is_kind = level.kinds.is_empty() || level.kinds.iter().any(|kind| **kind == *of.kind);
            let is_unit = level.units.is_empty() || level.units.iter().any(|unit| of.unit.contains(&&**unit));
            level.sort == sort && is_kind && is_unit
        };
        self.0.iter().rev().find(holds).map_or(sort.rule().severity, |level| level.severity)
    }
}

impl FromNode for Policy {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let levels = crate::base::fields::items(node, diags).iter();
        Some(Self(levels.filter_map(|node| Level::from_node(node, diags)).collect()))
    }
}

impl FromNode for Level {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        const LEVELS: Closed<Severity> = Closed::new(
            "level",
            &[("error", Severity::Error), ("warning", Severity::Warning), ("note", Severity::Note)],
        );
        let mut fields = Fields::of(node, diags);
        let rule: Option<Spanned<Arc<str>>> = fields.need("rule", diags);
        let severity = fields.choice("level", &LEVELS, diags);
        if severity.is_none() {
            fields.lacks(&["level"], diags);
        }
        let kinds = fields.get("kinds", diags).unwrap_or_default();
        let units = fields.get("units", diags).unwrap_or_default();
        fields.finish(diags);
        let (rule, severity) = (rule?, severity?);
        let Some(sort) = Sort::ALL.iter().copied().find(|sort| sort.rule().name == &*rule.value) else {
            let unknown = Diagnostic::new(&RULE, rule.span).with("rule", &rule.value);
            diags.push(unknown.with_list("known", Sort::ALL.iter().map(|sort| sort.rule().name)));
            return None;
        };
        if severity < sort.rule().severity && sort.rule().severity == Severity::Error {
            diags.push(Diagnostic::new(&FIXED, rule.span).with_own("rule", sort.rule().name));
            return None;
        }
        Some(Self { sort, severity, kinds, units })
    }
}

/// Why a personal datum may be public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The person agreed to this publication.
    Consent,
    /// A law wants it published.
    Duty,
    /// It is how an office or a post is reached.
    Official,
    /// It is part of a punishment that the law publishes.
    Punishment,
}

impl Ground {
    const ALL: Closed<Self> = Closed::new(
        "ground",
        &[
            ("consent", Self::Consent),
            ("duty", Self::Duty),
            ("official", Self::Official),
            ("punishment", Self::Punishment),
        ],
    );

    /// What it is called.
    pub fn word(self) -> Text {
        Self::ALL.text(self)
    }

    /// What all of them are called.
    pub fn words() -> Vec<Text> {
        Self::ALL.words()
    }
}

impl FromNode for Ground {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        choose(node, &Self::ALL, diags)
    }
}

/// A single datum that may be public, by its digest: what it is stands nowhere but where it was found.
#[derive(Clone, Debug)]
pub struct Allow {
    /// Digest of the datum, as the message about it says it.
    pub value: Arc<str>,
    /// Where it may stand: a key of the record, `body` or `attachments`; anywhere if not given.
    pub place: Option<Arc<str>>,
    /// Why.
    pub ground: Ground,
    /// Where this is written.
    pub span: Span,
}

impl FromNode for Allow {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let (value, place) = (fields.need("value", diags), fields.get("place", diags));
        let ground = fields.need("ground", diags);
        fields.finish(diags);
        Some(Self { value: value?, place, ground: ground?, span: node.span.clone() })
    }
}
