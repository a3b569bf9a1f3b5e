//! Debit and credit. In the books of a village what is debited to its cash came in; on the statement of a bank it went out.
//! Which of both a table means follows from its balances; where these do not tell, nothing is taken for either.

use crate::base::currency::Currency;
use crate::base::date::to_half_width;
use crate::base::lexicon::LEXICON;
use crate::base::money::Money;
use crate::base::names;
use crate::import::Source;

/// How far down the head of a table may stand.
const DOWN: usize = 15;

/// Where the columns stand.
struct Columns {
    debit: usize,
    credit: usize,
    balance: usize,
}

/// The keys of income and spending, each with the head of its column, where the balances of the table tell.
pub(super) fn sides(source: &Source, currency: &Currency) -> Vec<(&'static str, String)> {
    let lines = &source.sheet.lines;
    let head = lines.iter().take(DOWN).enumerate().find_map(|(at, line)| Some((at, columns(&line.cells)?)));
    let Some((head, columns)) = head else { return Vec::new() };
    let amount = |cells: &[String], at: usize| {
        let text = cells.get(at).map(|text| text.trim()).filter(|text| !text.is_empty())?;
        Money::parse_in(&to_half_width(text), currency).ok()
    };
    let (mut before, mut in_books, mut at_bank) = (None, 0, 0);
    for line in lines.iter().skip(head + 1) {
        let Some(balance) = amount(&line.cells, columns.balance) else { continue };
        let side = |at| amount(&line.cells, at).unwrap_or(Money::ZERO);
        let moved = side(columns.debit) - side(columns.credit);
        if let Some(before) = before.filter(|_| moved != Money::ZERO) {
            in_books += usize::from(before + moved == balance);
            at_bank += usize::from(before - moved == balance);
        }
        before = Some(balance);
    }
    let (income, spending) = match (in_books, at_bank) {
        (1.., 0) => (columns.debit, columns.credit),
        (0, 1..) => (columns.credit, columns.debit),
        _ => return Vec::new(),
    };
    let name =
        |at: usize| lines.get(head).and_then(|line| line.cells.get(at)).map(|text| bare(text)).unwrap_or_default();
    vec![("in", name(income)), ("out", name(spending))]
}

/// The columns of a head that has all three.
fn columns(cells: &[String]) -> Option<Columns> {
    let heads = &LEXICON.heads;
    let is_balance = |text: &str| {
        let of = names::chinese("balance");
        of == Some(text) || heads.synonyms.names(text).any(|name| Some(name) == of)
    };
    let one = |is: &dyn Fn(&str) -> bool| {
        let mut found = cells.iter().enumerate().filter(|(_, text)| is(&bare(text)));
        found.next().map(|(at, _)| at).filter(|_| found.next().is_none())
    };
    let debit = one(&|text| heads.debit.is_in(text))?;
    Some(Columns { debit, credit: one(&|text| heads.credit.is_in(text))?, balance: one(&is_balance)? })
}

/// A head without blanks, and without the unit behind it.
fn bare(text: &str) -> String {
    let plain: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    plain.split(['(', '（']).next().unwrap_or_default().to_owned()
}
