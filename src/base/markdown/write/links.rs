//! Links and images, as far as they are allowed.

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd, html};

use super::super::{Link, ProblemKind, address, shown};
use super::{Open, Writer};

impl<'a> Writer<'a> {
    /// An address in angle brackets may stand within a link, but HTML does not nest links: it stays text.
    pub(super) fn link(&mut self, at: usize, tag: &Tag<'a>) -> Open {
        let Tag::Link { link_type, dest_url, title, .. } = tag else {
            return Open::Nothing;
        };
        let destination = match link_type {
            LinkType::Email => format!("mailto:{dest_url}"),
            _ => dest_url.to_string(),
        };
        let is_nested = self.options.safe && self.in_link;
        if is_nested || self.is_refused(at, &destination, false) {
            return Open::Nothing;
        }
        let start = self.out.html.len();
        self.push(Event::Start(Tag::Link {
            link_type: LinkType::Inline,
            dest_url: self.written(&destination),
            title: title.clone(),
            id: CowStr::Borrowed(""),
        }));
        self.out.links.push(Link {
            destination,
            source: self.events.source(at),
            tag: start..self.out.html.len(),
            close: 0..0,
            image: false,
            alt_missing: false,
        });
        self.in_link = true;
        Open::Link(self.out.links.len() - 1)
    }

    pub(super) fn image(&mut self, at: usize, destination: &CowStr<'a>, title: &CowStr<'a>) {
        let alt = self.events.text(at + 1..self.events.end_of(at), self.options.cjk);
        let alt_missing = alt.trim().is_empty();
        self.last = None;
        self.out.plain.push_str(&alt);
        if self.is_refused(at, destination, true) {
            self.push_text(Event::Text(alt.into()));
            return;
        }
        if alt_missing {
            self.report(ProblemKind::ImageWithoutText, at);
        }
        let start = self.out.html.len();
        self.write_image(self.written(destination), title.clone(), alt);
        self.out.links.push(Link {
            destination: destination.to_string(),
            source: self.events.source(at),
            tag: start..self.out.html.len(),
            close: 0..0,
            image: true,
            alt_missing,
        });
    }

    fn write_image(&mut self, dest_url: CowStr<'a>, title: CowStr<'a>, alt: String) {
        let image = Event::Start(Tag::Image { link_type: LinkType::Inline, dest_url, title, id: CowStr::Borrowed("") });
        let events = [image, Event::Text(alt.into()), Event::End(TagEnd::Image)];
        html::push_html(&mut self.out.html, events.into_iter());
        if self.options.safe && self.out.html.ends_with(" />") {
            self.out.html.truncate(self.out.html.len() - " />".len());
            self.out.html.push_str(" loading=\"lazy\" />");
        }
    }

    fn written(&self, destination: &str) -> CowStr<'a> {
        (self.options.rewrite)(destination).unwrap_or_else(|| destination.to_owned()).into()
    }

    fn is_refused(&mut self, at: usize, destination: &str, image: bool) -> bool {
        if self.options.safe && image && address::is_foreign(destination) {
            self.report(ProblemKind::ForeignImage { address: shown(destination) }, at);
            return true;
        }
        let refused = self.options.safe.then(|| address::refused(destination, image)).flatten();
        let is_refused = refused.is_some();
        if let Some(scheme) = refused {
            self.report(ProblemKind::Scheme(scheme), at);
        }
        is_refused
    }
}
