//! Files for programs: rows as CSV, records as JSON, the site map, QR codes.

pub mod csv;
pub mod json;
pub mod league;
pub mod qr;
pub mod redirects;
pub mod sheet;
pub mod sitemap;
mod window;
mod words;
