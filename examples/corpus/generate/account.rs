//! Accounts that follow each other: each opens with what the last one left, and adds up to the fen.

use gongkai::base::date::Date;

use super::Time;
use super::draft::{Draft, Scene, Table, yuan};
use super::random::Random;
use super::units::{Level, Unit};

/// What a unit keeps accounts of.
struct Ledger {
    form: &'static str,
    name: &'static str,
    /// Months of one account.
    months: usize,
    /// Items of income with their category.
    income: &'static [(&'static str, &'static str)],
    /// Items of spending with their category.
    spending: &'static [(&'static str, &'static str)],
}

const VILLAGE: Ledger = Ledger {
    form: "quarterly-account",
    name: "财务收支",
    months: 3,
    income: &[
        ("村门面房租金", "发包租赁"),
        ("集体鱼塘承包款", "发包租赁"),
        ("收购点场地费", "经营收入"),
        ("光伏电站分成", "经营收入"),
        ("村级运转经费", "上级补助"),
        ("汛期应急补助", "专项拨款"),
    ],
    spending: &[
        ("路灯电费", "公共服务"),
        ("垃圾清运费", "公共服务"),
        ("机耕路补坑，砂石 5 车", "工程维修"),
        ("公共水管更换阀门", "工程维修"),
        ("村道保洁员报酬", "劳务报酬"),
        ("高龄老人慰问", "福利补助"),
        ("打印纸和墨盒", "办公费用"),
        ("来村看项目用餐，1 次", "接待费"),
    ],
};

const ABOVE: Ledger = Ledger {
    form: "fund-account",
    name: "关爱互助资金",
    months: 6,
    income: &[
        ("年度预算拨入", "财政安排"),
        ("企业捐助", "单位捐助"),
        ("党员自愿捐助", "个人捐助"),
        ("活期利息", "利息收入"),
    ],
    spending: &[
        ("春节前慰问", "节日慰问"),
        ("困难户帮扶", "困难帮扶"),
        ("新生路费补贴", "助学帮扶"),
        ("转账手续费", "手续费"),
    ],
};

/// A period with its name and last day.
struct Span {
    name: String,
    label: String,
    start: Date,
    end: Date,
}

/// The newest accounts of a unit, oldest first, at most `count`; one in twenty is followed by its correction.
pub(super) fn chain(unit: &Unit, time: Time, count: usize, random: &mut Random) -> Vec<Draft> {
    let ledger = if unit.level == Level::Village { &VILLAGE } else { &ABOVE };
    let mut opening = random.amount(1_200_000, 15_000_000);
    let mut spans = spans(ledger, time);
    spans.drain(..spans.len().saturating_sub(count));
    let mut drafts = Vec::new();
    for span in &spans {
        let date = span.end.plus(random.amount(8, 19)).min(time.last);
        let mut scene = Scene { unit, date, time, links: &[], random };
        let (entries, closing) = entries(ledger, span, opening, scene.random);
        let draft = account(ledger, span, (&entries, opening, closing), &mut scene);
        if drafts.len() + 2 <= count && date < time.last.plus(-20) && scene.random.once_in(20) {
            let later = correction(&draft, unit, date.plus(9));
            drafts.push(draft);
            drafts.push(later);
        } else if drafts.len() < count {
            drafts.push(draft);
        }
        opening = closing;
    }
    drafts
}

/// All periods of the portal that end before its last day.
fn spans(ledger: &Ledger, time: Time) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = time.first;
    loop {
        let mut end = start.month_end();
        for _ in 1..ledger.months {
            end = end.plus(1).month_end();
        }
        if end >= time.last.plus(-7) {
            return spans;
        }
        let (year, number) = (start.year(), usize::try_from(end.month()).unwrap_or(12) / ledger.months);
        let (name, label) = match ledger.months {
            3 => (format!("{year}Q{number}"), format!("{year}年第{}季度", ["一", "二", "三", "四"][number - 1])),
            _ => (format!("{year}H{number}"), format!("{year}年{}半年", ["上", "下"][number - 1])),
        };
        spans.push(Span { name, label, start, end });
        start = end.plus(1);
    }
}

