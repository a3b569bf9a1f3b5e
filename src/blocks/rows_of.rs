//! Cells that are counted from rows beside theirs, of another table or of an account: those that name what the row is about.

use std::sync::Arc;

use crate::base::diag::Diagnostics;
use crate::base::fields::{Fields, FromNode, Spanned};
use crate::base::yaml::Node;
use crate::blocks::pick::Pick;

/// What entries of an account have for columns.
pub const ENTRY: [&str; 8] = ["date", "item", "category", "counterparty", "voucher", "in", "out", "amount"];

/// What a cell is counted from.
#[derive(Clone, Debug)]
pub struct RowsOf {
    /// The slot whose rows are counted.
    pub rows: Spanned<Arc<str>>,
    /// Their column that names what the row is about.
    pub named: Spanned<Arc<str>>,
    /// Rows that are meant.
    pub pick: Pick,
    /// The column that is added up; rows are counted without it.
    pub sum: Option<Spanned<Arc<str>>>,
    /// The column of the own row that is added to it, such as what was there before.
    pub plus: Option<Spanned<Arc<str>>>,
}

impl FromNode for RowsOf {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let (rows, named) = (fields.need("rows", diags), fields.need("rows-of", diags));
        let pick = fields.get("where", diags).unwrap_or_default();
        let (sum, plus) = (fields.get("sum", diags), fields.get("plus", diags));
        fields.finish(diags);
        Some(Self { rows: rows?, named: named?, pick, sum, plus })
    }
}

impl RowsOf {
    /// The columns of the other table that it names.
    pub fn columns(&self) -> impl Iterator<Item = &Spanned<Arc<str>>> {
        std::iter::once(&self.named).chain(&self.sum).chain(self.pick.columns())
    }

    /// As the reference says it.
    pub fn said(&self) -> String {
        let pick =
            if self.pick.columns().next().is_some() { format!(" where {}", self.pick.said()) } else { String::new() };
        let sum = self.sum.as_ref().map_or(String::new(), |sum| format!(" sum {}", sum.value));
        let plus = self.plus.as_ref().map_or(String::new(), |plus| format!("{} + ", plus.value));
        format!("{plus}{}{pick}{sum} rows-of {}", self.rows.value, self.named.value)
    }
}
