//! Which kind and form a record is of.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, Spanned, slip};
use crate::base::names;
use crate::base::yaml::Node;
use crate::load::setting::Setting;
use crate::model::envelope::ENVELOPE;
use crate::model::form::Form;
use crate::model::kind::Kind;

rules! {
    /// A kind that does not exist.
    KIND: Error "record/unknown-kind" {
        zh: "没有名为 `{kind}` 的种类" => "可以写：{known}；各种类的说明见 `gongkai kinds`",
        en: "there is no kind `{kind}`" => "write one of: {known}; `gongkai kinds` explains them",
        wrong: "kind: notise", right: "kind: notice",
    }
    /// A form that does not exist.
    FORM: Error "record/unknown-form" {
        zh: "种类 `{kind}` 没有名为 `{form}` 的格式" => "可以写：{known}",
        en: "the kind `{kind}` has no form `{form}`" => "write one of: {known}",
    }
}

/// The kind that a record names, whatever is wrong with its form.
pub(super) fn kind_of<'a>(setting: &Setting<'a>, node: &Node) -> Option<&'a Kind> {
    let mut quiet = Diagnostics::new();
    let name: Option<Arc<str>> = Fields::of(node, &mut quiet).get("kind", &mut quiet);
    setting.definitions.kind(&name?)
}

/// The kind and form that a record names, its catalogue item gives, or its kind has by default. `None` has been
/// reported: at the record, or at the definition that it needs and that has errors.
pub(super) fn read_kind<'a>(
    setting: &Setting<'a>,
    node: &Node,
    diags: &mut Diagnostics,
) -> Option<(&'a Kind, Option<&'a Form>)> {
    let definitions = setting.definitions;
    let mut quiet = Diagnostics::new();
    let mut fields = Fields::of(node, &mut quiet);
    if fields.node("kind", &mut quiet).is_none() && slip(node, "kind", is_envelope, diags).is_some() {
        return None;
    }
    let name: Spanned<Arc<str>> = fields.need("kind", diags)?;
    let kind = definitions.kind(&name.value);
    if definitions.is_closed(kind.map_or(&name.value, |kind| &kind.name)) {
        return None;
    }
    let Some(kind) = kind else {
        let labels = definitions.kinds.values().flat_map(|kind| [&*kind.name, kind.label.get("zh-Hans")]);
        let unknown = Diagnostic::new(&KIND, name.span).with("kind", &name.value);
        diags.push(match names::nearest(&name.value, labels) {
            Some(near) => unknown.perhaps(near),
            None => unknown.with_named("known", definitions.kinds.values().map(Kind::named)),
        });
        return None;
    };
    let items: Vec<Arc<str>> = fields.get("catalogue", &mut quiet).unwrap_or_default();
    let item = setting.catalogue.iter().find(|item| items.iter().any(|id| item.id == *id));
    let of_item = item.and_then(|item| item.form.clone());
    let written: Option<Spanned<Arc<str>>> = fields.get("form", diags).or(of_item);
    let Some(written) = written else {
        // Without its form, nothing of the record could be read as it is meant.
        if slip(node, "form", |key| is_envelope(key) || kind.slots.iter().any(|slot| slot.is_called(key)), diags)
            .is_some()
        {
            return None;
        }
        let is_closed = kind.default_form.as_ref().is_some_and(|form| definitions.is_closed(form));
        // The item of a catalogue with errors may have named another form, with other masks.
        if is_closed || (setting.is_catalogue_wrong && !items.is_empty()) {
            return None;
        }
        let default = kind.default_form.as_ref().and_then(|form| definitions.forms.get(&**form));
        return Some((kind, default));
    };
    let form = definitions.form(&written.value, kind);
    if definitions.is_closed(form.map_or(&written.value, |form| &form.name)) {
        return None;
    }
    let form = form.filter(|form| form.kind == kind.name);
    if form.is_none() {
        let unknown = Diagnostic::new(&FORM, written.span).with_own("kind", &kind.name).with("form", &written.value);
        let names = definitions.forms_of(&kind.name).map(|form| &*form.name);
        diags.push(match names::nearest(&written.value, names) {
            Some(near) => unknown.perhaps(near),
            None => unknown.with_named("known", definitions.forms_of(&kind.name).map(Form::named)),
        });
        return None;
    }
    Some((kind, form))
}

/// Whether a key is one that every record may have.
fn is_envelope(key: &str) -> bool {
    names::is_any(key, ENVELOPE)
}
