//! Settings of a portal: `portal.yaml`.

use std::ops::Deref;
use std::sync::Arc;

use crate::base::currency::Currency;
use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, Spanned, choose};
use crate::base::lang::{Label, Text};
use crate::base::limits::Limits;
use crate::base::name::Name;
use crate::base::names;
use crate::base::period::YearStart;
use crate::base::smallest::Smallest;
use crate::base::source::Span;
use crate::base::yaml::{Node, Value};
use crate::blocks::heads::OtherHeads;
use crate::model::act::WindowSettings;
use crate::model::body_set::BodySet;
use crate::model::contact::{Contact, Spans};
use crate::model::due::YearStarts;
use crate::model::inspection::Inspection;
use crate::model::language;
use crate::model::licence::Licence;
use crate::model::pack::{Pack, Profile};
use crate::model::posting::Posting;
use crate::model::privacy::{Allow, Policy};
use crate::model::record::Accept;
use crate::model::review::Review;
use crate::model::runs::Allowed;
use crate::model::tenure::Tenure;

rules! {
    /// An address that is none.
    ADDRESS: Error "portal/address" {
        zh: "网址 `{value}` 不完整" => "写成 `https://gongkai.example.org/`：以 http:// 或 https:// 开头，以 / 结尾",
        en: "`{value}` is not a whole address" => "write it like `https://gongkai.example.org/`: http:// or https:// in front, / at the end",
        wrong: "address: gongkai.example.org", right: "address: https://gongkai.example.org/",
    }
    /// A level or section whose name is nearly that of a usual one.
    NEAR: Warning "portal/near-name" {
        zh: "{what} `{name}` 像是 `{near}` 写错了，按新的名字读取" => "改成 `{near}`；确实要用这个名字，就单写一行 `- name: {name}`，下一行缩进写 `label: 中文名`",
        en: "the {what} `{name}` looks like `{near}` misspelt, and is read as a name of its own" => "write `{near}`; if the name is meant, give it a label: `name: {name}` with `label:`",
        wrong: "levels: [county, vilage]", right: "levels: [county, village]",
    }
    /// Content that is written for a later version of the program.
    NEWER: Error "portal/newer-format" {
        zh: "内容按第 {given} 版格式写成，这个程序只认得到第 {known} 版" => "换用新版程序；内容确实是按第 {known} 版写的，就写 `format: {known}`",
        en: "the content is written in version {given} of the format, but this program knows no later one than {known}" => "use a newer program; if the content is that of version {known}, write `format: {known}`",
        wrong: "format: 9", right: "format: 1",
    }
    /// A currency that is none.
    CURRENCY: Error "portal/currency" {
        zh: "不认识币种 `{value}`" => "写三个字母的代码：{known}",
        en: "unknown currency `{value}`" => "write its code of three letters: {known}",
        wrong: "currency: 人民币", right: "currency: CNY",
    }
    /// A portal without an address.
    NO_ADDRESS: Note "portal/no-address" {
        zh: "没有写网址 `address`，不生成站点地图、二维码、规范链接、订阅源和日历" => "网址定下来后，加一行 `address: https://…/`",
        en: "no `address` is given: no sitemap, QR codes, canonical links, feeds or calendars are made" => "when the address is known, add `address: https://…/`",
    }
    /// A time zone that is none.
    ZONE: Error "portal/time-zone" {
        zh: "不认识时区 `{value}`" => "中国写 `Asia/Shanghai`",
        en: "unknown time zone `{value}`" => "use a name of the tz database, like `Asia/Shanghai`",
        wrong: "time-zone: 北京", right: "time-zone: Asia/Shanghai",
    }
}

/// The version of the content format that this program writes, and the latest that it reads. It rises when content that
/// was right would be refused or mean something else; see `docs/format.md`.
pub const FORMAT: u32 = 1;

