//! What may be filled in of the envelope: the keys that every record may have.
//!
//! Kind, form and state are not among them: they are chosen when a record is made, and changed by buttons.

use std::sync::Arc;

use crate::base::lang::{Lang, Text};
use crate::blocks::inputs::{Fill, Input, Rows};
use crate::create;
use crate::edit::part::{Field, Names, Section, Table, of_key, section};
use crate::model::Portal;
use crate::model::audience::Audience;
use crate::model::privacy::Ground;

const BASICS: Text = Text { zh: "标题和时间", en: "Title and time" };
const WHO: Text = Text { zh: "来源、审核与联系", en: "Source, approval and contact" };
const WINDOW: Text = Text { zh: "公示期", en: "Days on public view" };
const FILES: Text = Text { zh: "附件", en: "Attachments" };
const CHANGE: Text = Text { zh: "更正与撤回", en: "Correction and withdrawal" };
const ACCEPT: Text = Text { zh: "对警告的说明", en: "Warnings that stand, and why" };
const ALLOW: Text = Text { zh: "个人信息可以公开的理由", en: "Personal data that may be public, and why" };
const DIGEST: Text = Text {
    zh: "照提示里写的那串号码抄，不要写信息本身",
    en: "the digest that the warning tells, not the datum",
};
const PLACE: Text = Text {
    zh: "只在这一处可以：键名、body 或 attachments；空着就是整条记录",
    en: "where alone: a key, body or attachments; empty for the whole record",
};
const EXISTENCE: Text = Text { zh: "可以说有这件事", en: "that it exists" };
const COUNTS: Text = Text { zh: "可以说数量", en: "its counts" };
const MORE: Text = Text { zh: "其他", en: "More" };

const CONTACT: Text = Text { zh: "由谁答复", en: "who answers" };
const CONTACT_PHONE: Text = Text { zh: "答复电话", en: "telephone of who answers" };
const TO: Text = Text { zh: "意见提给谁", en: "who takes objections" };
const TO_PHONE: Text = Text { zh: "提意见的电话", en: "telephone for objections" };
const DAYS: Text =
    Text { zh: "公示几天；张贴当天不算", en: "how many days; that of posting does not count" };
const WORKING: Text = Text {
    zh: "按工作日算的，写在这里，不写上一格",
    en: "if it is counted in working days, here instead",
};
const FROM: Text = Text { zh: "从哪一天张贴", en: "the day of posting" };
const CHANNELS: Text = Text {
    zh: "贴在哪里；几处之间用分号：web; board",
    en: "where it is posted, with semicolons between: web; board",
};
const OUTCOME: Text =
    Text { zh: "公示结果，如 没有收到意见", en: "what came of it, such as: no objections" };
const LISTED: Text = Text { zh: "几项之间用分号", en: "with semicolons between" };
const PLAIN_HELP: Text =
    Text { zh: "用一句大白话说清楚，放在最前面", en: "one sentence in plain words, shown first" };

/// The keys that nearly every record has.
pub(super) fn usual(lang: Lang) -> Section {
    let mut section = section("basics", BASICS, (false, lang));
    let key = |key, fill| plain(key, fill, lang);
    section.fields = [
        key("title", Fill::Text).required(),
        key("period", Fill::Text),
        key("published", Fill::Day),
        key("plain", Fill::Long).helped(PLAIN_HELP.get(lang)),
    ]
    .into_iter()
    .map(top)
    .collect();
    section
}

/// The keys that some records have.
pub(super) fn more(portal: &Portal, lang: Lang) -> Vec<Section> {
    let audience = Audience::ALL.words().into_iter().map(|word| (Arc::from(word.en), word.get(lang).to_owned()));
    let sections =
        portal.config.sections.iter().map(|one| (Arc::from(&*one.name), one.label.get(lang.tag()).to_owned()));
    let key = |key, fill| plain(key, fill, lang);
    let listed = |name| key(name, Fill::List).helped(LISTED.get(lang));
    let catalogue: Vec<(Arc<str>, String)> =
        portal.catalogue.iter().map(|item| (Arc::from(&*item.id), item.name.to_string())).collect();
    let fields = |name: &str, label, inputs: Vec<Input>| {
        let mut own = section(name, label, (true, lang));
        own.fields = inputs.into_iter().map(top).collect();
        own
    };
    let mut who =
        fields("who", WHO, ["source", "author", "reviewer", "approver"].map(|name| key(name, Fill::Person)).into());
    let called = |key, fill, label: Text| Input::of_key(key, fill, lang).labelled(label.get(lang));
    who.fields.extend(below(
        &["contact"],
        [called("name", Fill::Person, CONTACT), called("phone", Fill::Text, CONTACT_PHONE)],
    ));
    let disclose =
        [("existence", EXISTENCE), ("counts", COUNTS)].map(|(name, text)| (name.into(), text.get(lang).to_owned()));
    let change = [
        key("supersedes", Fill::Text),
        key("changes", Fill::Long),
        key("reason", Fill::Long),
        key("leaked", Fill::Flag),
    ];
    let more = vec![
        key("formed", Fill::Day),
        key("effective", Fill::Day),
        key("until", Fill::Day),
        key("series", Fill::Text),
        key("scope", Fill::Counts),
        Input { choices: audience.collect(), ..key("audience", Fill::Choice) },
        Input { choices: disclose.into(), ..key("disclose", Fill::Choice) },
        Input { choices: sections.collect(), ..key("section", Fill::Choice) },
        Input { choices: catalogue, ..listed("catalogue") },
        listed("basis"),
        listed("follows"),
        listed("aliases"),
        key("sheet", Fill::Text),
        key("names-until", Fill::Day),
        key("language", Fill::Text),
    ];
    vec![
        window(portal, lang),
        files(lang),
        who,
        fields("change", CHANGE, change.into()),
        accept(lang),
        allow(lang),
        fields("more", MORE, more),
    ]
}

