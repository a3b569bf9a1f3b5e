//! Notices: lists of people with days on public view, tenders, commendations, announcements.

use super::draft::{Draft, Scene, Table, yuan};
use super::random::Random;

/// Adds days on public view, with what came of it once they are over.
fn window(draft: &mut Draft, scene: &mut Scene<'_>) {
    let days = scene.random.amount(7, 10);
    // What is posted hangs for fifteen days at least, however long objections are taken.
    draft.key("until", scene.date.plus(20));
    draft.line("window:");
    draft.line(format_args!("  from: {}", scene.date));
    draft.line(format_args!("  days: {days}"));
    draft.line("  channels: [web, board]");
    let phone = scene.unit.phone(2);
    draft.line(format_args!("  objections: {{name: {}监督委员会, phone: {phone}}}", scene.unit.name));
    if scene.date.plus(days) < scene.time.last {
        let outcome = ["公示期内无异议", "收到 1 条意见，查清后维持原结果", "1 户提出人数有误，已经改正"];
        draft.line(format_args!("  outcome: {}", scene.random.pick(&outcome)));
    }
}

/// A list of persons for objection.
pub(super) fn name_list(scene: &mut Scene<'_>) -> Draft {
    let what = scene.random.pick(&["新增低保对象", "临时救助对象", "残疾人两项补贴", "困难学生补助"]);
    let title = format!("{}{}年{}月{what}公示", scene.unit.name, scene.date.year(), scene.date.month());
    let mut draft = Draft::new("notice", "name-list", title, scene);
    draft.key("formed", scene.date.plus(-2));
    window(&mut draft, scene);
    let count = scene.random.between(3, 12);
    let (mut people, mut amount) = (0, 0);
    let random = &mut *scene.random;
    const COLUMNS: [&str; 8] = ["number", "name", "group", "people", "standard", "amount", "id", "phone"];
    let table = Table::new(&COLUMNS, count, |number| {
        let (own, each) = (random.amount(1, 4), random.amount(25, 45) * 1_000);
        people += own;
        amount += own * each;
        let (name, group) = (random.person(), random.group().to_owned());
        let (id, phone) = ("11010519491231002X".to_owned(), "\"13800138000\"".to_owned());
        vec![number.to_string(), name, group, own.to_string(), yuan(each), yuan(own * each), id, phone]
    });
    draft.table("list", &table, scene.random.once_in(3));
    draft.line("figures:");
    draft.line(format_args!("  - {{label: 户数, value: {count}, unit: 户, flow: true}}"));
    draft.line(format_args!("  - {{label: 人数, value: {people}, unit: 人, flow: true}}"));
    draft.line(format_args!("  - {{label: 每月金额, value: {}, unit: 元, flow: true}}", yuan(amount)));
    draft.facts(&[("项目", what.to_owned()), ("评议单位", format!("{}村民代表会议", scene.unit.name))]);
    if scene.random.once_in(2) { draft.text(scene) } else { draft }
}

/// A subsidy by household.
pub(super) fn subsidies(scene: &mut Scene<'_>) -> Draft {
    let count = scene.random.between(12, 40);
    subsidy_list(scene, count)
}

/// A subsidy of every household: a register that goes on over several pages.
pub(super) fn long_register(scene: &mut Scene<'_>) -> Draft {
    let count = scene.random.between(220, 450);
    subsidy_list(scene, count)
}

fn subsidy_list(scene: &mut Scene<'_>, count: usize) -> Draft {
    let year = scene.date.year();
    let title = format!("{}{year}年耕地补贴公示（{count} 户）", scene.unit.name);
    let mut draft = Draft::new("notice", "subsidy-list", title, scene);
    window(&mut draft, scene);
    draft.table("list", &households(count, scene.random), true);
    draft.facts(&[
        ("补贴项目", "耕地地力保护补贴".to_owned()),
        ("补贴年度", year.to_string()),
        ("标准", "每亩 77 元".to_owned()),
        ("发放方式", "打入社保卡".to_owned()),
    ]);
    draft
}

