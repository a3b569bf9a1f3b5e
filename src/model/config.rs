//! Settings of a portal: `portal.yaml`.

mod named;
mod operator;
mod read;

use std::sync::Arc;

use crate::base::currency::Currency;
use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, Spanned};
use crate::base::limits::Limits;
use crate::base::name::Name;
use crate::base::period::YearStart;
use crate::base::smallest::Smallest;
use crate::base::yaml::Node;
use crate::blocks::heads::OtherHeads;
use crate::model::act::WindowSettings;
use crate::model::body_set::BodySet;
use crate::model::contact::Contact;
use crate::model::due::YearStarts;
use crate::model::inspection::Inspection;
use crate::model::language;
use crate::model::licence::Licence;
use crate::model::pack::Pack;
use crate::model::posting::Posting;
use crate::model::privacy::{Allow, Policy};
use crate::model::record::Accept;
use crate::model::review::Review;
use crate::model::runs::Allowed;
use crate::model::tenure::Tenure;

use named::{LEVEL, SECTION, check_near, misspelt};
use read::{check_address, check_format, check_zone, read_currency, read_inspection, read_profile};

pub use named::Named;
pub use operator::Operator;

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
