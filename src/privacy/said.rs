//! What is said of a person: health, belief, being a child. A word alone says nothing of anybody; it must stand with a
//! name, in a row with one, or below a head that says it of every row.

use std::ops::Range;

use crate::base::lexicon::{LEXICON, Said};
use crate::privacy::aid;
use crate::privacy::names;
use crate::privacy::reading::Reading;
use crate::privacy::signs::{Class, class, first_signs, is_han, last_signs};
use crate::privacy::words::{Use, Word, Words};
use crate::privacy::{Found, Place, Sort};

/// One subject: its words, and which uses are its.
struct Subject {
    sort: Sort,
    words: &'static Said,
    of: Use,
    who: Use,
    head: Use,
    list: Use,
}

/// Adds what a text says of persons.
pub(super) fn find(reading: &Reading<'_>, found: &mut Vec<Found>) {
    for subject in subjects() {
        let words = reading.words.iter();
        let said = words.filter(|word| subject.is_said(reading, word)).map(|word| word.start..word.end);
        let said: Vec<Range<usize>> = said.collect();
        let below = if said.is_empty() { subject.below_head(reading) } else { None };
        found.extend(said.into_iter().chain(below).map(|range| Found { sort: subject.sort, range }));
    }
}

fn subjects() -> [Subject; 3] {
    let words = &LEXICON.privacy;
    [
        Subject {
            sort: Sort::Health,
            words: &words.health,
            of: Use::HealthOf,
            who: Use::HealthWho,
            head: Use::HealthHead,
            list: Use::HealthList,
        },
        Subject {
            sort: Sort::Child,
            words: &words.child,
            of: Use::ChildOf,
            who: Use::ChildWho,
            head: Use::ChildHead,
            list: Use::ChildList,
        },
        Subject {
            sort: Sort::Religion,
            words: &words.religion,
            of: Use::ReligionOf,
            who: Use::ReligionWho,
            head: Use::ReligionHead,
            list: Use::ReligionList,
        },
    ]
}

impl Subject {
    /// Whether a word says something of a person.
    fn is_said(&self, reading: &Reading<'_>, word: &Word) -> bool {
        let (is_of, is_who) = (word.uses.has(self.of), word.uses.has(self.who));
        if !is_of && !is_who {
            return false;
        }
        let is_child = self.is_of_child(reading, word);
        let is_paid = || self.sort != Sort::Religion && aid::goes_to_person(reading, word);
        if (is_child || is_school(reading.slice(word.start..word.end))) && is_paid() {
            return true;
        }
        if !is_child || self.goes_on(reading, word) {
            return false;
        }
        self.names_from(reading, word).is_some_and(|at| self.leads_name(reading, at))
            || self.follows_name(reading, word)
            || self.is_value(reading, word)
            || self.heads_names(reading, word)
            || (self.is_most(reading, word) && self.is_in_row(reading))
    }

    /// Whether the word is a value of a line that names a person in another one: 户主：张三；人员类别：残疾.
    fn is_value(&self, reading: &Reading<'_>, word: &Word) -> bool {
        const ENDS: [char; 8] = ['；', ';', '，', ',', '。', '、', ' ', '\n'];
        let before = reading.before(word.start);
        let behind = reading.from(word.end);
        let Some(label) = before.strip_suffix(['：', ':']).filter(|_| behind.is_empty() || behind.starts_with(ENDS))
        else {
            return false;
        };
        let line = label.rsplit('\n').next().unwrap_or_default();
        let mut pieces = line.split(ENDS);
        let own = pieces.next_back().unwrap_or_default();
        let value = |piece: &str| piece.rsplit(['：', ':']).next().is_some_and(names::is_whole);
        !self.words.apart.is_in(own) && pieces.any(|piece| piece.contains(['：', ':']) && value(piece))
    }

    /// Whether two names at least follow of whom it is said: 精神障碍患者有张三、李四.
    fn heads_names(&self, reading: &Reading<'_>, word: &Word) -> bool {
        let rest = reading.from(word.end);
        let Some(names) = rest.strip_prefix('有').filter(|_| word.uses.has(self.who)) else { return false };
        let name = |text: &str| names::is_whole(text.split(['。', '，', ',', '等', '；']).next().unwrap_or_default());
        let mut list = names.split('、');
        list.next().is_some_and(name) && list.next().is_some_and(name)
    }

    /// Whether the word goes on as the name of a scheme or an office: 残疾人|补贴.
    fn goes_on(&self, reading: &Reading<'_>, word: &Word) -> bool {
        let rest = reading.from(word.end).trim_start_matches(['人', '者', '的', '类', '等', ' ', '患']);
        let is_place = self.words.deeds.has(reading.slice(word.start..word.end)) && self.words.places.begins(rest);
        self.words.apart.begins(rest) && !is_place
    }

