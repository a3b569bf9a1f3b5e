//! What the format of a number adds to it: a unit, a power of ten, digits in front, or that it is not shown.

use std::sync::Arc;

use crate::base::lexicon::LEXICON;
use crate::load::rows::cell::YUAN_OR_YEN;
use crate::load::rows::unit::{is_measure, is_money, power, shifted};

/// What the format of a number adds to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::load::rows) struct Format {
    prefix: String,
    suffix: String,
    /// Power of ten between what is stored and what is shown with its unit.
    shift: i32,
    /// Least number of digits before the point, where there is no grouping.
    digits: usize,
    /// It shows a power of ten of its own, like `万元`, which the head must not apply once more.
    has_power: bool,
    /// The unit that it shows, empty for none: `元`, `人`.
    pub(super) unit: Arc<str>,
    /// What it does not show at all.
    pub(super) hides: Hides,
}

/// What a format code with empty sections, such as `;;;`, does not show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hides {
    pub(super) positive: bool,
    pub(super) negative: bool,
    pub(super) text: bool,
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
    pub(super) fn has_number(self, number: f64) -> bool {
        (self.positive && number > 0.0) || (self.negative && number < 0.0)
    }
}

impl Format {
    /// Reads the first section of a format code.
    pub(in crate::load::rows) fn read(code: &str) -> Self {
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
    pub(super) fn of(&self, number: &str) -> String {
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
