//! Visits before 1 July and 1 October, and the funds of the townships that pay for them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::accounts::{Keeper, Statement, chain, write as write_accounts};
use super::by_hand::is_written;
use super::draft::{Draft, Files};
use super::ledger::{Book, rows};
use super::random::Random;
use super::time::{Month, Span, day_label, working_day};
use super::units::{VILLAGES, Village, opening, table};

/// What was said on a visit.
#[derive(Debug, Deserialize)]
struct Said {
    tags: String,
    text: String,
}

#[derive(Debug, Deserialize)]
struct Township {
    path: String,
    name: String,
    handler: String,
    auditor: String,
    approver: String,
    office: String,
    phone: String,
    voucher: String,
    /// What pays for visits: `fund` or `dues`.
    visits: String,
    last: String,
    opening: String,
}

static SAID: LazyLock<Vec<Said>> = LazyLock::new(|| table(include_str!("../data/meetings/visit.csv")));
static TOWNSHIPS: LazyLock<Vec<Township>> = LazyLock::new(|| table(include_str!("../data/townships.csv")));

/// A day before which members are visited.
struct Feast {
    name: &'static str,
    file: &'static str,
    month: i64,
    day: i64,
}

const FEASTS: [Feast; 2] = [
    Feast { name: "七一", file: "july", month: 6, day: 23 },
    Feast { name: "国庆", file: "october", month: 9, day: 22 },
];

const FUND: &str = "fund-account";
const VISITS: &str = "festival-visits";

/// What each visited member gets, in yuan.
const EACH: i64 = 300;

/// Visited members of a village who are old, and those who are in need.
fn visited(village: &Village, feast: &Feast, year: i64) -> (i64, i64) {
    let mut random = Random::of(&format!("{}/{}/{year}", village.path, feast.file));
    (random.between(village.members / 14 + 1, village.members / 9 + 1), random.between(1, village.members / 20 + 1))
}

/// Writes the visits of the years from 2025 on and the funds.
pub(super) fn write(files: &mut Files) {
    for village in VILLAGES.iter() {
        for (feast, year) in FEASTS.iter().flat_map(|feast| [(feast, 2025), (feast, 2026)]) {
            let month = Month::new(year, feast.month);
            let span = Span { first: month, months: 1 };
            let is_left_out = Random::of(&format!("{}/{}/{year}/missing", village.path, feast.file)).once_in(15)
                || is_written(&village.path, VISITS, span);
            if village.is_alive(span) && !is_left_out {
                visit(village, feast, month).write(files);
            }
        }
    }
    for (village, year) in VILLAGES.iter().flat_map(|village| [(village, 2025), (village, 2026)]) {
        if let Some(draft) = spring(village, year) {
            draft.write(files);
        }
    }
    for township in TOWNSHIPS.iter() {
        let chain = fund(township);
        write_accounts(&keeper(township), &chain, files);
    }
}

fn visit(village: &Village, feast: &Feast, month: Month) -> Draft {
    let mut random = Random::of(&format!("{}/{}/{}/visit", village.path, feast.file, month.name()));
    let held = month.working_day(feast.day + random.between(0, 3));
    let is_late = random.once_in(16);
    let published = working_day(held.plus(if is_late { random.between(12, 20) } else { 1 }));
    let (old, needy) = visited(village, feast, month.year());
    let count = old + needy;
    let mut draft = Draft::new(&village.path, published, &format!("visits-{}", feast.file));
    let year = month.year();
    draft.key("kind", "report");
    draft.key("form", VISITS);
    draft.key("title", format_args!("{}{year}年{}走访情况", village.name, feast.name));
    draft.key("period", held);
    draft.key("formed", held);
    draft.key("section", "party");
    draft.key("catalogue", "festival-visits");
    draft.key("author", format_args!("{}{}", village.name, village.branch()));
    draft.line("figures:");
    let parts = if old.min(needy) < 3 {
        String::new()
    } else {
        format!(", parts: {{老党员: {old}, 生活困难党员: {needy}}}")
    };
    draft.line(format_args!("  - {{label: 走访户数, value: {count}, unit: 户, flow: true{parts}}}"));
    draft.line(format_args!("  - {{label: 慰问金和慰问品, value: {}, unit: 元, flow: true}}", count * EACH));
    let township =
        TOWNSHIPS.iter().find(|one| village.path.starts_with(&one.path)).expect("every village lies in a township");
    draft.line("facts:");
    draft.key("  节日", feast.name);
    draft.key("  走访时间", format_args!("{year}年{}", day_label(held)));
    draft.key("  慰问标准", format_args!("每人 {EACH} 元，本人签收"));
    let source = if township.visits == "fund" { "党内关爱互助资金" } else { "返还村（社区）的党费" };
    draft.key("  资金来源", format_args!("{}{source}", township.name));
    draft.key(
        "  组织岗位",
        random.pick(&["支部书记", "支部副书记", "支部组织委员和党小组组长", "镇包村干部和支部书记"]),
    );
    draft.body(said(village, feast, year));
    draft
}

