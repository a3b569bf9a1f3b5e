//! The words that new files hold.

use crate::base::lang::{Lang, Text};
use crate::base::names;
use crate::blocks::guide::{line, quoted};
use crate::create::NewOrg;
use crate::model::pack::Pack;

pub(super) const DRAFT: Text =
    Text { zh: "草稿；写好以后删去这一行，就会公开", en: "a draft; delete this line to publish" };

/// What a draft is called.
pub(super) const STATUS: Text = Text { zh: "草稿", en: "draft" };

/// What stands above the keys that few records need.
pub(super) const REST: Text = Text {
    zh: "下面的用得上才填，用不上的空着，网页上就没有",
    en: "fill in below what the record needs; what stays empty is not shown",
};

/// What each key of the envelope is for.
const ABOUT: [(&str, Text); 29] = [
    (
        "published",
        Text {
            zh: "公开日期；不写就用文件名里的日期", en: "day of publication; else the date in the file name"
        },
    ),
    ("formed", Text { zh: "事情办成或文件形成的日期", en: "day on which the matter was formed" }),
    ("effective", Text { zh: "从哪天起有效", en: "first day in force" }),
    ("until", Text { zh: "到哪天为止有效", en: "last day in force" }),
    (
        "period",
        Text {
            zh: "所属期间：2026、2026H1、2026Q2、2026-06", en: "time covered: 2026, 2026H1, 2026Q2, 2026-06"
        },
    ),
    (
        "series",
        Text {
            zh: "同一格式一年有几份的，写各自的系列名，如 党员教育规划",
            en: "which of several lists or plans of one form it continues",
        },
    ),
    (
        "scope",
        Text {
            zh: "口径：own 本级、all 全部（本级和下级）、elsewhere 他处；不写就是 own",
            en: "own, all (the unit with all below it) or elsewhere (another place); own if empty",
        },
    ),
    ("source", Text { zh: "来源单位", en: "where it comes from" }),
    ("author", Text { zh: "谁写的", en: "who wrote it" }),
    ("reviewer", Text { zh: "谁审核的", en: "who checked it" }),
    ("approver", Text { zh: "谁批准公开的", en: "who approved it" }),
    (
        "contact",
        Text {
            zh: "谁答复：{name: 村务公开员, phone: \"0872-0000001\"}",
            en: "who answers: {name: WHO, phone: NUMBER}",
        },
    ),
    (
        "audience",
        Text {
            zh: "公开范围：public、members、unit、restricted；不写就是 public",
            en: "public, members, unit or restricted; public if empty",
        },
    ),
    (
        "disclose",
        Text {
            zh: "不向社会公开时，可以公开 existence（有这件事）或 counts（数量）",
            en: "of a record that is not public: existence or counts",
        },
    ),
    ("supersedes", Text { zh: "更正时写被更正的记录", en: "the record that this one corrects" }),
    (
        "leaked",
        Text {
            zh: "true：被更正的（或撤回的）含有不应公开的个人信息，标题、内容和附件全部删除",
            en: "true: what this corrects, or withdraws, held personal data; title, content and attachments of it go",
        },
    ),
    (
        "follows",
        Text {
            zh: "跟进哪些记录：整改台账写评议结果的路径，两边的页面互相链接",
            en: "records that it follows up, such as the appraisal whose findings it lists; both pages link to each other",
        },
    ),
    ("changes", Text { zh: "更正了什么", en: "what was corrected" }),
    ("reason", Text { zh: "更正或撤回的原因", en: "why it was corrected or withdrawn" }),
    ("basis", Text { zh: "依据的法律、制度", en: "law or rule it rests on" }),
    ("section", Text { zh: "栏目；不写就按种类", en: "section; that of the kind if empty" }),
    ("catalogue", Text { zh: "对应的公开目录事项编号", en: "item of the catalogue that it meets" }),
    (
        "attachments",
        Text {
            zh: "附件：放进同名文件夹，这里写 - {file: 表.pdf, title: 名称, text: 里面写了什么}",
            en: "files of the folder of the same name: - {file: a.pdf, title: WHAT, text: WHAT IT SAYS}",
        },
    ),
    (
        "sheet",
        Text {
            zh: "旁边的工作簿读哪一张工作表；不写就读第一张",
            en: "sheet of the workbook beside it; the first if empty",
        },
    ),
    ("language", Text { zh: "不是本网语言时写，如 en", en: "if not that of the portal" }),
    (
        "window",
        Text {
            zh: "公示期：{act: aid-review, from: 2026-11-20, days: 7, channels: [web, board], objections: {name: 村务监督委员会, phone: \"0872-0000002\"}}",
            en: "days on public view: {act: ACT, from: DATE, days: 7, channels: [web, board], objections: {name: WHO, phone: NUMBER}}",
        },
    ),
    (
        "accept",
        Text {
            zh: "对警告的说明：- {rule: 规则名, reason: 原因}",
            en: "warnings that are accepted: - {rule: NAME, reason: WHY}",
        },
    ),
    (
        "names-until",
        Text {
            zh: "名单上的姓名公开到哪一天；只能比格式规定的早，不能早于公示和张贴的期限",
            en: "the last day on which its lists name anybody; never later than the form says, never before the posting ends",
        },
    ),
    ("plain", Text { zh: "用一句大白话说清楚", en: "one sentence in plain words" }),
];

