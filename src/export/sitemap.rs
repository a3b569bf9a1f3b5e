//! What search engines read: every page with its address, and where that list is.

use crate::base::path::encode;
use crate::plan::Page;
use crate::site::Site;

/// `sitemap.xml`. Pages of records carry the day of their publication.
pub fn sitemap(site: &Site, address: &str) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (path, page) in site.plan.pages() {
        let day = match page {
            Page::Record { place, .. } => Some(site.record(*place).published),
            Page::Again { tree, .. } if !tree.is_elder => None,
            Page::Home
            | Page::Org(_)
            | Page::Listing(_)
            | Page::Coverage(_)
            | Page::CoverageItem(_)
            | Page::Windows(_)
            | Page::Leagues(_)
            | Page::League { .. }
            | Page::Sums(..)
            | Page::About(_) => None,
            Page::Again { .. }
            | Page::NotFound
            | Page::Attachment(_)
            | Page::Asset(_)
            | Page::Rows(_)
            | Page::Duties
            | Page::LeagueRows(_)
            | Page::Records(_)
            | Page::QrCode(_)
            | Page::SiteMap
            | Page::Robots => continue,
        };
        let loc = encode(path.as_str()).replace('\'', "&apos;");
        xml.extend(["<url><loc>", &address.replace('&', "&amp;"), &loc, "</loc>"]);
        if let Some(day) = day {
            xml.extend(["<lastmod>", &day.to_string(), "</lastmod>"]);
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

/// `robots.txt`: everything may be read.
pub fn robots(address: Option<&str>) -> String {
    let rules = "User-agent: *\nAllow: /\n";
    address.map_or_else(|| rules.to_owned(), |address| format!("{rules}Sitemap: {address}sitemap.xml\n"))
}
