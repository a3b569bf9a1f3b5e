//! Reading a law.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Article, Law, Version};
use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, entries};
use crate::base::han::numeral;
use crate::base::lang::Label;
use crate::base::names;
use crate::base::yaml::{Node, Value};

rules! {
    /// A law that does not exist.
    LAW: Error "basis/unknown-law" {
        zh: "没有名为 `{law}` 的法律法规" => "可以写：{known}；没有收录的，新建 content/basis/{law}.yaml，或直接写出它的全名",
        en: "there is no law `{law}`" => "write one of: {known}; for another, create content/basis/{law}.yaml or write out its full name",
        wrong: "basis: villager-committees-law/disclosure", right: "basis: villagers-committees-law/disclosure",
    }
    /// A topic that a law does not have.
    TOPIC: Error "basis/unknown-topic" {
        zh: "{law}没有列出 `{topic}` 这一项" => "可以写：{known}；只写法律名、不写哪一项也可以",
        en: "{law} has no topic `{topic}` here" => "write one of: {known}; the name of the law alone will do too",
        wrong: "basis: villagers-committees-law/disclosing", right: "basis: villagers-committees-law/disclosure",
    }
    /// A law that never was in force.
    VERSIONS: Error "basis/without-version" {
        zh: "{law}没有列出任何一个版本，不知道哪天施行、哪一条管什么" => "在 `versions:` 下面至少写一个版本：`- {from: 2026-01-01, articles: {disclosure: 35}}`",
        en: "{law} has no version, so nobody knows when it is in force and where it speaks of what" => "list one at least under `versions:`, like `- {from: 2026-01-01, articles: {disclosure: 35}}`",
    }
    /// Two versions of a law on one day.
    OVERLAP: Error "basis/overlapping" {
        zh: "{law}的两个版本同时有效：从 {from} 起施行的版本，在前一个版本 {until} 失效以前就开始了" => "前一个版本的 `until` 写新版本施行的前一天",
        en: "two versions of {law} are in force at once: one begins on {from}, before the other ends on {until}" => "let `until` of the earlier one be the day before the later one begins",
    }
    /// An article of a topic that the law does not list.
    ARTICLE: Error "basis/article-without-topic" {
        zh: "`{topic}` 不在 `topics:` 里，不知道它叫什么" => "在 `topics:` 下面加上 `{topic}: 名称`",
        en: "`{topic}` is not among `topics:`, so it has no name" => "add `{topic}: NAME` under `topics:`",
    }
}

impl FromNode for Law {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let name: Option<Arc<str>> = fields.need("name", diags);
        let label: Option<Label> = fields.need("label", diags);
        let short = fields.get("short", diags);
        let topics = fields.node("topics", diags).map(|node| read_topics(node, diags)).unwrap_or_default();
        let (binds, except) =
            (fields.get("binds", diags).unwrap_or_default(), fields.get("except", diags).unwrap_or_default());
        let mut versions: Vec<Version> = fields.get("versions", diags).unwrap_or_default();
        versions.sort_by_key(|version| version.from);
        fields.finish(diags);
        let (name, label) = (name?, label?);
        let short = short.unwrap_or_else(|| label.clone());
        let law = Self { name, label, short, topics, binds, except, versions, span: node.span.clone() };
        law.check_versions(diags);
        Some(law)
    }
}

impl Law {
    fn check_versions(&self, diags: &mut Diagnostics) {
        let found = |rule| Diagnostic::new(rule, self.span.clone()).with_label("law", &self.short);
        if self.versions.is_empty() {
            diags.push(found(&VERSIONS));
        }
        for pair in self.versions.windows(2) {
            let [before, after] = pair else { continue };
            if before.until.is_none() || before.until >= after.from {
                let shown = |day: Option<Date>| day.map_or("…".to_owned(), |day| day.to_string());
                diags.push(found(&OVERLAP).with("from", shown(after.from)).with("until", shown(before.until)));
            }
        }
        for topic in self.versions.iter().flat_map(|version| version.articles.keys()) {
            if !self.topics.contains_key(topic) {
                let near = names::nearest(topic, self.topics.keys().map(|name| &**name));
                let unlisted = Diagnostic::new(&ARTICLE, self.span.clone()).with("topic", topic);
                diags.push(near.map_or(unlisted.clone(), |near| unlisted.perhaps(near)));
            }
        }
    }
}

