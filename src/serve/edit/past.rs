//! Earlier versions of a record, and two versions side by side.

use std::time::SystemTime;

use crate::base::path::encode;
use crate::edit::change::Filled;
use crate::edit::shown;
use crate::serve::edit::body::FIELD;
use crate::serve::edit::desk::{Desk, Stage};
use crate::serve::edit::history::Copy;
use crate::serve::edit::html::{button, escape, link, note};
use crate::serve::edit::{AT, Editor};
use crate::serve::reload::Snapshot;

impl Editor {
    /// The versions of a record, with one of them in full.
    pub(super) fn past(&self, snapshot: &Snapshot, desk: &Desk<'_>, open: Option<u32>) -> String {
        let id = &desk.id;
        let copies = self.history.of(desk.path());
        let place = self.history.folder().display().to_string();
        let mut body = note(
            "help",
            &format!("{} {place}", self.word("每次保存前的样子都存在", "Every state before a change is kept in")),
        );
        body.push_str(&format!(
            "<p>{}</p>\n",
            link(&format!("{AT}record/{}", encode(id)), self.word("回到这一条", "Back to the record"))
        ));
        if copies.is_empty() {
            body.push_str(&note("help", self.word("还没有改过。", "It has not been changed yet.")));
        }
        body.push_str("<ol class=\"past\" reversed>\n");
        for copy in &copies {
            let at = format!("{AT}history/{}?at={}", encode(id), copy.number);
            let time =
                copy.time.map(|time| moment(time, &snapshot.portal.content.config.time_zone)).unwrap_or_default();
            body.push_str(&format!(
                "<li value=\"{}\">{}",
                copy.number,
                link(&at, &format!("{} {time}", self.word("改动前", "before the change of")))
            ));
            if open == Some(copy.number) {
                body.push_str(&self.copy(id, copy));
            }
            body.push_str("</li>\n");
        }
        body.push_str("</ol>\n");
        self.page(self.word("以前的版本", "Earlier versions"), &body)
    }

    fn copy(&self, id: &str, copy: &Copy) -> String {
        let text =
            copy.read().map_or_else(|error| error.to_string(), |bytes| String::from_utf8_lossy(&bytes).into_owned());
        let target = format!("{AT}back/{}", encode(id));
        format!(
            "<pre tabindex=\"0\">{}</pre>{}<input type=\"hidden\" name=\"number\" value=\"{}\"><p class=\"acts\">{}</p></form>\n",
            escape(&text),
            self.form(&target, "back"),
            copy.number,
            button(("back", "main"), self.word("恢复成这个版本", "Go back to this version")),
        )
    }

    /// What stands in the file by now, and what was filled in: whoever saves decides.
    pub(super) fn conflict(&self, desk: &Desk<'_>, filled: &Filled) -> String {
        let told = self.word(
            "你填的时候，文件被别人（或另一个窗口）改过，还没有保存。下面是两边不同的地方。",
            "While you were filling this in, the file was changed by somebody else or in another window. Nothing was saved. Here is where both differ.",
        );
        let mut body =
            format!("<p class=\"told refused\" role=\"alert\">{}</p>\n<table class=\"both\"><thead><tr>", escape(told));
        for head in
            [self.word("栏目", "field"), self.word("文件里现在是", "in the file now"), self.word("你填的是", "yours")]
        {
            body.push_str(&format!("<th scope=\"col\">{head}</th>"));
        }
        body.push_str("</tr></thead><tbody>\n");
        for (label, id, now) in self.values(desk) {
            if let Some(mine) = filled.get(&id).filter(|mine| !is_same(mine, &now)) {
                let row = [now.as_str(), mine].map(|text| format!("<td><pre>{}</pre></td>", escape(text))).concat();
                body.push_str(&format!("<tr><th scope=\"row\">{}</th>{row}</tr>\n", escape(&label)));
            }
        }
        body.push_str("</tbody></table>\n");
        let target = Self::target(desk);
        body.push_str(&self.form(&target, "mine"));
        body.push_str(&format!("<input type=\"hidden\" name=\"digest\" value=\"{}\">\n", desk.digest()));
        for (id, text) in filled {
            body.push_str(&format!("<textarea hidden name=\"{FIELD}{}\">\n{}</textarea>\n", escape(id), escape(text)));
        }
        body.push_str(&format!("<p class=\"acts\">{}", button(("save", "main"), self.word("用我填的", "Save mine"))));
        body.push_str(&format!(
            "{}</p></form>\n",
            link(&target, self.word("用文件里现在的", "Keep what is in the file"))
        ));
        self.page(self.word("两边都改过", "Changed on both sides"), &body)
    }

