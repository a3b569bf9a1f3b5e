//! What a value is written as is read as the same value: in downloads, in messages that say what to write, in addresses.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use gongkai::base::currency::Currency;
use gongkai::base::date::Date;
use gongkai::base::money::Money;
use gongkai::base::name::Name;
use gongkai::base::number::{Decimal, Figure, Qualifier, Rate};
use gongkai::base::path::SitePath;
use gongkai::base::period::{Grain, Period};
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::{prop_assert_eq, prop_assume, proptest};

fn date() -> impl Strategy<Value = Date> {
    let first = Date::new(1, 1, 1).unwrap();
    (0..3_652_059_i64).prop_map(move |days| first.plus(days))
}

fn period() -> impl Strategy<Value = Period> {
    let months = |first: i8, count: i8| {
        move |year: i16| {
            (Date::new(year, first, 1).unwrap(), Date::new(year, first + count - 1, 1).unwrap().month_end())
        }
    };
    let of = move |(grain, first, count): (Grain, i8, i8)| {
        (1..=9999_i16).prop_map(move |year| {
            let (start, end) = months(first, count)(year);
            Period { start, end, grain }
        })
    };
    prop_oneof![
        date().prop_map(Period::day),
        (1..=12_i8).prop_flat_map(move |first| of((Grain::Month, first, 1))),
        (0..4_i8).prop_flat_map(move |number| of((Grain::Quarter, 1 + 3 * number, 3))),
        (0..2_i8).prop_flat_map(move |number| of((Grain::Half, 1 + 6 * number, 6))),
        of((Grain::Year, 1, 12)),
        (date(), date()).prop_map(|(a, b)| Period { start: a.min(b), end: a.max(b), grain: Grain::Range }),
    ]
}

fn qualifier() -> impl Strategy<Value = Qualifier> {
    prop_oneof![
        Just(Qualifier::Exact),
        Just(Qualifier::AtLeast),
        Just(Qualifier::Over),
        Just(Qualifier::AtMost),
        Just(Qualifier::Nearly),
        Just(Qualifier::Under),
        Just(Qualifier::About),
    ]
}

proptest! {
    #[test]
    fn dates(date in date()) {
        prop_assert_eq!(Date::parse(&date.to_string()), Some((date, true)));
        let clerk = format!("{:04}年{}月{}日", date.year(), date.month(), date.day());
        prop_assert_eq!(Date::parse(&clerk), Some((date, false)));
    }

    #[test]
    fn periods(period in period()) {
        prop_assert_eq!(Period::parse(&period.to_string()), Some(period));
    }

    #[test]
    fn amounts(fen in -i64::MAX..=i64::MAX) {
        let amount = Money(fen);
        prop_assert_eq!(Money::parse(&amount.to_string()), Ok(amount));
        prop_assert_eq!(Money::parse_in(&format!("{amount}元"), &Currency::of("CNY").unwrap()), Ok(amount));
    }

    #[test]
    fn decimals(number in -i64::MAX..=i64::MAX) {
        let decimal = Decimal(number);
        prop_assert_eq!(Decimal::parse(&decimal.to_string()), Ok(decimal));
    }

    #[test]
    fn figures(number in -i64::MAX..=i64::MAX, qualifier in qualifier()) {
        let figure = Figure { value: Decimal(number), qualifier };
        prop_assert_eq!(Figure::parse(&format!("{}{}", qualifier.word(), figure.value)), Some(figure));
    }

    #[test]
    fn rates(is in any::<i64>(), of in any::<i64>()) {
        prop_assert_eq!(Rate::parse(&format!("{is}/{of}")), Some(Rate { is, of }));
    }

    #[test]
    fn names_and_paths(text in "[a-z村公开2026 _.()（）-]{1,20}(/[a-z村公开2026 _.()-]{1,20}){0,3}") {
        if let Ok(name) = Name::parse(&text) {
            prop_assert_eq!(Name::parse(&name.to_string()), Ok(name));
        }
        let path = SitePath::parse(&text);
        prop_assume!(path.is_ok());
        let path = path.unwrap();
        prop_assert_eq!(SitePath::parse(&path.to_string()), Ok(path));
    }

    /// Whatever is read as a number is the number that its digits say, to the last place.
    #[test]
    fn commas_and_widths_change_nothing(fen in 0..99_999_999_999_999_i64) {
        let plain = Money(fen).to_string();
        let (whole, fraction) = plain.split_once('.').unwrap();
        let grouped: Vec<&str> = whole.as_bytes().rchunks(3).rev().map(|part| std::str::from_utf8(part).unwrap()).collect();
        prop_assert_eq!(Money::parse(&format!("{}.{fraction}", grouped.join(","))), Ok(Money(fen)));
        let wide: String = plain.chars().map(|sign| char::from_u32(u32::from(sign) + 0xfee0).unwrap()).collect();
        prop_assert_eq!(Figure::parse(&wide).map(|figure| figure.value.0), Some(fen * 100));
    }
}
