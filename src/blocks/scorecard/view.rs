//! What the page shows of a scorecard: the fields that its partial reads.

use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::number::Decimal;

/// What the partial sees.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ScorecardView {
    /// How it is assessed, in words.
    pub method: Option<Arc<str>>,
    /// What is assessed.
    pub components: Vec<ComponentView>,
    /// Sum of all full marks, which is the best total; 100 where components have weights.
    pub full: Decimal,
    /// What is taken off.
    pub deductions: Vec<DeductionView>,
    /// Conditions of bands.
    pub gates: Vec<GateView>,
    /// Bands, the best first, with how many are in each.
    pub bands: Vec<BandView>,
    /// Whether components have weights, and are not simply added.
    pub is_weighted: bool,
    /// Whether any component has raters.
    pub has_raters: bool,
    /// Whether ranks are shown.
    pub is_ranked: bool,
    /// Whether any subject has a total.
    pub has_totals: bool,
    /// Whether any subject has marks by criterion.
    pub has_criteria: bool,
    /// Whether anything was taken off.
    pub has_deductions: bool,
    /// Whether any result has a day of assessment.
    pub has_dates: bool,
    /// Whether results hold until a day.
    pub has_validity: bool,
    /// Whether any subject has a result before; only the page knows it.
    pub has_changes: bool,
    /// Whether a stated total, band or rank differs.
    pub has_differences: bool,
    /// What it means to fail twice in a row, in words.
    pub fails_twice: Option<Arc<str>>,
    /// Who was assessed: by rank where there are ranks, else in the order of the file.
    pub subjects: Vec<SubjectView>,
}

/// A component.
#[derive(Clone, Debug, Serialize)]
pub struct ComponentView {
    /// What it is called.
    pub label: String,
    /// Who gives the score.
    pub raters: Option<Arc<str>>,
    /// Full mark.
    pub full: Decimal,
    /// Per cent of the total.
    pub weight: Decimal,
    /// Options of its ballot with the score that each is worth.
    pub votes: Vec<(Arc<str>, Decimal)>,
    /// Whether any subject has a ballot in it.
    pub has_ballots: bool,
    /// Whether any of these says how many were there to vote.
    pub has_present: bool,
    /// Number of its criteria.
    pub criteria: usize,
    /// Number of items below them.
    pub items: usize,
    /// Conditions that rest on it, by place.
    pub gates: Vec<usize>,
}

/// A deduction.
#[derive(Clone, Debug, Serialize)]
pub struct DeductionView {
    /// Name.
    pub name: Arc<str>,
    /// Marks for one time.
    pub each: Decimal,
    /// Most that is taken off.
    pub max: Option<Decimal>,
}

/// A condition of a band.
#[derive(Clone, Debug, Serialize)]
pub struct GateView {
    /// Label of its component.
    pub component: String,
    /// Options that count; empty for the share of the full mark.
    pub options: Vec<Arc<str>>,
    /// Share that is needed, in ten-thousandths.
    pub at_least: i64,
    /// What it means not to pass.
    pub otherwise: Option<Arc<str>>,
    /// The band that is out of reach without it.
    pub caps: Arc<str>,
}

/// A band.
#[derive(Clone, Debug, Serialize)]
pub struct BandView {
    /// Name.
    pub name: Arc<str>,
    /// The total from which it is reached.
    pub from: Option<Decimal>,
    /// That total as a share of the best one, in ten-thousandths; 0 where there is none.
    pub at: i64,
    /// Stars.
    pub stars: u32,
    /// How many are in it.
    pub count: usize,
    /// Their share, in ten-thousandths.
    pub share: i64,
}

