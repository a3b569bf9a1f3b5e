//! Lines of a total of procedures: where the cases are, and how they ended.

use crate::base::glossary::Tongue;
use crate::blocks::procedure::ProcedureSummary;
use crate::view::parts::SummaryLine;

pub(super) fn lines(summary: &ProcedureSummary, tongue: Tongue<'_>) -> Vec<SummaryLine> {
    let mut lines =
        vec![SummaryLine::count("courses", summary.cases), SummaryLine::count("courses_running", summary.running())];
    let stages = summary.stages.iter();
    let stages =
        stages.map(|(stage, cases)| SummaryLine::named(tongue.word(stage), cases.to_string(), "number").part());
    lines.extend(stages);
    lines.push(SummaryLine::count("courses_finished", summary.finished));
    if summary.refused > 0 {
        lines.push(SummaryLine::count("courses_refused", summary.refused));
    }
    if summary.incomplete > 0 {
        lines.push(SummaryLine::count("courses_incomplete", summary.incomplete));
    }
    if let Some(days) = summary.median_days() {
        lines.push(SummaryLine::keyed("course_median", days.to_string(), "number").in_days(tongue));
    }
    lines
}
