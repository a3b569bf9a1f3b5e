use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::{Strategy, any, proptest};

use crate::base::diag::Diagnostics;
use crate::base::name::Name;
use crate::base::path::SitePath;
use crate::base::smallest::Smallest;
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::blocks::Summary;
use crate::blocks::register::RegisterSummary;
use crate::model::org::{Org, OrgId, OrgTree};
use crate::rollup::small::siblings::{self, Secret, Secrets};
use crate::rollup::small::{Cell, Cells, Hidden, Part, Tree};

/// Rows of a unit: known ones, then parts; a part of which it is known that it is short is negative.
type Rows<'a> = (&'a str, u64, &'a [i64]);

fn summary(rows: u64) -> RegisterSummary {
    RegisterSummary { rows, closed: rows, ..RegisterSummary::default() }
}

fn tree<'a>(paths: impl Iterator<Item = &'a str>) -> OrgTree {
    let node = Node::empty(Span::whole(&"org.yaml".into()));
    let org = |path: &str| Org::read(&SitePath::parse(path).unwrap(), &node, &mut Diagnostics::new());
    OrgTree::new(paths.chain([""]).map(org).collect())
}

fn cells(tree: &OrgTree, rows: &[Rows<'_>]) -> Cells {
    let cell = |known: u64, parts: &[i64]| Cell {
        known: summary(known),
        parts: parts.iter().map(|rows| Part { summary: summary(rows.unsigned_abs()), is_short: *rows < 0 }).collect(),
        is_stated: false,
    };
    rows.iter().map(|(path, known, parts)| (tree.find(path).unwrap(), cell(*known, parts))).collect()
}

/// What is told where: `path rows`, or `path ?`.
fn told(tree: Tree<'_>, cells: &Cells) -> BTreeMap<OrgId, Option<u64>> {
    let hidden = Hidden::find(tree, cells, &BTreeSet::new());
    let tree = tree.orgs;
    let mut told = BTreeMap::new();
    for (id, _) in tree.iter() {
        let mut total = RegisterSummary { is_sensitive: true, ..RegisterSummary::default() };
        for (org, cell) in cells.iter().filter(|(org, _)| tree.line(**org).contains(&id)) {
            assert!(tree.get(*org).path.starts_with(&*tree.get(id).path));
            total.merge(&cell.known);
            cell.parts.iter().for_each(|part| total.merge(&part.summary));
        }
        hidden.take_out(id, &mut total);
        told.insert(id, (!total.is_merged).then_some(total.rows));
    }
    told
}

fn check(rows: &[Rows<'_>], expected: &[&str]) {
    let tree = tree(rows.iter().map(|(path, ..)| *path).filter(|path| !path.is_empty()));
    let told = told(Tree { orgs: &tree, smallest: Smallest::default() }, &cells(&tree, rows));
    let lines = told.iter().map(|(id, rows)| {
        let rows = rows.map_or("?".to_owned(), |rows| rows.to_string());
        format!("{} {rows}", tree.get(*id).path)
    });
    assert_eq!(lines.collect::<Vec<_>>(), expected, "{rows:?}");
}

#[test]
fn large_counts_are_told_everywhere() {
    check(&[("a", 0, &[4]), ("b", 0, &[3])], &[" 7", "a 4", "b 3"]);
    check(&[("a", 2, &[]), ("b", 1, &[])], &[" 3", "a 2", "b 1"]);
}

#[test]
fn a_small_count_is_told_in_the_sum_above_with_another() {
    check(&[("a", 0, &[1]), ("b", 0, &[2])], &[" 3", "a ?", "b ?"]);
    check(&[("a", 0, &[1]), ("b", 0, &[9]), ("c", 0, &[5])], &[" 15", "a ?", "b 9", "c ?"]);
}

#[test]
fn a_sum_that_leaves_no_choice_is_not_told() {
    check(&[("a", 0, &[1]), ("b", 0, &[1]), ("c", 0, &[1])], &[" ?", "a ?", "b ?", "c ?"]);
    check(&[("a", 0, &[-2]), ("b", 0, &[-2])], &[" ?", "a ?", "b ?"]);
    check(&[("a", 0, &[2]), ("b", 0, &[2])], &[" 4", "a ?", "b ?"]);
}

#[test]
fn a_single_small_count_is_told_nowhere() {
    check(&[("a", 0, &[2])], &[" ?", "a ?"]);
    check(&[("a", 7, &[2]), ("b", 8, &[])], &[" ?", "a ?", "b 8"]);
}

#[test]
fn a_small_count_beside_listed_rows_is_hidden_with_them() {
    check(&[("a", 5, &[-1]), ("b", 0, &[4])], &[" 10", "a ?", "b ?"]);
    check(&[("", 5, &[]), ("a", 0, &[1]), ("b", 0, &[4])], &[" 10", "a ?", "b ?"]);
}

#[test]
fn it_goes_up_as_many_levels_as_it_takes() {
    check(
        &[("x", 0, &[]), ("x/a", 0, &[1]), ("y", 0, &[]), ("y/b", 0, &[4]), ("y/c", 0, &[6])],
        &[" 11", "x ?", "x/a ?", "y ?", "y/b ?", "y/c 6"],
    );
    check(
        &[("x", 0, &[]), ("x/a", 0, &[2]), ("x/b", 0, &[3]), ("y", 0, &[3])],
        &[" 8", "x 5", "x/a ?", "x/b ?", "y 3"],
    );
}

#[test]
fn what_a_public_list_states_hides_no_other() {
    let tree = tree(["x", "x/a", "y"].into_iter());
    let told = |is_stated: bool| {
        let mut cells = cells(&tree, &[("x", 0, &[]), ("x/a", 0, &[3]), ("y", 0, &[1])]);
        cells.entry(tree.find("x").unwrap()).or_default().is_stated = is_stated;
        told(Tree { orgs: &tree, smallest: Smallest::default() }, &cells).into_values().collect::<Vec<_>>()
    };
    assert_eq!(told(false), [Some(4), None, None, None], "the three hide the one");
    assert_eq!(told(true), [None, Some(3), Some(3), None], "everybody knows the three");
}

#[test]
fn states_and_sums_of_a_column_have_their_own_counts() {
    let tree = tree(["a", "b"].into_iter());
    let part = |open: u64, closed: u64| Part {
        summary: RegisterSummary { rows: open + closed, open, closed, ..RegisterSummary::default() },
        is_short: false,
    };
    let cell = |part| Cell { parts: vec![part], ..Cell::default() };
    let cells: Cells =
        [("a", part(1, 5)), ("b", part(0, 6))].map(|(path, one)| (tree.find(path).unwrap(), cell(one))).into();
    let hidden = Hidden::find(Tree { orgs: &tree, smallest: Smallest::default() }, &cells, &BTreeSet::new());
    let mut own = part(1, 5).summary;
    hidden.take_out(tree.find("a").unwrap(), &mut own);
    assert_eq!((own.rows, own.open, own.closed), (6, 0, 0), "one open matter is not told, six matters are");
    let mut all = part(1, 11).summary;
    hidden.take_out(OrgId::ROOT, &mut all);
    assert_eq!((all.rows, all.open, all.closed), (12, 0, 0), "nor in the sum, as it is all there is");
}

/// Rows that add up to a number that is told: which of the parts, and the number.
type Equation = (Vec<bool>, u64);

/// What the totals of the lists say of the parts.
fn of_lists(tree: Tree<'_>, cells: &Cells, parts: &[(OrgId, &Part)]) -> Vec<Equation> {
    let told = told(tree, cells).into_iter();
    let tree = tree.orgs;
    let sums = told.filter_map(|(id, rows)| {
        let known = cells.iter().filter(|(org, _)| tree.line(**org).contains(&id)).map(|(_, cell)| cell.known.rows);
        let inside = parts.iter().map(|(org, _)| tree.line(*org).contains(&id));
        Some((inside.collect(), rows? - known.sum::<u64>()))
    });
    sums.collect()
}

/// What the totals of an account say of the parts that have one, where it pays the same for each row.
fn of_accounts(tree: Tree<'_>, cells: &Cells, (parts, has): (&[(OrgId, &Part)], &[bool])) -> Vec<Equation> {
    let mut secrets = Secrets::new();
    for ((org, _), has) in parts.iter().zip(has) {
        let slots = has.then(|| Name::own("money").into()).into_iter().collect();
        secrets.entry(*org).or_default().push(Secret { slots, is_outdated: false });
    }
    let closed = Hidden::rows(tree, cells, &BTreeSet::new());
    let tree = tree.orgs;
    let hidden = siblings::hidden(tree, &secrets, "money", &closed);
    assert!(closed.is_subset(&hidden), "where the rows are not told, nothing is");
    let told = tree.iter().map(|(id, _)| id).filter(|id| !hidden.contains(id));
    let sums = told.map(|id| {
        let inside: Vec<bool> =
            parts.iter().zip(has).map(|((org, _), has)| *has && tree.line(*org).contains(&id)).collect();
        let rows = parts.iter().zip(&inside).filter(|(_, inside)| **inside).map(|((_, part), _)| part.summary.rows);
        let sum = rows.sum();
        (inside, sum)
    });
    sums.collect()
}

/// Whether a reader who solves these equations can work out a part of few rows: tries every way to fill the parts. What is
/// short where two rows are enough has one row by its name.
fn is_betrayed(parts: &[(OrgId, &Part)], equations: &[Equation], smallest: Smallest) -> bool {
    let fits = |guess: &[u64]| {
        equations.iter().all(|(below, sum)| {
            guess.iter().zip(below).filter(|(_, inside)| **inside).map(|(rows, _)| rows).sum::<u64>() == *sum
        })
    };
    let mut seen: Vec<BTreeSet<u64>> = vec![BTreeSet::new(); parts.len()];
    let mut guess = vec![1; parts.len()];
    loop {
        if fits(&guess) {
            guess.iter().zip(&mut seen).for_each(|(rows, seen)| seen.extend([*rows]));
        }
        let limit = |at: usize| if parts[at].1.is_short { smallest.get() - 1 } else { 7 };
        let Some(at) = (0..guess.len()).find(|at| guess[*at] < limit(*at)) else { break };
        guess[at] += 1;
        guess[..at].fill(1);
    }
    let is_secret = |part: &Part| smallest.is_small(part.summary.rows) && !(part.is_short && smallest.get() == 2);
    parts.iter().zip(&seen).any(|((_, part), seen)| is_secret(part) && seen.len() < 2)
}

const PATHS: [&str; 6] = ["", "x", "x/a", "x/b", "y", "y/c"];

fn part() -> impl Strategy<Value = i64> {
    (1..6_i64, any::<bool>()).prop_map(|(rows, is_short)| if is_short { -rows } else { rows })
}

proptest! {
    #[test]
    fn nobody_can_work_out_a_small_count(
        has in proptest::collection::vec(any::<bool>(), 5),
        parts in proptest::collection::vec((0..PATHS.len(), part()), 1..6),
        known in proptest::collection::vec((0..PATHS.len(), 0..5_u64), 0..3),
        smallest in 2..6_u64,
    ) {
        let tree = tree(PATHS.into_iter().skip(1));
        let smallest = Smallest::of(smallest);
        // A list that is called short is.
        let short = |rows: i64| if rows < 0 && !smallest.is_small(rows.unsigned_abs()) { -rows } else { rows };
        let own = |at: usize| parts.iter().filter(|(place, _)| *place == at).map(|(_, rows)| short(*rows)).collect::<Vec<_>>();
        let parts: Vec<Vec<i64>> = (0..PATHS.len()).map(own).collect();
        let sum = |at: usize| known.iter().filter(|(place, _)| *place == at).map(|(_, rows)| rows).sum::<u64>();
        let rows: Vec<Rows<'_>> = (0..PATHS.len()).map(|at| (PATHS[at], sum(at), &*parts[at])).collect();
        let cells = cells(&tree, &rows);
        let parts: Vec<(OrgId, &Part)> =
            cells.iter().flat_map(|(org, cell)| cell.parts.iter().map(move |part| (*org, part))).collect();
        let mut equations = of_lists(Tree { orgs: &tree, smallest }, &cells, &parts);
        equations.extend(of_accounts(Tree { orgs: &tree, smallest }, &cells, (&parts, &has[..parts.len()])));
        assert!(!is_betrayed(&parts, &equations, smallest), "{smallest}: {rows:?}, accounts {has:?}, tell {equations:?}");
    }
}

#[test]
fn how_far_the_rows_of_a_value_are_is_not_told() {
    let states = [("调解".into(), [("办结".into(), 1)].into())].into();
    let mut total = RegisterSummary { states: [("type".into(), states)].into(), ..summary(9) };
    let tree = tree([].into_iter());
    Hidden::find(Tree { orgs: &tree, smallest: Smallest::default() }, &Cells::new(), &BTreeSet::new())
        .take_out(OrgId::ROOT, &mut total);
    assert_eq!(total, summary(9));
}

#[test]
fn groups_and_steps_are_told_only_of_what_is_listed() {
    let tree = tree(["a", "b"].into_iter());
    let grouped = |rows| {
        let by = BTreeMap::from([("大病".into(), BTreeMap::new())]);
        RegisterSummary { by, stages: BTreeMap::from([(0, BTreeMap::from([(3, rows)]))]), ..summary(rows) }
    };
    for (parts, is_told) in [(vec![], true), (vec![Part { summary: summary(5), is_short: false }], false)] {
        let cells = Cells::from([
            (tree.find("a").unwrap(), Cell { known: grouped(4), ..Cell::default() }),
            (tree.find("b").unwrap(), Cell { known: summary(0), parts, ..Cell::default() }),
        ]);
        let mut total = grouped(9);
        Hidden::find(Tree { orgs: &tree, smallest: Smallest::default() }, &cells, &BTreeSet::new())
            .take_out(OrgId::ROOT, &mut total);
        assert_eq!((!total.by.is_empty(), !total.stages.is_empty()), (is_told, is_told));
        assert_eq!(total.rows, 9);
    }
}

#[test]
fn what_stands_beside_a_list_is_told_where_its_total_covers_the_same_records() {
    let tree = tree(["x", "x/a", "x/b", "y", "y/c"].into_iter());
    let secret =
        |has: bool| Secret { slots: has.then(|| Name::own("money").into()).into_iter().collect(), is_outdated: false };
    let check = |secrets: &[(&str, Secret)], closed: &[&str], expected: &[&str]| {
        let mut own = Secrets::new();
        for (path, secret) in secrets {
            own.entry(tree.find(path).unwrap()).or_default().push(secret.clone());
        }
        let closed = closed.iter().map(|path| tree.find(path).unwrap()).collect();
        let hidden = siblings::hidden(&tree, &own, "money", &closed);
        assert_eq!(hidden.iter().map(|id| &*tree.get(*id).path).collect::<Vec<_>>(), expected);
    };
    let two = |a, b| [("x/a", secret(a)), ("x/b", secret(b))];
    check(&two(true, true), &["x/a", "x/b"], &["x/a", "x/b"]);
    check(&two(true, false), &["x/a", "x/b"], &["", "x", "x/a", "x/b"]);
    check(&two(false, false), &["x/a", "x/b"], &["x/a", "x/b"]);
    check(&two(true, false), &[], &[]);
    let outdated = Secret { is_outdated: true, ..secret(true) };
    check(&[("y/c", outdated), ("y/c", secret(true))], &[], &["", "y", "y/c"]);
}
