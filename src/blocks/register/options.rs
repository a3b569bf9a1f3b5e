//! What a form sets for a register.

use std::sync::Arc;

use crate::base::decided::{Decision, decided};
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{FLAG, Fields, FromNode, Spanned, missing};
use crate::base::glossary::Tongue;
use crate::base::lang::{Label, Text};
use crate::base::smallest::Smallest;
use crate::base::yaml::Node;
use crate::blocks::column::Column;
use crate::blocks::column_type::ColumnType;
use crate::blocks::columns::read_columns;
use crate::blocks::flag::Flag;
use crate::blocks::nested::Nested;
use crate::blocks::norm::Norm;
use crate::blocks::outcome::Outcomes;

rules! {
    /// A form names a column that it does not have.
    COLUMN: Error "register/unknown-column" {
        zh: "没有名为 `{name}` 的栏" => "写 `columns` 里某一栏的 `name`：{known}",
        en: "there is no column `{name}`" => "name one of `columns`: {known}",
    }
}

const NOT_SENSITIVE: Text = Text { zh: "各项数字照报", en: "every count is told" };

/// What a form sets for a register.
#[derive(Clone, Debug, Default)]
pub struct RegisterOptions {
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// Name of the column that heads a row.
    pub title: Option<Arc<str>>,
    /// Whether small counts are merged upward.
    pub is_sensitive: bool,
    /// Which counts are small: those under this; the portal says it.
    pub smallest: Smallest,
    /// Whether each record lists everything, so that the latest holds instead of the sum.
    pub is_stock: bool,
    /// Columns whose values may not repeat.
    pub unique: Vec<Arc<str>>,
    /// Columns of which each names somebody, and nobody twice.
    pub once: Vec<Arc<str>>,
    /// Column by whose values the totals are told apart as they rise.
    pub by: Option<Arc<str>>,
    /// Date columns in the order in which a matter passes them, to time each step.
    pub stages: Vec<Arc<str>>,
    /// Whether every row stays, also one that is called like a total: the lines of a statement.
    pub has_lines: bool,
    /// Name of the column that says when a row came in, where each is a question that wants an answer.
    pub answers_from: Option<Arc<str>>,
    /// What stands above the rows on pages: 服务点; what the kind says if nothing.
    pub heading: Option<Label>,
    /// What a row is: 合同, 承诺.
    pub noun: Option<Label>,
    /// The word that stands behind the number of rows: 份, 户.
    pub counted_in: Option<Label>,
    /// Which rows hold others by their value of `by`, as grids hold smaller ones: nothing is added over all.
    pub nested: Nested,
    /// Whether rows count something else by their value of `by`: nothing is added over all, and not what has none.
    pub is_apart: bool,
    /// Whether its rows are all there are, so that figures may be counted from them; a record may say otherwise.
    pub is_complete: bool,
    /// Which columns say who was elected by the ballots beside, and by how many votes.
    pub elected: Option<Elected>,
    /// Which columns say who holds a post from when to when, where one holder at a time is the rule.
    pub holders: Option<Holders>,
}

/// Who holds a post: the columns of the post, the unit, the name, the first and the last day.
#[derive(Clone, Debug)]
pub struct Holders {
    /// The post.
    pub post: Spanned<Arc<str>>,
    /// The unit; that of the record where it is empty.
    pub unit: Spanned<Arc<str>>,
    /// The name.
    pub name: Spanned<Arc<str>>,
    /// The first day.
    pub since: Spanned<Arc<str>>,
    /// The last day.
    pub until: Spanned<Arc<str>>,
    /// Posts that one alone may hold.
    pub single: Vec<Arc<str>>,
}

/// Who was elected: the columns of the name and of the votes.
#[derive(Clone, Debug)]
pub struct Elected {
    /// The name.
    pub name: Spanned<Arc<str>>,
    /// The votes.
    pub votes: Spanned<Arc<str>>,
}

impl FromNode for Elected {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let (name, votes) = (fields.need("name", diags), fields.need("votes", diags));
        fields.finish(diags);
        Some(Self { name: name?, votes: votes? })
    }
}

impl FromNode for Holders {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let (post, unit, name) = (fields.need("post", diags), fields.need("unit", diags), fields.need("name", diags));
        let (since, until) = (fields.need("since", diags), fields.need("until", diags));
        let single = fields.need("single", diags);
        fields.finish(diags);
        Some(Self { post: post?, unit: unit?, name: name?, since: since?, until: until?, single: single? })
    }
}

impl Holders {
    fn columns(&self) -> [&Spanned<Arc<str>>; 5] {
        [&self.post, &self.unit, &self.name, &self.since, &self.until]
    }
}

/// Columns that the definition of a column names: what it follows from, what its rhythm goes by.
fn of_column(column: &Column) -> Vec<&Spanned<Arc<str>>> {
    let mut named = column.from.as_ref().map_or_else(Vec::new, Flag::columns);
    named.extend(column.every.as_ref().and_then(|every| every.by.as_ref()));
    named.extend(column.only.as_ref().map(|only| &only.by));
    named
}

impl FromNode for RegisterOptions {
    /// Options with any error count as those of a sensitive register: the key that says so may be what cannot be read.
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut own = Diagnostics::new();
        let mut options = Self::read(node, &mut own);
        options.is_sensitive |= own.has_errors();
        diags.append(own);
        Some(options)
    }
}

