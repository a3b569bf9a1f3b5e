//! No name leads out of the site: wherever one can stand, hostile ones are refused at their line and write nothing
//! elsewhere, with `--keep-going` too.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use gongkai::base::name::Name;
use gongkai::files::Reader;
use gongkai::render::Theme;
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use support::{ORG, PORTAL, Portal, assert_text};

/// Where the portal lies, so that some steps up from its site are still in the test's own folder.
const ROOT: &str = "a/b/portal/";

/// Where a name can stand in files: each file with `{}` in the places of a name. Groups of files that do not keep each
/// other from being read.
const PLACES: [&[(&str, &str)]; 3] = [
    &[
        ("2025/2025-07-10-a.yaml", "kind: notice\ntitle: 公告\nsection: {}\n"),
        ("2025/2025-07-10-b.yaml", "kind: {}\ntitle: 公告\n"),
    ],
    &[
        (
            "catalogue.yaml",
            "items:\n- name: 甲\n  id: {}\n  due: on-demand\n- name: 乙\n  id: b\n  due: on-demand\n  section: {}\n",
        ),
        ("kinds/relic.yaml", "name: {}\nlabel: 文物\nsection: village\nslots:\n  site: {block: facts}\n"),
        (
            "kinds/site.yaml",
            "name: site\nlabel: 文物点\nsection: {}\nslots:\n  {}: {block: facts}\n  place: {block: facts}\n",
        ),
        ("forms/relics.yaml", "name: {}\nkind: notice\n"),
    ],
    &[(
        "portal.yaml",
        "title: 公开\nlanguages:\n- zh-Hans\n- {}\nsections:\n- village\n- {}\n- label: 甲\n  name: {}\ntheme: {}\n",
    )],
];

/// Names that are no part of an address. `ROOT` stands for the absolute path of the test's folder.
fn names() -> Vec<String> {
    let names =
        ["../../../x", "ROOT/abs/x", "a/b", ".", "..", "", "a\\b", "公\u{202e}示", "公\u{200b}示", "a\nb", "con"];
    names.into_iter().map(str::to_owned).chain([format!("长{}", "x".repeat(300))]).collect()
}

/// Every path below the test's folder but for those of the site.
fn around(portal: &Portal) -> Vec<(String, Vec<u8>)> {
    portal.tree("").into_iter().filter(|(path, _)| !path.starts_with(&format!("{ROOT}site/"))).collect()
}

fn new() -> Portal {
    let at = |name: &str| format!("{ROOT}content/{name}");
    let record = "kind: notice\ntitle: 石桥村路灯维修公告\n";
    let portal = Portal::bare().file(&at("portal.yaml"), PORTAL).file(&at("org.yaml"), ORG);
    portal.file(&at("2025/2025-07-01-sound.yaml"), record)
}

/// What `check` and `build --keep-going` say of a portal, which must both fail without a panic and write nothing outside
/// the site; the second time over the site that there is.
fn refuse(portal: &Portal, what: &str) -> String {
    let before = around(portal);
    let root = ["--root", ROOT, "--lang", "en"];
    let site = format!("{ROOT}site");
    let build = ["build", "--keep-going", "--out", &site];
    let mut said = String::new();
    for command in [&["check", "--all"][..], &build, &build] {
        let run = portal.run(&[command, &root].concat());
        assert_eq!(run.code, 1, "{what}: {command:?}: {}", run.text());
        assert!(!run.text().contains("panicked"), "{what}: {}", run.text());
        assert_eq!(before, around(portal), "{what}: {command:?} wrote outside the site");
        said = if said.is_empty() { run.text() } else { said };
    }
    said
}

#[test]
fn no_name_in_a_file_leads_out_of_the_site() {
    let all: Vec<_> = PLACES.iter().flat_map(|group| names().into_iter().map(move |name| (group, name))).collect();
    all.par_iter().for_each(|(group, name)| {
        let portal = new();
        let name = name.replace("ROOT", portal.root().to_str().unwrap());
        let written = serde_json::to_string(&name).unwrap();
        for (file, text) in group.iter() {
            portal.write(&format!("{ROOT}content/{file}"), text.replace("{}", &written));
        }
        let said = refuse(&portal, &format!("{name:?}"));
        for (file, text) in group.iter() {
            for (number, _) in (1..).zip(text.lines()).filter(|(_, line)| line.contains("{}")) {
                let at = format!("content/{file}:{number}:");
                assert!(said.contains(&at), "{name:?}: no message at {at}\n{said}");
            }
        }
    });
}

/// Names that a folder can hold here, and that must not go to other systems or be misread.
const FILE_NAMES: [&str; 8] = ["a\\b", "公\u{202e}示", "公\u{200b}示", "\u{feff}a", "nul", "a:b", "a\nb", "甲 "];

/// Where a name can be that of a file or folder.
const FILES: [&str; 7] = [
    "content/2025/{}.yaml",
    "content/2026/{}.md",
    "content/{}/org.yaml",
    "content/{}/2025-07-10-notice.yaml",
    "content/2025/2025-07-01-sound/{}.pdf",
    "content/2025/2025-07-01-sound/{}/a.pdf",
    "content/pages/{}.md",
];