    /// Whether an age or a form at school is that of a child; a school alone needs a pupil.
    fn is_of_child(&self, reading: &Reading<'_>, word: &Word) -> bool {
        if self.sort != Sort::Child || !word.uses.has(self.of) {
            return true;
        }
        let before = reading.before(word.start);
        match reading.slice(word.start..word.end) {
            "岁" | "周岁" => age(before.trim_end()).is_some_and(|years| years < 14),
            "）班" | ")班" => class_in(before).is_some_and(|form| (1..=7).contains(&form)),
            "年级" => form(before).is_some_and(|form| (1..=7).contains(&form)),
            _ => {
                let sentence = reading.slice(reading.sentence(&(word.start..word.end)));
                self.words.with.is_in(&sentence.replace("学生家长", ""))
            }
        }
    }

    /// Where the name or the names begin of whom a word may be said that stands before them: 孤儿张三, 重度残疾：张三、李四,
    /// 残疾人名单：张三.
    fn names_from(&self, reading: &Reading<'_>, word: &Word) -> Option<usize> {
        const MOST: usize = 3;
        let mut rest = reading.from(word.end);
        for _ in 0..MOST {
            let Some(behind) = self.words.list_ends.cut_front(rest) else { break };
            rest = behind;
        }
        let at = reading.text.len() - rest.len();
        let is_list = rest.starts_with(['：', ':']);
        let is_person = || at > word.end && LEXICON.privacy.names.before.ends(reading.before(at));
        let is_who = word.uses.has(self.who) && at == word.end;
        let is_class = || self.sort == Sort::Child && reading.before(word.end).ends_with('班');
        (is_who || is_list || is_person() || is_class()).then_some(at)
    }

    /// Whether a name follows.
    fn leads_name(&self, reading: &Reading<'_>, at: usize) -> bool {
        let Some(name) = names::first_behind(reading.text, at) else { return false };
        let rest = reading.from(name.end);
        let near = rest.get(..first_signs(rest, 4)).unwrap_or_default();
        !self.words.apart.begins(&aid::without_aids(near))
    }

    /// Whether a name leads, with nothing between that says otherwise: 张三患肺结核.
    fn follows_name(&self, reading: &Reading<'_>, word: &Word) -> bool {
        let Some(name) = names::last_before(reading.text, word.start) else { return false };
        let sentence = reading.sentence(&(word.start..word.end));
        let before = reading.before(name.start);
        let title = before.get(last_signs(before, 6)..).unwrap_or_default();
        let title = title.rsplit(['。', '；', '\n', '，']).next().unwrap_or_default();
        // Whoever is visited or helped is the person; what leads to the name is no office of his.
        let title = LEXICON.privacy.names.before.cut_end(title).unwrap_or(title);
        let between = reading.slice(name.end..word.start);
        let behind = reading.from(word.end);
        let behind = behind.get(..first_signs(behind, 6)).unwrap_or_default();
        let behind = behind.split(['。', '；', '\n', '，', ',', '）', ')']).next().unwrap_or_default();
        name.start >= sentence.start
            && self.leads_to(word, between, behind)
            && !self.words.apart.is_in(title)
            && !self.is_apart(reading.slice(word.start..word.end), between, behind)
    }

    /// Whether what stands between a name and a word, or behind it, says that it is said of nobody. What somebody got before, in
    /// another clause, does not, and behind an illness that somebody has nothing does that is done about it.
    fn is_apart(&self, word: &str, between: &str, behind: &str) -> bool {
        let apart = &self.words.apart;
        if self.words.deeds.has(word) {
            return [between, behind].iter().any(|text| apart.is_in(&aid::without(text, &[&self.words.places])));
        }
        let (far, near) = between.rsplit_once(['，', ',', '（', '(', '：', ':']).unwrap_or(("", between));
        let is_certain = LEXICON.privacy.aids.ills.ends(between);
        let behind = if is_certain { aid::without_aids(behind) } else { behind.to_owned() };
        apart.is_in(near) || apart.is_in(&aid::without_aids(far)) || apart.is_in(&behind)
    }

    /// Whether what stands between a name and the word joins them. Who is called so by it is told of nobody else; and who
    /// speaks, before a colon, does not speak of himself.
    fn leads_to(&self, word: &Word, between: &str, behind: &str) -> bool {
        const FARTHEST: usize = 16;
        const NEAR: usize = 3;
        let is_within = |count| first_signs(between, count) == between.len();
        let is_only_who = word.uses.has(self.who) && !word.uses.has(self.of);
        if is_only_who && behind.starts_with(is_han) {
            return false;
        }
        if between.starts_with(['：', ':']) {
            return is_within(NEAR) && !behind.contains(['是', '的']);
        }
        // Of a household more is told than of one person: 张三家，丈夫长年瘫痪.
        let of_household = between.strip_prefix(['家', '户']).unwrap_or(between);
        let is_apposed = of_household.starts_with(['，', ',', '（', '(', '、', ' ', '\t', '|']) && !is_only_who;
        is_within(NEAR) || (is_within(FARTHEST) && (is_apposed || self.words.has.is_in(between)))
    }