impl RegisterOptions {
    fn read(node: &Node, diags: &mut Diagnostics) -> Self {
        let mut fields = Fields::of(node, diags);
        let columns = fields.node("columns", diags).map(|node| read_columns(node, diags)).unwrap_or_default();
        let title: Option<Spanned<Arc<str>>> = fields.get("title", diags);
        let by: Option<Spanned<Arc<str>>> = fields.get("by", diags);
        let unique: Vec<Spanned<Arc<str>>> = fields.get("unique", diags).unwrap_or_default();
        let once: Vec<Spanned<Arc<str>>> = fields.get("once", diags).unwrap_or_default();
        let stages: Vec<Spanned<Arc<str>>> = fields.get("stages", diags).unwrap_or_default();
        let answers_from: Option<Spanned<Arc<str>>> = fields.get("answers-from", diags);
        let own = title.iter().chain(&by).chain(&unique).chain(&once).chain(&stages).chain(&answers_from).cloned();
        let holders: Option<Holders> = fields.get("holders", diags);
        let elected: Option<Elected> = fields.get("elected", diags);
        let elect = elected.iter().flat_map(|elected| [&elected.name, &elected.votes]);
        let others = columns.iter().flat_map(of_column).chain(holders.iter().flat_map(Holders::columns)).chain(elect);
        let others = others.cloned();
        let norms = columns.iter().filter_map(|column| column.norm.as_ref()).flat_map(Norm::named);
        let days = columns.iter().flat_map(|column| [&column.outcomes.days_from, &column.mean_by]).flatten().cloned();
        let all = own.chain(norms).chain(days).chain(others);
        for name in all.filter(|name| columns.iter().all(|own| own.name != name.value)) {
            let unknown = Diagnostic::new(&COLUMN, name.span.clone()).with("name", &name.value);
            diags.push(unknown.with_list("known", columns.iter().map(|own| &own.name)));
        }
        let is_sensitive =
            decided(&mut fields, Decision { key: "sensitive", usual: NOT_SENSITIVE, choices: &FLAG }, diags);
        let options = Self {
            columns,
            title: title.map(|title| title.value),
            is_sensitive: is_sensitive.unwrap_or(false),
            smallest: Smallest::default(),
            is_stock: fields.get("stock", diags).unwrap_or(false),
            has_lines: fields.get("every-row", diags).unwrap_or(false),
            unique: unique.into_iter().map(|name| name.value).collect(),
            once: once.into_iter().map(|name| name.value).collect(),
            by: by.map(|name| name.value),
            stages: stages.into_iter().map(|name| name.value).collect(),
            answers_from: answers_from.map(|name| name.value),
            heading: fields.get("heading", diags),
            noun: fields.get("noun", diags),
            counted_in: fields.get("counted-in", diags),
            nested: fields.get("nested", diags).unwrap_or_default(),
            is_apart: fields.get("apart", diags).unwrap_or(false),
            is_complete: fields.get("complete", diags).unwrap_or(false),
            elected,
            holders,
        };
        if !options.adds_over_all() && options.by.is_none() {
            diags.push(missing("by", node.span.clone()));
        }
        fields.finish(diags);
        options
    }

    /// Whether its columns have totals over all rows.
    pub fn adds_over_all(&self) -> bool {
        !self.nested.is_any() && !self.is_apart
    }

    /// Index of the column with this name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| *column.name == *name)
    }

    /// Index of the first column of a type.
    pub fn position(&self, column_type: ColumnType) -> Option<usize> {
        self.columns.iter().position(|column| column.column_type == column_type)
    }

    /// Index of the column that heads a row.
    pub fn title(&self) -> usize {
        let named = |name: &Arc<str>| self.columns.iter().position(|column| column.name == *name);
        let found = self.title.as_ref().and_then(named);
        found.or_else(|| self.position(ColumnType::Text)).unwrap_or(0)
    }

    /// What the states of its rows mean, if they have any.
    pub fn outcomes(&self) -> Option<&Outcomes> {
        self.position(ColumnType::Status).map(|at| &self.columns[at].outcomes)
    }

    /// Index of the column from which the days to the end are counted; none where they mean nothing.
    pub fn days_from(&self) -> Option<usize> {
        let outcomes = self.outcomes().filter(|outcomes| outcomes.has_median)?;
        match &outcomes.days_from {
            Some(name) => self.columns.iter().position(|column| column.name == name.value),
            None => self.position(ColumnType::Date),
        }
    }

    /// Index of the column whose numbers weigh in the mean of another.
    pub fn weight(&self, column: &Column) -> Option<usize> {
        let by = column.mean_by.as_ref()?;
        self.columns.iter().position(|column| column.name == by.value)
    }

    /// Index of the column that totals are told apart by.
    pub fn by_column(&self) -> Option<usize> {
        self.columns.iter().position(|column| self.by.as_ref() == Some(&column.name))
    }

    /// Indexes of the columns of the stages, in their order.
    pub(super) fn stage_columns(&self) -> impl Iterator<Item = usize> {
        self.stages.iter().filter_map(|name| self.columns.iter().position(|column| column.name == *name))
    }

    /// Labels of each two neighbouring stages.
    pub fn steps<'a>(&'a self, tongue: Tongue<'a>) -> Vec<(&'a str, &'a str)> {
        let labels: Vec<&str> = self.stage_columns().map(|at| tongue.label(&self.columns[at].label)).collect();
        labels.windows(2).map(|pair| (pair[0], pair[1])).collect()
    }
}
