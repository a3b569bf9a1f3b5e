//! What a rule means, as a page of the preview.

use crate::base::lang::Text;
use crate::explain::{Part, explained, rules};
use crate::serve::panel::{COLON, PROBLEMS, Panel, escape};

const BACK: Text = Text { zh: "返回", en: "Back" };

impl Panel<'_> {
    /// What a rule means; none if there is none of this name.
    pub(in crate::serve) fn explanation(&self, name: &str) -> Option<String> {
        let rule = rules().into_iter().find(|rule| rule.name == name)?;
        let mut body = format!("<h1><code>{}</code></h1>\n", rule.name);
        for part in explained(rule, self.snapshot.site.today, self.lang) {
            body.push_str(&match part {
                Part::Sentence(text) => format!("<p>{}</p>\n", escape(&text)),
                Part::Named(title, text) => format!("<p><b>{title}</b>{}{}</p>\n", COLON.get(self.lang), escape(&text)),
                Part::Example(title, text) => format!("<p><b>{title}</b></p>\n<pre>{}</pre>\n", escape(text)),
            });
        }
        body.push_str(&format!("<p>{}</p>\n", self.own_link("problems", "", BACK.get(self.lang))));
        Some(self.document(PROBLEMS, &body))
    }
}
