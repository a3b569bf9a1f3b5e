//! Laws: summaries form a commutative monoid, and the same content gives the same bytes wherever and whenever.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use gongkai::base::date::Date;
use gongkai::base::money::Money;
use gongkai::base::number::{Decimal, Figure, Qualifier, Rate};
use gongkai::blocks::Summary;
use gongkai::blocks::account::AccountSummary;
use gongkai::blocks::facts::FactsSummary;
use gongkai::blocks::measures::{MeasuresSummary, Sum};
use gongkai::blocks::norm::NormCount;
use gongkai::blocks::procedure::ProcedureSummary;
use gongkai::blocks::register::{RegisterSummary, Total};
use gongkai::blocks::scorecard::summary::{ScoreSum, ScorecardSummary};
use gongkai::blocks::tally::TallySummary;
use gongkai::files::Reader;
use gongkai::load::{ParseCache, load};
use gongkai::model::window::WindowSummary;
use gongkai::output::{self, Source};
use gongkai::render::Theme;
use gongkai::site::Site;
use proptest::collection::btree_map;
use proptest::prelude::{Strategy, any, prop_oneof};
use proptest::{prop_assert_eq, proptest};

fn merged<S: Summary>(a: &S, b: &S) -> S {
    let mut sum = a.clone();
    sum.merge(b);
    sum
}

/// Identity, commutativity and associativity of `merge`.
fn laws<S: Summary + PartialEq + Debug>(a: &S, b: &S, c: &S) -> Result<(), proptest::test_runner::TestCaseError> {
    prop_assert_eq!(&merged(a, &S::default()), a);
    prop_assert_eq!(&merged(&S::default(), a), a);
    prop_assert_eq!(merged(a, b), merged(b, a));
    prop_assert_eq!(merged(&merged(a, b), c), merged(a, &merged(b, c)));
    Ok(())
}

fn money() -> impl Strategy<Value = Money> {
    (-1_000_000_000_000_i64..1_000_000_000_000).prop_map(Money)
}

fn name() -> impl Strategy<Value = Arc<str>> {
    prop_oneof!["补助收入", "接待费", "户数", "其他"].prop_map(Into::into)
}

fn count() -> impl Strategy<Value = u64> {
    0..1_000_u64
}

/// A day, or none.
fn day() -> impl Strategy<Value = Option<Date>> {
    proptest::option::of((2000..2030_i16).prop_map(|year| Date::new(year, 12, 31).unwrap()))
}

fn amounts() -> impl Strategy<Value = BTreeMap<Arc<str>, Money>> {
    btree_map(name(), money(), 0..4)
}

fn account() -> impl Strategy<Value = AccountSummary> {
    let sums = (money(), money(), money(), money(), (money(), money(), money()));
    let counts = (count(), count(), count(), day(), day());
    (counts, prop_oneof!["", "元", "分"], sums, amounts(), amounts()).prop_map(
        |(
            (records, entries, unsigned, opened, closed),
            unit,
            (opening, income, spending, closing, budgets),
            income_by,
            spending_by,
        )| {
            let unit = unit.into();
            AccountSummary {
                records,
                entries,
                unit,
                opening,
                opened,
                income,
                spending,
                closing,
                closed,
                income_by,
                spending_by,
                budget_planned: budgets.0,
                budget: budgets.1,
                budget_spent: budgets.2,
                unsigned,
            }
        },
    )
}

fn rate() -> impl Strategy<Value = Rate> {
    (0..10_000_i64, 0..10_000_i64).prop_map(|(is, of)| Rate { is, of })
}

fn decimal() -> impl Strategy<Value = Decimal> {
    (-1_000_000_000_i64..1_000_000_000).prop_map(Decimal)
}

fn total() -> impl Strategy<Value = Total> {
    let ends = proptest::option::of((0..500_i64, 500..1_000_i64));
    (money(), decimal(), rate(), count(), ends).prop_map(|(money, number, rate, cells, ends)| Total {
        money,
        number,
        rate,
        cells,
        ends,
        base: Decimal(cells.try_into().unwrap()),
        weighted: number.0.into(),
    })
}

