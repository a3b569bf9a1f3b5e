use proptest::prelude::{any, prop_assert, proptest};

use super::{Around, Found, Place, Sort, across, digest, downwards, find, masked, rules, starred, starred_path};

#[path = "../../tests/support/planted.rs"]
mod planted;

mod persons;

/// What is found in a text of running prose: kind and text.
fn told(text: &str) -> Vec<(Sort, &str)> {
    find(text, Around::default()).into_iter().map(|one| (one.sort, &text[one.range])).collect()
}

#[test]
fn everything_that_is_planted_is_found() {
    let leaks = planted::leaks();
    let missed: Vec<String> = leaks.iter().filter_map(missed).collect();
    assert!(leaks.len() >= 400 && missed.is_empty(), "{} of {}\n{}", missed.len(), leaks.len(), missed.join("\n"));
}

/// What is wrong with what is found of a leak.
fn missed(leak: &planted::Leak) -> Option<String> {
    let around = Around { label: leak.label, beside: &leak.beside, place: Place::Text };
    let found = find(&leak.text, around);
    let at = leak.text.find(&leak.secret).unwrap();
    let covers = |one: &Found| one.range.start < at + leak.secret.len() && at < one.range.end;
    let is_found = found.iter().any(|one| one.sort.name() == leak.sort && covers(one));
    (!is_found).then(|| format!("{}: {:?} ({}, {}): {found:?}", leak.kind, leak.text, leak.label, leak.beside))
}

#[test]
fn nothing_is_found_in_what_only_looks_like_it() {
    let friends = planted::friends();
    let alarms = friends.iter().filter_map(|one| {
        let found = find(&one.text, Around { label: one.label, beside: &one.beside, place: Place::Text });
        let first = found.first()?;
        Some(format!("{}: {:?} ({}, {}): {:?}", one.kind, one.text, one.label, one.beside, first))
    });
    let alarms: Vec<String> = alarms.collect();
    assert!(friends.len() >= 400 && alarms.is_empty(), "{} of {}\n{}", alarms.len(), friends.len(), alarms.join("\n"));
}

#[test]
fn identity_numbers_are_found_in_every_spelling() {
    for text in [
        "532901190305061017",
        "５３２９０１１９０３０５０６１０１７",
        "532901 19030506 1017",
        "532901-19030506-1017",
        "532901.19030506.1017",
        "532901\n190305061017",
        "五三二九〇一一九〇三〇五〇六一〇一七",
        "五三二九○一一九○三○五○六一○一七",
        "⑤③②⑨⓪①①⑨⓪③⓪⑤⓪⑥①⓪①⑦",
        "5329011903\u{200b}05061017",
        "5️⃣3️⃣2️⃣9️⃣0️⃣1️⃣1️⃣9️⃣0️⃣3️⃣0️⃣5️⃣0️⃣6️⃣1️⃣0️⃣1️⃣7️⃣",
        "5329O1 19O3O5O6 1O17",
        "11010519491231002x",
        "11010519491231002×",
        "440524188001010014",
    ] {
        let found = told(text);
        assert!(matches!(found.as_slice(), [(Sort::IdNumber, _)]), "{text:?}: {found:?}");
    }
}

