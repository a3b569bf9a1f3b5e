//! Records of a list under the time of their publication: years, and months where a year has many.

use crate::base::period::{Grain, Period};
use crate::plan::{Leaf, List, Listing, PAGE, Page, Scope};
use crate::publish::index::Place;
use crate::view::Context;
use crate::view::link::Href;
use crate::view::parts::{Counted, Group, item};

/// With more records a year is divided by months.
const MANY: usize = 24;

/// The records of a page under their years or months.
pub(super) fn groups(context: &Context<'_>, page: &Listing<'_>, list: &List, with_org: bool) -> Vec<Group> {
    let year = |place: &Place| context.site.record(*place).published.year();
    let mut groups = Vec::new();
    for own in page.places.chunk_by(|a, b| year(a) == year(b)) {
        let Some(first) = own.first() else { continue };
        let whole = list.of_year(year(first)).len().max(own.len());
        for places in own.chunk_by(|a, b| whole <= MANY || month(context, *a) == month(context, *b)) {
            let items = places.iter().map(|place| item(context, *place, with_org)).collect();
            let (title, id) = match places.first().filter(|_| whole > MANY) {
                Some(place) => (context.period(month(context, *place)), id(month(context, *place))),
                None => (context.year(year(first)), format!("y{}", year(first))),
            };
            groups.push(Group { title, id, items });
        }
    }
    groups
}

/// The months of the year of a page, each leading to where it begins; none where the year has few records.
pub(super) fn months(context: &Context<'_>, scope: &Scope, page: &Listing<'_>, list: &List) -> Vec<Counted> {
    let own = page.year.map_or(page.places, |year| list.of_year(year));
    let year = |place: &Place| context.site.record(*place).published.year();
    let mut start = 0;
    let mut months = Vec::new();
    for of_year in own.chunk_by(|a, b| year(a) == year(b)) {
        for places in of_year.chunk_by(|a, b| month(context, *a) == month(context, *b)) {
            let number = start / PAGE + 1;
            start += places.len();
            let Some(first) = places.first().filter(|_| of_year.len() > MANY) else { continue };
            let id = id(month(context, *first));
            let leaf = page.year.filter(|_| number != page.number).map(|year| Leaf::Year { year, number });
            let other = leaf.and_then(|leaf| context.link(&Page::Listing(scope.clone(), leaf)));
            let href = other.map_or_else(|| Href::here(&id), |page| page.to_place(&id));
            months.push(Counted { title: context.period(month(context, *first)), href, count: places.len() });
        }
    }
    months
}

/// The month in which a record was published.
fn month(context: &Context<'_>, place: Place) -> Period {
    let day = context.site.record(place).published;
    Period { start: day.plus(1 - i64::from(day.day())), end: day.month_end(), grain: Grain::Month }
}

fn id(month: Period) -> String {
    format!("m{month}")
}
