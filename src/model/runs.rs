//! Files that run: pages and programs that a browser, a server or a desk computer carries out when somebody opens them.
//!
//! A portal is read by people who trust it, so what it hands out must not act. Which files these are is told by any
//! part of their name behind a point, since some servers look at all of them, and by how their content begins, since
//! browsers look there.

use std::sync::Arc;

use crate::base::date::to_half_width;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, items};
use crate::base::lang::Text;
use crate::base::yaml::Node;

rules! {
    /// A type that needs no leave is allowed.
    TYPE: Error "portal/attachment-type" {
        zh: "`{type}` 不是打开时会运行代码的文件类型，不用在这里允许" => "删去 `{type}`；要写的是后缀，小写，不带点",
        en: "`{type}` is no type of files that run when they are opened, and needs no leave" => "delete `{type}`; what stands here is the end of file names, in small letters, without the point",
        wrong: "attachments: {allow: [pdf]}", right: "attachments: {allow: [svg]}",
    }
}

const PLAIN: Text = Text {
    zh: "写成 `{plain}`：文件名最后一个点后面的部分，小写，不带点",
    en: "write `{plain}`: what stands behind the last point of file names, in small letters and without the point",
};

/// What a file would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Danger {
    /// It runs in the browser, with the rights of the site.
    Page,
    /// It runs on the computer of whoever opens it.
    Program,
    /// It runs on a server.
    Script,
    /// It changes how the server answers.
    Setting,
}

impl Danger {
    /// What the file is.
    pub fn word(self) -> Text {
        match self {
            Self::Page => Text { zh: "网页", en: "a web page" },
            Self::Program => Text { zh: "程序", en: "a program" },
            Self::Script => Text { zh: "服务器程序", en: "a program for servers" },
            Self::Setting => Text { zh: "服务器的设置文件", en: "a setting of servers" },
        }
    }
}

const TYPES: &[(Danger, &[&str])] = &[
    (
        Danger::Page,
        &[
            "html", "htm", "xhtml", "xht", "shtml", "shtm", "stm", "mht", "mhtml", "hta", "htc", "svg", "svgz", "xml",
            "xsl", "xslt", "js", "mjs", "cjs", "wasm", "swf",
        ],
    ),
    (
        Danger::Script,
        &[
            "php", "php3", "php4", "php5", "php7", "php8", "phps", "pht", "phtm", "phtml", "phar", "asp", "aspx",
            "ashx", "asmx", "asa", "ascx", "jsp", "jspx", "jspf", "jsw", "jsv", "cfm", "cgi", "fcgi", "pl", "py", "rb",
            "lua",
        ],
    ),
    (
        Danger::Program,
        &[
            "exe", "bat", "cmd", "com", "scr", "pif", "cpl", "dll", "sys", "ocx", "msi", "msp", "msix", "appx", "ps1",
            "psm1", "sh", "bash", "vbs", "vbe", "jse", "wsf", "wsh", "jar", "class", "apk", "app", "dmg", "pkg", "deb",
            "rpm", "run", "docm", "dotm", "xlsm", "xltm", "xlam", "pptm", "potm", "ppam", "ppsm", "so", "elf", "lnk",
            "url", "desktop", "scf", "reg", "inf", "chm", "gadget",
        ],
    ),
];

/// Names of files that servers read.
const SETTINGS: [&str; 5] = ["web.config", ".htaccess", ".htpasswd", ".user.ini", "php.ini"];

/// Types of files that run and that the portal hands out all the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowed(Vec<Arc<str>>);

impl FromNode for Allowed {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let listed = fields.node("allow", diags).map_or(&[][..], |node| items(node, diags));
        let allowed = Self(listed.iter().filter_map(|node| read_type(node, diags)).collect());
        fields.finish(diags);
        Some(allowed)
    }
}

