//! Lines that were pasted, and lines that an editor broke.

use super::super::ProblemKind;
use super::{check, check_line, check_plain, check_problems, markdown};

#[test]
fn pasted_lines_stay_lines() {
    check(
        "某县扎实推进服务型党组织建设\n作者: 发布时间:2015-07-16 点击率:26\n一、总体要求\n第一段自成一段。\n二、主要做法\n第二段自成一段。",
        "<p>某县扎实推进服务型党组织建设<br />\n作者: 发布时间:2015-07-16 点击率:26</p>\n<p>一、总体要求</p>\n\
         <p>第一段自成一段。</p>\n<p>二、主要做法</p>\n<p>第二段自成一段。</p>",
    );
    check(
        "公示时间：2026年7月1日至7月7日\n联系电话：0872-0000202\n联系人：张三",
        "<p>公示时间：2026年7月1日至7月7日<br />\n联系电话：0872-0000202<br />\n联系人：张三</p>",
    );
    check("张三\n李四\n王五", "<p>张三<br />\n李四<br />\n王五</p>");
    check(
        "关于公布石桥村二〇二六年低保对象名单的公告\n石桥村村民委员会",
        "<p>关于公布石桥村二〇二六年低保对象名单的公告<br />\n石桥村村民委员会</p>",
    );
    check("特此公示。\n石桥村\n2026年7月1日", "<p>特此公示。</p>\n<p>石桥村<br />\n2026年7月1日</p>");
}

#[test]
fn numbered_lines_begin_paragraphs() {
    for number in [
        "一、",
        "（一）",
        "(二)",
        "1.",
        "1、",
        "2．",
        "（1）",
        "3）",
        "①",
        "⑴",
        "第一条 ",
        "第十二章",
        "**三、**",
        "\\1.",
    ] {
        let html = markdown(&format!("前文的话\n{number}甲方")).html;
        assert!(html.starts_with("<p>前文的话</p>\n<p>"), "{html}");
    }
    for number in ["1.5", "3、4", "2026.7.1", "一、二组", "（一", "第一", "一是"] {
        let html = markdown(&format!("前文的话，\n{number}甲方")).html;
        assert!(html.starts_with("<p>前文的话，"), "{html}");
        assert_eq!(html.matches("<p>").count(), 1, "{html}");
    }
    check_line("*甲\n一、乙*", "<em>甲<br />\n一、乙</em>");
}

#[test]
fn wrapped_prose_is_one_paragraph() {
    let prose = "为了规范农村集体资产的管理，保障集体经济组织和它的成员的合\n法权益，根据《中华人民共和国农村集体经济组织法》第\n\
                 三条和有关规定，结合本村实际，制定本办法。本办法自公布之\n日起施行，由村民委员会负责解释。";
    check_line(prose, &prose.replace('\n', ""));
    let articles = "为了规范农村集体资产的管理，根据《村民委员会组织法》\n第三十条和有关规定，结合本村实际，由村民会议讨论\n决定，制定本办法。";
    check_line(articles, &articles.replace('\n', ""));
    let clauses = "会议时间为7月1日上午9时，\n地点在村委会会议室，\n请准时参加。";
    check_line(clauses, &clauses.replace('\n', ""));
    let english = "This is a paragraph\nthat was wrapped by hand\nand it ends here";
    check_line(english, english);
}

#[test]
fn items_keep_their_numbers() {
    check("2. 甲\n3. 乙", "<ol start=\"2\">\n<li>甲</li>\n<li>乙</li>\n</ol>");
    check("1. 甲\n3. 乙\n4. 丙", "<ol>\n<li>甲</li>\n<li value=\"3\">乙</li>\n<li>丙</li>\n</ol>");
    check("1. 甲\n1. 乙\n1. 丙", "<ol>\n<li>甲</li>\n<li>乙</li>\n<li>丙</li>\n</ol>");
}

#[test]
fn numbered_lines_behind_a_list_are_no_part_of_it() {
    check(
        "1. 甲村5户\n2. 乙村3户\n二、工作要求\n认真落实。",
        "<ol>\n<li>甲村5户</li>\n<li>乙村3户</li>\n</ol>\n<p>二、工作要求</p>\n<p>认真落实。</p>",
    );
    check(
        "- 甲村5户\n- 乙村3户\n特此公示。\n石桥村",
        "<ul>\n<li>甲村5户</li>\n<li>乙村3户</li>\n</ul>\n<p>特此公示。</p>\n<p>石桥村</p>",
    );
    check("- 甲村，\n  乙村\n- 丙村，\n丁村", "<ul>\n<li>甲村，乙村</li>\n<li>丙村，丁村</li>\n</ul>");
}

