//! Style sheets and scripts as they go out: without the remarks and blanks for those who write them, which every reader would load.

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

/// `script` without the remarks that fill lines, and without what begins its lines. One whose texts may go over lines stays as
/// it is.
pub(super) fn shrink_script(script: &str) -> String {
    if script.contains('`') || script.lines().any(|line| line.ends_with('\\')) {
        return script.to_owned();
    }
    let mut is_remark = false;
    let mut out = String::with_capacity(script.len());
    for line in script.lines().map(str::trim) {
        is_remark |= line.starts_with("/*");
        if is_remark && line.contains("*/") && !line.ends_with("*/") {
            return script.to_owned();
        }
        let is_left_out = is_remark || line.starts_with("//") || line.is_empty();
        is_remark &= !line.ends_with("*/");
        if !is_left_out {
            out.push_str(line);
            out.push('\n');
        }
    }
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
    use super::{shrink, shrink_script};

    #[test]
    fn a_script_keeps_what_runs() {
        let script = "/* Two\n   lines */\n(function () {\n  // why\n  var a = '/*', b = 1; // beside\n\n  b /* here */ = 2;\n})();\n";
        assert_eq!(shrink_script(script), "(function () {\nvar a = '/*', b = 1; // beside\nb /* here */ = 2;\n})();\n");
        for whole in ["  /* one */ a = 1;\n  b = 2;\n", "  a = `\n  // text\n`;\n", "  a = 'one\\\n  // two';\n"] {
            assert_eq!(shrink_script(whole), whole);
        }
    }

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
