//! Rows of a scorecard for data files.

use crate::base::names;
use crate::base::number::Decimal;
use crate::blocks::scorecard::form::{Component, Criterion};
use crate::blocks::scorecard::{Mark, Marked, Scorecard, Subject};
use crate::blocks::table::{Table, TableColumn};

impl Scorecard {
    /// One row a subject and component, and behind it one for each of its criteria and their items. Rows of criteria
    /// have no results, so that nothing is added up twice.
    pub(super) fn rows(&self) -> Table {
        let text = |name| TableColumn::new(name, names::chinese(name).unwrap_or(name), "string");
        let number = |name| TableColumn::new(name, names::chinese(name).unwrap_or(name), "number");
        let columns = vec![
            text("who"),
            TableColumn::new("assessed", "评定日期", "date"),
            text("component"),
            TableColumn::new("criterion", "指标", "string"),
            number("full"),
            number("weight"),
            TableColumn::new("score", "得分", "number"),
            text("votes"),
            TableColumn::new("deducted", "扣分", "number"),
            number("total"),
            text("band"),
            TableColumn::new("rank", "名次", "integer"),
        ];
        let rows = self.subjects.iter().flat_map(|one| self.subject_rows(one));
        Table { columns, rows: rows.collect() }
    }

    fn subject_rows(&self, subject: &Subject) -> Vec<Vec<String>> {
        let outcome = &subject.outcome;
        let who = || [subject.who.to_string(), subject.assessed.map_or(String::new(), |date| date.to_string())];
        let row = |component: [String; 6]| {
            let result = [
                outcome.deducted.to_string(),
                shown(outcome.total),
                outcome.band.map_or(String::new(), |band| self.options.bands[band].name.to_string()),
                outcome.rank.map_or(String::new(), |rank| rank.to_string()),
            ];
            who().into_iter().chain(component).chain(result).collect()
        };
        if self.options.components.is_empty() {
            return vec![row(Default::default())];
        }
        let components = self.options.components.iter().enumerate().flat_map(|(at, own)| {
            let (ballot, marks) = match &subject.marks[at] {
                Some(Mark::Ballot(ballot)) => (ballot.text(own), &[][..]),
                Some(Mark::Criteria(marks)) => (String::new(), &marks[..]),
                _ => (String::new(), &[][..]),
            };
            let (full, weight) = (own.full.to_string(), own.weight.to_string());
            let whole = row([own.name.to_string(), String::new(), full, weight, shown(outcome.scores[at]), ballot]);
            let criteria = criteria(own, marks).into_iter();
            let criteria = criteria.map(|cells| who().into_iter().chain(cells).chain(vec![String::new(); 4]).collect());
            std::iter::once(whole).chain(criteria).collect::<Vec<_>>()
        });
        components.collect()
    }
}

fn shown(number: Option<Decimal>) -> String {
    number.map_or(String::new(), |number| number.to_string())
}

/// Component, criterion, full mark, weight, score, votes of each criterion and, behind it, of its items.
fn criteria(component: &Component, marks: &[Marked]) -> Vec<[String; 6]> {
    let line = |own: &Criterion, name: String, marked: &Marked| {
        let (full, score) = (own.full.to_string(), shown(marked.total()));
        [component.name.to_string(), name, full, String::new(), score, String::new()]
    };
    let lines = component.criteria.iter().zip(marks).flat_map(|(own, marked)| {
        let items = own.items.iter().zip(&marked.items);
        let items = items.map(|(item, marked)| line(item, format!("{}/{}", own.name, item.name), marked));
        std::iter::once(line(own, own.name.to_string(), marked)).chain(items).collect::<Vec<_>>()
    });
    lines.collect()
}
