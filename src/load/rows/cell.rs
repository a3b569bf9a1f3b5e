//! A cell as a clerk sees it: dates in standard form, numbers without the noise of binary fractions and in the unit that
//! their format shows.

mod format;

use std::sync::Arc;

use calamine::DataRef;

use crate::load::rows::Fault;
use crate::load::rows::unit::shifted;

pub(super) use format::Format;

/// The unit of a format with the sign that two currencies have.
pub(super) const YUAN_OR_YEN: &str = "¥";

/// What a cell shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) text: String,
    /// The unit that its format shows behind the text, empty for none.
    pub(super) unit: Arc<str>,
}

/// What a cell shows, or why there is nothing.
pub(super) fn read(value: &DataRef<'_>, format: Option<&Format>) -> Result<Shown, Fault> {
    let unit = match value {
        DataRef::Float(_) => format.map(|format| format.unit.clone()).unwrap_or_default(),
        _ => Arc::default(),
    };
    text(value, format).map(|text| Shown { text, unit })
}

fn text(value: &DataRef<'_>, format: Option<&Format>) -> Result<String, Fault> {
    let hides = format.map(|format| format.hides).unwrap_or_default();
    let is_hidden = match value {
        DataRef::Int(number) => (hides.positive && *number > 0) || (hides.negative && *number < 0),
        DataRef::Float(number) => hides.has_number(*number),
        DataRef::String(_) | DataRef::SharedString(_) => hides.text,
        _ => false,
    };
    if is_hidden {
        return Err(Fault::Wrong(";;;".to_owned()));
    }
    Ok(match value {
        DataRef::Int(number) => format!("{number}"),
        DataRef::Float(number) if number.abs() >= 1e15 => {
            return Err(Fault::Cut(format!("{:.0}", number.abs()).len()));
        }
        DataRef::Float(number) => {
            let plain = plain(*number);
            format.map_or_else(|| plain.clone(), |format| format.of(&plain))
        }
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            let time = match (hour, minute, second) {
                (0, 0, 0) => String::new(),
                (_, _, 0) => format!("{hour:02}:{minute:02}"),
                _ => format!("{hour:02}:{minute:02}:{second:02}"),
            };
            match moment.as_f64() < 1.0 {
                true if time.is_empty() => "00:00".to_owned(),
                true => time,
                false => format!("{year:04}-{month:02}-{day:02} {time}").trim_end().to_owned(),
            }
        }
        DataRef::DateTime(span) => plain(span.as_f64()),
        DataRef::DateTimeIso(text) => {
            let text = text.replacen('T', " ", 1);
            let (day, time) = text.split_once(' ').unwrap_or((&text, ""));
            let is_midnight = time.chars().all(|sign| matches!(sign, '0' | ':' | '.' | 'Z'));
            if is_midnight { day.to_owned() } else { text.clone() }
        }
        DataRef::Error(error) => return Err(Fault::Wrong(error.to_string())),
        DataRef::Bool(is) => if *is { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
    })
}

/// A number in plain digits. A binary fraction holds fifteen digits for sure; what lies behind them, or is nearer to four
/// decimals than a millionth, came of reckoning with such fractions.
fn plain(number: f64) -> String {
    let fifteen = of_exponent(&format!("{number:.14e}"));
    let places = fifteen.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    if places > 4 {
        let six = format!("{number:.6}");
        if let Some(four) = six.strip_suffix("00").filter(|_| !six.trim_matches(['-', '0', '.']).is_empty()) {
            return trimmed(four);
        }
    }
    fifteen
}

/// `1.25e3` as `1250`.
fn of_exponent(text: &str) -> String {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    shifted(mantissa, exponent.parse().unwrap_or(0)).map_or_else(|| mantissa.to_owned(), |plain| trimmed(&plain))
}

fn trimmed(text: &str) -> String {
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests;
