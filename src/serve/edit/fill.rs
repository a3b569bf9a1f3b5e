//! The page on which a record is filled in.

use crate::base::path::encode;
use crate::blocks::RowsAt;
use crate::edit::change::BODY;
use crate::edit::part::{Field, Section};
use crate::edit::shown;
use crate::load::CONTENT;
use crate::serve::edit::body::FIELD;
use crate::serve::edit::desk::{Desk, Stage};
use crate::serve::edit::html::{button, escape, note};
use crate::serve::edit::said::{Sheet, said_of};
use crate::serve::edit::{AT, Editor};
use crate::serve::hidden::TYPED;
use crate::serve::reload::Snapshot;

/// A record whose page is made.
#[derive(Clone, Copy)]
pub(super) struct Open<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) desk: &'a Desk<'a>,
    pub(super) sheet: &'a Sheet<'a>,
}

impl Editor {
    /// Where the form of a record posts to.
    pub(super) fn target(desk: &Desk<'_>) -> String {
        if desk.id.is_empty() { format!("{AT}new") } else { format!("{AT}record/{}", encode(&desk.id)) }
    }

    /// The page of a record.
    pub(super) fn fill(&self, snapshot: &Snapshot, desk: &Desk<'_>, sheet: &Sheet<'_>) -> String {
        let target = Self::target(desk);
        let mut body = String::new();
        if !sheet.told.is_empty() {
            let class = if sheet.is_refused { "told refused" } else { "told" };
            body.push_str(&format!("<p class=\"{class}\" role=\"status\">{}</p>\n", escape(&sheet.told)));
        }
        if !sheet.notes.is_empty() {
            let notes: String = sheet.notes.iter().map(|one| format!("<li>{}</li>\n", escape(one))).collect();
            body.push_str(&format!("<ul class=\"told\">\n{notes}</ul>\n"));
        }
        body.push_str(&self.about(snapshot, desk, sheet));
        body.push_str("<div class=\"desk\">\n");
        body.push_str(&self.form(&target, "fill"));
        let hidden = [
            ("digest", &*desk.digest()),
            ("org", &*sheet.org),
            ("kind", &*desk.kind.name),
            ("format", desk.format.map_or("", |one| &one.name)),
        ];
        for (name, value) in hidden {
            body.push_str(&format!("<input type=\"hidden\" name=\"{name}\" value=\"{}\">\n", escape(value)));
        }
        body.push_str(&format!(
            "<input type=\"hidden\" name=\"check-token\" value=\"{}\">\n",
            self.keys.of_form(&Self::check_target(desk))
        ));
        body.push_str(&said_of(self, &sheet.said, None));
        let open = Open { snapshot, desk, sheet };
        let columns: Vec<String> = desk.form.sections.iter().map(|section| self.section(open, section)).collect();
        let (first, rest) = columns.split_at(1 + desk.kind.slots.len());
        body.extend(first.iter().cloned());
        body.push_str(&self.text(desk, sheet));
        body.extend(rest.iter().cloned());
        body.push_str(&self.buttons(snapshot, desk));
        body.push_str("</form>\n");
        body.push_str(&self.preview(desk));
        body.push_str("</div>\n");
        body.push_str(&self.lists(snapshot));
        if !desk.id.is_empty() {
            body.push_str(&self.stages(desk));
        }
        let title = if desk.id.is_empty() { self.word("新写一条", "New record") } else { desk.title() };
        self.page(title, &body)
    }

    /// Where what is being filled in is tried.
    pub(super) fn check_target(desk: &Desk<'_>) -> String {
        format!("{AT}check/{}", encode(&desk.id))
    }

    /// Unit, kind and state.
    fn about(&self, snapshot: &Snapshot, desk: &Desk<'_>, sheet: &Sheet<'_>) -> String {
        let content = &*snapshot.portal.content;
        let own = if desk.id.is_empty() { &sheet.org } else { &desk.id };
        let org = content.orgs.get(content.orgs.find(own.trim_matches('/')).unwrap_or_else(|| content.orgs.owner(own)));
        let lang = self.lang.tag();
        let format = desk.format.map_or(desk.kind.label.get(lang), |format| format.label.get(lang));
        let (class, state) = match desk.stage() {
            _ if desk.id.is_empty() => ("draft", self.word("还没有保存", "not saved yet")),
            Stage::Draft => ("draft", self.word("草稿，只有本机看得到", "draft, seen on this machine only")),
            Stage::Withdrawn => ("gone", self.word("已撤回", "withdrawn")),
            Stage::Published if desk.is_public(snapshot) => ("public", self.word("公开", "public")),
            Stage::Published => ("later", self.word("未到公开日期", "not yet public")),
        };
        let about = desk.format.map_or(desk.kind.about.get(lang), |format| format.about.get(lang));
        let history = if desk.id.is_empty() {
            String::new()
        } else {
            format!(
                " <a href=\"{AT}history/{}\">{}</a>",
                escape(&encode(&desk.id)),
                self.word("以前的版本", "Earlier versions")
            )
        };
        format!(
            "<p class=\"about\">{} · {} <span class=\"state {class}\">{state}</span>{history}</p>\n{}",
            escape(&org.name),
            escape(format),
            note("help", about)
        )
    }

