use super::{State, Trait, at, read, shows, tells};

#[test]
fn rtf_is_read() {
    let text = r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0 SimSun;}}{\info{\author \'c4\'b3\u30002 ?}{\company Village}{\operator b}}
{\header top\par}{\*\generator Wps;}\uc1 1101{\b 05}19491231{\*\bkmkstart mark}002X\par
\'b4\'e5\u-30335 ?\'ce\'f1\tab end\par {\v unseen}{\deleted gone}{\annotation {\*\atnauthor c}remark}{\field{\*\fldinst HYPERLINK mailto:a@example.com}{\fldrslt shown}}}";
    let document = read("a.rtf", text.as_bytes());
    for text in ["11010519491231002X", "村要务\tend", "remark", "mailto:a@example.com", "shown", "top"] {
        assert!(shows(&document, text), "{text}: {document:#?}");
    }
    assert!(super::hides(&document, "unseen") && super::hides(&document, "gone") && !shows(&document, "SimSun"));
    assert!(tells(&document, Trait::Author, "某甲") || tells(&document, Trait::Author, "某田"), "{document:#?}");
    assert!(tells(&document, Trait::Company, "Village") && tells(&document, Trait::Editor, "b"));
    assert_eq!((at(&document, "11010519"), document.state), ("paragraph 2", State::Read));
    assert!(document.has_comments && document.has_tracked_changes);
    for end in 0..text.len() {
        read("a.rtf", text.get(..end).unwrap_or_default().as_bytes());
    }
    assert_eq!(read("a.rtf", format!(r"{{\rtf1 {}", "{".repeat(1_000_000)).as_bytes()).state, State::Unreadable);
}
