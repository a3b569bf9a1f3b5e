//! What a page marks on a row: that it has ended, that something was not done again, that somebody else holds the post.

use crate::blocks::register::{Mark, Register, Row};
use crate::plan::Page;
use crate::view::block::Spot;
use crate::view::block::register::{OtherView, RowMarks};
use crate::view::parts::Link;

/// What the rows of one register are marked with.
pub(super) struct Marks<'a> {
    spot: &'a Spot<'a>,
    register: &'a Register,
    is_newest: bool,
}

impl<'a> Marks<'a> {
    /// Those of the register at `spot`. What is only said of how things stand today is not said of older lists.
    pub(super) fn of(spot: &'a Spot<'a>, register: &'a Register) -> Self {
        Self { spot, register, is_newest: spot.context.site.is_newest(spot.record, spot.slot) }
    }

    /// Whether the list is the newest of its series.
    pub(super) fn is_newest(&self) -> bool {
        self.is_newest
    }

    /// Those of the row at `at`.
    pub(super) fn on(&self, at: usize, row: &Row) -> RowMarks {
        let (context, record) = (self.spot.context, self.spot.record);
        let mark = self.register.mark(row, context.site.today).filter(|_| self.is_newest);
        let others = context.site.holders.beside(record.place, self.spot.slot, at).map(|other| OtherView {
            name: other.name.clone(),
            link: (other.record != record.place).then(|| Link {
                title: context.site.record(other.record).title.to_string(),
                href: context.to(&Page::record(other.record)),
            }),
        });
        RowMarks {
            is_ended: mark == Some(Mark::Ended),
            times_behind: if let Some(Mark::Behind(times)) = mark { Some(times) } else { None },
            others: others.collect(),
        }
    }
}
