//! Office files since 2007: which part holds what.

use std::collections::HashMap;

use super::gathering::Gathering;
use super::package::Package;
use super::sheet::Book;
use super::{State, cells, flow, properties, runs, sort, text};

/// Reads a package: Word, Excel, PowerPoint and what WPS writes like them, OpenDocument, OFD. Any other is an archive.
pub(super) fn read(bytes: &[u8], into: &mut Gathering) {
    let mut package = match Package::open(bytes) {
        Ok(package) => package,
        Err(state) => return into.fault(state),
    };
    let Some(family) = family(&package) else { return into.fault(State::Archive) };
    into.say("comment", &package.comment());
    // Whoever opens the package with another program finds what stands before and behind it.
    if package.has_more() {
        into.leave("beside the package");
    }
    let before = into.said();
    let mut reader = Reader { family, book: Book::default(), relations: HashMap::new(), pictures: 0 };
    let mut names: Vec<(usize, String)> = package.names().iter().cloned().enumerate().collect();
    names.sort_by_key(|(_, name)| order(name));
    for (at, name) in names.iter().filter(|(_, name)| !name.ends_with('/')) {
        match package.nth(*at, &mut into.unpacked) {
            Ok(bytes) => reader.part(name, &bytes, into),
            Err(State::TooLarge) => into.fault(State::TooLarge),
            Err(State::Encrypted) => into.fault(State::Encrypted),
            Err(_) => into.leave(name),
        }
        if into.is_full() {
            into.fault(State::Truncated);
            break;
        }
    }
    reader.book.leftovers(into);
    // Fewer letters than a heading has, and pictures: pages that were photographed.
    if reader.pictures > 0 && into.said() - before < 60 {
        into.picture_of_text();
    }
}

/// Which programs write the package.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// Word, Excel, PowerPoint.
    Open,
    /// OpenDocument.
    Document,
    /// OFD, pages as they are printed.
    Fixed,
}

/// The family of a package; `None` for files that were merely packed together.
pub(super) fn family(package: &Package<'_>) -> Option<Family> {
    let has = |name| package.has(name);
    if has("[Content_Types].xml") {
        Some(Family::Open)
    } else if has("OFD.xml") {
        Some(Family::Fixed)
    } else if has("content.xml") && (has("mimetype") || has("META-INF/manifest.xml")) {
        Some(Family::Document)
    } else {
        None
    }
}

/// What others are read by comes first: relations, names of sheets, texts of cells.
fn order(name: &str) -> u8 {
    match name {
        "xl/_rels/workbook.xml.rels" | "META-INF/manifest.xml" => 0,
        "xl/workbook.xml" | "xl/styles.xml" | "xl/sharedStrings.xml" => 1,
        "styles.xml" => 2,
        _ => 3,
    }
}

struct Reader {
    family: Family,
    book: Book,
    /// Numbers of relations of a workbook, by the parts that these lead to.
    relations: HashMap<String, String>,
    pictures: usize,
}

impl Reader {
    fn part(&mut self, name: &str, bytes: &[u8], into: &mut Gathering) {
        if runs::has(name) {
            into.say("name of a part", name);
        }
        let lower = name.to_lowercase();
        let file = lower.rsplit('/').next().unwrap_or_default();
        let ending = sort::ending(file);
        // Numbers of the part beside it.
        if file.starts_with("itemprops") {
            return;
        }
        if is_signature(&lower) {
            into.sign();
            return;
        }
        if lower.contains("embeddings/") || lower.contains("/attachs/") && self.family == Family::Fixed {
            into.embedded(name, bytes);
            return;
        }
        match &*ending {
            "xml" | "rels" | "vml" | "rdf" => {}
            "jpg" | "jpeg" | "png" | "gif" | "webp" | "tif" | "tiff" | "bmp" | "heic" => {
                self.pictures += usize::from(!lower.contains("thumbnail"));
                return super::picture::metadata(name, bytes, into);
            }
            // Drawings that are older than the pictures above, fonts and the names of printers.
            "emf" | "wmf" | "ttf" | "odttf" | "otf" | "fntdata" | "wdp" | "jb2" | "gbig2" => {
                self.pictures += usize::from(matches!(&*ending, "emf" | "wmf" | "wdp" | "jb2" | "gbig2"));
                return;
            }
            "" if file == "mimetype" => return,
            "bin" if file.starts_with("printersettings") => return,
            _ => return self.other(name, bytes, into),
        }
        match text::decode(bytes) {
            Some(text) => self.markup(name, &text, into),
            None => into.leave(name),
        }
    }

    /// Parts that are no markup: text is read, everything else is named.
    fn other(&self, name: &str, bytes: &[u8], into: &mut Gathering) {
        match sort::ending(name).as_str() {
            "txt" | "csv" | "html" | "htm" | "docx" | "xlsx" | "pptx" | "doc" | "xls" | "pdf" => {
                into.embedded(name, bytes)
            }
            _ if bytes.is_empty() => {}
            _ => into.leave(name),
        }
    }

