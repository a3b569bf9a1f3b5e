//! Days of birth: a date beside a word for being born, or below such a head.

use std::ops::Range;

use crate::base::date::Date;
use crate::base::lexicon::LEXICON;
use crate::privacy::names;
use crate::privacy::reading::Reading;
use crate::privacy::signs::{Class, class, first_signs, is_han, last_signs};
use crate::privacy::words::{Use, Word};
use crate::privacy::{Found, Sort};

/// Adds the days of birth in a text.
pub(super) fn find(reading: &Reading<'_>, found: &mut Vec<Found>) {
    let mut found_month = Vec::new();
    let mut add = |range| found.push(Found { sort: Sort::BirthDate, range });
    for word in &reading.words {
        if word.uses.has(Use::BirthBefore) && !is_inside(reading, word) {
            let own = behind(reading, word.end);
            own.filter(|range| !ends_with_comma(reading, word) || is_birth(reading, range))
                .into_iter()
                .for_each(&mut add);
        }
        if word.uses.has(Use::BirthBehind) {
            found_month.extend(month_before(reading, word));
        }
        if word.uses.has(Use::BirthBracket) {
            in_brackets(reading, word).into_iter().for_each(&mut add);
        }
        if word.uses.has_any(crate::privacy::words::Uses::of(&[Use::BirthBehind, Use::BirthBefore])) {
            before(reading, word).into_iter().for_each(&mut add);
        }
    }
    behind_names(reading).for_each(&mut add);
    if reading.head.has(Use::BirthBefore) {
        let starts = reading.text.char_indices().map(|(at, _)| at);
        starts.filter_map(|at| date_at(reading.text, at)).take(1).for_each(&mut add);
    }
    if found.iter().all(|one| one.sort != Sort::BirthDate) && !is_for_office(reading, &(0..reading.text.len())) {
        found_month.extend(months_called(reading));
    }
    found.extend(found_month);
}

/// Whether a word is the end of another one: 发生于.
fn is_inside(reading: &Reading<'_>, word: &Word) -> bool {
    const BEFORE: &str = "发产诞再派滋衍寄永共学医师考招";
    let begins = reading.from(word.start).starts_with('生');
    begins && reading.before(word.start).ends_with(|sign: char| BEFORE.contains(sign))
}

/// Whether a word is one of a line of notes on a person: 男，汉族，1903年5月6日.
fn ends_with_comma(reading: &Reading<'_>, word: &Word) -> bool {
    reading.slice(word.start..word.end).ends_with(['，', ',', '、'])
}

/// Whether a day alone may be one of birth: somebody is old enough, and nothing says what else happened then.
fn is_birth(reading: &Reading<'_>, range: &Range<usize>) -> bool {
    const YOUNGEST: u32 = 2015;
    let year = number(reading.text, range.start, 4).map(|(year, _)| year);
    let behind = reading.from(range.end).trim_start();
    year.is_some_and(|year| year <= YOUNGEST) && !behind.starts_with(|sign: char| is_han(sign) && sign != '生')
}

/// Days that stand right behind a name as all that is said of it: 张三，1903.05.06. So long ago nothing else is dated in lists.
fn behind_names(reading: &Reading<'_>) -> impl Iterator<Item = Range<usize>> {
    const NEWEST: u32 = 1995;
    const PARTS: [char; 5] = ['，', ',', ' ', '、', '\u{3000}'];
    let text = reading.text;
    let is_start = |at: usize| text.get(at..).is_some_and(|own| own.starts_with("19"));
    let starts = text.match_indices("19").map(|(at, _)| at).filter(move |at| is_start(*at));
    starts.filter_map(move |at| {
        let before = reading.before(at);
        let end = before.trim_end_matches(PARTS).len();
        let name = names::last_before(text, end).filter(|name| name.end == end && end < at)?;
        let range = date_at(text, at)?;
        let year = number(text, at, 4)?.0;
        let is_over = reading.from(range.end).chars().next().is_none_or(|sign| "，,。；; \n、".contains(sign));
        let is_first =
            reading.before(name.start).is_empty() || reading.before(name.start).ends_with(|sign: char| !is_han(sign));
        (year <= NEWEST && is_over && is_first).then_some(range)
    })
}

/// A day of birth in brackets, right behind a name and with nothing else but what a comma parts.
fn in_brackets(reading: &Reading<'_>, word: &Word) -> Option<Range<usize>> {
    names::last_before(reading.text, word.start).filter(|name| name.end == word.start)?;
    let start = word.start + reading.from(word.start).chars().next()?.len_utf8();
    let range = date_at(reading.text, start).or_else(|| pointed_month(reading.text, start))?;
    let is_ended = reading.from(range.end).starts_with(['）', ')', '，', ',']);
    (is_ended && is_birth(reading, &range)).then_some(range)
}

