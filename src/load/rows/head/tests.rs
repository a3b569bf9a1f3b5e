use super::assign;
use crate::base::currency::Currency;
use crate::blocks::heads::{Head, Sort};

/// What a cell of a head names, guessed with `?`, by which power of ten, with `!` for another unit.
fn named(text: &str, heads: &[Head]) -> String {
    let named = assign(&[text], heads).remove(0).map(|one| {
        let guess = if one.is_guess { "?" } else { "" };
        let unit = if one.is_other_unit { "!".to_owned() } else { one.shift.to_string() };
        format!("{}{guess} {unit}", heads[one.column].name())
    });
    named.unwrap_or_default()
}

fn heads() -> Vec<Head> {
    let head = |name: &str, sort, unit: &str| {
        Head::new(vec![name.into()], unit.into(), sort).in_currency(Currency::of("CNY").unwrap())
    };
    vec![
        head("姓名", Sort::Text, ""),
        head("人数", Sort::Number, "人"),
        head("每人标准", Sort::Money, "元"),
        head("全户金额", Sort::Money, "元"),
        head("面积", Sort::Number, "亩"),
        head("备注", Sort::Text, ""),
    ]
}

#[test]
fn heads_are_found_by_what_they_are_called() {
    let check = |text: &str, expected: &str| assert_eq!(named(text, &heads()), expected, "{text}");
    for text in ["姓名", " 姓 名 ", "姓\u{a0}名", "*姓名", "“姓名”", "姓\n名", "姓名："] {
        check(text, "姓名 0");
    }
    check("全户金额（元）", "全户金额 0");
    check("全户金额(万元)", "全户金额 4");
    check("全户金额/千元", "全户金额 3");
    check("全户金额（美元）", "全户金额 !");
    check("每人标准（元/月）", "每人标准 0");
    check("金额（元）", "全户金额? 0");
    check("人数（口）", "人数 0");
    check("人数（万人）", "人数 4");
    check("面积（平方米）", "面积 !");
    check("面积（约）", "");
    check("面积（必填）", "面积? 0");
    for text in ["全户金额（人民币万元）", "全户金额（单位：人民币万元）", "全户金额（￥万）", "全户金额（万元整）"]
    {
        check(text, "全户金额 4");
    }
    for text in ["拾万元", "美金", "港币", "日元", "缅币"] {
        check(&format!("全户金额（{text}）"), "全户金额 !");
    }
    for text in [
        "备注（身份证号）",
        "备注/联系电话",
        "备注（卡号）",
        "姓名（住址）",
        "全户金额/每人标准",
        "全户金额（上年同期）",
    ] {
        check(text, "");
    }
    check("全户金额（£）", "全户金额 !");
    check("户主姓名", "姓名? 0");
    check("测试村低保名单", "");
    check("金额", "全户金额? 0");
}

#[test]
fn heads_in_pounds() {
    let head = |name: &str, sort, unit: &str| {
        Head::new(vec![name.into()], unit.into(), sort).in_currency(Currency::of("GBP").unwrap())
    };
    let heads = [head("Supplier", Sort::Text, ""), head("Amount", Sort::Money, "£"), head("in", Sort::Money, "£")];
    for (text, expected) in [
        ("Amount", "Amount 0"),
        ("amount (£)", "Amount 0"),
        ("Amount £", "Amount 0"),
        ("Amount in £", "Amount 0"),
        ("Amount (GBP)", "Amount 0"),
        ("Amount (£000)", "Amount 3"),
        ("Amount £’000", "Amount 3"),
        ("Amount (£ thousand)", "Amount 3"),
        ("Amount (thousands)", "Amount 3"),
        ("Amount (£m)", "Amount 6"),
        ("Amount (m)", "Amount !"),
        ("Amount (€)", "Amount !"),
        ("Amount ($)", "Amount !"),
        ("Amount (元)", "Amount !"),
        ("Amount (万元)", "Amount !"),
        ("Amount £ village", ""),
        ("Amount (net)", ""),
        ("Receipts (£)", "in? 0"),
        ("Supplier (required)", "Supplier? 0"),
    ] {
        assert_eq!(named(text, &heads), expected, "{text}");
    }
}
