//! 三会一课: assemblies and lectures of each quarter, committee and group meetings of each month.
//!
//! What a meeting debates comes from the accounts (the figures of the last quarter, the works of the next months) and
//! from tables of what the season and the crops of a village bring.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use gongkai::base::date::Date;
use serde::Deserialize;

use super::accounts::Statement;
use super::by_hand;
use super::draft::{Draft, Files, money};
use super::ledger::{Entry, months};
use super::random::Random;
use super::time::{Month, Span, chinese, day_label, working_day};
use super::units::{Village, table};

/// Something that a meeting may debate.
#[derive(Debug, Deserialize)]
struct Topic {
    months: String,
    tags: String,
    item: String,
    speaker: String,
    outcome: String,
    owner: String,
    /// Day of the year by which it has to be done: `09-30`; empty where the end of a month will do.
    due: String,
}

/// A row of an agenda: item, speaker, outcome, owner, and the day by which it is due where that is no usual one.
type Point = [String; 5];

/// A lecture that a branch may hear.
#[derive(Debug, Deserialize)]
struct Lecture {
    tags: String,
    title: String,
    speaker: String,
}

/// What the four sorts of meetings differ in.
struct Sort {
    form: &'static str,
    name: &'static str,
    title: &'static str,
    first: &'static str,
    last: &'static str,
    topics: &'static LazyLock<Vec<Topic>>,
}

static ASSEMBLIES: LazyLock<Vec<Topic>> = LazyLock::new(|| table(include_str!("../data/meetings/assembly.csv")));
static COMMITTEES: LazyLock<Vec<Topic>> = LazyLock::new(|| table(include_str!("../data/meetings/committee.csv")));
static GROUPS: LazyLock<Vec<Topic>> = LazyLock::new(|| table(include_str!("../data/meetings/group.csv")));
static NONE: LazyLock<Vec<Topic>> = LazyLock::new(Vec::new);
static LECTURES: LazyLock<Vec<Lecture>> = LazyLock::new(|| table(include_str!("../data/meetings/lecture.csv")));

const ASSEMBLY: Sort = Sort {
    form: "branch-assembly",
    name: "assembly",
    title: "党员大会",
    first: "2025Q3",
    last: "2026Q3",
    topics: &ASSEMBLIES,
};
const COMMITTEE: Sort = Sort {
    form: "branch-committee",
    name: "committee",
    title: "支委会",
    first: "2026-06",
    last: "2026-10",
    topics: &COMMITTEES,
};
const GROUP: Sort = Sort {
    form: "group-meeting",
    name: "group-meeting",
    title: "党小组会",
    first: "2026-09",
    last: "2026-10",
    topics: &GROUPS,
};

const LECTURE: Sort =
    Sort { form: "party-lecture", name: "lecture", title: "党课", first: "2025Q3", last: "2026Q3", topics: &NONE };

/// Writes all meetings of a village.
pub(super) fn write(village: &Village, accounts: &[Statement], files: &mut Files) {
    for sort in [&ASSEMBLY, &COMMITTEE, &GROUP] {
        let spans = Span::parse(sort.first).to(Span::parse(sort.last)).filter(|span| village.is_alive(*span));
        for span in spans.filter(|span| is_written(village, sort.form, *span)) {
            meeting(village, accounts, sort, span).write(files);
        }
    }
    let lectures: Vec<&Lecture> = LECTURES.iter().filter(|one| village.has(&one.tags)).collect();
    for (number, span) in (0..).zip(Span::parse(LECTURE.first).to(Span::parse(LECTURE.last))) {
        if village.is_alive(span) && is_written(village, "party-lecture", span) {
            lecture(village, chosen(village, &lectures, number), span).write(files);
        }
    }
}

/// Some meetings were never made public.
fn is_written(village: &Village, form: &str, span: Span) -> bool {
    !by_hand::is_written(&village.path, form, span)
        && !Random::of(&format!("{}/{form}/{}/missing", village.path, span.name())).once_in(19)
}

