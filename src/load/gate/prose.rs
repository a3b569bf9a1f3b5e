//! The text of a record below its keys: Markdown, in which signs of its own may stand between those of a number.

use std::borrow::Cow;
use std::ops::Range;

use crate::base::lang::Text;
use crate::base::source::Span;
use crate::documents::Passage;
use crate::load::gate::judge::{Judge, Said};
use crate::load::gate::markup::{self, Marked};
use crate::load::gate::tables::{Cell, Parts, Table};
use crate::load::source::Source;
use crate::privacy::{self, Around, Found, Sort};

const BROKEN: Text = Text {
    zh: "它被加粗、代码之类的记号隔开了，程序不能替你遮：在正文里找到 {found}，删去，或去掉中间的记号后照提示处理",
    en: "signs of markup stand between its own, so it cannot be masked for you: find {found} in the text and delete it, or take the signs away and follow the message",
};

fn what(source: &Source) -> &'static str {
    if source.text.is_ascii() { "text" } else { "正文" }
}

/// The whole file with marks for what is withheld of the text.
pub(super) fn gated<'t>(judge: &mut Judge<'_>, source: &'t Source, title: &str) -> Cow<'t, str> {
    "body".clone_into(&mut judge.key);
    let text = source.text.get(source.body..).unwrap_or_default();
    // Beside a long text nobody takes the title for whom each sentence is about.
    const SHORT: usize = 1_500;
    let around = Around { beside: if text.len() < SHORT { title } else { "" }, ..Around::default() };
    let span = Span::bytes(&source.file, source.body, source.text.len());
    let said = Said { text, around, what: what(source), span: &span, is_plain: true };
    let gated = judge.text(said, Some(source.body));
    let tables = Tables::of(said, source, title);
    let gated = tables.gated(judge, gated.as_deref().unwrap_or(text)).or(gated);
    let gated = tables.gated_markup(judge, gated.as_deref().unwrap_or(text)).or(gated);
    match (gated, source.text.get(..source.body)) {
        (Some(gated), Some(front)) => Cow::Owned(format!("{front}{gated}")),
        _ => Cow::Borrowed(&source.text),
    }
}

