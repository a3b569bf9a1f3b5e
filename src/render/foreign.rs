//! Text in Han characters on a page that speaks another language carries its own language, so that a reading voice and
//! the choice of glyphs follow it (WCAG 3.1.2). Names, titles and cells come from records: templates need not care.

use crate::base::lang::is_han;

/// Elements in which text stays as it is.
const RAW: [&str; 3] = ["script", "style", "svg"];
/// Elements that hold nothing but text, which may carry a language and no further element.
const PLAIN: [&str; 3] = ["title", "option", "textarea"];
/// Elements without an end.
const VOID: [&str; 8] = ["meta", "link", "input", "br", "img", "hr", "source", "wbr"];

/// An element that is open.
struct Open<'a> {
    name: &'a str,
    /// Whether text in it is known to be written in Han characters.
    is_han: bool,
    /// Where its tag ends in the output, if it has no language and nothing stands in it yet.
    room: Option<usize>,
}

/// The page so far, and the language of texts in Han characters on it.
struct Marked<'a> {
    html: String,
    lang: &'a str,
}

/// The page with `lang` on every text in Han characters that stands where another language is spoken.
pub(super) fn mark(html: &str, lang: &str) -> String {
    let mut out = Marked { html: String::with_capacity(html.len() + html.len() / 8), lang };
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let end = if rest.starts_with('<') { tag_end(rest) } else { rest.find('<').unwrap_or(rest.len()) };
        let (token, behind) = rest.split_at(end);
        rest = behind;
        if !token.starts_with('<') {
            text(token, rest, &mut open, &mut out);
            continue;
        }
        out.html.push_str(token);
        if let Some(name) = token.strip_prefix("</") {
            let name = name_of(name);
            if let Some(at) = open.iter().rposition(|one| one.name == name) {
                open.truncate(at);
            }
        } else if !token.starts_with("<!") {
            let name = name_of(&token[1..]);
            if RAW.contains(&name) {
                let end = rest.find(&format!("</{name}")).unwrap_or(rest.len());
                out.html.push_str(&rest[..end]);
                rest = &rest[end..];
            }
            let inherited = open.last().is_some_and(|one| one.is_han);
            let own = language(token);
            let room = own.is_none().then(|| out.html.len() - 1);
            close_room(&mut open);
            if !VOID.contains(&name) {
                open.push(Open { name, is_han: own.map_or(inherited, is_han), room });
            }
        }
    }
    out.html
}

/// Something stands in the innermost element now: its text is not all of it.
fn close_room(open: &mut [Open<'_>]) {
    if let Some(last) = open.last_mut() {
        last.room = None;
    }
}

/// Writes a text, with its language on the element if it is all that stands there, else on each stretch.
fn text(token: &str, rest: &str, open: &mut [Open<'_>], out: &mut Marked<'_>) {
    let Some(own) = open.last_mut().filter(|own| !own.is_han && token.contains(is_sign)) else {
        out.html.push_str(token);
        if !token.trim().is_empty() {
            close_room(open);
        }
        return;
    };
    let is_alone = rest.strip_prefix("</").is_some_and(|end| name_of(end) == own.name);
    let is_whole = token.split_whitespace().all(|word| word.contains(is_sign) || is_neutral(word));
    match own.room.take().filter(|_| is_alone && is_whole) {
        Some(room) => {
            out.html.insert_str(room, &format!(" lang=\"{}\"", out.lang));
            out.html.push_str(token);
        }
        None if PLAIN.contains(&own.name) => out.html.push_str(token),
        None => stretches(token, &mut out.html, out.lang),
    }
}

/// Writes a text in which words in Han characters, with what stands between them, carry their language.
fn stretches(token: &str, out: &mut String, lang: &str) {
    let words: Vec<&str> = token.split_inclusive(char::is_whitespace).collect();
    let mut at = 0;
    while at < words.len() {
        if !words[at].contains(is_sign) {
            out.push_str(words[at]);
            at += 1;
            continue;
        }
        let run = words[at..].iter().take_while(|word| word.contains(is_sign) || is_neutral(word)).count();
        let last = words[at..at + run].iter().rposition(|word| word.contains(is_sign)).unwrap_or(0);
        let stretch: String = words[at..=at + last].concat();
        let own = stretch.trim_end();
        out.push_str(&format!("<bdi lang=\"{lang}\">{own}</bdi>{}", &stretch[own.len()..]));
        at += last + 1;
    }
}

/// Whether a word belongs to no language: digits and signs.
fn is_neutral(word: &str) -> bool {
    !word.contains(char::is_alphabetic)
}

/// Whether a sign is a Han character.
fn is_sign(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Where the tag at the beginning ends; a `>` in quotes does not end it.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, sign) in text.bytes().enumerate() {
        match (quote, sign) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(sign),
            (Some(open), sign) if open == sign => quote = None,
            _ => {}
        }
    }
    text.len()
}

fn name_of(tag: &str) -> &str {
    tag.split(|sign: char| sign.is_whitespace() || sign == '>' || sign == '/').next().unwrap_or_default()
}

/// The language that a tag gives.
fn language(tag: &str) -> Option<&str> {
    let (_, value) = tag.split_once(" lang=")?;
    value.trim_start_matches(['"', '\'']).split(['"', '\'', ' ', '>']).next()
}

#[cfg(test)]
mod tests {
    use super::mark;

    #[test]
    fn han_text_carries_its_language() {
        for (html, expected) in [
            ("<p>No one</p>", "<p>No one</p>"),
            ("<p>石桥村</p>", "<p lang=\"zh\">石桥村</p>"),
            ("<p>石桥村 2026年 12</p>", "<p lang=\"zh\">石桥村 2026年 12</p>"),
            ("<p>石桥村 itself</p>", "<p><bdi lang=\"zh\">石桥村</bdi> itself</p>"),
            ("<p>of 石桥村 3 老寨村: 5</p>", "<p>of <bdi lang=\"zh\">石桥村 3 老寨村:</bdi> 5</p>"),
            ("<li><b>By</b>何秀英</li>", "<li><b>By</b><bdi lang=\"zh\">何秀英</bdi></li>"),
            ("<li>何秀英<br>x</li>", "<li><bdi lang=\"zh\">何秀英</bdi><br>x</li>"),
            ("<h1 lang=\"en\">公示</h1>", "<h1 lang=\"en\"><bdi lang=\"zh\">公示</bdi></h1>"),
            ("<div lang=zh-Hans><p>公示</p></div>", "<div lang=zh-Hans><p>公示</p></div>"),
            ("<title>公示</title>", "<title lang=\"zh\">公示</title>"),
            ("<title>公示 - Us</title>", "<title>公示 - Us</title>"),
            ("<svg><text>公示</text></svg><i>公</i>", "<svg><text>公示</text></svg><i lang=\"zh\">公</i>"),
            ("<a title=\"a>b\" hreflang=zh>公示</a>", "<a title=\"a>b\" hreflang=zh lang=\"zh\">公示</a>"),
        ] {
            assert_eq!(mark(html, "zh"), expected);
        }
    }
}
