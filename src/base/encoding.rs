//! How the bytes of a file become text: UTF-8 or GB18030, without the marks of a conflict of version control.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::ending::has_ending;
use crate::base::lang::Text;
use crate::base::source::{FileName, Span};

rules! {
    /// A file is neither UTF-8 nor GB18030.
    ENCODING: Error "file/not-text" {
        zh: "这个文件不是文本：既不是 UTF-8，也不是 GB18030" => "用编辑器打开后另存为“UTF-8”编码；图片、表格等文件放进记录的附件文件夹",
        en: "this file is not text: neither UTF-8 nor GB18030" => "open it in an editor and save it as UTF-8; pictures and spreadsheets belong in the record's attachment folder",
    }
    /// A file was read as GB18030.
    GB18030: Note "file/gb18030" {
        zh: "这个文件按 GB18030 编码读取" => "另存为“UTF-8”编码，别的软件也能读",
        en: "this file was read as GB18030" => "save it as UTF-8, so that other programs can read it too",
    }
    /// Version control left both sides of a conflict.
    CONFLICT: Error "file/conflict" {
        zh: "这里留着版本合并的冲突标记，整个文件都没有读" => "两边只留一边，或合成一段，再删去 `<<<<<<<`、`=======`、`>>>>>>>` 开头的几行",
        en: "version control left the marks of a conflict here; nothing of the file was read" => "keep one side, or make one text of both, and delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`",
        wrong: "---\nkind: notice\ntitle: 公示\n---\n<<<<<<< HEAD\n低保 12 户。\n=======\n低保 13 户。\n>>>>>>> 3f2a1b4", right: "---\nkind: notice\ntitle: 公示\n---\n低保 13 户。",
    }
}

/// The text of a file: UTF-8 with or without byte order mark, else GB18030 with a note, else an error; and an error where
/// version control left a conflict in it. Whoever reads a file of the content reads it here.
pub fn decode(file: &FileName, bytes: Vec<u8>, diags: &mut Diagnostics) -> Option<String> {
    let Some((text, is_utf8)) = decode_text(bytes) else {
        diags.push(Diagnostic::new(&ENCODING, Span::whole(file)));
        return None;
    };
    if !is_utf8 {
        diags.push(Diagnostic::new(&GB18030, Span::whole(file)).mended_by(""));
    }
    (!has_conflict(file, &text, diags)).then_some(text)
}

/// Whether version control left a conflict in a text, which is reported: one error for each, with its other lines.
///
/// A line of `=======` alone may be an underlined heading; in a table or in YAML it is what is left of a conflict. Rows
/// of bars are rows of a table.
pub fn has_conflict(file: &FileName, text: &str, diags: &mut Diagnostics) -> bool {
    const IN_TEXT: Text = Text {
        zh: "两边只留一边，或合成一段，再删去 `<<<<<<<`、`=======`、`>>>>>>>` 开头的几行；要让读者看见这样的一行，就在行首空四格",
        en: "keep one side, or make one text of both, and delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`; if readers are to see such a line, indent it by four spaces",
    };
    const OTHER: Text = Text { zh: "另一边从这里开始", en: "the other side begins here" };
    const END: Text = Text { zh: "到这里为止", en: "it ends here" };
    let is_data = ["yaml", "yml", "csv", "tsv"].iter().any(|end| has_ending(file, end));
    let may_have = text.contains("<<<<<<<") || text.contains(">>>>>>>") || is_data && text.contains("=======");
    if !may_have {
        return false;
    }
    let mut open: Option<Diagnostic> = None;
    let (mut at, mut is_found) = (0, false);
    for line in text.split_inclusive(['\n', '\r']) {
        let span = Span::bytes(file, at, at + line.trim_end().len());
        at += line.len();
        let one = || {
            let one = Diagnostic::new(&CONFLICT, span.clone());
            if has_ending(file, "md") { one.help_instead(IN_TEXT) } else { one }
        };
        let before = open.take();
        let is_known = before.is_some() || is_data;
        open = match mark(line) {
            Some(Mark::Begin) => {
                before.into_iter().for_each(|before| diags.push(before));
                Some(one())
            }
            Some(Mark::Other) if is_known => Some(before.map_or_else(one, |before| before.label(span.clone(), OTHER))),
            Some(Mark::End { is_named }) if is_known || is_named => {
                diags.push(before.map_or_else(one, |before| before.label(span.clone(), END)));
                is_found = true;
                None
            }
            _ => before,
        };
        is_found |= open.is_some();
    }
    open.into_iter().for_each(|open| diags.push(open));
    is_found
}

