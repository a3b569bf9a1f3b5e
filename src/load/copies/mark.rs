//! What computers, browsers and synchronised folders add to the name of a copy.

use crate::base::date::to_half_width;
use crate::base::lexicon::LEXICON;

/// What a copy adds is no longer.
const LONGEST: usize = 100;

/// Where marks begin behind which there are marks only, up to the end of the name; the last one first.
pub(super) fn cuts(name: &str) -> Vec<usize> {
    let mut ends = vec![name.len()];
    let places = name.char_indices().rev().map(|(at, _)| at).take_while(|at| name.len() - at <= LONGEST);
    for at in places.filter(|at| begins_mark(&name[*at..])) {
        if ends.iter().any(|end| is_mark(&name[at..*end])) {
            ends.push(at);
        }
    }
    ends.split_off(1)
}

/// The name behind `复件 `, `副本 (2) `, `Copy of `, `Copy (2) of `.
pub(super) fn without_front(name: &str) -> Option<&str> {
    let rest = LEXICON.copies.front.cut_front(name)?;
    let spaced = rest.trim_start();
    let rest = match spaced.strip_prefix(['(', '（']).and_then(|rest| rest.split_once([')', '）'])) {
        Some((number, rest)) if is_number(number, 1) => rest,
        _ => rest,
    };
    let rest = rest.trim_start_matches([' ', '-', '_', '\u{3000}']);
    Some(rest.strip_prefix("of ").unwrap_or(rest))
}

pub(super) fn is_number(text: &str, least: u32) -> bool {
    text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse().is_ok_and(|n: u32| n >= least)
}

/// Whether a mark may begin here.
fn begins_mark(rest: &str) -> bool {
    rest.starts_with(|sign: char| " -_.~(（[【的\u{3000}".contains(sign))
}

/// Whether programs add this to the name of a copy.
fn is_mark(rest: &str) -> bool {
    if !begins_mark(rest) {
        return false;
    }
    if is_of_computer(rest) {
        return true;
    }
    let text = to_half_width(rest).to_lowercase();
    let bare = text.trim_start_matches([' ', '-', '_', '.', '的']);
    if text == "~" || is_bracketed(bare) || (text.starts_with(' ') && is_number(text.trim(), 2)) {
        return true;
    }
    bare.len() < text.len() && is_word(bare)
}

/// `(2)`, `(副本)`, `(冲突副本 2026-01-01)`, `(another copy)`, `(2) - 副本`.
fn is_bracketed(text: &str) -> bool {
    let inner = text.strip_prefix('(').and_then(|text| text.split_once(')'));
    let Some((inner, rest)) = inner.or_else(|| text.strip_prefix(['[', '【'])?.split_once([']', '】'])) else {
        return false;
    };
    let inner = inner.trim();
    let is_last = rest.trim().is_empty();
    if is_number(inner, 1) {
        return is_last || is_word(rest.trim_start_matches([' ', '-', '_', '.']));
    }
    let says = LEXICON.copies.conflict.is_in(inner);
    let ends = LEXICON.copies.bracketed.ends(inner) && inner.chars().count() <= 16;
    is_last && (says || ends || is_word(inner))
}

/// A word for copies with what programs write behind it.
fn is_word(text: &str) -> bool {
    let words = &LEXICON.copies;
    let is_letter = |sign: char| sign.is_alphanumeric() && !sign.is_ascii_digit();
    if let Some(rest) = words.conflict.cut_front(text) {
        return !rest.starts_with(is_letter);
    }
    if let Some(rest) = words.clash.cut_front(text) {
        return rest.starts_with('_') || !rest.starts_with(is_letter) && (rest.is_ascii() || is_of_person(rest));
    }
    words
        .copy
        .cut_front(text)
        .is_some_and(|rest| rest.chars().all(|sign| sign.is_ascii_digit() || " -_.:()".contains(sign)))
}

/// `-张三`, behind the word for a conflict; what is done about one is no person.
fn is_of_person(rest: &str) -> bool {
    let name = rest.trim_start_matches(['-', ' ']);
    let name = name.trim_end_matches(|sign: char| sign.is_ascii_digit() || "-_ :".contains(sign));
    (2..=4).contains(&name.chars().count())
        && name.chars().all(char::is_alphabetic)
        && !LEXICON.copies.clash_done.is_in(name)
}

