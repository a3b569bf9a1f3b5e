//! The languages of a portal, each of which but the first is a folder of the site.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::FromNode;
use crate::base::lang::is_tag;
use crate::base::limits::{Limit, Limits};
use crate::base::name::{Name, shown};
use crate::base::path::fold;
use crate::base::yaml::{Node, Value};

rules! {
    /// A language that is none.
    LANGUAGE: Error "portal/language" {
        zh: "`{value}` 不是语言代码" => "写语言代码：汉语写 `zh-Hans`，英语写 `en`，藏语写 `bo`",
        en: "`{value}` is not the tag of a language" => "write a tag like `zh-Hans`, `en` or `bo`",
        wrong: "languages: [中文]", right: "languages: [zh-Hans]",
    }
    /// A portal in no language.
    NO_LANGUAGE: Error "portal/no-language" {
        zh: "`languages` 里一种语言也没有" => "至少写一种，第一种是首页的语言：`languages: [zh-Hans]`；删去这一行也可以",
        en: "`languages` names no language" => "name at least one, the first of which is that of the home page: `languages: [zh-Hans]`; or delete the line",
        wrong: "languages: []", right: "languages: [zh-Hans]",
    }
    /// One language twice.
    SAME_LANGUAGE: Error "portal/language-twice" {
        zh: "语言 `{value}` 写了两次" => "删去一个；大小写不同的还是同一种语言",
        en: "the language `{value}` stands twice" => "delete one of them; tags that differ in case only are one language",
        wrong: "languages: [zh-Hans, zh-hans]", right: "languages: [zh-Hans, en]",
    }
}

/// The languages of a portal: none is given twice, and there is one at least, whatever is written.
pub(super) fn read(node: Option<&Node>, (limits, usual): (&Limits, &[Name]), diags: &mut Diagnostics) -> Vec<Name> {
    let usual = || usual.to_vec();
    let Some(node) = node.filter(|node| !node.is_empty()) else { return usual() };
    let nodes = if let Value::List(nodes) = &node.value { nodes } else { std::slice::from_ref(node) };
    if nodes.is_empty() {
        diags.push(Diagnostic::new(&NO_LANGUAGE, node.span.clone()));
    }
    if let Some(many) = limits.check(Limit::Languages, nodes.len() as u64, &node.span) {
        diags.push(many);
    }
    let most = usize::try_from(limits.of(Limit::Languages)).unwrap_or(usize::MAX);
    let mut languages: Vec<Name> = Vec::new();
    for node in nodes.iter().take(most) {
        let Some(language) = read_language(node, diags) else { continue };
        if languages.iter().any(|other| fold(other) == fold(&language)) {
            diags.push(Diagnostic::new(&SAME_LANGUAGE, node.span.clone()).with("value", language));
        } else {
            languages.push(language);
        }
    }
    if languages.is_empty() { usual() } else { languages }
}

/// A language by its tag.
fn read_language(node: &Node, diags: &mut Diagnostics) -> Option<Name> {
    let Some(text) = node.text().filter(|text| !text.is_empty()) else { return Name::from_node(node, diags) };
    if !is_tag(text) {
        diags.push(Diagnostic::new(&LANGUAGE, node.span.clone()).with("value", shown(text)));
        return None;
    }
    Name::read(text, &node.span, diags)
}
