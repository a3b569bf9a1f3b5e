//! What the files of a record say, inside.

use std::collections::BTreeSet;

use crate::base::diag::{Diagnostic, Rule, Severity, rules};
use crate::base::lang::Text;
use crate::base::path::{has_ending, last};
use crate::base::source::Span;
use crate::documents::{Document, Passage, State, Trait};
use crate::load::gate::judge::{Judge, Said};
use crate::load::gate::lines;
use crate::load::gate::prose::found_in;
use crate::load::gate::tables::{Parts, Table};
use crate::load::looked::{Looked, look_into};
use crate::load::tree::Tree;
use crate::model::record::{Attachment, Goes};
use crate::privacy::{self, Around, Found};

rules! {
    /// A file that nobody has looked into.
    UNREAD: Warning "privacy/not-looked-inside" {
        zh: "附件 `{file}` {why}，程序没有看过里面有没有身份证号、电话之类的个人信息" => "自己打开，从头看一遍，隐藏的行、批注、文件属性也要看；没有问题的，在记录里写 `accept: [{rule: privacy/not-looked-inside, reason: 谁在哪天看过}]`；能换成 PDF、XLSX、DOCX 的，换了程序就能看",
        en: "the attachment `{file}` {why}: the program has not looked inside for identity numbers, telephones and the like" => "open it and read all of it, with hidden rows, comments and properties; then write `accept: [{rule: privacy/not-looked-inside, reason: WHO READ IT AND WHEN}]` in the record, or attach it as PDF, XLSX or DOCX, which the program reads",
    }
    /// A file full of others.
    ARCHIVE: Error "privacy/archive" {
        zh: "附件 `{file}` 是压缩包，里面的文件没有逐个看过，不能公开" => "解开，把要公开的文件逐个放进附件文件夹，写进 `attachments`",
        en: "the attachment `{file}` is an archive, whose files nobody has looked at one by one" => "unpack it, put the files that are to be public into the attachment folder, and list each under `attachments`",
        wrong: "attachments: [材料.rar]", right: "attachments: [会议记录.txt]",
    }
    /// What a file hides from whoever opens it, and still has.
    HIDDEN: Warning "privacy/hidden-content" {
        zh: "附件 `{file}` 里有{what}，下载的人能翻出来，这个附件暂不公开" => "在原来的程序里取消隐藏看一看：不该公开的删掉，修订要接受或拒绝，批注要删除，再存；确实要照样公开的，在记录里写 `allow: [{value: {digest}, ground: duty}]`",
        en: "the attachment `{file}` has {what}, which whoever downloads it can bring to light; it is withheld" => "show what is hidden in the program it was made with, delete what must not be public, settle tracked changes, delete comments, and save it; to publish it as it is, write `allow: [{value: {digest}, ground: duty}]` in the record",
    }
    /// What a file tells of its makers and cannot be made to forget.
    METADATA: Warning "privacy/metadata" {
        zh: "附件 `{file}` 的文件属性里有{what}，{why}" => "在原来的程序里删去文件属性（“检查文档”“删除属性和个人信息”）再存成新文件；没有关系的，在记录里写 `accept: [{rule: privacy/metadata, reason: …}]`",
        en: "the properties of the attachment `{file}` have {what}, {why}" => "remove the properties in the program it was made with (“inspect document”, “remove personal information”) and save it anew; where they do no harm, write `accept: [{rule: privacy/metadata, reason: WHY}]` in the record",
    }
    /// A picture of text.
    PICTURE: Note "privacy/picture-of-text" {
        zh: "附件 `{file}` 是拍照或扫描的文字，程序看不出里面写了什么" => "自己看一遍有没有证件号、电话、账号和病情；能换成文字的文件，就换",
        en: "the attachment `{file}` is a photograph or scan of text, which the program cannot read" => "look yourself for numbers of cards, telephones, accounts and illnesses; attach the text itself where there is one",
    }
}

