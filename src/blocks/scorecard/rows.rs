//! Rows of a scorecard for data files.

use crate::base::names;
use crate::base::number::Decimal;
use crate::blocks::scorecard::{Mark, Scorecard, Subject};
use crate::blocks::table::{Table, TableColumn};

impl Scorecard {
    /// One row a subject and component.
    pub(super) fn rows(&self) -> Table {
        let text = |name| TableColumn::new(name, names::chinese(name).unwrap_or(name), "string");
        let number = |name| TableColumn::new(name, names::chinese(name).unwrap_or(name), "number");
        let columns = vec![
            text("who"),
            TableColumn::new("assessed", "评定日期", "date"),
            text("component"),
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
        let shown = |number: Option<Decimal>| number.map_or(String::new(), |number| number.to_string());
        let row = |component: [String; 5]| {
            let who = [subject.who.to_string(), subject.assessed.map_or(String::new(), |date| date.to_string())];
            let result = [
                outcome.deducted.to_string(),
                shown(outcome.total),
                outcome.band.map_or(String::new(), |band| self.options.bands[band].name.to_string()),
                outcome.rank.map_or(String::new(), |rank| rank.to_string()),
            ];
            who.into_iter().chain(component).chain(result).collect()
        };
        if self.options.components.is_empty() {
            return vec![row(Default::default())];
        }
        let components = self.options.components.iter().enumerate().map(|(at, own)| {
            let ballot = match &subject.marks[at] {
                Some(Mark::Ballot(counts)) => {
                    let votes = own.votes.iter().zip(counts).map(|((name, _), count)| format!("{name}={count}"));
                    votes.collect::<Vec<_>>().join(";")
                }
                _ => String::new(),
            };
            let (full, weight) = (own.full.to_string(), own.weight.to_string());
            row([own.name.to_string(), full, weight, shown(outcome.scores[at]), ballot])
        });
        components.collect()
    }
}