/// `-DESKTOP-ABC123`, `-LAPTOP-ABC123-2`, `-张三的电脑`: OneDrive names the computer.
fn is_of_computer(rest: &str) -> bool {
    const COMPUTERS: [&str; 7] = ["DESKTOP-", "LAPTOP-", "PC-", "WIN-", "USER-", "MININT-", "MS-"];
    let Some(rest) = rest.strip_prefix('-') else { return false };
    let own = rest.rsplit_once('的').map(|(_, machine)| machine).or_else(|| Some(rest.split_once("s ")?.1));
    let is_apple =
        |name: &str| name.is_ascii() && ["Mac", "iMac", "iPad", "iPhone"].iter().any(|own| name.starts_with(own));
    if own.is_some_and(|name| LEXICON.copies.machines.has(name) || is_apple(name)) {
        return true;
    }
    let Some(code) = COMPUTERS.iter().find_map(|name| rest.strip_prefix(name)) else { return false };
    let code = code.split_once('-').filter(|(_, number)| is_number(number, 1)).map_or(code, |(code, _)| code);
    (4..=15).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{cuts, is_mark, without_front};

    #[test]
    fn marks_of_copies() {
        for mark in [
            " (2)",
            "(1)",
            "（2）",
            " （12）",
            " - 副本",
            " 副本",
            "-副本",
            "_副本",
            " - 副本 (2)",
            "的副本",
            " 副本 2",
            "(副本)",
            "（副本）",
            " (2) - 副本",
            " - Copy",
            " - Copy (2)",
            " copy",
            " copy 2",
            "_copy",
            " (copy)",
            " (another copy)",
            " (3rd copy)",
            " (复件)",
            " (第 3 个复件)",
            " 冲突",
            "(冲突)",
            "(冲突副本 2026-01-01)",
            "（冲突副本 张三 2026-01-01）",
            "(冲突_张三_2026-01-01 10-00-00)",
            " (conflicted copy 2026-01-01 120000)",
            " (Zhang San's conflicted copy 2026-01-01)",
            "_conflict-20260101-120000",
            "_冲突-20260101",
            ".sync-conflict-20260101-120000-ABCDEFG",
            " (SFConflict zhang@example.org 2026-01-01-12-00-00)",
            "-DESKTOP-ABC123",
            "-LAPTOP-AB12CD34-2",
            "-PC-201801",
            "-张三的电脑",
            "~",
            ".bak",
            "-备份",
            "_备份20260101",
            ".orig",
            " 2",
            " - 复制",
            "-冲突-张三",
            "-张三的MacBook Pro",
            "-Zhang's MacBook Air",
            "_旧",
            "-旧版",
        ] {
            assert!(is_mark(mark), "{mark}");
        }
    }

    #[test]
    fn other_names_are_let_be() {
        for rest in [
            "-2",
            "-2026",
            " (2026)",
            "（一组）",
            "-第2次",
            "副本",
            "2",
            "-冲突调解",
            "（水源冲突）",
            "-冲突处理情况",
            "-copyright",
            "-合同副本",
            "（更正）",
            "-更正",
            " 1",
            "-DESKTOP",
            "-desktop-abc123",
            "-list",
            "-PC-甲",
            "(0)",
            ".list",
            "-三组",
            "_2",
            " 2026",
            "-conflicts-解决",
            "（第2期）",
            "-oldage",
            "-备份中心",
            "-冲突-调解情况",
            "-旧房改造",
            "-复制推广",
        ] {
            assert!(!is_mark(rest), "{rest}");
        }
    }

    #[test]
    fn marks_follow_marks() {
        for name in ["a - 副本 - 副本", "a (1) (1)", "a(1)(1)", "a - Copy - Copy", "a copy copy", "a - 副本 (2) - 副本"]
        {
            assert_eq!(cuts(name).last(), Some(&1), "{name}");
        }
        assert_eq!(cuts("a（副本）（2）").last(), Some(&1));
        assert!(cuts("a - 副本的管理").is_empty());
    }

    #[test]
    fn words_in_front() {
        for name in ["复件 公示", "复件 (2) 公示", "副本 公示", "副本-公示", "Copy of 公示", "Copy (2) of 公示"]
        {
            assert_eq!(without_front(name), Some("公示"), "{name}");
        }
        assert_eq!(without_front("公示"), None);
    }
}
