//! The files of a theme: those of the program, and those of the portal in their place.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::encoding;
use crate::base::name::{Name, visible};
use crate::base::path::{SitePath, last};
use crate::base::source::Span;
use crate::files::{Error, Reader, Refused, What};
use crate::render::{BUILT_IN, THEME, THEMES, personal};

/// Sees what the portal has of the theme `name`, and reads nothing: the paths of its files, in order. Files whose names can be
/// no part of an address are reported. `None` if the portal has no such theme.
///
/// # Errors
/// A folder cannot be read.
pub fn look(reader: &Reader, name: &Name, diags: &mut Diagnostics) -> Result<Option<Vec<String>>, Error> {
    let top = format!("{THEMES}/{name}");
    let (mut open, mut paths) = (vec![top.clone()], Vec::new());
    while let Some(folder) = open.pop() {
        let entries = match reader.list(&folder) {
            Ok(entries) => entries,
            Err(error) if folder == top && is_absent(&error) => return Ok(None),
            Err(source) => return Err(Error { path: reader.place(&folder), source }),
        };
        for entry in entries.iter().filter(|entry| !entry.name.starts_with('.')) {
            let path = format!("{folder}/{}", entry.name);
            match entry.what {
                What::Folder => open.push(path),
                What::File => paths.extend(named(&top, &path, diags)),
                _ => {}
            }
        }
    }
    reader.see(&format!("{top}/"));
    paths.iter().for_each(|path| reader.see(path));
    paths.sort();
    Ok(Some(paths))
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// The path of a file of a theme, if it can be an address; else that is reported.
fn named(top: &str, path: &str, diags: &mut Diagnostics) -> Option<String> {
    let own = path.strip_prefix(top).map_or(path, |own| own.trim_start_matches('/'));
    match SitePath::parse(own) {
        Ok(_) => Some(path.to_owned()),
        Err(why) => {
            let at = Span::whole(&format!("{top}/{}", visible(own)).into());
            diags.push(why.of_file(last(own), at));
            None
        }
    }
}

/// The files of a theme by path: the embedded ones, with those of the portal in their place.
pub(super) fn read_files(
    reader: &Reader,
    name: &Name,
    diags: &mut Diagnostics,
) -> Result<BTreeMap<Arc<str>, Vec<u8>>, Error> {
    let built_in = BUILT_IN.files().map(|(path, bytes)| (path.into(), bytes.into_owned()));
    let mut files: BTreeMap<Arc<str>, Vec<u8>> = built_in.collect();
    let own = look(reader, name, diags)?;
    if own.is_none() && name.as_str() != "default" {
        let span = Span::whole(&"content/portal.yaml".into());
        diags.push(Diagnostic::new(&THEME, span).with("theme", name));
    }
    let folder = format!("{THEMES}/{name}/");
    for path in own.into_iter().flatten() {
        let at = |refused: Refused| Error { path: reader.place(&path), source: refused.into() };
        let bytes = reader.read(&path, u64::MAX).map_err(at)?;
        personal::check(name.as_str(), path.strip_prefix(&*folder).unwrap_or(&path), &bytes, diags);
        let is_spoilt = |text: &str| encoding::has_conflict(&path.as_str().into(), text, diags);
        if std::str::from_utf8(&bytes).is_ok_and(is_spoilt) {
            continue;
        }
        files.insert(path.strip_prefix(&*folder).unwrap_or(&path).into(), bytes);
    }
    Ok(files)
}
