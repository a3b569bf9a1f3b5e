//! Addresses inside the site, and which names make good ones.

use std::fmt;
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::{Serialize, Serializer};
use unicode_normalization::UnicodeNormalization;

/// What a browser would take for something else in a path.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'\\')
    .add(b'\'')
    .add(b'&');

/// Path of a file of the site, from its root, with `/` and without one in front.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(Arc<str>);

impl SitePath {
    /// The path as given.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        Self(path.into())
    }

    /// `name` in the folder `folder`; either may be empty.
    pub fn within(folder: &str, name: &str) -> Self {
        let slash = if folder.is_empty() || name.is_empty() { "" } else { "/" };
        Self(format!("{folder}{slash}{name}").into())
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How a page here writes a link to `target`: relative, naming the file, percent-encoded but for Han and the like.
    pub fn link_to(&self, target: &str) -> String {
        let folder = self.0.rsplit_once('/').map_or("", |(folder, _)| folder);
        let (mut from, mut to) = (folder, target);
        while let Some((part, rest)) = to.split_once('/') {
            let (own, left) = from.split_once('/').unwrap_or((from, ""));
            if own != part || own.is_empty() {
                break;
            }
            (from, to) = (left, rest);
        }
        let up = if from.is_empty() { 0 } else { from.matches('/').count() + 1 };
        let mut link = String::with_capacity(3 * up + to.len());
        (0..up).for_each(|_| link.push_str("../"));
        if up == 0 && to.split('/').next().is_some_and(|first| first.contains(':')) {
            link.push_str("./");
        }
        push_encoded(&mut link, to);
        link
    }

    /// From a page here back to the root of the site: ``, `../`, `../../`.
    pub fn to_root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for SitePath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for SitePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// Percent-encodes what a link may not hold; Han stays readable.
pub fn encode(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    push_encoded(&mut out, path);
    out
}

fn push_encoded(out: &mut String, path: &str) {
    for part in path.split_inclusive(|c: char| !c.is_ascii()) {
        let ascii = part.trim_end_matches(|c: char| !c.is_ascii());
        out.extend(utf8_percent_encode(ascii, UNSAFE));
        out.push_str(&part[ascii.len()..]);
    }
}

/// The same for two paths that some file system takes for one: case and Unicode form folded.
pub fn fold(path: &str) -> String {
    path.nfc().collect::<String>().to_lowercase()
}

/// What is wrong with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadName {
    /// Longer than 255 bytes, for a record with `.html`.
    Long(usize),
    /// Holds a character that Windows refuses, or a control character.
    Character(char),
    /// A device name of Windows, or a name that ends in a point or a space.
    Reserved,
}

/// Checks one file or folder name for every file system that the site may be copied to.
pub fn check_name(name: &str) -> Result<(), BadName> {
    const DEVICES: [&str; 22] = [
        "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1",
        "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    ];
    if let Some(sign) = name.chars().find(|c| c.is_control() || r#"<>:"\|?*"#.contains(*c)) {
        return Err(BadName::Character(sign));
    }
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    if DEVICES.contains(&stem.as_str()) || name.ends_with(['.', ' ']) || name.starts_with(' ') {
        return Err(BadName::Reserved);
    }
    let page = [".yaml", ".yml", ".md"].iter().find_map(|end| name.strip_suffix(end));
    let bytes = page.map_or(name.len(), |stem| stem.len() + ".html".len());
    if bytes > 255 { Err(BadName::Long(bytes)) } else { Ok(()) }
}

/// Resolves `link` (from `/` or relative) as written in the folder `folder`; `None` if it leaves the root.
pub fn resolve(folder: &str, link: &str) -> Option<String> {
    let (mut parts, link): (Vec<&str>, &str) = match link.strip_prefix('/') {
        Some(rest) => (Vec::new(), rest),
        None => (folder.split('/').filter(|part| !part.is_empty()).collect(), link),
    };
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{BadName, SitePath, check_name, encode, resolve};

    #[test]
    fn links_are_relative_and_name_the_file() {
        let page = SitePath::new("fengming/shiqiao/2025/aid.html");
        for (target, link) in [
            ("index.html", "../../../index.html"),
            ("fengming/shiqiao/index.html", "../index.html"),
            ("fengming/shiqiao/2025/q2.html", "q2.html"),
            ("fengming/liuwan/index.html", "../../liuwan/index.html"),
            ("assets/style.css", "../../../assets/style.css"),
            ("fengming/shiqiao/2025/公示 #2.html", "公示%20%232.html"),
        ] {
            assert_eq!(page.link_to(target), link);
        }
        assert_eq!(SitePath::new("index.html").link_to("about/guide.html"), "about/guide.html");
        assert_eq!(page.to_root(), "../../../");
        assert_eq!(encode("a b/村.html"), "a%20b/村.html");
    }

    #[test]
    fn names_fit_every_file_system() {
        assert_eq!(check_name("2025-公示"), Ok(()));
        assert_eq!(check_name("a:b"), Err(BadName::Character(':')));
        assert_eq!(check_name("NUL.tar"), Err(BadName::Reserved));
        assert_eq!(check_name(&"村".repeat(84)), Ok(()));
        assert_eq!(check_name(&format!("{}.md", "村".repeat(84))), Err(BadName::Long(257)));
    }

    #[test]
    fn links_resolve_inside_the_root() {
        assert_eq!(resolve("a/b", "../c.md"), Some("a/c.md".to_owned()));
        assert_eq!(resolve("a", "/x/y"), Some("x/y".to_owned()));
        assert_eq!(resolve("a", "../../y"), None);
    }
}
