//! What the program itself says in titles and headings that it puts together; everything else is a text of the theme.

use crate::base::lang::is_han;
use crate::base::words::Words;

/// A phrase in the languages of the default theme; `%1` and `%2` stand for values.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Phrase {
    /// Chinese in simplified script.
    hans: &'static str,
    /// Chinese in traditional script.
    hant: &'static str,
    /// English.
    en: &'static str,
}

impl Phrase {
    /// The phrase in `lang`, or in English in a language that the program does not know.
    pub(crate) fn with(&self, lang: &str, values: &[&str]) -> String {
        let text = match Words::of(lang) {
            Words::Traditional => self.hant,
            Words::English if !is_han(lang) => self.en,
            _ => self.hans,
        };
        let mut parts = text.split('%');
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (place, rest) = part.split_at(1);
            let value = place.parse().ok().and_then(|place: usize| values.get(place.checked_sub(1)?));
            out.extend([value.copied().unwrap_or_default(), rest]);
        }
        out
    }
}

/// Phrases by name: simplified, traditional, English.
macro_rules! phrases {
    ($($name:ident: $hans:literal, $hant:literal, $en:literal;)*) => {
        $(pub(crate) const $name: Phrase = Phrase { hans: $hans, hant: $hant, en: $en };)*
    };
}

phrases! {
    YEAR: "%1年", "%1年", "%1";
    PEOPLE: "%1 人", "%1 人", "%1";
    BRACKETS: "%1（%2）", "%1（%2）", "%1 (%2)";
    PAIR: "%1：%2", "%1：%2", "%1: %2";
    UNIT_FORM: "%1%2", "%1%2", "%1: %2";
    MEAN: "%1（平均）", "%1（平均）", "%1 (mean)";
    RANGE: "%1（最低和最高）", "%1（最低和最高）", "%1 (lowest and highest)";
    OUT_OF_NORM: "%1不在标准之内", "%1不在標準之內", "%1: outside the norm";
    BELOW_FLOOR: "%1低于标准", "%1低於標準", "%1: below the standard";
    MEAN_OF_FULL: "%1（满分 %2，平均分）", "%1（滿分 %2，平均分）", "%1 (of %2, mean mark)";
    SINCE: "%1：从哪天算起", "%1：從哪天算起", "%1: counted since";
    MINUS_PARTS: "%1减分项合计", "%1減分項合計", "%1 minus the sum of its parts";
    MINUS: "%1减“%2”", "%1減「%2」", "%1 minus “%2”";
    BELOW_TARGET: "%1：低于目标", "%1：低於目標", "%1: below target";
    MEAN_MARK: "%1（平均分）", "%1（平均分）", "%1 (mean mark)";
    STEP: "%1到%2（中位数）", "%1到%2（中位數）", "%1 to %2 (median)";
    REST: "合并计", "合併計", "others together";
    SUMS_MADE_OF: "%1%2汇总数字的构成", "%1%2匯總數字的構成", "%1: what the totals of “%2” are made of";
    SUMS_OF: "%1汇总", "%1匯總", "%1: totals";
    PROGRESS: "公开进度", "公開進度", "Progress";
    PROGRESS_OF: "%1公开进度", "%1公開進度", "%1: disclosure progress";
    ITEM: "公开事项", "公開事項", "Item";
    DUTY_ROWS: "每个单位每项一行", "每個單位每項一行", "One row for each unit and item";
    COMPARED: "同期对照", "同期對照", "Side by side";
    COMPARED_OF: "%1同期对照", "%1同期對照", "%1: side by side";
    COMPARED_SHORT: "对照", "對照", "Side by side";
    LEAGUE_ROWS: "%1，各期各单位一行", "%1，各期各單位一行", "%1, one row for each period and unit";
    ALL_RECORDS: "全部记录", "全部記錄", "All records";
    NO_PAGE: "没有这个页面", "沒有這個頁面", "There is no such page";
    ON_VIEW: "正在公示", "正在公示", "On public view";
    NOTICES: "公示", "公示", "Notices";
    NOTICES_OF: "%1的公示", "%1的公示", "%1: notices on public view";
}
