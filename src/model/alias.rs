//! Addresses that a page had before: whoever follows an old link is led on.

use percent_encoding::percent_decode_str;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::FromNode;
use crate::base::lang::{Label, Text};
use crate::base::name::{BadName, shown};
use crate::base::path::{SitePath, fold, has_ending, nfc, split, strip_page};
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::model::generated::{ASSETS, DATA, INDEX, REDIRECTS};

rules! {
    /// An old address that no file of the site can have.
    ADDRESS: Error "alias/not-an-address" {
        zh: "`{alias}` 不能作旧网址：{why}" => "写这一页在本网站上的旧网址，从 `/` 写起，如 `/fengming/laozhai` 或 `/2024/2024-07-10-q2.html`",
        en: "`{alias}` cannot be an old address: {why}" => "write the address that the page had on this site, from `/` on, like `/fengming/laozhai` or `/2024/2024-07-10-q2.html`",
        wrong: "aliases: ['https://old.example/notice.html']", right: "aliases: [/old/notice.html]",
    }
}

const NO_SLASH: Text = Text { zh: "不是以 `/` 开头", en: "it does not begin with `/`" };
const OTHER_SITE: Text = Text { zh: "它带着网站名", en: "it names a site" };
const ENDING: Text = Text {
    zh: "它不是网页的地址（`.html`、`.htm`，或者不带后缀）；别的旧网址要在服务器上另设跳转",
    en: "it is no address of a page (`.html`, `.htm` or no ending); others need a rule of the server",
};

const KEPT: Text = Text {
    zh: "网站自己的文件放在 `assets`、`data`、`redirects` 里",
    en: "`assets`, `data` and `redirects` hold files of the site itself",
};

/// Bytes of a part of an old address.
const MOST: usize = 200;

/// An address that a page had before.
#[derive(Clone, Debug)]
pub struct Alias {
    path: SitePath,
    shape: Shape,
    /// Where it is written.
    pub span: Span,
}

/// How an address was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// It names the file.
    File,
    /// It ends in `/`.
    Folder,
    /// It has no ending: a unit had a folder there, a record a page.
    Bare,
}

impl Alias {
    /// The file of the site where a record had its page.
    pub fn of_record(&self) -> SitePath {
        self.file(false)
    }

    /// The file of the site where a unit had its page.
    pub fn of_unit(&self) -> SitePath {
        self.file(true)
    }

    fn file(&self, is_unit: bool) -> SitePath {
        match self.shape {
            Shape::File => self.path.clone(),
            Shape::Bare if !is_unit => self.path.with(".html"),
            Shape::Bare | Shape::Folder => self.path.join((INDEX, ".html")),
        }
    }

    fn parse(text: &str) -> Result<(SitePath, Shape), Label> {
        let label = |text: Text| Label::of(&[("zh", text.zh), ("en", text.en)]);
        if text.contains("://") || text.starts_with("//") {
            return Err(label(OTHER_SITE));
        }
        let rest = text.strip_prefix('/').ok_or_else(|| label(NO_SLASH))?;
        // What a browser shows in the line of addresses may be encoded.
        let decoded = percent_decode_str(rest).decode_utf8().unwrap_or_else(|_| rest.into());
        let decoded = nfc(&decoded);
        let bare = decoded.strip_suffix('/').unwrap_or(&decoded);
        let source = ["md", "yaml", "yml"].iter().any(|end| has_ending(bare, end));
        let bare = if source { strip_page(bare) } else { bare };
        let path = SitePath::parse(bare).map_err(|why| why.words(MOST))?;
        let first = fold(bare.split('/').next().unwrap_or_default());
        if [ASSETS, DATA, REDIRECTS].contains(&&*first) {
            return Err(label(KEPT));
        }
        let shape = match split(bare).1 {
            _ if decoded.ends_with('/') || bare.is_empty() => Shape::Folder,
            name if has_ending(name, "html") || has_ending(name, "htm") => Shape::File,
            name if name.contains('.') && !name.starts_with('.') => return Err(label(ENDING)),
            _ => Shape::Bare,
        };
        if let Some(long) = bare.split('/').map(str::len).find(|bytes| *bytes > MOST) {
            return Err(BadName::Long(long).words(MOST));
        }
        Ok((path, shape))
    }
}

impl FromNode for Alias {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let text = String::from_node(node, diags)?;
        match Self::parse(text.trim()) {
            Ok((path, shape)) => Some(Self { path, shape, span: node.span.clone() }),
            Err(why) => {
                let bad = Diagnostic::new(&ADDRESS, node.span.clone()).with("alias", shown(&text));
                diags.push(bad.with_label("why", &why));
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Alias;
    use crate::base::source::Span;

    #[test]
    fn an_address_becomes_a_file() {
        let files = |text: &str| {
            let (path, shape) = Alias::parse(text).ok()?;
            let alias = Alias { path, shape, span: Span::whole(&"a".into()) };
            Some((alias.of_record().to_string(), alias.of_unit().to_string()))
        };
        for (text, record, unit) in [
            ("/a/b", "a/b.html", "a/b/index.html"),
            ("/a/b/", "a/b/index.html", "a/b/index.html"),
            ("/a/b.html", "a/b.html", "a/b.html"),
            ("/a/b.htm", "a/b.htm", "a/b.htm"),
            ("/a/b.md", "a/b.html", "a/b/index.html"),
            ("/%E6%9D%91", "村.html", "村/index.html"),
            ("/", "index.html", "index.html"),
        ] {
            assert_eq!(files(text), Some((record.to_owned(), unit.to_owned())), "{text}");
        }
        for bad in [
            "a/b",
            "https://a/b",
            "//a/b",
            "/../a",
            "/a/%2e%2e/b",
            "/a//b",
            "/a?id=3",
            "/a#b",
            "/a.aspx",
            "/.a",
            "/con.html",
            "/Data/a",
            "/a\\b",
            "",
            "/a/%00",
        ] {
            // `#` may stand in a file name; no address ever held it.
            assert!(files(bad).is_none() || bad.contains('#'), "{bad}");
        }
    }
}
