//! Paragraphs that are set in by four blanks, which CommonMark takes for code.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::super::cjk::is_cjk;
use super::super::edits::{Edit, With};
use super::super::tag::{Class, HtmlTag};
use super::Prepared;

/// Makes prose of each block of indented code most lines of which do not look like code.
pub(super) fn find_prose(text: &str, list: &[(Event<'_>, Range<usize>)], prepared: &mut Prepared) {
    let mut events = list.iter();
    while let Some((event, _)) = events.next() {
        if !matches!(event, Event::Start(Tag::CodeBlock(CodeBlockKind::Indented))) {
            continue;
        }
        let parts = events.by_ref().take_while(|(event, _)| !matches!(event, Event::End(_)));
        let starts: Vec<usize> = parts.map(|(_, range)| range.start).collect();
        let lines: Vec<(usize, &str)> = starts
            .into_iter()
            .map(|start| (start, text[start..].lines().next().unwrap_or_default()))
            .filter(|(_, line)| !line.trim().is_empty())
            .collect();
        if is_prose(&lines) {
            prepared.edits.extend(lines.iter().filter_map(|(start, line)| set_out(text, *start, line)));
        }
    }
}

/// The last of the blanks gives way to a mark, and those behind it go: three are left, which mean nothing.
fn set_out(text: &str, start: usize, line: &str) -> Option<Edit> {
    let blank = start.checked_sub(1).filter(|at| matches!(text.as_bytes()[*at], b' ' | b'\t'))?;
    let extra = line.len() - line.trim_start_matches([' ', '\t']).len();
    Some(Edit { at: (blank..start + extra).into(), with: With::Mark })
}

fn is_prose(lines: &[(usize, &str)]) -> bool {
    let is_setting = |line: &str| {
        let line = line.trim_start();
        let key = line.split_once(": ").map(|(key, _)| key).or_else(|| line.strip_suffix(':'));
        line.starts_with("- ")
            || key.is_some_and(|key| !key.contains(|c: char| c.is_whitespace() || "：，。".contains(c)))
    };
    let is_html = lines.first().is_some_and(|(_, line)| is_tag(line.trim_start()));
    let columns = lines.iter().filter(|(_, line)| line.trim().contains("    ")).count();
    !lines.is_empty()
        && columns < 2
        && !(lines.len() > 1 && lines.iter().all(|(_, line)| is_setting(line)))
        && (is_html || !are_code(lines))
}

/// Whether half of the lines look like code; numbers and dates look like nothing.
fn are_code(lines: &[(usize, &str)]) -> bool {
    let own = || lines.iter().map(|(_, line)| line.trim());
    let code = own().filter(|line| looks_like_code(line)).count();
    let bare = own().filter(|line| !looks_like_code(line) && !line.chars().any(char::is_alphabetic)).count();
    code > 0 && 2 * code >= lines.len() - bare
}

fn is_tag(line: &str) -> bool {
    HtmlTag::parse(line).is_some_and(|tag| tag.class() != Class::Unknown)
}

fn looks_like_code(line: &str) -> bool {
    if is_tag(line) || line.starts_with("<!--") {
        return false;
    }
    let signs = ["{", "}", "=>", "->", "==", "&&", "||", "/*", "`", "$", "()"];
    !line.chars().any(is_cjk) && (!line.contains(|c: char| c.is_ascii_digit()) || line.contains(char::is_alphabetic))
        || line.starts_with(['#', '$', '<', '@', '%', '|'])
        || line.ends_with([';', '\\'])
        || line.starts_with("//")
        || signs.iter().any(|sign| line.contains(sign))
}
