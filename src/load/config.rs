//! `portal.yaml`, `calendar.yaml`, `glossary.yaml` and `catalogue.yaml`.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::calendar::Calendar;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, Spanned};
use crate::base::glossary::Glossary;
use crate::base::lang::Text;
use crate::base::limits::Limit;
use crate::base::names;
use crate::base::source::Span;
use crate::base::yaml::{self, Document, Node};
use crate::blocks::BlockOptions;
use crate::files::Error;
use crate::load::definitions::Definitions;
use crate::load::gate;
use crate::load::section::find_section;
use crate::load::tree::Tree;
use crate::model::catalogue::Obligation;
use crate::model::config::Config;
use crate::model::due::{Due, Event};
use crate::model::form::Form;
use crate::model::id::ItemId;

rules! {
    /// There is no `portal.yaml`.
    MISSING: Error "portal/missing" {
        zh: "`content/` 里没有 portal.yaml" => "新建 content/portal.yaml，至少写一行 `title: 某某县阳光公开`",
        en: "there is no portal.yaml in `content/`" => "create content/portal.yaml with at least a line `title: NAME`",
    }
    /// Two items of one id.
    ITEM: Error "catalogue/duplicate-item" {
        zh: "目录事项编号 `{id}` 用了两次" => "每个事项用一个编号",
        en: "the catalogue item `{id}` stands twice" => "give each item its own id",
    }
    /// An item of a kind or form that does not exist.
    ITEM_KIND: Error "catalogue/unknown-kind" {
        zh: "目录事项 `{id}` 的{what} `{name}` 不存在" => "可以写：{known}",
        en: "the {what} `{name}` of catalogue item `{id}` does not exist" => "write one of: {known}",
    }
    /// An item that is owed since time immemorial.
    SINCE: Error "catalogue/early-since" {
        zh: "目录事项 `{id}` 的 `since` 是 {since}，早于 {earliest} 年" => "查对年份，写开始要公开的日期，例如 `since: 2024-01-01`",
        en: "`since` of catalogue item `{id}` is {since}, before {earliest}" => "look up the year; write the day from which the item is owed, like `since: 2024-01-01`",
        wrong: "since: 1024-01-01", right: "since: 2024-01-01",
    }
    /// An item whose form belongs to another kind.
    OTHER_KIND: Error "catalogue/other-kind" {
        zh: "目录事项 `{id}` 的格式 `{form}` 属于种类 `{own}`，不属于 `{kind}`" => "`{kind}` 的格式有：{known}",
        en: "the form `{form}` of catalogue item `{id}` belongs to the kind `{own}`, not to `{kind}`" => "forms of `{kind}`: {known}",
    }
    /// A deadline that runs from the records of an item that does not exist.
    DUE_ITEM: Error "catalogue/unknown-item" {
        zh: "公开时限从事项 `{item}` 起算，目录里没有这个事项" => "可以写：{known}",
        en: "the deadline runs from the item `{item}`, which the catalogue does not have" => "write one of: {known}",
        wrong: "due: {after: window, item: ad-review, within: 10 days}", right: "due: {after: window, item: aid-review, within: 10 days}",
    }
    /// A deadline that runs from a step that the form does not have.
    DUE_STEP: Error "catalogue/unknown-step" {
        zh: "公开时限从“{step}”这一步起算，格式 `{form}` 没有这一步" => "可以写：{known}",
        en: "the deadline runs from the step “{step}”, which the form `{form}` does not have" => "write one of: {known}",
        wrong: "due: {after: step, step: 批准, within: 5 days}", right: "due: {after: step, step: 审批, within: 5 days}",
    }
}

const KIND: Text = Text { zh: "种类", en: "kind" };
const FORM: Text = Text { zh: "格式", en: "form" };
/// No duty to publish is older.
const EARLIEST: i16 = 1900;