#[test]
fn lines_that_are_set_in_are_paragraphs() {
    check(
        "    根据上级文件精神，现将名单公示如下。\n\n\t经评议，张某等三户符合条件。",
        "<p>根据上级文件精神，现将名单公示如下。</p>\n<p>经评议，张某等三户符合条件。</p>",
    );
    check(
        "各组：\n\n    甲方，\n    乙方。\n        丙方。\n",
        "<p>各组：</p>\n<p>甲方，</p>\n<p>乙方。</p>\n<p>丙方。</p>",
    );
    check("　　甲方，\n　　乙方。\n丙方，\n　丁方。", "<p>甲方，</p>\n<p>乙方。</p>\n<p>丙方，</p>\n<p>丁方。</p>");
    check("- 甲\n\n      乙方。\n", "<ul>\n<li>\n<p>甲</p>\n<p>乙方。</p>\n</li>\n</ul>");
    check_plain("    <td>甲</td>\n", "甲");
    check("    联系人: 张三\n", "<p>联系人: 张三</p>");
}

#[test]
fn code_stays_code() {
    for code in
        ["let a = 1;", "fn 甲() {\n}", "种类: 公示\n标题: 名单", "- 甲\n- 乙", "# 注释", "gongkai new $甲", "a = `甲`"]
    {
        let text = format!("    {}\n", code.replace('\n', "\n    "));
        let html = markdown(&text).html;
        assert!(html.starts_with("<pre><code>"), "{html}");
    }
    check("```\n    甲。\n<div>\n一、乙\n```", "<pre><code>    甲。\n&lt;div&gt;\n一、乙\n</code></pre>");
    check_line("`<br>`和`<!-- 甲 -->`", "<code>&lt;br&gt;</code>和<code>&lt;!-- 甲 --&gt;</code>");
}

#[test]
fn words_behind_a_fence_are_told() {
    let text = "```以下为名单\n甲\n```";
    check_problems(text, &[(ProblemKind::CodeInfo { words: "以下为名单".to_owned() }, "```以下为名单")]);
    check_problems("```yaml\n甲\n```\n\n~~~ c++\n~~~\n", &[]);
}

#[test]
fn no_cell_of_a_table_is_left_out() {
    let text = "|姓名|金额|\n|-|-:|\n|张三|500|2026年|\n|李四|600|\n";
    check_plain(text, "姓名 金额 \n张三 500 2026年\n李四 600");
    check_problems(text, &[(ProblemKind::WideRow { cells: 3, head: 2 }, "|张三|500|2026年|")]);
    let text = "> a|b\n> -|-\n> 甲|乙\\|丙|丁\n";
    check_plain(text, "a b \n甲 乙|丙 丁");
    check_problems("|a|b|\n|-|-|\n|甲\\|乙|丙|\n|丁|\n|戊<!-- 隐|藏 -->|己|\n", &[]);
    check_plain("|a|b|\n|-|-|\n|甲<!-- 隐 -->|乙<!-- 藏 -->|丙", "a b \n甲 乙 丙");
    check_plain("|甲|乙|\n|-|-|\n|丙|丁|\n注：初步名单。\n石桥村", "甲 乙\n丙 丁\n注：初步名单。\n石桥村");
    assert!(markdown("|甲|乙|\n|-|-|\n|丙|丁|\n注：初步名单。").html.ends_with("</table>\n<p>注：初步名单。</p>\n"));
    assert!(markdown("甲|乙\n-|-\n丙\n丁|戊\n").html.contains("<td>丙</td>"));
}

#[test]
fn no_definition_is_left_out() {
    let text = "[注]: 以上名单如有异议请联系村委会";
    check_line(text, text);
    check_problems(text, &[(ProblemKind::UnusedDefinition, text)]);
    let text = "见[甲]\n\n[甲]: a.md\n[甲]: b.md\n[//]: # (不公开)\n";
    check_plain(text, "见甲\n甲: b.md");
    check_problems(text, &[(ProblemKind::UnusedDefinition, "[甲]: b.md")]);
    check_problems("见[甲][乙]、[丙]\n\n[乙]: a.md\n[丙]: <b.md>\n  \"题\"\n\n[//]: # (不公开)\n", &[]);
    check_problems("`[甲]: a`\n\n```\n[甲]: a\n```\n", &[]);
}

/// Each line stays.
#[track_caller]
fn check_lines(text: &str) {
    let html = markdown(text).html;
    let shown = html.replace("<p>", "").replace("</p>", "").replace("<br />", "");
    assert_eq!(shown.trim_end(), text, "{html}");
}

#[test]
fn lines_of_numbers_and_masks_stay() {
    check_lines("张三 138****1234 6222****1234\n李四 139****5678 6222****5678\n王五 137****0000 6222****0000");
    check_lines("户主          面积\n张三          2.5\n李四          3.0");
    check_lines("电话：\n0872-0000201\n0872-0000202");
    check_lines("100.00\n200.00");
    check_lines("甲方：____________\n乙方：____________");
    let text = format!("{0}石桥村村民委员会\n{0}2026年7月10日", " ".repeat(40));
    assert_eq!(markdown(&format!("特此公告。\n{text}")).html.matches("<p>").count(), 3);
}

