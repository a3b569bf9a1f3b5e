//! Ledgers, pledges, directories, assets and projects: records that are tables.

use gongkai::base::date::Date;

use super::draft::{Draft, Scene, Table, yuan};
use super::random::Random;

/// How a row of a ledger goes. Open ones are due long after the portal's last day.
struct Course {
    from: Date,
    due: Date,
    is_open: bool,
    closed: String,
}

impl Course {
    /// A row of a ledger that is published on `date`: settled by then, or still open in a recent one.
    fn new(date: Date, last: Date, random: &mut Random) -> Self {
        let from = date.plus(-random.amount(42, 120));
        if date.plus(60) > last && random.once_in(3) {
            return Self { from, due: last.plus(random.amount(200, 400)), is_open: true, closed: String::new() };
        }
        let days = random.amount(7, 40);
        let closed = from.plus(random.amount(1, days)).to_string();
        Self { from, due: from.plus(days), is_open: false, closed }
    }

    fn status(&self, open: &str, closed: &str) -> String {
        if self.is_open { open } else { closed }.to_owned()
    }
}

/// A table of 4 to 22 rows; each is made from its number and chance.
fn table(
    columns: &'static [&'static str],
    scene: &mut Scene<'_>,
    mut row: impl FnMut(usize, &mut Random) -> Vec<String>,
) -> Table {
    let count = scene.random.between(4, 22);
    Table::new(columns, count, |number| row(number, scene.random))
}

/// A record of one table, a quarter of them beside the record. One in eighty has an entry that is past its day.
fn record(names: [&str; 4], scene: &mut Scene<'_>, mut table: Table) -> Draft {
    let [kind, form, slot, what] = names;
    let title = format!("{}{}年{}月{what}", scene.unit.name, scene.date.year(), scene.date.month());
    let mut draft = Draft::new(kind, form, title, scene);
    if scene.random.once_in(80) && reopen(&mut table) && scene.random.once_in(2) {
        draft.line("accept:\n  - rule: register/overdue\n    reason: 等上级批复，已经催办两次");
    }
    let beside = scene.random.once_in(4);
    draft.table(slot, &table, beside);
    if scene.random.once_in(30) {
        draft.files.push(("说明.txt", format!("{}\n公开员整理，原件存{}服务站。\n", draft.title, scene.unit.name)));
        draft.line("attachments:\n  - {file: 说明.txt, title: 填报说明, text: 填报口径和原件存放处}");
    }
    draft
}

/// Makes the first row of a matter ledger open again; whether the table is one.
fn reopen(table: &mut Table) -> bool {
    let place = |name: &str| table.columns.iter().position(|column| *column == name);
    let (Some(status), Some(closed), Some(row)) = (place("status"), place("closed"), table.rows.first()) else {
        return false;
    };
    if row[status] != "已办结" || !table.columns.contains(&"matter") {
        return false;
    }
    table.rows[0][status] = "办理中".to_owned();
    table.rows[0][closed] = String::new();
    true
}

/// Texts of matters that residents raise.
const MATTERS: [&str; 10] = [
    "自来水压力不足",
    "路灯不亮",
    "排水沟堵塞",
    "村道塌边",
    "垃圾桶不够",
    "网络信号弱",
    "灌溉渠渗漏",
    "公厕没有灯",
    "电线过低",
    "桥面护栏松动",
];

/// Problems assigned to a post.
pub(super) fn matters(scene: &mut Scene<'_>) -> Draft {
    const COLUMNS: [&str; 9] = ["number", "reported", "matter", "place", "owner", "due", "status", "closed", "result"];
    let (date, last) = (scene.date, scene.time.last);
    let table = table(&COLUMNS, scene, |number, random| {
        let course = Course::new(date, last, random);
        let (matter, group) = (random.pick(&MATTERS), random.group());
        let owner = random.pick(&["村委会副主任", "监督委员会主任", "水务管护员", "网格长"]);
        let result = if course.is_open { "" } else { "已经处理，反映人认可" };
        let status = course.status("办理中", "已办结");
        let texts = [
            format!("{group}{matter}"),
            group.to_owned(),
            owner.to_owned(),
            course.due.to_string(),
            status,
            course.closed,
        ];
        let mut row = vec![number.to_string(), course.from.to_string()];
        row.extend(texts);
        row.push(result.to_owned());
        row
    });
    record(["ledger", "matter-ledger", "cases", "问题台账"], scene, table)
}