fn households(count: usize, random: &mut Random) -> Table {
    const COLUMNS: [&str; 8] = ["number", "name", "group", "area", "standard", "amount", "id", "card"];
    Table::new(&COLUMNS, count, |number| {
        let tenths = random.amount(8, 120);
        let area = format!("{}.{}", tenths / 10, tenths % 10);
        let (name, group) = (random.person(), random.group().to_owned());
        let (id, card) = ("11010519491231002X".to_owned(), "6222020000000000001".to_owned());
        vec![number.to_string(), name, group, area, "77.00".to_owned(), yuan(tenths * 770), id, card]
    })
}

/// Candidates after the evaluation of bids.
pub(super) fn tender(scene: &mut Scene<'_>) -> Draft {
    let work = scene.random.pick(&["村道硬化", "文化广场维修", "灌溉渠清淤", "饮水池改造", "公厕改建"]);
    let title = format!("{}{work}工程中标候选人公示", scene.unit.name);
    let mut draft = Draft::new("notice", "tender", title, scene);
    window(&mut draft, scene);
    let random = &mut *scene.random;
    let lowest = random.amount(80_000, 900_000);
    let table = Table::new(&["rank", "bidder", "price", "days", "lead", "result"], 3, |number| {
        let price = lowest * 100 + i64::try_from(number).unwrap_or(0) * random.amount(10_000, 900_000);
        let bidder = random.pick(&["宏远建设", "安居建筑", "通达路桥", "恒润水利"]);
        let (days, lead) = (random.between(30, 120).to_string(), random.person());
        vec![number.to_string(), format!("{bidder}（{number}）公司"), yuan(price), days, lead, "符合".to_owned()]
    });
    draft.table("list", &table, false);
    draft.facts(&[
        ("项目名称", format!("{}{work}工程", scene.unit.name)),
        ("招标人", scene.unit.name.clone()),
        ("评审方式", "综合评分".to_owned()),
    ]);
    if scene.random.once_in(2) { draft.text(scene) } else { draft }
}

/// Units and persons proposed for commendation.
pub(super) fn commendation(scene: &mut Scene<'_>) -> Draft {
    let title = format!("{}{}年拟表彰名单公示", scene.unit.name, scene.date.year());
    let mut draft = Draft::new("notice", "commendation", title, scene);
    window(&mut draft, scene);
    let count = scene.random.between(3, 9);
    let (unit, random) = (scene.unit, &mut *scene.random);
    let table = Table::new(&["number", "name", "unit", "honour", "merit"], count, |number| {
        let honour = random.pick(&["先进集体", "优秀网格员", "优秀调解员", "优秀村务公开员"]);
        let name = if honour == "先进集体" { format!("{}{}", unit.name, random.group()) } else { random.person() };
        vec![number.to_string(), name, unit.name.clone(), honour.to_owned(), "全年无差错，群众评议为好".to_owned()]
    });
    draft.table("list", &table, scene.random.once_in(4));
    draft.facts(&[("评选办法", "群众推荐，代表评议".to_owned()), ("推荐单位", scene.unit.name.clone())]);
    if scene.random.once_in(2) { draft.text(scene) } else { draft }
}

/// A settled matter made known.
pub(super) fn announcement(scene: &mut Scene<'_>) -> Draft {
    let what = scene.random.pick(&["停水检修", "垃圾清运时间调整", "防汛值班安排", "医保缴费", "秸秆禁烧"]);
    let title = format!("{}{}年{}月{what}公告", scene.unit.name, scene.date.year(), scene.date.month());
    let mut draft = Draft::new("notice", "announcement", title, scene);
    if scene.random.once_in(3) {
        draft.stem = format!("{what}公告");
    }
    draft.facts(&[
        ("时间", format!("{}月{}日起", scene.date.month(), scene.date.day())),
        ("范围", scene.random.group().to_owned()),
        ("办理单位", scene.unit.name.clone()),
    ]);
    draft.text(scene)
}