    fn markup(&mut self, name: &str, text: &str, into: &mut Gathering) {
        let lower = name.to_lowercase();
        if lower.ends_with(".rels") {
            let relations = properties::relations(text, into);
            if lower == "xl/_rels/workbook.xml.rels" {
                let part = |path: &str| path.to_lowercase().trim_start_matches("/xl/").to_owned();
                self.relations = relations.into_iter().map(|(id, path)| (part(&path), id)).collect();
            }
            return;
        }
        match self.family {
            Family::Open => self.open(&lower, text, into),
            Family::Document => super::opendocument::read(name, text, into),
            Family::Fixed => super::fixed::read(name, text, into),
        }
    }

    fn open(&mut self, lower: &str, text: &str, into: &mut Gathering) {
        match lower {
            "docprops/core.xml" | "docprops/app.xml" | "docprops/custom.xml" => return properties::read(text, into),
            "xl/workbook.xml" => return self.book.workbook(text, into),
            "xl/sharedstrings.xml" => return self.book.strings(text, into),
            "xl/styles.xml" => return self.book.styles(text, into),
            "xl/calcchain.xml" | "[content_types].xml" => return runs::tell(lower, text.as_bytes(), into),
            _ => {}
        }
        if lower.contains("/theme/") || lower.ends_with("/fonttable.xml") || lower.ends_with("/websettings.xml") {
            return runs::tell(lower, text.as_bytes(), into);
        }
        let is_sheet = ["xl/worksheets/", "xl/chartsheets/", "xl/macrosheets/", "xl/dialogsheets/"];
        if is_sheet.iter().any(|folder| lower.starts_with(folder)) {
            let part = lower.trim_start_matches("xl/");
            let relation = self.relations.get(part).map(String::as_str);
            let sheet = self.book.sheet(relation, lower);
            return cells::read(text, &sheet, &mut self.book, into);
        }
        // What cells held before they were changed, where several people work on a book.
        if lower.starts_with("xl/revisions/") {
            into.tracked();
        }
        let place = place(lower);
        let is_slide = lower.starts_with("ppt/slides/");
        let is_slide_hidden = is_slide && root_says_no(text, "show");
        let (is_cache, with_attributes) = unseen(lower);
        let is_hidden = is_slide_hidden || is_cache;
        flow::read(text, flow::Part { place: &place, is_hidden, with_attributes }, into);
    }
}

/// Whether a part is a signature over others.
pub(super) fn is_signature(lower: &str) -> bool {
    lower.starts_with("_xmlsignatures/")
        || lower == "meta-inf/documentsignatures.xml"
        || lower.ends_with("/signatures.xml")
        || lower.ends_with("signedvalue.dat")
}

/// Whether nobody sees a part, and whether its attributes are its text.
fn unseen(lower: &str) -> (bool, bool) {
    let within = |parts: &[&str]| parts.iter().any(|part| lower.contains(part));
    if within(&[
        "pivotcache/",
        "externallinks/",
        "customxml/",
        "xl/connections",
        "xl/querytables/",
        "ppt/tags/",
        "xl/revisions/",
    ]) {
        return (true, true);
    }
    let known = within(&[
        "word/",
        "drawing",
        "chart",
        "diagram",
        "slide",
        "ppt/",
        "comment",
        "person",
        "people",
        "worksheets",
        "media",
    ]);
    (false, !known)
}

/// `slide 4 ` for `ppt/slides/slide4.xml`; the main text of a document needs no name.
fn place(lower: &str) -> String {
    let file = lower.rsplit('/').next().unwrap_or_default();
    let name = file.split('.').next().unwrap_or_default();
    let digits = name.trim_start_matches(|sign: char| !sign.is_ascii_digit());
    let word = match name.trim_end_matches(|sign: char| sign.is_ascii_digit()) {
        "document" if lower.starts_with("word/") => return String::new(),
        "notesslide" => "notes of slide",
        "slidemaster" | "slidelayout" | "notesmaster" => "template of slides",
        "commentauthors" | "people" | "person" => "authors",
        "comment" | "comments" | "threadedcomment" => return String::new(),
        "pivotcacherecords" | "pivotcachedefinition" => "pivot cache",
        "externallink" => "cache of another workbook",
        "vmldrawing" => "drawing",
        "item" => "data of the program",
        other => other,
    };
    format!("{word} {digits}").trim_end().to_owned() + " "
}

/// Whether the first element of a text has an attribute that says no.
fn root_says_no(text: &str, name: &str) -> bool {
    let mut says_no = false;
    super::markup::walk(text, |piece| match piece {
        super::markup::Piece::Open(tag) => {
            says_no = tag.is_not(name);
            false
        }
        _ => true,
    });
    says_no
}
