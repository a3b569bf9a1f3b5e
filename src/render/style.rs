//! Style sheets as they go out: without the remarks and blanks for those who write them, which every reader would load.

/// `style` without its remarks, and without blanks that say nothing. What stands in quotes stays.
pub(super) fn shrink(style: &str) -> String {
    let mut out = String::with_capacity(style.len());
    let mut rest = style;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        let (before, from) = rest.split_at(at);
        push(&mut out, before);
        rest = match from.strip_prefix("/*") {
            Some(remark) => remark.split_once("*/").map_or("", |(_, behind)| behind),
            None => {
                let end = if from.starts_with('/') { 1 } else { quoted(from) };
                out.push_str(&from[..end]);
                &from[end..]
            }
        };
    }
    push(&mut out, rest);
    out
}

/// Adds a part without quotes: blanks between two words become one, those beside braces, commas and semicolons none.
fn push(out: &mut String, part: &str) {
    for sign in part.chars() {
        if sign.is_ascii_whitespace() {
            if !out.is_empty() && !out.ends_with([';', '{', '}', ',', ' ']) {
                out.push(' ');
            }
            continue;
        }
        if matches!(sign, '{' | '}') && out.ends_with(' ') {
            out.pop();
        }
        out.push(sign);
    }
}

/// How long the text in quotes is that `text` begins with.
fn quoted(text: &str) -> usize {
    let mut signs = text.char_indices();
    let quote = signs.next().map(|(_, quote)| quote);
    let mut is_escaped = false;
    for (at, sign) in signs {
        match sign {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if Some(sign) == quote => return at + sign.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::shrink;

    #[test]
    fn remarks_and_needless_blanks_go_and_all_else_stays() {
        for (style, left) in [
            ("/* 1 tokens */\na{b:c}\n", "a{b:c}"),
            (
                "a, b > c {\n  d: e; f:calc(1em + 2px)\n}\n@media screen and (x:1em) {a{b:c d}}",
                "a,b > c{d: e;f:calc(1em + 2px)}@media screen and (x:1em){a{b:c d}}",
            ),
            ("a{b:url(x/y)} /* z */ d{}", "a{b:url(x/y)}d{}"),
            ("a::before{content:\"/* \\\" */\"}/**/", "a::before{content:\"/* \\\" */\"}"),
            ("a{b:'*/'", "a{b:'*/'"),
            ("a{} /* open", "a{}"),
        ] {
            assert_eq!(shrink(style), left);
        }
    }
}
