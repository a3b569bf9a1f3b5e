//! Where a figure comes from: the rows of a register beside it that lists everything, or the units of the portal.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, Spanned};
use crate::base::lang::Text;
use crate::base::names;
use crate::base::number::{Decimal, Rate};
use crate::base::yaml::Node;
use crate::blocks::column::Column;
use crate::blocks::measures::ground::{Counted, Ground, Unit, Units};
use crate::blocks::measures::what::{self, What};
use crate::blocks::pick::{Moment, Pick};
use crate::blocks::register::{Register, RegisterOptions, Row};

rules! {
    /// A figure that does not say what is counted.
    UNUSABLE: Error "figure/from-unusable" {
        zh: "`from` 没有写数什么" => "写 `{rows: 内容名}`，可以加 `where: {栏: 值}`、`sum: 栏`（要算成比率，再写 `of: 总数`）、`by: 栏`、`is: {栏: 值}`、`distinct: 栏`；数单位写 `{units: {levels: [village]}}`",
        en: "`from` does not say what is counted" => "write `{rows: SLOT}`, with `where: {COLUMN: VALUE}`, `sum: COLUMN` (with `of: BASE` for a rate), `by: COLUMN`, `is: {COLUMN: VALUE}` or `distinct: COLUMN` if needed; for units write `{units: {levels: [village]}}`",
        wrong: "from: {where: {status: 空缺}}", right: "from: {rows: entries, where: {status: 空缺}}",
    }
    /// A figure counts rows or a column that are not there.
    UNKNOWN: Error "figure/from-unknown" {
        zh: "`{key}` 里的 `{name}` 不存在" => "`rows:` 写同一格式里登记行的内容名，其余写它的栏名：{known}",
        en: "`{key}` names `{name}`, which is not there" => "`rows:` takes a slot with rows of the same form, the other keys take its columns: {known}",
    }
}

/// How a figure is counted.
#[derive(Clone, Debug)]
pub struct Source {
    /// The slot whose rows are counted; none where units of the portal are.
    pub rows: Option<Spanned<Arc<str>>>,
    /// Rows that are meant.
    pick: Pick,
    /// What is made of them.
    what: What,
    /// Column or property by whose values the figure has parts.
    by: Option<Spanned<Arc<str>>>,
    /// Units of the portal that are meant.
    pub units: Option<Units>,
}

/// What a key of a form names: a slot with rows, and columns of these.
#[derive(Debug)]
pub struct Named<'s, C> {
    /// The key.
    pub key: &'static str,
    /// The slot.
    pub rows: &'s Spanned<Arc<str>>,
    /// The columns.
    pub columns: C,
}

impl FromNode for Source {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let rows: Option<Spanned<Arc<str>>> = fields.get("rows", diags);
        let pick = fields.get("where", diags).unwrap_or_default();
        let what = What::read(&mut fields, diags);
        let (by, units): (Option<Spanned<Arc<str>>>, Option<Units>) =
            (fields.get("by", diags), fields.get("units", diags));
        fields.finish(diags);
        let is_whole = match (&what, &rows, &units) {
            (Some(What::Unnamed(_)), rows, units) => rows.is_some() && units.is_some(),
            (Some(What::Count), None, units) => units.is_some(),
            // Sides of a rate have no parts.
            (Some(What::Sum(_, Some(_))), rows, _) => rows.is_some() && by.is_none(),
            (_, rows, _) => rows.is_some(),
        };
        let Some(what) = what.filter(|_| is_whole) else {
            diags.push(Diagnostic::new(&UNUSABLE, node.span.clone()));
            return None;
        };
        Some(Self { rows, pick, what, by, units })
    }
}

impl Source {
    /// Reports what it names and `register` does not find: a slot with rows, a column of it.
    pub fn check(&self, register: impl Fn(&str) -> Option<Arc<RegisterOptions>>, diags: &mut Diagnostics) {
        let Some(rows) = &self.rows else { return };
        let names = |options: &RegisterOptions| options.columns.iter().map(|column| column.name.clone()).collect();
        let options = register(&rows.value);
        let known: Option<Vec<Arc<str>>> = options.as_deref().map(names);
        if let Some(options) = options.as_deref() {
            self.what.check(options, self.by.is_some(), diags);
        }
        Self::check_names(Named { key: "from", rows, columns: self.columns() }, known.as_deref(), diags);
    }