const COLUMNS: [&str; 7] = ["date", "item", "category", "in", "out", "voucher", "counterparty"];

/// Entries of a period and what is left at its end. Nothing is spent that is not there.
fn entries(ledger: &Ledger, span: &Span, opening: i64, random: &mut Random) -> (Table, i64) {
    let mut balance = opening;
    let count = random.between(5, 13);
    let days = span.start.days_until(span.end);
    let table = Table::new(&COLUMNS, count, |number| {
        let (low, high) = (balance.min(2_000), (balance / 6).clamp(2_000, 900_000));
        let is_income = number == 1 || balance < 100_000 || random.once_in(3);
        let (item, category) = random.pick(if is_income { ledger.income } else { ledger.spending });
        let amount = if is_income { random.amount(60_000, 1_600_000) } else { random.amount(low, high) };
        balance += if is_income { amount } else { -amount };
        let at = i64::try_from(number - 1).unwrap_or(0) * days / i64::try_from(count).unwrap_or(1);
        let side = |own: bool| if own { yuan(amount) } else { String::new() };
        vec![
            span.start.plus(at).to_string(),
            item.to_owned(),
            category.to_owned(),
            side(is_income),
            side(!is_income),
            format!("记{:02}{number:02}", span.end.month()),
            random.pick(&["青禾合作社", "绿野农资店", "晨光保洁服务部", "农村信用社", ""]).to_owned(),
        ]
    });
    (table, balance)
}

fn account(
    ledger: &Ledger,
    span: &Span,
    (entries, opening, closing): (&Table, i64, i64),
    scene: &mut Scene<'_>,
) -> Draft {
    let title = format!("{}{}{}", scene.unit.name, span.label, ledger.name);
    let mut draft = Draft::new("finance", ledger.form, title, scene);
    draft.stem = format!("finance-{}", span.name.to_lowercase());
    draft.key("period", &span.name);
    draft.key("contact", format_args!("{{name: 村务公开员, phone: {}}}", scene.unit.phone(1)));
    if scene.random.once_in(3) {
        draft.key("plain", format_args!("期初有 {} 元，期末还剩 {} 元。", yuan(opening), yuan(closing)));
    }
    draft.line("account:");
    for (name, value) in [("opening", yuan(opening)), ("closing", yuan(closing))] {
        draft.line(format_args!("  {name}: {value}"));
    }
    for name in ["handler", "auditor", "approver"] {
        draft.line(format_args!("  {name}: {}", scene.random.person()));
    }
    if scene.random.once_in(3) {
        draft.table("", entries, true);
        return draft;
    }
    draft.line("  entries:");
    for row in &entries.rows {
        let cells = entries.columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
        for (at, (name, cell)) in cells.enumerate() {
            draft.line(format_args!("    {} {name}: {cell}", if at == 0 { "-" } else { " " }));
        }
    }
    draft
}

/// A later version of the account, which names one item otherwise.
fn correction(first: &Draft, unit: &Unit, date: Date) -> Draft {
    let path = unit.file(&format!("{}/{}-{}", first.date.year(), first.date, first.stem));
    let renamed = |text: &str| text.replacen("垃圾清运费", "垃圾清运费（含公厕）", 1);
    let mut draft = Draft {
        date,
        stem: format!("{}-corrected", first.stem),
        title: first.title.clone(),
        yaml: renamed(&first.yaml),
        rows: first.rows.as_deref().map(renamed),
        body: None,
        files: Vec::new(),
    };
    draft.key("supersedes", format_args!("/{path}.yaml"));
    draft.key("changes", "一笔支出的事项写得更清楚，收支总数和结余不变");
    draft.key("reason", "村民来电问这笔钱用在哪里，复核发票后补写");
    draft
}
