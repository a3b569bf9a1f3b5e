//! Tags in the head of a page that say what the page is. A pack says which words they have; where it says none, there is
//! the description alone.

use serde::Serialize;

use crate::publish::index::Seen;
use crate::view::Context;

/// A meta tag.
#[derive(Clone, Debug, Serialize)]
pub struct Meta {
    /// `name`.
    pub name: &'static str,
    /// `content`.
    pub content: String,
}

/// What sort of column a page stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// The home page.
    Home,
    /// The page of a unit.
    Unit,
    /// Records, or lists of them.
    List,
    /// What was owed against what was published.
    Progress,
    /// Figures in sum.
    Figures,
    /// Units side by side.
    Compared,
    /// Windows for objections.
    Windows,
    /// A page about the portal.
    Guide,
}

impl Sort {
    /// Under what name a pack says what the sort is called.
    fn name(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Unit => "unit",
            Self::List => "list",
            Self::Progress => "progress",
            Self::Figures => "figures",
            Self::Compared => "compared",
            Self::Windows => "windows",
            Self::Guide => "guide",
        }
    }
}

/// The tags of a page in the column `name`; `None` for the column that the sort itself is.
pub(crate) fn of_column(context: &Context<'_>, sort: Sort, name: Option<String>) -> Vec<Meta> {
    let words = &context.site.portal().config.pack.page_tags;
    let Some(kind) = words.get(sort.name()) else { return Vec::new() };
    vec![
        Meta { name: "ColumnName", content: name.unwrap_or_else(|| kind.to_string()) },
        Meta { name: "ColumnType", content: kind.to_string() },
    ]
}

/// The tags of a record.
pub(crate) fn of_record(context: &Context<'_>, record: &Seen) -> Vec<Meta> {
    let portal = context.site.portal();
    let mut tags = of_column(context, Sort::List, Some(context.label(&portal.kind(record).label)));
    if !tags.is_empty() {
        let source = record.sign_off.source.as_ref().unwrap_or(&portal.orgs.get(record.org).name);
        tags.extend([
            Meta { name: "ArticleTitle", content: record.title.to_string() },
            Meta { name: "PubDate", content: format!("{} 00:00", record.published) },
            Meta { name: "ContentSource", content: source.to_string() },
        ]);
    }
    tags
}

/// Meta tags of every page, in the spelling of the page-design annex of 国办发〔2017〕47号 where the pack asks for them,
/// then the page's own and what describes it.
pub(crate) fn of_page(context: &Context<'_>, own: Vec<Meta>, description: String) -> Vec<Meta> {
    let config = &context.site.portal().config;
    let is_record = own.iter().any(|tag| tag.name == "ArticleTitle");
    // Who reads names of tags takes both spellings for one.
    let described = Meta { name: if is_record { "Description" } else { "description" }, content: description };
    if config.pack.page_tags.is_empty() {
        return own.into_iter().chain([described]).collect();
    }
    let mut tags = vec![Meta { name: "SiteName", content: config.title.to_string() }];
    if let Some(address) = &config.address {
        let host = address.split('/').nth(2).unwrap_or_default();
        tags.push(Meta { name: "SiteDomain", content: host.to_owned() });
    }
    if !config.operator.site_code.is_empty() {
        tags.push(Meta { name: "SiteIDCode", content: config.operator.site_code.to_string() });
    }
    let of = |name| own.iter().find(|tag| tag.name == name);
    let column = of("ColumnName").filter(|_| !is_record).map(|tag| tag.content.clone());
    tags.extend(own);
    tags.push(described);
    if let Some(column) = column {
        tags.push(Meta { name: "ColumnDescription", content: format!("{}，{column}", config.title) });
        tags.push(Meta { name: "ColumnKeywords", content: format!("{},{column}", config.title) });
    }
    tags
}
