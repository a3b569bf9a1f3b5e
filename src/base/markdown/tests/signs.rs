//! Stars, underscores and tildes that are no emphasis.

use super::super::ProblemKind;
use super::{check, check_ids, check_line, check_plain, check_problems, markdown};

/// As written, and without a word about it.
#[track_caller]
fn check_signs(text: &str) {
    check_line(text, text);
    check_problems(text, &[]);
}

#[test]
fn masks_stay() {
    check_signs("张*三、李*四同意。");
    check_signs("张*三 李*四，王*五");
    check_signs("张*三和李*四、张*与李*");
    check_signs("户主张*三，户主李*四");
    check_signs("王**、赵**、钱**。");
    check_signs("王**，赵**；钱**");
    check_signs("公示：张*（低保）、李*（低保）。");
    check_signs("张*（低保）、李*同意，王*（五保）");
    check_signs("张*三");
    check_signs("标*的为党员，标*的为代表。");
    check_signs("姓名*：张三，电话*：123");
}

#[test]
fn masks_of_numbers_stay() {
    check_signs("电话138****1234、139****5678。");
    check_signs("身份证530102********1234、530103********5678。");
    check_signs("尾号****1234、尾号****5678");
    check_signs("5301**19900101**23，5301*19900101*23");
    check_signs("京A**123、京B**456，京C*78、京D*90");
    check_signs("152***1234、153***1234");
    check_signs("010-***-1234、010-***-5678，138-****-1234、138-****-5678");
}

#[test]
fn products_stay() {
    check_signs("2*3*4");
    check_signs("补助1200元*3户=3600元，800元*2户=1600元。");
    check_signs("道路长200*3.5米，沟渠100*0.5米。");
    check_signs("12cm*8cm*3cm，10cm*5cm*2cm");
    check_signs("（1200+300）*3户，（800）*2户");
    check_signs("面积=长*宽*高");
    check_signs("得分：基础分*60%+民主测评*40%，单价*数量+运费*件数");
    check_signs("（*为党员）张三*、李四*、王五");
}

#[test]
fn blanks_and_ranges_stay() {
    check_signs("同意（____）票，反对（____）票，弃权（____）票。");
    check_signs("同意（__）票，反对（__）票");
    check_signs("___年___月___日");
    check_signs("同意____票，反对____票");
    check_signs("姓名：______ 电话：______");
    check_signs("7月~~8月、9月~~10月，3~~5万元，6~~8万元");
    check_line("原价~~500元~~300元", "原价<del>500元</del>300元");
    check_signs("约（~6）、（~8）万元，7月1日~7月7日，~8月~");
}

#[test]
fn signs_stay_everywhere() {
    check_ids("# 张*三、李*四名单", &["张三李四名单"]);
    assert_eq!(markdown("# 张*三、李*四名单").headings[0].text, "张*三、李*四名单");
    check_plain("- 张*三、李*四\n- 王**、赵**", "张*三、李*四\n王**、赵**");
    check_plain("|张*三、李*四|138****1234、139****5678|\n|-|-|\n", "张*三、李*四 138****1234、139****5678");
    check_line("![张*三、李*四](a.png)", "<img src=\"a.png\" alt=\"张*三、李*四\" loading=\"lazy\" />");
    check_line("[张*三、李*四](a.md \"王*五、赵*六\")", "<a href=\"a.md\" title=\"王*五、赵*六\">张*三、李*四</a>");
    check_line("**名单：张*三、李*四**", "<strong>名单：张*三、李*四</strong>");
    check_line("`张*三、李*四`、\\*三\\*、\\_\\_", "<code>张*三、李*四</code>、*三*、__");
}

#[test]
fn emphasis_stays_emphasis() {
    check_line("**注意：**请", "<strong>注意：</strong>请");
    check_line("*重*要", "<em>重</em>要");
    check_line("**甲**、**乙**", "<strong>甲</strong>、<strong>乙</strong>");
    check_line("王**、**注意**：请", "王**、<strong>注意</strong>：请");
    check_line("请**务必、按时**参加", "请<strong>务必、按时</strong>参加");
    check_line("共**12**户**36**人", "共<strong>12</strong>户<strong>36</strong>人");
    check_line("**首先，**我们；**其次，**你们", "<strong>首先，</strong>我们；<strong>其次，</strong>你们");
    check_line("*一、*总则", "<em>一、</em>总则");
    check_line("共**三、四**户", "共<strong>三、四</strong>户");
    check_line("**1）甲**、**（一）乙**", "<strong>1）甲</strong>、<strong>（一）乙</strong>");
    check_line("foo*bar*baz _x_ __y__", "foo<em>bar</em>baz <em>x</em> <strong>y</strong>");
    for text in ["**注意：**请", "王**、**注意**：请", "共**12**户", "*重*要", "foo*bar*baz", "原因：**分户、建房。**"]
    {
        check_problems(text, &[]);
    }
}

#[test]
fn doubt_is_told_and_advice_ends_it() {
    let signs = |text: &str, words: &str| ProblemKind::DoubtedSigns { text: text.to_owned(), words: words.to_owned() };
    let emphasis =
        |text: &str, words: &str| ProblemKind::DoubtedEmphasis { text: text.to_owned(), words: words.to_owned() };
    check_line("户主王**同意，户主赵**同意", "户主王**同意，户主赵**同意");
    check_problems("户主王**同意，户主赵**同意", &[(signs("**同意，户主赵**", "同意，户主赵"), "**同意，户主赵**")]);
    check_problems("长*宽*高", &[(signs("*宽*", "宽"), "*宽*")]);
    check_problems("****重点****", &[(signs("****重点****", "重点"), "****重点****")]);
    check_problems("*姓名：张三，*电话：123", &[(signs("*姓名：张三，*", "姓名：张三，"), "*姓名：张三，*")]);
    for text in ["某村**组村民张**", "**县**村**组", "*年*月*日", "第*号楼*单元*室"] {
        check_line(text, text);
        assert_eq!(markdown(text).problems.len(), 1);
    }
    check_problems("这是*重点*内容", &[(emphasis("*重点*", "重点"), "*重点*")]);
    check_line("这是*重点*内容", "这是<em>重点</em>内容");
    for text in ["长 *宽* 高", "长\\*宽\\*高", "这是 *重点* 内容", "这是**重点**内容", "这是\\*重点\\*内容"]
    {
        check_problems(text, &[]);
    }
}

#[test]
fn stars_that_mark_are_kept_and_told() {
    for text in [
        "*号表示党员：张三*、李四、王五*",
        "带*为新增：*张三、*李四、王五",
        "*为党员；**为村干部；***为代表",
        "备注：*为党员，李四*，王五**。",
        "1.*张三；2.*李四",
        "身份证尾号*为X，*为Y",
        "*张三*李四*王五",
        "*应到*人，实到*人。",
    ] {
        check_line(text, text);
        assert!(!markdown(text).problems.is_empty(), "{text}");
    }
    check_line("*以上为初步统计，以公告为准*", "<em>以上为初步统计，以公告为准</em>");
    check_line("**为规范管理，**特制定", "<strong>为规范管理，</strong>特制定");
}

#[test]
fn labels_with_latin_marks_or_blanks_are_emphasis() {
    check_line("**联系电话:**0872-0000202", "<strong>联系电话:</strong>0872-0000202");
    check_line("**(含税)**2万", "<strong>(含税)</strong>2万");
    check_line("**注意： **请", "<strong>注意：</strong>请");
    check_line("** 注意：** 请", "<strong>注意：</strong> 请");
    check("```\n**注意： **请\n```", "<pre><code>**注意： **请\n</code></pre>");
}
