//! What public rows would tell together: found and taken out in [`crate::publish::linkage`], and told here.

use crate::base::diag::Diagnostics;
pub(super) use crate::publish::linkage::RULES;
use crate::site::Site;

/// Tells of every list that had to lose cells, or would have.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    diags.append(site.public.linked.clone());
}