    /// Every field and table with its label and what the file says now.
    fn values(&self, desk: &Desk<'_>) -> Vec<(String, String, String)> {
        let mut all = Vec::new();
        for section in &desk.form.sections {
            let fields = section.fields.iter();
            all.extend(
                fields.map(|field| (field.input.label.clone(), field.id(), shown::text(&desk.source.node, field))),
            );
            if let Some(table) = &section.table {
                let rows = shown::rows(&desk.source.node, table).unwrap_or_default();
                all.push((section.label.clone(), table.id(), shown::tabbed(&shown::with_proposed(rows, table))));
            }
        }
        all.push((self.word("正文", "Text").to_owned(), "body".to_owned(), desk.source.body().to_owned()));
        all
    }

    /// What can happen to a record next.
    pub(super) fn stages(&self, desk: &Desk<'_>) -> String {
        let id = encode(&desk.id);
        let act = |name: &str, title: &str, inner: String| {
            let form = self.form(&format!("{AT}{name}/{id}"), name);
            format!(
                "<details class=\"stage\"><summary>{title}</summary>{form}<input type=\"hidden\" name=\"digest\" value=\"{}\">{inner}</form></details>\n",
                desk.digest()
            )
        };
        let ask = |name: &str, label: &str| {
            format!(
                "<div class=\"field\"><label for=\"{name}\">{label}{}</label><textarea id=\"{name}\" name=\"{name}\" rows=\"2\" required></textarea></div>",
                self.need()
            )
        };
        match desk.stage() {
            Stage::Draft => {
                let why = note(
                    "help",
                    self.word(
                        "只有从没公开过的草稿能删；删掉的留在“以前的版本”里。",
                        "Only a draft that was never public can be deleted; a copy is kept.",
                    ),
                );
                act(
                    "delete",
                    self.word("删除草稿", "Delete the draft"),
                    why + &button(("delete", "bad"), self.word("删除", "Delete")),
                )
            }
            Stage::Withdrawn => String::new(),
            Stage::Published => {
                let changes = ask("changes", self.word("改了什么", "What changes"));
                let reason = ask("reason", self.word("为什么改", "Why"));
                let correct = changes
                    + &reason
                    + &button(("correct", "main"), self.word("写一个更正的新版本", "Make a corrected version"));
                let why = ask("why", self.word("为什么撤回", "Why it is withdrawn"));
                let withdraw =
                    why + &note(
                        "help",
                        self.word(
                            "网页上留下标题、单位、日期和原因。",
                            "Title, unit, dates and the reason stay on the page.",
                        ),
                    ) + &button(("withdraw", "bad"), self.word("撤回", "Withdraw"));
                act("correct", self.word("更正", "Correct"), correct)
                    + &act("withdraw", self.word("撤回", "Withdraw"), withdraw)
            }
        }
    }
}

fn is_same(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
    plain(one) == plain(other)
}

/// When something happened, by the clock of the portal.
fn moment(time: SystemTime, zone: &str) -> String {
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let time = jiff::Timestamp::try_from(time).map(|time| time.to_zoned(zone));
    time.map_or(String::new(), |time| time.strftime("%Y-%m-%d %H:%M:%S").to_string())
}
