//! How many identity numbers fit what is known of one.

use crate::base::date::Date;

/// The signs of an identity number: six of the area, eight of the day of birth, three of a sequence, one that checks.
const LENGTH: usize = 18;

/// The shorter numbers of former days: without the century and the last sign.
const FORMER: usize = 15;

/// Signs that stand for hidden ones, besides an X that is not the last.
const HIDDEN: [char; 13] = ['*', '×', 'x', 'X', '•', '●', '○', '◯', '■', '□', '#', '·', '?'];

/// Days of the hundred years in which somebody alive may have been born.
const CENTURY: u64 = 36_525;

/// What is known of an identity number and of whose it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    /// Its signs, ten for X; none where hidden.
    signs: [Option<u8>; LENGTH],
    /// The first and the last day on which its owner may have been born.
    born: Option<(Date, Date)>,
    /// Whether it is a man's.
    is_male: Option<bool>,
}

impl Known {
    /// That somebody was born on one of these days.
    pub(super) fn born(days: (Date, Date)) -> Self {
        Self { born: Some(days), ..Self::default() }
    }

    /// That somebody is a man, or a woman.
    pub(super) fn of_sex(is_male: bool) -> Self {
        Self { is_male: Some(is_male), ..Self::default() }
    }

    /// Whether it tells more of one person than of everybody in the village.
    pub(super) fn is_personal(&self) -> bool {
        self.is_partly_shown() || self.born.is_some()
    }

    /// A number of which a part is hidden, as it stands in a cell; where `is_named` the cell is known to hold one, so that
    /// it may have more or fewer signs for what is hidden. A number that is whole is no matter of linkage.
    pub(super) fn read(text: &str, is_named: bool) -> Option<Self> {
        let is_sign = |sign: char| sign.is_ascii_digit() || HIDDEN.contains(&sign);
        let plain: String = crate::base::date::to_half_width(text).split([' ', '-']).collect();
        plain.split(|sign| !is_sign(sign)).find_map(|run| Self::read_run(run, is_named))
    }

    fn read_run(run: &str, is_named: bool) -> Option<Self> {
        let last = run.chars().count().checked_sub(1)?;
        let before_last = run.chars().nth(last.checked_sub(1)?)?;
        let signs = run.chars().enumerate().map(|(at, sign)| match sign {
            'x' | 'X' if at == last && before_last.is_ascii_digit() => Some(10),
            sign => sign.to_digit(10).and_then(|digit| u8::try_from(digit).ok()),
        });
        let signs: Vec<Option<u8>> = signs.collect();
        let shown = signs.iter().flatten().count();
        if shown == 0 || signs.len() < shown + 2 {
            return None;
        }
        let whole = match signs.len() {
            LENGTH => signs,
            FORMER => {
                let (area, rest) = signs.split_at(6);
                [area, &[Some(1), Some(9)], rest, &[None]].concat()
            }
            _ if is_named => stretched(&signs)?,
            _ => return None,
        };
        let known = Self { signs: whole.try_into().ok()?, ..Self::default() };
        (is_named || known.is_of_a_province()).then_some(known)
    }

    /// Whether it begins like an identity number and like no bank card, which have 62 in front.
    fn is_of_a_province(&self) -> bool {
        let is_century = self.signs.get(6).copied().flatten().is_none_or(|digit| matches!(digit, 1 | 2));
        is_century
            && matches!(self.signs, [Some(1..=6), Some(1..=7), ..])
            && !self.signs.starts_with(&[Some(6), Some(2)])
    }

    /// Whether it shows more than an area, which is known of everybody in a list of a village.
    pub(super) fn is_partly_shown(&self) -> bool {
        self.signs.iter().skip(6).any(Option::is_some)
    }

    /// Takes the signs of the area from the code of the unit, where they are hidden.
    pub(super) fn in_area(mut self, code: Option<&str>) -> Self {
        let code =
            code.unwrap_or_default().chars().map(|sign| sign.to_digit(10).and_then(|one| u8::try_from(one).ok()));
        let code: Vec<Option<u8>> = code.take(6).collect();
        let is_other = |(own, code): (&Option<u8>, &Option<u8>)| own.is_some() && own != code;
        if code.len() == 6 && !self.signs.iter().zip(&code).any(is_other) {
            self.signs.iter_mut().zip(code).for_each(|(own, code)| *own = code);
        }
        self
    }

    /// What both say of one person; none if they cannot be of one.
    pub(super) fn joined(&self, other: &Self) -> Option<Self> {
        let mut all = self.clone();
        for (own, other) in all.signs.iter_mut().zip(other.signs) {
            *own = match (*own, other) {
                (Some(one), Some(two)) if one != two => return None,
                (own, other) => own.or(other),
            };
        }
        all.born = match (self.born, other.born) {
            (Some((first, last)), Some((from, until))) => {
                let (first, last) = (first.max(from), last.min(until));
                Some((first, last)).filter(|(first, last)| first <= last).map(Some)?
            }
            (own, others) => own.or(others),
        };
        all.is_male = match (self.is_male, other.is_male) {
            (Some(own), Some(others)) if own != others => return None,
            (own, others) => own.or(others),
        };
        Some(all)
    }

