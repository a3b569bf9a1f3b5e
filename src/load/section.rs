//! Sections by the names that records, kinds and items of the catalogue write.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::Spanned;
use crate::base::lang::Text;
use crate::base::name::Name;
use crate::base::names;
use crate::model::config::Config;

rules! {
    /// A section that the portal does not have.
    SECTION: Error "section/unknown" {
        zh: "没有名为 `{section}` 的栏目" => "可以写：{known}；新栏目先写进 portal.yaml 的 `sections`",
        en: "there is no section `{section}`" => "write one of: {known}; a new section goes into `sections` of portal.yaml first",
        wrong: "section: finanse", right: "section: finance",
    }
}

const NO_SECTIONS: Text = Text {
    zh: "portal.yaml 的 `sections` 里还没有栏目：先写进去，或删去这一行",
    en: "`sections` of portal.yaml names none yet: add it there, or delete the line",
};
const MISSPELT: Text = Text {
    zh: "portal.yaml 的 `sections` 里写的是 `{written}`，像是写错了：在那里改成 `{section}`",
    en: "`sections` of portal.yaml says `{written}`, which looks misspelt: write `{section}` there",
};

/// The section that is named, if the portal has it; else the nearest is asked for.
pub(super) fn find_section(written: &Spanned<Name>, config: &Config, diags: &mut Diagnostics) -> Option<Name> {
    let found = config.section(&written.value);
    if found.is_none() {
        let unknown = Diagnostic::new(&SECTION, written.span.clone()).with("section", &written.value);
        let names = config.sections.iter().flat_map(|section| [&*section.name, section.label.home()]);
        let misspelt = config.misspelt_section(&written.value);
        diags.push(match names::nearest(&written.value, names) {
            _ if misspelt.is_some() => unknown.with("written", misspelt.unwrap_or_default()).help_instead(MISSPELT),
            Some(near) => unknown.perhaps(near),
            None if config.sections.is_empty() => unknown.help_instead(NO_SECTIONS),
            None => {
                unknown.with_named("known", config.sections.iter().map(|section| (&section.name, section.label.home())))
            }
        });
    }
    found.cloned()
}
