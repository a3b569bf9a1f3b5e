//! What gongkai reads, given what nobody wrote: each function takes any bytes and fails only by a panic.
//!
//! The fuzzer calls them (`cargo fuzz run NAME fuzz/corpus/NAME fuzz/seeds/NAME`), and so does `tests/fuzz.rs`, for a
//! short time and on any compiler, with pieces of the seeds.

use gongkai::base::currency::Currency;
use gongkai::base::date::Date;
use gongkai::base::diag::Diagnostics;
use gongkai::base::encoding::{decode, decode_text};
use gongkai::base::lang::Lang;
use gongkai::base::limits::Limits;
use gongkai::base::markdown::{self, Options};
use gongkai::base::money::Money;
use gongkai::base::name::Name;
use gongkai::base::number::{Decimal, Figure, Rate};
use gongkai::base::path::{SitePath, encode, resolve};
use gongkai::base::period::Period;
use gongkai::base::source::{FileName, Lines, Place, Span};
use gongkai::base::unseen;
use gongkai::base::yaml::{self, Node, Value};
use gongkai::documents;
use gongkai::load::{self, Expected};

/// A function that takes any bytes, with its name.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: &[Target] = &[
    ("yaml", yaml),
    ("front_matter", front_matter),
    ("csv", csv),
    ("xlsx", xlsx),
    ("markdown", markdown),
    ("paths", paths),
    ("dates", dates),
    ("money", money),
    ("documents", documents),
];

/// A YAML document: every place that a node or a message names can be shown.
pub fn yaml(bytes: &[u8]) {
    let Some((file, text)) = text(bytes) else { return };
    let mut diags = Diagnostics::new();
    let node = yaml::parse(&file, 0, &text, &mut diags);
    shown(&text, node.as_ref(), &diags);
}

/// A Markdown file with front matter: both parts together are the file.
pub fn front_matter(bytes: &[u8]) {
    let Some((file, text)) = text(bytes) else { return };
    let mut diags = Diagnostics::new();
    if let Some((base, front, body)) = load::front_matter(&file, &text, &mut diags) {
        assert_eq!(&text[base..base + front.len()], front);
        assert!(base + front.len() <= body && body <= text.len());
        let fence = unseen::clean(&text[base + front.len()..body]);
        assert_eq!(fence.text.trim(), "---");
        let node = yaml::parse(&file, base, front, &mut diags);
        shown(&text, node.as_ref(), &diags);
    } else {
        assert!(diags.has_errors(), "a file that is not read is named");
    }
}

/// Rows as CSV: read, or refused with an error.
pub fn csv(bytes: &[u8]) {
    rows("a.csv", bytes);
}

/// Rows as XLSX: read, or refused with an error.
pub fn xlsx(bytes: &[u8]) {
    rows("a.xlsx", bytes);
}

fn rows(name: &str, bytes: &[u8]) {
    let mut diags = Diagnostics::new();
    let expected = Expected { heads: Vec::new(), sheet: None, period: None, limits: &Limits::default() };
    let node = load::rows(&name.into(), bytes.to_vec(), &expected, &mut diags);
    let Value::List(rows) = &node.value else { panic!("rows are a list: {node:?}") };
    let may_be_empty = name.ends_with(".xlsx") || is_head_only(bytes);
    assert!(!rows.is_empty() || !diags.is_empty() || may_be_empty, "rows vanish in silence");
    for one in diags.iter() {
        told(one);
    }
    if let Some((text, _)) = decode_text(bytes.to_vec())
        && name.ends_with(".csv")
    {
        shown(&text, Some(&node), &diags);
    }
}

/// Whether a table has no more than one line with something in it, as far as that can be told without reading quotes.
fn is_head_only(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let is_separator = |line: &str| line.trim_start_matches('\u{feff}').to_ascii_lowercase().starts_with("sep=");
    let is_row = |line: &&str| line.contains(char::is_alphanumeric) && !is_separator(line);
    text.contains('"') || text.split(['\n', '\r']).filter(is_row).count() <= 1
}

/// A body: no tag that is not ours, every place can be shown.
pub fn markdown(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let options = Options { cjk: true, safe: true, prefix: "t-", heading_base: Some(2), rewrite: &|_| None };
    let output = markdown::to_html(text, &options);
    let lower = output.html.to_lowercase();
    for tag in ["<script", "<style", "<iframe", "<object", "<form", "<svg", "<input type=\"text", "javascript:"] {
        assert!(!tags(&lower).any(|own| own.starts_with(tag) || own.contains("=\"javascript:")), "{tag}: {text:?}");
    }
    for link in &output.links {
        assert!(output.html.is_char_boundary(link.tag.start) && text.get(link.source.clone()).is_some(), "{text:?}");
    }
    for problem in &output.problems {
        assert!(text.get(problem.source.clone()).is_some(), "{text:?}");
    }
}

