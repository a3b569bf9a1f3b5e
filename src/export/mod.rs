//! Files for programs: descriptions of the data files, duties and league tables as CSV, records as JSON, the site map, QR codes, feeds,
//! calendars, what search loads.

pub(crate) mod calendar;
pub mod csv;
pub mod dcat;
pub(crate) mod feed;
pub(crate) mod ics;
pub mod json;
pub mod league;
pub mod package;
pub mod qr;
pub mod redirects;
mod schema;
pub mod search;
pub mod sitemap;
mod window;
