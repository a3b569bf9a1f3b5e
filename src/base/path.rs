//! Addresses inside the site, which are made of checked names only.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::{Serialize, Serializer};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

pub use crate::base::ending::{has_ending, strip_ending};
use crate::base::name::{BadName, check_name};
use crate::base::part::Part;

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

/// Path of a file or folder of the site, from its root, with `/` and without one in front; the root itself is empty.
///
/// It never leads out of the site: it is made of [`Part`]s, none of which is text that nobody checked.
///
/// ```compile_fail
/// use gongkai::base::path::SitePath;
///
/// fn of_section(section: &str) -> SitePath {
///     SitePath::root().join("sections").join(section)
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(Arc<str>);

impl SitePath {
    /// The root of the site.
    pub fn root() -> Self {
        Self::default()
    }

    /// The path with these names, as a walk through folders gives it. Empty text is the root.
    ///
    /// # Errors
    /// One of the names cannot stand in a path.
    pub fn parse(path: &str) -> Result<Self, BadName> {
        if !path.is_empty() {
            path.split('/').try_for_each(check_name)?;
        }
        Ok(Self(path.into()))
    }

    /// `part` in this folder; either may be empty.
    pub fn join(&self, part: impl Part) -> Self {
        let mut end = String::new();
        part.push_to(&mut end);
        let slash = if self.0.is_empty() || end.is_empty() { "" } else { "/" };
        Self::of(format!("{}{slash}{end}", self.0))
    }

    /// This path with `end` right behind it.
    pub fn with(&self, end: impl Part) -> Self {
        let mut path = self.0.to_string();
        end.push_to(&mut path);
        Self::of(path)
    }

    /// The folder that it stands in, which of the root is the root.
    pub fn parent(&self) -> Self {
        Self(folder(self).into())
    }

    /// The last resort: parts cannot make a path that leads elsewhere, and if they did, nothing would be written there.
    fn of(path: String) -> Self {
        let is_sound = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', '\0']);
        assert!(path.is_empty() || path.split('/').all(is_sound), "`{path}` leads out of the site");
        Self(path.into())
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How a page here writes a link to `target`: relative, naming the file, percent-encoded but for Han and the like.
    pub fn link_to(&self, target: &str) -> String {
        let (mut from, mut to) = (folder(self), target);
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

impl Deref for SitePath {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<&SitePath> for Arc<str> {
    fn from(path: &SitePath) -> Self {
        path.0.clone()
    }
}

impl PartialEq<Arc<str>> for SitePath {
    fn eq(&self, other: &Arc<str>) -> bool {
        self.0 == *other
    }
}

impl PartialEq<SitePath> for Arc<str> {
    fn eq(&self, other: &SitePath) -> bool {
        *self == other.0
    }
}

impl Part for SitePath {
    fn push_to(&self, path: &mut String) {
        path.push_str(self);
    }
}

/// The path of a page without the ending of its source or of its file: `a/b.md`, `a/b.YAML` and `a/b.html` are `a/b`.
pub fn strip_page(path: &str) -> &str {
    ["md", "yaml", "yml", "html"].iter().find_map(|end| strip_ending(path, end)).unwrap_or(path)
}

/// The name behind the last `/`.
pub fn last(path: &str) -> &str {
    split(path).1
}

/// What stands in front of the last `/`; nothing at the root.
pub fn folder(path: &str) -> &str {
    split(path).0
}

/// [`folder`] and [`last`].
pub fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// The path without what stands behind its last point, whatever ending that is.
pub fn stem(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}

/// Percent-encodes all but what every program takes as it is, as rules for servers need it.
pub fn encode_all(path: &str) -> String {
    const STRICT: &AsciiSet = &UNSAFE.add(b'$').add(b';').add(b'*').add(b'(').add(b')').add(b'[').add(b']').add(b'|');
    utf8_percent_encode(path, STRICT).to_string()
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

/// The path in the one Unicode form that the site uses: some computers write `é` as two signs, and mean the same name.
pub fn nfc(path: &str) -> Cow<'_, str> {
    match is_nfc_quick(path.chars()) {
        IsNormalized::Yes => path.into(),
        _ => path.nfc().collect::<String>().into(),
    }
}

/// Resolves `link` (from `/` or relative) as written in the folder `folder`, in the form of [`nfc`]; `None` if it leaves the
/// root.
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
    Some(nfc(&parts.join("/")).into_owned())
}

#[cfg(test)]
mod tests {
    use super::{SitePath, encode, nfc, resolve};
    use crate::base::name::Name;

    #[test]
    fn links_are_relative_and_name_the_file() {
        let page = SitePath::root().join("fengming/shiqiao/2025/aid.html");
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
        assert_eq!(SitePath::root().join("index.html").link_to("about/guide.html"), "about/guide.html");
        assert_eq!(page.to_root(), "../../../");
        assert_eq!(encode("a b/村.html"), "a%20b/村.html");
    }

    #[test]
    fn paths_are_made_of_names() {
        let folder = SitePath::parse("fengming/shiqiao").unwrap();
        let kind = Name::parse("aid").unwrap();
        let file =
            SitePath::root().join("data").join(&folder).join((&kind, Some(("-", 2025_i16)), None::<Name>, ".csv"));
        assert_eq!(file.as_str(), "data/fengming/shiqiao/aid-2025.csv");
        assert_eq!(folder.with(("-", 2_usize, ".html")).as_str(), "fengming/shiqiao-2.html");
        assert_eq!((&*folder.parent(), &*folder.parent().parent()), ("fengming", ""));
        assert_eq!(&*SitePath::root().join(SitePath::root()).join("index.html"), "index.html");
        for bad in ["../x", "/abs", "a//b", "a/.", "a/../b", "a\\b", "a/", "a/\u{202e}b", "a\0"] {
            assert!(SitePath::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    #[should_panic(expected = "leads out of the site")]
    fn the_last_resort_refuses() {
        SitePath::root().join("..");
    }

    #[test]
    fn names_have_one_form() {
        assert_eq!(nfc("a/cafe\u{301}.pdf"), "a/caf\u{e9}.pdf");
        assert_eq!(nfc("村务公开"), "村务公开");
        assert_eq!(resolve("a", "cafe\u{301}.md"), Some("a/caf\u{e9}.md".to_owned()));
    }

    #[test]
    fn links_resolve_inside_the_root() {
        assert_eq!(resolve("a/b", "../c.md"), Some("a/c.md".to_owned()));
        assert_eq!(resolve("a", "/x/y"), Some("x/y".to_owned()));
        assert_eq!(resolve("a", "../../y"), None);
    }
}