fn register() -> impl Strategy<Value = RegisterSummary> {
    let counts = (count(), count(), count(), count(), count());
    let ended = (count(), count(), count(), count(), (day(), count(), count()));
    let values = btree_map(name(), btree_map("[甲乙丙]".prop_map(Into::into), count(), 0..3), 0..3);
    let days = || btree_map(0..400_i64, count(), 0..4);
    let by = btree_map("[甲乙丙]".prop_map(Into::into), btree_map(name(), total(), 0..3), 0..3);
    let states = btree_map("[开闭]".prop_map(Into::into), count(), 0..3);
    let states = btree_map(name(), btree_map("[甲乙丙]".prop_map(Into::into), states, 0..3), 0..3);
    let norms = btree_map(name(), norm(), 0..3);
    let told = (values, states, btree_map(name(), total(), 0..3), by, (btree_map(0..3_u32, days(), 0..3), norms));
    ((counts, ended), days(), told, any::<bool>()).prop_map(
        |(
            (
                (rows, open, overdue, closed, closed_late),
                (due_today, unmet, dropped, not_applicable, (day, ended, behind)),
            ),
            days,
            (values, states, totals, by, (stages, norms)),
            is_sensitive,
        )| {
            let is_merged = false;
            RegisterSummary {
                rows,
                open,
                overdue,
                due_today,
                closed,
                closed_late,
                unmet,
                dropped,
                not_applicable,
                day,
                ended,
                behind,
                days,
                values,
                states,
                totals,
                by,
                norms,
                stages,
                is_sensitive,
                is_merged,
            }
        },
    )
}

fn norm() -> impl Strategy<Value = NormCount> {
    (count(), count(), count()).prop_map(|(checked, below, above)| NormCount { checked, below, above })
}

fn qualifier() -> impl Strategy<Value = Qualifier> {
    let all = [
        Qualifier::Exact,
        Qualifier::AtLeast,
        Qualifier::Over,
        Qualifier::AtMost,
        Qualifier::Nearly,
        Qualifier::Under,
        Qualifier::About,
    ];
    (0..all.len()).prop_map(move |at| all[at])
}

fn measures() -> impl Strategy<Value = MeasuresSummary> {
    let figure = (decimal(), qualifier()).prop_map(|(value, qualifier)| Figure { value, qualifier });
    let range = proptest::option::of((decimal(), decimal()));
    let since = proptest::option::of((2000..2030_i16).prop_map(|year| Date::new(year, 1, 1).unwrap()));
    let compare = proptest::option::of(name());
    let rest = (decimal(), qualifier()).prop_map(|(value, qualifier)| Figure { value, qualifier });
    let open = (since, rest, compare, (rate(), day(), decimal()));
    let sums = (prop_oneof!["", "户"], figure, rate(), range, (count(), open));
    let sum = sums.prop_map(|(unit, figure, rate, range, (reported, (since, rest, compare, other)))| Sum {
        unit: unit.into(),
        figure,
        rate,
        range,
        since,
        rest,
        compare,
        below_target: other.0,
        day: other.1,
        compare_gap: other.2,
        reported,
    });
    let sums = |sum| btree_map(name(), sum, 0..4);
    let sum = sum.boxed();
    (sums(sum.clone()), sums(sum)).prop_map(|(items, wholes)| MeasuresSummary { items, wholes })
}

fn tally() -> impl Strategy<Value = TallySummary> {
    let counts = (count(), count(), count(), count());
    (counts, count(), count(), count()).prop_map(
        |((records, ballots, passed, failed), without_quorum, eligible, present)| TallySummary {
            records,
            ballots,
            passed,
            failed,
            without_quorum,
            eligible,
            present,
        },
    )
}

fn procedure() -> impl Strategy<Value = ProcedureSummary> {
    let maps = (btree_map(name(), count(), 0..4), btree_map(0..400_i64, count(), 0..4));
    (count(), count(), (count(), count()), maps).prop_map(|(cases, finished, ends, (stages, days))| ProcedureSummary {
        cases,
        finished,
        refused: ends.0,
        incomplete: ends.1,
        stages,
        days,
    })
}

fn scorecard() -> impl Strategy<Value = ScorecardSummary> {
    let sum = (decimal(), decimal(), decimal(), count());
    let sum = sum.prop_map(|(sum, full, weight, count)| ScoreSum { sum, full, weight, count }).boxed();
    let counts = (count(), btree_map(name(), count(), 0..4), count(), count(), count());
    let criteria = btree_map(name(), btree_map(name(), sum.clone(), 0..3), 0..3);
    let ballots = btree_map(name(), btree_map(name(), count(), 0..3), 0..3);
    (counts, btree_map(name(), sum.clone(), 0..4), (criteria, ballots), sum).prop_map(
        |((subjects, bands, gates_failed, votes, expired), components, (criteria, ballots), totals)| ScorecardSummary {
            subjects,
            expired,
            bands,
            components,
            criteria,
            ballots,
            gates_failed,
            totals,
            votes,
        },
    )
}

