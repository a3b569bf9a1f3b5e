//! What every page has around its content: head, masthead, breadcrumb, contact block, footer.

use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::name::Name;
use crate::model::org::OrgId;
use crate::plan::{Contents, Output, Page, Tree};
use crate::view::contact::{self, Contact};
use crate::view::link::Href;
use crate::view::parts::Link;
use crate::view::share::{self, Property};
use crate::view::subscribe::{SubscribeView, subscribe};
use crate::view::tags::{self, Meta};
use crate::view::{Context, keys};

/// Around every page.
#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    /// Language of the page.
    pub lang: Arc<str>,
    /// Title of the page, without that of the portal.
    pub title: String,
    /// The portal.
    pub site: SiteView,
    /// From this page to the root: empty, `../`, `../../`.
    pub root: String,
    /// Link to the home page.
    pub home: Href,
    /// Link to the page that finds records, if there are any.
    pub search: Option<Href>,
    /// Main navigation.
    pub nav: Vec<NavItem>,
    /// Breadcrumb along the tree, without this page.
    pub crumbs: Vec<Link>,
    /// Name of this page at the end of the breadcrumb.
    pub here: String,
    /// The same page in every language of the portal, if there are several.
    pub languages: Vec<LanguageLink>,
    /// Link to the twin of this page for elders, and from there back, if the portal has them.
    pub elder: Option<Href>,
    /// Whether this is the twin, which begins in large type.
    pub is_elder: bool,
    /// Meta tags in order.
    pub meta: Vec<Meta>,
    /// What messengers show of a link to the page.
    pub share: Vec<Property>,
    /// Full address of the page, if the portal has one.
    pub canonical: Option<String>,
    /// Where the page is now, if it only says that.
    pub moved: Option<Href>,
    /// Who can explain what stands here and mend it: of the unit, or of the nearest above it that names someone.
    pub answer: Vec<Contact>,
    /// Where to complain if that does not help, nearest first.
    pub ask: Vec<Contact>,
    /// Fixed pages.
    pub about: Vec<Link>,
    /// The page of all data files, if there are any.
    pub data: Option<Link>,
    /// The same page as data for programs, of a record.
    pub twin: Option<Href>,
    /// QR code of a record that hangs on a notice board, else of the unit of the page, if the portal has an address.
    pub qr: Option<Href>,
    /// Whether that leads to this page.
    pub is_own_code: bool,
    /// How to follow what the page is of, if the portal has an address.
    pub subscribe: Option<SubscribeView>,
    /// The build day, on pages that depend on it.
    pub today: Option<Date>,
    /// The time zone in which days begin.
    pub zone: Arc<str>,
    /// On what day the site stands still, if it is a demonstration.
    pub demonstration: Option<Demonstration>,
}

/// A site that stands still.
#[derive(Clone, Debug, Serialize)]
pub struct Demonstration {
    /// On which day.
    pub day: Date,
    /// Why, empty if that is not said.
    pub reason: Arc<str>,
}

/// The portal as every page shows it.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// The portal as every page calls it.
    pub title: Arc<str>,
    /// Labels of its sections.
    pub sections: Vec<String>,
    /// Who runs it.
    pub operator: Arc<str>,
    /// Site code (网站标识码), empty for none.
    pub site_code: Arc<str>,
    /// ICP number, empty for none.
    pub icp: Arc<str>,
    /// Public-security number, empty for none.
    pub police: Arc<str>,
    /// Telephone of the operator's complaint channel, empty for none.
    pub phone: Arc<str>,
}

/// An entry of the main navigation.
#[derive(Clone, Debug, Serialize)]
pub struct NavItem {
    /// Key of its text in the theme: `home`, `find`, `windows`, `sections`, `progress`, `ask`.
    pub name: &'static str,
    /// Where it leads.
    pub href: Href,
    /// Whether this page is it.
    pub is_current: bool,
}

/// The same page in a language.
#[derive(Clone, Debug, Serialize)]
pub struct LanguageLink {
    /// Tag of the language.
    pub lang: Arc<str>,
    /// What the language calls itself.
    pub title: Arc<str>,
    /// Where the page is.
    pub href: Href,
    /// Whether this page is it.
    pub is_current: bool,
}

/// What a page tells its frame.
pub(crate) struct Around<'a> {
    /// The organisation it belongs to.
    pub(crate) org: OrgId,
    /// The heading of the page.
    pub(crate) title: String,
    /// Its name at the end of the breadcrumb.
    pub(crate) here: String,
    /// Links between the organisation and this page.
    pub(crate) crumbs: Vec<Link>,
    /// Entry of the navigation that it is.
    pub(crate) nav: &'static str,
    /// Whether its content depends on the day.
    pub(crate) depends_on_today: bool,
    /// Tags beyond those of every page.
    pub(crate) meta: Vec<Meta>,
    /// The page.
    pub(crate) context: &'a Context<'a>,
}

