//! Every duty of the portal in one CSV file.

use std::io;

use crate::base::closed::Closed;
use crate::base::lang::Text;
use crate::coverage::State;
use crate::data::sheet::Sheet;
use crate::data::words::Wording;
use crate::plan::Page;
use crate::site::Site;

const RECORD: Text = Text { zh: "记录", en: "Record" };
const PERIOD: Text = Text { zh: "期间", en: "Period" };
const PUBLISHED: Text = Text { zh: "公开日期", en: "Published" };
const STATE: Text = Text { zh: "状态", en: "State" };

/// The columns of the list of duties.
const DUTIES: [Text; 9] = [
    Text { zh: "单位", en: "Unit" },
    Text { zh: "路径", en: "Path" },
    Text { zh: "事项", en: "Item" },
    Text { zh: "名称", en: "Name" },
    PERIOD,
    Text { zh: "期限", en: "Due" },
    STATE,
    PUBLISHED,
    RECORD,
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

/// Every duty: unit, item, period, deadline, state, and when it was met.
///
/// # Errors
/// Never in memory; the writer's signature asks for it.
pub fn duties(site: &Site) -> io::Result<Vec<u8>> {
    let (mut sheet, words) = (Sheet::file(), Wording::of(site));
    sheet.row(DUTIES.iter().map(|label| words.say(label)))?;
    let portal = site.portal();
    for duty in site.coverage.duties() {
        let (org, item) = (portal.orgs.get(duty.org), &portal.catalogue[duty.item]);
        let state = words.say(&STATES.text(duty.state));
        let published = duty.published.map_or(String::new(), |date| date.to_string());
        let record = duty.record.map_or("", |place| site.plan.at(&Page::record(place)));
        let (period, deadline) = (duty.period.to_string(), duty.deadline.to_string());
        sheet.row([&*org.name, &org.path, &item.id, &item.name, &period, &deadline, state, &published, record])?;
    }
    sheet.bytes()
}