/// Looks into the files of a record and settles how each goes out.
pub(super) fn look(judge: &mut Judge<'_>, tree: &Tree, (title, attachments): (&str, &mut [Attachment])) {
    for attachment in attachments {
        "attachments".clone_into(&mut judge.key);
        judge.name(&attachment.path, &attachment.span);
        let looked = look_into(&tree.looked, &tree.reader, attachment);
        let mut of = Of {
            judge: &mut *judge,
            at: &attachment.span,
            attachment,
            title,
            is_withheld: false,
            told: BTreeSet::new(),
        };
        of.state(&looked.document);
        of.passages(&looked.document.passages);
        of.hidden(&looked.document);
        of.metadata(&looked);
        let is_withheld = of.is_withheld;
        if is_withheld {
            attachment.goes = Goes::Nowhere;
        } else if let Some((size, sha256)) = &looked.cleaned {
            (attachment.goes, attachment.size, attachment.sha256) = (Goes::Cleaned, *size, sha256.clone());
        }
    }
}

/// A piece of a file with what stands around it.
#[derive(Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    around: Around<'a>,
    /// Where it stands in the file.
    place: &'a str,
}

/// One file that is looked into.
struct Of<'a, 'g> {
    judge: &'a mut Judge<'g>,
    at: &'a Span,
    attachment: &'a Attachment,
    /// The title of its record.
    title: &'a str,
    is_withheld: bool,
    /// What was told: a line is looked at as a whole, and as the cells of a table.
    told: BTreeSet<(String, privacy::Sort, String)>,
}

impl Of<'_, '_> {
    fn tell(&mut self, mut one: Diagnostic) {
        if self.judge.is_draft {
            one.severity = Severity::Note;
        }
        self.judge.diags.push(one.with_own("file", last(&self.attachment.path)));
    }

    fn about(&self, rule: &'static Rule) -> Diagnostic {
        Diagnostic::new(rule, self.at.clone())
    }

    /// How far it could be read.
    fn state(&mut self, document: &Document) {
        let why = match document.state {
            State::Read if document.has_uncounted => Some(Text {
                zh: "里面有公式，没有存下算出来的结果",
                en: "has formulas without their results",
            }),
            State::Read if document.unread.is_empty() => None,
            State::Read => {
                Some(Text { zh: "里面嵌着读不了的文件", en: "has files embedded that cannot be read" })
            }
            State::Archive => {
                let archive = self.about(&ARCHIVE);
                return self.tell(archive);
            }
            State::Truncated => {
                Some(Text { zh: "内容太多，只看了前面一部分", en: "is too long to be read to its end" })
            }
            State::Encrypted => Some(Text { zh: "有密码", en: "asks for a password" }),
            State::Unreadable => Some(Text {
                zh: "读不出来，可能坏了，也可能后缀不对",
                en: "is broken or not what its name says",
            }),
            State::Unknown => {
                Some(Text { zh: "是程序不认识的格式", en: "is of a format that the program does not know" })
            }
            State::TooLarge => Some(Text { zh: "太大", en: "is too large" }),
        };
        if let Some(why) = why {
            let unread = self.about(&UNREAD).with_word("why", why);
            self.tell(unread);
        } else if document.is_picture {
            let picture = self.about(&PICTURE);
            self.tell(picture);
        }
    }