/// The days on public view.
fn window(portal: &Portal, lang: Lang) -> Section {
    let mut own = section("window", WINDOW, (true, lang));
    let key = |key, fill, help: Text| Input::of_key(key, fill, lang).helped(help.get(lang));
    let usual = |key, fill| Input::of_key(key, fill, lang);
    let called = |key, fill, label: Text| usual(key, fill).labelled(label.get(lang));
    let acts = portal.config.windows.acts.iter();
    let acts = acts.map(|(name, act)| (name.clone(), act.label.get(lang.tag()).to_owned()));
    own.fields = below(
        &["window"],
        [
            key("from", Fill::Day, FROM),
            key("days", Fill::Number, DAYS),
            key("working-days", Fill::Number, WORKING),
            Input::of_key("until", Fill::Day, lang),
            Input { choices: acts.collect(), ..usual("act", Fill::Choice) },
            key("channels", Fill::List, CHANNELS),
        ],
    );
    own.fields.extend(below(
        &["window", "objections"],
        [called("name", Fill::Person, TO), called("phone", Fill::Text, TO_PHONE)],
    ));
    own.fields.extend(below(&["window"], [key("outcome", Fill::Long, OUTCOME)]));
    own
}

/// Warnings that stand, with the reason.
fn accept(lang: Lang) -> Section {
    let mut own = section("accept", ACCEPT, (true, lang));
    let columns = ["rule", "reason"].map(|key| Input::of_key(key, Fill::Text, lang).required());
    let (path, rows) = (vec![of_key("accept")], Rows::Listed(Vec::new()));
    own.table = Some(Table { path, is_slot: false, columns: columns.into(), rows });
    own
}

/// Single data that may be public, with the ground of each.
fn allow(lang: Lang) -> Section {
    let mut own = section("allow", ALLOW, (true, lang));
    let grounds = Ground::words().into_iter().map(|word| (Arc::from(word.en), word.get(lang).to_owned()));
    let columns = vec![
        Input::of_key("value", Fill::Text, lang).required().helped(DIGEST.get(lang)),
        Input::of_key("place", Fill::Text, lang).helped(PLACE.get(lang)),
        Input { choices: grounds.collect(), ..Input::of_key("ground", Fill::Choice, lang).required() },
    ];
    own.table = Some(Table { path: vec![of_key("allow")], is_slot: false, columns, rows: Rows::Listed(Vec::new()) });
    own
}

/// The files that go with it.
fn files(lang: Lang) -> Section {
    let mut own = section("attachments", FILES, (true, lang));
    let columns = vec![
        Input::of_key("file", Fill::Text, lang).required(),
        Input::of_key("title", Fill::Text, lang),
        Input::of_key("text", Fill::Text, lang),
    ];
    let path = vec![of_key("attachments")];
    own.table = Some(Table { path, is_slot: false, columns, rows: Rows::Listed(Vec::new()) });
    own
}

/// A key of the envelope with what `new record` says of it.
fn plain(key: &'static str, fill: Fill, lang: Lang) -> Input {
    Input::of_key(key, fill, lang).helped(create::about(key, lang))
}

fn top(input: Input) -> Field {
    Field { above: Vec::new(), input }
}

fn below<const N: usize>(above: &[&'static str], inputs: [Input; N]) -> Vec<Field> {
    let above: Vec<Names> = above.iter().map(|key| of_key(key)).collect();
    inputs.into_iter().map(|input| Field { above: above.clone(), input }).collect()
}