/// A name with what it is called: a section, a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named<N = Arc<str>> {
    /// The stable name; one that becomes part of an address is a [`Name`].
    pub name: N,
    /// What it is called.
    pub label: Label,
    /// Where the portal names it; none for a usual one.
    pub span: Option<Span>,
}

/// Who runs the portal.
#[derive(Clone, Debug, Default)]
pub struct Operator {
    /// Its name and telephone, both empty where it is not named.
    pub contact: Contact,
    /// Site code (网站标识码).
    pub site_code: Arc<str>,
    /// ICP number.
    pub icp: Arc<str>,
    /// Public-security number.
    pub police: Arc<str>,
    /// Where these were written, by their keys; `operator` is the whole.
    spans: Vec<(&'static str, Span)>,
}

impl Operator {
    /// Where a key of it was written.
    pub fn span_of(&self, key: &str) -> Option<&Span> {
        self.spans.iter().find(|(own, _)| *own == key).map(|(_, span)| span)
    }
}

/// Settings of a portal.
#[derive(Clone, Debug)]
pub struct Config {
    /// As every page calls the portal.
    pub title: Arc<str>,
    /// Its address, ending in `/`.
    pub address: Option<Arc<str>>,
    /// The address under which it was first known, where that is another: feeds and calendars name records by it for good.
    pub first_address: Option<Arc<str>>,
    /// Languages of its pages, the first at the root; there is one at least.
    pub languages: Vec<Name>,
    /// Where its days begin.
    pub time_zone: Arc<str>,
    /// Currency of its accounts.
    pub currency: Arc<Currency>,
    /// On which day of the year its financial years begin.
    pub financial_year: YearStart,
    /// Levels of its organisations, from the top.
    pub levels: Vec<Named>,
    /// What belongs to its country.
    pub pack: Arc<Pack>,
    /// Folder under `themes/`.
    pub theme: Name,
    /// Its sections.
    pub sections: Vec<Named<Name>>,
    /// Who runs it.
    pub operator: Operator,
    /// Under which licence others may use what it publishes; none where it does not say.
    pub licence: Option<Licence>,
    /// Where to complain about the portal as a whole.
    pub complaints: Vec<Contact>,
    /// Terms of office of its units, oldest first; a unit may have its own.
    pub terms: Vec<Tenure>,
    /// The bodies that units of a sort have.
    pub body_sets: Vec<BodySet>,
    /// What it says about windows.
    pub windows: WindowSettings,
    /// How long what is posted has to stay up.
    pub posting: Posting,
    /// Who has to look at records of a sort before they are published.
    pub review: Review,
    /// The day of a demonstration, on which the site stands still.
    pub as_of: Option<Spanned<Date>>,
    /// Warnings about the settings that the publisher accepts.
    pub accept: Vec<Accept>,
    /// What an inspection looks at.
    pub inspection: Inspection,
    /// Which attachments that run it hands out.
    pub attachments: Allowed,
    /// Other words for the columns of tables.
    pub heads: OtherHeads,
    /// How large things may be.
    pub limits: Limits,
    /// How grave personal data is where it is found.
    pub privacy: Policy,
    /// Personal data in the settings that may be public.
    pub allow: Vec<Allow>,
    /// Under which number the rows of a sensitive list are not told.
    pub smallest: Smallest,
    /// Whether warnings that nobody accepted stop a build.
    pub is_strict: bool,
    /// Whether each page has a twin for elder readers.
    pub has_elder_tree: bool,
}

impl<N: FromNode> FromNode for Named<N> {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        if let Value::Map(_) = node.value {
            let mut fields = Fields::of(node, diags);
            let name: Option<N> = fields.need("name", diags);
            let label: Option<Label> = fields.get("label", diags);
            fields.finish(diags);
            let name = name?;
            return Some(Self { label: label.unwrap_or_default(), name, span: Some(node.span.clone()) });
        }
        let name = N::from_node(node, diags)?;
        Some(Self { label: Label::default(), name, span: Some(node.span.clone()) })
    }
}

