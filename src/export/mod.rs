//! Files for programs: rows as CSV, records as JSON, the site map, QR codes; and the twins for elders.

pub mod csv;
pub mod json;
pub mod league;
pub mod qr;
pub mod sheet;
pub mod sitemap;
pub mod twin;
mod window;
