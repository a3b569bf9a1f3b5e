//! What a form sets for a procedure: stages, their steps, and the time that each may and must take.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, Rule, rules};
use crate::base::fields::{Fields, FromNode, Spanned, items};
use crate::base::lang::Text;
use crate::base::length::Length;
use crate::base::names;
use crate::base::source::Span;
use crate::base::yaml::{Node, Value};

rules! {
    /// Two steps of one name.
    TWICE: Error "procedure/duplicate-step" {
        zh: "“{step}”这一步写了两次" => "给其中一步换个名字：记录按名字找步骤",
        en: "the step “{step}” stands twice" => "rename one: records find steps by their names",
        wrong: "steps:\n  - 公示\n  - 公示", right: "steps:\n  - 评议公示\n  - 审批公示",
    }
    /// A form refers to a step that it does not have.
    TARGET: Error "procedure/unknown-target" {
        zh: "这种格式没有“{step}”这一步，期限和转向都要落在已有的步骤上" => "可以写：{known}",
        en: "the form has no step “{step}”; terms and refusals must name one" => "write one of: {known}",
        wrong: "- {name: 公示, due: {after: 批准, within: 7 days}}", right: "- {name: 公示, due: {after: 审批, within: 7 days}}",
    }
}

/// The ordered steps of a procedure.
#[derive(Clone, Debug, Default)]
pub struct ProcedureOptions {
    /// Names of the stages.
    pub stages: Vec<Arc<str>>,
    /// Steps of all stages, in order.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its name, the key in a record.
    pub name: Arc<str>,
    /// Who does it.
    pub actor: Option<Arc<str>>,
    /// Index of its stage.
    pub stage: usize,
    /// Until when it must be done.
    pub due: Option<Term>,
    /// Before when it may not be done.
    pub wait: Option<Term>,
    /// Whether it is the publication of a notice.
    pub is_publication: bool,
    /// Whether it is a vote.
    pub needs_vote: bool,
    /// Whether it may be left out.
    pub is_optional: bool,
    /// Index of the step that a refusal leads to.
    pub on_refusal: Option<usize>,
}

/// A time counted from another step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Index of that step.
    pub after: usize,
    /// How long.
    pub length: Length,
}

type Named = Spanned<Arc<str>>;

/// A step before the names in it are resolved.
struct Raw {
    name: Named,
    step: Step,
    due: Option<(Named, Length)>,
    wait: Option<(Named, Length)>,
    on_refusal: Option<Named>,
}

impl FromNode for ProcedureOptions {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let nodes = fields.node("stages", diags).map_or(&[][..], |node| items(node, diags));
        fields.finish(diags);
        let (mut stages, mut raw) = (Vec::new(), Vec::new());
        for node in nodes {
            let mut fields = Fields::of(node, diags);
            let name: Option<Arc<str>> = fields.need("name", diags);
            let steps = fields.node("steps", diags).map_or(&[][..], |node| items(node, diags));
            fields.finish(diags);
            raw.extend(steps.iter().filter_map(|node| read_step(node, stages.len(), diags)));
            stages.extend(name);
        }
        check_names(&raw, diags);
        Some(Self { stages, steps: resolve(raw, diags) })
    }
}

/// A step, or its name alone.
fn read_step(node: &Node, stage: usize, diags: &mut Diagnostics) -> Option<Raw> {
    let bare = |name: Arc<str>| Step {
        name,
        actor: None,
        stage,
        due: None,
        wait: None,
        is_publication: false,
        needs_vote: false,
        is_optional: false,
        on_refusal: None,
    };
    if let Value::Text(text) = &node.value {
        let name: Named = Spanned { value: Arc::from(text.as_str()), span: node.span.clone() };
        return Some(Raw { step: bare(name.value.clone()), name, due: None, wait: None, on_refusal: None });
    }
    let mut fields = Fields::of(node, diags);
    let name: Option<Named> = fields.need("name", diags);
    let actor = fields.get("actor", diags);
    let due = fields.node("due", diags).and_then(|node| read_term(node, "within", diags));
    let wait = fields.node("wait", diags).and_then(|node| read_term(node, "least", diags));
    let mut flag = |name, diags: &mut Diagnostics| fields.get(name, diags).unwrap_or(false);
    let (is_publication, needs_vote) = (flag("publication", diags), flag("vote", diags));
    let is_optional = flag("optional", diags);
    let on_refusal = fields.get("on-refusal", diags);
    fields.finish(diags);
    let name = name?;
    let step = Step { actor, is_publication, needs_vote, is_optional, ..bare(name.value.clone()) };
    Some(Raw { name, step, due, wait, on_refusal })
}

fn read_term(node: &Node, key: &'static str, diags: &mut Diagnostics) -> Option<(Named, Length)> {
    let mut fields = Fields::of(node, diags);
    let (after, length) = (fields.need("after", diags), fields.need(key, diags));
    fields.finish(diags);
    Some((after?, length?))
}

fn check_names(raw: &[Raw], diags: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, &Span> = BTreeMap::new();
    for one in raw {
        if let Some(first) = seen.insert(&one.name.value, &one.name.span) {
            let label = Text { zh: "第一次写在这里", en: "first written here" };
            let twice = Diagnostic::new(&TWICE, one.name.span.clone()).with("step", &one.name.value);
            diags.push(twice.label(first.clone(), label));
        }
    }
}

/// Turns names of steps into their places.
fn resolve(raw: Vec<Raw>, diags: &mut Diagnostics) -> Vec<Step> {
    let steps: Vec<Step> = raw.iter().map(|one| one.step.clone()).collect();
    let mut place = |name: Named| {
        let found = steps.iter().position(|step| step.name == name.value);
        if found.is_none() {
            diags.push(unknown(&TARGET, (&name.value, name.span), &steps));
        }
        found
    };
    let resolved = raw.into_iter().map(|one| Step {
        due: one.due.and_then(|(after, length)| Some(Term { after: place(after)?, length })),
        wait: one.wait.and_then(|(after, length)| Some(Term { after: place(after)?, length })),
        on_refusal: one.on_refusal.and_then(&mut place),
        ..one.step
    });
    resolved.collect()
}

/// A step that does not exist, with the nearest one.
pub(super) fn unknown(rule: &'static Rule, (name, span): (&str, Span), steps: &[Step]) -> Diagnostic {
    const NEAR: Text = Text { zh: "是不是“{nearest}”？", en: "did you mean “{nearest}”?" };
    let diagnostic = Diagnostic::new(rule, span).with("step", name);
    if let Some(nearest) = names::nearest(name, steps.iter().map(|step| &*step.name)) {
        return diagnostic.with("nearest", nearest).help_instead(NEAR);
    }
    diagnostic.with_list("known", steps.iter().map(|step| &step.name))
}
