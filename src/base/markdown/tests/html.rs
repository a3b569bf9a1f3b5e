//! HTML that somebody pasted.

use super::super::ProblemKind;
use super::{check, check_line, check_plain, check_problems, markdown, scheme};

fn dropped(words: &str) -> ProblemKind {
    ProblemKind::RawHtml { words: words.to_owned() }
}

fn active(name: &str) -> ProblemKind {
    ProblemKind::ActiveHtml { name: name.to_owned() }
}

#[test]
fn tags_go_and_their_words_stay() {
    check_line("前<b onclick=\"x\">重点</b>后", "前重点后");
    check_problems("**注：**前<b onclick=\"x\">重点</b>后", &[(dropped("重点"), "<b onclick=\"x\">")]);
    check(
        "正文。\n\n</div>\n本村 12 户。\n\n</td></tr>\n<b>合计 12 元</b>",
        "<p>正文。</p>\n<p>本村 12 户。</p>\n<p>合计 12 元</p>",
    );
    check_problems("</div>\n本村 12 户。", &[(dropped("本村 12 户。"), "</div>")]);
    check(
        "<center>**名单**</center>\n<p align=\"right\">甲<p>乙",
        "<p><strong>名单</strong></p>\n<p>甲</p>\n<p>乙</p>",
    );
    check("前\n<div>\n中 **重**\n</div>\n后", "<p>前</p>\n<p>中 <strong>重</strong></p>\n<p>后</p>");
    check("<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>", "<p>甲</p>\n<p>乙</p>");
    check("# 标题 <small>小</small>", "<h1 id=\"标题-小\">标题 小</h1>");
    check_problems("<font color=red><b>甲</b></font>", &[(dropped("甲"), "<font color=red>")]);
    check_problems("<p><br></p>\n<span></span>", &[]);
    check_line("1 < 2 &amp; 3 > 2 \"引\"", "1 &lt; 2 &amp; 3 &gt; 2 &quot;引&quot;");
    check_line("&lt;script&gt;", "&lt;script&gt;");
    check_line("请填<姓名>和<name>，a<b", "请填&lt;姓名&gt;和&lt;name&gt;，a&lt;b");
    check_problems("请填<姓名>和<name>，a<b", &[]);
    check_line("甲组<A>、乙组<B>", "甲组&lt;A&gt;、乙组&lt;B&gt;");
}

#[test]
fn breaks_break() {
    check("### 第一条\n<br>\n本条如下。", "<h3 id=\"第一条\">第一条</h3>\n<p>本条如下。</p>");
    check_line("甲<br>乙<BR/>\n丙<br><br>", "甲<br />\n乙<br />\n丙");
    check_line("**甲<br>乙**", "<strong>甲<br />\n乙</strong>");
    check("<hr>\n甲", "<hr />\n<p>甲</p>");
    let table = "|甲|\n|-|\n|500<br>600|\n";
    assert!(markdown(table).html.contains("<td>500<br />\n600</td>"));
    check_plain(table, "甲\n500 600");
    check_plain("甲<br>乙", "甲\n乙");
    check_problems("甲<br>乙", &[]);
}

#[test]
fn what_changes_the_meaning_is_kept() {
    check_line("m<sup>2</sup>、H<sub>2</sub>O", "m<sup>2</sup>、H<sub>2</sub>O");
    check_line("<del>旧</del><s>旧</s><strike>旧</strike>", "<del>旧</del><del>旧</del><del>旧</del>");
    check_problems("m<sup>2</sup>", &[]);
    check_line("10<sup>3，", "10&lt;sup&gt;3，");
    check_line("**<sup>a**</sup>", "<strong>&lt;sup&gt;a</strong>");
}

#[test]
fn links_and_pictures_are_kept_if_they_are_allowed() {
    check_line("<a href=\"https://e.cn/?a=1&amp;b\" onclick=x>县</a>", "<a href=\"https://e.cn/?a=1&amp;b\">县</a>");
    check_line("<a href='b.md' title='题'>县*政*</a>", "<a href=\"b.md\" title=\"题\">县<em>政</em></a>");
    let link = markdown("见<a href=b.md>县</a>").links.remove(0);
    assert_eq!((&*link.destination, link.source), ("b.md", 3..23));
    for address in ["javascript:a", "java&#10;script:a", "javascript&colon;a", "JAVASCRIPT:a", " javascript:a"] {
        let text = format!("<a href=\"{address}\">坏</a>");
        check_line(&text, "坏");
        check_problems(&text, &[(scheme("javascript"), &*text)]);
    }
    check_line("<a name=\"x\">锚</a>", "锚");
    check_line("<a href=\"a\">没有收尾", "没有收尾");
    check_line("<img src=\"a.png\" alt=\"图\">", "<img src=\"a.png\" alt=\"图\" loading=\"lazy\" />");
    check_problems("<img src=\"a.png\">", &[(ProblemKind::ImageWithoutText, "<img src=\"a.png\">")]);
    let text = "<img src=\"https://e.cn/a.png\" alt=\"图\">";
    check_line(text, "图");
    check_problems(text, &[(ProblemKind::ForeignImage { address: "https://e.cn/a.png".to_owned() }, text)]);
    check_line("![甲<b>乙</b><br>丙](a.png)", "<img src=\"a.png\" alt=\"甲乙丙\" loading=\"lazy\" />");
}

