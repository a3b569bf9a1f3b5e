//! What the author of a text should know of it, as messages.

use crate::base::diag::{Diagnostic, Rule, rules};
use crate::base::lang::Text;
use crate::base::markdown::ProblemKind;
use crate::base::source::Span;
use crate::base::unseen;
use crate::base::written;

rules! {
    /// Tags that were dropped.
    HTML: Note "text/raw-html" {
        zh: "HTML 标签去掉了，里面的字留着：“{words}”" => "用 Markdown 写：**重点**、[文字](链接)、表格，一段一段之间空一行；要显示尖括号本身，写成 `\\<`",
        en: "the HTML tag is dropped and its words are kept: “{words}”" => "use Markdown: **bold**, [text](link), tables, an empty line between paragraphs; write `\\<` for the sign itself",
        wrong: "<center>公示</center>", right: "公示",
    }
    /// HTML that would run or load something.
    ACTIVE: Error "text/active-html" {
        zh: "`<{name}>` 会运行程序、装入别处的内容或者收集填写，连同里面的内容都不公开" => "删去它；里面要公开的字用 Markdown 写，表、图、附件放在记录旁边；要显示尖括号本身，写成 `\\<`",
        en: "`<{name}>` could run or load something or ask for input; it is not published, nor is what it encloses" => "delete it; write the words in Markdown and keep tables, pictures and files beside the record; write `\\<` for the sign itself",
        wrong: "停水公告<script>alert(1)</script>", right: "停水公告",
    }
    /// Merged cells of a table of HTML.
    MERGED: Warning "text/merged-cells" {
        zh: "HTML 表格里有合并的格（colspan、rowspan）：格里的字只在第一格，读屏、复制和下载的人在别的格里读不到" => "改成 Markdown 表格，每一格都写上字",
        en: "the HTML table has merged cells (colspan, rowspan): only the first has the words for those who hear, copy or download the table" => "make it a Markdown table with the words in each cell",
    }
    /// A comment that never ends.
    COMMENT: Warning "text/open-comment" {
        zh: "注释 `<!--` 没有收尾的 `-->`，从这里起的字都会公开" => "不公开的字后面加 `-->`；不是注释，写成 `\\<!--`",
        en: "the comment `<!--` has no `-->`; everything from here on is published" => "write `-->` behind what is not public; if it is no comment, write `\\<!--`",
    }
    /// Signs that could be emphasis.
    SIGNS: Warning "text/signs" {
        zh: "照原样显示“{text}”；也可以读成强调“{words}”，那样记号就没有了" => "要显示记号，每个前面加 `\\`（如 `\\*`）；要强调，在两头的记号外面各空一格",
        en: "“{text}” is shown as it stands; it could also be read as emphasis of “{words}”, without the signs" => "to show the signs, write `\\` before each (as in `\\*`); to emphasise, leave a blank outside the signs at both ends",
    }
    /// Emphasis that could be signs.
    EMPHASIS: Warning "text/emphasis" {
        zh: "“{text}”读成强调“{words}”，星号不显示" => "要显示星号，每个前面加 `\\`，如 `\\*`；要强调，在两头的星号外面各空一格，或者写成 `**`",
        en: "“{text}” is read as emphasis of “{words}”; the stars are not shown" => "to show the stars, write `\\` before each, as in `\\*`; to emphasise, leave a blank outside them at both ends, or write `**`",
    }
    /// A bullet that could be a sign.
    BULLET: Warning "text/bullet-or-sign" {
        zh: "行首的“{sign}”读成列表的记号，不显示；后面是一个数，也可能是正负号：“{text}”" => "是正负号，前面加 `\\`，写成 `\\{text}`；是列表，把“{sign}”换成 `*`",
        en: "the “{sign}” is read as the bullet of a list and not shown, but before a number it may be its sign: “{text}”" => "if it is the sign, write `\\{text}`; if it is a list, write `*` for “{sign}”",
        wrong: "收入减支出：\n\n- 300 元", right: "收入减支出：\n\n* 300 元",
    }
    /// A footnote that nothing refers to.
    UNUSED_NOTE: Warning "text/unused-footnote" {
        zh: "正文里没有 `[^{name}]` 指向这条脚注，它排在脚注的最后" => "在正文里要注的地方写 `[^{name}]`；不要了，就删去这条；同名的脚注换个名字",
        en: "nothing in the text refers to this footnote with `[^{name}]`; it stands behind the others" => "write `[^{name}]` in the text where it belongs, or delete it; give it a name of its own if another has the same",
    }
    /// A reference without a footnote.
    MISSING_NOTE: Warning "text/missing-footnote" {
        zh: "没有叫“{name}”的脚注，`[^{name}]` 照原样显示" => "另起一段写 `[^{name}]: 脚注的内容`；不是脚注，写成 `\\[^{name}]`",
        en: "there is no footnote “{name}”; `[^{name}]` is shown as it stands" => "write `[^{name}]: text of the note` in a paragraph of its own; if it is no footnote, write `\\[^{name}]`",
    }
    /// A definition that nothing refers to.
    DEFINITION: Warning "text/unused-address" {
        zh: "这一行在 Markdown 里是链接的地址，但正文里没有链接用它，所以照原样显示" => "要显示，在开头的 `[` 前面加 `\\`；是链接的地址，在正文里写 `[文字][名称]`",
        en: "in Markdown this line gives the address of a link, but no link uses it; it is shown as it stands" => "to show it, write `\\` before the `[`; for a link, write `[words][name]` in the text",
    }
    /// A row that is wider than its table.
    WIDE: Warning "text/wide-row" {
        zh: "这一行有 {cells} 格，表头只有 {head} 格；表加宽了，多出的格没有表头" => "给表头补上栏名；格里要写竖线本身，写成 `\\|`",
        en: "cells in this row: {cells}, in the head of the table: {head}; the table was made wider, without heads" => "give each column a head; write `\\|` for the sign itself in a cell",
    }
    /// Words behind a fence.
    INFO: Warning "text/fence-words" {
        zh: "代码开头那一行的“{words}”不显示" => "反引号后面只写代码的语言，如 `yaml`；要公开的字写到别的行",
        en: "“{words}” behind the backticks is not shown" => "write only the language of the code there, such as `yaml`, and the words in a line of their own",
    }
    /// A link of a scheme that is refused.
    SCHEME: Error "link/scheme" {
        zh: "不能链接到 `{scheme}` 开头的地址" => "只用 https、http、mailto、tel，或站内文件的路径",
        en: "links to `{scheme}` addresses are refused" => "use https, http, mailto, tel, or the path of a file of the portal",
    }
    /// A picture of another host.
    FOREIGN: Error "link/foreign-image" {
        zh: "图片 `{address}` 在别的网站上，不会公开：那里随时会换、会没有，也会知道谁看了这一页" => "把图片存到记录旁边，写成 `![图上是什么](文件)`",
        en: "the picture `{address}` is on another site and is not published: it may change or vanish there, and that site would learn who reads this page" => "save the picture beside the record and write `![what it shows](file)`",
        wrong: "![位置图](https://example.org/a.png)", right: "![位置图](a.png)",
    }
    /// Text that nests too deep.
    DEEP: Warning "text/too-deep" {
        zh: "列表或引用套得太深，从这里起按普通文字处理" => "减少层次",
        en: "lists or quotations nest too deep; from here on they are plain text" => "use fewer levels",
    }
    /// An image without text.
    IMAGE: Warning "text/image-without-text" {
        zh: "图片没有文字说明，看不见图的人读不到" => "写成 `![图上是什么](文件)`",
        en: "the picture has no text for those who cannot see it" => "write `![what it shows](file)`",
        source: "WCAG 2.2，1.1.1；GB/T 37668-2019", "WCAG 2.2, 1.1.1; GB/T 37668-2019",
    }
}

