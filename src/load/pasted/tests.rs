//! What is told of pasted texts, and that ordinary ones are let be.

use crate::base::diag::Diagnostics;
use crate::base::lang::Lang;
use crate::base::source::Place;
use crate::load::pasted::{Prose, read};

/// One line a note: its rule and the text at its place.
fn said(text: &str) -> Vec<String> {
    let (mut diags, head) = (Diagnostics::new(), "---\nkind: notice\n---\n");
    let whole = format!("{head}{text}");
    read(Prose { file: &"content/a.md".into(), text: &whole, from: head.len() }, &mut diags);
    let shown = diags.iter().map(|one| {
        let Place::Bytes(start, end) = one.span.place else { panic!("{one:?}") };
        assert!(!one.message(Lang::Zh).contains('{') && !one.help(Lang::En).contains('{'), "{one:?}");
        format!("{} {}", one.rule.name, &whole[start as usize..end as usize])
    });
    shown.collect()
}

#[test]
fn pinyin_behind_characters() {
    assert_eq!(said("村务公（gōng）开（kāi）栏。\n"), ["text/pinyin 公（gōng）开（kāi）"]);
    assert_eq!(
        said("村务公(gong)开(kai)栏，在(zai4)门(men2)口。\n"),
        ["text/pinyin 公(gong)开(kai)栏，在(zai4)门(men2)"]
    );
    assert_eq!(said("宣（xuān）传\n\n党务（dǎng wù）公开\n").len(), 2);
    assert_eq!(said("公gōng开kāi栏\n"), ["text/pinyin 公gōng开kāi"]);
    assert_eq!(said("公（ㄍㄨㄥ）開（ㄎㄞ）\n").len(), 1);
    for fine in [
        "濮（pú）阳来的客商",
        "长（km）宽（m）高（cm）",
        "面积（mu）",
        "甲（a）、乙（b）、丙（c）",
        "用（QQ）群",
        "喝café吧",
    ] {
        assert_eq!(said(fine), [""; 0], "{fine}");
    }
}

#[test]
fn frames_of_web_pages() {
    for text in [
        "作者：李桂芳",
        "来源：石桥镇政府　作者：李桂芳　编辑：王五",
        "【字号：大 中 小】",
        "字体：【大 中 小】 打印",
        "点击率：128",
        "浏览次数 53",
        "发布时间：2025-07-10 09:30",
        "【打印本页】【关闭窗口】",
        "打印　关闭",
        "上一篇：关于修路的公告",
        "**责任编辑：** 王五",
        "[ 大 中 小 ]",
        "版权所有：石桥镇人民政府",
        "滇ICP备12000001号",
        "您当前的位置：首页 > 村务公开",
    ] {
        assert_eq!(said(text).len(), 1, "{text}: {:?}", said(text));
        assert!(said(text)[0].starts_with("text/page-frame "), "{text}");
    }
    for fine in [
        "资金来源：上级补助 3 万元。",
        "村里的打印机在办公室，晚上关闭。",
        "房屋有大、中、小三种。",
        "点击网址可以看到全部名单。",
        "编辑村志的事交给赵老师。",
        "这次活动的作者是村里的老人。",
        "| 大 | 中 | 小 |",
    ] {
        assert_eq!(said(fine), [""; 0], "{fine}");
    }
}

#[test]
fn numbers_of_pages() {
    for text in [
        "第 1 页 共 3 页",
        "第1页/共3页",
        "第一页，共三页",
        "共 3 页 第 1 页",
        "石桥镇人民政府文件　第 2 页 共 5 页",
        "- 3 -",
        "— 3 —",
        "－12－",
        "第 3 页",
        "Page 1 of 3",
    ] {
        assert_eq!(said(text).len(), 1, "{text}: {:?}", said(text));
        assert!(said(text)[0].starts_with("text/page-number "), "{text}");
    }
    for fine in [
        "材料共 5 页，第 3 页要签字。",
        "见账本第 12 页。",
        "合同共三页，一式两份。",
        "- 3 户",
        "- 3",
        "3 - 4",
        "---",
        "——",
        "the page of 3 villages",
    ] {
        assert_eq!(said(fine), [""; 0], "{fine}");
    }
}

