//! What a block is and answers: the contract that each of them fulfils.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use crate::base::calendar::Calendar;
use crate::base::date::Date;
use crate::base::diag::{Diagnostics, Rule};
use crate::base::fields::FromNode;
use crate::base::lang::Lang;
use crate::base::period::Period;
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::blocks::answer::{Balance, Breach, Decision, Milestone, Quantity, Standing};
use crate::blocks::guide::NewSlot;
use crate::blocks::heads::{Head, Seen};
use crate::blocks::inputs::Inputs;
use crate::blocks::scope::Scope;
use crate::blocks::share::{Day, Share};
use crate::blocks::table::{RowsAt, Table};
use crate::blocks::usual::Usual;

/// What every block can do, and what it may be asked.
///
/// What has a default is asked of all blocks and answered by those that know of such a thing: nobody above asks which
/// block it is.
pub trait BlockType: Sized {
    /// `block:` in a kind; also the name of the partials `block/NAME.html` and `summary/NAME.html`.
    const NAME: &'static str;
    /// Where rows from a file beside the record go.
    const ROWS: RowsAt;
    /// Whether it tells the case itself. What tells no more than its course or how it was decided stays to be seen where a
    /// list is too short to be told.
    const TELLS_CASE: bool = true;
    /// Whether it is the course of a case: a record with one and without a list is itself a case.
    const IS_COURSE: bool = false;
    /// Whether anything of it adds up over units and can be compared over time.
    const RISES: bool = true;
    /// Whether each of its rows tells of what it is, so that nothing else in a data file need.
    const TELLS_SCOPE: bool = false;
    /// Whether its keys are words of the record, of which none can decide what the public sees.
    const HAS_OWN_KEYS: bool = false;
    /// Its rules, module by module.
    const RULES: &'static [&'static [&'static Rule]];
    /// Those of its rules that compare what it says as a whole: where a part of it could not be read, they would compare
    /// what is not there.
    const OF_THE_WHOLE: &'static [&'static Rule] = &[];
    /// What a form may set for one slot.
    type Options: FromNode + Clone + Default;
    /// What rises through the tree.
    type Summary: Summary;

    /// Reads the slot. Arithmetic that does not add up is reported and kept beside the stated figure.
    fn parse(node: &Node, options: &Arc<Self::Options>, diags: &mut Diagnostics) -> Option<Self>;

    /// The summary of one organisation, slot and year; `history` is ordered, oldest first, each with the time that its
    /// record covers.
    fn summarize(history: &[(Option<Period>, &Self)], today: Date) -> Self::Summary;

    /// Tells the options of a slot what holds where the form says nothing.
    fn settle(_options: &mut Self::Options, _usual: &Usual) {}

    /// The same as part of a record that says of what the figures of its slot are.
    #[must_use]
    fn within(self, _slot: Scope) -> Self {
        self
    }

    /// Of what its figures are, where its record says this of the slot.
    fn scopes(&self, slot: Scope) -> BTreeSet<Scope> {
        [slot].into()
    }

    /// Of what it is as a whole, where its record says this of the slot. What tells it figure by figure is of the unit
    /// itself, unless all of it is of another place.
    fn scope(&self, slot: Scope) -> Scope {
        slot
    }

    /// Rows for data files.
    fn table(&self) -> Table;

    /// The lines of a new record for a slot with these options; rows to copy stand in comments.
    fn skeleton(options: &Self::Options, slot: &NewSlot<'_>) -> Vec<String>;

    /// What may be filled in of a slot with these options, in the language of who does.
    fn inputs(options: &Self::Options, lang: Lang) -> Inputs;

    /// What these options say, line by line in the language of the reader.
    fn describe(options: &Self::Options, lang: Lang) -> Vec<String>;

    /// The columns of its rows by these options; none if any name will do.
    fn heads(_options: &Self::Options) -> Vec<Head> {
        Vec::new()
    }

    /// Whether cells of blocks with these options are masked in public.
    fn masks(_options: &Self::Options) -> bool {
        false
    }

    /// What the public sees of the cells under this key of its rows.
    fn seen(_options: &Self::Options, _key: &str) -> Seen {
        Seen::default()
    }

    /// Whether blocks with these options are lists of which small counts may point at a person.
    fn is_sensitive(_options: &Self::Options) -> bool {
        false
    }

    /// What the milestones of blocks with these options are called.
    fn milestone_names(_options: &Self::Options) -> Vec<&str> {
        Vec::new()
    }

    /// Reports what lies outside of the period that its record covers; `node` is what it was read from.
    fn check_period(&self, _node: &Node, _period: Period, _diags: &mut Diagnostics) {}

    /// Days on which it changes by itself: something becomes late, or a result ends.
    fn changes(&self, _calendar: &Calendar) -> Vec<Date> {
        Vec::new()
    }

    /// The years without a table of rest days through which its times were counted, each with the place of a step.
    fn untabled<'a>(&'a self, _calendar: &'a Calendar) -> Vec<(i16, &'a Span)> {
        Vec::new()
    }