fn read_type(node: &Node, diags: &mut Diagnostics) -> Option<Arc<str>> {
    let written = Arc::<str>::from_node(node, diags)?;
    let is_known = |written: &str| TYPES.iter().any(|(_, types)| types.contains(&written));
    if is_known(&written) {
        return Some(written);
    }
    let unknown = Diagnostic::new(&TYPE, node.span.clone()).with("type", &written);
    let plain = to_half_width(&written).to_lowercase();
    let plain = plain.trim_start_matches(['*', '.']);
    diags.push(if is_known(plain) { unknown.with("plain", plain).help_instead(PLAIN) } else { unknown });
    None
}

/// What a file would do, and by what that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it would do.
    pub danger: Danger,
    /// The type that a portal would have to allow.
    pub file_type: &'static str,
    /// Whether its content says so, under a name that does not.
    pub is_hidden: bool,
}

impl Allowed {
    /// What a file of this name, whose content begins with `head`, would do, unless the portal allows it.
    pub fn find(&self, name: &str, head: &[u8]) -> Option<Found> {
        let named = by_name(name);
        let inside = by_content(head).map(|found| Found { is_hidden: named.is_none(), ..found });
        // What the portal allows may begin as what it is.
        let is_own = |found: &Found| self.has(found) || named.is_some_and(|named| self.has(&named));
        named.filter(|found| !self.has(found)).or_else(|| inside.filter(|found| !is_own(found)))
    }

    fn has(&self, found: &Found) -> bool {
        found.danger != Danger::Setting && self.0.iter().any(|own| **own == *found.file_type)
    }
}

fn by_name(name: &str) -> Option<Found> {
    let name = to_half_width(name).to_lowercase();
    let name = name.trim_end_matches(|sign: char| !sign.is_alphanumeric());
    if SETTINGS.contains(&name.trim_start()) {
        return Some(Found { danger: Danger::Setting, file_type: "", is_hidden: false });
    }
    let parts = name.split(['.', ';', ':']).skip(1);
    let mut ends = parts.map(|part| part.trim_matches(|sign: char| !sign.is_alphanumeric()));
    ends.find_map(|end| found(end, false))
}

fn found(file_type: &str, is_hidden: bool) -> Option<Found> {
    let own = |(danger, types): &(Danger, &'static [&'static str])| {
        let file_type = types.iter().find(|own| **own == file_type)?;
        Some(Found { danger: *danger, file_type, is_hidden })
    };
    TYPES.iter().find_map(own)
}

/// How a page begins, as browsers look for it in files whose type they do not believe (WHATWG MIME Sniffing, 7.1).
const PAGES: [&str; 17] = [
    "!doctype html",
    "html",
    "head",
    "script",
    "iframe",
    "h1",
    "div",
    "font",
    "table",
    "a",
    "style",
    "title",
    "b",
    "body",
    "br",
    "p",
    "!--",
];