impl<N: Deref<Target = str>> Named<N> {
    /// With the usual label, if the portal gives none.
    fn labelled(mut self, labels: &[(Name, Label)]) -> Self {
        if self.label.is_empty() {
            let label = labels.iter().find(|(name, _)| **name == *self.name);
            self.label = label.map_or_else(|| Label::plain(&self.name), |(_, label)| label.clone());
        }
        self
    }

    /// The names that the portal gives, or the usual ones, each with its label.
    fn list(given: Option<Vec<Self>>, usual: impl Iterator<Item = N>, labels: &[(Name, Label)]) -> Vec<Self> {
        let usual = usual.map(|name| Self { name, label: Label::default(), span: None });
        given.unwrap_or_else(|| usual.collect()).into_iter().map(|named| named.labelled(labels)).collect()
    }
}

impl FromNode for Operator {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let mut spans = vec![("operator", node.span.clone())];
        let mut text = |key| {
            let found = fields.node(key, diags)?;
            spans.push((key, found.span.clone()));
            Arc::<str>::from_node(found, diags)
        };
        let (name, phone) = (text("name"), text("phone"));
        let (site_code, icp, police) = (text("site-code"), text("icp"), text("police"));
        fields.finish(diags);
        let at = |key| spans.iter().find(|(own, _)| *own == key).map(|(_, span)| span.clone());
        let contact = at("name").map(|name| Spans { phone: at("phone").unwrap_or_else(|| node.span.clone()), name });
        Some(Self {
            contact: Contact {
                name: name.unwrap_or_default(),
                phone: phone.unwrap_or_default(),
                pay_to: None,
                spans: contact,
            },
            site_code: site_code.unwrap_or_default(),
            icp: icp.unwrap_or_default(),
            police: police.unwrap_or_default(),
            spans,
        })
    }
}

/// The pack and the profile of it that `profile:` names; those of a portal that names none.
fn read_profile(node: Option<&Node>, diags: &mut Diagnostics) -> (Arc<Pack>, Option<Spanned<&'static Profile>>) {
    let all: Vec<_> = Pack::profiles().collect();
    let choices = all.iter().enumerate().map(|(at, (_, profile))| (&*profile.name, &*profile.label, at));
    let choices: Vec<(&str, &str, usize)> = choices.collect();
    let node = node.filter(|node| !node.is_empty());
    // What is misspelt is told; the rest is read by what was meant, so that nothing follows from it.
    let near = |node: &Node| {
        let name = names::nearest(node.text()?, choices.iter().map(|(name, ..)| *name))?;
        choices.iter().find(|(own, ..)| *own == name).map(|(.., at)| *at)
    };
    let named = node.and_then(|node| Some((node, choose(node, &choices, diags).or_else(|| near(node))?)));
    match named.and_then(|(node, at)| Some((node, all.get(at)?))) {
        Some((node, (pack, profile))) => ((*pack).clone(), Some(Spanned { value: *profile, span: node.span.clone() })),
        None => (Pack::usual(), None),
    }
}

/// In what the portal counts money; what cannot be read is that of the pack.
fn read_currency(written: Option<Spanned<Arc<str>>>, pack: &Pack, diags: &mut Diagnostics) -> Arc<Currency> {
    let Some(written) = written else { return pack.currency.clone() };
    Currency::of(&written.value).unwrap_or_else(|| {
        let unknown = Diagnostic::new(&CURRENCY, written.span).with("value", written.value);
        diags.push(unknown.with_list("known", Currency::all().map(|one| &one.code)));
        pack.currency.clone()
    })
}

/// Reports a format that this program does not know yet.
fn check_format(format: Option<Spanned<u32>>, diags: &mut Diagnostics) {
    if let Some(newer) = format.filter(|format| format.value > FORMAT) {
        let newer = Diagnostic::new(&NEWER, newer.span).with_own("given", newer.value);
        diags.push(newer.with_own("known", FORMAT));
    }
}