#[test]
fn numbers_are_found_where_nothing_parts_them_well() {
    for (text, sort, secret) in [
        ("2026-07-10-张三-13800138000.pdf", Sort::Mobile, "13800138000"),
        ("2026-07-10-13800138000.pdf", Sort::Mobile, "13800138000"),
        ("13800138000_1.jpg", Sort::Mobile, "13800138000"),
        ("138-0013-8000/139-0013-8001", Sort::Mobile, "138-0013-8000"),
        ("tel:13800138000", Sort::Mobile, "13800138000"),
        ("电话&#49;38&#x30;0138000。", Sort::Mobile, "&#49;38&#x30;0138000"),
        ("&#49&#51&#56&#48&#48&#49&#51&#56&#48&#48&#48", Sort::Mobile, "&#49&#51&#56&#48&#48&#49&#51&#56&#48&#48&#48"),
        ("一三八零零一三八零零零", Sort::Mobile, "一三八零零一三八零零零"),
        ("1 532901190305061017张三", Sort::IdNumber, "532901190305061017"),
        ("12532901190305061017张三", Sort::IdNumber, "532901190305061017"),
        ("53290119030506101767岁", Sort::IdNumber, "532901190305061017"),
        ("身份证编号：532901190305061018", Sort::IdNumber, "532901190305061018"),
        ("身份证532901190305061017、532901190208172022", Sort::IdNumber, "532901190208172022"),
        ("出生于一九〇三年五月十六日", Sort::BirthDate, "一九〇三年五月十六日"),
        ("张三住石桥村三组十二号", Sort::Home, "十二号"),
        ("发票 张三 13800138000", Sort::Mobile, "13800138000"),
        ("张三 6222020200112230001", Sort::Account, "6222020200112230001"),
        ("532901**19030506**1017", Sort::IdNumber, "532901**19030506**1017"),
        ("532901190305061017532901190208172022", Sort::IdNumber, "532901190208172022"),
        ("13800138000532901190305061017", Sort::IdNumber, "532901190305061017"),
        ("20261001532901190305061017", Sort::IdNumber, "532901190305061017"),
        ("5329011903050610175555", Sort::IdNumber, "532901190305061017"),
        ("身份证号：532901    19030506    1017", Sort::IdNumber, "532901    19030506    1017"),
        ("532901，19030506，1017", Sort::IdNumber, "532901，19030506，1017"),
        ("532901：19030506：1017", Sort::IdNumber, "532901：19030506：1017"),
        ("532901|19030506|1017", Sort::IdNumber, "532901|19030506|1017"),
        ("532901(19030506)1017", Sort::IdNumber, "532901(19030506)1017"),
        ("532901…19030506…1017", Sort::IdNumber, "532901…19030506…1017"),
        ("532901\t19030506\t1017", Sort::IdNumber, "532901\t19030506\t1017"),
        ("(138)00138123", Sort::Mobile, "138)00138123"),
        ("联系（138）0013-8123", Sort::Mobile, "138）0013-8123"),
        ("手机 1 3 8 0 0 1 3 8 1 2 3", Sort::Mobile, "1 3 8 0 0 1 3 8 1 2 3"),
        ("编号：532901190001055806", Sort::IdNumber, "532901190001055806"),
        ("户号：6222020000001234566", Sort::BankCard, "6222020000001234566"),
        ("户号 13950768063 张三", Sort::Mobile, "13950768063"),
        ("身份证号：532901,19030506,1018", Sort::IdNumber, "532901,19030506,1018"),
        ("QQ 13950768063", Sort::Mobile, "13950768063"),
        ("张三，编号 13950768063", Sort::Mobile, "13950768063"),
    ] {
        assert!(told(text).contains(&(sort, secret)), "{text}: {:?}", told(text));
    }
}

#[test]
fn parts_of_longer_numbers_are_none() {
    for text in
        ["20260710-13812345678", "13800138000.55", "GB13800138000", "https://a.cn/13800138000.html", "138 1234 5678 90"]
    {
        assert_eq!(told(text), [], "{text}");
    }
}

#[test]
fn emphasis_hides_nothing() {
    assert_eq!(
        told("电话 **13800138000**，*13800138001*"),
        [(Sort::Mobile, "13800138000"), (Sort::Mobile, "13800138001")]
    );
    assert_eq!(told("**532901190305061017**"), [(Sort::IdNumber, "532901190305061017")]);
    assert_eq!(told("138****8000 和 **12** 人"), []);
}

