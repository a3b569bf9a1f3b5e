//! Lines of a table that are no rows: who signed it, and remarks.

use crate::base::diag::rules;
use crate::base::lexicon::LEXICON;
use crate::base::squeezed::squeezed;
use crate::base::total::{self, Reach, in_row, is_category, is_figure, is_group, is_voucher, total};
use crate::blocks::heads::Sort;
use crate::load::rows::unit::is_nothing;
use crate::load::rows::{Line, Raw};

rules! {
    /// A line of signatures or remarks below the rows.
    FOOT: Note "rows/foot" {
        zh: "这一行是落款或说明（“{text}”），没有读进来" => "要公开的写进记录：审核用 `reviewer`，说明写在正文里；不公开的不用管",
        en: "this line is a signature or a remark (“{text}”) and was left out" => "what is to be published belongs into the record: `reviewer`, or its text; else nothing need be done",
        wrong: "姓名,人数\n张建国,3\n审核：李桂芳,", right: "姓名,人数\n张建国,3",
    }
    /// A row that begins like a line of signatures, but has what rows have.
    PERHAPS: Warning "rows/perhaps-foot" {
        zh: "这一行写着“{text}”，像落款或说明，又填了别的栏，仍按一行读了进来" => "是落款或说明，就删去这一行；不是，就去掉冒号，换一个说法",
        en: "this row says “{text}” like a signature or a remark, but fills other columns too and was read as a row" => "if it is no row, delete it; if it is one, drop the colon or use another word",
        wrong: "姓名,村民小组,人数\n户主代表：张建国,三组,3", right: "姓名,村民小组,人数\n张建国,三组,3",
    }
    /// A row with nothing but the title of those below it, a number, or a mark of the end.
    ALONE: Note "rows/alone" {
        zh: "这一行只有“{text}”，像小标题、序号或结尾，没有读进来" => "是小标题的，在下面各行里写明（如“村民小组”一栏），再删去这一行；是一行数据的，把别的栏补上",
        en: "this row has nothing but “{text}”, like a heading, a number or the end of the table, and was left out" => "if it is a heading, say so in the rows below (in a column such as 村民小组) and delete this one; if it is a row, fill its other columns",
        wrong: "姓名,村民小组,人数\n一组,,\n张建国,,3", right: "姓名,村民小组,人数\n张建国,一组,3",
    }
    /// A row that shows how to fill in the table, or numbers its columns.
    EXAMPLE: Note "rows/example" {
        zh: "这一行是{what}，没有读进来" => "这一行可以从表格里删去",
        en: "this row {what} and was left out" => "the row may be deleted from the table",
        wrong: "姓名,村民小组,人数\n例,一组,3\n张建国,一组,3", right: "姓名,村民小组,人数\n张建国,一组,3",
    }
    /// A row that is numbered like a section.
    SECTION: Warning "rows/section-row" {
        zh: "这一行的序号是“{number}”，像小标题或一类的小计，没有读进来" => "是小标题、小计的，在下面各行里写明是哪一类，再删去这一行；是一行数据的，序号写阿拉伯数字",
        en: "this row is numbered “{number}”, like the heading or subtotal of a section, and was left out" => "if it is one, say in the rows below which sort they are of, and delete it; if it is a row, number it in figures",
        wrong: "序号,姓名,人数,全户金额\n一,低保对象,3,1200\n1,张建国,3,1200", right: "序号,姓名,人数,全户金额\n1,张建国,3,1200",
    }
    /// A cell in a column of persons that names none.
    NO_PERSON: Warning "rows/not-a-person" {
        zh: "“{column}”一栏写的是“{text}”，不像人名，仍按一行读了进来" => "是合计的，行首写“合计”；是小标题、作废的行，就删去；是一个人、一户的，写上姓名",
        en: "“{text}” in column “{column}” does not look like a person, and was read as a row" => "if it is a total, begin the row with 合计; if it is a heading or void, delete it; else write the name",
        wrong: "姓名,人数,全户金额\n张建国,3,1200\n全村,9,9000", right: "姓名,人数,全户金额\n张建国,3,1200",
    }
    /// A table of which no row is left.
    NONE: Warning "rows/none-left" {
        zh: "表格里有 {rows} 行，却没有一行是数据" => "每一行至少写两格；本来没有的，表格只留表头，正文里写“无”",
        en: "{rows} {rows|row was|rows were} left out, and there is no other" => "fill at least two cells of each row; if there is nothing to tell, leave the head alone and say so in the text",
        wrong: "姓名,村民小组,人数\n一组,,\n2,,", right: "姓名,村民小组,人数\n张建国,一组,3",
    }
    /// A row with one cell among rows with more.
    DOUBT: Warning "rows/one-cell" {
        zh: "这一行只填了“{text}”一格，仍按一行读了进来" => "不是一行数据的，删去；是的，把别的栏补上，没有的写“无”",
        en: "this row fills one cell alone (“{text}”) and was read as a row" => "if it is no row, delete it; else fill its other columns, with 无 where there is nothing",
        wrong: "姓名,村民小组,备注\n张建国,三组,\n李秀英,,", right: "姓名,村民小组,备注\n张建国,三组,\n李秀英,一组,",
    }
}