impl Around<'_> {
    /// The frame of the page.
    pub(crate) fn frame(self) -> Frame {
        let portal = self.context.site.portal();
        let orgs = &portal.orgs;
        let mut line = orgs.line(self.org);
        if Page::Org(self.org) == *self.context.page {
            line.pop();
        }
        let description = share::description(self.context, &self.title);
        let canonical = self.context.canonical();
        let crumbs = line.into_iter().map(|org| self.context.org_link(org)).chain(self.crumbs).collect();
        Frame {
            lang: self.context.lang().into(),
            share: share::properties(self.context, &self.title, &description, canonical.as_deref()),
            title: self.title,
            site: site_view(self.context),
            root: self.context.root(),
            home: self.context.to(&Page::Org(OrgId::ROOT)),
            search: self.context.link(&Page::Search),
            nav: navigation(self.context, self.nav),
            crumbs,
            here: self.here,
            languages: languages(self.context),
            elder: elder(self.context),
            is_elder: self.context.tree.is_elder,
            meta: tags::of_page(self.context, self.meta, description),
            canonical,
            moved: None,
            answer: contact::desks(self.context, self.org),
            ask: contact::channels(self.context, self.org),
            about: about_links(self.context).into_iter().chain([map_link(self.context)]).collect(),
            data: self.context.link(&Page::Data).map(|href| Link { title: self.context.say(keys::DATA, &[]), href }),
            twin: twin(self.context),
            is_own_code: self.context.code().is_some() || matches!(self.context.page, Page::Org(_)),
            qr: self.context.code().or_else(|| self.context.link(&Page::Output(Output::QrCode(self.org)))),
            subscribe: subscribe(self.context, self.org),
            today: self.depends_on_today.then_some(self.context.site.today),
            zone: portal.config.time_zone.clone(),
            demonstration: portal.config.as_of.is_some().then(|| Demonstration {
                day: self.context.site.today,
                reason: portal.config.accepted("portal/as-of").cloned().unwrap_or_default(),
            }),
        }
    }
}

/// The page of a record as data.
fn twin(context: &Context<'_>) -> Option<Href> {
    let Page::Record { place, .. } = context.page else { return None };
    context.link(&Page::Output(Output::RecordData(*place)))
}

fn languages(context: &Context<'_>) -> Vec<LanguageLink> {
    const NAMES: [(&str, &str); 3] = [("zh-Hans", "简体中文"), ("zh-Hant", "繁體中文"), ("en", "English")];
    let all = context.site.portal().config.languages.iter().enumerate();
    let link = |(language, lang): (usize, &Name)| {
        let own = NAMES.iter().find(|(tag, _)| **tag == **lang).map(|(_, name)| (*name).into());
        Some(LanguageLink {
            lang: lang.into(),
            title: own.unwrap_or_else(|| lang.into()),
            href: context.in_tree(Tree { language, ..context.tree })?,
            is_current: language == context.tree.language,
        })
    };
    let links: Vec<LanguageLink> = all.filter_map(link).collect();
    if links.len() > 1 { links } else { Vec::new() }
}

/// From a page to its twin, and back.
fn elder(context: &Context<'_>) -> Option<Href> {
    let has_twins = context.site.portal().config.has_elder_tree;
    context.in_tree(Tree { is_elder: !context.tree.is_elder, ..context.tree }).filter(|_| has_twins)
}

fn map_link(context: &Context<'_>) -> Link {
    Link { title: context.say(keys::MAP, &[]), href: context.to(&Page::Contents(Contents::Site)) }
}

/// The fixed pages.
pub(crate) fn about_links(context: &Context<'_>) -> Vec<Link> {
    let pages = context.site.portal().pages.iter().enumerate();
    pages.map(|(at, page)| Link { title: page.title.to_string(), href: context.to(&Page::About(at)) }).collect()
}

fn site_view(context: &Context<'_>) -> SiteView {
    let (portal, tongue) = (context.site.portal(), context.tongue);
    let operator = &portal.config.operator;
    SiteView {
        title: tongue.word(&portal.config.title),
        sections: portal.config.sections.iter().map(|section| context.label(&section.label)).collect(),
        operator: tongue.word(&operator.contact.name),
        site_code: operator.site_code.clone(),
        icp: operator.icp.clone(),
        police: operator.police.clone(),
        phone: operator.contact.phone.clone(),
    }
}

fn navigation(context: &Context<'_>, current: &'static str) -> Vec<NavItem> {
    let home = context.to(&Page::Org(OrgId::ROOT));
    let progress = context.link(&Page::Coverage(OrgId::ROOT));
    let windows = context.link(&Page::Windows(OrgId::ROOT));
    let entries = [
        ("home", Some(home.clone())),
        ("find", Some(home.to_place("find"))),
        ("windows", Some(windows.unwrap_or_else(|| home.to_place("windows")))),
        ("sections", Some(home.to_place("sections")).filter(|_| progress.is_none())),
        ("progress", progress),
        ("ask", Some(Href::here("ask"))),
    ];
    let shown = entries.into_iter().filter_map(|(name, href)| Some((name, href?)));
    shown.map(|(name, href)| NavItem { name, href, is_current: name == current }).collect()
}