/// A line that version control writes around the two sides of a conflict.
enum Mark {
    Begin,
    Other,
    End { is_named: bool },
}

/// What a line is: seven signs or more from its beginning, then nothing, or a blank and the name of a side.
fn mark(line: &str) -> Option<Mark> {
    let sign = line.chars().next().filter(|sign| matches!(sign, '<' | '=' | '>'))?;
    let rest = line.trim_start_matches(sign);
    let (count, is_bare) = (line.len() - rest.len(), rest.trim().is_empty());
    if count < 7 || !(is_bare || rest.starts_with([' ', '\t'])) {
        return None;
    }
    match sign {
        '<' => Some(Mark::Begin),
        '=' => is_bare.then_some(Mark::Other),
        _ => Some(Mark::End { is_named: !is_bare && count == 7 }),
    }
}

/// What can be made of `bytes` as GB18030, with signs in the place of what cannot.
pub fn gb18030_lossy(bytes: &[u8]) -> String {
    encoding_rs::GB18030.decode_without_bom_handling(bytes).0.into_owned()
}

/// The text of `bytes` and whether it was UTF-8.
pub fn decode_text(bytes: Vec<u8>) -> Option<(String, bool)> {
    if bytes.contains(&0) {
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            Some((text, true))
        }
        Err(error) => {
            let (text, failed) = encoding_rs::GB18030.decode_without_bom_handling(error.as_bytes());
            (!failed).then(|| (text.into_owned(), false))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{decode_text, has_conflict};
    use crate::base::diag::Diagnostics;

    #[test]
    fn bytes_become_text() {
        assert_eq!(decode_text("\u{feff}标题".into()), Some(("标题".into(), true)));
        assert_eq!(decode_text(vec![0xb1, 0xea, 0xcc, 0xe2]), Some(("标题".into(), false)));
        assert_eq!(decode_text(vec![0xff, 0xfe, 0x00]), None);
        assert_eq!(decode_text(vec![0xff, 0xff]), None);
    }

    #[test]
    fn conflicts_are_told_in_every_file() {
        let conflict = "<<<<<<< HEAD\n甲\n||||||| 3f2a\n乙\n=======\n丙\n>>>>>>> 3f2a (更正)\n";
        for (file, text, count) in [
            ("a.md", conflict.to_owned(), 1),
            ("a.yaml", conflict.replace('\n', "\r\n"), 1),
            ("a.csv", conflict.repeat(3), 3),
            ("a.md", "<<<<<<<\n甲\n=======\n乙\n>>>>>>>\n".into(), 1),
            ("a.md", "甲\n>>>>>>> 3f2a\n".into(), 1),
            ("a.md", "<<<<<<< HEAD\n甲\n".into(), 1),
            ("a.csv", "a,b\n=======\n1,2\n".into(), 1),
            ("a.md", "标题\n=======\n\n正文\n\n|||||||\n".into(), 0),
            ("a.md", "> > > > > > > 甲\n>>>>>>>\n    <<<<<<< HEAD\na <<<<<<< b\n<<<<<<<<\u{e9}\n".into(), 0),
            ("a.yaml", "# =======\n# <<<<<<< a\na: =======\n".into(), 0),
        ] {
            let mut diags = Diagnostics::new();
            assert_eq!(has_conflict(&file.into(), &text, &mut diags), count > 0, "{text:?}");
            assert_eq!(diags.len(), count, "{text:?}");
        }
    }
}
