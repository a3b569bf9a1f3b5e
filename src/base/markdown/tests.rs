//! Tests of `to_html`; those of conformance are in `tests/commonmark.rs`.

use super::{Link, Markdown, Options, Problem, ProblemKind, to_html};

const OPTIONS: Options<'static> = Options { cjk: true, safe: true, prefix: "", heading_base: None, rewrite: &|_| None };

fn markdown(text: &str) -> Markdown {
    to_html(text, &OPTIONS)
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(markdown(text).html.trim_end(), expected, "{text}");
}

/// Paragraphs only, so that the examples stay short.
#[track_caller]
fn check_line(text: &str, expected: &str) {
    check(text, &format!("<p>{expected}</p>"));
}

#[track_caller]
fn check_plain(text: &str, expected: &str) {
    assert_eq!(markdown(text).plain, expected, "{text}");
}

/// The problems with the part of the text that each points at.
#[track_caller]
fn check_problems(text: &str, expected: &[(ProblemKind, &str)]) {
    let problems = markdown(text).problems;
    let found: Vec<_> = problems.into_iter().map(|Problem { kind, source }| (kind, &text[source])).collect();
    assert_eq!(found, expected, "{text}");
}

#[track_caller]
fn check_ids(text: &str, expected: &[&str]) {
    let headings = markdown(text).headings;
    let ids: Vec<_> = headings.iter().map(|heading| heading.id.as_str()).collect();
    assert_eq!(ids, expected, "{text}");
}

fn scheme(name: &str) -> ProblemKind {
    ProblemKind::Scheme(name.to_owned())
}

#[test]
fn emphasis_next_to_chinese_punctuation() {
    check_line("**重点。**后文", "<strong>重点。</strong>后文");
    check_line("前文**“重点”**后文", "前文<strong>“重点”</strong>后文");
    check_line("**注意：**请", "<strong>注意：</strong>请");
    check_line("*重点。*后文", "<em>重点。</em>后文");
    check_line("前文***（甲）***后文", "前文<em><strong>（甲）</strong></em>后文");
    check_line("~~删除（旧）~~新", "<del>删除（旧）</del>新");
    check_line("留~~（旧）~~新", "留<del>（旧）</del>新");
    check_line("**注意:**请", "<strong>注意:</strong>请");
    check_line("**“十四五”**GDP增长", "<strong>“十四五”</strong>GDP增长");
    check_line("村GDP**《公报》**2025", "村GDP<strong>《公报》</strong>2025");
    check_line("**`代码`**后文", "<strong><code>代码</code></strong>后文");
    check_line("**[名单](a.md)**公示", "<strong><a href=\"a.md\">名单</a></strong>公示");
    check_line("**甲、*乙*、丙。**丁", "<strong>甲、<em>乙</em>、丙。</strong>丁");
    check_line("**~~删除（旧）~~**新", "<strong><del>删除（旧）</del></strong>新");
    check_line("~~**旧。**~~新", "<del><strong>旧。</strong></del>新");
    check_line("**甲。**乙**丙。**丁", "<strong>甲。</strong>乙<strong>丙。</strong>丁");
    check_line("**葛\u{E0100}**（姓）", "<strong>葛\u{E0100}</strong>（姓）");
}

#[test]
fn emphasis_in_every_container() {
    check("## **一、**总则\n", "<h2 id=\"一总则\"><strong>一、</strong>总则</h2>");
    check("- **甲：**乙\n", "<ul>\n<li><strong>甲：</strong>乙</li>\n</ul>");
    check(">**甲：**乙\n", "<blockquote>\n<p><strong>甲：</strong>乙</p>\n</blockquote>");
    let table = markdown("|**项：**目|甲|\n|-|-|\n|**“是”**的|*（无）*否|\n").html;
    assert!(table.contains("<th scope=\"col\"><strong>项：</strong>目</th>"), "{table}");
    assert!(table.contains("<td><strong>“是”</strong>的</td><td><em>（无）</em>否</td>"), "{table}");
}

