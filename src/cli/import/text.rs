//! What will become of a text, for people and for programs.

use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::base::lang::{Lang, Text};
use crate::documents::outline::Left;
use crate::import::{Notice, Setting};

/// Writes what a notice is, and what is left out of it.
pub(super) fn show(out: &mut dyn Write, setting: Setting<'_>, notice: &Notice<'_>, lang: Lang) -> io::Result<()> {
    let word = |zh: &'static str, en: &'static str| Text { zh, en }.get(lang);
    writeln!(out, "{}", notice.source.file)?;
    let orgs = &setting.content.portal.orgs;
    let org = notice.org.as_ref().map(|(org, _)| org);
    let name = org.and_then(|org| orgs.iter().find(|(_, one)| format!("/{}", one.path) == *org));
    let form =
        notice.form.map_or_else(String::new, |form| format!(" · {}（{}）", form.label.in_message(lang), form.name));
    let files: Vec<&str> = notice.files.iter().map(|(name, _)| &**name).collect();
    let lines = [
        ("单位", "unit", name.map_or(String::new(), |(_, one)| format!("{}（/{}）", one.name, one.path))),
        ("格式", "form", format!("{}{form}", notice.kind.label.in_message(lang))),
        ("标题", "title", notice.title.clone()),
        ("公开", "published", notice.published.map_or(String::new(), |day| day.to_string())),
        ("落款", "formed", notice.formed.map_or(String::new(), |day| day.to_string())),
        ("附件", "files", files.join(word("、", ", "))),
        ("没找到", "not found", notice.lost.join(word("、", ", "))),
        (
            "没读",
            "left out",
            notice.left.iter().map(|left| left_word(*left).get(lang)).collect::<Vec<_>>().join(word("、", ", ")),
        ),
    ];
    for (zh, en, text) in lines.iter().filter(|(.., text)| !text.is_empty()) {
        writeln!(out, "  {}  {text}", word(zh, en))?;
    }
    let paragraphs = notice.body.split("\n\n").filter(|one| !one.trim().is_empty()).count();
    match lang {
        Lang::Zh => writeln!(out, "  正文  {paragraphs} 段\n"),
        Lang::En => writeln!(out, "  text  {paragraphs}\n"),
    }
}

fn left_word(left: Left) -> Text {
    match left {
        Left::Notes => Text { zh: "脚注", en: "footnotes" },
        Left::Comments => Text { zh: "批注", en: "comments" },
        Left::Deleted => Text { zh: "修订中删去的字", en: "deleted text that the file keeps" },
        Left::Around => Text { zh: "正文四周的菜单和其他文字", en: "menus and other text around the page" },
        Left::Shape => Text {
            zh: "表格和标题的样子（只读了文字）",
            en: "tables and headings as such (their text was read)",
        },
        Left::Rest => Text { zh: "太长，后面的没有读", en: "what lies behind the limits" },
        Left::Picture => Text { zh: "读不出的图片", en: "pictures that cannot be read" },
    }
}

/// What a notice is, for a program.
pub(super) fn as_json(notice: &Notice<'_>, files: &[PathBuf], lang: Lang) -> Value {
    json!({
        "file": notice.source.file,
        "record": files.first(),
        "attachments": files.iter().skip(1).collect::<Vec<_>>(),
        "org": notice.org.as_ref().map(|(org, _)| org),
        "kind": *notice.kind.name,
        "form": notice.form.map(|form| form.name.to_string()),
        "title": notice.title,
        "published": notice.published.map(|day| day.to_string()),
        "lost": notice.lost,
        "left": notice.left.iter().map(|left| left_word(*left).get(lang)).collect::<Vec<_>>(),
    })
}
