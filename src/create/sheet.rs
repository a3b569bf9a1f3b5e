//! A workbook to fill in, beside a new record: its heads are those of the form, closed choices drop down, and one row shows
//! how. That row says that it is an example; as long as it does, it is left out and reported.

use std::io;

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, Note, Workbook, Worksheet,
    XlsxError,
};

use crate::base::date::Date;
use crate::base::lang::{Lang, Text};
use crate::base::names;
use crate::blocks::BlockOptions;
use crate::blocks::column::Column;
use crate::blocks::column_type::ColumnType;
use crate::blocks::heads::{Head, Sort};
use crate::blocks::mask::Mask;

/// Rows for which the choices drop down.
const ROWS: u32 = 1000;
/// A list of choices in a cell has so many signs at most.
const CHOICES: usize = 255;

const EXAMPLE: Text = Text { zh: "（示例）", en: " (example)" };
const SHEET: Text = Text { zh: "明细", en: "Rows" };
const REQUIRED: Text = Text { zh: "必填。", en: "Required. " };
const REPLACE: Text = Text {
    zh: "这一行是示例，不会公开。改成第一笔，删去“（示例）”几个字；或者整行删去。",
    en: "This row is an example and is not published. Make it the first one and delete “(example)”, or delete it.",
};
const WHAT: [(Sort, Text); 5] = [
    (Sort::Text, Text { zh: "文字", en: "text" }),
    (Sort::Person, Text { zh: "姓名；公开时按规定隐去部分字", en: "a name, masked in public as the form says" }),
    (Sort::Date, Text { zh: "日期，如 2026-07-10", en: "a day, such as 2026-07-10" }),
    (Sort::Number, Text { zh: "数字", en: "a number" }),
    (Sort::Money, Text { zh: "金额，只写数字", en: "an amount, in digits" }),
];

/// A column to fill in.
struct Shape {
    head: Head,
    choices: Vec<String>,
    is_required: bool,
}

/// A workbook for the rows of a slot with these options; none for blocks whose rows have no columns of their own.
///
/// # Errors
/// The workbook cannot be written, which never happens in memory.
pub(super) fn sheet(options: &BlockOptions, today: Date, lang: Lang) -> io::Result<Option<Vec<u8>>> {
    let shapes = shapes(options);
    if shapes.is_empty() {
        return Ok(None);
    }
    write(&shapes, today, lang).map(Some).map_err(|error| io::Error::other(error.to_string()))
}

/// The columns that a clerk fills in: nothing that is never published, and nothing that is computed.
fn shapes(options: &BlockOptions) -> Vec<Shape> {
    let heads = options.heads();
    let plain = |head: Head| Shape { head, choices: Vec::new(), is_required: false };
    match options {
        BlockOptions::Register(register) => {
            let is_asked = |column: &&Column| column.mask != Mask::Removed && column.from.is_none();
            let shape = |column: &Column| Shape {
                choices: match column.column_type {
                    ColumnType::Enum | ColumnType::Status => column.known_values().map(ToString::to_string).collect(),
                    _ => Vec::new(),
                },
                is_required: column.is_required,
                head: column.head(),
            };
            register.columns.iter().filter(is_asked).map(shape).collect()
        }
        BlockOptions::Account(account) => {
            let order = ["date", "voucher", "item", "category", "in", "out", "counterparty", "handler"];
            let named = order.iter().filter_map(|key| heads.iter().find(|head| head.is(key)).cloned());
            let shape = |head: Head| {
                let is_category = head.is("category");
                let all = account.income.iter().chain(&account.spending).map(ToString::to_string);
                let choices = all.filter(|_| is_category).collect();
                Shape { choices, is_required: head.is("item") || head.is("date") || is_category, head }
            };
            named.map(shape).collect()
        }
        _ => heads.into_iter().map(plain).collect(),
    }
}