    /// Whether the word is most of its text, and not a part of what was bought or done.
    fn is_most(&self, reading: &Reading<'_>, word: &Word) -> bool {
        let own = reading.slice(word.start..word.end).chars().count();
        let all = reading.text.chars().filter(|sign| is_han(*sign)).count();
        own * 2 >= all || (self.sort == Sort::Child && self.words.with.is_in(reading.text) && all <= 12)
    }

    /// Whether the text is a short cell in a row with a name, and says nothing of a scheme.
    fn is_in_row(&self, reading: &Reading<'_>) -> bool {
        const LONGEST: usize = 40;
        let apart = &self.words.apart;
        let text = reading.text;
        first_signs(text, LONGEST) == text.len()
            && !apart.is_in(text)
            && !apart.is_in(reading.around.label)
            && reading.has_person_beside()
    }

    /// The whole text, if its head or the title of its list says of whom it is.
    fn below_head(&self, reading: &Reading<'_>) -> Option<Range<usize>> {
        const NOTHING: [&str; 14] =
            ["无", "健康", "良好", "一般", "正常", "否", "没有", "不详", "-", "/", "—", "未知", "较好", "0"];
        let Range { start, end } = trimmed(reading.text);
        let text = reading.slice(start..end);
        let apart = &self.words.apart;
        // Numbers of classes and of pupils are told below such heads too.
        let is_count = reading.around.place == Place::Amount && !self.words.ages.is_in(reading.around.label);
        if text.is_empty() || NOTHING.contains(&text) || apart.is_in(reading.around.label) || is_count {
            return None;
        }
        if names::is_whole(text) {
            let is_called = reading.head.has(self.who) || self.words.labels.has(reading.around.label.trim());
            let is_listed = || Words::uses(reading.around.beside).has(self.list) && !apart.is_in(reading.around.beside);
            return (is_called || is_listed()).then_some(start..end);
        }
        let is_short = first_signs(text, 40) == text.len();
        let is_told = reading.head.has(self.head) && is_short && !apart.is_in(text) && self.is_age(reading, text);
        (is_told && reading.has_person_beside()).then_some(start..end)
    }

    /// Whether an age is that of a child; what is no age passes.
    fn is_age(&self, reading: &Reading<'_>, text: &str) -> bool {
        if !self.words.ages.is_in(reading.around.label) {
            return true;
        }
        let number = LEXICON.people.years.cut_end(text).unwrap_or(text);
        age(number.trim()).is_some_and(|years| years < 14)
    }
}

fn trimmed(text: &str) -> Range<usize> {
    let start = text.len() - text.trim_start().len();
    start..start + text.trim().len()
}

/// Whether a word is a school, and no age or form.
fn is_school(word: &str) -> bool {
    !matches!(word, "岁" | "周岁" | "）班" | ")班" | "年级")
}

/// The number at the end of a text that is no end of a span.
fn age(text: &str) -> Option<u32> {
    let number = |sign: char| match class(sign) {
        Class::Digit(value) | Class::Han(value) => Some(u32::from(value)),
        _ => None,
    };
    let plain = text.trim_end_matches(|sign: char| number(sign).is_some());
    let digits = text.get(plain.len()..)?;
    let is_span = plain.ends_with(['-', '—', '~', '～', '至', '到', '–', '.', '十', '百', '第', '满', '过']);
    let sum =
        digits.chars().filter_map(number).try_fold(0_u32, |sum, value| sum.checked_mul(10)?.checked_add(value))?;
    (!digits.is_empty() && !is_span).then_some(sum)
}

/// The number of a form at school: the last figure.
fn form(text: &str) -> Option<u32> {
    match class(text.chars().next_back()?) {
        Class::Digit(value) | Class::Han(value) => Some(value.into()),
        _ => None,
    }
}

/// The form at school before the number of a class in brackets: 三（2; not of a school for the older.
fn class_in(text: &str) -> Option<u32> {
    const OLDER: [&str; 3] = ["初", "高", "大"];
    let before = text.trim_end_matches(|sign: char| matches!(class(sign), Class::Digit(_) | Class::Han(_)));
    let before = before.strip_suffix(['（', '(']).filter(|_| before.len() < text.len())?;
    let before = before.strip_suffix("年级").or_else(|| before.strip_suffix('年')).unwrap_or(before);
    let own = before.trim_end_matches(|sign: char| matches!(class(sign), Class::Digit(_) | Class::Han(_)));
    form(before).filter(|_| !OLDER.iter().any(|older| own.ends_with(older)))
}
