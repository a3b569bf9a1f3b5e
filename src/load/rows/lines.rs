//! Tables as they are seen, before anybody knows of which form they are: every sheet, every line, and which line names
//! what. For whoever makes records of tables.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::path::has_ending;
use crate::base::source::{FileName, Span};
use crate::base::total::is_figure;
use crate::blocks::heads::Head;
use crate::load::rows::{Expected, Fault, Line, Raw, Table, csv, foot, head, older, xlsx};

rules! {
    /// A number that is merged over several rows.
    SPREAD: Note "rows/merged-once" {
        zh: "第 {line} 行的 `{value}` 是合并单元格，占了几行，只算在第一行" => "查对这个数属于哪一行；分属几行的，分开写",
        en: "`{value}` in line {line} is merged over several rows and counts in the first alone" => "look up to which row it belongs; if to several, write their own numbers",
    }
}

/// A sheet as it is seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Its name; empty where there is but one table.
    pub name: String,
    /// Its lines that are not empty.
    pub lines: Vec<SeenLine>,
}

/// A line of a sheet as it is seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeenLine {
    /// Its number in the file, from 1.
    pub number: u32,
    /// Its cells from the first column on.
    pub cells: Vec<String>,
}

impl SeenLine {
    /// The cells that are not empty.
    pub fn filled(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|cell| &**cell).filter(|cell| !cell.is_empty())
    }
}

/// What the head of a sheet names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadSeen {
    /// Place of the line, the upper one of two.
    pub first: usize,
    /// Place of the first line below it.
    pub below: usize,
    /// The text over each column.
    pub texts: Vec<String>,
    /// The column of the form under each text, if it names one.
    pub columns: Vec<Option<usize>>,
}

/// All sheets of a file that can be seen, with what is hidden or damaged told. The heads that are expected are
/// columns that may be in it: they tell what sets cells apart where no program wrote them.
pub fn sheets(file: &FileName, bytes: Vec<u8>, expected: &Expected<'_>, diags: &mut Diagnostics) -> Vec<Seen> {
    let table = Table::new(file, expected);
    let mut all = Vec::new();
    let mut take = |name: &str, line: Line, diags: &mut Diagnostics| {
        let name = name.to_owned();
        if all.last().is_none_or(|last: &Seen| last.name != name) {
            all.push(Seen { name, lines: Vec::new() });
        }
        let line = seen(line, diags);
        all.last_mut()
            .filter(|_| line.filled().next().is_some())
            .into_iter()
            .for_each(|sheet| sheet.lines.push(line.clone()));
    };
    match &bytes[..] {
        [b'P', b'K', ..] if !has_ending(file, "ods") => xlsx::each(bytes, &table, &mut take, diags),
        [b'P', b'K', ..] | [0xd0, 0xcf, 0x11, 0xe0, ..] => older::each(bytes, &table, &mut take, diags),
        _ => {
            csv::each(bytes, &table, &mut |line, diags| take("", line, diags), diags);
        }
    }
    all
}

/// A line as it is seen: what a formula did not give is written as a formula, and a merged number stands once.
fn seen(line: Line, diags: &mut Diagnostics) -> SeenLine {
    let number = line.number;
    let cells = line.cells.into_iter().chain(line.far).map(|cell| {
        if cell.origin.is_some() && !cell.text.is_empty() && is_figure(&cell.text) {
            let once = Diagnostic::new(&SPREAD, cell.span).with_own("line", number);
            diags.push(once.with("value", cell.text));
            return String::new();
        }
        text_of(&cell)
    });
    let mut cells: Vec<String> = cells.collect();
    cells.truncate(cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1));
    SeenLine { number, cells }
}

fn text_of(cell: &Raw) -> String {
    match &cell.fault {
        Some(Fault::NoValue) => "=(?)".to_owned(),
        Some(Fault::Wrong(text)) => text.clone(),
        // So many digits that the last are lost, as a spreadsheet shows them.
        Some(Fault::Cut(digits)) if cell.text.is_empty() => format!("1E+{}", digits.saturating_sub(1)),
        _ => format!("{}{}", cell.text, cell.unit).split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// The head of a sheet for a form with these columns.
pub fn head_of(sheet: &Seen, heads: &[Head]) -> Option<HeadSeen> {
    let lines: Vec<Line> = sheet.lines.iter().take(head::FIRST).map(line_of).collect();
    let (mut at, known) = head::find(&lines, heads);
    if known == 0 || lines.is_empty() {
        return None;
    }
    let mut below = at + 1;
    let mut own = line_of(sheet.lines.get(at)?);
    if let Some(next) = lines.get(below).filter(|next| head::is_second_half(&own, next, heads)) {
        head::join(&mut own, line_of(sheet.lines.get(at + 1)?));
        (below, _) = (below + 1, next);
    }
    if at > 0 && below == at + 1 && head::is_first_half(&lines[at - 1], &own, heads) {
        let mut upper = line_of(sheet.lines.get(at - 1)?);
        head::join(&mut upper, own);
        (at, own) = (at - 1, upper);
    }
    // Cells that were merged over both rows of a head name the lower one whole.
    if at > 0 && head::known(&lines[at - 1], heads) > 1 {
        at -= 1;
    }
    let texts: Vec<String> = own.cells.iter().map(|cell| cell.text.clone()).collect();
    let named = head::assign(&texts.iter().map(|text| &**text).collect::<Vec<_>>(), heads);
    Some(HeadSeen {
        first: at,
        below,
        columns: named.into_iter().map(|one| one.map(|one| one.column)).collect(),
        texts,
    })
}

/// The label and the text of each signature in a line, if it is one of signatures or remarks.
pub fn signatures(line: &SeenLine) -> Vec<(String, String)> {
    let parts = line.filled().flat_map(|cell| cell.split("  ").flat_map(|part| part.split('　')));
    let split = parts.filter_map(|part| part.trim().split_once(['：', ':']));
    split
        .filter(|(label, _)| foot::is_label_of(label))
        .map(|(label, text)| (label.trim().into(), text.trim().into()))
        .collect()
}

fn line_of(seen: &SeenLine) -> Line {
    let whole = Span::whole(&"".into());
    let cells: Vec<Raw> = seen.cells.iter().map(|text| Raw::new(text.clone(), whole.clone())).collect();
    Line { number: seen.number, count: cells.len(), written: cells.len(), cells, far: None }
}
