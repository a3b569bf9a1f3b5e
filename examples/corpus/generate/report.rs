//! Reports with figures, and rules: records that are numbers or text.

use super::draft::{Draft, Scene};

/// Figures at a day, with parts that add up.
pub(super) fn statistics(scene: &mut Scene<'_>) -> Draft {
    let year = scene.date.year() - 1;
    let title = format!("{}{year}年基本情况统计（{}月填报）", scene.unit.name, scene.date.month());
    let mut draft = Draft::new("report", "statistics", title, scene);
    draft.key("period", year);
    draft.line("figures:");
    for (label, unit, names) in [
        ("总户数", "户", ["农业户", "其他户"]),
        ("总人口", "人", ["男", "女"]),
        ("耕地面积", "亩", ["水田", "旱地"]),
        ("外出务工", "人", ["县内", "县外"]),
    ] {
        let (first, second) = (scene.random.between(20, 900), scene.random.between(20, 900));
        let (sum, [one, other]) = (first + second, names);
        draft.line(format_args!(
            "  - {{label: {label}, value: {sum}, unit: {unit}, stock: true, as-of: {year}-12-31, parts: {{{one}: {first}, {other}: {second}}}}}"
        ));
    }
    draft.facts(&[("统计口径", "以户籍登记为准".to_owned()), ("截止日期", format!("{year}年12月31日"))]);
    draft
}

/// Services given in a year.
pub(super) fn services(scene: &mut Scene<'_>) -> Draft {
    let year = scene.date.year() - 1;
    let title = format!("{}{year}年为民办事情况（{}月）", scene.unit.name, scene.date.month());
    let mut draft = Draft::new("report", "services-report", title, scene);
    draft.key("period", year);
    let of = scene.random.between(40, 200);
    let is = of - scene.random.between(0, of / 10);
    let (spoken, written) = (scene.random.between(5, 40), scene.random.between(5, 90));
    draft.line("figures:");
    draft.line(format_args!(
        "  - {{label: 调处矛盾纠纷, value: {}, unit: 件, flow: true, parts: {{口头协议: {spoken}, 书面协议: {written}}}}}",
        spoken + written
    ));
    draft.line(format_args!("  - {{label: 意见建议解决率, rate: {{of: {of}, is: {is}}}}}"));
    draft.line(format_args!(
        "  - {{label: 代办员上门, value: 约{}0, unit: 次, flow: true}}",
        scene.random.between(5, 60)
    ));
    draft.line("cases:");
    for number in 1..=scene.random.between(1, 4) {
        let (group, received) = (scene.random.group(), scene.date.plus(-scene.random.amount(30, 200)));
        draft.line(format_args!(
            "  - {{number: {number}, received: {received}, matter: {group}便桥加宽, reason: 等待批复}}"
        ));
    }
    draft.text(scene)
}

/// The text of a rule.
pub(super) fn rule(scene: &mut Scene<'_>) -> Draft {
    let what = scene.random.pick(&["财务管理", "村务公开", "集体资产管理", "小额工程", "印章使用", "值班"]);
    let title = format!("{}{what}办法（{}年{}月修订）", scene.unit.name, scene.date.year(), scene.date.month());
    let mut draft = Draft::new("rule", "rule", title, scene);
    draft.key("effective", scene.date.plus(10));
    draft.facts(&[
        ("发布单位", scene.unit.name.clone()),
        ("通过会议", "村民代表会议".to_owned()),
        ("解释单位", format!("{}村民委员会", scene.unit.name)),
    ]);
    draft.text(scene)
}
