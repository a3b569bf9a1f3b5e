//! Text as Markdown: which lines are headings, and what signs must not be taken for its own.

use crate::base::squeezed::squeezed;
use crate::documents::outline::Paragraph;

/// A heading is no longer than this.
const HEADING: usize = 40;

/// The level of a heading in a text below a title: as it is marked, or as notices number them: 一、 and （一）.
pub(super) fn heading(paragraph: &Paragraph, text: &str) -> Option<usize> {
    let is_short = text.chars().count() <= HEADING && !text.ends_with(['。', '；', '，', ';', '.']);
    if let Some(level) = paragraph.level.filter(|_| is_short) {
        return Some(usize::from(level.clamp(1, 4)).max(2));
    }
    let plain = squeezed(text);
    let number = |text: &str| text.trim_start_matches(|sign| "一二三四五六七八九十".contains(sign)).len();
    let behind = plain.get(plain.len() - number(&plain)..).unwrap_or_default();
    if is_short && behind.len() < plain.len() && behind.starts_with('、') {
        return Some(2);
    }
    let inside = plain.strip_prefix('(')?;
    let rest = inside.get(inside.len() - number(inside)..)?;
    (is_short && rest.len() < inside.len() && rest.starts_with(')')).then_some(3)
}

/// The text with signs that Markdown would take for its own.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let first = line.trim_start();
        if first.starts_with(['#', '>', '+', '=']) || first.starts_with("- ") || first.starts_with("---") {
            out.push('\\');
        }
        for sign in line.chars() {
            if matches!(sign, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '|' | '~' | '$') {
                out.push('\\');
            }
            out.push(sign);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{escaped, heading};
    use crate::documents::outline::Paragraph;

    #[test]
    fn notices_number_their_headings() {
        let level = |text: &str| heading(&Paragraph::default(), text);
        assert_eq!(level("一、停水时间"), Some(2));
        assert_eq!(level("十一、其他事项"), Some(2));
        assert_eq!(level("（二）注意"), Some(3));
        assert_eq!(level("一、停水时间是明天。"), None);
        assert_eq!(level("一组的水"), None);
        assert_eq!(level("（见附件）"), None);
    }

    #[test]
    fn signs_of_markdown_stay_text() {
        assert_eq!(escaped("# 张*三_[1]"), "\\# 张\\*三\\_\\[1\\]");
        assert_eq!(escaped("甲\n- 乙"), "甲\n\\- 乙");
    }
}
