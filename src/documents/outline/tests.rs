use super::page::read;
use crate::documents::outline::{Left, Paragraph, Picture, Piece, outline};

#[test]
fn the_middle_of_a_page_is_read_in_order() {
    let page = "<html><head><title>通知 - 网站</title><style>p{}</style></head><body><div class=nav><a href=/>首页</a></div>\
        <div id='zoom'><h1>停水通知</h1><p align=center><b>关于停水</b></p><p>见<a href=\"f/a.pdf\">附件</a>。&nbsp;<br>谢谢</p>\
        <img src='p.jpg' alt=图><table><tr><th colspan=2>表<th>三</tr><tr><td rowspan=2>一组<td>1<td>2</tr><tr><td>3<td>4</tr></table></div></body>";
    let outline = read(page);
    let texts: Vec<String> = outline
        .pieces
        .iter()
        .map(|piece| match piece {
            Piece::Paragraph(Paragraph { level, is_strong, is_centred, .. }) => {
                let Piece::Paragraph(own) = piece else { unreachable!() };
                format!(
                    "{}{}{}{}",
                    level.map_or(String::new(), |level| level.to_string()),
                    if *is_strong { "b" } else { "" },
                    if *is_centred { "c" } else { "" },
                    own.text()
                )
            }
            Piece::Table(rows) => rows.iter().map(|row| row.join("|")).collect::<Vec<_>>().join("/"),
            Piece::Picture(Picture::At(at, alt)) => format!("{at} {alt}"),
            Piece::Picture(Picture::Own(_)) => unreachable!(),
        })
        .collect();
    assert_eq!(texts, ["1停水通知", "bc关于停水", "见附件。\n谢谢", "p.jpg 图", "表||三/一组|1|2/一组|3|4"]);
    assert_eq!(outline.title.as_deref(), Some("通知 - 网站"));
    assert_eq!(outline.left, [Left::Around]);
}

#[test]
fn tables_of_rtf_keep_their_cells() {
    let text = r"{\rtf1\ansi\uc1 title\par\trowd date\cell what\cell in\cell\row\trowd 1\cell two\line more\cell\cell\row below\par}";
    let outline = outline("a.rtf", text.as_bytes()).unwrap();
    let rows = |rows: &[&[&str]]| {
        Piece::Table(rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect())
    };
    assert_eq!(outline.pieces.len(), 3, "{outline:#?}");
    assert_eq!(outline.pieces[1], rows(&[&["date", "what", "in"], &["1", "twomore"]]));
}
