//! How labels, days, names and limits are read from nodes: values that the readers of nodes themselves stand on.

use std::sync::Arc;

use crate::base::date::{Date, Failure, read, without_year};
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, VALUE, wrong_type};
use crate::base::lang::{Label, Text, is_tag};
use crate::base::limits::Limits;
use crate::base::name::Name;
use crate::base::yaml::{Node, Value};

rules! {
    /// A date that does not exist.
    IMPOSSIBLE: Error "date/impossible" {
        zh: "没有 `{value}` 这一天：{year}年{month}月只有 {last} 天" => "查对日期，写成 `{year}-{month}-{last}` 这样的形式",
        en: "there is no `{value}`: month {month} of {year} has {last} days" => "look up the date and write it like `{year}-{month}-{last}`",
        wrong: "published: 2025-02-30", right: "published: 2025-02-28",
    }
    /// A text that is no date.
    UNREADABLE: Error "date/unreadable" {
        zh: "`{value}` 不是日期" => "写成 `2025-07-10`，也可以写 `2025年7月10日`",
        en: "`{value}` is not a date" => "write it like `2025-07-10`",
        wrong: "published: 七月十号", right: "published: 2025-07-10",
    }
    /// A date in another than the standard form.
    FORM: Note "date/form" {
        zh: "日期 `{value}` 按 `{date}` 读取" => "标准写法是 `{date}`",
        en: "date `{value}` is read as `{date}`" => "the standard form is `{date}`",
        wrong: "published: 2025.7.10", right: "published: 2025-07-10",
    }
    /// A label under something that is no language.
    TONGUE: Error "label/no-language" {
        zh: "名称里的 `{key}` 不是语言代码" => "写成 `label: {zh-Hans: 中文名, en: English}`；名称里有逗号、冒号的，用引号括起来：`en: \"Contracts, over 5,000\"`",
        en: "`{key}` in a label is not the tag of a language" => "write it like `label: {zh-Hans: 中文名, en: English}`; put quotes around a name with a comma or a colon: `en: \"Contracts, over 5,000\"`",
        wrong: "label: {en: Contracts over £5,000}", right: "label: {en: \"Contracts over £5,000\"}",
    }
}

impl FromNode for Label {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        if let Value::Map(entries) = &node.value {
            for (key, _) in entries.iter().filter(|(key, _)| !is_tag(&key.text)) {
                diags.push(Diagnostic::new(&TONGUE, key.span.clone()).with("key", &key.text));
            }
            let pairs = entries
                .iter()
                .filter_map(|(key, value)| Some((Arc::from(key.text.as_str()), Arc::<str>::from_node(value, diags)?)));
            return Some(pairs.collect());
        }
        String::from_node(node, diags).map(|text| Self::plain(&text))
    }
}

impl FromNode for Date {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let text = String::from_node(node, diags)?;
        match read(&text) {
            Ok((date, true)) => Some(date),
            Ok((date, false)) => {
                let note = Diagnostic::new(&FORM, node.span.clone()).with("value", text).with("date", date);
                let note = note.mended_by(date);
                diags.push(note);
                Some(date)
            }
            Err(failure) => {
                diags.push(explain(&failure, node, &text));
                None
            }
        }
    }
}

fn explain(failure: &Failure, node: &Node, text: &str) -> Diagnostic {
    if let Failure::Impossible { year, month } = *failure
        && let Some(first) = Date::new(year, month, 1)
    {
        let impossible = Diagnostic::new(&IMPOSSIBLE, node.span.clone()).with("value", text).with("year", year);
        return impossible.with("month", format!("{month:02}")).with("last", first.month_end().day());
    }
    const YEAR: Text = Text {
        zh: "没有写年份：前面加上年份，例如 `2025-{month}-{day}`",
        en: "the year is missing: write it in front, like `2025-{month}-{day}`",
    };
    let unreadable = Diagnostic::new(&UNREADABLE, node.span.clone()).with("value", text);
    match without_year(text) {
        Some((month, day)) => {
            let named = unreadable.with("month", format!("{month:02}")).with("day", format!("{day:02}"));
            named.help_instead(YEAR)
        }
        None => unreadable,
    }
}

impl FromNode for Name {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Text(text) => Self::read(text, &node.span, diags),
            Value::Empty => None,
            _ => wrong_type(node, VALUE, diags),
        }
    }
}

impl FromNode for Limits {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let limits = Self::of_settings(|name| fields.get(name, diags));
        fields.finish(diags);
        Some(limits)
    }
}
