//! The targets of the fuzzer on its seeds and on pieces of them, which needs no other compiler.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "a library for the fuzzer")]
mod targets;

use std::fs;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;
use proptest::test_runner::{Config, TestError, TestRunner};

/// The seeds of a target, each file whole.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new("fuzz/seeds").join(target);
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

/// What has a meaning in one of the languages.
const SIGNS: [&str; 56] = [
    "",
    "\n",
    "\r\n",
    "---\n",
    "\t",
    " ",
    "\"",
    "'",
    ",",
    "，",
    "：",
    ":",
    "#",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "<",
    ">",
    "</",
    "[",
    "](",
    "![",
    "|",
    "\\",
    "&",
    "{",
    "}",
    "- ",
    "? ",
    "!!",
    "&a ",
    "*a",
    "..",
    "/",
    "%",
    "\u{200b}",
    "\u{202e}",
    "\u{feff}",
    "\0",
    "\u{3000}",
    "村",
    "年",
    "万",
    "元",
    "-",
    "9",
    "0000000000000000000",
    "<br>",
    "<script>",
    "<!--",
    "[^1]",
    "[^1]: ",
    "￥",
    "=",
];

/// A change of a seed: a piece of it goes, stands twice, or gives way to signs that mean something somewhere.
fn changed(seeds: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let sign = prop_oneof![
        9 => select(&SIGNS[..]).prop_map(|sign| sign.as_bytes().to_vec()),
        1 => vec(any::<u8>(), 1..4),
    ];
    let edit = (any::<u16>(), any::<u8>(), sign, any::<bool>());
    (select(seeds), vec(edit, 0..6), Just(())).prop_map(|(mut bytes, edits, ())| {
        for (place, length, sign, is_twice) in edits {
            let from = usize::from(place) % (bytes.len() + 1);
            let to = (from + usize::from(length) % 24).min(bytes.len());
            let piece = if is_twice { [&bytes[from..to], &bytes[from..to]].concat() } else { sign };
            bytes.splice(from..to, piece);
        }
        bytes
    })
}

#[test]
fn no_target_falls() {
    for (name, target) in targets::TARGETS {
        let seeds = seeds(name);
        assert!(seeds.len() >= 3, "{name} has {} seeds", seeds.len());
        seeds.iter().for_each(|seed| target(seed));
        let config = Config { cases: 20_000, failure_persistence: None, ..Config::default() };
        let run = TestRunner::new(config).run(&changed(seeds), |bytes| {
            target(&bytes);
            Ok(())
        });
        if let Err(TestError::Fail(why, bytes)) = &run {
            panic!("{name}: {why}: {:?}", String::from_utf8_lossy(bytes));
        }
        run.unwrap();
    }
}
