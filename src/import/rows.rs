//! A draft of a record: the rows of a table as the form wants them, and what is told of the rest.

use std::cell::LazyCell;

use crate::base::currency::Currency;
use crate::base::date::{Date, to_half_width};
use crate::base::diag::{Diagnostic, Diagnostics, Severity};
use crate::base::money::Money;
use crate::base::names;
use crate::base::path::strip_ending;
use crate::base::period::Period;
use crate::base::source::{FileName, Place};
use crate::base::yaml::{Key, Node, Value};
use crate::blocks::heads::{Head, Sort};
use crate::blocks::totals::is_no_row;
use crate::blocks::{Block, BlockOptions, RowsAt};
use crate::import::around::{of_texts, signers, title, unit};
use crate::import::category::file;
use crate::import::fit::{Fit, texts_of};
use crate::import::span::named;
use crate::import::{Answers, Draft, From, Mapped, Setting, Source, Sums, head_name, org_name};
use crate::load::{Expected, rows, signatures};
use crate::model::form::Form;
use crate::render::usual_texts;

/// The draft of a record with this table, by all that is known.
pub fn draft<'a>(setting: Setting<'a>, source: &'a Source, fit: Fit<'a>, answers: &Answers) -> Draft<'a> {
    let options = Form::options(fit.form, fit.kind, &fit.slot.name);
    let org = org(setting, source, &fit, answers);
    let said = answers.period.map(|period| (period, From::Given)).or_else(|| {
        let texts = texts_of(source);
        of_texts(texts.iter().map(|text| &**text)).map(|period| (period, From::Table))
    });
    let (mut nodes, problems, lines) = read(setting, source, &fit, said.map(|(period, _)| period));
    let period = said.or_else(|| of_rows(&nodes, &fit.heads).map(|period| (period, From::Rows)));
    if said.is_none() && period.is_some() {
        (nodes, _, _) = read(setting, source, &fit, period.map(|(period, _)| period));
    }
    let is_account = matches!(options, BlockOptions::Account(_));
    let texts = LazyCell::new(|| usual_texts(setting.content.config.languages.first().map_or("", |lang| lang)));
    let title = |org: Option<&str>, period: Option<Period>| match &answers.title {
        Some(title) => (title.clone(), From::Given),
        None => {
            // What stands above a table of several units is the title of none of them.
            let above = title(source, fit.seen.first).filter(|_| !answers.is_split);
            let time = period.map_or_else(String::new, |period| texts.words().period(&period.to_string()));
            title_of(&fit, above, org.map_or("", |org| org_name(setting, org)), &time)
        }
    };
    let mut draft = Draft {
        title: title(org.as_ref().map(|(org, _)| &**org), period.map(|(period, _)| period)),
        columns: mapped(setting, &fit, &options),
        signers: signers(source, (fit.seen.first, fit.seen.below), is_account),
        source,
        org,
        period,
        heads: Vec::new(),
        rows: Vec::new(),
        sums: None,
        proposals: Vec::new(),
        unfiled: Vec::new(),
        keeps_balance: false,
        problems,
        lines,
        fit,
    };
    take(setting, &mut draft, &nodes, &options);
    drop_used(&mut draft);
    file(setting, &mut draft, &options, answers);
    draft
}

/// Takes back that a line of signatures was left out, where all that it says was taken.
fn drop_used(draft: &mut Draft<'_>) {
    let is_taken = |number: u32| {
        let line = draft.source.sheet.lines.iter().find(|line| line.number == number);
        let said = line.map(signatures).unwrap_or_default();
        !said.is_empty() && said.iter().all(|(_, name)| draft.signers.iter().any(|(_, own)| own == name))
    };
    let is_used = |one: &Diagnostic| one.rule.name == "rows/foot" && draft.line_of(one).is_some_and(is_taken);
    let kept = draft.problems.iter().filter(|one| !is_used(one)).cloned().collect();
    draft.problems = kept;
}

fn org(setting: Setting<'_>, source: &Source, fit: &Fit<'_>, answers: &Answers) -> Option<(String, From)> {
    let orgs = &setting.content.portal.orgs;
    if let Some(org) = &answers.org {
        return Some((org.clone(), From::Given));
    }
    if orgs.len() == 1 {
        return Some((format!("/{}", orgs.root().path), From::Usual));
    }
    let texts = texts_of(source);
    let below = source.sheet.lines.iter().rev().take(4).flat_map(|line| line.filled());
    let named = unit(setting, texts.iter().map(|text| &**text).chain(below));
    named.map(|org| (org, From::Table)).or_else(|| setting.memory.org(&fit.seen.texts).map(|org| (org, From::Memory)))
}