#[test]
fn tables_become_tables() {
    let text = "<table border=\"1\">\n<tr><th>户主</th><th>金额</th></tr>\n<tr style=\"x\"><td>张*三</td><td>**5**<br>6</td></tr>\n\
                </table>\n后文";
    check(
        text,
        "<table>\n<thead>\n<tr><th scope=\"col\">户主</th><th scope=\"col\">金额</th></tr>\n</thead>\n<tbody>\n\
         <tr><td>张*三</td><td><strong>5</strong><br />\n6</td></tr>\n</tbody>\n</table>\n<p>后文</p>",
    );
    check_plain(text, "户主 金额\n张*三 5 6\n后文");
    let merged = "<table><tr><td colspan=\"2\" rowspan=3>甲</td></tr><tr><td>乙</table>";
    check(
        merged,
        "<table>\n<tbody>\n<tr><td colspan=\"2\" rowspan=\"3\">甲</td></tr>\n<tr><td>乙</td></tr>\n</tbody>\n</table>",
    );
    check_problems(
        merged,
        &[(dropped("甲 乙"), "<table>"), (ProblemKind::MergedCells, "<td colspan=\"2\" rowspan=3>")],
    );
    check_plain(
        "<table><thead><tr><th><p>甲</p></th></tr></thead><tbody><tr><td><p>乙</p><p>丙</p></td></tr></tbody></table>",
        "甲\n乙 丙",
    );
    check_plain("<table><caption>名单</caption><tr><td>甲</td></tr></table>", "名单\n甲");
    check("<table><tr><td>没有收尾\n\n后文", "<p>没有收尾</p>\n<p>后文</p>");
    check(
        "> <table><td>甲\n\n后文</table>",
        "<blockquote>\n<table>\n<tbody>\n<tr><td>甲</td></tr>\n</tbody>\n</table>\n</blockquote>\n<p>后文</p>",
    );
    check(
        "<table><tr><td>\n\n- 甲\n- 乙\n\n</td><td>丙</td></tr></table>",
        "<table>\n<tbody>\n<tr><td>\n<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>\n</td><td>丙</td></tr>\n</tbody>\n</table>",
    );
    check_plain("<table><tr><td>甲<table><tr><td>乙</td></tr></table></td><td>丙</td></tr></table>", "甲 乙 丙");
}

#[test]
fn active_elements_are_refused_with_what_they_enclose() {
    let text = "前\n\n<script>\nalert(1)\n\n后\n</script>\n\n后";
    check(text, "<p>前</p>\n<p>后</p>");
    check_problems(text, &[(active("script"), "<script>\nalert(1)\n\n后\n</script>")]);
    check_line("前<SCRIPT>\"`\"</Script >后`x`", "前后<code>x</code>");
    check_line("甲<svg><svg>x</svg>y</svg>乙<iframe src=x>z</iframe>丙", "甲乙丙");
    check_problems("甲<input name=a>乙", &[(active("input"), "<input name=a>")]);
    check_problems("甲<form>乙", &[(active("form"), "<form>")]);
    check_line("甲<form>乙", "甲乙");
    check("<style>\np { color: red }\n</style>\n甲", "<p>甲</p>");
    check_line("`<script>x</script>`", "<code>&lt;script&gt;x&lt;/script&gt;</code>");
    check("<script>a</scr<script>ipt>b", "<p>a&lt;/script&gt;b</p>");
    for text in [
        "<a href=x><script>alert(1)</script></a>",
        "<b><script\n>x</script>",
        "<<script>script>x",
        "<img/onerror=a src=x>",
    ] {
        let html = markdown(text).html;
        assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
    }
}

#[test]
fn comments_stay_hidden_and_take_nothing_along() {
    check_line("前<!-- 注 -->后", "前后");
    check("前\n\n<!-- 一\n二 -->\n<!-- 三 -->\n\n后", "<p>前</p>\n<p>后</p>");
    check("<!-- 一 -->正文\n<!-- 二 --># 不是标题", "<p>正文<br />\n# 不是标题</p>");
    check_line("前<!-- 一\n\n二 -->后", "前后");
    check("<div><!-- 一\n\n二 --></div>后", "<p>后</p>");
    check_line("前<!-->后<!--->中", "前后中");
    check_problems("前<!-- 注 -->后\n\n<!-- 一\n二 --> <!-- 三 -->\n", &[]);
    check_problems("<!-- 注 --><u>甲</u>", &[(dropped("甲"), "<u>")]);
    check("<!-- 未完\n\n后文", "<p>&lt;!-- 未完</p>\n<p>后文</p>");
    check_problems("<!-- 未完\n\n后文\n", &[(ProblemKind::OpenComment, "<!-- 未完")]);
    check_line("\\<!-- 甲 -->", "&lt;!-- 甲 --&gt;");
}

#[test]
fn tags_of_office_programs_go() {
    let text = "<p class=MsoNormal>甲<o:p></o:p></p>\n乙<st1:date Year=\"2026\">丙</st1:date>";
    check(text, "<p>甲</p>\n<p>乙丙</p>");
    check_problems(text, &[(dropped("甲"), "<p class=MsoNormal>"), (dropped(""), "<o:p>")]);
    check_line("<st1:date Year=\"2026\">丙</st1:date>", "丙");
    check_line("<甲:乙>、<o:", "&lt;甲:乙&gt;、&lt;o:");
}

#[test]
fn declarations_take_nothing_along() {
    check_line("<?php echo ?>甲<!DOCTYPE html>乙<![CDATA[丙]]>", "甲乙丙");
    check("<?xml\n\n甲", "<p>&lt;?xml</p>\n<p>甲</p>");
    check("<!X\n\n甲", "<p>&lt;!X</p>\n<p>甲</p>");
}
