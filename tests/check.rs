//! Every message in full, in Chinese and in English: the cases in `tests/check/*.md`.
//!
//! A case begins with a heading that says what must happen. Its fenced blocks are files (`yaml file=content/a.yaml`)
//! and then what the command answers (`text zh`, `text en`); `$ gongkai …` in the first line of an answer names the
//! command, otherwise it is `check`. Behind `file=`, words say how the bytes are made: `bom`, `crlf`, `gb18030`,
//! `hex`, `repeat=1000`, `xlsx` (cells between commas); `␣` in a name stands for a space. Settings and a root organisation are added where a case
//! has none, unless a block `text without` names them. A record of an envelope alone gets a sentence, so that not every case
//! tells of that, unless there is a block `text bare`.
//!
//! With `UPDATE_EXPECT=1` the answers are written anew. Read the difference before you commit it: each message must
//! tell a village clerk the place, what is wrong and what to write.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs;
use std::path::PathBuf;

use rayon::prelude::{IntoParallelRefIterator, IntoParallelRefMutIterator, ParallelIterator};
use support::Portal;
use support::cases::{self, Case, Part, encode, filled};

#[test]
fn every_message_says_what_is_wrong_and_what_to_write() {
    let mut files = files();
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let failures: Vec<String> =
        files.par_iter_mut().flat_map_iter(|file| file.cases.iter_mut().filter_map(run)).collect();
    if update {
        files.iter().for_each(|file| fs::write(&file.path, file.text()).unwrap());
    } else {
        assert!(failures.is_empty(), "{}\n{} cases differ", failures.join("\n"), failures.len());
    }
}

#[test]
fn every_rule_has_a_case() {
    let all: String = files().par_iter().map(File::text).collect();
    let explained = Portal::bare().run(&["explain", "--all", "--lang", "en"]);
    let rules = explained.out.lines().filter_map(|line| line.split_whitespace().next());
    let untold: Vec<&str> = rules.filter(|rule| !all.contains(&format!("[{rule}]"))).collect();
    assert_eq!(untold, UNTOLD, "rules without a case");
}

/// Rules whose case a file of text cannot hold; `tests/gate.rs`, `tests/hostile.rs`, `tests/import.rs` and `tests/sheets.rs` have them.
const UNTOLD: &[&str] = &[
    "file/dangling-link",
    "file/linked-folder",
    "file/not-a-file",
    "file/outside",
    "file/unreadable",
    "folder/too-deep",
    "folder/unreadable",
    "name/not-utf8",
    "privacy/hidden-content",
    "rows/all-hidden",
    "rows/continued-sheet",
    "rows/cover-sheet",
    "rows/hidden",
    "rows/hidden-sheet",
    "rows/merged-number",
    "rows/merged-once",
    "rows/other-sheet",
    "rows/under-merge",
    "rows/unknown-sheet",
];

/// A file of cases.
struct File {
    path: PathBuf,
    cases: Vec<Case>,
}

fn files() -> Vec<File> {
    let read = |path: PathBuf| File { cases: cases::parse(&fs::read_to_string(&path).unwrap()), path };
    cases::files("check").into_iter().map(read).collect()
}

impl File {
    fn text(&self) -> String {
        self.cases.iter().map(Case::text).collect::<Vec<_>>().join("\n\n") + "\n"
    }
}

/// What is expected in a language; a case that is being written gets an empty answer.
fn answer<'c>(case: &'c mut Case, lang: &str) -> &'c mut String {
    let info = format!("text {lang}");
    let is_answer = |part: &Part| matches!(part, Part::Block { info: own, .. } if *own == info);
    let at = case.parts.iter().position(is_answer).unwrap_or_else(|| {
        if lang == "zh" {
            case.parts.push(Part::Prose(String::new()));
        }
        case.parts.push(Part::Block { fence: "```".to_owned(), info: info.clone(), body: String::new() });
        case.parts.len() - 1
    });
    match &mut case.parts[at] {
        Part::Block { body, .. } => body,
        Part::Prose(_) => unreachable!("an answer is a block"),
    }
}

/// Runs a case in both languages and puts what was said in place of what was expected; says where they differ.
fn run(case: &mut Case) -> Option<String> {
    let portal = portal(case);
    let mut failure = String::new();
    for lang in ["zh", "en"] {
        let title = case.title.clone();
        let expected = answer(case, lang);
        let command = expected.strip_prefix("$ gongkai ").and_then(|rest| rest.lines().next()).map(str::to_owned);
        let words = command.as_deref().unwrap_or("check").split(' ');
        let said = portal.run(&words.chain(["--lang", lang]).collect::<Vec<_>>());
        let prompt = command.map_or(String::new(), |command| format!("$ gongkai {command}\n"));
        let found = format!("{prompt}{}\n", said.text());
        if found != *expected {
            failure += &format!("=== {title} ({lang})\n--- found\n{found}--- expected\n{expected}");
        }
        *expected = found;
    }
    (!failure.is_empty()).then_some(failure)
}

fn portal(case: &Case) -> Portal {
    let mut portal = Portal::bare();
    let without = case.blocks().find(|(info, _)| *info == "text without").map_or("", |(_, body)| body);
    for (name, text) in [("content/portal.yaml", support::PORTAL), ("content/org.yaml", support::ORG)] {
        if !without.lines().any(|line| line == name) {
            portal.write(name, text);
        }
    }
    let is_bare = case.blocks().any(|(info, _)| info == "text bare");
    for (info, body) in case.blocks() {
        let mut words = info.split(' ').skip(1);
        let body = if is_bare { body.to_owned() } else { filled(info, body) };
        if let Some(name) = words.next().and_then(|word| word.strip_prefix("file=")) {
            let name = name.replace('␣', " ");
            portal = portal.file(&name, words.fold(body.as_bytes().to_vec(), encode));
        }
    }
    portal
}
