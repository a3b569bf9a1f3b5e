use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};

use super::{is_han, partial};
use crate::blocks::column_type::ColumnType;

/// How an address may end besides a village.
const GROUPS: [&str; 6] = ["村民小组", "村民组", "小组", "组", "社", "队"];

#[track_caller]
fn check(column_type: ColumnType, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let expected = Some(*expected).filter(|expected| !expected.is_empty());
        assert_eq!(partial(column_type, text).as_deref(), expected, "{text}");
    }
}

#[test]
fn of_a_name_the_surname_stays() {
    let cases = [
        ("张三", "张*"),
        ("张小三", "张*三"),
        (" 张三 ", "张*"),
        ("张", "张*"),
        ("欧阳", "欧*"),
        ("欧阳明", "欧阳*"),
        ("欧阳小明", "欧阳**"),
        ("张王小明", "张***"),
        ("张三李四", "张***"),
        ("买买提·艾力", "买***"),
        ("张三（李四之妻）", ""),
        ("张三(户主)", ""),
        ("张三、李四", ""),
        ("张三 李四", ""),
        ("张三,李四", ""),
        ("Zhang San", ""),
        ("张San", ""),
        ("张三13800138000", ""),
        ("张三李四王五", ""),
        ("·张三", ""),
        ("", ""),
    ];
    for column_type in [ColumnType::Person, ColumnType::Minor, ColumnType::Patient] {
        check(column_type, &cases);
    }
}

#[test]
fn of_a_telephone_one_mobile_number_or_the_area_is_recognised() {
    let cases = [
        ("13800138000", "138****8000"),
        ("138 0013 8000", "138****8000"),
        ("138-0013-8000", "138****8000"),
        ("１３８００１３８０００", "138****8000"),
        ("+86 13800138000", "138****8000"),
        ("0872-1234567", "0872-*******"),
        ("010 12345678", "010-********"),
        ("021-12345678", "021-********"),
        ("0872-1234567-801", ""),
        ("0872-1234567转801", ""),
        ("1234567", ""),
        ("13800138000/13900139000", ""),
        ("13800138000 13900139000", ""),
        ("张三13800138000", ""),
        ("23800138000", ""),
        ("138001380001", ""),
        ("+86 0872 1234567", ""),
        ("", ""),
    ];
    check(ColumnType::Phone, &cases);
    check(ColumnType::DutyPhone, &cases);
}

#[test]
fn of_an_account_the_last_four_digits_stay() {
    let cases = [
        ("6222020000000000000", "***************0000"),
        ("6222 0200 0000 0000", "************0000"),
        ("62220200000", ""),
        ("62220200000000000000", ""),
        ("农行6222020000000000000", ""),
        ("6222020000000000000（本人）", ""),
    ];
    check(ColumnType::BankCard, &cases);
}

#[test]
fn of_an_age_the_ten_years_stay() {
    let cases = [
        ("67", "60—69岁"),
        ("67岁", "60—69岁"),
        ("６７周岁", "60—69岁"),
        ("7", "0—9岁"),
        ("1959年生 67岁", ""),
        ("1959", ""),
        ("67、65", ""),
        ("六十七", ""),
        ("67岁（1959）", ""),
        ("-67", ""),
        ("199", ""),
    ];
    check(ColumnType::Age, &cases);
}

#[test]
fn of_an_address_the_village_and_group_stay() {
    let cases = [
        ("凤鸣镇石桥村三组12号", "凤鸣镇石桥村三组"),
        ("凤鸣镇 石桥村 3组 12号", "凤鸣镇石桥村3组"),
        ("石桥村第十二村民小组", "石桥村第十二村民小组"),
        ("石桥村民委员会下寨组", "石桥村民委员会下寨组"),
        ("石桥村大湾组十二号", "石桥村大湾组"),
        ("石桥村三组12号（原二组）", "石桥村三组"),
        ("石桥村十二号", "石桥村"),
        ("石桥村张三家隔壁王家组", "石桥村"),
        ("石桥村三组与四组之间张三家", "石桥村三组"),
        ("石桥村402室", "石桥村"),
        ("石桥村三社", "石桥村三社"),
        ("三组12号", "三组"),
        ("凤鸣街道东街社区5号", "凤鸣街道东街社区"),
        ("鼓楼区人民路社区12号", "鼓楼区人民路社区"),
        ("新村镇石桥村", "新村镇石桥村"),
        ("云岭县人民路12号3单元402室（石桥村安置点）", ""),
        ("云岭县人民路电影院后面石桥村", ""),
        ("幸福小区三单元四〇二石桥村", ""),
        ("幸福苑四零二石桥村", ""),
        ("东正街1号", ""),
        ("5-402石桥村", ""),
        ("石桥A座村", ""),
        ("（石桥村）三组", ""),
        ("云岭县", ""),
        ("张三家隔壁组", ""),
        ("", ""),
    ];
    check(ColumnType::Address, &cases);
}

