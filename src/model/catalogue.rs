//! The catalogue: what is owed, by whom, how often, on what basis. Columns of the 基层政务公开标准目录.

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, Spanned};
use crate::base::source::Span;
use crate::base::yaml::{Node, Value};

rules! {
    /// A deadline rule that cannot be read.
    DUE: Error "catalogue/unknown-due" {
        zh: "看不懂公开时限 `{value}`" => "写成 `{every: quarter, by-day: 20}`、`{after: 事件, within: 20 working days}`、`{dates: [07-01]}`、`{once-per: term}`、`{max-age: 365 days}` 或 `on-demand`",
        en: "the deadline `{value}` cannot be read" => "write `{every: quarter, by-day: 20}`, `{after: EVENT, within: 20 working days}`, `{dates: [07-01]}`, `{once-per: term}`, `{max-age: 365 days}` or `on-demand`",
        wrong: "due: 经常", right: "due: {every: quarter, by-day: 20}",
    }
}

/// An item of the catalogue.
#[derive(Clone, Debug)]
pub struct Obligation {
    /// Stable name, which records cite.
    pub id: Arc<str>,
    /// What it is called.
    pub name: Arc<str>,
    /// Its section.
    pub section: Option<Arc<str>>,
    /// Levels and types of the units that owe it.
    pub owed_by: OwedBy,
    /// Kind of the records that meet it.
    pub kind: Option<Spanned<Arc<str>>>,
    /// Form of the records that meet it.
    pub form: Option<Spanned<Arc<str>>>,
    /// When it is owed.
    pub due: Option<Due>,
    /// From when on it is owed; from the beginning of the portal if not given.
    pub since: Option<Date>,
    /// Law or rule behind it.
    pub basis: Vec<Arc<str>>,
    /// Where it is published.
    pub channels: Vec<Arc<str>>,
    /// The columns 公开内容, 公开对象, 公开方式, 公开层级 and the like, as written.
    pub notes: Vec<(Arc<str>, Arc<str>)>,
    /// Where it stands.
    pub span: Span,
}

/// Who owes an item; empty lists do not restrict.
#[derive(Clone, Debug, Default)]
pub struct OwedBy {
    /// Levels.
    pub levels: Vec<Arc<str>>,
    /// Types.
    pub types: Vec<Arc<str>>,
    /// Paths of single units.
    pub orgs: Vec<Arc<str>>,
}

/// When an item is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Due {
    /// Each period, by a day of the month after it.
    Every {
        /// `month`, `quarter`, `half`, `year`, or a number of months.
        every: Arc<str>,
        /// Day of the month after the period.
        by_day: u32,
    },
    /// Within a time after an event.
    After {
        /// The event.
        event: Arc<str>,
        /// `20 working days`, `5 days`.
        within: Arc<str>,
    },
    /// On fixed days of each year, `MM-DD`.
    Dates(Vec<Arc<str>>),
    /// Once in each term of office.
    OncePer(Arc<str>),
    /// Always, and never older than this.
    MaxAge(Arc<str>),
    /// When someone asks.
    OnDemand,
}

impl FromNode for OwedBy {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let mut list = |name| fields.get(name, diags).unwrap_or_default();
        let owed_by = Self { levels: list("levels"), types: list("types"), orgs: list("orgs") };
        fields.finish(diags);
        Some(owed_by)
    }
}

impl FromNode for Due {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let unknown = |diags: &mut Diagnostics| {
            let value = node.text().unwrap_or("{…}");
            diags.push(Diagnostic::new(&DUE, node.span.clone()).with("value", value));
            None
        };
        if let Value::Text(text) = &node.value {
            return if text == "on-demand" || text == "依申请" { Some(Self::OnDemand) } else { unknown(diags) };
        }
        let mut fields = Fields::of(node, diags);
        let by_day = fields.get("by-day", diags);
        let within = fields.get("within", diags);
        let mut text = |name| fields.get::<Arc<str>>(name, diags);
        let (every, after, once, age) = (text("every"), text("after"), text("once-per"), text("max-age"));
        let dates = fields.get("dates", diags);
        fields.finish(diags);
        match (every, after, dates, once, age) {
            (Some(every), ..) => Some(Self::Every { every, by_day: by_day.unwrap_or(20) }),
            (_, Some(event), ..) => {
                Some(Self::After { event, within: within.unwrap_or_else(|| "20 working days".into()) })
            }
            (_, _, Some(dates), ..) => Some(Self::Dates(dates)),
            (.., Some(term), _) => Some(Self::OncePer(term)),
            (.., Some(age)) => Some(Self::MaxAge(age)),
            _ => unknown(diags),
        }
    }
}

impl FromNode for Obligation {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        const NOTES: [&str; 7] = ["group", "content", "audience", "method", "level", "retention", "local"];
        let mut fields = Fields::of(node, diags);
        let id = fields.need("id", diags);
        let name = fields.need("name", diags);
        let notes = NOTES.iter().filter_map(|name| Some(((*name).into(), fields.get::<Arc<str>>(name, diags)?)));
        let notes = notes.collect();
        let item = id.zip(name).map(|(id, name)| Self {
            id,
            name,
            section: fields.get("section", diags),
            owed_by: fields.get("owed-by", diags).unwrap_or_default(),
            kind: fields.get("kind", diags),
            form: fields.get("form", diags),
            due: fields.get("due", diags),
            since: fields.get("since", diags),
            basis: fields.get("basis", diags).unwrap_or_default(),
            channels: fields.get("channels", diags).unwrap_or_default(),
            notes,
            span: node.span.clone(),
        });
        fields.finish(diags);
        item
    }
}
