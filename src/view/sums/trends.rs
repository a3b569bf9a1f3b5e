//! Rates of totals over years.

use super::{SumsSlot, SumsYear, aligned};
use crate::view::parts::SummaryLine;
use crate::view::trend::{TrendPoint, TrendView};

/// Gives the tables of the newest year the trends of their rates. The years are newest first.
pub(super) fn add(years: &mut [SumsYear]) {
    let Some((newest, earlier)) = years.split_first_mut() else { return };
    for slot in &mut newest.slots {
        let lines: Vec<(i16, Vec<Option<SummaryLine>>)> = earlier
            .iter()
            .rev()
            .filter_map(|year| Some((year.year, aligned(&find(year, slot)?.total, &slot.total))))
            .collect();
        let trend = |(at, own): (usize, &SummaryLine)| {
            let before = lines.iter().filter_map(|(year, lines)| Some((*year, lines.get(at)?.as_ref()?)));
            let points = before.chain([(newest.year, own)]).filter(|(_, line)| line.shape == "rate");
            let points = points.map(|(year, line)| TrendPoint { period: year.to_string(), rate: line.value.clone() });
            let trend = TrendView::of(own.label.clone(), points)?;
            Some(TrendView { is_key: own.is_key, unit: own.unit.clone(), ..trend })
        };
        slot.trends =
            slot.total.iter().enumerate().filter(|(_, line)| line.shape == "rate").filter_map(trend).collect();
    }
}

/// The table of the same slot in another year.
fn find<'a>(year: &'a SumsYear, slot: &SumsSlot) -> Option<&'a SumsSlot> {
    year.slots.iter().find(|other| other.title == slot.title)
}