#[test]
fn what_has_no_known_part_is_removed() {
    for (name, _) in ColumnType::ALL.names() {
        let column_type = ColumnType::ALL.find(name).unwrap();
        let is_known = matches!(
            column_type,
            ColumnType::Phone
                | ColumnType::DutyPhone
                | ColumnType::BankCard
                | ColumnType::Address
                | ColumnType::Age
                | ColumnType::Person
                | ColumnType::Minor
                | ColumnType::Patient
        );
        for text in ["11010519491231002X", "11010519491231002", "1959-03-04", "高血压", "张三", "石桥村三组", "67"]
        {
            assert!(is_known || partial(column_type, text).is_none(), "{column_type:?} {text}");
        }
    }
}

/// Text of what stands in such cells, in any order, and of any signs.
fn text() -> impl Strategy<Value = String> {
    const WORDS: [&str; 48] = [
        "张三",
        "李四",
        "欧阳",
        "·",
        "石桥村",
        "村",
        "社区",
        "三组",
        "3组",
        "第",
        "组",
        "小组",
        "十二号",
        "12号",
        "路",
        "人民路",
        "街道",
        "街",
        "单元",
        "402室",
        "室",
        "栋",
        "〇",
        "零",
        "（",
        "）",
        "(",
        "、",
        "/",
        "-",
        " ",
        "\u{3000}",
        "+86",
        "138",
        "0013",
        "8000",
        "0872",
        "1234567",
        "转",
        "67",
        "岁",
        "1959年",
        "６７",
        "Zhang",
        "大湾",
        "民委员会",
        "镇",
        "楼",
    ];
    let word = prop_oneof![6 => (0..WORDS.len()).prop_map(|at| WORDS[at].to_owned()), 1 => any::<char>().prop_map(String::from)];
    prop_oneof![4 => proptest::collection::vec(word, 0..9).prop_map(|words| words.concat()), 1 => any::<String>(), 1 => Just(String::new())]
}

fn digits(text: &str) -> usize {
    text.chars().filter(|sign| sign.is_numeric() && !is_han(*sign)).count()
}

/// Whether each figure of the text belongs to the number of a group.
fn has_figures_of_groups_only(text: &str) -> bool {
    let parts = text.split(|sign: char| !sign.is_ascii_digit());
    let figures = parts.filter(|part| !part.is_empty());
    let mut rest = text;
    figures.into_iter().all(|number| {
        let (_, behind) = rest.split_once(number).unwrap();
        rest = behind;
        number.len() < 3 && GROUPS.iter().any(|group| behind.starts_with(group))
    })
}

proptest! {
    #[test]
    fn no_text_shows_more_than_the_part_that_its_type_allows(text in text()) {
        let shown = |column_type| partial(column_type, &text).unwrap_or_default();
        let stars = |text: &str| text.chars().filter(|sign| *sign == '*').count();

        let name = shown(ColumnType::Person);
        let letters = name.chars().filter(|sign| *sign != '*').count();
        assert!(name.is_empty() || stars(&name) > 0 && letters <= 2 && name.chars().count() <= 4, "{text} {name}");

        let phone = shown(ColumnType::Phone);
        let is_mobile = phone.len() == 11 && phone[3..7] == *"****" && digits(&phone) == 7;
        let is_landline = phone.starts_with('0') && digits(&phone) <= 4 && stars(&phone) >= 7;
        assert!(phone.is_empty() || is_mobile || is_landline, "{text} {phone}");

        let card = shown(ColumnType::BankCard);
        assert!(card.is_empty() || stars(&card) >= 8 && digits(&card) == 4 && card.len() == stars(&card) + 4, "{text} {card}");

        let age = shown(ColumnType::Age);
        let is_decade = age.split_once('—').is_some_and(|(from, to)| from.ends_with('0') && to.ends_with("9岁") && age.chars().count() <= 8);
        assert!(age.is_empty() || is_decade, "{text} {age}");

        let address = shown(ColumnType::Address);
        let is_place = ["村", "社区"].iter().chain(&GROUPS).any(|end| address.ends_with(end));
        let has_house = ["号", "室", "单元", "栋", "幢", "（", "("].iter().any(|sign| address.contains(sign));
        assert!(address.is_empty() || is_place && !has_house, "{text} {address}");
        assert!(address.chars().all(|sign| is_han(sign) || sign.is_ascii_digit()), "{text} {address}");
        assert!(has_figures_of_groups_only(&address), "{text} {address}");

        for column_type in [ColumnType::IdNumber, ColumnType::BirthDate, ColumnType::Health, ColumnType::Text] {
            assert_eq!(shown(column_type), "");
        }
    }
}