/// Rows, what is told of them, and the lines that they stand in.
type Read = (Vec<Node>, Diagnostics, Vec<(u32, u32)>);

/// The rows of the table as a record would read them, what is told of it, and the number in the file of each of its lines.
fn read(setting: Setting<'_>, source: &Source, fit: &Fit<'_>, period: Option<Period>) -> Read {
    let mut diags = Diagnostics::new();
    let name = source.file.rsplit_once('.').map_or(&*source.file, |(stem, _)| stem);
    let file: FileName = format!("{}.csv", strip_ending(&source.file, "csv").unwrap_or(name)).into();
    let width = source.sheet.lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    let (mut text, mut lines) = (String::new(), Vec::new());
    for line in &source.sheet.lines {
        let blank = String::new();
        lines.push((u32::try_from(text.len()).unwrap_or(u32::MAX), line.number));
        text += &csv_line((0..width).map(|at| line.cells.get(at).unwrap_or(&blank)));
    }
    let limits = &setting.content.portal.config.limits;
    let expected = Expected { heads: fit.heads.clone(), sheet: None, period, limits };
    let node = rows(&file, text.clone().into_bytes(), &expected, &mut diags);
    let Value::List(mut nodes) = node.value else { return (Vec::new(), diags, lines) };
    nodes.iter_mut().for_each(|node| keep_unread(node, &text));
    (nodes, diags, lines)
}

/// Keeps what could not be read as it is written, so that the record tells of it until it is mended.
fn keep_unread(row: &mut Node, text: &str) {
    let Value::Map(entries) = &mut row.value else { return };
    for (_, cell) in entries.iter_mut().filter(|(_, cell)| matches!(cell.value, Value::Unread)) {
        let Place::Bytes(start, end) = cell.span.place else { continue };
        let written = text.get(start as usize..end as usize).unwrap_or_default();
        cell.value = Value::Text(written.trim_matches('"').replace("\"\"", "\""));
    }
}

/// A line of CSV; every cell that could be taken apart stands in quotes.
pub(super) fn csv_line<'c>(cells: impl Iterator<Item = &'c String>) -> String {
    let cell =
        |text: &String| match text.contains([',', '"', '\n', '\t', ';', '，', '；', '|']) || text.starts_with('=') {
            true => format!("\"{}\"", text.replace('"', "\"\"")),
            false => text.clone(),
        };
    cells.map(cell).collect::<Vec<_>>().join(",") + "\n"
}

/// The time in which all days of the rows lie, by the shortest name that it has.
fn of_rows(nodes: &[Node], heads: &[Head]) -> Option<Period> {
    let is_date = |key: &Key| heads.iter().any(|head| head.sort == Sort::Date && head.is(&key.text));
    let days = nodes.iter().flat_map(cells).filter(|(key, _)| is_date(key));
    let days: Vec<Date> = days.filter_map(|(_, node)| Some(Date::parse(node.text()?)?.0)).collect();
    let (first, last) = (*days.iter().min()?, *days.iter().max()?);
    let month = |date: Date, months: i8| Date::new(date.year(), (date.month() - 1) / months * months + 1, 1);
    let months = [1_i8, 3, 6, 12].into_iter().find_map(|months| {
        let start = month(first, months)?;
        let end = Date::new(start.year(), start.month() + months - 1, 1)?.month_end();
        (start <= first && last <= end).then_some((start, end))
    });
    months.map(|(start, end)| named(start, end))
}

fn cells(node: &Node) -> &[(Key, Node)] {
    match &node.value {
        Value::Map(entries) => entries,
        _ => &[],
    }
}

/// The title that stands `above` the table with its time; or one made of unit, time and form.
fn title_of(fit: &Fit<'_>, above: Option<String>, unit: &str, time: &str) -> (String, From) {
    let label = fit.form.map_or_else(|| fit.kind.label.home(), |form| form.label.home());
    match above {
        Some(title) if time.is_empty() || title.contains(|sign: char| sign.is_ascii_digit()) => (title, From::Table),
        Some(title) => (format!("{title}（{time}）"), From::Table),
        None => (format!("{unit}{time}{label}"), From::Usual),
    }
}

/// What becomes of each head.
fn mapped(setting: Setting<'_>, fit: &Fit<'_>, options: &BlockOptions) -> Vec<Mapped> {
    let pairs = fit.seen.texts.iter().zip(&fit.seen.columns).filter(|(text, _)| !text.is_empty());
    let mapped = pairs.map(|(text, column)| {
        let head = column.and_then(|at| fit.heads.get(at));
        let is_withheld = head.is_some_and(|head| is_withheld(head, options));
        Mapped { head: text.clone(), column: head.map(|head| head_name(setting, head)), is_withheld }
    });
    mapped.collect()
}