    /// How many numbers fit. The last sign follows from the others, so one that is shown leaves one in eleven.
    pub(super) fn count(&self) -> u64 {
        let hidden =
            |from: usize, to: usize| self.signs.iter().take(to).skip(from).filter(|sign| sign.is_none()).count();
        // About so many counties are there in the country, in a province, in a prefecture.
        let areas = match (hidden(0, 2), hidden(2, 4), hidden(4, 6)) {
            (0, 0, 0) => 1,
            (0, 0, _) => 10,
            (0, ..) => 100,
            _ => 3_000,
        };
        let is_sex_open = self.signs[16].is_none();
        let tens = hidden(14, 17);
        let sequences =
            (0..tens).fold(1, |all, _| all * 10) / if self.is_male.is_some() && is_sex_open { 2 } else { 1 };
        let all = areas * self.days() * sequences;
        let is_checked = self.signs[17].is_some() && hidden(0, 17) > 0;
        if is_checked { all.div_ceil(11) } else { all }
    }

    /// How many days of birth fit.
    fn days(&self) -> u64 {
        let is_open = self.signs.iter().take(14).skip(6).all(Option::is_none);
        match self.born {
            None if is_open => return CENTURY,
            Some((first, last)) if is_open => {
                return u64::try_from(first.days_until(last) + 1).unwrap_or(0);
            }
            _ => {}
        }
        let fits = |at: usize, number: u8| self.signs.get(at).copied().flatten().is_none_or(|own| own == number);
        let digits = |at: usize, number: i16| {
            let [tens, ones] = [number / 10 % 10, number % 10].map(|one| u8::try_from(one).unwrap_or_default());
            fits(at, tens) && fits(at + 1, ones)
        };
        let last_year = self.born.map_or(2099, |(_, last)| last.year());
        let first_year = self.born.map_or(1900, |(first, _)| first.year());
        let years = (first_year..=last_year).filter(|year| digits(6, year / 100) && digits(8, year % 100));
        let months = |year| (1..=12).filter(|month| digits(10, i16::from(*month))).map(move |month: i8| (year, month));
        let days = years.flat_map(months).map(|(year, month)| {
            let days = (1..=31).filter(|day| digits(12, i16::from(*day)));
            let is_in = |day: &Date| self.born.is_none_or(|(first, last)| first <= *day && *day <= last);
            days.filter_map(|day| Date::new(year, month, day)).filter(is_in).count()
        });
        let days: usize = days.sum();
        u64::try_from(days).unwrap_or(u64::MAX).min(CENTURY)
    }
}

/// The signs of a number that was written with another count of signs for what is hidden in its middle.
fn stretched(signs: &[Option<u8>]) -> Option<Vec<Option<u8>>> {
    let head = signs.iter().take_while(|sign| sign.is_some()).count();
    let tail = signs.iter().rev().take_while(|sign| sign.is_some()).count();
    let is_one = signs.iter().flatten().count() == head + tail;
    if !is_one || head + tail < 4 || head + tail >= LENGTH {
        return None;
    }
    let (front, back) = (signs.get(..head)?, signs.get(signs.len() - tail..)?);
    Some([front, &vec![None; LENGTH - head - tail], back].concat())
}

#[cfg(test)]
mod tests {
    use super::Known;
    use crate::base::date::Date;

    fn known(text: &str) -> Known {
        Known::read(text, true).unwrap()
    }

    #[test]
    fn the_more_is_shown_the_fewer_numbers_fit() {
        let (first, last) = (Date::new(1958, 7, 2).unwrap(), Date::new(1959, 7, 1).unwrap());
        let six_and_four = known("110105********002X");
        assert_eq!(six_and_four.count(), 3_321, "of a hundred years one day in eleven");
        assert_eq!(six_and_four.joined(&Known::born((first, last))).unwrap().count(), 34);
        assert_eq!(known("110105194912******").count(), 31_000);
        assert_eq!(known("110105194912***02X").count(), 31 * 10 / 11 + 1);
        assert_eq!(known("11010519491231****").count(), 1_000);
        assert_eq!(known("11010519491231****").joined(&Known::of_sex(true)).unwrap().count(), 500);
        assert_eq!(known("110105************").count(), 36_525_000);
        assert_eq!(Known::default().in_area(Some("530901102004")).count(), 36_525_000);
        assert_eq!(known("**************002X").count(), 3_000 * 36_525 / 11 + 1);
    }

    #[test]
    fn masks_are_read_in_every_spelling() {
        let usual = known("110105********002X");
        for text in [
            "110105 ******** 002x",
            "１１０１０５＊＊＊＊＊＊＊＊002X",
            "110105xxxxxxxx002X",
            "110105****002X",
            "110105-********-002X",
        ] {
            assert_eq!(known(text), usual, "{text}");
        }
        assert_eq!(Known::read("证件 110105********002X，三组", false), Some(usual));
        for text in
            ["110105****002X", "138****8000", "622202********0000", "11010519491231002X", "**", "2026-07-01", ""]
        {
            assert_eq!(Known::read(text, false), None, "{text}");
        }
        assert_eq!(known("110105******002").signs[6..8], [Some(1), Some(9)], "fifteen signs have no century");
    }

    #[test]
    fn two_parts_of_one_number_make_a_whole() {
        let front = known("11010519491231****");
        let back = known("**************002X");
        assert_eq!(front.joined(&back).unwrap().count(), 1);
        assert_eq!(front.joined(&known("110106********002X")), None);
    }
}
