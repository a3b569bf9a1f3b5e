//! Files of cases: a heading for each, then fenced blocks that are files or answers.

use std::fs;
use std::path::{Path, PathBuf};

use super::sheet;

/// Lines up to the next heading.
pub(crate) struct Case {
    pub(crate) title: String,
    pub(crate) parts: Vec<Part>,
}

pub(crate) enum Part {
    Prose(String),
    Block { fence: String, info: String, body: String },
}

/// The files of a folder of tests, in order.
pub(crate) fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// The cases of a file.
pub(crate) fn parse(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("# ") {
            cases.push(Case { title: title.to_owned(), parts: Vec::new() });
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        let fence: String = line.chars().take_while(|sign| *sign == '`').collect();
        if fence.len() < 3 {
            case.parts.push(Part::Prose(line.to_owned()));
            continue;
        }
        let body = lines.by_ref().take_while(|line| *line != fence).map(|line| format!("{line}\n")).collect();
        case.parts.push(Part::Block { info: line[fence.len()..].to_owned(), fence, body });
    }
    cases
}

impl Case {
    pub(crate) fn text(&self) -> String {
        let parts = self.parts.iter().map(|part| match part {
            Part::Prose(line) => line.clone(),
            Part::Block { fence, info, body } => format!("{fence}{info}\n{body}{fence}"),
        });
        let text = parts.collect::<Vec<_>>().join("\n");
        format!("# {}\n\n{}", self.title, text.trim_matches('\n'))
    }

    /// The fenced blocks: what stands behind the fence, and what it holds.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = (&str, &str)> {
        self.parts.iter().filter_map(|part| match part {
            Part::Block { info, body, .. } => Some((&**info, &**body)),
            Part::Prose(_) => None,
        })
    }
}

/// The text of a record, with a sentence behind its envelope if nothing else is there.
pub(crate) fn filled(info: &str, body: &str) -> String {
    const ENVELOPE: [&str; 6] =
        ["kind: notice", "kind: rule", "kind: report", "kind: pledge", "种类: 公示公告", "种类：公示公告"];
    let is_definition = ["content/forms/", "content/kinds/"].iter().any(|folder| info.contains(folder));
    let is_record = info.contains("file=content/") && !is_definition;
    let is_record = is_record && body.lines().any(|line| ENVELOPE.contains(&line));
    let is_plain = is_record && !["repeat=", "hex", "xlsx"].iter().any(|word| info.contains(word));
    match body.lines().last() {
        Some("---") if is_plain && body.starts_with("---") => format!("{body}正文。\n"),
        Some(_) if is_plain && !body.starts_with("---") && body.ends_with('\n') => format!("{body}plain: 正文\n"),
        _ => body.to_owned(),
    }
}

/// The bytes that a word behind `file=` makes of a text.
pub(crate) fn encode(bytes: Vec<u8>, word: &str) -> Vec<u8> {
    let text = String::from_utf8(bytes).expect("only the last word makes bytes that are not UTF-8");
    match word {
        "bom" => format!("\u{feff}{text}").into(),
        "crlf" => text.replace('\n', "\r\n").into(),
        "gb18030" => encoding_rs::GB18030.encode(&text).0.into_owned(),
        "hex" => text.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).unwrap()).collect(),
        "xlsx" => sheet::xlsx(&text.lines().map(|line| line.split(',').collect()).collect::<Vec<_>>()),
        _ => {
            let count = word.strip_prefix("repeat=").unwrap_or_else(|| panic!("unknown word {word}"));
            text.trim_end().repeat(count.parse().unwrap()).into()
        }
    }
}
