//! Kinds: what a record is, as data.

use std::sync::Arc;

use crate::base::decided::{Decision, decided};
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, Spanned, entries};
use crate::base::lang::{Label, Text};
use crate::base::length::Length;
use crate::base::name::Name;
use crate::base::names;
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::blocks::usual::Usual;
use crate::blocks::{BlockName, BlockOptions};
use crate::model::act::Days;
use crate::model::audience::Audience;
use crate::model::basis::Written;
use crate::model::id::{KindName, SlotName};

rules! {
    /// A block that does not exist.
    BLOCK: Error "kind/unknown-block" {
        zh: "没有名为 `{block}` 的组成块" => "可以写：{known}",
        en: "there is no block `{block}`" => "write one of: {known}",
        wrong: "slots:\n  votes: {block: ballot}", right: "slots:\n  cases: {block: register}",
    }
    /// A rule across slots that does not exist.
    RULE: Error "kind/unknown-rule" {
        zh: "没有名为 `{rule}` 的跨块规则" => "目前没有可写的规则，删去这一行",
        en: "there is no rule across slots named `{rule}`" => "none exist yet: delete the line",
    }
    /// A slot that hides a key of the envelope.
    SLOT: Error "kind/reserved-slot" {
        zh: "`{slot}` 是所有记录共用的键，不能用作内容名" => "换一个名字",
        en: "`{slot}` is a key of every record and cannot name a slot" => "choose another name",
    }
}

const PUBLIC: Text = Text { zh: "向社会公开", en: "everybody may see the records" };

/// A named place for a block.
#[derive(Clone, Debug)]
pub struct Slot {
    /// The key of a record under which the block stands.
    pub name: SlotName,
    /// What stands there.
    pub block: BlockName,
    /// What it is called.
    pub label: Label,
    /// What stands above it on pages, where that is more than its name.
    pub heading: Option<Label>,
    /// Whether a record must have it.
    pub is_required: bool,
    /// Its options where no form sets any.
    pub usual: BlockOptions,
}

/// What a record is.
#[derive(Clone, Debug)]
pub struct Kind {
    /// Stable name.
    pub name: KindName,
    /// What it is called.
    pub label: Label,
    /// What it means, in one sentence.
    pub about: Label,
    /// Law behind it.
    pub basis: Vec<Written>,
    /// Section of its records; where none could be read, the usual one, as if the whole definition said so.
    pub section: Spanned<Name>,
    /// Who may see its records unless they say otherwise.
    pub audience: Audience,
    /// How long its notices must stay.
    pub window: Option<Length>,
    /// What its notices are for, where an act fits better than a length.
    pub act: Option<Spanned<Arc<str>>>,
    /// Its slots, in order.
    pub slots: Vec<Slot>,
    /// The form of records that name none.
    pub default_form: Option<Arc<str>>,
    /// Where it is defined.
    pub span: Span,
}

impl FromNode for Kind {
    /// The records of a kind with any error are not public: the key that says who may see them may be what cannot be read.
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut own = Diagnostics::new();
        let mut kind = Self::read(node, &mut own);
        if let Some(kind) = kind.as_mut().filter(|_| own.has_errors()) {
            kind.audience = Audience::Restricted;
        }
        diags.append(own);
        kind
    }
}

impl Kind {
    /// Tells its slots what holds where a form says nothing.
    pub fn settle(&mut self, usual: &Usual) {
        self.slots.iter_mut().for_each(|slot| slot.usual.settle(usual));
    }

    fn read(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let name: Option<KindName> = fields.need("name", diags);
        let label: Option<Label> = fields.get("label", diags);
        let section: Option<Spanned<Name>> = fields.need("section", diags);
        for rule in fields.get::<Vec<Spanned<Arc<str>>>>("rules", diags).unwrap_or_default() {
            diags.push(Diagnostic::new(&RULE, rule.span).with("rule", rule.value));
        }
        let slots = fields.node("slots", diags).map(|node| read_slots(node, diags)).unwrap_or_default();
        let audience =
            decided(&mut fields, Decision { key: "audience", usual: PUBLIC, choices: &Audience::ALL }, diags);
        let kind = name.map(|name| Self {
            label: label.unwrap_or_else(|| Label::plain(&name)),
            name,
            about: fields.get("about", diags).unwrap_or_default(),
            basis: fields.get("basis", diags).unwrap_or_default(),
            section: section.unwrap_or_else(|| Spanned { value: Name::own("village"), span: node.span.clone() }),
            audience: audience.unwrap_or_default(),
            window: fields.get("window", diags).map(|Days(length)| length),
            act: fields.get("act", diags),
            slots,
            default_form: fields.get("default-form", diags),
            span: node.span.clone(),
        });
        fields.finish(diags);
        kind
    }
}

fn read_slots(node: &Node, diags: &mut Diagnostics) -> Vec<Slot> {
    let mut slots = Vec::new();
    for (key, value) in entries(node, diags) {
        if crate::model::envelope::ENVELOPE.contains(&key.text.as_str()) {
            diags.push(Diagnostic::new(&SLOT, key.span.clone()).with("slot", &key.text));
            continue;
        }
        let mut fields = Fields::of(value, diags);
        let block: Option<Spanned<Arc<str>>> = fields.need("block", diags);
        let label = fields.get("label", diags);
        let is_required = fields.get("required", diags).unwrap_or(false);
        let heading = fields.get("heading", diags);
        fields.finish(diags);
        let Some(block) = block else { continue };
        let Some((_, block)) = BlockName::ALL.iter().find(|(name, _)| *name == &*block.value) else {
            let known = || BlockName::ALL.iter().map(|(name, _)| *name);
            let unknown = Diagnostic::new(&BLOCK, block.span).with("block", &block.value);
            diags.push(match names::nearest(&block.value, known()) {
                Some(near) => unknown.perhaps(near),
                None => unknown.with_list("known", known()),
            });
            continue;
        };
        let Some(name) = Name::read(&key.text, &key.span, diags) else { continue };
        let own = label.unwrap_or_else(|| Label::plain(names::chinese(&name).unwrap_or(&name)));
        let usual = block.default_options();
        slots.push(Slot { name: name.into(), usual, block: *block, label: own, heading, is_required });
    }
    slots
}

impl Slot {
    /// Whether a key of a record names the slot: its name, what the format calls it in Chinese, or its label.
    pub fn is_called(&self, key: &str) -> bool {
        let is_label = self.label.is(key) && !crate::model::envelope::ENVELOPE.contains(&key);
        is_label || names::is(key, &self.name)
    }
}

impl Kind {
    /// Name and label, for a message.
    pub fn named(&self) -> (&KindName, &str) {
        (&self.name, self.label.home())
    }

    /// The slot with this name.
    pub fn slot(&self, name: &str) -> Option<&Slot> {
        self.slots.iter().find(|slot| &*slot.name == name)
    }
}
