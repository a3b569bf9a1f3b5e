//! Kinds and forms: those built in, and the portal's own, which replace a built-in one of the same name whole.

mod replaced;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use replaced::Kinds;

use crate::base::diag::{Diagnostic, Diagnostics, Severity, rules};
use crate::base::fields::FromNode;
use crate::base::lang::{Label, Text};
use crate::base::path::last;
use crate::base::source::{FileName, Span};
use crate::base::yaml::{self, Node};
use crate::blocks::usual::Usual;
use crate::files::Error;
use crate::load::gate;
use crate::load::section::find_section;
use crate::load::sort::CONTENT;
use crate::load::tree::Tree;
use crate::model::act::WindowSettings;
use crate::model::config::Config;
use crate::model::form::Form;
use crate::model::id::{FormName, KindName};
use crate::model::kind::Kind;
use crate::model::pack::Pack;

rules! {
    /// The file is not called as what it defines.
    NAME: Error "definition/other-name" {
        zh: "文件名是 `{file}`，里面的 `name` 却是 `{name}`" => "两者改成一样",
        en: "the file is named `{file}`, but its `name` is `{name}`" => "make them the same",
    }
    /// Two files of one name.
    TWICE: Error "definition/twice" {
        zh: "`{name}` 既有 .yaml 又有 .yml，不知道听哪一个" => "只留一个",
        en: "`{name}` exists both as .yaml and as .yml" => "keep one of them",
    }
    /// Two definitions of the portal that are called the same.
    LABEL: Error "definition/same-label" {
        zh: "`{name}` 和 `{other}` 都叫“{label}”，记录里写这个名字时不知道指哪一个" => "给其中一个换一个 `label`",
        en: "`{name}` and `{other}` are both called “{label}”, so a record that says so may mean either" => "give one of them another `label`",
    }
    /// A default form that does not exist.
    DEFAULT: Error "kind/unknown-form" {
        zh: "种类 `{kind}` 的默认格式 `{form}` 不存在" => "写一个属于这个种类的格式：{known}",
        en: "the default form `{form}` of the kind `{kind}` does not exist" => "name a form of this kind: {known}",
    }
}

const FIRST: Text = Text {
    zh: "这个种类还没有格式：新建 content/forms/{form}.yaml，或删去 `default-form` 这一行",
    en: "this kind has no form yet: create content/forms/{form}.yaml, or delete the line `default-form`",
};

/// Folders of the portal's own definitions.
const KINDS: &str = "kinds";
const FORMS: &str = "forms";

/// All kinds and forms.
#[derive(Debug)]
pub(super) struct Definitions {
    pub(super) kinds: BTreeMap<KindName, Kind>,
    pub(super) forms: BTreeMap<FormName, Form>,
    /// Kinds and forms whose files have errors, by the names of the files and what they define: what they say about
    /// masks and audience may not be what was meant, so no record of them is read.
    /// From the start, forms that are missing because of an error that is told elsewhere.
    closed: BTreeSet<Arc<str>>,
    /// Whether a file of the portal's own has an error and what it defines is not known: any built-in definition may be
    /// the one that it was to replace.
    is_uncertain: bool,
}

impl Definitions {
    /// Closes the definitions of files that have errors.
    pub(super) fn close(&mut self, diags: &Diagnostics) {
        let errors = diags.iter().filter(|one| one.severity == Severity::Error);
        let wrong: BTreeSet<&str> = errors.map(|one| &*one.span.file).collect();
        let is_wrong = |span: &Span| wrong.contains(&*span.file);
        let kinds = self.kinds.values().filter(|kind| is_wrong(&kind.span)).map(|kind| &*kind.name);
        let forms = self.forms.values().filter(|form| is_wrong(&form.span)).map(|form| &*form.name);
        let files = wrong.iter().filter(|file| {
            let path = file.strip_prefix(CONTENT).and_then(|path| path.strip_prefix('/')).unwrap_or_default();
            [KINDS, FORMS].iter().any(|folder| path == *folder || Tree::inside(file, folder).is_some())
        });
        let known: BTreeSet<&str> = self
            .kinds
            .values()
            .map(|kind| &*kind.span.file)
            .chain(self.forms.values().map(|form| &*form.span.file))
            .collect();
        let files: Vec<&str> = files.copied().collect();
        let names = files.iter().filter_map(|file| last(file).split('.').next());
        let is_uncertain = files.iter().any(|file| !known.contains(file));
        let closed: Vec<Arc<str>> = names.chain(kinds).chain(forms).map(Into::into).collect();
        self.closed.extend(closed);
        self.is_uncertain = is_uncertain;
    }

