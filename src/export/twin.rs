//! The twin of a page for elders: the same bytes after three substitutions, not a second rendering, so that it can never
//! say less or other than the page.
//!
//! Large type comes from the style, which follows the switch; the twin has it on. Links to files outside the tree are made
//! anew, and the switch leads back.

/// The twin of a page. `switch` is its link to the twin as it stands in the page, and the link that leads back;
/// `outside` gives the link to a file outside the tree for a relative link, and nothing for one to a page.
pub fn twin(html: &str, switch: (&str, &str), outside: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 32);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        out.push_str(&rest[..at]);
        push_tag(&mut out, &rest[at..end], switch, &outside);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

fn push_tag(out: &mut String, tag: &str, (forth, back): (&str, &str), outside: &impl Fn(&str) -> Option<String>) {
    if let Some(rest) = tag.strip_prefix("<html") {
        return out.extend(["<html class=elder", rest]);
    }
    let is_switch = tag.contains("id=elder") || tag.contains("id=\"elder\"");
    if let Some(rest) = tag.strip_prefix("<input").filter(|_| is_switch) {
        return out.extend(["<input checked", rest]);
    }
    let Some(start) = [" href=", " src="].iter().find_map(|name| tag.find(name).map(|at| at + name.len())) else {
        return out.push_str(tag);
    };
    let quote = tag[start..].chars().next().filter(|sign| matches!(sign, '"' | '\''));
    let start = start + usize::from(quote.is_some());
    let ends = |sign: char| quote.map_or(sign == '>' || sign == ' ', |quote| sign == quote);
    let end = tag[start..].find(ends).map_or(tag.len(), |end| start + end);
    let target = &tag[start..end];
    out.push_str(&tag[..start]);
    if target == forth {
        out.push_str(back);
    } else {
        let is_relative = !target.is_empty() && !target.starts_with(['/', '#']) && !has_scheme(target);
        out.push_str(outside(target).filter(|_| is_relative).as_deref().unwrap_or(target));
    }
    out.push_str(&tag[end..]);
}

/// Whether a link begins with a scheme such as `https:`; one within the site begins with `./` if it holds a colon.
fn has_scheme(link: &str) -> bool {
    link.split('/').next().is_some_and(|first| first.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::twin;

    #[test]
    fn three_substitutions_make_a_twin() {
        let page = "<html lang=zh-Hans><link href=\"../assets/style.css\"><input hidden id=elder>\
            <a class=views href=\"../elder/a/index.html\">长者版</a><a href=../b.html#x>b</a> href=c.csv \
            <a href=\"c.csv\">c</a><a href=\"#main\">m</a><a href=\"https://example.org/\">e</a><img src='qr.svg'>";
        let elder = "<html class=elder lang=zh-Hans><link href=\"../../assets/style.css\"><input checked hidden id=elder>\
            <a class=views href=\"../../a/index.html\">长者版</a><a href=../b.html#x>b</a> href=c.csv \
            <a href=\"../../a/c.csv\">c</a><a href=\"#main\">m</a><a href=\"https://example.org/\">e</a><img src='../../a/qr.svg'>";
        let switch = ("../elder/a/index.html", "../../a/index.html");
        let outside = |link: &str| match link {
            "../assets/style.css" => Some("../../assets/style.css".to_owned()),
            "c.csv" | "qr.svg" => Some(format!("../../a/{link}")),
            _ => None,
        };
        assert_eq!(twin(page, switch, outside), elder);
    }
}
