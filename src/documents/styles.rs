//! How cells of a workbook look, as far as it says what they show.

use std::collections::HashMap;

use super::figure::{self, Format};
use super::gathering::Gathering;
use super::markup::{self, Piece, Tag};
use super::runs;

/// The styles that cells name by their number.
#[derive(Default)]
pub(super) struct Styles {
    styles: Vec<(Format, bool)>,
}

impl Styles {
    /// How a cell of this style shows its number.
    pub(super) fn format(&self, style: usize) -> Format {
        self.styles.get(style).map_or(Format::Number, |(format, _)| *format)
    }

    /// Whether nobody sees what a cell of this style holds: its format shows nothing, or it is written in white on white.
    pub(super) fn hides(&self, style: usize) -> bool {
        self.styles.get(style).is_some_and(|(format, is_white)| *is_white || *format == Format::Nothing)
    }

    pub(super) fn read(text: &str, into: &mut Gathering) -> Self {
        let mut reader = Reader::default();
        markup::walk(text, |piece| {
            match piece {
                Piece::Open(tag) => {
                    let own = |name: &str, value: &str| {
                        if runs::has(value) {
                            into.say(name, value);
                        }
                    };
                    tag.each(own);
                    reader.open(tag);
                }
                Piece::Close("fonts" | "fills" | "cellXfs") => reader.list = List::Other,
                _ => {}
            }
            into.goes_on()
        });
        Self { styles: reader.styles }
    }
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum List {
    Fonts,
    Fills,
    Cells,
    #[default]
    Other,
}

#[derive(Default)]
struct Reader {
    list: List,
    codes: HashMap<u32, String>,
    /// Which fonts are white, and which grounds are painted.
    fonts: Vec<bool>,
    fills: Vec<bool>,
    styles: Vec<(Format, bool)>,
}

impl Reader {
    fn open(&mut self, tag: &Tag<'_>) {
        let number = |name| tag.get(name).and_then(|number| number.parse::<u32>().ok()).unwrap_or(0);
        match (self.list, tag.name()) {
            (_, "numFmt") => drop(self.codes.insert(number("numFmtId"), tag.get("formatCode").unwrap_or_default())),
            (_, "fonts") => self.list = List::Fonts,
            (_, "fills") => self.list = List::Fills,
            (_, "cellXfs") => self.list = List::Cells,
            (List::Fonts, "font") => self.fonts.push(false),
            (List::Fonts, "color") => {
                let is_white = tag.get("rgb").is_some_and(|colour| colour.to_ascii_uppercase().ends_with("FFFFFF"));
                // The first colour of a theme is that of the paper.
                let is_paper = tag.get("theme").is_some_and(|theme| theme == "0") && tag.get("tint").is_none();
                self.fonts.iter_mut().last().into_iter().for_each(|font| *font = is_white || is_paper);
            }
            (List::Fills, "fill") => self.fills.push(false),
            (List::Fills, "gradientFill") => self.fills.iter_mut().last().into_iter().for_each(|fill| *fill = true),
            (List::Fills, "patternFill") => {
                let is_painted = tag.get("patternType").is_some_and(|pattern| pattern != "none");
                self.fills.iter_mut().last().into_iter().for_each(|fill| *fill = is_painted);
            }
            (List::Cells, "xf") => {
                let id = number("numFmtId");
                let has =
                    |list: &[bool], name| usize::try_from(number(name)).ok().and_then(|at| list.get(at)) == Some(&true);
                let is_white = has(&self.fonts, "fontId") && !has(&self.fills, "fillId");
                self.styles.push((figure::format(id, self.codes.get(&id).map(String::as_str)), is_white));
            }
            _ => {}
        }
    }
}
