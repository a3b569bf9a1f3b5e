//! Pieces of HTML. Every text goes through [`escape`].

use crate::base::lang::{Lang, Text};
use crate::serve::edit::{AT, Editor};

/// Style and script of the forms, which are files of their own: the policy allows none within a page.
pub(super) const STYLE: &str = include_str!("edit.css");
/// The grid, the messages while somebody types, and the toolbar of the text.
pub(super) const SCRIPT: &str = include_str!("edit.js");

/// A text in HTML.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

/// A link.
pub(super) fn link(href: &str, text: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escape(href), escape(text))
}

/// A paragraph of a class.
pub(super) fn note(class: &str, text: &str) -> String {
    format!("<p class=\"{class}\">{}</p>\n", escape(text))
}

/// A button that sends its form, and says by which it was sent.
pub(super) fn button((act, class): (&str, &str), text: &str) -> String {
    format!("<button type=\"submit\" name=\"act\" value=\"{act}\" class=\"{class}\">{}</button>\n", escape(text))
}

const FORMS: Text = Text { zh: "填写与修改", en: "Records" };
const SITE: Text = Text { zh: "看网站", en: "See the site" };

impl Editor {
    /// A whole page.
    pub(super) fn page(&self, title: &str, body: &str) -> String {
        let lang = if self.lang == Lang::Zh { "zh-Hans" } else { "en" };
        let (title, forms) = (escape(title), FORMS.get(self.lang));
        format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <title>{title} - {forms}</title><link rel=\"stylesheet\" href=\"{AT}edit.css\">\
             <script src=\"{AT}edit.js\" defer></script></head>\n<body>\n\
             <header><nav aria-label=\"{forms}\"><a href=\"{AT}\">{forms}</a> <a href=\"/\">{}</a></nav></header>\n\
             <main>\n<h1>{title}</h1>\n{body}</main>\n</body></html>\n",
            SITE.get(self.lang),
        )
    }

    /// The beginning of a form that posts to `target`, with its token.
    pub(super) fn form(&self, target: &str, class: &str) -> String {
        format!(
            "<form method=\"post\" enctype=\"multipart/form-data\" action=\"{0}\" class=\"{class}\">\n\
             <input type=\"hidden\" name=\"token\" value=\"{1}\">\n",
            escape(target),
            self.keys.of_form(target),
        )
    }

    /// A word of the program.
    pub(super) fn word(&self, zh: &'static str, en: &'static str) -> &'static str {
        Text { zh, en }.get(self.lang)
    }
}
