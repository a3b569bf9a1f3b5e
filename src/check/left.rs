//! What a template has left: examples that are published as if they were true, and names to be replaced.

use crate::base::date::to_half_width;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lexicon::LEXICON;
use crate::check::placeholder::contacts;
use crate::site::Site;

rules! {
    /// An example of a template is public.
    EXAMPLE: Note "template/example" {
        zh: "“{title}”是模板带来的示例，网站公开以后大家都看得到" => "照着它写真的，标题去掉“示例”；用不上的，连文件一起删去",
        en: "“{title}” is an example of the template, and everybody will see it" => "make a true record of it, without “Example” in its title, or delete the file",
    }
    /// A name of a template is still there.
    NAME: Note "template/placeholder" {
        zh: "“{name}”是模板里留下的" => "换成真实的单位和电话",
        en: "“{name}” is left over from the template" => "give the real unit and telephone",
    }
}

/// Checks titles of records, and contacts.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let words = &LEXICON.people;
    for record in site.public.records.current() {
        if words.examples.begins(&to_half_width(&record.title).to_lowercase()) {
            diags.push(Diagnostic::new(&EXAMPLE, record.span.clone()).with("title", &record.title));
        }
    }
    for contact in contacts(site) {
        if let Some(spans) = contact.spans.as_ref().filter(|_| words.left.is_in(&contact.name)) {
            diags.push(Diagnostic::new(&NAME, spans.name.clone()).with("name", &contact.name));
        }
    }
}
