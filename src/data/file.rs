//! A file of rows as a table: its records with their blocks, its columns, and its rows one by one.

use std::io;

use crate::blocks::Block;
use crate::blocks::table::{Table, TableColumn};
use crate::data::common;
use crate::data::words::Wording;
use crate::publish::index::{Seen, SlotKey};
use crate::site::Site;

/// The rows of one slot of records of one shape, of a unit and all below it.
pub struct RowsFile<'a> {
    site: &'a Site,
    records: Vec<(&'a Seen, &'a Block)>,
    key: &'a SlotKey,
    /// Whether a column says of what the rows of each record are.
    has_scope: bool,
}

impl<'a> RowsFile<'a> {
    /// The file for `key`.
    pub fn of(site: &'a Site, key: &'a SlotKey) -> Self {
        let block = |record: &'a Seen| {
            let (_, block) = record.slots.iter().find(|(slot, _)| *slot == key.slot)?;
            Some((record, block))
        };
        let records = site.public.records.at_all(site.plan.rows(key)).filter_map(block);
        let records: Vec<_> = records.collect();
        let has_scope = records.first().is_some_and(|(_, block)| !block.name().tells_scope());
        Self { site, records, key, has_scope }
    }

    /// The first and the last year of its records.
    pub fn years(&self) -> Option<(i16, i16)> {
        let years = || self.records.iter().map(|(record, _)| record.year());
        years().min().zip(years().max())
    }

    /// The columns: those that every file has, then those of the slot. No name stands twice.
    pub fn columns(&self) -> Vec<TableColumn> {
        let own = self.records.first().map_or_else(Vec::new, |(_, block)| block.table().columns);
        let mut all: Vec<TableColumn> = common::columns(self.has_scope).collect();
        for mut column in own.into_iter().chain(common::last()) {
            while all.iter().any(|other| other.name == column.name) {
                column.name.push('_');
            }
            all.push(column);
        }
        all
    }

    /// Hands every row to `write`, record by record in the order of their ids.
    ///
    /// # Errors
    /// Those of `write`.
    pub fn each(&self, mut write: impl FnMut(Vec<String>) -> io::Result<()>) -> io::Result<()> {
        let words = Wording::of(self.site);
        for (record, block) in &self.records {
            let Table { columns, mut rows } = block.table();
            let scope = self.has_scope.then(|| record.scope(&self.key.slot));
            let common = common::cells(self.site, record, scope);
            let counted = self.site.counted(record, &self.key.slot).unwrap_or_default();
            for (at, own) in rows.iter_mut().enumerate() {
                let last = common::last_cells(record, counted.get(at).copied().flatten());
                let all = common.iter().cloned().chain(std::mem::take(own)).chain(last);
                *own = all.collect();
            }
            let columns = common::columns(self.has_scope).chain(columns).chain(common::last()).collect();
            let mut table = Table { columns, rows };
            words.translate(&mut table);
            table.rows.into_iter().try_for_each(&mut write)?;
        }
        Ok(())
    }
}
