//! What came along with a text that was pasted: the frame of a web page, pages of a print, pinyin over the characters,
//! blanks that nobody filled in, the same paragraph again. Each is told by line with what to do; nothing is guessed or
//! changed, but for signs that nobody sees, which are left out.

mod address;
mod blank;
mod frame;
mod front;
mod link;
mod page;
mod pinyin;
mod repeated;
mod scripts;

use std::ops::Range;

use crate::base::decoding;
use crate::base::diag::{Diagnostic, Diagnostics, Rule, rules};
use crate::base::name::shown;
use crate::base::names;
use crate::base::source::{FileName, Span};
use crate::base::unseen::{self, Cleaned};
use crate::base::written;
use crate::base::yaml::{Node, Value};

rules! {
    /// Pinyin behind characters.
    PINYIN: Note "text/pinyin" {
        zh: "字后面夹着注音 `{piece}`" => "删去括号和注音；粘贴前选“只保留文本”，或到不带注音的网页里复制",
        en: "pinyin stands behind characters: `{piece}`" => "delete the brackets and what is in them; copy from a page without pinyin",
        wrong: "---\nkind: notice\ntitle: 公示\n---\n村务公（gōng）开（kāi）栏", right: "---\nkind: notice\ntitle: 公示\n---\n村务公开栏",
    }
    /// A paragraph that stands in the text before.
    REPEATED: Note "text/repeated-paragraph" {
        zh: "这一段前面已经有了：`{piece}`；从这里起重复的段数：{count}" => "多半是粘贴了两次，删去一处",
        en: "this paragraph stands in the text before: `{piece}`; paragraphs repeated from here on: {count}" => "the text was probably pasted twice; delete it once",
    }
    /// The number of a page.
    PAGE: Note "text/page-number" {
        zh: "正文里夹着页码 `{piece}`" => "网页不分页，删去页码",
        en: "the number of a page stands in the text: `{piece}`" => "web pages are not numbered; delete it",
        wrong: "---\nkind: notice\ntitle: 公示\n---\n灯坏了。\n\n第 1 页 共 3 页", right: "---\nkind: notice\ntitle: 公示\n---\n灯坏了。",
    }
    /// A bare address of the web.
    ADDRESS: Note "text/bare-address" {
        zh: "网址 `{piece}` 写在句子里，读者点不开" => "要给读者看，就写成 `[文字](网址)` 或 `<https://…>`；是从别的网页带来的水印，就删去",
        en: "the address `{piece}` stands in a sentence, where it is no link" => "write `[text](address)` or `<https://…>`; if it is the mark of the page it was copied from, delete it",
        wrong: "---\nkind: notice\ntitle: 公示\n---\n详见 https://www.example.gov.cn/a", right: "---\nkind: notice\ntitle: 公示\n---\n详见 [实施办法](https://www.example.gov.cn/a)",
    }
    /// What was meant as a link and is none.
    LINK: Warning "text/broken-link" {
        zh: "`{piece}` 不是链接，照原样显示成字" => "写成 `{right}`：括号用半角、紧跟在 `]` 后面，地址里有空格就用 `<` `>` 括起来（或把空格写成 `%20`）；不是链接，就在 `[` 前面加 `\\`",
        en: "`{piece}` is no link; it is shown as it stands" => "write `{right}`: ASCII brackets right behind `]`, and `<` `>` around an address with blanks (or `%20` for each); if no link is meant, write `\\` before the `[`",
        wrong: "---\nkind: notice\ntitle: 公示\n---\n详见[名单表](https://www.example.gov.cn/名单 表.pdf)", right: "---\nkind: notice\ntitle: 公示\n---\n详见[名单表](<https://www.example.gov.cn/名单 表.pdf>)",
    }
    /// A link that leads nowhere.
    EMPTY_LINK: Warning "text/empty-link" {
        zh: "`{piece}` 没有写地址：图片不显示，链接点不开" => "在圆括号里写文件名或网址，如 `![图上是什么](照片.png)`；不要了，就删去",
        en: "`{piece}` has no address: the picture is not shown, the link leads nowhere" => "write the name of a file or an address between the brackets, as in `![what it shows](photo.png)`, or delete it",
        wrong: "---\nkind: notice\ntitle: 公示\n---\n详见[名单]()。", right: "---\nkind: notice\ntitle: 公示\n---\n详见名单。",
    }
    /// A blank that nobody filled in.
    BLANK: Note "text/unfilled-blank" {
        zh: "`{piece}` 像是没有填的空" => "填上实际的内容；还没有定的，先不公开；是有意隐去的名字，就写“某某”",
        en: "`{piece}` looks like a blank that nobody filled in" => "fill it in; what is not settled is published later; a name that is left out on purpose is written 某某",
        wrong: "---\nkind: notice\ntitle: 公示\n---\n全村共有低保户 ×××× 户", right: "---\nkind: notice\ntitle: 公示\n---\n全村共有低保户 12 户",
    }
    /// Simplified and traditional script in one text.
    SCRIPTS: Note "text/mixed-scripts" {
        zh: "正文用{main}，却夹着{other}：{signs}" => "改成同一种字；引用原名、书名的可以不改",
        en: "the text is in {main} script, but some characters are {other}: {signs}" => "use one script; names and titles may stay as they are",
    }
    /// The frame of a web page, or what belongs into the envelope.
    FRAME: Note "text/page-frame" {
        zh: "`{piece}` 像是别的网页上的栏目、按钮或页脚" => "作者写进 `author:`，来源写进 `source:`，日期写进 `published:`；其余的从正文里删去",
        en: "`{piece}` looks like a field, a button or the foot of another page" => "the author goes into `author:`, the source into `source:`, the day into `published:`; delete the rest from the text",
        wrong: "---\nkind: notice\ntitle: 公示\n---\n作者：李桂芳　点击率：128\n\n灯坏了。", right: "---\nkind: notice\ntitle: 公示\nauthor: 李桂芳\n---\n灯坏了。",
    }
    /// Another front matter below the first.
    FRONT: Warning "text/second-front-matter" {
        zh: "正文里又有一段 `---` 围起来的信息，不会当作信息读取，会照样公开" => "把要用的键并到文件开头的那一段里，再删去这一段",
        en: "the text has another block between `---` lines, which is not read as keys but published" => "move the keys that are needed into the block at the top of the file and delete this one",
        wrong: "---\nkind: notice\ntitle: 公示\n---\n---\nauthor: 村委会\n---\n正文", right: "---\nkind: notice\ntitle: 公示\nauthor: 村委会\n---\n正文",
    }
    /// A title longer than anybody reads.
    TITLE: Warning "text/long-title" {
        zh: "标题有 {count} 个字，最多 {most} 个" => "写成一句短的，如“石桥村2026年第三季度财务收支”；其余的放进正文，或 `plain:`",
        en: "the title has {count} signs, {most} at most" => "write one short line; the rest goes into the text, or into `plain:`",
    }
}

