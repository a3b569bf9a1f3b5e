use super::{Node, Value, parse};
use crate::base::diag::Diagnostics;
use crate::base::lang::Lang;
use crate::base::source::Place;

/// One line a node and a diagnostic: the text at its span, so that a wrong span shows.
fn check(text: &str, expected: &str) {
    let mut diags = Diagnostics::new();
    let base = 4;
    let root = parse(&"a.yaml".into(), base, text, &mut diags);
    let mut out = Vec::new();
    if let Some(root) = root {
        list(&root, text, base, &mut out);
    }
    for one in diags.iter() {
        let Place::Bytes(start, end) = one.span.place else { panic!("{one:?}") };
        let at = &text[start as usize - base..end as usize - base];
        out.push(format!("{} `{at}` {}", one.rule.name, one.message(Lang::En)));
    }
    assert_eq!(out.join("\n"), expected);
}

fn list(node: &Node, text: &str, base: usize, out: &mut Vec<String>) {
    match &node.value {
        Value::Map(entries) => entries.iter().for_each(|(key, value)| {
            out.push(format!("{}:", key.text));
            list(value, text, base, out);
        }),
        Value::List(nodes) => nodes.iter().for_each(|node| list(node, text, base, out)),
        Value::Empty | Value::Unread => out.push("-".to_owned()),
        Value::Text(value) => {
            let Place::Bytes(start, end) = node.span.place else { panic!("{node:?}") };
            out.push(format!("{value} = {}", &text[start as usize - base..end as usize - base]));
        }
    }
}

#[test]
fn scalars_stay_text_and_spans_are_bytes() {
    check(
        "标题: 石桥村\ncode: 0123\nempty:\nn: 12.50",
        "标题:\n石桥村 = 石桥村\ncode:\n0123 = 0123\nempty:\n-\nn:\n12.50 = 12.50",
    );
}

#[test]
fn mistakes_are_named() {
    check(
        "标题：公示",
        "标题:\n公示 = 公示\nkey/full-width-colon `：` key `标题` is followed by a full-width colon, read as `: `",
    );
    check(
        "title: 公示 #2批",
        "title:\n公示 = 公示\ntext/cut-by-comment `#2批` what follows `#` is taken as a comment; only `公示` is read",
    );
    check("a: 公示 # 注\nb: 1", "a:\n公示 = 公示\nb:\n1 = 1");
    check(
        "a: {b: 120,345.60}",
        "a:\nb:\n120345.60 = 120,345.60\nmoney/split-by-comma `120,345.60` inside braces, a comma splits the amount `120,345.60`",
    );
    check("a: 1\na: 2", "a:\n1 = 1\nkey/duplicate `a` the key `a` is written twice");
    check("a: *b", "yaml/alias `*b` YAML anchors, aliases and tags (`&`, `*`, `!`) are not supported");
    check("a: &b 1", "yaml/alias `&b 1` YAML anchors, aliases and tags (`&`, `*`, `!`) are not supported");
}

#[test]
fn hostile_text_ends_soon() {
    for text in
        ["[".repeat(200_000), "- ".repeat(50_000), "{a: ".repeat(50_000), "\"".to_owned() + &"x".repeat(500_000)]
    {
        let mut diags = Diagnostics::new();
        assert!(parse(&"a".into(), 0, &text, &mut diags).is_none());
        assert_eq!(diags.len(), 1);
    }
}