    fn section(&self, open: Open<'_>, section: &Section) -> String {
        let Open { snapshot, desk, sheet } = open;
        let mut inner = String::new();
        let values = |field: &Field| match sheet.filled.and_then(|filled| filled.get(&field.id())) {
            Some(text) => text.clone(),
            None => shown::text(&desk.source.node, field),
        };
        let mut is_said = section.is_required;
        for field in &section.fields {
            let value = values(field);
            is_said |= !value.is_empty() || sheet.said.iter().any(|(spot, _)| spot.field.as_ref() == Some(&field.id()));
            inner.push_str(&self.field(field, &value, sheet));
        }
        if let Some(table) = &section.table {
            let beside = self.beside(snapshot, desk, section);
            is_said |= beside.is_some() || shown::rows(&desk.source.node, table).is_none_or(|rows| !rows.is_empty());
            inner.push_str(&self.table(open, section, beside.as_deref()));
        }
        if &*section.name == "attachments" {
            inner.push_str(&self.attach());
        }
        if inner.trim().is_empty() {
            return inner;
        }
        let label = escape(&section.label);
        let is_slot = desk.kind.slot(&section.name).is_some();
        let need = if section.is_required { self.need() } else { String::new() };
        if section.is_rare && !is_said {
            return format!("<details class=\"section\"><summary>{label}</summary>\n{inner}</details>\n");
        }
        let class = if is_slot { "section slot" } else { "section" };
        format!("<fieldset class=\"{class}\"><legend>{label}{need}</legend>\n{inner}</fieldset>\n")
    }

    /// The file beside a record that holds the rows of a slot.
    fn beside(&self, snapshot: &Snapshot, desk: &Desk<'_>, section: &Section) -> Option<String> {
        let slot = desk.kind.slot(&section.name).filter(|slot| slot.block.rows() != RowsAt::Nowhere)?;
        if desk.id.is_empty() {
            return None;
        }
        let has_one = desk.kind.slots.iter().filter(|slot| slot.block.rows() != RowsAt::Nowhere).count() == 1;
        let names = ["csv", "xlsx"].into_iter().flat_map(|end| {
            let plain = has_one.then(|| format!("{}.{end}", desk.id));
            plain.into_iter().chain([format!("{}.{}.{end}", desk.id, slot.name)])
        });
        let is_there =
            |name: &String| snapshot.portal.reader.files().open(&format!("{}/{name}", CONTENT), u64::MAX).is_ok();
        names.into_iter().find(is_there)
    }

    /// The text below the keys.
    fn text(&self, desk: &Desk<'_>, sheet: &Sheet<'_>) -> String {
        let value = match sheet.filled.and_then(|filled| filled.get(BODY)) {
            Some(text) => text.as_str(),
            None => desk.source.body(),
        };
        let help = self.word(
            "从别处粘贴来的文字可以照样放进来，空一行分段",
            "text may be pasted as it is; an empty line begins a paragraph",
        );
        format!(
            "<fieldset class=\"section\"><legend><label for=\"f-body\">{}</label></legend>\
             <textarea id=\"f-body\" name=\"{FIELD}{BODY}\" rows=\"10\" data-text aria-describedby=\"h-body\">\n{}</textarea>\n\
             <p class=\"help\" id=\"h-body\">{help}</p></fieldset>\n",
            self.word("正文", "Text"),
            escape(value)
        )
    }

    /// Files to go with the record.
    fn attach(&self) -> String {
        let label = self.word("加附件（可以选几个）", "Add files (several at once)");
        format!(
            "<div class=\"field\"><label for=\"attach\">{label}</label><input type=\"file\" id=\"attach\" name=\"attach\" multiple></div>\n"
        )
    }

    fn buttons(&self, snapshot: &Snapshot, desk: &Desk<'_>) -> String {
        let mut bar = String::from("<p class=\"acts bar\">");
        match desk.stage() {
            _ if desk.id.is_empty() => {
                bar.push_str(&button(("save", "main"), self.word("存为草稿", "Save as a draft")));
            }
            Stage::Draft => {
                bar.push_str(&button(("save", "main"), self.word("保存草稿", "Save the draft")));
                bar.push_str(&button(("publish", ""), self.word("保存并公开", "Save and publish")));
            }
            Stage::Published | Stage::Withdrawn => bar.push_str(&button(("save", "main"), self.word("保存", "Save"))),
        }
        bar.push_str("<span class=\"live\" role=\"status\"></span></p>\n");
        if !desk.id.is_empty() && desk.is_public(snapshot) {
            let why = self.word(
                "这一条已经公开。改错别字可以直接保存；数字、名单、日期有错的，用下面的“更正”写一个新版本，旧版本留在网上可查。",
                "This record is public. A slip of the pen may be mended here; of a wrong figure, list or day make a correction below: the old version stays on record.",
            );
            bar.insert_str(0, &note("warn", why));
        }
        bar
    }

    /// The page as readers will see it.
    fn preview(&self, desk: &Desk<'_>) -> String {
        let title = self.word("读者看到的网页", "The page as readers will see it");
        let src = if desk.id.is_empty() {
            String::new()
        } else {
            format!(" src=\"/{}.html?{TYPED}\"", escape(&encode(&desk.id)))
        };
        let wait = if desk.id.is_empty() {
            note(
                "help",
                self.word(
                    "填上标题以后，这里就是读者将要看到的样子。",
                    "As soon as there is a title, the page shows here as it will be.",
                ),
            )
        } else {
            String::new()
        };
        format!("<aside class=\"preview\"><h2>{title}</h2>{wait}<iframe title=\"{title}\"{src}></iframe></aside>\n")
    }
}