/// Longer texts are no labels.
const LONGEST: usize = 90;

/// The first text of a row, if the row is such a line. Below a total, and below another such line, a text that stands
/// alone is one too.
pub(super) fn of(line: &Line, is_below: bool, columns: usize) -> Option<&str> {
    let mut texts = line.cells.iter().filter(|cell| !cell.is_blank());
    let first = texts.next()?;
    let is_alone = texts.clone().next().is_none() && line.far.is_none();
    // Rows that were numbered beforehand have their number in front.
    let is_numbered = !is_alone && first.text.len() < 5 && first.text.bytes().all(|byte| byte.is_ascii_digit());
    let first = if is_numbered { texts.next()? } else { first };
    let end =
        first.text.char_indices().take_while(|(at, _)| *at < LONGEST).find(|(_, sign)| matches!(sign, '：' | ':'));
    let is_signed = match end {
        Some((end, _)) => is_label(&squeezed(&first.text[..end])),
        // What has figures beside it is a row: posts are called like those who sign.
        None => {
            let has_figures = texts.any(|cell| is_figure(&cell.text));
            is_below && !has_figures && first.text.len() < LONGEST && is_label(&squeezed(&first.text))
        }
    };
    let is_lone = is_below && is_alone && columns > 2 && !first.text.bytes().all(|byte| byte.is_ascii_digit());
    (is_signed || is_lone).then_some(&first.text)
}

/// Whether the text before a colon is the label of a signature or a remark.
pub(super) fn is_label_of(text: &str) -> bool {
    text.len() < LONGEST && is_label(&squeezed(text))
}

fn is_label(text: &str) -> bool {
    let text = text.trim_end_matches([')', '(']);
    let words = &LEXICON.foot;
    let is_known = |text: &str| words.labels.ends(text) || words.whole_labels.has(text);
    is_known(text) || words.label_ends.iter().any(|end| text.strip_suffix(end).is_some_and(is_known))
}

/// Whether a row that begins like such a line is a row nevertheless, given the heads: it has a voucher or a category, or
/// more texts than its labels have place for.
pub(super) fn is_row<'h>(line: &Line, heads: impl Iterator<Item = &'h str>) -> bool {
    let filled = heads.zip(&line.cells).filter(|(_, cell)| cell.text.chars().any(char::is_alphanumeric));
    let (mut labels, mut open, mut others) = (0, 0, 0);
    let mut is_filed = false;
    for (head, cell) in filled {
        let label = cell.text.split_once(['：', ':']).map_or((&*cell.text, ""), |(label, rest)| (label, rest.trim()));
        if label.0.len() < LONGEST && is_label(&squeezed(label.0)) {
            (labels, open) = (labels + 1, open + usize::from(label.1.is_empty()));
        } else {
            others += 1;
            is_filed |= is_voucher(head) || is_category(head);
        }
    }
    labels == 1 && open == 0 && (is_filed || others > 1) || others > 2 && others > labels + open
}

