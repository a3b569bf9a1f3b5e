//! The number of an article that stands in a text is the one that held on the day of the record.
//!
//! A law that was amended has other numbers since. What is meant is told by the words beside the number, by the title and
//! by what the form rests on; where nothing tells it, the record is asked to look.

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Label;
use crate::base::source::Span;
use crate::model::basis::{Article, Holds, Law, Reference, Typed, Version};
use crate::model::record::Record;
use crate::site::Site;

rules! {
    /// An article by the number that it had before the law was amended, or has since.
    MOVED: Warning "basis/article-moved" {
        zh: "“{written}”：{day} 有效的{law}里，“{topic}”是{place}" => "正文里改成{place}；`basis:` 里写 `{reference}`，页面自己印出当天有效的条号",
        en: "“{written}”: in {law} as in force on {day}, “{topic}” is {place}" => "write {place} in the text; under `basis:` write `{reference}`, and the page prints the number of the day",
        wrong: "published: 2026-03-10\nbasis: 村民委员会组织法第三十条（村务公开）", right: "published: 2026-03-10\nbasis: villagers-committees-law/disclosure",
    }
    /// An article whose number means something else since the law was amended, and nothing says which is meant.
    UNCLEAR: Note "basis/article-unclear" {
        zh: "“{written}”：{day} 有效的{law}里，这一条讲“{topic}”；改法之前或之后，这个条号讲“{other}”" => "查对是哪一项；`basis:` 里写 `{reference}`，页面自己印出当天有效的条号",
        en: "“{written}”: in {law} as in force on {day}, this is “{topic}”; by its other version it is “{other}”" => "look which one is meant; under `basis:` write `{reference}`, and the page prints the number of the day",
        wrong: "published: 2026-03-10\nbasis: 村民委员会组织法第三十条", right: "published: 2026-03-10\nbasis: villagers-committees-law/representatives-meeting",
    }
}

/// Checks the newest version of every record.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    for record in site.public.records.current() {
        let usual = site.portal().basis_behind(record).map(|written| &*written.value).collect();
        let own = Citing { site, record, usual };
        record.basis.iter().for_each(|written| own.check(&written.value, &written.span, diags));
        let plain = record.plain.iter().map(|plain| &**plain);
        for text in plain.chain([&*record.title, &record.body.plain]).filter(|text| text.contains(['条', 'a'])) {
            own.check(text, &record.span, diags);
        }
        let rows = record.slots.iter().flat_map(|(_, block)| block.table().rows);
        for cell in rows.flatten().filter(|cell| cell.contains('条')) {
            own.check(&cell, &record.span, diags);
        }
    }
}

/// A record that may name articles.
struct Citing<'s> {
    site: &'s Site,
    record: &'s Record,
    usual: Vec<&'s str>,
}

/// A topic with its article.
type Topic<'l> = (&'l Arc<str>, &'l Article);

impl Citing<'_> {
    fn check(&self, text: &str, span: &Span, diags: &mut Diagnostics) {
        let day = self.record.basis_day();
        for typed in self.site.portal().laws.typed(text) {
            let Holds::Yes(version, _) = typed.law.holds(None, day) else { continue };
            let written = &text[typed.at.clone()];
            let told = |rule| {
                let found = Diagnostic::new(rule, span.clone()).with("day", day);
                let found = found.with_label("law", typed.law.usual(Some(version)));
                let name = &typed.law.short;
                let name = if written.is_ascii() { format!("{}, ", name.get("en")) } else { name.home().to_owned() };
                found.with("written", format!("{name}{written}"))
            };
            let sentence = sentence(text, typed.at.start);
            let is_meant = |topic: &Arc<str>| self.is_meant(typed.law, topic, sentence);
            let now = topics(version, typed.number);
            let moved = moved(&typed, version, day);
            if now.iter().any(|(topic, _)| is_meant(topic)) {
                continue;
            }
            let name = |topic: &Arc<str>| typed.law.topics.get(topic).cloned().unwrap_or_else(|| Label::plain(topic));
            let reference = |topic: &Arc<str>| format!("{}/{topic}", typed.law.name);
            if let Some((topic, article)) = moved.iter().find(|(topic, _)| is_meant(topic)) {
                let found = told(&MOVED).with_label("topic", &name(topic)).with_label("place", &article.place);
                diags.push(found.with("reference", reference(topic)));
            } else if let (Some((topic, _)), Some((other, _))) = (now.first(), moved.first()) {
                let found = told(&UNCLEAR).with_label("topic", &name(topic)).with_label("other", &name(other));
                diags.push(found.with("reference", reference(topic)));
            }
        }
    }

    /// Whether words beside the number, the title or what the form rests on tell that a topic is meant.
    fn is_meant(&self, law: &Law, topic: &Arc<str>, sentence: &str) -> bool {
        let called =
            |text: &str| law.topics.get(topic).is_some_and(|label| label.all().any(|name| text.contains(&**name)));
        let rests = |text: &&str| {
            let laws = &self.site.portal().laws;
            matches!(laws.find(text), Reference::Law(own, Some(named)) if own.name == law.name && named == topic)
        };
        called(sentence) || called(&self.record.title) || self.usual.iter().any(rests)
    }
}

/// The topics of an article in a version.
fn topics(version: &Version, number: u16) -> Vec<Topic<'_>> {
    version.articles.iter().filter(|(_, article)| article.is_checked && article.has(number)).collect()
}

/// The topics that the article has in other versions than the one of the day, each with where it stands in that one.
fn moved<'l>(typed: &Typed<'l>, now: &'l Version, day: Date) -> Vec<Topic<'l>> {
    let others = typed.law.versions.iter().filter(|version| !version.is_in_force(day));
    let before = others.flat_map(|version| topics(version, typed.number));
    let stands = before.filter_map(|(topic, _)| now.articles.get_key_value(topic));
    stands
        .filter(|(_, article)| article.is_checked && !article.numbers.is_empty() && !article.has(typed.number))
        .collect()
}

/// The sentence in which a place stands.
fn sentence(text: &str, at: usize) -> &str {
    const ENDS: [char; 6] = ['。', '；', '！', '？', '\n', '|'];
    let from = text[..at].rfind(ENDS).unwrap_or(0);
    let to = text[at..].find(ENDS).map_or(text.len(), |to| at + to);
    &text[from..to]
}
