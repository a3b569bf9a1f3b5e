//! Acts: what a window is for, and how long the law or a local rule wants it to be. A table, not code: `acts.yaml` of a
//! pack, changed and extended by `windows:` in `portal.yaml`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::closed::Closed;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, MAP, Spanned, choose, entries, wrong_type};
use crate::base::lang::Label;
use crate::base::length::{AnyDays, Length, TimeUnit};
use crate::base::names;
use crate::base::yaml::{Node, Value};
use crate::model::basis::Laws;
use crate::model::org::Org;
use crate::model::pack::Pack;

rules! {
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

/// What a window is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// What it is called.
    pub label: Label,
    /// How long a window must be: one of these, the usual one first; never empty.
    pub least: Vec<Length>,
    /// Whether the time runs from the posting to the day of the act, as for a voter list before polling.
    pub is_ahead: bool,
    /// Within what time from the posting objections are taken; to the end of the window if not given.
    pub objections: Option<Length>,
    /// Within what time an objection is answered, if not that of the portal.
    pub reply: Option<Length>,
    /// Whom the law names to take objections; a contact of the record is shown in front.
    pub objections_to: Label,
    /// What an objection is called here, if not as usual.
    pub objection: Label,
    /// What must wait until an objection is answered.
    pub meanwhile: Label,
    /// Laws or rules behind it, each for the units that it binds; never empty.
    pub sources: Vec<Label>,
}

/// What a portal says about windows.
#[derive(Clone, Debug)]
pub struct WindowSettings {
    /// Whether an end on a rest day moves to the next working day.
    pub moves_on: bool,
    /// Within what time an objection is answered.
    pub reply: Length,
    /// Within what time after the end the outcome must be there.
    pub outcome: Length,
    /// Acts by name.
    pub acts: BTreeMap<Arc<str>, Arc<Act>>,
}

/// A number of days, written as a length or under one of the keys `days` and `working-days`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Days(pub(super) Length);

impl FromNode for Days {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        if matches!(node.value, Value::Text(_)) {
            return AnyDays::from_node(node, diags).map(|days| Self(days.0));
        }
        let mut fields = Fields::of(node, diags);
        let days = fields.get("days", diags).map(Length::days);
        let working = fields.get("working-days", diags).map(|count| Length { count, unit: TimeUnit::WorkingDays });
        if days.is_none() && working.is_none() {
            fields.lacks(&["days", "working-days"], diags);
        }
        fields.finish(diags);
        days.or(working).map(Self)
    }
}

impl Act {
    /// An act that is known by nothing but its length, such as that of a kind.
    pub fn plain(label: Label, least: Length, source: Option<&str>) -> Self {
        let source = source.map_or_else(own_rule, Label::plain);
        let none = Label::default;
        let (objections_to, objection, meanwhile) = (none(), none(), none());
        Self {
            label,
            least: vec![least],
            is_ahead: false,
            objections: None,
            reply: None,
            objections_to,
            objection,
            meanwhile,
            sources: vec![source],
        }
    }

    /// The law or rule that binds a unit; the first where none says so.
    pub fn source(&self, laws: &Laws, org: &Org) -> Option<&Label> {
        let binds = |source: &&Label| laws.named(source.home()).iter().all(|law| law.binds(org));
        self.sources.iter().find(binds).or_else(|| self.sources.first())
    }

