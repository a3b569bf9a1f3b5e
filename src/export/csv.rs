//! Every duty of the portal in one CSV file.

use std::io;

use crate::base::closed::Closed;
use crate::base::lang::Text;
use crate::blocks::table::{Common, TableColumn};
use crate::coverage::State;
use crate::data::sheet::Sheet;
use crate::data::words::Wording;
use crate::plan::Page;
use crate::site::Site;

/// The columns of the list of duties, by their stable names.
const DUTIES: [Common; 9] = [
    ("unit_path", Text { zh: "单位路径", en: "Path of the unit" }, "string"),
    ("unit_name", Text { zh: "单位", en: "Unit" }, "string"),
    ("item", Text { zh: "事项", en: "Item" }, "string"),
    ("item_name", Text { zh: "事项名称", en: "Name of the item" }, "string"),
    ("period", Text { zh: "期间", en: "Period" }, "string"),
    ("due", Text { zh: "期限", en: "Due" }, "date"),
    ("state", Text { zh: "状态", en: "State" }, "string"),
    ("published", Text { zh: "公开日期", en: "Published" }, "date"),
    ("record_address", Text { zh: "记录网址", en: "Address of the record" }, "string"),
];

/// What the list of duties is called.
pub(super) fn title(site: &Site) -> String {
    Wording::of(site)
        .say(&Text {
            zh: "公开进度，每个单位每项一行", en: "What is owed and published, by unit and item"
        })
        .to_owned()
}

/// How it stands with a duty.
const STATES: Closed<State> = Closed::new(
    "duty-state",
    &[("in time", State::Met), ("late", State::Late), ("missing", State::Missing), ("not yet due", State::Due)],
);

/// The columns of the list of duties.
pub(super) fn columns() -> Vec<TableColumn> {
    let own = DUTIES.iter().map(TableColumn::common);
    own.map(|column| if column.name == "state" { column.in_words(STATES.words()) } else { column }).collect()
}

/// Every duty: unit, item, period, deadline, state, and when it was met.
///
/// # Errors
/// Never in memory; the writer's signature asks for it.
pub fn duties(site: &Site) -> io::Result<Vec<u8>> {
    let (mut sheet, words) = (Sheet::file(), Wording::of(site));
    sheet.row(DUTIES.iter().map(|(name, ..)| name))?;
    let portal = site.portal();
    for duty in site.coverage.duties() {
        let (org, item) = (portal.orgs.get(duty.org), &portal.catalogue[duty.item]);
        let state = words.say(&STATES.text(duty.state));
        let published = duty.published.map_or(String::new(), |date| date.to_string());
        let path = duty.record.map(|place| site.plan.at(&Page::record(place)));
        let record = path.map_or(String::new(), |path| site.whole_address(path).unwrap_or_else(|| path.to_string()));
        let (period, deadline) = (duty.period.to_string(), duty.deadline.to_string());
        sheet.row([&*org.path, &*org.name, &item.id, &item.name, &period, &deadline, state, &published, &record])?;
    }
    sheet.bytes()
}
