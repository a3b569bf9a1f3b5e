//! A field on the page, by what is filled in.

use std::collections::BTreeMap;

use crate::base::date::Date;
use crate::base::grouped;
use crate::blocks::inputs::{Fill, Input};
use crate::edit::part::Field;
use crate::edit::shown::LOCKED;
use crate::serve::edit::Editor;
use crate::serve::edit::body::FIELD;
use crate::serve::edit::html::escape;
use crate::serve::edit::said::{Sheet, said_of};
use crate::serve::reload::Snapshot;

impl Editor {
    /// The word beside what must be filled in.
    pub(super) fn need(&self) -> String {
        format!(" <span class=\"need\">{}</span>", self.word("必填", "required"))
    }

    /// A label with its field, help and messages.
    pub(super) fn field(&self, field: &Field, value: &str, sheet: &Sheet<'_>) -> String {
        let (id, input) = (field.id(), &field.input);
        let need = if input.is_required { self.need() } else { String::new() };
        let unit = if input.unit.is_empty() {
            String::new()
        } else {
            format!(" <span class=\"unit\">{}</span>", escape(&input.unit))
        };
        let id = escape(&id);
        let widget = if value == LOCKED {
            let why = self.word(
                "文件里有几层内容，这里改不了，保持原样",
                "written in several levels in the file: it stays as it is",
            );
            format!("<p class=\"help\" id=\"f-{id}\">{why}</p>")
        } else {
            self.widget((&id, input), value)
        };
        let counts = if input.fill == Fill::Counts && !input.choices.is_empty() {
            let names: Vec<&str> = input.choices.iter().take(4).map(|(name, _)| &**name).collect();
            format!("{}=…", names.join("=…;"))
        } else {
            String::new()
        };
        let help = [&*input.help, &*counts].into_iter().filter(|one| !one.is_empty() && *one != input.label);
        let help = help.collect::<Vec<_>>().join(" ");
        format!(
            "<div class=\"field\"><label for=\"f-{id}\">{}{unit}{need}</label>\n{widget}<p class=\"help\" id=\"h-{id}\">{}</p>\n{}</div>\n",
            escape(&input.label),
            escape(&help),
            said_of(self, &sheet.said, Some(&field.id())),
        )
    }

    fn widget(&self, (id, input): (&str, &Input), value: &str) -> String {
        let required = if input.is_required { " required" } else { "" };
        let own = format!("id=\"f-{id}\" name=\"{FIELD}{id}\" aria-describedby=\"h-{id} s-{id}\"{required}");
        let plain =
            |kind: &str, more: &str| format!("<input type=\"{kind}\" {own} value=\"{}\"{more}>\n", escape(value));
        match input.fill {
            Fill::Long => format!("<textarea {own} rows=\"3\">\n{}</textarea>\n", escape(value)),
            Fill::Choice | Fill::Flag => self.select((&own, input), value),
            Fill::Day => {
                let is_iso = value.is_empty()
                    || (value.len() == 10 && Date::parse(value).is_some_and(|(day, _)| day.to_string() == value));
                let day = Date::parse(value).map(|(day, _)| self.weekday(day)).unwrap_or_default();
                let kind = if is_iso { "date" } else { "text" };
                format!("{}<output class=\"hint\" data-day=\"f-{id}\">{day}</output>\n", plain(kind, ""))
            }
            Fill::Money => format!(
                "{}<output class=\"hint\" data-money=\"f-{id}\">{}</output>\n",
                plain("text", " inputmode=\"decimal\""),
                grouped(value)
            ),
            Fill::Number => plain("text", " inputmode=\"decimal\""),
            Fill::Unit => plain("text", " list=\"units\""),
            Fill::Person => plain("text", " list=\"people\""),
            Fill::Text | Fill::List if !input.choices.is_empty() => {
                let options: String = input.choices.iter().map(|(value, label)| option(value, label, false)).collect();
                format!("{}<datalist id=\"d-{id}\">{options}</datalist>\n", plain("text", &format!(" list=\"d-{id}\"")))
            }
            Fill::Text | Fill::List | Fill::Counts | Fill::Rate => plain("text", ""),
        }
    }

    fn select(&self, (own, input): (&str, &Input), value: &str) -> String {
        let flags = [("true", self.word("是", "yes")), ("false", self.word("否", "no"))];
        let mut options: Vec<(String, String)> = match input.fill {
            Fill::Flag => flags.iter().map(|(value, label)| ((*value).to_owned(), (*label).to_owned())).collect(),
            _ => input.choices.iter().map(|(value, label)| (value.to_string(), label.clone())).collect(),
        };
        let chosen = options.iter().find(|(own, label)| own == value || label == value).map(|(own, _)| own.clone());
        if chosen.is_none() && !value.is_empty() {
            options.push((value.to_owned(), value.to_owned()));
        }
        let chosen = chosen.as_deref().unwrap_or(value);
        // What is chosen keeps the word of the file, so that nothing changes by itself.
        let options: String = options
            .iter()
            .map(|(own, label)| option(if own == chosen { value } else { own }, label, own == chosen))
            .collect();
        format!("<select {own}>{}{options}</select>\n", option("", "", value.is_empty()))
    }

    /// Units and people to choose from.
    pub(super) fn lists(&self, snapshot: &Snapshot) -> String {
        let content = &*snapshot.portal.content;
        let units: String =
            content.orgs.iter().map(|(_, org)| option(&format!("/{}", org.path), &org.name, false)).collect();
        let mut people: BTreeMap<&str, &str> = BTreeMap::new();
        for (_, org) in content.orgs.iter() {
            people.extend(org.contacts.iter().map(|desk| (&*desk.contact.name, &*org.name)));
            people.extend(org.bodies.iter().filter_map(|body| Some((body.head.as_deref()?, &*org.name))));
        }
        let people: String = people.iter().map(|(name, org)| option(name, org, false)).collect();
        format!("<datalist id=\"units\">{units}</datalist>\n<datalist id=\"people\">{people}</datalist>\n")
    }

    /// Which day of the week a day is.
    fn weekday(&self, day: Date) -> &'static str {
        let at = usize::try_from(day.weekday() - 1).unwrap_or(0).min(6);
        let zh = ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"];
        let en = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        self.word(zh[at], en[at])
    }
}

/// An amount with its thousands apart, where that reads better.
fn grouped(value: &str) -> String {
    let plain = value.replace([',', '，'], "");
    let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    let is_number = whole.len() > 3 && whole.bytes().all(|sign| sign.is_ascii_digit());
    let point = if rest.is_empty() { "" } else { "." };
    if is_number { format!("{}{point}{}", grouped::grouped(whole), escape(rest)) } else { String::new() }
}

fn option(value: &str, label: &str, is_chosen: bool) -> String {
    let chosen = if is_chosen { " selected" } else { "" };
    format!("<option value=\"{}\"{chosen}>{}</option>", escape(value), escape(label))
}