#[test]
fn no_emphasis_where_none_is_meant() {
    check_line("`**重点。**后文`", "<code>**重点。**后文</code>");
    check_line("\\*\\*重点。\\*\\*后文", "**重点。**后文");
    check_line("5*3*2 和 长 * 宽", "5*3*2 和 长 * 宽");
    check_line("** 重点**后文", "** 重点**后文");
    check_line("名单_（公示）_2025", "名单_（公示）_2025");
    check_line("_重点_。", "<em>重点</em>。");
    check_line("约3~5万元（~6）", "约3~5万元（~6）");
    check(
        "```甲**。**乙\n**重点。**后文\n```",
        "<pre><code class=\"language-甲**。**乙\">**重点。**后文\n</code></pre>",
    );
    check("    **重点。**后文;\n", "<pre><code>**重点。**后文;\n</code></pre>");
    check_line("a**“b”**c", "a**“b”**c");
}

#[test]
fn marks_never_reach_the_output() {
    let html = "[甲](<乙。**丙**丁> \"戊。**己\") <https://e.cn/甲。**乙>\n\n[庚。**辛]: 壬。**癸\n\n[庚。**辛]";
    for mark in ('\u{12470}'..='\u{12474}').chain('\u{11140}'..='\u{11143}') {
        let output = markdown(html);
        assert!(!format!("{output:?}").contains(mark));
        let destinations: Vec<_> = output.links.iter().map(|link| link.destination.as_str()).collect();
        assert_eq!(destinations, ["乙。**丙**丁", "https://e.cn/甲。**乙", "壬。**癸"]);
        assert!(output.html.contains("title=\"戊。**己\""));

        check_line(&format!("{mark}**甲。**乙"), &format!("{mark}<strong>甲。</strong>乙"));
        check_line(
            &format!("&#x{:X};&#{};**甲。**乙", u32::from(mark), u32::from(mark)),
            &format!("{mark}{mark}<strong>甲。</strong>乙"),
        );
    }
    let all: String = ('\u{12470}'..='\u{12474}').chain('\u{11140}'..='\u{11143}').collect();
    check_line(&format!("{all}**甲。**乙"), &format!("{all}**甲。**乙"));
}

#[test]
fn cjk_rules_can_be_off() {
    let options = Options { cjk: false, ..OPTIONS };
    assert_eq!(to_html("**重点。**后文，\n乙", &options).html, "<p>**重点。**后文，\n乙</p>\n");
}

/// A line that an editor would have broken, with what stands at its end and at the beginning of the next.
fn wrapped(before: &str, after: &str) -> String {
    let filled = "石桥村的村务公开工作由村民委员会和村务监督委员会共同负责办理";
    format!("{filled}{before}\n{after}到月底为止也没有改。")
}

#[track_caller]
fn check_wrapped(before: &str, after: &str, expected: &str) {
    let html = markdown(&wrapped(before, after)).html;
    assert!(html.contains(expected) && !html.contains("<br") && html.matches("<p>").count() == 1, "{html}");
}

#[test]
fn line_breaks_between_chinese_characters_leave_nothing() {
    check_wrapped("村务", "公开", "村务公开");
    check_wrapped("村务，", "公开", "村务，公开");
    check_wrapped("村务", "“公开”", "村务“公开”");
    check_wrapped("村务**公", "开***事项*", "村务<strong>公开</strong><em>事项</em>");
    check_wrapped("**村务**", "[公开](a.md)", "<strong>村务</strong><a href=\"a.md\">公开</a>");
    check_wrapped("村务<!-- 注 -->", "公开", "村务公开");
    check_wrapped("カタ", "カナ", "カタカナ");
    check_wrapped("ＡＢ", "１２", "ＡＢ１２");
    check_wrapped("𠀀", "㐀", "𠀀㐀");
    check_wrapped("`村务`", "公开", "<code>村务</code>公开");
    check("> 村务\n公开\n> 事项", "<blockquote>\n<p>村务公开事项</p>\n</blockquote>");
    check("- 村务\n  公开", "<ul>\n<li>村务公开</li>\n</ul>");
}

#[test]
fn other_line_breaks_stay() {
    check_wrapped("村务", "open", "村务\nopen");
    check_wrapped("open", "村务", "open\n村务");
    check_line("“a”\n“b”", "“a”\n“b”");
    check_wrapped("2025", "年", "2025\n年");
    check_line("한국어\n문장", "한국어\n문장");
    check_line("村务\\\n公开", "村务<br />\n公开");
    check_line("村务  \n公开", "村务<br />\n公开");
    check("```\n村务\n公开\n```", "<pre><code>村务\n公开\n</code></pre>");
}