    /// Whether a kind or form of this name has errors, or may be another one than the portal meant.
    pub(super) fn is_closed(&self, name: &str) -> bool {
        let is_built_in = || {
            let kind = self.kinds.get(name).is_some_and(|kind| !is_ours(&kind.span));
            kind || self.forms.get(name).is_some_and(|form| !is_ours(&form.span))
        };
        self.closed.contains(name) || self.is_uncertain && is_built_in()
    }

    /// The kind of this name or label.
    pub(super) fn kind(&self, name: &str) -> Option<&Kind> {
        let called =
            |is_own: bool| self.kinds.values().find(move |kind| is_ours(&kind.span) == is_own && kind.label.is(name));
        self.kinds.get(name).or_else(|| called(true)).or_else(|| called(false))
    }

    /// The form of this name, or of this label among those of a kind.
    pub(super) fn form(&self, name: &str, kind: &Kind) -> Option<&Form> {
        let called = |is_own: bool| {
            let own = self.forms_of(&kind.name);
            own.filter(move |form| is_ours(&form.span) == is_own).find(|form| form.label.is(name))
        };
        self.forms.get(name).or_else(|| called(true)).or_else(|| called(false))
    }

    /// Reports acts that the portal does not have.
    pub(super) fn check_acts(&self, windows: &WindowSettings, diags: &mut Diagnostics) {
        let kinds = self.kinds.values().filter_map(|kind| kind.act.as_ref());
        for act in kinds.chain(self.forms.values().filter_map(|form| form.act.as_ref())) {
            windows.act(act, diags);
        }
    }

    /// The forms of a kind, by name.
    pub(super) fn forms_of(&self, kind: &str) -> impl Iterator<Item = &Form> {
        self.forms.values().filter(move |form| &*form.kind == kind)
    }
}

/// Whether a definition is the portal's own, and not built in.
fn is_ours(span: &Span) -> bool {
    [KINDS, FORMS].iter().any(|folder| Tree::inside(&span.file, folder).is_some())
}

/// Reports definitions of the portal that are called the same. Those built in give way to them.
fn check_labels<'d>(own: impl Iterator<Item = (&'d str, &'d Label, &'d Span, &'d str)>, diags: &mut Diagnostics) {
    let mut seen: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for (name, label, span, of) in own.filter(|(_, _, span, _)| is_ours(span)) {
        let called = label.home();
        if let Some(other) = seen.insert((of, called), name) {
            let same = Diagnostic::new(&LABEL, span.clone()).with("name", name).with("other", other);
            diags.push(same.with("label", called));
        }
    }
}

/// A definition as text.
pub(super) struct Source {
    pub(super) file: FileName,
    pub(super) name: Arc<str>,
    pub(super) text: String,
    /// Whether it is the portal's, and not built in.
    pub(super) is_own: bool,
}

/// Reads all definitions. The digest changes with every byte that the reading of a record depends on.
pub(super) fn read(
    tree: &Tree,
    config: &Config,
    diags: &mut Diagnostics,
) -> Result<(Definitions, blake3::Hash), Error> {
    let mut hasher = blake3::Hasher::new();
    let kind_sources = sources(tree, (KINDS, &config.pack), diags)?;
    let form_sources = sources(tree, (FORMS, &config.pack), diags)?;
    for source in kind_sources.iter().chain(&form_sources) {
        hasher.update(blake3::hash(source.file.as_bytes()).as_bytes());
        hasher.update(blake3::hash(source.text.as_bytes()).as_bytes());
    }
    for file in ["catalogue.yaml", "calendar.yaml", "portal.yaml"] {
        if tree.files.contains(file) {
            hasher.update(&tree.read(file, &mut Diagnostics::new())?.unwrap_or_default());
        }
    }
    let mut kinds = read_kinds(&kind_sources, config, diags);
    kinds.pack = config.pack.clone();
    let mut forms = BTreeMap::new();
    for source in &form_sources {
        let node = parse(source, config, diags);
        match node.and_then(|node| kinds.form(source, &node, diags)) {
            Some(form) => {
                check_name(source, &form.name, diags);
                forms.insert(form.name.clone(), form);
            }
            None if source.is_own => _ = kinds.lost.insert(source.name.clone()),
            None => {}
        }
    }
    let Kinds { known: kinds, lost, .. } = kinds;
    check_labels(kinds.values().map(|kind| (&*kind.name, &kind.label, &kind.span, "")), diags);
    check_labels(forms.values().map(|form| (&*form.name, &form.label, &form.span, &*form.kind)), diags);
    let mut definitions = Definitions { kinds, forms, closed: lost, is_uncertain: false };
    let (currency, smallest) = (config.currency.clone(), config.smallest);
    let usual = Usual { currency, smallest, ..config.pack.usual.clone() };
    definitions.kinds.values_mut().for_each(|kind| kind.settle(&usual));
    definitions.forms.values_mut().for_each(|form| form.settle(&usual));
    check_defaults(&definitions, diags);
    Ok((definitions, hasher.finalize()))
}

