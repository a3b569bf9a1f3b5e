//! Two holders of one post at one time.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::site::Site;

rules! {
    /// Two hold a post that one alone may hold, on the same days.
    TWO: Warning "register/two-holders" {
        zh: "“{unit}”的{post}同一时间有两个人：{first} 到 {until}，{second} 从 {since} 起" => "查对谁已经离任，改离任日期；两份名单说法不一的，两份都改；页面在两行上都标明",
        en: "two hold the post {post} of “{unit}” at one time: {first} until {until}, {second} from {since} on" => "look up who has left and write the last day; if two lists differ, mend both; the page marks both rows",
        source: "一岗一人：新的到任，前任的任期就到前一天", "one post, one holder: the term of the former ends the day before",
    }
}

const OPEN: Text = Text { zh: "现在（没有写离任日期）", en: "now (no last day written)" };

/// Tells each pair at the one who came later.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    for pair in site.holders.pairs() {
        let two = Diagnostic::new(&TWO, pair.second.span.clone()).with("unit", &pair.unit).with("post", &pair.post);
        let two =
            two.with("first", &pair.first.name).with("second", &pair.second.name).with("since", pair.second.since);
        let two = match pair.first.until {
            Some(until) => two.with("until", until),
            None => two.with_word("until", OPEN),
        };
        let label = Text { zh: "另一个人在这里", en: "the other one is here" };
        diags.push(two.label(pair.first.span.clone(), label));
    }
}
