//! Filters: from standard forms to what people read. Dates, amounts and shares arrive as text or whole numbers, and
//! are never floats.

use std::collections::BTreeMap;

use tera::value::Key;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use crate::base::grouped::Numbers;
use crate::base::money::Money;
use crate::base::number::Share;
use crate::base::plural::OTHER;
use crate::base::texts::Texts;
use crate::base::words::Words;
use crate::render::sense::sense;

/// Adds all filters, which write as the texts of the theme say.
pub(super) fn register(tera: &mut Tera, texts: &Texts) {
    let (words, plurals) = (texts.words(), texts.plurals().clone());
    let own = words.clone();
    tera.register_filter("count", move |text: Value, kwargs: Kwargs, _: &State| -> TeraResult<String> {
        let place = kwargs.get::<u64>("at")?.unwrap_or(1);
        let of = kwargs.must_get::<Value>("of")?.to_string();
        count(&text, (&of, place), plurals.of_number(&own.numbers().read(&of)))
    });
    tera.register_filter("plurals", |text: Value, _: Kwargs, _: &State| -> TeraResult<String> { all_plurals(&text) });
    let mut writes = |name, write: fn(&Words, &str) -> String| {
        let own = words.clone();
        tera.register_filter(name, move |text: &str, _: Kwargs, _: &State| write(&own, text));
    };
    writes("date", |own, text| own.date(text));
    writes("day", |own, text| own.day(text));
    writes("short_date", |own, text| own.short_date(text));
    writes("period", |own, text| own.period(text));
    writes("number", |own, text| own.numbers().number(text, 0));
    writes("money", |own, text| own.numbers().number(text, 2));
    writes("wan", |own, text| own.short(text));
    let own = words.clone();
    tera.register_filter("percent", move |share: Value, kwargs: Kwargs, _: &State| percent(&share, &kwargs, &own));
    let own = words.clone();
    tera.register_filter("sides", move |share: Value, _: Kwargs, _: &State| sides(&share, own.numbers()));
    let own = words.clone();
    tera.register_filter("points", move |points: Value, _: Kwargs, _: &State| -> TeraResult<String> {
        Ok(own.percent(share(&points)?.percent()))
    });
    let own = words.clone();
    tera.register_filter("weekday", move |day: i64, _: Kwargs, _: &State| own.weekday(day).to_owned());
    let own = words.clone();
    tera.register_filter("size", move |bytes: u64, _: Kwargs, _: &State| size(bytes, own.numbers()));
    tera.register_filter("sense", |text: &str, kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let (unit, words) = (kwargs.get::<&str>("unit")?.unwrap_or(""), kwargs.get::<&str>("words")?.unwrap_or(""));
        Ok(Value::safe_string(&sense(text, unit, words)))
    });
    tera.register_filter("steps", |points: Vec<Value>, kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let points: Vec<Money> = points.iter().filter_map(|point| Money::parse(point.as_str()?).ok()).collect();
        Ok(Value::from_serializable(&steps(&points, kwargs.must_get("width")?, kwargs.must_get("height")?)))
    });
}

/// A text in a plural, with the number as it is given, `1234` or `1,234`, at its place: `%1`, or `%2` for 2.
fn count(text: &Value, (of, place): (&str, u64), name: &'static str) -> TeraResult<String> {
    let chosen = match text.as_map() {
        Some(plurals) => {
            let plural = |name: &'static str| plurals.get(&Key::from(name));
            plural(name).or_else(|| plural(OTHER)).and_then(Value::as_str)
        }
        None => text.as_str(),
    };
    let chosen = chosen.ok_or_else(|| Error::message("`count` wants a text of the theme"))?;
    Ok(chosen.replace(&format!("%{place}"), of))
}

/// All plurals of a text, for the script, which knows the number later: the text if it has none, else JSON.
fn all_plurals(text: &Value) -> TeraResult<String> {
    match text.as_str() {
        Some(text) => Ok(text.to_owned()),
        // In one order, whatever that of the map is: equal input makes equal pages.
        None => serde_json::to_value(text)
            .and_then(serde_json::from_value::<BTreeMap<String, String>>)
            .and_then(|forms| serde_json::to_string(&forms))
            .map_err(|error| Error::message(error.to_string())),
    }
}

/// Both sides of a share as numbers are written: `82400/88600`, or `is` and `of` → 82,400/88,600.
fn sides(value: &Value, numbers: &Numbers) -> TeraResult<String> {
    let text = match (value.as_str(), value.as_map()) {
        (Some(text), _) => text.split_once('/').map(|(is, of)| (is.to_owned(), of.to_owned())),
        (None, Some(map)) => {
            let side = |name: &'static str| Some(map.get(&Key::from(name))?.to_string());
            side("is").zip(side("of"))
        }
        _ => None,
    };
    let (is, of) = text.ok_or_else(|| Error::message("`sides` wants `98/102`, or `is` and `of`"))?;
    Ok(format!("{}/{}", numbers.number(&is, 0), numbers.number(&of, 0)))
}

/// What is printed as a percentage: `98/102`, both sides as `is` and `of`, or a whole number of ten-thousandths.
fn share(value: &Value) -> TeraResult<Share> {
    if let Some(text) = value.as_str() {
        return Share::parse(text).ok_or_else(|| Error::message(format!("`{text}` is no share")));
    }
    let side = |name: &'static str| value.as_map()?.get(&Key::from(name))?.as_i64();
    match (value.as_i64(), side("is"), side("of")) {
        (Some(share), ..) => Ok(Share::new(share.into(), 10_000)),
        (None, Some(is), Some(of)) => Ok(Share::new(is.into(), of.into())),
        _ => Err(Error::message("`percent` wants `98/102`, `is` and `of`, or ten-thousandths")),
    }
}

