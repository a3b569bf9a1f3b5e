//! What will become of a table, for people and for programs.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::base::diag::Diagnostic;
use crate::base::lang::{Lang, Text};
use crate::base::money::Money;
use crate::base::names;
use crate::import::{Draft, From, Setting, Why, Written};

/// So many rows are shown.
const ROWS: usize = 5;
/// A cell is shown so wide.
const WIDE: usize = 20;

/// Rules whose messages the preview tells in its own way: heads, and what stands around the table.
const SHOWN: [&str; 5] = ["rows/head-read-as", "rows/above-head", "date/form", "money/form", "rows/separator"];

/// Writes what a draft is, and what is left out of it.
pub(super) fn show(out: &mut dyn Write, setting: Setting<'_>, draft: &Draft<'_>, lang: Lang) -> io::Result<()> {
    let word = |zh: &'static str, en: &'static str| Text { zh, en }.get(lang);
    let sheet = &draft.source.sheet.name;
    writeln!(out, "{}{}{sheet}", draft.source.file, if sheet.is_empty() { "" } else { " · " })?;
    let mut line = |zh, en, text: &str| writeln!(out, "  {}  {text}", padded(word(zh, en), 8));
    let orgs = &setting.content.portal.orgs;
    if let Some((org, from)) = &draft.org {
        let name = orgs.iter().find(|(_, one)| format!("/{}", one.path) == *org).map_or("", |(_, one)| &one.name);
        line("单位", "unit", &format!("{name}（{org}）{}", why(*from, lang)))?;
    }
    let form =
        draft.fit.form.map_or_else(String::new, |form| format!(" · {}（{}）", form.label.in_message(lang), form.name));
    line("格式", "form", &format!("{}{form}", draft.fit.kind.label.in_message(lang)))?;
    line("标题", "title", &format!("{}{}", draft.title.0, why(draft.title.1, lang)))?;
    match draft.period {
        Some((period, from)) => line("期间", "period", &format!("{period}{}", why(from, lang)))?,
        None => {
            line("期间", "period", word("没有写；是一段时间的，在记录里补上", "none; if it covers some time, add it"))?
        }
    }
    let above: Vec<String> = draft.above().map(|text| format!("“{text}”")).collect();
    if !above.is_empty() {
        line("表头上", "above", &above.join(" "))?;
    }
    line("各栏", "columns", &columns(draft, lang))?;
    for (key, name) in &draft.signers {
        line(
            "落款",
            "signed",
            &format!("{}：{name}", names::chinese(key).filter(|_| lang == Lang::Zh).unwrap_or(key)),
        )?;
    }
    table(out, draft, lang)?;
    sums(out, draft, lang)?;
    categories(out, draft, lang)?;
    told(out, draft, lang)?;
    writeln!(out)
}

/// Lines of a table of several units that are of none.
pub(super) fn left(out: &mut dyn Write, lines: &[(u32, String)], lang: Lang) -> io::Result<()> {
    for (number, text) in lines {
        match lang {
            Lang::Zh => writeln!(out, "  ! 第 {number} 行（“{text}”）不知道是哪个单位的，没有读进来")?,
            Lang::En => writeln!(out, "  ! line {number} (“{text}”) is of no unit that is known, and was left out")?,
        }
    }
    Ok(())
}

fn why(from: From, lang: Lang) -> &'static str {
    let text = match from {
        From::Given | From::Table => Text { zh: "", en: "" },
        From::Rows => Text { zh: "（按各行的日期）", en: " (by the days of the rows)" },
        From::Usual => Text { zh: "（默认）", en: " (usual)" },
        From::Memory => Text { zh: "（和上次一样）", en: " (as last time)" },
    };
    text.get(lang)
}

fn columns(draft: &Draft<'_>, lang: Lang) -> String {
    let one = |mapped: &crate::import::Mapped| match (&mapped.column, mapped.is_withheld) {
        (Some(column), true) => match lang {
            Lang::Zh => format!("{}→（{column}从不公开，不抄进来）", mapped.head),
            Lang::En => format!("{} → ({column} is never published, not copied)", mapped.head),
        },
        (Some(column), _) if *column == mapped.head => mapped.head.clone(),
        (Some(column), _) => format!("{}→{column}", mapped.head),
        (None, _) => match lang {
            Lang::Zh => format!("{}→（不读）", mapped.head),
            Lang::En => format!("{} → (left out)", mapped.head),
        },
    };
    draft.columns.iter().map(one).collect::<Vec<_>>().join("  ")
}

/// The first rows as they will be written.
fn table(out: &mut dyn Write, draft: &Draft<'_>, lang: Lang) -> io::Result<()> {
    match lang {
        Lang::Zh => writeln!(out, "  明细 {} 行：", draft.rows.len())?,
        Lang::En => writeln!(out, "  rows: {}", draft.rows.len())?,
    }
    let rows: Vec<&Vec<String>> = std::iter::once(&draft.heads).chain(draft.rows.iter().take(ROWS)).collect();
    let widths: Vec<usize> =
        (0..draft.heads.len()).map(|at| rows.iter().map(|row| width(&row[at])).max().unwrap_or(0).min(WIDE)).collect();
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| padded(&cut(cell), *width));
        writeln!(out, "    {}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    if draft.rows.len() > ROWS {
        writeln!(out, "    …")?;
    }
    Ok(())
}