/// A year and month right before a word, where it is said of a person. A year alone says too much of a child only.
fn month_before(reading: &Reading<'_>, word: &Word) -> Option<Found> {
    const FARTHEST: usize = 9;
    const CHILDREN: u32 = 2012;
    let rest = reading.from(word.end);
    if rest.strip_prefix('人').unwrap_or(rest).starts_with(is_han) {
        return None;
    }
    let text = reading.before(word.start).trim_end();
    let from = last_signs(text, FARTHEST);
    let starts = text.get(from..)?.char_indices().map(|(at, _)| from + at);
    let range = starts.filter_map(|at| month_at(text, at)).find(|range| range.end == text.len())?;
    let sort = if reading.slice(range.clone()).contains('月') { Sort::BirthDate } else { Sort::Child };
    if sort == Sort::Child && number(text, range.start, 4).is_none_or(|(year, _)| year < CHILDREN) {
        return None;
    }
    let sentence = reading.sentence(&range);
    let is_named = || names::last_before(reading.text, range.start).is_some_and(|name| name.start >= sentence.start);
    if sort == Sort::BirthDate && is_for_office(reading, &range) {
        return None;
    }
    (is_named() || reading.has_person_beside()).then_some(Found { sort, range })
}

/// Whether a law makes the month of birth public: somebody is to take office.
fn is_for_office(reading: &Reading<'_>, range: &Range<usize>) -> bool {
    let offices = &LEXICON.privacy.births.offices;
    let near = |text: &str| offices.is_in(text);
    near(reading.slice(reading.sentence(range))) || near(reading.around.beside) || near(reading.around.label)
}

/// Years with months behind a word for being born, or below such a head, beside a name.
fn months_called(reading: &Reading<'_>) -> Option<Found> {
    const BETWEEN: &str = "：: \u{3000}于为是";
    let is_label =
        |word: &&Word| word.uses.has(Use::BirthBefore) && reading.slice(word.start..word.end).contains("出生");
    let labels = reading.words.iter().filter(is_label).map(|word| (word.start, word.end));
    let head = reading.head.has(Use::BirthBefore).then_some((0, 0));
    labels.chain(head).find_map(|(start, end)| {
        let own = reading.from(end).trim_start_matches(|sign: char| BETWEEN.contains(sign));
        let at = reading.text.len() - own.len();
        let range = month_at(reading.text, at).filter(|range| reading.slice(range.clone()).contains('月'));
        let range = range.or_else(|| pointed_month(reading.text, at))?;
        let is_alone = reading.from(range.end).chars().next().is_none_or(|sign| !is_han(sign) || sign == '生');
        let is_named = || names::last_before(reading.text, start).is_some() || reading.has_person_beside();
        (is_alone && is_named()).then_some(Found { sort: Sort::BirthDate, range })
    })
}

/// A year and month with a point between: 1903.05.
fn pointed_month(text: &str, start: usize) -> Option<Range<usize>> {
    let (year, at) = number(text, start, 4).filter(|_| count(text, start) == 4)?;
    let (month, end) = number(text, skip(text, at, &['.', '-', '/', '．'])?, 2)?;
    let is_over = !text.get(end..)?.starts_with(|sign: char| sign.is_ascii_digit() || ".-/年月".contains(sign));
    (is_over && (1900..=2035).contains(&year) && (1..=12).contains(&month)).then_some(start..end)
}

/// The year, or the year and month, that is written at a place.
fn month_at(text: &str, start: usize) -> Option<Range<usize>> {
    let before = text.get(..start)?.chars().next_back();
    if before.is_some_and(|sign| figure(sign).is_some()) {
        return None;
    }
    let year = Year::at(text, start).filter(|year| year.digits == 4).or_else(|| Year::short(text, start));
    let Year { year, end, .. } = year?;
    let year_end = skip(text, end, &['年'])?;
    let month = number(text, year_end, 2).and_then(|(month, at)| Some((month, skip(text, at, &['月'])?)));
    let end = month.filter(|(month, _)| (1..=12).contains(month)).map_or(year_end, |(_, end)| end);
    (1900..=2035).contains(&year).then_some(start..end)
}

/// A year that is written at a place.
struct Year {
    year: u32,
    end: usize,
    /// In how many figures, as far as they are those of the years of our time.
    digits: usize,
}

impl Year {
    /// One in four figures, or of the Republic.
    fn at(text: &str, start: usize) -> Option<Self> {
        const BEFORE_FIRST: u32 = 1911;
        const REPUBLIC: &str = "民国";
        if text.get(start..)?.starts_with(REPUBLIC) {
            let (year, end) = number(text, start + REPUBLIC.len(), 2)?;
            return (1..=38).contains(&year).then_some(Self { year: year + BEFORE_FIRST, end, digits: 4 });
        }
        let (year, end) = number(text, start, 4)?;
        Some(Self { year, end, digits: count(text, start) })
    }