#[test]
fn bare_addresses() {
    for (text, address) in [
        ("详见 https://www.example.gov.cn/a/b.html。", "https://www.example.gov.cn/a/b.html"),
        ("网址：www.example.gov.cn，电话", "www.example.gov.cn"),
        ("工作总结（http://www.example.com/）村里", "http://www.example.com"),
        ("更多文章请看example.com村务", "example.com"),
        ("见 [办法](https://a.gov.cn) 和 https://b.gov.cn/x", "https://b.gov.cn/x"),
    ] {
        assert_eq!(said(text), [format!("text/bare-address {address}")], "{text}");
    }
    for fine in [
        "见 [办法](https://www.example.gov.cn/a) 和 <https://b.example.cn>",
        "见 [https://b.example.cn](https://b.example.cn/a?b=c)",
        "[1]: https://www.example.gov.cn/a",
        "`https://www.example.gov.cn`",
        "信箱 shiqiao@example.gov.cn",
        "单价 3.5 元、12.50 元，版本 1.2.3，时间 9.30-11.30",
        "附件 a.pdf、名单.xlsx、2025.cn",
        "```\nhttps://www.example.gov.cn\n```",
    ] {
        assert_eq!(said(fine), [""; 0], "{fine}");
    }
}

#[test]
fn unfilled_blanks() {
    for (text, blank) in [
        ("全村低保户××××户", "××××"),
        ("××村村民委员会", "××"),
        ("XX县XX镇", "XX"),
        ("联系人：XXX", "XXX"),
        ("于×年×月×日召开", "×"),
        ("X月X日", "X"),
        ("经×××同志介绍", "×××"),
    ] {
        assert_eq!(said(text), [format!("text/unfilled-blank {blank}")], "{text}");
    }
    for fine in [
        "王××、张××两户",
        "5×3＝15，长×宽×高",
        "5329××××××××1234",
        "138xxxx1234",
        "XXL 号衣服，X 光室，Excel",
        "尺寸 30x40x50",
        "`XXX`",
        "王某某",
    ] {
        assert_eq!(said(fine), [""; 0], "{fine}");
    }
}

#[test]
fn paragraphs_that_stand_twice() {
    let first = "经村民代表会议表决通过，决定从集体收入里拿出三万元，把一组到二组的路灯全部修好，年底以前完工。";
    let wrapped = first.replace("收入里", "收入\n里").replace("，年底", "， 年底");
    let second = "以上内容公示七天，有不同意见的村民请在公示期内到村务监督委员会当面提出，或者打电话。";
    assert_eq!(said(&format!("{first}\n\n别的话。\n\n{wrapped}\n")).len(), 1);
    assert_eq!(said(&format!("{first}\n{second}\n\n{first}\n\n\n{second}\n")).len(), 1);
    assert_eq!(said(&format!("{first}\n\n{second}\n\n{second}\n\n{first}\n")).len(), 2);
    for fine in ["特此公告。\n\n正文。\n\n特此公告。", "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n| 1 | 2 |\n"]
    {
        assert_eq!(said(fine), [""; 0], "{fine}");
    }
}

#[test]
fn scripts_that_are_mixed() {
    let plain = "村务公开监督小组对这个项目的资金进行了审计，认为账目清楚，手续齐全。";
    assert_eq!(said(&format!("{plain}國家的財政補助已經到賬。")), ["text/mixed-scripts 國"]);
    assert_eq!(said(&format!("{plain}陳國强是监督小组的组长。")), [""; 0]);
    let other = "村務公開監督小組對這個項目的資金進行了審計，認為賬目清楚，手續齊全。";
    assert_eq!(said(&format!("{other}国家的财政补助。")), ["text/mixed-scripts 国"]);
    assert_eq!(said(other), [""; 0]);
}

