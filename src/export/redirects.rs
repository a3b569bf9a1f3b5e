//! Rules by which a server leads from old addresses to new ones before it reads any page.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use crate::base::path::{SitePath, encode_all};
use crate::plan::{Server, Tree};
use crate::site::Site;

/// The rules of all old addresses in the language of a server, one each in every tree.
pub fn rules(site: &Site, server: Server) -> String {
    let base = site.base();
    let rules: String = moves(site).iter().map(|one| rule(&base, one, server)).collect();
    match server {
        Server::Nginx | Server::Caddy => rules,
        Server::Iis => {
            format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<configuration>\n{rules}</configuration>\n")
        }
    }
}

/// An old address and the new one.
struct Move {
    from: SitePath,
    to: SitePath,
}

fn moves(site: &Site) -> Vec<Move> {
    let config = &site.portal().config;
    let folders = Tree::all(config).map(|tree| tree.folder(config));
    let of_tree = |folder: SitePath| {
        let all = site.plan.all_moved().map(move |(old, page)| (old, site.plan.at(page)));
        all.map(move |(old, new)| Move { from: folder.join(old), to: folder.join(new) })
    };
    folders.flat_map(of_tree).collect()
}

/// The page of a folder has two addresses, with its name and without.
fn addresses(from: &SitePath) -> impl Iterator<Item = &str> {
    let folder = from.strip_suffix("index.html").filter(|folder| folder.ends_with('/'));
    std::iter::once(from.as_str()).chain(folder)
}

fn rule(base: &str, one: &Move, server: Server) -> String {
    let to = encode_all(&format!("{base}{}", one.to));
    let mut rule = String::new();
    for from in addresses(&one.from) {
        // Writing into text does not fail.
        let _ = match server {
            Server::Nginx => writeln!(rule, "location = \"{base}{from}\" {{ return 301 \"{to}\"; }}"),
            Server::Caddy => writeln!(rule, "redir {} {to} 301", encode_all(&format!("{base}{from}"))),
            Server::Iis if from.ends_with('/') => Ok(()),
            Server::Iis => writeln!(
                rule,
                "  <location path=\"{}\"><system.webServer><httpRedirect enabled=\"true\" destination=\"{}\" exactDestination=\"true\" httpResponseStatus=\"Permanent\" /></system.webServer></location>",
                escape(from),
                escape(&*to)
            ),
        };
    }
    rule
}