impl Config {
    /// Reads `portal.yaml`; what is not there or cannot be read has its default.
    pub fn read(node: &Node, diags: &mut Diagnostics) -> Self {
        let mut fields = Fields::of(node, diags);
        let title: Option<Arc<str>> = fields.need("title", diags);
        check_format(fields.get("format", diags), diags);
        let address = fields.get("address", diags);
        if address.is_none() {
            diags.push(Diagnostic::new(&NO_ADDRESS, node.span.clone()));
        }
        let limits = fields.get("limits", diags).unwrap_or_default();
        let (pack, profile) = read_profile(fields.node("profile", diags), diags);
        let zone = fields.get("time-zone", diags);
        let currency = fields.get("currency", diags);
        let financial_year = fields.get("financial-year", diags).map(|YearStarts(day)| day);
        let levels: Option<Vec<Named>> = fields.get("levels", diags);
        let sections: Option<Vec<Named<Name>>> = fields.get("sections", diags);
        check_near(levels.as_deref().unwrap_or_default(), (&pack.levels, LEVEL), diags);
        check_near(sections.as_deref().unwrap_or_default(), (&pack.sections, SECTION), diags);
        let inspection = read_inspection(profile.as_ref(), fields.node("inspection", diags), diags);
        let windows = WindowSettings::usual(&pack);
        let config = Self {
            title: title.unwrap_or_else(|| pack.title.clone()),
            address: address.and_then(|address| check_address(address, diags)),
            first_address: fields.get("first-address", diags).and_then(|address| check_address(address, diags)),
            languages: language::read(fields.node("languages", diags), (&limits, &pack.languages), diags),
            time_zone: zone.and_then(|zone| check_zone(zone, diags)).unwrap_or_else(|| pack.time_zone.clone()),
            currency: read_currency(currency, &pack, diags),
            financial_year: financial_year.unwrap_or(pack.financial_year),
            levels: Named::list(levels, pack.usual_levels.iter().map(|name| (&**name).into()), &pack.levels),
            theme: fields.get("theme", diags).unwrap_or_else(|| Name::own("default")),
            sections: Named::list(sections, pack.sections.iter().map(|(name, _)| name.clone()), &pack.sections),
            operator: fields.get("operator", diags).unwrap_or_default(),
            licence: fields.get("licence", diags),
            complaints: fields.get("complaints", diags).unwrap_or_default(),
            terms: fields.get("terms", diags).unwrap_or_default(),
            body_sets: fields.get("body-sets", diags).unwrap_or_default(),
            windows: match fields.node("windows", diags).filter(|node| !node.is_empty()) {
                Some(node) => windows.changed_by(node, diags),
                None => windows,
            },
            posting: match fields.node("posting", diags).filter(|node| !node.is_empty()) {
                Some(node) => pack.posting.clone().changed_by(node, diags),
                None => pack.posting.clone(),
            },
            review: fields.get("review", diags).unwrap_or_default(),
            as_of: fields.get("as-of", diags),
            heads: fields.get("heads", diags).unwrap_or_default(),
            accept: fields.get("accept", diags).unwrap_or_default(),
            smallest: fields.get("smallest-count", diags).unwrap_or(pack.smallest),
            pack,
            inspection,
            attachments: fields.get("attachments", diags).unwrap_or_default(),
            limits,
            privacy: fields.get("privacy", diags).unwrap_or_default(),
            allow: fields.get("allow", diags).unwrap_or_default(),
            is_strict: fields.get("strict", diags).unwrap_or(false),
            has_elder_tree: fields.get("elder-tree", diags).unwrap_or(false),
        };
        fields.finish(diags);
        config
    }

    /// The reason for which the publisher accepts a warning about the settings.
    pub fn accepted(&self, rule: &str) -> Option<&Arc<str>> {
        self.accept.iter().find(|one| *one.rule.value == *rule).map(|one| &one.reason)
    }