#[test]
fn a_second_front_matter() {
    for text in [
        "---\nauthor: 村委会\n---\n正文",
        "\n\n---\n标题：公示\n---\n",
        "---\nlayout: post\ntags: [a]\n---\n正文",
        "---\ntitle: 甲\n正文没有完",
        "正文\n\n---\ntitle: 甲\n---\n",
        "正文\n---\nlayout: post\ntags:\n- a\n---\n又一段",
        "正文\n\n---\n\n又一段\n\n---\n标题: 甲\n依据: 乙\n---\n",
    ] {
        assert_eq!(said(text).len(), 1, "{text}: {:?}", said(text));
        assert!(said(text)[0].starts_with("text/second-front-matter "), "{text}");
    }
    for fine in [
        "---\n\n正文：一句\n\n---\n",
        "---\n会场：村部\n---\n",
        "正文\n\n---\n\n会场：村部\n\n---\n",
        "正文\n\n---\n会场：村部\n标题：甲\n---\n",
        "Text\n\n---\nNote: closed on Friday\n---\n",
        "正文\n\n```yaml\n---\ntitle: 甲\n---\n```\n",
    ] {
        assert_eq!(said(fine), [""; 0], "{fine}");
    }
}

#[test]
fn broken_and_unseen_signs_are_told_by_line() {
    assert_eq!(
        said("共锟斤拷户\n\n甲\u{200b}乙\u{202e}丙\n\u{feff}丁👩\u{200d}🌾\n"),
        ["text/wrong-decoding 锟斤拷", "text/unseen-sign \u{200b}", "text/unseen-sign \u{feff}"]
    );
}

#[test]
fn ordinary_prose_is_let_be() {
    const PROSE: &str = "# 石桥村2025年第二季度村务公开情况说明

　　根据《中华人民共和国村民委员会组织法》和镇里的要求，现将本季度村务公开情况说明如下（以张贴的为准）：

一、财务方面。本季度收入 38,520.00 元，其中：上级补助 30,000 元，发包租赁 8,520 元；支出 21,036.45 元。资金来源：镇财政所拨付。
二、低保方面。新增 3 户、退出 1 户，名单见 [附件](2025-07-10-list/名单.pdf)，王某某一户因病致贫，按程序评议。

1. 2025年7月10日—16日公示 7 天，地点：村部公开栏、第三小组晒场；
2. 咨询电话 0872-0000202，或发邮件到 shiqiao@example.com。

| 项目 | 数量（亩） | 单价（元/亩） |
|---|---:|---:|
| 核桃 | 12.5 | 300 |
| 花椒 | 8×2 | 260 |

> “四议两公开”：支委会提议、两委会商议、党员大会审议、村民会议决议；决议公开、实施结果公开。

会议应到 36 人，实到 31 人，同意 30 票、弃权 1 票，通过率 96.8%。气温 25℃，海拔 1,900 m（县城 1,650 m）。

---

特此说明。

石桥村村民委员会
2025年7月10日
";
    assert_eq!(said(PROSE), [""; 0]);
}

#[test]
fn hostile_texts_take_no_time() {
    for piece in [
        "（",
        "公（a）",
        "gōng",
        "`",
        "[",
        "](",
        "<",
        "第",
        "第1页",
        "共",
        "×",
        "X ",
        "www.",
        "a.cn ",
        "---\n",
        "Ã",
        "å…",
        "鍏",
        "\u{200b}",
        "\u{200b}\n",
        "甲\n",
        "```\n",
        "国國",
        "`XXX XXX ",
        "[a.cn ",
        "<a.cn ",
    ] {
        said(&piece.repeat(20_000));
    }
}
