//! Records of text: a document or an old page becomes a notice, its headings and tables Markdown, its pictures and files
//! attachments.

use std::path::{Path, PathBuf};

use crate::base::date::Date;
use crate::base::lexicon::LEXICON;
use crate::base::path::{SitePath, encode, last, resolve};
use crate::documents::outline::{Left, Outline, Paragraph, Picture, Piece, Words};
use crate::import::around::unit;
use crate::import::markdown::{escaped, heading};
use crate::import::{Answers, Asked, From, Setting};
use crate::model::form::Form;
use crate::model::kind::Kind;

/// The text of a file.
#[derive(Clone, Debug)]
pub struct TextSource {
    /// Name of the file.
    pub file: String,
    /// The folder that its links start from.
    pub folder: PathBuf,
    /// The folder that they do not leave.
    pub top: PathBuf,
    /// What it says.
    pub outline: Outline,
}

/// A notice to be, before it is written.
#[derive(Clone, Debug)]
pub struct Notice<'a> {
    /// Where its text comes from.
    pub source: &'a TextSource,
    /// Its kind.
    pub kind: &'a Kind,
    /// Its form.
    pub form: Option<&'a Form>,
    /// Path of its unit, with a slash in front, if it is known.
    pub org: Option<(String, From)>,
    /// Its title.
    pub title: String,
    /// The day on which it was published, if the page says it.
    pub published: Option<Date>,
    /// The day at its end.
    pub formed: Option<Date>,
    /// Its text in Markdown; links to its own files begin with `OWN`.
    pub body: String,
    /// Its files: the name that each will have, and where it comes from.
    pub files: Vec<(String, FileSource)>,
    /// Addresses of files that were not found where the page says, or may not be taken.
    pub lost: Vec<String>,
    /// What was left out of the document.
    pub left: Vec<Left>,
}

/// Where an attachment comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileSource {
    /// A picture of the document, by its place.
    Own(usize),
    /// A file beside the page.
    At(PathBuf),
}

/// Stands in the text for the folder of the record.
pub(super) const OWN: &str = "\u{e000}";

/// The notice that a text becomes.
pub fn notice<'a>(
    setting: Setting<'a>,
    source: &'a TextSource,
    answers: &Answers,
    asked: Asked<'_>,
) -> Option<Notice<'a>> {
    let (kind, form) = shape(setting, asked)?;
    let outline = &source.outline;
    let (title, taken) = title(source);
    let mut making = Making { source, body: String::new(), files: Vec::new(), lost: Vec::new() };
    let mut published = None;
    for (at, piece) in outline.pieces.iter().enumerate().filter(|(at, _)| Some(*at) != taken) {
        match piece {
            Piece::Paragraph(paragraph) => {
                match day_of_publication(paragraph).filter(|_| published.is_none() && at < 8) {
                    Some(day) => published = Some(day),
                    None => making.paragraph(paragraph),
                }
            }
            Piece::Table(rows) => making.table(rows),
            Piece::Picture(picture) => making.picture(picture),
        }
    }
    let texts: Vec<String> = outline.pieces.iter().filter_map(text_of).collect();
    let formed = texts.iter().rev().take(3).find_map(|text| Date::parse(text)).map(|(date, _)| date);
    let orgs = &setting.content.portal.orgs;
    let org = match &answers.org {
        Some(org) => Some((org.clone(), From::Given)),
        None if orgs.len() == 1 => Some((format!("/{}", orgs.root().path), From::Usual)),
        None => {
            let near = texts.iter().rev().take(4).chain([&title]).chain(texts.iter().take(3));
            unit(setting, near.map(|text| &**text)).map(|org| (org, From::Table))
        }
    };
    let Making { body, files, lost, .. } = making;
    let title = answers.title.clone().unwrap_or(title);
    Some(Notice { source, kind, form, org, title, published, formed, body, files, lost, left: outline.left.clone() })
}

/// The kind and form of texts: those that were asked for, or a notice of which nothing but text is asked.
fn shape<'a>(setting: Setting<'a>, asked: Asked<'_>) -> Option<(&'a Kind, Option<&'a Form>)> {
    let Asked { kind, form } = asked;
    let portal = &setting.content.portal;
    let form = match form {
        Some(form) => Some(portal.forms.values().find(|own| *own.name == *form)?),
        None => portal.forms.values().find(|own| kind.is_none() && &*own.name == "announcement"),
    };
    let kind = match (kind, form) {
        (Some(kind), _) => portal.kinds.get(kind)?,
        (None, Some(form)) => portal.kinds.get(&*form.kind)?,
        (None, None) => portal.kinds.get("notice")?,
    };
    Some((kind, form.filter(|form| form.kind == kind.name)))
}

fn text_of(piece: &Piece) -> Option<String> {
    match piece {
        Piece::Paragraph(paragraph) => Some(paragraph.text()),
        _ => None,
    }
}

/// The title, and the place of the paragraph that it is.
fn title(source: &TextSource) -> (String, Option<usize>) {
    let first = source.outline.pieces.iter().enumerate().take(8);
    let paragraphs = first.filter_map(|(at, piece)| match piece {
        Piece::Paragraph(paragraph) => Some((at, paragraph)),
        _ => None,
    });
    let is_short = |paragraph: &Paragraph| (4..=60).contains(&paragraph.text().chars().count());
    let marked =
        |(_, one): &(usize, &Paragraph)| is_short(one) && (one.level == Some(1) || one.is_centred || one.is_strong);
    let mut all = paragraphs.clone();
    let found = all.find(marked).or_else(|| {
        paragraphs.clone().next().filter(|(_, one)| is_short(one) && !one.text().ends_with(['。', '：', '.', ':']))
    });
    let stem = source.file.rsplit_once('.').map_or(&*source.file, |(stem, _)| stem);
    match found {
        Some((at, paragraph)) => (paragraph.text().replace('\n', ""), Some(at)),
        None => (source.outline.title.clone().unwrap_or_else(|| stem.to_owned()), None),
    }
}