/// Whether a row is a line of signatures in any case, also in the midst of rows: it has several, and no more.
pub(super) fn is_signed(line: &Line) -> bool {
    let mut filled = line.cells.iter().filter(|cell| !cell.is_blank());
    let is_signature = |text: &str| {
        text.split_once(['：', ':']).is_some_and(|(label, _)| label.len() < LONGEST && is_label(&squeezed(label)))
    };
    line.far.is_none() && filled.clone().count() > 1 && filled.all(|cell| is_signature(&cell.text))
}

/// The text of a line in which nothing but one text stands that is no number, no total and no signature, like the title
/// of a section.
pub(super) fn title(line: &Line) -> Option<&str> {
    let mut filled = line.cells.iter().filter(|cell| !cell.is_blank());
    let text = &*filled.next().filter(|_| filled.next().is_none() && line.far.is_none())?.text;
    let is_page = text.starts_with('第') && text.trim_end().ends_with('页');
    let label = text.split(['：', ':']).next().unwrap_or_default();
    let is_foot = label.len() < LONGEST && is_label(&squeezed(label));
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    (!is_page && !is_foot && !is_number && total(text).is_none()).then_some(text)
}

/// Which rows a row adds up, if it is a total. Below the total of all, what stands there is no row any more.
pub(super) fn reach<'h>(line: &Line, heads: impl Iterator<Item = &'h str>) -> Option<Reach> {
    let texts: Vec<&str> = line.cells.iter().map(|cell| &*cell.text).filter(|text| !is_figure(text)).collect();
    let (at, reach) = in_row(&texts)?;
    let cells = heads.zip(&line.cells).map(|(head, cell)| (head, &*cell.text));
    texts.get(at).is_some_and(|word| !total::is_entry(word, cells)).then_some(reach)
}

/// What a row is in which one cell alone is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lone {
    /// The mark of the end, or that there is nothing.
    End,
    /// The title of the rows below it, a number, or a day.
    NoRow,
    /// A row, maybe.
    Doubt,
}

/// The one cell that says something in a row, if no other does, and what the row is, given what stands in each column.
/// Numbers before it and signs for nothing behind it say nothing.
pub(super) fn lone<'l>(line: &'l Line, sorts: &[Option<Sort>]) -> Option<(Lone, &'l Raw)> {
    let filled = || line.cells.iter().zip(sorts).filter(|(cell, _)| !cell.is_blank());
    let is_serial = |(cell, sort): &(&Raw, &Option<Sort>)| {
        let is_short = cell.text.len() < 5 && cell.text.bytes().all(|byte| byte.is_ascii_digit());
        is_short && !sort.is_some_and(Sort::is_number)
    };
    let mut saying = filled().skip_while(is_serial).filter(|(cell, _)| !is_nothing(&cell.text));
    let found = saying.next();
    if saying.next().is_some() || line.far.is_some() {
        return None;
    }
    let (cell, sort) = found.or_else(|| filled().next())?;
    if cell.fault.is_some() || cell.text.len() > LONGEST * 2 || total(&cell.text).is_some() {
        return None;
    }
    let plain = squeezed(&cell.text);
    let bare = plain.trim_matches(|sign: char| !sign.is_alphanumeric());
    let is_end = bare.is_empty() || LEXICON.foot.ended.has(bare);
    let is_number = is_figure(&cell.text) && !sort.is_some_and(Sort::is_number);
    let is_title = sorts.contains(&Some(Sort::Person)) && !sort.is_some_and(Sort::is_number) && is_heading(&plain);
    let is_title = is_title || sorts.contains(&Some(Sort::Person)) && is_numbered(&plain);
    let what = match () {
        () if is_end => Lone::End,
        () if is_number || is_title => Lone::NoRow,
        () => Lone::Doubt,
    };
    Some((what, cell))
}