fn windows() -> impl Strategy<Value = WindowSummary> {
    let states = (count(), count(), count(), count());
    let answers = (count(), count(), count(), count());
    (states, (count(), count()), answers, (count(), count())).prop_map(
        |((coming, running, ended, cut_short), (extended, restarted), (received, in_time, late, open), last)| {
            let (overdue, upheld) = last;
            WindowSummary {
                coming,
                running,
                ended,
                cut_short,
                extended,
                restarted,
                received,
                in_time,
                late,
                open,
                overdue,
                upheld,
            }
        },
    )
}

proptest! {
    #[test]
    fn window_summaries_merge(a in windows(), b in windows(), c in windows()) {
        laws(&a, &b, &c)?;
    }

    #[test]
    fn tally_summaries_merge(a in tally(), b in tally(), c in tally()) {
        laws(&a, &b, &c)?;
    }

    #[test]
    fn procedure_summaries_merge(a in procedure(), b in procedure(), c in procedure()) {
        laws(&a, &b, &c)?;
    }

    #[test]
    fn scorecard_summaries_merge(a in scorecard(), b in scorecard(), c in scorecard()) {
        laws(&a, &b, &c)?;
    }

    #[test]
    fn account_summaries_merge(a in account(), b in account(), c in account()) {
        laws(&a, &b, &c)?;
    }

    #[test]
    fn register_summaries_merge(a in register(), b in register(), c in register()) {
        laws(&a, &b, &c)?;
    }

    #[test]
    fn measures_summaries_merge(a in measures(), b in measures(), c in measures()) {
        laws(&a, &b, &c)?;
    }

    #[test]
    fn facts_summaries_merge(a in count(), b in count(), c in count()) {
        let summary = |records| FactsSummary { records };
        laws(&summary(a), &summary(b), &summary(c))?;
    }
}

/// Every file of the site at `root` on `today`.
fn site(root: &Path, today: &str) -> BTreeMap<String, Vec<u8>> {
    let (portal, diags) = load(&Reader::at(root), &mut ParseCache::default()).unwrap();
    assert!(!diags.has_errors(), "{diags:?}");
    let theme = Theme::load(&Reader::at(root), &portal.config.theme, &portal.config.languages).unwrap().0.unwrap();
    let site = Site::new(&portal, Date::parse(today).unwrap().0, theme.assets());
    let source = Source { reader: &Reader::at(root), site: &site, theme: &theme };
    site.plan.files().map(|(path, page)| (path.to_string(), output::bytes(source, page).unwrap())).collect()
}

/// Copies a folder, creating its files in the order that `order` gives them.
fn copy(from: &Path, to: &Path, order: fn(&mut Vec<std::path::PathBuf>)) {
    let files = walkdir::WalkDir::new(from).sort_by_file_name().into_iter().map(|entry| entry.unwrap());
    let mut files: Vec<_> = files.filter(|entry| entry.file_type().is_file()).map(|entry| entry.into_path()).collect();
    order(&mut files);
    for file in files {
        let target = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(&file, target).unwrap();
    }
}

#[test]
fn same_content_gives_same_bytes_in_any_folder_and_order() {
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    copy(Path::new("content"), &a.path().join("content"), |_| {});
    copy(Path::new("content"), &b.path().join("content"), |files| files.reverse());
    let (first, second) = (site(a.path(), "2026-11-23"), site(b.path(), "2026-11-23"));
    let again = site(a.path(), "2026-11-23");
    assert!(first.len() > 100);
    for (path, bytes) in &first {
        assert!(second.get(path) == Some(bytes) && again.get(path) == Some(bytes), "{path} differs");
    }
    assert_eq!(first.len(), second.len());
}

#[test]
fn another_day_changes_few_pages() {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new("content"), &folder.path().join("content"), |_| {});
    // A demonstration says its day on every page.
    let settings = folder.path().join("content/portal.yaml");
    let text = fs::read_to_string(&settings).unwrap();
    let lines = text.split_inclusive('\n').filter(|line| !line.starts_with("as-of:"));
    fs::write(&settings, lines.collect::<String>()).unwrap();
    let (before, after) = (site(folder.path(), "2026-11-22"), site(folder.path(), "2026-11-23"));
    let changed = after.iter().filter(|(path, bytes)| before.get(*path) != Some(*bytes)).count();
    assert!(changed * 3 < after.len(), "{changed} of {} files change from one day to the next", after.len());
}