/// Reads a YAML file of the portal; `None` if there is none or it cannot be read.
pub(super) fn read_yaml(tree: &Tree, path: &str, diags: &mut Diagnostics) -> Result<Option<Node>, Error> {
    if !tree.files.contains(path) {
        return Ok(None);
    }
    let Some((name, text)) = tree.text(path, diags)? else { return Ok(None) };
    Ok(yaml::parse_within(&tree.limits, Document { file: &name, base: 0, text: &text }, diags))
}

/// The same of a file that pages show, without what must not be public.
pub(super) fn read_gated(
    tree: &Tree,
    path: &str,
    config: &Config,
    diags: &mut Diagnostics,
) -> Result<Option<Node>, Error> {
    let mut node = read_yaml(tree, path, diags)?;
    if let Some(node) = &mut node {
        gate::file(config, node, diags);
    }
    Ok(node)
}

/// Reads the settings.
pub(super) fn read(tree: &Tree, diags: &mut Diagnostics) -> Result<Config, Error> {
    let node = read_yaml(tree, "portal.yaml", diags)?;
    let span = Span::whole(&Tree::name("portal.yaml"));
    if !tree.files.contains("portal.yaml") {
        diags.push(Diagnostic::new(&MISSING, span.clone()));
    }
    match node {
        Some(mut node) => {
            let own = Config::read(&node, &mut Diagnostics::new());
            gate::file(&own, &mut node, diags);
            let config = Config::read(&node, diags);
            gate::check_portal(&config, diags);
            Ok(config)
        }
        None => Ok(Config::read(&Node::empty(span), &mut Diagnostics::new())),
    }
}

/// Reads the calendar: that of the pack, with the portal's years in place of its own.
pub(super) fn read_calendar(tree: &Tree, config: &Config, diags: &mut Diagnostics) -> Result<Calendar, Error> {
    let built_in = config.pack.yaml("calendar.yaml");
    let built_in = built_in.and_then(|node| Calendar::from_node(&node, diags)).unwrap_or_default();
    let own = read_gated(tree, "calendar.yaml", config, diags)?.and_then(|node| Calendar::from_node(&node, diags));
    Ok(built_in.replaced_by(own.unwrap_or_default()))
}

/// Reads the glossary: that of the pack, with the portal's words in place of its own. Also a portal that speaks one language
/// needs it: descriptions of its data files name units of measurement in English too.
pub(super) fn read_glossary(tree: &Tree, config: &Config, diags: &mut Diagnostics) -> Result<Glossary, Error> {
    let built_in = config.pack.yaml("glossary.yaml");
    let built_in = built_in.and_then(|node| Glossary::from_node(&node, diags)).unwrap_or_default();
    let built_in = built_in.with(Glossary::of_label(&config.currency.unit));
    let own = read_gated(tree, "glossary.yaml", config, diags)?.and_then(|node| Glossary::from_node(&node, diags));
    Ok(built_in.with(own.unwrap_or_default()))
}

/// Reads the catalogue and checks that its kinds, forms and sections exist.
pub(super) fn read_catalogue(
    tree: &Tree,
    (definitions, config): (&Definitions, &Config),
    diags: &mut Diagnostics,
) -> Result<Vec<Obligation>, Error> {
    let Some(node) = read_gated(tree, "catalogue.yaml", config, diags)? else { return Ok(Vec::new()) };
    let mut fields = Fields::of(&node, diags);
    let mut items: Vec<Obligation> = fields.get("items", diags).unwrap_or_default();
    fields.finish(diags);
    for section in items.iter_mut().filter_map(|item| item.section.as_mut()) {
        if let Some(known) = find_section(section, config, diags) {
            section.value = known;
        }
    }
    if let Some(excess) = tree.limits.check(Limit::CatalogueItems, items.len() as u64, &Span::whole(&node.span.file)) {
        diags.push(excess);
        items.truncate(usize::try_from(tree.limits.of(Limit::CatalogueItems)).unwrap_or(usize::MAX));
    }
    items.iter_mut().for_each(|item| check_since(item, diags));
    let kinds: Vec<&str> = definitions.kinds.keys().map(|name| &**name).collect();
    let forms: Vec<&str> = definitions.forms.keys().map(|name| &**name).collect();
    let mut seen: BTreeSet<&ItemId> = BTreeSet::new();
    for item in &items {
        if !seen.insert(&item.id) {
            diags.push(Diagnostic::new(&ITEM, item.span.clone()).with("id", &item.id));
        }
        // What a broken definition was to define is told there.
        let kind = item.kind.as_ref().filter(|kind| !definitions.is_closed(&kind.value));
        let form = item.form.as_ref().filter(|form| !definitions.is_closed(&form.value));
        let unknown = [unknown(item, kind, KIND, &kinds), unknown(item, form, FORM, &forms)];
        unknown.into_iter().flatten().for_each(|unknown| diags.push(unknown));
        check_form(item, definitions, diags);
        check_due(item, &items, definitions, diags);
    }
    Ok(items)
}

