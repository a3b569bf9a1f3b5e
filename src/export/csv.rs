//! All rows of one unit, kind, form and slot in one CSV file. In front of the columns of the slot stand the record's
//! address, title, period and day of publication, which of several series the record continues, and of what its rows are:
//! the unit's own, the whole below it too, or another place's. Figures say the last one by one.

use std::io;

use crate::base::lang::Text;
use crate::coverage::State;
use crate::export::sheet::Sheet;
use crate::export::words::Wording;
use crate::plan::Page;
use crate::publish::index::SlotKey;
use crate::site::Site;

const RECORD: Text = Text { zh: "记录", en: "Record" };
const PERIOD: Text = Text { zh: "期间", en: "Period" };
const PUBLISHED: Text = Text { zh: "公开日期", en: "Published" };
const SERIES: Text = Text { zh: "系列", en: "Series" };
const SCOPE: Text = Text { zh: "口径", en: "Scope" };
const STATE: Text = Text { zh: "状态", en: "State" };

/// The columns that every file of rows has.
const COMMON: [Text; 5] = [RECORD, Text { zh: "标题", en: "Title" }, PERIOD, PUBLISHED, SERIES];

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

/// The file for `key`.
///
/// # Errors
/// Never in memory; the writer's signature asks for it.
pub fn rows(site: &Site, key: &SlotKey) -> io::Result<Vec<u8>> {
    let (mut sheet, words) = (Sheet::file(), Wording::of(site));
    let records = &site.public.records;
    for (at, record) in records.at_all(records.of_slot(key)).enumerate() {
        let Some((_, block)) = record.slots.iter().find(|(slot, _)| *slot == key.slot) else { continue };
        let mut table = block.table();
        words.translate(&mut table);
        let scope = (!block.name().tells_scope()).then(|| record.scope(&key.slot));
        if at == 0 {
            let common = COMMON.iter().chain(scope.map(|_| &SCOPE)).map(|label| words.say(label).to_owned());
            sheet.row(common.chain(table.columns.iter().map(|column| words.head(column))))?;
        }
        let period = record.period.map_or(String::new(), |period| period.to_string());
        let common = [
            site.plan.at(&Page::record(record.place)).to_string(),
            record.title.to_string(),
            period,
            record.published.to_string(),
            record.series.as_ref().map_or(String::new(), ToString::to_string),
        ];
        let scope = scope.map(|scope| words.say(scope.text()).to_owned());
        for row in &table.rows {
            sheet.row(common.iter().chain(&scope).chain(row))?;
        }
    }
    sheet.bytes()
}

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
        let state = match duty.state {
            State::Met => Text { zh: "按时", en: "in time" },
            State::Late => Text { zh: "迟", en: "late" },
            State::Missing => Text { zh: "缺", en: "missing" },
            State::Due => Text { zh: "未到期", en: "not yet due" },
        };
        let state = words.say(&state);
        let published = duty.published.map_or(String::new(), |date| date.to_string());
        let record = duty.record.map_or("", |place| site.plan.at(&Page::record(place)));
        let (period, deadline) = (duty.period.to_string(), duty.deadline.to_string());
        sheet.row([&*org.name, &org.path, &item.id, &item.name, &period, &deadline, state, &published, record])?;
    }
    sheet.bytes()
}
