//! All rows of one unit, kind, form and slot in one CSV file. In front of the columns of the slot stand the record's
//! address, title, period and day of publication.

use std::io;

use crate::blocks::table::Table;
use crate::coverage::State;
use crate::export::sheet::Sheet;
use crate::plan::Page;
use crate::publish::index::SeriesKey;
use crate::site::Site;

/// Labels of the columns that every file has.
const COMMON: [&str; 4] = ["记录", "标题", "期间", "公开日期"];

/// The file for `key`.
///
/// # Errors
/// Never in memory; the writer's signature asks for it.
pub fn rows(site: &Site, key: &SeriesKey) -> io::Result<Vec<u8>> {
    let mut sheet = Sheet::file();
    let records = &site.public.records;
    for (at, record) in records.at_all(records.of_series(key)).enumerate() {
        let Some((_, block)) = record.slots.iter().find(|(slot, _)| *slot == key.slot) else { continue };
        let table = block.table();
        if at == 0 {
            sheet.row(head(&table))?;
        }
        let period = record.period.map_or(String::new(), |period| period.to_string());
        let common = [
            site.plan.at(&Page::record(record.place)).to_string(),
            record.title.to_string(),
            period,
            record.published.to_string(),
        ];
        for row in &table.rows {
            sheet.row(common.iter().chain(row))?;
        }
    }
    sheet.bytes()
}

/// Every duty: unit, item, period, deadline, state, and when it was met.
///
/// # Errors
/// Never in memory; the writer's signature asks for it.
pub fn duties(site: &Site) -> io::Result<Vec<u8>> {
    let mut sheet = Sheet::file();
    sheet.row(["单位", "路径", "事项", "名称", "期间", "期限", "状态", "公开日期", "记录"])?;
    let portal = site.portal();
    for duty in site.coverage.duties() {
        let (org, item) = (portal.orgs.get(duty.org), &portal.catalogue[duty.item]);
        let state = match duty.state {
            State::Met => "按时",
            State::Late => "迟",
            State::Missing => "缺",
            State::Due => "未到期",
        };
        let published = duty.published.map_or(String::new(), |date| date.to_string());
        let record = duty.record.map_or("", |place| site.plan.at(&Page::record(place)));
        let (period, deadline) = (duty.period.to_string(), duty.deadline.to_string());
        sheet.row([&*org.name, &org.path, &item.id, &item.name, &period, &deadline, state, &published, record])?;
    }
    sheet.bytes()
}

fn head(table: &Table) -> Vec<String> {
    let own = table.columns.iter().map(|column| match column.unit.as_str() {
        "" => column.label.clone(),
        unit => format!("{}（{unit}）", column.label),
    });
    COMMON.iter().map(|label| (*label).to_owned()).chain(own).collect()
}
