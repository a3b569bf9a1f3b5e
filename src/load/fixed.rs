//! Fixed pages: what stands in `content/pages/`.

use std::sync::Arc;

use crate::base::diag::Diagnostics;
use crate::base::fields::Fields;
use crate::base::name::Name;
use crate::base::path;
use crate::base::source::Span;
use crate::base::yaml;
use crate::files::Error;
use crate::load::pages::{Around, body, split};
use crate::load::pasted::Prose;
use crate::load::tree::Tree;
use crate::load::{loose, pasted};
use crate::model::page::FixedPage;

/// Reads all fixed pages, in order.
pub(super) fn read(tree: &Tree, diags: &mut Diagnostics) -> Result<Vec<Arc<FixedPage>>, Error> {
    let mut pages = Vec::new();
    let files: Vec<Arc<str>> = tree.within("pages").filter(|path| path::has_ending(path, "md")).cloned().collect();
    for path in files {
        let Some((file, text)) = tree.text(&path, diags)? else { continue };
        let Some((base, front, from)) = split(&file, &text, diags) else { continue };
        let Some(node) = yaml::parse(&file, base, front, diags) else { continue };
        let mut fields = Fields::of(&node, diags);
        let title: Option<Arc<str>> = fields.need("title", diags);
        pasted::check_title(&node, diags);
        let sort = fields.get("sort", diags).unwrap_or(u32::MAX);
        fields.finish(diags);
        let mut body = body(Prose { file: &file, text: &text, from }, Around { folder: "pages", heading: 2 }, diags);
        loose::drop_loose(tree, &mut body, diags);
        let name = path.strip_prefix("pages/").and_then(|name| Name::parse(path::strip_ending(name, "md")?).ok());
        if let Some((title, name)) = title.zip(name) {
            pages.push(Arc::new(FixedPage { name, title, sort, body, span: Span::whole(&file) }));
        }
    }
    pages.sort_by(|a, b| (a.sort, &a.name).cmp(&(b.sort, &b.name)));
    Ok(pages)
}