#[test]
fn heading_ids() {
    check_ids("# 一、Village GDP（2025）", &["一village-gdp2025"]);
    check_ids("# 概况\n# 概况\n# 概况 2\n# 概况", &["概况", "概况-2", "概况-2-2", "概况-3"]);
    check_ids("# 。\n# \n# ---a  - b ---\n", &["section", "section-2", "a-b"]);
    check_ids("# 甲 {#b}\n", &["甲-b"]);
    check_ids("# fn 1\n# fnref-1\n# fnx", &["section-fn-1", "section-fnref-1", "fnx"]);
    check_ids("村务公开\n===\n", &["村务公开"]);
    check_ids("# **粗**`码`[链](a)![图](b)<b>x</b>[^1]\n\n[^1]: 注", &["粗码链图x"]);
}

#[test]
fn headings_form_an_outline_without_gaps() {
    let levels = |text: &str, base| {
        let output = to_html(text, &Options { prefix: "b1-", heading_base: base, ..OPTIONS });
        output.headings.iter().map(|heading| heading.level).collect::<Vec<_>>()
    };
    let output = to_html("# 甲\n##### 乙\n", &Options { prefix: "b1-", heading_base: Some(3), ..OPTIONS });
    assert_eq!(output.html, "<h3 id=\"b1-甲\">甲</h3>\n<h4 id=\"b1-乙\">乙</h4>\n");
    let headings: Vec<_> = output.headings.iter().map(|h| (h.level, &*h.id, &*h.text)).collect();
    assert_eq!(headings, [(3, "b1-甲", "甲"), (4, "b1-乙", "乙")]);
    assert_eq!(levels("## 甲\n#### 乙\n## 丙\n# 丁\n", Some(2)), [2, 3, 2, 2]);
    assert_eq!(levels("# 甲\n## 乙\n### 丙\n", Some(5)), [5, 6, 6]);
    assert_eq!(levels("# 甲\n### 乙\n", None), [1, 3]);
}

#[test]
fn tables() {
    check(
        "|项目|金额|\n|:-|-:|\n|道路\\|桥|**3**|\n",
        "<table>\n<thead>\n<tr><th scope=\"col\" class=\"l\">项目</th>\
         <th scope=\"col\" class=\"m\">金额</th></tr>\n</thead>\n<tbody>\n\
         <tr><td class=\"l\">道路|桥</td>\
         <td class=\"m\"><strong>3</strong></td></tr>\n</tbody>\n</table>",
    );
    check_plain("|项目|金额|\n|-|-|\n|道路|3|\n\n后文", "项目 金额\n道路 3\n后文");
}

#[test]
fn task_lists() {
    check(
        "- [x] 已公示\n- [ ] 未公示\n",
        "<ul>\n<li><input disabled=\"\" type=\"checkbox\" checked=\"\"/>\n已公示</li>\n\
         <li><input disabled=\"\" type=\"checkbox\"/>\n未公示</li>\n</ul>",
    );
}

#[test]
fn footnotes_are_collected_in_order_of_reference() {
    check(
        "甲[^b]乙[^A]丙[^b]\n\n[^a]: 一\n\n[^b]: 二\n",
        "<p>甲<sup><a href=\"#fn-1\" id=\"fnref-1\" role=\"doc-noteref\">1</a></sup>\
         乙<sup><a href=\"#fn-2\" id=\"fnref-2\" role=\"doc-noteref\">2</a></sup>\
         丙<sup><a href=\"#fn-1\" id=\"fnref-1-2\" role=\"doc-noteref\">1</a></sup></p>\n\
         <section class=\"footnotes\">\n<ol>\n\
         <li id=\"fn-1\">\n<p>二 <a href=\"#fnref-1\" role=\"doc-backlink\">↩</a> \
         <a href=\"#fnref-1-2\" role=\"doc-backlink\">↩</a></p>\n</li>\n\
         <li id=\"fn-2\">\n<p>一 <a href=\"#fnref-2\" role=\"doc-backlink\">↩</a></p>\n</li>\n\
         </ol>\n</section>",
    );
    check_plain("甲[^1]乙\n\n[^1]: 注\n", "甲乙\n注");
}

