//! The one table of key names in English and Chinese.
//!
//! The reader accepts either, the messages show both, the reference is printed from it. Names that a portal gives
//! itself (slots, columns, categories) are not here: they come with their labels.

/// English and Chinese name of every key of the format, sorted by the English one.
pub const NAMES: &[(&str, &str)] = &[
    ("about", "说明"),
    ("accept", "确认"),
    ("account", "收支"),
    ("act", "公示事由"),
    ("actor", "经办"),
    ("acts", "公示事由列表"),
    ("address", "网址"),
    ("after", "之后"),
    ("ahead", "期初公开"),
    ("allow", "允许"),
    ("answers-from", "答复起算"),
    ("approver", "审批"),
    ("as-of", "截至"),
    ("assessed", "评定日期"),
    ("at-least", "不低于"),
    ("attachment-size", "附件大小"),
    ("attachments", "附件"),
    ("audience", "公开范围"),
    ("audited", "审核日期"),
    ("auditor", "审核人"),
    ("author", "作者"),
    ("ballots", "表决规则"),
    ("band", "等次"),
    ("bands", "等次列表"),
    ("basis", "依据"),
    ("before", "办事日期"),
    ("block", "组成"),
    ("bodies", "组织"),
    ("body-sets", "组织体系"),
    ("budget", "预算"),
    ("by", "分项栏"),
    ("by-day", "日前"),
    ("caps", "限制等次"),
    ("catalogue", "目录事项"),
    ("catalogue-items", "目录事项数"),
    ("category", "类别"),
    ("changes", "更正内容"),
    ("channels", "公开渠道"),
    ("closed", "办结日期"),
    ("closing", "期末结余"),
    ("code", "区划代码"),
    ("columns", "列"),
    ("compare", "对照"),
    ("complaints", "监督电话"),
    ("component", "评分项"),
    ("components", "评分项列表"),
    ("contact", "联系人"),
    ("contacts", "联系方式"),
    ("content", "公开内容"),
    ("converted", "改制"),
    ("counterparty", "对方"),
    ("credit-code", "统一社会信用代码"),
    ("criteria", "指标"),
    ("currency", "币种"),
    ("date", "日期"),
    ("dates", "固定日期"),
    ("days", "天数"),
    ("decimals", "小数位"),
    ("deductions", "扣分"),
    ("default-form", "默认格式"),
    ("disclose", "披露"),
    ("dissolved", "撤销"),
    ("done", "完成日期"),
    ("due", "期限"),
    ("duties", "应公开次数"),
    ("duty", "职责"),
    ("each", "每次"),
    ("each-of", "逐一"),
    ("effective", "生效日期"),
    ("elder-tree", "长者版"),
    ("eligible", "应到"),
    ("else", "否则"),
    ("empty", "空白栏目"),
    ("entries", "明细"),
    ("events", "沿革"),
    ("every", "每"),
    ("extended", "延期"),
    ("fact", "按哪一项"),
    ("facts", "基本情况"),
    ("fails", "不合格"),
    ("fails-twice", "连续两次不合格"),
    ("festivals", "节日"),
    ("file", "文件"),
    ("files", "文件数"),
    ("flow", "流量"),
    ("follows", "跟进"),
    ("form", "格式"),
    ("format", "格式版本"),
    ("formats", "标识写法"),
    ("formed", "形成日期"),
    ("founded", "设立"),
    ("from", "起"),
    ("full", "满分"),
    ("gates", "门槛"),
    ("group", "一级事项"),
    ("handler", "经手"),
    ("head", "负责人"),
    ("higher-is-better", "高者为优"),
    ("home", "首页更新"),
    ("hours", "时间"),
    ("id", "编号"),
    ("identifiers", "网站标识"),
    ("in", "收入"),
    ("in-advance", "须提前"),
    ("income", "收入类别"),
    ("inspection", "检查指标"),
    ("is", "分子"),
    ("item", "事项"),
    ("items", "项目"),
    ("jointly-formed-by", "联合组建"),
    ("keys", "键数"),
    ("kind", "种类"),
    ("kinds", "种类列表"),
    ("label", "名称"),
    ("language", "语言"),
    ("languages", "语言列表"),
    ("large-entry", "大额"),
    ("least", "至少"),
    ("level", "层级"),
    ("levels", "层级列表"),
    ("limits", "上限"),
    ("local", "地方规定"),
    ("matter", "意见内容"),
    ("max", "最多"),
    ("max-age", "最长"),
    ("merged", "合并"),
    ("method", "评议办法"),
    ("name", "名字"),
    ("names", "名单"),
    ("norm", "标准范围"),
    ("note", "备注"),
    ("objections", "异议"),
    ("objections-within", "异议时限"),
    ("of", "分母"),
    ("on-refusal", "未通过转"),
    ("once-per", "每届"),
    ("opening", "期初结余"),
    ("operator", "主办单位"),
    ("option", "选项"),
    ("optional", "可选"),
    ("options", "票数"),
    ("org", "所属单位"),
    ("other", "其他类"),
    ("other-limit", "其他上限"),
    ("out", "支出"),
    ("outcome", "结果"),
    ("outcome-within", "结果时限"),
    ("owed-by", "公开主体"),
    ("paired-with", "结对"),
    ("parts", "分项"),
    ("pass", "通过条件"),
    ("passed", "表决通过"),
    ("period", "所属期间"),
    ("phone", "电话"),
    ("place", "地点"),
    ("plain", "白话说明"),
    ("planned", "计划日期"),
    ("population", "人口"),
    ("post", "岗位"),
    ("posted", "张贴日期"),
    ("present", "实到"),
    ("profile", "规范"),
    ("publication", "需公开"),
    ("published", "公开日期"),
    ("question", "表决事项"),
    ("quorum", "法定人数"),
    ("ranges", "各类范围"),
    ("rank", "名次"),
    ("rate", "比率"),
    ("raters", "评分人"),
    ("reason", "原因"),
    ("received", "收到意见"),
    ("record", "记录"),
    ("refused", "未通过"),
    ("relations", "关系"),
    ("removed", "撤下日期"),
    ("renamed", "更名"),
    ("replied", "答复日期"),
    ("reply", "答复"),
    ("reply-within", "答复时限"),
    ("required", "必填"),
    ("rest", "其余"),
    ("rest-day", "休息日"),
    ("restarted", "重新公示"),
    ("result", "办理结果"),
    ("retention", "保存期限"),
    ("reviewer", "审核"),
    ("rows", "行数"),
    ("rule", "规则"),
    ("rules", "规则列表"),
    ("section", "栏目"),
    ("sections", "栏目列表"),
    ("share", "份额"),
    ("sheet", "工作表"),
    ("signed-by", "签字"),
    ("since", "自"),
    ("slots", "内容"),
    ("sort", "次序"),
    ("source", "来源"),
    ("spending", "支出类别"),
    ("split", "分设"),
    ("stages", "阶段"),
    ("standard", "标准"),
    ("stars", "星级"),
    ("stated", "公布数"),
    ("status", "状态"),
    ("step", "哪一步"),
    ("steps", "步骤"),
    ("stock", "存量"),
    ("strict", "从严"),
    ("supersedes", "取代"),
    ("supervised-by", "主管"),
    ("target", "目标"),
    ("terms", "任期"),
    ("text", "文字说明"),
    ("text-size", "文本大小"),
    ("theme", "主题"),
    ("time-zone", "时区"),
    ("title", "标题"),
    ("total", "总分"),
    ("type", "类型"),
    ("unanswered", "未答复"),
    ("unit", "单位"),
    ("until", "止"),
    ("upgraded", "升格"),
    ("upheld", "采纳"),
    ("valid", "有效票"),
    ("valid-for", "有效时长"),
    ("value", "数值"),
    ("values", "值数"),
    ("versions", "版本数"),
    ("vote", "表决"),
    ("votes", "票值"),
    ("voucher", "凭证"),
    ("wait", "等待"),
    ("weight", "权重"),
    ("who", "对象"),
    ("window", "公示期"),
    ("windows", "公示规定"),
    ("within", "之内"),
    ("workbook-size", "工作簿大小"),
    ("working-days", "工作日"),
];