/// Suggestions and answers.
pub(super) fn suggestions(scene: &mut Scene<'_>) -> Draft {
    const COLUMNS: [&str; 9] = ["number", "received", "channel", "matter", "owner", "due", "status", "closed", "reply"];
    let (date, last) = (scene.date, scene.time.last);
    let table = table(&COLUMNS, scene, |number, random| {
        let course = Course::new(date, last, random);
        let closed = random.pick(&["已采纳", "已解释", "不予采纳"]);
        let reply = if course.is_open { "" } else { "已经当面答复" };
        vec![
            number.to_string(),
            course.from.to_string(),
            random.pick(&["会议", "意见箱", "电话", "入户", "网上"]).to_owned(),
            format!("建议解决{}{}", random.group(), random.pick(&MATTERS)),
            "村委会".to_owned(),
            course.due.to_string(),
            course.status("办理中", closed),
            course.closed,
            reply.to_owned(),
        ]
    });
    record(["ledger", "suggestions", "cases", "意见建议办理"], scene, table)
}

/// Quarrels settled, without names: a sensitive register.
pub(super) fn mediations(scene: &mut Scene<'_>) -> Draft {
    const COLUMNS: [&str; 9] = ["number", "received", "type", "form", "people", "amount", "due", "status", "closed"];
    let (date, last) = (scene.date, scene.time.last);
    let table = table(&COLUMNS, scene, |number, random| {
        let course = Course::new(date, last, random);
        vec![
            number.to_string(),
            course.from.to_string(),
            random.pick(&["邻里", "婚姻家庭", "土地山林", "劳务欠薪", "损害赔偿"]).to_owned(),
            random.pick(&["口头", "书面"]).to_owned(),
            random.between(2, 6).to_string(),
            yuan(random.amount(0, 90) * 10_000),
            course.due.to_string(),
            course.status("调解中", "调解成功"),
            course.closed,
        ]
    });
    record(["ledger", "mediations", "cases", "矛盾调解"], scene, table)
}

/// What office holders promised.
pub(super) fn promises(scene: &mut Scene<'_>) -> Draft {
    const COLUMNS: [&str; 7] = ["number", "promise", "post", "due", "status", "closed", "result"];
    const WORKS: [&str; 6] = ["修好断头路", "装路灯 12 盏", "清理河道", "建晾晒场", "换旧水管", "办夜校 6 期"];
    let (date, last) = (scene.date, scene.time.last);
    let table = table(&COLUMNS, scene, |number, random| {
        let course = Course::new(date, last, random);
        let result = if course.is_open { "" } else { "已经验收" };
        vec![
            number.to_string(),
            format!("{}{}", random.group(), random.pick(&WORKS)),
            random.pick(&["村党组织书记", "村委会主任", "村委会委员"]).to_owned(),
            course.due.to_string(),
            course.status("进行中", "已兑现"),
            course.closed,
            result.to_owned(),
        ]
    });
    record(["pledge", "promises", "promises", "公开承诺"], scene, table)
}

/// Targets signed for.
pub(super) fn targets(scene: &mut Scene<'_>) -> Draft {
    const COLUMNS: [&str; 8] = ["number", "field", "target", "measure", "owner", "due", "status", "closed"];
    let (date, last) = (scene.date, scene.time.last);
    let table = table(&COLUMNS, scene, |number, random| {
        let course = Course::new(date, last, random);
        let of = random.between(10, 90);
        vec![
            number.to_string(),
            random.pick(&["组织建设", "产业发展", "民生服务", "平安治理"]).to_owned(),
            format!("全年入户走访 {of} 次"),
            format!("{}/{of}", random.between(1, of)),
            "村委会主任".to_owned(),
            course.due.to_string(),
            course.status("进行中", "已完成"),
            course.closed,
        ]
    });
    record(["pledge", "target-statement", "promises", "目标责任状"], scene, table)
}

/// Grid cells.
pub(super) fn grids(scene: &mut Scene<'_>) -> Draft {
    const COLUMNS: [&str; 7] = ["code", "grid", "extent", "households", "lead", "members", "phone"];
    let phone = scene.unit.phone(3);
    let table = table(&COLUMNS, scene, |number, random| {
        let (households, members) = (random.between(20, 90).to_string(), random.between(1, 5).to_string());
        let (lead, extent) = (random.person(), format!("{}全组", random.group()));
        vec![format!("G{number:03}"), format!("第{number}网格"), extent, households, lead, members, phone.clone()]
    });
    record(["directory", "grids", "entries", "网格名录"], scene, table)
}

