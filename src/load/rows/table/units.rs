//! The units of a table that stand outside of its heads: taken for the columns that have none, or refused.

use std::sync::Arc;

use crate::base::currency::Currency;
use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::lang::Text;
use crate::base::source::Span;
use crate::load::rows::Line;
use crate::load::rows::around::{Stated, units_of};
use crate::load::rows::column::{self, other_unit};
use crate::load::rows::table::Table;
use crate::load::rows::unit;

impl Table<'_> {
    /// The units that stand above the head, or else in what the table is called.
    pub(super) fn units(&self, above: &[Line]) -> Vec<(Stated, Span)> {
        let currency = self.currency();
        let cells = above.iter().flat_map(|line| &line.cells);
        let of = |text: &str, span: &Span| {
            units_of(text, &currency).into_iter().map(|unit| (unit, span.clone())).collect::<Vec<_>>()
        };
        let units: Vec<(Stated, Span)> = cells.flat_map(|cell| of(&cell.text, &cell.span)).collect();
        if !units.is_empty() {
            return units;
        }
        of(&self.name, &Span::whole(self.file))
    }

    /// In what the portal counts money, as its columns say.
    fn currency(&self) -> Arc<Currency> {
        let known = self.heads.iter().map(|head| &head.currency).find(|currency| !currency.code.is_empty());
        known.cloned().unwrap_or_default()
    }

    /// Takes the units that the table has for the columns whose head has none.
    pub(super) fn add_units(&mut self, units: &[(Stated, Span)], diags: &mut Diagnostics) {
        let mut money: Option<(&str, i32)> = None;
        for (stated, span) in units {
            match stated {
                Stated::Money(unit, power) if money.is_none_or(|(_, first)| first == *power) => {
                    if money.replace((unit, *power)).is_none() {
                        let names = self.give_unit(unit, *power);
                        if *power != 0 && !names.is_empty() {
                            let told = Diagnostic::new(&column::UNIT, span.clone()).with_own("unit", unit);
                            diags.push(told.with_list("columns", names.iter()));
                        }
                    }
                }
                Stated::Money(unit, _) => {
                    const TWO: Text = Text { zh: "表格上另写着", en: "the table gives another unit too," };
                    diags.push(unclear(TWO, unit, span));
                }
                Stated::Measure(unit) => {
                    let columns = self.columns.iter().flatten().filter(|column| column.unit.is_none());
                    let heads = columns.filter_map(|column| self.heads.get(column.form?));
                    let rivals = heads.filter(|head| unit::is_rival(unit, &head.unit));
                    rivals.for_each(|head| diags.push(other_unit(head, unit, span.clone())));
                }
                Stated::Unclear(unit) => {
                    let columns = self.columns.iter().flatten();
                    let mut open = columns.filter(|column| column.is_money() && column.unit.is_none());
                    let head = open.find_map(|column| self.heads.get(column.form?));
                    head.into_iter().for_each(|head| diags.push(other_unit(head, unit, span.clone())));
                }
            }
        }
        self.check_units(diags);
    }

    /// Gives a unit to the columns of money that have none; the heads of those.
    fn give_unit(&mut self, unit: &str, power: i32) -> Vec<String> {
        let columns = self.columns.iter_mut().flatten().filter(|column| column.is_money() && column.unit.is_none());
        let given = columns.map(|column| {
            (column.shift, column.unit) = (power, Some(unit.to_owned()));
            column.key.text.clone()
        });
        given.collect()
    }

    /// Reports amounts in the unit of the form for want of another, where others have one.
    fn check_units(&self, diags: &mut Diagnostics) {
        let money = || self.columns.iter().flatten().filter(|column| column.is_money());
        let others: Vec<&str> = money().filter(|own| own.unit.is_none()).map(|own| &*own.key.text).collect();
        if let Some(own) = money().find(|own| own.shift != 0).filter(|_| !others.is_empty()) {
            let some = Diagnostic::new(&column::SOME, own.key.span.clone()).with_own("column", &own.key.text);
            let some = some.with_own("unit", own.unit.as_deref().unwrap_or_default());
            let usual = own.form.and_then(|at| self.heads.get(at)).map_or("", |head| &*head.unit);
            diags.push(some.with_list("others", others.iter()).with_own("own", usual));
        }
    }

    /// Reports a unit below the rows, which have been read without it.
    pub(super) fn check_below(&self, line: &Line, diags: &mut Diagnostics) {
        const BELOW: Text = Text { zh: "表格下面才写着单位", en: "below the table stands the unit" };
        let currency = self.currency();
        for cell in &line.cells {
            for stated in units_of(&cell.text, &currency) {
                let Stated::Money(unit, power) = stated else { continue };
                let mut money = self.columns.iter().flatten().filter(|column| column.is_money());
                if money.any(|column| column.shift != power) {
                    diags.push(unclear(BELOW, &unit, &cell.span));
                }
            }
        }
    }
}

/// A unit that cannot be taken for that of the amounts.
fn unclear(what: Text, unit: &str, span: &Span) -> Diagnostic {
    Diagnostic::new(&column::UNITS, span.clone()).with_word("what", what).with_own("unit", unit)
}