    /// What it says: cells by their tables, anything else piece by piece.
    fn passages(&mut self, passages: &[Passage]) {
        let is_named = |end: &&str| has_ending(self.attachment.path.as_str(), end);
        let parts = match (["csv", "tsv"].iter().any(is_named), ["txt", "md"].iter().any(is_named)) {
            (false, false) => Parts::of_places(passages),
            (is_csv, _) => Parts::of_lines(passages, is_csv),
        };
        self.seams(&parts.others);
        for (at, one) in lines::found(&parts.others) {
            let Passage { text, at: place, .. } = parts.others[at];
            self.each(vec![one], Piece { text, around: Around::default(), place });
        }
        parts.tables.iter().for_each(|table| self.table(table));
        // A number may be cut in pieces that are no table.
        let same = |one: &&Passage, next: &&Passage| is_part(&one.text) == is_part(&next.text);
        for row in parts.others.chunk_by(same).filter(|row| is_part(&row[0].text)) {
            let cells: Vec<(&str, &str)> = row.iter().map(|piece| (&*piece.at, &*piece.text)).collect();
            self.across(&cells);
        }
    }

    /// Numbers that go on in the next line or piece.
    fn seams(&mut self, passages: &[&Passage]) {
        for pair in passages.windows(2) {
            let [one, next] = pair else { continue };
            let goes_on = one.text.trim_end().ends_with(|sign: char| sign.is_numeric())
                && next.text.trim_start().starts_with(|sign: char| sign.is_numeric());
            let is_whole = |text: &str| !privacy::find(text, Around::default()).is_empty();
            if goes_on && !is_whole(&one.text) && !is_whole(&next.text) {
                self.said(&format!("{}\n{}", one.text, next.text), Around::default(), &one.at);
            }
        }
    }

    /// A table: each cell with what it is called and what stands beside it, then what several of them are together.
    fn table(&mut self, table: &Table) {
        let width = table.width();
        let over = Some(table.title()).filter(|title| !title.is_empty()).unwrap_or(self.title);
        for (row, named) in table.rows.iter().zip(table.named()) {
            let before = self.judge.diags.len();
            for (cell, label) in row.iter().zip(&named.labels) {
                let around = Around { label, beside: &named.beside, ..Around::default() };
                self.each(found_in(cell, around, over), Piece { text: &cell.text, around, place: &cell.at });
            }
            let cells: Vec<(&str, &str)> = row.iter().map(|cell| (&*cell.at, &*cell.text)).collect();
            self.across(&cells);
            // What is no table in truth, such as a sentence with commas, is read as a whole too.
            if self.judge.diags.len() == before && row.len() != width && row.len() > 1 {
                let whole = row.iter().map(|cell| &*cell.text).collect::<Vec<_>>().join(",");
                self.said(&whole, Around::default(), &row[0].at);
            }
        }
        for column in table.columns() {
            let texts: Vec<&str> = column.iter().map(|cell| &*cell.text).collect();
            for parts in privacy::downwards(&texts) {
                let whole: String = parts.iter().filter_map(|at| texts.get(*at)).copied().collect();
                let place = parts.first().and_then(|at| column.get(*at)).map_or("", |cell| &*cell.at);
                self.found(privacy::Sort::IdNumber, &whole, place);
            }
        }
    }

    /// Numbers that are cut in several cells.
    fn across(&mut self, cells: &[(&str, &str)]) {
        let texts: Vec<&str> = cells.iter().map(|(_, text)| *text).collect();
        for (parts, sort) in privacy::across(&texts) {
            let whole: String = parts.iter().filter_map(|at| texts.get(*at)).copied().collect();
            let place = parts.first().and_then(|at| cells.get(*at)).map_or("", |(at, _)| at);
            self.found(sort, &whole, place);
        }
    }

    fn said(&mut self, text: &str, around: Around<'_>, place: &str) {
        self.each(privacy::find(text, around), Piece { text, around, place });
    }

    fn each(&mut self, found: Vec<Found>, piece: Piece<'_>) {
        let Piece { text, around, place } = piece;
        for one in found {
            let found = text.get(one.range.clone()).unwrap_or_default().to_owned();
            if !self.told.insert((place.to_owned(), one.sort, found)) {
                continue;
            }
            let what = self.what(place);
            let said = Said { text, around, what: &what, span: self.at, is_plain: false };
            self.is_withheld |= self.judge.finds(one.sort, one.range, said);
        }
    }

