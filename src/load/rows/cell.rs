//! A cell as a clerk sees it: dates in standard form, numbers without the noise of binary fractions and in the unit that
//! their format shows.

use std::sync::Arc;

use calamine::DataRef;

use crate::base::lexicon::LEXICON;
use crate::load::rows::Fault;
use crate::load::rows::unit::{is_measure, is_money, power, shifted};

/// The unit of a format with the sign that two currencies have.
pub(super) const YUAN_OR_YEN: &str = "¥";

/// What the format of a number adds to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Format {
    prefix: String,
    suffix: String,
    /// Power of ten between what is stored and what is shown with its unit.
    shift: i32,
    /// Least number of digits before the point, where there is no grouping.
    digits: usize,
    /// It shows a power of ten of its own, like `万元`, which the head must not apply once more.
    has_power: bool,
    /// The unit that it shows, empty for none: `元`, `人`.
    unit: Arc<str>,
    /// What it does not show at all.
    hides: Hides,
}

/// What a cell shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) text: String,
    /// The unit that its format shows behind the text, empty for none.
    pub(super) unit: Arc<str>,
}

/// What a format code with empty sections, such as `;;;`, does not show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Hides {
    positive: bool,
    negative: bool,
    text: bool,
}

impl Hides {
    fn of(code: &str) -> Self {
        let (mut sections, mut is_quoted, mut is_escaped) = (vec![String::new()], false, false);
        for sign in code.chars() {
            if !std::mem::take(&mut is_escaped) {
                is_quoted ^= sign == '"';
                is_escaped = matches!(sign, '\\' | '!') && !is_quoted;
                if sign == ';' && !is_quoted {
                    sections.push(String::new());
                    continue;
                }
            }
            sections.last_mut().into_iter().for_each(|section| section.push(sign));
        }
        let is_empty = |at: usize| {
            let section = sections.get(at).map(|section| section.trim());
            section.is_some_and(|section| {
                section.is_empty() || (section.starts_with('[') && section.ends_with(']') && !section.contains('$'))
            })
        };
        let has_sections = sections.len() > 1;
        Self { positive: has_sections && is_empty(0), negative: has_sections && is_empty(1), text: is_empty(3) }
    }

    /// Whether a number is not shown. A zero that is not shown is no secret.
    fn has_number(self, number: f64) -> bool {
        (self.positive && number > 0.0) || (self.negative && number < 0.0)
    }
}

impl Format {
    /// Reads the first section of a format code.
    pub(super) fn read(code: &str) -> Self {
        Self { hides: Hides::of(code), ..Self::first(code) }
    }

    fn first(code: &str) -> Self {
        let code = code.replace("General", "0").replace("G/通用格式", "0");
        let mut reading = Reading::default();
        let mut signs = code.chars();
        while let Some(sign) = signs.next() {
            match sign {
                ';' => break,
                '@' | '/' | 'E' => return Self::default(),
                '"' => reading.literal(&signs.by_ref().take_while(|sign| *sign != '"').collect::<String>()),
                '\\' | '!' => reading.literal(&signs.next().map(String::from).unwrap_or_default()),
                '_' | '*' => drop(signs.next()),
                '[' => {
                    let inside: String = signs.by_ref().take_while(|sign| *sign != ']').collect();
                    let symbol = inside.strip_prefix('$').map(|text| text.split('-').next().unwrap_or(text));
                    reading.literal(symbol.unwrap_or_default());
                }
                '0' | '#' | '?' => reading.digit(sign),
                '.' => {
                    reading.has_point = true;
                    reading.shift -= 3 * std::mem::take(&mut reading.commas);
                }
                ',' => reading.commas += 1,
                '%' => {
                    reading.shift += 2;
                    reading.literal("%");
                }
                other => reading.literal(&String::from(other)),
            }
        }
        reading.finish()
    }

    /// The number as the format shows it, but for rounding.
    fn of(&self, number: &str) -> String {
        if self.has_power
            && let Some(shown) = shifted(number, self.shift - 4)
        {
            return format!("{shown}万");
        }
        let shown = shifted(number, self.shift).unwrap_or_else(|| number.to_owned());
        let (sign, plain) = shown.strip_prefix('-').map_or(("", &*shown), |plain| ("-", plain));
        let whole = plain.split('.').next().unwrap_or(plain).len();
        let zeros = "0".repeat(self.digits.saturating_sub(whole));
        format!("{}{sign}{zeros}{plain}{}", self.prefix, self.suffix)
    }
}

/// A format code while it is read.
#[derive(Default)]
struct Reading {
    prefix: String,
    /// What stands behind the last digit.
    suffix: String,
    /// Digits before the point that are always shown.
    zeros: usize,
    has_optional: bool,
    has_point: bool,
    has_digits: bool,
    /// Commas since the last digit: before another digit they group, at the end each divides by a thousand.
    commas: i32,
    is_grouped: bool,
    /// Digits behind a point that is only drawn.
    drawn: Option<i32>,
    shift: i32,
}

impl Reading {
    fn digit(&mut self, sign: char) {
        self.is_grouped |= std::mem::take(&mut self.commas) > 0;
        if std::mem::take(&mut self.suffix) == "." {
            self.drawn = Some(0);
        }
        self.drawn = self.drawn.map(|count| count + 1);
        self.has_digits = true;
        self.has_optional |= sign != '0' && !self.has_point;
        self.zeros += usize::from(sign == '0' && !self.has_point);
    }

    fn literal(&mut self, text: &str) {
        if self.has_digits { self.suffix.push_str(text) } else { self.prefix.push_str(text) }
    }

    fn finish(self) -> Format {
        const DECORATION: [char; 9] = ['¥', '￥', '(', ')', '+', '-', ' ', '\u{a0}', '　'];
        let plain = |text: &str| text.trim_matches(DECORATION).to_owned();
        let (prefix, suffix) = (plain(&self.prefix), plain(&self.suffix));
        if !self.has_digits {
            return Format::default();
        }
        let is_exact = self.has_point || self.is_grouped;
        let (power, unit) = power(&suffix);
        let behind = LEXICON.units.amounts.cut_front(unit);
        let is_amount = behind.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '(', '（']));
        let has_power = power > 0 && (is_amount || unit.is_empty());
        // Words that are no unit of money are there for the eye; those about a whole number may be part of its name.
        let is_name = |text: &str| {
            text == "%" || is_money(text) || !is_exact || text.starts_with(|sign: char| sign.is_ascii_alphabetic())
        };
        let prefix = if is_name(&prefix) { prefix } else { String::new() };
        let is_measure = is_measure(unit) && unit != "%" && prefix.is_empty();
        let has_unit = prefix.is_empty() && (has_power || is_measure || is_amount);
        let shown_unit = suffix.split(['(', '（']).next().filter(|_| has_unit).unwrap_or_default();
        let is_marked = self.prefix.contains(['¥', '￥']) && prefix.is_empty() && suffix.is_empty();
        let shown_unit = if is_marked { YUAN_OR_YEN } else { shown_unit }.into();
        let unit = if is_amount || is_measure || !is_name(unit) { "" } else { unit };
        let scale = self.commas * 3 + self.drawn.unwrap_or(0);
        let is_padded = !self.has_optional && !self.is_grouped && self.drawn.is_none() && self.zeros > 1;
        let digits = if is_padded { self.zeros } else { 0 };
        let has_power = has_power && prefix.is_empty();
        let shift = self.shift + power - scale;
        let suffix = unit.to_owned();
        Format { prefix, suffix, shift, digits, has_power, unit: shown_unit, hides: Hides::default() }
    }
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
