//! The text of pages, put together from pieces by where these stand.

use std::collections::HashMap;

use hayro_syntax::Pdf;
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Dict, Name, Object, Stream};
use hayro_syntax::page::Page;

use super::super::State;
use super::super::gathering::Gathering;
use super::font::Font;
use super::matrix::{Matrix, thousandths, times};
use super::writing::{ObjectOrName, Writing};

/// Instructions of all pages together: a map of a county has about a million.
const STEPS: usize = 20_000_000;

/// Lines and curves from which a page without letters may be one whose letters were drawn: thirty characters or so.
const STROKES: usize = 500;

/// Forms within each other.
const DEPTH: usize = 12;

/// Reads all pages.
pub(super) fn read_all(pdf: &Pdf, into: &mut Gathering) {
    let (mut fonts, mut steps) = (HashMap::new(), STEPS);
    for (number, page) in (1..).zip(pdf.pages().iter()) {
        let mut reader = Reader {
            fonts: &mut fonts,
            steps: &mut steps,
            page,
            state: Writing::new(),
            saved: Vec::new(),
            shown: String::new(),
            hidden: String::new(),
            end: None,
            depth: 0,
            has_picture: false,
            strokes: 0,
            has_ground: false,
            is_known: true,
        };
        let content = content(page, into);
        reader.run(&content, None, into);
        let (shown, hidden) = (std::mem::take(&mut reader.shown), std::mem::take(&mut reader.hidden));
        let (has_picture, is_known, strokes) = (reader.has_picture, reader.is_known, reader.strokes);
        let at = format!("page {number}");
        into.say(&at, &shown);
        into.hide(&at, &hidden);
        // What is written invisibly over a scan is what a machine took it for.
        let is_drawn = has_picture || strokes > STROKES;
        if is_drawn && shown.trim().is_empty() {
            into.picture_of_text();
        }
        if !is_known {
            into.leave(&at);
        }
        if into.is_full() || steps == 0 {
            return into.fault(State::Truncated);
        }
    }
}