/// The lecture of this number: what suits the village best comes first, and none comes twice.
fn chosen<'a>(village: &Village, lectures: &[&'a Lecture], number: usize) -> &'a Lecture {
    let mut order: Vec<(bool, i64, &Lecture)> = lectures
        .iter()
        .map(|one| {
            let mut random = Random::of(&format!("{}/{}", village.path, one.title));
            (one.tags.is_empty() && random.once_in(2), random.between(0, 1_000_000), *one)
        })
        .collect();
    order.sort_by_key(|(late, chance, _)| (*late, *chance));
    order[number % order.len()].2
}

/// Days of one meeting.
struct Days {
    held: Date,
    published: Date,
}

impl Days {
    fn of(random: &mut Random, span: Span) -> Self {
        let month = if span.months == 1 { span.first } else { Month(span.first.0 + random.between(1, 2)) };
        let held = month.working_day(if span.months == 1 { random.between(5, 22) } else { random.between(6, 27) });
        let is_late = random.once_in(14);
        let end = span.last().day(31);
        let published = if is_late { end.plus(random.between(17, 20)) } else { held.plus(random.between(2, 7)) };
        Self { held, published: working_day(published) }
    }
}

/// One meeting while it is written; the order in which the random numbers are drawn is that of the calls.
struct Scene<'a> {
    village: &'a Village,
    sort: &'static Sort,
    span: Span,
    days: Days,
    random: Random,
    draft: Draft,
}

impl<'a> Scene<'a> {
    fn new(village: &'a Village, sort: &'static Sort, span: Span) -> Self {
        let mut random = Random::of(&format!("{}/{}/{}", village.path, sort.form, span.name()));
        let days = Days::of(&mut random, span);
        let draft = Draft::new(&village.path, days.published, &format!("{}-{}", sort.name, span.short()));
        Self { village, sort, span, days, random, draft }
    }

    fn is(&self, sort: &Sort) -> bool {
        self.sort.form == sort.form
    }

    fn envelope(&mut self) {
        let (village, span) = (self.village, self.span);
        let unit = if self.is(&GROUP) {
            format!("第{}党小组", chinese(self.random.between(1, (village.members / 12).clamp(1, 6))))
        } else {
            village.branch().to_owned()
        };
        self.draft.key("kind", "meeting");
        self.draft.key("form", self.sort.form);
        self.draft.key("title", format_args!("{}{unit}{}{}", village.name, span.label(), self.sort.title));
        self.draft.key("period", span.name());
        self.draft.key("formed", self.days.held);
        self.draft.key("author", format_args!("中共{}{}委员会", village.name, village.branch()));
    }

    /// How many were due, and how many came.
    fn attendance(&mut self) -> (i64, i64) {
        let members = self.village.members;
        let due = match self.sort.form {
            "branch-committee" if members > 90 => 7,
            "branch-committee" if members > 25 => 5,
            "branch-committee" => 3,
            "group-meeting" => self.random.between(5, (members / 3).clamp(6, 14)),
            _ => members,
        };
        let low = if self.is(&COMMITTEE) { due - 1 } else { due * 7 / 10 };
        let most = if due > 20 { due - 2 } else { due };
        (due, self.random.between(low, due).min(most))
    }

