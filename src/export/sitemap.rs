//! What search engines read: every page with its address, and where that list is.

use std::io::{self, Write as _};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::base::date::Date;
use crate::base::path::SitePath;
use crate::plan::{Output, Page};
use crate::publish::changes;
use crate::site::Site;

/// The namespace of the protocol.
const PROTOCOL: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

/// An XML file that is being written.
type Xml = Writer<Vec<u8>>;

/// `sitemap.xml`: every page, or where the parts of that list are, if it has several.
///
/// # Errors
/// There is no memory.
pub fn whole(site: &Site) -> io::Result<Vec<u8>> {
    match site.plan.map_parts() {
        0 => part(site, 0),
        parts => file("sitemapindex", |xml| {
            let parts = (1..=parts).map(|part| site.plan.at(&Page::Output(Output::SiteMapPart(part))));
            parts.into_iter().try_for_each(|path| entry(xml, "sitemap", &address(site, path), None))
        }),
    }
}

/// A part of the list, or all of it if it has no parts. Pages of records carry the day on which they changed last.
///
/// # Errors
/// There is no memory.
pub fn part(site: &Site, part: usize) -> io::Result<Vec<u8>> {
    file("urlset", |xml| {
        let mut pages = site.plan.mapped(part);
        pages.try_for_each(|(path, file)| entry(xml, "url", &address(site, path), day(site, &file.page)))
    })
}

/// A file whose root is called `root`, with an entry a line.
fn file(root: &str, entries: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    line(&mut xml)?;
    xml.create_element(root).with_attribute(PROTOCOL).write_inner_content(|xml| {
        line(xml)?;
        entries(xml)
    })?;
    line(&mut xml)?;
    Ok(xml.into_inner())
}

fn entry(xml: &mut Xml, name: &str, address: &str, day: Option<Date>) -> io::Result<()> {
    xml.create_element(name).write_inner_content(|xml| {
        xml.create_element("loc").write_text_content(BytesText::new(address))?;
        if let Some(day) = day {
            xml.create_element("lastmod").write_text_content(BytesText::new(&day.to_string()))?;
        }
        Ok(())
    })?;
    line(xml)
}

fn line(xml: &mut Xml) -> io::Result<()> {
    xml.get_mut().write_all(b"\n")
}

fn address(site: &Site, path: &SitePath) -> String {
    site.whole_address(path).unwrap_or_default()
}

/// The day on which a page became what it is, if that is known.
fn day(site: &Site, page: &Page) -> Option<Date> {
    let Page::Record { place, .. } = page else { return None };
    Some(changes::last(&site.public, site.record(*place)).day)
}

/// `robots.txt`: everything may be read.
pub fn robots(site: &Site) -> String {
    let rules = "User-agent: *\nAllow: /\n";
    let map = site.plan.address(&Page::Output(Output::SiteMap)).and_then(|map| site.whole_address(map));
    map.map_or_else(|| rules.to_owned(), |map| format!("{rules}Sitemap: {map}\n"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{part, robots, whole};
    use crate::base::date::Date;
    use crate::files::Memory;
    use crate::plan::site_map::Most;
    use crate::portal::Portal;
    use crate::site::Site;

    /// A site of several pages, whose site map holds no more than `most` in a file.
    fn site(most: Most) -> Site {
        const ADDRESS: &str = "https://gongkai.example.org/甲&乙/";
        let files = Memory::of([
            ("content/portal.yaml", &*format!("title: 公开\naddress: {ADDRESS}\n")),
            ("content/org.yaml", "name: 丰鸣县\nlevel: county\n"),
            ("content/shiqiao/org.yaml", "name: 石桥村\nlevel: village\n"),
            ("content/shiqiao/2025/2025-07-10-a.md", "---\nkind: notice\ntitle: 甲\n---\n\n甲\n"),
            ("content/shiqiao/2025/2025-07-11-b.md", "---\nkind: notice\ntitle: 乙\n---\n\n乙\n"),
        ]);
        let portal = Portal::open(files).unwrap();
        let mut site = portal.site(Date::new(2025, 7, 14).unwrap()).into_site();
        site.plan.divide(ADDRESS, most);
        site
    }

    fn text(file: std::io::Result<Vec<u8>>) -> String {
        String::from_utf8(file.unwrap()).unwrap()
    }

    fn addresses(xml: &str) -> Vec<&str> {
        xml.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next()).collect()
    }

    #[test]
    fn a_map_that_is_too_long_is_an_index_of_parts() {
        let all = site(Most { addresses: 50_000, bytes: 50_000_000 });
        assert_eq!(all.plan.map_parts(), 0);
        let all = text(whole(&all));
        assert!(
            all.contains("<loc>https://gongkai.example.org/甲&amp;乙/shiqiao/2025/2025-07-10-a.html</loc>"),
            "{all}"
        );
        for most in [Most { addresses: 3, bytes: 50_000_000 }, Most { addresses: 50_000, bytes: 400 }] {
            let site = site(most);
            let index = text(whole(&site));
            let parts: Vec<String> = (1..=site.plan.map_parts()).map(|number| text(part(&site, number))).collect();
            assert!(parts.len() > 2, "{most:?}");
            let named: Vec<String> = (1..=parts.len()).map(|number| format!("sitemap-{number}.xml")).collect();
            let is_named = |(address, name): (&&str, &String)| address.ends_with(&**name);
            assert!(
                addresses(&index).len() == parts.len() && addresses(&index).iter().zip(&named).all(is_named),
                "{index}"
            );
            assert!(named.iter().all(|name| site.plan.get(name).is_some()));
            let listed: Vec<&str> = parts.iter().flat_map(|part| addresses(part)).collect();
            assert_eq!(listed, addresses(&all));
            let entries =
                |part: &String| part.lines().filter(|line| line.starts_with("<url>")).map(str::len).sum::<usize>();
            assert!(parts.iter().all(|part| addresses(part).len() <= most.addresses && entries(part) <= most.bytes));
            assert_eq!(listed.iter().collect::<BTreeSet<_>>().len(), listed.len());
            assert!(robots(&site).ends_with("/sitemap.xml\n"));
        }
    }
}
