//! Fixed pages: what stands in `content/pages/`.

use std::sync::Arc;

use crate::base::diag::Diagnostics;
use crate::base::fields::Fields;
use crate::base::name::Name;
use crate::base::path;
use crate::base::source::Span;
use crate::base::yaml;
use crate::files::Error;
use crate::load::gate::Gate;
use crate::load::pages::{Around, body, split};
use crate::load::pasted::Prose;
use crate::load::source::Source;
use crate::load::tree::Tree;
use crate::load::{loose, pasted};
use crate::model::config::Config;
use crate::model::page::FixedPage;
use crate::model::privacy::Allow;

/// Reads all fixed pages, in order.
pub(super) fn read(tree: &Tree, config: &Config, diags: &mut Diagnostics) -> Result<Vec<Arc<FixedPage>>, Error> {
    let mut pages = Vec::new();
    let files: Vec<Arc<str>> = tree.within("pages").filter(|path| path::has_ending(path, "md")).cloned().collect();
    for path in files {
        let Some((file, text)) = tree.text(&path, diags)? else { continue };
        let Some((base, front, from)) = split(&file, &text, diags) else { continue };
        let Some(mut node) = yaml::parse(&file, base, front, diags) else { continue };
        let mut gate = Gate::of_file(config, &node);
        gate.file(&mut node);
        gate.path(&path, &Span::whole(&file));
        let mut fields = Fields::of(&node, diags);
        let title: Option<Arc<str>> = fields.need("title", diags);
        pasted::check_title(&node, diags);
        let sort = fields.get("sort", diags).unwrap_or(u32::MAX);
        let _: Option<Vec<Allow>> = fields.get("allow", diags);
        fields.finish(diags);
        let source = Source { file: file.clone(), text, base, end: from, body: from };
        let prose = Prose { file: &file, text: &gate.prose(&source, title.as_deref().unwrap_or_default()), from };
        let mut body = body(prose, Around { folder: "pages", heading: 2 }, diags);
        gate.rendered(&source, &body.plain);
        let is_stopped = gate.stops();
        gate.finish(diags);
        loose::drop_loose(tree, &mut body, diags);
        let name = path.strip_prefix("pages/").and_then(|name| Name::parse(path::strip_ending(name, "md")?).ok());
        if let Some((title, name)) = title.zip(name).filter(|_| !is_stopped) {
            pages.push(Arc::new(FixedPage { name, title, sort, body, span: Span::whole(&file) }));
        }
    }
    pages.sort_by(|a, b| (a.sort, &a.name).cmp(&(b.sort, &b.name)));
    Ok(pages)
}
