//! Data on persons in the files of a theme, which every page would show, or which lie beside the pages.

use crate::base::diag::{Diagnostic, Diagnostics, Severity, rules};
use crate::base::source::Span;
use crate::privacy::{self, Around};

rules! {
    /// A number of a person in a theme.
    PERSONAL: Error "theme/personal-data" {
        zh: "主题文件里有证件号或卡号 {found}，会随每个网页公开" => "从主题文件里删去这个号码；号码在文件名里的，给文件改名",
        en: "this file of the theme holds the number {found} of a person or a card, which every page would publish" => "delete the number from the file; if it stands in its name, rename it",
    }
}

/// Reports a file with the number of a person or of a card in its name or its text.
pub(super) fn check(theme: &str, path: &str, bytes: &[u8], diags: &mut Diagnostics) {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    for text in [path, text] {
        for one in privacy::find(text, Around::default()) {
            if one.sort.rule().severity != Severity::Error {
                continue;
            }
            let found = privacy::masked(one.sort, text.get(one.range).unwrap_or_default());
            let file = format!("{}/{theme}/{path}", super::THEMES);
            diags.push(Diagnostic::new(&PERSONAL, Span::whole(&file.into())).with_own("found", found));
        }
    }
}
