//! How the site map is divided: no file of it holds more than search engines read.

use quick_xml::escape::escape;

use crate::base::path::{SitePath, encode};
use crate::plan::page::Planned;

/// What one file of a site map may hold.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Most {
    /// Addresses.
    pub(crate) addresses: usize,
    /// Bytes, without those around all addresses.
    pub(crate) bytes: usize,
}

/// What the protocol allows (sitemaps.org: 50,000 addresses, 50 MB).
pub(super) const MOST: Most = Most { addresses: 50_000, bytes: 50_000_000 };

/// Bytes around an address, with the day of a record.
const AROUND: usize = "<url><loc></loc><lastmod>2025-07-10</lastmod></url>\n".len();

/// Whether search engines are told of a file: twins for elders say the same as their pages, and are left out.
pub(super) fn is_listed(file: &Planned) -> bool {
    file.page.is_listed() && !file.tree.is_elder
}

/// Where each file of the site map begins; `files` are all of the site at `address`.
pub(super) fn starts<'a>(
    files: impl Iterator<Item = (&'a SitePath, &'a Planned)>,
    address: &str,
    most: Most,
) -> Vec<SitePath> {
    let front = escape(address).len();
    let mut starts = Vec::new();
    let (mut addresses, mut bytes) = (most.addresses, 0);
    for (path, _) in files.filter(|(_, file)| is_listed(file)) {
        let own = AROUND + front + escape(encode(path)).len();
        if addresses >= most.addresses || bytes + own > most.bytes {
            starts.push(path.clone());
            (addresses, bytes) = (0, 0);
        }
        (addresses, bytes) = (addresses + 1, bytes + own);
    }
    starts
}