fn sums(out: &mut dyn Write, draft: &Draft<'_>, lang: Lang) -> io::Result<()> {
    let Some(sums) = &draft.sums else { return Ok(()) };
    let opening = sums.opening.unwrap_or(Money::ZERO);
    let (income, spending, closing) = (sums.income, sums.spending, sums.closing);
    let stated = match (sums.stated, lang) {
        (None, _) => String::new(),
        (Some(stated), Lang::Zh) if stated == closing => "（和表上的一致）".to_owned(),
        (Some(stated), Lang::Zh) => format!("（表上写的是 {stated}）"),
        (Some(stated), Lang::En) if stated == closing => " (as stated)".to_owned(),
        (Some(stated), Lang::En) => format!(" (stated: {stated})"),
    };
    match lang {
        Lang::Zh => writeln!(out, "  期初 {opening} ＋ 收入 {income} － 支出 {spending} ＝ 期末 {closing}{stated}"),
        Lang::En => writeln!(out, "  opening {opening} + in {income} - out {spending} = closing {closing}{stated}"),
    }
}

fn categories(out: &mut dyn Write, draft: &Draft<'_>, lang: Lang) -> io::Result<()> {
    for proposal in &draft.proposals {
        let why = match (&proposal.why, lang) {
            (Why::Told, Lang::Zh) => "上次这样填的".to_owned(),
            (Why::Told, Lang::En) => "as told".to_owned(),
            (Why::Before(title), Lang::Zh) => format!("“{title}”里这样归的"),
            (Why::Before(title), Lang::En) => format!("as in “{title}”"),
            (Why::Word(word), Lang::Zh) => format!("因为有“{word}”"),
            (Why::Word(word), Lang::En) => format!("for “{word}”"),
        };
        match lang {
            Lang::Zh => writeln!(out, "  类别：“{}” → {}（{why}）", proposal.item, proposal.category)?,
            Lang::En => writeln!(out, "  category: “{}” → {} ({why})", proposal.item, proposal.category)?,
        }
    }
    for unfiled in &draft.unfiled {
        match lang {
            Lang::Zh => writeln!(out, "  类别：“{}” → 不知道，要自己填", unfiled.item)?,
            Lang::En => writeln!(out, "  category: “{}” → not known, fill it in", unfiled.item)?,
        }
    }
    Ok(())
}

fn told(out: &mut dyn Write, draft: &Draft<'_>, lang: Lang) -> io::Result<()> {
    for problem in draft.problems.iter().filter(|one| !SHOWN.contains(&one.rule.name)) {
        writeln!(out, "  ! {}", in_line(draft, problem, lang))?;
    }
    Ok(())
}

fn in_line(draft: &Draft<'_>, problem: &Diagnostic, lang: Lang) -> String {
    let message = problem.message(lang);
    match (draft.line_of(problem), lang) {
        (Some(line), Lang::Zh) => format!("第 {line} 行：{message}"),
        (Some(line), Lang::En) => format!("line {line}: {message}"),
        (None, _) => message,
    }
}

/// What a draft is, for a program.
pub(super) fn as_json(draft: &Draft<'_>, files: &Written, lang: Lang) -> Value {
    let columns: Vec<Value> = draft
        .columns
        .iter()
        .map(|one| json!({ "head": one.head, "column": one.column, "withheld": one.is_withheld }))
        .collect();
    let told: Vec<Value> = draft
        .problems
        .iter()
        .map(|one| json!({ "rule": one.rule.name, "line": draft.line_of(one), "message": one.message(lang) }))
        .collect();
    let signers: serde_json::Map<String, Value> =
        draft.signers.iter().map(|(key, name)| ((*key).to_owned(), json!(name))).collect();
    json!({
        "file": draft.source.file,
        "sheet": draft.source.sheet.name,
        "record": files.record,
        "table": files.table,
        "org": draft.org.as_ref().map(|(org, _)| org),
        "kind": *draft.fit.kind.name,
        "form": draft.fit.form.map(|form| form.name.to_string()),
        "slot": *draft.fit.slot.name,
        "title": draft.title.0,
        "period": draft.period.map(|(period, _)| period.to_string()),
        "columns": columns,
        "rows": draft.rows.len(),
        "opening": draft.sums.as_ref().and_then(|sums| sums.opening).map(|amount| amount.to_string()),
        "income": draft.sums.as_ref().map(|sums| sums.income.to_string()),
        "spending": draft.sums.as_ref().map(|sums| sums.spending.to_string()),
        "closing": draft.sums.as_ref().map(|sums| sums.closing.to_string()),
        "signed": signers,
        "categories": draft.proposals.iter().map(|one| json!({ "item": one.item, "category": one.category })).collect::<Vec<_>>(),
        "unfiled": draft.unfiled.iter().map(|one| &one.item).collect::<Vec<_>>(),
        "told": told,
    })
}

/// How wide a text is on a terminal.
fn width(text: &str) -> usize {
    text.chars().map(|sign| if sign.is_ascii() { 1 } else { 2 }).sum()
}

fn padded(text: &str, to: usize) -> String {
    format!("{text}{}", " ".repeat(to.saturating_sub(width(text))))
}

fn cut(text: &str) -> String {
    if width(text) <= WIDE {
        return text.to_owned();
    }
    let mut so_far = 0;
    let fits = |sign: &char| {
        so_far += if sign.is_ascii() { 1 } else { 2 };
        so_far < WIDE
    };
    format!("{}…", text.chars().take_while(fits).collect::<String>())
}
