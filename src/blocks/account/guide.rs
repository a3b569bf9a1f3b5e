//! What those who fill in an account are told.

use crate::base::lang::Lang;
use crate::blocks::account::AccountOptions;
use crate::blocks::guide::{NewSlot, commented, line, list, word};

/// The keys of a new account, with an entry to copy.
pub(super) fn skeleton(options: &AccountOptions, slot: &NewSlot<'_>) -> Vec<String> {
    let keys = ["opening", "closing", "handler", "auditor", "approver", "audited"];
    let mut lines = vec![slot.head()];
    lines.extend(keys.iter().map(|key| line(&format!("  {key}"), "", slot.called(key))));
    lines.push(slot.key_of_rows("entries"));
    let income = slot.choice(options.income.iter().map(|one| &**one));
    let spending = slot.choice(options.spending.iter().map(|one| &**one));
    let stop = word(slot.lang, "；", "; ");
    for (at, key) in ["date", "item", "category", "in", "out", "voucher"].into_iter().enumerate() {
        let known = if key == "category" { format!("{income}{stop}{spending}") } else { String::new() };
        lines.push(commented(at, key, &slot.with_known(slot.called(key), &known)));
    }
    lines
}

/// Categories, unit and signatures of a form.
pub(super) fn describe(options: &AccountOptions, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for (name, categories) in
        [(word(lang, "收入", "income"), &options.income), (word(lang, "支出", "spending"), &options.spending)]
    {
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
