//! The records of a unit, and the choice of what to make anew.

use std::sync::Arc;

use crate::base::path::encode;
use crate::model::Content;
use crate::model::kind::Kind;
use crate::model::record::{Record, Status};
use crate::serve::edit::html::{escape, link, note};
use crate::serve::edit::{AT, Editor};
use crate::serve::reload::Snapshot;

/// So many records of a unit stand on one page; the site has all.
const MOST: usize = 300;

impl Editor {
    /// The records of a unit, drafts first, then from the newest on.
    pub(super) fn list(&self, snapshot: &Snapshot, org: &str, told: &str) -> String {
        let content = &*snapshot.portal.content;
        let org = org.trim_matches('/');
        let mut body = String::new();
        if !told.is_empty() {
            body.push_str(&note("told", told));
        }
        body.push_str(&self.units(content, org));
        let new = format!("{AT}new?org={}", encode(org));
        body.push_str(&format!(
            "<p class=\"acts\"><a class=\"main button\" href=\"{}\">{}</a></p>\n",
            escape(&new),
            self.word("新写一条", "New record")
        ));
        let mut records: Vec<&Arc<Record>> = content.records.iter().filter(|record| *record.org == *org).collect();
        records.sort_by_key(|record| (record.status != Status::Draft, std::cmp::Reverse(record.published)));
        body.push_str("<ul class=\"records\">\n");
        for broken in
            content.broken.iter().filter(|one| content.orgs.get(content.orgs.owner(&one.id)).path.as_str() == org)
        {
            let word = self.word("有错误", "has errors");
            body.push_str(&item(&broken.id, &broken.id, ("bad", word)));
        }
        for record in records.iter().take(MOST) {
            body.push_str(&item(&record.id, &record.title, self.state(snapshot, record)));
        }
        body.push_str("</ul>\n");
        if records.len() > MOST {
            let left = records.len() - MOST;
            body.push_str(&note(
                "help",
                &format!("{} {left}", self.word("更早的没有列出：", "Older ones that are not listed:")),
            ));
        }
        if records.is_empty() {
            body.push_str(&note("help", self.word("还没有记录。", "There are no records yet.")));
        }
        self.page(self.word("记录", "Records"), &body)
    }

    fn state(&self, snapshot: &Snapshot, record: &Record) -> (&'static str, &'static str) {
        match record.status {
            Status::Draft => ("draft", self.word("草稿", "draft")),
            Status::Withdrawn => ("gone", self.word("已撤回", "withdrawn")),
            Status::Published if record.published > snapshot.site.today => {
                ("later", self.word("未到公开日期", "not yet public"))
            }
            Status::Published => ("public", self.word("公开", "public")),
        }
    }

    /// The choice of a unit.
    fn units(&self, content: &Content, org: &str) -> String {
        let choose = self.word("单位", "Unit");
        let options = self.unit_options(content, org);
        let go = self.word("看这个单位的", "Show");
        format!(
            "<form method=\"get\" action=\"{AT}\" class=\"units\"><label for=\"org\">{choose}</label>\
             <select id=\"org\" name=\"org\">{options}</select> <button type=\"submit\">{go}</button></form>\n"
        )
    }

    /// Every unit in the order of the tree, set in by its level.
    fn unit_options(&self, content: &Content, org: &str) -> String {
        let options = content.orgs.iter().map(|(id, own)| {
            let depth = content.orgs.line(id).len().saturating_sub(1);
            let selected = if own.path.as_str() == org { " selected" } else { "" };
            format!(
                "<option value=\"{}\"{selected}>{}{}</option>",
                escape(own.path.as_str()),
                "　".repeat(depth),
                escape(&own.name)
            )
        });
        options.collect()
    }

    /// The choice of unit, kind and form of a new record.
    pub(super) fn choose(&self, snapshot: &Snapshot, org: &str) -> String {
        let content = &*snapshot.portal.content;
        let (unit, what) = (self.word("哪个单位", "Unit"), self.word("写什么", "What"));
        let mut body = format!(
            "<form method=\"get\" action=\"{AT}new\" class=\"choose\"><div class=\"field\"><label for=\"org\">{unit}</label>\
             <select id=\"org\" name=\"org\">{}</select></div>\n<fieldset><legend>{what}</legend>\n",
            self.unit_options(content, org.trim_matches('/'))
        );
        for kind in content.kinds.values() {
            body.push_str(&self.kind(content, kind));
        }
        body.push_str(&format!(
            "</fieldset>\n<p class=\"acts bar\"><button type=\"submit\" class=\"main\">{}</button></p></form>\n",
            self.word("下一步：填写", "Next: fill it in")
        ));
        self.page(self.word("新写一条", "New record"), &body)
    }

    fn kind(&self, content: &Content, kind: &Kind) -> String {
        let lang = self.lang.tag();
        let own = content.forms.values().filter(|form| form.kind == kind.name);
        let mut choices: Vec<(String, &str, &str)> = own
            .map(|form| (format!("{}/{}", kind.name, form.name), form.label.get(lang), form.about.get(lang)))
            .collect();
        if choices.is_empty() {
            choices.push((format!("{}/", kind.name), kind.label.get(lang), kind.about.get(lang)));
        }
        let choices: String = choices
            .iter()
            .map(|(value, label, about)| {
                let value = escape(value);
                format!(
                    "<li><label><input type=\"radio\" name=\"what\" value=\"{value}\" required> <b>{}</b> <span>{}</span></label></li>\n",
                    escape(label),
                    escape(about)
                )
            })
            .collect();
        format!(
            "<details><summary>{} <span>{}</span></summary><ul class=\"choices\">\n{choices}</ul></details>\n",
            escape(kind.label.get(lang)),
            escape(kind.about.get(lang))
        )
    }
}

fn item(id: &str, title: &str, (class, word): (&str, &str)) -> String {
    let day = id.rsplit('/').next().and_then(|name| name.get(..10)).unwrap_or_default();
    let link = link(&format!("{AT}record/{}", encode(id)), title);
    format!("<li>{link} <span class=\"state {class}\">{word}</span> <span class=\"day\">{}</span></li>\n", escape(day))
}
