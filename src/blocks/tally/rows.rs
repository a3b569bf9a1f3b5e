//! Rows of ballots for data files.

use crate::base::closed::Closed;
use crate::blocks::table::{Table, TableColumn};
use crate::blocks::tally::Tally;

/// Whether a ballot was passed.
const PASSED: Closed<bool> = Closed::new("passed", &[("yes", true), ("no", false)]);

/// One row a ballot and option.
pub(super) fn table(tally: &Tally) -> Table {
    let text = |name, label| TableColumn::new(name, label, "string");
    let count = |name, label| TableColumn::new(name, label, "integer");
    let columns = vec![
        text("name", "表决"),
        text("question", "表决事项"),
        TableColumn::new("date", "日期", "date"),
        count("eligible", "应到"),
        count("present", "实到"),
        count("valid", "有效票"),
        text("option", "选项"),
        count("votes", "票数"),
        text("passed", "通过").in_words(PASSED.words()),
    ];
    let rows = tally.with_rules().flat_map(|(ballot, rule)| {
        let passed = PASSED.text(ballot.is_passed(rule));
        ballot.votes.iter().map(move |(option, votes)| {
            vec![
                ballot.name.to_string(),
                ballot.question.as_deref().unwrap_or_default().to_owned(),
                ballot.date.map_or(String::new(), |date| date.to_string()),
                ballot.eligible.to_string(),
                ballot.present.to_string(),
                ballot.valid.to_string(),
                option.to_string(),
                votes.to_string(),
                passed.zh.to_owned(),
            ]
        })
    });
    Table { columns, rows: rows.collect() }
}
