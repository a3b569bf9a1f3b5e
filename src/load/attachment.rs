//! One attachment: its size and digest, and whether readers can open it.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::path::{self, SitePath, last};
use crate::base::source::Span;
use crate::files::{Digest, Error};
use crate::load::tree::Tree;
use crate::model::record::{Attachment, Goes};

rules! {
    /// A picture that is large.
    LARGE: Warning "attachment/large-picture" {
        zh: "图片 `{file}` 有 {size} MB，手机打开慢，也费流量" => "用“画图”“照片”等程序打开，把宽度调到 1600 像素左右，另存为 JPG，再换掉这个文件：同一张图一般不到 1 MB",
        en: "the picture `{file}` has {size} MB, slow and costly on a telephone" => "open it in any picture program, make it about 1600 pixels wide, save it as JPG and put that in its place: it will have less than 1 MB",
    }
    /// A picture that few browsers show.
    PICTURE: Warning "attachment/picture-format" {
        zh: "图片 `{file}` 的格式许多浏览器和手机显示不了，读者看不到" => "用“画图”“照片”等程序打开，另存为 `{name}.jpg` 或 `{name}.png`，换掉这个文件，记录里的文件名也照着改",
        en: "many browsers and telephones do not show the picture `{file}`, for its format" => "open it in any picture program, save it as `{name}.jpg` or `{name}.png`, put that in its place, and change the name in the record too",
    }
}

pub(super) fn is_picture(path: &str) -> bool {
    let name = path.to_ascii_lowercase();
    let is_shown = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"].iter().any(|end| name.ends_with(end));
    is_shown || is_hardly_shown(path)
}

/// Whether it is a picture that few browsers show.
fn is_hardly_shown(path: &str) -> bool {
    ["heic", "heif", "tif", "tiff", "psd", "bmp"].iter().any(|end| path::has_ending(path, end))
}

/// Pictures of more bytes are a burden.
const HEAVY: u64 = 5_000_000;

/// A file that a record has, as it is named there.
pub(super) struct Given<'a> {
    /// Its path under `content/`.
    pub(super) path: SitePath,
    pub(super) title: Arc<str>,
    /// What it says, for who cannot read it.
    pub(super) text: Option<Arc<str>>,
    /// Whether the record lists it, and not only its text.
    pub(super) is_listed: bool,
    /// Where it is named.
    pub(super) span: &'a Span,
}

impl<'a> Given<'a> {
    /// One that a link at `span` leads to.
    pub(super) fn linked(path: &SitePath, span: &'a Span) -> Self {
        Self { path: path.clone(), title: last(path).into(), text: None, is_listed: false, span }
    }
}

/// The attachment; `None` if the file cannot be read, which has been reported.
pub(super) fn attachment(tree: &Tree, given: Given<'_>, diags: &mut Diagnostics) -> Result<Option<Attachment>, Error> {
    let Given { path, title, text, is_listed, span } = given;
    let Some(Digest { size, sha256, .. }) = tree.digest(&path, diags)? else { return Ok(None) };
    if is_hardly_shown(&path) {
        let file = last(&path);
        let name = path::stem(file);
        diags.push(Diagnostic::new(&PICTURE, span.clone()).with("file", file).with("name", name));
    } else if size > HEAVY && is_picture(&path) {
        let large = Diagnostic::new(&LARGE, span.clone()).with("file", last(&path));
        let tenths = size / 100_000;
        diags.push(large.with("size", format!("{}.{}", tenths / 10, tenths % 10)));
    }
    Ok(Some(Attachment { path, title, text, size, sha256, is_listed, goes: Goes::Whole, span: span.clone() }))
}
