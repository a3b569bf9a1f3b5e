//! Pages of the preview itself: the problems, and the records that are not public.

mod duties;
mod rule;

use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::json;

use crate::base::diag::{Diagnostic, Diagnostics, Group, Severity};
use crate::base::grouped::grouped;
use crate::base::lang::{Lang, Text};
use crate::base::path::{encode, encode_all};
use crate::base::source::Place;
use crate::load::{CONTENT, Excerpts};
use crate::privacy::starred_path;
use crate::serve::hidden;
use crate::serve::in_view::InView;
use crate::serve::reload::Snapshot;

/// The script of every page.
pub(super) const SCRIPT: &str = include_str!("reload.js");
/// Style of what the preview adds to pages: a file of its own, since the policy allows no style within a page.
pub(super) const PREVIEW_STYLE: &str = include_str!("preview.css");
/// Style of the panels.
pub(super) const PANEL_STYLE: &str = include_str!("panel.css");

/// So many messages stand on one panel; the terminal has all.
const MOST: usize = 200;

const TITLE: Text = Text { zh: "预览", en: "Preview" };
const ERROR: Text = Text { zh: "错误", en: "error" };
const WARNING: Text = Text { zh: "警告", en: "warning" };
const NOTE: Text = Text { zh: "提示", en: "note" };
const NONE: Text = Text { zh: "没有问题。", en: "No problems." };
const MORE: Text = Text { zh: "其余的见终端：还有", en: "More in the terminal:" };
const COLON: Text = Text { zh: "：", en: ": " };
const HELP: Text = Text { zh: "改法：", en: "Help: " };
const KEPT: Text =
    Text { zh: "网页上仍是改坏之前的内容。", en: "The page still shows what was last good." };
const OPEN: Text = Text { zh: "看网页", en: "Open the page" };
const WHY: Text = Text { zh: "说明", en: "Explain" };
const HERE: Text = Text { zh: "这一页的", en: "Of this page" };
const ELSEWHERE: Text = Text { zh: "别处的", en: "Elsewhere" };
const BROKEN: Text =
    Text { zh: "这一件有错，暂时没有网页", en: "This record has errors and no page for now" };
const BROKEN_HOW: Text = Text {
    zh: "按下面的改法改好、存盘，这里就会变成网页。",
    en: "Mend what is told below and save: the page comes by itself.",
};
const HIDDEN: Text = Text { zh: "只在预览中可见的记录", en: "Records that only the preview shows" };
const PROBLEMS: Text = Text { zh: "问题", en: "Problems" };
const NONE_HIDDEN: Text = Text { zh: "没有。", en: "There are none." };
const BANNER: Text = Text {
    zh: "只有打开这个地址才能看到，不在任何列表、数量和汇总里，也不会生成到网站上。",
    en: "Seen at this address only: in no list, count or sum, and not part of the built site.",
};

/// The script that reloads a page of version `number` and shows the panel; quiet where the page is a panel itself.
pub(super) fn script(number: u64, is_quiet: bool) -> String {
    let quiet = if is_quiet { " data-quiet" } else { "" };
    format!("<script src=\"/__gongkai/reload.js\" data-version=\"{number}\"{quiet}></script>")
}

/// What the script is told of a snapshot; those who do not see all are told nothing but that it is another one.
pub(super) fn state(snapshot: &Snapshot, sees_all: bool) -> String {
    if !sees_all {
        return json!({ "version": snapshot.number.to_string() }).to_string();
    }
    let problems = &snapshot.problems;
    let mut hasher = DefaultHasher::new();
    for one in problems.iter() {
        (&one.span.file, one.rule.name, one.message(Lang::Zh)).hash(&mut hasher);
    }
    let state = json!({
        "version": snapshot.number.to_string(),
        "is_checked": snapshot.is_checked,
        "errors": problems.count(Severity::Error),
        "warnings": problems.count(Severity::Warning),
        "hidden": hidden::all(snapshot).count(),
        "problems": format!("{:016x}", hasher.finish()),
    });
    state.to_string()
}

/// The strip above a record that is not public.
pub(super) fn banner(why: hidden::Why, lang: Lang) -> String {
    let (why, text) = (why.text(lang), BANNER.get(lang));
    format!(
        "<link rel=\"stylesheet\" href=\"/__gongkai/preview.css\">\
         <p role=\"note\" class=\"gongkai-preview\"><b>{why}</b> {text}</p>"
    )
}

