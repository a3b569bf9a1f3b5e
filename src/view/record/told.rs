//! What a message says, for readers of the page: they know no keys of the format.

use crate::base::names::chinese;

/// A message without the keys and quotes that are for clerks: where a name stands behind a key, it stands alone, and
/// other keys are called as the pack calls them.
pub(super) fn in_words(message: &str) -> String {
    let mut words = String::with_capacity(message.len());
    let mut rest = message;
    while let Some((before, quoted, after)) = quoted(rest) {
        words.push_str(before);
        let named = after.strip_prefix('（').and_then(|after| after.split_once('）'));
        let (word, after) = match named {
            Some((name, after)) if chinese(quoted).is_some() => (name, after),
            _ => (chinese(quoted).unwrap_or(quoted), after),
        };
        words.push_str(word);
        rest = after;
    }
    words.push_str(rest);
    words
}

/// What stands before the first back-ticks, between and behind them.
fn quoted(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('`')?;
    let (quoted, after) = rest.split_once('`')?;
    Some((before, quoted, after))
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn keys_are_called_by_their_names() {
        assert_eq!(in_words("`closing`（期末结余）写的是 1，相差 2"), "期末结余写的是 1，相差 2");
        assert_eq!(in_words("没有写 `title`，写的是 `某名`（原文）"), "没有写 标题，写的是 某名（原文）");
        assert_eq!(in_words("“走访户数”写的是 1496"), "“走访户数”写的是 1496");
        assert_eq!(in_words("只有一个 `"), "只有一个 `");
    }
}