/// The tables of a text, whose cells say more below their heads than by themselves.
struct Tables<'a> {
    said: Said<'a>,
    title: &'a str,
    /// Each line as it is written, with where it begins in the file.
    lines: Vec<(usize, &'a str)>,
    /// What was found without them.
    known: Vec<(Sort, &'a str)>,
}

impl<'a> Tables<'a> {
    fn of(said: Said<'a>, source: &Source, title: &'a str) -> Self {
        let lines = said.text.split('\n').scan(source.body, |at, line| {
            let start = *at;
            *at += line.len() + 1;
            Some((start, line))
        });
        let found = privacy::find(said.text, said.around).into_iter();
        let known = found.map(|one| (one.sort, said.text.get(one.range).unwrap_or_default()));
        Self { said, title, lines: lines.collect(), known: known.collect() }
    }

    /// The text with marks in the cells too, where it has some already; `None` if there is nothing more to mark.
    fn gated(&self, judge: &mut Judge<'_>, text: &str) -> Option<String> {
        let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        let passage = |(at, line): (usize, &String)| Passage {
            at: format!("line {at}").into(),
            text: line.as_str().into(),
            is_hidden: false,
        };
        let passages: Vec<Passage> = lines.iter().enumerate().map(passage).collect();
        let mut is_changed = false;
        for table in &Parts::of_lines(&passages, false).tables {
            let over = self.over(table, &lines);
            for (row, named) in table.rows.iter().zip(table.named()) {
                // From the right, so that what stands before a mark keeps its place.
                for (cell, label) in row.iter().zip(&named.labels).rev() {
                    let around = Around { label, beside: &named.beside, ..Around::default() };
                    for one in found_in(cell, around, &over).iter().rev() {
                        is_changed |= self.mark(judge, Told { cell, around, one }, &mut lines);
                    }
                }
            }
        }
        is_changed.then(|| lines.join("\n"))
    }

    /// The same of tables that are written as HTML.
    fn gated_markup(&self, judge: &mut Judge<'_>, text: &str) -> Option<String> {
        let (now, then) = (markup::tables(text), markup::tables(self.said.text));
        let mut marks: Vec<Range<usize>> = Vec::new();
        for (at, own) in now.iter().enumerate() {
            let over = self.over_markup(own, text);
            for (number, (row, named)) in own.table.rows.iter().zip(own.table.named()).enumerate() {
                let places = own.places.get(number).into_iter().flatten();
                for (column, ((cell, label), place)) in row.iter().zip(&named.labels).zip(places).enumerate() {
                    let Some(place) = place else { continue };
                    let before = || then.get(at)?.places.get(number)?.get(column)?.clone();
                    let around = Around { label, beside: &named.beside, ..Around::default() };
                    let spot = Spot { written: text.get(place.clone()).unwrap_or_default(), before: before() };
                    for one in &found_in(cell, around, &over) {
                        let range = self.mark_markup(judge, Told { cell, around, one }, &spot);
                        marks.extend(range.map(|own| place.start + own.start..place.start + own.end));
                    }
                }
            }
        }
        let mut marked = text.to_owned();
        marks.sort_by_key(|range| std::cmp::Reverse(range.start));
        marks.dedup();
        marks.iter().for_each(|range| marked.replace_range(range.clone(), judge.mark()));
        (!marks.is_empty()).then_some(marked)
    }

    /// Reports a finding in such a cell; where in what is written there a mark has to stand: all of it, if tags stand in it.
    fn mark_markup(&self, judge: &mut Judge<'_>, told: Told<'_>, spot: &Spot<'_>) -> Option<Range<usize>> {
        let Told { cell, around, one } = told;
        let found = cell.text.get(one.range.clone()).unwrap_or_default();
        if self.known.iter().any(|(sort, text)| *sort == one.sort && *text == found) {
            return None;
        }
        let own = Some(one.range.clone()).filter(|_| spot.written == cell.text);
        let (file, body) = (&self.said.span.file, self.lines.first().map_or(0, |(start, _)| *start));
        let same = spot.before.clone().filter(|before| self.said.text.get(before.clone()) == Some(spot.written));
        let whole = same.clone().unwrap_or(0..self.said.text.len());
        let exact = same.zip(own.clone()).map(|(before, own)| before.start + own.start..before.start + own.end);
        let span = exact.clone().unwrap_or(whole);
        let span = Span::bytes(file, body + span.start, body + span.end);
        let said = Said { text: &cell.text, around, span: &span, is_plain: exact.is_some(), ..self.said };
        let is_withheld = judge.finds(one.sort, one.range.clone(), said);
        is_withheld.then(|| own.unwrap_or(0..spot.written.len()))
    }

    /// What stands above such a table or heads it, else the title of the record.
    fn over_markup(&self, table: &Marked, text: &str) -> String {
        let before = text.get(..table.start).unwrap_or_default();
        let above = before.rsplit('\n').map(bare).find(|line| !line.is_empty());
        let above = above.filter(|line| line.chars().count() <= LONGEST);
        let titles = [table.caption.as_str(), table.table.title()];
        let own = titles.into_iter().find(|title| !title.is_empty()).map(str::to_owned);
        own.or(above).unwrap_or_else(|| self.title.to_owned())
    }

    /// Reports a finding in a cell; whether a mark stands in its place now.
    fn mark(&self, judge: &mut Judge<'_>, told: Told<'_>, lines: &mut [String]) -> bool {
        let Told { cell, around, one } = told;
        let found = cell.text.get(one.range.clone()).unwrap_or_default();
        let Some(number) = line_of(cell) else { return false };
        let (Some((start, written)), Some(line)) = (self.lines.get(number), lines.get_mut(number)) else {
            return false;
        };
        if self.known.iter().any(|(sort, text)| *sort == one.sort && *text == found) {
            return false;
        }
        let place =
            |line: &str| cell.place(line).map(|place| place.start + one.range.start..place.start + one.range.end);
        let own = place(written).filter(|place| written.get(place.clone()) == Some(found));
        let span = own.clone().unwrap_or(0..written.len());
        let span = Span::bytes(&self.said.span.file, start + span.start, start + span.end);
        let said = Said { text: &cell.text, around, span: &span, is_plain: own.is_some(), ..self.said };
        let is_withheld = judge.finds(one.sort, one.range.clone(), said);
        let place = place(line).filter(|place| is_withheld && line.get(place.clone()) == Some(found));
        place.is_some_and(|place| {
            line.replace_range(place, judge.mark());
            true
        })
    }

    /// What stands above a table, else the title of the record.
    fn over(&self, table: &Table, lines: &[String]) -> String {
        let first = table.rows.first().and_then(|row| line_of(row.first()?)).unwrap_or_default();
        let above =
            lines.get(..first).unwrap_or_default().iter().rev().map(|line| line.trim()).find(|line| !line.is_empty());
        let above = above
            .map(|line| line.trim_matches(['#', '*', ' ', ':', '：']))
            .filter(|line| line.chars().count() <= LONGEST);
        above.unwrap_or(self.title).to_owned()
    }
}

/// A line without tags and the signs of headings.
fn bare(line: &str) -> String {
    let mut is_tag = false;
    let said = line.chars().filter(|sign| match sign {
        '<' => {
            is_tag = true;
            false
        }
        '>' => {
            is_tag = false;
            false
        }
        _ => !is_tag,
    });
    let said: String = said.collect();
    said.trim().trim_matches(['#', '*', ' ', ':', '：']).to_owned()
}

/// What is written in a cell of HTML, and where that stood before anything was marked.
struct Spot<'a> {
    written: &'a str,
    before: Option<Range<usize>>,
}