    /// The length that holds for a window counted like `rule`: the one of its type, else the usual one.
    pub fn least_like(&self, rule: Length) -> Length {
        let same = self.least.iter().find(|least| least.unit == rule.unit);
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
            let least: Vec<Days> = Vec::from_node(node, diags)?;
            let least: Vec<Length> = least.into_iter().map(|days| days.0).collect();
            let first = least.first().copied()?;
            let own = before.cloned().unwrap_or_else(|| Self::plain(named(), first, None));
            return Some(Self { least, sources: vec![own_rule()], ..own });
        }
        let mut fields = Fields::of(node, diags);
        let own_least: Option<Vec<Days>> = fields.get("least", diags).filter(|least: &Vec<_>| !least.is_empty());
        let own_least: Option<Vec<Length>> = own_least.map(|least| least.into_iter().map(|days| days.0).collect());
        let sources: Option<Vec<Label>> = fields.get("source", diags).filter(|sources: &Vec<_>| !sources.is_empty());
        let label = fields.get("label", diags);
        let mut text = |name, of: fn(&Self) -> &Label| {
            fields.get(name, diags).or_else(|| before.map(of).cloned()).unwrap_or_default()
        };
        let objections_to = text("objections-to", |act| &act.objections_to);
        let objection = text("objection-called", |act| &act.objection);
        let meanwhile = text("meanwhile", |act| &act.meanwhile);
        let mut length = |name| fields.get(name, diags).map(|Days(length)| length);
        let (objections, reply) = (length("objections-within"), length("reply-within"));
        let is_ahead = fields.get("in-advance", diags);
        fields.finish(diags);
        let kept = before.filter(|_| own_least.is_none()).map(|act| act.sources.clone());
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
            objections_to,
            objection,
            meanwhile,
            sources: sources.or(kept).unwrap_or_else(|| vec![own_rule()]),
        })
    }
}

/// What stands for the source of a rule that the portal made itself.
fn own_rule() -> Label {
    Label::of(&[("zh-Hans", "本网自己的规定"), ("en", "a rule of this portal")])
}

impl WindowSettings {
    /// Those of a portal that says nothing about windows.
    pub fn usual(pack: &Pack) -> Self {
        let mut acts = BTreeMap::new();
        if let Some(node) = pack.yaml("acts.yaml") {
            read_acts(&node, &mut acts, &mut Diagnostics::new());
        }
        let usual = Self { moves_on: true, reply: Length::days(10), outcome: Length::days(5), acts };
        match &pack.windows {
            Some(node) => usual.changed_by(node, &mut Diagnostics::new()),
            None => usual,
        }
    }

    /// The same with what `node` gives in place of its own.
    #[must_use]
    pub fn changed_by(self, node: &Node, diags: &mut Diagnostics) -> Self {
        const REST: Closed<bool> = Closed::new("rest-day", &[("move", true), ("keep", false)]);
        let usual = self;
        let mut fields = Fields::of(node, diags);
        let moves_on = fields.node("rest-day", diags).filter(|node| !node.is_empty());
        let moves_on = moves_on.and_then(|node| choose(node, &REST, diags));
        let mut length = |name| fields.get(name, diags).map(|Days(length)| length);
        let (reply, outcome) = (length("reply-within"), length("outcome-within"));
        let mut acts = usual.acts;
        match fields.node("acts", diags) {
            Some(node) if matches!(node.value, Value::Map(_)) => read_acts(node, &mut acts, diags),
            Some(node) if !node.is_empty() => drop(wrong_type::<()>(node, MAP, diags)),
            _ => {}
        }
        fields.finish(diags);
        Self {
            moves_on: moves_on.unwrap_or(usual.moves_on),
            reply: reply.unwrap_or(usual.reply),
            outcome: outcome.unwrap_or(usual.outcome),
            acts,
        }
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
            None => unknown.with_named("known", self.acts.iter().map(|(name, act)| (name, act.label.home()))),
        });
        None
    }
}

#[cfg(test)]
mod tests {
    use super::WindowSettings;
    use crate::model::pack::Pack;

    #[test]
    fn the_table_of_acts_is_whole() {
        let acts = WindowSettings::usual(&Pack::usual()).acts;
        assert_eq!(acts.len(), 11);
        for (name, act) in acts {
            assert!(
                !act.least.is_empty()
                    && act.sources.iter().all(|source| !source.is_empty())
                    && act.label.get("en") != act.label.home(),
                "{name}"
            );
        }
    }
}