/// Posts and their holders.
pub(super) fn posts(scene: &mut Scene<'_>) -> Draft {
    const COLUMNS: [&str; 7] = ["number", "post", "unit", "name", "duty", "since", "status"];
    let (unit, date) = (scene.unit, scene.date);
    let table = table(&COLUMNS, scene, |number, random| {
        let since = date.plus(-random.amount(100, 900)).to_string();
        let post = random.pick(&["书记", "主任", "文书", "水务管护员", "护林员", "网格员"]);
        let post = format!("{post}（{number}）");
        vec![
            number.to_string(),
            post,
            unit.name.clone(),
            random.person(),
            "按分工办理".to_owned(),
            since,
            "在岗".to_owned(),
        ]
    });
    record(["directory", "posts", "entries", "岗位和分工"], scene, table)
}

/// What a counter does.
pub(super) fn counter_items(scene: &mut Scene<'_>) -> Draft {
    const COLUMNS: [&str; 6] = ["number", "item", "needs", "limit", "fee", "way"];
    const ITEMS: [&str; 5] = ["医保参保登记", "养老资格认证", "宅基地申请", "高龄津贴申领", "居住证明"];
    let table = table(&COLUMNS, scene, |number, random| {
        let (item, days) = (format!("{}（{number}）", random.pick(&ITEMS)), random.between(1, 20));
        let way = random.pick(&["当场办结", "代办", "网上办", "上报后办"]).to_owned();
        vec![number.to_string(), item, "身份证、户口簿".to_owned(), format!("{days} 个工作日"), "0.00".to_owned(), way]
    });
    record(["directory", "counter-items", "entries", "便民服务事项"], scene, table)
}

/// What the collective owns.
pub(super) fn assets(scene: &mut Scene<'_>) -> Draft {
    const COLUMNS: [&str; 8] = ["code", "asset", "class", "place", "quantity", "unit", "value", "use"];
    let table = table(&COLUMNS, scene, |number, random| {
        let class = random.pick(&["房屋", "设备", "基础设施", "耕地", "林地", "水面"]);
        vec![
            format!("ZC-{number:03}"),
            format!("{}{class}", random.group()),
            class.to_owned(),
            random.group().to_owned(),
            random.between(1, 400).to_string(),
            random.pick(&["间", "台", "亩", "处"]).to_owned(),
            yuan(random.amount(1, 900) * 100_000),
            random.pick(&["自用", "出租", "闲置"]).to_owned(),
        ]
    });
    record(["asset", "assets", "assets", "资产资源台账"], scene, table)
}

/// What is let to whom.
pub(super) fn leases(scene: &mut Scene<'_>) -> Draft {
    const COLUMNS: [&str; 9] = ["contract", "asset", "tenant", "area", "rent", "owed", "paid", "due", "status"];
    let (date, last) = (scene.date, scene.time.last);
    let table = table(&COLUMNS, scene, |number, random| {
        let rent = random.amount(5, 90) * 10_000;
        let due = last.plus(random.amount(200, 400)).to_string();
        vec![
            format!("HT-{}-{number:03}", date.year()),
            format!("{}{}", random.group(), random.pick(&["鱼塘", "机动地", "门面房", "果园"])),
            random.pick(&["青禾合作社", "绿野农场", "晨光超市"]).to_owned(),
            format!("{}.5", random.between(2, 60)),
            yuan(rent),
            yuan(rent / 2),
            yuan(rent / 4),
            due,
            "部分缴纳".to_owned(),
        ]
    });
    record(["asset", "leases", "assets", "发包租赁台账"], scene, table)
}

/// Works with their stage and cost.
pub(super) fn works(scene: &mut Scene<'_>) -> Draft {
    const COLUMNS: [&str; 10] =
        ["number", "work", "place", "contractor", "budget", "cost", "started", "due", "status", "closed"];
    let (date, last) = (scene.date, scene.time.last);
    let table = table(&COLUMNS, scene, |number, random| {
        let course = Course::new(date, last, random);
        let budget = random.amount(20, 900) * 100_000;
        let cost = if course.is_open { String::new() } else { yuan(budget - random.amount(0, 999_999)) };
        vec![
            number.to_string(),
            format!("{}{}", random.group(), random.pick(&["道路硬化", "渠道清淤", "路灯安装", "水池改造"])),
            random.group().to_owned(),
            random.pick(&["宏远建设", "安居建筑", "通达路桥"]).to_owned(),
            yuan(budget),
            cost,
            course.from.to_string(),
            course.due.to_string(),
            course.status("施工中", "已验收"),
            course.closed,
        ]
    });
    record(["project", "works", "works", "实事工程进度"], scene, table)
}