/// The percentage of a share, rounded once: 98/102 → 96.1%. `against` a limit it has as many decimals as it takes.
fn percent(value: &Value, kwargs: &Kwargs, words: &Words) -> TeraResult<String> {
    let share = share(value)?;
    let against = kwargs.get::<i64>("against")?;
    Ok(words.percent(against.map_or_else(|| share.percent(), |least| share.against(least))) + "%")
}

/// 2048 → 2 KB
fn size(bytes: u64, numbers: &Numbers) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} KB", (bytes + 512) / 1024),
        _ => {
            let tenths = (bytes * 10 + 524_288) / 1_048_576;
            numbers.plain(&format!("{}.{}", tenths / 10, tenths % 10)) + " MB"
        }
    }
}

/// A round amount of at least `fen` whose half is round as well.
fn round_up(fen: i64) -> i64 {
    let mut power = 1_i64;
    while power.saturating_mul(10) <= fen {
        power *= 10;
    }
    let tops = [10, 12, 16, 20, 30, 40, 50, 60, 80, 100].map(|tenths: i64| power.saturating_mul(tenths) / 10);
    tops.into_iter().find(|top| *top >= fen).unwrap_or(fen).max(200)
}

/// Tenths as a coordinate: 125 → 12.5
fn tenths(number: i64) -> String {
    if number % 10 == 0 { (number / 10).to_string() } else { format!("{}.{}", number / 10, number % 10) }
}

/// A step line of amounts on a picture of `width` by `height`, which always shows zero.
///
/// `line` and `area` are paths; `first_y`, `last_y`, `zero_y` and `half_y` heights; `max` and `half` amounts.
fn steps(points: &[Money], width: i64, height: i64) -> BTreeMap<&'static str, Value> {
    let bound = |amount: i64| if amount > 0 { round_up(amount) } else { 0 };
    let top = bound(points.iter().map(|point| point.0).max().unwrap_or(0));
    let low = -bound(points.iter().map(|point| -point.0).max().unwrap_or(0));
    let span = i128::from(top - low).max(1);
    let y = |fen: i64| i64::try_from(i128::from(top - fen) * i128::from(height) * 10 / span).unwrap_or(0);
    let count = i64::try_from(points.len()).unwrap_or(1).max(1);
    let (first, last) = (points.first().map_or(0, |point| point.0), points.last().map_or(0, |point| point.0));
    let mut line = format!("M0 {}", tenths(y(first)));
    for (at, point) in (1_i64..).zip(points.iter().skip(1)) {
        line.push_str(&format!("H{}V{}", tenths(at * width * 10 / count), tenths(y(point.0))));
    }
    line.push_str(&format!("H{width}"));
    let area = format!("{line}V{}H0Z", tenths(y(0)));
    let whole = |fen: i64| Value::from(y(fen) / 10);
    BTreeMap::from([
        ("line", Value::from(line)),
        ("area", Value::from(area)),
        ("first_y", whole(first)),
        ("last_y", whole(last)),
        ("zero_y", whole(0)),
        ("half_y", whole(top / 2)),
        ("max", Value::from(Money(top).to_string())),
        ("half", Value::from(Money(top / 2).to_string())),
    ])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use tera::Value;

    use super::{Numbers, count, round_up, share, size, steps};
    use crate::base::money::Money;
    use crate::base::number::Rate;

    #[test]
    fn a_text_takes_the_plural_of_its_number() {
        let said = |text: Value, of: &str, at| count(&text, (of, at), if of == "1" { "one" } else { "other" }).unwrap();
        let days = Value::from_serializable(&BTreeMap::from([("one", "%1: %2 day"), ("other", "%1: %2 days")]));
        assert_eq!(said(days.clone(), "1", 2), "%1: 1 day");
        assert_eq!(said(days.clone(), "1,001", 2), "%1: 1,001 days");
        assert_eq!(said(Value::from("%1 in all"), "1", 1), "1 in all");
        assert!(count(&Value::from(1), ("1", 1), "one").is_err());
        assert_eq!(super::all_plurals(&days).unwrap(), r#"{"one":"%1: %2 day","other":"%1: %2 days"}"#);
    }

    #[test]
    fn shares_and_sizes_are_rounded_once() {
        let told = |value: Value| share(&value).unwrap().percent().told();
        assert_eq!([told(Value::from("98/102")), told(Value::from(9608))], ["96.1%", "96.1%"]);
        assert_eq!(told(Value::from_serializable(&Rate { is: 28, of: 33 })), "84.8%");
        assert_eq!(size(2048, &Numbers::NONE), "2 KB");
        assert_eq!(["en", "de"].map(|lang| size(1_400_000, &Numbers::of(lang))), ["1.3 MB", "1,3 MB"]);
    }

    #[test]
    fn a_step_line_starts_at_zero() {
        assert_eq!(round_up(12_438_315), 16_000_000);
        let picture = steps(&[Money(0), Money(1_000), Money(500)], 300, 100);
        assert_eq!(picture["line"].as_str(), Some("M0 100H100V0H200V50H300"));
        let below = steps(&[Money(-1_000), Money(1_000)], 100, 100);
        assert_eq!(below["zero_y"].as_i64(), Some(50));
    }
}