/// Writes the panels of one snapshot.
pub(super) struct Panel<'a> {
    /// What is served.
    pub(super) snapshot: &'a Snapshot,
    /// Language of the panel.
    pub(super) lang: Lang,
    /// Whether the panel stands inside a page, which reloads it.
    pub(super) is_inside: bool,
    /// The path in the site of the page that it stands in.
    pub(super) page: Option<String>,
}

impl Panel<'_> {
    /// What is wrong, the gravest first, and many of one kind as one.
    pub(super) fn problems(&self, diags: &Diagnostics) -> String {
        let lang = self.lang;
        let mut body = format!("<h1>{}</h1>\n", self.counts(diags));
        let hidden = hidden::all(self.snapshot).count();
        if hidden > 0 {
            let label = HIDDEN.get(lang);
            body.push_str(&format!("<p>{} ({hidden})</p>\n", self.own_link("hidden", "", label)));
        }
        let mut groups = diags.groups(false);
        groups.sort_by_key(|group| std::cmp::Reverse(group.first.severity));
        if groups.is_empty() {
            body.push_str(&format!("<p>{}</p>\n", NONE.get(lang)));
        }
        let in_view = self.page.as_deref().map(|page| InView::of(self.snapshot, page));
        let is_here = |group: &&Group<'_>| {
            in_view.as_ref().is_some_and(|in_view| in_view.has(self.snapshot, &group.first.span.file))
        };
        let (here, elsewhere): (Vec<&Group<'_>>, Vec<&Group<'_>>) = groups.iter().partition(is_here);
        if !here.is_empty() {
            body.push_str(&format!("<h2>{}</h2>\n{}", HERE.get(lang), self.list(&here)));
        }
        if let Some(in_view) = &in_view {
            body.push_str(&self.duties(in_view));
        }
        if !here.is_empty() && !elsewhere.is_empty() {
            body.push_str(&format!("<h2>{}</h2>\n", ELSEWHERE.get(lang)));
        }
        body.push_str(&self.list(&elsewhere));
        self.document(PROBLEMS, &body)
    }

    /// What is wrong with the record at an address that has no page because of it.
    pub(super) fn broken(&self, in_view: &InView) -> String {
        let lang = self.lang;
        let mut groups = self.snapshot.problems.groups(false);
        groups.retain(|group| in_view.has(self.snapshot, &group.first.span.file));
        groups.sort_by_key(|group| std::cmp::Reverse(group.first.severity));
        let groups: Vec<&Group<'_>> = groups.iter().collect();
        let body = format!("<h1>{}</h1>\n<p>{}</p>\n{}", BROKEN.get(lang), BROKEN_HOW.get(lang), self.list(&groups));
        self.document(PROBLEMS, &body)
    }

    /// Messages one by one, no more than [`MOST`].
    fn list(&self, groups: &[&Group<'_>]) -> String {
        let mut excerpts = self.snapshot.excerpts();
        let mut list = String::from("<ol>\n");
        groups.iter().take(MOST).for_each(|group| list.push_str(&self.problem(group, &mut excerpts)));
        list.push_str("</ol>\n");
        let left: usize = groups.iter().skip(MOST).map(|group| group.count()).sum();
        if left > 0 {
            list.push_str(&format!("<p>{} {}</p>\n", MORE.get(self.lang), grouped(&left.to_string())));
        }
        list
    }

    /// A link to another page of the preview, which stays inside of the page that this one stands in.
    fn own_link(&self, name: &str, query: &str, label: &str) -> String {
        let page = self.page.as_deref().map(|page| format!("page=/{}", encode_all(&encode_all(page))));
        let inside = self.is_inside.then(|| "inside".to_owned());
        let given = Some(query.to_owned()).filter(|query| !query.is_empty());
        let words: Vec<String> = inside.into_iter().chain(given).chain(page).collect();
        let query = if words.is_empty() { String::new() } else { format!("?{}", escape(&words.join("&"))) };
        format!("<a href=\"/__gongkai/{name}{query}\">{label}</a>")
    }

    /// The records that are not public.
    pub(super) fn hidden(&self) -> String {
        let mut body = format!("<h1>{}</h1>\n", HIDDEN.get(self.lang));
        body.push_str(&format!("<p>{}</p>\n", self.own_link("problems", "", PROBLEMS.get(self.lang))));
        body.push_str("<ul>\n");
        for (record, why) in hidden::all(self.snapshot) {
            let (title, why) = (escape(&record.title), why.text(self.lang));
            body.push_str(&format!("<li>{} <b>{why}</b></li>\n", page_link(&record.id.page(1), &title)));
        }
        body.push_str("</ul>\n");
        if hidden::all(self.snapshot).next().is_none() {
            body.push_str(&format!("<p>{}</p>\n", NONE_HIDDEN.get(self.lang)));
        }
        self.document(HIDDEN, &body)
    }

    fn counts(&self, diags: &Diagnostics) -> String {
        let counts = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| {
            let (count, name) = (diags.count(severity), word(severity).get(self.lang));
            match self.lang {
                Lang::Zh => format!("{count} 个{name}"),
                Lang::En => format!("{count} {name}{}", if count == 1 { "" } else { "s" }),
            }
        });
        counts.join(if self.lang == Lang::Zh { "，" } else { ", " })
    }

    fn problem(&self, group: &Group<'_>, excerpts: &mut Excerpts) -> String {
        let one = group.first;
        let (class, word) = (word(one.severity).en, word(one.severity).get(self.lang));
        let (message, help) = (escape(&one.message(self.lang)), escape(&one.help(self.lang)));
        let mut item = format!("<li class=\"{class}\"><p><b>{word}</b> {message} <code>{}</code></p>\n", one.rule.name);
        item.push_str(&place(one, excerpts));
        if !help.is_empty() {
            item.push_str(&format!("<p>{}{help}</p>\n", HELP.get(self.lang)));
        }
        for (name, text) in group.lines(self.lang, |span| excerpts.place(span, self.lang)) {
            item.push_str(&format!("<p>{}{}{}</p>\n", escape(&name), COLON.get(self.lang), escape(&text)));
        }
        let explain = self.own_link("explain", &format!("rule={}", one.rule.name), WHY.get(self.lang));
        item.push_str(&format!("<p>{explain} {}</p>\n", self.page_of(one)));
        item.push_str("</li>\n");
        item
    }

    /// A link to the page of the record that the problem is in, and whether it is an older state of it.
    fn page_of(&self, one: &Diagnostic) -> String {
        let inside = one.span.file.strip_prefix(CONTENT).map(|path| path.trim_start_matches('/'));
        let stem = inside.and_then(|path| path.rsplit_once('.')).map(|(stem, _)| stem);
        let Some(record) = stem.and_then(|id| self.snapshot.portal.content.record(id)) else { return String::new() };
        let kept = if self.snapshot.kept.contains(&record.id) { KEPT.get(self.lang) } else { "" };
        format!("{kept} {}", page_link(&record.id.page(1), OPEN.get(self.lang)))
    }

    fn document(&self, title: Text, body: &str) -> String {
        let lang = if self.lang == Lang::Zh { "zh-Hans" } else { "en" };
        let script = if self.is_inside { String::new() } else { script(self.snapshot.number, true) };
        format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <title>{} - {}</title><link rel=\"stylesheet\" href=\"/__gongkai/panel.css\"></head>\n<body><main>\n{body}</main>\n{script}</body></html>\n",
            title.get(self.lang),
            TITLE.get(self.lang)
        )
    }
}