    /// The level that portal.yaml has in the place of the usual one that is asked for, if it is misspelt there.
    pub fn misspelt_level(&self, asked: &str) -> Option<&str> {
        misspelt(&self.levels, asked, &self.pack.levels)
    }

    /// The same of a section.
    pub fn misspelt_section(&self, asked: &str) -> Option<&str> {
        misspelt(&self.sections, asked, &self.pack.sections)
    }

    /// The section of this name or label.
    pub fn section(&self, name: &str) -> Option<&Name> {
        let sections = &self.sections;
        let found = sections.iter().find(|section| &*section.name == name);
        found.or_else(|| sections.iter().find(|section| section.label.is(name))).map(|section| &section.name)
    }
}

fn misspelt<'n, N: Deref<Target = str>>(
    given: &'n [Named<N>],
    asked: &str,
    usual: &[(Name, Label)],
) -> Option<&'n str> {
    let is_usual = |name: &str| usual.iter().any(|(own, _)| **own == *name);
    let mut strange = given.iter().map(|own| &*own.name).filter(|own| !is_usual(own));
    strange.find(|own| is_usual(asked) && near_usual(own, usual) == Some(asked))
}

/// What is looked at: the limits of the profile that the portal names, with its own in their place. A portal that names
/// none and gives no limits is not inspected.
fn read_inspection(profile: Option<&Spanned<&Profile>>, own: Option<&Node>, diags: &mut Diagnostics) -> Inspection {
    let usual = profile.map_or_else(Inspection::default, |profile| profile.value.inspection.clone());
    let own = own.filter(|node| !node.is_empty());
    let span = profile.map(|profile| profile.span.clone()).or_else(|| own.map(|node| node.span.clone()));
    let changed = match own {
        Some(node) => usual.changed_by(node, diags),
        None => usual,
    };
    Inspection { span, ..changed }
}

const LEVEL: Text = Text { zh: "层级", en: "level" };
const SECTION: Text = Text { zh: "栏目", en: "section" };

/// Reports names without a label that are nearly those of usual ones, which the portal does not have.
fn check_near<N: Deref<Target = str>>(
    given: &[Named<N>],
    (usual, what): (&[(Name, Label)], Text),
    diags: &mut Diagnostics,
) {
    let is_given = |name: &str| given.iter().any(|own| *own.name == *name);
    let is_usual = |name: &str| usual.iter().any(|(own, _)| **own == *name);
    for own in given.iter().filter(|own| own.label.is_empty() && !is_usual(&own.name)) {
        let near = near_usual(&own.name, usual).filter(|near| !is_given(near));
        let (Some(near), Some(span)) = (near, &own.span) else { continue };
        let one = Diagnostic::new(&NEAR, span.clone()).with_word("what", what);
        diags.push(one.with("name", &*own.name).with_own("near", near));
    }
}

/// The usual name that is nearest.
fn near_usual<'u>(name: &str, usual: &'u [(Name, Label)]) -> Option<&'u str> {
    names::nearest(name, usual.iter().map(|(own, _)| &**own))
}

fn check_address(address: Spanned<Arc<str>>, diags: &mut Diagnostics) -> Option<Arc<str>> {
    let text = &address.value;
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let whole = host.is_some_and(|host| host.len() > 1 && host.ends_with('/') && !host.starts_with('/'));
    if !whole || text.contains([' ', '"', '<', '>', '?', '#']) {
        diags.push(Diagnostic::new(&ADDRESS, address.span).with("value", text));
        return None;
    }
    Some(address.value)
}

fn check_zone(zone: Spanned<Arc<str>>, diags: &mut Diagnostics) -> Option<Arc<str>> {
    if jiff::tz::TimeZone::get(&zone.value).is_err() {
        diags.push(Diagnostic::new(&ZONE, zone.span).with("value", &zone.value));
        return None;
    }
    Some(zone.value)
}