fn write(shapes: &[Shape], today: Date, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The same form gives the same bytes on the same day, and nobody's name.
    let day = ExcelDateTime::from_ymd(u16::try_from(today.year()).unwrap_or(2000), month(today), day(today))?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let sheet = workbook.add_worksheet();
    sheet.set_name(SHEET.get(lang))?.set_freeze_panes(1, 0)?;
    let head = Format::new().set_bold().set_text_wrap();
    let said = shapes
        .iter()
        .position(|shape| shape.choices.is_empty() && matches!(shape.head.sort, Sort::Text | Sort::Person));
    for (at, shape) in (0_u16..).zip(shapes) {
        let name = name_of(&shape.head, lang);
        sheet.write_string_with_format(0, at, &name, &head)?;
        sheet.set_column_width(at, if shape.head.sort == Sort::Text { 18 } else { 13 })?;
        sheet.insert_note(0, at, &Note::new(about(shape, lang)).set_author(""))?;
        choices(sheet, at, shape)?;
        let is_said = said == Some(usize::from(at));
        example(sheet, at, Example { shape, is_said, today, lang })?;
    }
    workbook.save_to_buffer()
}

fn month(date: Date) -> u8 {
    date.month().unsigned_abs()
}

fn day(date: Date) -> u8 {
    date.day().unsigned_abs()
}

/// The head of a column as tables of the portal write it.
fn name_of(head: &Head, lang: Lang) -> String {
    let key = head.names.first().map_or("", |name| name);
    let own = if lang == Lang::Zh {
        head.name()
    } else {
        head.names.get(1).filter(|name| name.is_ascii()).unwrap_or(head.name())
    };
    if own.is_empty() { names::chinese(key).unwrap_or(key).to_owned() } else { own.to_string() }
}

fn about(shape: &Shape, lang: Lang) -> String {
    let what = WHAT.iter().find(|(sort, _)| *sort == shape.head.sort).map_or("", |(_, what)| what.get(lang));
    let required = if shape.is_required { REQUIRED.get(lang) } else { "" };
    let unit = if shape.head.unit.is_empty() { String::new() } else { format!("（{}）", shape.head.unit) };
    let choices = shape.choices.join(lang.between());
    format!("{required}{}{unit}", if choices.is_empty() { what } else { &choices })
}

/// Choices that drop down, below the head.
fn choices(sheet: &mut Worksheet, at: u16, shape: &Shape) -> Result<(), XlsxError> {
    let signs: usize = shape.choices.iter().map(|choice| choice.encode_utf16().count() + 1).sum();
    if shape.choices.is_empty() || signs > CHOICES || shape.choices.iter().any(|choice| choice.contains(',')) {
        return Ok(());
    }
    let list =
        DataValidation::new().allow_list_strings(&shape.choices)?.set_error_style(DataValidationErrorStyle::Warning);
    sheet.add_data_validation(1, at, ROWS, at, &list)?;
    Ok(())
}

/// What the row that shows how says of a column.
struct Example<'a> {
    shape: &'a Shape,
    /// Whether this cell says that the row is an example.
    is_said: bool,
    today: Date,
    lang: Lang,
}

/// The cell of the row that shows how.
fn example(sheet: &mut Worksheet, at: u16, example: Example<'_>) -> Result<(), XlsxError> {
    let Example { shape, is_said, today, lang } = example;
    let grey = Format::new().set_font_color("#777777");
    if is_said {
        let text = format!("{}{}", name_of(&shape.head, lang), EXAMPLE.get(lang));
        sheet.write_string_with_format(1, at, text, &grey)?;
        sheet.insert_note(1, at, &Note::new(REPLACE.get(lang)).set_author(""))?;
        return Ok(());
    }
    // Of income and spending an entry has one.
    let is_other_side = shape.head.is("in");
    match (shape.head.sort, shape.choices.last()) {
        (_, Some(choice)) => sheet.write_string_with_format(1, at, choice, &grey)?,
        (Sort::Date, None) => {
            let date = ExcelDateTime::from_ymd(u16::try_from(today.year()).unwrap_or(2000), month(today), day(today))?;
            sheet.write_datetime_with_format(1, at, &date, &grey.set_num_format("yyyy-mm-dd"))?
        }
        (Sort::Money, None) if !is_other_side => {
            sheet.write_number_with_format(1, at, 100, &grey.set_num_format("0.00"))?
        }
        (Sort::Number, None) => sheet.write_number_with_format(1, at, 1, &grey)?,
        _ => return Ok(()),
    };
    Ok(())
}