#[test]
fn two_lines_are_little_evidence() {
    for text in [
        "关于开展2026年夏季农村人居环境整治行动的通知\n各位村民：",
        "第二季度财务收支情况经民主理财小组审核无误\n特此公示。",
        "收入合计金额 8000元（含土地流转租金）\n支出合计 320.50元。",
        "一组张大山承包鱼塘面积12.5亩年租金8000元\n二组李小河承包果园面积30.2亩年租金6000元\n以上合同期均为5年。",
        "会议时间为2026年7月10日上午9点整\n会议地点为村委会二楼会议室。",
    ] {
        check_lines(text);
    }
    let text = "经村民代表会议讨论通过，本村今年的人居环境整治工作从七月起全面展开，请各家各户配\n合村里的安排。";
    check_line(text, &text.replace('\n', ""));
}

#[test]
fn each_piece_is_judged_by_itself() {
    let text = "第一条 为了规范村民自治，维护村民的合法权益，根据《中华\n人民共和国村民委员会组织法》，制定本规约，请全体村民\n遵守。\n\
                第二条 本规约适用于本村全体村民和在本村范围内和在本村\n从事生产经营的单位、个人。";
    let parts = text.replace('\n', "").replace("。第二条", "。</p>\n<p>第二条");
    check(text, &format!("<p>{parts}</p>"));
    let text = "　　根据上级有关规定和村民会议的决定，结合实际情况，我村\n定于二〇二六年七月一日起开展人居环境整治的活动，\n给\n\
                大家带来不便，敬请各位村民谅解。\n　　特此公告。";
    let parts = text.replace('\n', "").replace("。　　特", "。</p>\n<p>特");
    check(text, &format!("<p>{}</p>", parts.trim_start_matches('\u{3000}')));
}

#[test]
fn lines_of_signs_make_no_headings() {
    check("签名：\n------------", "<p>签名：</p>\n<hr />");
    check(
        "石桥村村民委员会\n2026年7月10日\n-------------------\n附件：名单",
        "<p>石桥村村民委员会<br />\n2026年7月10日</p>\n<hr />\n<p>附件：名单</p>",
    );
    check("2026年7月10日\n---", "<p>2026年7月10日</p>\n<hr />");
    for text in [
        "合计\n-\n备注",
        "单价*数量\n=\n总价",
        "________  ________  ________",
        "________________",
        "甲方\n________\n乙方",
    ] {
        check_lines(text);
    }
    check("村务公开\n--------\n正文", "<h2 id=\"村务公开\">村务公开</h2>\n<p>正文</p>");
    check("甲\n\n---\n\n***", "<p>甲</p>\n<hr />\n<hr />");
    check(
        "甲\n\n---\nkind: notice\ntitle: 路灯\n---\n乙",
        "<p>甲</p>\n<hr />\n<p>kind: notice<br />\ntitle: 路灯</p>\n<hr />\n<p>乙</p>",
    );
}

#[test]
fn a_comparison_is_no_quotation() {
    check_line(">60岁以上老人 12人", "&gt;60岁以上老人 12人");
    check_line(">= 5000元的要招标", "&gt;= 5000元的要招标");
    check("- >60岁\n- 乙", "<ul>\n<li>&gt;60岁</li>\n<li>乙</li>\n</ul>");
    check("> 60岁", "<blockquote>\n<p>60岁</p>\n</blockquote>");
    check(">甲", "<blockquote>\n<p>甲</p>\n</blockquote>");
}

#[test]
fn most_lines_say_what_is_code() {
    check("    石桥村村民委员会\n    2026-07-10", "<p>石桥村村民委员会</p>\n<p>2026-07-10</p>");
    check("    2026.7.10", "<p>2026.7.10</p>");
    check("    联系人张三\n    电话如下\n    Email", "<p>联系人张三</p>\n<p>电话如下</p>\n<p>Email</p>");
}

#[test]
fn references_to_unseen_signs_are_told() {
    for name in ["&#8203;", "&#x202e;", "&#xfeff;", "&shy;", "&zwnj;", "&#x7;"] {
        let text = format!("张{name}三");
        check_line(&text, "张三");
        let problems = markdown(&text).problems;
        assert!(matches!(&problems[..], [one] if matches!(one.kind, ProblemKind::UnseenSign { .. })), "{problems:?}");
    }
    check_line("张&lt;三&amp;&#x5f20;", "张&lt;三&amp;张");
    for (text, expected) in [
        ("[甲](a.md \"张&#x202e;三\")", "<a href=\"a.md\" title=\"张三\">甲</a>"),
        ("[甲](a&#8203;.md)", "<a href=\"a.md\">甲</a>"),
        ("![张&#8203;三](a.png)", "<img src=\"a.png\" alt=\"张三\" loading=\"lazy\" />"),
        ("<img src=\"a.png\" alt=\"张&#8203;三\">", "<img src=\"a.png\" alt=\"张三\" loading=\"lazy\" />"),
        ("<a href=\"a.md\" title=\"张&#8203;三\">甲</a>", "<a href=\"a.md\" title=\"张三\">甲</a>"),
    ] {
        check_line(text, expected);
        let problems = markdown(text).problems;
        assert!(matches!(&problems[..], [one] if matches!(one.kind, ProblemKind::UnseenSign { .. })), "{problems:?}");
    }
}