/// A line of prose: where it begins in the file, and what stands in it.
#[derive(Clone, Copy)]
struct Line<'t> {
    start: usize,
    text: &'t str,
}

/// Finds the first piece of a line that came along with it.
type Find = fn(&str) -> Option<Range<usize>>;

/// What is looked for in each line on its own.
const IN_LINE: [(&Rule, Find); 4] =
    [(&PAGE, page::find), (&ADDRESS, address::find), (&BLANK, blank::find), (&FRAME, frame::find)];

/// The text of a record or page, in its file.
#[derive(Clone, Copy)]
pub(super) struct Prose<'t> {
    pub(super) file: &'t FileName,
    /// All of the file.
    pub(super) text: &'t str,
    /// Where the text begins in it, in bytes.
    pub(super) from: usize,
}

impl<'t> Prose<'t> {
    /// The text itself; empty if the file ends before.
    pub(super) fn body(self) -> &'t str {
        self.text.get(self.from..).unwrap_or_default()
    }
}

/// Reports what came along with the text from `from` on, and gives it without the signs that nobody sees.
pub(super) fn read<'t>(own: Prose<'t>, diags: &mut Diagnostics) -> Cleaned<'t> {
    let Prose { file, from, .. } = own;
    let body = own.body();
    let lines = prose(body, from);
    for front in front::find(&lines) {
        diags.push(Diagnostic::new(&FRONT, Span::bytes(file, front.start, front.end)));
    }
    let tell = |rule: &'static Rule, line: &Line<'_>, found: Range<usize>| {
        let span = Span::bytes(file, line.start + found.start, line.start + found.end);
        Diagnostic::new(rule, span).with("piece", piece(&line.text[found]))
    };
    for line in &lines {
        for (rule, find) in IN_LINE {
            find(line.text).into_iter().for_each(|found| diags.push(tell(rule, line, found)));
        }
        for meant in link::find(line.text) {
            let told = tell(if meant.right.is_some() { &LINK } else { &EMPTY_LINK }, line, meant.at);
            diags.push(meant.right.into_iter().fold(told, |told, right| told.with("right", right)));
        }
        if let Some(found) = decoding::find(line.text) {
            let span = Span::bytes(file, line.start + found.start, line.start + found.end);
            diags.push(decoding::told(&line.text[found], span));
        }
    }
    for (line, found) in pinyin::find(&lines) {
        diags.push(tell(&PINYIN, line, found));
    }
    for found in repeated::find(&lines) {
        diags.push(found.told(file));
    }
    if let Some((line, mixed)) = scripts::find(&lines) {
        let span = Span::bytes(file, line.start + mixed.at.start, line.start + mixed.at.end);
        let told = Diagnostic::new(&SCRIPTS, span).with_word("main", mixed.main).with_word("other", mixed.other);
        diags.push(told.with("signs", mixed.signs));
    }
    let cleaned = unseen::clean(body);
    tell_unseen(own, &cleaned, diags);
    cleaned
}