/// The tags of a page.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.match_indices('<').map(|(at, _)| html[at..].split_inclusive('>').next().unwrap_or_default())
}

/// Names and paths: what is one leads nowhere else.
pub fn paths(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(name) = Name::parse(text) {
        assert!(!text.contains(['/', '\\', '\0']) && text != ".." && text != ".", "{text:?}");
        assert_eq!(Name::parse(name.as_str()).as_ref(), Ok(&name));
        assert_eq!(SitePath::root().join(&name).as_str(), name.as_str());
    }
    if let Ok(path) = SitePath::parse(text) {
        assert!(!text.starts_with('/') && text.split('/').all(|part| part != ".." && part != "."), "{text:?}");
        // In one Unicode form, whichever this one has.
        let resolved = resolve("", &path).expect("a path stays inside");
        assert_eq!(resolve("", &resolved).as_ref(), Some(&resolved));
        assert_eq!(resolved.split('/').count(), path.split('/').count());
        let back = SitePath::root().join("a").link_to(&path);
        assert!(!back.starts_with('/') && !back.contains([' ', '"', '<', '>']), "{back:?}");
        let _ = encode(&path);
    }
    let _ = resolve("a/b", text);
}

/// Days and periods: what is read is written as what is read again.
pub fn dates(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Some((date, _)) = Date::parse(text) {
        assert_eq!(Date::parse(&date.to_string()), Some((date, true)));
    }
    if let Some(period) = Period::parse(text) {
        assert_eq!(Period::parse(&period.to_string()), Some(period), "{text:?}");
    }
}

/// Amounts, figures and rates: what is read is written as what is read again.
pub fn money(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(amount) = Money::parse(text) {
        assert_eq!(Money::parse(&amount.to_string()), Ok(amount), "{text:?}");
    }
    for currency in Currency::all() {
        if let Ok(amount) = Money::parse_in(text, currency) {
            assert_eq!(Money::parse_in(&amount.to_string(), currency), Ok(amount), "{text:?} {}", currency.code);
        }
    }
    if let Ok(number) = Decimal::parse(text) {
        assert_eq!(Decimal::parse(&number.to_string()), Ok(number), "{text:?}");
    }
    if let Some(figure) = Figure::parse(text) {
        let written = format!("{}{}", figure.qualifier.word(), figure.value);
        assert_eq!(Figure::parse(&written), Some(figure), "{text:?}");
    }
    if let Some(rate) = Rate::parse(text) {
        let _ = (rate.ratio(), rate.agrees_with(text));
    }
}

/// An attachment: what is read has text, and a copy has nothing more to remove.
pub fn documents(bytes: &[u8]) {
    let document = documents::read("a", bytes);
    assert!(document.passages.iter().all(|passage| !passage.text.trim().is_empty()));
    assert!(document.metadata.iter().all(|property| !property.value.is_empty()));
    if let Some(copy) = documents::cleaned("a", bytes) {
        assert!(!document.is_signed, "what is signed stays as it is");
        assert_eq!(documents::cleaned("a", &copy), None, "a copy is clean");
    }
}

/// The text of a file as every reader gets it.
fn text(bytes: &[u8]) -> Option<(FileName, String)> {
    let (file, mut diags) = ("a.yaml".into(), Diagnostics::new());
    let text = decode(&file, bytes.to_vec(), &mut diags);
    assert!(text.is_some() || diags.has_errors(), "a file that is not read is named");
    Some((file, text?))
}

/// Shows every place of the nodes and messages.
fn shown(text: &str, node: Option<&Node>, diags: &Diagnostics) {
    let lines = Lines::new(text.to_owned());
    let show = |span: &Span| {
        if let Place::Bytes(from, to) = span.place {
            let (from, to) = (from as usize, to as usize);
            assert!(text.get(from..to).is_some(), "{span:?}");
            let _ = lines.excerpt(from, to).column();
        }
    };
    let mut open: Vec<&Node> = node.into_iter().collect();
    while let Some(node) = open.pop() {
        show(&node.span);
        match &node.value {
            Value::Empty | Value::Unread | Value::Text(_) => {}
            Value::List(nodes) => open.extend(nodes),
            Value::Map(entries) => {
                entries.iter().for_each(|(key, _)| show(&key.span));
                open.extend(entries.iter().map(|(_, node)| node));
            }
        }
    }
    for one in diags.iter() {
        show(&one.span);
        told(one);
    }
}

/// Every sentence of a message is there, with all its values.
fn told(one: &gongkai::base::diag::Diagnostic) {
    for lang in [Lang::Zh, Lang::En] {
        assert!(!one.message(lang).is_empty(), "{}", one.rule.name);
        let _ = one.help(lang);
    }
}