    /// One in two figures, with its month.
    fn short(text: &str, start: usize) -> Option<Self> {
        let (year, end) = number(text, start, 2).filter(|_| count(text, start) == 2)?;
        let month = skip(text, end, &['年']).and_then(|at| skip(text, number(text, at, 2)?.1, &['月']));
        (month.is_some() && (20..=99).contains(&year)).then_some(Self { year: 1900 + year, end, digits: 4 })
    }
}

/// The date that follows a word at once.
fn behind(reading: &Reading<'_>, from: usize) -> Option<Range<usize>> {
    const FARTHEST: usize = 6;
    const BETWEEN: &str = "：: \u{3000}于为是在，,（(）)|";
    let rest = reading.from(from);
    let near = rest.get(..first_signs(rest, FARTHEST))?;
    let start = near.find(|sign: char| !BETWEEN.contains(sign))?;
    date_at(reading.text, from + start)
}

/// The date that stands right before a word, unless it ends a span of days or nobody is born.
fn before(reading: &Reading<'_>, word: &Word) -> Option<Range<usize>> {
    const FARTHEST: usize = 16;
    let rest = reading.from(word.end);
    if LEXICON.privacy.births.not_behind.begins(rest) {
        return None;
    }
    if rest.starts_with('的') && names::first_behind(reading.text, word.end + '的'.len_utf8()).is_none() {
        return None;
    }
    let text = reading.before(word.start).trim_end();
    let from = last_signs(text, FARTHEST);
    let starts = text.get(from..)?.char_indices().map(|(at, _)| from + at);
    let range = starts.filter_map(|at| date_at(text, at)).find(|range| range.end == text.len())?;
    let is_span = reading.before(range.start).trim_end().ends_with(['至', '—', '-', '~', '～', '到', '–', '一']);
    (!is_span).then_some(range)
}

/// The day that is written at a place, in any of the usual forms.
fn date_at(text: &str, start: usize) -> Option<Range<usize>> {
    let before = text.get(..start)?.chars().next_back();
    if before.is_some_and(|sign| figure(sign).is_some()) {
        return None;
    }
    let Year { year, end: year_end, digits } = Year::at(text, start)?;
    if digits == 8 {
        let whole = number(text, start, 8)?;
        let (year, month, day) = (whole.0 / 10_000, whole.0 / 100 % 100, whole.0 % 100);
        return is_day(year, month, day).then_some(start..whole.1);
    }
    let at = skip(text, year_end, &['年', '-', '.', '/', '－', '．', '／', '—'])?;
    let (month, at) = number(text, at, 2)?;
    let at = skip(text, at, &['月', '-', '.', '/', '－', '．', '／', '—'])?;
    // 初六 is a day of the moon.
    let at = skip(text, at, &['初']).unwrap_or(at);
    let (day, at) = number(text, at, 2)?;
    let end = skip(text, at, &['日', '号']).unwrap_or(at);
    (digits == 4 && is_day(year, month, day)).then_some(start..end)
}

fn is_day(year: u32, month: u32, day: u32) -> bool {
    let [month, day] = [month, day].map(|number| i8::try_from(number).unwrap_or_default());
    (1900..=2035).contains(&year) && i16::try_from(year).is_ok_and(|year| Date::new(year, month, day).is_some())
}

/// A figure, or ten in Han.
fn figure(sign: char) -> Option<u32> {
    match class(sign) {
        Class::Digit(value) | Class::Han(value) => Some(value.into()),
        _ if sign == '十' => Some(10),
        _ => None,
    }
}

/// How many figures stand at a place.
fn count(text: &str, start: usize) -> usize {
    text.get(start..).unwrap_or_default().chars().take_while(|sign| figure(*sign).is_some()).take(9).count()
}

/// The number of at most so many figures at a place, and where it ends; in Han with tens.
fn number(text: &str, start: usize, most: usize) -> Option<(u32, usize)> {
    let rest = text.get(start..)?;
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let (mut sum, mut end) = (0_u32, None);
    let offset = text.len() - rest.len();
    let longest = if rest.contains('十') { most.max(3) } else { most };
    for (at, sign) in rest.char_indices().take(longest) {
        let Some(value) = figure(sign) else { break };
        let is_behind_ten = sum > 0 && sum.is_multiple_of(10) && rest.get(..at).is_some_and(|own| own.ends_with('十'));
        sum = match value {
            10 if sum == 0 => 10,
            10 => sum * 10,
            _ if is_behind_ten => sum + value,
            _ => sum * 10 + value,
        };
        end = Some(offset + at + sign.len_utf8());
    }
    Some((sum, end?))
}

/// Behind one of these signs, and blanks around it.
fn skip(text: &str, at: usize, signs: &[char]) -> Option<usize> {
    let rest = text.get(at..)?.trim_start_matches(' ');
    let behind = rest.strip_prefix(signs)?;
    Some(text.len() - behind.len())
}