#[test]
fn footnotes_refer_to_footnotes() {
    let output = markdown("甲[^1]\n\n[^1]: 见[^2]\n\n[^2]: 见[^1]\n");
    assert_eq!(output.html.matches("doc-noteref").count(), 3);
    assert_eq!(output.html.matches("doc-backlink").count(), 3);
    assert_eq!(output.html.matches("<li id").count(), 2);
}

fn unused(name: &str) -> ProblemKind {
    ProblemKind::UnusedNote { name: name.to_owned() }
}

#[test]
fn footnotes_that_nothing_refers_to_stand_behind_the_others() {
    let text = "甲[^b]\n\n[^a]: 一\n\n[^b]: 二\n\n[^c]: 见[^c]\n\n[^B]: 又二\n";
    check_plain(text, "甲\n二\n一\n见\n又二");
    check_problems(text, &[(unused("a"), "[^a]: 一"), (unused("c"), "[^c]: 见[^c]"), (unused("B"), "[^B]: 又二")]);
    let output = markdown(text);
    assert_eq!(output.html.matches("<li id").count(), 4);
    let ids: Vec<_> = output.html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(output.anchors, ids);
}

#[test]
fn footnotes_in_footnotes_are_footnotes() {
    check_plain("甲[^1]\n\n[^1]: 一\n\n    [^2]: 二\n", "甲\n一\n二");
    check_plain("![甲[^1]](a.png)\n\n[^1]: 一", "![甲](a.png)\n一");
}

#[test]
fn references_without_a_footnote_stay() {
    check_line("甲[^1]、[^注]", "甲[^1]、[^注]");
    let missing = |name: &str| ProblemKind::MissingNote { name: name.to_owned() };
    check_problems("甲[^1]、**[^注]**", &[(missing("1"), "[^1]"), (missing("注"), "[^注]")]);
    check_problems("甲\\[^1]`[^1]`[^ 1][^]", &[]);
}

#[test]
fn footnotes_anywhere() {
    let prefix = Options { prefix: "b2-", ..OPTIONS };
    let output = to_html("> [^1]: 注\n>\n> 甲[^1]\n", &prefix).html;
    assert!(output.starts_with("<blockquote>\n<p>甲<sup><a href=\"#b2-fn-1\" id=\"b2-fnref-1\""), "{output}");
    assert!(output.contains("<li id=\"b2-fn-1\">\n<p>注 <a href=\"#b2-fnref-1\""), "{output}");
    let with_list = markdown("甲[^1]\n\n[^1]: 注\n\n    - 项\n").html;
    assert!(with_list.contains("</ul>\n <a href=\"#fnref-1\" role=\"doc-backlink\">↩</a>\n</li>"), "{with_list}");
    let text = format!("{}\n\n[^一。**二]: 注", wrapped("[^一。**二]", "公开"));
    assert!(markdown(&text).html.contains("</sup>公开"));
}

#[test]
fn ids_are_unique() {
    let html = markdown("# fn-1\n# fnref 1\n甲[^1][^1][^2]\n# 甲\n# 甲\n\n[^1]: 一\n\n[^2]: 二\n").html;
    let mut ids: Vec<_> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((ids.len(), count), (9, 9), "{html}");
}

#[test]
fn allowed_addresses() {
    for address in [
        "https://e.cn/a:b",
        "HTTP://e.cn",
        "mailto:a@e.cn",
        "tel:+86-10-1",
        "a.md",
        "../a.md",
        "/a/b",
        "#甲",
        "?q=a:b",
        "./a:b",
        "公示:名单.md",
        "2025:a.md",
        "",
    ] {
        let output = markdown(&format!("[甲](<{address}>)"));
        assert_eq!(output.problems, [], "{address}");
        assert_eq!(output.links[0].destination, address);
    }
    check_line("<a@e.cn>", "<a href=\"mailto:a@e.cn\">a@e.cn</a>");
    check_line("[甲](/公开?a=1&b=\"2\")", "<a href=\"/%E5%85%AC%E5%BC%80?a=1&amp;b=%222%22\">甲</a>");
}

