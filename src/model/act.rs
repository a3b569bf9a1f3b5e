//! Acts: what a window is for, and how long the law or a local rule wants it to be. A table, not code: built in as YAML,
//! changed and extended by `windows:` in `portal.yaml`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::date::to_half_width;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, MAP, Spanned, choose, entries, wrong_type};
use crate::base::lang::Label;
use crate::base::names;
use crate::base::yaml::{self, Node, Value};

rules! {
    /// A number of days that cannot be read.
    TERM: Error "window/unreadable-term" {
        zh: "`{value}` 不是天数" => "写成 `7 days`（天）或 `5 working days`（个工作日）",
        en: "`{value}` is no number of days" => "write it like `7 days` or `5 working days`",
        wrong: "reply-within: 一周", right: "reply-within: 7 days",
    }
    /// An act that does not exist.
    ACT: Error "window/unknown-act" {
        zh: "没有名为 `{act}` 的公示事由" => "可以写：{known}；本地的事由加在 portal.yaml 的 `windows: acts:` 里",
        en: "there is no act `{act}`" => "write one of: {known}; acts of your own go under `windows: acts:` in portal.yaml",
        wrong: "window: {act: land}", right: "window: {act: land-notice}",
    }
    /// An act that does not say how long its window is.
    LEAST: Error "window/act-without-length" {
        zh: "公示事由 `{act}` 没有写最短多少天" => "加上 `least: 7 days` 或 `least: 5 working days`",
        en: "the act `{act}` does not say how long its windows must be" => "add `least: 7 days` or `least: 5 working days`",
        wrong: "acts: {school-places: {label: 学位分配}}", right: "acts: {school-places: {label: 学位分配, least: 5 days}}",
    }
}

/// The acts that every portal knows.
pub const BUILT_IN: &str = include_str!("acts.yaml");

/// A number of days, of which all or only the working ones count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowRule {
    /// Number of days.
    pub days: u32,
    /// Whether only working days count.
    pub is_working_days: bool,
}

/// What a window is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// What it is called.
    pub label: Label,
    /// How long a window must be: one of these, the usual one first; never empty.
    pub least: Vec<WindowRule>,
    /// Whether the time runs from the posting to the day of the act, as for a voter list before polling.
    pub is_ahead: bool,
    /// Within what time from the posting objections are taken; to the end of the window if not given.
    pub objections: Option<WindowRule>,
    /// Within what time an objection is answered, if not that of the portal.
    pub reply: Option<WindowRule>,
    /// Law or rule behind it.
    pub source: Label,
}

/// What a portal says about windows.
#[derive(Clone, Debug)]
pub struct WindowSettings {
    /// Whether an end on a rest day moves to the next working day.
    pub moves_on: bool,
    /// Within what time an objection is answered.
    pub reply: WindowRule,
    /// How many days after the end the outcome must be there.
    pub outcome: u32,
    /// Acts by name.
    pub acts: BTreeMap<Arc<str>, Arc<Act>>,
}

impl WindowRule {
    /// Calendar days.
    pub const fn days(days: u32) -> Self {
        Self { days, is_working_days: false }
    }

    /// Reads `7 days`, `5 working days`, `7天`, `5个工作日`.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = to_half_width(text.trim());
        let split = plain.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(plain.len());
        let (number, unit) = plain.split_at(split);
        let is_working_days = match unit.trim() {
            "" | "day" | "days" | "天" | "日" => false,
            "working day" | "working days" | "个工作日" | "工作日" => true,
            _ => return None,
        };
        Some(Self { days: number.parse().ok().filter(|days| *days <= 3_660)?, is_working_days })
    }
}

impl FromNode for WindowRule {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        if let Value::Text(text) = &node.value {
            let rule = Self::parse(text);
            if rule.is_none() {
                diags.push(Diagnostic::new(&TERM, node.span.clone()).with("value", text));
            }
            return rule;
        }
        let mut fields = Fields::of(node, diags);
        let days = fields.get("days", diags).map(Self::days);
        let working = fields.get("working-days", diags).map(|days| Self { days, is_working_days: true });
        if days.is_none() && working.is_none() {
            fields.lacks(&["days", "working-days"], diags);
        }
        fields.finish(diags);
        days.or(working)
    }
}

impl Act {
    /// An act that is known by nothing but its length, such as that of a kind.
    pub fn plain(label: Label, least: WindowRule, source: Option<&str>) -> Self {
        let source = source.map_or_else(own_rule, Label::plain);
        Self { label, least: vec![least], is_ahead: false, objections: None, reply: None, source }
    }

    /// The length that holds for a window counted like `rule`: the one of its type, else the usual one.
    pub fn least_like(&self, rule: WindowRule) -> WindowRule {
        let same = self.least.iter().find(|least| least.is_working_days == rule.is_working_days);
        same.or_else(|| self.least.first()).copied().unwrap_or(rule)
    }

    /// The source of the time for answers that no act gives.
    pub fn usual_reply() -> Label {
        Label::of(&[("zh-Hans", "村务公开答复时限，各地规定"), ("en", "time for answers, local rules")])
    }