/// Whether a text is the heading of rows about people, and no name.
fn is_heading(plain: &str) -> bool {
    let is_counted = plain.starts_with(|sign| "第一二三四五六七八九十0123456789".contains(sign)) && is_group(plain);
    let is_long = plain.chars().count() > 3 && (is_group(plain) || LEXICON.foot.titles.ends(plain));
    is_numbered(plain) || is_counted || is_long || LEXICON.foot.short_titles.has(plain)
}

/// Whether a text in a column of persons names none: a group, a number of households, a word of tables.
pub(super) fn is_no_person(text: &str) -> bool {
    let words = &LEXICON.foot;
    let plain = squeezed(text);
    let is_counted = plain.starts_with(|sign| "共一二三四五六七八九十0123456789".contains(sign)) && is_group(&plain);
    let is_place = plain.chars().count() > 2 && words.places.ends(&plain);
    let bare = plain.trim_matches(|sign: char| !sign.is_alphanumeric());
    is_counted || is_place || words.no_persons.has(bare) || words.ended.has(bare)
}

/// Whether a row is an example of how to fill in the table: its first cell or another says so.
pub(super) fn is_example(line: &Line) -> bool {
    let words = &LEXICON.foot;
    let mut filled = line.cells.iter().filter(|cell| !cell.is_blank() && cell.text.len() < LONGEST);
    let first = filled.clone().next().map(|cell| squeezed(&cell.text)).unwrap_or_default();
    let bare = first.trim_matches(|sign: char| !sign.is_alphanumeric());
    let is_inside = |plain: &str| words.example_cells.has(plain) || words.example_parts.is_in(plain);
    words.examples.has(bare) || filled.any(|cell| is_inside(&squeezed(&cell.text)))
}

/// The number of a section, if a row begins with one in a column of numbers: `一`, `（二）`, `III`. Rows have figures there.
pub(super) fn section<'l, 'h>(line: &'l Line, mut heads: impl Iterator<Item = &'h str>) -> Option<&'l str> {
    let first = line.cells.first().filter(|cell| !cell.is_blank())?;
    let is_numbered = heads.next().is_some_and(|head| LEXICON.heads.numbers.has(&squeezed(head)));
    let plain = squeezed(&first.text);
    let bare = plain.trim_matches(['(', ')', '、', '.']);
    let is_of = |signs: &str| !bare.is_empty() && bare.chars().all(|sign| signs.contains(sign));
    (is_numbered && (is_of("一二三四五六七八九十") || is_of("ivx"))).then_some(&first.text)
}

/// Whether the row right below the head numbers its columns: `1,2,3,4` or `甲,乙,1,2`.
pub(super) fn is_numbering(line: &Line) -> bool {
    let texts: Vec<String> =
        line.cells.iter().filter(|cell| !cell.is_blank()).map(|cell| squeezed(&cell.text)).collect();
    let plain = texts.iter().map(|text| text.trim_matches(['(', ')', '[', ']']));
    let stems = ["甲", "乙", "丙", "丁", "戊", "己"];
    let letters = plain.clone().zip(stems).take_while(|(text, stem)| text == stem).count();
    let numbers = plain.skip(letters).enumerate().all(|(at, text)| text == (at + 1).to_string());
    texts.len() > 2 && numbers && texts.len() > letters
}

/// Whether a text begins like the title of a section: `一、`, `（二）`, `3.`, `第一`.
fn is_numbered(plain: &str) -> bool {
    let inside = plain.trim_start_matches(['(', '第']);
    let number = |sign: char| sign.is_ascii_digit() || "一二三四五六七八九十".contains(sign);
    let behind = inside.trim_start_matches(number);
    let is_set_apart = behind.starts_with(['、', '.', ')', ',', ':']) || LEXICON.foot.sections.begins(behind);
    behind.len() < inside.len() && is_set_apart
}