    fn agenda(&mut self, accounts: &[Statement], vote: Option<&Entry>) {
        let mut rows: Vec<Point> = Vec::new();
        if self.is(&ASSEMBLY) {
            rows.extend(reported(accounts, self.span.before(), &mut self.random));
        }
        if let Some(work) = vote {
            let item = format!("{}，概算 {} 元", plainly(&work.item), money(estimate(work)));
            rows.push([item, "村委会主任".into(), "投票通过，交村民代表会议".into(), "村委会".into(), String::new()]);
        } else if let Some(work) = planned(self.village, self.span, 1).filter(|_| self.is(&COMMITTEE)) {
            let outcome = format!("同意，不超过 {} 元，先报理财小组", money(estimate(&work)));
            let item = format!("下月安排：{}", plainly(&work.item));
            let due = self.days.held.month_end().plus(1).month_end().to_string();
            rows.push([item, "村委会副主任".into(), outcome, "村委会".into(), due]);
        }
        let wanted = if self.is(&GROUP) { 2 } else { 3 };
        let rest = wanted - rows.len().min(wanted - 1);
        rows.extend(self.topics().into_iter().take(rest));
        self.draft.line("agenda:");
        for ([item, speaker, outcome, owner, due], number) in rows.iter().zip(1..) {
            let usual = self.days.held.plus(14 + 7 * number).month_end().to_string();
            let due = if due.is_empty() { &usual } else { due };
            let owner = if owner.is_empty() { String::new() } else { format!(", owner: {owner}, due: {due}") };
            let row = format!("number: {number}, item: \"{item}\", speaker: {speaker}, outcome: \"{outcome}\"{owner}");
            self.draft.line(format_args!("  - {{{row}}}"));
        }
    }

    /// Topics of the month that suit the village, its own before those of all, in an order of its own.
    fn topics(&mut self) -> Vec<Point> {
        let month = i64::from(self.days.held.month());
        let topics: &'static Vec<Topic> = self.sort.topics;
        let fitting =
            topics.iter().filter(|topic| months(&topic.months).contains(&month) && self.village.has(&topic.tags));
        let fitting: Vec<&Topic> = fitting.collect();
        let random = &mut self.random;
        let mut order: Vec<(bool, i64, &Topic)> = fitting
            .into_iter()
            .map(|topic| (topic.tags.is_empty() && !random.once_in(3), random.between(0, 1_000_000), topic))
            .collect();
        order.sort_by_key(|(late, chance, _)| (*late, *chance));
        let year = self.days.held.year();
        let row = |Topic { item, speaker, outcome, owner, due, .. }: &Topic| {
            let due = if due.is_empty() { String::new() } else { format!("{year}-{due}") };
            [item.clone(), speaker.clone(), outcome.clone(), owner.clone(), due]
        };
        order.into_iter().map(|(.., topic)| row(topic)).collect()
    }

    fn ballot(&mut self, work: &Entry, present: i64) {
        let eligible = self.village.members - self.random.between(0, 2);
        let present = present.min(eligible);
        let (against, abstain) = (self.random.between(0, 2), self.random.between(0, 3));
        let draft = &mut self.draft;
        draft.line("votes:");
        draft.line("  - name: 支部党员大会");
        draft.key("    question", format_args!("{}，概算 {} 元", plainly(&work.item), money(estimate(work))));
        draft.key("    date", self.days.held);
        draft.key("    eligible", eligible);
        draft.key("    present", present);
        draft.key("    valid", present);
        let agreed = present - against - abstain;
        draft.key("    options", format_args!("{{赞成: {agreed}, 不赞成: {against}, 弃权: {abstain}}}"));
        draft.key("    passed", "true");
    }

    fn figures(&mut self, (due, present): (i64, i64)) {
        self.draft.line("figures:");
        self.draft.line(format_args!("  - {{label: 应到, value: {due}, unit: 人, flow: true}}"));
        self.draft.line(format_args!("  - {{label: 实到, value: {present}, unit: 人, flow: true}}"));
    }

    fn place(&mut self) {
        const ROOMS: [&str; 4] = ["村活动室", "便民服务站二楼会议室", "村部会议室", "文化活动室"];
        const GUESTS: [&str; 4] = ["村务监督委员会主任", "镇包村干部", "村务监督委员会成员 2 人", "入党积极分子 3 人"];
        let room = *Random::of(&self.village.path).pick(&ROOMS);
        let is_group = self.is(&GROUP);
        let (held, random, draft) = (self.days.held, &mut self.random, &mut self.draft);
        let time = random.pick(&["上午", "下午", "晚上"]);
        draft.line("facts:");
        draft.key("  会议时间", format_args!("{}年{}{time}", held.year(), day_label(held)));
        if is_group {
            draft.key("  地点", random.pick(&[room, "党小组组长家", "小组晒场", "路口小卖部旁"]));
            draft.key("  主持", "党小组组长");
            return;
        }
        draft.key("  地点", room);
        draft.key("  主持", "支部书记");
        draft.key("  记录", random.pick(&["支部组织委员", "村文书"]));
        if random.once_in(2) {
            draft.key("  列席", random.pick(&GUESTS));
        }
    }
}