/// The day of publication, where a line above the text says it.
fn day_of_publication(paragraph: &Paragraph) -> Option<Date> {
    let text = paragraph.text();
    let is_said = LEXICON.import.published.is_in(&text);
    if !is_said || text.chars().count() > 80 {
        return None;
    }
    let parts = text.split(|sign: char| sign.is_whitespace() || "：:|｜[]【】（）".contains(sign));
    parts.filter_map(Date::parse).map(|(date, _)| date).next()
}

/// A text in the making.
struct Making<'s> {
    source: &'s TextSource,
    body: String,
    files: Vec<(String, FileSource)>,
    lost: Vec<String>,
}

impl Making<'_> {
    fn block(&mut self, text: &str) {
        if !self.body.is_empty() {
            self.body.push('\n');
        }
        self.body.push_str(text);
        self.body.push('\n');
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let text = paragraph.text();
        let spans: Vec<String> = paragraph.spans.iter().map(|words| self.words(words)).collect();
        let line = spans.concat().trim().replace('\n', "\\\n");
        match heading(paragraph, &text) {
            Some(level) => self.block(&format!("{} {}", "#".repeat(level), line.replace("\\\n", " "))),
            None if paragraph.is_item => self.block(&format!("- {line}")),
            None if paragraph.is_strong && paragraph.spans.iter().all(|words| words.link.is_none()) => {
                self.block(&format!("**{line}**"))
            }
            None => self.block(&line),
        }
    }

    fn words(&mut self, words: &Words) -> String {
        let text = escaped(&words.text);
        let Some(link) = words.link.as_ref().filter(|_| !words.text.trim().is_empty()) else { return text };
        let is_elsewhere = link.contains("://") || link.starts_with("mailto:") || link.starts_with("tel:");
        match if is_elsewhere { None } else { self.file(link) } {
            Some(name) => format!("[{text}]({OWN}{})", encode(&name)),
            None if is_elsewhere => format!("[{text}](<{}>)", link.replace(['<', '>', '\n'], "")),
            None => text,
        }
    }

    fn table(&mut self, rows: &[Vec<String>]) {
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let line = |row: &Vec<String>| {
            let cells = (0..width).map(|at| row.get(at).map_or(String::new(), |cell| escaped(cell).replace('\n', " ")));
            format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
        };
        let Some((head, rest)) = rows.split_first() else { return };
        let rule = format!("|{}", " --- |".repeat(width));
        let lines: Vec<String> = [line(head), rule].into_iter().chain(rest.iter().map(line)).collect();
        self.block(&lines.join("\n"));
    }

    fn picture(&mut self, picture: &Picture) {
        match picture {
            Picture::Own(at) => {
                let end = self
                    .source
                    .outline
                    .pictures
                    .get(*at)
                    .and_then(|(name, _)| name.rsplit_once('.'))
                    .map_or("png", |(_, end)| end);
                let name = format!("picture-{}.{}", at + 1, end.to_ascii_lowercase());
                self.files.push((name.clone(), FileSource::Own(*at)));
                self.block(&format!("![]({OWN}{})", encode(&name)));
            }
            Picture::At(link, alt) => {
                if let Some(name) = self.file(link) {
                    self.block(&format!("![{}]({OWN}{})", escaped(alt), encode(&name)));
                }
            }
        }
    }

    /// Takes a file beside the page; the name that it will have.
    fn file(&mut self, link: &str) -> Option<String> {
        let plain = link.split(['?', '#']).next().unwrap_or_default();
        let is_page =
            [".html", ".htm", ".shtml", ".jsp", ".asp", ".aspx", ".php", "/"].iter().any(|end| plain.ends_with(end));
        if plain.is_empty() || is_page {
            self.lost.extend((!plain.is_empty()).then(|| link.to_owned()));
            return None;
        }
        let Some(path) = self.place(plain) else {
            self.lost.push(link.to_owned());
            return None;
        };
        let source = FileSource::At(path);
        if let Some((name, _)) = self.files.iter().find(|(_, own)| *own == source) {
            return Some(name.clone());
        }
        let own = decoded(last(plain));
        let is_free = |name: &str, files: &[(String, FileSource)]| {
            !files.iter().any(|(taken, _)| taken.eq_ignore_ascii_case(name))
        };
        let end = own.rsplit_once('.').map_or("", |(_, end)| end).to_owned();
        let named = SitePath::parse(&own).is_ok() && is_free(&own, &self.files);
        let name = if named { own } else { format!("file-{}.{end}", self.files.len() + 1) };
        self.files.push((name.clone(), source));
        Some(name)
    }

    /// The file that a link leads to, inside the folder that was given and nowhere else.
    fn place(&self, link: &str) -> Option<PathBuf> {
        let link = decoded(link);
        if link.contains("://") || link.starts_with("//") || link.contains(':') {
            return None;
        }
        let folder = if link.starts_with('/') { &self.source.top } else { &self.source.folder };
        let below = folder.strip_prefix(&self.source.top).ok()?;
        let below: Vec<String> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let path = self.source.top.join(Path::new(&resolve(&below.join("/"), link.trim_start_matches('/'))?));
        let real = path.canonicalize().ok()?;
        (real.is_file() && real.starts_with(self.source.top.canonicalize().ok()?)).then_some(real)
    }
}

fn decoded(link: &str) -> String {
    percent_encoding::percent_decode_str(link).decode_utf8_lossy().into_owned()
}