/// Whether nothing of a column is ever published.
fn is_withheld(head: &Head, options: &BlockOptions) -> bool {
    let seen = head.names.first().map(|name| options.seen(name)).unwrap_or_default();
    !seen.is_shown && seen.part.is_none()
}

/// Takes rows and sums from what was read.
fn take(setting: Setting<'_>, draft: &mut Draft<'_>, nodes: &[Node], options: &BlockOptions) {
    let whole = draft.problems.iter().map(|one| one.span.clone()).next();
    let span = nodes.first().map(|node| node.span.clone()).or(whole);
    if let Some(span) = span {
        check(draft, nodes, options, span);
    }
    let is_account = matches!(options, BlockOptions::Account(_));
    let has_lines = matches!(options, BlockOptions::Register(options) if options.has_lines);
    let used = |head: &&Head| {
        let is_filled = |node: &Node| cells(node).iter().any(|(key, cell)| head.is(&key.text) && !cell.is_empty());
        let is_balance = is_account && head.is("balance");
        let is_kept = !is_withheld(head, options) && (!is_balance || draft.keeps_balance);
        is_kept && nodes.iter().any(is_filled)
    };
    let heads: Vec<&Head> = draft.fit.heads.iter().filter(used).collect();
    let all_totals = nodes.iter().all(is_no_row);
    let rows = nodes.iter().filter(|node| has_lines || all_totals || !is_no_row(node));
    let row = |node: &Node| heads.iter().map(|head| plain(node, head)).collect::<Vec<String>>();
    draft.rows = rows.map(row).filter(|row: &Vec<String>| row.iter().any(|cell| !cell.is_empty())).collect();
    draft.heads = heads.iter().map(|head| head_name(setting, head)).collect();
}

/// The cell of a row in standard form; what cannot be read stays as it is, for the check to tell.
fn plain(node: &Node, head: &Head) -> String {
    let cell = cells(node).iter().find(|(key, _)| head.is(&key.text)).and_then(|(_, cell)| cell.text());
    let text = cell.unwrap_or_default().trim();
    match head.sort {
        Sort::Date => Date::parse(text).map_or_else(|| text.to_owned(), |(date, _)| date.to_string()),
        Sort::Money => amount(text, &head.currency).unwrap_or_else(|| text.to_owned()),
        Sort::Number => to_half_width(text).replace(',', ""),
        Sort::Text | Sort::Person => text.to_owned(),
    }
}

fn amount(text: &str, currency: &Currency) -> Option<String> {
    Money::parse_in(&to_half_width(text), currency).ok().map(|money| money.to_string())
}

/// Reads the rows as the record will, for what they give and what is wrong with them. That entries lack something is told of
/// the record, once it is written.
fn check(draft: &mut Draft<'_>, nodes: &[Node], options: &BlockOptions, span: crate::base::source::Span) {
    let list = Node { value: Value::List(nodes.to_vec()), span: span.clone() };
    let node = match draft.fit.slot.block.rows() {
        RowsAt::Key(key) => {
            let key = Key { text: key.to_owned(), span: span.clone(), is_told: false };
            Node { value: Value::Map(vec![(key, list)]), span }
        }
        _ => list,
    };
    let mut diags = Diagnostics::new();
    let block = options.parse(&node, &mut diags);
    let is_of_balance = |name: &str| matches!(name, "account/balance-differs");
    draft.keeps_balance = diags.iter().any(|one| is_of_balance(one.rule.name));
    let is_told = |name: &str| {
        name.starts_with("rows/") || name.starts_with("account/balance") || name == "account/opening-from-balance"
    };
    let told: Vec<_> =
        diags.iter().filter(|one| is_told(one.rule.name) || one.severity == Severity::Note).cloned().collect();
    told.into_iter().for_each(|one| draft.problems.push(one));
    let Some(Block::Account(account)) = block else { return };
    let is_balance = |key: &str| key == "balance" || names::chinese("balance") == Some(key);
    let last = nodes.iter().rfind(|node| !is_no_row(node)).filter(|_| !draft.keeps_balance);
    let last = last.and_then(|node| cells(node).iter().find(|(key, _)| is_balance(&key.text)));
    let last =
        last.and_then(|(_, cell)| Money::parse_in(&to_half_width(cell.text()?), &account.options().currency).ok());
    let stated = account.stated_closing.as_ref().map(|closing| closing.value).or(last);
    draft.sums = Some(Sums {
        opening: account.opening.as_ref().map(|opening| opening.value),
        income: account.income(),
        spending: account.spending(),
        closing: account.closing(),
        stated,
    });
}
