//! The text of a record below its keys: Markdown, in which signs of its own may stand between those of a number.

use std::borrow::Cow;

use crate::base::lang::Text;
use crate::base::source::Span;
use crate::load::gate::judge::{Judge, Said};
use crate::load::source::Source;
use crate::privacy::{self, Around, Found};

const BROKEN: Text = Text {
    zh: "它被加粗、代码之类的记号隔开了，程序不能替你遮：在正文里找到 {found}，删去，或去掉中间的记号后照提示处理",
    en: "signs of markup stand between its own, so it cannot be masked for you: find {found} in the text and delete it, or take the signs away and follow the message",
};

fn what(source: &Source) -> &'static str {
    if source.text.is_ascii() { "text" } else { "正文" }
}

/// The whole file with marks for what is withheld of the text.
pub(super) fn gated<'t>(judge: &mut Judge<'_>, source: &'t Source, title: &str) -> Cow<'t, str> {
    "body".clone_into(&mut judge.key);
    let text = source.text.get(source.body..).unwrap_or_default();
    // Beside a long text nobody takes the title for whom each sentence is about.
    const SHORT: usize = 1_500;
    let around = Around { beside: if text.len() < SHORT { title } else { "" }, ..Around::default() };
    let span = Span::bytes(&source.file, source.body, source.text.len());
    let said = Said { text, around, what: what(source), span: &span, is_plain: true };
    match (judge.text(said, Some(source.body)), source.text.get(..source.body)) {
        (Some(gated), Some(front)) => Cow::Owned(format!("{front}{gated}")),
        _ => Cow::Borrowed(&source.text),
    }
}

/// Reports what is found in the text as readers see it, and was not in its source.
pub(super) fn rendered(judge: &mut Judge<'_>, source: &Source, plain: &str) {
    let found = privacy::find(plain, Around::default());
    if found.is_empty() {
        return;
    }
    "body".clone_into(&mut judge.key);
    let text = source.text.get(source.body..).unwrap_or_default();
    let digest =
        |text: &str, one: &Found| privacy::digest("", one.sort, text.get(one.range.clone()).unwrap_or_default());
    let known: Vec<String> = privacy::find(text, Around::default()).iter().map(|one| digest(text, one)).collect();
    let span = Span::bytes(&source.file, source.body, source.text.len());
    let said = Said { text: plain, around: Around::default(), what: what(source), span: &span, is_plain: false };
    for one in found.iter().filter(|one| !known.contains(&digest(plain, one))) {
        judge.stops(one, said, Some(BROKEN));
    }
}