    /// Reads an act; what is not given is as in `before`.
    fn read(name: &str, before: Option<&Self>, node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let named = || before.map_or_else(|| Label::plain(name), |act| act.label.clone());
        if !matches!(node.value, Value::Map(_)) {
            let least: Vec<WindowRule> = Vec::from_node(node, diags)?;
            let first = least.first().copied()?;
            let own = before.cloned().unwrap_or_else(|| Self::plain(named(), first, None));
            return Some(Self { least, source: own_rule(), ..own });
        }
        let mut fields = Fields::of(node, diags);
        let own_least: Option<Vec<WindowRule>> = fields.get("least", diags).filter(|least: &Vec<_>| !least.is_empty());
        let source = fields.get("source", diags);
        let label = fields.get("label", diags);
        let (objections, reply) = (fields.get("objections-within", diags), fields.get("reply-within", diags));
        let is_ahead = fields.get("in-advance", diags);
        fields.finish(diags);
        let kept = before.filter(|_| own_least.is_none()).map(|act| act.source.clone());
        let Some(least) = own_least.or_else(|| before.map(|act| act.least.clone())) else {
            diags.push(Diagnostic::new(&LEAST, node.span.clone()).with("act", name));
            return None;
        };
        Some(Self {
            label: label.unwrap_or_else(named),
            least,
            is_ahead: is_ahead.unwrap_or_else(|| before.is_some_and(|act| act.is_ahead)),
            objections: objections.or_else(|| before.and_then(|act| act.objections)),
            reply: reply.or_else(|| before.and_then(|act| act.reply)),
            source: source.or(kept).unwrap_or_else(own_rule),
        })
    }
}

/// What stands for the source of a rule that the portal made itself.
fn own_rule() -> Label {
    Label::of(&[("zh-Hans", "本网自己的规定"), ("en", "a rule of this portal")])
}

impl Default for WindowSettings {
    fn default() -> Self {
        let mut acts = BTreeMap::new();
        let mut quiet = Diagnostics::new();
        let node = yaml::parse(&"acts.yaml".into(), 0, BUILT_IN, &mut quiet);
        if let Some(node) = node {
            read_acts(&node, &mut acts, &mut quiet);
        }
        Self { moves_on: true, reply: WindowRule::days(10), outcome: 5, acts }
    }
}

impl FromNode for WindowSettings {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        const REST: [(&str, &str, bool); 2] = [("move", "顺延", true), ("keep", "不顺延", false)];
        let usual = Self::default();
        let mut fields = Fields::of(node, diags);
        let moves_on = fields.node("rest-day", diags).filter(|node| !node.is_empty());
        let moves_on = moves_on.and_then(|node| choose(node, &REST, diags));
        let reply = fields.get("reply-within", diags);
        let outcome: Option<WindowRule> = fields.get("outcome-within", diags);
        let mut acts = usual.acts;
        match fields.node("acts", diags) {
            Some(node) if matches!(node.value, Value::Map(_)) => read_acts(node, &mut acts, diags),
            Some(node) if !node.is_empty() => drop(wrong_type::<()>(node, MAP, diags)),
            _ => {}
        }
        fields.finish(diags);
        Some(Self {
            moves_on: moves_on.unwrap_or(usual.moves_on),
            reply: reply.unwrap_or(usual.reply),
            outcome: outcome.map_or(usual.outcome, |rule| rule.days),
            acts,
        })
    }
}

fn read_acts(node: &Node, acts: &mut BTreeMap<Arc<str>, Arc<Act>>, diags: &mut Diagnostics) {
    for (key, value) in entries(node, diags) {
        let before = acts.get(key.text.as_str()).cloned();
        if let Some(act) = Act::read(&key.text, before.as_deref(), value, diags) {
            acts.insert(key.text.as_str().into(), Arc::new(act));
        }
    }
}

impl WindowSettings {
    /// The act of this name or label; an unknown one is reported.
    pub fn act(&self, name: &Spanned<Arc<str>>, diags: &mut Diagnostics) -> Option<Arc<Act>> {
        let labelled = || self.acts.values().find(|act| act.label.is(&name.value));
        if let Some(act) = self.acts.get(&name.value).or_else(labelled) {
            return Some(act.clone());
        }
        let unknown = Diagnostic::new(&ACT, name.span.clone()).with("act", &name.value);
        diags.push(match names::nearest(&name.value, self.acts.keys().map(|name| &**name)) {
            Some(near) => unknown.perhaps(near),
            None => unknown.with_named("known", self.acts.iter().map(|(name, act)| (name, act.label.get("zh-Hans")))),
        });
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{WindowRule, WindowSettings};

    fn check(text: &str, expected: Option<(u32, bool)>) {
        let read = WindowRule::parse(text).map(|rule| (rule.days, rule.is_working_days));
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn numbers_of_days() {
        check("7 days", Some((7, false)));
        check("1 day", Some((1, false)));
        check("7天", Some((7, false)));
        check("１０ 日", Some((10, false)));
        check("5 working days", Some((5, true)));
        check("5个工作日", Some((5, true)));
        check("10", Some((10, false)));
        for text in ["", "days", "a week", "7 months", "-1 days", "99999 days"] {
            check(text, None);
        }
    }

    #[test]
    fn the_table_of_acts_is_whole() {
        let acts = WindowSettings::default().acts;
        assert_eq!(acts.len(), 9);
        for (name, act) in acts {
            assert!(
                !act.least.is_empty() && !act.source.is_empty() && act.label.get("en") != act.label.get("zh-Hans"),
                "{name}"
            );
        }
    }
}