/// The visits before the Spring Festival, which the village pays for itself: those of its account.
fn spring(village: &Village, year: i64) -> Option<Draft> {
    let quarter = Span { first: Month::new(year, 1), months: 3 };
    let none = BTreeMap::from([("laozhai".to_owned(), 0)]);
    let paid = village.book(none).entries(quarter).into_iter().find(|entry| entry.item.contains("春节慰问"))?;
    let is_made = village.is_alive(quarter) && !is_written(&village.path, VISITS, quarter);
    let (before, _) = paid.item.rsplit_once(" 户").filter(|_| is_made)?;
    let households = before.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    let mut draft = Draft::new(&village.path, working_day(paid.date.plus(2)), "visits-spring");
    draft.key("kind", "report");
    draft.key("form", VISITS);
    draft.key("title", format_args!("{}{year}年春节走访情况", village.name));
    draft.key("period", paid.date);
    draft.key("formed", paid.date);
    draft.key("section", "party");
    draft.key("catalogue", "festival-visits");
    draft.key("author", format_args!("{}村民委员会", village.name).to_string().replace("社区村民", "社区居民"));
    draft.line("figures:");
    draft.line(format_args!("  - {{label: 走访户数, value: {households}, unit: 户, flow: true}}"));
    draft.line(format_args!("  - {{label: 慰问金和慰问品, value: {}, unit: 元, flow: true}}", paid.amount / 100));
    draft.line("facts:");
    draft.key("  节日", "春节");
    draft.key("  走访时间", format_args!("{year}年{}", day_label(paid.date)));
    draft.key("  资金来源", "本级集体收入，列在第一季度收支里");
    draft.key("  签收", "每户户主签字，单子附在凭证后面");
    Some(draft)
}

/// Two things that were said; other ones each time.
fn said(village: &Village, feast: &Feast, year: i64) -> String {
    let mut order: Vec<(i64, &Said)> = SAID
        .iter()
        .filter(|one| village.has(&one.tags))
        .map(|one| (Random::of(&format!("{}/{}", village.path, one.text)).between(0, 1_000_000), one))
        .collect();
    order.sort_by_key(|(chance, _)| *chance);
    let visits = (year - 2025) * 2 + i64::from(feast.month > 6);
    let at = usize::try_from(visits * 2).unwrap_or(0);
    [order[at % order.len()].1, order[(at + 1) % order.len()].1].map(|one| one.text.as_str()).concat()
}

/// The accounts of a fund: visits cost what the villages together report.
fn fund(township: &'static Township) -> Vec<Statement> {
    let mut given = BTreeMap::new();
    for (feast, year) in FEASTS.iter().flat_map(|feast| (2024..=2026).map(move |year| (feast, year))) {
        let own = VILLAGES.iter().filter(|village| village.path.starts_with(&township.path));
        let alive = own.filter(|village| village.is_alive(Span { first: Month::new(year, feast.month), months: 1 }));
        let people = alive.map(|village| visited(village, feast, year)).map(|(old, needy)| old + needy).sum();
        given.insert(format!("{}-{year}", feast.file), people);
    }
    let table = match township.visits.as_str() {
        "fund" => include_str!("../data/accounts/fund.csv"),
        _ => include_str!("../data/accounts/fund-nanping.csv"),
    };
    let book = Book {
        name: format!("{}/fund", township.path),
        path: &township.path,
        unit: Box::new(|_| township.name.clone()),
        voucher: &township.voucher,
        groups: 1,
        rows: rows(table),
        given,
    };
    let spans = (Span::parse("2024H1"), Span::parse(&township.last));
    chain(&book, FUND, spans, opening(&township.opening))
}

fn keeper(township: &'static Township) -> Keeper<'static> {
    Keeper {
        path: &township.path,
        form: FUND,
        what: "党内关爱互助资金收支",
        catalogue: "care-fund",
        section: "party",
        contact: (&township.office, &township.phone),
        handler: &township.handler,
        auditor: &township.auditor,
        approver: &township.approver,
        reviewer: format!("{}纪委", township.name),
    }
}
