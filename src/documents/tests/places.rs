use super::builders::{docx, paragraph, xlsx};
use super::{State, Trait, at, hides, read, shows, tells};

/// A text document with something in every place.
fn text_document() -> Vec<u8> {
    let body = [
        &paragraph("正文")[..],
        "<w:p><w:r><w:t>1101051</w:t></w:r><w:r><w:t>9491231002X</w:t></w:r></w:p>",
        "<w:p><w:del w:author=\"某戊\"><w:r><w:delText>删去的</w:delText></w:r></w:del><w:ins w:author=\"某己\"><w:r><w:t>加上的</w:t></w:r></w:ins></w:p>",
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏字</w:t></w:r><w:r><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr><w:t>白字</w:t></w:r></w:p>",
        "<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill=\"000080\"/></w:tcPr><w:p><w:r><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr><w:t>表头</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>乙格</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        "<w:p><w:r><w:drawing><wp:docPr id=\"1\" name=\"某庚证件.jpg\" descr=\"替代文字\"/><wp:posOffset>110105491231002</wp:posOffset></w:drawing><w:txbxContent><w:p><w:r><w:t>文本框</w:t></w:r></w:p></w:txbxContent></w:r><w:r><w:t>框后</w:t></w:r></w:p>",
        "<w:p><w:r><w:instrText> HYPERLINK \"mailto:a@example.com\" </w:instrText></w:r></w:p>",
    ]
    .concat();
    docx(
        &body,
        &[
            ("word/header1.xml", &format!("<w:hdr>{}</w:hdr>", paragraph("页眉"))),
            (
                "word/footnotes.xml",
                &format!("<w:footnotes><w:footnote>{}</w:footnote></w:footnotes>", paragraph("脚注")),
            ),
            (
                "word/comments.xml",
                &format!("<w:comments><w:comment w:author=\"某辛\">{}</w:comment></w:comments>", paragraph("批注")),
            ),
            (
                "word/settings.xml",
                "<w:settings><w:docVars><w:docVar w:name=\"v\" w:val=\"变量\"/></w:docVars></w:settings>",
            ),
            (
                "word/_rels/document.xml.rels",
                "<Relationships><Relationship Type=\"x/hyperlink\" TargetMode=\"External\" Target=\"tel:13800138000\"/><Relationship Type=\"x/attachedTemplate\" TargetMode=\"External\" Target=\"file:///C:/%E6%9F%90%E5%A3%AC/a.dotm\"/></Relationships>",
            ),
            ("customXml/item1.xml", "<root a=\"属性值一\">缓存值</root>"),
            ("word/charts/chart1.xml", "<c:chart><c:pt><c:v>图表值</c:v></c:pt></c:chart>"),
        ],
    )
}

#[test]
fn every_place_of_a_text_document_is_read() {
    let bytes = text_document();
    let document = read("a.docx", &bytes);
    for text in "正文 11010519491231002X 加上的 表头 乙格 某庚证件 替代文字 文本框 框后 mailto:a@example.com 页眉 脚注 批注 tel:13800138000 图表值".split(' ') {
        assert!(shows(&document, text), "{text}: {document:#?}");
    }
    for text in "删去的 隐藏字 白字 变量 缓存值 属性值一".split(' ') {
        assert!(hides(&document, text) && !shows(&document, text), "{text}");
    }
    assert!(!shows(&document, "110105491231002"), "a measure is no text");
    for author in ["某戊", "某己", "某辛"] {
        assert!(tells(&document, Trait::Editor, author), "{author}");
    }
    assert!(tells(&document, Trait::Other, "某壬"));
    assert_eq!(at(&document, "乙格"), "table 1 row 2 column 2");
    assert_eq!(at(&document, "批注"), "comment 1");
    assert!(document.has_comments && document.has_tracked_changes && document.has_hidden);
    assert_eq!(document.state, State::Read);
}

