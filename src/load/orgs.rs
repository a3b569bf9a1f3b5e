//! Organisations: every folder with an `org.yaml`.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::Fields;
use crate::base::lang::Text;
use crate::base::names;
use crate::base::path::{SitePath, folder};
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::files::Error;
use crate::load::config::read_gated;
use crate::load::ties;
use crate::load::tree::Tree;
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
    /// An organisation that takes itself over.
    SELF: Error "org/merged-into-itself" {
        zh: "{date} 的沿革把本单位并入了自己" => "`merged`、`split`、`dissolved` 写别的单位的路径，如 /fengming/laozhai",
        en: "the event of {date} merges this organisation into itself" => "`merged`, `split` and `dissolved` take the paths of other organisations, like /fengming/laozhai",
        wrong: "merged: [/fengming/shiqiao]", right: "merged: [/fengming/laozhai]",
    }
    /// An event names an organisation that does not exist.
    SUBJECT: Error "org/unknown-subject" {
        zh: "{date} 的沿革里的 `{subject}` 不是本网的单位" => "{near}",
        en: "the event of {date} names `{subject}`, which is no organisation of the portal" => "{near}",
    }
    /// Organisations that took each other over.
    CIRCLE: Error "org/successor-circle" {
        zh: "`{path}` 和 `{other}` 互相并入了对方" => "查对两个单位 org.yaml 里的 `merged` 和 `dissolved`，只有一方是接续单位",
        en: "`{path}` and `{other}` took each other over" => "look up `merged` and `dissolved` in both org.yaml files; only one of them is the successor",
    }
}

const NEAR: Text = Text { zh: "是不是 `/{near}`？", en: "did you mean `/{near}`?" };
const MISSPELT: Text = Text {
    zh: "portal.yaml 的 `levels` 里写的是 `{written}`，像是写错了：在那里改成 `{level}`",
    en: "`levels` of portal.yaml says `{written}`, which looks misspelt: write `{level}` there",
};
const NAME: Text = Text {
    zh: "写单位文件夹的路径，如 /fengming/laozhai；不在本网的单位只写名字，前面不加 /",
    en: "write the path of its folder, like /fengming/laozhai; of an organisation outside the portal write the name, without /",
};

/// Reads all organisations.
pub(super) fn read(tree: &Tree, config: &Config, diags: &mut Diagnostics) -> Result<OrgTree, Error> {
    let mut orgs = Vec::new();
    let files: Vec<Arc<str>> = tree.files.iter().filter(|path| is_org(path)).cloned().collect();
    for file in files {
        // A bad name has been reported.
        let Ok(path) = SitePath::parse(folder(&file)) else { continue };
        let Some(node) = read_gated(tree, &file, config, diags)? else { continue };
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
            ..Org::read(&SitePath::root(), &Node::empty(span), &mut Diagnostics::new())
        });
    }
    let tree = OrgTree::new(orgs);
    check_events(&tree, diags);
    ties::check(&tree, config, diags);
    Ok(tree)
}

/// Events name other organisations that exist, and nobody is its own predecessor.
fn check_events(tree: &OrgTree, diags: &mut Diagnostics) {
    let paths: Vec<&str> = tree.iter().map(|(_, org)| &*org.path).collect();
    for (id, org) in tree.iter() {
        for event in &org.events {
            for subject in event.subjects.iter().filter(|subject| subject.starts_with('/')) {
                let at =
                    || Diagnostic::new(&SUBJECT, event.span.clone()).with("date", event.date).with("subject", subject);
                match tree.subject(subject) {
                    Some(other) if other == id => {
                        diags.push(Diagnostic::new(&SELF, event.span.clone()).with("date", event.date));
                    }
                    Some(_) => {}
                    None => diags.push(match names::nearest(subject.trim_matches('/'), paths.iter().copied()) {
                        Some(near) => at().with("near", near).help_instead(NEAR),
                        None => at().help_instead(NAME),
                    }),
                }
            }
        }
        let circle = tree.all_predecessors(id).into_iter().find(|other| tree.all_predecessors(*other).contains(&id));
        if let Some(other) = circle.filter(|other| id < *other) {
            let circle = Diagnostic::new(&CIRCLE, org.span.clone()).with("path", &org.path);
            diags.push(circle.with("other", &tree.get(other).path));
        }
    }
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
        let misspelt = config.misspelt_level(&org.level);
        diags.push(match names::nearest(&org.level, config.levels.iter().map(|named| &*named.name)) {
            _ if misspelt.is_some() => unknown.with("written", misspelt.unwrap_or_default()).help_instead(MISSPELT),
            Some(near) => unknown.perhaps(near),
            None => unknown.with_named("known", config.levels.iter().map(|named| (&named.name, named.label.home()))),
        });
    }
    let Some(founded) = org.founded else { return };
    for event in org.events.iter().filter(|event| event.date < founded) {
        let before = Diagnostic::new(&BEFORE, event.span.clone());
        diags.push(before.with("date", event.date).with("founded", founded));
    }
}