    /// Reports a slot without rows, and columns that are not among the `known` ones of its rows.
    pub fn check_names<'s>(
        named: Named<'s, impl Iterator<Item = &'s Spanned<Arc<str>>>>,
        known: Option<&[Arc<str>]>,
        diags: &mut Diagnostics,
    ) {
        let unknown = |name: &Spanned<Arc<str>>| {
            Diagnostic::new(&UNKNOWN, name.span.clone()).with_own("key", named.key).with("name", &name.value)
        };
        let Some(known) = known else {
            const ROWS: Text = Text {
                zh: "`rows:` 写同一格式里有明细的内容名",
                en: "`rows:` takes the name of a slot of the same form that has rows",
            };
            return diags.push(unknown(named.rows).help_instead(ROWS));
        };
        for name in named.columns.filter(|name| !known.contains(&name.value)) {
            diags.push(match names::nearest(&name.value, known.iter().map(|one| &**one)) {
                Some(near) => unknown(name).perhaps(near),
                None => unknown(name).with_list("known", known),
            });
        }
    }

    fn columns(&self) -> impl Iterator<Item = &Spanned<Arc<str>>> {
        let (columns, pick) = self.what.columns();
        let conditions = self.pick.columns().chain(pick.into_iter().flat_map(Pick::columns));
        conditions.chain(columns).chain(&self.by)
    }

    /// Whether a record without a period can answer it.
    fn is_answered(&self, moment: &Moment) -> bool {
        let is_timed = match &self.what {
            What::Share(pick) => pick.needs_period(),
            _ => false,
        };
        moment.period.is_some() || !(is_timed || self.pick.needs_period())
    }

    /// Counts; `None` where what is known does not say.
    pub fn count(&self, ground: &Ground<'_>) -> Option<Counted> {
        if !self.is_answered(&ground.moment) {
            return None;
        }
        let Some(register) = ground.register.filter(|_| self.rows.is_some()) else {
            let sorts = ground.units.iter().map(|unit| (Arc::from(unit.sort.as_str()), Decimal::whole(1)));
            return Some(self.number(sorts.collect(), &[]));
        };
        let rows = register.picked(&self.pick, &ground.moment);
        let rows = match self.tier(register, &rows) {
            Some((at, tier)) => rows.into_iter().filter(|row| tier.contains(&row.cells[at].text().into())).collect(),
            None => rows,
        };
        let position = |name: &Spanned<Arc<str>>| register.options().column(&name.value);
        match &self.what {
            What::Sum(column, base) if base.is_some() || what::is_rate(register.options(), column) => {
                what::sides(column, base.as_ref(), (register, &rows)).map(Counted::Rate)
            }
            What::Count | What::Sum(..) => {
                let column = if let What::Sum(column, _) = &self.what { Some(position(column)?) } else { None };
                let by = self.by.as_ref().map(position);
                if by.is_some_and(|by| by.is_none()) {
                    return None;
                }
                let amount = |row: &Row| column.map_or(Some(Decimal::whole(1)), |at| row.cells[at].number());
                let sort = |row: &Row| by.flatten().map_or(String::new(), |at| row.cells[at].text());
                let items = rows.iter().map(|row| (sort(row).into(), amount(row).unwrap_or_default()));
                let order = by.flatten().map_or(&[][..], |at| &register.options().columns[at].values);
                Some(self.number(items.collect(), order))
            }
            What::Distinct(column) => Some(Counted::Number(whole(values(&rows, position(column)?).len()), Vec::new())),
            What::Share(pick) => {
                let has = |row: &&&Row| register.is_picked(row, pick, &ground.moment);
                Some(Counted::Rate(share(rows.iter().filter(has).count(), rows.len())))
            }
            What::Named(column) | What::Unnamed(column) => {
                let at = position(column)?;
                let values = values(&rows, at);
                let all = &register.options().columns[at];
                let (named, of) = self.named(&values, all, ground.units);
                Some(match &self.what {
                    What::Named(_) => Counted::Rate(share(named, of)),
                    _ => Counted::Number(whole(of.saturating_sub(named)), Vec::new()),
                })
            }
        }
    }

    /// Where rows hold others, and the source does not say which are meant: the column of their tiers, and the outermost
    /// one that is there. What it counts stands once in each tier.
    fn tier(&self, register: &Register, rows: &[&Row]) -> Option<(usize, Vec<Arc<str>>)> {
        let options = register.options();
        let at = options.by_column().filter(|_| matches!(self.what, What::Count | What::Sum(..) | What::Share(_)))?;
        if self.pick.columns().any(|column| column.value == options.columns[at].name) {
            return None;
        }
        let is_there = |value: &str| rows.iter().any(|row| row.cells[at].text() == value);
        Some((at, options.nested.outermost(&options.columns[at].values, is_there)?))
    }

    /// The values of the tier that is counted, where rows hold others.
    pub fn counted_tier(&self, ground: &Ground<'_>) -> Vec<Arc<str>> {
        let Some(register) = ground.register.filter(|_| self.rows.is_some()) else { return Vec::new() };
        let rows = register.picked(&self.pick, &ground.moment);
        self.tier(register, &rows).map_or_else(Vec::new, |(_, tier)| tier)
    }

    /// How many of the units, or of the values of the column, are among `values`, and how many there are.
    fn named(&self, values: &BTreeSet<String>, column: &Column, units: &[Unit<'_>]) -> (usize, usize) {
        if self.units.is_none() {
            return (column.values.iter().filter(|value| values.contains(&***value)).count(), column.values.len());
        }
        let is_at = |value: &str, unit: &Unit<'_>| {
            let below = value.trim_matches('/').strip_prefix(unit.path);
            below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) || value.starts_with(unit.name)
        };
        let is_named = |unit: &&Unit<'_>| values.iter().any(|value| is_at(value, unit));
        (units.iter().filter(is_named).count(), units.len())
    }

    /// The sum of `items`, with a part for each of their sorts where the source asks for them, in this order.
    fn number(&self, items: Vec<(Arc<str>, Decimal)>, order: &[Arc<str>]) -> Counted {
        let add = |sum: Decimal, one: Decimal| Decimal(sum.0.saturating_add(one.0));
        let sum = items.iter().fold(Decimal::default(), |sum, (_, one)| add(sum, *one));
        let mut parts: Vec<(Arc<str>, Decimal)> = Vec::new();
        for (sort, one) in items.into_iter().filter(|(sort, _)| self.by.is_some() && !sort.is_empty()) {
            match parts.iter_mut().find(|(own, _)| *own == sort) {
                Some((_, part)) => *part = add(*part, one),
                None => parts.push((sort, one)),
            }
        }
        parts.sort_by_key(|(sort, _)| order.iter().position(|own| own == sort).unwrap_or(usize::MAX));
        Counted::Number(sum, parts)
    }

    /// As the reference says it.
    pub fn said(&self) -> String {
        let what = self.what.said();
        let pick =
            if self.pick.columns().next().is_some() { format!(" where {}", self.pick.said()) } else { String::new() };
        let by = self.by.as_ref().map_or(String::new(), |by| format!(" by {}", by.value));
        let rows = self.rows.as_ref().map_or("units", |rows| &*rows.value);
        format!("{rows}{pick}{what}{by}")
    }
}

/// The values of a column in these rows.
fn values(rows: &[&Row], at: usize) -> BTreeSet<String> {
    rows.iter().filter(|row| !row.cells[at].is_empty()).map(|row| row.cells[at].text()).collect()
}

fn whole(count: usize) -> Decimal {
    Decimal::whole(i64::try_from(count).unwrap_or(i64::MAX))
}

fn share(is: usize, of: usize) -> Rate {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    Rate { is: number(is), of: number(of) }
}