    /// Whether what a page shows of it still changes with the day.
    fn is_open(&self, _today: Date) -> bool {
        false
    }

    /// Whether it says how things stand, and not what happened: of lists of events there may be several.
    fn is_state(&self) -> bool {
        false
    }

    /// For each row of its table, whether the sum of its year contains it and to what of other units it may be added;
    /// `later` ones of its unit and series follow in that year.
    fn in_sum(&self, _period: Option<Period>, _later: &[&Self]) -> Vec<Option<Day>> {
        vec![Some(Day::Any); self.table().rows.len()]
    }

    /// Whether it is a sensitive list with so few rows that they are not told apart. Who answers yes also answers
    /// `page_only` and `without_rows`.
    fn is_small(&self) -> bool {
        false
    }

    /// The same with rows that stand on the page as long as the public may object to them, and in no data file.
    #[must_use]
    fn page_only(self) -> Self {
        self
    }

    /// The same without rows, which from now on only rise.
    #[must_use]
    fn without_rows(self) -> Self {
        self
    }

    /// Whether any of its rows names a person.
    fn has_names(&self) -> bool {
        false
    }

    /// The same without what tells of which person a row is.
    #[must_use]
    fn without_names(self) -> Self {
        self
    }

    /// The same without some cells of its rows, each by the places of its row and column.
    #[must_use]
    fn without_cells(self, _cells: &BTreeSet<(usize, usize)>) -> Self {
        self
    }

    /// How many rows it has that a long page spreads over several parts.
    fn row_count(&self) -> usize {
        0
    }

    /// The organisations that it names, as written, each with its place where it is known.
    fn units(&self) -> Vec<(&str, Option<&Span>)> {
        Vec::new()
    }

    /// What it says under a label.
    fn text(&self, _label: &str) -> Option<&str> {
        None
    }

    /// The steps of the matter, in order.
    fn milestones(&self) -> Vec<Milestone<'_>> {
        Vec::new()
    }

    /// What was decided, in the order of the file.
    fn decisions(&self) -> Vec<Decision<'_>> {
        Vec::new()
    }

    /// What was done, or is still to be done, after its last day.
    fn late<'a>(&'a self, _today: Date, _calendar: &'a Calendar) -> Vec<Breach<'a>> {
        Vec::new()
    }

    /// What was done before the time that must lie in between was over.
    fn too_soon<'a>(&'a self, _calendar: &'a Calendar) -> Vec<Breach<'a>> {
        Vec::new()
    }

    /// Where its matters stand that are past their due day.
    fn overdue(&self, _today: Date) -> Vec<&Span> {
        Vec::new()
    }

    /// Its questions without an answer: when each came in, and where it stands.
    fn unanswered(&self, _today: Date) -> Vec<(Date, &Span)> {
        Vec::new()
    }

    /// What was there at the beginning and the end, if it keeps an account.
    fn balance(&self) -> Option<Balance<'_>> {
        None
    }

    /// Single figures that can be compared with those of the period before.
    fn quantities(&self) -> Vec<Quantity<'_>> {
        Vec::new()
    }

    /// Results of those who are assessed, in the order of the file.
    fn standings(&self) -> Vec<Standing<'_>> {
        Vec::new()
    }

    /// Whether `masked` changes anything.
    fn has_masks(&self) -> bool {
        false
    }

    /// The same without what may not be published.
    #[must_use]
    fn masked(self) -> Self {
        self
    }
}

/// What merges over space. `merge` is associative and commutative, and the default value changes nothing.
pub trait Summary: Clone + Default + Serialize {
    /// Adds the summary of another unit.
    fn merge(&mut self, other: &Self);

    /// Its parts, each with what it may be added to.
    fn shares(self) -> Vec<Share<Self>> {
        vec![Share::all(self)]
    }
}