#[test]
fn refused_addresses() {
    for (address, name) in [
        ("javascript:alert(1)", "javascript"),
        ("JaVaScript:alert(1)", "javascript"),
        ("java&#10;script:alert(1)", "javascript"),
        ("&#1;javascript:alert(1)", "javascript"),
        ("java&Tab;script&colon;x", "javascript"),
        ("\u{3000}javascript:x", "javascript"),
        ("data:text/html,x", "data"),
        ("vbscript:x", "vbscript"),
        ("file:///etc/passwd", "file"),
        ("ftp://e.cn", "ftp"),
        ("C:\\a", "c"),
        ("//e.cn/a", "//"),
        ("\\\\\\\\e.cn", "//"),
        ("/\\\\e.cn", "//"),
        ("/&#9;/e.cn", "//"),
    ] {
        let text = format!("前[**甲。**乙](<{address}> \"题\")后");
        check_line(&text, "前<strong>甲。</strong>乙后");
        check_problems(&text, &[(scheme(name), &text["前".len()..text.len() - "后".len()])]);
        assert_eq!(markdown(&text).links, []);
    }
    check_line("<javascript:alert(1)>", "javascript:alert(1)");
    check_line("[甲][r]\n\n[r]: data:x", "甲");
}

#[test]
fn images() {
    check_line(
        "![**会。**场\n照片](a.jpg \"题\")",
        "<img src=\"a.jpg\" alt=\"会。场照片\" title=\"题\" loading=\"lazy\" />",
    );
    check_line(
        "![甲 ![乙](b.png) \"丙\"](a.png)",
        "<img src=\"a.png\" alt=\"甲 乙 &quot;丙&quot;\" loading=\"lazy\" />",
    );
    check_line("![](a.jpg)", "<img src=\"a.jpg\" alt=\"\" loading=\"lazy\" />");
    check_problems("甲![ ](a.jpg)", &[(ProblemKind::ImageWithoutText, "![ ](a.jpg)")]);
    check_line("![图](data:image/png;base64,x)", "图");
    check_problems("![图](data:x)", &[(scheme("data"), "![图](data:x)")]);
    check_problems("![图](mailto:a@e.cn)", &[(scheme("mailto"), "![图](mailto:a@e.cn)")]);
    for address in ["https://e.cn/a.png", "HTTP://e.cn", "//e.cn/a.png", "/\\\\e.cn/a.png"] {
        let kind = ProblemKind::ForeignImage { address: address.replace("\\\\", "\\") };
        let text = format!("![图]({address})");
        check_line(&text, "图");
        check_problems(&text, &[(kind, &*text)]);
        assert_eq!(markdown(&text).links, []);
    }
}

#[test]
fn links_know_their_places() {
    let text = "**重点。**后[*名。*单](a.md \"题\")，~~旧。~~![图](/b.png)[^1]<https://e.cn>\n\n[^1]: **注：**见[甲][乙]\n\n[乙]: c.md";
    let output = markdown(text);
    let parts: Vec<_> =
        output.links.iter().map(|link| (&text[link.source.clone()], &output.html[link.tag.clone()])).collect();
    assert_eq!(
        parts,
        [
            ("[*名。*单](a.md \"题\")", "<a href=\"a.md\" title=\"题\">"),
            ("![图](/b.png)", "<img src=\"/b.png\" alt=\"图\" loading=\"lazy\" />"),
            ("<https://e.cn>", "<a href=\"https://e.cn\">"),
            ("[甲][乙]", "<a href=\"c.md\">"),
        ]
    );
    for Link { close, image, alt_missing, .. } in output.links {
        assert_eq!(&output.html[close], if image { "" } else { "</a>" });
        assert!(!alt_missing);
    }
    assert!(markdown("![](a.png)").links[0].alt_missing);
}

#[test]
fn links_do_not_nest() {
    check_line(
        "[甲 <https://e.cn> 乙](a.md)<b@e.cn>",
        "<a href=\"a.md\">甲 https://e.cn 乙</a><a href=\"mailto:b@e.cn\">b@e.cn</a>",
    );
}

