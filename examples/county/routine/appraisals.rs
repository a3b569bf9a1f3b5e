//! The yearly appraisals of those who hold office in a village, from `data/appraisals.csv`.
//!
//! Marks lie around a level that the table gives; the votes of each post add up to the representatives who came.

use std::sync::LazyLock;

use serde::Deserialize;

use super::disclosures::{day, township, village, worded};
use super::draft::{Draft, Files};
use super::random::Random;
use super::time::day_label;
use super::units::{Village, table};

/// One appraisal.
#[derive(Debug, Deserialize)]
struct Appraisal {
    path: String,
    year: i64,
    formed: String,
    published: String,
    /// How many representatives the village has.
    due: i64,
    present: i64,
    /// Around which the marks lie.
    level: i64,
    plain: String,
    finding: String,
    source: String,
    /// `主任`, `副主任` or `文书`.
    owner: String,
    /// How many points the finding cost.
    points: String,
    by: String,
    closed: String,
}

static APPRAISALS: LazyLock<Vec<Appraisal>> = LazyLock::new(|| table(include_str!("../data/appraisals.csv")));

/// Writes all appraisals of the table.
pub(super) fn write(files: &mut Files) {
    for appraisal in APPRAISALS.iter() {
        draft(appraisal, village(&appraisal.path)).write(files);
    }
}

/// The posts that are appraised; the last part of each is how the table names it.
fn posts(village: &Village) -> [String; 4] {
    let head = format!("{}书记", village.branch());
    if village.has("urban") {
        [format!("社区{head}"), "居委会主任".into(), "居委会副主任".into(), "社区文书".into()]
    } else {
        [head, "村委会主任".into(), "村委会副主任".into(), "村文书".into()]
    }
}

/// The post that the table names.
fn named(village: &Village, short: &str) -> String {
    let is_meant = |post: &String| post.ends_with(&format!("会{short}")) || (short == "文书" && post.ends_with(short));
    posts(village).into_iter().find(is_meant).unwrap_or_default()
}

fn draft(appraisal: &Appraisal, village: &Village) -> Draft {
    let (year, formed) = (appraisal.year, day(&appraisal.formed));
    let mut draft = Draft::new(&village.path, day(&appraisal.published), &format!("yearly-appraisal-{year}"));
    let unit = if village.has("urban") { "社区" } else { "村" };
    draft.key("kind", "appraisal");
    draft.key("form", "yearly-appraisal");
    draft.key("title", format_args!("{}{year}年{unit}干部民主评议和年度考核", village.name));
    draft.key("period", year);
    draft.key("formed", formed);
    draft.key("catalogue", "yearly-appraisal");
    draft.key("author", format_args!("{}党委", township(village)));
    draft.key("reviewer", format_args!("{}{}", village.name, worded(village, "村务监督委员会")));
    draft.key("plain", &appraisal.plain);
    draft.line("scores:");
    for post in posts(village) {
        score(appraisal, village, &post, &mut draft);
    }
    followup(appraisal, village, &mut draft);
    draft.line("facts:");
    draft.key("  评议会日期", format_args!("{}年{}", formed.year(), day_label(formed)));
    draft.key("  应到代表", format_args!("{} 人", appraisal.due));
    draft.key("  实到代表", format_args!("{} 人", appraisal.present));
    draft
}

/// One post with its marks in steps of a half, and the votes it got.
fn score(appraisal: &Appraisal, village: &Village, post: &str, draft: &mut Draft) {
    let mut random = Random::of(&format!("{}/{}/{post}", village.path, appraisal.year));
    let is_at_fault = !appraisal.points.is_empty() && post == named(village, &appraisal.owner);
    let halves = appraisal.level * 2 + random.between(-7, 8) - if is_at_fault { 4 } else { 0 };
    let present = appraisal.present;
    let share = ((halves - 140) * 3 / 2 + random.between(-6, 8)).clamp(12, 88);
    let best = present * share / 100;
    let failed = if share < 45 { random.between(0, 2) } else { random.between(0, 3) / 3 };
    let weak = ((present - best - failed) * random.between(10, 30) / 100).max(0);
    let good = present - best - weak - failed;
    let mark = format!("{}{}", halves / 2, if halves % 2 == 0 { "" } else { ".5" });
    let votes = format!("{{present: {present}, 优秀: {best}, 称职: {good}, 基本称职: {weak}, 不称职: {failed}}}");
    let fault =
        if is_at_fault { format!(", deductions: {{工作差错: {}}}", appraisal.points) } else { String::new() };
    draft.line(format_args!("  - {{who: {post}, 量化考核: {mark}, 民主评议: {votes}{fault}}}"));
}

fn followup(appraisal: &Appraisal, village: &Village, draft: &mut Draft) {
    if appraisal.finding.is_empty() {
        return;
    }
    draft.line("followup:");
    draft.key("  - finding", &appraisal.finding);
    draft.key("    source", &appraisal.source);
    draft.key("    owner", named(village, &appraisal.owner));
    draft.key("    due", &appraisal.by);
    draft.key("    status", if appraisal.closed.is_empty() { "整改中" } else { "已整改" });
    draft.key("    closed", &appraisal.closed);
}