/// What a severity is called, in English also the class of its style.
fn word(severity: Severity) -> Text {
    match severity {
        Severity::Error => ERROR,
        Severity::Warning => WARNING,
        Severity::Note => NOTE,
    }
}

/// File, line and column, and the line itself.
fn place(one: &Diagnostic, excerpts: &mut Excerpts) -> String {
    let file = escape(&starred_path(&one.span.file));
    let Some(excerpt) = excerpts.excerpt(&one.span) else {
        let cell = match one.span.place {
            Place::Cell(..) => format!(":{}", one.span.place),
            _ => String::new(),
        };
        return format!("<p class=\"at\">{file}{cell}</p>\n");
    };
    let at = format!("<p class=\"at\">{file}:{}:{}</p>\n", excerpt.number, excerpt.column());
    if one.span.is_veiled() {
        return at;
    }
    let line = &excerpt.line;
    let [before, marked, after] =
        [&line[..excerpt.from], &line[excerpt.from..excerpt.to], &line[excerpt.to..]].map(escape);
    format!("{at}<pre>{before}<mark>{marked}</mark>{after}</pre>\n")
}

/// A link to a page of the site, which opens outside of the panel.
fn page_link(page: &str, title: &str) -> String {
    format!("<a href=\"/{}\" target=\"_top\">{title}</a>", escape(&encode(page)))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
