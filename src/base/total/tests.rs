use super::{Reach, in_row, is_figure, is_part, is_sum_of_thing, total};

#[test]
fn a_total_may_stand_behind_what_it_adds_up() {
    for (texts, expected) in [
        (&["合计", "张建国"][..], Some((0, Reach::Whole))),
        (&["一组", "小 计"], Some((1, Reach::Part))),
        (&["一组", "本组小计"], Some((1, Reach::Part))),
        (&["一组", "合计"], Some((1, Reach::Part))),
        (&["一组", "小计（2户）"], Some((1, Reach::Part))),
        (&["租金", "合计"], None),
        (&["云岭县", "收入合计"], None),
        (&["合", "计"], Some((0, Reach::Whole))),
        (&["小", "计"], Some((0, Reach::Part))),
        (&["一组", "张建国"], None),
        (&[], None),
    ] {
        assert_eq!(in_row(texts), expected, "{texts:?}");
    }
    for (text, expected) in [("其中：电费", true), ("一、其中：水田", true), ("（其中旱地）", true), ("电费", false)]
    {
        assert_eq!(is_part(text), expected, "{text}");
    }
}

#[test]
fn totals_have_many_names() {
    for text in [
        "合计",
        "合 计",
        "合\u{a0}计：",
        "共计",
        "总计",
        "合计（元）",
        "合计(万元)",
        "本季合计",
        "第三季度合计",
        "7月合计",
        "2026年上半年合计",
        "全村合计",
        "石桥村总计",
        "收入合计",
        "合计金额",
        "合计：3户",
        "共计 5 人",
        "总计：3户6人",
        "合计（3户）",
        "Total",
        "TOTAL:",
        "Grand Total",
        "total (yuan)",
        "合　计",
        "合\u{200b}计",
        "合計",
        "本期合计",
        "工程合计",
        "金额合计",
        "合计：石桥村",
        "合计/平均",
        "合计人民币",
        "共计人民币：",
        "合计（2份合同）",
        "租金合计（含税）",
        "汇总数",
        "共3户",
        "∑",
        "计",
    ] {
        assert_eq!(total(text), Some(Reach::Whole), "{text}");
    }
}

#[test]
fn parts_and_what_cannot_be_added_up_are_totals_too() {
    for text in ["小计", "一组小计", "小 计：", "Subtotal", "本页小计", "办公费小计", "小计（一组）", "小计一组"]
    {
        assert_eq!(total(text), Some(Reach::Part), "{text}");
    }
    for text in [
        "累计",
        "本年累计",
        "2026年1-9月累计",
        "平均",
        "全村平均",
        "平均得分",
        "Average",
        "人民币（大写）",
        "合计人民币（大写）：柒仟元整",
        "上期结余",
    ] {
        assert_eq!(total(text), Some(Reach::Running), "{text}");
    }
    assert_eq!(total(&"合计".repeat(100_000)), None);
}

#[test]
fn what_only_looks_like_a_total_is_none() {
    for text in [
        "合计村",
        "小计家湾",
        "总计划",
        "王合计",
        "合计机组",
        "Total village",
        "共计划",
        "summer",
        "3",
        "",
        "累计完成",
        "subtotaled",
    ] {
        assert_eq!(total(text), None, "{text}");
    }
}

#[test]
fn totals_have_english_names() {
    let check = |texts: &[&str], expected| {
        for text in texts {
            assert_eq!(total(text), expected, "{text}");
        }
    };
    check(
        &[
            "Total",
            "Totals:",
            "Grand total",
            "Overall total",
            "Total (£)",
            "Total £1,200.00",
            "Total receipts",
            "Total payments (£)",
            "Income total",
            "Total 2025/26",
            "2025/26 total",
            "Total: receipts",
            "Sum",
        ],
        Some(Reach::Whole),
    );
    check(&["Subtotal", "Sub-total", "sub total", "Subtotal: payments", "Page total"], Some(Reach::Part));
    check(
        &[
            "Average",
            "Balance brought forward",
            "Balance c/f",
            "Brought forward",
            "b/f",
            "c/f",
            "Opening balance",
            "Running total",
        ],
        Some(Reach::Running),
    );
    check(&["Total village", "Totaliser", "Balance", "Balance of the grant", "Carried", "Sumner Road"], None);
    for (text, expected) in
        [("Total receipts", true), ("Income total", true), ("Total", false), ("Total 2025/26", false)]
    {
        assert_eq!(is_sum_of_thing(text), expected, "{text}");
    }
    assert!(is_part("of which: electricity") && is_part("Including: VAT") && !is_part("Including VAT"));
    assert_eq!(in_row(&["Total", "£1,200.00"]), Some((0, Reach::Whole)));
}

#[test]
fn figures_name_no_row() {
    for (text, expected) in [("1,200.00", true), ("£1,200", true), ("€5", true), ("￥5", true), ("5 pounds", false)]
    {
        assert_eq!(is_figure(text), expected, "{text}");
    }
}
