//! Files to download, with what stands beside the link to each: rows, years, size.

use serde::Serialize;

use crate::data::measured::measured;
use crate::plan::{Output, Page};
use crate::publish::index::SlotKey;
use crate::view::link::Href;
use crate::view::{Context, keys};

/// A file to download.
#[derive(Clone, Debug, Serialize)]
pub struct Download {
    /// What it holds.
    pub title: String,
    /// Relative address.
    pub href: Href,
    /// `CSV`, `JSON`, `PDF`.
    pub format: String,
    /// Size in bytes, 0 if not known beforehand.
    pub size: u64,
    /// How many rows it has; absent where it has none or they are not counted.
    pub rows: Option<u64>,
    /// The same rows as a workbook, if there is one.
    pub workbook: Option<Href>,
    /// The years that it covers: `2025`, `2024–2026`; empty if that is not known.
    pub years: String,
}

impl Download {
    /// A file of which nothing but its format is known beforehand.
    pub(crate) fn plain(context: &Context<'_>, page: &Page, title: String, format: &str) -> Option<Self> {
        Some(Self {
            title,
            href: context.link(page)?,
            format: format.to_owned(),
            size: 0,
            rows: None,
            workbook: None,
            years: String::new(),
        })
    }
}

/// The files of rows for some keys, as far as the site has them.
pub(crate) fn of_rows<'k>(context: &Context<'_>, keys: impl Iterator<Item = &'k SlotKey>) -> Vec<Download> {
    keys.filter_map(|key| rows(context, key)).collect()
}

/// A file of rows.
pub(crate) fn rows(context: &Context<'_>, key: &SlotKey) -> Option<Download> {
    let href = context.link(&Page::Output(Output::Rows(key.clone())))?;
    let measured = measured(context.site, key)?;
    let years = match measured.years {
        Some((first, last)) if first == last => first.to_string(),
        Some((first, last)) => format!("{first}–{last}"),
        None => String::new(),
    };
    Some(Download {
        title: title(context, key),
        href,
        format: "CSV".to_owned(),
        size: measured.bytes,
        rows: Some(measured.rows),
        workbook: context.link(&Page::Output(Output::Workbook(key.clone()))),
        years,
    })
}

/// What a data file is called: form and slot, where there are several.
fn title(context: &Context<'_>, key: &SlotKey) -> String {
    let (portal, tongue) = (context.site.portal(), context.tongue);
    let title = tongue.label(portal.called(&key.shape));
    let heading = portal.heading(&key.shape, &key.slot);
    let slot = tongue.label(&heading);
    if slot == title { title.to_owned() } else { context.say(keys::PAIR, &[title, slot]) }
}