/// One subject.
#[derive(Clone, Debug, Serialize)]
pub struct SubjectView {
    /// Name, or the path of an organisation until the page turns it into its name.
    pub who: String,
    /// Its page, if it is an organisation.
    pub href: Option<String>,
    /// Day of the assessment.
    pub assessed: Option<Date>,
    /// Last day on which the result holds.
    pub until: Option<Date>,
    /// Whether that day is past.
    pub is_expired: bool,
    /// By component.
    pub scores: Vec<ScoreView>,
    /// What was taken off, with how often.
    pub deductions: Vec<TakenView>,
    /// All that was taken off.
    pub deducted: Decimal,
    /// The total, with as many decimals as any other.
    pub total: Option<String>,
    /// Its share of the best total, in ten-thousandths.
    pub share: i64,
    /// Whether the band is one that fails.
    pub has_failed: bool,
    /// The stated total, where it differs.
    pub stated_total: Option<Decimal>,
    /// The band.
    pub band: Option<Arc<str>>,
    /// Its stars.
    pub stars: u32,
    /// The stated band, where it differs.
    pub stated_band: Option<Arc<str>>,
    /// The band that the total reaches and a gate took away.
    pub barred: Option<Arc<str>>,
    /// The rank.
    pub rank: Option<usize>,
    /// The stated rank, where it differs.
    pub stated_rank: Option<u32>,
    /// By gate.
    pub gates: Vec<PassView>,
    /// A word of explanation.
    pub note: Option<Arc<str>>,
    /// Against the result before; only the page knows it.
    pub change: Option<ShiftView>,
    /// The record before in which it failed too, in standard form of its period; only the page knows it.
    pub failed_before: Option<String>,
}

/// A result against the one before.
#[derive(Clone, Debug, Serialize)]
pub struct ShiftView {
    /// The period before, in standard form.
    pub period: String,
    /// The total before.
    pub total: Option<Decimal>,
    /// How much the totals differ, without a sign.
    pub gap: Option<Decimal>,
    /// `more`, `less` or `same`; empty where a total lacks.
    pub direction: &'static str,
    /// The rank before.
    pub rank: Option<usize>,
    /// How many places up or down.
    pub places: usize,
    /// `up`, `down` or `same`; empty where a rank lacks.
    pub moved: &'static str,
    /// The band before, if it is another one.
    pub band: Option<Arc<str>>,
}

/// The score in one component.
#[derive(Clone, Debug, Serialize)]
pub struct ScoreView {
    /// The score, with as many decimals as any other in this component.
    pub score: Option<String>,
    /// Its part of the total, to two decimals.
    pub weighted: Option<Decimal>,
    /// Its share of the full mark, in ten-thousandths.
    pub share: i64,
    /// Votes by option; empty if it is no ballot.
    pub votes: Vec<VotesView>,
    /// All votes.
    pub ballots: u64,
    /// How many were there to vote, if the record says.
    pub present: Option<u32>,
    /// Marks by criterion; empty if it has none.
    pub criteria: Vec<CriterionView>,
}

/// Votes for one option.
#[derive(Clone, Debug, Serialize)]
pub struct VotesView {
    /// How many.
    pub count: u32,
    /// Their share, in ten-thousandths.
    pub share: i64,
    /// Share of the options before it, in ten-thousandths.
    pub before: i64,
}

/// The mark of a criterion or an item.
#[derive(Clone, Debug, Serialize)]
pub struct CriterionView {
    /// Name.
    pub name: Arc<str>,
    /// Whether it is an item of the criterion above.
    pub is_item: bool,
    /// Full mark.
    pub full: Decimal,
    /// The mark.
    pub mark: Option<Decimal>,
    /// Its share of the full mark, in ten-thousandths.
    pub share: i64,
}

/// What was taken off.
#[derive(Clone, Debug, Serialize)]
pub struct TakenView {
    /// Name.
    pub name: Arc<str>,
    /// How often.
    pub times: u32,
    /// Marks.
    pub points: Decimal,
    /// Whether the form's most was reached.
    pub is_most: bool,
}

/// Whether a gate was passed.
#[derive(Clone, Debug, Serialize)]
pub struct PassView {
    /// `passed`, `failed` or `unknown`.
    pub state: &'static str,
    /// Votes that count, where votes decide.
    pub is: Option<i64>,
    /// All votes.
    pub of: Option<i64>,
    /// The share, in ten-thousandths.
    pub share: i64,
}