/// A finding in a cell.
#[derive(Clone, Copy)]
struct Told<'a> {
    cell: &'a Cell,
    /// What the cell is called, and what stands in its row.
    around: Around<'a>,
    one: &'a Found,
}

/// How long a line is at most that heads a table, in signs.
const LONGEST: usize = 40;

/// What is found in a cell: by what it is called and what stands in its row, or of a name by what its table is a list of.
pub(super) fn found_in(cell: &Cell, around: Around<'_>, over: &str) -> Vec<Found> {
    let found = privacy::find(&cell.text, around);
    if !found.is_empty() || over.is_empty() || !privacy::is_name(&cell.text) {
        return found;
    }
    let name = cell.text.trim();
    let of_names = |text: &str| privacy::find(text, Around::default()).into_iter().next();
    let listed = of_names(&format!("{over}：{name}")).filter(|_| of_names(over).is_none());
    let announced = || privacy::announced(over).map(|sort| Found { sort, range: 0..0 });
    let listed = listed.or_else(announced).filter(|_| !privacy::is_of_others(around.label));
    let start = cell.text.len() - cell.text.trim_start().len();
    listed.map(|one| Found { range: start..start + name.len(), ..one }).into_iter().collect()
}

/// The line of a cell, from nought.
fn line_of(cell: &Cell) -> Option<usize> {
    cell.at.strip_prefix("line ")?.parse().ok()
}

/// Reports what is found in the text as readers see it, and was not in its source.
pub(super) fn rendered(judge: &mut Judge<'_>, source: &Source, plain: &str) {
    let found = privacy::find(plain, Around::default());
    if found.is_empty() {
        return;
    }
    "body".clone_into(&mut judge.key);
    let text = source.text.get(source.body..).unwrap_or_default();
    let digest =
        |text: &str, one: &Found| privacy::digest("", one.sort, text.get(one.range.clone()).unwrap_or_default());
    let known: Vec<String> = privacy::find(text, Around::default()).iter().map(|one| digest(text, one)).collect();
    let span = Span::bytes(&source.file, source.body, source.text.len());
    let said = Said { text: plain, around: Around::default(), what: what(source), span: &span, is_plain: false };
    for one in found.iter().filter(|one| !known.contains(&digest(plain, one))) {
        judge.stops(one, said, Some(BROKEN));
    }
}
