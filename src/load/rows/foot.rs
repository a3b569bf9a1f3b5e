//! Lines of a table that are no rows: who signed it, and remarks.

use crate::base::diag::rules;
use crate::base::total::{self, Reach, in_row, is_category, is_figure, is_group, is_voucher, squeezed, total};
use crate::blocks::heads::Sort;
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
    /// A row with one cell among rows with more.
    DOUBT: Warning "rows/one-cell" {
        zh: "这一行只填了“{text}”一格，仍按一行读了进来" => "不是一行数据的，删去；是的，把别的栏补上，没有的写“无”",
        en: "this row fills one cell alone (“{text}”) and was read as a row" => "if it is no row, delete it; else fill its other columns, with 无 where there is nothing",
        wrong: "姓名,村民小组,备注\n张建国,三组,\n李秀英,,", right: "姓名,村民小组,备注\n张建国,三组,\n李秀英,一组,",
    }
}

/// What stands before the colon of such a line.
const LABELS: [&str; 54] = [
    "审核",
    "复核",
    "审批",
    "审定",
    "批准",
    "签发",
    "签字",
    "签名",
    "签章",
    "盖章",
    "公章",
    "制表",
    "填表",
    "填报",
    "编制",
    "制单",
    "统计",
    "记账",
    "经办",
    "经手",
    "负责",
    "主管",
    "分管",
    "领导",
    "书记",
    "主任",
    "村主任",
    "组长",
    "会计",
    "出纳",
    "报账员",
    "文书",
    "监督员",
    "监委会",
    "理财小组",
    "监督委员会",
    "村委会",
    "村民委员会",
    "居委会",
    "党支部",
    "经济合作社",
    "代表",
    "说明",
    "备注",
    "注",
    "附注",
    "注明",
    "联系",
    "监督",
    "举报",
    "咨询",
    "公示期",
    "公示",
    "填表说明",
];
/// What may stand behind them.
const ENDS: [&str; 14] =
    ["责任人", "负责人", "人员", "单位", "日期", "时间", "电话", "签字", "签名", "签章", "盖章", "意见", "地点", "人"];

/// Longer texts are no labels.
const LONGEST: usize = 90;

/// The first text of a row, if the row is such a line. Below a total, and below another such line, a text that stands
/// alone is one too.
pub(super) fn of(line: &Line, is_below: bool, columns: usize) -> Option<&str> {
    let mut texts = line.cells.iter().filter(|cell| !cell.is_blank());
    let first = texts.next()?;
    let is_alone = texts.next().is_none() && line.far.is_none();
    let end =
        first.text.char_indices().take_while(|(at, _)| *at < LONGEST).find(|(_, sign)| matches!(sign, '：' | ':'));
    let is_signed = match end {
        Some((end, _)) => is_label(&squeezed(&first.text[..end])),
        None => is_below && first.text.len() < LONGEST && is_label(&squeezed(&first.text)),
    };
    let is_lone = is_below && is_alone && columns > 2 && !first.text.bytes().all(|byte| byte.is_ascii_digit());
    (is_signed || is_lone).then_some(&first.text)
}

fn is_label(text: &str) -> bool {
    let text = text.trim_end_matches([')', '(']);
    let is_known =
        |text: &str| LABELS.iter().any(|label| text.ends_with(label)) || matches!(text, "单位" | "日期" | "电话");
    is_known(text) || ENDS.iter().any(|end| text.strip_suffix(end).is_some_and(is_known))
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
    labels == 1 && open == 0 && (is_filed || others > 1)
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

/// Whether a row is the total of all above it: what stands below is no row any more.
pub(super) fn is_total<'h>(line: &Line, heads: impl Iterator<Item = &'h str>) -> bool {
    let texts: Vec<&str> = line.cells.iter().map(|cell| &*cell.text).filter(|text| !is_figure(text)).collect();
    let Some((at, reach)) = in_row(&texts) else { return false };
    let cells = heads.zip(&line.cells).map(|(head, cell)| (head, &*cell.text));
    reach != Reach::Part && texts.get(at).is_some_and(|word| !total::is_entry(word, cells))
}

/// What a row is in which one cell alone is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lone {
    /// The title of the rows below it, a number, a day, or the mark of the end.
    NoRow,
    /// A row, maybe.
    Doubt,
}

/// Words that say that nothing follows.
const END: [&str; 12] =
    ["以下空白", "以下无", "以下无正文", "此行空白", "此页无正文", "空白", "无", "略", "完", "以上", "如下", "结束"];
/// What the title of rows about people ends with.
const TITLES: [&str; 20] = [
    "户",
    "类",
    "人员",
    "对象",
    "名单",
    "情况",
    "部分",
    "明细",
    "委员会",
    "委会",
    "支部",
    "合作社",
    "办公室",
    "公章",
    "政府",
    "领导小组",
    "如下",
    "家庭",
    "补贴",
    "补助",
];

/// The one cell that is filled in a row, if there is no other, and what the row is, given what stands in each column.
pub(super) fn lone(line: &Line, sorts: impl Iterator<Item = Option<Sort>>) -> Option<(Lone, &Raw)> {
    let mut filled = line.cells.iter().zip(sorts).filter(|(cell, _)| !cell.is_blank());
    let (cell, sort) = filled.next().filter(|_| filled.next().is_none() && line.far.is_none())?;
    if cell.fault.is_some() || cell.text.len() > LONGEST * 2 || total(&cell.text).is_some() {
        return None;
    }
    let plain = squeezed(&cell.text);
    let bare = plain.trim_matches(|sign: char| !sign.is_alphanumeric());
    let is_end = bare.is_empty() || END.contains(&bare);
    let is_number = is_figure(&cell.text) && !sort.is_some_and(Sort::is_number);
    let is_title = sort == Some(Sort::Person)
        && (is_numbered(&plain) || is_group(&cell.text) || TITLES.iter().any(|end| bare.ends_with(end)));
    Some((if is_end || is_number || is_title { Lone::NoRow } else { Lone::Doubt }, cell))
}

/// Whether a text begins like the title of a section: `一、`, `（二）`, `3.`, `第一`.
fn is_numbered(plain: &str) -> bool {
    let inside = plain.trim_start_matches(['(', '第']);
    let number = |sign: char| sign.is_ascii_digit() || "一二三四五六七八九十".contains(sign);
    let behind = inside.trim_start_matches(number);
    behind.len() < inside.len() && behind.starts_with(['、', '.', ')', ',', ':', '批', '类', '组', '部'])
}
