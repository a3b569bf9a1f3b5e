use super::{List, Reader, betrayed};
use crate::base::period::Period;
use crate::base::smallest::Smallest;
use crate::blocks::scope::Scope;
use crate::model::org::OrgId;

fn list(period: &str, rows: u64, reader: Reader) -> List<'static> {
    let period = Period::parse(period).unwrap();
    List { record: None, org: OrgId::ROOT, scope: Scope::Own, period, rows, reader, is_stock: false }
}

/// Whether a quarter of `rows` rows gives a part of few rows away.
fn gives_away(rows: u64, parts: &[(&str, u64, Reader)]) -> bool {
    let parts: Vec<List<'_>> = parts.iter().map(|(period, rows, reader)| list(period, *rows, *reader)).collect();
    betrayed(&list("2025Q1", rows, Reader::Knows), &parts, Smallest::default()).is_some()
}

#[test]
fn what_a_list_has_beside_the_others_that_it_contains_is_told() {
    use Reader::{Knows, KnowsAny, KnowsFew};
    let months = |one, two, three| [("2025-01", 4, one), ("2025-02", 1, two), ("2025-03", 5, three)];
    assert!(gives_away(10, &months(Knows, KnowsFew, Knows)));
    assert!(gives_away(10, &months(Knows, KnowsAny, Knows)));
    assert!(!gives_away(10, &months(KnowsAny, KnowsAny, Knows)), "one and four, or two and three");
    assert!(!gives_away(12, &months(Knows, KnowsFew, Knows)), "no number fits: they are not of one matter");
    let two = [("2025-01", 4, Knows), ("2025-02", 2, KnowsFew), ("2025-03", 2, KnowsFew)];
    assert!(gives_away(8, &two), "two and two");
    assert!(!gives_away(7, &[two[0], two[1], ("2025-03", 1, KnowsFew)]), "one and two, or two and one");
    let few = [("2025-01", 4, Knows), ("2025-02", 1, KnowsAny), ("2025-03", 1, KnowsAny)];
    assert!(gives_away(6, &few), "two in all, which would be told nowhere");
    assert!(gives_away(6, &two[..2]), "nothing seems to have come in March");
    assert!(!gives_away(9, &two[..2]), "something did, and nobody knows how much");
    assert!(gives_away(5, &[two[0], ("2025-02", 1, KnowsFew)]), "nothing came in March");
    assert!(!gives_away(10, &[]));
}