/// What a key of the envelope is for.
pub fn about(key: &str, lang: Lang) -> String {
    let text = ABOUT.iter().find(|(name, _)| *name == key).map(|(_, text)| text.get(lang));
    text.or(names::chinese(key)).unwrap_or(key).to_owned()
}

/// A new `portal.yaml`.
pub(super) fn portal((pack, profile): (&Pack, &str), title: &str, lang: Lang) -> String {
    let list = |names: &mut dyn Iterator<Item = &str>| format!("[{}]", names.collect::<Vec<_>>().join(", "));
    let profiles: Vec<String> = Pack::profiles().map(|(_, profile)| profile.name.to_string()).collect();
    let about = |zh: &'static str, en: &'static str| Text { zh, en }.get(lang);
    let lines = [
        line("format", "1", about("内容格式的版本", "version of the content format")),
        line("title", &quoted(title), ""),
        line(
            "address",
            "",
            about(
                "网址，如 https://gongkai.example.org/；不写就没有站点地图和二维码",
                "like https://gongkai.example.org/; without it no site map and no QR codes",
            ),
        ),
        line("languages", &list(&mut pack.languages.iter().map(|lang| &**lang)), ""),
        line("time-zone", &pack.time_zone, ""),
        line(
            "levels",
            &list(&mut pack.usual_levels.iter().map(|level| &**level)),
            about("从上到下的层级", "levels from the top"),
        ),
        line("profile", profile, &profiles.join(lang.between())),
        line("sections", &list(&mut pack.sections.iter().map(|(name, _)| &**name)), about("栏目", "sections")),
        line(
            "operator",
            "",
            about(
                "主办单位：{name: 某某县民政局, phone: \"0872-0000000\", site-code: , icp: , police: }",
                "who runs it: {name: WHO, phone: NUMBER}",
            ),
        ),
        line(
            "complaints",
            "",
            about(
                "监督电话：- {name: 某某局, phone: \"0872-0000000\"}",
                "where to complain: - {name: WHO, phone: NUMBER}",
            ),
        ),
        line(
            "terms",
            "",
            about(
                "任期，“每届一次”的事项按它算：- {from: 2026-03-01, until: 2031-02-28}",
                "terms of office, for what is owed once a term: - {from: 2026-03-01, until: 2031-02-28}",
            ),
        ),
        line(
            "strict",
            "",
            about("写“是”时，没有确认的警告也不让生成", "true stops a build at warnings that no record accepts"),
        ),
    ];
    lines.join("\n") + "\n"
}

/// A new `org.yaml`.
pub(super) fn org(org: NewOrg<'_>, lang: Lang) -> String {
    let about = |zh: &'static str, en: &'static str| Text { zh, en }.get(lang);
    let lines = [
        line("name", &quoted(org.name), ""),
        line("level", org.level, ""),
        line("type", "", about("行政村、社区等", "rural, community …")),
        line("founded", "", about("设立日期", "day of its foundation")),
        line("code", "", about("十二位区划代码", "twelve-digit area code")),
        line("credit-code", "", about("统一社会信用代码", "unified social credit code")),
        line("population", "", about("人口", "population")),
        line("about", "", about("一两句话介绍", "a sentence or two")),
        line("facts", "", about("其他情况，如 户数: 412 户", "labelled facts")),
        line(
            "contacts",
            "",
            about("联系方式：- {post: 村务公开员, phone: \"0872-0000001\"}", "- {post: WHO, phone: NUMBER}"),
        ),
        line(
            "complaints",
            "",
            about(
                "监督电话：- {name: 村务监督委员会, phone: \"0872-0000002\"}；不写就用上级的",
                "- {name: WHO, phone: NUMBER}; those above if empty",
            ),
        ),
        line("events", "", about("沿革：- {date: 2006-04-10, merged: [王家沟村]}", "- {date: DATE, merged: [NAME]}")),
        line(
            "bodies",
            "",
            about(
                "组织：{村党组织: 2021-03-10}；名称见 portal.yaml 的 body-sets",
                "{NAME: DATE}; the names are those of body-sets in portal.yaml",
            ),
        ),
        line(
            "relations",
            "",
            about(
                "关系：- {paired-with: [/qingxi/baiyan], since: 2024-02-20, duty: 包村指导}",
                "- {paired-with: [PATH], since: DATE, duty: TEXT}",
            ),
        ),
    ];
    lines.join("\n") + "\n"
}
