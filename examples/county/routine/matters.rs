//! What residents brought up and what committees promised, from `data/matters.csv` and `data/promises.csv`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::draft::Draft;
use super::units::{Village, table};

/// Something that a resident brought up.
#[derive(Debug, Deserialize)]
struct Matter {
    path: String,
    /// Which ledger of its village it stands in.
    part: String,
    reported: String,
    matter: String,
    place: String,
    owner: String,
    due: String,
    /// Empty while it is open.
    closed: String,
    result: String,
    /// Why it is still open behind its day.
    late: String,
}

/// What a committee promised for 2026.
#[derive(Debug, Deserialize)]
struct Promise {
    path: String,
    promise: String,
    post: String,
    due: String,
    closed: String,
    /// Only where the day alone does not tell it.
    status: String,
    result: String,
}

static MATTERS: LazyLock<Vec<Matter>> = LazyLock::new(|| table(include_str!("../data/matters.csv")));
static PROMISES: LazyLock<Vec<Promise>> = LazyLock::new(|| table(include_str!("../data/promises.csv")));

/// The matters of one ledger of a village.
pub(super) fn cases(village: &Village, part: &str, draft: &mut Draft) {
    let own: Vec<&Matter> = MATTERS.iter().filter(|one| one.path == village.path && one.part == part).collect();
    draft.line("cases:");
    for (matter, number) in own.iter().zip(1..) {
        draft.key("  - number", number);
        draft.key("    reported", &matter.reported);
        draft.key("    matter", &matter.matter);
        draft.key("    place", &matter.place);
        draft.key("    owner", &matter.owner);
        draft.key("    due", &matter.due);
        draft.key("    status", if matter.closed.is_empty() { "办理中" } else { "已办结" });
        draft.key("    closed", &matter.closed);
        draft.key("    result", &matter.result);
    }
    let (all, done) = (own.len(), own.iter().filter(|one| !one.closed.is_empty()).count());
    draft.line("figures:");
    draft.line(format_args!("  - {{label: 办结率, rate: {{of: {all}, is: {done}}}}}"));
    for matter in own.iter().filter(|one| !one.late.is_empty()) {
        draft.line("accept:");
        draft.line(format_args!("  - rule: register/overdue\n    reason: {}", matter.late));
    }
}

/// The promises of a village and how far they are kept.
pub(super) fn promises(village: &Village, draft: &mut Draft) {
    let own: Vec<&Promise> = PROMISES.iter().filter(|one| one.path == village.path).collect();
    draft.line("promises:");
    for (promise, number) in own.iter().zip(1..) {
        draft.key("  - number", number);
        draft.key("    promise", &promise.promise);
        draft.key("    post", &promise.post);
        draft.key("    due", &promise.due);
        let kept = if promise.closed.is_empty() { "进行中" } else { "已兑现" };
        draft.key("    status", if promise.status.is_empty() { kept } else { &promise.status });
        draft.key("    closed", &promise.closed);
        draft.key("    result", &promise.result);
    }
    draft.line("figures:");
    draft.line(format_args!("  - {{label: 承诺事项, value: {}, unit: 项, flow: true}}", own.len()));
}