/// Chinese name of an English key.
pub fn chinese(name: &str) -> Option<&'static str> {
    NAMES.binary_search_by_key(&name, |(english, _)| english).ok().map(|at| NAMES[at].1)
}

/// Whether `text` is a key of the format in either language.
pub fn is_known(text: &str) -> bool {
    NAMES.iter().any(|(english, chinese)| *english == text || *chinese == text)
}

/// The candidate nearest to `text`, if near enough to be meant.
pub fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = text.chars().count();
    let allowed = if length < 2 { 0 } else { (length / 3).max(1) };
    // Longer or shorter than that is further away than that, which spares comparing with a very long text.
    let near = candidates.into_iter().filter(|one| one.chars().count().abs_diff(length) <= allowed);
    let ranked = near.map(|one| (distance(text, one), one));
    let (best, name) = ranked.min_by_key(|(distance, _)| *distance)?;
    (best <= allowed).then_some(name)
}

/// The record nearest to `text` by the last part of its path. Names that begin with a date are near if but one of both
/// differs: the date of a name of some length, or the name of one day.
pub fn nearest_record<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const LONG: usize = 4;
    let Some((day, name)) = dated(text) else { return nearest(text, candidates) };
    let is_near = |one: &&str| match dated(one) {
        Some((own, rest)) if own == day => nearest(name, [rest]).is_some(),
        Some((_, rest)) => rest == name && name.chars().count() >= LONG,
        None => true,
    };
    nearest(text, candidates.into_iter().filter(is_near))
}

