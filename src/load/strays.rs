//! Files that somebody puts among records and that are none: `index.md` for the page of a folder, `README.md` for those who
//! keep it. Nothing of them is read or published.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::path::{last, split};
use crate::base::source::Span;
use crate::load::sort::{DEFINITIONS, in_attachments, owners};
use crate::load::tree::Tree;

rules! {
    /// A file that was meant to be the page of a folder.
    INDEX: Error "file/index" {
        zh: "`{name}` 不读：单位和文件夹的首页由网站自动生成" => "单位的简介写进这个单位的 org.yaml 的 `about:`；一件具体的事，文件名改成日期加名称，如 `2025-07-10-notice.md`；长期不变的说明，移到 content/pages/ 并改名，如 `guide.md`；不用的，删去",
        en: "`{name}` is not read: the site makes the page of a unit or folder itself" => "what introduces the unit goes into `about:` of its org.yaml; name a single matter by date and name, like `2025-07-10-notice.md`; move what stays for long to content/pages/ under another name, like `guide.md`; delete what is not used",
    }
    /// A file for those who keep the folder.
    README: Note "file/readme" {
        zh: "`{name}` 是写给维护的人看的，不读，也不公开" => "不用管；要公开，就换一个文件名，写成记录",
        en: "`{name}` is for those who keep the folder; it is not read and not published" => "leave it; to publish it, give it another name and write it as a record",
    }
}

/// Reports such files and forgets them.
pub(super) fn refuse(tree: &mut Tree, diags: &mut Diagnostics) {
    let owners = owners(&tree.files);
    let found = tree.files.iter().filter_map(|path| {
        let (folder, name) = split(path);
        let top = path.split('/').next().unwrap_or(path);
        let small = name.to_lowercase();
        let is_text = [".md", ".markdown", ".yaml", ".yml"].iter().any(|end| small.ends_with(end));
        let is_free = !folder.is_empty() && (top == "pages" || DEFINITIONS.contains(&top));
        let rule = match small.split('.').next().unwrap_or_default().trim_matches('_') {
            "index" if is_text && !is_free => &INDEX,
            "readme" if is_text => &README,
            _ => return None,
        };
        (!in_attachments(path, &owners)).then(|| (path.clone(), rule))
    });
    let found: Vec<_> = found.collect();
    for (path, rule) in found {
        let name = last(&path);
        diags.push(Diagnostic::new(rule, Span::whole(&Tree::name(&path))).with("name", name));
        tree.files.remove(&path);
    }
}
