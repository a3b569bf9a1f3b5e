//! Where a heading in Han characters may break: between the unit, the period and the rest, and there before and behind the
//! words of which headings are made. Elsewhere it holds together as long as it fits a line.

use crate::base::html::escape;

/// A part of a heading is at least as long, in signs.
const SHORTEST: usize = 2;

/// Signs behind which a heading may break.
const BEHIND: &str = "的和与及、：；）》”";

/// Signs before which it may break.
const BEFORE: &str = "（《“";

/// `text` as HTML, with a place to break wherever it makes sense: behind `unit`, around a period, before one of `words`.
pub(super) fn sense(text: &str, unit: &str, words: &str) -> String {
    if !text.contains(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
        return escape(text);
    }
    let mut out = String::new();
    let mut from = 0;
    for at in breaks(text, unit, words) {
        let is_long = |part: &str| part.chars().count() >= SHORTEST;
        if is_long(&text[from..at]) && is_long(&text[at..]) {
            out.push_str(&escape(&text[from..at]));
            out.push_str("<wbr>");
            from = at;
        }
    }
    out.push_str(&escape(&text[from..]));
    out
}

/// Places to break, in order.
fn breaks(text: &str, unit: &str, words: &str) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    if !unit.is_empty() {
        found.extend(text.match_indices(unit).map(|(at, _)| at + unit.len()));
    }
    let mut periods: Vec<(usize, usize)> = Vec::new();
    for (at, _) in text.match_indices('年') {
        let digits = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        if digits == 4 {
            periods.push((at - digits, period_end(text, at + '年'.len_utf8())));
        }
    }
    found.extend(periods.iter().flat_map(|(start, end)| [*start, *end]));
    found.extend(words.split(' ').filter(|word| !word.is_empty()).flat_map(|word| starts(text, word)));
    for (at, c) in text.char_indices() {
        found.extend(BEHIND.contains(c).then_some(at + c.len_utf8()));
        found.extend(BEFORE.contains(c).then_some(at));
    }
    // 季度 is a word of headings, but not where it ends a period.
    found.retain(|at| !periods.iter().any(|(start, end)| start < at && at < end));
    found.sort_unstable();
    found.dedup();
    found
}

fn starts<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    text.match_indices(word).map(|(at, _)| at)
}

/// Where a period ends whose year ends at `from`: behind its quarter, its half, its month and day.
fn period_end(text: &str, from: usize) -> usize {
    let rest = &text[from..];
    if let Some(more) = rest.strip_prefix(['度', '初', '末', '底']) {
        return text.len() - more.len();
    }
    let half = ["上半年", "下半年", "第一季度", "第二季度", "第三季度", "第四季度"];
    if let Some(more) = half.iter().find_map(|half| rest.strip_prefix(half)) {
        return text.len() - more.len();
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let Some(more) = rest[digits..].strip_prefix('月').filter(|_| digits > 0) else { return from };
    let more = more.strip_prefix('份').unwrap_or(more);
    let days = more.bytes().take_while(u8::is_ascii_digit).count();
    let more = more[days..].strip_prefix('日').filter(|_| days > 0).unwrap_or(more);
    text.len() - more.len()
}

#[cfg(test)]
mod tests {
    use super::sense;

    #[test]
    fn a_heading_breaks_between_unit_period_and_words() {
        let told = [
            ("石桥村2026年第三季度财务收支公布", "石桥村|2026年第三季度|财务|收支|公布"),
            ("石桥村2026年11月5日会议记录", "石桥村|2026年11月5日|会议|记录"),
            ("2026年度考核", "2026年度|考核"),
            ("关于路灯和水渠的公告", "关于路灯和|水渠的|公告"),
            ("Accounts of 2026", "Accounts of 2026"),
            ("甲<乙>收支", "甲&lt;乙&gt;|收支"),
        ];
        for (text, parts) in told {
            assert_eq!(
                sense(text, "石桥村", "财务 收支 公布 季度 会议 记录 考核 公告"),
                parts.replace('|', "<wbr>"),
                "{text}"
            );
        }
    }

    #[test]
    fn nothing_is_lost_and_no_part_is_a_single_sign() {
        let text = "的和与及、第三季度";
        let parts = sense(text, "", "度");
        assert_eq!(parts.replace("<wbr>", ""), text);
        assert!(parts.split("<wbr>").all(|part| part.chars().count() > 1), "{parts}");
    }
}