/// What topics are called, by their names.
fn read_topics(node: &Node, diags: &mut Diagnostics) -> BTreeMap<Arc<str>, Label> {
    let all = entries(node, diags);
    let read = all.iter().filter_map(|(key, value)| Some((key.text.as_str().into(), Label::from_node(value, diags)?)));
    read.collect()
}

impl FromNode for Version {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let source: Arc<str> = fields.get("source", diags).unwrap_or_default();
        let is_checked = fields.get("checked", diags).unwrap_or(false);
        let mut articles: BTreeMap<Arc<str>, Article> = BTreeMap::new();
        let written = fields.node("articles", diags).map(|node| entries(node, diags)).unwrap_or_default();
        for (key, value) in written {
            articles.extend(read_article(value, is_checked, diags).map(|article| (key.text.as_str().into(), article)));
        }
        let version = Self {
            version: fields.get("version", diags).unwrap_or_default(),
            label: fields.get("label", diags),
            short: fields.get("short", diags),
            from: fields.get("from", diags),
            until: fields.get("until", diags),
            source,
            articles,
        };
        fields.finish(diags);
        Some(version)
    }
}

/// An article: its number, several, the name of a part in words, or a map that says whether it was checked.
fn read_article(node: &Node, is_checked: bool, diags: &mut Diagnostics) -> Option<Article> {
    if let Value::Map(entries) = &node.value
        && entries.iter().any(|(key, _)| key.text == "article")
    {
        let mut fields = Fields::of(node, diags);
        let place = fields.node("article", diags).and_then(|node| read_place(node, diags));
        let is_checked = fields.get("checked", diags).unwrap_or(is_checked);
        fields.finish(diags);
        return place.map(|article| Article { is_checked, ..article });
    }
    read_place(node, diags).map(|article| Article { is_checked, ..article })
}

/// Where a law speaks of something. Numbers are said in every language: `35`, `15-24`, `[45, 46]`.
fn read_place(node: &Node, diags: &mut Diagnostics) -> Option<Article> {
    let named = |place| Article { place, numbers: Vec::new(), is_checked: false };
    if matches!(node.value, Value::Map(_)) {
        return Label::from_node(node, diags).map(named);
    }
    let parts: Vec<Arc<str>> = FromNode::from_node(node, diags)?;
    let numbers: Option<Vec<(u16, u16)>> = parts.iter().map(|part| range(part)).collect();
    Some(match numbers {
        Some(numbers) => Article { place: articles(&numbers), numbers, is_checked: false },
        None => named(Label::plain(&parts.join(", "))),
    })
}

/// A number, or the first and the last of several.
fn range(text: &str) -> Option<(u16, u16)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
}

/// Numbers of articles in words.
fn articles(numbers: &[(u16, u16)]) -> Label {
    let chinese = numbers.iter().map(|(first, last)| match (numeral(*first), numeral(*last)) {
        (first, last) if first == last => format!("第{first}条"),
        (first, last) => format!("第{first}条至第{last}条"),
    });
    let english = numbers.iter().map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first} to {last}"),
    });
    let word = if matches!(numbers, [(first, last)] if first == last) { "article" } else { "articles" };
    let english = format!("{word} {}", english.collect::<Vec<_>>().join(" and "));
    Label::of(&[("zh-Hans", &chinese.collect::<Vec<_>>().join("、")), ("en", &english)])
}

#[cfg(test)]
mod tests {
    use super::range;
    use crate::model::basis::read::articles;

    #[test]
    fn numbers_are_said_in_every_language() {
        let said = |text: &str| {
            let label = articles(&text.split(", ").filter_map(range).collect::<Vec<_>>());
            (label.get("zh-Hans").to_owned(), label.get("en").to_owned())
        };
        assert_eq!(said("35"), ("第三十五条".into(), "article 35".into()));
        assert_eq!(said("15-24"), ("第十五条至第二十四条".into(), "articles 15 to 24".into()));
        assert_eq!(said("45, 46"), ("第四十五条、第四十六条".into(), "articles 45 and 46".into()));
    }
}