/// A definition as it is written; one of the portal's own without what must not be public.
pub(super) fn parse(source: &Source, config: &Config, diags: &mut Diagnostics) -> Option<Node> {
    let mut node = yaml::parse(&source.file, 0, &source.text, diags)?;
    if source.is_own {
        gate::file(config, &mut node, diags);
    }
    Some(node)
}

fn read_kinds(sources: &[Source], config: &Config, diags: &mut Diagnostics) -> Kinds {
    let mut kinds = Kinds::default();
    for source in sources {
        let before = diags.len();
        let node = parse(source, config, diags);
        let kind = node.and_then(|node| Kind::from_node(&node, diags));
        if diags.iter().skip(before).any(|one| one.severity == Severity::Error) {
            kinds.wrong.insert(source.name.clone());
            kinds.wrong.extend(kind.iter().map(|kind| (*kind.name).into()));
        }
        if let Some(kind) = kind {
            check_name(source, &kind.name, diags);
            let kind = if source.is_own { in_section(kind, config, diags) } else { kind };
            kinds.known.insert(kind.name.clone(), kind);
        }
    }
    kinds
}

/// The sources of the pack with the portal's own in their place, by name.
pub(super) fn sources(
    tree: &Tree,
    (folder, pack): (&str, &Pack),
    diags: &mut Diagnostics,
) -> Result<Vec<Source>, Error> {
    let mut all: BTreeMap<Arc<str>, Source> = BTreeMap::new();
    for (path, text) in pack.texts(folder) {
        let Some(name) = path.strip_suffix(".yaml").map(Arc::<str>::from) else { continue };
        let file = format!("{folder}/{path}").into();
        all.insert(name.clone(), Source { file, name, text: text.into_owned(), is_own: false });
    }
    for path in tree.within(folder) {
        let name = path.trim_start_matches(folder).trim_start_matches('/');
        let Some(name) = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml")) else { continue };
        let Some((file, text)) = tree.text(path, diags)? else { continue };
        let source = Source { file: file.clone(), name: name.into(), text, is_own: true };
        if let Some(first) = all.insert(name.into(), source).filter(|first| first.is_own) {
            for file in [&first.file, &file] {
                diags.push(Diagnostic::new(&TWICE, Span::whole(file)).with("name", name));
            }
        }
    }
    Ok(all.into_values().collect())
}

pub(super) fn check_name(source: &Source, name: &str, diags: &mut Diagnostics) {
    if *name != *source.name {
        let other = Diagnostic::new(&NAME, Span::whole(&source.file));
        diags.push(other.with("file", &source.name).with("name", name));
    }
}

/// The portal's own kind, which stands in a section of the portal. One that was to stand nowhere has been reported.
fn in_section(mut kind: Kind, config: &Config, diags: &mut Diagnostics) -> Kind {
    let is_given = kind.section.span != kind.span;
    if let Some(known) = is_given.then(|| find_section(&kind.section, config, diags)).flatten() {
        kind.section.value = known;
    }
    kind
}

fn check_defaults(definitions: &Definitions, diags: &mut Diagnostics) {
    for kind in definitions.kinds.values() {
        let Some(form) = kind.default_form.as_ref().filter(|form| !definitions.closed.contains(*form)) else {
            continue;
        };
        if definitions.forms.get(&**form).is_none_or(|form| form.kind != kind.name) {
            let unknown = Diagnostic::new(&DEFAULT, kind.span.clone()).with("kind", &kind.name).with("form", form);
            let known = definitions.forms_of(&kind.name).map(Form::named);
            let is_first = definitions.forms_of(&kind.name).next().is_none();
            diags.push(if is_first { unknown.help_instead(FIRST) } else { unknown.with_named("known", known) });
        }
    }
}
