//! A rate over periods: a line that shows whether it rises, and the figures that the line is of.

use std::sync::Arc;

use serde::Serialize;

use crate::base::number::Share;

/// With fewer periods there is no trend, only a difference.
const LEAST: usize = 3;
/// Sides of the picture, in its own units, with room for the end of the line.
const WIDTH: i64 = 96;
const HEIGHT: i64 = 20;
const ROOM: i64 = 3;
/// The least that the height of the picture stands for, in ten-thousandths: what hardly moves looks so.
const SPAN: i64 = 1_000;

/// A rate over at least three periods.
#[derive(Clone, Debug, Serialize)]
pub struct TrendView {
    /// What the rate is called.
    pub label: Arc<str>,
    /// Whether `label` is a text key of the theme.
    pub is_key: bool,
    /// Its unit, empty for none.
    pub unit: Arc<str>,
    /// Of what it is: `own`, `all`; empty where the block says it of all its figures.
    pub scope: &'static str,
    /// The periods that have it, oldest first.
    pub points: Vec<TrendPoint>,
    /// The line on a picture of 102 by 26, as a path.
    pub line: String,
    /// Where it ends.
    pub end: [i64; 2],
}

/// A rate in one period.
#[derive(Clone, Debug, Serialize)]
pub struct TrendPoint {
    /// The period, in standard form.
    pub period: String,
    /// Part and whole: `98/102`.
    pub rate: String,
}

impl TrendView {
    /// The trend of the figures that pages and data files have of each period, oldest first. Those of nothing are left out; of
    /// fewer than three there is none.
    pub(crate) fn of(label: Arc<str>, points: impl IntoIterator<Item = TrendPoint>) -> Option<Self> {
        let known = points.into_iter().filter_map(|point| Some((height(&point.rate)?, point)));
        let (heights, points): (Vec<i64>, Vec<TrendPoint>) = known.unzip();
        if points.len() < LEAST {
            return None;
        }
        let corners = corners(&heights);
        let path = corners.iter().map(|[x, y]| format!("{x} {y}")).collect::<Vec<_>>().join("L");
        let end = corners.last().copied()?;
        Some(Self { label, is_key: false, unit: Arc::default(), scope: "", points, line: format!("M{path}"), end })
    }
}

/// A rate in ten-thousandths; none of nothing.
fn height(rate: &str) -> Option<i64> {
    Share::parse(rate).filter(|share| share.has_whole()).map(Share::ratio)
}

/// Where the periods stand: as far from each other, the highest on top.
fn corners(heights: &[i64]) -> Vec<[i64; 2]> {
    let (low, high) = (heights.iter().min().copied().unwrap_or(0), heights.iter().max().copied().unwrap_or(0));
    let (span, last) = ((high - low).max(SPAN), i64::try_from(heights.len()).unwrap_or(2) - 1);
    let rest = (span - (high - low)) / 2;
    let corner =
        |(at, height): (i64, &i64)| [ROOM + at * WIDTH / last.max(1), ROOM + (high + rest - height) * HEIGHT / span];
    (0..).zip(heights).map(corner).collect()
}

#[cfg(test)]
mod tests {
    use super::{TrendPoint, TrendView};

    fn trend(rates: &[&str]) -> Option<TrendView> {
        let point = |(year, rate): (i32, &&str)| TrendPoint { period: year.to_string(), rate: (*rate).to_owned() };
        TrendView::of("办结率".into(), (2023..).zip(rates).map(point))
    }

    #[test]
    fn three_periods_make_a_trend() {
        let rising = trend(&["5/10", "8/10", "10/10"]).unwrap();
        assert_eq!((&*rising.line, rising.end), ("M3 23L51 11L99 3", [99, 3]));
        assert!(trend(&["5/10", "8/10"]).is_none());
        // What hardly moves looks so.
        assert_eq!(trend(&["960/1000", "961/1000", "962/1000"]).unwrap().line, "M3 13L51 13L99 12");
    }

    #[test]
    fn a_rate_of_nothing_is_no_point() {
        assert!(trend(&["5/10", "0/0", "10/10"]).is_none());
        let without = trend(&["5/10", "0/0", "7/10", "6/10"]).unwrap();
        assert_eq!(without.points.iter().map(|point| &*point.period).collect::<Vec<_>>(), ["2023", "2025", "2026"]);
    }
}
