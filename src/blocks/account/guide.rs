//! What those who fill in an account are told.

use crate::base::lang::Lang;
use crate::blocks::account::AccountOptions;
use crate::blocks::guide::{NewSlot, commented, line, list, word};
use crate::blocks::inputs::{Fill, Input, Inputs, Rows, Table};

/// The keys of a new account, with an entry to copy.
pub(super) fn skeleton(options: &AccountOptions, slot: &NewSlot<'_>) -> Vec<String> {
    let keys = ["opening", "closing", "handler", "auditor", "approver", "audited"];
    let mut lines = vec![slot.head()];
    lines.extend(keys.iter().map(|key| line(&format!("  {}", slot.key(key)), "", "")));
    lines.push(slot.key_of_rows("entries"));
    let income = slot.choice(options.income.iter().map(|one| &**one));
    let spending = slot.choice(options.spending.iter().map(|one| &**one));
    let stop = word(slot.lang, "；", "; ");
    for (at, key) in ["date", "item", "category", "in", "out", "voucher"].into_iter().enumerate() {
        let known = if key == "category" { format!("{income}{stop}{spending}") } else { String::new() };
        lines.push(commented(at, slot.key(key), &known));
    }
    lines
}

/// Categories, unit and signatures of a form.
pub(super) fn describe(options: &AccountOptions, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for (is_income, categories) in [(true, &options.income), (false, &options.spending)] {
        let name = options.side(is_income).get(lang);
        let any = word(lang, "类别不限", "any category");
        let text = if categories.is_empty() { any.to_owned() } else { list(lang, categories) };
        lines.push(format!("{name}: {text}"));
    }
    lines.push(format!("{}: {}", word(lang, "单位", "unit"), options.unit));
    if !options.signed_by.is_empty() {
        let who: Vec<&str> = options.signed_by.iter().map(|one| one.word().get(lang)).collect();
        lines.push(format!("{}: {}", word(lang, "每笔签字", "signed by"), list(lang, &who)));
    }
    if let Some(amount) = options.large_entry {
        lines.push(format!("{}: {amount}", word(lang, "大额从", "large from")));
    }
    lines
}

/// Balances and signatures, and the entries.
pub(super) fn inputs(options: &AccountOptions, lang: Lang) -> Inputs {
    let money = |key| Input::of_key(key, Fill::Money, lang).in_unit(&options.unit);
    let who = |key| Input::of_key(key, Fill::Person, lang);
    let mut fields = vec![money("opening"), money("closing"), who("handler"), who("auditor"), who("approver")];
    fields.push(Input::of_key("audited", Fill::Day, lang));
    fields.push(Input::of_key("budget", Fill::Counts, lang).with_choices(&options.spending));
    let is_closed = !options.income.is_empty() && !options.spending.is_empty();
    let category = Input::of_key("category", if is_closed { Fill::Choice } else { Fill::Text }, lang);
    let columns = vec![
        Input::of_key("date", Fill::Day, lang),
        Input::of_key("item", Fill::Text, lang).required(),
        category.with_choices(options.income.iter().chain(&options.spending)),
        money("in"),
        money("out"),
        Input::of_key("voucher", Fill::Text, lang),
        Input::of_key("counterparty", Fill::Text, lang),
        who("handler"),
        who("auditor"),
        who("approver"),
    ];
    Inputs { fields, table: Some(Table { key: Some("entries"), columns, rows: Rows::Listed(Vec::new()) }) }
}