fn by_content(head: &[u8]) -> Option<Found> {
    const PROGRAMS: [&[u8]; 9] = [
        b"\x7fELF",
        b"\xfe\xed\xfa\xce",
        b"\xfe\xed\xfa\xcf",
        b"\xce\xfa\xed\xfe",
        b"\xcf\xfa\xed\xfe",
        b"\xca\xfe\xba\xbe",
        b"L\0\0\0\x01\x14\x02\0",
        b"\0asm",
        b"#!",
    ];
    let is_windows = head.starts_with(b"MZ") && head.contains(&0);
    if is_windows || PROGRAMS.iter().any(|start| head.starts_with(start)) {
        return found("exe", true);
    }
    // The bytes between ASCII signs of UTF-16.
    let plain: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&plain).to_lowercase();
    let text = text.trim_start_matches(|sign: char| {
        sign.is_whitespace() || sign.is_control() || matches!(sign, '\u{feff}' | '\u{fffd}')
    });
    let tag = text.strip_prefix('<')?;
    if tag.starts_with("?xml") || tag.starts_with("svg") || tag.starts_with("!doctype svg") {
        return found(if text.contains("<svg") { "svg" } else { "xml" }, true);
    }
    if tag.starts_with("?php") || tag.starts_with("?=") || tag.starts_with('%') {
        return found("php", true);
    }
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(['>', '/']) || rest.starts_with(char::is_whitespace);
    let is_page = PAGES.iter().any(|page| tag.strip_prefix(page).is_some_and(|rest| *page == "!--" || ends(rest)));
    if is_page { found("html", true) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(allowed: &[&str], name: &str, head: &[u8]) -> Option<(Danger, &'static str, bool)> {
        let allowed = Allowed(allowed.iter().map(|own| (*own).into()).collect());
        allowed.find(name, head).map(|found| (found.danger, found.file_type, found.is_hidden))
    }

    #[test]
    fn names_tell_what_runs() {
        for (name, danger, file_type) in [
            ("说明.html", Danger::Page, "html"),
            ("说明.HTML", Danger::Page, "html"),
            ("说明.ｈｔｍｌ", Danger::Page, "html"),
            ("说明.html. ", Danger::Page, "html"),
            ("说明.svg", Danger::Page, "svg"),
            ("a.php.jpg", Danger::Script, "php"),
            ("a.asp;.jpg", Danger::Script, "asp"),
            ("表.pdf.exe", Danger::Program, "exe"),
            ("表.js ", Danger::Page, "js"),
            ("web.config", Danger::Setting, ""),
            ("Web.Config", Danger::Setting, ""),
            (".htaccess", Danger::Setting, ""),
        ] {
            assert_eq!(seen(&[], name, b"x"), Some((danger, file_type, false)), "{name}");
        }
        for name in ["表.pdf", "html", "2025.7.1公告.docx", "exe说明.xlsx", "图.jpg", "a.csv", "说明.txt"] {
            assert_eq!(seen(&[], name, b"x"), None, "{name}");
        }
    }

    #[test]
    fn content_tells_what_runs_under_another_name() {
        for (head, file_type) in [
            (&b"<!DOCTYPE HTML><p>"[..], "html"),
            (b"\xef\xbb\xbf\n <html>", "html"),
            (b"\xff\xfe<\0h\0t\0m\0l\0>\0", "html"),
            (b"<script>alert(1)</script>", "html"),
            (b"<!-- a --><b>", "html"),
            (b"<svg onload=1>", "svg"),
            (b"<?xml version=\"1.0\"?><svg>", "svg"),
            (b"<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\">", "xml"),
            (b"<?php echo 1;", "php"),
            (b"MZ\x90\0\x03", "exe"),
            (b"\x7fELF\x02", "exe"),
            (b"#!/bin/sh", "exe"),
        ] {
            for name in ["说明.txt", "表.pdf", "图.jpg", "无后缀"] {
                let found = seen(&[], name, head);
                assert_eq!(
                    found.map(|(_, own, is_hidden)| (own, is_hidden)),
                    Some((file_type, true)),
                    "{name} {head:?}"
                );
            }
        }
        for head in [
            &b"%PDF-1.7"[..],
            b"\xff\xd8\xff\xe0",
            b"PK\x03\x04",
            b"MZ is no program",
            b"a < b",
            b"<abc>",
            b"",
            "<甲>".as_bytes(),
        ] {
            assert_eq!(seen(&[], "表.pdf", head), None, "{head:?}");
        }
    }

    #[test]
    fn what_the_portal_allows_is_no_danger_and_nothing_else() {
        assert_eq!(seen(&["svg"], "图.svg", b"<?xml version=\"1.0\"?><svg>"), None);
        assert_eq!(seen(&["svg"], "图.svg", b"<svg/>"), None);
        assert_eq!(seen(&["svg"], "页.html", b"<html>"), Some((Danger::Page, "html", false)));
        assert_eq!(seen(&["svg"], "图.jpg", b"<html>"), Some((Danger::Page, "html", true)));
        assert_eq!(seen(&["htm"], "页.htm", b"<html>"), None);
        assert_eq!(seen(&["php"], "web.config", b""), Some((Danger::Setting, "", false)));
    }
}