#[test]
fn destinations_are_rewritten() {
    let rewrite = |destination: &str| destination.strip_suffix(".md").map(|stem| format!("/{stem}/"));
    let options = Options { rewrite: &rewrite, ..OPTIONS };
    let output = to_html("[甲](公开.md) ![乙](图.md) [丙](c)", &options);
    assert_eq!(
        output.html,
        "<p><a href=\"/%E5%85%AC%E5%BC%80/\">甲</a> <img src=\"/%E5%9B%BE/\" alt=\"乙\" loading=\"lazy\" /> \
         <a href=\"c\">丙</a></p>\n"
    );
    let destinations: Vec<_> = output.links.iter().map(|link| link.destination.as_str()).collect();
    assert_eq!(destinations, ["公开.md", "图.md", "c"]);
}

#[test]
fn plain_text() {
    check_plain(
        "# 标题\n\n一段**重。**点，\n续行 and,\nmore  \n换行\n\n- 甲`码`\n  - 乙\n- 丙![图](a)\n\n> 引\n\n***\n\n```\n代码\n```\n",
        "标题\n一段重。点，续行 and, more\n换行\n甲码\n乙\n丙图\n引\n代码",
    );
    check_plain("", "");
    check_plain("- [x] 甲 &lt; 乙", "甲 < 乙");
}

#[test]
fn nesting_is_capped() {
    let deep = |count: usize| format!("{}甲", "> ".repeat(count));
    let fits = markdown(&deep(99));
    assert_eq!((fits.html.matches("<blockquote>").count(), fits.problems), (99, vec![]));
    let text = deep(200);
    let output = markdown(&text);
    assert_eq!(output.html.matches("<blockquote>").count(), 100);
    assert_eq!(output.html.matches("</blockquote>").count(), 100);
    assert_eq!(output.plain, "甲");
    assert_eq!(output.problems, [Problem { kind: ProblemKind::TooDeep, source: 200..text.len() }]);
    let list = markdown(&format!("{}甲", "- ".repeat(200))).html;
    assert_eq!((list.matches("<ul>").count(), list.matches("<li>").count()), (50, 50));
    let inline = markdown(&format!("{}[甲](a){}\n\n乙", "*a **b ".repeat(60), "b** a* ".repeat(60)));
    assert!(inline.plain.ends_with("\n乙"));
    let is_depth = |problem: &&Problem| problem.kind == ProblemKind::TooDeep;
    assert_eq!(inline.problems.iter().filter(is_depth).count(), 1);
    assert_eq!(inline.html.matches("<em>").count(), inline.html.matches("</em>").count());
}

/// Every text over a small alphabet of what has a meaning, so that no combination panics or leaves a mark or a range
/// that cannot be used.
#[test]
fn all_short_texts_hold_the_invariants() {
    let alphabet = ["*", "**", "~~", "_", "甲", "。", "“", "a", " ", "\n", "[", "](b)", "`", "|", "\\", "> ", "[^1]"];
    let count = alphabet.len();
    for number in 0..count.pow(4) {
        let parts = (0..4).map(|place| alphabet[number / count.pow(place) % count]);
        let text: String = parts.chain(["**甲。**乙\n\n[^1]: c"]).collect();
        let output = markdown(&text);
        assert!(!output.html.contains('\u{12470}') && !output.plain.contains('\u{12470}'), "{text}");
        for problem in output.problems {
            assert!(!text[problem.source].is_empty(), "{text}");
        }
        for link in output.links {
            assert!(text[link.source].starts_with('['), "{text}");
            assert!(output.html[link.tag].starts_with("<a "), "{text}");
            assert_eq!(&output.html[link.close], "</a>", "{text}");
        }
    }
}

/// Ranges of problems end where the visible text does, whatever ends their lines.
#[test]
fn ranges_of_problems_can_be_shown() {
    let alphabet = ["<div>", "<!-- ", "甲", "**。**乙", "\n", "\r\n", "> ", "- ", "  ", "\u{3000}"];
    let count = alphabet.len();
    for number in 0..count.pow(5) {
        let text: String = (0..5).map(|place| alphabet[number / count.pow(place) % count]).collect();
        for problem in markdown(&text).problems {
            let shown = &text[problem.source];
            assert!(shown.starts_with(['<', '*']) && !shown.ends_with('\n'), "{text:?} {shown:?}");
            assert!(shown.len() >= 4, "{text:?} {shown:?}");
        }
    }
}

mod endless;
mod html;
mod kept;
mod pasted;
mod signs;