    fn found(&mut self, sort: privacy::Sort, whole: &str, place: &str) {
        let what = self.what(place);
        let said = Said { text: whole, around: Around::default(), what: &what, span: self.at, is_plain: false };
        self.is_withheld |= self.judge.finds(sort, 0..whole.len(), said);
    }

    /// What a place in the file is called.
    fn what(&self, place: &str) -> String {
        let name = last(&self.attachment.path);
        match place {
            "" => name.to_owned(),
            place if self.judge.is_han() => format!("{name} {} ", in_chinese(place)),
            place => format!("{name} ({place})"),
        }
    }

    /// What it has and does not show.
    fn hidden(&mut self, document: &Document) {
        let hidden = [
            (
                document.has_hidden,
                Text { zh: "隐藏的行、列、工作表或文字", en: "hidden rows, columns, sheets or text" },
            ),
            (document.has_tracked_changes, Text { zh: "没有处理的修订", en: "tracked changes" }),
            (document.has_comments, Text { zh: "批注", en: "comments" }),
        ];
        for (_, what) in hidden.into_iter().filter(|(is_there, _)| *is_there) {
            let digest = self.attachment.sha256.get(..12).unwrap_or_default().to_owned();
            let ground = self.judge.ground(&digest);
            let mut one = self.about(&HIDDEN).with_word("what", what).with_own("digest", digest);
            self.is_withheld |= ground.is_none();
            one.accepted = ground.map(|ground| ground.word().zh.to_owned());
            self.tell(one);
        }
    }

    /// What it tells of its makers; of what is cleaned away nothing is said.
    fn metadata(&mut self, looked: &Looked) {
        let document = &looked.document;
        for one in &document.metadata {
            let value = &*one.value;
            if looked.cleaned.is_none() || one.name == Trait::Title {
                self.said(value, Around::default(), "");
            }
        }
        if looked.cleaned.is_some() {
            return;
        }
        let told = [
            (Trait::Author, Text { zh: "作者", en: "its author" }),
            (Trait::Company, Text { zh: "单位", en: "a company" }),
            (Trait::Editor, Text { zh: "修改的人", en: "who edited it" }),
            (Trait::Comment, Text { zh: "备注", en: "remarks" }),
            (Trait::Position, Text { zh: "拍摄的位置", en: "where it was taken" }),
        ];
        for (_, what) in told.iter().filter(|(name, _)| document.metadata.iter().any(|one| one.name == *name)) {
            const SIGNED: Text = Text {
                zh: "文件有签名，程序不改",
                en: "and it is signed, so the program leaves it as it is",
            };
            const FIXED: Text =
                Text { zh: "这种格式程序清除不了", en: "and the program cannot clean files of its format" };
            let why = if document.is_signed { SIGNED } else { FIXED };
            let one = self.about(&METADATA).with_word("what", *what).with_word("why", why);
            self.tell(one);
        }
    }
}

/// A place in a document in Chinese: `line 3` is 第 3 行.
fn in_chinese(place: &str) -> String {
    const NUMBERED: [(&str, &str); 3] = [("line ", "行"), ("page ", "页"), ("slide ", "张")];
    const NAMED: [(&str, &str); 4] = [("comment", "批注"), ("header", "页眉"), ("footer", "页脚"), ("note", "备注")];
    let numbered = NUMBERED.iter().find_map(|(word, unit)| Some(format!("第 {} {unit}", place.strip_prefix(word)?)));
    numbered.unwrap_or_else(|| {
        let named = NAMED.iter().find(|(word, _)| place.starts_with(word));
        named.map_or_else(|| place.to_owned(), |(word, chinese)| place.replacen(word, chinese, 1))
    })
}

/// Whether a piece of text may be a part of a number.
fn is_part(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && text.len() <= 12
        && text.bytes().all(|sign| sign.is_ascii_digit() || matches!(sign, b'X' | b'x'))
}