/// Notes for each line what nobody sees in it.
fn tell_unseen(own: Prose<'_>, cleaned: &Cleaned<'_>, diags: &mut Diagnostics) {
    let Prose { file, from, .. } = own;
    let body = own.body();
    let mut rest = &cleaned.found[..];
    while let Some(first) = rest.first() {
        let end = body[first.at..].find('\n').map_or(body.len(), |length| first.at + length);
        let count = rest.iter().take_while(|one| one.at < end).count().max(1);
        let at = from + first.at;
        let span = Span::bytes(file, at, at + first.sign.len_utf8());
        diags.push(written::note_of(cleaned, &rest[..count], span));
        rest = &rest[count..];
    }
}

/// The lines of a text, empty ones too, without blocks of code. A line that no screen holds comes in pieces, so that
/// looking back in it costs nothing.
fn prose(body: &str, from: usize) -> Vec<Line<'_>> {
    let mut fence: Option<&str> = None;
    let mut at = from;
    let lines = body.split_inclusive('\n').flat_map(pieces).filter_map(|line| {
        let start = at;
        at += line.len();
        let text = line.trim_end();
        let mark = fence_of(text.trim_start());
        match fence {
            Some(open) if mark.is_some_and(|mark| mark.starts_with(open)) && mark == Some(text.trim_start()) => {
                fence = None;
                return None;
            }
            None if mark.is_some() => fence = mark,
            _ => {}
        }
        fence.is_none().then_some(Line { start, text })
    });
    lines.collect()
}

/// A line, in pieces if it is very long.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    const MOST: usize = 8_000;
    let mut rest = line;
    std::iter::from_fn(move || {
        let end = (MOST.min(rest.len())..=rest.len()).find(|at| rest.is_char_boundary(*at))?;
        let (piece, behind) = rest.split_at(end);
        rest = behind;
        (!piece.is_empty()).then_some(piece)
    })
}

/// The signs that begin or end a block of code, if a line begins with them.
fn fence_of(line: &str) -> Option<&str> {
    let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(sign).len();
    (length >= 3).then(|| &line[..length])
}

/// Reports a title that is too long or has blanks, among the keys of a record or a page.
pub(super) fn check_title(node: &Node, diags: &mut Diagnostics) {
    const MOST: usize = 120;
    let Value::Map(entries) = &node.value else { return };
    let title = entries.iter().find(|(key, _)| names::is(&key.text, "title"));
    let Some((_, title)) = title else { return };
    let count = title.text().map_or(0, |title| title.trim().chars().count());
    if count > MOST {
        let long = Diagnostic::new(&TITLE, title.span.clone());
        diags.push(long.with_own("count", count).with_own("most", MOST));
    }
    let text = title.text().unwrap_or_default();
    if let Some(found) = text.lines().find_map(|line| blank::find(line).map(|found| &line[found])) {
        diags.push(Diagnostic::new(&BLANK, title.span.clone()).with("piece", found));
    }
}

/// A piece of a line as a message shows it.
fn piece(text: &str) -> String {
    shown(text.trim())
}

fn is_han(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests;
