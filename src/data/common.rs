//! The columns that every file of rows begins with: of which unit and record a row is, and of what time.

use crate::base::closed::Closed;
use crate::base::lang::Text;
use crate::blocks::scope::Scope;
use crate::blocks::share::Day;
use crate::blocks::table::{Common, TableColumn};
use crate::plan::Page;
use crate::publish::index::Seen;
use crate::site::Site;

/// Underscores keep these apart from the names that forms give.
const ALL: [Common; 10] = [
    ("unit_path", Text { zh: "单位路径", en: "Path of the unit" }, "string"),
    ("unit_name", Text { zh: "单位", en: "Unit" }, "string"),
    ("record_id", Text { zh: "记录编号", en: "Record" }, "string"),
    ("record_address", Text { zh: "记录网址", en: "Address of the record" }, "string"),
    ("record_title", Text { zh: "标题", en: "Title" }, "string"),
    ("record_form", Text { zh: "格式", en: "Form" }, "string"),
    ("record_period", Text { zh: "期间", en: "Period" }, "string"),
    ("record_published", Text { zh: "公开日期", en: "Published" }, "date"),
    ("record_series", Text { zh: "系列", en: "Series" }, "string"),
    ("record_state", Text { zh: "记录状态", en: "State of the record" }, "string"),
];

const SCOPE: Common = ("record_scope", Text { zh: "口径", en: "Scope" }, "string");

/// The columns that every file of rows ends with: in which sum a row stands, and with which others it may be added.
const LAST: [Common; 2] = [
    ("sum_year", Text { zh: "计入年度合计", en: "In the sum of" }, "integer"),
    ("sum_day", Text { zh: "只与同日的相加", en: "Added to those of" }, "date"),
];

/// The words of the state: whether the record is as it was first published.
const STATES: Closed<bool> = Closed::new("record-state", &[("published", false), ("corrected", true)]);

/// The columns; that of the scope where the block does not tell it in its own rows.
pub(super) fn columns(has_scope: bool) -> impl Iterator<Item = TableColumn> {
    let all = ALL.iter().chain(has_scope.then_some(&SCOPE));
    all.map(|own| {
        let column = TableColumn::common(own);
        match own.0 {
            "record_state" => column.in_words(STATES.words()),
            "record_scope" => column.in_words(Scope::ALL.words()),
            _ => column,
        }
    })
}

/// The columns behind those of the slot.
pub(super) fn last() -> impl Iterator<Item = TableColumn> {
    LAST.iter().map(TableColumn::common)
}

/// What these hold for a row of a record: the year whose sum of the unit contains it, which is empty where a later record
/// replaces it, and of how things stood on a day that day.
pub(super) fn last_cells(record: &Seen, day: Option<Day>) -> [String; 2] {
    let year = day.map_or(String::new(), |_| record.year().to_string());
    [year, day.and_then(Day::date).map_or(String::new(), |day| day.to_string())]
}

/// What they hold for the rows of a record; `scope` where there is a column for it.
pub(super) fn cells(site: &Site, record: &Seen, scope: Option<Scope>) -> Vec<String> {
    let unit = site.portal().orgs.get(record.org);
    let path = site.plan.at(&Page::record(record.place));
    let state = STATES.text(!record.versions.is_empty());
    let shape = record.shape();
    let cells = [
        unit.path.to_string(),
        unit.name.to_string(),
        record.id.to_string(),
        site.whole_address(path).unwrap_or_else(|| path.to_string()),
        record.title.to_string(),
        shape.form.map_or_else(|| shape.kind.to_string(), |form| form.to_string()),
        record.period.map_or(String::new(), |period| period.to_string()),
        record.published.to_string(),
        record.series.as_ref().map_or(String::new(), ToString::to_string),
        state.zh.to_owned(),
    ];
    cells.into_iter().chain(scope.map(|scope| Scope::ALL.text(scope).zh.to_owned())).collect()
}