#[test]
fn places_let_pass_what_they_are_for() {
    let at = |text: &str, place| find(text, Around { place, ..Around::default() }).len();
    for (text, passing) in [
        ("13800138000", [1, 0, 1, 0]),
        ("6222020000001234566", [1, 1, 1, 0]),
        ("石桥村股份经济合作社 6222020000001234566", [1, 1, 0, 0]),
        ("石桥村会计张三 6222020000001234566", [1, 1, 1, 1]),
        ("户名张三，账号 0012003400560", [1, 1, 1, 1]),
        ("账号 0012003400560", [1, 1, 0, 0]),
        ("532901190305061017", [1, 1, 1, 1]),
        ("云L12345", [1, 1, 1, 0]),
        ("王小二13900022318", [1, 0, 1, 1]),
    ] {
        let found = [Place::Text, Place::Contact, Place::Account, Place::Number].map(|place| at(text, place));
        assert_eq!(found, passing, "{text}");
    }
}

#[test]
fn a_column_of_numbers_holds_amounts_and_numbers_of_persons() {
    let at = |text: &str, label: &str, beside: &str| {
        let around = Around { label, beside, place: Place::Amount };
        find(text, around).into_iter().map(|one| one.sort).collect::<Vec<_>>()
    };
    for (text, label, beside, sort) in [
        ("532901190305061017", "金额", "", Sort::IdNumber),
        ("532901190305061018", "身份证号", "张三", Sort::IdNumber),
        ("13800138000", "手机号", "", Sort::Mobile),
        ("13800138000", "数量", "张三 一组", Sort::Mobile),
        ("6222020000001234566", "数量", "", Sort::BankCard),
        ("0012003400560", "银行账号", "张三", Sort::Account),
        ("8", "年龄", "张小三", Sort::Child),
        ("061017", "身份证后六位", "张三", Sort::WeakMask),
    ] {
        assert_eq!(at(text, label, beside), [sort], "{text} {label}");
    }
    for (text, label, beside) in [
        ("13800138000", "金额", "石桥村 2026年"),
        ("13800138000.00", "金额", "张三"),
        ("300", "班级", "校长张三"),
        ("38", "年龄", "张三"),
        ("120.50", "金额", "张三"),
    ] {
        assert_eq!(at(text, label, beside), [], "{text} {label}");
    }
}

#[test]
fn numbers_cut_over_cells_are_found() {
    assert_eq!(across(&["张三", "532901", "190305061017", "3"]), [(vec![1, 2], Sort::IdNumber)]);
    assert_eq!(across(&["5329011903050610", "1743"]), [(vec![0, 1], Sort::DisabilityCard)]);
    assert_eq!(across(&["53290119030506101743", "1"]), []);
    assert_eq!(across(&["62220200", "00001234566"]), [(vec![0, 1], Sort::BankCard)]);
    assert_eq!(across(&["138", "00138000"]), [(vec![0, 1], Sort::Mobile)]);
    assert_eq!(across(&["1", "532901", "19030506", "1017", "300"]), [(vec![1, 2, 3], Sort::IdNumber)]);
    assert_eq!(across(&["532901", "张三", "190305061017"]), [(vec![0, 2], Sort::IdNumber)]);
    let boxes: Vec<&str> = "12532901190305061017".split("").filter(|sign| !sign.is_empty()).collect();
    assert_eq!(across(&boxes), [((2..20).collect(), Sort::IdNumber)]);
    let telephone: Vec<&str> =
        std::iter::once("手机").chain("13800138000".split("").filter(|s| !s.is_empty())).collect();
    assert_eq!(across(&telephone), [((1..12).collect(), Sort::Mobile)]);
    assert_eq!(across(&["532901", "20260710", "0012", "3"]), []);
    assert_eq!(across(&["138", "12345678"]), []);
    assert_eq!(across(&["620102001001", "1234567", "532901190305061017"]), []);
    assert_eq!(downwards(&["身份证", "532901", "19030506", "1017"]), [[1, 2, 3]]);
    assert_eq!(downwards(&["532901190305061017", "532901", "190305061017"]), [[1, 2]]);
    assert!(downwards(&["1200", "532901", "20260710", "0012", "3"]).is_empty());
}

