//! Refuses attachments that run.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::base::path::last;
use crate::base::source::Span;
use crate::load::tree::Tree;
use crate::model::record::Record;
use crate::model::runs::{Allowed, Danger};

rules! {
    /// An attachment that runs when somebody opens it.
    RUNS: Error "attachment/runs" {
        zh: "附件 `{file}` {seen}是{what}，打开时会运行里面的代码" => "改成 PDF、图片或表格再附上；这类文件确实要公开时，在 portal.yaml 的 `attachments:` 下面写 `allow: [{type}]`",
        en: "the attachment `{file}` is {what} by its {seen}, and runs when somebody opens it" => "attach it as a PDF, picture or table; if such files have to be public, write `allow: [{type}]` under `attachments:` in portal.yaml",
        wrong: "attachments: [说明.html]", right: "attachments: [说明.pdf]",
        source: "公开网的访问者信任本网，附件不得在他们的浏览器里冒用本网的名义", "visitors trust the portal: a file of it must not act in its name",
    }
}

const BY_NAME: Text = Text { zh: "从文件名看", en: "name" };
const BY_CONTENT: Text = Text { zh: "从内容看", en: "content" };
const OTHERWISE: Text = Text {
    zh: "改成 PDF、图片或表格再附上；不需要公开的，从记录里删去，移到 content/ 外面",
    en: "attach it as a PDF, picture or table; else delete it from the record and move it out of content/",
};
const NEVER: Text = Text {
    zh: "这类文件不能公开：从记录里删去，移到 content/ 外面",
    en: "such a file is never published: delete it from the record and move it out of content/",
};

/// Reports the attachments of a record that run, unless the portal allows their type.
pub(super) fn check(tree: &Tree, record: &Record, allowed: &Allowed, diags: &mut Diagnostics) {
    for attachment in &record.attachments {
        let name = last(&attachment.path);
        // Every attachment has been read; of one that could not be, nothing goes out.
        let digest = tree.reader.digested(&Tree::name(&attachment.path));
        let head = digest.map(|digest| digest.head).unwrap_or_default();
        let Some(found) = allowed.find(name, &head) else { continue };
        let runs = Diagnostic::new(&RUNS, Span::whole(&Tree::name(&attachment.path))).with("file", name);
        let runs = runs.with_word("seen", if found.is_hidden { BY_CONTENT } else { BY_NAME });
        let runs = runs.with_word("what", found.danger.word()).with("type", found.file_type);
        diags.push(match found.danger {
            Danger::Setting => runs.help_instead(NEVER),
            Danger::Program | Danger::Script => runs.help_instead(OTHERWISE),
            Danger::Page => runs,
        });
    }
}