/// Reports an item that is said to be owed since long before there were such portals, and takes the day for none.
fn check_since(item: &mut Obligation, diags: &mut Diagnostics) {
    if let Some(since) = item.since.take_if(|since| since.year() < EARLIEST) {
        let early = Diagnostic::new(&SINCE, item.span.clone()).with("id", &item.id);
        diags.push(early.with("since", since).with("earliest", EARLIEST));
    }
}

/// Reports a deadline that runs from an item or a step that does not exist.
fn check_due(item: &Obligation, items: &[Obligation], definitions: &Definitions, diags: &mut Diagnostics) {
    let Some(Due::After { event, item: other, .. } | Due::Before { event, item: other, .. }) = &item.due else {
        return;
    };
    let source = match other {
        None => item,
        Some(other) => {
            let Some(source) = items.iter().find(|item| item.id == other.value) else {
                let unknown = Diagnostic::new(&DUE_ITEM, other.span.clone()).with("item", &other.value);
                diags.push(match names::nearest(&other.value, items.iter().map(|item| &*item.id)) {
                    Some(near) => unknown.perhaps(near),
                    None => unknown.with_list("known", items.iter().map(|item| &item.id)),
                });
                return;
            };
            source
        }
    };
    let (Event::Step(step), Some(form)) = (event, &source.form) else { return };
    let Some(form) = definitions.forms.get(&*form.value) else { return };
    let steps: Vec<&str> = form.slots.values().flat_map(BlockOptions::milestone_names).collect();
    if !steps.contains(&&*step.value) {
        let unknown = Diagnostic::new(&DUE_STEP, step.span.clone()).with("step", &step.value).with("form", &form.name);
        diags.push(match names::nearest(&step.value, steps.iter().copied()) {
            Some(near) => unknown.perhaps(near),
            None => unknown.with_list("known", steps),
        });
    }
}

/// Reports a form of another kind than the item's.
fn check_form(item: &Obligation, definitions: &Definitions, diags: &mut Diagnostics) {
    let (Some(kind), Some(form)) = (&item.kind, &item.form) else { return };
    let Some(own) = definitions.forms.get(&*form.value).filter(|own| own.kind != kind.value) else { return };
    let other = Diagnostic::new(&OTHER_KIND, form.span.clone()).with("id", &item.id).with("form", &form.value);
    let other = other.with("own", &own.kind).with("kind", &kind.value);
    diags.push(other.with_named("known", definitions.forms_of(&kind.value).map(Form::named)));
}

fn unknown(item: &Obligation, name: Option<&Spanned<Arc<str>>>, what: Text, known: &[&str]) -> Option<Diagnostic> {
    let name = name.filter(|name| !known.contains(&&*name.value))?;
    let unknown = Diagnostic::new(&ITEM_KIND, name.span.clone()).with("id", &item.id).with_word("what", what);
    let unknown = unknown.with("name", &name.value);
    Some(match names::nearest(&name.value, known.iter().copied()) {
        Some(near) => unknown.perhaps(near),
        None => unknown.with_list("known", known),
    })
}