/// The message about a problem of a text.
pub(super) fn diagnostic(kind: &ProblemKind, span: Span) -> Diagnostic {
    let new = |rule: &'static Rule| Diagnostic::new(rule, span.clone());
    match kind {
        ProblemKind::RawHtml { words } if words.is_empty() => {
            const NONE: Text = Text {
                zh: "HTML 标签去掉了；它里面没有字，别的都没有变",
                en: "the HTML tag is dropped; it held no words, and nothing else is changed",
            };
            new(&HTML).message_instead(NONE)
        }
        ProblemKind::RawHtml { words } => new(&HTML).with("words", words),
        ProblemKind::ActiveHtml { name } => new(&ACTIVE).with("name", name),
        ProblemKind::MergedCells => new(&MERGED),
        ProblemKind::OpenComment => new(&COMMENT),
        ProblemKind::DoubtedSigns { text, words } => new(&SIGNS).with("text", text).with("words", words),
        ProblemKind::DoubtedEmphasis { text, words } => new(&EMPHASIS).with("text", text).with("words", words),
        ProblemKind::Bullet { text } => new(&BULLET).with("sign", &text[..1]).with("text", text),
        ProblemKind::UnseenSign { text } => {
            let cleaned = unseen::clean(text);
            written::note_of(&cleaned, &cleaned.found, span.clone())
        }
        ProblemKind::UnusedNote { name } => new(&UNUSED_NOTE).with("name", name),
        ProblemKind::MissingNote { name } => new(&MISSING_NOTE).with("name", name),
        ProblemKind::UnusedDefinition => new(&DEFINITION),
        ProblemKind::WideRow { cells, head } => new(&WIDE).with("cells", cells).with("head", head),
        ProblemKind::CodeInfo { words } => new(&INFO).with("words", words),
        ProblemKind::Scheme(scheme) => new(&SCHEME).with("scheme", scheme),
        ProblemKind::ForeignImage { address } => new(&FOREIGN).with("address", address),
        ProblemKind::TooDeep => new(&DEEP),
        ProblemKind::ImageWithoutText => new(&IMAGE),
    }
}

/// A path as Markdown takes it for where a link leads.
pub(super) fn destination(path: &str) -> String {
    if path.contains([' ', '(', ')']) { format!("<{path}>") } else { path.to_owned() }
}