fn meeting(village: &Village, accounts: &[Statement], sort: &'static Sort, span: Span) -> Draft {
    let mut scene = Scene::new(village, sort, span);
    scene.envelope();
    let came = scene.attendance();
    let is_voting = scene.is(&ASSEMBLY) && !scene.random.once_in(3);
    let vote = if is_voting { planned(village, span, 3) } else { None };
    scene.agenda(accounts, vote.as_ref());
    if let Some(work) = &vote {
        scene.ballot(work, came.1);
    }
    scene.figures(came);
    scene.place();
    scene.draft
}

/// The account of a quarter as an assembly hears it.
fn reported(accounts: &[Statement], span: Span, random: &mut Random) -> Option<Point> {
    let last = accounts.iter().find(|one| one.span == span)?;
    let asked = random.between(0, 4);
    let asked = if asked == 0 { "没有提问".to_owned() } else { format!("{asked} 条提问当场答复") };
    let (income, spending, closing) = (money(last.income()), money(last.spending()), money(last.closing()));
    let outcome = format!("收 {income} 元，支 {spending} 元，结余 {closing} 元；{asked}");
    Some([format!("通报{}村集体收支", span.label()), "村委会主任".into(), outcome, String::new(), String::new()])
}

/// The largest work of the months behind a span.
fn planned(village: &Village, span: Span, months: i64) -> Option<Entry> {
    let next = Span { first: Month(span.last().0 + 1), months };
    let entries = village.book(BTreeMap::from([("laozhai".to_owned(), 0)])).entries(next);
    let is_work = |entry: &Entry| !entry.is_income && entry.category == "工程维修" && entry.amount >= 120_000;
    entries.into_iter().filter(is_work).max_by_key(|entry| entry.amount)
}

/// What was set aside for a work: a round sum above its cost.
fn estimate(work: &Entry) -> i64 {
    (work.amount / 50_000 + 1) * 50_000
}

/// `三组机耕路铺砂石 4 车`: the item of an account without who did it and how.
fn plainly(item: &str) -> &str {
    item.split('，').next().unwrap_or(item)
}

fn lecture(village: &Village, lecture: &Lecture, span: Span) -> Draft {
    let mut scene = Scene::new(village, &LECTURE, span);
    scene.envelope();
    let (minutes, asked) = (scene.random.between(6, 11) * 10, scene.random.between(1, 6));
    let outcome = match scene.random.between(1, 4) {
        1 => format!("讲 {minutes} 分钟，问了 {asked} 个问题，当场答了"),
        2 => format!("讲 {minutes} 分钟，{asked} 人发言，材料放在活动室"),
        3 => format!("讲 {minutes} 分钟，讲完看了 {asked} 份样本"),
        _ => format!("讲 {minutes} 分钟，外出党员 {asked} 人用手机听"),
    };
    let row = format!("number: 1, item: \"{}\", speaker: {}, outcome: \"{outcome}\"", lecture.title, lecture.speaker);
    scene.draft.line(format_args!("agenda:\n  - {{{row}}}"));
    let present = scene.random.between(village.members * 6 / 10, village.members * 9 / 10);
    scene.figures((village.members, present));
    let held = scene.days.held;
    scene.draft.line("facts:");
    scene.draft.key("  时间", format_args!("{}年{}", held.year(), day_label(held)));
    scene.draft.key("  主讲", &lecture.speaker);
    scene.draft.key("  题目", format_args!("\"{}\"", lecture.title));
    scene.draft
}