/// The instructions of a page, which may be cut into several streams.
fn content(page: &Page<'_>, into: &mut Gathering) -> Vec<u8> {
    use hayro_syntax::object::Array;
    let one = page.raw().get::<Stream<'_>>("Contents");
    let several = page.raw().get::<Array<'_>>("Contents");
    let streams =
        one.into_iter().chain(several.into_iter().flat_map(|array| array.iter::<Stream<'_>>().collect::<Vec<_>>()));
    let mut content = Vec::new();
    for stream in streams {
        content.extend(super::unpacked(&stream, into));
        content.push(b'\n');
    }
    content
}

struct Reader<'r, 'a> {
    fonts: &'r mut HashMap<ObjectOrName, Font>,
    steps: &'r mut usize,
    page: &'r Page<'a>,
    state: Writing,
    saved: Vec<Writing>,
    shown: String,
    hidden: String,
    /// Where the last piece of text ended, and the size of its characters.
    end: Option<(i64, i64, i64)>,
    depth: usize,
    has_picture: bool,
    /// Lines and curves.
    strokes: usize,
    /// Whether something was painted on which white letters would show.
    has_ground: bool,
    is_known: bool,
}

impl<'a> Reader<'_, 'a> {
    /// Follows the instructions of a page, or of a form with resources of its own.
    fn run(&mut self, content: &[u8], own: Option<&Dict<'a>>, into: &mut Gathering) {
        let mut instructions = UntypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            if *self.steps == 0 {
                return;
            }
            *self.steps -= 1;
            let operands: Vec<Object<'_>> = match &**instruction.operator {
                // Lines and curves have nothing to say, and are most of a drawing.
                b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" => {
                    self.strokes += 1;
                    continue;
                }
                _ => instruction.operands().cloned().collect(),
            };
            match &**instruction.operator {
                b"Tf" => self.font(&operands, own, into),
                b"Do" => self.form(&operands, own, into),
                b"BI" => self.has_picture = true,
                b"BDC" => self.replaced(&operands),
                b"Tj" | b"'" | b"\"" | b"TJ" => {
                    if matches!(&**instruction.operator, b"'" | b"\"") {
                        self.state.next_line(0, self.state.leading.saturating_neg());
                    }
                    if let Some(last) = operands.last() {
                        self.show(last);
                    }
                }
                operator => self.set(operator, &operands),
            }
        }
    }

    fn set(&mut self, operator: &[u8], operands: &[Object<'_>]) {
        let first = operands.first().map_or(0, thousandths);
        let second = operands.get(1).map_or(0, thousandths);
        let state = &mut self.state;
        match operator {
            b"q" if self.saved.len() < 256 => self.saved.push(state.clone()),
            b"Q" => self.saved.pop().into_iter().for_each(|saved| *state = saved),
            b"cm" => state.page = Matrix::of(operands).then(state.page),
            b"BT" => (state.text, state.line) = (Matrix::ONE, Matrix::ONE),
            b"Tm" => (state.text, state.line) = (Matrix::of(operands), Matrix::of(operands)),
            b"Td" => state.next_line(first, second),
            b"TD" => {
                state.leading = second.saturating_neg();
                state.next_line(first, second);
            }
            b"T*" => state.next_line(0, state.leading.saturating_neg()),
            b"TL" => state.leading = first,
            b"Tc" => state.spread = first,
            b"Tw" => state.blank = first,
            b"Ts" => state.rise = first,
            b"Tr" => state.is_invisible = matches!(first, 3_000 | 7_000),
            b"g" => state.is_white = first >= 1_000,
            b"rg" => state.is_white = operands.iter().all(|part| thousandths(part) >= 1_000),
            b"k" => state.is_white = operands.iter().all(|part| thousandths(part) == 0),
            b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" => self.has_ground |= !state.is_white,
            b"sh" => self.has_ground = true,
            b"sc" | b"scn" => {
                state.is_white = operands.len() != 4 && operands.iter().all(|part| thousandths(part) >= 1_000)
            }
            _ => {}
        }
    }

    fn font(&mut self, operands: &[Object<'_>], own: Option<&Dict<'a>>, into: &mut Gathering) {
        let [Object::Name(name), size, ..] = operands else { return };
        self.state.size = thousandths(size);
        let found = own.and_then(|own| own.get::<Dict<'a>>("Font")).and_then(|fonts| fonts.get::<Dict<'a>>(&**name));
        let Some(dict) = found.or_else(|| self.page.resources().get_font(name)) else { return };
        let key = match dict.obj_id() {
            Some(id) => ObjectOrName::Object(id),
            None => ObjectOrName::Name(dict.data().as_ptr().addr(), name.to_vec()),
        };
        if !self.fonts.contains_key(&key) {
            self.fonts.insert(key.clone(), Font::read(&dict, into));
        }
        self.state.font = Some(key);
    }

    /// A picture, or instructions that stand elsewhere.
    fn form(&mut self, operands: &[Object<'_>], own: Option<&Dict<'a>>, into: &mut Gathering) {
        let Some(Object::Name(name)) = operands.first() else { return };
        let found = own.and_then(|own| own.get::<Dict<'a>>("XObject")).and_then(|all| all.get::<Stream<'a>>(&**name));
        let Some(stream) = found.or_else(|| self.page.resources().get_x_object(name)) else { return };
        let dict = stream.dict();
        if dict.get::<Name<'_>>("Subtype").is_some_and(|name| &*name == b"Image") {
            (self.has_picture, self.has_ground) = (true, true);
            return;
        }
        if self.depth >= DEPTH || self.saved.len() > 256 {
            return;
        }
        let content = super::unpacked(&stream, into);
        let around = (self.state.clone(), std::mem::take(&mut self.saved));
        if let Some(matrix) = dict.get::<hayro_syntax::object::Array<'_>>("Matrix") {
            let operands: Vec<Object<'_>> = matrix.iter::<Object<'_>>().take(6).collect();
            self.state.page = Matrix::of(&operands).then(self.state.page);
        }
        let inner = dict.get::<Dict<'a>>("Resources");
        self.depth += 1;
        self.run(&content, inner.as_ref().or(own), into);
        self.depth -= 1;
        (self.state, self.saved) = around;
    }

    /// Marked content may say itself what it shows.
    fn replaced(&mut self, operands: &[Object<'_>]) {
        for object in operands {
            if let Object::Dict(dict) = object
                && let Some(text) = dict.get::<hayro_syntax::object::String<'_>>("ActualText")
            {
                let text = super::objects::string(text.as_bytes());
                self.hidden.push_str(&text);
                self.hidden.push('\n');
            }
        }
    }

    fn show(&mut self, object: &Object<'_>) {
        match object {
            Object::String(string) => self.piece(string.as_bytes()),
            Object::Array(array) => {
                for part in array.iter::<Object<'_>>() {
                    match &part {
                        Object::String(string) => self.piece(string.as_bytes()),
                        Object::Number(_) => {
                            let back = times(thousandths(&part) / 1_000, self.state.size);
                            self.state.text = Matrix::shift(back.saturating_neg(), 0).then(self.state.text);
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    /// A piece of text at the place where the pen stands.
    fn piece(&mut self, bytes: &[u8]) {
        let font = self.state.font.as_ref().and_then(|key| self.fonts.get(key));
        let Some(shown) = font.map(|font| font.text(bytes)) else {
            self.is_known = false;
            return;
        };
        self.is_known &= shown.is_known;
        let [a, b, .., x, y] = Matrix::shift(0, self.state.rise).then(self.state.text).then(self.state.page).0;
        let scale = if a == 0 { b } else { a }.saturating_abs();
        let size = times(self.state.size, scale).saturating_abs();
        let is_hidden = self.state.is_invisible || self.state.is_white && !self.has_ground;
        let out = if is_hidden { &mut self.hidden } else { &mut self.shown };
        if let Some((last_x, last_y, last_size)) = self.end {
            let em = size.max(last_size).max(1);
            let (right, down) = (x.saturating_sub(last_x), y.saturating_sub(last_y));
            if down.saturating_abs() > em / 2 || right < -em.saturating_mul(2) {
                out.push('\n');
            } else if right > em / if are_letters(out, &shown.text) { 7 } else { 4 } {
                out.push(' ');
            }
        }
        out.push_str(&shown.text);
        let blanks = i64::try_from(shown.text.bytes().filter(|byte| *byte == b' ').count()).unwrap_or(0);
        let spread =
            shown.codes.saturating_mul(self.state.spread).saturating_add(blanks.saturating_mul(self.state.blank));
        let advance = times(shown.width, self.state.size).saturating_add(spread);
        self.state.text = Matrix::shift(advance, 0).then(self.state.text);
        self.end = Some((x.saturating_add(times(advance, scale)), y, size));
    }
}

/// Whether two pieces are words of Latin letters, between which a narrow gap is a blank; Chinese and digits may be set
/// wide without one.
fn are_letters(before: &str, behind: &str) -> bool {
    let is_latin = |sign: char| sign.is_ascii() && !sign.is_ascii_digit();
    before.chars().next_back().is_some_and(is_latin) && behind.chars().next().is_some_and(is_latin)
}
