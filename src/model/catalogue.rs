//! The catalogue: what is owed, by whom, how often, on what basis. Columns of the 基层政务公开标准目录.

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::Diagnostics;
use crate::base::fields::{Fields, FromNode, Spanned};
use crate::base::name::Name;
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::model::basis::Written;
use crate::model::due::Due;
use crate::model::id::ItemId;
use crate::model::owed_by::OwedBy;
use crate::model::record::Shape;

/// An item of the catalogue.
#[derive(Clone, Debug)]
pub struct Obligation {
    /// Stable name, which records cite.
    pub id: ItemId,
    /// Its group (一级事项).
    pub group: Option<Arc<str>>,
    /// What it is called (二级事项).
    pub name: Arc<str>,
    /// What of it is published (公开内容).
    pub content: Vec<Arc<str>>,
    /// Its section.
    pub section: Option<Spanned<Name>>,
    /// Levels and types of the units that owe it (公开主体).
    pub owed_by: OwedBy,
    /// Kind of the records that meet it.
    pub kind: Option<Spanned<Arc<str>>>,
    /// Form of the records that meet it.
    pub form: Option<Spanned<Arc<str>>>,
    /// When it is owed (公开时限).
    pub due: Option<Due>,
    /// How many records a period needs.
    pub least: u32,
    /// Who must each have one in a period.
    pub each_of: Option<EachOf>,
    /// From when on it is owed; from the beginning of the portal if not given.
    pub since: Option<Date>,
    /// Until when it was owed.
    pub until: Option<Date>,
    /// Law or rule behind it (公开依据).
    pub basis: Vec<Written>,
    /// Whether the deadline is a local rule, which other places set otherwise.
    pub is_local: bool,
    /// Where it is published (公开渠道和载体).
    pub channels: Vec<Arc<str>>,
    /// For whom (公开对象).
    pub audience: Vec<Arc<str>>,
    /// How: of its own accord, on request (公开方式).
    pub method: Vec<Arc<str>>,
    /// At which levels of government (公开层级).
    pub level: Vec<Arc<str>>,
    /// How long it is kept.
    pub retention: Option<Arc<str>>,
    /// Where it stands.
    pub span: Span,
}

impl Obligation {
    /// Whether records of this kind and form may meet it.
    pub fn takes(&self, shape: &Shape) -> bool {
        self.kind.as_ref().is_some_and(|kind| *kind.value == *shape.kind)
            && self.form.as_ref().is_none_or(|form| Some(&*form.value) == shape.form.as_deref())
    }
}

/// People or posts of whom each must have a record in a period.
#[derive(Clone, Debug)]
pub struct EachOf {
    /// Label of the fact by which a record names one of them.
    pub fact: Arc<str>,
    /// All of them.
    pub names: Vec<Arc<str>>,
}

impl FromNode for EachOf {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let (fact, names) = (fields.need("fact", diags), fields.need("names", diags));
        fields.finish(diags);
        Some(Self { fact: fact?, names: names? })
    }
}

/// A list under `name`, or under what the standard catalogue calls that column.
fn column<T: FromNode>(
    fields: &mut Fields<'_>,
    name: &'static str,
    others: &[&str],
    diags: &mut Diagnostics,
) -> Vec<T> {
    let node = fields.also(name, others, diags).filter(|node| !node.is_empty());
    node.and_then(|node| FromNode::from_node(node, diags)).unwrap_or_default()
}

fn due(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Option<Due> {
    let node = fields.also("due", &["公开时限"], diags).filter(|node| !node.is_empty())?;
    Some(Due::from_node(node, diags).unwrap_or(Due::Unreadable))
}

impl FromNode for Obligation {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let id = fields.need("id", diags);
        let name: Option<Arc<str>> = match fields.also("name", &["二级事项"], diags).filter(|node| !node.is_empty())
        {
            Some(node) => FromNode::from_node(node, diags),
            None => fields.need("name", diags),
        };
        let item = id.zip(name).map(|(id, name)| Self {
            id,
            group: fields.get("group", diags),
            name,
            content: column(&mut fields, "content", &["公开内容(要素)", "公开内容（要素）"], diags),
            section: fields.get("section", diags),
            owed_by: fields.get("owed-by", diags).unwrap_or_default(),
            kind: fields.get("kind", diags),
            form: fields.get("form", diags),
            due: due(&mut fields, diags),
            least: fields.get("least", diags).unwrap_or(1).max(1),
            each_of: fields.get("each-of", diags),
            since: fields.get("since", diags),
            until: fields.get("until", diags),
            basis: column(&mut fields, "basis", &["公开依据"], diags),
            is_local: fields.get("local", diags).unwrap_or(false),
            channels: column(&mut fields, "channels", &["公开渠道和载体"], diags),
            audience: column(&mut fields, "audience", &["公开对象"], diags),
            method: column(&mut fields, "method", &["公开方式"], diags),
            level: column(&mut fields, "level", &["公开层级"], diags),
            retention: fields.get("retention", diags),
            span: node.span.clone(),
        });
        if item.is_some() {
            fields.finish(diags);
        }
        item
    }
}
