//! What search engines read: every page with its address, and where that list is.

use crate::base::date::Date;
use crate::plan::Page;
use crate::site::Site;

/// `sitemap.xml`. Pages of records carry the day of their publication; twins for elders say the same as their pages, and
/// are left out.
pub fn sitemap(site: &Site) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (path, file) in site.plan.files().filter(|(_, file)| file.page.is_listed() && !file.tree.is_elder) {
        let address = site.whole_address(path).unwrap_or_default().replace('&', "&amp;").replace('\'', "&apos;");
        xml.extend(["<url><loc>", &address, "</loc>"]);
        if let Some(day) = day(site, &file.page) {
            xml.extend(["<lastmod>", &day.to_string(), "</lastmod>"]);
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

/// The day on which a page became what it is, if that is known.
fn day(site: &Site, page: &Page) -> Option<Date> {
    let Page::Record { place, .. } = page else { return None };
    Some(site.record(*place).published)
}

/// `robots.txt`: everything may be read.
pub fn robots(site: &Site) -> String {
    let rules = "User-agent: *\nAllow: /\n";
    let map = site.plan.address(&Page::SiteMap).and_then(|map| site.whole_address(map));
    map.map_or_else(|| rules.to_owned(), |map| format!("{rules}Sitemap: {map}\n"))
}