#[test]
fn no_name_of_a_file_or_folder_is_published() {
    FILE_NAMES.par_iter().for_each(|name| {
        let portal = new();
        let listed = serde_json::to_string(&[format!("{name}.pdf"), format!("{name}/a.pdf")]).unwrap();
        let record = format!("kind: notice\ntitle: 公告\nattachments: {listed}\n");
        portal.write(&format!("{ROOT}content/2025/2025-07-01-sound.yaml"), record);
        for place in FILES {
            let text = match place.rsplit_once('.').unwrap().1 {
                "yaml" if place.ends_with("org.yaml") => ORG,
                "yaml" => "kind: notice\ntitle: 公告\npublished: 2025-07-10\n",
                "md" => "---\nkind: notice\ntitle: 公告\npublished: 2025-07-10\n---\n",
                _ => "x",
            };
            portal.write(&format!("{ROOT}{}", place.replace("{}", name)), text);
        }
        let said = refuse(&portal, &format!("{name:?}"));
        let told = said.matches("error[name/bad-character]").count() + said.matches("error[name/reserved]").count();
        assert!(told >= 5, "{name:?}: {said}");
        // Lines of files are shown as they are.
        let is_quoted = |line: &&str| line.contains(" | ");
        let own: String = said.lines().filter(|line| !is_quoted(line)).collect();
        assert!(!own.contains(['\u{202e}', '\u{200b}', '\u{feff}']), "{name:?}: {said}");
        let site = portal.tree(&format!("{ROOT}site"));
        let published: Vec<&String> = site.iter().map(|(path, _)| path).filter(|path| path.contains(name)).collect();
        assert!(published.is_empty(), "{name:?}: {published:?}");
    });
}

#[test]
fn no_file_of_a_theme_leads_out_of_the_site() {
    let portal = new();
    portal.write(&format!("{ROOT}content/portal.yaml"), format!("{PORTAL}theme: own\n"));
    for place in ["a\\b.css", "公\u{202e}示/a.css", "nul.svg"] {
        portal.write(&format!("{ROOT}themes/own/static/{place}"), "x");
    }
    let before = around(&portal);
    let run = portal.run(&["build", "--keep-going", "--root", ROOT, "--lang", "en", "--out", &format!("{ROOT}site")]);
    let said = run.text();
    for place in ["a\\b.css", "公\\u{202e}示/a.css", "nul.svg"] {
        assert!(said.contains(&format!("--> themes/own/static/{place}")), "{said}");
    }
    assert_eq!((run.code, before), (1, around(&portal)), "{said}");
}

#[test]
fn a_name_that_nobody_sees_is_told_by_its_number() {
    let portal = Portal::new().file("content/2025/2025-07-10-公\u{202e}示.yaml", "kind: notice\ntitle: 公告\n");
    assert_text(
        &portal.run(&["check"]).text(),
        "
        错误[name/bad-character]: 名字 `2025-07-10-公\\u{202e}示.yaml` 里的 `U+202E` 不能用在文件名里
        --> content/2025/2025-07-10-公\\u{202e}示.yaml
         = 改法: 改名，去掉 `U+202E`

        1 个错误，0 个警告，0 个提示，已确认 0 个",
    );
    assert_text(
        &portal.run(&["check", "--lang", "en"]).text(),
        "
        error[name/bad-character]: `U+202E` in the name `2025-07-10-公\\u{202e}示.yaml` cannot stand in a file name
        --> content/2025/2025-07-10-公\\u{202e}示.yaml
         = help: rename it without `U+202E`

        1 error, 0 warnings, 0 notes, 0 accepted",
    );
}

#[test]
fn sound_names_stay_as_they_are() {
    let portal = new();
    portal.write(
        &format!("{ROOT}content/portal.yaml"),
        format!("{PORTAL}sections: [village, {{name: 环境-1_a, label: 环境}}]\n"),
    );
    portal.write(&format!("{ROOT}content/2025/2025-07-10-公示.yaml"), "kind: notice\ntitle: 公告\nsection: 环境\n");
    let run = portal.run(&["build", "--root", ROOT, "--out", "site"]);
    assert_eq!(run.code, 0, "{}", run.text());
    let site: BTreeMap<String, Vec<u8>> = portal.tree("site").into_iter().collect();
    for path in ["2025/2025-07-10-公示.html", "sections/环境-1_a/index.html", "sections/village/2025.html"] {
        assert!(site.contains_key(path), "{path}");
    }
}

#[test]
fn a_portal_in_no_language_is_an_error_and_no_panic() {
    for languages in ["[]", "[\"\"]", "[../y]", "{}", "[[]]"] {
        let portal = new();
        portal.write(&format!("{ROOT}content/portal.yaml"), format!("{PORTAL}languages: {languages}\n"));
        refuse(&portal, languages);
    }
    let (theme, _) = Theme::load(&Reader::at(Path::new(".")), &Name::own("default"), &[]).unwrap();
    assert!(theme.is_some());
}
