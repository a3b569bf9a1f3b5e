//! Organisations: every folder with an `org.yaml`.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::Fields;
use crate::base::names;
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::load::Error;
use crate::load::config::read_yaml;
use crate::load::files::Tree;
use crate::model::config::Config;
use crate::model::org::{Org, OrgTree};

rules! {
    /// There is no root organisation.
    ROOT: Error "org/no-root" {
        zh: "`content/` 里没有 org.yaml，不知道这是谁的公开网" => "新建 content/org.yaml，写上 `name: 某某县` 和 `level: county`",
        en: "there is no org.yaml in `content/`: whose portal is this?" => "create content/org.yaml with `name:` and `level:`",
    }
    /// A level that the portal does not have.
    LEVEL: Error "org/unknown-level" {
        zh: "portal.yaml 的 `levels` 里没有 `{level}` 这一层" => "可以写：{known}",
        en: "the level `{level}` is not among `levels` of portal.yaml" => "write one of: {known}",
        wrong: "level: vilage", right: "level: village",
    }
    /// A date of an organisation that lies before its foundation.
    BEFORE: Warning "org/event-before-founding" {
        zh: "{date} 的沿革早于设立日期 {founded}" => "查对两个日期",
        en: "the event of {date} lies before the foundation on {founded}" => "look up both dates",
    }
}

/// Reads all organisations.
pub(super) fn read(tree: &Tree, config: &Config, diags: &mut Diagnostics) -> Result<OrgTree, Error> {
    let mut orgs = Vec::new();
    let files: Vec<Arc<str>> = tree.files.iter().filter(|path| is_org(path)).cloned().collect();
    for file in files {
        let path: Arc<str> = file.rsplit_once('/').map_or("", |(folder, _)| folder).into();
        let Some(node) = read_yaml(tree, &file, diags)? else { continue };
        let org = Org::read(&path, &node, diags);
        check(&org, &node, config, diags);
        orgs.push(org);
    }
    if !orgs.iter().any(|org| org.path.is_empty()) {
        let span = Span::whole(&Tree::name("org.yaml"));
        if !tree.files.contains("org.yaml") {
            diags.push(Diagnostic::new(&ROOT, span.clone()));
        }
        orgs.push(Org {
            name: config.title.clone(),
            ..Org::read(&"".into(), &Node::empty(span), &mut Diagnostics::new())
        });
    }
    Ok(OrgTree::new(orgs))
}

fn is_org(path: &str) -> bool {
    path == "org.yaml" || path.ends_with("/org.yaml")
}

fn check(org: &Org, node: &Node, config: &Config, diags: &mut Diagnostics) {
    let mut quiet = Diagnostics::new();
    let mut fields = Fields::of(node, &mut quiet);
    let mut span = |name| fields.node(name, &mut quiet).map_or_else(|| org.span.clone(), |node| node.span.clone());
    let level = |named: &crate::model::config::Named| named.name == org.level || named.label.is(&org.level);
    if !org.level.is_empty() && !config.levels.iter().any(level) {
        let unknown = Diagnostic::new(&LEVEL, span("level")).with("level", &org.level);
        diags.push(match names::nearest(&org.level, config.levels.iter().map(|named| &*named.name)) {
            Some(near) => unknown.perhaps(near),
            None => unknown
                .with_named("known", config.levels.iter().map(|named| (&named.name, named.label.get("zh-Hans")))),
        });
    }
    let Some(founded) = org.founded else { return };
    for event in org.events.iter().filter(|event| event.date < founded) {
        let before = Diagnostic::new(&BEFORE, span("events"));
        diags.push(before.with("date", event.date).with("founded", founded));
    }
}
