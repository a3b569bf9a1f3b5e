//! `publish.yaml`, which is not of the content: a site can be made without it.

use std::io;

use crate::base::diag::Diagnostics;
use crate::base::encoding::decode;
use crate::base::limits::{Limit, Limits};
use crate::base::source::{FileName, Span};
use crate::base::yaml::{self, Node};
use crate::files::{self, Reader, Refused};
use crate::model::hosting::Hosting;

/// Name of the file, beside `content/`.
pub const HOSTING: &str = "publish.yaml";

/// Where the site goes, which is `None` if it cannot be read, and what is wrong with what is said of it; `None` if there is
/// no such file.
///
/// # Errors
/// The file is there and the system does not let us read it.
pub fn hosting(reader: &Reader) -> Result<Option<(Option<Hosting>, Diagnostics)>, files::Error> {
    let bytes = match reader.read(HOSTING, Limits::default().of(Limit::TextSize)) {
        Ok(bytes) => bytes,
        Err(Refused::System(error)) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(refused) => return Err(files::Error { path: reader.place(HOSTING), source: refused.into() }),
    };
    let (file, mut diags): (FileName, _) = (HOSTING.into(), Diagnostics::new());
    let read = decode(&file, bytes, &mut diags).and_then(|text| {
        let node = yaml::parse(&file, 0, &text, &mut diags);
        let is_broken = diags.has_errors();
        node.or_else(|| (!is_broken).then(|| Node::empty(Span::whole(&file))))
    });
    let hosting = read.and_then(|node| Hosting::read(&node, &mut diags)).filter(|_| !diags.has_errors());
    Ok(Some((hosting, diags)))
}