/// The date at the beginning of a name, and what is behind it.
fn dated(name: &str) -> Option<(&str, &str)> {
    let (day, rest) = name.split_at_checked("2025-01-01".len())?;
    let is_day = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    is_day.then(|| (day, rest.trim_start_matches('-')))
}

/// Number of single-character edits between two words, a swap of neighbours counted as one.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let mut best = (rows[i - 1][j] + 1).min(row[j - 1] + 1);
            best = best.min(rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]));
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::{NAMES, chinese, nearest, nearest_record};

    #[test]
    fn table_is_sorted_and_unambiguous() {
        assert!(NAMES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        let mut chinese: Vec<_> = NAMES.iter().map(|(_, name)| name).collect();
        chinese.sort_unstable();
        assert!(chinese.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn near_words_are_found() {
        assert_eq!(chinese("title"), Some("标题"));
        assert_eq!(nearest("tilte", ["title", "kind"]), Some("title"));
        assert_eq!(nearest("开标题", ["标题", "种类"]), Some("标题"));
        assert_eq!(nearest("xyz", ["title", "kind"]), None);
        assert_eq!(nearest("account", ["accept"]), None);
        assert_eq!(nearest("甲", ["止"]), None);
    }

    #[test]
    fn records_of_other_days_are_near_by_a_whole_name_only() {
        assert_eq!(nearest_record("2026-07-10-f", ["2026-07-11-g", "2026-07-11-f", "2026-07-10-g"]), None);
        assert_eq!(nearest_record("2026-07-10-aid", ["2026-07-11-aid"]), None);
        assert_eq!(nearest_record("2026-07-10-finance", ["2026-07-11-finance"]), Some("2026-07-11-finance"));
        assert_eq!(nearest_record("2026-07-10-finanse", ["2026-07-10-finance"]), Some("2026-07-10-finance"));
        assert_eq!(nearest_record("2026-7-10-finance", ["2026-07-10-finance"]), Some("2026-07-10-finance"));
    }
}