#[test]
fn findings_are_told_with_stars() {
    for (sort, text, expected) in [
        (Sort::IdNumber, "532901190305061017", "532*************17"),
        (Sort::IdNumber, "532901 19030506 101X", "532*** ******** **1X"),
        (Sort::Mobile, "13800138000", "138******00"),
        (Sort::Plate, "云L12345", "云L****5"),
        (Sort::Home, "3栋2单元402", "*栋*单元***"),
        (Sort::BirthDate, "1903年5月6日", "****年*月*日"),
        (Sort::Health, "肺结核", "肺结核"),
        (Sort::Health, "张小三", "张**"),
    ] {
        assert_eq!(masked(sort, text), expected);
    }
    assert_eq!(starred("张三 532901190305061017 13800138000"), "张三 532*************17 138******00");
    assert_eq!(starred("张三,6230001234567890,云政发〔2026〕12号"), "张三,623***********90,云政发〔2026〕12号");
    assert_eq!(
        starred_path("content/v/2025-07-01-532901190305061017.md"),
        "content/v/2025-07-01-532*************17.md"
    );
    assert!(matches!(starred("石桥村 2026年7月10日"), std::borrow::Cow::Borrowed(_)));
}

#[test]
fn a_digest_is_that_of_the_value_however_it_is_written() {
    let digest = |sort, found| digest("content/a", sort, found);
    let own = digest(Sort::IdNumber, "53290119030506101X");
    assert_eq!(own.len(), 10);
    assert_ne!(super::digest("content/b", Sort::IdNumber, "53290119030506101X"), own);
    for text in ["532901-19030506-101x", "５３２９０１１９０３０５０６１０１×", "53290119030506101Ｘ"]
    {
        assert_eq!(digest(Sort::IdNumber, text), own, "{text}");
    }
    assert_eq!(digest(Sort::Mobile, "+86 138-0013-8000"), digest(Sort::Mobile, "13800138000"));
    assert_ne!(digest(Sort::Mobile, "13800138000"), digest(Sort::Account, "13800138000"));
}

#[test]
fn examples_of_rules_show_what_they_say() {
    let in_facts = |example: &str| {
        let (label, text) = example.lines().last().and_then(|line| line.trim().split_once(": ")).unwrap();
        find(text, Around { label, ..Around::default() }).into_iter().map(|one| one.sort).collect::<Vec<_>>()
    };
    for sort in Sort::ALL {
        assert!(in_facts(sort.rule().wrong).contains(sort), "{}", sort.name());
        assert_eq!(in_facts(sort.rule().right), [], "{}", sort.name());
    }
}

#[test]
fn every_kind_has_its_rule() {
    let names: Vec<&str> = Sort::ALL.iter().map(|sort| sort.rule().name).collect();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
    assert_eq!(names.len(), rules().len());
}

proptest! {
    #[test]
    fn no_text_is_too_much(text in r"[0-9xX*＊一二〇张王三小号栋组村岁年级生于的\u{200b}·\-. \n日月A-Z京云身份证卡（：]{0,60}", label in r"(身份证号|银行账号|家庭住址|护照|出生日期|年级|年龄|病情)?", beside in r"(张三 1|)") {
        whole(&text, Around { label: &label, beside: &beside, place: Place::Text })?;
    }

    #[test]
    fn no_string_is_too_much(text in any::<String>(), label in any::<String>()) {
        whole(&text, Around { label: &label, beside: &text, place: Place::Text })?;
    }
}

/// Every range lies on borders of signs, in order; stars leave as many signs.
fn whole(text: &str, around: Around<'_>) -> Result<(), proptest::test_runner::TestCaseError> {
    let mut end = 0;
    for one in find(text, around) {
        prop_assert!(one.range.start >= end && text.get(one.range.clone()).is_some(), "{text:?} {one:?}");
        end = one.range.end;
        let own = masked(one.sort, &text[one.range]);
        prop_assert!(!own.is_empty());
    }
    prop_assert!(starred(text).chars().count() == text.chars().count());
    across(&[text, around.label]);
    Ok(())
}
