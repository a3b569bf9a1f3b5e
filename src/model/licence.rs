//! Under which licence what a portal publishes may be used again.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, Spanned};
use crate::base::lang::{HOME, Label};
use crate::base::yaml::{Node, Value};

rules! {
    /// A licence that the program does not know by its name.
    UNKNOWN: Error "portal/unknown-licence" {
        zh: "不认识许可协议 `{value}`" => "可以写：{known}；用别的协议，写名称和网址：`licence: {title: 云岭县数据使用条款, url: \"https://…/\"}`",
        en: "unknown licence `{value}`" => "write one of: {known}; for another one give title and address: `licence: {title: Terms of use, url: \"https://…/\"}`",
        wrong: "licence: CC-4.0", right: "licence: CC-BY-4.0",
    }
    /// A licence whose address is none.
    NO_ADDRESS: Error "portal/licence-address" {
        zh: "许可协议的网址 `{value}` 不完整" => "写完整的网址，以 https:// 开头",
        en: "the address `{value}` of the licence is not a whole one" => "write it whole, with https:// in front",
        wrong: "licence: {title: 使用条款, url: terms.html}", right: "licence: {title: 使用条款, url: \"https://gongkai.example.org/about/terms.html\"}",
    }
}

/// A licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    /// Its identifier in the list of SPDX, if it stands there.
    pub id: Option<&'static str>,
    /// What it is called.
    pub title: Label,
    /// Where its text stands.
    pub url: Arc<str>,
}

/// A licence for open data by its identifier in the list of SPDX: what it is called in Chinese and English, and where it is.
type Known = (&'static str, &'static str, &'static str, &'static str);

/// Those that portals of public bodies use.
const KNOWN: [Known; 7] = [
    ("CC0-1.0", "CC0 1.0 通用", "CC0 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/"),
    (
        "CC-BY-4.0",
        "知识共享 署名 4.0 国际",
        "Creative Commons Attribution 4.0 International",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    (
        "CC-BY-SA-4.0",
        "知识共享 署名—相同方式共享 4.0 国际",
        "Creative Commons Attribution-ShareAlike 4.0 International",
        "https://creativecommons.org/licenses/by-sa/4.0/",
    ),
    (
        "OGL-UK-3.0",
        "英国开放政府许可 3.0",
        "Open Government Licence v3.0",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ),
    ("ODbL-1.0", "开放数据库许可 1.0", "Open Database License v1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
    (
        "ODC-By-1.0",
        "开放数据共用 署名 1.0",
        "Open Data Commons Attribution License v1.0",
        "https://opendatacommons.org/licenses/by/1-0/",
    ),
    (
        "PDDL-1.0",
        "开放数据共用 公有领域 1.0",
        "Open Data Commons Public Domain Dedication & License 1.0",
        "https://opendatacommons.org/licenses/pddl/1-0/",
    ),
];

impl FromNode for Licence {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        if let Value::Map(_) = node.value {
            let mut fields = Fields::of(node, diags);
            let title = fields.need("title", diags);
            let url: Option<Spanned<Arc<str>>> = fields.need("url", diags);
            fields.finish(diags);
            let url = url?;
            if !is_whole(&url.value) {
                diags.push(Diagnostic::new(&NO_ADDRESS, url.span).with("value", &url.value));
                return None;
            }
            return Some(Self { id: None, title: title?, url: url.value });
        }
        let text = String::from_node(node, diags)?;
        let Some((id, zh, en, url)) = KNOWN.iter().find(|(id, ..)| id.eq_ignore_ascii_case(text.trim())) else {
            let unknown = Diagnostic::new(&UNKNOWN, node.span.clone()).with("value", &text);
            diags.push(unknown.with_list("known", KNOWN.iter().map(|(id, ..)| id)));
            return None;
        };
        Some(Self { id: Some(id), title: Label::of(&[(HOME, zh), ("en", en)]), url: (*url).into() })
    }
}

fn is_whole(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.contains('.')) && !url.contains([' ', '"', '<', '>'])
}
