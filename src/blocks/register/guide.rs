//! What those who fill in a register are told.

use std::sync::Arc;

use crate::base::fields::Spanned;
use crate::base::glossary::Glossary;
use crate::base::lang::Lang;
use crate::base::length::{Length, TimeUnit};
use crate::blocks::column::Column;
use crate::blocks::column_type::ColumnType;
use crate::blocks::guide::{NewSlot, commented, is_plain_key, list, titled, word};
use crate::blocks::inputs::{Input, Inputs, Rows, Table};
use crate::blocks::mask::Mask;
use crate::blocks::norm::Bound;
use crate::blocks::register::RegisterOptions;
use crate::blocks::rhythm::Rhythm;

/// A row to copy; nothing where the form has no columns.
pub(super) fn skeleton(options: &RegisterOptions, slot: &NewSlot<'_>) -> Vec<String> {
    let columns = options.columns.iter().enumerate();
    let columns = columns.map(|(at, column)| {
        let (key, about) = told(options, column, slot);
        commented(at, key, &about)
    });
    let head = (!options.columns.is_empty()).then(|| slot.head_of_rows());
    head.into_iter().chain(columns).collect()
}

/// How a cell is called, and what is told beside it: what the key does not say, whether it is required, what it may be.
fn told<'c>(options: &RegisterOptions, column: &'c Column, slot: &NewSlot<'_>) -> (&'c str, String) {
    let label = column.label.in_message(slot.lang);
    let is_only = options.columns.iter().filter(|own| own.label.is(label) || *own.name == *label).count() == 1;
    let is_own = slot.lang == Lang::Zh && is_plain_key(label) && is_only;
    let key = if is_own { label } else { &*column.name };
    let about = if is_own { "" } else { column.label.get(slot.lang.tag()) };
    let required = if column.is_required { word(slot.lang, "必填", "required") } else { "" };
    let stop = if about.is_empty() || required.is_empty() { "" } else { word(slot.lang, "，", ", ") };
    let values = column.known_values().map(|value| &**value);
    (key, slot.with_known(&format!("{about}{stop}{required}"), &slot.choice(values)))
}

/// Columns, rules and norms of a form.
pub(super) fn describe(options: &RegisterOptions, lang: Lang) -> Vec<String> {
    let mut lines: Vec<String> = options.columns.iter().map(|column| column_line(lang, column)).collect();
    let mut note = |is: bool, zh, en| lines.extend(is.then(|| format!("· {}", word(lang, zh, en))));
    note(options.is_stock, "每份都是全表，汇总取最近一份", "each record lists everything: the latest counts");
    note(options.is_complete, "列全：数字从明细数出", "complete: figures are counted from the rows");
    if options.is_sensitive {
        let (zh, en) = ("敏感：不足 {} 的数并到上级", "sensitive: counts under {} are merged upward");
        lines.push(format!("· {}", word(lang, zh, en).replace("{}", &options.smallest.to_string())));
    }
    lines.extend(options.columns.iter().filter_map(|column| norm(lang, column, &options.columns)));
    if !options.unique.is_empty() {
        lines.push(format!("· {}: {}", word(lang, "不得重复", "may not repeat"), list(lang, &options.unique)));
    }
    lines
}

/// What counts as within the norm of a column, if it has one.
fn norm(lang: Lang, column: &Column, columns: &[Column]) -> Option<String> {
    let glossary = Glossary::default();
    let end = |end: &Option<Spanned<Bound>>| end.as_ref()?.value.said(columns, glossary.tongue(lang.tag()));
    let ranges = column.norm.as_ref()?.ranges.iter().map(|(value, range)| {
        let ends = match (end(&range.from), end(&range.to)) {
            (Some(from), Some(to)) => format!("{from}–{to}"),
            (Some(from), None) => format!("≥ {from}"),
            (None, to) => format!("≤ {}", to.unwrap_or_default()),
        };
        value.as_ref().map_or_else(|| ends.clone(), |value| format!("{} {ends}", value.value))
    });
    let ranges: Vec<String> = ranges.collect();
    let name = column.label.in_message(lang);
    Some(format!("· {name}{} {}", word(lang, "的标准:", ", norm:"), list(lang, &ranges)))
}

/// How often the day of a column must come again.
fn rhythm(lang: Lang, every: &Rhythm) -> String {
    let terms = every.terms.iter().map(|(value, months)| {
        let length = Length { count: *months, unit: TimeUnit::Months }.said(lang);
        value.as_ref().map_or_else(|| length.clone(), |value| format!("{value} {length}"))
    });
    let terms: Vec<String> = terms.collect();
    format!("  {} {}", word(lang, "每隔:", "every:"), list(lang, &terms))
}

fn column_line(lang: Lang, column: &Column) -> String {
    let kind = ColumnType::ALL.text(column.column_type).get(lang);
    let values: Vec<&Arc<str>> = column.known_values().collect();
    let values = if values.is_empty() { String::new() } else { format!("  {}", list(lang, &values)) };
    let mask = match column.mask {
        Mask::Shown => "",
        Mask::Partial => word(lang, "  部分公开", "  published in part"),
        Mask::Removed => word(lang, "  不公开", "  not published"),
    };
    let goes = column.is_personal && column.mask != Mask::Removed && !column.column_type.is_personal();
    let personal = if goes { word(lang, "  随姓名撤下", "  goes with the names") } else { "" };
    let required = if column.is_required { " *" } else { "" };
    let unit = if column.unit.is_empty() { String::new() } else { format!(" {}", column.unit) };
    let from = column
        .from
        .as_ref()
        .map_or(String::new(), |flag| format!("  {} {}", word(lang, "算出:", "computed:"), flag.said()));
    let end = if column.is_end { word(lang, "  过了这一天标明到期", "  marked when past") } else { "" };
    let every = column.every.as_ref().map_or(String::new(), |every| rhythm(lang, every));
    format!(
        "{}{required}: {kind}{unit}{values}{mask}{personal}{from}{end}{every}",
        titled(lang, &column.name, &column.label)
    )
}

/// The rows.
pub(super) fn inputs(options: &RegisterOptions, lang: Lang) -> Inputs {
    let columns = options.columns.iter().map(|column| Input::of_column(column, lang)).collect();
    Inputs { fields: Vec::new(), table: Some(Table { key: None, columns, rows: Rows::Listed(Vec::new()) }) }
}
