//! Markdown files: splitting front matter, turning text into a [`Body`], fixed pages.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::markdown::{Link, Options, to_html};
use crate::base::path;
use crate::base::source::{FileName, Span};
use crate::base::{unseen, written};
use crate::load::pasted::{self, Prose};
use crate::load::text;
use crate::model::page::{Body, BodyLink};

rules! {
    /// A Markdown file without front matter.
    NO_FRONT: Error "record/no-front-matter" {
        zh: "文件开头没有 `---` 围起来的信息，不知道这是什么记录" => "第一行写 `---`，接着写 `kind:`、`title:` 等，再写一行 `---`，然后才是正文",
        en: "the file does not begin with front matter between `---` lines" => "write `---`, then `kind:`, `title:` and so on, then `---` again, then the text",
        wrong: "石桥村公示", right: "---\nkind: notice\ntitle: 石桥村公示\n---\n正文",
    }
    /// Front matter that never ends.
    UNCLOSED: Error "record/unclosed-front-matter" {
        zh: "开头的 `---` 没有收尾的 `---`，整个文件都不会公开" => "在信息的最后一行下面，单独写一行 `---`",
        en: "the `---` at the beginning has no closing `---`; nothing of the file is published" => "write a line `---` of its own below the last key",
        wrong: "---\nkind: notice\ntitle: 公示\n正文", right: "---\nkind: notice\ntitle: 公示\n---\n正文",
    }
    /// A link that leads out of the portal's folder.
    OUTSIDE: Error "link/outside" {
        zh: "链接 `{link}` 指到了 `content/` 之外" => "`/` 开头表示 `content/`；不以 `/` 开头表示从本文件所在的文件夹算起",
        en: "the link `{link}` leads out of `content/`" => "`/` in front stands for `content/`; without it, a path starts at the folder of this file",
    }
}

/// Splits a Markdown file: where the YAML begins, the YAML, where the text begins. `None` has been reported.
pub fn split<'t>(file: &FileName, text: &'t str, diags: &mut Diagnostics) -> Option<(usize, &'t str, usize)> {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    if !is_fence((file, 0), first, diags) {
        diags.push(Diagnostic::new(&NO_FRONT, Span::bytes(file, 0, first.trim_end().len())));
        return None;
    }
    let mut at = first.len();
    for line in text[first.len()..].split_inclusive('\n') {
        if is_fence((file, at), line, diags) {
            return Some((first.len(), &text[first.len()..at], at + line.len()));
        }
        at += line.len();
    }
    diags.push(Diagnostic::new(&UNCLOSED, Span::bytes(file, 0, 3)));
    None
}

/// Whether a line is `---`; signs in it that nobody sees are noted.
fn is_fence((file, start): (&FileName, usize), line: &str, diags: &mut Diagnostics) -> bool {
    let line = line.trim_end();
    if line == "---" || line.is_ascii() || line.len() > 60 {
        return line == "---";
    }
    let cleaned = unseen::clean(line);
    let is_fence = cleaned.text.trim_end() == "---";
    if let Some(first) = cleaned.found.first().filter(|_| is_fence) {
        let at = start + first.at;
        let span = Span::bytes(file, at, at + first.sign.len_utf8());
        diags.push(written::note_of(&cleaned, &cleaned.found, span));
    }
    is_fence
}

/// Where a text stands.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    /// The folder at which its relative links start.
    pub folder: &'a str,
    /// The level of its outermost headings.
    pub heading: u8,
}

/// Turns the text from `from` on into HTML.
pub(super) fn body(prose: Prose<'_>, at: Around<'_>, diags: &mut Diagnostics) -> Body {
    let Prose { file, from, .. } = prose;
    if prose.body().trim().is_empty() {
        return Body::default();
    }
    let cleaned = pasted::read(prose, diags);
    let source = &*cleaned.text;
    let options = Options { cjk: true, safe: true, prefix: "", heading_base: Some(at.heading), rewrite: &|_| None };
    let read = to_html(source, &options);
    let at_source = |at: usize| from + cleaned.original(at);
    let span = |range: &std::ops::Range<usize>| Span::bytes(file, at_source(range.start), at_source(range.end));
    read.problems.iter().for_each(|problem| diags.push(text::diagnostic(&problem.kind, span(&problem.source))));
    let mut body = Body { plain: read.plain, headings: read.headings, anchors: read.anchors, ..Body::default() };
    let mut cuts = Vec::new();
    for link in read.links.iter().filter(|link| is_internal(&link.destination)) {
        let found = resolve(file, at.folder, link);
        if found.is_none() {
            diags.push(Diagnostic::new(&OUTSIDE, span(&link.source)).with("link", &link.destination));
        }
        if let Some((target, fragment)) = found {
            let image = link.image.then(|| alt(&read.html[link.tag.clone()]).into());
            let written = link.destination.as_str().into();
            body.links.push(BodyLink {
                open: link.tag.start,
                close: link.close.start,
                target,
                fragment,
                image,
                span: span(&link.source),
                written,
            });
        }
        cuts.push(link.tag.clone());
        cuts.push(link.close.clone());
    }
    body.html = read.html;
    cut(&mut body, cuts);
    body
}

fn is_internal(destination: &str) -> bool {
    !["http:", "https:", "mailto:", "tel:"].iter().any(|scheme| destination.starts_with(scheme))
}

/// The text of an `<img … alt="…">`, escaped as it stands there.
fn alt(tag: &str) -> &str {
    let text = tag.split_once("alt=\"").and_then(|(_, rest)| rest.split_once('"'));
    text.map_or("", |(text, _)| text)
}

/// What an internal link leads to: a path without the extension of a page, and a heading. `None` leads out of the
/// portal's folder.
fn resolve(file: &FileName, folder: &str, link: &Link) -> Option<(Arc<str>, Option<Arc<str>>)> {
    let decoded = percent_encoding::percent_decode_str(&link.destination).decode_utf8_lossy();
    let (written, fragment) = decoded.split_once('#').map_or((&*decoded, None), |(path, id)| (path, Some(id)));
    let fragment = fragment.filter(|id| !id.is_empty()).map(Into::into);
    let own = file.strip_prefix("content/").unwrap_or(file);
    let path = if written.is_empty() { Some(own.to_owned()) } else { path::resolve(folder, written) }?;
    Some((target(&path).into(), fragment))
}

/// The path of a page without its extension: `a/b.md` and `a/b.html` lead to `a/b`, `a/org.yaml` to `a`.
fn target(path: &str) -> String {
    let page = path::strip_page(path);
    let page = page.strip_suffix("/org").or_else(|| page.strip_suffix("/index")).unwrap_or(page);
    match page.strip_prefix("pages/") {
        Some(name) => format!("about/{name}"),
        None if matches!(page, "org" | "index") => String::new(),
        None => page.to_owned(),
    }
}

/// Takes ranges out of the HTML and moves the links' positions along.
fn cut(body: &mut Body, mut cuts: Vec<std::ops::Range<usize>>) {
    cuts.sort_by_key(|range| range.start);
    let moved =
        |at: usize| at - cuts.iter().take_while(|range| range.end <= at).map(ExactSizeIterator::len).sum::<usize>();
    for link in &mut body.links {
        link.open = moved(link.open);
        link.close = moved(link.close);
    }
    let mut html = String::with_capacity(body.html.len());
    let mut from = 0;
    for range in &cuts {
        html.push_str(&body.html[from..range.start]);
        from = range.end;
    }
    html.push_str(&body.html[from..]);
    body.html = html;
}