/// A workbook with something in every place.
fn workbook() -> Vec<u8> {
    let sheet = "<cols><col min=\"3\" max=\"3\" hidden=\"1\"/></cols><sheetData>\
        <row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>1.1010519491231E+17</v></c><c r=\"C1\"><v>424242</v></c></row>\
        <row r=\"2\" hidden=\"1\"><c r=\"A2\" t=\"inlineStr\"><is><t>藏行</t></is></c></row>\
        <row r=\"3\"><c r=\"A3\" s=\"1\"><v>45658</v></c><c r=\"B3\" t=\"str\"><f>CONCAT(\"式中字\",A1)</f><v>算得</v></c><c r=\"D3\" s=\"2\"><v>777777</v></c><c r=\"E3\" s=\"3\" t=\"str\"><v>隐白</v></c><c r=\"F3\" s=\"4\" t=\"str\"><v>蓝底白字</v></c></row>\
        </sheetData><dataValidations><dataValidation sqref=\"E1\" prompt=\"提示语\"><formula1>\"选项甲,选项乙\"</formula1></dataValidation></dataValidations>\
        <hyperlinks><hyperlink ref=\"A1\" display=\"显示名\"/></hyperlinks><headerFooter><oddHeader>&amp;C打印页眉</oddHeader></headerFooter>";
    xlsx(
        sheet,
        &[
            (
                "xl/workbook.xml",
                "<workbook><sheets><sheet name=\"表\" r:id=\"r1\"/><sheet name=\"密表\" state=\"veryHidden\" r:id=\"r2\"/></sheets><definedNames><definedName name=\"负责人\">\"名称值\"</definedName></definedNames></workbook>",
            ),
            (
                "xl/worksheets/sheet2.xml",
                "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>密字</t></is></c></row></sheetData></worksheet>",
            ),
            ("xl/sharedStrings.xml", "<sst><si><r><t>共</t></r><r><t>享</t></r></si><si><t>删后残留</t></si></sst>"),
            (
                "xl/styles.xml",
                "<styleSheet><numFmts><numFmt numFmtId=\"176\" formatCode=\";;;\"/></numFmts><fonts><font/><font><color rgb=\"FFFFFFFF\"/></font></fonts><fills><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"solid\"/></fill></fills><cellStyleXfs><xf numFmtId=\"0\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"176\"/><xf fontId=\"1\"/><xf fontId=\"1\" fillId=\"1\"/></cellXfs></styleSheet>",
            ),
            (
                "xl/comments1.xml",
                "<comments><authors><author>某甲</author></authors><commentList><comment ref=\"B2\" authorId=\"0\"><text><r><t>批注</t></r></text></comment></commentList></comments>",
            ),
            (
                "xl/threadedComments/threadedComment1.xml",
                "<ThreadedComments><threadedComment ref=\"B9\"><text>新批注</text></threadedComment></ThreadedComments>",
            ),
            (
                "xl/persons/person.xml",
                "<personList><person displayName=\"某乙\" id=\"x\" userId=\"u@example.com\"/></personList>",
            ),
            ("xl/pivotCache/pivotCacheRecords1.xml", "<r><s v=\"透视缓存\"/><n v=\"1.10105491231002E14\"/></r>"),
            (
                "xl/externalLinks/externalLink1.xml",
                "<externalLink><cell r=\"A1\"><v>外部缓存</v></cell></externalLink>",
            ),
            (
                "xl/drawings/drawing1.xml",
                "<xdr:wsDr><xdr:cNvPr id=\"2\" name=\"图片\" descr=\"图述\"/><a:p><a:r><a:t>框字</a:t></a:r></a:p></xdr:wsDr>",
            ),
        ],
    )
}

#[test]
fn every_place_of_a_workbook_is_read() {
    let bytes = workbook();
    let document = read("a.xlsx", &bytes);
    for text in
        "共享 110105194912310000 2025-01-01 算得 蓝底白字 式中字 提示语 选项乙 显示名 打印页眉 名称值 批注 新批注 图述 框字"
            .split(' ')
    {
        assert!(shows(&document, text), "{text}: {document:#?}");
    }
    for text in "424242 隐白 藏行 密字 密表 777777 删后残留 透视缓存 110105491231002 外部缓存".split(' ')
    {
        assert!(hides(&document, text) && !shows(&document, text), "{text}: {document:#?}");
    }
    assert!(tells(&document, Trait::Editor, "某甲") && tells(&document, Trait::Editor, "某乙"));
    assert_eq!(at(&document, "1101051949"), "表!B1");
    assert_eq!(at(&document, "批注"), "comment B2");
    assert_eq!(at(&document, "密字"), "密表!A1");
    assert!(document.has_comments && document.has_hidden);
}
